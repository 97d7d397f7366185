//! LightGBM through both of its interfaces: what it trains, and what it thinks of it.

use std::ops::Range;

use lightgbm3::Dataset;

use super::{binned::is_sampled, *};
use crate::model::FeatureKind;

/// Rows with missing values and zeros, whose outcome depends on the first two columns.
struct Clients {
    values: Vec<f64>,
    labels: Vec<f32>,
    names: Vec<String>,
}

fn clients(rows: u32) -> Clients {
    // Any well-mixed sequence will do (Knuth's multiplicative hash).
    let noise = |n: u32| f64::from(n.wrapping_mul(2_654_435_761) >> 8) / f64::from(1 << 24);
    let mut clients = Clients {
        values: Vec::new(),
        labels: Vec::new(),
        names: ["income", "délai=x", "empty"].map(str::to_owned).to_vec(),
    };
    for row in 0..rows {
        let (income, delay) = (noise(3 * row), noise(3 * row + 1));
        let is_missing = noise(7 * row + 5) < 0.2;
        clients.values.extend([income, if is_missing { f64::NAN } else { delay }, 0.0]);
        let risk = income + if is_missing { 0.1 } else { delay };
        clients.labels.push(f32::from(u8::from(risk + noise(11 * row + 2) > 1.7)));
    }
    clients
}

impl Clients {
    fn fill(&self, rows: Range<usize>, block: &mut [f64]) {
        block.copy_from_slice(&self.values[rows.start * 3..rows.end * 3]);
    }

