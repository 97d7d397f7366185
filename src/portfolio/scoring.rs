//! Scores all clients of a base, block by block, on all processors.
//!
//! Depends on `base` and `model`. **Invariant**: a row's score does not depend on the rows that it
//! was scored with, nor on who scored it: block, thread and [`Portfolio::score`] give the same bits.

use std::{
    cmp::Reverse,
    ops::Range,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use rayon::prelude::*;

use crate::domain::{Cancelled, Job};

use super::{Portfolio, ScoreBoard, Scores, risk_scale::RiskScale};

impl Portfolio {
    /// An empty board for the scores of this base, to be filled by [`Portfolio::score_onto`] and
    /// read meanwhile.
    #[must_use]
    pub fn score_board(&self) -> Arc<ScoreBoard> {
        let forest = self.forest();
        let scale = RiskScale::new(forest, self.model.calibration());
        Arc::new(ScoreBoard::new(self.base.rows(), forest.block_rows(), scale))
    }

    /// Scores every client, on all processors.
    ///
    /// # Errors
    /// When the job is cancelled.
    pub fn score_all(&self, job: &dyn Job) -> Result<Scores, Cancelled> {
        self.score_onto(&self.score_board(), &[], job)
    }

    /// Scores every client, on all processors, and writes each block on `board` as soon as it is
    /// done; the blocks with the rows `first`, which somebody looks at, before all others. Blocks
    /// that are on the board already are left alone, so that cancelled work can be taken up again.
    ///
    /// `board` comes from [`Portfolio::score_board`] of this portfolio.
    ///
    /// # Errors
    /// When the job is cancelled. What was scored so far stays on the board.
    pub fn score_onto(
        &self,
        board: &Arc<ScoreBoard>,
        first: &[u32],
        job: &dyn Job,
    ) -> Result<Scores, Cancelled> {
        let total = board.len() as u64;
        let done = AtomicU64::new(board.scored() as u64);
        job.progress(done.load(Ordering::Relaxed), total)?;
        let blocks = blocks_in_order(board, first);
        // `par_bridge` hands blocks out one by one in this order; splitting the list would start
        // the second processor in the middle of it.
        blocks.into_iter().par_bridge().try_for_each(|block| {
            let rows = board.rows_of(block);
            let scored = rows.len() as u64;
            board.publish(block, self.score_rows(rows));
            job.progress(done.fetch_add(scored, Ordering::Relaxed) + scored, total)
        })?;
        Ok(Scores::new(Arc::clone(board)))
    }

    /// The raw scores of neighbouring rows.
    fn score_rows(&self, rows: Range<usize>) -> Box<[f64]> {
        let mut raw_scores = vec![0.0; rows.len()];
        self.forest().raw_scores_of_columns(&mut raw_scores, |feature, values| {
            self.binding.fill_feature(&self.base, feature, rows.clone(), values);
        });
        raw_scores.into_boxed_slice()
    }
}

/// The blocks that are not on the board, those with the rows `first` before all others.
fn blocks_in_order(board: &ScoreBoard, first: &[u32]) -> Vec<usize> {
    let mut is_first = vec![false; board.block_count()];
    for row in first {
        if let Some(slot) = is_first.get_mut(board.block_of(*row)) {
            *slot = true;
        }
    }
    let mut blocks: Vec<usize> =
        (0..board.block_count()).filter(|&block| board.block(block).is_none()).collect();
    blocks.sort_by_key(|&block| Reverse(is_first.get(block).copied()));
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Calibration;

    #[test]
    fn blocks_that_somebody_looks_at_come_first_and_finished_ones_not_at_all() {
        let board = ScoreBoard::new(95, 10, RiskScale::of_log_odds(Calibration::None));
        board.publish(3, vec![0.0; 10].into());
        assert_eq!(blocks_in_order(&board, &[71, 20, 39, 999]), [2, 7, 0, 1, 4, 5, 6, 8, 9]);
    }
}
