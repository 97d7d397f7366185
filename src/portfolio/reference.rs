//! Whom a client is measured against, when it is not the average of the training population:
//! applicants who were just accepted, or a group.
//!
//! Depends on `explain` and on the scores of the base. **Invariants**: who belongs to a reference
//! depends on the base, the scores and the threshold alone, so that the same question gets the same
//! answer; the mean raw score of the reference plus a client's contributions is the client's raw
//! score, up to rounding.
//!
//! "What separates this client from those whom the bank just accepted?" is the question of a person
//! who was refused; the average client is often far away from both. Contributions are interventional
//! Shapley values with the applicants as their background ([`ReferenceExplainer`]).

use crate::{
    base::Group,
    domain::{Decision, Job, Probability, Threshold},
    explain::{ReferenceExplainer, Refused},
};

use super::{ClientReasons, Portfolio, Scores};

/// How many applicants count as just accepted when nobody gives the width of a band: enough that
/// one more or less changes nothing that is said.
pub const JUST_ACCEPTED: usize = 500;

/// A larger reference is thinned out to this many, evenly spread in the order of risk. The mean
/// over a thousand applicants misses the mean over all of them by 3 % of their spread, and the work
/// for each tree grows with their number.
pub const MOST_APPLICANTS: usize = 1_000;

/// Some clients of a base, to be measured against.
#[derive(Debug, Clone, PartialEq)]
pub struct Applicants {
    /// Their rows, from the safest to the riskiest; never empty.
    rows: Vec<u32>,
    /// Out of how many these were taken.
    of: usize,
    /// The lowest and the highest risk among all of them.
    risks: (Probability, Probability),
    chosen_by: ChosenBy,
}

/// What the applicants of a reference have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChosenBy {
    /// The model accepts them, and hardly.
    JustAccepted,
    /// They meet the conditions of a filter.
    Filter,
}

/// Applicants with what explains scores against them. Serves every client of the base.
#[derive(Debug)]
pub struct Reference {
    applicants: Applicants,
    explainer: ReferenceExplainer,
}

impl Applicants {
    /// The applicants whom the model just accepts: those whose risk lies at most `width` under the
    /// threshold (a probability: 0.02 is two points), or the [`JUST_ACCEPTED`] riskiest of those
    /// whom it accepts when there is no width. `None` when there is nobody.
    #[must_use]
    pub fn just_accepted(
        scores: &Scores,
        threshold: Threshold,
        width: Option<f64>,
    ) -> Option<Self> {
        let risk = |row: u32| scores.probability(row);
        let accepted = scores.by_risk().get(..scores.accepted(threshold))?.iter().rev().copied();
        let accepted = accepted.filter(|&row| {
            risk(row).is_some_and(|risk| Decision::of(risk, threshold) == Decision::Accept)
        });
        let mut rows: Vec<u32> = match width {
            None => accepted.take(JUST_ACCEPTED).collect(),
            Some(width) => accepted
                .take_while(|&row| {
                    risk(row).is_some_and(|risk| threshold.get() - risk.get() <= width)
                })
                .collect(),
        };
        rows.reverse();
        Self::new(scores, &rows, ChosenBy::JustAccepted)
    }

    /// The clients of a group. `None` when there is nobody.
    #[must_use]
    pub fn of_group(scores: &Scores, group: &Group) -> Option<Self> {
        let members: Vec<u32> =
            scores.by_risk().iter().copied().filter(|&row| group.contains(row as usize)).collect();
        Self::new(scores, &members, ChosenBy::Filter)
    }

    /// `rows` come from the safest to the riskiest.
    fn new(scores: &Scores, rows: &[u32], chosen_by: ChosenBy) -> Option<Self> {
        let risk = |row: Option<&u32>| scores.probability(*row?);
        let risks = (risk(rows.first())?, risk(rows.last())?);
        Some(Self { of: rows.len(), rows: thinned(rows), risks, chosen_by })
    }

    /// Their rows, from the safest to the riskiest; at least one, at most [`MOST_APPLICANTS`].
    #[must_use]
    pub fn rows(&self) -> &[u32] {
        &self.rows
    }

    /// Out of how many they were taken: more than there are rows when they were thinned out.
    #[must_use]
    pub fn of(&self) -> usize {
        self.of
    }

    /// The lowest and the highest probability of default among all of them.
    #[must_use]
    pub fn risks(&self) -> (Probability, Probability) {
        self.risks
    }

    /// What they have in common.
    #[must_use]
    pub fn chosen_by(&self) -> ChosenBy {
        self.chosen_by
    }
}

impl Reference {
    /// Whom it measures against.
    #[must_use]
    pub fn applicants(&self) -> &Applicants {
        &self.applicants
    }
}

