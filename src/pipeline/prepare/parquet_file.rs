//! The feature table as a Parquet file, written on all processors.
//!
//! Depends on `polars_parquet`, which polars itself writes with: it puts the pages together and writes
//! the headers and the end of the file. The pages are made in [`super::parquet_pages`], since features
//! are kept as they will stand there; polars would find out again which values of a column differ, and
//! takes longer for it than the features take to be computed. Invariant: the same features give the
//! same bytes, whatever the number of threads.

use std::{io::Write, mem};

use polars::{
    error::PolarsResult,
    prelude::{ArrowDataType, ArrowField, ArrowSchema},
};
use polars_parquet::write::{
    CompressedPage, CompressionOptions, DynIter, DynStreamingIterator, FileWriter, KeyValue,
    StatisticsOptions, Version, WriteOptions, fallible_streaming_iterator, schema_to_metadata_key,
};
use rayon::iter::{
    IndexedParallelIterator as _, IntoParallelIterator as _, IntoParallelRefIterator as _,
    ParallelIterator as _,
};

use super::{
    chunk::Chunk,
    feature::Feature,
    parquet_pages::{Buffers, pages},
    range::Kind,
};

/// Row groups that are made together, while as many are written.
const GROUPS_TOGETHER: usize = 4;

/// The pages of each column of a row group.
type Columns = Vec<Vec<CompressedPage>>;

/// Writes `features`, which are equally long, with what `metadata` says under its key. Each chunk of
/// theirs is a row group.
pub(super) fn write(
    features: &[Feature],
    metadata: (&str, String),
    out: impl Write + Send,
) -> PolarsResult<()> {
    let options = WriteOptions {
        statistics: StatisticsOptions::empty(),
        version: Version::V1,
        compression: CompressionOptions::Uncompressed,
        data_page_size: None,
    };
    let kinds: Vec<Kind> = features.iter().map(|feature| feature.range().kind()).collect();
    let schema = schema(features, &kinds);
    let mut keys = vec![schema_to_metadata_key(&schema)];
    keys.push(KeyValue { key: metadata.0.to_owned(), value: Some(metadata.1) });
    let mut file = FileWriter::try_new(out, schema, options)?;
    let columns = file.parquet_schema().columns().to_vec();
    let groups = features.first().map_or(0, |feature| feature.chunks().len());
    let buffers = Buffers::default();
    let made = |group: usize| -> PolarsResult<(usize, Columns)> {
        let each = features.par_iter().zip(&kinds).zip(&columns);
        let pages = each.map(|((feature, kind), column)| match feature.chunks().get(group) {
            Some(chunk) => pages(chunk, *kind, &column.descriptor, &buffers),
            None => Ok(Vec::new()),
        });
        let rows = features.first().and_then(|feature| feature.chunks().get(group));
        Ok((rows.map_or(0, Chunk::rows), pages.collect::<PolarsResult<Columns>>()?))
    };
    let some = |start: usize| -> PolarsResult<Vec<(usize, Columns)>> {
        let some = start..groups.min(start + GROUPS_TOGETHER);
        some.into_par_iter().map(made).collect()
    };
    // While some groups are written the next ones are made.
    let mut next = some(0)?;
    for start in (0..groups).step_by(GROUPS_TOGETHER) {
        let groups = mem::take(&mut next);
        let put_all =
            || groups.iter().try_for_each(|(rows, columns)| put(&mut file, *rows, columns));
        let (written, after) = rayon::join(put_all, || some(start + GROUPS_TOGETHER));
        written?;
        next = after?;
        for pages in groups.into_iter().flat_map(|(_, columns)| columns) {
            buffers.keep(pages);
        }
    }
    file.end(Some(keys))?;
    Ok(())
}

