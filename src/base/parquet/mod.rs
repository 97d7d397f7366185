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
