//! What there is to say about the rows of a CSV file, before anybody looks into their cells.
//!
//! **Invariant**: rows are looked at in the order of the file, however they were read: the fault
//! that is told is the one that reading them one by one would have met first.

use memchr::memchr;

use crate::base::{
    error::{BaseFault, RowLength},
    options::ShortRows,
    places::{LISTED_PLACES, Places},
};

use super::{block::Block, blocks::LONGEST_ROW, dialect::Dialect, layout::Layout, row::Row};

/// Tells the rows of clients from all others.
pub(super) struct Teller<'a> {
    names: &'a [String],
    dialect: Dialect,
    short_rows: ShortRows,
    /// Rows of the header that are still to come.
    header_rows: usize,
    /// The line on which the next block begins.
    line: u64,
    rows: u64,
    blank: Places,
    short: Places,
    wrong: Vec<RowLength>,
}

impl<'a> Teller<'a> {
    /// Begins at the first line of a file.
    pub(super) fn new(layout: &'a Layout, short_rows: ShortRows) -> Self {
        Self {
            names: &layout.header.names,
            dialect: layout.dialect,
            short_rows,
            header_rows: layout.header.rows,
            line: 1,
            rows: 0,
            blank: Places::default(),
            short: Places::default(),
            wrong: Vec::new(),
        }
    }

    /// How the file is written.
    pub(super) fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Leaves the rows of clients in `block` and keeps what there is to say about the others.
    pub(super) fn tell(&mut self, block: &mut Block) -> Result<(), BaseFault> {
        block.begin_at(self.line);
        self.line += u64::from(block.breaks());
        let has_nul = block.has_nul();
        block.try_retain(|row| self.accept(row, has_nul))
    }

    /// Whether the rows of the header are behind.
    pub(super) fn is_behind_header(&self) -> bool {
        self.header_rows == 0
    }

    /// Takes note of a block of so many rows, all of which are clients, with so many line ends.
    pub(super) fn pass(&mut self, rows: usize, breaks: u32) -> Result<(), BaseFault> {
        self.line += u64::from(breaks);
        self.rows += rows as u64;
        check_rows(self.rows)
    }

    /// Whether a row is a client; keeps what there is to say when it is not.
    fn accept(&mut self, row: Row<'_>, has_nul: bool) -> Result<bool, BaseFault> {
        let (cells, width) = (row.len(), self.names.len());
        if row.bytes().len() as u64 > LONGEST_ROW {
            return Err(BaseFault::RowTooLong { line: row.line, limit_bytes: LONGEST_ROW });
        }
        if row.is_open {
            return Err(self.unclosed_quote(row));
        }
        if self.header_rows > 0 {
            self.header_rows -= 1;
            return Ok(false);
        }
        if has_nul && memchr(0, row.bytes()).is_some() {
            return Err(BaseFault::Nul { line: row.line });
        }
        if row.is_blank_from(0) {
            self.blank.add(row.line);
            return Ok(false);
        }
        if cells < width && self.short_rows == ShortRows::FillMissing {
            self.short.add(row.line);
        } else if cells < width || !row.is_blank_from(width) {
            self.wrong.push(RowLength { line: row.line, cells });
            return if self.wrong.len() < LISTED_PLACES {
                Ok(false)
            } else {
                Err(self.row_lengths())
            };
        }
        self.rows += 1;
        check_rows(self.rows).map(|()| true)
    }

    /// The blank rows, which were left out, and the short ones, which were kept, when all rows have
    /// been told.
    pub(super) fn end(mut self) -> Result<(Places, Places), BaseFault> {
        if self.wrong.is_empty() { Ok((self.blank, self.short)) } else { Err(self.row_lengths()) }
    }

    fn row_lengths(&mut self) -> BaseFault {
        let rows = std::mem::take(&mut self.wrong);
        BaseFault::RowLengths { expected: self.names.len(), rows }
    }

    /// The fault of a row whose last cell is quoted to the end of the file.
    fn unclosed_quote(&self, row: Row<'_>) -> BaseFault {
        let cell = row.len().saturating_sub(1);
        let line_break = self.dialect.line_break;
        BaseFault::UnclosedQuote {
            line: row.line + u64::from(line_break.count(row.before(cell))),
            column: self.names.get(cell).cloned().unwrap_or_default(),
        }
    }
}

/// Refuses more rows than there are numbers for them.
fn check_rows(rows: u64) -> Result<(), BaseFault> {
    let limit = u64::from(u32::MAX);
    if rows < limit { Ok(()) } else { Err(BaseFault::TooManyRows { limit }) }
}
