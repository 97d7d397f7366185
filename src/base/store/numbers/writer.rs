//! A table of numbers while it is computed: rows come in, columns go out.
//!
//! **Invariant**: memory holds one run of rows, whatever their number, unless the whole table is
//! small; nothing bears the name of a table before all of it is on the disk.

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::base::store::{
    disk::{Disk, RealDisk},
    extent::{EXTENT_ROWS, Encoding, Extent},
    folder::{DEFAULT_FOLDER_LIMIT, StoreFolder},
    parts,
    writer::{StoreWriter, WriteFault},
};

use super::{
    Cells, NumberTable, NumbersLayout, NumbersPlace,
    index::{CHUNK_ROWS, NUMBERS_FILE, NumbersFacts, NumbersIndex},
};

/// Numbers of one run of rows, all columns together: 32 MiB. Narrow tables have runs of as many rows
/// as a base has; wide ones shorter runs.
const RUN_NUMBERS: usize = 8 << 20;

/// Rows that are turned into columns together: what fits beside the processor.
const ROWS_AT_ONCE: usize = 32;

/// The numbers could not be kept on the disk.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{} MB could not be kept in {} ({reason}): make room there, or choose another folder with \
     --store-dir",
    needed_bytes.div_ceil(1_000_000), folder.display()
)]
pub struct NumbersNotKept {
    /// The folder that was to hold them.
    pub folder: PathBuf,
    /// What the system refused.
    pub reason: String,
    /// What they take on the disk, in bytes.
    pub needed_bytes: u64,
}

/// A table that is being computed; see [`NumbersWriter::new`].
#[derive(Debug)]
pub struct NumbersWriter {
    facts: NumbersFacts,
    /// Where the file is published; `None` for one without a name, and in memory.
    to: Option<PathBuf>,
    /// `None` when the table stays in memory.
    file: Option<StoreWriter>,
    run_rows: usize,
    /// The rows of the present run, column by column; all rows when the table stays in memory.
    run: Vec<Vec<f32>>,
    extents: Vec<Vec<Extent>>,
    /// The rows of the present run as they came, when the file is to hold them so, too.
    run_by_row: Vec<f32>,
    extents_by_row: Vec<Extent>,
}

impl NumbersWriter {
    /// A table of `rows` rows and `columns` columns. One of at most `in_memory_bytes`
    /// ([`NUMBERS_IN_MEMORY_BYTES`](super::NUMBERS_IN_MEMORY_BYTES)) stays in memory; a larger one is
    /// kept at `place`, or in a file without a name when there is none. Never fails: a disk that
    /// refuses is told of by [`Self::finish`], and by [`Self::check`] meanwhile.
    #[must_use]
    pub fn new(
        rows: usize,
        columns: usize,
        layout: NumbersLayout,
        in_memory_bytes: u64,
        place: Option<&NumbersPlace<'_>>,
    ) -> Self {
        let bytes = (rows as u64).saturating_mul(columns as u64 * size_of::<f32>() as u64);
        let disk = (bytes > in_memory_bytes).then(|| Box::new(RealDisk) as Box<dyn Disk>);
        Self::on(disk, rows, columns, layout, place)
    }

    /// The same on this disk; in memory without one.
    pub(super) fn on(
        disk: Option<Box<dyn Disk>>,
        rows: usize,
        columns: usize,
        layout: NumbersLayout,
        place: Option<&NumbersPlace<'_>>,
    ) -> Self {
        let place = place.filter(|_| disk.is_some());
        let to = place.map(NumbersPlace::path);
        let folder = to.as_deref().and_then(Path::parent);
        let fitting = RUN_NUMBERS / columns.max(1) / CHUNK_ROWS * CHUNK_ROWS;
        let run_rows = fitting.clamp(CHUNK_ROWS, EXTENT_ROWS);
        let facts = NumbersFacts {
            source: place.map(|place| place.base.source.clone()).unwrap_or_default(),
            label: place.map(|place| place.label.to_owned()).unwrap_or_default(),
            content: place.map_or(0, |place| place.base.content),
            maker: place.map(|place| place.maker.to_owned()).unwrap_or_default(),
            rows: rows as u64,
            columns: columns as u64,
            run_rows: run_rows as u64,
            has_rows: layout == NumbersLayout::ColumnsAndRows && disk.is_some(),
        };
        if let Some(folder) = folder {
            parts::clear(folder);
        }
        let file = disk.map(|disk| StoreWriter::of_numbers(folder, disk));
        Self {
            facts,
            file,
            run_rows,
            run: vec![Vec::new(); columns],
            extents: vec![Vec::new(); columns],
            run_by_row: Vec::new(),
            extents_by_row: Vec::new(),
            to,
        }
    }

