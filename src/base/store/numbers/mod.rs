//! Tables of numbers that were computed from a base: one row a client, one column of single
//! precision a question, read column by column.
//!
//! A table that is small stays in memory. A large one is a file: kept beside the copy of its base,
//! so that the next program finds it, or without a name when nothing is to be kept.
//!
//! Depends on the rest of `store`. **Invariants**: every number that is given was verified against
//! its checksum, or was never on the disk; a kept table is found again for the same content of the
//! base and the same maker alone; a table exists whole or not at all.

mod index;
#[cfg(test)]
mod tests;
mod writer;

use std::{
    fs::{self, OpenOptions},
    ops::Range,
    path::{Path, PathBuf},
    sync::Arc,
};

use xxhash_rust::xxh3::xxh3_64;

use self::index::{NUMBERS_FILE, NumbersIndex};
use super::{
    extent::Extent,
    fault::StoreFault,
    file::{KeptBase, StoreFile},
    folder::{self, NUMBERS_SUFFIX},
    frame::TRAILER_BYTES,
};

pub use self::writer::{NumbersNotKept, NumbersWriter};

/// A table whose numbers take at most so many bytes stays in memory: what computing one slab of it
/// takes four times over, and less than reading it back from a disk would be worth.
pub const NUMBERS_IN_MEMORY_BYTES: u64 = 64 << 20;

/// A table of numbers of single precision. Immutable, shared between threads.
#[derive(Debug)]
pub struct NumberTable {
    rows: usize,
    /// Rows of each run but the last.
    run_rows: usize,
    summary: Box<[f64]>,
    cells: Cells,
}

/// Where a table is kept: beside the copy of its base.
#[derive(Debug, Clone, Copy)]
pub struct NumbersPlace<'a> {
    /// The copy of the base that the numbers were computed from.
    pub base: &'a KeptBase,
    /// What computed them, in a line that is another one whenever the numbers might be others.
    pub maker: &'a str,
    /// What they are about, for people.
    pub label: &'a str,
}

#[derive(Debug)]
enum Cells {
    /// Column by column.
    Memory(Vec<Arc<[f32]>>),
    File(OnDisk),
}

/// A table in a file.
#[derive(Debug)]
struct OnDisk {
    file: Arc<StoreFile>,
    /// The extents of each column.
    columns: Vec<Vec<Extent>>,
    /// The same numbers row after row, one extent a run of rows; empty when they are not there.
    by_row: Vec<Extent>,
}

/// How a table is laid out in its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumbersLayout {
    /// Column after column: a row is one small read a column.
    Columns,
    /// The same twice, the second time row after row, for whoever wants many single rows at once.
    ColumnsAndRows,
}

impl NumbersPlace<'_> {
    /// The file that the numbers are in.
    fn path(&self) -> PathBuf {
        let own = format!("{:016x} {}", self.base.content, self.maker);
        let stem = folder::numbers_stem(&self.base.file);
        let name = format!("{stem}{:016x}{NUMBERS_SUFFIX}", xxh3_64(own.as_bytes()));
        self.base.file.with_file_name(name)
    }
}

impl NumberTable {
    /// The table that was kept at `place`; `None` when there is none that is whole, of this version
    /// and of this place. While it is open, no program removes it.
    #[must_use]
    pub fn open(place: &NumbersPlace<'_>) -> Option<Self> {
        let path = place.path();
        let (file, index) = open_file(&path)?;
        let is_it = index.facts.content == place.base.content && index.facts.maker == place.maker;
        if !is_it {
            return None;
        }
        folder::mark_used(&path);
        Self::of_file(Arc::new(file), index)
    }

    fn of_file(file: Arc<StoreFile>, index: NumbersIndex) -> Option<Self> {
        let rows = usize::try_from(index.facts.rows).ok()?;
        let run_rows = usize::try_from(index.facts.run_rows).ok()?;
        let cells = Cells::File(OnDisk { file, columns: index.columns, by_row: index.by_row });
        Some(Self { rows, run_rows, summary: index.summary, cells })
    }

    /// How many rows it has.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// How many columns.
    #[must_use]
    pub fn columns(&self) -> usize {
        match &self.cells {
            Cells::Memory(columns) => columns.len(),
            Cells::File(disk) => disk.columns.len(),
        }
    }

    /// What its maker noted about all rows together.
    #[must_use]
    pub fn summary(&self) -> &[f64] {
        &self.summary
    }

    /// What its numbers take in memory, in bytes.
    #[must_use]
    pub fn memory_bytes(&self) -> u64 {
        match &self.cells {
            Cells::Memory(_) => (self.rows * self.columns() * size_of::<f32>()) as u64,
            Cells::File(..) => 0,
        }
    }

    /// What happened to its file since it was opened; `None` while all is well.
    #[must_use]
    pub fn fault(&self) -> Option<StoreFault> {
        match &self.cells {
            Cells::Memory(_) => None,
            Cells::File(disk) => disk.file.fault(),
        }
    }

    /// The rows of each run: whoever looks at all rows of several columns side by side takes them
    /// run by run, with [`Self::run`].
    #[must_use]
    pub fn runs(&self) -> impl ExactSizeIterator<Item = Range<usize>> + Clone + use<> {
        let (rows, run_rows) = (self.rows, self.run_rows);
        (0..rows.div_ceil(run_rows)).map(move |run| {
            let first = run * run_rows;
            first..(first + run_rows).min(rows)
        })
    }

