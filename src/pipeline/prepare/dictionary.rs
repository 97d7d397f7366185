//! The plain words for every feature, so that nobody at the desk meets a code.
//!
//! Depends on `domain` and on three tables of words: the columns of the raw tables and of the
//! expressions, written by hand; the values of columns of words; the families and the statistics.
//! What is said of many rows is put together from these by rule: family, column, statistic.
//! Invariant: every feature that the recipes make has words in both languages.

use std::{collections::HashMap, sync::LazyLock};

use super::{
    FeatureTable,
    feature::{Category, Family, Origin},
    preparation::Categories,
    schema::{TWO_VALUED, Table},
    statistics::Statistic,
};
use crate::domain::{Choice, Dictionary, Display, FeatureEntry, Localised, OneHot, Theme};

/// Words for the columns of each table, by hand.
static COLUMNS: LazyLock<HashMap<(String, String), FeatureEntry>> = LazyLock::new(|| {
    let rows = rows(include_str!("../../../assets/home_credit/columns.csv"));
    rows.map(|row| ((cell(&row, 0), cell(&row, 1)), column_entry(&row))).collect()
});

/// Words for the values of columns of words.
static VALUES: LazyLock<HashMap<String, Localised>> =
    LazyLock::new(|| labels(include_str!("../../../assets/home_credit/values.csv")));

/// Words for families and statistics.
static PHRASES: LazyLock<HashMap<String, Localised>> =
    LazyLock::new(|| labels(include_str!("../../../assets/home_credit/phrases.csv")));

/// The words for the columns of `table`.
#[must_use]
pub fn dictionary(table: &FeatureTable) -> Dictionary {
    let categories = &table.preparation().categories;
    Dictionary::new(
        table.features().iter().map(|feature| {
            (feature.name.clone(), entry(&feature.name, &feature.origin, categories))
        }),
    )
}

/// The words for one feature.
fn entry(name: &str, origin: &Origin, categories: &Categories) -> FeatureEntry {
    let column = column_of(origin);
    let Some(statistic) = origin.statistic else {
        return application_entry(name, origin, column, categories);
    };
    let family = phrase(&format!("{:?}", origin.family));
    let value = value_of(&origin.category);
    let said = match (&origin.category, statistic) {
        (Category::None, _) => phrase(statistic.suffix()),
        (_, Statistic::Mean) => phrase("share"),
        _ => phrase(statistic.suffix()),
    };
    // A count of rows needs no other word.
    let is_count = origin.column == "COUNT";
    let french = |column: &str| match (&value, is_count) {
        (_, true) => format!("{} : {column}", family.french),
        (None, _) => format!("{} : {column}, {}", family.french, said.french),
        (Some(value), _) => {
            format!("{} : {column} « {} », {}", family.french, value.french, said.french)
        }
    };
    let english = |column: &str| match (&value, is_count) {
        (_, true) => format!("{}: {column}", family.english),
        (None, _) => format!("{}: {column}, {}", family.english, said.english),
        (Some(value), _) => {
            format!("{}: {column} “{}”, {}", family.english, value.english, said.english)
        }
    };
    let label = Localised {
        french: capital(&french(&column.label.french)),
        english: capital(&english(&column.label.english)),
    };
    let display = display(&column.display, &origin.category, statistic);
    let unit = if keeps_unit(statistic) && origin.category == Category::None {
        column.unit.clone()
    } else {
        Localised::default()
    };
    FeatureEntry { label, unit, display, theme: column.theme.clone(), ..FeatureEntry::default() }
}

/// The words for a column of the application.
fn application_entry(
    name: &str,
    origin: &Origin,
    column: &FeatureEntry,
    categories: &Categories,
) -> FeatureEntry {
    let mut entry = column.clone();
    if entry.label.is_empty() {
        // No recipe makes such a column; a table of another version may have one.
        name.clone_into(&mut entry.label.french);
        name.clone_into(&mut entry.label.english);
    }
    entry.label.french = capital(&entry.label.french);
    entry.label.english = capital(&entry.label.english);
    if TWO_VALUED.contains(&origin.column.as_str()) {
        let words = categories.of(Table::ApplicationTrain, &origin.column);
        let choice =
            |(code, word): (usize, &String)| Choice { code: code as f64, label: value_words(word) };
        entry.display = Display::Choices(words.iter().enumerate().map(choice).collect());
    }
    if let Some(value) = value_of(&origin.category) {
        entry.label.french = format!("{} : {}", entry.label.french, value.french);
        entry.label.english = format!("{}: {}", entry.label.english, value.english);
        entry.display = Display::OneHot(OneHot { variable: origin.column.clone(), label: value });
    }
    entry
}

