//! Takes the words of a column as they are read.
//!
//! Words arrive as bytes: whether they are UTF-8 or Windows-1252 is known only once the last row
//! has been read, and each distinct word is then decoded once.

use std::{borrow::Cow, collections::HashMap};

use super::{
    Cells,
    codes::{Codes, MISSING_CODE},
    words::{TooLong, Words},
};

/// The words of a column that is being read.
#[derive(Debug, Default)]
pub(in crate::base) struct TextBuilder {
    codes: Codes,
    code_of: HashMap<Box<[u8]>, u32>,
    word_bytes: usize,
    missing: usize,
}

impl TextBuilder {
    /// One more row.
    pub(in crate::base) fn push(&mut self, word: Option<&[u8]>) {
        let Some(word) = word else {
            self.missing += 1;
            self.codes.push(MISSING_CODE);
            return;
        };
        let code = if let Some(code) = self.code_of.get(word) {
            *code
        } else {
            // One code a row at most, and rows fit 32 bits.
            let code = self.code_of.len() as u32 + 1;
            self.word_bytes += word.len();
            self.code_of.insert(word.into(), code);
            code
        };
        self.codes.push(code);
    }

    /// What the rows take in memory so far.
    pub(in crate::base) fn bytes(&self) -> u64 {
        /// A pointer with its length, a code, the allocation's header and the table's bookkeeping.
        const ENTRY_BYTES: usize = 64;
        self.codes.bytes() + (self.word_bytes + self.code_of.len() * ENTRY_BYTES) as u64
    }

    /// Whether every word is UTF-8.
    pub(in crate::base) fn is_utf8(&self) -> bool {
        self.code_of.keys().all(|word| std::str::from_utf8(word).is_ok())
    }

    /// The cells in their final form, and how many are missing. Words that `decode` makes equal
    /// become one.
    pub(super) fn finish(
        self,
        decode: impl Fn(&[u8]) -> Cow<'_, str>,
    ) -> Result<(Cells, usize), TooLong> {
        let Self { mut codes, code_of, missing, .. } = self;
        let distinct = code_of.len();
        let mut order: Vec<(String, u32)> =
            code_of.into_iter().map(|(word, code)| (decode(&word).into_owned(), code)).collect();
        order.sort_unstable();
        let mut new_code = vec![MISSING_CODE; distinct + 1];
        let mut kept: Vec<String> = Vec::with_capacity(distinct);
        for (word, old) in order {
            if kept.last() != Some(&word) {
                kept.push(word);
            }
            if let Some(slot) = new_code.get_mut(old as usize) {
                *slot = kept.len() as u32;
            }
        }
        codes.rename(&new_code);
        codes.shrink();
        let words = Words::new(kept.iter().map(String::as_str))?;
        Ok((Cells::Words { words, codes }, missing))
    }
}
