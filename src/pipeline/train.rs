//! From labelled clients to a model with its threshold and its honest figures.
//!
//! Depends on `domain`, `model` and on the other files of this layer.
//! Invariant: nothing is chosen on the hold-out clients. The trees come from the training clients,
//! their number and the threshold from the validation clients.

use std::time::Instant;

use super::{
    balancing::{self, Balanced},
    calibrate::{CalibrationMethod, calibrate},
    error::TrainError,
    evaluation::{Evaluation, evaluate},
    figures::Figures,
    folds::{Fold, cross_validate},
    groups::{GroupFigures, ScoredClient, figures_by_group},
    grow::{Grown, Tables, bin_plan},
    labelled::LabelledClients,
    leak::{SuspectedLeak, suspected_leaks},
    metrics::Ranking,
    money::{MoneyFigures, money_figures},
    options::{TrainOptions, TreeOptions},
    rivals::{self, Members, Rival, RivalKind},
    search::{self, Trial},
    source::TrainingData,
    split::{Part, check_parts},
    threshold::{ChosenThreshold, Stake, ThresholdRule, choose},
    watch::{Stage, Watch},
};
use crate::{
    domain::{Cancelled, Probability, Threshold, Value},
    model::{Calibration, Forest},
};

/// A trained model and everything that its card says about it.
#[derive(Debug, Clone)]
pub struct TrainedModel {
    /// The text of `model.txt`.
    pub text: String,
    /// The same, checked.
    pub forest: Forest,
    /// The options that its trees were grown with: those that were asked for, or found.
    pub trees: TreeOptions,
    /// What makes its probabilities those that are shown and decided on.
    pub calibration: Calibration,
    /// The threshold, chosen on the validation clients.
    pub threshold: ChosenThreshold,
    /// The validation clients, on whom the threshold was chosen: their figures flatter.
    pub validation: Evaluation,
    /// The hold-out clients: these figures are honest.
    pub hold_out: Evaluation,
    /// The hold-out clients with the trees' own probabilities, at the same threshold; `None` when
    /// nothing was calibrated.
    pub uncalibrated: Option<Evaluation>,
    /// What the threshold does to the amounts of the hold-out clients, when it follows from them.
    pub money: Option<MoneyFigures>,
    /// How many clients each part has, and how many of them defaulted.
    pub sizes: Vec<PartSize>,
    /// Features that order the training clients too well.
    pub suspected_leaks: Vec<SuspectedLeak>,
    /// The hold-out clients by group, for each column that was asked.
    pub groups: Vec<GroupColumn>,
    /// This model beside simple ones, the simplest first; empty when none was asked for.
    pub rivals: Vec<Rival>,
    /// Every way of treating rare defaults; empty when that was not asked for.
    pub balanced: Vec<Balanced>,
    /// The options that were tried, in their order; empty without a search.
    pub trials: Vec<Trial>,
    /// What the folds of the training clients showed; empty without folds.
    pub folds: Vec<Fold>,
}

/// A part of the clients.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartSize {
    /// What they are used for.
    pub part: Part,
    /// How many there are.
    pub clients: u64,
    /// How many of them defaulted.
    pub defaults: u64,
}

/// The groups that one column makes.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupColumn {
    /// The column.
    pub name: String,
    /// Its groups among the hold-out clients.
    pub groups: Vec<GroupFigures>,
}

/// A column that makes groups: one value per client of the table.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupValues {
    /// The column.
    pub name: String,
    /// One value per client.
    pub values: Vec<Value>,
}

