//! A whole population explained: how long, how much memory, against LightGBM in the same run.
//!
//! Run with `cargo bench --bench explain`, or `script/bench explain`, which adds the Python peers.
//!
//! - `--quick`: a twentieth of the clients, which shows that the bench works and nothing else.
//! - `--svg FILE`: draws how the time grows with clients and with trees.
//! - `--export FOLDER`: leaves the model and the clients of the main case for the peers.
//!
//! Clients, outcomes and models are made here from a seed. A population repeats the rows of a pool,
//! in another order at each turn; no two clients share any work, so that this changes no time.

#![expect(clippy::expect_used, reason = "a bench that cannot go on fails there")]

mod clients;
mod plot;
mod process;

use std::{fs, ops::Range, path::PathBuf, sync::Arc, thread, time::Instant};

use clairscore::{
    domain::{Cancelled, SilentJob},
    explain::{Explainer, ReferenceExplainer, Slab},
    model::{
        Child, Forest, Tree,
        lightgbm::{
            self, BinPlan, Binned, Continue, GrowthPlan, Parameters, SecondOpinion, StopOn,
            TrainingTable,
        },
    },
};

use self::{clients::Pool, plot::Line};

/// Clients of the full Home Credit population.
const POPULATION: usize = 356_251;
/// Rows that LightGBM explains on each processor, enough that reading the model does not count; its
/// time for everybody is extrapolated.
const LIGHTGBM_ROWS: usize = 1_000;
/// Applicants of the reference in the second measurement.
const APPLICANTS: usize = 1_000;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |flag: &str| arguments.iter().any(|argument| argument == flag);
    let value = |flag: &str| {
        let at = arguments.iter().position(|argument| argument == flag)?;
        arguments.get(at + 1).map(PathBuf::from)
    };
    let share = if has("--quick") { 20 } else { 1 };
    println!("{} processors", rayon::current_num_threads());

    let pool = Pool::new(190, 40_000, 1);
    let forest = grow(&pool, 250, 70);
    println!("\nThe case: {}", shape(&forest));
    if let Some(folder) = value("--export") {
        export(&folder, &forest, &pool, POPULATION / share);
    }
    against_lightgbm(&forest, &pool, POPULATION / share);
    against_applicants(&forest, &pool, POPULATION / share);

    let pool = Pool::new(50, 20_000, 2);
    let forest = grow(&pool, 2_000, 31);
    let by_rows = with_clients(&Arc::new(forest.first_trees(100)), &pool, share);
    let by_trees = with_trees(&forest, &pool, 20_000 / share);
    if let Some(path) = value("--svg") {
        fs::write(path, plot::draw(&[by_rows, by_trees])).expect("the plot can be written");
    }
}

/// Trains a model that follows rare, extreme clients deep into its trees: 250 trees of 70 leaves on
/// 190 features have the shape that a bank's model of that size has (leaves at depth 10.4 on
/// average, about 30 at most, 7.9 different features on a path).
fn grow(pool: &Pool, trees: u32, leaves: u32) -> Arc<Forest> {
    let mut parameters = Parameters::binary(1);
    parameters
        .set("num_leaves", leaves)
        .set("learning_rate", 0.03)
        .set("min_data_in_leaf", 3)
        .set("min_sum_hessian_in_leaf", 0.001)
        .set("feature_fraction", 0.12)
        .set("bagging_fraction", 0.8)
        .set("bagging_freq", 1);
    let names: Vec<String> = (0..pool.width()).map(|feature| format!("F{feature}")).collect();
    let fill = |rows: Range<usize>, block: &mut [f64]| {
        let cells = rows.start * pool.width()..rows.end * pool.width();
        block.copy_from_slice(pool.values().get(cells).expect("rows of the pool"));
    };
    let table = TrainingTable {
        names: &names,
        categories: &[],
        fill: &fill,
        labels: pool.labels(),
        weights: None,
    };
    let bins = BinPlan { most: 255, seed: 1 };
    let binned = Binned::new(&table, bins).expect("the table is sound");
    let plan = GrowthPlan { most: trees, patience: trees, stop_on: StopOn::Auc };
    let grown = lightgbm::grow(&binned, None, &parameters, plan, &mut |_| Continue::Yes)
        .expect("LightGBM trains")
        .expect("nobody stops it");
    Arc::new(Forest::parse(grown.text.as_bytes()).expect("LightGBM writes models that we read"))
}

