//! What the codes of a column stand for.

use super::words::Words;

/// The distinct values of a column, in ascending order.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::base) enum Dictionary {
    /// The number of each code: NaN for missing, then the distinct numbers.
    Numbers(Box<[f64]>),
    /// The distinct words.
    Words(Words),
    /// Nothing: the column holds more distinct numbers than are told apart by codes.
    Uncounted,
}

impl Dictionary {
    /// How many distinct values there are, missing not among them; `None` when nobody counted.
    pub(in crate::base) fn distinct(&self) -> Option<usize> {
        match self {
            Self::Numbers(number_of) => Some(number_of.len().saturating_sub(1)),
            Self::Words(words) => Some(words.len()),
            Self::Uncounted => None,
        }
    }

    /// The number of each code, NaN first; empty for words and where nobody counted.
    pub(in crate::base) fn number_of(&self) -> &[f64] {
        match self {
            Self::Numbers(number_of) => number_of,
            Self::Words(_) | Self::Uncounted => &[],
        }
    }

    /// The distinct words; `None` for numbers.
    pub(in crate::base) fn words(&self) -> Option<&Words> {
        match self {
            Self::Words(words) => Some(words),
            Self::Numbers(_) | Self::Uncounted => None,
        }
    }

    /// What it takes in memory.
    pub(in crate::base) fn bytes(&self) -> u64 {
        match self {
            Self::Numbers(number_of) => size_of_val::<[f64]>(number_of) as u64,
            Self::Words(words) => words.bytes(),
            Self::Uncounted => 0,
        }
    }
}
