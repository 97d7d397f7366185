//! The rows of a CSV file, with the lines that they stand on.
//!
//! On top of the `csv` crate: where a row begins when lines end as on Windows, a limit on the
//! length of a row, and whether the last quote was closed.

use std::io::{self, Read};

use csv::{ByteRecord, ReaderBuilder};

use crate::base::{
    error::BaseFault,
    stream::{StreamFault, fault_of_io},
};

/// The longest row that is read, in bytes: 100 times the widest honest one.
pub(in crate::base) const LONGEST_ROW: u64 = 16 << 20;

/// Bytes that are parsed in one go.
const BUFFER_BYTES: usize = 256 << 10;

/// A row that is put behind the last one. It comes back as a row of its own unless an open quote
/// swallows it. It holds no separator.
const END_MARK: &[u8] = b"\x01end-of-table\x01";

/// How lines end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineEnd {
    /// As on Unix.
    Lf,
    /// As on Windows.
    CrLf,
    /// As on the first Macintosh.
    Cr,
}

/// Reads the rows of a text.
pub(super) struct Records<R> {
    reader: csv::Reader<Framed<R>>,
    line_end: LineEnd,
    /// Where the row that is being read begins, for faults that cut it short.
    line: u64,
    ended: bool,
}

/// What was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// A row, which ends where [`Records::line_of`] can find its beginning from.
    Row {
        /// The parser's line behind the row.
        end_line: u64,
    },
    /// The end of the table.
    End,
    /// The end of the file within quotes, in the last cell of the row just read.
    OpenQuote {
        /// The line of the quote.
        line: u64,
    },
}

impl LineEnd {
    /// How the lines of `text` end, told by the first one.
    pub(super) fn of(text: &[u8]) -> Self {
        match text.iter().position(|byte| matches!(byte, b'\r' | b'\n')) {
            Some(at) if text.get(at) == Some(&b'\n') => Self::Lf,
            Some(at) if text.get(at + 1) == Some(&b'\n') => Self::CrLf,
            Some(_) => Self::Cr,
            None => Self::Lf,
        }
    }

    fn bytes(self) -> &'static [u8] {
        match self {
            Self::Lf => b"\n",
            Self::CrLf => b"\r\n",
            Self::Cr => b"\r",
        }
    }
}

impl<R: Read> Records<R> {
    /// The rows of `text`.
    pub(super) fn new(text: R, separator: u8, line_end: LineEnd) -> Self {
        let framed = Framed {
            inner: text,
            left: LONGEST_ROW,
            tail: [line_end.bytes(), END_MARK, line_end.bytes()].concat(),
            tail_given: None,
        };
        let reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .buffer_capacity(BUFFER_BYTES)
            .from_reader(framed);
        Self { reader, line_end, line: 1, ended: false }
    }

    /// Reads the next row into `record`.
    pub(super) fn read(&mut self, record: &mut ByteRecord) -> Result<Next, BaseFault> {
        if self.ended {
            return Ok(Next::End);
        }
        self.reader.get_mut().left = LONGEST_ROW;
        let is_row = self.reader.read_byte_record(record).map_err(|error| self.fault(error))?;
        let end_line = self.end_line(record);
        if record.len() == 1 && record.get(0) == Some(END_MARK) {
            self.ended = true;
            record.clear();
            return Ok(Next::End);
        }
        self.line = match self.line_end {
            LineEnd::Lf => end_line,
            LineEnd::CrLf | LineEnd::Cr => end_line + 1,
        };
        let swallowed = || record.iter().next_back().is_some_and(|cell| contains(cell, END_MARK));
        if !is_row || (self.reader.get_ref().has_ended() && swallowed()) {
            self.ended = true;
            return Ok(Next::OpenQuote { line: line_of_last_cell(record, end_line) });
        }
        Ok(Next::Row { end_line })
    }

    /// The line on which `record`, whose parser stood at `end_line` behind it, begins.
    pub(super) fn line_of(&self, record: &ByteRecord, end_line: u64) -> u64 {
        line_of(self.line_end, record, end_line)
    }

    fn end_line(&self, record: &ByteRecord) -> u64 {
        match self.line_end {
            LineEnd::Cr => record.position().map_or(0, |position| position.record() + 1),
            LineEnd::Lf | LineEnd::CrLf => self.reader.position().line(),
        }
    }

    fn fault(&self, error: csv::Error) -> BaseFault {
        match error.into_kind() {
            csv::ErrorKind::Io(error) => match fault_of_io(error) {
                BaseFault::RowTooLong { limit_bytes, .. } => {
                    BaseFault::RowTooLong { line: self.line, limit_bytes }
                }
                other => other,
            },
            // Rows of any length and any bytes are accepted; nothing else is left to go wrong.
            _ => BaseFault::Damaged { detail: "the rows cannot be told apart".to_owned() },
        }
    }
}

