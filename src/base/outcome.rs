//! What became of each client, where the base knows it.

use crate::domain::Outcomes;

use super::{
    column::{Column, ColumnKind},
    group::{Group, ROWS_A_WORD},
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OutcomeColumn {
    /// The column's place in the base.
    pub(super) column: usize,
    /// [`REPAID`], [`DEFAULTED`] or [`UNKNOWN`].
    pub(super) by_row: Box<[u8]>,
    /// The clients whose outcome is known.
    known: Group,
    /// Those of them who defaulted.
    defaulted: Group,
}

impl OutcomeColumn {
    /// The outcomes of all rows, which the column at place `column` holds.
    pub(super) fn new(column: usize, by_row: Box<[u8]>) -> Self {
        let rows_with = |is_meant: fn(u8) -> bool| {
            let words = by_row.chunks(ROWS_A_WORD).map(|rows| {
                let bits = rows.iter().rev().map(|outcome| u64::from(is_meant(*outcome)));
                bits.fold(0, |word, bit| word << 1 | bit)
            });
            Group::new(words.collect(), by_row.len())
        };
        let known = rows_with(|outcome| outcome != UNKNOWN);
        let defaulted = rows_with(|outcome| outcome == DEFAULTED);
        Self { column, by_row, known, defaulted }
    }

    /// What became of the clients of `group`.
    pub(super) fn of(&self, group: &Group) -> Outcomes {
        Outcomes {
            known: group.count_with(&self.known) as u64,
            defaults: group.count_with(&self.defaulted) as u64,
        }
    }
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
