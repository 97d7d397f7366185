//! What the card of a trained model says.
//!
//! Depends on `model` and on the other files of this layer.
//! Invariant: words come from people, numbers from the training. Nothing here depends on the clock,
//! the machine or the order of a hash table.

use super::{
    date::Date,
    evaluation::Evaluation,
    metrics::Estimate,
    options::TrainOptions,
    split::Part,
    train::{PartSize, TrainedModel},
};
use crate::model::{
    bundle::{Card, Costs, Metric, Target, TrainingData},
    lightgbm,
};

/// What a card says that the training itself does not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    /// The command that makes the same bundle again.
    pub command: String,
    /// The day it was made.
    pub date: Date,
    /// The column that identifies clients; empty when they are numbered.
    pub id_column: String,
    /// The column that holds the outcome.
    pub outcome_column: String,
    /// SHA-256 of the base, in hexadecimal.
    pub base_sha256: String,
}

/// The card of `trained`. The name, the version, the author and what the data and the outcome are
/// called are taken from `words`; everything else of it is replaced.
#[must_use]
pub fn card(
    words: Card,
    trained: &TrainedModel,
    options: &TrainOptions,
    provenance: Provenance,
) -> Card {
    let rows = trained.sizes.iter().map(|size| size.clients).sum();
    Card {
        date: provenance.date.to_string(),
        made_with: made_with(),
        command: provenance.command,
        id_column: Some(provenance.id_column).filter(|column| !column.is_empty()),
        threshold: Some(trained.threshold.best.threshold),
        calibration: "none".to_owned(),
        features: u32::try_from(trained.forest.features().len()).ok(),
        target: Some(Target {
            column: provenance.outcome_column,
            ..words.target.unwrap_or_default()
        }),
        costs: Some(Costs { false_negative: options.cost_ratio.get(), false_positive: 1.0 }),
        training: Some(TrainingData {
            rows: Some(rows),
            sha256: provenance.base_sha256,
            ..words.training.unwrap_or_default()
        }),
        metrics: metrics(trained),
        sha256: std::collections::BTreeMap::new(),
        name: words.name,
        version: words.version,
        author: words.author,
    }
}

fn made_with() -> String {
    format!("clairscore {}, LightGBM {}", env!("CARGO_PKG_VERSION"), lightgbm::VERSION)
}

fn metrics(trained: &TrainedModel) -> Vec<Metric> {
    let mut metrics = hold_out_metrics(&trained.hold_out);
    let validation = Part::Validation.name();
    // The interval of the threshold is its flat region: what costs at most 1 % more.
    metrics.push(Metric {
        name: "threshold".to_owned(),
        value: trained.threshold.best.threshold.get(),
        low: Some(trained.threshold.flat_from.get()),
        high: Some(trained.threshold.flat_to.get()),
        part: validation.to_owned(),
    });
    metrics.push(figure("cost_per_client", validation, trained.threshold.best.cost));
    metrics.push(estimate("auc", validation, trained.validation.auc));
    metrics.push(figure("trees", Part::Train.name(), trained.forest.trees().len() as f64));
    for PartSize { part, clients, defaults } in &trained.sizes {
        metrics.push(figure("clients", part.name(), *clients as f64));
        metrics.push(figure("defaults", part.name(), *defaults as f64));
    }
    metrics
}

fn hold_out_metrics(evaluation: &Evaluation) -> Vec<Metric> {
    let part = Part::HoldOut.name();
    let confusion = evaluation.confusion;
    let mut metrics = vec![
        estimate("auc", part, evaluation.auc),
        estimate("average_precision", part, evaluation.average_precision),
        estimate("kolmogorov_smirnov", part, evaluation.kolmogorov_smirnov),
        estimate("brier", part, evaluation.brier),
        estimate("log_loss", part, evaluation.log_loss),
        estimate("calibration_error", part, evaluation.calibration_error),
        estimate("cost_per_client", part, evaluation.cost),
        figure("cost_per_client_without_model", part, evaluation.cost_without_model),
        estimate("acceptance_rate", part, evaluation.acceptance_rate),
    ];
    for (name, count) in [
        ("accepted_repaid", confusion.accepted_repaid),
        ("accepted_defaults", confusion.accepted_defaults),
        ("refused_repaid", confusion.refused_repaid),
        ("refused_defaults", confusion.refused_defaults),
    ] {
        metrics.push(figure(name, part, count as f64));
    }
    metrics
}

fn estimate(name: &str, part: &str, estimate: Estimate) -> Metric {
    Metric {
        name: name.to_owned(),
        value: estimate.value,
        low: Some(estimate.lower),
        high: Some(estimate.upper),
        part: part.to_owned(),
    }
}

fn figure(name: &str, part: &str, value: f64) -> Metric {
    Metric { name: name.to_owned(), value, low: None, high: None, part: part.to_owned() }
}
