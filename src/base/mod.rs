//! Client bases: opening them, finding clients, filtering, counting, and feeding a model.
//!
//! Depends on `domain` only: what a model says about its columns arrives as plain names and labels
//! ([`ReadOptions`], [`FeatureRequest`]). The only layer besides `pipeline` that names polars, and
//! only in `parquet`.
//!
//! **Invariants**: the source files are only read. No cell is changed on the way: missing stays
//! missing, an identifier stays the text that the file holds, a number stays the number that it
//! spells, and a cell that is not what the model needs is an error and never a missing value. No
//! error holds a client's value.

mod assemble;
mod bands;
mod binding;
mod cell;
mod clause_groups;
mod client_base;
mod column;
mod csv;
mod detect;
mod error;
mod filter;
mod group;
mod id_index;
mod join;
mod kind;
mod names;
mod natural;
mod note;
mod options;
mod outcome;
mod parquet;
mod placed;
mod places;
mod plain_table;
mod scan;
mod spreads;
mod statistics;
mod store;
mod stream;
mod thirds;

pub use bands::Bands;
pub use binding::{BindError, Binding, BindingNote, FeatureRequest, Matching, WordColumn, bind};
pub use client_base::{ClientBase, UnknownColumn};
pub use column::{Column, ColumnKind};
pub use error::{BadCells, BaseError, BaseFault, CellFault, DuplicateColumn, OtherKind, RowLength};
pub use group::Group;
pub use id_index::{Duplicate, Found, IdIndex, RowOrder};
pub use join::{JoinError, JoinReport};
pub use names::clean as clean_name;
pub use note::{BaseNote, ChoiceReason};
pub use options::{
    ColumnChoice, DEFAULT_MEMORY_LIMIT, DEFAULT_STORE_FROM_BYTES, DecimalMark, Encoding,
    ReadOptions, ShortRows, StoreChoice, TextFeature,
};
pub use placed::Placed;
pub use places::{LISTED_PLACES, PlaceUnit, Places};
pub use plain_table::{
    Piece, PlainColumns, PlainTable, PlainWords, SparePieces, column_names, parquet_value,
};
pub use store::{
    DEFAULT_FOLDER_LIMIT, KeptBase, NUMBERS_IN_MEMORY_BYTES, NumberTable, NumbersLayout,
    NumbersNotKept, NumbersPlace, NumbersWriter, StoreEntry, StoreFault, StoreFaultCause,
    StoreFolder,
};
pub use thirds::Third;

use std::path::Path;

use crate::domain::Job;

use assemble::{TableRead, assemble};
use column::Destination;
use kind::Kind;
use stream::Source;

/// Cells of one client that a thread reads before another one is asked to help: fewer are read
/// sooner than they are shared out.
const CELLS_AT_ONCE: usize = 64;

/// Opens the base in a CSV file (plain, zipped or gzipped), a Parquet file or a folder of Parquet
/// files; what it is is told by its content.
///
/// Reports bytes read to `job`, once for every time that the file is read.
///
/// # Errors
/// Whatever keeps the table from being read exactly: see [`BaseFault`].
pub fn open_base(
    path: &Path,
    options: &ReadOptions,
    job: &dyn Job,
) -> Result<ClientBase, BaseError> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    open_path(path, &name, options, job).map_err(|fault| fault.at(path))
}

/// Opens the base in `bytes`, which are called `name`: a CSV or a Parquet file.
///
/// # Errors
/// As [`open_base`].
pub fn open_base_bytes(
    name: &str,
    bytes: &[u8],
    options: &ReadOptions,
    job: &dyn Job,
) -> Result<ClientBase, BaseError> {
    read_source(name, Source::Bytes(bytes), options, job, &Destination::default())
        .and_then(|table| assemble(name, table, options))
        .map_err(|fault| fault.at(name))
}

fn open_path(
    path: &Path,
    name: &str,
    options: &ReadOptions,
    job: &dyn Job,
) -> Result<ClientBase, BaseFault> {
    let metadata = path.metadata().map_err(|cause| BaseFault::Unreadable { cause })?;
    let is_folder = metadata.is_dir();
    // Pipes and devices may never end, and cannot be read twice.
    if !is_folder && !metadata.is_file() {
        return Err(BaseFault::NotAFile);
    }
    let read = |destination: &Destination| {
        if is_folder {
            parquet::read_folder(path, options, job, destination)
        } else {
            read_source(name, Source::File(path), options, job, destination)
        }
    };
    match &options.store {
        StoreChoice::Off => assemble(name, read(&Destination::default())?, options),
        StoreChoice::Folder(folder) => {
            store::Opening { folder, path, name, options, job, read: &read }.open()
        }
    }
}

/// The table in one file, whatever kind of file it is.
fn read_source(
    name: &str,
    source: Source<'_>,
    options: &ReadOptions,
    job: &dyn Job,
    destination: &Destination,
) -> Result<TableRead, BaseFault> {
    match kind::kind_of(source)? {
        Kind::Parquet => parquet::read_source(name, source, options, job, destination),
        Kind::Text(wrapping, note) => {
            let mut table = csv::read_csv(source, wrapping, options, job, destination)?;
            table.notes.extend(note);
            Ok(table)
        }
    }
}

/// The names of the columns of the table at `path`.
fn names_of(path: &Path, options: &ReadOptions) -> Result<Vec<String>, BaseFault> {
    let metadata = path.metadata().map_err(|cause| BaseFault::Unreadable { cause })?;
    if metadata.is_dir() {
        return parquet::folder_names(path);
    }
    if !metadata.is_file() {
        return Err(BaseFault::NotAFile);
    }
    let source = Source::File(path);
    match kind::kind_of(source)? {
        Kind::Parquet => parquet::file_names(source),
        Kind::Text(wrapping, _) => csv::names(source, wrapping, options),
    }
}
