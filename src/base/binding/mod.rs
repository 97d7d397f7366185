//! Which column each feature of a model is read from, and how.
//!
//! **Invariant**: what is filled in for a feature is exactly what its column holds: a number to
//! the bit, the place of a category in the model's list, or NaN for missing. Nothing is guessed:
//! a feature without its column, or with several, binds to nothing.

mod error;
mod reading;
#[cfg(test)]
mod tests;

use std::{collections::HashMap, ops::Range};

use rayon::iter::{
    IndexedParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _,
};

use crate::domain::Value;

use super::{CELLS_AT_ONCE, client_base::ClientBase, names::Named, scan};

pub use error::{BindError, BindingNote, WordColumn};
use reading::{Reading, read};

/// Rows whose features are filled in together: a column in a store is read in pieces of this many
/// rows, each a read of the disk.
const BLOCK_ROWS: usize = 1_024;

/// Features that are put into the rows together: as many numbers as a line of the cache holds.
const FEATURES_AT_ONCE: usize = 8;

/// A feature that a model reads.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FeatureRequest<'a> {
    /// Its name in the model.
    pub name: &'a str,
    /// The categories that its numbers stand for, the first one for 0, when the model lists them;
    /// truth values as 1 and 0. `None` when the column holds the numbers themselves.
    pub categories: Option<&'a [Value]>,
}

/// How features find their columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Matching {
    /// By name. Always, when the model knows the names.
    ByName,
    /// By name when all are found, else the first feature in the first column and so on, the
    /// identifiers and the outcomes left out. For models that were trained without names.
    ByPosition,
}

/// Where each feature of a model is read from.
#[derive(Debug, Clone, PartialEq)]
pub struct Binding {
    sources: Vec<Source>,
    notes: Vec<BindingNote>,
}

#[derive(Debug, Clone, PartialEq)]
struct Source {
    column: usize,
    reading: Reading,
}

