//! Grows the trees.
//!
//! Depends on `model` and on the other files of this layer.
//! Invariant: LightGBM sees the training and the validation clients, never the hold-out; and what
//! it returns is a model only once our own parser has checked it.

use super::{
    error::TrainError,
    labelled::{LabelledClients, Matrix},
    options::{Direction, TrainOptions, TreeOptions},
    split::Part,
};
use crate::model::{
    Forest,
    lightgbm::{self, Layout, Parameters, TrainingTable},
};

/// A model as LightGBM wrote it and as we read it.
#[derive(Debug, Clone)]
pub(super) struct Grown {
    /// The text of `model.txt`.
    pub(super) text: String,
    /// The same, checked.
    pub(super) forest: Forest,
}

/// What validation is measured by while trees are added.
const VALIDATION_METRIC: &str = "auc";

/// Grows a model on the training clients, with as many trees as suit the validation clients.
pub(super) fn grow(
    clients: &LabelledClients,
    parts: &[Part],
    options: &TrainOptions,
) -> Result<Grown, TrainError> {
    let names: Vec<String> = clients.columns().iter().map(|column| column.name.clone()).collect();
    let train = clients.part(parts, Part::Train);
    let validation = clients.part(parts, Part::Validation);
    let text = lightgbm::train(
        &as_table(&train, &names),
        Some(&as_table(&validation, &names)),
        &parameters(clients, options),
    )?;
    let forest = Forest::parse(text.as_bytes())?;
    Ok(Grown { text, forest })
}

fn as_table<'a>(matrix: &'a Matrix, names: &'a [String]) -> TrainingTable<'a> {
    TrainingTable {
        values: &matrix.by_column,
        layout: Layout::Columns,
        names,
        labels: &matrix.labels,
        weights: None,
    }
}

fn parameters(clients: &LabelledClients, options: &TrainOptions) -> Parameters {
    let TreeOptions {
        max_trees,
        patience,
        learning_rate,
        leaves,
        min_leaf_clients,
        feature_fraction,
        client_fraction,
        l2,
    } = options.trees;
    let mut parameters = Parameters::binary(options.seed);
    parameters
        .stop_early(VALIDATION_METRIC, patience)
        .set("num_iterations", max_trees)
        .set("learning_rate", learning_rate)
        .set("num_leaves", leaves)
        .set("min_data_in_leaf", min_leaf_clients)
        .set("feature_fraction", feature_fraction)
        .set("bagging_fraction", client_fraction)
        .set("bagging_freq", 1)
        .set("lambda_l2", l2);
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
