//! One Parquet file: what its footer says, and its columns, one group of rows at a time.
//!
//! Only the bytes of one column of one group are in memory, as a copy: never the whole file, and
//! never the mapped file, which would kill the process if somebody shortened it meanwhile.

use std::{fs::File, io::Cursor, ops::Range, sync::Arc};

use polars::{
    io::{mmap::MmapBytesReader, parquet::read::_internal::to_deserializer},
    prelude::{
        ArrowDataType, ArrowSchema, FileMetadata, NamedFrom as _, ParquetReader, PolarsError,
        SerReader as _, Series,
    },
};

use crate::base::{
    error::{BaseFault, DuplicateColumn},
    kind::{Kind, kind_of},
    store::read_exact_at,
    stream::{Source, fault_of_io},
};

use super::{
    quiet::{Panicked, quietly},
    range_index::RangeIndex,
};

/// Rows that a byte of an honest file may stand for at most: a constant column takes a few bytes
/// for each million rows, but identifiers differ.
const MOST_ROWS_A_BYTE: u64 = 4_096;

/// The longest detail of a fault that is passed on, in characters.
const LONGEST_DETAIL: usize = 160;

/// What the footer of a Parquet file says.
#[derive(Clone)]
pub(super) struct Footer {
    metadata: Arc<FileMetadata>,
    schema: Arc<ArrowSchema>,
    /// The columns in their order.
    pub(super) columns: Vec<FileColumn>,
    /// The column that pandas wrote as a rule, the last of `columns`.
    range_index: Option<RangeIndex>,
}

/// A Parquet file that is open.
pub(super) struct ParquetFile<'a> {
    bytes: Bytes<'a>,
    /// What its footer says.
    pub(super) footer: Footer,
}

/// Where the bytes of a file are.
enum Bytes<'a> {
    File(File),
    Memory(&'a [u8]),
}

/// A column of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FileColumn {
    /// Its name.
    pub(super) name: String,
    /// What it holds.
    pub(super) cells: CellKind,
}

/// What the cells of a column are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum CellKind {
    /// Numbers of any kind, and truth values.
    Number,
    /// Words, dates and times.
    Word,
    /// Nothing at all.
    Nothing,
    /// Something that is neither, called so.
    Other(String),
}

impl Footer {
    /// The footer of the file in `source`; nothing else of it is read.
    pub(super) fn read(source: Source<'_>) -> Result<Self, BaseFault> {
        match kind_of(source) {
            Ok(Kind::Parquet) => {}
            Ok(Kind::Text(..)) | Err(BaseFault::OtherKind { .. }) => {
                return Err(damaged("it does not begin as a Parquet file"));
            }
            Err(fault) => return Err(fault),
        }
        let file_bytes = source.len().map_err(fault_of_io)?;
        match source {
            Source::File(path) => Self::parse(File::open(path).map_err(fault_of_io)?, file_bytes),
            Source::Bytes(bytes) => Self::parse(Cursor::new(bytes), file_bytes),
        }
    }

    /// The value that the writer of the file put under `key`.
    pub(super) fn value_of(&self, key: &str) -> Option<&str> {
        let mut entries = self.metadata.key_value_metadata().iter().flatten();
        entries.find(|entry| entry.key == key)?.value.as_deref()
    }

