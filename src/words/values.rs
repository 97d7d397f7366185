//! A value as a person would say it: `50 000 NT$`, `42 ans`, `il y a 4 mois`, `célibataire`.
//!
//! Depends on `domain` only. Invariants: missing reads "not given", never 0 and never a mean; a
//! code without words is shown as a code; text from a file cannot hide or reorder what follows it.

use std::borrow::Cow;

use crate::domain::{Choice, Display, FeatureEntry, Language, OneHot, Value};

use super::{
    Arg, Words,
    numbers::{decimal, decimal_trimmed},
    typography::NO_BREAK_SPACE,
};

/// Days of a mean Gregorian year.
const DAYS_A_YEAR: f64 = 365.2425;
/// Days of a mean Gregorian month.
const DAYS_A_MONTH: f64 = DAYS_A_YEAR / 12.0;
/// Up to here a span is told in days.
const MOST_DAYS: f64 = 60.0;
/// Up to here a span is told in months.
const MOST_MONTHS: f64 = 24.0;
/// A longer span is not a moment in somebody's life but a code that stands for something else
/// (365 243 days of employment in Home Credit): it is shown as the plain number of days.
const LONGEST_LIFE_YEARS: f64 = 150.0;
/// Decimals of a share of 1 % or more.
const PERCENT_DECIMALS: u8 = 1;
/// Decimals of a smaller share.
const SMALL_PERCENT_DECIMALS: u8 = 3;
/// Signs that English writes before an amount, without a space.
const CURRENCY_SIGNS: [char; 14] =
    ['$', '€', '£', '¥', '₩', '₹', '₺', '₽', '₦', '₫', '฿', '₱', '₴', '₪'];

impl Words {
    /// The value of a feature in words, with its unit; the feature's own name is not needed unless
    /// a one-hot column has no words for its 1.
    #[must_use]
    pub fn value(&self, entry: &FeatureEntry, feature: &str, value: &Value) -> String {
        match value {
            Value::Missing => self.text("value-not-given").to_owned(),
            Value::Number(number) if number.is_nan() => self.text("value-not-given").to_owned(),
            Value::Number(number) => self.number_with_unit(entry, feature, *number),
            Value::Text(text) => self.text_value(entry, text),
        }
    }

    /// The number as [`Words::value`] shows it, without its unit: for an axis that names the unit.
    #[must_use]
    pub fn bare_value(&self, entry: &FeatureEntry, number: f64) -> String {
        if number.is_nan() {
            return self.text("value-not-given").to_owned();
        }
        match &entry.display {
            Display::YearsBefore => decimal(self.language(), years_before(number), 0),
            display => self.bare_number(display, "", number),
        }
    }

    /// "25 à 40 ans": two bounds, smaller first, with the unit once; `None` leaves a side open.
    #[must_use]
    pub fn range(&self, entry: &FeatureEntry, from: Option<f64>, to: Option<f64>) -> String {
        // Ages stored as days before today run the other way.
        let (from, to) =
            if entry.display == Display::YearsBefore { (to, from) } else { (from, to) };
        let full = |number: f64| self.number_with_unit(entry, "", number);
        match (from, to) {
            (None, None) => self.text("filter-unbounded").to_owned(),
            (Some(from), None) => self.with("band-range-from", &[("from", full(from).into())]),
            (None, Some(to)) => self.with("band-range-to", &[("to", full(to).into())]),
            (Some(from), Some(to)) => {
                let from = if self.unit_leads(entry) || entry.display == Display::DaysBefore {
                    full(from)
                } else {
                    self.bare_value(entry, from)
                };
                self.with("band-range", &[("from", from.into()), ("to", full(to).into())])
            }
        }
    }

    /// The plain name with its unit, for the title of an axis: "Âge (ans)".
    #[must_use]
    pub fn label_with_unit(&self, entry: &FeatureEntry, feature: &str) -> String {
        let label = self.label(entry, feature);
        let unit = entry.unit.get(self.language());
        if unit.is_empty() { label.to_owned() } else { format!("{label} ({unit})") }
    }

    /// The plain name of a feature; its own name when nobody gave it one.
    #[must_use]
    pub fn label<'a>(&self, entry: &'a FeatureEntry, feature: &'a str) -> &'a str {
        let label = entry.label.get(self.language());
        if label.is_empty() { feature } else { label }
    }

