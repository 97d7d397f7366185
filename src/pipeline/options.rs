//! What a training is asked to do.
//!
//! Depends on `model` and on the other files of this layer. Plain values: the terminal fills them in, and
//! everything that decides the result is here, so that it can be written into the card.

use serde::{Deserialize, Serialize};

use super::{
    calibrate::CalibrationMethod,
    imbalance::Imbalance,
    search::SearchPlan,
    split::{Shares, SplitError},
    threshold::{CostRatio, ThresholdRule},
};
use crate::model::lightgbm::StopOn;

/// Everything that decides which model comes out of a base.
#[derive(Debug, Clone, PartialEq)]
pub struct TrainOptions {
    /// Which columns the model may read.
    pub features: FeatureChoice,
    /// Features of which a larger value must never lower the risk.
    pub rising: Vec<String>,
    /// Features of which a larger value must never raise the risk.
    pub falling: Vec<String>,
    /// Who trains, who validates, who is held out.
    pub split: SplitPlan,
    /// Decides the split, the draws of the trees and those of the intervals.
    pub seed: u32,
    /// What an accepted default costs, in refused clients who would have repaid.
    pub cost_ratio: CostRatio,
    /// What the threshold is chosen by.
    pub threshold: ThresholdRule,
    /// How probabilities are calibrated on the validation clients; `None` follows from
    /// `imbalance`: not at all on clients as they are, Platt's two numbers otherwise.
    pub calibration: Option<CalibrationMethod>,
    /// What is done about defaults being rare.
    pub imbalance: Imbalance,
    /// Columns whose groups are compared in the report; they need not be features.
    pub groups: Vec<String>,
    /// How the trees are grown, or where a search for that begins.
    pub trees: TreeOptions,
    /// A search for better options of the trees.
    pub search: Option<SearchPlan>,
    /// How many folds the training clients are cut into to see how much chance there is in the
    /// result; at least 2.
    pub folds: Option<u32>,
    /// Whether every way of treating rare defaults is tried and measured.
    pub compare_imbalance: bool,
    /// Whether simple models are trained beside this one.
    pub baselines: bool,
}

/// Which columns the model may read. The identifier, the outcome and the split never are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FeatureChoice {
    /// These, in this order.
    Only(Vec<String>),
    /// Every column of numbers but these, in the order of the base.
    AllBut(Vec<String>),
}

impl FeatureChoice {
    /// Leaves out one more column, unless the columns were named one by one; gives back whether
    /// that makes a difference.
    pub fn leave_out(&mut self, column: &str) -> bool {
        match self {
            Self::AllBut(names) if !names.iter().any(|name| name == column) => {
                names.push(column.to_owned());
                true
            }
            Self::AllBut(_) | Self::Only(_) => false,
        }
    }
}

/// Who trains, who validates, who is held out.
#[derive(Debug, Clone, PartialEq)]
pub enum SplitPlan {
    /// Drawn by the seed.
    Draw(Shares),
    /// Read from this column, which holds `train`, `validation` or `hold-out`.
    Column(String),
}

/// Where the risk may go when a feature grows and everything else stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Direction {
    /// Anywhere.
    #[default]
    Free,
    /// Never down.
    Rising,
    /// Never up.
    Falling,
}

/// How the trees are grown; each field is a parameter of LightGBM.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct TreeOptions {
    /// `num_iterations`: the most trees that are grown.
    pub max_trees: u32,
    /// `early_stopping_rounds`: growing stops when so many trees did not improve validation.
    pub patience: u32,
    /// `metric`: what an improvement of validation is. Which trees a search prefers is not decided
    /// by it: that stays the area under the ROC curve.
    #[serde(default)]
    pub stop_on: StopOn,
    /// `learning_rate`, in `]0, 1]`.
    pub learning_rate: f64,
    /// `num_leaves`: the most leaves of a tree, at least 2.
    pub leaves: u32,
    /// `min_data_in_leaf`: the fewest clients of a leaf.
    pub min_leaf_clients: u32,
    /// `feature_fraction`: the share of features that a tree may read, in `]0, 1]`.
    pub feature_fraction: f64,
    /// `bagging_fraction`: the share of clients that a tree sees, in `]0, 1]`.
    pub client_fraction: f64,
    /// `lambda_l2`: how much leaf values are pulled towards 0, at least 0.
    pub l2: f64,
    /// `max_bin`: into how many steps the values of a feature are put, from 2 to 255. 63 is faster
    /// by a quarter.
    pub max_bins: u8,
}

/// An option outside its range.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{option} is {value}: expected {expected}")]
pub struct BadOption {
    /// What the option is called.
    pub option: &'static str,
    /// What it was.
    pub value: f64,
    /// What it may be.
    pub expected: &'static str,
}

/// The share of clients kept for the hold-out unless somebody says otherwise.
pub const DEFAULT_HOLD_OUT: f64 = Shares::DEFAULT.hold_out;

/// The share of clients kept for validation unless somebody says otherwise.
pub const DEFAULT_VALIDATION: f64 = Shares::DEFAULT.validation;

