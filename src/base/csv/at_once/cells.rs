//! Where the cells of a block of rows end.
//!
//! Depends on `grammar`. Looks at many bytes at a time for those that may end a cell: most of them do. **Invariant**: what is told here is told by [`super::super::block::Block`], too: every row has
//! as many cells as it should, none of them is blank altogether, and no quote is left open.

#![expect(
    clippy::inline_always,
    reason = "inner loops must be made of their caller's instructions"
)]

use crate::base::csv::{
    dialect::Dialect,
    grammar::{QUOTE, cell_end},
};

/// Bytes that are looked at together.
const WINDOW: usize = 64;

/// The cells of some rows that all have the same number of them.
#[derive(Debug, Default)]
pub(super) struct Cells {
    /// Cells in a row.
    width: usize,
    /// Where each row begins.
    starts: Vec<u32>,
    /// Where each cell of each row ends, row after row.
    ends: Vec<u32>,
    /// Line ends in the text.
    breaks: u32,
}

impl Cells {
    /// Room for rows of so many cells, at least one.
    pub(super) fn new(width: usize) -> Self {
        Self { width, ..Self::default() }
    }

    /// How many rows there are.
    pub(super) fn rows(&self) -> usize {
        self.starts.len()
    }

    /// How many line ends there are in the text.
    pub(super) fn breaks(&self) -> u32 {
        self.breaks
    }

    /// Where the cell at `position` of each row begins and ends.
    #[inline(always)]
    pub(super) fn of_column(&self, position: usize) -> impl Iterator<Item = (usize, usize)> {
        let before = position.checked_sub(1);
        let rows = self.starts.iter().zip(self.ends.chunks_exact(self.width));
        rows.map(move |(start, ends)| {
            let end = ends.get(position).copied().unwrap_or(*start);
            // Behind the separator that ends the cell before.
            let start = before.and_then(|at| ends.get(at)).map_or(*start, |end| end + 1);
            (start as usize, end as usize)
        })
    }

    /// Finds the cells of `text`, which begins and ends where a row does; `None` when a row is not as
    /// it should be.
    #[inline(always)]
    pub(super) fn find(&mut self, text: &[u8], dialect: Dialect) -> Option<()> {
        self.starts.clear();
        self.ends.clear();
        self.breaks = 0;
        let line_break = dialect.line_break.byte();
        // Where the row begins that is being looked at.
        let mut row = 0;
        let mut window = 0;
        while window < text.len() {
            let mut ends = marks_at(text, window, dialect.separator);
            while ends != 0 {
                let at = window + ends.trailing_zeros() as usize;
                ends &= ends - 1;
                let byte = *text.get(at)?;
                if byte == dialect.separator {
                    self.ends.push(at as u32);
                } else if byte == QUOTE {
                    if at != self.cell_start(row) {
                        continue;
                    }
                    let end = cell_end(text, at, dialect.separator)?;
                    self.breaks += dialect.line_break.count(text.get(at..end)?);
                    // What stands within the quotes ends nothing.
                    window = end - end % WINDOW;
                    ends = marks_at(text, window, dialect.separator) & (u64::MAX << (end % WINDOW));
                } else {
                    self.breaks += u32::from(byte == line_break);
                    if at > row {
                        self.end_row(text, row, at, dialect.separator)?;
                    }
                    row = at + 1;
                }
            }
            window += WINDOW;
        }
        if row < text.len() {
            self.end_row(text, row, text.len(), dialect.separator)?;
        }
        Some(())
    }

    /// Where the cell begins that is being looked at, in the row that begins at `row`.
    fn cell_start(&self, row: usize) -> usize {
        self.ends.last().map_or(row, |end| row.max(*end as usize + 1))
    }

    /// Takes note of a row from `start` to `end`.
    #[inline(always)]
    fn end_row(&mut self, text: &[u8], start: usize, end: usize, separator: u8) -> Option<()> {
        let is_nothing = |byte: &u8| *byte == separator || *byte <= b' ' || *byte == QUOTE;
        if is_nothing(text.get(start)?) && text.get(start..end)?.iter().all(is_nothing) {
            return None;
        }
        self.starts.push(start as u32);
        self.ends.push(end as u32);
        (self.ends.len() == self.starts.len() * self.width).then_some(())
    }
}

/// A bit for each of the bytes of the window at `at` that may end a cell or a row, or open a quote;
/// none for bytes behind the text.
#[inline(always)]
fn marks_at(text: &[u8], at: usize, separator: u8) -> u64 {
    if let Some(window) = text.get(at..at + WINDOW).and_then(|window| window.try_into().ok()) {
        return marks(window, separator);
    }
    let rest = text.get(at..).unwrap_or_default();
    let mut window = [0; WINDOW];
    if let Some(room) = window.get_mut(..rest.len()) {
        room.copy_from_slice(rest);
    }
    marks(&window, separator)
}

/// A bit for each byte that is one of those that are looked for.
#[inline(always)]
fn marks(window: &[u8; WINDOW], separator: u8) -> u64 {
    // The compiler compares sixteen bytes at a time here.
    let is_mark = window.map(|byte| {
        u8::from(byte == separator)
            | u8::from(byte == b'\n')
            | u8::from(byte == b'\r')
            | u8::from(byte == QUOTE)
    });
    let eights = is_mark.chunks_exact(8).rev().map(|eight| {
        let eight = eight.try_into().map_or(0, u64::from_le_bytes);
        // The lowest bits of eight bytes, side by side in the highest byte.
        eight.wrapping_mul(0x0102_0408_1020_4080) >> 56
    });
    eights.fold(0, |marks, eight| marks << 8 | eight)
}
