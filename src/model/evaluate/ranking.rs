//! A client's value as a rank among all thresholds that a forest holds it against.
//!
//! A split asks on which side of its threshold a value lies, and nothing else. So each value is
//! ranked once among the thresholds of its feature, and all trees then compare one byte instead
//! of eight, without a thought for missing values or zeros. This loses nothing:
//! `value <= thresholds[i]` is the same as "at most `i` thresholds are below the value".
//!
//! The method is that of LightGBM's own training ("bins"), here on the thresholds of a finished
//! model. Depends on `tree`. **Invariant**: a rank compared with [`Side`] goes the way that
//! [`Tree::goes_left`] gives, for every value.

use std::{cmp::Ordering, collections::BTreeMap};

use crate::model::tree::{MissingAs, Question, Split, Tree, ZERO_THRESHOLD};

use super::{all_bits_if, is_in_set, step_over_zero};

/// Thresholds that one byte can tell apart: ranks go from 0 to their number, and 255 is for missing.
/// A feature with more thresholds has several rankings.
const MOST_THRESHOLDS: usize = 254;

/// One question, or many thresholds, that a feature's values are ranked by: one byte a client.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ranking {
    /// The feature, by its place in the model.
    pub(super) feature: u32,
    scale: Scale,
}

#[derive(Debug, Clone, PartialEq)]
enum Scale {
    Thresholds(Thresholds),
    /// 0 for the categories of the set, 1 for all other values.
    Categories(Box<[u32]>),
}

/// Thresholds of one feature.
#[derive(Debug, Clone, PartialEq)]
struct Thresholds {
    /// Ascending, at most [`MOST_THRESHOLDS`], then infinity. As many as a byte can point at, so
    /// that a search needs no check.
    ascending: Box<[f64; 256]>,
    /// How often their number can be halved.
    steps: u32,
    /// Whether zero is looked at as missing.
    zero_is_missing: bool,
}

/// How a rank is compared: left when `rank + shift`, wrapping around, is at most `highest`.
///
/// A shift of 1 turns the code for missing into the smallest: missing then goes left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Side {
    pub(super) shift: u8,
    pub(super) highest: u8,
}

impl Side {
    /// Whether a value of this rank goes left.
    #[inline]
    pub(super) fn is_left(self, rank: u8) -> bool {
        rank.wrapping_add(self.shift) <= self.highest
    }
}

impl Ranking {
    /// Writes the rank of each value; as many as both slices have.
    pub(super) fn rank(&self, values: &[f64], ranks: &mut [u8]) {
        match &self.scale {
            Scale::Thresholds(thresholds) => thresholds.rank(values, ranks),
            Scale::Categories(words) => {
                for (value, rank) in values.iter().zip(ranks) {
                    *rank = u8::from(!is_in_set(words, *value));
                }
            }
        }
    }
}

impl Thresholds {
    /// At most [`MOST_THRESHOLDS`], ascending.
    fn new(few: &[f64], zero_is_missing: bool) -> Self {
        let mut ascending = Box::new([f64::INFINITY; 256]);
        for (slot, threshold) in ascending.iter_mut().zip(few) {
            *slot = *threshold;
        }
        let steps = (few.len() + 1).next_power_of_two().ilog2();
        Self { ascending, steps, zero_is_missing }
    }

    fn rank(&self, values: &[f64], ranks: &mut [u8]) {
        match self.steps {
            0 | 1 => self.rank_in::<1>(values, ranks),
            2 => self.rank_in::<2>(values, ranks),
            3 => self.rank_in::<3>(values, ranks),
            4 => self.rank_in::<4>(values, ranks),
            5 => self.rank_in::<5>(values, ranks),
            6 => self.rank_in::<6>(values, ranks),
            7 => self.rank_in::<7>(values, ranks),
            _ => self.rank_in::<8>(values, ranks),
        }
    }

    /// With the number of steps known when the program is compiled, a search is a straight line,
    /// and the processor works on several at once.
    fn rank_in<const STEPS: u32>(&self, values: &[f64], ranks: &mut [u8]) {
        if self.zero_is_missing {
            for (value, rank) in values.iter().zip(ranks) {
                let is_missing = value.is_nan() | (value.abs() <= ZERO_THRESHOLD);
                *rank = self.below::<STEPS>(*value) | all_bits_if(is_missing);
            }
        } else {
            for (value, rank) in values.iter().zip(ranks) {
                *rank = self.below::<STEPS>(*value) | all_bits_if(value.is_nan());
            }
        }
    }