/// The line on which `record`, whose parser stood at `end_line` behind it, begins.
pub(super) fn line_of(line_end: LineEnd, record: &ByteRecord, end_line: u64) -> u64 {
    match line_end {
        LineEnd::Cr => end_line,
        // The parser has stepped over the line feed that ends the row ...
        LineEnd::Lf => end_line.saturating_sub(1 + breaks(record.as_slice())),
        // ... but not over the one behind the carriage return that ends it.
        LineEnd::CrLf => end_line.saturating_sub(breaks(record.as_slice())),
    }
    .max(1)
}

/// The line on which the last cell of `record` begins, when the file ends within that cell.
fn line_of_last_cell(record: &ByteRecord, end_line: u64) -> u64 {
    let last = record.len().saturating_sub(1);
    let before: u64 = record.iter().take(last).map(breaks).sum();
    // No line end closes the row: all breaks up to here are its own.
    end_line.saturating_sub(breaks(record.as_slice())) + before
}

/// How many line feeds there are in `bytes`.
pub(super) fn breaks(bytes: &[u8]) -> u64 {
    bytes.iter().map(|byte| u64::from(*byte == b'\n')).sum()
}

fn contains(cell: &[u8], mark: &[u8]) -> bool {
    cell.len() >= mark.len() && cell.windows(mark.len()).any(|window| window == mark)
}

/// A text with [`END_MARK`] behind it, which ends in an error when a row goes on for too long.
struct Framed<R> {
    inner: R,
    /// Bytes that the row that is being read may still take.
    left: u64,
    tail: Vec<u8>,
    /// How much of the tail has been given; `None` before the end of the text.
    tail_given: Option<usize>,
}

impl<R> Framed<R> {
    fn has_ended(&self) -> bool {
        self.tail_given.is_some_and(|given| given >= self.tail.len())
    }
}

impl<R: Read> Read for Framed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(io::Error::other(StreamFault::RowTooLong));
        }
        if self.tail_given.is_none() {
            let read = self.inner.read(buffer)?;
            self.left = self.left.saturating_sub(read as u64);
            if read > 0 {
                return Ok(read);
            }
        }
        let given = self.tail_given.unwrap_or(0);
        let rest = self.tail.get(given..).unwrap_or_default();
        let taken = rest.len().min(buffer.len());
        for (slot, byte) in buffer.iter_mut().zip(rest) {
            *slot = *byte;
        }
        self.tail_given = Some(given + taken);
        Ok(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<(u64, usize)> {
        let mut records = Records::new(text.as_bytes(), b',', LineEnd::of(text.as_bytes()));
        let mut record = ByteRecord::new();
        let mut lines = Vec::new();
        while let Next::Row { end_line } = records.read(&mut record).unwrap() {
            lines.push((records.line_of(&record, end_line), record.len()));
        }
        lines
    }

    #[test]
    fn rows_know_their_lines_however_lines_end() {
        for end in ["\n", "\r\n", "\r"] {
            let text = format!("a,b{end}1,2{end}3{end}4,5,6");
            assert_eq!(lines(&text), [(1, 2), (2, 2), (3, 1), (4, 3)], "{end:?}");
        }
        assert_eq!(lines("a,b\n\"1\n1\",2\n3,4\n"), [(1, 2), (2, 2), (4, 2)]);
        assert_eq!(lines("a,b\r\n\"1\r\n1\",2\r\n3,4\r\n"), [(1, 2), (2, 2), (4, 2)]);
        assert_eq!(lines(""), []);
    }

    #[test]
    fn a_quote_that_nothing_closes_is_found_where_it_opens() {
        let open = |text: &str| {
            let mut records = Records::new(text.as_bytes(), b',', LineEnd::of(text.as_bytes()));
            let mut record = ByteRecord::new();
            loop {
                match records.read(&mut record).unwrap() {
                    Next::Row { .. } => {}
                    Next::End => return None,
                    Next::OpenQuote { line } => return Some((line, record.len())),
                }
            }
        };
        assert_eq!(open("a,b\n1,\"2\n3,4\n5,6\n"), Some((2, 2)));
        assert_eq!(open("a,b\r\n1,2\r\n\"3,4"), Some((3, 1)));
        assert_eq!(open("a,b\n\"x\ny\",\"2\n3"), Some((3, 2)));
        assert_eq!(open("a,b\n1,\"2\"\n"), None);
        assert_eq!(open("a,b\n1,2\"\n"), None);
    }

    #[test]
    fn a_row_without_end_is_cut() {
        let mut endless = b"a,b\n1,".to_vec();
        endless.resize(LONGEST_ROW as usize * 2, b'x');
        let mut records = Records::new(endless.as_slice(), b',', LineEnd::Lf);
        let mut record = ByteRecord::new();
        assert!(matches!(records.read(&mut record), Ok(Next::Row { .. })));
        assert!(matches!(
            records.read(&mut record),
            Err(BaseFault::RowTooLong { line: 2, limit_bytes: LONGEST_ROW })
        ));
    }
}
