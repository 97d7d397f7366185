//! What became of each client, where the base knows it.

use super::{
    column::{Column, ColumnKind},
    places::{PlaceUnit, Places},
};

/// The client repaid.
pub(super) const REPAID: u8 = 0;
/// The client defaulted.
pub(super) const DEFAULTED: u8 = 1;
/// Nobody knows yet.
pub(super) const UNKNOWN: u8 = 2;

/// Rows that are read in one go.
const BLOCK_ROWS: usize = 16_384;

/// One outcome a row, and the column that holds it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct OutcomeColumn {
    /// The column's place in the base.
    pub(super) column: usize,
    /// [`REPAID`], [`DEFAULTED`] or [`UNKNOWN`].
    pub(super) by_row: Box<[u8]>,
}

/// The outcomes that `column` holds: 1 for a default, 0 for none, missing for unknown.
///
/// # Errors
/// The rows that hold anything else.
pub(super) fn read_outcomes(column: &Column) -> Result<Box<[u8]>, Places> {
    let mut strange = Places::of(PlaceUnit::Row);
    let is_words = column.kind() == ColumnKind::Text;
    let mut by_row = Vec::with_capacity(column.rows());
    let mut numbers = vec![f64::NAN; BLOCK_ROWS];
    for first in (0..column.rows()).step_by(BLOCK_ROWS) {
        let taken = BLOCK_ROWS.min(column.rows() - first);
        column.copy_numbers(first..first + taken, &mut numbers);
        for (row, number) in (first..).zip(numbers.iter().copied().take(taken)) {
            by_row.push(if number == 0.0 {
                REPAID
            } else if number == 1.0 {
                DEFAULTED
            } else {
                if !number.is_nan() || (is_words && column.text(row).is_some()) {
                    strange.add(row as u64 + 1);
                }
                UNKNOWN
            });
        }
    }
    if strange.is_empty() { Ok(by_row.into_boxed_slice()) } else { Err(strange) }
}

/// What the byte of an outcome says; `None` unknown.
pub(super) fn outcome(byte: u8) -> Option<bool> {
    match byte {
        REPAID => Some(false),
        DEFAULTED => Some(true),
        _ => None,
    }
}
