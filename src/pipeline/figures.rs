//! The few figures that models are held against each other by.
//!
//! Depends on `domain` and on the metrics of this layer.

use serde::{Deserialize, Serialize};

use super::{
    metrics::{
        CALIBRATION_BINS, Estimate, Ranking, auc_with_interval, average_precision, brier,
        calibration_error, confusion, log_loss,
    },
    threshold::{CostRatio, cost_per_client},
};
use crate::domain::Threshold;

/// How good a model is, in a line of a table.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// Area under the ROC curve, with DeLong's interval.
    pub auc: Estimate,
    /// Average precision.
    pub average_precision: f64,
    /// Brier score.
    pub brier: f64,
    /// Log loss.
    pub log_loss: f64,
    /// Calibration error over ten bins of equal size.
    pub calibration_error: f64,
    /// Cost per client at the threshold, in refused clients who would have repaid.
    pub cost: f64,
}

/// The figures of the clients of `ranking`, whose scores must be probabilities.
#[must_use]
pub fn figures(ranking: &Ranking, threshold: Threshold, ratio: CostRatio) -> Figures {
    Figures {
        auc: auc_with_interval(ranking),
        average_precision: average_precision(ranking),
        brier: brier(ranking),
        log_loss: log_loss(ranking),
        calibration_error: calibration_error(ranking, CALIBRATION_BINS),
        cost: cost_per_client(confusion(ranking, threshold), ratio),
    }
}