    /// Adds the next rows, one number a column, row after row, rounded to single precision; what is
    /// left of an incomplete row is not taken.
    pub fn push(&mut self, rows: &[f64]) {
        let columns = self.run.len().max(1);
        for rows in rows.chunks(ROWS_AT_ONCE * columns) {
            let mut rest = &rows[..rows.len() / columns * columns];
            while !rest.is_empty() {
                let held = self.run.first().map_or(0, Vec::len);
                let room = self.run_rows - held % self.run_rows;
                let (now, later) = rest.split_at((room * columns).min(rest.len()));
                for (column, numbers) in self.run.iter_mut().enumerate() {
                    numbers.extend(now.iter().skip(column).step_by(columns).map(|n| *n as f32));
                }
                if self.facts.has_rows {
                    self.run_by_row.extend(now.iter().map(|number| *number as f32));
                }
                rest = later;
                if room * columns == now.len() {
                    self.write_run();
                }
            }
        }
    }

    /// Whether the disk has refused nothing so far.
    ///
    /// # Errors
    /// What it refused first.
    pub fn check(&self) -> Result<(), NumbersNotKept> {
        let checked = self.file.as_ref().map_or(Ok(()), StoreWriter::check);
        checked.map_err(|fault| self.not_kept(&fault))
    }

    /// All rows were added: the table, with what is to be noted about all rows together.
    ///
    /// # Errors
    /// When the disk refuses; nothing is left behind then.
    pub fn finish(mut self, summary: Vec<f64>) -> Result<NumberTable, NumbersNotKept> {
        let rows = self.facts.rows as usize;
        let (run_rows, summary) = (self.run_rows, summary.into_boxed_slice());
        if self.file.is_none() {
            let columns = self.run.into_iter().map(Arc::from).collect();
            return Ok(NumberTable { rows, run_rows, summary, cells: Cells::Memory(columns) });
        }
        if self.run.first().is_some_and(|column| !column.is_empty()) {
            self.write_run();
        }
        self.check()?;
        let columns = std::mem::take(&mut self.extents);
        let by_row = std::mem::take(&mut self.extents_by_row);
        let index = NumbersIndex { facts: self.facts.clone(), summary, columns, by_row };
        let table = self.publish(index);
        table.map_err(|fault| self.not_kept(&fault))
    }

    /// Writes the rows of the run, and begins another one; in memory, nothing is written.
    fn write_run(&mut self) {
        let Some(file) = &self.file else { return };
        let mut bytes = Vec::with_capacity(self.run_rows * size_of::<f32>());
        let mut write = |numbers: &mut Vec<f32>, extents: &mut Vec<Extent>| {
            bytes.clear();
            bytes.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
            // What the disk refuses is remembered by the writer, and ends all writing.
            extents.extend(file.write_extent(Encoding::Single, numbers.len(), &bytes));
            numbers.clear();
        };
        for (numbers, extents) in self.run.iter_mut().zip(&mut self.extents) {
            write(numbers, extents);
        }
        if self.facts.has_rows {
            write(&mut self.run_by_row, &mut self.extents_by_row);
        }
    }

    fn publish(&self, index: NumbersIndex) -> Result<NumberTable, WriteFault> {
        let odd = |kind| WriteFault { kind, written: 0 };
        let file = self.file.as_ref().ok_or(odd(io::ErrorKind::NotFound))?;
        if let Some(to) = &self.to {
            let bytes = index.encode(file.end()).map_err(|_| odd(io::ErrorKind::InvalidData))?;
            if file.append(&bytes).is_none() {
                file.check()?;
            }
            file.publish(&NUMBERS_FILE.header(0), to)?;
        }
        let reader = file.reader().cloned();
        let table = match (&self.to, reader) {
            // Opened anew, so that it is locked against removal, and as the next program will.
            (Some(to), _) => super::open_file(to)
                .and_then(|(file, index)| NumberTable::of_file(Arc::new(file), index)),
            (None, Some(reader)) => NumberTable::of_file(reader, index),
            (None, None) => None,
        };
        if let Some(folder) = self.to.as_deref().and_then(Path::parent) {
            StoreFolder::new(folder).make_room(DEFAULT_FOLDER_LIMIT);
        }
        // Written, and not to be read: a disk that forgets.
        table.ok_or(odd(io::ErrorKind::InvalidData))
    }

    fn not_kept(&self, fault: &WriteFault) -> NumbersNotKept {
        let parent = self.to.as_deref().and_then(Path::parent);
        let copies = 1 + u64::from(self.facts.has_rows);
        NumbersNotKept {
            folder: parent.map_or_else(parts::nameless_folder, Path::to_owned),
            reason: fault.kind.to_string(),
            needed_bytes: copies * self.facts.rows * self.facts.columns * size_of::<f32>() as u64,
        }
    }
}
