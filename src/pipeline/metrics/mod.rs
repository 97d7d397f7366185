//! How good a model is, measured on clients whose outcome is known.
//!
//! Depends on `domain` and on the generator of this layer. Everything here is pure: the same
//! scores, outcomes and seed give the same figures to the bit.
//! Invariant: every metric reads a [`Ranking`], so none sorts, none meets NaN, and none divides by
//! a class that is not there.

mod auc;
mod average_precision;
mod bootstrap;
mod brier;
mod calibration;
mod confusion;
mod estimate;
mod kolmogorov_smirnov;
mod log_loss;
mod ranking;

pub use auc::{auc, auc_with_interval};
pub use average_precision::average_precision;
pub use bootstrap::{REPLICATES, stratified_bootstrap};
pub use brier::brier;
pub use calibration::{CALIBRATION_BINS, CalibrationBin, calibration_bins, calibration_error};
pub use confusion::{Confusion, confusion};
pub use estimate::Estimate;
pub use kolmogorov_smirnov::kolmogorov_smirnov;
pub use log_loss::log_loss;
pub use ranking::{Level, Ranking, RankingError};

#[cfg(test)]
mod example;
