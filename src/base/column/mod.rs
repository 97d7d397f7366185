//! One column of a client base: small in memory, exact in value.
//!
//! Everything outside this module asks for single cells, for blocks of rows or for the distinct
//! values; nobody sees how they are kept. That is what lets the cells move to a local file without
//! a change elsewhere.
//!
//! **Invariant**: a number comes back to the bit it was read with (but for the sign of zero), a
//! word comes back letter by letter, and what was missing is missing. Numbers are finite.

mod build;
mod codes;
mod numbers;
mod spread;
#[cfg(test)]
mod tests;
mod texts;
mod words;

use std::{cmp::Reverse, ops::Range, sync::OnceLock};

use crate::domain::Value;

pub(super) use build::{ColumnBuilder, finish_columns};
use codes::{Codes, MISSING_CODE};
pub(super) use numbers::NumberBuilder;
pub(super) use spread::Spread;
pub(super) use texts::TextBuilder;
pub(super) use words::{TooLong, Words};

/// A column of a client base.
#[derive(Debug)]
pub struct Column {
    name: String,
    cells: Cells,
    missing: usize,
    /// Clients a code, missing first; counted when first asked for.
    counts: OnceLock<Box<[u64]>>,
    /// Worked out when first asked for.
    spread: OnceLock<Option<Spread>>,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ColumnKind {
    /// Numbers.
    Number,
    /// Words.
    Text,
}

#[derive(Debug)]
enum Cells {
    /// The number of each code: NaN for missing, then the distinct numbers in ascending order.
    CodedNumbers { number_of: Box<[f64]>, codes: Codes },
    /// The numbers themselves; NaN is missing.
    Singles(Box<[f32]>),
    /// The numbers themselves; NaN is missing.
    Doubles(Box<[f64]>),
    /// The distinct words in ascending order, and a code a row.
    Words { words: Words, codes: Codes },
}

/// A small number for every row of a column: which band it falls into, whether a filter keeps it.
///
/// Made with [`Column::classify`], which looks at each distinct value once where the column knows
/// them.
pub(super) struct Classes<'a> {
    column: &'a Column,
    by_code: Vec<u8>,
    of_number: &'a (dyn Fn(f64) -> u8 + Sync),
    of_missing: u8,
}

impl Column {
    fn new(name: String, cells: Cells, missing: usize) -> Self {
        Self { name, cells, missing, counts: OnceLock::new(), spread: OnceLock::new() }
    }

    /// Its name, as the base writes it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether it holds numbers or words.
    #[must_use]
    pub fn kind(&self) -> ColumnKind {
        match self.cells {
            Cells::Words { .. } => ColumnKind::Text,
            Cells::CodedNumbers { .. } | Cells::Singles(_) | Cells::Doubles(_) => {
                ColumnKind::Number
            }
        }
    }

    /// How many rows it has.
    #[must_use]
    pub fn rows(&self) -> usize {
        match &self.cells {
            Cells::CodedNumbers { codes, .. } | Cells::Words { codes, .. } => codes.len(),
            Cells::Singles(numbers) => numbers.len(),
            Cells::Doubles(numbers) => numbers.len(),
        }
    }

    /// How many rows have no value.
    #[must_use]
    pub fn missing(&self) -> usize {
        self.missing
    }

    /// What `row` holds; missing when there is no such row.
    #[must_use]
    pub fn value(&self, row: usize) -> Value {
        match self.text(row) {
            Some(text) => Value::Text(text.to_owned()),
            None => Value::from_f64(self.number(row)),
        }
    }

    /// The number of `row`; NaN when it is missing, when it is a word, or when there is no such
    /// row.
    #[must_use]
    pub fn number(&self, row: usize) -> f64 {
        match &self.cells {
            Cells::CodedNumbers { number_of, codes } => {
                number_of.get(codes.get(row) as usize).copied().unwrap_or(f64::NAN)
            }
            Cells::Singles(numbers) => numbers.get(row).copied().map_or(f64::NAN, f64::from),
            Cells::Doubles(numbers) => numbers.get(row).copied().unwrap_or(f64::NAN),
            Cells::Words { .. } => f64::NAN,
        }
    }

    /// The word of `row`; `None` when it is missing, when it is a number, or when there is no such
    /// row.
    #[must_use]
    pub fn text(&self, row: usize) -> Option<&str> {
        match &self.cells {
            Cells::Words { words, codes } => match codes.get(row) {
                MISSING_CODE => None,
                code => Some(words.get(code as usize - 1)),
            },
            Cells::CodedNumbers { .. } | Cells::Singles(_) | Cells::Doubles(_) => None,
        }
    }