/// What decides how much work a forest is.
fn shape(forest: &Forest) -> String {
    let (mut leaves, mut depths, mut deepest, mut pairs, mut most) = (0, 0, 0, 0, 0);
    for tree in forest.trees() {
        for (depth, distinct) in paths(tree) {
            leaves += 1;
            depths += depth;
            deepest = deepest.max(depth);
            pairs += distinct;
            most = most.max(distinct);
        }
    }
    format!(
        "{} trees, {leaves} leaves, {} features; depth of a leaf {:.1} on average and {deepest} at \
         most; different features on a path {:.2} on average and {most} at most",
        forest.trees().len(),
        forest.features().len(),
        f64::from(depths) / f64::from(leaves),
        f64::from(pairs) / f64::from(leaves),
    )
}

/// Depth and different features of every leaf.
fn paths(tree: &Tree) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    let mut open = vec![(tree.root(), 0, Vec::new())];
    while let Some((at, depth, features)) = open.pop() {
        match at {
            Child::Leaf(_) => found.push((depth, features.len() as u32)),
            Child::Split(split) => {
                let split = &tree.splits()[split as usize];
                let mut features: Vec<u32> = features;
                if !features.contains(&split.feature) {
                    features.push(split.feature);
                }
                open.push((split.left, depth + 1, features.clone()));
                open.push((split.right, depth + 1, features));
            }
        }
    }
    found
}

/// What some work took.
#[derive(Clone, Copy)]
struct Took {
    seconds: f64,
    processor_seconds: f64,
}

impl Took {
    fn by(work: impl FnOnce()) -> Self {
        let (start, used) = (Instant::now(), process::processor_seconds());
        work();
        let processor_seconds = process::processor_seconds() - used;
        Self { seconds: start.elapsed().as_secs_f64(), processor_seconds }
    }

    fn times(self, factor: f64) -> Self {
        Self { seconds: factor * self.seconds, processor_seconds: factor * self.processor_seconds }
    }
}

fn headline(first: &str) {
    println!(
        "{first:<46} {:>10} {:>12} {:>12} {:>9}",
        "seconds", "processor s", "clients/s", "peak MiB"
    );
}

fn line(what: &str, rows: usize, took: Took, peak: &str) {
    let Took { seconds, processor_seconds } = took;
    let rate = rows as f64 / seconds;
    println!("{what:<46} {seconds:>10.2} {processor_seconds:>12.2} {rate:>12.0} {peak:>9}");
}

/// Explains `rows` clients.
fn explain(explainer: &Explainer, pool: &Pool, rows: usize) -> Took {
    let fill = |rows: Range<usize>, block: &mut [f64]| pool.fill(rows, block);
    let mut worst: f64 = 0.0;
    let take = |slab: Slab<'_>| {
        let rows = slab.contributions.chunks(pool.width());
        for (row, raw_score) in rows.zip(slab.raw_scores).step_by(1_000) {
            let sum = explainer.base_value() + row.iter().sum::<f64>();
            worst = worst.max((sum - raw_score).abs());
        }
        Ok::<(), Cancelled>(())
    };
    let took = Took::by(|| {
        explainer.explain_population(rows, fill, &SilentJob, take).expect("nobody cancels");
    });
    assert!(worst < 1e-9, "contributions miss the score by {worst}");
    took
}

fn against_lightgbm(forest: &Arc<Forest>, pool: &Pool, rows: usize) {
    let explainer = Explainer::new(forest);
    process::reset_peak();
    let ours = explain(&explainer, pool, rows);
    let peak = process::peak_mebibytes();
    let threads = rayon::current_num_threads();
    let theirs = Took::by(|| {
        thread::scope(|scope| {
            for worker in 0..threads {
                scope.spawn(move || lightgbm(forest, pool, worker));
            }
        });
    });
    let measured = LIGHTGBM_ROWS * threads;
    let theirs = theirs.times(rows as f64 / measured as f64);
    headline("");
    line(&format!("{rows} clients explained"), rows, ours, &peak);
    line(&format!("LightGBM pred_contrib, from {measured} clients"), rows, theirs, "");
    println!(
        "{:.0} times faster than LightGBM by the clock, {:.0} times by processor time",
        theirs.seconds / ours.seconds,
        theirs.processor_seconds / ours.processor_seconds
    );
}

