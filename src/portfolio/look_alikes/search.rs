//! The clients whose reasons are nearest to one client's.
//!
//! Two passes. The first bounds every client's distance by the short contributions
//! ([`super::index`]) and keeps those who may be among the nearest; the second looks at these few
//! with their full contributions, the most promising first, until nobody left can be nearer.
//! **Invariant**: the result is that of comparing the full contributions of everybody.

use std::{cmp::Ordering, ops::Range};

use rayon::prelude::*;

use super::index::{ContributionIndex, Sketch};

/// Clients that one thread bounds in one go.
const CLIENTS_A_PART: usize = 16_384;

/// Clients that are looked at exactly between two looks at whether it is enough.
const EXACT_AT_A_TIME: usize = 32;

/// A client and how far the own contributions are from the other's: the Euclidean distance, in the
/// unit of the contributions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Neighbour {
    /// The row of the base.
    pub row: u32,
    /// 0 for the same reasons to the last digit.
    pub distance: f64,
}

/// Gives the full contributions of one row, one value a feature.
pub type ContributionsOf<'a> = dyn Fn(u32) -> Vec<f64> + Sync + 'a;

/// A client who may be among the nearest.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    least: f64,
    most: f64,
    row: u32,
}

impl ContributionIndex {
    /// The `count` clients nearest to `own` contributions among the rows for which `is_wanted`
    /// holds, the nearest first, ties in the order of the base; fewer when there are not so many.
    ///
    /// `exact` must give the very contributions that the index was made of, to single precision
    /// at least; it is asked for few clients more than `count`.
    #[must_use]
    pub fn nearest(
        &self,
        own: &[f64],
        count: usize,
        is_wanted: &(dyn Fn(u32) -> bool + Sync),
        exact: &ContributionsOf<'_>,
    ) -> Vec<Neighbour> {
        if count == 0 {
            return Vec::new();
        }
        let mut candidates = self.candidates(&self.sketch(own), count, is_wanted);
        candidates.sort_unstable_by(|left, right| {
            left.least.total_cmp(&right.least).then(left.row.cmp(&right.row))
        });
        let mut nearest: Vec<Neighbour> = Vec::new();
        for part in candidates.chunks(EXACT_AT_A_TIME) {
            let farthest = nearest.get(count - 1).map_or(f64::INFINITY, |last| last.distance);
            if part.first().is_some_and(|next| next.least > farthest) {
                break;
            }
            let found: Vec<Neighbour> = part
                .par_iter()
                .map(|candidate| {
                    let row = candidate.row;
                    Neighbour { row, distance: distance(own, &exact(row)) }
                })
                .collect();
            nearest.extend(found);
            nearest.sort_unstable_by(nearer);
            nearest.truncate(count);
        }
        nearest
    }

    /// Everybody whose least distance is not above the `count`-th smallest of the most distances.
    fn candidates(
        &self,
        own: &Sketch,
        count: usize,
        is_wanted: &(dyn Fn(u32) -> bool + Sync),
    ) -> Vec<Candidate> {
        let parts: Vec<usize> = (0..self.rows()).step_by(CLIENTS_A_PART).collect();
        let mut all: Vec<Candidate> = parts
            .into_par_iter()
            .flat_map_iter(|first| {
                let rows = first..(first + CLIENTS_A_PART).min(self.rows());
                self.candidates_among(own, rows, count, is_wanted)
            })
            .collect();
        keep_possible(&mut all, count);
        all
    }

    fn candidates_among(
        &self,
        own: &Sketch,
        rows: Range<usize>,
        count: usize,
        is_wanted: &(dyn Fn(u32) -> bool + Sync),
    ) -> Vec<Candidate> {
        let mut kept = Vec::new();
        let mut limit = f64::INFINITY;
        // Weeding out now and then keeps the list short, and the limit low.
        let full = (4 * count).max(256);
        for row in rows {
            if let Some(bounds) = self.bounds(own, row)
                && bounds.least <= limit
                && is_wanted(row as u32)
            {
                kept.push(Candidate { least: bounds.least, most: bounds.most, row: row as u32 });
                if kept.len().is_multiple_of(full) {
                    limit = keep_possible(&mut kept, count);
                }
            }
        }
        keep_possible(&mut kept, count);
        kept
    }
}