impl Default for TreeOptions {
    /// Small steps and strongly averaged trees: what cross-validation preferred on the training
    /// parts of the demo base, and close to what the public Home Credit models use.
    fn default() -> Self {
        Self {
            max_trees: 2_000,
            patience: 60,
            stop_on: StopOn::Auc,
            learning_rate: 0.03,
            leaves: 15,
            min_leaf_clients: 50,
            feature_fraction: 0.8,
            client_fraction: 0.8,
            l2: 20.0,
            max_bins: 255,
        }
    }
}

impl Default for TrainOptions {
    /// Every column, a drawn split, costs of ten to one, trees on clients as they are.
    fn default() -> Self {
        Self {
            features: FeatureChoice::AllBut(Vec::new()),
            rising: Vec::new(),
            falling: Vec::new(),
            split: SplitPlan::Draw(Shares::DEFAULT),
            seed: 1,
            cost_ratio: CostRatio::DEFAULT,
            threshold: ThresholdRule::default(),
            calibration: None,
            imbalance: Imbalance::default(),
            groups: Vec::new(),
            trees: TreeOptions::default(),
            search: None,
            folds: None,
            compare_imbalance: false,
            baselines: true,
        }
    }
}

impl TrainOptions {
    /// How probabilities are calibrated.
    #[must_use]
    pub fn calibration_method(&self) -> CalibrationMethod {
        self.calibration.unwrap_or(match self.imbalance {
            Imbalance::None => CalibrationMethod::None,
            Imbalance::Weights | Imbalance::Smote => CalibrationMethod::Platt,
        })
    }

    /// Says whether this can be trained.
    ///
    /// # Errors
    /// Names the first option outside its range.
    pub fn check(&self) -> Result<(), BadOption> {
        self.trees.check()?;
        let folds = self.folds.map(f64::from);
        if let Some(value) = folds.filter(|folds| !(2.0..=MOST_FOLDS).contains(folds)) {
            let option = "the number of folds";
            return Err(BadOption { option, value, expected: "2 to 100" });
        }
        self.threshold.check()?;
        self.search.map_or(Ok(()), SearchPlan::check)
    }
}

/// More folds than this are a mistake of typing.
const MOST_FOLDS: f64 = 100.0;

impl TreeOptions {
    /// Says whether LightGBM can grow such trees.
    ///
    /// # Errors
    /// Names the first option outside its range.
    pub fn check(&self) -> Result<(), BadOption> {
        const SHARE: &str = "a number above 0 and at most 1";
        let share = |value: f64| value > 0.0 && value <= 1.0;
        let checks = [
            ("the number of trees", f64::from(self.max_trees), self.max_trees > 0, "at least 1"),
            ("the patience", f64::from(self.patience), self.patience > 0, "at least 1"),
            ("the learning rate", self.learning_rate, share(self.learning_rate), SHARE),
            (
                "the number of leaves",
                f64::from(self.leaves),
                // LightGBM's own bounds.
                (2..=131_072).contains(&self.leaves),
                "2 to 131072",
            ),
            (
                "the number of clients a leaf",
                f64::from(self.min_leaf_clients),
                (1..=1_000_000_000).contains(&self.min_leaf_clients),
                "1 to 1000000000",
            ),
            ("the share of features", self.feature_fraction, share(self.feature_fraction), SHARE),
            ("the share of clients", self.client_fraction, share(self.client_fraction), SHARE),
            ("the L2 penalty", self.l2, self.l2 >= 0.0 && self.l2.is_finite(), "at least 0"),
            ("the number of bins", f64::from(self.max_bins), self.max_bins >= 2, "2 to 255"),
        ];
        for (option, value, valid, expected) in checks {
            if !valid {
                return Err(BadOption { option, value, expected });
            }
        }
        Ok(())
    }
}

impl SplitPlan {
    /// The parts drawn with these shares.
    ///
    /// # Errors
    /// When the shares leave nothing to train on.
    pub fn draw(validation: f64, hold_out: f64) -> Result<Self, SplitError> {
        Ok(Self::Draw(Shares::new(validation, hold_out)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_can_be_grown() {
        assert_eq!(TrainOptions::default().check(), Ok(()));
        assert!(SplitPlan::draw(DEFAULT_VALIDATION, DEFAULT_HOLD_OUT).is_ok());
    }

    #[test]
    fn what_lightgbm_would_refuse_is_refused_by_name() {
        let good = TreeOptions::default();
        for (bad, option) in [
            (TreeOptions { learning_rate: f64::NAN, ..good }, "the learning rate"),
            (TreeOptions { learning_rate: 0.0, ..good }, "the learning rate"),
            (TreeOptions { leaves: 1, ..good }, "the number of leaves"),
            (TreeOptions { feature_fraction: 1.5, ..good }, "the share of features"),
            (TreeOptions { client_fraction: 0.0, ..good }, "the share of clients"),
            (TreeOptions { l2: f64::INFINITY, ..good }, "the L2 penalty"),
            (TreeOptions { max_trees: 0, ..good }, "the number of trees"),
            (TreeOptions { patience: 0, ..good }, "the patience"),
            (TreeOptions { min_leaf_clients: 0, ..good }, "the number of clients a leaf"),
        ] {
            assert_eq!(bad.check().unwrap_err().option, option);
        }
    }
}