/// Lets LightGBM explain its share of the rows on one processor.
fn lightgbm(forest: &Forest, pool: &Pool, worker: usize) {
    let engine = SecondOpinion::load(forest).expect("LightGBM reads the model");
    let mut rows = vec![0.0; LIGHTGBM_ROWS * pool.width()];
    pool.fill(worker * LIGHTGBM_ROWS..(worker + 1) * LIGHTGBM_ROWS, &mut rows);
    let contributions = engine.contributions(&rows).expect("LightGBM explains");
    check_same(forest, &rows, &contributions);
}

/// Both engines give the same contributions.
fn check_same(forest: &Forest, rows: &[f64], contributions: &[f64]) {
    let width = forest.features().len();
    let explainer = Explainer::new(&Arc::new(forest.clone()));
    for (row, theirs) in rows.chunks(width).zip(contributions.chunks(width + 1)).step_by(100) {
        let ours = explainer.explain(row).expect("the row fits").contributions;
        let largest = ours.iter().zip(theirs).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        assert!(largest < 1e-9, "contributions differ from LightGBM's by {largest}");
    }
}

fn against_applicants(forest: &Arc<Forest>, pool: &Pool, rows: usize) {
    let mut reference = vec![0.0; APPLICANTS * pool.width()];
    pool.fill(0..APPLICANTS, &mut reference);
    process::reset_peak();
    let took = Took::by(|| {
        let explainer =
            ReferenceExplainer::new(forest, &reference, &SilentJob).expect("the reference fits");
        let fill = |rows: Range<usize>, block: &mut [f64]| pool.fill(rows, block);
        let take = |_: Slab<'_>| Ok::<(), Cancelled>(());
        explainer.explain_population(rows, fill, &SilentJob, take).expect("nobody cancels");
    });
    let what = format!("the same against {APPLICANTS} chosen applicants");
    line(&what, rows, took, &process::peak_mebibytes());
}

/// How the time grows with the number of clients.
fn with_clients(forest: &Arc<Forest>, pool: &Pool, share: usize) -> Line {
    println!("\nClients: {}", shape(forest));
    headline("clients");
    let explainer = Explainer::new(forest);
    let points = [10_000, 100_000, 1_000_000, 10_000_000].map(|rows| {
        let rows = rows / share;
        process::reset_peak();
        let took = explain(&explainer, pool, rows);
        line(&rows.to_string(), rows, took, &process::peak_mebibytes());
        (rows as f64, took.seconds)
    });
    Line { across: "clients (100 trees)", points: points.to_vec() }
}

/// How the time grows with the number of trees.
fn with_trees(forest: &Arc<Forest>, pool: &Pool, rows: usize) -> Line {
    println!("\nTrees: {rows} clients, up to {}", shape(forest));
    headline("trees");
    let points = [100, 200, 500, 1_000, 2_000].map(|trees| {
        let explainer = Explainer::new(&Arc::new(forest.first_trees(trees)));
        process::reset_peak();
        let took = explain(&explainer, pool, rows);
        line(&trees.to_string(), rows, took, &process::peak_mebibytes());
        (trees as f64, took.seconds)
    });
    Line { across: "trees (20 000 clients)", points: points.to_vec() }
}

/// The model as text and the clients as doubles, for peers that measure the same.
fn export(folder: &std::path::Path, forest: &Forest, pool: &Pool, rows: usize) {
    use std::io::Write as _;
    fs::create_dir_all(folder).expect("the folder can be made");
    fs::write(folder.join("model.txt"), forest.to_text()).expect("the model can be written");
    let file = fs::File::create(folder.join("clients.f64")).expect("a file can be made");
    let mut file = std::io::BufWriter::new(file);
    let mut block = vec![0.0; 1_000 * pool.width()];
    for first in (0..rows).step_by(1_000) {
        let count = 1_000.min(rows - first);
        let block = &mut block[..count * pool.width()];
        pool.fill(first..first + count, block);
        for value in block {
            file.write_all(&value.to_le_bytes()).expect("the clients can be written");
        }
    }
}