/// How a statistic of a column reads.
fn display(column: &Display, category: &Category, statistic: Statistic) -> Display {
    match (category, statistic) {
        (Category::None, Statistic::Variance | Statistic::Trend) => Display::Number,
        (_, Statistic::Rows | Statistic::Distinct) => Display::Integer,
        // Days before today add up to nothing that reads as a day.
        (Category::None, Statistic::Sum) if *column == Display::DaysBefore => Display::Number,
        (Category::None, Statistic::Mean) if *column == Display::Integer => Display::Decimals(1),
        (Category::None, _) => column.clone(),
        (_, Statistic::Mean) => Display::Percent,
        (_, Statistic::Sum) => Display::Integer,
        (_, Statistic::Min | Statistic::Max) => Display::YesNo,
        (_, Statistic::Variance | Statistic::Last | Statistic::Trend) => Display::Number,
    }
}

/// Whether a statistic is in the unit of its column.
fn keeps_unit(statistic: Statistic) -> bool {
    !matches!(statistic, Statistic::Variance | Statistic::Distinct | Statistic::Trend)
}

/// The words for the column that a feature comes from; empty ones when there are none.
fn column_of(origin: &Origin) -> &'static FeatureEntry {
    static NONE: LazyLock<FeatureEntry> = LazyLock::new(FeatureEntry::default);
    let table = table_of(origin.family).to_owned();
    COLUMNS.get(&(table, origin.column.clone())).unwrap_or(&NONE)
}

/// The table of words that the columns of a family stand under.
fn table_of(family: Family) -> &'static str {
    match family {
        Family::Application => "application",
        Family::Bureau
        | Family::ActiveCredits
        | Family::ClosedCredits
        | Family::CreditsOfOneYear
        | Family::CreditsOfTwoYears
        | Family::CreditsOfThreeYears => Table::Bureau.stem(),
        Family::Previous | Family::Approved | Family::Refused => Table::PreviousApplication.stem(),
        Family::PosCash | Family::PosCashOfOneYear => Table::PosCashBalance.stem(),
        Family::Instalments
        | Family::LastSixInstalments
        | Family::LastTwelveInstalments
        | Family::LastTwentyFourInstalments => Table::InstallmentsPayments.stem(),
        Family::Card | Family::CardOfOneYear => Table::CreditCardBalance.stem(),
    }
}

/// The words for a value; `None` when the feature is of no value.
fn value_of(category: &Category) -> Option<Localised> {
    match category {
        Category::None => None,
        Category::Word(word) => Some(value_words(word)),
        Category::Missing => Some(phrase("missing")),
    }
}

/// The words for a value; the value itself when there are none, without the signs that separate
/// labels in a dictionary.
fn value_words(word: &str) -> Localised {
    VALUES.get(word).cloned().unwrap_or_else(|| {
        let plain = word.replace(['|', ';'], ",").trim().to_owned();
        Localised { french: plain.clone(), english: plain }
    })
}

fn phrase(key: &str) -> Localised {
    PHRASES.get(key).cloned().unwrap_or_default()
}

/// `text` with a capital letter at its beginning.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The rows of a table of words, without its header; rows that cannot be read are left out (a test
/// holds that there are none).
fn rows(table: &'static str) -> impl Iterator<Item = csv::StringRecord> {
    csv::Reader::from_reader(table.as_bytes()).into_records().filter_map(Result::ok)
}

fn cell(row: &csv::StringRecord, place: usize) -> String {
    row.get(place).unwrap_or_default().to_owned()
}

