//! What a column holds all in all: its distinct values, how many clients have each, and where its
//! numbers lie. Depends on the column's cells; each answer is worked out once.

use std::cmp::Reverse;

use crate::domain::Value;

use super::{
    Column, ColumnKind, Place, cells::Cells, dictionary::Dictionary, marks::Marks, spread::Spread,
};

impl Column {
    /// The distinct values in ascending order, each with the clients who have it, when there are
    /// at most `most` of them, which is at most 255; missing is not one of them.
    pub(in crate::base) fn distinct_at_most(&self, most: usize) -> Option<Vec<(Value, u64)>> {
        if self.distinct()? > most {
            return None;
        }
        let counts = self.counts().iter().copied().enumerate().skip(1);
        let present = counts.filter(|(_, clients)| *clients > 0);
        Some(present.map(|(code, clients)| (self.value_of(code), clients)).collect())
    }

    /// How many distinct values there are, missing not among them; `None` for numbers with more
    /// than 4 096, which nobody counts.
    #[must_use]
    pub fn distinct(&self) -> Option<usize> {
        match &self.0.place {
            // A table may hold values that no client of the base has.
            Place::Table(_) => {
                self.dictionary().distinct()?;
                Some(self.counts().iter().skip(1).filter(|clients| **clients > 0).count())
            }
            Place::Memory { .. } | Place::Store(_) => self.dictionary().distinct(),
        }
    }

    /// At most `most` distinct values, those that the most clients have, each with how many:
    /// numbers in ascending order, words by decreasing number of clients. Missing is not among
    /// them. Empty for numbers with more than 4 096 distinct values.
    #[must_use]
    pub fn values(&self, most: usize) -> Vec<(Value, u64)> {
        let counts = self.counts().iter().copied().enumerate().skip(1);
        let mut by_clients: Vec<(usize, u64)> = counts.filter(|(_, n)| *n > 0).collect();
        by_clients.sort_by_key(|(_, clients)| Reverse(*clients));
        by_clients.truncate(most);
        if self.kind() == ColumnKind::Number {
            by_clients.sort_unstable();
        }
        by_clients.into_iter().map(|(code, clients)| (self.value_of(code), clients)).collect()
    }

    /// The smallest and the largest number; `None` when there is none, or for words.
    #[must_use]
    pub fn range(&self) -> Option<(f64, f64)> {
        self.spread().map(|spread| (spread.min, spread.max))
    }

    /// Where the bulk of its numbers lies; `None` when it has none. Worked out once.
    pub(in crate::base) fn spread(&self) -> Option<&Spread> {
        let spread = || match self.dictionary() {
            Dictionary::Numbers(number_of) => {
                let counted = number_of.iter().copied().zip(self.counts().iter().copied());
                Spread::of_counted(counted.skip(1).collect())
            }
            Dictionary::Words(_) => None,
            Dictionary::Uncounted => Spread::of_numbers(match &self.0.place {
                // Every column of a store is asked for it once: the cache is for others.
                Place::Store(cells) => {
                    cells.load().as_ref().map(Cells::given_numbers).unwrap_or_default()
                }
                Place::Memory { .. } | Place::Table(_) => self.cells().given_numbers(),
            }),
        };
        self.0.spread.get_or_init(spread).as_ref()
    }

    /// Where its numbers lie; empty where the distinct ones are known. Worked out once, or read
    /// where a store holds them.
    pub(in crate::base) fn marks(&self) -> &Marks {
        self.0.marks.get_or_init(|| {
            let kept = match &self.0.place {
                Place::Store(cells) => cells.marks(),
                Place::Memory { .. } | Place::Table(_) => None,
            };
            kept.unwrap_or_else(|| Marks::of(&self.cells().given_numbers()))
        })
    }

    /// Works out spread and marks together where both need all numbers: a column that is being kept
    /// is read once for it, and the cache is left to others.
    pub(in crate::base) fn survey(&self) {
        if let (Place::Store(cells), Dictionary::Uncounted) = (&self.0.place, self.dictionary()) {
            let numbers = cells.load().as_ref().map(Cells::given_numbers).unwrap_or_default();
            self.0.marks.get_or_init(|| Marks::of(&numbers));
            self.0.spread.get_or_init(|| Spread::of_numbers(numbers));
        }
    }

    /// Clients a code, missing first; empty for numbers without codes.
    pub(in crate::base) fn counts(&self) -> &[u64] {
        self.0.counts.get_or_init(|| match &self.0.place {
            Place::Memory { .. } => Box::default(),
            Place::Store(cells) => cells.details().counts.clone(),
            Place::Table(cells) => match (&*cells.cells(), self.dictionary().distinct()) {
                (Cells::Codes(codes), Some(distinct)) => codes.count(distinct).into(),
                _ => Box::default(),
            },
        })
    }

    /// The distinct numbers in ascending order; `None` for words and where they are not known.
    pub(in crate::base) fn coded_numbers(&self) -> Option<&[f64]> {
        self.dictionary().number_of().get(1..)
    }

    /// The value that a code stands for.
    fn value_of(&self, code: usize) -> Value {
        match self.dictionary() {
            Dictionary::Numbers(number_of) => {
                Value::from_f64(number_of.get(code).copied().unwrap_or(f64::NAN))
            }
            Dictionary::Words(words) => Value::Text(words.get(code.saturating_sub(1)).to_owned()),
            Dictionary::Uncounted => Value::Missing,
        }
    }
}