/// The columns as readers see them.
fn schema(features: &[Feature], kinds: &[Kind]) -> ArrowSchema {
    let field = |(feature, kind): (&Feature, &Kind)| {
        let kind = match kind {
            Kind::Int8 => ArrowDataType::Int8,
            Kind::Int16 => ArrowDataType::Int16,
            Kind::Int32 => ArrowDataType::Int32,
            Kind::Single => ArrowDataType::Float32,
            Kind::Double => ArrowDataType::Float64,
        };
        let name = feature.name.as_str();
        (name.into(), ArrowField::new(name.into(), kind, true))
    };
    features.iter().zip(kinds).map(field).collect()
}

/// Writes a row group.
fn put(file: &mut FileWriter<impl Write>, rows: usize, columns: &Columns) -> PolarsResult<()> {
    let columns = columns.iter().map(|pages| {
        let pages = pages.iter().map(PolarsResult::Ok);
        Ok(DynStreamingIterator::new(fallible_streaming_iterator::convert(pages)))
    });
    file.write(rows as u64, DynIter::new(columns))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use polars::prelude::{DataFrame, DataType, ParquetReader, SerReader as _};

    use super::{
        super::{chunk::CHUNK_ROWS, feature::Origin},
        *,
    };

    fn feature(name: &str, values: impl IntoIterator<Item = f64>) -> Feature {
        Feature::new(name, Origin::application(name), values)
    }

    fn written(features: &[Feature]) -> Vec<u8> {
        let mut bytes = Vec::new();
        write(features, ("key", "value".to_owned()), &mut bytes).unwrap();
        bytes
    }

    fn read(bytes: &[u8]) -> DataFrame {
        ParquetReader::new(Cursor::new(bytes)).finish().unwrap()
    }

    #[test]
    fn what_is_written_is_read_back() {
        let rows = 0..2 * CHUNK_ROWS + 100;
        let missing = |row: usize, every: usize| row.is_multiple_of(every);
        let or_missing = |is: bool, value: f64| if is { f64::NAN } else { value };
        let features = [
            feature("id", rows.clone().map(|row| 100_001.0 + row as f64)),
            feature("share", rows.clone().map(|row| or_missing(missing(row, 7), row as f64 / 3.0))),
            feature(
                "single",
                rows.clone().map(|row| or_missing(missing(row, 9), row as f64 * 0.5)),
            ),
            feature(
                "flag",
                rows.clone().map(|row| or_missing(missing(row, 5), (row % 3 == 0).into())),
            ),
            feature("year", rows.clone().map(|row| 1_900.0 + (row % 150) as f64)),
            feature("sevenths", rows.clone().map(|row| (row % 600) as f64 / 7.0)),
            feature("one", rows.clone().map(|_| 1.0)),
            feature("nothing", rows.clone().map(|_| f64::NAN)),
            feature("late", rows.clone().map(|row| or_missing(row < CHUNK_ROWS, 0.1))),
            // A type that only the last values ask for.
            feature("mixed", rows.clone().map(|row| if row < CHUNK_ROWS { 2.0 } else { 0.3 })),
        ];
        let bytes = written(&features);
        let found = read(&bytes);
        let kinds: Vec<DataType> = found.dtypes();
        assert_eq!(
            kinds[..4],
            [DataType::Int32, DataType::Float64, DataType::Float32, DataType::Int8,]
        );
        assert_eq!(kinds[4], DataType::Int16);
        for (feature, column) in features.iter().zip(found.columns()) {
            let column = column.cast(&DataType::Float64).unwrap();
            let bits = |number: Option<f64>| number.map(f64::to_bits);
            let numbers = feature.numbers().into_iter();
            let expected = numbers.map(|number| bits(Some(number).filter(|n| !n.is_nan())));
            assert!(column.f64().unwrap().iter().map(bits).eq(expected), "{}", feature.name);
        }
        assert!(written(&features) == bytes);
    }

    #[test]
    fn a_table_without_clients_is_a_table() {
        assert_eq!(read(&written(&[feature("x", [])])).shape(), (0, 1));
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
        let features = [feature("id", [1.0, 2.0])];
        assert!(write(&features, ("key", String::new()), Full).is_err());
    }
}