/// Drops whoever cannot be among the `count` nearest, and gives back the distance beyond which
/// nobody can.
fn keep_possible(candidates: &mut Vec<Candidate>, count: usize) -> f64 {
    if candidates.len() <= count {
        return f64::INFINITY;
    }
    let by_most = |left: &Candidate, right: &Candidate| left.most.total_cmp(&right.most);
    let (_, last, _) = candidates.select_nth_unstable_by(count - 1, by_most);
    let limit = last.most;
    candidates.retain(|candidate| candidate.least <= limit);
    limit
}

/// The nearer first; of two at the same distance the one that stands first in the base.
fn nearer(left: &Neighbour, right: &Neighbour) -> Ordering {
    left.distance.total_cmp(&right.distance).then(left.row.cmp(&right.row))
}

/// The Euclidean distance; values that are no numbers count as 0.
fn distance(left: &[f64], right: &[f64]) -> f64 {
    let number = |part: &f64| if part.is_finite() { *part } else { 0.0 };
    let squares =
        left.iter().zip(right).map(|(left, right)| (number(left) - number(right)).powi(2));
    squares.sum::<f64>().sqrt()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering as Memory};

    use proptest::prelude::*;

    use super::*;

    fn index(features: usize, parts: &[f64]) -> ContributionIndex {
        let mut builder = ContributionIndex::builder(parts.len() / features, features);
        parts.chunks(features * 7).for_each(|part| builder.add(part));
        builder.finish()
    }

    fn by_comparing_everybody(
        parts: &[f64],
        features: usize,
        own: &[f64],
        count: usize,
        wanted: impl Fn(u32) -> bool,
    ) -> Vec<Neighbour> {
        let mut all: Vec<Neighbour> = parts
            .chunks_exact(features)
            .zip(0..)
            .filter(|(_, row)| wanted(*row))
            .map(|(other, row)| Neighbour { row, distance: distance(own, other) })
            .collect();
        all.sort_by(nearer);
        all.truncate(count);
        all
    }

    proptest! {
        #[test]
        fn the_nearest_are_those_of_comparing_everybody(
            features in 1_usize..9, count in 0_usize..20, own in any::<prop::sample::Index>(),
            parts in proptest::collection::vec(
                prop_oneof![-1.0..1.0, -1e-2..1e-2, Just(0.0), (-3..3_i8).prop_map(f64::from)],
                9..2_000,
            ),
        ) {
            let rows = parts.len() / features;
            let own_row = own.index(rows) as u32;
            let exact = |row: u32| {
                let row = row as usize;
                parts[row * features..(row + 1) * features].to_vec()
            };
            let wanted = |row: u32| row != own_row && row % 5 != 3;
            let own = exact(own_row);
            let found = index(features, &parts).nearest(&own, count, &wanted, &exact);
            prop_assert_eq!(found, by_comparing_everybody(&parts, features, &own, count, wanted));
        }
    }

    #[test]
    fn few_clients_are_looked_at_exactly() {
        let features = 20;
        let part = |at: u32| f64::from(at.wrapping_mul(2_654_435_769) >> 8) / 1.7e7 - 0.5;
        // Contributions get smaller from feature to feature, as those of a model do.
        let size = |at: u32| 0.8_f64.powi((at % features).cast_signed());
        let parts: Vec<f64> = (0..40_000 * features).map(|at| part(at) * size(at)).collect();
        let looked_at = AtomicUsize::new(0);
        let width = features as usize;
        let exact = |row: u32| {
            looked_at.fetch_add(1, Memory::Relaxed);
            parts[row as usize * width..(row as usize + 1) * width].to_vec()
        };
        let own = exact(123);
        let index = index(width, &parts);
        let found = index.nearest(&own, 50, &|row| row != 123, &exact);
        assert_eq!(found, by_comparing_everybody(&parts, width, &own, 50, |row| row != 123));
        assert!(looked_at.into_inner() < 200, "of 40 000");
    }
}
