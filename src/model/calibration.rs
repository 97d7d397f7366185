//! What turns the trees' own probability into the one that is shown and decided on.
//!
//! Depends on `domain` and `serde`. A model that was trained on reweighted or invented clients, or
//! that is simply too sure of itself, orders clients well and promises the wrong risk; a
//! calibration learnt on clients whom the trees did not learn from puts that right.
//! **Invariant**: a calibration never turns the order of two clients around, and gives a
//! probability for every probability. The raw score is never touched.

use serde::{Deserialize, Serialize};

use crate::domain::Probability;

/// A map from the trees' probability to the calibrated one.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(tag = "method", rename_all = "lowercase", try_from = "Stored")]
pub enum Calibration {
    /// The trees' own probability is shown.
    #[default]
    None,
    /// A logistic function of the log-odds: Platt, "Probabilistic outputs for support vector
    /// machines", 1999.
    Platt {
        /// What log-odds are multiplied by, above 0.
        slope: f64,
        /// What is added to them.
        intercept: f64,
    },
    /// A rising line through points, level outside them: Zadrozny and Elkan, "Transforming
    /// classifier scores into accurate multiclass probability estimates", KDD 2002.
    Isotonic {
        /// Probabilities of the trees, strictly ascending.
        from: Vec<f64>,
        /// The calibrated probability of each, ascending.
        to: Vec<f64>,
    },
}

/// Numbers that are no calibration.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the calibration {0}")]
pub struct BadCalibration(&'static str);

impl BadCalibration {
    /// What is wrong with it, in English.
    #[must_use]
    pub fn problem(&self) -> &'static str {
        self.0
    }
}

/// A calibration as a file holds it, before it is checked.
#[derive(Deserialize)]
#[serde(tag = "method", rename_all = "lowercase")]
enum Stored {
    None,
    Platt { slope: f64, intercept: f64 },
    Isotonic { from: Vec<f64>, to: Vec<f64> },
}

impl Calibration {
    /// A logistic function of the log-odds.
    ///
    /// # Errors
    /// Unless both numbers are finite and the slope is above 0.
    pub fn platt(slope: f64, intercept: f64) -> Result<Self, BadCalibration> {
        if slope.is_finite() && slope > 0.0 && intercept.is_finite() {
            Ok(Self::Platt { slope, intercept })
        } else {
            Err(BadCalibration("has no slope above 0, or an endless number"))
        }
    }

    /// A rising line through these points.
    ///
    /// # Errors
    /// Unless there are as many of both, at least one, all in `[0, 1]`, `from` strictly ascending
    /// and `to` ascending.
    pub fn isotonic(from: Vec<f64>, to: Vec<f64>) -> Result<Self, BadCalibration> {
        let share = |values: &[f64]| values.iter().all(|value| (0.0..=1.0).contains(value));
        if from.is_empty() || from.len() != to.len() {
            return Err(BadCalibration("has no points, or points without a counterpart"));
        }
        if !share(&from) || !share(&to) {
            return Err(BadCalibration("has a point that is no probability"));
        }
        if !from.is_sorted_by(|a, b| a < b) || !to.is_sorted() {
            return Err(BadCalibration("has points that do not ascend"));
        }
        Ok(Self::Isotonic { from, to })
    }

    /// Its name, as a card writes it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Platt { .. } => "platt",
            Self::Isotonic { .. } => "isotonic",
        }
    }

    /// The calibrated probability.
    #[must_use]
    pub fn apply(&self, own: Probability) -> Probability {
        match self {
            Self::None => own,
            Self::Platt { slope, intercept } => {
                let log_odds = own.get().ln() - (-own.get()).ln_1p();
                Probability::from_log_odds(slope * log_odds + intercept)
            }
            Self::Isotonic { from, to } => {
                // The points are probabilities, and so is what lies between two of them.
                Probability::new(between(from, to, own.get())).unwrap_or(own)
            }
        }
    }

    /// What log-odds of the trees are multiplied by to give calibrated ones, so that reasons told
    /// as odds factors stay exact; 1 where no single factor does (an isotonic line).
    #[must_use]
    pub fn log_odds_factor(&self) -> f64 {
        match self {
            Self::Platt { slope, .. } => *slope,
            Self::None | Self::Isotonic { .. } => 1.0,
        }
    }
}

