//! The clients closest to the threshold first, without a list of all of them.
//!
//! On either side of the threshold the order of risk is the order of distance already; the two
//! sides only have to be merged, and the place where a merge of two sorted lists stands after so
//! many steps is found by halving.

use crate::domain::Threshold;

use super::Scores;

/// The rows of a base from the closest to the threshold to the farthest; of two clients at the same
/// distance the safer one first. A view: it holds no rows of its own.
#[derive(Debug, Clone, Copy)]
pub struct NearestFirst<'a> {
    scores: &'a Scores,
    threshold: Threshold,
    /// How many rows of the order of risk come before the threshold.
    below: usize,
}

impl<'a> NearestFirst<'a> {
    pub(super) fn new(scores: &'a Scores, threshold: Threshold) -> Self {
        Self { scores, threshold, below: scores.about_accepted(threshold) }
    }

    /// How many clients there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.scores.len()
    }

    /// Whether there is no client.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The row at a place, 0 for the closest.
    #[must_use]
    pub fn row(&self, place: usize) -> Option<u32> {
        let taken_below = self.taken_below(place);
        match (self.row_below(taken_below), self.row_above(place - taken_below)) {
            (Some((low, near)), Some((_, far))) if near <= far => Some(low),
            (Some((low, _)), None) => Some(low),
            (_, above) => above.map(|(high, _)| high),
        }
    }

    /// Where a row stands, 0 for the closest; `None` when there is no such row.
    #[must_use]
    pub fn place(&self, row: u32) -> Option<usize> {
        let by_risk = self.scores.place(row)?;
        let own = self.scores.distance(row, self.threshold);
        let above = self.len() - self.below;
        Some(match by_risk.checked_sub(self.below) {
            None => {
                let at = self.below - 1 - by_risk;
                at + count(above, |at| self.row_above(at).is_some_and(|(_, other)| other < own))
            }
            Some(at) => {
                let nearer = |at| self.row_below(at).is_some_and(|(_, other)| other <= own);
                at + count(self.below, nearer)
            }
        })
    }

    /// All rows, the closest first.
    pub fn iter(&self) -> impl Iterator<Item = u32> + use<'a> {
        let view = *self;
        let (mut low, mut high) = (0, 0);
        let (mut below, mut above) = (view.row_below(0), view.row_above(0));
        std::iter::from_fn(move || match (below, above) {
            (Some((row, near)), other) if other.is_none_or(|(_, far)| near <= far) => {
                low += 1;
                below = view.row_below(low);
                Some(row)
            }
            (_, other) => {
                high += 1;
                above = view.row_above(high);
                other.map(|(row, _)| row)
            }
        })
    }

    /// How many of the first `places` rows are below the threshold.
    fn taken_below(&self, places: usize) -> usize {
        count(places.min(self.below), |at| {
            let above = self.row_above(places - at - 1).map(|(_, distance)| distance);
            let below = self.row_below(at).map(|(_, distance)| distance);
            below.zip(above).is_none_or(|(below, above)| below <= above)
        })
    }

    /// A row below the threshold with its distance, the closest first.
    fn row_below(&self, at: usize) -> Option<(u32, f64)> {
        self.with_distance(self.below.checked_sub(at + 1)?)
    }

    /// A row above the threshold with its distance, the closest first.
    fn row_above(&self, at: usize) -> Option<(u32, f64)> {
        self.with_distance(self.below.checked_add(at)?)
    }

    fn with_distance(&self, by_risk: usize) -> Option<(u32, f64)> {
        let row = *self.scores.by_risk().get(by_risk)?;
        Some((row, self.scores.distance(row, self.threshold)))
    }
}

/// How many numbers from 0 to below `end` hold, when those that hold come first.
fn count(end: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, end);
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::scores::tests::{calibrated, line, raw_scores, scores};
    use super::*;
    use crate::model::Calibration;

    #[test]
    fn the_closest_to_the_threshold_come_first() {
        let log_odds = |risk: f64| (risk / (1.0 - risk)).ln();
        let scores = scores(&[0.1, 0.25, 0.9, 0.35, 0.3].map(log_odds));
        let threshold = Threshold::new(0.31).unwrap();
        let order: Vec<u32> = scores.by_distance(threshold).iter().collect();
        assert_eq!(order, [4, 3, 1, 0, 2]);
        assert_eq!(scores.accepted(threshold), 3);
    }

    proptest! {
        #[test]
        fn rows_places_and_the_whole_order_agree(
            raw_scores in raw_scores(), at in prop_oneof![0.0..=1.0, Just(0.2)], level: bool,
        ) {
            // Along a level stretch of a calibration everybody stands at the same distance.
            let calibration = if level { line([0.0, 0.2, 0.2, 0.7, 1.0]) } else { Calibration::None };
            let scores = calibrated(&raw_scores, calibration);
            let threshold = Threshold::new(at).unwrap();
            let view = scores.by_distance(threshold);
            let order: Vec<u32> = view.iter().collect();
            prop_assert_eq!(order.len(), raw_scores.len());
            let distance = |row: u32| scores.distance(row, threshold);
            for pair in order.windows(2) {
                prop_assert!(distance(pair[0]) <= distance(pair[1]));
            }
            for (place, &row) in order.iter().enumerate() {
                prop_assert_eq!(view.row(place), Some(row));
                prop_assert_eq!(view.place(row), Some(place));
            }
            prop_assert_eq!(view.row(order.len()), None);
        }
    }
}