/// What stands in the first cell, with what it is called in the next two.
fn labels(table: &'static str) -> HashMap<String, Localised> {
    let label = |row: &csv::StringRecord| Localised { french: cell(row, 1), english: cell(row, 2) };
    rows(table).map(|row| (cell(&row, 0), label(&row))).collect()
}

fn column_entry(row: &csv::StringRecord) -> FeatureEntry {
    let theme = Localised::parse(&cell(row, 6));
    FeatureEntry {
        label: Localised { french: cell(row, 2), english: cell(row, 3) },
        unit: Localised::parse(&cell(row, 4)),
        display: Display::parse(&cell(row, 5)).unwrap_or_default(),
        theme: (!theme.is_empty()).then_some(Theme(theme)),
        negotiable: cell(row, 7) == "yes",
        protected: cell(row, 8) == "yes",
        ..FeatureEntry::default()
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{
            application::expressions,
            extended,
            recipe::Recipe,
            schema::{CLIENT_ID, TARGET},
        },
        *,
    };

    #[test]
    fn the_tables_of_words_are_whole() {
        for table in [
            include_str!("../../../assets/home_credit/columns.csv"),
            include_str!("../../../assets/home_credit/values.csv"),
            include_str!("../../../assets/home_credit/phrases.csv"),
        ] {
            let mut keys = Vec::new();
            for row in csv::Reader::from_reader(table.as_bytes()).into_records() {
                let row = row.unwrap();
                let is_column = row.len() > 3;
                keys.push((cell(&row, 0), if is_column { cell(&row, 1) } else { String::new() }));
                assert!(row.iter().take(3).all(|cell| !cell.is_empty()), "{row:?}");
                assert!(
                    !row.iter().any(|cell| cell.contains(';') || cell.trim() != cell),
                    "{row:?}"
                );
                if is_column {
                    assert!(Display::parse(&cell(&row, 5)).is_ok(), "{row:?}");
                }
            }
            let count = keys.len();
            keys.sort();
            keys.dedup();
            assert_eq!(keys.len(), count, "the same key twice");
        }
    }

    #[test]
    fn every_column_of_the_application_has_words() {
        let columns = Table::ApplicationTrain.columns();
        let raw = columns.numbers.iter().chain(columns.words).copied();
        let computed = expressions(Recipe::Extended).into_iter().map(|e| e.name);
        let client = extended::CLIENT.iter().map(|expression| expression.name);
        let others = [CLIENT_ID, TARGET, "index", extended::neighbours::NAME];
        for column in raw.chain(computed).chain(client).chain(others) {
            assert!(!column_of(&Origin::application(column)).label.is_empty(), "{column}");
        }
    }

    #[test]
    fn what_is_said_of_many_rows_is_put_together() {
        let origin = Origin {
            family: Family::ActiveCredits,
            column: "AMT_CREDIT_SUM_DEBT".to_owned(),
            category: Category::None,
            statistic: Some(Statistic::Sum),
        };
        let words = entry("x", &origin, &Categories::default());
        assert_eq!(words.label.english, "Running credits at other banks: remaining debt, total");
        assert_eq!(
            words.label.french,
            "Crédits en cours dans d’autres banques : dette restante, total"
        );
        assert_eq!(words.display, Display::Amount);
        let share = Origin {
            family: Family::Bureau,
            column: "CREDIT_ACTIVE".to_owned(),
            category: Category::Word("Closed".to_owned()),
            statistic: Some(Statistic::Mean),
        };
        let words = entry("x", &share, &Categories::default());
        assert_eq!(
            words.label.english,
            "Credits at other banks: state of the credit “closed”, share"
        );
        assert_eq!(words.display, Display::Percent);
    }

    #[test]
    fn a_two_valued_column_says_what_its_numbers_mean() {
        let mut categories = Categories::default();
        let column = "FLAG_OWN_REALTY";
        categories.insert(Table::ApplicationTrain, column, vec!["Y".into(), "N".into()]);
        let words = entry(column, &Origin::application(column), &categories);
        let Display::Choices(choices) = words.display else { panic!("no choices") };
        assert_eq!((choices[0].code, choices[0].label.english.as_str()), (0.0, "yes"));
        assert_eq!((choices[1].code, choices[1].label.french.as_str()), (1.0, "non"));
    }
}
