//! Why no tables were made. Depends on `domain` and `files`.

use std::{io, path::PathBuf};

use crate::{domain::Cancelled, files::WriteError};

/// Tables that were not made. Nothing is left of them.
#[derive(Debug, thiserror::Error)]
pub enum SynthError {
    /// A count outside its range.
    #[error("{what} must be between {least} and {most}: {given} was asked for")]
    OutOfRange {
        /// What is counted.
        what: &'static str,
        /// The smallest count.
        least: u64,
        /// The largest.
        most: u64,
        /// What was asked for.
        given: u64,
    },
    /// The folder or the file cannot be put where it was asked for.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// A table cannot be written to its end.
    #[error("{} was not written: {cause}", .path.display())]
    Table {
        /// The table's file.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// A table cannot be put into Parquet.
    #[error("{} was not written as Parquet: {cause}", .path.display())]
    Parquet {
        /// The table's file.
        path: PathBuf,
        /// What the library says.
        cause: String,
    },
    /// The person who waited no longer wants them.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}
