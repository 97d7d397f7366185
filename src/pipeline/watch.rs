//! What a training is at, for whoever waits.
//!
//! Depends on `domain`.

use serde::{Deserialize, Serialize};

use crate::domain::{Job, SilentJob};

/// What a training is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Reads the base.
    Reading,
    /// Looks at each feature alone.
    Leaks,
    /// Tries options of the trees; counts trials.
    Searching,
    /// Trains on all folds but one; counts folds.
    Folds,
    /// Adds trees; counts them.
    Growing,
    /// Tries the ways of treating rare defaults; counts them.
    Imbalance,
    /// Trains the simple models; counts them.
    Baselines,
    /// Measures.
    Measuring,
    /// Averages contributions.
    Reference,
}

/// A job that is also told what it is at. Progress counts from 0 again in every stage.
pub trait Watch: Job {
    /// The training goes on with `stage`.
    fn stage(&self, stage: Stage);
}

impl Watch for SilentJob {
    fn stage(&self, _stage: Stage) {}
}
