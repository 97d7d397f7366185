//! Takes the words of a column as they are read.
//!
//! Words arrive as bytes: whether they are UTF-8 or Windows-1252 is known only once the last row
//! has been read, and each distinct word is then decoded once.

use std::{borrow::Cow, collections::HashMap};

use super::{
    cells::Cells,
    codes::{Codes, MISSING_CODE},
    dictionary::Dictionary,
    numbers::renamed_counts,
    runs::{Destination, Run, Runs, Taken},
    taken::{Finished, Keeping, Meaning},
    words::{TooLong, Words},
};

/// The words of a column that is being read.
#[derive(Debug)]
pub(in crate::base) struct TextBuilder {
    runs: Runs,
    rows: usize,
    code_of: HashMap<Box<[u8]>, u32>,
    word_bytes: usize,
    missing: usize,
}

impl Default for TextBuilder {
    fn default() -> Self {
        Self::new(Destination::default())
    }
}

impl TextBuilder {
    /// No word yet; the rows go to `destination`.
    pub(in crate::base) fn new(destination: Destination) -> Self {
        Self {
            runs: Runs::new(destination, Run::Codes(Codes::default())),
            rows: 0,
            code_of: HashMap::new(),
            word_bytes: 0,
            missing: 0,
        }
    }

    /// One more row.
    pub(in crate::base) fn push(&mut self, word: Option<&[u8]>) {
        self.rows += 1;
        let code = match word {
            None => {
                self.missing += 1;
                MISSING_CODE
            }
            Some(word) => {
                if let Some(code) = self.code_of.get(word) {
                    *code
                } else {
                    // One code a row at most, and rows fit 32 bits.
                    let code = self.code_of.len() as u32 + 1;
                    self.word_bytes += word.len();
                    self.code_of.insert(word.into(), code);
                    code
                }
            }
        };
        if let Run::Codes(codes) = &mut self.runs.run {
            codes.push(code);
        }
        self.runs.advance();
    }

    /// What the rows take in memory so far.
    pub(in crate::base) fn bytes(&self) -> u64 {
        /// A pointer with its length, a code, the allocation's header and the table's bookkeeping.
        const ENTRY_BYTES: usize = 64;
        self.runs.bytes() + (self.word_bytes + self.code_of.len() * ENTRY_BYTES) as u64
    }

    /// Whether every word is UTF-8.
    pub(in crate::base) fn is_utf8(&self) -> bool {
        self.code_of.keys().all(|word| std::str::from_utf8(word).is_ok())
    }

    /// Whether some word fulfils `holds`.
    pub(in crate::base) fn any_word(&self, holds: impl Fn(&[u8]) -> bool) -> bool {
        self.code_of.keys().any(|word| holds(word))
    }

    /// The column in its final form. Words that `decode` makes equal become one.
    pub(super) fn finish(
        self,
        decode: impl Fn(&[u8]) -> Cow<'_, str>,
    ) -> Result<Finished, TooLong> {
        let Self { runs, rows, code_of, missing, .. } = self;
        let distinct = code_of.len();
        let mut order: Vec<(String, u32)> =
            code_of.into_iter().map(|(word, code)| (decode(&word).into_owned(), code)).collect();
        order.sort_unstable();
        let mut rename = vec![MISSING_CODE; distinct + 1];
        let mut kept: Vec<String> = Vec::with_capacity(distinct);
        for (word, old) in order {
            if kept.last() != Some(&word) {
                kept.push(word);
            }
            if let Some(slot) = rename.get_mut(old as usize) {
                *slot = kept.len() as u32;
            }
        }
        let words = Words::new(kept.iter().map(String::as_str))?;
        let (keeping, counts) = match runs.finish() {
            Taken::Memory(Cells::Codes(mut codes)) => {
                codes.rename(&rename);
                codes.shrink();
                let counts = codes.count(kept.len()).into();
                (Keeping::Memory(Cells::Codes(codes)), counts)
            }
            // Words are always coded.
            Taken::Memory(cells) => (Keeping::Memory(cells), Box::default()),
            Taken::Written(extents, written) => {
                let counts = renamed_counts(&written, &rename, kept.len());
                (Keeping::Store(extents, Meaning::Renamed(rename.into())), counts)
            }
        };
        Ok(Finished { rows, missing, dictionary: Dictionary::Words(words), counts, keeping })
    }
}
