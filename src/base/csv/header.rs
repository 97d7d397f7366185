//! The names of the columns.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
};

use crate::base::{
    cell::{NumberCell, is_missing, read_number},
    error::{BaseFault, DuplicateColumn},
    names::{Named, Names},
    note::BaseNote,
    options::{DecimalMark, Encoding, ReadOptions},
};

use super::{encoding::text, row::Row};

/// More columns than this are refused: the widest tables known have a few thousand.
const MOST_COLUMNS: usize = 50_000;

/// The share of numbers among the names from which a header looks like data.
const DATA_SHARE: f64 = 0.25;

/// The share of columns of numbers below a second header.
const NUMBERS_BELOW: f64 = 0.5;

/// What the first rows say about the columns.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Header {
    /// The names, each once.
    pub(super) names: Vec<String>,
    /// Which of them stand for a column without a name.
    pub(super) unnamed: Vec<bool>,
    /// Rows before the first client.
    pub(super) rows: usize,
    /// Whether the names are UTF-8.
    pub(super) is_utf8: bool,
    /// What there is to say about it.
    pub(super) notes: Vec<BaseNote>,
}

impl Header {
    /// The header of a file whose first rows are `rows`, `skipped` of which are no rows at all.
    pub(super) fn of(
        rows: &[Row<'_>],
        skipped: usize,
        options: &ReadOptions,
    ) -> Result<Self, BaseFault> {
        let table = rows.get(skipped..).unwrap_or_default();
        let first = *table.first().ok_or(BaseFault::Empty)?;
        if first.len() > MOST_COLUMNS {
            return Err(BaseFault::TooManyColumns { count: first.len(), limit: MOST_COLUMNS });
        }
        let is_wanted = |row: Row<'_>| wanted_names(row, options);
        let second = table.get(1).copied().filter(|second| {
            second.len() == first.len()
                && is_wanted(first) == 0
                && (is_wanted(*second) > 0 || is_second_header(first, *second, table))
        });
        let row = second.unwrap_or(first);
        if second.is_none() && is_wanted(first) == 0 && looks_like_data(first) {
            return Err(BaseFault::NoHeader);
        }
        let mut header = Self::named(row)?;
        header.rows = skipped + 1 + usize::from(second.is_some());
        header.notes.extend(second.map(|_| BaseNote::NamesOnSecondLine));
        Ok(header)
    }

    fn named(row: Row<'_>) -> Result<Self, BaseFault> {
        let is_utf8 = row.iter().all(|cell| std::str::from_utf8(&cell).is_ok());
        let (mut names, mut unnamed, mut notes) = (Vec::new(), Vec::new(), Vec::new());
        for (column, cell) in row.iter().enumerate() {
            let name = decode(&cell);
            unnamed.push(name.is_empty());
            if name.is_empty() {
                // As pandas calls it, so that models trained on such a table find it.
                let name = format!("Unnamed: {column}");
                notes.push(BaseNote::UnnamedColumn { name: name.clone() });
                names.push(name);
            } else {
                names.push(name);
            }
        }
        let columns = duplicates(&names);
        if columns.is_empty() {
            Ok(Self { names, unnamed, rows: 1, is_utf8, notes })
        } else {
            Err(BaseFault::DuplicateColumns { columns })
        }
    }
}

fn decode(cell: &[u8]) -> String {
    let encoding =
        if std::str::from_utf8(cell).is_ok() { Encoding::Utf8 } else { Encoding::Windows1252 };
    // Marks that nobody sees: a second byte order mark, a zero-width space.
    let is_blank =
        |character: char| character.is_whitespace() || matches!(character, '\u{feff}' | '\u{200b}');
    text(cell, encoding).trim_matches(is_blank).to_owned()
}

fn duplicates(names: &[String]) -> Vec<DuplicateColumn> {
    let mut positions: HashMap<&str, Vec<usize>> = HashMap::new();
    for (column, name) in names.iter().enumerate() {
        positions.entry(name).or_default().push(column + 1);
    }
    let mut duplicates: Vec<_> = positions
        .into_iter()
        .filter(|(_, positions)| positions.len() > 1)
        .map(|(name, positions)| DuplicateColumn { name: name.to_owned(), positions })
        .collect();
    duplicates.sort_by(|left, right| left.positions.cmp(&right.positions));
    duplicates
}

/// How many of the columns that somebody spoke of `row` names.
fn wanted_names(row: Row<'_>, options: &ReadOptions) -> usize {
    let cells: Vec<String> = row.iter().map(|cell| decode(&cell)).collect();
    let names = Names::new(cells.iter().map(String::as_str));
    let special = [options.id_column.name(), options.outcome_column.name()];
    options
        .feature_names()
        .chain(special.into_iter().flatten())
        .filter(|name| !name.is_empty() && !matches!(names.find(name), Named::Nothing))
        .count()
}

/// Whether `second` names the columns below another header: it holds words only, all different,
/// and most columns below hold numbers.
fn is_second_header(first: Row<'_>, second: Row<'_>, table: &[Row<'_>]) -> bool {
    let is_words = |row: Row<'_>| row.iter().all(|cell| is_missing(&cell) || !is_number(&cell));
    let distinct: HashSet<Cow<'_, [u8]>> = second.iter().filter(|cell| !is_missing(cell)).collect();
    if !is_words(first) || !is_words(second) || distinct.len() != second.len() {
        return false;
    }
    let below = table.get(2..).unwrap_or_default();
    let holds_numbers = |column: usize| {
        let mut given =
            below.iter().filter_map(|row| row.get(column)).filter(|cell| !is_missing(cell));
        let first = given.next();
        first.is_some_and(|cell| is_number(&cell)) && given.all(|cell| is_number(&cell))
    };
    let numbers = (0..second.len()).filter(|column| holds_numbers(*column)).count();
    numbers as f64 >= NUMBERS_BELOW * second.len() as f64
}

/// Whether a row that should name columns holds numbers instead. Whole numbers in a row (0, 1, 2
/// ...) are names: those of a table without names.
fn looks_like_data(row: Row<'_>) -> bool {
    let numbers: Vec<Cow<'_, [u8]>> = row.iter().filter(|cell| is_number(cell)).collect();
    let whole = |cell: &Cow<'_, [u8]>| {
        std::str::from_utf8(cell).ok().and_then(|cell| cell.trim().parse::<u32>().ok())
    };
    let counted: Option<Vec<u32>> = numbers.iter().map(whole).collect();
    let in_a_row = counted.is_some_and(|counted| {
        counted.is_sorted_by(|left, right| left.checked_add(1) == Some(*right))
    });
    let is_much = numbers.len() as f64 >= DATA_SHARE * row.len() as f64;
    !numbers.is_empty() && is_much && !(in_a_row && numbers.len() > 1)
}

fn is_number(cell: &[u8]) -> bool {
    matches!(read_number(cell, DecimalMark::Comma), NumberCell::Number(..))
        || matches!(read_number(cell, DecimalMark::Point), NumberCell::Number(..))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::csv::{block::Block, grammar::LineBreak};

    fn header(lines: &[&str], options: &ReadOptions) -> Result<Header, BaseFault> {
        let block = Block::of(lines.join("\n").as_bytes(), b',', LineBreak::LineFeed);
        Header::of(&block.rows().collect::<Vec<_>>(), 0, options)
    }

    #[test]
    fn the_second_of_two_headers_is_taken_when_it_names_the_columns() {
        let lines = [",X1,X2,Y", "ID,LIMIT,SEX,default", "1,20000,2,1", "2,120000,2,0"];
        let wanted = ReadOptions { numeric: vec!["LIMIT".into()], ..ReadOptions::default() };
        for options in [ReadOptions::default(), wanted] {
            let header = header(&lines, &options).unwrap();
            assert_eq!(header.names, ["ID", "LIMIT", "SEX", "default"]);
            assert_eq!((header.rows, header.notes), (2, vec![BaseNote::NamesOnSecondLine]));
        }
        let first = ReadOptions { numeric: vec!["X1".into()], ..ReadOptions::default() };
        let header = header(&lines, &first).unwrap();
        assert_eq!((header.names[1].as_str(), header.rows), ("X1", 1));
    }

    #[test]
    fn a_row_of_words_is_a_client_when_words_follow() {
        let lines = ["id,sex,city", "a,f,Lyon", "b,m,Nice"];
        assert_eq!(header(&lines, &ReadOptions::default()).unwrap().rows, 1);
    }

    #[test]
    fn data_in_the_first_line_is_no_header() {
        for line in ["A11,6,A34,1169", "1,2.5,x", "7,f,35"] {
            let fault = header(&[line, line], &ReadOptions::default());
            assert!(matches!(fault, Err(BaseFault::NoHeader)), "{line}: {fault:?}");
        }
        for line in ["0,1,2,3", "id,2019,2020,2021", "a,b,c,d,7"] {
            assert!(header(&[line, line], &ReadOptions::default()).is_ok(), "{line}");
        }
    }

    #[test]
    fn the_same_name_twice_is_refused_with_its_places() {
        let Err(BaseFault::DuplicateColumns { columns }) =
            header(&["a,b,a,c,b", "1,2,3,4,5"], &ReadOptions::default())
        else {
            panic!("accepted");
        };
        assert_eq!(columns[0], DuplicateColumn { name: "a".into(), positions: vec![1, 3] });
        assert_eq!(columns[1].positions, [2, 5]);
    }

    #[test]
    fn a_column_without_a_name_is_called_as_pandas_calls_it() {
        let header = header(&[",x", "0,5"], &ReadOptions::default()).unwrap();
        assert_eq!(header.names, ["Unnamed: 0", "x"]);
        assert_eq!(header.unnamed, [true, false]);
    }
}
