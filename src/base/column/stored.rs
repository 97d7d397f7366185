//! A column whose cells are in a store.
//!
//! Whoever looks at every row gets the whole column in memory, from the shared cache; whoever wants
//! one cell or a block of rows gets just that, read and verified chunk by chunk.
//! **Invariant**: cells that cannot be read come out as missing, and the store's fault is set.

use std::{
    ops::Range,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use rayon::{
    iter::{IndexedParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _},
    slice::ParallelSliceMut as _,
};

use crate::base::scan;
use crate::base::store::{Blob, CHUNK_BYTES, EXTENT_ROWS, Encoding, Extent, StoreFile};

use super::{
    cache::CachePlace,
    cells::Cells,
    codes::{Codes, MISSING_CODE},
    dictionary::Dictionary,
    marks::Marks,
    numbers::fits_single,
    taken::Meaning,
};

/// What must be known to make sense of the cells; read when first needed.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::base) struct Details {
    /// The distinct values.
    pub(in crate::base) dictionary: Dictionary,
    /// Clients a code, missing first; empty without codes.
    pub(in crate::base) counts: Box<[u64]>,
    /// What the codes in the extents mean.
    pub(in crate::base) meaning: Meaning,
}

/// Where the marks of a column stand in the store, and the function that reads them.
pub(in crate::base) type ReadMarks = (Blob, fn(&[u8]) -> Option<Marks>);

/// A column in a store.
#[derive(Debug)]
pub(super) struct StoredCells {
    file: Arc<StoreFile>,
    rows: usize,
    extents: Box<[Extent]>,
    details: OnceLock<Details>,
    read_details: ReadDetails,
    read_marks: Option<ReadMarks>,
    place: CachePlace,
    /// The chunk that was read last, for whoever goes from row to row.
    last: Mutex<Option<LastChunk>>,
}

/// Where the details come from.
#[derive(Debug)]
pub(in crate::base) enum ReadDetails {
    /// They are known: the store is being written.
    Known(Details),
    /// They stand here in the store, in the form that this function reads.
    From(Blob, fn(&[u8]) -> Option<Details>),
}

#[derive(Debug)]
struct LastChunk {
    extent: usize,
    /// Where in the extent it begins, in bytes.
    first: usize,
    bytes: Vec<u8>,
}

impl ReadDetails {
    fn read(&self, file: &StoreFile) -> Option<Details> {
        match self {
            Self::Known(details) => Some(details.clone()),
            Self::From(blob, decode) => {
                let details = decode(&file.blob(blob)?);
                if details.is_none() {
                    file.note_damage();
                }
                details
            }
        }
    }
}

impl StoredCells {
    /// The cells of so many rows in these extents.
    pub(super) fn new(
        file: Arc<StoreFile>,
        rows: usize,
        extents: Box<[Extent]>,
        read_details: ReadDetails,
        read_marks: Option<ReadMarks>,
    ) -> Self {
        Self {
            file,
            rows,
            extents,
            details: OnceLock::new(),
            read_details,
            read_marks,
            place: CachePlace::new(),
            last: Mutex::new(None),
        }
    }

    /// Whether the store still gives what was written.
    pub(super) fn is_readable(&self) -> bool {
        self.file.fault().is_none()
    }

    /// Where the cells are.
    pub(super) fn extents(&self) -> &[Extent] {
        &self.extents
    }

    /// The marks that the store holds; `None` when it holds none, or cannot be read.
    pub(super) fn marks(&self) -> Option<Marks> {
        let (blob, decode) = self.read_marks.as_ref()?;
        let marks = decode(&self.file.blob(blob)?);
        if marks.is_none() {
            self.file.note_damage();
        }
        marks
    }

    /// What the cells mean; read once.
    pub(super) fn details(&self) -> &Details {
        self.details.get_or_init(|| {
            self.read_details.read(&self.file).unwrap_or_else(|| Details {
                dictionary: Dictionary::Uncounted,
                counts: Box::default(),
                meaning: Meaning::Spelled(Box::default()),
            })
        })
    }

