//! The scores of every client of a base.

use std::cmp::Ordering;

use crate::domain::{Cancelled, Decision, Job, Probability, Threshold};

use super::Portfolio;

/// Rows scored between two looks at the cancel button: about 50 ms of work for a large model.
const ROWS_A_SLAB: usize = 16_384;

/// The probability of default of every client, and the rows from the safest to the riskiest.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scores {
    raw: Vec<f64>,
    probabilities: Vec<f64>,
    by_risk: Vec<u32>,
}

impl Portfolio {
    /// Scores every client, on all processors.
    ///
    /// # Errors
    /// When the job is cancelled.
    pub fn score_all(&self, job: &dyn Job) -> Result<Scores, Cancelled> {
        let rows = self.base.rows();
        let mut raw = vec![0.0; rows];
        for (slab_index, slab) in raw.chunks_mut(ROWS_A_SLAB).enumerate() {
            let first = slab_index * ROWS_A_SLAB;
            job.progress(first as u64, rows as u64)?;
            self.forest().raw_scores_by_block(slab, |range, block| {
                let range = first + range.start..first + range.end;
                self.binding.fill_block(&self.base, range, block);
            });
        }
        job.progress(rows as u64, rows as u64)?;
        Ok(Scores::new(raw, |raw_score| self.forest().probability(raw_score)))
    }
}

impl Scores {
    fn new(raw: Vec<f64>, probability: impl Fn(f64) -> Probability) -> Self {
        let probabilities: Vec<f64> = raw.iter().map(|&raw| probability(raw).get()).collect();
        let mut by_risk: Vec<u32> = (0..raw.len() as u32).collect();
        by_risk.sort_by(|&a, &b| raw[a as usize].total_cmp(&raw[b as usize]).then(a.cmp(&b)));
        Self { raw, probabilities, by_risk }
    }

    /// How many clients were scored.
    #[must_use]
    pub fn len(&self) -> usize {
        self.raw.len()
    }

    /// Whether there was no client.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.raw.is_empty()
    }

    /// The raw score of one row, in log-odds.
    #[must_use]
    pub fn raw_score(&self, row: u32) -> Option<f64> {
        self.raw.get(row as usize).copied()
    }

    /// The probability of default of one row.
    #[must_use]
    pub fn probability(&self, row: u32) -> Option<Probability> {
        self.probabilities.get(row as usize).and_then(|&value| Probability::new(value).ok())
    }

    /// All probabilities of default, in the order of the base.
    #[must_use]
    pub fn probabilities(&self) -> &[f64] {
        &self.probabilities
    }

    /// All rows from the safest to the riskiest; ties in the order of the base.
    #[must_use]
    pub fn by_risk(&self) -> &[u32] {
        &self.by_risk
    }

    /// All rows from the closest to the threshold to the farthest.
    #[must_use]
    pub fn by_distance(&self, threshold: Threshold) -> Vec<u32> {
        let distance = |row: u32| (self.probabilities[row as usize] - threshold.get()).abs();
        let first_above = self
            .by_risk
            .partition_point(|&row| self.probabilities[row as usize] <= threshold.get());
        let (below, above) = self.by_risk.split_at(first_above);
        let mut merged = Vec::with_capacity(self.by_risk.len());
        let mut below = below.iter().rev().copied().peekable();
        let mut above = above.iter().copied().peekable();
        while let (Some(&low), Some(&high)) = (below.peek(), above.peek()) {
            let nearer = distance(low).total_cmp(&distance(high));
            merged.extend(if nearer == Ordering::Greater { above.next() } else { below.next() });
        }
        merged.extend(below);
        merged.extend(above);
        merged
    }

    /// How many clients the model would accept.
    #[must_use]
    pub fn accepted(&self, threshold: Threshold) -> usize {
        self.probabilities
            .iter()
            .filter(|&&value| {
                Probability::new(value)
                    .is_ok_and(|value| Decision::of(value, threshold) == Decision::Accept)
            })
            .count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(values: &[f64]) -> Scores {
        Scores::new(values.to_vec(), |raw| Probability::new(raw).unwrap())
    }

    #[test]
    fn rows_go_from_the_safest_to_the_riskiest_and_ties_keep_their_order() {
        assert_eq!(scores(&[0.5, 0.1, 0.5, 0.9]).by_risk(), [1, 0, 2, 3]);
    }

    #[test]
    fn the_closest_to_the_threshold_come_first() {
        let scores = scores(&[0.1, 0.25, 0.9, 0.35, 0.3]);
        let threshold = Threshold::new(0.3).unwrap();
        assert_eq!(scores.by_distance(threshold), [4, 1, 3, 0, 2]);
        assert_eq!(scores.accepted(threshold), 3);
    }

    #[test]
    fn a_base_without_clients_has_no_scores() {
        let scores = scores(&[]);
        assert!(scores.is_empty());
        assert!(scores.by_distance(Threshold::STAND_IN).is_empty());
    }
}
