//! `card.toml`: what a model is, where it comes from, and the digests of the files beside it.
//!
//! Depends on `domain`, `serde` and `toml`. Keys that this version does not know are left aside, so
//! that older programs read newer cards; a known key of the wrong type is an error.

use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Deserializer, Serialize};

use crate::{
    domain::{Localised, Threshold},
    model::Calibration,
};

/// What somebody should know before trusting a model.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Card {
    /// The model's name; empty when the card gives none.
    pub name: String,
    /// Its version.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub version: String,
    /// The day it was made, as the card writes it (`2026-11-22`).
    #[serde(skip_serializing_if = "String::is_empty", deserialize_with = "text_or_date")]
    pub date: String,
    /// Who answers for it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub author: String,
    /// The programs that made it, with their versions.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub made_with: String,
    /// The command that makes the same bundle again.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub command: String,
    /// The column of a client base that identifies a client.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_column: Option<String>,
    /// The probability above which the model advises refusal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub threshold: Option<Threshold>,
    /// How probabilities are calibrated; `none` when they are the trees' own.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub calibration: String,
    /// What was done about defaults being rare; empty or `none` when nothing was.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub imbalance: String,
    /// How many features the model has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub features: Option<u32>,
    /// What the model predicts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<Target>,
    /// What wrong decisions cost, from which the threshold follows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub costs: Option<Costs>,
    /// The data that the model learned from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub training: Option<TrainingData>,
    /// The calibration itself, without which its name is of no use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calibration_map: Option<Calibration>,
    /// Why the threshold is what it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub threshold_choice: Option<ThresholdChoice>,
    /// How good it is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub metrics: Vec<Metric>,
    /// SHA-256 of the other files of the bundle by name, in hexadecimal.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub sha256: BTreeMap<String, String>,
}

/// What a model predicts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Target {
    /// The column that holds the outcome.
    pub column: String,
    /// What 1 means, in French ("défaut de paiement le mois suivant").
    pub positive_fr: String,
    /// What 1 means, in English.
    pub positive_en: String,
}

/// What a wrong decision costs, in any one unit: only their ratio counts.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Costs {
    /// Lending to a client who defaults.
    pub false_negative: f64,
    /// Refusing a client who would have paid back.
    pub false_positive: f64,
}

/// Why a threshold is what it is.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ThresholdChoice {
    /// What it was chosen by: `cost`, `f-beta` or `amounts`.
    pub rule: String,
    /// How many times recall counts as much as precision, for `f-beta`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beta: Option<f64>,
    /// The column of the amounts, for `amounts`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount_column: Option<String>,
    /// The share of an amount that a default loses, for `amounts`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loss_share: Option<f64>,
    /// The share of an amount that a refused good client would have brought, for `amounts`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub margin_share: Option<f64>,
    /// Where the thresholds begin that lose hardly more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flat_from: Option<f64>,
    /// Where they end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flat_to: Option<f64>,
    /// Where the 95 % interval of the threshold begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// Where it ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// Some thresholds, ascending.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub thresholds: Vec<f64>,
    /// What each of them loses a client.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub losses: Vec<f64>,
}

/// The data that a model learned from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TrainingData {
    /// What the data is called.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// How many rows it has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<u64>,
    /// Its SHA-256, in hexadecimal.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sha256: String,
    /// Whom its licence asks to name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub attribution: String,
    /// Its licence.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub licence: String,
    /// Where it can be had.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
}

/// One measure of how good a model is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Metric {
    /// What is measured (`auc`).
    pub name: String,
    /// The measure.
    pub value: f64,
    /// The lower end of its interval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// The upper end of its interval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// The part of the data it was measured on (`hold-out`).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub part: String,
}

/// Why a card is not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardError {
    /// The line, counted from 1; `None` when it is the card as a whole.
    pub line: Option<usize>,
    /// The key on that line, when there is one.
    pub key: Option<String>,
    /// What is wrong.
    pub problem: String,
}

impl Card {
    /// Reads a card.
    ///
    /// # Errors
    /// With the line and the key, when it is not TOML or a key has the wrong type.
    pub fn parse(text: &str) -> Result<Self, CardError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let card: Self = toml::from_str(text).map_err(|error| CardError::at(text, &error))?;
        card.check()?;
        Ok(card)
    }

    /// The card as TOML, always the same bytes for the same card.
    ///
    /// # Errors
    /// When a number is one that a card cannot hold (a count above 2^63).
    pub fn to_toml(&self) -> Result<String, CardError> {
        toml::to_string(self).map_err(|error| CardError {
            line: None,
            key: None,
            problem: error.to_string(),
        })
    }

    fn check(&self) -> Result<(), CardError> {
        let refuse = |key: &str, problem: &str| {
            Err(CardError { line: None, key: Some(key.to_owned()), problem: problem.to_owned() })
        };
        if let Some(costs) = self.costs {
            let positive = |cost: f64| cost.is_finite() && cost > 0.0;
            if !positive(costs.false_negative) || !positive(costs.false_positive) {
                return refuse("costs", "expected two numbers above 0");
            }
        }
        for (file, digest) in &self.sha256 {
            if file.is_empty() || file.contains(['/', '\\', '\0']) || file.starts_with("..") {
                return refuse("sha256", "a name is not that of a file in the bundle");
            }
            if digest.len() != 64 || !digest.bytes().all(|digit| digit.is_ascii_hexdigit()) {
                return refuse("sha256", "a digest is not 64 hexadecimal digits");
            }
        }
        Ok(())
    }
}

