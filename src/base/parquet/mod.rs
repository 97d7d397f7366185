//! Client bases in Parquet: one file, or a folder of parts.
//!
//! One part is in memory at a time, and of it one column for each processor. The only place
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

use super::{client_base::ClientBase, error::BaseFault, note::BaseNote, options::ReadOptions};

use parts::{Part, parts_of};
use table::ParquetTable;

/// Reads a base from a Parquet file in memory.
pub(super) fn read_bytes(
    name: &str,
    bytes: &[u8],
    options: &ReadOptions,
    job: &dyn Job,
) -> Result<ClientBase, BaseFault> {
    let part = Part { name: name.to_owned(), ..Part::default() };
    ParquetTable { parts: &[part], bytes: Some(bytes), options, job }.read(name)
}

/// Reads a base from a Parquet file.
pub(super) fn read_file(
    name: &str,
    path: &Path,
    options: &ReadOptions,
    job: &dyn Job,
) -> Result<ClientBase, BaseFault> {
    let part = Part { path: path.to_owned(), name: name.to_owned(), ..Part::default() };
    ParquetTable { parts: &[part], bytes: None, options, job }.read(name)
}

/// Reads a base from the parts in a folder.
pub(super) fn read_folder(
    name: &str,
    folder: &Path,
    options: &ReadOptions,
    job: &dyn Job,
) -> Result<ClientBase, BaseFault> {
    let parts = parts_of(folder)?;
    let mut hive_columns: Vec<String> = Vec::new();
    for (column, _) in parts.iter().flat_map(|part| &part.shared) {
        if !hive_columns.contains(column) {
            hive_columns.push(column.clone());
        }
    }
    let note = BaseNote::Parts { count: parts.len(), hive_columns };
    let mut base = ParquetTable { parts: &parts, bytes: None, options, job }.read(name)?;
    base.add_note(Some(note));
    Ok(base)
}