    fn bins(&self, change: impl FnOnce(&mut TrainingTable<'_>)) -> Result<Binned, LightGbmError> {
        let mut table = TrainingTable {
            names: &self.names,
            categories: &[],
            fill: &|rows, block| self.fill(rows, block),
            labels: &self.labels,
            weights: None,
        };
        change(&mut table);
        Binned::new(&table, BinPlan { most: 255, seed: 1 })
    }

    fn like(&self, other: &Binned) -> Result<Binned, LightGbmError> {
        other.like(&TrainingTable {
            names: &self.names,
            categories: &[],
            fill: &|rows, block| self.fill(rows, block),
            labels: &self.labels,
            weights: None,
        })
    }
}

fn parameters() -> Parameters {
    let mut parameters = Parameters::binary(1);
    parameters.set("num_leaves", 8);
    parameters
}

fn twenty_trees(table: &Binned) -> String {
    let plan = GrowthPlan { most: 20, patience: 20, stop_on: StopOn::Auc };
    grow(table, None, &parameters(), plan, &mut |_| Continue::Yes).unwrap().unwrap().text
}

#[test]
fn training_is_repeatable_and_both_engines_agree() {
    let clients = clients(1_500);
    let train = || twenty_trees(&clients.bins(|_| {}).unwrap());
    let text = train();
    assert_eq!(train(), text);
    let forest = Forest::parse(text.as_bytes()).unwrap();
    assert_eq!(forest.trees().len(), 20);
    assert_eq!(forest.features()[1].name, "délai=x");
    let opinion = SecondOpinion::load(&forest).unwrap();
    let mut scores = vec![0.0; 1_500];
    forest.raw_scores(&clients.values, &mut scores).unwrap();
    assert_eq!(opinion.raw_scores(&clients.values).unwrap(), scores);
    let parts = opinion.contributions(&clients.values[..30]).unwrap();
    assert_eq!(parts.len(), 40);
    for (parts, score) in parts.chunks(4).zip(&scores) {
        assert!((parts.iter().sum::<f64>() - score).abs() < 1e-9);
    }
}

#[test]
fn bins_are_those_that_the_safe_crate_makes() {
    let clients = clients(900);
    let safe = Dataset::from_slice(&clients.values, &clients.labels, 3, true).unwrap();
    let parameters = serde_json::json!({
        "objective": "binary", "num_iterations": 20, "num_leaves": 8, "seed": 1,
        "deterministic": true, "num_threads": 1, "verbosity": -1,
    });
    let safe = Booster::train(safe, &parameters).unwrap().save_string().unwrap();
    let own = Forest::parse(twenty_trees(&clients.bins(|_| {}).unwrap()).as_bytes()).unwrap();
    assert_eq!(Forest::parse(safe.as_bytes()).unwrap().trees(), own.trees());
}

#[test]
fn growing_stops_early_keeps_the_best_trees_and_can_be_watched() {
    let (clients, other) = (clients(800), clients(200));
    let table = clients.bins(|_| {}).unwrap();
    let validation = other.like(&table).unwrap();
    let mut parameters = parameters();
    parameters.set("learning_rate", 0.5);
    let plan = GrowthPlan { most: 500, patience: 5, stop_on: StopOn::Auc };
    let mut seen = Vec::new();
    let mut watch = |report: TreeReport| {
        seen.push(report);
        Continue::Yes
    };
    let grown = grow(&table, Some(&validation), &parameters, plan, &mut watch).unwrap().unwrap();
    assert_eq!(Forest::parse(grown.text.as_bytes()).unwrap().trees().len(), grown.trees as usize);
    assert_eq!(seen.len(), grown.trees as usize + 5);
    assert!(seen.iter().all(|report| report.auc <= grown.auc));
    let mut impatient =
        |report: TreeReport| if report.trees < 3 { Continue::Yes } else { Continue::No };
    assert_eq!(grow(&table, Some(&validation), &parameters, plan, &mut impatient), Ok(None));
}

#[test]
fn the_trees_kept_are_those_of_the_lowest_log_loss_when_growing_stops_on_it() {
    // Others than those that the trees learn from, so that too many trees are worse.
    let mut clients = clients(1_000);
    let other = Clients {
        values: clients.values.split_off(3 * 800),
        labels: clients.labels.split_off(800),
        names: clients.names.clone(),
    };
    let table = clients.bins(|_| {}).unwrap();
    let validation = other.like(&table).unwrap();
    let mut parameters = parameters();
    parameters.set("learning_rate", 0.3);
    let plan = |patience, stop_on| GrowthPlan { most: 60, patience, stop_on };
    let mut curve = Vec::new();
    let mut watch = |report: TreeReport| {
        curve.push(report.log_loss);
        Continue::Yes
    };
    // Nobody loses patience: the whole curve is seen.
    let whole = plan(60, StopOn::LogLoss);
    let grown = grow(&table, Some(&validation), &parameters, whole, &mut watch).unwrap().unwrap();
    assert_eq!(curve.len(), 60);
    let lowest = curve.iter().copied().fold(f64::INFINITY, f64::min);
    let trees = curve.iter().position(|loss| *loss == lowest).unwrap() + 1;
    assert!(trees > 1 && trees < 60, "{trees} trees tell nothing");
    assert_eq!(grown.trees as usize, trees);
    // What LightGBM measured is the log loss of these trees by our own engine.
    let forest = Forest::parse(grown.text.as_bytes()).unwrap();
    assert_eq!(forest.trees().len(), trees);
    let rows = other.values.chunks_exact(3).zip(&other.labels);
    let loss = |(row, label): (&[f64], &f32)| {
        let risk = forest.probability(forest.raw_score(row).unwrap()).get();
        -if *label == 1.0 { risk } else { 1.0 - risk }.ln()
    };
    assert!((rows.map(loss).sum::<f64>() / 200.0 - lowest).abs() < 1e-9);
    // The area is told as well, and is the one that a training that stops on it is told.
    let short = GrowthPlan { most: grown.trees, ..whole };
    let mut quiet = |_| Continue::Yes;
    let again = grow(&table, Some(&validation), &parameters, short, &mut quiet).unwrap().unwrap();
    assert_eq!(again.auc, grown.auc);
    let patient =
        grow(&table, Some(&validation), &parameters, plan(5, StopOn::LogLoss), &mut quiet);
    assert_eq!(patient.unwrap().unwrap().trees as usize, first_lowest_within(&curve, 5));
}

/// The number of trees that a training of this patience keeps, from the whole curve.
fn first_lowest_within(curve: &[f64], patience: usize) -> usize {
    let mut best = 0;
    for (place, loss) in curve.iter().enumerate() {
        if *loss < curve[best] {
            best = place;
        } else if place - best >= patience {
            break;
        }
    }
    best + 1
}

#[test]
fn weights_count() {
    let clients = clients(600);
    let weights: Vec<f32> = (0..600_u16).map(|row| 1.0 + f32::from(row % 3)).collect();
    let table = TrainingTable {
        names: &clients.names,
        categories: &[],
        fill: &|rows, block| clients.fill(rows, block),
        labels: &clients.labels,
        weights: Some(&weights),
    };
    let weighted = Binned::new(&table, BinPlan { most: 255, seed: 1 }).unwrap();
    assert_ne!(twenty_trees(&weighted), twenty_trees(&clients.bins(|_| {}).unwrap()));
}

#[test]
fn a_column_of_categories_is_split_by_sets() {
    let mut clients = clients(900);
    for (row, values) in clients.values.chunks_exact_mut(3).enumerate() {
        values[2] = (row % 7) as f64;
        // Towns 1, 3 and 5 default more: no single threshold tells them from the others.
        clients.labels[row] = f32::from(u8::from(row % 7 % 2 == 1 && row % 5 != 0));
    }
    let table = clients.bins(|table| table.categories = &[2]).unwrap();
    let forest = Forest::parse(twenty_trees(&table).as_bytes()).unwrap();
    assert!(matches!(forest.features()[2].kind, FeatureKind::Category { .. }));
    let score = |town: f64| forest.raw_score(&[0.5, 0.5, town]).unwrap();
    assert!((0..6).step_by(2).all(|town| score(f64::from(town)) < score(3.0)));
}

#[test]
fn tables_that_contradict_themselves_are_refused() {
    let clients = clients(100);
    let refused = |change: &dyn Fn(&mut TrainingTable<'_>), what: &str| {
        let Err(error) = clients.bins(change) else { panic!("not refused: {what}") };
        assert!(error.to_string().contains(what), "{error}");
    };
    refused(&|table| table.labels = &[], "it has 0 rows");
    refused(&|table| table.names = &[], "100 rows and 0 columns");
    refused(&|table| table.weights = Some(&[1.0; 9]), "9 weights for 100 rows");
    refused(&|table| table.weights = Some(&[-1.0; 100]), "a weight is not above 0");
    refused(&|table| table.labels = &[0.5; 100], "neither 0 nor 1");
    refused(&|table| table.categories = &[3], "a column of categories is not in it");
    let mut renamed = self::clients(100);
    renamed.names[0] = "wage".to_owned();
    assert!(renamed.like(&clients.bins(|_| {}).unwrap()).is_err());
}

#[test]
fn a_sample_of_rows_is_as_large_as_wanted_and_spread() {
    for (rows, wanted) in [(10, 10), (1_000, 7), (1_000, 999), (5, 1)] {
        let sampled: Vec<usize> =
            (0..rows).filter(|&row| is_sampled(row, rows, wanted, 3)).collect();
        assert_eq!(sampled.len(), wanted);
        let widest = sampled.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap_or(0);
        assert!(widest <= 2 * rows.div_ceil(wanted), "{rows} {wanted} {widest}");
    }
}

#[test]
fn rows_of_the_wrong_width_are_refused() {
    let text = twenty_trees(&clients(300).bins(|_| {}).unwrap());
    let forest = Forest::parse(text.as_bytes()).unwrap();
    let opinion = SecondOpinion::load(&forest).unwrap();
    assert!(matches!(opinion.raw_scores(&[0.0; 4]), Err(LightGbmError::WrongWidth(_))));
    assert_eq!(opinion.raw_scores(&[]), Ok(Vec::new()));
    assert!(forest.raw_scores(&[0.0; 4], &mut [0.0]).is_err());
    assert!(forest.raw_scores(&[], &mut []).is_ok());
}
