//! `dictionary.csv`: the plain words for the features, as a table that people edit.
//!
//! Depends on `domain` and `csv`. Columns `feature, label_fr, label_en, unit, display, theme,
//! negotiable, protected, reason_fr, reason_en`; only the first is required. `unit` and `theme`
//! cells are `fr|en`, `display` is read by [`Display::parse`].

use std::collections::BTreeMap;

use crate::domain::{Dictionary, Display, FeatureEntry, Localised, Theme};

/// The columns, in the order in which they are written.
pub(super) const COLUMNS: [&str; 10] = [
    "feature",
    "label_fr",
    "label_en",
    "unit",
    "display",
    "theme",
    "negotiable",
    "protected",
    "reason_fr",
    "reason_en",
];

/// A dictionary as it was read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReadDictionary {
    /// The words.
    pub dictionary: Dictionary,
    /// Columns whose names say nothing to this program, in the order of the file. They are not used.
    pub unknown_columns: Vec<String>,
}

/// Why a dictionary is not understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}{}: {problem}", .column.map(|column| format!(", column {column}")).unwrap_or_default())]
pub struct DictionaryError {
    /// The line of the file, counted from 1.
    pub line: u64,
    /// The column, when it is one cell that is wrong.
    pub column: Option<&'static str>,
    /// What is wrong, and what was expected.
    pub problem: String,
}

/// Reads a dictionary: UTF-8 with or without a byte order mark; comma, semicolon or tab.
///
/// # Errors
/// With the line and the column of the first cell that is not understood.
pub fn read(bytes: &[u8]) -> Result<ReadDictionary, DictionaryError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let line = before.iter().fold(1, |line, &byte| line + u64::from(byte == b'\n'));
        refused(line, None, "not UTF-8: save the table as \"CSV UTF-8\"")
    })?;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(text))
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut records = reader.records();
    let header = match records.next() {
        Some(header) => header.map_err(|error| csv_error(&error))?,
        None => {
            return Err(refused(1, None, "the table is empty: expected a line of column names"));
        }
    };
    let (places, unknown_columns) = columns(&header)?;
    let mut entries: BTreeMap<String, (u64, FeatureEntry)> = BTreeMap::new();
    for record in records {
        let record = record.map_err(|error| csv_error(&error))?;
        if record.iter().all(str::is_empty) {
            continue;
        }
        let row = Row { line: line_of(&record), record: &record, places: &places };
        let (feature, entry) = row.entry(header.len())?;
        if let Some((first, _)) = entries.get(&feature) {
            let problem = format!("the feature stands on line {first} already");
            return Err(row.refused("feature", &problem));
        }
        entries.insert(feature, (row.line, entry));
    }
    let entries = entries.into_iter().map(|(feature, (_, entry))| (feature, entry));
    Ok(ReadDictionary { dictionary: Dictionary::new(entries), unknown_columns })
}

/// The delimiter of the first line. Cells hold semicolons too, so later lines do not count.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let count = |delimiter: u8| header.bytes().filter(|byte| *byte == delimiter).count();
    // `max_by_key` takes the last of equals: the comma.
    [b'\t', b';', b','].into_iter().max_by_key(|delimiter| count(*delimiter)).unwrap_or(b',')
}

/// Where each known column stands, and the names of the others.
type Places = BTreeMap<&'static str, usize>;

fn columns(header: &csv::StringRecord) -> Result<(Places, Vec<String>), DictionaryError> {
    let mut places = Places::new();
    let mut unknown = Vec::new();
    for (place, name) in header.iter().enumerate() {
        match COLUMNS.iter().find(|known| known.eq_ignore_ascii_case(name)) {
            Some(known) => {
                if places.insert(known, place).is_some() {
                    return Err(refused(1, Some(known), "the column stands twice in the table"));
                }
            }
            None if name.is_empty() => {}
            None => unknown.push(name.chars().flat_map(char::escape_debug).collect()),
        }
    }
    if !places.contains_key("feature") {
        return Err(refused(1, Some("feature"), "the column is missing: it names the features"));
    }
    Ok((places, unknown))
}

struct Row<'r> {
    line: u64,
    record: &'r csv::StringRecord,
    places: &'r Places,
}

