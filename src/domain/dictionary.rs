//! What each feature is called, how its values read, and what may be done about it.

use std::{collections::HashMap, sync::LazyLock};

use super::Language;

/// The plain words for the features of a model. A feature without an entry keeps its own name.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Dictionary {
    entries: HashMap<String, FeatureEntry>,
}

/// What is known about one feature, or about one descriptive column of the base.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FeatureEntry {
    /// The plain name.
    pub label: Localised,
    /// The unit written after a value; empty when it has none.
    pub unit: Localised,
    /// How a value reads.
    pub display: Display,
    /// The theme whose contributions it is summed with; `None` when it stands alone.
    pub theme: Option<Theme>,
    /// Whether it can be changed at the desk (the amount asked, not the age).
    pub negotiable: bool,
    /// Whether the law protects it (sex, age, family status ...).
    pub protected: bool,
    /// The condition as a letter states it ("Recent late payments"); empty when there is none.
    pub reason: Localised,
}

/// One text in each language.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Localised {
    /// The French text.
    pub french: String,
    /// The English text.
    pub english: String,
}

/// A group of features that the officer thinks of as one subject.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Theme(pub Localised);

/// How the values of a feature read. See [`Display::parse`] for the way a dictionary writes it.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Display {
    /// As many digits as the value needs, four significant ones at most.
    #[default]
    Number,
    /// This many decimals.
    Decimals(u8),
    /// A whole number.
    Integer,
    /// A whole number of money units.
    Amount,
    /// A share in `[0, 1]`, shown as a percentage.
    Percent,
    /// Days before today, as a negative number, shown in years (an age).
    YearsBefore,
    /// Days before today, as a negative number, shown in days, months or years.
    DaysBefore,
    /// 0 is no, anything else is yes.
    YesNo,
    /// Words for codes that have no order (married, single).
    Choices(Vec<Choice>),
    /// Words for codes that rise (paid in full, one month late, two months late).
    Scale(Vec<Choice>),
    /// 1 when a variable has a value: one column of a one-hot encoding.
    OneHot(OneHot),
}

/// The words for one code.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// The code in the base.
    pub code: f64,
    /// What it means.
    pub label: Localised,
}

/// One column of a one-hot encoded variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneHot {
    /// The variable that all its columns share.
    pub variable: String,
    /// What 1 means.
    pub label: Localised,
}

/// A `display` that the dictionary's grammar does not know.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "unknown display `{text}`: expected number, number:N, integer, amount, percent, years_before, \
     days_before, yes_no, choice:CODE=fr|en;CODE=fr|en, scale:CODE=fr|en;CODE=fr|en or \
     onehot:VARIABLE=fr|en"
)]
pub struct UnknownDisplay {
    /// The text that was given.
    pub text: String,
}

impl Dictionary {
    /// A dictionary of these entries; a later entry of the same feature replaces the earlier one.
    #[must_use]
    pub fn new(entries: impl IntoIterator<Item = (String, FeatureEntry)>) -> Self {
        Self { entries: entries.into_iter().collect() }
    }

    /// What is known about `feature`.
    #[must_use]
    pub fn get(&self, feature: &str) -> Option<&FeatureEntry> {
        self.entries.get(feature)
    }

    /// What is known about `feature`; a plain entry when nothing is.
    #[must_use]
    pub fn entry(&self, feature: &str) -> &FeatureEntry {
        static PLAIN: LazyLock<FeatureEntry> = LazyLock::new(FeatureEntry::default);
        self.get(feature).unwrap_or(&PLAIN)
    }

    /// The plain name of `feature`, or its own name when nobody gave it one.
    #[must_use]
    pub fn label<'a>(&'a self, feature: &'a str, language: Language) -> &'a str {
        self.get(feature)
            .map(|entry| entry.label.get(language))
            .filter(|label| !label.is_empty())
            .unwrap_or(feature)
    }

    /// All features with an entry, in no particular order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &FeatureEntry)> {
        self.entries.iter().map(|(feature, entry)| (feature.as_str(), entry))
    }

    /// How many features have an entry.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nothing is known about any feature.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl Localised {
    /// The text of one language.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::French => &self.french,
            Language::English => &self.english,
        }
    }

    /// Whether neither language has a text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.french.is_empty() && self.english.is_empty()
    }

    /// Reads `fr|en`; a text without a bar serves both languages.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let (french, english) = text.split_once('|').unwrap_or((text, text));
        Self { french: french.trim().to_owned(), english: english.trim().to_owned() }
    }
}

impl Display {
    /// Reads the `display` cell of a dictionary; an empty cell is a plain number.
    ///
    /// # Errors
    /// When the text is none of the known forms.
    pub fn parse(text: &str) -> Result<Self, UnknownDisplay> {
        let unknown = || UnknownDisplay { text: text.to_owned() };
        let (form, rest) = text.trim().split_once(':').unwrap_or((text.trim(), ""));
        match (form, rest) {
            ("" | "number", "") => Ok(Self::Number),
            ("number", decimals) => {
                let decimals = decimals.parse().map_err(|_| unknown())?;
                if decimals > 12 { Err(unknown()) } else { Ok(Self::Decimals(decimals)) }
            }
            ("integer", "") => Ok(Self::Integer),
            ("amount", "") => Ok(Self::Amount),
            ("percent", "") => Ok(Self::Percent),
            ("years_before", "") => Ok(Self::YearsBefore),
            ("days_before", "") => Ok(Self::DaysBefore),
            ("yes_no", "") => Ok(Self::YesNo),
            ("choice", choices) => parse_choices(choices).map(Self::Choices).ok_or_else(unknown),
            ("scale", choices) => parse_choices(choices).map(Self::Scale).ok_or_else(unknown),
            ("onehot", one_hot) => {
                let (variable, label) = one_hot.split_once('=').ok_or_else(unknown)?;
                Ok(Self::OneHot(OneHot {
                    variable: variable.trim().to_owned(),
                    label: Localised::parse(label),
                }))
            }
            _ => Err(unknown()),
        }
    }
}

fn parse_choices(text: &str) -> Option<Vec<Choice>> {
    text.split(';').map(parse_choice).collect()
}

fn parse_choice(text: &str) -> Option<Choice> {
    let (code, label) = text.split_once('=')?;
    let code = code.trim().parse::<f64>().ok().filter(|code| code.is_finite())?;
    Some(Choice { code, label: Localised::parse(label) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_display_is_read() {
        assert_eq!(Display::parse(""), Ok(Display::Number));
        assert_eq!(Display::parse("number:2"), Ok(Display::Decimals(2)));
        assert_eq!(Display::parse("amount"), Ok(Display::Amount));
        let Ok(Display::Choices(choices)) = Display::parse("choice:1=homme|man;2=femme|woman")
        else {
            panic!("not a list of choices");
        };
        assert_eq!(choices[1].label.get(Language::English), "woman");
        assert!(matches!(Display::parse("scale:0=non|no;1=oui|yes"), Ok(Display::Scale(_))));
        let Ok(Display::OneHot(one_hot)) = Display::parse("onehot:HOUSING=locataire|tenant") else {
            panic!("not a one-hot column");
        };
        assert_eq!(one_hot.variable, "HOUSING");
    }

    #[test]
    fn an_unknown_display_is_refused() {
        for text in ["dollars", "number:x", "number:99", "choice:a=b", "choice:", "amount:2"] {
            assert!(Display::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_feature_without_an_entry_keeps_its_name() {
        let dictionary = Dictionary::default();
        assert_eq!(dictionary.label("EXT_SOURCE_3", Language::French), "EXT_SOURCE_3");
    }
}
