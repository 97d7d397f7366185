//! Tables as the bytes of a Parquet file, always the same for the same table.
//!
//! Depends on polars.

use polars::prelude::{
    Column, DataFrame, IntoColumn as _, NamedFrom, ParquetCompression, ParquetWriter, Series,
    StatisticsOptions,
};

use super::error::TrainError;

/// One column of a table that is about to be written.
pub(super) fn column<T, P: ?Sized>(name: &str, values: T) -> Column
where
    Series: NamedFrom<T, P>,
{
    Series::new(name.into(), values).into_column()
}

/// The table of these columns, compressed with Zstandard.
///
/// # Errors
/// When the columns are not equally long, or two have the same name.
pub(super) fn parquet_bytes(columns: Vec<Column>) -> Result<Vec<u8>, TrainError> {
    let write = || {
        let mut table = DataFrame::new_infer_height(columns)?;
        let mut bytes = Vec::new();
        ParquetWriter::new(&mut bytes)
            .with_compression(ParquetCompression::Zstd(None))
            .with_statistics(StatisticsOptions::empty())
            .finish(&mut table)?;
        Ok(bytes)
    };
    write().map_err(|error: polars::error::PolarsError| TrainError::Parquet(error.to_string()))
}