impl Row<'_> {
    fn cell(&self, column: &'static str) -> &str {
        self.places.get(column).and_then(|place| self.record.get(*place)).unwrap_or_default()
    }

    fn entry(&self, width: usize) -> Result<(String, FeatureEntry), DictionaryError> {
        let surplus = self.record.iter().skip(width).any(|cell| !cell.is_empty());
        if surplus {
            let problem =
                format!("{} cells, expected {width}: quote cells with commas", self.record.len());
            return Err(refused(self.line, None, &problem));
        }
        let feature = self.cell("feature");
        if feature.is_empty() {
            return Err(self.refused("feature", "the cell is empty"));
        }
        let display = Display::parse(self.cell("display"))
            .map_err(|error| self.refused("display", &error.to_string()))?;
        let theme = Localised::parse(self.cell("theme"));
        let entry = FeatureEntry {
            label: self.localised("label_fr", "label_en"),
            unit: Localised::parse(self.cell("unit")),
            display,
            theme: (!theme.is_empty()).then_some(Theme(theme)),
            negotiable: self.yes_or_no("negotiable")?,
            protected: self.yes_or_no("protected")?,
            reason: self.localised("reason_fr", "reason_en"),
        };
        Ok((feature.to_owned(), entry))
    }

    fn localised(&self, french: &'static str, english: &'static str) -> Localised {
        Localised { french: self.cell(french).to_owned(), english: self.cell(english).to_owned() }
    }

    fn yes_or_no(&self, column: &'static str) -> Result<bool, DictionaryError> {
        match self.cell(column).to_lowercase().as_str() {
            "yes" | "true" | "1" | "oui" | "vrai" => Ok(true),
            "" | "no" | "false" | "0" | "non" | "faux" => Ok(false),
            _ => Err(self.refused(column, "expected yes or no")),
        }
    }

    fn refused(&self, column: &'static str, problem: &str) -> DictionaryError {
        refused(self.line, Some(column), problem)
    }
}

pub(super) fn refused(line: u64, column: Option<&'static str>, problem: &str) -> DictionaryError {
    DictionaryError { line, column, problem: problem.to_owned() }
}

fn line_of(record: &csv::StringRecord) -> u64 {
    record.position().map_or(1, csv::Position::line)
}

fn csv_error(error: &csv::Error) -> DictionaryError {
    refused(error.position().map_or(1, csv::Position::line), None, &error.to_string())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::Language;

    const TABLE: &str =
        "\u{feff}feature;label_fr;label_en;unit;display;theme;negotiable;protected\r
AGE;âge;age;an|year;integer;personne|person;non;OUI\r
PAY_0;retard;delay;;\"choice:-1=à jour|in time;1=un mois|one month\";;no;0\r
\r
LIMIT;plafond;limit;NT$;amount;crédit|credit;vrai;\r
";

    #[test]
    fn a_table_saved_by_a_french_spreadsheet_is_read() {
        let dictionary = read(TABLE.as_bytes()).unwrap().dictionary;
        assert_eq!(dictionary.len(), 3);
        let age = dictionary.get("AGE").unwrap();
        assert_eq!(age.unit.get(Language::English), "year");
        assert_eq!((age.protected, age.negotiable), (true, false));
        assert!(
            matches!(dictionary.get("PAY_0").unwrap().display, Display::Choices(ref c) if c.len() == 2)
        );
        assert_eq!(dictionary.label("LIMIT", Language::French), "plafond");
        assert!(dictionary.get("LIMIT").unwrap().negotiable);
        assert_eq!(dictionary.get("PAY_0").unwrap().theme, None);
    }

    #[track_caller]
    fn check_refused(table: &str, line: u64, column: Option<&'static str>) {
        let error = read(table.as_bytes()).unwrap_err();
        assert_eq!((error.line, error.column), (line, column), "{error}");
    }

    #[test]
    fn errors_name_line_and_column() {
        check_refused("", 1, None);
        check_refused("name,label_fr\nA,b\n", 1, Some("feature"));
        check_refused("feature,feature\nA,b\n", 1, Some("feature"));
        check_refused("feature,display\nA,amount\nB,dollars\n", 3, Some("display"));
        check_refused("feature,negotiable\nA,maybe\n", 2, Some("negotiable"));
        check_refused("feature,label_fr\nA,x\n,y\n", 3, Some("feature"));
        check_refused("feature,label_fr\nA,x\nB,y\nA,z\n", 4, Some("feature"));
        check_refused("feature,label_fr\nA,one, two\n", 2, None);
        check_refused("feature,label_fr\n\"A\nB\",x\nC,\"y\nz\"\n,w\n", 6, Some("feature"));
        let latin = read(b"feature,label_fr\nA,x\nB,\xe2ge\n").unwrap_err();
        assert_eq!((latin.line, latin.column), (3, None));
        assert!(latin.to_string().contains("UTF-8"), "{latin}");
    }

    #[test]
    fn unknown_columns_are_told_and_left_aside() {
        let read = read(b"feature,lable_fr,label_en\nA,x,y\n").unwrap();
        assert_eq!(read.unknown_columns, ["lable_fr"]);
        assert_eq!(read.dictionary.label("A", Language::English), "y");
        assert_eq!(read.dictionary.label("A", Language::French), "A");
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = read(&bytes);
        }
    }
}
