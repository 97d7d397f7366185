//! From labelled clients to a model with its threshold and its honest figures.
//!
//! Depends on `domain`, `model` and on the other files of this layer.
//! Invariant: nothing is chosen on the hold-out clients. The trees come from the training clients,
//! their number and the threshold from the validation clients.

use super::{
    error::TrainError,
    evaluation::{Evaluation, evaluate},
    groups::{GroupFigures, ScoredClient, figures_by_group},
    grow::{Grown, grow},
    labelled::LabelledClients,
    leak::{SuspectedLeak, suspected_leaks},
    metrics::Ranking,
    options::TrainOptions,
    split::{Part, check_parts},
    threshold::{CheapestThreshold, CostCurve},
};
use crate::{
    domain::{Probability, Threshold, Value},
    model::Forest,
};

/// A trained model and everything that its card says about it.
#[derive(Debug, Clone)]
pub struct TrainedModel {
    /// The text of `model.txt`.
    pub text: String,
    /// The same, checked.
    pub forest: Forest,
    /// The threshold, chosen on the validation clients.
    pub threshold: CheapestThreshold,
    /// The validation clients, on whom the threshold was chosen: their figures flatter.
    pub validation: Evaluation,
    /// The hold-out clients: these figures are honest.
    pub hold_out: Evaluation,
    /// How many clients each part has, and how many of them defaulted.
    pub sizes: Vec<PartSize>,
    /// Features that order the training clients too well.
    pub suspected_leaks: Vec<SuspectedLeak>,
    /// The hold-out clients by group, for each column that was asked.
    pub groups: Vec<GroupColumn>,
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

/// Trains on `clients`, of whom `parts` says what each is used for.
///
/// # Errors
/// When a part lacks an outcome, or when LightGBM cannot train.
pub fn train(
    clients: &LabelledClients,
    parts: &[Part],
    groups: &[GroupValues],
    options: &TrainOptions,
) -> Result<TrainedModel, TrainError> {
    options.trees.check()?;
    check_parts(parts, clients.defaulted())?;
    let suspected_leaks = leaks_in_training(clients, parts);
    let Grown { text, forest } = grow(clients, parts, options)?;
    let probabilities = score(&forest, clients);
    let ranking_of = |part: Part| {
        let scored = probabilities.iter().zip(clients.defaulted()).zip(parts);
        let own = scored.filter(|(_, own)| **own == part);
        Ranking::new(own.map(|((probability, defaulted), _)| (probability.get(), *defaulted)))
    };
    let validation = ranking_of(Part::Validation)?;
    let hold_out = ranking_of(Part::HoldOut)?;
    let threshold = CostCurve::new(&validation, options.cost_ratio)
        .cheapest()
        .ok_or(TrainError::NoThreshold)?;
    let at = threshold.best.threshold;
    let seed = u64::from(options.seed);
    Ok(TrainedModel {
        threshold,
        validation: evaluate(&validation, at, options.cost_ratio, seed),
        hold_out: evaluate(&hold_out, at, options.cost_ratio, seed),
        sizes: sizes(parts, clients.defaulted()),
        suspected_leaks,
        groups: group_columns(groups, &probabilities, clients, parts, at),
        text,
        forest,
    })
}

fn leaks_in_training(clients: &LabelledClients, parts: &[Part]) -> Vec<SuspectedLeak> {
    let train = clients.part(parts, Part::Train);
    let defaulted: Vec<bool> = train.labels.iter().map(|label| *label == 1.0).collect();
    let names = clients.columns().iter().map(|column| column.name.as_str());
    let columns = train.by_column.chunks_exact(defaulted.len().max(1));
    suspected_leaks(names.zip(columns), &defaulted)
}

/// The probability of default of every client.
fn score(forest: &Forest, clients: &LabelledClients) -> Vec<Probability> {
    let mut raw = vec![0.0; clients.clients()];
    forest.raw_scores_by_block(&mut raw, |rows, block| clients.fill_rows(rows, block));
    raw.into_iter().map(|raw_score| forest.probability(raw_score)).collect()
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
mod tests {
    use super::{
        super::{
            labelled::FeatureColumn,
            options::{Direction, FeatureChoice, SplitPlan, TreeOptions},
            random::SplitMix64,
            split::{Shares, stratified},
            threshold::CostRatio,
        },
        *,
    };

    const CLIENTS: usize = 3_000;

    /// Clients who default more often when `debt` is high and `income` is low; `noise` says nothing.
    fn clients(debt_direction: Direction) -> LabelledClients {
        let mut random = SplitMix64::new(11);
        let mut share = || random.below(1_000_000) as f64 / 1_000_000.0;
        let mut columns: [Vec<f64>; 3] = std::array::from_fn(|_| Vec::new());
        let mut defaulted = Vec::new();
        for _ in 0..CLIENTS {
            let values: [f64; 3] = std::array::from_fn(|_| share());
            let log_odds = 4.0 * values[0] - 3.0 * values[1] - 1.5;
            defaulted.push(share() < 1.0 / (1.0 + (-log_odds).exp()));
            for (column, value) in columns.iter_mut().zip(values) {
                column.push(if value > 0.97 { f64::NAN } else { value });
            }
        }
        let columns = columns
            .into_iter()
            .zip(["debt", "income", "noise"])
            .map(|(values, name)| FeatureColumn {
                name: name.to_owned(),
                direction: if name == "debt" { debt_direction } else { Direction::Free },
                values,
            })
            .collect();
        LabelledClients::new(columns, defaulted, (0..CLIENTS as u32).collect()).unwrap()
    }

    fn options(seed: u32) -> TrainOptions {
        TrainOptions {
            features: FeatureChoice::AllBut(Vec::new()),
            rising: Vec::new(),
            falling: Vec::new(),
            split: SplitPlan::draw(0.2, 0.2).unwrap(),
            seed,
            cost_ratio: CostRatio::new(4.0).unwrap(),
            groups: Vec::new(),
            trees: TreeOptions { max_trees: 60, patience: 20, ..TreeOptions::default() },
        }
    }

    fn parts(clients: &LabelledClients) -> Vec<Part> {
        stratified(clients.defaulted(), Shares::new(0.2, 0.2).unwrap(), 3).unwrap()
    }

    #[test]
    fn it_learns_what_there_is_to_learn_and_says_how_well() {
        let clients = clients(Direction::Free);
        let groups = GroupValues {
            name: "side".to_owned(),
            values: (0..CLIENTS).map(|i| Value::Number((i % 2) as f64)).collect(),
        };
        let parts = parts(&clients);
        let trained = train(&clients, &parts, &[groups], &options(1)).unwrap();
        assert!(trained.hold_out.auc.value > 0.75, "{:?}", trained.hold_out.auc);
        assert!(trained.hold_out.cost.value < trained.hold_out.cost_without_model);
        assert_eq!(trained.sizes.iter().map(|size| size.clients).sum::<u64>(), CLIENTS as u64);
        assert!(trained.suspected_leaks.is_empty());
        let side = trained.groups.first().unwrap();
        let in_groups: u64 = side.groups.iter().map(|group| group.clients).sum();
        assert_eq!(in_groups, trained.hold_out.clients);
    }

    #[test]
    fn the_same_seed_gives_the_same_model_and_another_seed_another() {
        let clients = clients(Direction::Free);
        let parts = parts(&clients);
        let text = |seed| train(&clients, &parts, &[], &options(seed)).unwrap().text;
        assert_eq!(text(1), text(1));
        assert_ne!(text(1), text(2));
    }

    #[test]
    fn nothing_is_chosen_on_the_hold_out() {
        let honest = clients(Direction::Free);
        let parts = parts(&honest);
        // Every outcome of the hold-out is turned around: only what is measured there may change.
        let turned = honest
            .defaulted()
            .iter()
            .zip(&parts)
            .map(|(defaulted, part)| (*part == Part::HoldOut) != *defaulted)
            .collect();
        let rows = honest.base_rows().to_vec();
        let other = LabelledClients::new(honest.columns().to_vec(), turned, rows).unwrap();
        let on = |clients| train(clients, &parts, &[], &options(1)).unwrap();
        let (honest, other) = (on(&honest), on(&other));
        assert_eq!(honest.text, other.text);
        assert_eq!(honest.threshold, other.threshold);
        assert_eq!(honest.validation, other.validation);
        assert!((honest.hold_out.auc.value + other.hold_out.auc.value - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_direction_is_kept_everywhere() {
        let scores = |direction| -> Vec<f64> {
            let clients = clients(direction);
            let trained = train(&clients, &parts(&clients), &[], &options(1)).unwrap();
            let score =
                |step: u32| trained.forest.raw_score(&[f64::from(step) / 200.0, 0.4, 0.6]).unwrap();
            (0..200).map(score).collect()
        };
        assert!(scores(Direction::Rising).is_sorted());
        assert!(!scores(Direction::Free).is_sorted(), "the test would not notice");
    }

    #[test]
    fn a_leak_is_named() {
        let clients = clients(Direction::Free);
        let mut columns = clients.columns().to_vec();
        columns.push(FeatureColumn {
            name: "recovered".to_owned(),
            direction: Direction::Free,
            values: clients.defaulted().iter().map(|d| f64::from(u8::from(*d))).collect(),
        });
        let rows = clients.base_rows().to_vec();
        let leaky = LabelledClients::new(columns, clients.defaulted().to_vec(), rows).unwrap();
        let trained = train(&leaky, &parts(&leaky), &[], &options(1)).unwrap();
        let suspects: Vec<&str> =
            trained.suspected_leaks.iter().map(|leak| leak.feature.as_str()).collect();
        assert_eq!(suspects, ["recovered"]);
    }
}
