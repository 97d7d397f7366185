//! The scores of every client of a base, sorted.
//!
//! Depends on `domain` and `base`. **Invariant**: a decision is always that of the unrounded
//! probability held against the threshold, also where clients are counted without computing their
//! probabilities.
//!
//! Takes 12 bytes a client: the raw score and the place in the order of risk. Probabilities are
//! computed when asked for; sorted raw scores answer "how many are accepted" in a few steps.

use std::{cmp::Ordering, sync::Arc};

use crate::{
    base::Group,
    domain::{Decision, Probability, Threshold},
};

use super::{NearestFirst, ScoreBoard, risk_order::rows_by_risk};

/// The score of every client, and the rows from the safest to the riskiest. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Scores {
    board: Arc<ScoreBoard>,
    by_risk: Arc<[u32]>,
}

/// A threshold in raw scores, for counting many clients without a probability for each.
#[derive(Debug, Clone, Copy)]
struct Cut {
    threshold: Threshold,
    /// Below this everybody is accepted.
    doubtful_from: f64,
    /// Above this everybody is refused; in between the probability decides.
    doubtful_to: f64,
}

impl Scores {
    /// Sorts the scores of a board, on all processors. Rows without a score are left out of
    /// [`Scores::by_risk`]; [`Portfolio::score_onto`](super::Portfolio::score_onto) leaves none.
    pub(super) fn new(board: Arc<ScoreBoard>) -> Self {
        let by_risk = rows_by_risk(&board).into();
        Self { board, by_risk }
    }

    /// How many clients were scored.
    #[must_use]
    pub fn len(&self) -> usize {
        self.by_risk.len()
    }

    /// Whether there was no client.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_risk.is_empty()
    }

    /// The raw score of one row, in log-odds.
    #[must_use]
    pub fn raw_score(&self, row: u32) -> Option<f64> {
        self.board.raw_score(row)
    }

    /// The probability of default of one row.
    #[must_use]
    pub fn probability(&self, row: u32) -> Option<Probability> {
        self.board.probability(row)
    }

    /// All rows from the safest to the riskiest; ties in the order of the base.
    #[must_use]
    pub fn by_risk(&self) -> &[u32] {
        &self.by_risk
    }

    /// Where a row stands in [`Scores::by_risk`], 0 for the safest; in time logarithmic in the
    /// number of clients. `None` when there is no such row.
    #[must_use]
    pub fn place(&self, row: u32) -> Option<usize> {
        let own = self.raw_score(row)?;
        let order = |other: &u32| {
            let score = self.raw_score(*other).unwrap_or(f64::NAN);
            score.total_cmp(&own).then(other.cmp(&row))
        };
        self.by_risk.binary_search_by(order).ok()
    }

    /// All rows from the closest to the threshold to the farthest, without a list of them: made in
    /// time logarithmic in the number of clients, and so is every row that it is asked for.
    #[must_use]
    pub fn by_distance(&self, threshold: Threshold) -> NearestFirst<'_> {
        NearestFirst::new(self, threshold)
    }

    /// How many clients the model would accept; in time logarithmic in their number.
    #[must_use]
    pub fn accepted(&self, threshold: Threshold) -> usize {
        let cut = self.cut(threshold);
        let raw_score = |row: &u32| self.raw_score(*row).unwrap_or(f64::INFINITY);
        let sure = self.by_risk.partition_point(|row| raw_score(row) < cut.doubtful_from);
        let mut rest = self.by_risk.get(sure..).unwrap_or_default();
        let mut accepted = sure;
        while let Some(own) = rest.first().map(raw_score)
            && own <= cut.doubtful_to
        {
            let equal = rest.partition_point(|row| raw_score(row) <= own).max(1);
            if self.decision(own, threshold) == Decision::Accept {
                accepted += equal;
            }
            rest = rest.get(equal..).unwrap_or_default();
        }
        accepted
    }

    /// How many clients of a group the model would accept, in one pass over the group.
    #[must_use]
    pub fn accepted_in(&self, group: &Group, threshold: Threshold) -> usize {
        if group.is_everybody() {
            return self.accepted(threshold);
        }
        let cut = self.cut(threshold);
        group
            .rows()
            .filter_map(|row| self.raw_score(row as u32))
            .filter(|&raw_score| match () {
                () if raw_score < cut.doubtful_from => true,
                () if raw_score > cut.doubtful_to => false,
                () => self.decision(raw_score, cut.threshold) == Decision::Accept,
            })
            .count()
    }

    /// For how many clients the decision changes when the threshold moves; in time logarithmic in
    /// their number.
    #[must_use]
    pub fn flipped(&self, from: Threshold, to: Threshold) -> usize {
        // Whoever is accepted stays so when the threshold rises: the difference counts them all.
        self.accepted(from).abs_diff(self.accepted(to))
    }

    /// For how many clients of a group the decision changes when the threshold moves, in two
    /// passes over the group.
    #[must_use]
    pub fn flipped_in(&self, group: &Group, from: Threshold, to: Threshold) -> usize {
        self.accepted_in(group, from).abs_diff(self.accepted_in(group, to))
    }

    /// How many of [`Scores::by_risk`] come before the threshold. Where `exp` rounds a larger
    /// score to a smaller probability this may be off by clients whose probability equals the
    /// threshold to 15 digits; decisions never rest on it alone.
    pub(super) fn about_accepted(&self, threshold: Threshold) -> usize {
        self.by_risk.partition_point(|&row| {
            self.probability(row).is_some_and(|probability| probability.get() <= threshold.get())
        })
    }

    /// How the distance to the threshold compares.
    pub(super) fn distance(&self, row: u32, threshold: Threshold) -> f64 {
        self.probability(row)
            .map_or(f64::INFINITY, |probability| (probability.get() - threshold.get()).abs())
    }

    fn cut(&self, threshold: Threshold) -> Cut {
        let at = self.about_accepted(threshold);
        let raw_score = |at: Option<usize>| self.raw_score(*self.by_risk.get(at?)?);
        let last = raw_score(at.checked_sub(1)).map(|score| score - self.board.margin(score));
        let next = raw_score(Some(at)).map(|score| score + self.board.margin(score));
        Cut {
            threshold,
            doubtful_from: last.or(raw_score(Some(at))).unwrap_or(f64::NEG_INFINITY),
            doubtful_to: next.or(raw_score(at.checked_sub(1))).unwrap_or(f64::INFINITY),
        }
    }

    fn decision(&self, raw_score: f64, threshold: Threshold) -> Decision {
        Decision::of(self.board.probability_of(raw_score), threshold)
    }
}

