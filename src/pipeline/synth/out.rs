//! The files of the tables: blocks in, in their order; CSV or Parquet out.
//!
//! Depends on `block`, `csv_text` and `parquet_file`.
//! Turning rows into text is most of the work, so it is done apart from writing, by whoever makes
//! the rows, on all processors.

use std::{
    fs::File,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use super::{
    SynthError,
    block::{Block, Schema},
    csv_text,
    parquet_file::ParquetFile,
};

/// How tables are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TableFormat {
    /// Text with commas, as the public tables are handed around.
    #[default]
    Csv,
    /// Apache Parquet, compressed with Zstandard.
    Parquet,
}

impl TableFormat {
    /// The ending of file names.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Parquet => "parquet",
        }
    }
}

/// A table that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenTable {
    /// The name of its file.
    pub file: String,
    /// Rows, the header not counted.
    pub rows: u64,
    /// The size of its file.
    pub bytes: u64,
}

/// A run of rows, as its file wants it.
#[derive(Debug)]
pub(super) enum Piece {
    /// CSV lines.
    Text { rows: usize, text: Vec<u8> },
    /// Columns.
    Rows(Block),
}

impl Piece {
    /// `block` made ready for a file of this format.
    pub(super) fn new(block: Block, format: TableFormat) -> Self {
        match format {
            TableFormat::Csv => Self::Text { rows: block.rows(), text: csv_text::lines(&block) },
            TableFormat::Parquet => Self::Rows(block),
        }
    }
}

/// A table that is being written.
pub(super) struct TableFile {
    /// Where it will stand when all is written.
    place: PathBuf,
    rows: u64,
    file: File,
    sink: Sink,
}

enum Sink {
    Csv(File),
    Parquet(Box<ParquetFile>),
}

impl TableFile {
    /// An empty table in `file`, which will stand at `place` in the end.
    pub(super) fn new(
        file: &File,
        place: PathBuf,
        schema: &Schema,
        format: TableFormat,
    ) -> Result<Self, SynthError> {
        let failed = failed(&place);
        let file = file.try_clone().map_err(&failed)?;
        let mut rest = file.try_clone().map_err(&failed)?;
        let sink = match format {
            TableFormat::Csv => {
                rest.write_all(&csv_text::header(schema)).map_err(&failed)?;
                Sink::Csv(rest)
            }
            TableFormat::Parquet => {
                Sink::Parquet(Box::new(ParquetFile::new(rest, &place, schema)?))
            }
        };
        Ok(Self { place, rows: 0, file, sink })
    }

    /// An empty table in the new file `name` of `folder`, which will stand in the folder `place`.
    pub(super) fn create(
        folder: &Path,
        place: &Path,
        name: &str,
        schema: &Schema,
        format: TableFormat,
    ) -> Result<Self, SynthError> {
        let name = format!("{name}.{}", format.ending());
        let place = place.join(&name);
        let file = File::create_new(folder.join(&name)).map_err(failed(&place))?;
        Self::new(&file, place, schema, format)
    }

    /// Adds rows.
    pub(super) fn write(&mut self, piece: Piece) -> Result<(), SynthError> {
        match (&mut self.sink, piece) {
            (Sink::Csv(file), Piece::Text { rows, text }) => {
                file.write_all(&text).map_err(failed(&self.place))?;
                self.rows += rows as u64;
            }
            (Sink::Parquet(file), Piece::Rows(block)) => {
                self.rows += block.rows() as u64;
                file.write(block)?;
            }
            // Pieces of another format are not made.
            _ => {}
        }
        Ok(())
    }

    /// Ends the table.
    pub(super) fn finish(self) -> Result<WrittenTable, SynthError> {
        if let Sink::Parquet(file) = self.sink {
            file.finish()?;
        }
        let bytes = self.file.metadata().map_err(failed(&self.place))?.len();
        let file = self.place.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(WrittenTable { file, rows: self.rows, bytes })
    }
}

fn failed(place: &Path) -> impl Fn(io::Error) -> SynthError + use<> {
    let path = place.to_owned();
    move |cause| SynthError::Table { path: path.clone(), cause }
}
