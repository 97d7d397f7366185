//! The cells of a block of rows, told apart and read in one go.
//!
//! Depends on `grammar`, `numeral` and `words`. **Invariant**: either every row of the block is one
//! that [`super::careful`] would take as it is, and its cells are read as it would read them, or
//! nothing is said about the block and it is read with care.

#![expect(
    clippy::inline_always,
    reason = "inner loops must be made of their caller's instructions"
)]

use crate::base::{
    cell::{LARGEST_EXACT, NumberCell, read_number},
    csv::grammar::{QUOTE, unquoted},
};

use super::{
    cells::Cells,
    numeral::Numerals,
    plan::{Plan, Task},
    words::{MISSING, WordList},
};

/// Reads blocks, and remembers the words that it met.
pub(super) struct BlockReader<'a> {
    plan: &'a Plan,
    numerals: Numerals,
    /// The cells of the block that is being read.
    cells: Cells,
    /// The words of each column of words.
    words: Vec<WordList>,
}

/// A block that was read.
#[derive(Debug, Default)]
pub(super) struct BlockRead {
    /// How many rows it has.
    pub(super) rows: usize,
    /// Line ends in its text.
    pub(super) breaks: u32,
    /// The columns of numbers.
    pub(super) numbers: Vec<Numbers>,
    /// The codes of each column of words.
    pub(super) codes: Vec<Vec<u32>>,
    /// What words that nobody had met take in memory.
    pub(super) new_words_bytes: usize,
}

/// A column of numbers in a block.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    /// The numbers, NaN for missing.
    pub(super) values: Vec<f64>,
    /// Whether a mark stands before decimals: the one that the file is written with.
    pub(super) has_mark: bool,
    /// How many are too large to be exact.
    pub(super) beyond_exact: u64,
}

impl<'a> BlockReader<'a> {
    /// Reads blocks as `plan` says.
    pub(super) fn new(plan: &'a Plan) -> Self {
        Self {
            plan,
            numerals: Numerals::new(plan.dialect.decimal_mark),
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
        if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("bmi2") {
            #[expect(unsafe_code, reason = "calling code for instructions asked for above")]
            // SAFETY: the processor has just said that it has these instructions.
            unsafe {
                return self.read_with_avx2(text);
            }
        }
        self.read_with_any(text)
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2,bmi1,bmi2")]
    fn read_with_avx2(&mut self, text: &[u8]) -> Option<BlockRead> {
        self.read_with_any(text)
    }

    /// Always part of its caller, and so made of its caller's instructions: the same code, the same
    /// bits, sooner or later.
    #[inline(always)]
    fn read_with_any(&mut self, text: &[u8]) -> Option<BlockRead> {
        self.cells.find(text, self.plan.dialect)?;
        let words_bytes = self.words_bytes();
        let mut read = BlockRead {
            rows: self.cells.rows(),
            breaks: self.cells.breaks(),
            ..BlockRead::default()
        };
        read.numbers.resize_with(self.plan.numbers.len(), Default::default);
        read.codes.resize_with(self.plan.words.len(), Default::default);
        for (position, task) in self.plan.tasks.iter().enumerate() {
            match task {
                Task::Skip => {}
                Task::Number(column) => {
                    *read.numbers.get_mut(*column)? = self.numbers(text, position)?;
                }
                Task::Word(column) => {
                    let words = self.words.get_mut(*column)?;
                    *read.codes.get_mut(*column)? = codes(&self.cells, words, text, position)?;
                }
            }
        }
        read.new_words_bytes = self.words_bytes() - words_bytes;
        Some(read)
    }

    fn words_bytes(&self) -> usize {
        self.words.iter().map(WordList::bytes).sum()
    }

    /// The numbers of the cells at `position`.
    #[inline(always)]
    fn numbers(&self, text: &[u8], position: usize) -> Option<Numbers> {
        let mut numbers = Numbers::default();
        let mut values = vec![f64::NAN; self.cells.rows()];
        let mut is_odd = false;
        for (value, (start, end)) in values.iter_mut().zip(self.cells.of_column(position)) {
            match self.numerals.read(text, start, end) {
                Some(numeral) => {
                    numbers.has_mark |= numeral.has_mark;
                    *value = numeral.number;
                }
                None => is_odd = true,
            }
        }
        if is_odd {
            self.read_odd(text, position, &mut values, &mut numbers)?;
        }
        numbers.values = values;
        Some(numbers)
    }

    /// Reads the numbers that were not read since they are written in another way.
    fn read_odd(
        &self,
        text: &[u8],
        position: usize,
        values: &mut [f64],
        numbers: &mut Numbers,
    ) -> Option<()> {
        for (value, (start, end)) in values.iter_mut().zip(self.cells.of_column(position)) {
            if value.is_nan() && start < end {
                *value = self.odd_number(text.get(start..end)?, numbers)?;
            }
        }
        Some(())
    }

    /// The number in a cell that is written in another way.
    fn odd_number(&self, cell: &[u8], numbers: &mut Numbers) -> Option<f64> {
        let convention = self.plan.dialect.decimal_mark;
        match read_number(&unquoted(cell), convention) {
            NumberCell::Missing => Some(f64::NAN),
            NumberCell::Truth(truth) => Some(f64::from(u8::from(truth))),
            NumberCell::Number(number, mark) if mark.is_none_or(|mark| mark == convention) => {
                numbers.has_mark |= mark.is_some();
                numbers.beyond_exact += u64::from(number.abs() >= LARGEST_EXACT);
                Some(number)
            }
            NumberCell::Number(..) | NumberCell::Fault(_) => None,
        }
    }
}

/// The codes among `words` of the words in the cells at `position`.
#[inline(always)]
fn codes(cells: &Cells, words: &mut WordList, text: &[u8], position: usize) -> Option<Vec<u32>> {
    let mut codes = vec![MISSING; cells.rows()];
    for (code, (start, end)) in codes.iter_mut().zip(cells.of_column(position)) {
        let is_quoted = start < end && text.get(start) == Some(&QUOTE);
        *code = if is_quoted {
            words.code(&unquoted(text.get(start..end)?))
        } else {
            words.code_at(text, start, end)?
        };
    }
    Some(codes)
}
