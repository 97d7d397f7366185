//! The default rate among the nearest labelled applicants, out of fold.
//!
//! Depends on the application, and on a feature table for clients without labelled ones. Near is meant in four dimensions: the three external scores and the
//! ratio of credit to annuity, each with mean 0 and deviation 1 over the labelled applicants; what is
//! missing stands at the mean.
//!
//! **Invariant**: nobody's own outcome is in their feature. Labelled applicants are divided into five
//! folds by their identifier, and the neighbours of each are looked for in the other four; those
//! whose outcome nobody knows have all labelled applicants as neighbours.

use std::{
    cmp::Ordering,
    collections::{BinaryHeap, HashSet},
    path::Path,
};

use rayon::iter::{
    IndexedParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _,
};

use super::super::{
    application::Application,
    error::PrepareError,
    feature::{Feature, Origin},
    preparation::BadPreparation,
    schema::{CLIENT_ID, TARGET},
};
use crate::{
    base::{PlainColumns, PlainTable, SparePieces},
    domain::Job,
};

/// The name of the feature.
pub(in super::super) const NAME: &str = "NEIGHBOURS_500_DEFAULT_RATE";

/// How many neighbours count.
const NEIGHBOURS: usize = 500;

/// Into how many parts the labelled applicants are divided.
const FOLDS: u64 = 5;

/// What makes applicants near.
const AXES: [&str; 4] = ["EXT_SOURCE_1", "EXT_SOURCE_2", "EXT_SOURCE_3", "CREDIT_ANNUITY_RATIO"];

/// Applicants that are compared one by one.
const LEAF: usize = 32;

/// Applicants between two looks at the job.
const BLOCK: usize = 4_096;

type Point = [f64; AXES.len()];

/// A labelled applicant.
#[derive(Debug, Clone, Copy)]
struct Labelled {
    at: Point,
    fold: u64,
    row: u32,
    defaulted: bool,
}

/// The labelled applicants among whom neighbours are looked for, each axis in its own unit, NaN for
/// missing.
struct Reference {
    ids: Vec<u64>,
    axes: Vec<Vec<f64>>,
    /// NaN where nobody knows.
    outcomes: Vec<f64>,
}

/// The feature of all applicants; missing for everybody when nobody is labelled.
///
/// The labelled applicants are those of the application itself or, when it has none, those of the
/// feature table `labelled`.
pub(in super::super) fn feature(
    application: &Application,
    labelled: Option<&Path>,
    job: &dyn Job,
) -> Result<Feature, PrepareError> {
    let own = Reference::of_application(application);
    let reference = match labelled {
        Some(table) if !own.has_labels() => Reference::of_table(table, job)?,
        _ => Reference {
            ids: own.ids.clone(),
            axes: own.axes.clone(),
            outcomes: own.outcomes.clone(),
        },
    };
    let scales: Vec<(f64, f64)> =
        reference.axes.iter().map(|values| moments(values, &reference.outcomes)).collect();
    let rates = rates(
        &own.points(&scales),
        &own.ids,
        (&reference.points(&scales), &reference.ids, &reference.outcomes),
        NEIGHBOURS,
        job,
    )?;
    Ok(Feature::new(NAME, Origin::application(NAME), rates))
}

impl Reference {
    fn of_application(application: &Application) -> Self {
        let axis = |name: &&str| {
            let values = application.numbers.get(name).unwrap_or_default();
            values.iter().map(|value| finite(*value)).collect()
        };
        Self {
            ids: application.ids.clone(),
            axes: AXES.iter().map(axis).collect(),
            outcomes: application.outcomes.clone(),
        }
    }

    /// The applicants of a feature table that the extended recipe made.
    fn of_table(table: &Path, job: &dyn Job) -> Result<Self, PrepareError> {
        let problem = |cause| PrepareError::Like { cause: Box::new(cause), file: table.to_owned() };
        let needed = AXES.iter().chain(&[CLIENT_ID, TARGET]);
        let numeric = needed.clone().map(|name| (*name).to_owned()).collect();
        let columns = PlainColumns { numeric, ..PlainColumns::default() };
        let read = PlainTable::open(table, &columns, &SparePieces::default(), job)
            .map_err(|e| problem(BadPreparation::Neighbours(e)))?;
        let column = |column: &'static str| {
            read.numbers(column).ok_or_else(|| problem(BadPreparation::NoNeighbours { column }))
        };
        Ok(Self {
            ids: column(CLIENT_ID)?.into_iter().map(|id| id as u64).collect(),
            axes: AXES.iter().map(|name| column(name)).collect::<Result<_, PrepareError>>()?,
            outcomes: column(TARGET)?,
        })
    }

    fn has_labels(&self) -> bool {
        self.outcomes.iter().any(|outcome| !outcome.is_nan())
    }

    /// Where everybody stands; `scales` are the mean and the deviation of each axis.
    fn points(&self, scales: &[(f64, f64)]) -> Vec<Point> {
        let mut points = vec![Point::default(); self.ids.len()];
        for (axis, (values, (mean, deviation))) in self.axes.iter().zip(scales).enumerate() {
            for (point, value) in points.iter_mut().zip(values) {
                let place = if value.is_nan() { 0.0 } else { (value - mean) / deviation };
                if let Some(slot) = point.get_mut(axis) {
                    *slot = place;
                }
            }
        }
        points
    }
}

