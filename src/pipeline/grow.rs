//! Grows the trees.
//!
//! Depends on `model` and on the other files of this layer.
//! Invariant: LightGBM sees the clients that it is given to learn from and those that tell it when
//! to stop, never the hold-out; and what it returns is a model only once our own parser has
//! checked it.

use std::ops::Range;

use super::{
    error::TrainError,
    imbalance::{Imbalance, MadeUp, balancing_weights, fill_made_up, made_up_defaults},
    labelled::LabelledClients,
    options::{Direction, TreeOptions},
};
use crate::{
    domain::Cancelled,
    model::{
        Forest,
        lightgbm::{
            self, BinPlan, Binned, Continue, GrowthPlan, Parameters, TrainingTable, TreeReport,
        },
    },
};

/// A model as LightGBM wrote it and as we read it.
#[derive(Debug, Clone)]
pub(super) struct Grown {
    /// The text of `model.txt`.
    pub(super) text: String,
    /// The same, checked.
    pub(super) forest: Forest,
    /// The area under the ROC curve of the clients that told when to stop.
    pub(super) auc: f64,
}

/// Clients as LightGBM reads them; several models can be grown on them.
pub(super) struct Tables<'a> {
    clients: &'a LabelledClients,
    learning: Binned,
    stopping: Binned,
    bins: BinPlan,
}

impl<'a> Tables<'a> {
    /// Clients to learn from, and clients that tell when to stop.
    pub(super) fn new(
        clients: &'a LabelledClients,
        learning: &[u32],
        stopping: &[u32],
        imbalance: Imbalance,
        bins: BinPlan,
    ) -> Result<Self, TrainError> {
        let names = clients.names();
        let categories = clients.categories();
        let made_up = match imbalance {
            Imbalance::Smote => made_up_defaults(clients, learning, u64::from(bins.seed)),
            Imbalance::None | Imbalance::Weights => Vec::new(),
        };
        let mut labels = clients.labels(learning);
        labels.resize(labels.len() + made_up.len(), 1.0);
        let weights = (imbalance == Imbalance::Weights).then(|| balancing_weights(&labels));
        let table = TrainingTable {
            names: &names,
            categories: &categories,
            fill: &|rows, block| fill(clients, learning, &made_up, rows, block),
            labels: &labels,
            weights: weights.as_deref(),
        };
        let learning = Binned::new(&table, bins)?;
        let stopping = learning.like(&TrainingTable {
            names: &names,
            categories: &categories,
            fill: &|rows, block| fill(clients, stopping, &[], rows, block),
            labels: &clients.labels(stopping),
            weights: None,
        })?;
        Ok(Self { clients, learning, stopping, bins })
    }

    /// A model with as many trees as suit the clients that tell when to stop; `None` when `watch`
    /// no longer wanted it.
    pub(super) fn grow(
        &self,
        trees: &TreeOptions,
        watch: &mut dyn FnMut(TreeReport) -> Continue,
    ) -> Result<Option<Grown>, TrainError> {
        let plan =
            GrowthPlan { most: trees.max_trees, patience: trees.patience, stop_on: trees.stop_on };
        let parameters = parameters(self.clients, trees, self.bins.seed);
        let grown = lightgbm::grow(&self.learning, Some(&self.stopping), &parameters, plan, watch)?;
        let Some(grown) = grown else { return Ok(None) };
        let text = with_category_words(grown.text, self.clients);
        let forest = Forest::parse(text.as_bytes())?;
        Ok(Some(Grown { text, forest, auc: grown.auc }))
    }

    /// As [`Tables::grow`], until the job is cancelled.
    pub(super) fn grow_watched(
        &self,
        trees: &TreeOptions,
        progress: &dyn Fn(u64, u64) -> Result<(), Cancelled>,
    ) -> Result<Grown, TrainError> {
        let mut watch = |report: TreeReport| match progress(
            u64::from(report.trees),
            u64::from(trees.max_trees),
        ) {
            Ok(()) => Continue::Yes,
            Err(Cancelled) => Continue::No,
        };
        self.grow(trees, &mut watch)?.ok_or(TrainError::Cancelled(Cancelled))
    }
}

/// How numbers are put into bins for these trees.
pub(super) fn bin_plan(trees: &TreeOptions, seed: u32) -> BinPlan {
    BinPlan { most: trees.max_bins, seed }
}

/// The rows of a table that begins with real clients and ends with made-up ones.
fn fill(
    clients: &LabelledClients,
    members: &[u32],
    made_up: &[MadeUp],
    rows: Range<usize>,
    block: &mut [f64],
) {
    let real = rows.start.min(members.len())..rows.end.min(members.len());
    let invented =
        rows.start.max(members.len()) - members.len()..rows.end.max(members.len()) - members.len();
    let (first, second) = block.split_at_mut(real.len() * clients.columns().len());
    clients.fill_members(members.get(real).unwrap_or_default(), first);
    fill_made_up(clients, made_up.get(invented).unwrap_or_default(), second);
}

/// The model's text with the words behind the codes, as Python's LightGBM writes them.
fn with_category_words(mut text: String, clients: &LabelledClients) -> String {
    let words: Vec<&Vec<String>> =
        clients.columns().iter().filter_map(|column| column.categories.as_ref()).collect();
    if !words.is_empty() {
        let lists = serde_json::json!(words).to_string();
        text.extend(["\npandas_categorical:", &lists, "\n"]);
    }
    text
}

fn parameters(clients: &LabelledClients, trees: &TreeOptions, seed: u32) -> Parameters {
    let TreeOptions {
        max_trees: _,
        patience,
        stop_on: _,
        learning_rate,
        leaves,
        min_leaf_clients,
        feature_fraction,
        client_fraction,
        l2,
        max_bins,
    } = *trees;
    let mut parameters = Parameters::binary(seed);
    parameters
        .set("early_stopping_rounds", patience)
        .set("learning_rate", learning_rate)
        .set("num_leaves", leaves)
        .set("min_data_in_leaf", min_leaf_clients)
        .set("feature_fraction", feature_fraction)
        .set("bagging_fraction", client_fraction)
        .set("bagging_freq", 1)
        .set("lambda_l2", l2)
        .set("max_bin", max_bins);
    let categories: Vec<String> = clients.categories().iter().map(ToString::to_string).collect();
    if !categories.is_empty() {
        parameters.set("categorical_feature", categories.join(","));
    }
    let directions: Vec<Direction> =
        clients.columns().iter().map(|column| column.direction).collect();
    if directions.iter().any(|direction| *direction != Direction::Free) {
        let signs: Vec<&str> = directions.into_iter().map(sign).collect();
        parameters
            .set("monotone_constraints", signs.join(","))
            // The slowest of LightGBM's three methods, and the one that costs least accuracy.
            .set("monotone_constraints_method", "advanced");
    }
    parameters
}

/// A direction as LightGBM's `monotone_constraints` writes it.
fn sign(direction: Direction) -> &'static str {
    match direction {
        Direction::Free => "0",
        Direction::Rising => "1",
        Direction::Falling => "-1",
    }
}