impl Target {
    /// What 1 means.
    #[must_use]
    pub fn positive(&self) -> Localised {
        Localised { french: self.positive_fr.clone(), english: self.positive_en.clone() }
    }
}

impl CardError {
    fn at(text: &str, error: &toml::de::Error) -> Self {
        let before = error.span().and_then(|span| text.get(..span.start));
        let line = before.map(|before| before.matches('\n').count() + 1);
        let key = line
            .and_then(|line| text.lines().nth(line - 1))
            .and_then(|line| line.split_once('='))
            .map(|(key, _)| key.trim().escape_debug().take(MAX_KEY_CHARS).collect());
        let problem = error.message().lines().collect::<Vec<_>>().join(", ");
        Self { line, key, problem }
    }
}

/// The longest part of a key that a message repeats.
const MAX_KEY_CHARS: usize = 40;

impl fmt::Display for CardError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        if let Some(key) = &self.key {
            write!(f, "`{key}`: ")?;
        }
        f.write_str(&self.problem)
    }
}

impl std::error::Error for CardError {}

/// A text, or a date that TOML knows as such.
fn text_or_date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "expected a date such as 2026-11-22")]
    enum TextOrDate {
        Text(String),
        Date(toml::value::Datetime),
    }
    Ok(match TextOrDate::deserialize(deserializer)? {
        TextOrDate::Text(text) => text,
        TextOrDate::Date(date) => date.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const CARD: &str = r#"
name = "demo"
version = "2.1"
date = 2026-11-22
id_column = "ID"
threshold = 0.091
calibration = "none"
features = 23
some_future_key = { anything = [1, 2] }

[target]
column = "default"
positive_fr = "défaut"
positive_en = "default"

[costs]
false_negative = 10
false_positive = 1.0

[training]
rows = 21000
licence = "CC BY 4.0"

[[metrics]]
name = "auc"
value = 0.781
low = 0.77
high = 0.79
part = "hold-out"

[sha256]
"model.txt" = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
"#;

    #[test]
    fn a_card_is_read_and_written_back() {
        let card = Card::parse(CARD).unwrap();
        assert_eq!(card.date, "2026-11-22");
        assert_eq!(card.threshold.unwrap().get(), 0.091);
        assert_eq!(card.costs.unwrap().false_negative, 10.0);
        assert_eq!(card.metrics[0].part, "hold-out");
        assert_eq!(card.target.clone().unwrap().positive().french, "défaut");
        let written = card.to_toml().unwrap();
        assert_eq!(Card::parse(&written).unwrap(), card);
        assert_eq!(Card::parse(&written).unwrap().to_toml().unwrap(), written);
    }

    #[test]
    fn an_empty_card_is_a_card() {
        assert_eq!(Card::parse("").unwrap(), Card::default());
    }

    #[track_caller]
    fn refused(text: &str, line: Option<usize>, key: &str) {
        let error = Card::parse(text).unwrap_err();
        assert_eq!((error.line, error.key.as_deref()), (line, Some(key)), "{error}");
        assert!(!error.to_string().contains('\n'), "{error}");
    }

    #[test]
    fn a_wrong_type_is_refused_with_its_line_and_key() {
        refused("name = \"x\"\nthreshold = \"high\"\n", Some(2), "threshold");
        refused("threshold = 1.5", Some(1), "threshold");
        refused("threshold = nan", Some(1), "threshold");
        refused("\n\nname = 3", Some(3), "name");
        refused("date = 12", Some(1), "date");
        refused("features = -1", Some(1), "features");
        refused("[costs]\nfalse_negative = 0\nfalse_positive = 1", None, "costs");
        refused("[sha256]\n\"../model.txt\" = \"00\"", None, "sha256");
        refused("[sha256]\n\"model.txt\" = \"00\"", None, "sha256");
    }

    #[test]
    fn a_calibration_is_read_written_and_checked() {
        let text = "name = \"x\"\ncalibration = \"platt\"\n\n[calibration_map]\n\
                    method = \"platt\"\nslope = 1.5\nintercept = -2.0\n";
        let card = Card::parse(text).unwrap();
        assert_eq!(card.calibration_map, Some(Calibration::platt(1.5, -2.0).unwrap()));
        assert_eq!(Card::parse(&card.to_toml().unwrap()).unwrap(), card);
        let error = Card::parse(&text.replace("1.5", "-1.5")).unwrap_err();
        assert!(error.to_string().contains("the calibration has no slope above 0"), "{error}");
    }

    #[test]
    fn what_is_not_toml_is_refused_with_its_line() {
        let error = Card::parse("name = \"x\"\n<html>\n").unwrap_err();
        assert_eq!(error.line, Some(2), "{error}");
    }
}