/// The number itself; NaN when it is missing or infinite.
fn finite(value: f64) -> f64 {
    if value.is_finite() { value } else { f64::NAN }
}

/// Mean and deviation over the labelled applicants; 0 and 1 where there is nothing to spread.
fn moments(values: &[f64], outcomes: &[f64]) -> (f64, f64) {
    let given =
        || values.iter().zip(outcomes).filter(|(v, o)| !v.is_nan() && !o.is_nan()).map(|(v, _)| *v);
    let count = given().count().max(1) as f64;
    let mean = given().sum::<f64>() / count;
    let variance = given().map(|value| (value - mean).powi(2)).sum::<f64>() / count;
    (mean, if variance > 0.0 { variance.sqrt() } else { 1.0 })
}

/// The share of defaults among the `count` applicants of `reference` (where they stand, who they
/// are, what became of them) that are nearest to each of `points`, whose identifiers are `ids`.
fn rates(
    points: &[Point],
    ids: &[u64],
    reference: (&[Point], &[u64], &[f64]),
    count: usize,
    job: &dyn Job,
) -> Result<Vec<f64>, PrepareError> {
    let mut labelled: Vec<Labelled> = Vec::new();
    let mut known: HashSet<u64> = HashSet::new();
    let (places, names, outcomes) = reference;
    for (row, ((at, id), outcome)) in places.iter().zip(names).zip(outcomes).enumerate() {
        if !outcome.is_nan() {
            let (fold, row, defaulted) = (fold(*id), row as u32, *outcome == 1.0);
            labelled.push(Labelled { at: *at, fold, row, defaulted });
            known.insert(*id);
        }
    }
    let tree = Tree::new(&mut labelled);
    let mut rates = Vec::with_capacity(points.len());
    for (points, ids) in points.chunks(BLOCK).zip(ids.chunks(BLOCK)) {
        // Files are counted in bytes; how long this takes is not known in them.
        job.progress(0, 0)?;
        let found: Vec<f64> = points
            .par_iter()
            .zip(ids)
            .map(|(at, id)| tree.rate(at, known.contains(id).then(|| fold(*id)), count))
            .collect();
        rates.extend(found);
    }
    Ok(rates)
}

/// The fold of an applicant (the finaliser of `SplitMix64`, Steele et al. 2014): neighbouring
/// identifiers are in unrelated folds.
fn fold(id: u64) -> u64 {
    let mut mixed = id.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (mixed ^ (mixed >> 31)) % FOLDS
}

/// A k-d tree (Bentley 1975): halves of halves, along one axis after the other.
struct Tree<'a> {
    all: &'a [Labelled],
}

/// A neighbour that was found: the farthest comes first, of equally far ones the later row.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Found {
    distance: f64,
    row: u32,
    defaulted: bool,
}

impl Eq for Found {}

impl Ord for Found {
    fn cmp(&self, other: &Self) -> Ordering {
        self.distance.total_cmp(&other.distance).then(self.row.cmp(&other.row))
    }
}

impl PartialOrd for Found {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<'a> Tree<'a> {
    fn new(all: &'a mut [Labelled]) -> Self {
        arrange(all, 0);
        Self { all }
    }

    /// The share of defaults among the `count` nearest to `at` that are not in the fold `excluded`.
    fn rate(&self, at: &Point, excluded: Option<u64>, count: usize) -> f64 {
        let mut found = BinaryHeap::with_capacity(count + 1);
        let query = Query { at: *at, excluded, count };
        query.search(self.all, 0, &mut found);
        let defaults = found.iter().filter(|neighbour| neighbour.defaulted).count();
        // 0 of 0 is missing.
        defaults as f64 / found.len() as f64
    }
}

/// Puts the median along `axis` into the middle, smaller ones before it, and so on in both halves
/// along the next axis.
fn arrange(all: &mut [Labelled], axis: usize) {
    if all.len() <= LEAF {
        return;
    }
    let middle = all.len() / 2;
    let by_axis = |left: &Labelled, right: &Labelled| {
        on(&left.at, axis).total_cmp(&on(&right.at, axis)).then(left.row.cmp(&right.row))
    };
    all.select_nth_unstable_by(middle, by_axis);
    let (before, after) = all.split_at_mut(middle);
    arrange(before, next(axis));
    arrange(after.get_mut(1..).unwrap_or_default(), next(axis));
}

/// Whose neighbours are looked for.
struct Query {
    at: Point,
    /// The fold whose applicants do not count.
    excluded: Option<u64>,
    /// How many neighbours are wanted.
    count: usize,
}

impl Query {
    /// Adds the nearest of `all`, which are divided along `axis` first.
    fn search(&self, all: &[Labelled], axis: usize, found: &mut BinaryHeap<Found>) {
        if all.len() <= LEAF {
            for labelled in all {
                self.consider(labelled, found);
            }
            return;
        }
        let (before, after) = all.split_at(all.len() / 2);
        let Some((middle, after)) = after.split_first() else { return };
        self.consider(middle, found);
        let beyond = on(&self.at, axis) - on(&middle.at, axis);
        let (near, far) = if beyond < 0.0 { (before, after) } else { (after, before) };
        self.search(near, next(axis), found);
        let farthest = found.peek().map_or(f64::INFINITY, |found| found.distance);
        if found.len() < self.count || beyond * beyond <= farthest {
            self.search(far, next(axis), found);
        }
    }

