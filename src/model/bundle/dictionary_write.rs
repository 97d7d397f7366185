//! Writing `dictionary.csv`, so that reading it gives the same dictionary.
//!
//! Depends on `domain`, `csv` and the reader.

use super::dictionary_csv::{COLUMNS, DictionaryError, read, refused};
use crate::domain::{Choice, Dictionary, Display, FeatureEntry, Localised};

/// The dictionary as CSV: the features of `order` first, then the other ones by name.
///
/// # Errors
/// When a label holds a character that separates labels (`|`, `;`), so that it would be read back
/// as something else.
pub fn write(dictionary: &Dictionary, order: &[String]) -> Result<Vec<u8>, DictionaryError> {
    let mut rest: Vec<&str> = dictionary
        .iter()
        .map(|(feature, _)| feature)
        .filter(|feature| !order.iter().any(|own| own == feature))
        .collect();
    rest.sort_unstable();
    let features = order.iter().map(String::as_str).chain(rest);
    let mut table = csv::Writer::from_writer(Vec::new());
    let unwritten = |error: csv::Error| refused(0, None, &error.to_string());
    table.write_record(COLUMNS).map_err(unwritten)?;
    for (feature, entry) in features.filter_map(|name| Some((name, dictionary.get(name)?))) {
        let cells = cells(feature, entry);
        let read_back = read(&one_row(&cells)?)?;
        if read_back.dictionary.get(feature) != Some(entry) {
            let problem = "a label holds `|`, `;` or spaces at its ends, which separate labels";
            return Err(refused(0, None, &format!("{feature}: {problem}")));
        }
        table.write_record(&cells).map_err(unwritten)?;
    }
    table.into_inner().map_err(|error| refused(0, None, &error.to_string()))
}

fn one_row(cells: &[String; 10]) -> Result<Vec<u8>, DictionaryError> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table
        .write_record(COLUMNS)
        .and_then(|()| table.write_record(cells))
        .map_err(|error| refused(0, None, &error.to_string()))?;
    table.into_inner().map_err(|error| refused(0, None, &error.to_string()))
}

fn cells(feature: &str, entry: &FeatureEntry) -> [String; 10] {
    let yes_or_no = |value: bool| if value { "yes" } else { "no" }.to_owned();
    [
        feature.to_owned(),
        entry.label.french.clone(),
        entry.label.english.clone(),
        both(&entry.unit),
        display(&entry.display),
        entry.theme.as_ref().map(|theme| both(&theme.0)).unwrap_or_default(),
        yes_or_no(entry.negotiable),
        yes_or_no(entry.protected),
        entry.reason.french.clone(),
        entry.reason.english.clone(),
    ]
}

/// `fr|en`, or one text that serves both.
fn both(text: &Localised) -> String {
    if text.french == text.english {
        text.french.clone()
    } else {
        format!("{}|{}", text.french, text.english)
    }
}

/// What [`Display::parse`] reads back as `display`.
fn display(display: &Display) -> String {
    match display {
        Display::Number => String::new(),
        Display::Decimals(decimals) => format!("number:{decimals}"),
        Display::Integer => "integer".to_owned(),
        Display::Amount => "amount".to_owned(),
        Display::Percent => "percent".to_owned(),
        Display::YearsBefore => "years_before".to_owned(),
        Display::DaysBefore => "days_before".to_owned(),
        Display::YesNo => "yes_no".to_owned(),
        Display::Choices(choices) => format!("choice:{}", codes(choices)),
        Display::Scale(choices) => format!("scale:{}", codes(choices)),
        Display::OneHot(one_hot) => {
            format!("onehot:{}={}", one_hot.variable, both(&one_hot.label))
        }
    }
}

/// `CODE=fr|en;CODE=fr|en`.
fn codes(choices: &[Choice]) -> String {
    let codes = choices.iter().map(|choice| format!("{}={}", choice.code, both(&choice.label)));
    codes.collect::<Vec<_>>().join(";")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::{OneHot, Theme};

    #[test]
    fn a_label_that_would_read_back_otherwise_is_not_written() {
        let entry = FeatureEntry {
            unit: Localised { french: "a|b".into(), english: "c".into() },
            ..FeatureEntry::default()
        };
        let dictionary = Dictionary::new([("A".to_owned(), entry)]);
        assert!(write(&dictionary, &[]).is_err());
    }

    fn words() -> impl Strategy<Value = String> {
        "[a-zé,\"'0-9]{1,3}( [a-zé,\"'=]{1,8})?".prop_map(|words| words.trim().to_owned())
    }

    fn localised() -> impl Strategy<Value = Localised> {
        (words(), words()).prop_map(|(french, english)| Localised { french, english })
    }

    fn displays() -> impl Strategy<Value = Display> {
        let choices = || {
            let choice = (-5.0..5.0_f64, localised());
            prop::collection::vec(choice.prop_map(|(code, label)| Choice { code, label }), 1..4)
        };
        prop_oneof![
            Just(Display::Number),
            (0..12_u8).prop_map(Display::Decimals),
            Just(Display::Integer),
            Just(Display::Amount),
            Just(Display::Percent),
            Just(Display::YearsBefore),
            Just(Display::DaysBefore),
            Just(Display::YesNo),
            choices().prop_map(Display::Choices),
            choices().prop_map(Display::Scale),
            ("[A-Z]{1,5}", localised())
                .prop_map(|(variable, label)| Display::OneHot(OneHot { variable, label })),
        ]
    }

    prop_compose! {
        fn entries()(
            label in localised(), unit in localised(), display in displays(),
            theme in prop::option::of(localised()), negotiable: bool, protected: bool,
            reason in localised(),
        ) -> FeatureEntry {
            let theme = theme.map(Theme);
            FeatureEntry { label, unit, display, theme, negotiable, protected, reason }
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(
            entries in prop::collection::hash_map("[A-Z_,;\"]{1,9}", entries(), 0..6),
        ) {
            let dictionary = Dictionary::new(entries);
            let written = write(&dictionary, &[]).unwrap();
            prop_assert_eq!(&read(&written).unwrap().dictionary, &dictionary);
            prop_assert_eq!(write(&dictionary, &[]).unwrap(), written);
        }
    }
}
