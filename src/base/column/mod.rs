//! One column of a client base: small in memory, exact in value.
//!
//! Everything outside this module asks for single cells, for blocks of rows, for the distinct
//! values or for a class of every row; nobody sees where the cells are: in memory, in a store on
//! the disk (`stored`), or in another table (`mapped`).
//!
//! **Invariant**: a number comes back to the bit it was read with (but for the sign of zero), a
//! word comes back letter by letter, and what was missing is missing. Numbers are finite. Cells of
//! a store that can no longer be read come out as missing, and the base's
//! [`fault`](super::ClientBase::fault) says so.

mod build;
mod cache;
mod cells;
mod classes;
mod codes;
mod dictionary;
mod mapped;
mod marks;
mod numbers;
mod runs;
mod spread;
mod stored;
mod summary;
mod taken;
#[cfg(test)]
mod tests;
mod texts;
mod words;

use std::{
    ops::Range,
    sync::{Arc, OnceLock},
};

use crate::domain::Value;

use super::store::{Extent, StoreFile, StoreWriter};

pub(super) use build::{ColumnBuilder, finish_columns};
use cells::Cells;
pub(super) use classes::OfNumbers;
pub(super) use codes::MISSING_CODE;
pub(super) use dictionary::Dictionary;
use mapped::MappedCells;
pub(super) use mapped::NO_ROW;
pub(super) use marks::Marks;
pub(super) use numbers::NumberBuilder;
pub(super) use runs::Destination;
pub(super) use spread::Spread;
use stored::StoredCells;
pub(super) use stored::{Details, ReadDetails, ReadMarks};
pub(super) use taken::Meaning;
use taken::{Finished, Keeping};
pub(super) use texts::TextBuilder;
pub(super) use words::{TooLong, Words};

/// A column of a client base. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Column(Arc<Body>);

#[derive(Debug)]
struct Body {
    name: String,
    kind: ColumnKind,
    rows: usize,
    /// Known from the beginning, but for columns of other tables.
    missing: OnceLock<usize>,
    place: Place,
    /// Clients a code, missing first, where the place does not know them.
    counts: OnceLock<Box<[u64]>>,
    /// Worked out when first asked for, unless the store knows it.
    spread: OnceLock<Option<Spread>>,
    /// Worked out when first asked for.
    marks: OnceLock<Marks>,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ColumnKind {
    /// Numbers.
    Number,
    /// Words.
    Text,
}

/// Where the cells of a column are.
#[derive(Debug)]
enum Place {
    Memory { cells: Arc<Cells>, dictionary: Dictionary },
    Store(Box<StoredCells>),
    Table(MappedCells),
}

/// What a store knows about a column before its cells are read.
#[derive(Debug)]
pub(super) struct StoredColumn {
    /// Its name.
    pub(super) name: String,
    /// What it holds.
    pub(super) kind: ColumnKind,
    /// How many rows it has.
    pub(super) rows: usize,
    /// How many of them have no value.
    pub(super) missing: usize,
    /// Where its numbers lie; `None` without a number.
    pub(super) spread: Option<Spread>,
    /// Where its cells are.
    pub(super) extents: Box<[Extent]>,
    /// Where it is said what the cells mean.
    pub(super) details: ReadDetails,
    /// Where its marks stand, when the distinct values are not known.
    pub(super) marks: Option<ReadMarks>,
}

impl Column {
    /// The column that was taken, with its rows where `destination` put them.
    fn new(name: String, finished: Finished, destination: &Destination) -> Self {
        let Finished { rows, missing, dictionary, counts, keeping } = finished;
        let kind = match dictionary {
            Dictionary::Words(_) => ColumnKind::Text,
            Dictionary::Numbers(_) | Dictionary::Uncounted => ColumnKind::Number,
        };
        let place = match (keeping, destination.wanted_writer().and_then(|writer| writer.reader()))
        {
            (Keeping::Memory(cells), _) => Place::Memory { cells: Arc::new(cells), dictionary },
            (Keeping::Store(extents, meaning), Some(file)) => {
                let details = Details { dictionary, counts: counts.clone(), meaning };
                let known = ReadDetails::Known(details);
                let cells = StoredCells::new(Arc::clone(file), rows, extents.into(), known, None);
                Place::Store(Box::new(cells))
            }
            // Nothing could be written: the base is not made of this.
            (Keeping::Store(..), None) => {
                Place::Memory { cells: Arc::new(Cells::Singles(Box::default())), dictionary }
            }
        };
        Self(Arc::new(Body {
            name,
            kind,
            rows,
            missing: OnceLock::from(missing),
            place,
            counts: OnceLock::from(counts),
            spread: OnceLock::new(),
            marks: OnceLock::new(),
        }))
    }