    fn consider(&self, labelled: &Labelled, found: &mut BinaryHeap<Found>) {
        if self.excluded == Some(labelled.fold) {
            return;
        }
        let distance = self.at.iter().zip(&labelled.at).map(|(a, b)| (a - b) * (a - b)).sum();
        let candidate = Found { distance, row: labelled.row, defaulted: labelled.defaulted };
        if found.len() < self.count {
            found.push(candidate);
        } else if found.peek().is_some_and(|farthest| candidate < *farthest) {
            found.pop();
            found.push(candidate);
        }
    }
}

/// The axis after `axis`.
fn next(axis: usize) -> usize {
    (axis + 1) % AXES.len()
}

fn on(point: &Point, axis: usize) -> f64 {
    point.get(axis).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::SilentJob;

    /// The same by comparing everybody with everybody.
    fn by_hand(points: &[Point], ids: &[u64], outcomes: &[f64], count: usize) -> Vec<f64> {
        let one = |row: usize| {
            let mut others: Vec<Found> = (0..points.len())
                .filter(|other| !outcomes[*other].is_nan())
                .filter(|other| outcomes[row].is_nan() || fold(ids[*other]) != fold(ids[row]))
                .map(|other| Found {
                    distance: points[row]
                        .iter()
                        .zip(&points[other])
                        .map(|(a, b)| (a - b) * (a - b))
                        .sum(),
                    row: other as u32,
                    defaulted: outcomes[other] == 1.0,
                })
                .collect();
            others.sort();
            others.truncate(count);
            others.iter().filter(|found| found.defaulted).count() as f64 / others.len() as f64
        };
        (0..points.len()).map(one).collect()
    }

    proptest! {
        #[test]
        fn the_tree_finds_the_same_neighbours_as_comparing_all(
            clients in prop::collection::vec(
                ([0..6_i32, 0..6_i32, 0..6_i32, 0..6_i32], 0..3_u8), 1..200,
            ),
            count in 1..20_usize,
        ) {
            // Whole numbers, so that many are equally far.
            let points: Vec<Point> = clients.iter().map(|(at, _)| at.map(f64::from)).collect();
            let outcomes: Vec<f64> = clients
                .iter()
                .map(|(_, outcome)| if *outcome == 2 { f64::NAN } else { f64::from(*outcome) })
                .collect();
            let ids: Vec<u64> = (100_000..).take(points.len()).collect();
            let found = rates(&points, &ids, (&points, &ids, &outcomes), count, &SilentJob).unwrap();
            for (found, expected) in found.iter().zip(by_hand(&points, &ids, &outcomes, count)) {
                prop_assert!(*found == expected || (found.is_nan() && expected.is_nan()));
            }
        }
    }

    #[test]
    fn nobody_sees_their_own_outcome() {
        let points = vec![[0.0; 4]; 60];
        let ids: Vec<u64> = (0..60).collect();
        let outcomes = |defaulted: usize| -> Vec<f64> {
            (0..60).map(|row| f64::from(u8::from(row == defaulted))).collect()
        };
        let of = |defaulted: usize, row: usize| {
            rates(&points, &ids, (&points, &ids, &outcomes(defaulted)), 500, &SilentJob).unwrap()
                [row]
        };
        assert_eq!(of(7, 7), 0.0);
        assert!((0..60).any(|row| of(7, row) > 0.0));
    }

    #[test]
    fn without_outcomes_there_is_no_rate() {
        let found = {
            let (points, ids) = ([[0.0; 4]; 2], [1, 2]);
            rates(&points, &ids, (&points, &ids, &[f64::NAN; 2]), 500, &SilentJob)
        }
        .unwrap();
        assert!(found.iter().all(|rate| rate.is_nan()));
    }
}