    /// The value of a variable that was spread over one-hot columns: the words of the column that
    /// holds 1. `None` when `columns` holds no one-hot column.
    #[must_use]
    pub fn one_hot_value(&self, columns: &[(&FeatureEntry, &Value)]) -> Option<String> {
        let one_hots = columns.iter().filter_map(|(entry, value)| match &entry.display {
            Display::OneHot(one_hot) => Some((one_hot, *value)),
            _ => None,
        });
        let columns: Vec<(&OneHot, &Value)> = one_hots.collect();
        let mut set = columns.iter().filter(|(_, value)| is_set(value));
        let text = match (set.next(), set.next()) {
            _ if columns.is_empty() => return None,
            (Some((one_hot, _)), None) => one_hot.label.get(self.language()).to_owned(),
            (Some(_), Some(_)) => self.text("value-one-of-several").to_owned(),
            (None, _) if columns.iter().all(|(_, value)| **value == Value::Missing) => {
                self.text("value-not-given").to_owned()
            }
            (None, _) => self.text("value-none-of-them").to_owned(),
        };
        Some(text)
    }

    fn text_value(&self, entry: &FeatureEntry, text: &str) -> String {
        let code = text.trim().parse::<f64>().ok();
        match (&entry.display, code) {
            (Display::Choices(choices) | Display::Scale(choices), Some(code)) => {
                self.choice(choices, code)
            }
            _ => visible(text).into_owned(),
        }
    }

    fn number_with_unit(&self, entry: &FeatureEntry, feature: &str, number: f64) -> String {
        let bare = self.bare_number(&entry.display, feature, number);
        match &entry.display {
            Display::Number | Display::Decimals(_) | Display::Integer | Display::Amount => {
                self.with_unit(&bare, entry.unit.get(self.language()))
            }
            _ => bare,
        }
    }

    fn bare_number(&self, display: &Display, feature: &str, number: f64) -> String {
        let language = self.language();
        match display {
            Display::Number => self.significant(number),
            Display::Decimals(decimals) => decimal(language, number, *decimals),
            Display::Integer if number.fract() != 0.0 => self.significant(number),
            Display::Integer | Display::Amount => decimal(language, number, 0),
            Display::Percent => self.percentage(number),
            Display::YearsBefore => {
                let years = years_before(number);
                let text = decimal(language, years, 0);
                self.counted("value-years", &text, years)
            }
            Display::DaysBefore => self.days_before(number),
            Display::YesNo if number == 0.0 => self.text("value-no").to_owned(),
            Display::YesNo => self.text("value-yes").to_owned(),
            Display::Choices(choices) | Display::Scale(choices) => self.choice(choices, number),
            Display::OneHot(one_hot) => self.one_hot_column(one_hot, feature, number),
        }
    }

    fn choice(&self, choices: &[Choice], code: f64) -> String {
        let known = choices.iter().find(|choice| choice.code == code);
        match known.map(|choice| choice.label.get(self.language())) {
            Some(label) if !label.is_empty() => label.to_owned(),
            _ => self.with("value-unknown-code", &[("code", self.significant(code).into())]),
        }
    }

    fn one_hot_column(&self, one_hot: &OneHot, feature: &str, number: f64) -> String {
        let label = one_hot.label.get(self.language());
        let label = if label.is_empty() { feature } else { label };
        if number == 0.0 {
            self.with("value-other-than", &[("label", label.into())])
        } else {
            label.to_owned()
        }
    }

    /// A share, with enough decimals that a small one does not read as 0.
    fn percentage(&self, share: f64) -> String {
        let decimals = if share.abs() < 0.01 { SMALL_PERCENT_DECIMALS } else { PERCENT_DECIMALS };
        if share > 0.0 && share * 100.0 < 0.1_f64.powi(i32::from(decimals)) {
            return self.percent(share, decimals);
        }
        self.with_percent_sign(&decimal_trimmed(self.language(), share * 100.0, decimals))
    }

    /// Days before today (negative) or to come (positive), in the unit in which one would say it.
    fn days_before(&self, days: f64) -> String {
        let span = days.abs();
        let (months, years) = ((span / DAYS_A_MONTH).floor(), (span / DAYS_A_YEAR).floor());
        let (count, past, future) = if span < 1.0 {
            return self.text("value-today").to_owned();
        } else if !span.is_finite() || years > LONGEST_LIFE_YEARS {
            (days.trunc(), "value-days", "value-days")
        } else if span < MOST_DAYS {
            (span.floor(), "value-days-ago", "value-in-days")
        } else if months < MOST_MONTHS {
            (months, "value-months-ago", "value-in-months")
        } else {
            (years, "value-years-ago", "value-in-years")
        };
        let key = if days < 0.0 { past } else { future };
        self.counted(key, &decimal(self.language(), count, 0), count)
    }

