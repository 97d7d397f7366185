//! Many words in one allocation.

/// Words, one after the other in one text, in an order that the owner chose.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::base) struct Words {
    text: Box<str>,
    /// Where each word ends in `text`.
    ends: Box<[u32]>,
}

/// Together the words are longer than 4 GiB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::base) struct TooLong;

/// Words that are still being collected.
#[derive(Debug, Default)]
pub(in crate::base) struct WordsInWork {
    text: String,
    ends: Vec<u32>,
}

impl WordsInWork {
    /// One word more.
    pub(in crate::base) fn push(&mut self, word: &str) -> Result<(), TooLong> {
        self.text.push_str(word);
        self.ends.push(u32::try_from(self.text.len()).map_err(|_| TooLong)?);
        Ok(())
    }

    /// All of them.
    pub(in crate::base) fn finish(self) -> Words {
        Words { text: self.text.into_boxed_str(), ends: self.ends.into_boxed_slice() }
    }
}

impl Words {
    /// These words in this order.
    pub(in crate::base) fn new<'a>(words: impl Iterator<Item = &'a str>) -> Result<Self, TooLong> {
        let mut work = Self::building();
        words.into_iter().try_for_each(|word| work.push(word))?;
        Ok(work.finish())
    }

    /// No word yet.
    pub(in crate::base) fn building() -> WordsInWork {
        WordsInWork::default()
    }

    /// The words of a text, and where each ends in it; `None` when they do not fit each other.
    pub(in crate::base) fn of_parts(text: Box<str>, ends: Box<[u32]>) -> Option<Self> {
        let is_whole = ends.is_sorted()
            && ends.last().copied().unwrap_or(0) as usize == text.len()
            && ends.iter().all(|end| text.is_char_boundary(*end as usize));
        is_whole.then_some(Self { text, ends })
    }

    /// The text, and where each word ends in it.
    pub(in crate::base) fn parts(&self) -> (&str, &[u32]) {
        (&self.text, &self.ends)
    }

    /// How many there are.
    pub(in crate::base) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The word at `position`; empty when there is none.
    pub(in crate::base) fn get(&self, position: usize) -> &str {
        let end_of =
            |position: usize| self.ends.get(position).copied().unwrap_or_default() as usize;
        let start = position.checked_sub(1).map_or(0, end_of);
        self.text.get(start..end_of(position)).unwrap_or_default()
    }

    /// All of them in their order.
    pub(in crate::base) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|position| self.get(position))
    }

    /// What they take in memory.
    pub(in crate::base) fn bytes(&self) -> u64 {
        (self.text.len() + self.ends.len() * size_of::<u32>()) as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back_in_their_order() {
        let words = Words::new(["é", "", "abc"].into_iter()).unwrap();
        assert_eq!(words.iter().collect::<Vec<_>>(), ["é", "", "abc"]);
        assert_eq!((words.len(), words.get(3)), (3, ""));
        assert_eq!(Words::default().get(0), "");
    }
}
