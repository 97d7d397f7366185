//! Tables that are no client bases: the raw tables that features are made from.
//!
//! Depends on the other files of this layer. Of a plain table only the columns that are asked for are
//! read, as numbers and as words, in the order of the file; nothing in it identifies a client, and
//! nothing is counted. Faults are those of a client base.

mod piece;

use std::path::Path;

use super::{
    Column, DEFAULT_MEMORY_LIMIT, TextFeature,
    client_base::ClientBase,
    csv,
    error::{BaseError, BaseFault},
    kind::{Kind, kind_of},
    note::BaseNote,
    open_path,
    options::{ColumnChoice, ReadOptions},
    stream::Source,
};
use crate::domain::Job;

pub use piece::{Piece, SparePieces};

/// Rows that are copied in one go.
const BLOCK_ROWS: usize = 65_536;

/// Some columns of a table, all equally long.
#[derive(Debug)]
pub struct PlainTable {
    rows: usize,
    numbers: Vec<String>,
    words: Vec<PlainWords>,
    pieces: Vec<Piece>,
    notes: Vec<BaseNote>,
}

/// The words of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlainWords {
    /// The name of the column.
    pub name: String,
    /// Its distinct words in ascending order.
    pub words: Vec<String>,
}

/// The columns that are to be read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PlainColumns {
    /// Columns that must be numbers; a cell that is not one is a fault.
    pub numeric: Vec<String>,
    /// Columns of words, with the words that are values even where they would mean "missing".
    pub text: Vec<TextFeature>,
}

impl PlainTable {
    /// Reads these columns, as far as they are there, of the table in a CSV file (plain, zipped or
    /// gzipped), a Parquet file or a folder of Parquet files; reports bytes read to `job`. Its rows
    /// stand in the memory that `spare` has, and in more if need be.
    ///
    /// # Errors
    /// As [`super::open_base`], but for faults about identifiers.
    pub fn open(
        path: &Path,
        columns: &PlainColumns,
        spare: &SparePieces,
        job: &dyn Job,
    ) -> Result<Self, BaseError> {
        read(path, columns, spare, job).map_err(|fault| fault.at(path))
    }

    /// Gives its memory to `spare`.
    pub fn recycle(self, spare: &SparePieces) {
        spare.keep(self.pieces);
    }

    /// The table of these columns.
    pub(super) fn new(
        numbers: Vec<String>,
        words: Vec<PlainWords>,
        pieces: Vec<Piece>,
        notes: Vec<BaseNote>,
    ) -> Result<Self, BaseFault> {
        let rows = pieces.iter().map(Piece::rows).sum();
        if rows == 0 {
            return Err(BaseFault::NoClients);
        }
        Ok(Self { rows, numbers, words, pieces, notes })
    }

    /// How many rows there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Its rows, piece by piece in the order of the file.
    #[must_use]
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// How many columns of numbers, and of words, each row has.
    #[must_use]
    pub fn widths(&self) -> (usize, usize) {
        (self.numbers.len(), self.words.len())
    }

    /// Where the column of numbers called exactly `name` stands in each piece.
    #[must_use]
    pub fn number_place(&self, name: &str) -> Option<usize> {
        self.numbers.iter().position(|own| own == name)
    }

    /// Where the column of words called exactly `name` stands in each piece.
    #[must_use]
    pub fn word_place(&self, name: &str) -> Option<usize> {
        self.words.iter().position(|own| own.name == name)
    }

    /// All numbers of the column called exactly `name`, NaN for missing.
    #[must_use]
    pub fn numbers(&self, name: &str) -> Option<Vec<f64>> {
        let place = self.number_place(name)?;
        Some(self.pieces.iter().flat_map(|piece| piece.numbers(place)).collect())
    }

    /// The distinct words of the column called exactly `name`, in ascending order.
    #[must_use]
    pub fn words(&self, name: &str) -> Option<&[String]> {
        self.words.get(self.word_place(name)?).map(|own| own.words.as_slice())
    }

    /// For each row the place of its word among those of its column, counted from 1; 0 for missing.
    #[must_use]
    pub fn codes(&self, name: &str) -> Option<Vec<u32>> {
        let place = self.word_place(name)?;
        Some(self.pieces.iter().flat_map(|piece| piece.codes(place)).collect())
    }