    /// The message under `key` with a whole number that may be negative or beyond what is counted.
    fn counted(&self, key: &str, text: &str, number: f64) -> String {
        self.with(key, &[("count", text.into()), ("plural", Arg::Count(number.abs() as u64))])
    }

    fn with_unit(&self, number: &str, unit: &str) -> String {
        match self.language() {
            _ if unit.is_empty() => number.to_owned(),
            Language::English if is_currency(unit) => match number.strip_prefix('−') {
                Some(size) => format!("−{unit}{size}"),
                None => format!("{unit}{number}"),
            },
            Language::English if unit == "%" => format!("{number}%"),
            Language::French | Language::English => format!("{number}{NO_BREAK_SPACE}{unit}"),
        }
    }

    /// Whether the unit is written before the number, so that a range must repeat it.
    fn unit_leads(&self, entry: &FeatureEntry) -> bool {
        self.language() == Language::English && is_currency(&entry.unit.english)
    }
}

/// `text` with what a screen would hide or misplace (control characters, marks that change the
/// writing direction, spaces without width) made visible as `�`.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    let is_hidden = |character: char| {
        character.is_control()
            || matches!(character,
                '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
                | '\u{061c}' | '\u{feff}')
    };
    if text.contains(is_hidden) {
        Cow::Owned(text.replace(is_hidden, "\u{fffd}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Whole years since a day given as days before today.
fn years_before(days: f64) -> f64 {
    (-days / DAYS_A_YEAR).floor()
}

fn is_currency(unit: &str) -> bool {
    unit.ends_with(CURRENCY_SIGNS)
}

fn is_set(value: &Value) -> bool {
    match value {
        Value::Number(number) => *number != 0.0,
        Value::Text(text) => matches!(text.trim(), "1" | "1.0" | "true" | "True"),
        Value::Missing => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{domain::Localised, words::BOTH};

    fn entry(display: &str, unit: &str) -> FeatureEntry {
        FeatureEntry {
            display: Display::parse(display).unwrap(),
            unit: Localised::parse(unit),
            ..FeatureEntry::default()
        }
    }

    /// French and English, with ordinary spaces.
    fn both(display: &str, unit: &str, value: &Value) -> [String; 2] {
        Language::ALL.map(|language| {
            let text = Words::new(language).value(&entry(display, unit), "F", value);
            text.replace(['\u{a0}', '\u{202f}'], " ")
        })
    }

    #[test]
    fn every_display_reads_in_both_languages() {
        for (display, unit, number, expected) in [
            ("amount", "NT$", 50_000.0, ["50 000 NT$", "NT$50,000"]),
            ("amount", "NT$", -1234.4, ["−1 234 NT$", "−NT$1,234"]),
            ("amount", "CHF", 1000.0, ["1 000 CHF", "1,000 CHF"]),
            ("integer", "ans|years", 42.0, ["42 ans", "42 years"]),
            ("integer", "", 2.5, ["2,5", "2.5"]),
            ("number", "", 0.713_26, ["0,7133", "0.7133"]),
            ("number", "", 1_234_567.8, ["1 234 568", "1,234,568"]),
            ("number", "", 1.5e-9, ["1,5 × 10⁻⁹", "1.5 × 10⁻⁹"]),
            ("number:2", "", 3.0, ["3,00", "3.00"]),
            ("percent", "", 0.137, ["13,7 %", "13.7%"]),
            ("percent", "", 0.0004, ["0,04 %", "0.04%"]),
            ("percent", "", 0.000_001, ["< 0,001 %", "< 0.001%"]),
            ("percent", "", 1.0, ["100 %", "100%"]),
            ("years_before", "", -15_500.0, ["42 ans", "42 years"]),
            ("years_before", "", -400.0, ["1 an", "1 year"]),
            ("days_before", "", -122.0, ["il y a 4 mois", "4 months ago"]),
            ("days_before", "", -1.0, ["il y a 1 jour", "1 day ago"]),
            ("days_before", "", -31.0, ["il y a 31 jours", "31 days ago"]),
            ("days_before", "", -4000.0, ["il y a 10 ans", "10 years ago"]),
            ("days_before", "", 0.0, ["aujourd’hui", "today"]),
            ("days_before", "", 365_243.0, ["365 243 jours", "365,243 days"]),
            ("days_before", "", 90.0, ["dans 2 mois", "in 2 months"]),
            ("yes_no", "", 1.0, ["oui", "yes"]),
            ("yes_no", "", 0.0, ["non", "no"]),
            ("choice:1=homme|man;2=femme|woman", "", 2.0, ["femme", "woman"]),
            ("choice:1=homme|man", "", 9.0, ["code 9 (sens inconnu)", "code 9 (meaning unknown)"]),
            ("scale:0=à jour|on time", "", 0.0, ["à jour", "on time"]),
            ("onehot:HOUSING=locataire|tenant", "", 1.0, ["locataire", "tenant"]),
            (
                "onehot:HOUSING=locataire|tenant",
                "",
                0.0,
                ["autre que locataire", "other than tenant"],
            ),
        ] {
            assert_eq!(both(display, unit, &Value::Number(number)), expected, "{display} {number}");
        }
    }

    #[test]
    fn missing_is_said_and_never_a_number() {
        for value in [Value::Missing, Value::Number(f64::NAN)] {
            for display in ["", "amount", "days_before", "yes_no", "choice:0=a|b", "percent"] {
                assert_eq!(both(display, "NT$", &value), ["non renseigné", "not given"]);
            }
        }
    }

    #[test]
    fn codes_kept_as_text_find_their_words() {
        let value = Value::Text("2".to_owned());
        assert_eq!(both("choice:2=femme|woman", "", &value), ["femme", "woman"]);
        assert_eq!(both("", "", &value), ["2", "2"]);
    }

    #[test]
    fn text_from_a_file_hides_nothing() {
        assert_eq!(visible("abc\u{202e}def\n"), "abc\u{fffd}def\u{fffd}");
        assert!(matches!(visible("plain é 漢字"), Cow::Borrowed(_)));
    }

    #[test]
    fn ranges_say_the_unit_once_where_it_follows() {
        let range = |language, display, unit, from, to| {
            let text = Words::new(language).range(&entry(display, unit), from, to);
            text.replace(['\u{a0}', '\u{202f}'], " ")
        };
        let (french, english) = (Language::French, Language::English);
        assert_eq!(range(french, "integer", "ans|years", Some(25.0), Some(40.0)), "25 à 40 ans");
        assert_eq!(range(english, "amount", "NT$", Some(1e4), Some(2e4)), "NT$10,000 to NT$20,000");
        assert_eq!(
            range(french, "years_before", "", Some(-14_700.0), Some(-9_200.0)),
            "25 à 40 ans"
        );
        assert_eq!(range(french, "amount", "NT$", None, Some(2e4)), "moins de 20 000 NT$");
    }

    #[test]
    fn a_one_hot_variable_reads_as_one_value() {
        let words = Words::new(Language::French);
        let tenant = entry("onehot:HOUSING=locataire|tenant", "");
        let owner = entry("onehot:HOUSING=propriétaire|owner", "");
        let say = |t: Value, o: Value| words.one_hot_value(&[(&tenant, &t), (&owner, &o)]).unwrap();
        let (zero, one) = (Value::Number(0.0), Value::Number(1.0));
        assert_eq!(say(one.clone(), zero.clone()), "locataire");
        assert_eq!(say(zero.clone(), one.clone()), "propriétaire");
        assert_eq!(say(one.clone(), one), "plusieurs à la fois");
        assert_eq!(say(zero.clone(), zero), "aucune de ces valeurs");
        assert_eq!(say(Value::Missing, Value::Missing), "non renseigné");
        assert_eq!(words.one_hot_value(&[]), None);
    }

    proptest! {
        #[test]
        fn no_number_breaks_a_value(number in any::<f64>(), form in 0_usize..8) {
            let forms = ["", "number:2", "integer", "amount", "percent", "years_before",
                "days_before", "scale:1=a|b"];
            for words in BOTH.iter() {
                let text = words.value(&entry(forms[form], "NT$"), "F", &Value::Number(number));
                prop_assert!(!text.is_empty());
                prop_assert!(!text.contains("NaN") && !text.contains("inf"));
            }
        }
    }
}
