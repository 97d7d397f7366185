//! LIME over a base: a sample of its clients to draw from, and the probabilities that are shown,
//! calibrated.
//!
//! Depends on `base`, `model` and `explain`. **Invariant**: the sample depends on the base alone, so
//! that a client, a seed and a base always give the same answer.

use crate::{
    explain::lime::{self, LimeError, LimeExplanation, LimeOptions, Reference},
    model::FeatureKind,
};

use super::Portfolio;

/// Clients whose values LIME draws from: as many as samples are drawn around a client.
const REFERENCE_CLIENTS: usize = 5_000;

/// They are read in runs of neighbours, spread over the base: a run is one read of each column.
const CLIENTS_A_RUN: usize = 50;

impl Portfolio {
    /// The clients that LIME draws values from, at most 5 000, spread over the base. Worth keeping:
    /// it serves every client.
    #[must_use]
    pub fn lime_reference(&self) -> Reference {
        let features = self.forest().features();
        let is_category: Vec<bool> = features
            .iter()
            .map(|feature| matches!(feature.kind, FeatureKind::Category { .. }))
            .collect();
        let runs = run_starts(self.base.rows());
        let mut values = Vec::new();
        for first in runs {
            let rows = first..(first + CLIENTS_A_RUN).min(self.base.rows());
            let mut block = vec![f64::NAN; rows.len() * features.len()];
            self.binding.fill_block(&self.base, rows, &mut block);
            values.append(&mut block);
        }
        Reference::new(&values, &is_category)
    }

    /// What LIME says about the client on `row`; `reference` is that of this portfolio.
    ///
    /// # Errors
    /// When the base has no clients, or when `reference` belongs to another model.
    pub fn lime(
        &self,
        reference: &Reference,
        row: u32,
        options: LimeOptions,
    ) -> Result<LimeExplanation, LimeError> {
        let probabilities = |rows: &[f64]| {
            let width = self.forest().features().len().max(1);
            let mut scores = vec![0.0; rows.len() / width];
            match self.forest().raw_scores(rows, &mut scores) {
                Ok(()) => scores.iter().map(|raw| self.model.probability(*raw).get()).collect(),
                Err(_) => Vec::new(),
            }
        };
        lime::explain(reference, &self.feature_row(row), &probabilities, options)
    }
}

/// The first rows of runs that spread evenly over `rows` rows and do not overlap.
fn run_starts(rows: usize) -> Vec<usize> {
    if rows <= REFERENCE_CLIENTS {
        return (0..rows).step_by(CLIENTS_A_RUN).collect();
    }
    let runs = REFERENCE_CLIENTS / CLIENTS_A_RUN;
    (0..runs).map(|run| run * (rows - CLIENTS_A_RUN) / (runs - 1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_spread_over_the_whole_base() {
        assert_eq!(run_starts(0), [] as [usize; 0]);
        assert_eq!(run_starts(101), [0, 50, 100]);
        for rows in [5_001, 356_251] {
            let runs = run_starts(rows);
            assert_eq!((runs.len(), runs[0], runs[99]), (100, 0, rows - 50));
            assert!(runs.is_sorted_by(|left, right| left + 50 <= *right));
        }
    }
}
