//! What is known about a CSV file before its rows are read.

use std::{borrow::Cow, collections::HashSet, io::Read as _};

use crate::base::{
    cell::{NumberCell, is_missing, read_number},
    error::BaseFault,
    kind::other_kind,
    options::DecimalMark,
    stream::fault_of_io,
};

use super::{
    CsvFile,
    block::Block,
    dialect::{Dialect, whole_rows},
    encoding::{Transport, decoded, transport_of},
    grammar::LineBreak,
    header::Header,
    row::Row,
};

/// How much of the text is looked at before reading it, in bytes.
const SAMPLE_BYTES: u64 = 1 << 20;

/// What is taken from the file for it. UTF-16 takes at most twice the bytes of UTF-8, so that its
/// last character, which may be cut, is never reached.
const SAMPLE_RAW_BYTES: u64 = 4 * SAMPLE_BYTES;

/// All that is known about a file before its rows are read.
pub(super) struct Layout {
    pub(super) transport: Transport,
    pub(super) dialect: Dialect,
    pub(super) header: Header,
    /// The columns that hold a word among the first rows; empty in a plain layout.
    pub(super) holds_words: Vec<bool>,
    /// The columns whose first rows could identify their clients; empty in a plain layout.
    pub(super) differs: Vec<bool>,
}

impl CsvFile<'_> {
    /// Looks at the first rows.
    pub(super) fn layout(self) -> Result<Layout, BaseFault> {
        let (layout, block) = self.plain_layout()?;
        let rows: Vec<Row<'_>> = block.rows().collect();
        let clients = rows.get(layout.header.rows..).unwrap_or_default();
        let width = layout.header.names.len();
        let mark = layout.dialect.decimal_mark;
        let holds_words = (0..width).map(|at| holds_words(clients, at, mark)).collect();
        let differs = (0..width).map(|at| differs(clients, at)).collect();
        Ok(Layout { holds_words, differs, ..layout })
    }

    /// Looks at the first rows, which it gives back, for whoever knows what the columns hold.
    pub(super) fn plain_layout(self) -> Result<(Layout, Block), BaseFault> {
        let (transport, sample) = self.sample()?;
        if sample.trim_ascii().is_empty() {
            return Err(BaseFault::Empty);
        }
        if let Some(kind) = other_kind(&sample) {
            return Err(BaseFault::OtherKind { kind });
        }
        if let Some(at) = sample.iter().position(|byte| *byte == 0) {
            let before = sample.get(..at).unwrap_or_default();
            let line = 1 + u64::from(LineBreak::of(&sample).count(before));
            return Err(BaseFault::Nul { line });
        }
        let dialect = Dialect::of(&sample, self.options.decimal_mark)?;
        let block = whole_rows(&sample, dialect.separator, dialect.line_break);
        let rows: Vec<Row<'_>> = block.rows().collect();
        let header = Header::of(&rows, usize::from(dialect.announced), self.options)?;
        let (holds_words, differs) = (Vec::new(), Vec::new());
        Ok((Layout { transport, dialect, header, holds_words, differs }, block))
    }

    /// How the text is spelled, and its beginning, cut behind a whole line.
    fn sample(self) -> Result<(Transport, Vec<u8>), BaseFault> {
        self.source.with_bytes(self.wrapping, self.job, |bytes| {
            let mut head = Vec::new();
            bytes.take(SAMPLE_RAW_BYTES).read_to_end(&mut head).map_err(fault_of_io)?;
            let transport = transport_of(&head, self.options.encoding)?;
            let mut text = Vec::new();
            let mut rest = head.as_slice();
            let decoded = decoded(transport, &mut rest).map_err(fault_of_io)?;
            let taken = decoded.take(SAMPLE_BYTES).read_to_end(&mut text).map_err(fault_of_io)?;
            if taken as u64 == SAMPLE_BYTES {
                let last = text.iter().rposition(|byte| matches!(byte, b'\n' | b'\r'));
                text.truncate(last.map_or(text.len(), |last| last + 1));
            }
            Ok((transport, text))
        })
    }
}

/// Whether a given cell of the column is not a number.
fn holds_words(clients: &[Row<'_>], column: usize, mark: DecimalMark) -> bool {
    clients
        .iter()
        .filter_map(|client| client.get(column))
        .any(|cell| matches!(read_number(&cell, mark), NumberCell::Fault(_) | NumberCell::Truth(_)))
}

/// Whether every client has another whole number or word in the column.
fn differs(clients: &[Row<'_>], column: usize) -> bool {
    let mut seen = HashSet::with_capacity(clients.len());
    !clients.is_empty()
        && clients.iter().all(|client| {
            let cell = client.get(column).map(trimmed).unwrap_or_default();
            let is_fraction =
                matches!(read_number(&cell, DecimalMark::Point), NumberCell::Number(_, Some(_)));
            !is_missing(&cell) && !is_fraction && seen.insert(cell)
        })
}

fn trimmed(cell: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    match cell {
        Cow::Borrowed(cell) => Cow::Borrowed(cell.trim_ascii()),
        Cow::Owned(cell) => Cow::Owned(cell.trim_ascii().to_vec()),
    }
}
