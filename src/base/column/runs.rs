//! The rows of a column that is being read: in memory, or run after run in a store.

use std::sync::Arc;

use crate::base::store::{EXTENT_ROWS, Encoding, Extent, StoreWriter};

use super::{cells::Cells, codes::Codes};

/// Where the cells of columns go while they are read: nowhere but memory, or into a store once
/// the base turns out to be large.
#[derive(Debug, Clone, Default)]
pub(in crate::base) struct Destination(Option<Arc<StoreWriter>>);

/// The rows that a column has taken.
#[derive(Debug)]
pub(super) struct Runs {
    destination: Destination,
    /// The runs that were written.
    extents: Vec<Extent>,
    /// The rows behind them.
    pub(super) run: Run,
    /// Rows until the run is looked at again.
    room: usize,
    /// What the run was last known to take in memory.
    noted_bytes: u64,
    /// How many rows have each code, in the runs that were written; missing first.
    written_counts: Vec<u64>,
}

/// Rows in the form in which they arrive.
#[derive(Debug)]
pub(super) enum Run {
    Codes(Codes),
    Singles(Vec<f32>),
    Doubles(Vec<f64>),
}

/// What became of the rows.
#[derive(Debug)]
pub(super) enum Taken {
    /// They are all in memory.
    Memory(Cells),
    /// They are all in the store; with the rows of each code, missing first.
    Written(Vec<Extent>, Vec<u64>),
}

impl Destination {
    /// Into the store that `writer` writes.
    pub(in crate::base) fn store(writer: Arc<StoreWriter>) -> Self {
        Self(Some(writer))
    }

    /// The writer of the store, once the base is large enough to be kept.
    pub(in crate::base) fn wanted_writer(&self) -> Option<&Arc<StoreWriter>> {
        self.0.as_ref().filter(|writer| writer.is_wanted())
    }

    /// Takes note that all columns together hold so many bytes in memory, now that the last row was
    /// read: many columns of few rows are a large base too.
    pub(in crate::base) fn note_all(&self, bytes: u64) {
        if let Some(writer) = &self.0 {
            writer.note_kept(bytes.saturating_sub(writer.kept()));
        }
    }

    /// Whether the disk has taken all that was written.
    pub(in crate::base) fn check(&self) -> Result<(), crate::base::store::WriteFault> {
        self.0.as_ref().map_or(Ok(()), |writer| writer.check())
    }
}

impl Runs {
    /// No row yet.
    pub(super) fn new(destination: Destination, run: Run) -> Self {
        let room = if destination.0.is_some() { EXTENT_ROWS } else { usize::MAX };
        Self {
            destination,
            extents: Vec::new(),
            run,
            room,
            noted_bytes: 0,
            written_counts: Vec::new(),
        }
    }

    /// One row more is in the run: when it is full, it is written and a new one begins.
    pub(super) fn advance(&mut self) {
        self.room -= 1;
        if self.room == 0 {
            self.look();
        }
    }

    #[cold]
    fn look(&mut self) {
        self.room = EXTENT_ROWS;
        let Some(writer) = &self.destination.0 else { return };
        if !writer.is_wanted() {
            let bytes = self.run.bytes();
            writer.note_kept(bytes.saturating_sub(self.noted_bytes));
            self.noted_bytes = bytes;
        }
        if writer.is_wanted() {
            self.write();
        }
    }

    /// What the rows take in memory.
    pub(super) fn bytes(&self) -> u64 {
        self.run.bytes()
    }

    /// Whether some rows have been written already.
    pub(super) fn has_written(&self) -> bool {
        !self.extents.is_empty()
    }

    /// The rows of the column, all in one place.
    pub(super) fn finish(mut self) -> Taken {
        if self.has_written() || self.destination.wanted_writer().is_some() {
            self.write();
            return Taken::Written(self.extents, self.written_counts);
        }
        Taken::Memory(match self.run {
            Run::Codes(codes) => Cells::Codes(codes),
            Run::Singles(numbers) => Cells::Singles(numbers.into_boxed_slice()),
            Run::Doubles(numbers) => Cells::Doubles(numbers.into_boxed_slice()),
        })
    }

    /// Writes the run and begins a new one of the same form. What the disk refuses is lost: the
    /// writer knows, and the base is not made of it.
    fn write(&mut self) {
        let Some(writer) = self.destination.0.clone() else { return };
        match &mut self.run {
            Run::Codes(codes) => {
                codes.add_counts(&mut self.written_counts);
                write_codes(&writer, codes, &mut self.extents);
                *codes = Codes::default();
            }
            Run::Singles(numbers) => {
                write_all(&writer, Encoding::Single, numbers, f32::to_le_bytes, &mut self.extents);
                numbers.clear();
            }
            Run::Doubles(numbers) => {
                write_all(&writer, Encoding::Double, numbers, f64::to_le_bytes, &mut self.extents);
                // The next run may fit single precision again.
                self.run = Run::Singles(Vec::new());
            }
        }
    }
}

impl Run {
    fn bytes(&self) -> u64 {
        match self {
            Self::Codes(codes) => codes.bytes(),
            Self::Singles(numbers) => (numbers.capacity() * size_of::<f32>()) as u64,
            Self::Doubles(numbers) => (numbers.capacity() * size_of::<f64>()) as u64,
        }
    }
}

/// Writes cells that are in memory, in extents.
pub(super) fn write_cells(writer: &StoreWriter, cells: &Cells) -> Vec<Extent> {
    let mut extents = Vec::new();
    match cells {
        Cells::Codes(codes) => write_codes(writer, codes, &mut extents),
        Cells::Singles(numbers) => {
            write_all(writer, Encoding::Single, numbers, f32::to_le_bytes, &mut extents);
        }
        Cells::Doubles(numbers) => {
            write_all(writer, Encoding::Double, numbers, f64::to_le_bytes, &mut extents);
        }
    }
    extents
}

fn write_codes(writer: &StoreWriter, codes: &Codes, extents: &mut Vec<Extent>) {
    match codes {
        Codes::Narrow(codes) => {
            write_all(writer, Encoding::Code8, codes, u8::to_le_bytes, extents);
        }
        Codes::Wide(codes) => {
            write_all(writer, Encoding::Code16, codes, u16::to_le_bytes, extents);
        }
        Codes::Full(codes) => {
            write_all(writer, Encoding::Code32, codes, u32::to_le_bytes, extents);
        }
    }
}

fn write_all<T: Copy, const N: usize>(
    writer: &StoreWriter,
    encoding: Encoding,
    cells: &[T],
    bytes_of: impl Fn(T) -> [u8; N],
    extents: &mut Vec<Extent>,
) {
    let mut bytes = Vec::with_capacity(cells.len().min(EXTENT_ROWS) * N);
    for run in cells.chunks(EXTENT_ROWS) {
        bytes.clear();
        for cell in run {
            bytes.extend_from_slice(&bytes_of(*cell));
        }
        extents.extend(writer.write_extent(encoding, run.len(), &bytes));
    }
}
