//! A Parquet file that is written row group by row group: the only place here that names polars.

use std::{
    fs::File,
    path::{Path, PathBuf},
};

use polars::{
    io::parquet::write::BatchedWriter,
    prelude::{
        Column, DataFrame, DataType, Field, IntoColumn as _, NamedFrom as _, ParquetWriter,
        PolarsResult, Schema as PolarsSchema, Series,
    },
};

use super::{
    SynthError,
    block::{Block, Schema, Values},
    column::Kind,
};

/// Rows of a row group: enough to compress well, few enough to hold.
const ROWS_A_GROUP: usize = 131_072;

/// A Parquet file that is being written.
pub(super) struct ParquetFile {
    path: PathBuf,
    schema: Schema,
    writer: BatchedWriter<File>,
    waiting: Block,
}

impl ParquetFile {
    /// An empty table in `file`, which stands at `path`.
    pub(super) fn new(file: File, path: &Path, schema: &Schema) -> Result<Self, SynthError> {
        let fields = schema.columns.iter().map(|(name, kind)| {
            let kind = match kind {
                Kind::Whole => DataType::Int64,
                Kind::Number => DataType::Float64,
                Kind::Word => DataType::String,
            };
            Field::new(name.as_str().into(), kind)
        });
        let fields: PolarsSchema = fields.collect();
        let writer = ParquetWriter::new(file).batched(&fields).map_err(failed(path))?;
        let waiting = Block::new(schema);
        Ok(Self { path: path.to_owned(), schema: schema.clone(), writer, waiting })
    }

    /// Adds rows.
    pub(super) fn write(&mut self, block: Block) -> Result<(), SynthError> {
        self.waiting.append(block);
        if self.waiting.rows() >= ROWS_A_GROUP { self.flush() } else { Ok(()) }
    }

    /// Writes the last rows and the footer.
    pub(super) fn finish(mut self) -> Result<(), SynthError> {
        if self.waiting.rows() > 0 {
            self.flush()?;
        }
        self.writer.finish().map_err(failed(&self.path))?;
        Ok(())
    }

    fn flush(&mut self) -> Result<(), SynthError> {
        let block = std::mem::replace(&mut self.waiting, Block::new(&self.schema));
        let write = || -> PolarsResult<()> {
            let rows = block.rows();
            let names = self.schema.columns.iter().map(|(name, _)| name.as_str());
            let columns = names.zip(block.columns).map(|(name, values)| column(name, values));
            self.writer.write_batch(&DataFrame::new(rows, columns.collect())?)
        };
        write().map_err(failed(&self.path))
    }
}

fn column(name: &str, values: Values) -> Column {
    let series = match values {
        Values::Whole(values) => Series::new(name.into(), values),
        // A cell that is not known is null, as pandas writes NaN.
        Values::Number(values) => {
            let known = values.into_iter().map(|value| (!value.is_nan()).then_some(value));
            Series::new(name.into(), known.collect::<Vec<_>>())
        }
        Values::Word(words) => Series::new(name.into(), words),
    };
    series.into_column()
}

fn failed(path: &Path) -> impl Fn(polars::error::PolarsError) -> SynthError {
    move |error| SynthError::Parquet { path: path.to_owned(), cause: error.to_string() }
}