    /// What was noticed while reading that the reader of a result must know.
    pub fn warnings(&self) -> impl Iterator<Item = &BaseNote> {
        let about_clients = |note: &&BaseNote| {
            matches!(note, BaseNote::ClientsNumbered | BaseNote::OutcomeColumn { .. })
        };
        self.notes.iter().filter(|note| note.is_warning()).filter(move |n| !about_clients(n))
    }

    /// The columns of a base that were asked for.
    fn of_base(base: &ClientBase, columns: &PlainColumns) -> Result<Self, BaseFault> {
        let own = |name: &str| base.columns().iter().find(|column| column.name() == name);
        let numbers: Vec<&Column> = columns.numeric.iter().filter_map(|name| own(name)).collect();
        let words: Vec<&Column> = columns.text.iter().filter_map(|text| own(&text.name)).collect();
        let widths = (numbers.len(), words.len());
        let mut piece = Piece::blank(base.rows(), widths, &SparePieces::default());
        for (place, column) in numbers.iter().enumerate() {
            for (room, number) in piece.numbers_mut(place).zip(all_numbers(column)) {
                *room = number;
            }
        }
        for (place, column) in words.iter().enumerate() {
            for (room, code) in piece.codes_mut(place).zip(all_codes(column)) {
                *room = code;
            }
        }
        let numbers = numbers.iter().map(|column| column.name().to_owned());
        let words = words.iter().map(|column| PlainWords {
            name: column.name().to_owned(),
            words: column.words().map(str::to_owned).collect(),
        });
        Self::new(numbers.collect(), words.collect(), vec![piece], base.notes().to_vec())
    }
}

/// Reads a text straight into columns, and any other file as a base of numbered clients.
fn read(
    path: &Path,
    columns: &PlainColumns,
    spare: &SparePieces,
    job: &dyn Job,
) -> Result<PlainTable, BaseFault> {
    let options = ReadOptions {
        number_clients: true,
        outcome_column: ColumnChoice::Detect,
        numeric: columns.numeric.clone(),
        text: columns.text.clone(),
        // Several small columns of many rows: more than a base of clients may take.
        memory_limit_bytes: 2 * DEFAULT_MEMORY_LIMIT,
        ..ReadOptions::default()
    };
    let metadata = path.metadata().map_err(|cause| BaseFault::Unreadable { cause })?;
    if metadata.is_file() {
        let source = Source::File(path);
        if let Kind::Text(wrapping, note) = kind_of(source)? {
            let mut table = csv::read_plain(source, wrapping, &options, spare, job)?;
            table.notes.extend(note);
            return Ok(table);
        }
    }
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    PlainTable::of_base(&open_path(path, &name, &options, job)?, columns)
}

fn all_numbers(column: &Column) -> Vec<f64> {
    let mut numbers = vec![f64::NAN; column.rows()];
    for (block, out) in numbers.chunks_mut(BLOCK_ROWS).enumerate() {
        let start = block * BLOCK_ROWS;
        column.copy_numbers(start..start + out.len(), out);
    }
    numbers
}

/// For each row the place of its word among the distinct ones, counted from 1; 0 for missing.
fn all_codes(column: &Column) -> Vec<u32> {
    let places: Vec<f64> = (0..=column.words().count()).map(|place| place as f64).collect();
    let mut codes = vec![0.0; column.rows()];
    for (block, out) in codes.chunks_mut(BLOCK_ROWS).enumerate() {
        let start = block * BLOCK_ROWS;
        column.copy_mapped(start..start + out.len(), &places, out);
    }
    codes.into_iter().map(|code| code as u32).collect()
}

/// The names of the columns of the table at `path`; of its rows only the first are looked at.
///
/// # Errors
/// As [`PlainTable::open`], as far as the beginning of the file tells.
pub fn column_names(path: &Path, columns: &PlainColumns) -> Result<Vec<String>, BaseError> {
    let options = ReadOptions {
        numeric: columns.numeric.clone(),
        text: columns.text.clone(),
        ..ReadOptions::default()
    };
    super::names_of(path, &options).map_err(|fault| fault.at(path))
}

/// What the writer of the Parquet file at `path` put under `key` of its metadata.
///
/// # Errors
/// When it is no Parquet file, or a damaged one.
pub fn parquet_value(path: &Path, key: &str) -> Result<Option<String>, BaseError> {
    super::parquet::file_value(Source::File(path), key).map_err(|fault| fault.at(path))
}
