//! Some whole rows of a CSV text, and where their cells begin.
//!
//! Cells are not copied: a block keeps its bytes and one number a cell. What stands within quotes
//! is taken out when the cell is asked for.
//!
//! Depends on `grammar` and `row`. **Invariant**: a block begins and ends where a row does; only the
//! last one of a text may end within quotes.

use memchr::memchr;

use super::{
    grammar::{LineBreak, QUOTE, cell_end, is_row_end},
    row::Row,
};

/// Some whole rows, one after the other.
#[derive(Debug, Default)]
pub(super) struct Block {
    /// The bytes of the rows, and room for more; only the first `used` count.
    text: Vec<u8>,
    used: usize,
    /// Where each cell begins, and for each row where one more would.
    starts: Vec<u32>,
    rows: Vec<RowPlace>,
    /// The line on which it begins, counted from 1; 0 when nobody said.
    line: u64,
    /// Line ends in the text.
    breaks: u32,
    open_quote: bool,
    has_nul: bool,
}

/// Where a row is in its block.
#[derive(Debug, Clone, Copy)]
struct RowPlace {
    /// Its first cell among the starts.
    first: u32,
    cells: u32,
    /// Line ends before it.
    breaks: u32,
}

impl Block {
    /// The rows of `text`, the first of which is on line 1.
    pub(super) fn of(text: &[u8], separator: u8, line_break: LineBreak) -> Self {
        Self::first_of(text, separator, line_break, usize::MAX)
    }

    /// The same, but no more than the first `most` rows.
    pub(super) fn first_of(text: &[u8], separator: u8, line_break: LineBreak, most: usize) -> Self {
        let mut block = Self { text: text.to_vec(), used: text.len(), ..Self::default() };
        block.begin_at(1);
        block.split_first(separator, line_break, most);
        block
    }

    /// Its bytes.
    pub(super) fn text(&self) -> &[u8] {
        self.text.get(..self.used).unwrap_or_default()
    }

    /// Forgets its rows, and keeps their memory.
    pub(super) fn clear(&mut self) {
        self.used = 0;
        self.rows.clear();
        self.starts.clear();
    }

    /// Room for more bytes behind those that it has: at least one, and in all as much as `bytes`.
    pub(super) fn room(&mut self, bytes: usize) -> &mut [u8] {
        if self.text.len() < bytes.max(self.used + 1) {
            self.text.resize(bytes.max(self.used + 1), 0);
        }
        self.text.get_mut(self.used..).unwrap_or_default()
    }

    /// So many bytes of the room now hold text.
    pub(super) fn grow(&mut self, bytes: usize) {
        self.used = (self.used + bytes).min(self.text.len());
    }

    /// Gives the bytes from `at` on to `rest`.
    pub(super) fn cut(&mut self, at: usize, rest: &mut Vec<u8>) {
        rest.clear();
        rest.extend_from_slice(self.text.get(at..self.used).unwrap_or_default());
        self.used = self.used.min(at);
    }

    /// Finds its rows and cells.
    pub(super) fn split(&mut self, separator: u8, line_break: LineBreak) {
        self.split_first(separator, line_break, usize::MAX);
    }

    /// Finds the first `most` of its rows and their cells, and nothing of what follows.
    fn split_first(&mut self, separator: u8, line_break: LineBreak, most: usize) {
        self.starts.clear();
        self.rows.clear();
        self.open_quote = false;
        let text = self.text.get(..self.used).unwrap_or_default();
        self.has_nul = memchr(0, text).is_some();
        let (mut breaks, mut at) = (0, 0);
        while self.rows.len() < most
            && let Some(byte) = text.get(at)
        {
            if is_row_end(*byte) {
                breaks += u32::from(*byte == line_break.byte());
                at += 1;
                continue;
            }
            let first = self.starts.len();
            let begin = at;
            let mut is_quoted = false;
            loop {
                self.starts.push(at as u32);
                is_quoted |= text.get(at) == Some(&QUOTE);
                let end = cell_end(text, at, separator);
                self.open_quote = end.is_none();
                at = end.unwrap_or(text.len());
                if text.get(at) != Some(&separator) {
                    break;
                }
                at += 1;
            }
            self.starts.push(at as u32 + 1);
            let cells = self.starts.len() - 1 - first;
            self.rows.push(RowPlace { first: first as u32, cells: cells as u32, breaks });
            if is_quoted {
                breaks += line_break.count(text.get(begin..at).unwrap_or_default());
            }
        }
        self.breaks = breaks;
    }

    /// Says on which line of the file it begins.
    pub(super) fn begin_at(&mut self, line: u64) {
        self.line = line;
    }