/// Equal when every client has the same score.
impl PartialEq for Scores {
    fn eq(&self, other: &Self) -> bool {
        self.by_risk == other.by_risk
            && self.by_risk.iter().all(|&row| {
                let (own, others) = (self.raw_score(row), other.raw_score(row));
                own.zip(others)
                    .is_some_and(|(own, others)| own.total_cmp(&others) == Ordering::Equal)
            })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::{super::risk_scale::RiskScale, *};
    use crate::model::Calibration;

    /// Scores of clients whose raw scores are these.
    pub(in crate::portfolio) fn scores(raw_scores: &[f64]) -> Scores {
        calibrated(raw_scores, Calibration::None)
    }

    /// The same, and what turns their probabilities into those that are shown.
    pub(in crate::portfolio) fn calibrated(raw_scores: &[f64], calibration: Calibration) -> Scores {
        let scale = RiskScale::of_log_odds(calibration);
        let board = ScoreBoard::new(raw_scores.len(), 7, scale);
        for (block, raw_scores) in raw_scores.chunks(7).enumerate() {
            board.publish(block, raw_scores.into());
        }
        Scores::new(Arc::new(board))
    }

    fn accepted_one_by_one(scores: &Scores, group: &Group, threshold: Threshold) -> usize {
        let accepts = |row: &usize| {
            let probability = scores.probability(*row as u32).unwrap();
            Decision::of(probability, threshold) == Decision::Accept
        };
        group.rows().filter(accepts).count()
    }

    /// Raw scores with ties and neighbours that differ in the last digit.
    pub(in crate::portfolio) fn raw_scores() -> impl Strategy<Value = Vec<f64>> {
        let near = (-3..3_i8, 0..4_i8).prop_map(|(whole, steps)| {
            (0..steps).fold(f64::from(whole) / 2.0, |score: f64, _| score.next_up())
        });
        let score = prop_oneof![near, -5.0..5.0, Just(800.0), Just(-800.0), 30.0..40.0];
        proptest::collection::vec(score, 0..200)
    }

    /// An isotonic calibration through these heights.
    pub(in crate::portfolio) fn line(to: [f64; 5]) -> Calibration {
        Calibration::isotonic([0.0, 0.1, 0.5, 0.6, 1.0].into(), to.into()).unwrap()
    }

    /// No calibration, a steep and a nearly flat one, and a line with level stretches.
    fn calibration() -> impl Strategy<Value = Calibration> {
        prop_oneof![
            Just(Calibration::None),
            Just(Calibration::platt(3.0, -1.0).unwrap()),
            Just(Calibration::platt(1e-6, 0.5).unwrap()),
            Just(line([0.0, 0.2, 0.2, 0.7, 1.0])),
            Just(line([0.3, 0.3, 0.3 + 1e-12, 0.4, 0.4])),
        ]
    }

    proptest! {
        #[test]
        fn counting_decides_as_each_client_is_decided(
            raw_scores in raw_scores(), at in any::<prop::sample::Index>(), steps in -2..3_i8,
            free in 0.0..=1.0, calibration in calibration(),
        ) {
            let scores = calibrated(&raw_scores, calibration);
            // A threshold on or right beside a client's own probability is the hardest.
            let own = if raw_scores.is_empty() { free } else {
                scores.probability(at.index(raw_scores.len()) as u32).unwrap().get()
            };
            let moved = (0..steps.abs()).fold(own, |own: f64, _| {
                if steps > 0 { own.next_up() } else { own.next_down() }
            });
            let group = Group::of_rows(raw_scores.len(), (0..raw_scores.len()).step_by(3));
            let everybody = Group::all(raw_scores.len());
            let free = Threshold::new(free).unwrap();
            for value in [own, moved.clamp(0.0, 1.0), 0.0, 1.0] {
                let threshold = Threshold::new(value).unwrap();
                let expected = accepted_one_by_one(&scores, &everybody, threshold);
                prop_assert_eq!(scores.accepted(threshold), expected);
                prop_assert_eq!(scores.accepted_in(&everybody, threshold), expected);
                let in_group = accepted_one_by_one(&scores, &group, threshold);
                prop_assert_eq!(scores.accepted_in(&group, threshold), in_group);
                let flipped = |group: &Group| group.rows().filter(|&row| {
                    let risk = scores.probability(row as u32).unwrap();
                    Decision::of(risk, threshold) != Decision::of(risk, free)
                }).count();
                prop_assert_eq!(scores.flipped(threshold, free), flipped(&everybody));
                prop_assert_eq!(scores.flipped_in(&group, threshold, free), flipped(&group));
            }
        }

        #[test]
        fn a_place_is_where_the_row_stands(raw_scores in raw_scores()) {
            let scores = scores(&raw_scores);
            for (place, &row) in scores.by_risk().iter().enumerate() {
                prop_assert_eq!(scores.place(row), Some(place));
            }
            prop_assert_eq!(scores.place(raw_scores.len() as u32), None);
        }
    }

    #[test]
    fn rows_go_from_the_safest_to_the_riskiest_and_ties_keep_their_order() {
        assert_eq!(scores(&[0.5, 0.1, 0.5, 0.9]).by_risk(), [1, 0, 2, 3]);
    }

    #[test]
    fn a_base_without_clients_has_no_scores() {
        let scores = scores(&[]);
        assert!(scores.is_empty());
        assert_eq!(scores.by_distance(Threshold::STAND_IN).len(), 0);
        assert_eq!(scores.accepted(Threshold::STAND_IN), 0);
    }

    #[test]
    fn equal_scores_are_equal() {
        assert_eq!(scores(&[0.5, 0.1]), scores(&[0.5, 0.1]));
        assert_ne!(scores(&[0.5, 0.1]), scores(&[0.5, 0.2]));
    }
}