/// Binds `features` to the columns of `base`.
///
/// Open the base with [`super::ReadOptions`] that name the same features: a column of codes such
/// as `01` is read as words only when it is known to be words.
///
/// # Errors
/// When a feature has no column or several, or when its column holds words instead of numbers.
pub fn bind(
    features: &[FeatureRequest<'_>],
    base: &ClientBase,
    matching: Matching,
) -> Result<Binding, BindError> {
    let mut notes = Vec::new();
    let columns = match (find_by_name(features, base), matching) {
        (Ok(columns), _) => columns,
        (Err(error), Matching::ByName) => return Err(error),
        (Err(_), Matching::ByPosition) => {
            notes.push(BindingNote::ByPosition { features: features.len() });
            find_by_position(features, base)?
        }
    };
    let mut sources = Vec::with_capacity(features.len());
    let mut words = Vec::new();
    for (feature, column) in features.iter().zip(columns) {
        let Some(cells) = base.own_columns().get(column) else {
            return Err(BindError::Missing { features: vec![feature.name.to_owned()] });
        };
        if cells.name() == base.id_column() {
            notes.push(BindingNote::IdIsAFeature { column: cells.name().to_owned() });
        }
        match read(feature, cells) {
            Ok((reading, note)) => {
                sources.push(Source { column, reading });
                notes.extend(note);
            }
            Err(column) => words.push(column),
        }
    }
    if words.is_empty() {
        Ok(Binding { sources, notes })
    } else {
        Err(BindError::Words { columns: words })
    }
}

impl Binding {
    /// How many features there are.
    #[must_use]
    pub fn features(&self) -> usize {
        self.sources.len()
    }

    /// The place in the base of the column that a feature is read from.
    #[must_use]
    pub fn column_of(&self, feature: usize) -> Option<usize> {
        self.sources.get(feature).map(|source| source.column)
    }

    /// The feature that reads a column, by the column's place in the base.
    #[must_use]
    pub fn feature_of(&self, column: usize) -> Option<usize> {
        self.sources.iter().position(|source| source.column == column)
    }

    /// What a person should see.
    #[must_use]
    pub fn notes(&self) -> &[BindingNote] {
        &self.notes
    }

    /// Writes what the model reads for the client on `row`: one number a feature in the model's
    /// order, NaN for missing.
    pub fn fill_row(&self, base: &ClientBase, row: usize, out: &mut [f64]) {
        // Each cell may be a look at the disk: all processors look.
        let cells = self.sources.par_iter().with_min_len(CELLS_AT_ONCE).zip(out);
        let fill = |(source, slot): (&Source, &mut f64)| {
            let cell = std::slice::from_mut(slot);
            match base.own_columns().get(source.column) {
                Some(column) => source.reading.copy(column, row..row + 1, cell),
                None => cell.fill(f64::NAN),
            }
        };
        scan::on_all_processors(|| cells.for_each(fill));
    }

    /// Writes what the model reads of one feature for the clients on `rows`: as many as `rows` and
    /// `out` have in common; NaN for missing, for rows that do not exist, and for a feature that
    /// the model does not have.
    pub fn fill_feature(
        &self,
        base: &ClientBase,
        feature: usize,
        rows: Range<usize>,
        out: &mut [f64],
    ) {
        let source = self.sources.get(feature);
        match source.and_then(|source| Some((source, base.own_columns().get(source.column)?))) {
            Some((source, column)) => source.reading.copy(column, rows, out),
            None => out.fill(f64::NAN),
        }
    }

    /// Writes what the model reads for the clients on `rows`, one client after the other: as many
    /// as `rows` and `out` have in common; NaN for missing and for rows that do not exist.
    pub fn fill_block(&self, base: &ClientBase, rows: Range<usize>, out: &mut [f64]) {
        let width = self.sources.len();
        if width == 0 {
            return;
        }
        let asked = rows.len().min(out.len() / width);
        let mut buffer = vec![f64::NAN; FEATURES_AT_ONCE * asked.min(BLOCK_ROWS)];
        let firsts = rows.clone().step_by(BLOCK_ROWS);
        for (block, first) in out.chunks_mut(width * BLOCK_ROWS).zip(firsts) {
            let taken = (block.len() / width).min(rows.end - first);
            self.fill_rows(base, first..first + taken, block, &mut buffer);
        }
    }

    /// Fills in at most [`BLOCK_ROWS`] rows.
    fn fill_rows(
        &self,
        base: &ClientBase,
        rows: Range<usize>,
        block: &mut [f64],
        buffer: &mut [f64],
    ) {
        let (width, taken) = (self.sources.len(), rows.len());
        for (group, sources) in self.sources.chunks(FEATURES_AT_ONCE).enumerate() {
            let columns = buffer.chunks_mut(taken.max(1));
            for (source, numbers) in sources.iter().zip(columns) {
                match base.own_columns().get(source.column) {
                    Some(column) => source.reading.copy(column, rows.clone(), numbers),
                    None => numbers.fill(f64::NAN),
                }
            }
            let first = group * FEATURES_AT_ONCE;
            for (row, client) in block.chunks_mut(width).enumerate().take(taken) {
                let slots = client.get_mut(first..).unwrap_or_default().iter_mut();
                for (slot, numbers) in slots.zip(buffer.chunks(taken.max(1))).take(sources.len()) {
                    *slot = numbers.get(row).copied().unwrap_or(f64::NAN);
                }
            }
        }
    }
}

fn find_by_name(
    features: &[FeatureRequest<'_>],
    base: &ClientBase,
) -> Result<Vec<usize>, BindError> {
    let name_of = |column: &usize| {
        base.own_columns().get(*column).map(|column| column.name().to_owned()).unwrap_or_default()
    };
    let mut missing = Vec::new();
    let mut found = Vec::with_capacity(features.len());
    let mut readers: HashMap<usize, &str> = HashMap::new();
    for feature in features {
        match base.own_names().find(feature.name) {
            Named::Column(column) => {
                if readers.insert(column, feature.name).is_some() {
                    let (feature, columns) = (feature.name.to_owned(), vec![name_of(&column)]);
                    return Err(BindError::Ambiguous { feature, columns });
                }
                found.push(column);
            }
            Named::Ambiguous(columns) => {
                return Err(BindError::Ambiguous {
                    feature: feature.name.to_owned(),
                    columns: columns.iter().map(name_of).collect(),
                });
            }
            Named::Nothing => missing.push(feature.name.to_owned()),
        }
    }
    if missing.is_empty() { Ok(found) } else { Err(BindError::Missing { features: missing }) }
}

fn find_by_position(
    features: &[FeatureRequest<'_>],
    base: &ClientBase,
) -> Result<Vec<usize>, BindError> {
    let special = [Some(base.id_column()), base.outcome_column()];
    let numbered = base.own_columns().iter().enumerate();
    let free: Vec<usize> = numbered
        .filter(|(_, column)| !special.contains(&Some(column.name())))
        .map(|(at, _)| at)
        .collect();
    if free.len() == features.len() {
        Ok(free)
    } else {
        Err(BindError::Width { expected: features.len(), found: free.len() })
    }
}
