//! A class for every row of a column: what filters, bands and ranks count.

use std::sync::Arc;

use super::{Column, cells::Cells, dictionary::Dictionary};

/// A small number for every row of a column: which band it falls into, whether a filter keeps it.
///
/// Made with [`Column::classify`], which looks at each distinct value once where the column knows
/// them.
pub(in crate::base) struct Classes<'a> {
    cells: Arc<Cells>,
    by_code: Vec<u8>,
    of_number: &'a (dyn Fn(f64) -> u8 + Sync),
    of_missing: u8,
}

impl Column {
    /// A class for every row. `of_number` and `of_text` are asked once a distinct value where the
    /// column knows its distinct values.
    pub(in crate::base) fn classify<'a>(
        &self,
        of_number: &'a (dyn Fn(f64) -> u8 + Sync),
        of_text: &dyn Fn(&str) -> u8,
        of_missing: u8,
    ) -> Classes<'a> {
        let by_code = match self.dictionary() {
            Dictionary::Numbers(number_of) => {
                let known = number_of.iter().skip(1).map(|number| of_number(*number));
                std::iter::once(of_missing).chain(known).collect()
            }
            Dictionary::Words(words) => {
                std::iter::once(of_missing).chain(words.iter().map(of_text)).collect()
            }
            // What cannot be read is missing.
            Dictionary::Uncounted => vec![of_missing],
        };
        Classes { cells: self.cells(), by_code, of_number, of_missing }
    }
}

impl Classes<'_> {
    /// Writes the classes of the rows from `first` on into `out`.
    pub(in crate::base) fn copy(&self, first: usize, out: &mut [u8]) {
        let of = |number: f64| {
            if number.is_nan() { self.of_missing } else { (self.of_number)(number) }
        };
        self.cells.copy_classes(first, &self.by_code, of, out);
    }
}
