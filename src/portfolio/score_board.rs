//! Where the scores of a base are written down while they are computed.
//!
//! Depends on `domain`. **Invariant**: a score that can be read here is final. Blocks of rows
//! appear whole and never change, so that whoever reads while others still score sees either
//! nothing or the number that stays.

use std::{
    ops::Range,
    sync::{
        OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
};

use crate::domain::Probability;

use super::risk_scale::RiskScale;

/// The raw scores of a base, block by block as they come. Shared between threads: one side calls
/// [`Portfolio::score_onto`](super::Portfolio::score_onto), the other reads rows that are there.
///
/// Takes 8 bytes a client, and [`Scores`](super::Scores) keeps the same board: nothing is copied
/// when the last block is there.
#[derive(Debug)]
pub struct ScoreBoard {
    blocks: Box<[OnceLock<Box<[f64]>>]>,
    rows: usize,
    block_rows: usize,
    scored: AtomicUsize,
    scale: RiskScale,
}

impl ScoreBoard {
    /// An empty board for `rows` clients, who are scored `block_rows` together.
    pub(super) fn new(rows: usize, block_rows: usize, scale: RiskScale) -> Self {
        let block_rows = block_rows.max(1);
        let blocks = (0..rows.div_ceil(block_rows)).map(|_| OnceLock::new()).collect();
        Self { blocks, rows, block_rows, scored: AtomicUsize::new(0), scale }
    }

    /// How many clients the base has, scored or not.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether the base has no client.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// How many clients have their score. Only grows, so that it also tells whether anything is
    /// new since the last look.
    #[must_use]
    pub fn scored(&self) -> usize {
        self.scored.load(Ordering::Acquire)
    }

    /// Whether every client has a score.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.scored() == self.rows
    }

    /// The raw score of one row; `None` while it is not computed, and when there is no such row.
    #[must_use]
    pub fn raw_score(&self, row: u32) -> Option<f64> {
        let row = row as usize;
        self.blocks.get(row / self.block_rows)?.get()?.get(row % self.block_rows).copied()
    }

    /// The probability of default of one row; `None` while it is not computed, and when there is
    /// no such row. The same to the bit as [`Model::probability`](super::Model::probability).
    #[must_use]
    pub fn probability(&self, row: u32) -> Option<Probability> {
        self.raw_score(row).map(|raw_score| self.probability_of(raw_score))
    }

    /// The probability that a raw score stands for.
    pub(super) fn probability_of(&self, raw_score: f64) -> Probability {
        self.scale.probability(raw_score)
    }

    /// See [`RiskScale::margin`].
    pub(super) fn margin(&self, raw_score: f64) -> f64 {
        self.scale.margin(raw_score)
    }

    /// How many blocks there are.
    pub(super) fn block_count(&self) -> usize {
        self.blocks.len()
    }

    /// The block that a row belongs to.
    pub(super) fn block_of(&self, row: u32) -> usize {
        row as usize / self.block_rows
    }

    /// The rows of a block.
    pub(super) fn rows_of(&self, block: usize) -> Range<usize> {
        let first = (block * self.block_rows).min(self.rows);
        first..(first + self.block_rows).min(self.rows)
    }

    /// The raw scores of a block, when they are there.
    pub(super) fn block(&self, block: usize) -> Option<&[f64]> {
        self.blocks.get(block)?.get().map(AsRef::as_ref)
    }

    /// Shows the raw scores of a block to everybody. A block that is there stays as it is.
    pub(super) fn publish(&self, block: usize, raw_scores: Box<[f64]>) {
        let rows = raw_scores.len();
        if rows == self.rows_of(block).len()
            && self.blocks.get(block).is_some_and(|slot| slot.set(raw_scores).is_ok())
        {
            self.scored.fetch_add(rows, Ordering::Release);
        }
    }

    /// All raw scores with their rows, block by block; those that are there.
    pub(super) fn scored_rows(&self) -> impl Iterator<Item = (u32, f64)> {
        (0..self.block_count()).flat_map(|block| {
            let raw_scores = self.block(block).unwrap_or_default();
            self.rows_of(block).zip(raw_scores).map(|(row, raw_score)| (row as u32, *raw_score))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Calibration;

    #[test]
    fn a_block_appears_whole_and_never_changes() {
        let board = ScoreBoard::new(5, 2, RiskScale::of_log_odds(Calibration::None));
        assert_eq!((board.len(), board.block_count(), board.scored()), (5, 3, 0));
        assert_eq!(board.raw_score(4), None);
        board.publish(2, [0.0].into());
        assert_eq!((board.raw_score(4), board.raw_score(3), board.scored()), (Some(0.0), None, 1));
        assert_eq!(board.probability(4), Some(Probability::from_log_odds(0.0)));
        board.publish(2, [9.0].into());
        assert_eq!((board.raw_score(4), board.scored()), (Some(0.0), 1));
        board.publish(0, [1.0].into());
        assert_eq!(board.raw_score(0), None, "a block of the wrong size is none");
        board.publish(0, [1.0, 2.0].into());
        board.publish(1, [3.0, 4.0].into());
        board.publish(3, [3.0, 4.0].into());
        assert!(board.is_complete());
        assert_eq!((board.raw_score(3), board.raw_score(5)), (Some(4.0), None));
        assert_eq!(board.scored_rows().map(|(row, _)| row).collect::<Vec<_>>(), [0, 1, 2, 3, 4]);
    }

    #[test]
    fn a_board_for_nobody_is_complete() {
        let board = ScoreBoard::new(0, 16, RiskScale::of_log_odds(Calibration::None));
        assert!(board.is_complete() && board.is_empty());
    }
}
