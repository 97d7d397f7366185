//! Why a model was not trained.
//!
//! Depends on the other layers' errors. Messages name columns and rows of the base, never what a
//! client's cell holds.

use super::{metrics::RankingError, options::BadOption, split::SplitError};
use crate::{
    domain::Cancelled,
    model::{ModelError, WrongWidth, lightgbm::LightGbmError},
};

/// A training that did not happen, or whose result could not be kept.
#[derive(Debug, thiserror::Error)]
pub enum TrainError {
    /// An option outside its range.
    #[error(transparent)]
    Option(#[from] BadOption),
    /// The clients cannot be split as asked.
    #[error(transparent)]
    Split(#[from] SplitError),
    /// A column that an option names is not in the base.
    #[error(
        "the base has no column `{column}`, which {wanted_for} names: its columns are {}",
        listed(columns)
    )]
    UnknownColumn {
        /// The column.
        column: String,
        /// The option that names it.
        wanted_for: &'static str,
        /// The columns that the base does have.
        columns: Vec<String>,
    },
    /// The base has nothing that says who defaulted.
    #[error("the column `{column}` says of no client whether they defaulted: expected 0 and 1")]
    NoOutcome {
        /// The column that was to say it.
        column: String,
    },
    /// A feature that would tell who the client is.
    #[error(
        "the feature `{feature}` is named like the identifier column `{id_column}`: a model that \
         reads it learns who the clients are, not what they do; leave it out with --exclude"
    )]
    FeatureNamedLikeId {
        /// The feature.
        feature: String,
        /// The identifier column.
        id_column: String,
    },
    /// A feature that is the answer itself, or says who trains.
    #[error("`{feature}` cannot be a feature: it is the {role} column")]
    SpecialFeature {
        /// The feature.
        feature: String,
        /// What the column is.
        role: &'static str,
    },
    /// A feature of words that differ for nearly everybody.
    #[error(
        "the feature `{feature}` holds {words} different words: a model cannot learn from so many; \
         group them, or leave the column out"
    )]
    TooManyWords {
        /// The feature.
        feature: String,
        /// How many words it holds.
        words: usize,
    },
    /// A direction was asked for a feature of words.
    #[error(
        "`{column}` holds words, which neither grow nor fall: take it out of --rising and --falling"
    )]
    DirectionOfWords {
        /// The column.
        column: String,
    },
    /// An amount that the threshold needs is not there.
    #[error(
        "row {row} of the base: the column `{column}` holds no amount, and every client needs one, \
         0 or more, when the threshold follows from amounts"
    )]
    NoAmount {
        /// The column.
        column: String,
        /// The row, counted from 1.
        row: u64,
    },
    /// Nothing is left to learn from.
    #[error("no column is left to learn from")]
    NoFeatures,
    /// Two features that LightGBM would call the same.
    #[error(
        "`{first}` and `{second}` become the same name in a LightGBM model, where white space and \
         ,[]{{}}:\" are written _: rename one of them"
    )]
    SameName {
        /// One of them.
        first: String,
        /// The other.
        second: String,
    },
    /// A direction was asked for a column that is no feature.
    #[error("`{column}` is asked to {direction} the risk but is not a feature of this model")]
    DirectionOfNoFeature {
        /// The column.
        column: String,
        /// `raise` or `lower`.
        direction: &'static str,
    },
    /// A direction was asked both ways.
    #[error("`{column}` is asked both to raise and to lower the risk")]
    TwoDirections {
        /// The column.
        column: String,
    },
    /// A split column that does not say what a client is used for.
    #[error(
        "row {row} of the base: the column `{column}` holds neither `train` nor `validation` nor \
         `hold-out`"
    )]
    UnknownPart {
        /// The split column.
        column: String,
        /// The row, counted from 1.
        row: u64,
    },
    /// The base already has a column where the split was to be written.
    #[error(
        "the base already has a column `{column}`: train from it with --split-column {column}, or \
         take it out"
    )]
    SplitColumnTaken {
        /// The column.
        column: String,
    },
    /// LightGBM could not train.
    #[error("LightGBM could not train: {0}")]
    LightGbm(#[from] LightGbmError),
    /// LightGBM wrote a model that our own parser refuses.
    #[error("LightGBM wrote a model that cannot be used: {0}")]
    Model(#[from] ModelError),
    /// A model of other features than the clients'.
    #[error(transparent)]
    WrongWidth(#[from] WrongWidth),
    /// The scores cannot be measured.
    #[error("the model cannot be measured: {0}")]
    Ranking(#[from] RankingError),
    /// No score is a probability.
    #[error("no threshold can be chosen: the model gives no probabilities")]
    NoThreshold,
    /// The person who waited no longer wants the model.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
    /// The table could not be put into Parquet.
    #[error("cannot write the base as Parquet: {0}")]
    Parquet(String),
}

/// The first of some names, and how many more there are.
fn listed(names: &[String]) -> String {
    const LISTED: usize = 30;
    let shown = names.get(..LISTED).unwrap_or(names).join(", ");
    match names.len().saturating_sub(LISTED) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}
