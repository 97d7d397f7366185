//! From a table of clients to a model: split, train, evaluate, choose a threshold, bundle.
//!
//! Depends on `domain`, `base`, `model` and `explain`; with `base` it is the only place that names polars.
//! Invariant: the same inputs, options and seed give the same bundle to the byte.

mod base_file;
mod card;
mod contributions_file;
mod date;
mod digest;
mod error;
mod evaluation;
mod groups;
mod grow;
mod labelled;
mod leak;
pub mod metrics;
mod options;
mod parquet_bytes;
pub mod prepare;
mod random;
mod reference;
mod source;
mod split;
pub mod synth;
mod threshold;
mod train;

pub use crate::portfolio::SPLIT_COLUMN;
pub use base_file::base_with_split;
pub use card::{Provenance, card};
pub use contributions_file::{ContributionsError, Storage, write_contributions};
pub use date::{BadDate, Date};
pub use digest::sha256_of;
pub use error::TrainError;
pub use evaluation::{Evaluation, evaluate};
pub use groups::{GroupFigures, GroupLabel, SMALLEST_GROUP, ScoredClient, figures_by_group};
pub use labelled::{FeatureColumn, LabelledClients, Matrix};
pub use leak::{SUSPECT_AUC, SuspectedLeak, suspected_leaks};
pub use options::{
    BadOption, DEFAULT_HOLD_OUT, DEFAULT_VALIDATION, Direction, FeatureChoice, SplitPlan,
    TrainOptions, TreeOptions,
};
pub use reference::reference_table;
pub use source::{TrainingData, training_data};
pub use split::{Part, Shares, SplitError, check_parts, stratified};
pub use threshold::{
    BadCostRatio, CheapestThreshold, CostCurve, CostPoint, CostRatio, FLAT_TOLERANCE,
    cost_per_client, cost_without_model,
};
pub use train::{GroupColumn, GroupValues, PartSize, TrainedModel, train};
