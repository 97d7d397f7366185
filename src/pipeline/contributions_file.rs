//! The contributions of a whole base as a Parquet file, written while they are computed.
//!
//! Depends on `portfolio` and polars.
//! Invariant: the file appears whole or not at all, holds one row a client in the order of the
//! base, and memory does not grow with the number of clients.
//!
//! Columns: `client_id`; `raw_score`; then one a feature of the model, in its order and with its
//! name, in the unit of the raw score. The file's key-value metadata hold what is the same for
//! everybody: `clairscore.base_value` (base value plus all contributions is the raw score),
//! `clairscore.method`, `clairscore.storage` (`f64`, or `f32` when contributions were rounded to
//! single precision) and `clairscore.model_sha256`.

use std::{
    collections::HashSet,
    fs::File,
    io,
    path::{Path, PathBuf},
};

use polars::{
    io::parquet::write::{BatchedWriter, KeyValueMetadata},
    prelude::{
        Column, DataFrame, DataType, Field, ParquetCompression, ParquetWriter, PolarsError,
        PolarsResult, Schema, StatisticsOptions,
    },
};
use rayon::prelude::*;

use super::parquet_bytes::column;
use crate::{
    base::StoreFault,
    domain::{Cancelled, Job},
    explain::Slab,
    files::{self, Access, WriteError},
    portfolio::Portfolio,
};

/// How contributions are stored. They are computed in double precision in any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Storage {
    /// Eight bytes each: what was computed, to the bit.
    Double,
    /// Four bytes each: seven digits.
    Single,
}