    /// Writes the numbers of `rows` into `out`, NaN where there is none: as many as `rows` and
    /// `out` have in common, and NaN for rows that the column does not have.
    pub fn copy_numbers(&self, rows: Range<usize>, out: &mut [f64]) {
        out.fill(f64::NAN);
        match &self.cells {
            Cells::CodedNumbers { number_of, codes } => codes.copy_mapped(rows, number_of, out),
            Cells::Singles(numbers) => {
                for (number, slot) in block(numbers, &rows).iter().zip(out) {
                    *slot = f64::from(*number);
                }
            }
            Cells::Doubles(numbers) => {
                for (number, slot) in block(numbers, &rows).iter().zip(out) {
                    *slot = *number;
                }
            }
            Cells::Words { .. } => {}
        }
    }

    /// The distinct values in ascending order, each with the clients who have it, when there are
    /// at most `most` of them, which is at most 255; missing is not one of them.
    pub(super) fn distinct_at_most(&self, most: usize) -> Option<Vec<(Value, u64)>> {
        let clients = self.counts().iter().skip(1).copied();
        match &self.cells {
            Cells::CodedNumbers { number_of, .. } => (number_of.len() <= most + 1).then(|| {
                let numbers = number_of.iter().skip(1).map(|number| Value::Number(*number));
                numbers.zip(clients).collect()
            }),
            Cells::Words { words, .. } => (words.len() <= most).then(|| {
                let words = words.iter().map(|word| Value::Text(word.to_owned()));
                words.zip(clients).collect()
            }),
            // Numbers with few distinct values are coded.
            Cells::Singles(_) | Cells::Doubles(_) => None,
        }
    }

    /// How many distinct values there are, missing not among them; `None` for numbers that differ
    /// for most clients, which nobody counts.
    #[must_use]
    pub fn distinct(&self) -> Option<usize> {
        match &self.cells {
            Cells::CodedNumbers { number_of, .. } => Some(number_of.len().saturating_sub(1)),
            Cells::Words { words, .. } => Some(words.len()),
            Cells::Singles(_) | Cells::Doubles(_) => None,
        }
    }

    /// At most `most` distinct values, those that the most clients have, each with how many:
    /// numbers in ascending order, words by decreasing number of clients. Missing is not among
    /// them. Empty for numbers that differ for most clients.
    #[must_use]
    pub fn values(&self, most: usize) -> Vec<(Value, u64)> {
        let mut by_clients: Vec<(usize, u64)> =
            self.counts().iter().copied().enumerate().skip(1).collect();
        by_clients.sort_by_key(|(_, clients)| Reverse(*clients));
        by_clients.truncate(most);
        match &self.cells {
            Cells::Words { words, .. } => by_clients
                .into_iter()
                .map(|(code, clients)| (Value::Text(words.get(code - 1).to_owned()), clients))
                .collect(),
            Cells::CodedNumbers { number_of, .. } => {
                by_clients.sort_unstable();
                let number = |code: usize| number_of.get(code).copied().unwrap_or(f64::NAN);
                by_clients.into_iter().map(|(at, n)| (Value::from_f64(number(at)), n)).collect()
            }
            Cells::Singles(_) | Cells::Doubles(_) => Vec::new(),
        }
    }

    /// The smallest and the largest number; `None` when there is none, or for words.
    #[must_use]
    pub fn range(&self) -> Option<(f64, f64)> {
        match &self.cells {
            Cells::CodedNumbers { number_of, .. } => Some((*number_of.get(1)?, *number_of.last()?)),
            Cells::Words { .. } => None,
            Cells::Singles(_) | Cells::Doubles(_) => {
                self.spread().map(|spread| (spread.min, spread.max))
            }
        }
    }

    /// What the column takes in memory, in bytes.
    #[must_use]
    pub fn memory_bytes(&self) -> u64 {
        let cells = match &self.cells {
            Cells::CodedNumbers { number_of, codes } => {
                (number_of.len() * size_of::<f64>()) as u64 + codes.bytes()
            }
            Cells::Singles(numbers) => (numbers.len() * size_of::<f32>()) as u64,
            Cells::Doubles(numbers) => (numbers.len() * size_of::<f64>()) as u64,
            Cells::Words { words, codes } => words.bytes() + codes.bytes(),
        };
        cells + (size_of::<Self>() + self.name.len()) as u64
    }