    /// All cells, from memory when they are there.
    pub(super) fn cells(&self) -> Arc<Cells> {
        if let Some(cells) = self.place.get() {
            return cells;
        }
        match self.load() {
            Some(cells) => {
                let cells = Arc::new(cells);
                self.place.keep(&cells);
                cells
            }
            None => Arc::new(Cells::Codes(Codes::Narrow(vec![0; self.rows]))),
        }
    }

    /// All cells, read from the file and not kept.
    pub(super) fn load(&self) -> Option<Cells> {
        let details = self.details();
        match &details.meaning {
            Meaning::Renamed(rename) => {
                let distinct = details.dictionary.distinct().unwrap_or(0);
                let mut codes = Codes::for_codes_up_to(distinct, 0);
                match &mut codes {
                    Codes::Narrow(codes) => *codes = self.load_codes(rename)?,
                    Codes::Wide(codes) => *codes = self.load_codes(rename)?,
                    Codes::Full(codes) => *codes = self.load_codes(rename)?,
                }
                Some(Cells::Codes(codes))
            }
            Meaning::Spelled(number_of) => {
                let is_single = self.extents.iter().all(|extent| match extent.encoding {
                    Encoding::Double => false,
                    Encoding::Single => true,
                    _ => number_of.iter().skip(1).all(|number| fits_single(*number)),
                });
                if is_single {
                    let numbers = self.load_as(f32::NAN, |cell| number(cell, number_of) as f32)?;
                    Some(Cells::Singles(numbers.into()))
                } else {
                    let numbers = self.load_as(f64::NAN, |cell| number(cell, number_of))?;
                    Some(Cells::Doubles(numbers.into()))
                }
            }
        }
    }

    fn load_codes<C: Copy + Default + TryFrom<u32> + Send + Sync>(
        &self,
        rename: &[u32],
    ) -> Option<Vec<C>> {
        let narrow: Option<Vec<C>> = rename.iter().map(|code| C::try_from(*code).ok()).collect();
        let Some(rename) = narrow else {
            self.file.note_damage();
            return None;
        };
        self.load_as(C::default(), |cell| match cell {
            Cell::Code(code) => rename.get(code as usize).copied().unwrap_or_default(),
            Cell::Number(_) => C::default(),
        })
    }

    fn load_as<T: Copy + Send>(&self, missing: T, of: impl Fn(Cell) -> T + Sync) -> Option<Vec<T>> {
        let mut cells = vec![missing; self.rows];
        let runs = cells.par_chunks_mut(EXTENT_ROWS).zip(self.extents.par_iter());
        let all = runs.map(|(run, extent)| {
            let bytes = self.file.cells(extent, 0..extent.rows as usize)?;
            each_cell(extent.encoding, &bytes, run, &of);
            Some(())
        });
        scan::on_all_processors(|| all.collect::<Option<()>>())?;
        Some(cells)
    }

    /// The code of `row`; missing for numbers without codes, and when there is no such row.
    pub(super) fn code(&self, row: usize) -> u32 {
        let Meaning::Renamed(rename) = &self.details().meaning else { return MISSING_CODE };
        match self.cell(row) {
            Some(Cell::Code(code)) => rename.get(code as usize).copied().unwrap_or(MISSING_CODE),
            Some(Cell::Number(_)) | None => MISSING_CODE,
        }
    }

    /// The number of `row`; NaN when it is missing or a word, and when there is no such row.
    pub(super) fn number(&self, row: usize) -> f64 {
        let details = self.details();
        match (&details.meaning, self.cell(row)) {
            (Meaning::Renamed(_), _) => {
                let number_of = details.dictionary.number_of();
                number_of.get(self.code(row) as usize).copied().unwrap_or(f64::NAN)
            }
            (Meaning::Spelled(number_of), Some(cell)) => number(cell, number_of),
            (Meaning::Spelled(_), None) => f64::NAN,
        }
    }