/// Why no contributions were written.
#[derive(Debug, thiserror::Error)]
pub enum ContributionsError {
    /// The person who waited no longer wants the result.
    #[error("the contributions were not written: {0}")]
    Cancelled(#[from] Cancelled),
    /// The base can no longer be trusted.
    #[error("the contributions were not written: {0}")]
    Base(#[from] StoreFault),
    /// What polars says about the table.
    #[error("{} was not written: {reason}", .path.display())]
    Table {
        /// The file.
        path: PathBuf,
        /// What polars says.
        reason: String,
    },
    /// The system refused a step.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// What stopped the writing inside the temporary file.
enum Stop {
    Cancelled(Cancelled),
    Base(StoreFault),
    Polars(PolarsError),
}

impl From<Cancelled> for Stop {
    fn from(cancelled: Cancelled) -> Self {
        Self::Cancelled(cancelled)
    }
}

impl From<PolarsError> for Stop {
    fn from(error: PolarsError) -> Self {
        Self::Polars(error)
    }
}

/// Explains every client of the base and writes the contributions to `path`; gives back how many
/// clients there were.
///
/// # Errors
/// When the job is cancelled, when the base failed while it was read, or when the file cannot be
/// written; then there is no file, or the one that was there before.
pub fn write_contributions(
    portfolio: &Portfolio,
    path: &Path,
    storage: Storage,
    job: &dyn Job,
) -> Result<usize, ContributionsError> {
    let mut stopped = None;
    let written = files::write_atomically_with(path, Access::Shared, |file| {
        fill(file, portfolio, storage, job).map_err(|stop| match stop {
            // A full disk is the system's word, and is told as such.
            Stop::Polars(PolarsError::IO { error, .. }) => {
                io::Error::new(error.kind(), error.to_string())
            }
            stop => {
                stopped = Some(stop);
                io::Error::from(io::ErrorKind::Interrupted)
            }
        })
    });
    match stopped {
        Some(Stop::Cancelled(cancelled)) => Err(cancelled.into()),
        Some(Stop::Base(fault)) => Err(fault.into()),
        Some(Stop::Polars(error)) => {
            Err(ContributionsError::Table { path: path.to_owned(), reason: error.to_string() })
        }
        None => Ok(written.map(|()| portfolio.base().rows())?),
    }
}

fn fill(
    file: &mut File,
    portfolio: &Portfolio,
    storage: Storage,
    job: &dyn Job,
) -> Result<(), Stop> {
    let mut table = Table::new(file, portfolio, storage)?;
    portfolio.explain_all(job, |slab| Ok::<(), Stop>(table.write(&slab)?))?;
    table.writer.finish()?;
    // What could not be read came out as missing: such a table gets no name.
    portfolio.base().fault().map_or(Ok(()), |fault| Err(Stop::Base(fault)))
}

/// The table that is being written, one row group a slab.
struct Table<'a> {
    portfolio: &'a Portfolio,
    storage: Storage,
    /// `client_id`, `raw_score`, and the columns of the features.
    names: Vec<String>,
    writer: BatchedWriter<&'a mut File>,
}

impl<'a> Table<'a> {
    fn new(file: &'a mut File, portfolio: &'a Portfolio, storage: Storage) -> PolarsResult<Self> {
        let names = column_names(portfolio);
        let kind = match storage {
            Storage::Double => DataType::Float64,
            Storage::Single => DataType::Float32,
        };
        let kinds =
            [DataType::String, DataType::Float64].into_iter().chain(std::iter::repeat(kind));
        let fields = names.iter().zip(kinds).map(|(name, kind)| Field::new(name.into(), kind));
        let schema: Schema = fields.collect();
        let writer = ParquetWriter::new(file)
            .with_compression(ParquetCompression::Zstd(None))
            .with_statistics(StatisticsOptions::empty())
            .with_key_value_metadata(Some(KeyValueMetadata::from_static(facts(portfolio, storage))))
            .batched(&schema)?;
        Ok(Self { portfolio, storage, names, writer })
    }

    fn write(&mut self, slab: &Slab<'_>) -> PolarsResult<()> {
        let Some((id, (raw_score, features))) =
            self.names.split_first().and_then(|(id, rest)| Some((id, rest.split_first()?)))
        else {
            return Ok(());
        };
        let ids = self.portfolio.base().ids();
        let ids: Vec<String> = slab.rows.clone().map(|row| ids.id(row).to_string()).collect();
        let mut columns = vec![column(id, ids), column(raw_score, slab.raw_scores)];
        let storage = self.storage;
        let of_feature = |(feature, name): (usize, &String)| -> Column {
            let values = slab.contributions.iter().skip(feature).step_by(features.len());
            match storage {
                Storage::Double => column(name, values.copied().collect::<Vec<f64>>()),
                Storage::Single => column(name, values.map(|&v| v as f32).collect::<Vec<f32>>()),
            }
        };
        columns.par_extend(features.par_iter().enumerate().map(of_feature));
        self.writer.write_batch(&DataFrame::new(slab.rows.len(), columns)?)
    }
}

/// The names of all columns, each different. A feature that is called like one of the first two
/// columns keeps its name with `_contribution` behind it.
fn column_names(portfolio: &Portfolio) -> Vec<String> {
    let features = portfolio.model().forest().features();
    let mut taken: HashSet<String> = features.iter().map(|feature| feature.name.clone()).collect();
    let mut names = vec!["client_id".to_owned(), "raw_score".to_owned()];
    for feature in features {
        let mut name = feature.name.clone();
        if names.iter().take(2).any(|own| *own == name) {
            while !taken.insert(name.clone()) {
                name.push_str("_contribution");
            }
        }
        names.push(name);
    }
    names
}

fn facts(portfolio: &Portfolio, storage: Storage) -> Vec<(String, String)> {
    let model = portfolio.model();
    let storage = match storage {
        Storage::Double => "f64",
        Storage::Single => "f32",
    };
    [
        ("clairscore.base_value", model.explainer().base_value().to_string()),
        ("clairscore.method", "path-dependent Shapley values of the raw score".to_owned()),
        ("clairscore.storage", storage.to_owned()),
        ("clairscore.model_sha256", model.forest().summary().text_sha256),
    ]
    .map(|(key, value)| (key.to_owned(), value))
    .to_vec()
}
