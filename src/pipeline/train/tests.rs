//! Trainings on clients whose truth is known.

use super::{
    super::{
        imbalance::Imbalance,
        labelled::FeatureColumn,
        options::Direction,
        random::SplitMix64,
        search::SearchPlan,
        split::{Shares, stratified},
        threshold::{AmountRule, CostRatio},
    },
    *,
};
use crate::domain::{Job, SilentJob};

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
            direction: if name == "debt" { debt_direction } else { Direction::Free },
            ..FeatureColumn::own(name, values)
        })
        .collect();
    LabelledClients::new(columns, defaulted, (0..CLIENTS as u32).collect()).unwrap()
}

fn options(seed: u32) -> TrainOptions {
    TrainOptions {
        seed,
        cost_ratio: CostRatio::new(4.0).unwrap(),
        trees: TreeOptions { max_trees: 60, patience: 20, ..TreeOptions::default() },
        baselines: false,
        ..TrainOptions::default()
    }
}

fn data(clients: LabelledClients) -> TrainingData {
    let parts = stratified(clients.defaulted(), Shares::new(0.2, 0.2).unwrap(), 3).unwrap();
    let (groups, left_out) = (Vec::new(), Vec::new());
    TrainingData { clients, parts, groups, amounts: None, left_out }
}

fn free() -> TrainingData {
    data(clients(Direction::Free))
}

fn trained(data: &TrainingData, options: &TrainOptions) -> TrainedModel {
    train(data, options, &SilentJob).unwrap()
}

#[test]
fn it_learns_what_there_is_to_learn_and_says_how_well() {
    let mut data = free();
    data.groups.push(GroupValues {
        name: "side".to_owned(),
        values: (0..CLIENTS).map(|i| Value::Number((i % 2) as f64)).collect(),
    });
    let trained = trained(&data, &TrainOptions { baselines: true, ..options(1) });
    assert!(trained.hold_out.auc.value > 0.75, "{:?}", trained.hold_out.auc);
    assert!(trained.hold_out.cost.value < trained.hold_out.cost_without_model);
    assert!(trained.hold_out.gain.lower > 0.0);
    assert_eq!(trained.sizes.iter().map(|size| size.clients).sum::<u64>(), CLIENTS as u64);
    assert!(trained.suspected_leaks.is_empty());
    let side = trained.groups.first().unwrap();
    let in_groups: u64 = side.groups.iter().map(|group| group.clients).sum();
    assert_eq!(in_groups, trained.hold_out.clients);
    // The truth is a logistic function here: regression does at least as well as trees, a
    // constant does not.
    let [constant, logistic, trees] = trained.rivals.as_slice() else { panic!() };
    assert_eq!(trees.hold_out.auc, trained.hold_out.auc);
    assert_eq!(constant.hold_out.auc.value, 0.5);
    assert!(logistic.hold_out.auc.value > trees.hold_out.auc.value - 0.01);
    assert!(logistic.hold_out.brier < constant.hold_out.brier);
}

#[test]
fn the_same_seed_gives_the_same_model_and_another_seed_another() {
    let data = free();
    let text = |seed| trained(&data, &options(seed)).text;
    assert_eq!(text(1), text(1));
    assert_ne!(text(1), text(2));
}

#[test]
fn nothing_is_chosen_on_the_hold_out() {
    let honest = free();
    // Every outcome of the hold-out is turned around: only what is measured there may change.
    let turned = honest
        .clients
        .defaulted()
        .iter()
        .zip(&honest.parts)
        .map(|(defaulted, part)| (*part == Part::HoldOut) != *defaulted)
        .collect();
    let rows = honest.clients.base_rows().to_vec();
    let columns = honest.clients.columns().to_vec();
    let clients = LabelledClients::new(columns, turned, rows).unwrap();
    let other = TrainingData { clients, ..honest.clone() };
    let options = TrainOptions {
        calibration: Some(CalibrationMethod::Isotonic),
        search: Some(SearchPlan { trials: Some(2), minutes: None }),
        ..options(1)
    };
    let (honest, other) = (trained(&honest, &options), trained(&other, &options));
    assert_eq!(honest.text, other.text);
    assert_eq!(honest.threshold, other.threshold);
    assert_eq!(honest.calibration, other.calibration);
    assert_eq!(honest.validation, other.validation);
    assert!((honest.hold_out.auc.value + other.hold_out.auc.value - 1.0).abs() < 1e-12);
}