    fn parse(file: impl MmapBytesReader, file_bytes: u64) -> Result<Self, BaseFault> {
        let read = quietly(|| {
            let mut reader = ParquetReader::new(file);
            let metadata = Arc::clone(reader.get_metadata()?);
            let fields = metadata.schema().fields().iter();
            let names: Vec<String> = fields.map(|field| field.name().to_owned()).collect();
            Ok((metadata, names, reader.schema()))
        });
        let (metadata, names, schema) =
            read.map_err(panicked)?.map_err(|error: PolarsError| fault_of(&error))?;
        let duplicates = duplicates(&names);
        if !duplicates.is_empty() {
            return Err(BaseFault::DuplicateColumns { columns: duplicates });
        }
        let schema = schema.map_err(|error| fault_of(&error))?;
        let columns = schema.iter_values().map(|field| FileColumn {
            name: field.name.to_string(),
            cells: cell_kind(&field.dtype),
        });
        let mut columns: Vec<FileColumn> = columns.collect();
        let rows = rows(&metadata, file_bytes)?;
        let range_index = pandas_metadata(&metadata)
            .and_then(|json| RangeIndex::of(json, rows))
            .filter(|index| columns.iter().all(|column| column.name != index.name));
        columns.extend(
            range_index
                .iter()
                .map(|index| FileColumn { name: index.name.clone(), cells: CellKind::Number }),
        );
        Ok(Self { metadata, schema, columns, range_index })
    }
}

impl Footer {
    /// How many groups of rows there are.
    pub(super) fn groups(&self) -> usize {
        self.metadata.row_groups.len()
    }

    /// How many rows a group has.
    pub(super) fn rows_of(&self, group: usize) -> usize {
        match self.metadata.row_groups.get(group) {
            Some(group) => group.num_rows(),
            None => 0,
        }
    }
}

impl<'a> ParquetFile<'a> {
    /// The file in `source`.
    pub(super) fn open(source: Source<'a>) -> Result<Self, BaseFault> {
        let footer = Footer::read(source)?;
        let bytes = match source {
            Source::File(path) => Bytes::File(File::open(path).map_err(fault_of_io)?),
            Source::Bytes(bytes) => Bytes::Memory(bytes),
        };
        Ok(Self { bytes, footer })
    }

    /// The cells of the column called `name` in a group of rows, one for each of its rows; `None`
    /// when there is no such column.
    pub(super) fn read_column(
        &self,
        name: &str,
        group: usize,
    ) -> Result<Option<Series>, BaseFault> {
        if let Some(index) = self.footer.range_index.as_ref().filter(|index| index.name == name) {
            let before: usize = (0..group).map(|group| self.footer.rows_of(group)).sum();
            let numbers = index.numbers(before..before + self.footer.rows_of(group));
            return Ok(Some(Series::new(name.into(), numbers)));
        }
        let is_there = self.footer.columns.iter().any(|column| column.name == name);
        is_there.then(|| self.read_group(name, group)).transpose()
    }

    fn read_group(&self, name: &str, group: usize) -> Result<Series, BaseFault> {
        let missing = || damaged("a group of rows lacks a column");
        let field = self.footer.schema.get(name).ok_or_else(missing)?;
        let rows = self.footer.metadata.row_groups.get(group).ok_or_else(missing)?;
        let chunks = rows.columns_under_root_iter(name).ok_or_else(missing)?;
        let mut columns = Vec::with_capacity(chunks.len());
        for chunk in chunks {
            // The range is computed from what the footer declares, and may overflow.
            let range = quietly(|| chunk.byte_range()).map_err(panicked)?;
            columns.push((chunk, self.read_bytes(range)?.into()));
        }
        let read = quietly(|| {
            let (arrays, _) = to_deserializer(columns, field.clone(), None)?;
            Series::try_from((field, arrays))
        });
        let series = read.map_err(panicked)?.map_err(|error| fault_of(&error))?;
        if series.len() == rows.num_rows() {
            Ok(series)
        } else {
            Err(damaged("a column has another number of rows than the file"))
        }
    }

    /// The bytes in this range, which the file must hold.
    fn read_bytes(&self, range: Range<u64>) -> Result<Vec<u8>, BaseFault> {
        let beyond = || damaged("a column reaches beyond the end of the file");
        let count = range.end.checked_sub(range.start).ok_or_else(beyond)?;
        match &self.bytes {
            Bytes::Memory(bytes) => {
                let range = usize::try_from(range.start).ok().zip(usize::try_from(range.end).ok());
                let own = range.and_then(|(start, end)| bytes.get(start..end));
                Ok(own.ok_or_else(beyond)?.to_vec())
            }
            Bytes::File(file) => {
                if range.end > file.metadata().map_err(fault_of_io)?.len() {
                    return Err(beyond());
                }
                let mut bytes = vec![0; usize::try_from(count).map_err(|_| beyond())?];
                read_exact_at(file, &mut bytes, range.start).map_err(fault_of_io)?;
                Ok(bytes)
            }
        }
    }
}

