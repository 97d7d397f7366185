//! The words of a column, each with a number of its own.
//!
//! Depends on nothing but `cell`. Every reader has a list of its own; [`super::merge`] makes one of
//! them all.

#![expect(
    clippy::inline_always,
    reason = "inner loops must be made of their caller's instructions"
)]

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

use crate::base::cell::is_missing_word;

/// The code of missing.
pub(super) const MISSING: u32 = 0;

/// Bytes at the end of a word by which it is looked for first.
const WINDOW: usize = 16;

/// Words that are remembered, a power of two.
const REMEMBERED: usize = 256;

/// The words that were met so far.
#[derive(Debug)]
pub(super) struct WordList {
    /// Words that are none elsewhere.
    labels: Vec<String>,
    code_of: HashMap<Box<[u8]>, u32, BuildHasherDefault<WordHasher>>,
    /// Words in the order of their codes, which count from 1.
    words: Vec<Box<[u8]>>,
    /// Words that were met lately, at places that their bytes give.
    lately: Vec<Lately>,
    bytes: usize,
}

/// A word that was met lately.
#[derive(Debug, Clone, Copy, Default)]
struct Lately {
    /// Its last bytes, zeros before them.
    end: u128,
    /// 0 for none.
    length: usize,
    code: u32,
}

/// Mixes eight bytes at a time (the multiplier of Fibonacci hashing, folded).
#[derive(Debug, Default)]
struct WordHasher(u64);

impl WordList {
    /// No word yet; `labels` are words even where they would mean "missing" elsewhere.
    pub(super) fn new(labels: Vec<String>) -> Self {
        Self {
            labels,
            code_of: HashMap::default(),
            words: Vec::new(),
            lately: vec![Lately::default(); REMEMBERED],
            bytes: 0,
        }
    }

    /// The code of the word in `text` from `start` to `end`, which no quote opens; [`MISSING`] when it
    /// says that there is none. `None` when `text` ends before `end`.
    ///
    /// There must be no NUL in `text`.
    #[inline(always)]
    pub(super) fn code_at(&mut self, text: &[u8], start: usize, end: usize) -> Option<u32> {
        let length = end - start;
        if length == 0 {
            return Some(MISSING);
        }
        let word = text.get(start..end)?;
        let window = end.checked_sub(WINDOW).and_then(|from| text.get(from..end)?.try_into().ok());
        // Near the beginning of the text.
        let Some(window) = window else { return Some(self.code(word)) };
        let others = 8 * WINDOW.saturating_sub(length) as u32;
        let end = u128::from_le_bytes(window) >> others << others;
        let place = mixed((end >> 64) as u64 ^ (end as u64).rotate_left(29)) as usize % REMEMBERED;
        if let Some(known) = self.lately.get(place)
            && known.end == end
            && known.length == length
            && (length <= WINDOW || self.is_word(known.code, word))
        {
            return Some(known.code);
        }
        let code = self.code(word);
        if let Some(slot) = self.lately.get_mut(place) {
            *slot = Lately { end, length, code };
        }
        Some(code)
    }

    /// The code of `word`; [`MISSING`] when it says that there is none.
    pub(super) fn code(&mut self, word: &[u8]) -> u32 {
        if let Some(code) = self.code_of.get(word) {
            return *code;
        }
        let is_label = self.labels.iter().any(|label| label.as_bytes() == word);
        if is_missing_word(word) && !is_label {
            return MISSING;
        }
        // One code a row at most, and rows fit 32 bits.
        let code = self.words.len() as u32 + 1;
        self.words.push(word.into());
        self.code_of.insert(word.into(), code);
        self.bytes += word.len();
        code
    }

    fn is_word(&self, code: u32, word: &[u8]) -> bool {
        let own = (code as usize).checked_sub(1).and_then(|place| self.words.get(place));
        own.is_some_and(|own| **own == *word)
    }

    /// The words in the order of their codes.
    pub(super) fn into_words(self) -> Vec<Box<[u8]>> {
        self.words
    }

    /// Whether every word is UTF-8.
    pub(super) fn is_utf8(&self) -> bool {
        self.words.iter().all(|word| std::str::from_utf8(word).is_ok())
    }

    /// What it takes in memory.
    pub(super) fn bytes(&self) -> usize {
        /// Two copies with their lengths, a code, and the table's bookkeeping.
        const ENTRY_BYTES: usize = 80;
        2 * self.bytes + self.words.len() * ENTRY_BYTES
    }
}

#[inline(always)]
fn mixed(key: u64) -> u64 {
    let product = u128::from(key) * 0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835;
    (product >> 64) as u64 ^ product as u64
}

impl Hasher for WordHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for part in bytes.chunks(8) {
            let mut padded = [0; 8];
            if let Some(room) = padded.get_mut(..part.len()) {
                room.copy_from_slice(part);
            }
            self.write_u64(u64::from_le_bytes(padded));
        }
    }

    fn write_u64(&mut self, bits: u64) {
        self.0 = mixed(self.0.rotate_left(5) ^ bits);
    }

    fn write_usize(&mut self, length: usize) {
        self.write_u64(length as u64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The codes of these words, one after the other in one text.
    fn codes(list: &mut WordList, words: &[&str]) -> Vec<u32> {
        let mut text = b"a text before it ".to_vec();
        let mut codes = Vec::new();
        for word in words {
            let start = text.len();
            text.extend_from_slice(word.as_bytes());
            codes.push(list.code_at(&text, start, text.len()).unwrap());
            text.push(b',');
        }
        codes
    }

    #[test]
    fn every_word_has_its_own_code() {
        let mut list = WordList::new(vec!["XNA".to_owned()]);
        let words = ["Active", "XNA", "a longer word", "Active", "", "NaN", "a longer one", "C"];
        for _ in 0..2 {
            assert_eq!(codes(&mut list, &words), [1, 2, 3, 1, MISSING, MISSING, 4, 5]);
        }
        assert_eq!(list.code(b"a longer one"), 4);
        assert_eq!(&*list.into_words()[4], b"C");
        assert_eq!(codes(&mut WordList::new(Vec::new()), &["XNA", "XNA"]), [MISSING, MISSING]);
    }

    #[test]
    fn words_that_end_alike_are_told_apart() {
        let mut list = WordList::new(Vec::new());
        let words = ["with sixteen byte", "other sixteen byte", "ixteen byte", "n byte", "byte"];
        for _ in 0..3 {
            assert_eq!(codes(&mut list, &words), [1, 2, 3, 4, 5]);
        }
        assert_eq!(list.code_at(b"byte", 0, 4), Some(5));
        assert_eq!(list.code_at(b"byte", 2, 9), None);
    }

    #[test]
    fn many_words_do_not_get_into_each_others_way() {
        let mut list = WordList::new(Vec::new());
        let words: Vec<String> = (0..5_000).map(|number| format!("w{number}")).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        for _ in 0..2 {
            assert!(codes(&mut list, &words).into_iter().eq(1..=5_000));
        }
    }
}
