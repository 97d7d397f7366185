//! What growing stops on: the measure of the validation clients that another tree must improve.
//!
//! Depends on `std` and `serde`.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// The measure of the validation clients that decides how many trees are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StopOn {
    /// The area under the ROC curve: how well clients are put in order. Higher is better.
    #[default]
    Auc,
    /// The mean log loss of the trees' own probabilities (before any calibration): how far they are
    /// from what happened. Lower is better.
    LogLoss,
}

/// The measures of the validation clients with some trees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Measures {
    /// The area under the ROC curve; NaN without validation clients.
    pub(super) auc: f64,
    /// The mean log loss in nats; NaN unless growing stops on it.
    pub(super) log_loss: f64,
}

impl Measures {
    /// Of no validation clients.
    pub(super) const NONE: Self = Self { auc: f64::NAN, log_loss: f64::NAN };
}

impl StopOn {
    /// All measures.
    pub const ALL: [Self; 2] = [Self::Auc, Self::LogLoss];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Auc => "auc",
            Self::LogLoss => "log-loss",
        }
    }

    /// LightGBM's parameter `metric`: one value for each of [`StopOn::values`], in this order. The
    /// area is always among them, since searches and folds are told it.
    pub(super) fn metrics(self) -> &'static str {
        match self {
            Self::Auc => "auc",
            Self::LogLoss => "auc,binary_logloss",
        }
    }

    /// How many values LightGBM gives.
    pub(super) fn values(self) -> usize {
        match self {
            Self::Auc => 1,
            Self::LogLoss => 2,
        }
    }

    /// Whether `new` is better than all before, of which `best` was the best. What is no number is
    /// never better, and anything is better than it.
    pub(super) fn is_better(self, new: Measures, best: Measures) -> bool {
        match self {
            Self::Auc => best.auc.is_nan() || new.auc > best.auc,
            Self::LogLoss => best.log_loss.is_nan() || new.log_loss < best.log_loss,
        }
    }
}

impl fmt::Display for StopOn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for StopOn {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|measure| measure.name() == text);
        found.ok_or_else(|| "expected auc or log-loss".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back_and_others_are_refused_with_the_known_ones() {
        for measure in StopOn::ALL {
            assert_eq!(measure.name().parse(), Ok(measure));
            assert_eq!(measure.metrics().split(',').count(), measure.values());
            assert!("logloss".parse::<StopOn>().unwrap_err().contains(measure.name()));
        }
    }

    #[test]
    fn a_larger_area_and_a_smaller_loss_are_better() {
        let measures = |auc, log_loss| Measures { auc, log_loss };
        let (low, high) = (measures(0.6, 0.2), measures(0.7, 0.3));
        assert!(StopOn::Auc.is_better(high, low) && !StopOn::Auc.is_better(low, high));
        assert!(StopOn::LogLoss.is_better(low, high) && !StopOn::LogLoss.is_better(high, low));
        for measure in StopOn::ALL {
            assert!(!measure.is_better(low, low));
            assert!(measure.is_better(low, Measures::NONE));
            assert!(!measure.is_better(Measures::NONE, low));
        }
    }
}
