//! Tables that are no client bases: the raw tables that features are made from.
//!
//! Depends on the other files of this layer. A plain table is read by the same code as a base, with
//! the same faults, but nothing in it identifies a client: several rows may belong to one.

use std::path::Path;

use super::{
    Column, DEFAULT_MEMORY_LIMIT, TextFeature,
    client_base::ClientBase,
    error::BaseError,
    note::BaseNote,
    open_path,
    options::{ColumnChoice, ReadOptions},
    stream::Source,
};
use crate::domain::Job;

/// The columns of a table, all equally long.
#[derive(Debug)]
pub struct PlainTable {
    base: ClientBase,
}

/// What is known about the columns of a plain table before it is read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PlainColumns {
    /// Columns that must be numbers; a cell that is not one is a fault.
    pub numeric: Vec<String>,
    /// Columns of words, with the words that are values even where they would mean "missing".
    pub text: Vec<TextFeature>,
}

impl PlainTable {
    /// Reads the table in a CSV file (plain, zipped or gzipped), a Parquet file or a folder of
    /// Parquet files; reports bytes read to `job`.
    ///
    /// # Errors
    /// As [`super::open_base`], but for faults about identifiers.
    pub fn open(path: &Path, columns: &PlainColumns, job: &dyn Job) -> Result<Self, BaseError> {
        let options = ReadOptions {
            number_clients: true,
            outcome_column: ColumnChoice::Detect,
            numeric: columns.numeric.clone(),
            text: columns.text.clone(),
            // Several small columns of many rows: more than a base of clients may take.
            memory_limit_bytes: 2 * DEFAULT_MEMORY_LIMIT,
            ..ReadOptions::default()
        };
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        let base = open_path(path, &name, &options, job).map_err(|fault| fault.at(path))?;
        Ok(Self { base })
    }

    /// How many rows there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.base.rows()
    }

    /// The column called exactly `name`.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.base.columns().iter().find(|column| column.name() == name)
    }

    /// What was noticed while reading that the reader of a result must know.
    pub fn warnings(&self) -> impl Iterator<Item = &BaseNote> {
        let about_clients = |note: &&BaseNote| {
            matches!(note, BaseNote::ClientsNumbered | BaseNote::OutcomeColumn { .. })
        };
        self.base.notes().iter().filter(|note| note.is_warning()).filter(move |n| !about_clients(n))
    }
}

impl Column {
    /// The distinct words in ascending order, and for each row the place of its word among them,
    /// counted from 1; 0 for missing. Nothing for numbers.
    #[must_use]
    pub fn coded_words(&self) -> (Vec<String>, Vec<u32>) {
        /// Rows that are looked at in one go.
        const BLOCK: usize = 65_536;
        let words: Vec<String> = self.words().map(str::to_owned).collect();
        let places: Vec<f64> = (0..=words.len()).map(|place| place as f64).collect();
        let mut codes = Vec::with_capacity(self.rows());
        let mut block = vec![0.0; BLOCK.min(self.rows())];
        let mut start = 0;
        while start < self.rows() {
            let end = (start + BLOCK).min(self.rows());
            self.copy_mapped(start..end, &places, &mut block);
            codes.extend(block.iter().take(end - start).map(|place| *place as u32));
            start = end;
        }
        (words, codes)
    }
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
