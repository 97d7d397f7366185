//! The rows of a base from the safest to the riskiest.
//!
//! Raw scores lie in a bell: cut into bands of equal width, each band holds few enough clients to
//! be sorted within the processor's cache, and all bands are sorted at once. Ten million clients
//! take no more memory than the result and one band for each processor.
//! **Invariant**: the order is that of [`f64::total_cmp`], equal scores in the order of the base.

use rayon::prelude::*;

use super::ScoreBoard;

/// Clients a band, about: 16 bytes each stay within the nearest cache.
const CLIENTS_A_BAND: usize = 1_024;

/// With more bands, writing into all of them at once would be slower than sorting.
const MOST_BANDS: usize = 4_096;

/// The rows that have a score, from the safest to the riskiest.
pub(super) fn rows_by_risk(board: &ScoreBoard) -> Box<[u32]> {
    let bands = Bands::over(board);
    let mut sizes = vec![0; bands.count];
    for (_, raw_score) in board.scored_rows() {
        if let Some(size) = sizes.get_mut(bands.of(raw_score)) {
            *size += 1;
        }
    }
    let mut rows = vec![0_u32; sizes.iter().sum()];
    let mut slices = cut(&mut rows, &sizes);
    let mut filled = vec![0; bands.count];
    for (row, raw_score) in board.scored_rows() {
        let band = bands.of(raw_score);
        if let (Some(slice), Some(filled)) = (slices.get_mut(band), filled.get_mut(band))
            && let Some(slot) = slice.get_mut(*filled)
        {
            *slot = row;
            *filled += 1;
        }
    }
    slices.into_par_iter().for_each_init(Vec::new, |buffer, slice| sort(board, slice, buffer));
    rows.into_boxed_slice()
}

/// Bands of equal width from the smallest to the largest raw score.
struct Bands {
    lowest: f64,
    per_unit: f64,
    count: usize,
}

impl Bands {
    fn over(board: &ScoreBoard) -> Self {
        let start = (f64::INFINITY, f64::NEG_INFINITY);
        let (lowest, highest) = board
            .scored_rows()
            .fold(start, |(low, high), (_, score)| (low.min(score), high.max(score)));
        let count = (board.scored() / CLIENTS_A_BAND).clamp(1, MOST_BANDS);
        let width = highest - lowest;
        let per_unit = if width.is_finite() { count as f64 / width } else { 0.0 };
        Self { lowest, per_unit, count }
    }

    /// Never less for a larger score: a difference, a product and a cut are each monotone.
    fn of(&self, raw_score: f64) -> usize {
        (((raw_score - self.lowest) * self.per_unit) as usize).min(self.count - 1)
    }
}

/// One slice for each size, one after the other.
fn cut<'a>(mut rows: &'a mut [u32], sizes: &[usize]) -> Vec<&'a mut [u32]> {
    let mut slices = Vec::with_capacity(sizes.len());
    for size in sizes {
        let (slice, rest) = rows.split_at_mut(*size);
        slices.push(slice);
        rows = rest;
    }
    slices
}

fn sort(board: &ScoreBoard, rows: &mut [u32], buffer: &mut Vec<(f64, u32)>) {
    buffer.clear();
    let scored = |&row: &u32| Some((board.raw_score(row)?, row));
    buffer.extend(rows.iter().filter_map(scored));
    buffer.sort_unstable_by(|left, right| left.0.total_cmp(&right.0).then(left.1.cmp(&right.1)));
    for (slot, (_, row)) in rows.iter_mut().zip(buffer) {
        *slot = *row;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{super::risk_scale::RiskScale, *};
    use crate::model::Calibration;

    fn board(raw_scores: &[f64]) -> ScoreBoard {
        let board =
            ScoreBoard::new(raw_scores.len(), 100, RiskScale::of_log_odds(Calibration::None));
        for (block, raw_scores) in raw_scores.chunks(100).enumerate() {
            board.publish(block, raw_scores.into());
        }
        board
    }

    fn expected(raw_scores: &[f64]) -> Vec<u32> {
        let mut rows: Vec<u32> = (0..raw_scores.len() as u32).collect();
        rows.sort_by(|&a, &b| raw_scores[a as usize].total_cmp(&raw_scores[b as usize]));
        rows
    }

    proptest! {
        #[test]
        fn it_is_a_stable_sort(
            raw_scores in proptest::collection::vec(
                prop_oneof![-4.0..4.0, (-3..3_i8).prop_map(f64::from), Just(-0.0), any::<f64>()
                    .prop_map(|score| if score.is_finite() { score } else { 0.0 })],
                0..3_000,
            ),
        ) {
            let rows = rows_by_risk(&board(&raw_scores));
            prop_assert_eq!(rows.to_vec(), expected(&raw_scores));
        }
    }

    #[test]
    fn many_clients_fall_into_many_bands() {
        let raw_scores: Vec<f64> =
            (0..50_000_u32).map(|row| f64::from(row.wrapping_mul(2_654_435_769) >> 12)).collect();
        assert_eq!(rows_by_risk(&board(&raw_scores)).to_vec(), expected(&raw_scores));
        let equal = vec![1.5; 5_000];
        assert_eq!(rows_by_risk(&board(&equal)).to_vec(), expected(&equal));
    }
}