    /// Writes what `rows` hold into `out`, as many as both have in common: `number_of` gives the
    /// number of each code in the order of values.
    pub(super) fn copy(&self, rows: Range<usize>, number_of: &[f64], out: &mut [f64]) {
        if let ([slot], 1..) = (&mut *out, rows.len()) {
            *slot = match (&self.details().meaning, self.cell(rows.start)) {
                (Meaning::Renamed(_), Some(_)) => {
                    number_of.get(self.code(rows.start) as usize).copied().unwrap_or(f64::NAN)
                }
                (Meaning::Spelled(number_of), Some(cell)) => number(cell, number_of),
                (_, None) => f64::NAN,
            };
            return;
        }
        let by_code: Vec<f64>;
        let by_code: &[f64] = match &self.details().meaning {
            Meaning::Renamed(rename) => {
                let new = |code: &u32| number_of.get(*code as usize).copied().unwrap_or(f64::NAN);
                by_code = rename.iter().map(new).collect();
                &by_code
            }
            Meaning::Spelled(number_of) => number_of,
        };
        let end = rows.end.min(self.rows).min(rows.start.saturating_add(out.len()));
        let mut first = rows.start;
        let mut out = out;
        while first < end {
            let (at, within) = (first / EXTENT_ROWS, first % EXTENT_ROWS);
            let taken = (end - first).min(EXTENT_ROWS - within);
            let (run, rest) = out.split_at_mut(taken.min(out.len()));
            out = rest;
            let Some(extent) = self.extents.get(at) else { return };
            if let Some(bytes) = self.file.cells(extent, within..within + taken) {
                each_cell(extent.encoding, &bytes, run, &|cell| number(cell, by_code));
            }
            first += taken;
        }
    }

    /// The cell of `row` as it was written.
    fn cell(&self, row: usize) -> Option<Cell> {
        let at = row / EXTENT_ROWS;
        let extent = self.extents.get(at).filter(|_| row < self.rows)?;
        let width = extent.encoding.width();
        let start = (row % EXTENT_ROWS) * width;
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let chunk = start / CHUNK_BYTES;
        let is_there = last
            .as_ref()
            .is_some_and(|last| last.extent == at && last.first == chunk * CHUNK_BYTES);
        if !is_there {
            let (bytes, first) = self.file.chunks(extent, chunk..chunk + 1)?;
            *last = Some(LastChunk { extent: at, first, bytes });
        }
        let last = last.as_ref()?;
        let bytes = last.bytes.get(start - last.first..)?.get(..width)?;
        cell(extent.encoding, bytes)
    }
}

/// A cell as it was written.
#[derive(Debug, Clone, Copy)]
enum Cell {
    Code(u32),
    Number(f64),
}

/// The number that a cell of a column of numbers holds.
fn number(cell: Cell, number_of: &[f64]) -> f64 {
    match cell {
        Cell::Code(code) => number_of.get(code as usize).copied().unwrap_or(f64::NAN),
        Cell::Number(number) => number,
    }
}

fn cell(encoding: Encoding, bytes: &[u8]) -> Option<Cell> {
    let mut one = [None];
    each_cell(encoding, bytes, &mut one, &Some);
    one[0]
}

/// Writes what `of` makes of each cell into `out`.
fn each_cell<T>(encoding: Encoding, bytes: &[u8], out: &mut [T], of: &impl Fn(Cell) -> T) {
    match encoding {
        Encoding::Code8 => {
            for (byte, slot) in bytes.iter().zip(out) {
                *slot = of(Cell::Code(u32::from(*byte)));
            }
        }
        Encoding::Code16 => each(bytes, out, |b| of(Cell::Code(u32::from(u16::from_le_bytes(b))))),
        Encoding::Code32 => each(bytes, out, |b| of(Cell::Code(u32::from_le_bytes(b)))),
        Encoding::Single => {
            each(bytes, out, |b| of(Cell::Number(f64::from(f32::from_le_bytes(b)))));
        }
        Encoding::Double => each(bytes, out, |b| of(Cell::Number(f64::from_le_bytes(b)))),
    }
}

fn each<T, const N: usize>(bytes: &[u8], out: &mut [T], of: impl Fn([u8; N]) -> T) {
    for (cell, slot) in bytes.as_chunks::<N>().0.iter().zip(out) {
        *slot = of(*cell);
    }
}
