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
mod client_base;
mod column;
mod csv;
mod detect;
mod error;
mod filter;
mod group;
mod id_index;
mod kind;
mod names;
mod natural;
mod note;
mod options;
mod outcome;
mod parquet;
mod places;
mod statistics;
mod stream;

pub use bands::Bands;
pub use binding::{BindError, Binding, BindingNote, FeatureRequest, Matching, WordColumn, bind};
pub use client_base::{ClientBase, UnknownColumn};
pub use column::{Column, ColumnKind};
pub use error::{BadCells, BaseError, BaseFault, CellFault, DuplicateColumn, OtherKind, RowLength};
pub use group::Group;
pub use id_index::{Duplicate, Found, IdIndex};
pub use names::clean as clean_name;
pub use note::{BaseNote, ChoiceReason};
pub use options::{
    ColumnChoice, DEFAULT_MEMORY_LIMIT, DecimalMark, Encoding, ReadOptions, ShortRows, TextFeature,
};
pub use places::{LISTED_PLACES, PlaceUnit, Places};

use std::path::Path;

use crate::domain::Job;

use kind::Kind;
use stream::Source;

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
    open_source(name, Source::Bytes(bytes), options, job).map_err(|fault| fault.at(name))
}

fn open_path(
    path: &Path,
    name: &str,
    options: &ReadOptions,
    job: &dyn Job,
) -> Result<ClientBase, BaseFault> {
    let metadata = path.metadata().map_err(|cause| BaseFault::Unreadable { cause })?;
    if metadata.is_dir() {
        return parquet::read_folder(name, path, options, job);
    }
    // Pipes and devices may never end, and cannot be read twice.
    if !metadata.is_file() {
        return Err(BaseFault::NotAFile);
    }
    open_source(name, Source::File(path), options, job)
}

fn open_source(
    name: &str,
    source: Source<'_>,
    options: &ReadOptions,
    job: &dyn Job,
) -> Result<ClientBase, BaseFault> {
    match kind::kind_of(source)? {
        Kind::Parquet => match source {
            Source::File(path) => parquet::read_file(name, path, options, job),
            Source::Bytes(bytes) => parquet::read_bytes(name, bytes, options, job),
        },
        Kind::Text(wrapping, note) => {
            let mut base = csv::read_csv(name, source, wrapping, options, job)?;
            base.add_note(note);
            Ok(base)
        }
    }
}
