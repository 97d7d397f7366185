//! One row of a CSV text, as its block lends it.
//!
//! Depends on `grammar` alone. **Invariant**: its cells are parts of the text, one separator apart.

use std::borrow::Cow;

use super::grammar::unquoted;

/// The cells of one row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'a> {
    /// The text of its block.
    pub(super) text: &'a [u8],
    /// Where each of its cells begins in the text, and where one more would.
    pub(super) starts: &'a [u32],
    /// The line on which it begins.
    pub(super) line: u64,
    /// Whether it ends within quotes that nothing closes.
    pub(super) is_open: bool,
}

impl<'a> Row<'a> {
    /// How many cells it has.
    pub(super) fn len(self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// What the cell at `position` says; `None` when the row ends before it.
    #[inline]
    pub(super) fn get(self, position: usize) -> Option<Cow<'a, [u8]>> {
        self.written(position).map(unquoted)
    }

    /// What its cells say, one after the other.
    pub(super) fn iter(self) -> impl Iterator<Item = Cow<'a, [u8]>> {
        (0..self.len()).filter_map(move |position| self.get(position))
    }

    /// Its bytes, from its first cell to its last.
    pub(super) fn bytes(self) -> &'a [u8] {
        self.between(0, self.len())
    }

    /// The bytes of the cells before the one at `position`.
    pub(super) fn before(self, position: usize) -> &'a [u8] {
        self.between(0, position)
    }

    /// Whether nothing but white space stands in its cells from the one at `position` on.
    pub(super) fn is_blank_from(self, position: usize) -> bool {
        let mut cells = (position..self.len()).filter_map(|position| self.get(position));
        cells.all(|cell| cell.trim_ascii().is_empty())
    }

    /// The cell at `position` with its quotes.
    #[inline]
    fn written(self, position: usize) -> Option<&'a [u8]> {
        let start = *self.starts.get(position)? as usize;
        let next = *self.starts.get(position + 1)? as usize;
        self.text.get(start..next - 1)
    }

    /// From the start of one cell to the end of the cell before another.
    fn between(self, first: usize, behind: usize) -> &'a [u8] {
        let at = |position: usize| self.starts.get(position).map(|start| *start as usize);
        match (at(first), at(behind)) {
            (Some(start), Some(next)) if start < next => {
                self.text.get(start..next - 1).unwrap_or_default()
            }
            _ => &[],
        }
    }
}
