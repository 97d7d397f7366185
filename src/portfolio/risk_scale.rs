//! What turns raw scores into the probability that is shown.
//!
//! Depends on `domain` and `model`. **Invariant**: the probability never falls when the raw score
//! rises by more than [`RiskScale::margin`]: a calibration rises in exact steps of arithmetic, and
//! only the exponential before it may err in its last digit.

use crate::{
    domain::Probability,
    model::{Calibration, Forest},
};

/// The way from raw scores to probabilities.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct RiskScale {
    /// See [`Forest::log_odds_per_raw_score`].
    log_odds_per_raw_score: f64,
    calibration: Calibration,
}

impl RiskScale {
    /// That of a model.
    pub(super) fn new(forest: &Forest, calibration: &Calibration) -> Self {
        let log_odds_per_raw_score = forest.log_odds_per_raw_score();
        Self { log_odds_per_raw_score, calibration: calibration.clone() }
    }

    /// That of raw scores that are log-odds.
    #[cfg(test)]
    pub(super) fn of_log_odds(calibration: Calibration) -> Self {
        Self { log_odds_per_raw_score: 1.0, calibration }
    }

    /// The probability that a raw score stands for.
    pub(super) fn probability(&self, raw_score: f64) -> Probability {
        self.calibration.apply(Probability::from_log_odds(self.log_odds_per_raw_score * raw_score))
    }

    /// By how much a probability is surely still on the same side of a threshold when its raw
    /// score moves: far more than `exp` and the multiplication before it ever err, far less than
    /// two models differ by.
    pub(super) fn margin(&self, raw_score: f64) -> f64 {
        /// A few thousand times the relative rounding error of a double.
        const ROUNDING: f64 = 1e-12;
        // The flatter the scale, the farther apart are the scores that a last digit tells.
        let flatness = match self.calibration {
            Calibration::Platt { slope, intercept } => ((1.0 + intercept.abs()) / slope).max(1.0),
            Calibration::None | Calibration::Isotonic { .. } => 1.0,
        };
        ROUNDING * (flatness / self.log_odds_per_raw_score + raw_score.abs())
    }
}
