//! Simple models beside the trees: is the trouble worth it?
//!
//! Depends on the other files of this layer.

use std::time::Instant;

use serde::{Deserialize, Serialize};

use super::{
    figures::{Figures, figures},
    labelled::LabelledClients,
    logistic::Logistic,
    metrics::{Ranking, RankingError},
    options::TrainOptions,
    split::Part,
    threshold::CostCurve,
};

/// What kind of model it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RivalKind {
    /// Gives everybody the default rate of the training clients.
    Constant,
    /// Logistic regression.
    Logistic,
    /// The trees.
    Trees,
}

/// A model, how long it took, and how good it is on the hold-out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rival {
    /// What kind of model it is.
    pub kind: RivalKind,
    /// How many clients it was learnt from.
    pub clients: u64,
    /// How long that took.
    pub seconds: f64,
    /// How good it is, at its own cheapest threshold.
    pub hold_out: Figures,
}

/// The clients of each part.
pub(super) struct Members {
    pub(super) train: Vec<u32>,
    pub(super) validation: Vec<u32>,
    pub(super) hold_out: Vec<u32>,
}

impl Members {
    pub(super) fn of(clients: &LabelledClients, parts: &[Part]) -> Self {
        let of = |part| clients.members(parts, part);
        Self {
            train: of(Part::Train),
            validation: of(Part::Validation),
            hold_out: of(Part::HoldOut),
        }
    }
}

/// Gives everybody the default rate of the training clients.
pub(super) fn constant(
    clients: &LabelledClients,
    members: &Members,
    options: &TrainOptions,
) -> Result<Rival, RankingError> {
    let begun = Instant::now();
    let outcomes = clients.outcomes(&members.train);
    let defaults = outcomes.iter().filter(|defaulted| **defaulted).count();
    let rate = defaults as f64 / outcomes.len().max(1) as f64;
    let all = |of: &[u32]| vec![rate; of.len()];
    let probabilities = [all(&members.validation), all(&members.hold_out)];
    let seconds = begun.elapsed().as_secs_f64();
    let learnt = members.train.len() as u64;
    measured(RivalKind::Constant, learnt, seconds, clients, members, &probabilities, options)
}

/// Learns a logistic regression.
pub(super) fn logistic(
    clients: &LabelledClients,
    members: &Members,
    options: &TrainOptions,
) -> Result<Rival, RankingError> {
    let begun = Instant::now();
    let learnt = Logistic::learn(clients, &members.train, u64::from(options.seed));
    let seconds = begun.elapsed().as_secs_f64();
    let probabilities = [&members.validation, &members.hold_out]
        .map(|members| learnt.probabilities(clients, members));
    let count = learnt.clients as u64;
    measured(RivalKind::Logistic, count, seconds, clients, members, &probabilities, options)
}

fn measured(
    kind: RivalKind,
    learnt: u64,
    seconds: f64,
    clients: &LabelledClients,
    members: &Members,
    [validation, hold_out]: &[Vec<f64>; 2],
    options: &TrainOptions,
) -> Result<Rival, RankingError> {
    let rank = |probabilities: &[f64], members: &[u32]| {
        Ranking::new(probabilities.iter().copied().zip(clients.outcomes(members)))
    };
    let validation = rank(validation, &members.validation)?;
    let hold_out = rank(hold_out, &members.hold_out)?;
    let threshold = CostCurve::new(&validation, options.cost_ratio)
        .cheapest()
        .map_or(crate::domain::Threshold::STAND_IN, |cheapest| cheapest.best.threshold);
    let hold_out = figures(&hold_out, threshold, options.cost_ratio);
    Ok(Rival { kind, clients: learnt, seconds, hold_out })
}
