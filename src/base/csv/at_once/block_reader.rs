//! The cells of a block of rows, told apart and read in one go.
//!
//! Depends on `cells`, which finds them, on `tile`, `numeral` and `words`, which read them. **Invariant**: either every row of the block is one
//! that [`super::careful`] would take as it is, and its cells are read as it would read them, or
//! nothing is said about the block and it is read with care.

#![expect(
    clippy::inline_always,
    reason = "inner loops must be made of their caller's instructions"
)]

use crate::base::{
    cell::{LARGEST_EXACT, NumberCell, read_number},
    csv::grammar::{QUOTE, unquoted},
    plain_table::{Piece, SparePieces},
};

use super::{
    cells::Cells,
    numeral::Numerals,
    plan::{Plan, Task},
    tile::{TOGETHER, Tile},
    windows::{self, Finder},
    words::WordList,
};

/// Reads blocks, and remembers the words that it met.
pub(super) struct BlockReader<'a> {
    plan: &'a Plan,
    spare: &'a SparePieces,
    numerals: Numerals,
    tile: Tile,
    /// The cells of the block that is being read.
    cells: Cells,
    /// The words of each column of words.
    words: Vec<WordList>,
}

/// A block that was read.
#[derive(Debug, Default)]
pub(super) struct BlockRead {
    /// Its rows.
    pub(super) piece: Piece,
    /// Line ends in its text.
    pub(super) breaks: u32,
    /// What was seen in each column of numbers.
    pub(super) seen: Vec<Seen>,
    /// What words that nobody had met take in memory.
    pub(super) new_words_bytes: usize,
}

/// What was seen in a column of numbers.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Seen {
    /// Whether a mark stands before decimals: the one that the file is written with.
    pub(super) has_mark: bool,
    /// How many are too large to be exact.
    pub(super) beyond_exact: u64,
}

impl<'a> BlockReader<'a> {
    /// Reads blocks as `plan` says, into memory that `spare` has.
    pub(super) fn new(plan: &'a Plan, spare: &'a SparePieces) -> Self {
        let mark = plan.dialect.decimal_mark;
        Self {
            plan,
            spare,
            numerals: Numerals::new(mark),
            tile: Tile::new(mark),
            cells: Cells::new(plan.tasks.len()),
            words: plan.word_lists(),
        }
    }

    /// The words that it met, by column.
    pub(super) fn into_words(self) -> Vec<WordList> {
        self.words
    }