    /// How many rows it has.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Its rows in their order.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|place| self.row(*place))
    }

    /// Leaves out the rows that `keep` does not want; an error of `keep` leaves none.
    pub(super) fn try_retain<E>(
        &mut self,
        mut keep: impl FnMut(Row<'_>) -> Result<bool, E>,
    ) -> Result<(), E> {
        let mut kept = Vec::with_capacity(self.rows.len());
        for place in std::mem::take(&mut self.rows) {
            if keep(self.row(place))? {
                kept.push(place);
            }
        }
        self.rows = kept;
        Ok(())
    }

    /// Leaves out its last row when that ends within quotes that nothing closes.
    pub(super) fn drop_open_row(&mut self) {
        if std::mem::take(&mut self.open_quote) {
            self.rows.pop();
        }
    }

    /// How many line ends there are in its text.
    pub(super) fn breaks(&self) -> u32 {
        self.breaks
    }

    /// Whether there is a NUL in its text.
    pub(super) fn has_nul(&self) -> bool {
        self.has_nul
    }

    fn row(&self, place: RowPlace) -> Row<'_> {
        let first = place.first as usize;
        let last = first + place.cells as usize;
        Row {
            text: &self.text,
            starts: self.starts.get(first..=last).unwrap_or_default(),
            line: self.line + u64::from(place.breaks),
            is_open: self.open_quote && last + 1 == self.starts.len(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use csv::{ByteRecord, ReaderBuilder};
    use proptest::prelude::*;

    use super::*;

    type Cells = Vec<Vec<u8>>;

    /// The rows of `text`, the lines that they begin on, and whether the last one is left open.
    fn ours(text: &[u8], separator: u8) -> (Vec<Cells>, Vec<u64>, bool) {
        let block = Block::of(text, separator, LineBreak::of(text));
        let cells = block.rows().map(|row| row.iter().map(Cow::into_owned).collect());
        let lines = block.rows().map(|row| row.line);
        (cells.collect(), lines.collect(), block.rows().any(|row| row.is_open))
    }

    /// The rows of `text` as the `csv` crate reads them, and the lines that they begin on. A row
    /// begins behind the line ends, if any, that follow where the parser stood before it.
    fn theirs(text: &[u8], separator: u8) -> (Vec<Cells>, Vec<u64>) {
        let line_break = LineBreak::of(text).byte();
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .from_reader(text);
        let (mut cells, mut lines) = (Vec::new(), Vec::new());
        let mut record = ByteRecord::new();
        while reader.read_byte_record(&mut record).unwrap() {
            cells.push(record.iter().map(<[u8]>::to_vec).collect());
            let stood = record.position().unwrap().byte() as usize;
            let skipped = text[stood..].iter().take_while(|byte| is_row_end(**byte)).count();
            let before = memchr::memchr_iter(line_break, &text[..stood + skipped]);
            lines.push(1 + before.count() as u64);
        }
        (cells, lines)
    }

    #[test]
    fn rows_know_their_lines_however_lines_end() {
        for end in ["\n", "\r\n", "\r"] {
            let text = format!("a,b{end}1,2{end}{end}3{end}\"x{end}y\",5,6{end}7");
            let (cells, lines, open) = ours(text.as_bytes(), b',');
            let widths: Vec<usize> = cells.iter().map(Vec::len).collect();
            assert_eq!((widths, open), (vec![2, 2, 1, 3, 1], false), "{end:?}");
            assert_eq!(lines, [1, 2, 4, 5, 7], "{end:?}");
        }
        assert_eq!(ours(b"", b','), (vec![], vec![], false));
    }

    #[test]
    fn a_quote_that_nothing_closes_is_noticed() {
        for open in ["a,b\n1,\"2\n3,4\n", "a,b\r\n\"3,4", "\"", "a\n\"b\"\""] {
            assert!(ours(open.as_bytes(), b',').2, "{open:?}");
        }
        for closed in ["a,b\n1,\"2\"\n", "a,b\n1,2\"\n", "\"\"", "\"a\nb\"c\"\n"] {
            assert!(!ours(closed.as_bytes(), b',').2, "{closed:?}");
        }
    }

    #[test]
    fn a_block_is_used_again_without_a_trace_of_what_it_held() {
        let mut block = Block::of(b"1,2\0\n\"3", b',', LineBreak::LineFeed);
        assert!(block.has_nul() && block.rows().any(|row| row.is_open));
        block.clear();
        block.room(4)[..4].copy_from_slice(b"5,6\n");
        block.grow(4);
        block.split(b',', LineBreak::LineFeed);
        assert!(!block.has_nul() && !block.rows().any(|row| row.is_open));
        assert_eq!(block.rows().map(Row::bytes).collect::<Vec<_>>(), [b"5,6"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_096))]

        #[test]
        fn any_bytes_are_told_apart_as_the_csv_crate_does(
            text in "[a,;\"\r\n \u{e9}]{0,40}", bytes: Vec<u8>, semicolon: bool,
        ) {
            let separator = if semicolon { b';' } else { b',' };
            for text in [text.as_bytes(), &bytes] {
                let (cells, lines, _) = ours(text, separator);
                let (their_cells, their_lines) = theirs(text, separator);
                prop_assert_eq!(cells, their_cells);
                prop_assert_eq!(lines, their_lines);
            }
        }
    }
}
