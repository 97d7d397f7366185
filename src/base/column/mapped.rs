//! A column of another table, seen from the rows of a base.

use std::sync::Arc;

use super::{Column, cache::CachePlace, cells::Cells};

/// No row of the table belongs to a client.
pub(in crate::base) const NO_ROW: u32 = u32::MAX;

/// The cells of `source`, in the order of other rows.
#[derive(Debug)]
pub(super) struct MappedCells {
    /// The column of the table.
    pub(super) source: Column,
    /// The row of the table for each row here, [`NO_ROW`] without one; `None` when they are the
    /// same rows.
    pub(super) rows: Option<Arc<[u32]>>,
    place: CachePlace,
}

impl MappedCells {
    /// The cells of `source` on these rows.
    pub(super) fn new(source: Column, rows: Option<Arc<[u32]>>) -> Self {
        Self { source, rows, place: CachePlace::new() }
    }

    /// All cells, from memory when they are there.
    pub(super) fn cells(&self) -> Arc<Cells> {
        let Some(rows) = &self.rows else { return self.source.cells() };
        if let Some(cells) = self.place.get() {
            return cells;
        }
        let cells = Arc::new(self.source.cells().gather(rows));
        if self.source.is_readable() {
            self.place.keep(&cells);
        }
        cells
    }

    /// The row of the table that belongs to `row`; [`usize::MAX`] when there is none.
    pub(super) fn row(&self, row: usize) -> usize {
        match &self.rows {
            None => row,
            Some(rows) => match rows.get(row) {
                None | Some(&NO_ROW) => usize::MAX,
                Some(row) => *row as usize,
            },
        }
    }
}