    /// The cells of `text`, which begins and ends where a row does; `None` when it has to be read
    /// with care.
    pub(super) fn read(&mut self, text: &[u8]) -> Option<BlockRead> {
        if memchr::memchr(0, text).is_some() {
            return None;
        }
        #[cfg(target_arch = "x86_64")]
        if let Some(wide) = windows::Wide::new()
            && is_x86_feature_detected!("bmi1")
            && is_x86_feature_detected!("bmi2")
            && is_x86_feature_detected!("popcnt")
        {
            let has_avx512 = is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512dq")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512vl");
            #[expect(unsafe_code, reason = "calling code for instructions asked for above")]
            // SAFETY: the processor has just said that it has these instructions.
            unsafe {
                return if has_avx512 {
                    self.read_with_avx512(text, wide)
                } else {
                    self.read_with_avx2(text, wide)
                };
            }
        }
        self.read_with_any(text, windows::Plain)
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2,bmi1,bmi2,popcnt,avx512f,avx512dq,avx512bw,avx512vl")]
    fn read_with_avx512(&mut self, text: &[u8], wide: windows::Wide) -> Option<BlockRead> {
        self.read_with_any(text, wide)
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2,bmi1,bmi2,popcnt")]
    fn read_with_avx2(&mut self, text: &[u8], wide: windows::Wide) -> Option<BlockRead> {
        self.read_with_any(text, wide)
    }

    /// Always part of its caller, and so made of its caller's instructions: the same code, the same
    /// bits, sooner or later.
    #[inline(always)]
    fn read_with_any(&mut self, text: &[u8], finder: impl Finder) -> Option<BlockRead> {
        self.cells.find(text, self.plan.dialect, finder)?;
        let words_bytes = self.words_bytes();
        let widths = (self.plan.numbers.len(), self.plan.words.len());
        let mut piece = Piece::blank(self.cells.rows(), widths, self.spare);
        let mut seen = vec![Seen::default(); widths.0];
        for (position, task) in self.plan.tasks.iter().enumerate() {
            match task {
                Task::Skip => {}
                Task::Number(column) => {
                    *seen.get_mut(*column)? = self.numbers(text, position, &mut piece, *column)?;
                }
                Task::Word(column) => {
                    let words = self.words.get_mut(*column)?;
                    let room = piece.codes_mut(*column);
                    codes(&self.cells, words, text, position, room)?;
                }
            }
        }
        let new_words_bytes = self.words_bytes() - words_bytes;
        Some(BlockRead { piece, breaks: self.cells.breaks(), seen, new_words_bytes })
    }

    fn words_bytes(&self) -> usize {
        self.words.iter().map(WordList::bytes).sum()
    }

    /// Reads the numbers of the cells at `position` into a column of `piece`.
    #[inline(always)]
    fn numbers(
        &mut self,
        text: &[u8],
        position: usize,
        piece: &mut Piece,
        column: usize,
    ) -> Option<Seen> {
        let mut seen = Seen::default();
        let mut room = piece.numbers_mut(column);
        let mut places = self.cells.of_column(position);
        let mut row = 0;
        loop {
            let count = self.tile.read(text, &mut places);
            if count == 0 {
                return Some(seen);
            }
            seen.has_mark |= self.tile.has_mark();
            if self.tile.is_plain() {
                for (number, room) in self.tile.numbers().iter().zip(room.by_ref()) {
                    *room = *number;
                }
            } else {
                let mut numbers = [0.0; TOGETHER];
                let own = numbers.get_mut(..count)?;
                own.copy_from_slice(self.tile.numbers());
                for place in self.tile.odd() {
                    let (start, end) = self.cells.at(row + place, position)?;
                    *own.get_mut(place)? = self.longer_number(text, start, end, &mut seen)?;
                }
                for (number, room) in own.iter().zip(room.by_ref()) {
                    *room = *number;
                }
            }
            row += count;
        }
    }

    /// The number in a cell that is too long to be read with others, or written in another way.
    #[inline(always)]
    fn longer_number(&self, text: &[u8], start: usize, end: usize, seen: &mut Seen) -> Option<f64> {
        if let Some(numeral) = self.numerals.read(text, start, end) {
            seen.has_mark |= numeral.has_mark;
            return Some(numeral.number);
        }
        self.odd_number(text.get(start..end)?, seen)
    }

    /// The number in a cell that is written in another way.
    fn odd_number(&self, cell: &[u8], seen: &mut Seen) -> Option<f64> {
        let convention = self.plan.dialect.decimal_mark;
        match read_number(&unquoted(cell), convention) {
            NumberCell::Missing => Some(f64::NAN),
            NumberCell::Truth(truth) => Some(f64::from(u8::from(truth))),
            NumberCell::Number(number, mark) if mark.is_none_or(|mark| mark == convention) => {
                seen.has_mark |= mark.is_some();
                seen.beyond_exact += u64::from(number.abs() >= LARGEST_EXACT);
                Some(number)
            }
            NumberCell::Number(..) | NumberCell::Fault(_) => None,
        }
    }
}

/// Puts the codes among `words` of the words in the cells at `position` into `room`.
#[inline(always)]
fn codes<'r>(
    cells: &Cells,
    words: &mut WordList,
    text: &[u8],
    position: usize,
    room: impl Iterator<Item = &'r mut u32>,
) -> Option<()> {
    for (code, (start, end)) in room.zip(cells.of_column(position)) {
        let is_quoted = start < end && text.get(start) == Some(&QUOTE);
        *code = if is_quoted {
            words.code(&unquoted(text.get(start..end)?))
        } else {
            words.code_at(text, start, end)?
        };
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::base::{
        csv::{dialect::Dialect, grammar::LineBreak},
        options::DecimalMark,
    };

    /// Bits of numbers, codes of words, line ends.
    type Found = Option<(Vec<u64>, Vec<u32>, u32)>;

    fn found(read: Option<BlockRead>) -> Found {
        let bits = |piece: &Piece| piece.all_numbers().iter().map(|n| n.to_bits()).collect();
        read.map(|read| (bits(&read.piece), read.piece.all_codes().to_vec(), read.breaks))
    }

    proptest! {
        #[test]
        fn every_processor_reads_the_same(
            rows in prop::collection::vec(
                "(-?[0-9]{0,7}[.]?[0-9]{0,7}|NA|1e3),[a-c]{0,3},(Active|\"a, b\"|\"x\n\")?", 0..150,
            ),
            end in prop_oneof![Just("\n"), Just("\r\n")],
        ) {
            let text = rows.join(end);
            let plan = Plan {
                dialect: Dialect {
                    separator: b',',
                    decimal_mark: DecimalMark::Point,
                    line_break: LineBreak::LineFeed,
                    announced: false,
                },
                tasks: vec![Task::Number(0), Task::Skip, Task::Word(0)],
                numbers: vec!["x".to_owned()],
                words: vec![("w".to_owned(), Vec::new())],
            };
            let spare = SparePieces::default();
            let reader = || BlockReader::new(&plan, &spare);
            let expected = found(reader().read_with_any(text.as_bytes(), windows::Plain));
            prop_assert_eq!(&found(reader().read(text.as_bytes())), &expected);
            #[cfg(target_arch = "x86_64")]
            if let Some(wide) = windows::Wide::new()
                && is_x86_feature_detected!("bmi1")
                && is_x86_feature_detected!("bmi2")
                && is_x86_feature_detected!("popcnt")
            {
                #[expect(unsafe_code, reason = "calling code for instructions asked for above")]
                // SAFETY: the processor has just said that it has these instructions.
                let read = unsafe { reader().read_with_avx2(text.as_bytes(), wide) };
                prop_assert_eq!(&found(read), &expected);
            }
        }
    }
}
