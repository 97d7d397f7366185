//! Columns as a Parquet file, written on all processors.
//!
//! Depends on `polars_parquet`, which polars itself writes with: polars' own writer compresses one
//! column after the other on one processor, which took longer than making the columns. Here each
//! column of a group of rows is encoded and compressed on its own, and they are put one behind the
//! other in their order. Invariant: the same columns give the same bytes, whatever the number of
//! threads.

use std::io::Write;

use polars::{
    error::PolarsResult,
    prelude::{ArrowSchema, Column, CompatLevel},
};
use polars_parquet::write::{
    CompressedPage, CompressionOptions, Compressor, DynIter, DynStreamingIterator, Encoding,
    FileWriter, KeyValue, ParquetType, StatisticsOptions, Version, WriteOptions, ZstdLevel,
    array_to_columns, fallible_streaming_iterator, schema_to_metadata_key,
};
use rayon::iter::{
    IndexedParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _,
};

/// Rows that are compressed together, as polars chooses them.
const ROW_GROUP: usize = 512 * 512;

/// How much is compressed: the quickest level, which is a few hundredths behind the usual one.
const LEVEL: i32 = 1;

/// Writes `columns`, which are equally long and hold numbers, with what `metadata` says under its
/// key.
pub(super) fn write(
    columns: &[Column],
    metadata: (&str, String),
    out: impl Write,
) -> PolarsResult<()> {
    let options = WriteOptions {
        statistics: StatisticsOptions::empty(),
        version: Version::V1,
        compression: CompressionOptions::Zstd(Some(ZstdLevel::try_new(LEVEL)?)),
        data_page_size: None,
    };
    let fields = columns.iter().map(|column| column.field().to_arrow(CompatLevel::newest()));
    let schema: ArrowSchema = fields.map(|field| (field.name.clone(), field)).collect();
    let mut keys = vec![schema_to_metadata_key(&schema)];
    keys.push(KeyValue { key: metadata.0.to_owned(), value: Some(metadata.1) });
    let mut file = FileWriter::try_new(out, schema, options)?;
    let types = file.parquet_schema().fields().to_vec();
    let rows = columns.first().map_or(0, Column::len);
    for start in (0..rows).step_by(ROW_GROUP) {
        let length = ROW_GROUP.min(rows - start);
        let compressed: Vec<Vec<CompressedPage>> = columns
            .par_iter()
            .zip(&types)
            .map(|(column, kind)| {
                pages(column.slice(start.cast_signed() as i64, length), kind, options)
            })
            .collect::<PolarsResult<_>>()?;
        let group = compressed.iter().map(|pages| {
            let pages = pages.iter().map(PolarsResult::Ok);
            Ok(DynStreamingIterator::new(fallible_streaming_iterator::convert(pages)))
        });
        file.write(length as u64, DynIter::new(group))?;
    }
    file.end(Some(keys))?;
    Ok(())
}

/// The pages of one column, compressed.
fn pages(
    column: Column,
    kind: &ParquetType,
    options: WriteOptions,
) -> PolarsResult<Vec<CompressedPage>> {
    let array = column.rechunk_to_arrow(CompatLevel::newest());
    let encoded = array_to_columns(array, kind.clone(), options, &[Encoding::RleDictionary])?;
    let mut pages = Vec::new();
    for encoded in encoded {
        let encoded = encoded.map(|page| page.map_err(Into::into));
        let compressor = Compressor::new(encoded, options.compression, Vec::new());
        for page in compressor {
            pages.push(page?);
        }
    }
    Ok(pages)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use polars::prelude::{
        DataFrame, IntoColumn as _, NamedFrom as _, ParquetReader, SerReader as _, Series,
    };

    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let many = ROW_GROUP + 100;
        let ids: Vec<i32> = (0..).take(many).collect();
        let shares: Vec<Option<f64>> =
            ids.iter().map(|id| (id % 7 != 0).then(|| f64::from(*id) / 3.0)).collect();
        let flags: Vec<Option<i8>> =
            ids.iter().map(|id| (id % 5 != 0).then(|| (id % 3) as i8)).collect();
        let columns = vec![
            Series::new("id".into(), ids).into_column(),
            Series::new("share".into(), shares).into_column(),
            Series::new("flag".into(), flags).into_column(),
        ];
        let mut bytes = Vec::new();
        write(&columns, ("key", "value".to_owned()), &mut bytes).unwrap();
        let found = ParquetReader::new(Cursor::new(&bytes)).finish().unwrap();
        assert!(found.equals_missing(&DataFrame::new(many, columns.clone()).unwrap()));
        let mut again = Vec::new();
        write(&columns, ("key", "value".to_owned()), &mut again).unwrap();
        assert!(bytes == again);
    }

    #[test]
    fn a_disk_that_refuses_is_an_error() {
        struct Full;
        impl Write for Full {
            fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
                Err(std::io::ErrorKind::StorageFull.into())
            }
            fn flush(&mut self) -> std::io::Result<()> {
                Ok(())
            }
        }
        let column = Series::new("id".into(), [1_i32, 2]).into_column();
        assert!(write(&[column], ("key", String::new()), Full).is_err());
    }
}
