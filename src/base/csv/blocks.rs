//! The text of a CSV file in blocks of whole rows.
//!
//! Depends on `grammar` and `block`. **Invariant**: the blocks hold every byte of the text once and
//! in order; all but the last one end where a row does. A row longer than [`LONGEST_ROW`] ends
//! the reading: it comes back as the last block, cut short.

use std::io::{self, ErrorKind, Read};

use super::{block::Block, grammar::last_row_end};

/// The longest row that is read, in bytes: 100 times the widest honest one.
pub(in crate::base) const LONGEST_ROW: u64 = 16 << 20;

/// Bytes in a block: its text and its cells stay close to the processor.
const BLOCK_BYTES: usize = 256 << 10;

/// Reads a text block by block.
pub(super) struct Blocks<R> {
    text: R,
    separator: u8,
    block_bytes: usize,
    /// The beginning of a row that the last block did not hold to its end.
    rest: Vec<u8>,
    ended: bool,
}

impl<R: Read> Blocks<R> {
    /// The blocks of `text`.
    pub(super) fn new(text: R, separator: u8) -> Self {
        Self { text, separator, block_bytes: BLOCK_BYTES, rest: Vec::new(), ended: false }
    }

    /// Fills `block` with the rows that come next, not yet told apart; it is empty at the end of
    /// the text.
    ///
    /// # Errors
    /// Those of the text; the block then holds the rows that came whole before.
    pub(super) fn fill(&mut self, block: &mut Block) -> io::Result<()> {
        block.clear();
        let rest = self.rest.len();
        if let Some(room) = block.room(rest).get_mut(..rest) {
            room.copy_from_slice(&self.rest);
            block.grow(rest);
        }
        self.rest.clear();
        let mut wanted = self.block_bytes.max(2 * rest);
        while !self.ended {
            let read = self.read_to(block, wanted);
            if self.ended {
                break;
            }
            let end = last_row_end(block.text(), self.separator);
            if read.is_err() || end.is_some() {
                block.cut(end.unwrap_or(0), &mut self.rest);
                return read;
            }
            self.ended = block.text().len() as u64 > LONGEST_ROW;
            // Each look at the whole block costs as much as all those before.
            wanted *= 2;
        }
        Ok(())
    }

    /// Reads until `block` holds as many bytes as `wanted`, or the text ends.
    fn read_to(&mut self, block: &mut Block, wanted: usize) -> io::Result<()> {
        while !self.ended && block.text().len() < wanted {
            match self.text.read(block.room(wanted)) {
                Ok(read) => {
                    block.grow(read);
                    self.ended = read == 0;
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use proptest::prelude::*;

    use super::*;
    use crate::base::csv::{grammar::LineBreak, row::Row};

    /// Gives a few bytes at a time, and an error at the end when it is told to.
    struct Trickle<'a> {
        bytes: &'a [u8],
        most: usize,
        fails: bool,
    }

    impl Read for Trickle<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            if self.bytes.is_empty() && self.fails {
                return Err(io::Error::other("gone"));
            }
            let most = self.most.min(buffer.len());
            self.bytes.read(buffer.get_mut(..most).unwrap_or_default())
        }
    }

    /// The cells of all rows of a block with the lines that they begin on.
    type Rows = Vec<(u64, Vec<Vec<u8>>)>;

    fn rows_of(block: &Block) -> Rows {
        let cells = |row: Row<'_>| row.iter().map(Cow::into_owned).collect();
        block.rows().map(|row| (row.line, cells(row))).collect()
    }

    fn in_blocks(text: Trickle<'_>, block_bytes: usize) -> (Rows, io::Result<()>) {
        let line_break = LineBreak::of(text.bytes);
        let mut blocks = Blocks { block_bytes, ..Blocks::new(text, b',') };
        let (mut block, mut rows, mut line) = (Block::default(), Vec::new(), 1);
        loop {
            let read = blocks.fill(&mut block);
            block.begin_at(line);
            block.split(b',', line_break);
            rows.extend(rows_of(&block));
            line += u64::from(block.breaks());
            if read.is_err() || block.text().is_empty() {
                return (rows, read);
            }
        }
    }

    #[test]
    fn what_came_whole_before_an_error_is_not_lost() {
        let text = Trickle { bytes: b"a,b\n1,2\n3", most: 64, fails: true };
        let (rows, read) = in_blocks(text, 64);
        assert_eq!((rows.len(), read.is_err()), (2, true));
    }

    #[test]
    fn a_row_without_end_is_cut() {
        let mut endless = b"a,b\n1,".to_vec();
        endless.resize(LONGEST_ROW as usize * 3, b'x');
        let mut blocks = Blocks::new(endless.as_slice(), b',');
        let mut block = Block::default();
        blocks.fill(&mut block).unwrap();
        assert_eq!(block.text(), b"a,b\n");
        blocks.fill(&mut block).unwrap();
        let length = block.text().len() as u64;
        assert!(length > LONGEST_ROW && length <= 2 * LONGEST_ROW, "{length}");
        blocks.fill(&mut block).unwrap();
        assert!(block.text().is_empty());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_024))]

        #[test]
        fn blocks_of_any_size_hold_the_same_rows(
            text in "[a,\"\r\n]{0,60}", block_bytes in 1_usize..40, most in 1_usize..20,
        ) {
            let text = text.as_bytes();
            let whole = Block::of(text, b',', LineBreak::of(text));
            let (rows, read) = in_blocks(Trickle { bytes: text, most, fails: false }, block_bytes);
            prop_assert!(read.is_ok());
            prop_assert_eq!(rows, rows_of(&whole));
        }
    }
}