#[test]
fn rare_defaults_are_balanced_and_probabilities_put_right_again() {
    let data = free();
    let options = TrainOptions { compare_imbalance: true, ..options(1) };
    let trained = trained(&data, &options);
    let [none, weights, smote] = trained.balanced.as_slice() else { panic!() };
    assert_eq!(none.own.auc, trained.hold_out.auc);
    for way in [weights, smote] {
        assert!(way.own.calibration_error > none.own.calibration_error, "{way:?}");
        assert!(way.calibrated.calibration_error < way.own.calibration_error / 2.0, "{way:?}");
        assert!(way.calibrated.brier < way.own.brier, "{way:?}");
    }
    let weighted = TrainOptions { imbalance: Imbalance::Weights, ..self::options(1) };
    let weighted = self::trained(&data, &weighted);
    assert!(matches!(weighted.calibration, Calibration::Platt { .. }));
    let own = weighted.uncalibrated.unwrap().calibration_error.value;
    assert!(weighted.hold_out.calibration_error.value < own);
}

#[test]
fn a_search_keeps_the_best_options_and_folds_measure_chance() {
    let options = TrainOptions {
        search: Some(SearchPlan { trials: Some(4), minutes: None }),
        folds: Some(3),
        ..options(1)
    };
    let trained = trained(&free(), &options);
    assert_eq!(trained.trials.len(), 4);
    assert_eq!(trained.trials[0].trees, options.trees);
    let best = search::best(&trained.trials).unwrap();
    assert_eq!(best.trees, trained.trees);
    assert!((best.auc - trained.validation.auc.value).abs() < 1e-9);
    assert_eq!(trained.folds.len(), 3);
    assert!(trained.folds.iter().all(|fold| fold.auc > 0.7), "{:?}", trained.folds);
}

#[test]
fn a_threshold_follows_from_amounts() {
    let mut data = free();
    let amount = |client: usize| if client.is_multiple_of(2) { 1_000.0 } else { 10.0 };
    data.amounts = Some((0..CLIENTS).map(amount).collect());
    let rule = AmountRule { column: "credit".to_owned(), loss_share: 0.5, margin_share: 0.1 };
    let options = TrainOptions { threshold: ThresholdRule::Amounts(rule), ..options(1) };
    let money = trained(&data, &options).money.unwrap();
    assert!(money.loss.value < money.without_model, "{money:?}");
}

#[test]
fn a_cancelled_training_ends_at_the_next_tree() {
    struct AfterThreeTrees(std::sync::atomic::AtomicU64);
    impl Job for AfterThreeTrees {
        fn progress(&self, done: u64, _total: u64) -> Result<(), Cancelled> {
            let most = self.0.fetch_max(done, std::sync::atomic::Ordering::Relaxed);
            assert!(most <= 3);
            if done >= 3 { Err(Cancelled) } else { Ok(()) }
        }
    }
    impl Watch for AfterThreeTrees {
        fn stage(&self, _stage: Stage) {}
    }
    let watch = AfterThreeTrees(std::sync::atomic::AtomicU64::new(0));
    let error = train(&free(), &options(1), &watch).unwrap_err();
    assert!(matches!(error, TrainError::Cancelled(Cancelled)), "{error}");
}

#[test]
fn a_direction_is_kept_everywhere() {
    let scores = |direction| -> Vec<f64> {
        let trained = trained(&data(clients(direction)), &options(1));
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
    let answer = clients.defaulted().iter().map(|d| f64::from(u8::from(*d))).collect();
    columns.push(FeatureColumn::own("recovered", answer));
    let rows = clients.base_rows().to_vec();
    let leaky = LabelledClients::new(columns, clients.defaulted().to_vec(), rows).unwrap();
    let trained = trained(&data(leaky), &options(1));
    let suspects: Vec<&str> =
        trained.suspected_leaks.iter().map(|leak| leak.feature.as_str()).collect();
    assert_eq!(suspects, ["recovered"]);
}
