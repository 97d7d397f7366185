//! From a table of clients to a model: split, train, evaluate, choose a threshold, bundle.
//!
//! Depends on `domain`, `base`, `model` and `explain`; with `base` it is the only place that names polars.
//! Invariant: the same inputs, options and seed give the same bundle to the byte.

mod balancing;
mod base_file;
mod calibrate;
mod card;
mod contributions_file;
mod date;
mod digest;
mod error;
mod evaluation;
mod figures;
mod folds;
mod groups;
mod grow;
mod imbalance;
mod labelled;
mod leak;
mod logistic;
pub mod metrics;
mod money;
mod options;
mod parquet_bytes;
pub mod prepare;
mod random;
mod reference;
pub mod report;
mod rivals;
pub mod runs;
mod search;
mod source;
mod split;
mod suspicion;
pub mod synth;
mod threshold;
mod train;
mod watch;

pub use crate::portfolio::SPLIT_COLUMN;
pub use balancing::Balanced;
pub use base_file::base_with_split;
pub use calibrate::{CalibrationMethod, calibrate, calibrated};
pub use card::{Provenance, card};
pub use contributions_file::{ContributionsError, Storage, write_contributions};
pub use date::{BadDate, Date};
pub use digest::sha256_of;
pub use error::TrainError;
pub use evaluation::{Evaluation, evaluate};
pub use figures::{Figures, figures};
pub use folds::Fold;
pub use groups::{GroupFigures, GroupLabel, SMALLEST_GROUP, ScoredClient, figures_by_group};
pub use imbalance::Imbalance;
pub use labelled::{FeatureColumn, FeatureValues, LabelledClients};
pub use leak::{SUSPECT_AUC, SuspectedLeak, suspected_leaks};
pub use money::MoneyFigures;
pub use options::{
    BadOption, DEFAULT_HOLD_OUT, DEFAULT_VALIDATION, Direction, FeatureChoice, SplitPlan,
    TrainOptions, TreeOptions,
};
pub use reference::reference_table;
pub use rivals::{Rival, RivalKind};
pub use search::{SearchPlan, Trial};
pub use source::{TrainingData, training_data};
pub use split::{Part, Shares, SplitError, check_parts, stratified};
pub use suspicion::{Suspicion, suspicion};
pub use threshold::{
    AmountRule, BadCostRatio, CheapestThreshold, ChosenThreshold, CostCurve, CostPoint, CostRatio,
    FLAT_TOLERANCE, Interval, ThresholdRule, cost_per_client, cost_without_model,
};
pub use train::{GroupColumn, GroupValues, PartSize, TrainedModel, train};
pub use watch::{Stage, Watch};
