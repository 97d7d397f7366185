//! Some rows of a plain table.
//!
//! Depends on nothing. Invariant: all columns are equally long.

/// Some rows, column by column, in the order of the file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Piece {
    rows: usize,
    numbers: Vec<Vec<f64>>,
    codes: Vec<Vec<u32>>,
}

impl Piece {
    /// The piece of these columns.
    pub(in crate::base) fn new(rows: usize, numbers: Vec<Vec<f64>>, codes: Vec<Vec<u32>>) -> Self {
        Self { rows, numbers, codes }
    }

    /// How many rows it has.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The numbers of the column at `place` among the columns of numbers, NaN for missing; empty
    /// when there is no such column.
    #[must_use]
    pub fn numbers(&self, place: usize) -> &[f64] {
        self.numbers.get(place).map(Vec::as_slice).unwrap_or_default()
    }

    /// The words of the column at `place` among the columns of words: the place of each among the
    /// column's words, counted from 1, and 0 for missing; empty when there is no such column.
    #[must_use]
    pub fn codes(&self, place: usize) -> &[u32] {
        self.codes.get(place).map(Vec::as_slice).unwrap_or_default()
    }

    /// The codes of each column of words.
    pub(in crate::base) fn codes_mut(&mut self) -> impl Iterator<Item = &mut Vec<u32>> {
        self.codes.iter_mut()
    }

    /// What its cells take in memory.
    pub(in crate::base) fn bytes(&self) -> u64 {
        let numbers: usize = self.numbers.iter().map(|own| own.capacity() * size_of::<f64>()).sum();
        let codes: usize = self.codes.iter().map(|own| own.capacity() * size_of::<u32>()).sum();
        (numbers + codes) as u64
    }
}