impl Portfolio {
    /// Prepares explanations against these applicants of this base.
    ///
    /// # Errors
    /// When a tree of the model asks about more features on one path than are kept apart, or when
    /// the job is cancelled.
    pub fn measure_against(
        &self,
        applicants: Applicants,
        job: &dyn Job,
    ) -> Result<Reference, Refused> {
        let explainer = self.reference(applicants.rows(), job)?;
        Ok(Reference { applicants, explainer })
    }

    /// Why the score of the client on `row` differs from the mean score of a reference of this
    /// portfolio.
    #[must_use]
    pub fn reasons_against(&self, row: u32, reference: &Reference) -> ClientReasons {
        let values = self.feature_row(row);
        // The values have the model's width by construction: the other arm is never taken.
        let explanation =
            reference.explainer.explain(&values).unwrap_or_else(|_| self.explain(row));
        self.reasons_of(row, &values, explanation)
    }
}

/// All rows, or [`MOST_APPLICANTS`] of them at even distances, the first one among them.
fn thinned(rows: &[u32]) -> Vec<u32> {
    let kept = rows.len().min(MOST_APPLICANTS);
    (0..kept).filter_map(|place| rows.get(place * rows.len() / kept).copied()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::portfolio::scores::tests::{raw_scores, scores};

    #[test]
    fn the_threshold_itself_is_just_accepted_and_nobody_above_it() {
        let scores = scores(&[-3.0, -1.0, 0.0, 0.1]);
        let threshold = Threshold::new(0.5).unwrap();
        let all = Applicants::just_accepted(&scores, threshold, None).unwrap();
        assert_eq!((all.rows(), all.of()), ([0, 1, 2].as_slice(), 3));
        assert_eq!(all.risks().1.get(), 0.5);
        let band = Applicants::just_accepted(&scores, threshold, Some(0.25)).unwrap();
        assert_eq!(band.rows(), [1, 2]);
        let only = Applicants::just_accepted(&scores, threshold, Some(0.0)).unwrap();
        assert_eq!(only.rows(), [2]);
    }

    #[test]
    fn nobody_is_no_reference() {
        let nobody_accepted = scores(&[3.0, 4.0]);
        let threshold = Threshold::new(0.5).unwrap();
        assert_eq!(Applicants::just_accepted(&nobody_accepted, threshold, None), None);
        assert_eq!(Applicants::just_accepted(&scores(&[]), threshold, None), None);
        assert_eq!(Applicants::of_group(&nobody_accepted, &Group::none(2)), None);
    }

    #[test]
    fn a_large_group_is_thinned_evenly_and_says_so() {
        let many: Vec<f64> = (0..2_500).map(|row| f64::from(row) / 1_000.0).collect();
        let scores = scores(&many);
        let group = Applicants::of_group(&scores, &Group::all(many.len())).unwrap();
        assert_eq!((group.rows().len(), group.of()), (MOST_APPLICANTS, 2_500));
        let gaps = group.rows().windows(2).map(|pair| pair[1] - pair[0]);
        assert!(gaps.min() >= Some(2) && group.rows()[0] == 0 && group.rows()[999] >= 2_497);
        assert_eq!(Some(group.risks().1), scores.probability(2_499), "the range is that of all");
        let accepted =
            Applicants::just_accepted(&scores, Threshold::new(1.0).unwrap(), None).unwrap();
        assert_eq!(accepted.rows().len(), JUST_ACCEPTED);
    }

    proptest! {
        #[test]
        fn the_just_accepted_are_accepted_and_nobody_accepted_is_riskier(
            raw_scores in raw_scores(), threshold in 0.0..=1.0, width in proptest::option::of(0.0..0.5),
        ) {
            let scores = scores(&raw_scores);
            let threshold = Threshold::new(threshold).unwrap();
            let found = Applicants::just_accepted(&scores, threshold, width);
            let risk = |row: u32| scores.probability(row).unwrap().get();
            let accepted: Vec<f64> = (0..raw_scores.len() as u32)
                .map(risk).filter(|risk| *risk <= threshold.get()).collect();
            let near = accepted.iter()
                .filter(|risk| width.is_none_or(|width| threshold.get() - **risk <= width)).count();
            prop_assert_eq!(found.as_ref().map_or(0, Applicants::of), near.min(JUST_ACCEPTED));
            if let Some(found) = found {
                prop_assert!(found.rows().iter().all(|&row| risk(row) <= threshold.get()));
                let riskiest = accepted.iter().copied().fold(0.0, f64::max);
                prop_assert_eq!(found.risks().1.get(), riskiest);
            }
        }
    }
}
