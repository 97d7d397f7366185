//! A figure with the range in which it is believed to lie.

use serde::{Deserialize, Serialize};

/// The standard normal quantile that leaves 2.5 % on each side.
pub(super) const NORMAL_975: f64 = 1.959_963_984_540_054;

/// A figure and its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The figure.
    pub value: f64,
    /// Where its 95 % interval begins.
    pub lower: f64,
    /// Where its 95 % interval ends.
    pub upper: f64,
}