    /// How many thresholds are below `value`, found by halving.
    #[inline]
    fn below<const STEPS: u32>(&self, value: f64) -> u8 {
        let mut count = 0_u8;
        for step in (0..STEPS).rev() {
            let middle = self.ascending[usize::from(count | ((1 << step) - 1))];
            // A shift, not a choice: the compiler would make a choice a branch to be guessed.
            count |= u8::from(middle < value) << step;
        }
        count
    }
}

/// The rankings of a forest, and how each of its splits reads one of them.
#[derive(Debug, Default)]
pub(super) struct Rankings {
    /// In the order of features, those of a feature side by side but for its sets of categories.
    pub(super) all: Vec<Ranking>,
    /// By feature, and whether zero is missing.
    thresholds: BTreeMap<(u32, bool), AllThresholds>,
    /// By feature and set.
    sets: BTreeMap<(u32, Vec<u32>), u32>,
}

/// All thresholds of one feature, and the first of the rankings that hold them.
#[derive(Debug, Default)]
struct AllThresholds {
    ascending: Vec<f64>,
    first_ranking: u32,
}

impl Rankings {
    /// Of all splits of all trees.
    pub(super) fn of(trees: &[Tree]) -> Self {
        let mut rankings = Self::default();
        for tree in trees {
            for split in tree.splits() {
                if let Some((threshold, zero_is_missing)) = threshold_of(split) {
                    let key = (split.feature, zero_is_missing);
                    rankings.thresholds.entry(key).or_default().ascending.push(threshold);
                } else {
                    let key = (split.feature, words_of(tree, split).to_vec());
                    rankings.sets.insert(key, 0);
                }
            }
        }
        rankings.number();
        rankings
    }

    fn number(&mut self) {
        for ((feature, words), place) in &mut self.sets {
            *place = self.all.len() as u32;
            let scale = Scale::Categories(words.as_slice().into());
            self.all.push(Ranking { feature: *feature, scale });
        }
        for ((feature, zero_is_missing), thresholds) in &mut self.thresholds {
            thresholds.first_ranking = self.all.len() as u32;
            thresholds.ascending.sort_unstable_by(|left, right| compare(*left, *right));
            thresholds.ascending.dedup();
            for part in thresholds.ascending.chunks(MOST_THRESHOLDS) {
                let scale = Scale::Thresholds(Thresholds::new(part, *zero_is_missing));
                self.all.push(Ranking { feature: *feature, scale });
            }
        }
    }

    /// The ranking that a split reads, by its place, and what it makes of a rank.
    pub(super) fn reading(&self, tree: &Tree, split: &Split) -> Option<(u32, Side)> {
        let Some((threshold, zero_is_missing)) = threshold_of(split) else {
            let set = (split.feature, words_of(tree, split).to_vec());
            return Some((*self.sets.get(&set)?, Side { shift: 0, highest: 0 }));
        };
        let thresholds = self.thresholds.get(&(split.feature, zero_is_missing))?;
        let place =
            thresholds.ascending.binary_search_by(|other| compare(*other, threshold)).ok()?;
        let ranking = thresholds.first_ranking + (place / MOST_THRESHOLDS) as u32;
        let shift = u8::from(tree.goes_left(split, f64::NAN));
        Some((ranking, Side { shift, highest: (place % MOST_THRESHOLDS) as u8 + shift }))
    }
}

/// Numbers that are equal are one threshold, 0 and -0 too. No threshold is NaN.
fn compare(left: f64, right: f64) -> Ordering {
    left.partial_cmp(&right).unwrap_or(Ordering::Equal)
}

/// The largest value that goes left, and whether zero is looked at as missing; `None` for a set of
/// categories.
fn threshold_of(split: &Split) -> Option<(f64, bool)> {
    match split.question {
        Question::AtMost { threshold, missing: MissingAs::ZeroIsMissing, .. } => {
            Some((threshold, true))
        }
        Question::AtMost { threshold, .. } => Some((step_over_zero(threshold), false)),
        Question::OneOf { .. } => None,
    }
}

fn words_of<'a>(tree: &'a Tree, split: &Split) -> &'a [u32] {
    match &split.question {
        Question::OneOf { words, .. } => {
            let words = words.start as usize..words.end as usize;
            tree.parts().words.get(words).unwrap_or_default()
        }
        Question::AtMost { .. } => &[],
    }
}
