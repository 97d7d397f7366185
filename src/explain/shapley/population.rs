//! A whole population explained: blocks of clients on all processors, results in order.
//!
//! Depends on `domain`, `model` and the block. **Invariant:** each client's contributions are those
//! of [`Explainer::explain`] to the bit, for any number of threads; memory does not grow with the
//! number of clients.
//!
//! Time is linear in clients and in splits, and for each split in the quadrature nodes of its tree,
//! half the distinct features on its longest path.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::Explainer;
use super::block::{Block, rows_a_block};
use super::lanes::MANY;
use crate::domain::{Cancelled, Job};
use crate::model::Forest;

/// Numbers of one slab of results: 16 MiB.
const SLAB_NUMBERS: usize = 2 * 1024 * 1024;

/// The contributions of some clients who follow each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Slab<'a> {
    /// Which rows of the population.
    pub rows: Range<usize>,
    /// Their raw scores.
    pub raw_scores: &'a [f64],
    /// Their contributions, row after row, one per feature of the model in the model's order, in
    /// the unit of the raw score.
    pub contributions: &'a [f64],
}

/// What explains a block of clients.
pub(super) trait ExplainBlocks: Sync {
    /// Memory for a block, kept from block to block.
    type Memory: Default + Send;

    /// The forest whose scores are explained.
    fn forest(&self) -> &Forest;

    /// Clients of a block.
    fn rows_a_block(&self) -> usize;

    /// Splits the raw scores of the clients in `values`, one row of one value per feature after the
    /// other, into `contributions`, laid out alike and filled whole. `look` is called every few
    /// milliseconds.
    fn explain_block(
        &self,
        memory: &mut Self::Memory,
        values: &[f64],
        contributions: &mut [f64],
        look: &dyn Fn() -> Result<(), Cancelled>,
    ) -> Result<(), Cancelled>;
}

impl ExplainBlocks for Explainer {
    type Memory = Block<MANY>;

    fn forest(&self) -> &Forest {
        &self.forest
    }

    fn rows_a_block(&self) -> usize {
        rows_a_block(self.forest.features().len())
    }

    fn explain_block(
        &self,
        memory: &mut Block<MANY>,
        values: &[f64],
        contributions: &mut [f64],
        look: &dyn Fn() -> Result<(), Cancelled>,
    ) -> Result<(), Cancelled> {
        memory.explain(self, values, contributions, look)
    }
}

impl Explainer {
    /// Splits the raw scores of a whole population over the features of the model, on all
    /// processors, with a few tens of megabytes whatever its size.
    ///
    /// `fill(rows, block)` writes the values of these rows into `block`, row after row, one value
    /// per feature, NaN for missing; it is called from several threads. `take` is given the results
    /// slab by slab, in the order of the rows. `job` is asked every few milliseconds whether to go
    /// on, and told how many clients are done.
    ///
    /// # Errors
    /// When the job is cancelled, or with what stops `take`.
    pub fn explain_population<E: From<Cancelled>>(
        &self,
        rows: usize,
        fill: impl Fn(Range<usize>, &mut [f64]) + Sync,
        job: &dyn Job,
        take: impl FnMut(Slab<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        explain_in_order(self, rows, fill, job, take)
    }
}

/// Explains `rows` clients block by block on all processors, slab by slab in their order.
pub(super) fn explain_in_order<X: ExplainBlocks, E: From<Cancelled>>(
    explainer: &X,
    rows: usize,
    fill: impl Fn(Range<usize>, &mut [f64]) + Sync,
    job: &dyn Job,
    mut take: impl FnMut(Slab<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let width = explainer.forest().features().len();
    let block_rows = explainer.rows_a_block();
    let blocks = (SLAB_NUMBERS / (block_rows * width.max(1))).max(rayon::current_num_threads());
    let slab_rows = (blocks * block_rows).min(rows).max(1);
    let mut contributions = vec![0.0; slab_rows * width];
    let mut raw_scores = vec![0.0; slab_rows];
    let done = AtomicUsize::new(0);
    job.progress(0, rows as u64)?;
    for first in (0..rows).step_by(slab_rows) {
        let count = slab_rows.min(rows - first);
        let contributions = &mut contributions[..count * width];
        let raw_scores = &mut raw_scores[..count];
        let look = || job.progress(done.load(Ordering::Relaxed) as u64, rows as u64);
        raw_scores
            .par_chunks_mut(block_rows)
            .zip(contributions.par_chunks_mut((block_rows * width).max(1)))
            .enumerate()
            .try_for_each_init(
                || (X::Memory::default(), Vec::new()),
                |(memory, values), (index, (raw_scores, contributions))| {
                    let first = first + index * block_rows;
                    values.clear();
                    values.resize(contributions.len(), f64::NAN);
                    fill(first..first + raw_scores.len(), values);
                    // One value per feature by construction: the width cannot be wrong.
                    let _ = explainer.forest().raw_scores(values, raw_scores);
                    explainer.explain_block(memory, values, contributions, &look)?;
                    done.fetch_add(raw_scores.len(), Ordering::Relaxed);
                    Ok::<(), Cancelled>(())
                },
            )?;
        take(Slab { rows: first..first + count, raw_scores, contributions })?;
    }
    job.progress(rows as u64, rows as u64)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;

    use proptest::prelude::*;

    use super::super::random::{Growth, Random, Shape};
    use super::*;
    use crate::domain::SilentJob;
    use crate::model::Forest;

    /// All slabs of a population, one after the other, as bits.
    fn explain(explainer: &Explainer, values: &[f64], width: usize) -> (Vec<u64>, Vec<u64>) {
        let (mut contributions, mut raw_scores) = (Vec::new(), Vec::new());
        let fill = |rows: Range<usize>, block: &mut [f64]| {
            block.copy_from_slice(&values[rows.start * width..rows.end * width]);
        };
        let take = |slab: Slab<'_>| {
            assert_eq!(slab.rows.start, raw_scores.len());
            raw_scores.extend(slab.raw_scores.iter().map(|value| value.to_bits()));
            contributions.extend(slab.contributions.iter().map(|value| value.to_bits()));
            Ok::<(), Cancelled>(())
        };
        explainer.explain_population(values.len() / width, fill, &SilentJob, take).unwrap();
        (contributions, raw_scores)
    }

    fn on_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
        rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(work)
    }