    /// One column's numbers for one run of rows; nothing for a column or a run that is not there.
    ///
    /// # Errors
    /// When the file fails.
    pub fn run(&self, column: usize, run: usize) -> Result<Vec<f32>, StoreFault> {
        let Some(rows) = self.runs().nth(run) else { return Ok(Vec::new()) };
        match &self.cells {
            Cells::Memory(columns) => {
                let column = columns.get(column).map_or(&[] as &[f32], |column| column);
                Ok(column.get(rows).unwrap_or_default().to_vec())
            }
            Cells::File(disk) => {
                let extent = disk.columns.get(column).and_then(|extents| extents.get(run));
                extent.map_or(Ok(Vec::new()), |extent| disk.cells(extent, 0..rows.len()))
            }
        }
    }

    /// All numbers of one column in the order of the rows; nothing for a column that is not there.
    ///
    /// # Errors
    /// When the file fails.
    pub fn column(&self, column: usize) -> Result<Arc<[f32]>, StoreFault> {
        if let Cells::Memory(columns) = &self.cells {
            return Ok(columns.get(column).map_or_else(|| Arc::from([]), Arc::clone));
        }
        let mut numbers = Vec::with_capacity(self.rows);
        for run in 0..self.runs().len() {
            numbers.extend(self.run(column, run)?);
        }
        Ok(numbers.into())
    }

    /// All numbers of one row in the order of the columns; nothing for a row that is not there.
    ///
    /// # Errors
    /// When the file fails.
    pub fn row(&self, row: usize) -> Result<Vec<f32>, StoreFault> {
        if row >= self.rows {
            return Ok(Vec::new());
        }
        match &self.cells {
            Cells::Memory(columns) => {
                Ok(columns.iter().filter_map(|column| column.get(row)).copied().collect())
            }
            Cells::File(disk) => disk.row(row / self.run_rows, row % self.run_rows),
        }
    }

    /// All numbers of one run of rows, row after row; nothing for a run that is not there.
    ///
    /// # Errors
    /// When the file fails.
    pub fn rows_of_run(&self, run: usize) -> Result<Vec<f32>, StoreFault> {
        let Some(rows) = self.runs().nth(run) else { return Ok(Vec::new()) };
        let width = self.columns();
        if let Cells::File(disk) = &self.cells
            && let Some(extent) = disk.by_row.get(run)
        {
            return disk.cells(extent, 0..rows.len() * width);
        }
        let mut numbers = vec![0.0; rows.len() * width];
        for column in 0..width {
            let own = self.run(column, run)?;
            for (slot, number) in numbers.iter_mut().skip(column).step_by(width).zip(own) {
                *slot = number;
            }
        }
        Ok(numbers)
    }
}

impl OnDisk {
    /// The numbers at these places of an extent.
    fn cells(&self, extent: &Extent, places: Range<usize>) -> Result<Vec<f32>, StoreFault> {
        let bytes = self.file.cells(extent, places).ok_or_else(|| self.fault())?;
        Ok(bytes.as_chunks().0.iter().map(|number| f32::from_le_bytes(*number)).collect())
    }

    /// The numbers of the row at `place` of a run.
    fn row(&self, run: usize, place: usize) -> Result<Vec<f32>, StoreFault> {
        let width = self.columns.len();
        if let Some(extent) = self.by_row.get(run) {
            return self.cells(extent, place * width..(place + 1) * width);
        }
        let mut numbers = Vec::with_capacity(width);
        for extent in self.columns.iter().filter_map(|extents| extents.get(run)) {
            numbers.append(&mut self.cells(extent, place..place + 1)?);
        }
        Ok(numbers)
    }

    /// What a read that failed left behind.
    fn fault(&self) -> StoreFault {
        self.file.note_damage();
        let unknown =
            || StoreFault { file: PathBuf::new(), cause: super::StoreFaultCause::Damaged };
        self.file.fault().unwrap_or_else(unknown)
    }
}

/// The file at `path`, locked against removal, with its index; `None` when it is not a whole table
/// of this version.
fn open_file(path: &Path) -> Option<(StoreFile, NumbersIndex)> {
    // With the right to write, so that the file can be locked on every system.
    let handle = OpenOptions::new().read(true).write(true).open(path);
    let handle = handle.or_else(|_| fs::File::open(path)).ok()?;
    handle.try_lock_shared().ok()?;
    let file = StoreFile::new(Arc::new(handle), path.to_owned());
    let bytes = file.len().ok()?;
    let trailer = file.read(bytes.checked_sub(TRAILER_BYTES)?, TRAILER_BYTES).ok()?;
    let place = NUMBERS_FILE.place_of(&trailer, bytes)?;
    let index = NumbersIndex::decode(&file.read(place.offset, place.bytes).ok()?, place)?;
    Some((file, index))
}

/// What a kept table is about: the source of its base, its label, its rows and its columns.
pub(super) fn describe(path: &Path) -> Option<(String, String, u64, usize)> {
    let (_, index) = open_file(path)?;
    let facts = index.facts;
    Some((facts.source, facts.label, facts.rows, index.columns.len()))
}