/// The height of the line through the points at `value`.
fn between(from: &[f64], to: &[f64], value: f64) -> f64 {
    let next = from.partition_point(|point| *point <= value);
    let height = |place: usize| to.get(place).copied();
    match (
        next.checked_sub(1).and_then(|before| Some((*from.get(before)?, height(before)?))),
        height(next),
    ) {
        (Some((left, low)), Some(high)) => {
            let right = from.get(next).copied().unwrap_or(left);
            (low + (high - low) * (value - left) / (right - left)).clamp(low, high)
        }
        (Some((_, low)), None) => low,
        (None, high) => high.unwrap_or(value),
    }
}

impl TryFrom<Stored> for Calibration {
    type Error = BadCalibration;

    fn try_from(stored: Stored) -> Result<Self, BadCalibration> {
        match stored {
            Stored::None => Ok(Self::None),
            Stored::Platt { slope, intercept } => Self::platt(slope, intercept),
            Stored::Isotonic { from, to } => Self::isotonic(from, to),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(calibration: &Calibration, probability: f64) -> f64 {
        calibration.apply(Probability::new(probability).unwrap()).get()
    }

    #[test]
    fn each_method_gives_what_it_says() {
        assert_eq!(at(&Calibration::None, 0.3), 0.3);
        // Log-odds of 0.8 are ln 4: twice that, less ln 2, is ln 8.
        let platt = Calibration::platt(2.0, -(2.0_f64.ln())).unwrap();
        assert!((at(&platt, 0.8) - 8.0 / 9.0).abs() < 1e-12);
        assert_eq!((at(&platt, 0.0), at(&platt, 1.0)), (0.0, 1.0));
        let line = Calibration::isotonic(vec![0.2, 0.4], vec![0.1, 0.5]).unwrap();
        for (own, expected) in [(0.0, 0.1), (0.2, 0.1), (0.3, 0.3), (0.4, 0.5), (1.0, 0.5)] {
            assert!((at(&line, own) - expected).abs() < 1e-12, "{own}");
        }
    }

    #[test]
    fn what_is_no_calibration_is_refused() {
        assert!(Calibration::platt(0.0, 0.0).is_err());
        assert!(Calibration::platt(f64::NAN, 0.0).is_err());
        for (from, to) in [
            (vec![], vec![]),
            (vec![0.1], vec![]),
            (vec![0.1, 0.1], vec![0.1, 0.2]),
            (vec![0.1, 0.2], vec![0.2, 0.1]),
            (vec![0.1, 1.2], vec![0.1, 0.2]),
            (vec![0.1, f64::NAN], vec![0.1, 0.2]),
        ] {
            assert!(Calibration::isotonic(from, to).is_err());
        }
    }

    #[test]
    fn it_is_written_and_read_back() {
        for calibration in [
            Calibration::None,
            Calibration::platt(1.25, -0.5).unwrap(),
            Calibration::isotonic(vec![0.0, 0.5], vec![0.1, 0.2]).unwrap(),
        ] {
            let text = toml::to_string(&calibration).unwrap();
            assert_eq!(toml::from_str::<Calibration>(&text).unwrap(), calibration, "{text}");
        }
        assert!(
            toml::from_str::<Calibration>("method = \"platt\"\nslope = -1\nintercept = 0").is_err()
        );
        assert!(toml::from_str::<Calibration>("method = \"magic\"").is_err());
    }

    proptest! {
        #[test]
        fn the_order_of_clients_is_kept(
            slope in 0.01_f64..5.0,
            intercept in -5.0_f64..5.0,
            mut points in prop::collection::vec((0.0_f64..=1.0, 0.0_f64..=1.0), 1..20),
            mut probabilities in prop::collection::vec(0.0_f64..=1.0, 2..40),
        ) {
            points.sort_by(|a, b| a.0.total_cmp(&b.0));
            points.dedup_by_key(|point| point.0);
            let (from, mut to): (Vec<f64>, Vec<f64>) = points.into_iter().unzip();
            to.sort_by(f64::total_cmp);
            probabilities.sort_by(f64::total_cmp);
            for calibration in [
                Calibration::platt(slope, intercept).unwrap(),
                Calibration::isotonic(from, to).unwrap(),
            ] {
                let shown: Vec<f64> =
                    probabilities.iter().map(|&own| at(&calibration, own)).collect();
                prop_assert!(shown.is_sorted(), "{calibration:?} {shown:?}");
            }
        }
    }
}