    fn explainer(random: &mut Random, shape: Shape) -> Explainer {
        Explainer::new(&Arc::new(Forest::parse(random.forest(shape).as_bytes()).unwrap()))
    }

    fn rows(random: &mut Random, rows: usize, features: usize) -> Vec<f64> {
        (0..rows).flat_map(|_| random.row(features)).collect()
    }

    prop_compose! {
        fn shapes()(
            features in 1..=12_usize,
            trees in 1..=3_usize,
            leaves in 1..=40_usize,
            chain in any::<bool>(),
        ) -> Shape {
            let growth = if chain { Growth::Chain } else { Growth::Bushy };
            Shape { features, trees, leaves, growth, average_output: false }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            failure_persistence: None, cases: 64, ..ProptestConfig::default()
        })]

        #[test]
        fn everybody_gets_the_bits_that_they_get_alone(
            shape in shapes(),
            count in 0..70_usize,
            threads in 1..=3_usize,
            seed in any::<u64>(),
        ) {
            let mut random = Random(seed);
            let explainer = explainer(&mut random, shape);
            let values = rows(&mut random, count, shape.features);
            let together = on_threads(threads, || explain(&explainer, &values, shape.features));
            let alone: Vec<_> = values
                .chunks(shape.features)
                .map(|row| explainer.explain(row).unwrap())
                .collect();
            let contributions: Vec<u64> =
                alone.iter().flat_map(|one| &one.contributions).map(|c| c.to_bits()).collect();
            let raw_scores: Vec<u64> = alone.iter().map(|one| one.raw_score.to_bits()).collect();
            prop_assert_eq!(together, (contributions, raw_scores));
        }
    }

    #[test]
    fn several_slabs_come_in_order_and_are_the_same_on_any_number_of_threads() {
        let shape = Shape {
            features: 700,
            trees: 2,
            leaves: 8,
            growth: Growth::Bushy,
            average_output: false,
        };
        let mut random = Random(11);
        let explainer = explainer(&mut random, shape);
        let count = 2 * SLAB_NUMBERS / shape.features + 5;
        let values = rows(&mut random, count, shape.features);
        let on_one = on_threads(1, || explain(&explainer, &values, shape.features));
        let on_three = on_threads(3, || explain(&explainer, &values, shape.features));
        assert_eq!(on_one.1.len(), count);
        assert!(on_one == on_three);
    }

    #[test]
    fn everything_missing_and_a_forest_of_stumps_are_ordinary() {
        let shape = Shape {
            features: 5,
            trees: 30,
            leaves: 2,
            growth: Growth::Chain,
            average_output: false,
        };
        let mut random = Random(3);
        let explainer = explainer(&mut random, shape);
        let (contributions, raw_scores) = explain(&explainer, &[f64::NAN; 15], shape.features);
        for (row, raw) in contributions.chunks(shape.features).zip(raw_scores) {
            let sum: f64 = row.iter().map(|bits| f64::from_bits(*bits)).sum();
            assert!((explainer.base_value() + sum - f64::from_bits(raw)).abs() < 1e-12);
        }
    }

    /// Wants no result any more once it has been asked a few times.
    struct Impatient {
        asked: AtomicUsize,
        was_told_all: AtomicBool,
    }

    impl Job for Impatient {
        fn progress(&self, done: u64, total: u64) -> Result<(), Cancelled> {
            self.was_told_all.fetch_or(done == total, Ordering::Relaxed);
            let asked = self.asked.fetch_add(1, Ordering::Relaxed);
            if asked < 3 { Ok(()) } else { Err(Cancelled) }
        }
    }

    #[test]
    fn a_cancel_is_felt_inside_a_block() {
        let shape = Shape {
            features: 4,
            trees: 50,
            leaves: 20,
            growth: Growth::Bushy,
            average_output: false,
        };
        let mut random = Random(5);
        let explainer = explainer(&mut random, shape);
        let job = Impatient { asked: AtomicUsize::new(0), was_told_all: AtomicBool::new(false) };
        let mut taken = 0;
        let take = |slab: Slab<'_>| {
            taken += slab.rows.len();
            Ok(())
        };
        let stopped: Result<(), Cancelled> =
            explainer.explain_population(1, |_, block| block.fill(0.5), &job, take);
        assert_eq!((stopped, taken), (Err(Cancelled), 0));
        assert!(!job.was_told_all.into_inner());
    }

    #[test]
    fn what_stops_the_taker_stops_the_work() {
        #[derive(Debug, PartialEq)]
        enum Stop {
            Cancelled,
            DiskFull,
        }
        impl From<Cancelled> for Stop {
            fn from(_: Cancelled) -> Self {
                Self::Cancelled
            }
        }
        let shape = Shape {
            features: 3,
            trees: 1,
            leaves: 3,
            growth: Growth::Chain,
            average_output: false,
        };
        let explainer = explainer(&mut Random(1), shape);
        let stopped = explainer.explain_population(
            10,
            |_, block| block.fill(0.0),
            &SilentJob,
            |_| Err(Stop::DiskFull),
        );
        assert_eq!(stopped, Err(Stop::DiskFull));
    }
}