/// The file is damaged in this way.
pub(super) fn damaged(detail: &str) -> BaseFault {
    BaseFault::Damaged { detail: detail.to_owned() }
}

pub(super) fn panicked(_: Panicked) -> BaseFault {
    damaged("its columns cannot be decoded")
}

/// What polars says is wrong with the file, in one short line.
pub(super) fn fault_of(error: &PolarsError) -> BaseFault {
    let text = error.to_string();
    let line: String =
        text.lines().next().unwrap_or_default().chars().take(LONGEST_DETAIL).collect();
    damaged(&line)
}

/// How many rows there are, when the footer agrees with itself and with the size of the file.
fn rows(metadata: &FileMetadata, file_bytes: u64) -> Result<usize, BaseFault> {
    let limit = u64::from(u32::MAX);
    let in_groups = metadata
        .row_groups
        .iter()
        .try_fold(0_usize, |rows, group| rows.checked_add(group.num_rows()));
    if in_groups != Some(metadata.num_rows) {
        return Err(damaged("its footer contradicts itself about the number of rows"));
    }
    let rows = metadata.num_rows as u64;
    if rows >= limit {
        return Err(BaseFault::TooManyRows { limit });
    }
    if rows > file_bytes.saturating_mul(MOST_ROWS_A_BYTE) {
        return Err(damaged("its footer announces more rows than such a file can hold"));
    }
    Ok(metadata.num_rows)
}

/// What pandas wrote about its table.
fn pandas_metadata(metadata: &FileMetadata) -> Option<&str> {
    let mut entries = metadata.key_value_metadata().iter().flatten();
    entries.find(|entry| entry.key == "pandas")?.value.as_deref()
}

fn duplicates(names: &[String]) -> Vec<DuplicateColumn> {
    let mut sorted: Vec<(&String, usize)> = names.iter().zip(1..).collect();
    sorted.sort_unstable();
    sorted
        .chunk_by(|left, right| left.0 == right.0)
        .filter(|same| same.len() > 1)
        .filter_map(|same| {
            let positions = same.iter().map(|(_, position)| *position).collect();
            Some(DuplicateColumn { name: same.first()?.0.clone(), positions })
        })
        .collect()
}

fn cell_kind(kind: &ArrowDataType) -> CellKind {
    use ArrowDataType as Arrow;
    match kind {
        Arrow::Null => CellKind::Nothing,
        Arrow::Boolean
        | Arrow::Int8
        | Arrow::Int16
        | Arrow::Int32
        | Arrow::Int64
        | Arrow::UInt8
        | Arrow::UInt16
        | Arrow::UInt32
        | Arrow::UInt64
        | Arrow::Float32
        | Arrow::Float64
        | Arrow::Decimal(..)
        | Arrow::Decimal32(..)
        | Arrow::Decimal64(..) => CellKind::Number,
        Arrow::Utf8
        | Arrow::LargeUtf8
        | Arrow::Utf8View
        | Arrow::Binary
        | Arrow::LargeBinary
        | Arrow::BinaryView
        | Arrow::Date32
        | Arrow::Date64
        | Arrow::Timestamp(..)
        | Arrow::Time32(_)
        | Arrow::Time64(_) => CellKind::Word,
        Arrow::Dictionary(_, values, _) => cell_kind(values),
        other => CellKind::Other(kind_name(other)),
    }
}

/// The first word of a type's name: a nested type names its fields, which do not belong here.
fn kind_name(kind: &ArrowDataType) -> String {
    let name = format!("{kind:?}");
    name.split(|character: char| !character.is_alphanumeric()).next().unwrap_or_default().to_owned()
}