    /// A column of an open store.
    pub(super) fn stored(file: &Arc<StoreFile>, column: StoredColumn) -> Self {
        let StoredColumn { name, kind, rows, missing, spread, extents, details, marks } = column;
        let cells = StoredCells::new(Arc::clone(file), rows, extents, details, marks);
        Self(Arc::new(Body {
            name,
            kind,
            rows,
            missing: OnceLock::from(missing),
            place: Place::Store(Box::new(cells)),
            counts: OnceLock::new(),
            spread: OnceLock::from(spread),
            marks: OnceLock::new(),
        }))
    }

    /// The same column seen from other rows: `table_rows` gives the row here for each of `rows`
    /// rows there, [`NO_ROW`] without one; `None` when they are the same rows.
    pub(super) fn mapped(&self, rows: usize, table_rows: Option<Arc<[u32]>>) -> Self {
        let place = MappedCells::new(self.clone(), table_rows);
        Self(Arc::new(Body {
            name: self.0.name.clone(),
            kind: self.0.kind,
            rows,
            missing: OnceLock::new(),
            place: Place::Table(place),
            counts: OnceLock::new(),
            spread: OnceLock::new(),
            marks: OnceLock::new(),
        }))
    }

    /// Its name, as the base writes it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// Whether it holds numbers or words.
    #[must_use]
    pub fn kind(&self) -> ColumnKind {
        self.0.kind
    }

    /// How many rows it has.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.0.rows
    }

    /// How many rows have no value.
    #[must_use]
    pub fn missing(&self) -> usize {
        *self.0.missing.get_or_init(|| {
            if let Place::Table(MappedCells { source, rows: None, .. }) = &self.0.place {
                return source.missing();
            }
            let cells = self.cells();
            (0..self.rows()).filter(|row| !cells.is_given(*row)).count()
        })
    }

    /// What `row` holds; missing when there is no such row.
    #[must_use]
    pub fn value(&self, row: usize) -> Value {
        match self.kind() {
            ColumnKind::Number => Value::from_f64(self.number(row)),
            ColumnKind::Text => {
                self.text(row).map_or(Value::Missing, |text| Value::Text(text.to_owned()))
            }
        }
    }

    /// The number of `row`; NaN when it is missing, when it is a word, or when there is no such
    /// row.
    #[must_use]
    pub fn number(&self, row: usize) -> f64 {
        if self.kind() == ColumnKind::Text {
            return f64::NAN;
        }
        match &self.0.place {
            Place::Memory { cells, dictionary } => cells.number(row, dictionary.number_of()),
            Place::Store(cells) => cells.number(row),
            Place::Table(cells) => cells.source.number(cells.row(row)),
        }
    }

    /// The word of `row`; `None` when it is missing, when it is a number, or when there is no such
    /// row.
    #[must_use]
    pub fn text(&self, row: usize) -> Option<&str> {
        let words = self.dictionary().words()?;
        match self.code(row) {
            MISSING_CODE => None,
            code => Some(words.get(code as usize - 1)),
        }
    }

    /// Writes the numbers of `rows` into `out`, NaN where there is none: as many as `rows` and
    /// `out` have in common, and NaN for rows that the column does not have.
    ///
    /// A column of a store is read from the disk for it: ask for a few thousand rows at once.
    pub fn copy_numbers(&self, rows: Range<usize>, out: &mut [f64]) {
        out.fill(f64::NAN);
        if self.kind() == ColumnKind::Number {
            self.copy(rows, self.dictionary().number_of(), out);
        }
    }

