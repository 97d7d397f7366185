//! Client bases in Parquet: one file, or a folder of parts.
//!
//! One column of one group of rows is in memory at a time for each processor. The only place
//! besides `pipeline` that names polars.
//!
//! Parquet does not protect its content: a flipped bit may come back as another number without an
//! error. Nothing here can see that; only a digest recorded elsewhere can.

mod cells;
mod file;
mod parts;
mod quiet;
mod range_index;
mod table;
mod work;

use std::path::Path;

use crate::domain::Job;

use super::{
    assemble::TableRead, column::Destination, error::BaseFault, note::BaseNote,
    options::ReadOptions, stream::Source,
};

use file::Footer;
use parts::Part;
pub(super) use parts::parts_of;
use table::ParquetTable;

/// Reads the table in a Parquet file, whose rows go to `destination`.
pub(super) fn read_source(
    name: &str,
    source: Source<'_>,
    options: &ReadOptions,
    job: &dyn Job,
    destination: &Destination,
) -> Result<TableRead, BaseFault> {
    let (path, bytes) = match source {
        Source::File(path) => (path.to_owned(), None),
        Source::Bytes(bytes) => (name.into(), Some(bytes)),
    };
    let part = Part { path, name: name.to_owned(), ..Part::default() };
    ParquetTable { parts: &[part], bytes, options, job, destination }.read()
}

/// Reads the table in the parts of a folder, whose rows go to `destination`.
pub(super) fn read_folder(
    folder: &Path,
    options: &ReadOptions,
    job: &dyn Job,
    destination: &Destination,
) -> Result<TableRead, BaseFault> {
    let parts = parts_of(folder)?;
    let mut hive_columns: Vec<String> = Vec::new();
    for (column, _) in parts.iter().flat_map(|part| &part.shared) {
        if !hive_columns.contains(column) {
            hive_columns.push(column.clone());
        }
    }
    let note = BaseNote::Parts { count: parts.len(), hive_columns };
    let mut table =
        ParquetTable { parts: &parts, bytes: None, options, job, destination }.read()?;
    table.notes.push(note);
    Ok(table)
}

/// The names of the columns of the file in `source`.
pub(super) fn file_names(source: Source<'_>) -> Result<Vec<String>, BaseFault> {
    Ok(Footer::read(source)?.columns.into_iter().map(|column| column.name).collect())
}

/// What the writer of the file in `source` put under `key`.
pub(super) fn file_value(source: Source<'_>, key: &str) -> Result<Option<String>, BaseFault> {
    Ok(Footer::read(source)?.value_of(key).map(str::to_owned))
}

/// The names of the columns of the parts in a folder, as the first part and the folders give them.
pub(super) fn folder_names(folder: &Path) -> Result<Vec<String>, BaseFault> {
    let parts = parts_of(folder)?;
    let first = parts.first().ok_or(BaseFault::NoParts)?;
    let mut names = file_names(Source::File(&first.path))?;
    names.extend(first.shared.iter().map(|(name, _)| name.clone()));
    Ok(names)
}
