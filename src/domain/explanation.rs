//! Why a score is what it is.

use serde::{Deserialize, Serialize};

/// The exact split of one client's score over the model's features, in the unit of the raw score.
///
/// `base_value + contributions.sum()` equals `raw_score` up to rounding (1e-9).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// The average raw score of the training population.
    pub base_value: f64,
    /// One Shapley value per feature of the model, in the model's order.
    pub contributions: Vec<f64>,
    /// The sum of leaf values.
    pub raw_score: f64,
}

impl Explanation {
    /// By how much base value and contributions miss the raw score; rounding alone should remain.
    #[must_use]
    pub fn additivity_error(&self) -> f64 {
        (self.base_value + self.contributions.iter().sum::<f64>() - self.raw_score).abs()
    }

    /// The same split in another unit: everything multiplied by `factor`.
    #[must_use]
    pub fn scaled(&self, factor: f64) -> Self {
        Self {
            base_value: factor * self.base_value,
            contributions: self.contributions.iter().map(|part| factor * part).collect(),
            raw_score: factor * self.raw_score,
        }
    }
}

/// The factor by which a contribution in log-odds multiplies the odds of default: 1 changes nothing,
/// 2 doubles the odds, 0.5 halves them.
#[must_use]
pub fn odds_factor(contribution: f64) -> f64 {
    contribution.exp()
}
