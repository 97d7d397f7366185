//! What the card of a trained model says.
//!
//! Depends on `model` and on the other files of this layer.
//! Invariant: words come from people, numbers from the training. Nothing here depends on the clock,
//! the machine or the order of a hash table.

use super::{
    date::Date,
    evaluation::Evaluation,
    imbalance::Imbalance,
    metrics::Estimate,
    options::TrainOptions,
    rivals::RivalKind,
    split::Part,
    threshold::{ChosenThreshold, Interval, ThresholdRule},
    train::{PartSize, TrainedModel},
};
use crate::model::{
    Calibration,
    bundle::{Card, Costs, Metric, Target, ThresholdChoice, TrainingData},
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
        threshold: Some(trained.threshold.cheapest.best.threshold),
        calibration: trained.calibration.name().to_owned(),
        imbalance: match options.imbalance {
            Imbalance::None => String::new(),
            way => way.name().to_owned(),
        },
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
        calibration_map: Some(trained.calibration.clone())
            .filter(|calibration| *calibration != Calibration::None),
        threshold_choice: Some(threshold_choice(&trained.threshold, &options.threshold)),
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

/// How many points of the curve the card keeps: enough to draw it.
const CURVE_POINTS: usize = 41;

fn threshold_choice(chosen: &ChosenThreshold, rule: &ThresholdRule) -> ThresholdChoice {
    let points = chosen.curve.some_points(CURVE_POINTS);
    let amounts = match rule {
        ThresholdRule::Amounts(rule) => Some(rule),
        ThresholdRule::Cost | ThresholdRule::FBeta(_) => None,
    };
    ThresholdChoice {
        rule: match rule {
            ThresholdRule::Cost => "cost",
            ThresholdRule::FBeta(_) => "f-beta",
            ThresholdRule::Amounts(_) => "amounts",
        }
        .to_owned(),
        beta: match rule {
            ThresholdRule::FBeta(beta) => Some(*beta),
            ThresholdRule::Cost | ThresholdRule::Amounts(_) => None,
        },
        amount_column: amounts.map(|rule| rule.column.clone()),
        loss_share: amounts.map(|rule| rule.loss_share),
        margin_share: amounts.map(|rule| rule.margin_share),
        flat_from: Some(chosen.cheapest.flat_from.get()),
        flat_to: Some(chosen.cheapest.flat_to.get()),
        low: Some(chosen.interval.lower),
        high: Some(chosen.interval.upper),
        thresholds: points.iter().map(|point| point.threshold.get()).collect(),
        losses: points.iter().map(|point| point.cost).collect(),
    }
}

fn metrics(trained: &TrainedModel) -> Vec<Metric> {
    let mut metrics = hold_out_metrics(&trained.hold_out);
    let validation = Part::Validation.name();
    let threshold = trained.threshold.cheapest.best.threshold.get();
    let Interval { lower, upper } = trained.threshold.interval;
    metrics.push(estimate("threshold", validation, Estimate { value: threshold, lower, upper }));
    metrics.push(estimate("cost_per_client", validation, trained.validation.cost));
    metrics.push(estimate("auc", validation, trained.validation.auc));
    metrics.push(figure("trees", Part::Train.name(), trained.forest.trees().len() as f64));
    if let Some(before) = &trained.uncalibrated {
        let part = Part::HoldOut.name();
        metrics.push(estimate("calibration_error_before", part, before.calibration_error));
        metrics.push(estimate("brier_before", part, before.brier));
    }
    if let Some(money) = &trained.money {
        let part = Part::HoldOut.name();
        metrics.push(estimate("loss_per_client", part, money.loss));
        metrics.push(figure("loss_per_client_without_model", part, money.without_model));
    }
    for rival in &trained.rivals {
        let name = match rival.kind {
            RivalKind::Constant | RivalKind::Trees => continue,
            RivalKind::Logistic => "auc_of_logistic_regression",
        };
        metrics.push(estimate(name, Part::HoldOut.name(), rival.hold_out.auc));
    }
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
        estimate("gain_per_client", part, evaluation.gain),
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
