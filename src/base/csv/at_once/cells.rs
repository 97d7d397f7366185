//! Where the cells of a block of rows end.
//!
//! Depends on `grammar` and `windows`. Looks at many bytes at a time for those that may end a cell: most
//! of them do. **Invariant**: what is told here is told by [`super::super::block::Block`], too: every
//! row has as many cells as it should, none of them is blank altogether, and no quote is left open.

#![expect(
    clippy::inline_always,
    reason = "inner loops must be made of their caller's instructions"
)]

use crate::base::csv::{
    dialect::Dialect,
    grammar::{LineBreak, QUOTE, cell_end},
};

use super::windows::{Finder, Marks, WINDOW, window_at};

/// The cells of some rows that all have the same number of them.
#[derive(Debug, Default)]
pub(super) struct Cells {
    /// Cells in a row.
    width: usize,
    /// Where each row begins.
    starts: Vec<u32>,
    /// Where each cell of each row ends, row after row; only the first `found` count.
    ends: Vec<u32>,
    found: usize,
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
        let ends = self.ends.get(..self.found).unwrap_or_default();
        let rows = self.starts.iter().zip(ends.chunks_exact(self.width));
        rows.map(move |(start, ends)| {
            let end = ends.get(position).copied().unwrap_or(*start);
            // Behind the separator that ends the cell before.
            let start = before.and_then(|at| ends.get(at)).map_or(*start, |end| end + 1);
            (start as usize, end as usize)
        })
    }

    /// Where the cell at `position` of `row` begins and ends.
    #[inline(always)]
    pub(super) fn at(&self, row: usize, position: usize) -> Option<(usize, usize)> {
        let place = row * self.width + position;
        let start =
            if position == 0 { *self.starts.get(row)? } else { self.ends.get(place - 1)? + 1 };
        Some((start as usize, *self.ends.get(place)? as usize))
    }

    /// Finds the cells of `text`, which begins and ends where a row does; `None` when a row is not as
    /// it should be.
    #[inline(always)]
    pub(super) fn find(
        &mut self,
        text: &[u8],
        dialect: Dialect,
        finder: impl Finder,
    ) -> Option<()> {
        self.starts.clear();
        self.found = 0;
        self.breaks = 0;
        // Every byte may end a cell, and they are put down by eights.
        if self.ends.len() < text.len() + WINDOW {
            self.ends.resize(text.len() + WINDOW, 0);
        }
        // Where the row begins that is being looked at.
        let mut row = 0;
        let mut window = 0;
        while window < text.len() {
            let marks = finder.marks(&window_at(text, window), dialect.separator);
            let is_usual = marks.others == 0 && dialect.line_break == LineBreak::LineFeed;
            if is_usual && self.take_usual(text, window, marks, &mut row, dialect.separator) {
                window += WINDOW;
            } else {
                window = self.take_odd(text, window, &mut row, dialect, finder)?;
            }
        }
        if row < text.len() {
            self.end_row(text, row, text.len(), dialect.separator)?;
        }
        Some(())
    }

    /// Takes a window without quotes, in which a line feed ends a row; `false`, and nothing is taken,
    /// when a row is not as it should be.
    #[inline(always)]
    fn take_usual(
        &mut self,
        text: &[u8],
        window: usize,
        marks: Marks,
        row: &mut usize,
        separator: u8,
    ) -> bool {
        let rows = self.starts.len();
        let ends = marks.separators | marks.feeds;
        let mut feeds = marks.feeds;
        let mut begin = *row;
        while feeds != 0 {
            let place = feeds.trailing_zeros();
            let before = (ends & (u64::MAX >> (63 - place))).count_ones() as usize;
            let end = window + place as usize;
            self.starts.push(begin as u32);
            let is_whole = self.found + before == self.starts.len() * self.width;
            if !is_whole || is_blank(text, begin, end, separator) {
                self.starts.truncate(rows);
                return false;
            }
            begin = end + 1;
            feeds &= feeds - 1;
        }
        self.put_all(window, ends);
        self.breaks += marks.feeds.count_ones();
        *row = begin;
        true
    }

    /// Takes the marks of the window one by one; gives back where the next one begins.
    fn take_odd(
        &mut self,
        text: &[u8],
        mut window: usize,
        row: &mut usize,
        dialect: Dialect,
        finder: impl Finder,
    ) -> Option<usize> {
        let marks_at =
            |window: usize| finder.marks(&window_at(text, window), dialect.separator).all();
        let mut ends = marks_at(window);
        while ends != 0 {
            let at = window + ends.trailing_zeros() as usize;
            ends &= ends - 1;
            let byte = *text.get(at)?;
            if byte == dialect.separator {
                self.put(at);
            } else if byte == QUOTE {
                if at != self.cell_start(*row) {
                    continue;
                }
                let end = cell_end(text, at, dialect.separator)?;
                self.breaks += dialect.line_break.count(text.get(at..end)?);
                // What stands within the quotes ends nothing.
                window = end - end % WINDOW;
                ends = marks_at(window) & (u64::MAX << (end % WINDOW));
            } else {
                self.breaks += u32::from(byte == dialect.line_break.byte());
                if at > *row {
                    self.end_row(text, *row, at, dialect.separator)?;
                }
                *row = at + 1;
            }
        }
        Some(window + WINDOW)
    }

    /// Takes note of the end of a cell.
    fn put(&mut self, end: usize) {
        if let Some(slot) = self.ends.get_mut(self.found) {
            *slot = end as u32;
            self.found += 1;
        }
    }

    /// Takes note of the ends of cells of which `bits` are set, in the window that begins at `window`.
    ///
    /// Always eight at a time: what is put down too much is written over, and the processor seldom
    /// guesses wrong how many eights there are.
    #[inline(always)]
    fn put_all(&mut self, window: usize, mut bits: u64) {
        let count = bits.count_ones() as usize;
        let room = self.ends.get_mut(self.found..).unwrap_or_default();
        for eight in room.as_chunks_mut::<8>().0.iter_mut().take(count.div_ceil(8)) {
            for slot in eight {
                *slot = window as u32 + bits.trailing_zeros();
                bits &= bits.wrapping_sub(1);
            }
        }
        self.found += count;
    }

    /// Where the cell begins that is being looked at, in the row that begins at `row`.
    fn cell_start(&self, row: usize) -> usize {
        let last = self.found.checked_sub(1).and_then(|last| self.ends.get(last));
        last.map_or(row, |end| row.max(*end as usize + 1))
    }

    /// Takes note of a row from `start` to `end`.
    #[inline(always)]
    fn end_row(&mut self, text: &[u8], start: usize, end: usize, separator: u8) -> Option<()> {
        if is_blank(text, start, end, separator) {
            return None;
        }
        self.starts.push(start as u32);
        self.put(end);
        (self.found == self.starts.len() * self.width).then_some(())
    }
}

/// Whether nothing stands in the row of `text` from `start` to `end`.
#[inline(always)]
fn is_blank(text: &[u8], start: usize, end: usize, separator: u8) -> bool {
    let is_nothing = |byte: &u8| *byte == separator || *byte <= b' ' || *byte == QUOTE;
    let row = text.get(start..end).unwrap_or_default();
    row.first().is_none_or(is_nothing) && row.iter().all(is_nothing)
}