/// Trains on the clients of `data`.
///
/// # Errors
/// When a part lacks an outcome, when LightGBM cannot train, or when the job is cancelled.
pub fn train(
    data: &TrainingData,
    options: &TrainOptions,
    watch: &dyn Watch,
) -> Result<TrainedModel, TrainError> {
    options.check()?;
    let TrainingData { clients, parts, .. } = data;
    check_parts(parts, clients.defaulted())?;
    let members = Members::of(clients, parts);
    let progress = |done: u64, of: u64| watch.progress(done, of);

    watch.stage(Stage::Leaks);
    progress(0, 0)?;
    let suspected_leaks = leaks(clients, &members.train);
    let begun = Instant::now();
    let (grown, trees, trials) = grow(clients, &members, options, watch)?;
    let seconds = begun.elapsed().as_secs_f64();
    let options = &TrainOptions { trees, ..options.clone() };
    let mut folds = Vec::new();
    if let Some(count) = options.folds {
        watch.stage(Stage::Folds);
        folds = cross_validate(clients, &members.train, count, options, &progress)?;
    }
    let mut balanced = Vec::new();
    if options.compare_imbalance {
        watch.stage(Stage::Imbalance);
        balanced = balancing::compare(clients, &members, &grown, options, &progress)?;
    }
    watch.stage(Stage::Measuring);
    progress(0, 0)?;
    let mut trained = measured(data, &members, grown, options)?;
    if options.baselines {
        watch.stage(Stage::Baselines);
        trained.rivals = rivals(data, &members, &trained, seconds, options, &progress)?;
    }
    Ok(TrainedModel { suspected_leaks, balanced, trials, folds, ..trained })
}

/// Calibrates, chooses the threshold, and measures.
fn measured(
    data: &TrainingData,
    members: &Members,
    grown: Grown,
    options: &TrainOptions,
) -> Result<TrainedModel, TrainError> {
    let TrainingData { clients, parts, .. } = data;
    let seed = u64::from(options.seed);
    let own = score(&grown.forest, clients);
    let calibration = learn_calibration(&own, data, members, options)?;
    let probabilities: Vec<Probability> = own.iter().map(|own| calibration.apply(*own)).collect();
    let stakes = stakes(&probabilities, data, &members.validation);
    let threshold = choose(&stakes, &options.threshold, options.cost_ratio, seed)
        .ok_or(TrainError::NoThreshold)?;
    let at = threshold.cheapest.best.threshold;
    let measure = |probabilities: &[Probability], members: &[u32]| {
        let ranking = ranking(probabilities, clients, members)?;
        Ok::<_, TrainError>(evaluate(&ranking, at, options.cost_ratio, seed))
    };
    Ok(TrainedModel {
        validation: measure(&probabilities, &members.validation)?,
        hold_out: measure(&probabilities, &members.hold_out)?,
        uncalibrated: match calibration {
            Calibration::None => None,
            Calibration::Platt { .. } | Calibration::Isotonic { .. } => {
                Some(measure(&own, &members.hold_out)?)
            }
        },
        money: money(&probabilities, data, members, options, at),
        sizes: sizes(parts, clients.defaulted()),
        groups: group_columns(&data.groups, &probabilities, clients, parts, at),
        text: grown.text,
        forest: grown.forest,
        trees: options.trees,
        calibration,
        threshold,
        suspected_leaks: Vec::new(),
        rivals: Vec::new(),
        balanced: Vec::new(),
        trials: Vec::new(),
        folds: Vec::new(),
    })
}

/// Simple models, and the trained one as the last.
fn rivals(
    data: &TrainingData,
    members: &Members,
    trained: &TrainedModel,
    seconds: f64,
    options: &TrainOptions,
    progress: &dyn Fn(u64, u64) -> Result<(), Cancelled>,
) -> Result<Vec<Rival>, TrainError> {
    let hold_out = &trained.hold_out;
    let own = Rival {
        kind: RivalKind::Trees,
        clients: members.train.len() as u64,
        seconds,
        hold_out: Figures {
            auc: hold_out.auc,
            average_precision: hold_out.average_precision.value,
            brier: hold_out.brier.value,
            log_loss: hold_out.log_loss.value,
            calibration_error: hold_out.calibration_error.value,
            cost: hold_out.cost.value,
        },
    };
    progress(0, 2)?;
    let constant = rivals::constant(&data.clients, members, options)?;
    progress(1, 2)?;
    let logistic = rivals::logistic(&data.clients, members, options)?;
    Ok(vec![constant, logistic, own])
}

/// Looks for options when that was asked, and grows the trees.
fn grow(
    clients: &LabelledClients,
    members: &Members,
    options: &TrainOptions,
    watch: &dyn Watch,
) -> Result<(Grown, TreeOptions, Vec<Trial>), TrainError> {
    let progress = |done: u64, of: u64| watch.progress(done, of);
    watch.stage(Stage::Growing);
    progress(0, 0)?;
    let bins = bin_plan(&options.trees, options.seed);
    let tables =
        Tables::new(clients, &members.train, &members.validation, options.imbalance, bins)?;
    let (trees, trials) = match options.search {
        None => (options.trees, Vec::new()),
        Some(plan) => {
            watch.stage(Stage::Searching);
            let seed = u64::from(options.seed);
            let trials = search::search(&tables, &options.trees, plan, seed, &progress)?;
            watch.stage(Stage::Growing);
            (search::best(&trials).map_or(options.trees, |best| best.trees), trials)
        }
    };
    Ok((tables.grow_watched(&trees, &progress)?, trees, trials))
}

