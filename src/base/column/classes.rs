//! A class for every row of a column: what filters, bands and ranks count.

use std::sync::Arc;

use super::{Column, cells::Cells, dictionary::Dictionary};

/// Writes a class for each of some numbers, which are asked for side by side so that the processor
/// compares several at once. What is written for NaN counts for nothing.
pub(in crate::base) type OfNumbers<'a> = &'a (dyn Fn(&[f64], &mut [u8]) + Sync);

/// A small number for every row of a column: which band it falls into, whether a filter keeps it.
///
/// Made with [`Column::classify`], which looks at each distinct value once where the column knows
/// them.
pub(in crate::base) struct Classes<'a> {
    cells: Arc<Cells>,
    by_code: Vec<u8>,
    of_numbers: OfNumbers<'a>,
    of_missing: u8,
}

impl Column {
    /// A class for every row. `of_numbers` and `of_text` are asked once a distinct value where the
    /// column knows its distinct values.
    pub(in crate::base) fn classify<'a>(
        &self,
        of_numbers: OfNumbers<'a>,
        of_text: &dyn Fn(&str) -> u8,
        of_missing: u8,
    ) -> Classes<'a> {
        let by_code = match self.dictionary() {
            Dictionary::Numbers(number_of) => {
                let mut classes = vec![of_missing; number_of.len()];
                if let (Some(numbers), Some(classes)) = (number_of.get(1..), classes.get_mut(1..)) {
                    of_numbers(numbers, classes);
                }
                classes
            }
            Dictionary::Words(words) => {
                std::iter::once(of_missing).chain(words.iter().map(of_text)).collect()
            }
            // What cannot be read is missing.
            Dictionary::Uncounted => vec![of_missing],
        };
        Classes { cells: self.cells(), by_code, of_numbers, of_missing }
    }
}

impl Classes<'_> {
    /// Writes the classes of the rows from `first` on into `out`; nothing for rows that the column
    /// does not have.
    pub(in crate::base) fn copy(&self, first: usize, out: &mut [u8]) {
        let of_numbers = |numbers: &[f64], out: &mut [u8]| {
            (self.of_numbers)(numbers, out);
            for (number, class) in numbers.iter().zip(out) {
                *class = if number.is_nan() { self.of_missing } else { *class };
            }
        };
        self.cells.copy_classes(first, &self.by_code, of_numbers, out);
    }
}
