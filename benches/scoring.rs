//! Everybody scored, and the look-alikes of one client: 356 251 clients, 190 features, a forest of
//! 250 trees with 70 leaves.
//!
//! Run with `cargo bench --bench scoring`. Clients and outcomes are made up; the forest is trained
//! on them with LightGBM first, which takes about half a minute.

#![expect(clippy::expect_used, reason = "a bench that cannot go on fails there")]

use std::{
    ops::Range,
    sync::{Arc, LazyLock},
};

use clairscore::{
    explain::Explainer,
    model::{
        Forest,
        lightgbm::{
            self, BinPlan, Binned, Continue, GrowthPlan, Parameters, SecondOpinion, StopOn,
            TrainingTable,
        },
    },
    portfolio::{ContributionIndex, look_alikes},
};
use divan::{Bencher, black_box};
use rayon::prelude::*;

/// Clients in the full population of Home Credit.
const CLIENTS: usize = 356_251;

const FEATURES: usize = 190;

/// Clients who differ; the others repeat them.
const DISTINCT: usize = 20_000;

/// Clients whose contributions are computed; the others mix them, feature by feature.
const EXPLAINED: usize = 4_000;

/// A prime step, so that consecutive choices are far apart in the base.
const STRIDE: u32 = 7_919;

struct Case {
    forest: Arc<Forest>,
    /// Client after client.
    rows: Vec<f64>,
    /// Feature after feature.
    columns: Vec<f64>,
}

fn main() {
    divan::main();
}

/// A well-mixed number in `[0, 1)`.
fn noise(seed: usize) -> f64 {
    let mixed = (seed as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    (mixed >> 11) as f64 / (1_u64 << 53) as f64
}

/// Amounts with a long tail, measurements, counts, shares and flags; some often missing.
fn value(client: usize, feature: usize) -> f64 {
    let drawn = noise(client * FEATURES + feature);
    if feature % 3 != 2 && noise(client * FEATURES + feature + 1_000_000_007) < noise(feature) / 2.0
    {
        return f64::NAN;
    }
    match feature % 5 {
        0 => (4.0 * (drawn - 0.5)).exp().powi(2),
        1 => drawn + noise(client + feature * 31) - 1.0,
        2 => (12.0 * drawn).floor(),
        3 => drawn,
        _ => f64::from(u8::from(drawn < 0.2)),
    }
}

fn case() -> &'static Case {
    static CASE: LazyLock<Case> = LazyLock::new(|| {
        let row = |client: usize| (0..FEATURES).map(move |feature| value(client, feature));
        let rows: Vec<f64> = (0..DISTINCT).flat_map(row).collect();
        let columns = (0..FEATURES)
            .flat_map(|feature| (0..DISTINCT).map(move |client| value(client, feature)))
            .collect();
        let risk = |row: &[f64]| {
            row.iter()
                .enumerate()
                .filter(|(_, value)| !value.is_nan())
                .fold(0.0, |sum, (at, value)| sum + (value.min(3.0) - 0.5) * (noise(at + 77) - 0.5))
        };
        let outcome = |(client, row): (usize, &[f64])| {
            f32::from(u8::from(risk(row) + 4.0 * noise(client + 5) > 4.5))
        };
        let labels: Vec<f32> = rows.chunks_exact(FEATURES).enumerate().map(outcome).collect();
        let names: Vec<String> =
            (0..FEATURES).map(|feature| format!("feature_{feature}")).collect();
        let fill = |wanted: Range<usize>, block: &mut [f64]| {
            let cells = wanted.start * FEATURES..wanted.end * FEATURES;
            block.copy_from_slice(rows.get(cells).expect("rows of the table"));
        };
        let table = TrainingTable {
            names: &names,
            categories: &[],
            fill: &fill,
            labels: &labels,
            weights: None,
        };
        let mut parameters = Parameters::binary(1);
        parameters.set("num_leaves", 70).set("learning_rate", 0.03);
        parameters.set("min_data_in_leaf", 5).set("feature_fraction", 0.5);
        let bins = BinPlan { most: 255, seed: 1 };
        let binned = Binned::new(&table, bins).expect("the table is sound");
        let plan = GrowthPlan { most: 250, patience: 250, stop_on: StopOn::Auc };
        let grown = lightgbm::grow(&binned, None, &parameters, plan, &mut |_| Continue::Yes)
            .expect("LightGBM trains")
            .expect("nobody stops it");
        let forest = Arc::new(Forest::parse(grown.text.as_bytes()).expect("LightGBM wrote it"));
        Case { forest, rows, columns }
    });
    &CASE
}

/// All clients, columns in memory, on all processors.
#[divan::bench]
fn score_everybody(bencher: Bencher<'_, '_>) {
    let Case { forest, columns, .. } = case();
    let mut scores = vec![0.0; CLIENTS];
    let block = forest.block_rows();
    bencher.bench_local(|| {
        scores.par_chunks_mut(block).enumerate().for_each(|(index, scores)| {
            forest.raw_scores_of_columns(scores, |feature, values| {
                let column = &columns[feature * DISTINCT..(feature + 1) * DISTINCT];
                let from = column[index * block % DISTINCT..].iter().chain(column);
                for (value, number) in values.iter_mut().zip(from) {
                    *value = *number;
                }
            });
        });
        black_box(scores.last().copied())
    });
}

/// LightGBM itself on 20 000 of them, one processor, as the second opinion runs it.
#[divan::bench]
fn lightgbm_scores_20_000(bencher: Bencher<'_, '_>) {
    let Case { forest, rows, .. } = case();
    let opinion = SecondOpinion::load(forest).expect("LightGBM wrote it");
    bencher.bench_local(|| black_box(opinion.raw_scores(rows).expect("the width is right")));
}

/// The 50 nearest among all clients, what became of them, and in what two of them differ. The
/// contributions of those who are looked at exactly are at hand.
#[divan::bench]
fn look_alikes_of_one_client(bencher: Bencher<'_, '_>) {
    let Case { forest, rows, .. } = case();
    let explainer = Explainer::new(forest);
    let explained: Vec<Vec<f64>> = rows
        .par_chunks_exact(FEATURES)
        .take(EXPLAINED)
        .map(|row| explainer.explain(row).expect("the width is right").contributions)
        .collect();
    let contributions = |row: u32| -> Vec<f64> {
        let row = row as usize;
        let other = (noise(row) * EXPLAINED as f64) as usize;
        let mixed = |feature: usize| {
            let from = if noise(row * FEATURES + feature) < 0.75 { row % EXPLAINED } else { other };
            explained[from][feature]
        };
        (0..FEATURES).map(mixed).collect()
    };
    let mut builder = ContributionIndex::builder(CLIENTS, FEATURES);
    (0..CLIENTS as u32).for_each(|row| builder.add(&contributions(row)));
    let index = builder.finish();
    let mut row = 0;
    bencher.bench_local(|| {
        row = (row + STRIDE) % CLIENTS as u32;
        let outcome = |other: u32| Some(other.is_multiple_of(7));
        black_box(look_alikes(&index, row, &contributions, &|_| true, &outcome))
    });
}