    /// How many rows hold a smaller number, and how many hold `number` itself; `None` where the
    /// distinct values are known, which tell it at once, and for words.
    pub(super) fn below_and_equal(&self, number: f64) -> Option<(u64, u64)> {
        if self.kind() == ColumnKind::Text || self.distinct().is_some() {
            return None;
        }
        self.cells().below_and_equal(number)
    }

    /// What the column takes in memory for as long as it is open, in bytes. The cells of a store
    /// and of another table are in memory only while they are needed.
    #[must_use]
    pub fn memory_bytes(&self) -> u64 {
        let cells = match &self.0.place {
            Place::Memory { cells, dictionary } => cells.bytes() + dictionary.bytes(),
            Place::Store(cells) => {
                let hashes = cells.extents().iter().map(|extent| size_of_val(&*extent.hashes));
                hashes.sum::<usize>() as u64 + size_of_val(cells.extents()) as u64
            }
            Place::Table(_) => 0,
        };
        cells + (size_of::<Body>() + self.name().len()) as u64
    }

    /// The distinct words in ascending order; empty for numbers.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.dictionary().words().into_iter().flat_map(Words::iter)
    }

    /// Writes `number_of[place]` for each of `rows` into `out`, where the place is that of the
    /// row's value among the distinct ones, counted from 1, and 0 for missing. Nothing is written
    /// where the distinct values are not known.
    pub(super) fn copy_mapped(&self, rows: Range<usize>, number_of: &[f64], out: &mut [f64]) {
        if !matches!(self.dictionary(), Dictionary::Uncounted) {
            self.copy(rows, number_of, out);
        }
    }

    /// Whether its store, if it has one, still gives what was written.
    pub(super) fn is_readable(&self) -> bool {
        match &self.0.place {
            Place::Memory { .. } => true,
            Place::Store(cells) => cells.is_readable(),
            Place::Table(cells) => cells.source.is_readable(),
        }
    }

    /// Where its cells are in the store that is being written: there already, or put there now.
    /// `None` when the disk refuses, or when the column belongs to another table.
    pub(super) fn write(&self, writer: &StoreWriter) -> Option<(Vec<Extent>, Details)> {
        match &self.0.place {
            Place::Store(cells) => Some((cells.extents().to_vec(), cells.details().clone())),
            Place::Memory { cells, dictionary } => {
                let meaning = match dictionary.distinct() {
                    Some(distinct) => Meaning::Renamed((0..=distinct as u32).collect()),
                    None => Meaning::Spelled(Box::new([f64::NAN])),
                };
                let (dictionary, counts) = (dictionary.clone(), self.counts().into());
                let extents = runs::write_cells(writer, cells);
                writer.check().ok()?;
                Some((extents, Details { dictionary, counts, meaning }))
            }
            Place::Table(_) => None,
        }
    }

    /// All cells, in memory.
    fn cells(&self) -> Arc<Cells> {
        match &self.0.place {
            Place::Memory { cells, .. } => Arc::clone(cells),
            Place::Store(cells) => cells.cells(),
            Place::Table(cells) => cells.cells(),
        }
    }

    fn dictionary(&self) -> &Dictionary {
        match &self.0.place {
            Place::Memory { dictionary, .. } => dictionary,
            Place::Store(cells) => &cells.details().dictionary,
            Place::Table(cells) => cells.source.dictionary(),
        }
    }

    /// The place of the value of `row` among the distinct ones, counted from 1; 0 is missing.
    fn code(&self, row: usize) -> u32 {
        match &self.0.place {
            Place::Memory { cells, .. } => match &**cells {
                Cells::Codes(codes) => codes.get(row),
                Cells::Singles(_) | Cells::Doubles(_) => MISSING_CODE,
            },
            Place::Store(cells) => cells.code(row),
            Place::Table(cells) => cells.source.code(cells.row(row)),
        }
    }

    /// Writes the numbers of `rows` into `out`; `number_of` gives that of each code.
    fn copy(&self, rows: Range<usize>, number_of: &[f64], out: &mut [f64]) {
        match &self.0.place {
            Place::Memory { cells, .. } => cells.copy_numbers(rows, number_of, out),
            Place::Store(cells) => cells.copy(rows, number_of, out),
            Place::Table(cells) => cells.cells().copy_numbers(rows, number_of, out),
        }
    }
}
