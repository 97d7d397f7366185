//! Some rows of a plain table.
//!
//! Depends on nothing. Rows stand one behind the other, since they are brought into another order soon:
//! what belongs to a row is then found in one place. Invariant: all rows have the same columns.

use std::sync::{Mutex, PoisonError};

/// Room for numbers, and for codes, of the widest tables in what is read of a file at a time.
const NUMBERS: usize = 1 << 16;
const CODES: usize = 1 << 15;

/// Some rows in the order of the file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Piece {
    rows: usize,
    /// Columns of numbers, and of words.
    widths: (usize, usize),
    /// The numbers of the first row, of the second one, and so on; NaN for missing.
    numbers: Vec<f64>,
    /// The codes of the words of each row.
    codes: Vec<u32>,
}

/// Memory of pieces that nobody needs any more, for those that are read next: the system takes longer to
/// hand out so much memory than it takes to fill it.
#[derive(Debug, Default)]
pub struct SparePieces(Mutex<Vec<Piece>>);

impl Piece {
    /// So many rows without a number and without a word, of so many columns of numbers and of words; in
    /// memory that `spare` has, if there is some.
    pub(in crate::base) fn blank(rows: usize, widths: (usize, usize), spare: &SparePieces) -> Self {
        let Self { mut numbers, mut codes, .. } = spare.take();
        fill(&mut numbers, rows * widths.0, f64::NAN, NUMBERS);
        fill(&mut codes, rows * widths.1, 0, CODES);
        Self { rows, widths, numbers, codes }
    }

    /// How many rows it has.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// All numbers: those of the first row in the order of the columns of numbers, those of the second
    /// row, and so on; NaN for missing.
    #[must_use]
    pub fn all_numbers(&self) -> &[f64] {
        &self.numbers
    }

    /// All words: those of the first row in the order of the columns of words, and so on. A word is its
    /// place among the column's words, counted from 1, and 0 for missing.
    #[must_use]
    pub fn all_codes(&self) -> &[u32] {
        &self.codes
    }

    /// The numbers of the column at `column` among the columns of numbers, row by row; none when there
    /// is no such column.
    pub fn numbers(&self, column: usize) -> impl Iterator<Item = f64> {
        let numbers = if column < self.widths.0 { self.numbers.get(column..) } else { None };
        numbers.unwrap_or_default().iter().step_by(self.widths.0.max(1)).copied()
    }

    /// The words of the column at `column` among the columns of words, row by row, as in
    /// [`Self::all_codes`]; none when there is no such column.
    pub fn codes(&self, column: usize) -> impl Iterator<Item = u32> {
        let codes = if column < self.widths.1 { self.codes.get(column..) } else { None };
        codes.unwrap_or_default().iter().step_by(self.widths.1.max(1)).copied()
    }

    /// Room for the numbers of a column.
    pub(in crate::base) fn numbers_mut(&mut self, column: usize) -> impl Iterator<Item = &mut f64> {
        let numbers = if column < self.widths.0 { self.numbers.get_mut(column..) } else { None };
        numbers.unwrap_or_default().iter_mut().step_by(self.widths.0.max(1))
    }

    /// Room for the codes of a column of words.
    pub(in crate::base) fn codes_mut(&mut self, column: usize) -> impl Iterator<Item = &mut u32> {
        let codes = if column < self.widths.1 { self.codes.get_mut(column..) } else { None };
        codes.unwrap_or_default().iter_mut().step_by(self.widths.1.max(1))
    }

    /// What its cells take in memory.
    pub(in crate::base) fn bytes(&self) -> u64 {
        (size_of_val(self.all_numbers()) + size_of_val(self.all_codes())) as u64
    }
}

/// Makes `cells` so many of `blank`, with room for at least `room` from the beginning: whatever table
/// comes next finds enough of it, and room that nobody fills takes no memory.
fn fill<T: Copy>(cells: &mut Vec<T>, count: usize, blank: T, room: usize) {
    cells.clear();
    if cells.capacity() < count {
        // Nothing is moved that nobody needs any more.
        *cells = Vec::with_capacity(count.max(room));
    }
    cells.resize(count, blank);
}

impl SparePieces {
    /// A piece that nobody needs any more; a new one when there is none.
    fn take(&self) -> Piece {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }

    /// Keeps the memory of `pieces`.
    pub(super) fn keep(&self, pieces: Vec<Piece>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend(pieces);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_and_rows_are_two_views_of_the_same_cells() {
        let spare = SparePieces::default();
        let mut piece = Piece::blank(3, (2, 1), &spare);
        for (column, values) in [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]].into_iter().enumerate() {
            for (room, value) in piece.numbers_mut(column).zip(values) {
                *room = value;
            }
        }
        for (room, code) in piece.codes_mut(0).zip([7, 8, 9]) {
            *room = code;
        }
        assert_eq!(piece.all_numbers(), [1.0, 4.0, 2.0, 5.0, 3.0, 6.0]);
        assert_eq!(piece.all_codes(), [7, 8, 9]);
        assert!(piece.numbers(1).eq([4.0, 5.0, 6.0]) && piece.codes(0).eq([7, 8, 9]));
        assert_eq!((piece.numbers(2).count(), piece.codes(1).count()), (0, 0));
        spare.keep(vec![piece]);
        let piece = Piece::blank(2, (1, 0), &spare);
        assert!(piece.numbers(0).all(f64::is_nan) && piece.numbers(0).count() == 2);
        assert!(piece.codes(0).next().is_none());
    }
}