    /// A class for every row. `of_number` and `of_text` are asked once a distinct value where the
    /// column knows its distinct values.
    pub(super) fn classify<'a>(
        &'a self,
        of_number: &'a (dyn Fn(f64) -> u8 + Sync),
        of_text: &dyn Fn(&str) -> u8,
        of_missing: u8,
    ) -> Classes<'a> {
        let by_code = match &self.cells {
            Cells::CodedNumbers { number_of, .. } => {
                let known = number_of.iter().skip(1).map(|number| of_number(*number));
                std::iter::once(of_missing).chain(known).collect()
            }
            Cells::Words { words, .. } => {
                std::iter::once(of_missing).chain(words.iter().map(of_text)).collect()
            }
            Cells::Singles(_) | Cells::Doubles(_) => Vec::new(),
        };
        Classes { column: self, by_code, of_number, of_missing }
    }

    /// Where the bulk of its numbers lies; `None` when it has none. Worked out once.
    pub(super) fn spread(&self) -> Option<&Spread> {
        self.spread
            .get_or_init(|| match &self.cells {
                Cells::CodedNumbers { number_of, .. } => {
                    let counted = number_of.iter().copied().zip(self.counts().iter().copied());
                    Spread::of_counted(counted.skip(1).collect())
                }
                Cells::Singles(_) | Cells::Doubles(_) => Spread::of_numbers(self.numbers()),
                Cells::Words { .. } => None,
            })
            .as_ref()
    }

    /// Clients a code, missing first; empty for numbers without codes.
    pub(super) fn counts(&self) -> &[u64] {
        self.counts.get_or_init(|| match &self.cells {
            Cells::CodedNumbers { number_of, codes } => {
                codes.count(number_of.len().saturating_sub(1)).into()
            }
            Cells::Words { words, codes } => codes.count(words.len()).into(),
            Cells::Singles(_) | Cells::Doubles(_) => Box::default(),
        })
    }

    /// The distinct words in ascending order; empty for numbers.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        let words = match &self.cells {
            Cells::Words { words, .. } => Some(words),
            Cells::CodedNumbers { .. } | Cells::Singles(_) | Cells::Doubles(_) => None,
        };
        words.into_iter().flat_map(Words::iter)
    }

    /// The distinct numbers in ascending order; `None` for words and where they are not known.
    pub(super) fn coded_numbers(&self) -> Option<&[f64]> {
        match &self.cells {
            Cells::CodedNumbers { number_of, .. } => number_of.get(1..),
            Cells::Words { .. } | Cells::Singles(_) | Cells::Doubles(_) => None,
        }
    }

    /// Writes `number_of[place]` for each of `rows` into `out`, where the place is that of the
    /// row's value among the distinct ones, counted from 1, and 0 for missing. Nothing is written
    /// where the distinct values are not known.
    pub(super) fn copy_mapped(&self, rows: Range<usize>, number_of: &[f64], out: &mut [f64]) {
        match &self.cells {
            Cells::CodedNumbers { codes, .. } | Cells::Words { codes, .. } => {
                codes.copy_mapped(rows, number_of, out);
            }
            Cells::Singles(_) | Cells::Doubles(_) => {}
        }
    }

    /// The numbers that are not coded, without the missing ones.
    fn numbers(&self) -> Vec<f64> {
        match &self.cells {
            Cells::Singles(numbers) => {
                let given = numbers.iter().filter(|number| !number.is_nan());
                given.copied().map(f64::from).collect()
            }
            Cells::Doubles(numbers) => {
                numbers.iter().copied().filter(|number| !number.is_nan()).collect()
            }
            Cells::CodedNumbers { .. } | Cells::Words { .. } => Vec::new(),
        }
    }
}

impl Classes<'_> {
    /// Writes the classes of the rows from `first` on into `out`.
    pub(super) fn copy(&self, first: usize, out: &mut [u8]) {
        let rows = first..first + out.len();
        let of = |number: f64| {
            if number.is_nan() { self.of_missing } else { (self.of_number)(number) }
        };
        match &self.column.cells {
            Cells::CodedNumbers { codes, .. } | Cells::Words { codes, .. } => {
                codes.copy_mapped(rows, &self.by_code, out);
            }
            Cells::Singles(numbers) => {
                for (number, class) in block(numbers, &rows).iter().zip(out) {
                    *class = of(f64::from(*number));
                }
            }
            Cells::Doubles(numbers) => {
                for (number, class) in block(numbers, &rows).iter().zip(out) {
                    *class = of(*number);
                }
            }
        }
    }
}

fn block<'a, T>(numbers: &'a [T], rows: &Range<usize>) -> &'a [T] {
    let end = rows.end.min(numbers.len());
    numbers.get(rows.start.min(end)..end).unwrap_or_default()
}

#[cfg(test)]
impl Column {
    /// A column of these numbers, NaN for missing.
    pub(super) fn of_numbers(numbers: impl IntoIterator<Item = f64>) -> Self {
        let (cells, missing) = NumberBuilder::of(numbers).finish();
        Self::new("numbers".to_owned(), cells, missing)
    }

    /// A column of these words, `None` for missing.
    pub(super) fn of_words<'a>(words: impl IntoIterator<Item = Option<&'a str>>) -> Self {
        let mut texts = TextBuilder::default();
        words.into_iter().for_each(|word| texts.push(word.map(str::as_bytes)));
        let mut columns = finish_columns(
            vec![("words".to_owned(), ColumnBuilder::Texts(texts))],
            String::from_utf8_lossy,
        );
        columns.as_mut().ok().and_then(Vec::pop).unwrap_or_else(|| Self::of_numbers([]))
    }
}
