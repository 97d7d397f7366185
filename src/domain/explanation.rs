//! Why a score is what it is.

use serde::{Deserialize, Serialize};

/// The exact split of one client's raw score over the model's features.
///
/// `base_value + contributions.sum()` equals `raw_score` up to rounding (1e-9).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// The average raw score of the training population, in log-odds.
    pub base_value: f64,
    /// One Shapley value per feature of the model, in the model's order, in log-odds.
    pub contributions: Vec<f64>,
    /// The sum of leaf values, in log-odds.
    pub raw_score: f64,
}

impl Explanation {
    /// By how much base value and contributions miss the raw score; rounding alone should remain.
    #[must_use]
    pub fn additivity_error(&self) -> f64 {
        (self.base_value + self.contributions.iter().sum::<f64>() - self.raw_score).abs()
    }
}

/// The factor by which a contribution multiplies the odds of default: 1 changes nothing,
/// 2 doubles the odds, 0.5 halves them.
#[must_use]
pub fn odds_factor(contribution: f64) -> f64 {
    contribution.exp()
}
