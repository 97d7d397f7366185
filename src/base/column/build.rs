//! The last step of reading: all columns take their final form, on all processors.

use std::borrow::Cow;

use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use super::{Column, NumberBuilder, TextBuilder, TooLong, runs::Destination};

/// A column of which every row has been taken.
#[derive(Debug)]
pub(in crate::base) enum ColumnBuilder {
    /// It holds numbers.
    Numbers(NumberBuilder),
    /// It holds words.
    Texts(TextBuilder),
}

/// The columns in their final form and in the same order; `decode` says what the bytes of a word
/// spell. `destination` is where their rows went.
pub(in crate::base) fn finish_columns(
    columns: Vec<(String, ColumnBuilder)>,
    destination: &Destination,
    decode: impl Fn(&[u8]) -> Cow<'_, str> + Sync,
) -> Result<Vec<Column>, TooLong> {
    columns
        .into_par_iter()
        .map(|(name, builder)| {
            let finished = match builder {
                ColumnBuilder::Numbers(numbers) => numbers.finish(),
                ColumnBuilder::Texts(texts) => texts.finish(&decode)?,
            };
            Ok(Column::new(name, finished, destination))
        })
        .collect()
}
