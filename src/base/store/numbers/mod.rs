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
    File(Arc<StoreFile>, Vec<Vec<super::Extent>>),
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
        let cells = Cells::File(file, index.columns);
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
            Cells::File(_, columns) => columns.len(),
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
            Cells::File(file, _) => file.fault(),
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
            Cells::File(file, columns) => {
                let extent = columns.get(column).and_then(|extents| extents.get(run));
                let Some(extent) = extent else { return Ok(Vec::new()) };
                let bytes = file.cells(extent, 0..rows.len()).ok_or_else(|| fault_of(file))?;
                Ok(singles(&bytes).collect())
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
            Cells::File(file, columns) => {
                let (run, place) = (row / self.run_rows, row % self.run_rows);
                let cell = |extents: &Vec<super::Extent>| {
                    let bytes = file.cells(extents.get(run)?, place..place + 1)?;
                    singles(&bytes).next()
                };
                let numbers: Option<Vec<f32>> = columns.iter().map(cell).collect();
                numbers.ok_or_else(|| fault_of(file))
            }
        }
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

fn singles(bytes: &[u8]) -> impl Iterator<Item = f32> {
    bytes.as_chunks().0.iter().map(|number| f32::from_le_bytes(*number))
}

/// What a read that failed left behind; a read that gave nothing without one did not find what the
/// index promised.
fn fault_of(file: &StoreFile) -> StoreFault {
    file.note_damage();
    file.fault().unwrap_or_else(|| StoreFault {
        file: PathBuf::new(),
        cause: super::StoreFaultCause::Damaged,
    })
}