fn leaks(clients: &LabelledClients, train: &[u32]) -> Vec<SuspectedLeak> {
    let names: Vec<&str> = clients.columns().iter().map(|column| column.name.as_str()).collect();
    suspected_leaks(&names, |place| clients.values(place, train), &clients.outcomes(train))
}

/// The trees' own probability of default of every client.
fn score(forest: &Forest, clients: &LabelledClients) -> Vec<Probability> {
    let mut raw = vec![0.0; clients.clients()];
    forest.raw_scores_by_block(&mut raw, |rows, block| clients.fill_rows(rows, block));
    raw.into_iter().map(|raw_score| forest.probability(raw_score)).collect()
}

fn ranking(
    probabilities: &[Probability],
    clients: &LabelledClients,
    members: &[u32],
) -> Result<Ranking, TrainError> {
    let probability =
        |client: &u32| probabilities.get(*client as usize).map_or(f64::NAN, |own| own.get());
    Ok(Ranking::new(members.iter().map(probability).zip(clients.outcomes(members)))?)
}

fn learn_calibration(
    own: &[Probability],
    data: &TrainingData,
    members: &Members,
    options: &TrainOptions,
) -> Result<Calibration, TrainError> {
    match options.calibration_method() {
        CalibrationMethod::None => Ok(Calibration::None),
        method => Ok(calibrate(&ranking(own, &data.clients, &members.validation)?, method)),
    }
}

/// The clients as a threshold is chosen on them.
fn stakes(probabilities: &[Probability], data: &TrainingData, members: &[u32]) -> Vec<Stake> {
    let outcomes = data.clients.outcomes(members);
    let amount = |client: &u32| data.amounts.as_ref()?.get(*client as usize).copied();
    members
        .iter()
        .zip(outcomes)
        .filter_map(|(client, defaulted)| {
            let probability = probabilities.get(*client as usize)?.get();
            Some(Stake { probability, defaulted, amount: amount(client).unwrap_or_default() })
        })
        .collect()
}

fn money(
    probabilities: &[Probability],
    data: &TrainingData,
    members: &Members,
    options: &TrainOptions,
    at: Threshold,
) -> Option<MoneyFigures> {
    let ThresholdRule::Amounts(rule) = &options.threshold else { return None };
    Some(money_figures(&stakes(probabilities, data, &members.hold_out), rule, at))
}

fn sizes(parts: &[Part], defaulted: &[bool]) -> Vec<PartSize> {
    Part::ALL
        .into_iter()
        .map(|part| {
            let own = parts.iter().zip(defaulted).filter(|(own, _)| **own == part);
            PartSize {
                part,
                clients: own.clone().count() as u64,
                defaults: own.filter(|(_, defaulted)| **defaulted).count() as u64,
            }
        })
        .collect()
}

fn group_columns(
    columns: &[GroupValues],
    probabilities: &[Probability],
    clients: &LabelledClients,
    parts: &[Part],
    threshold: Threshold,
) -> Vec<GroupColumn> {
    let held_out = |position: &usize| parts.get(*position) == Some(&Part::HoldOut);
    let positions: Vec<usize> = (0..clients.clients()).filter(held_out).collect();
    let scored: Vec<ScoredClient> = positions
        .iter()
        .filter_map(|&position| {
            Some(ScoredClient {
                probability: *probabilities.get(position)?,
                defaulted: *clients.defaulted().get(position)?,
            })
        })
        .collect();
    columns
        .iter()
        .map(|column| {
            let value = |position: &usize| column.values.get(*position).cloned();
            let values: Vec<Value> =
                positions.iter().map(|p| value(p).unwrap_or(Value::Missing)).collect();
            GroupColumn {
                name: column.name.clone(),
                groups: figures_by_group(&values, &scored, threshold),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests;
