//! One decision tree of a validated model: its splits, its leaves, and which way a value goes.
//!
//! A [`Tree`] is only made by [`TreeParts::build`], which the text
//! reader calls after its checks, so every index below is in range and every split and leaf is
//! reached exactly once from the root.

use std::ops::Range;

use super::evaluate::is_in_set;

/// Values at most this far from 0 count as zero, as in LightGBM (`kZeroThreshold`, a C++ `float`
/// literal widened to `double`).
pub(crate) const ZERO_THRESHOLD: f64 = 1e-35_f32 as f64;

/// What a split takes for "missing" (bits 2 and 3 of LightGBM's `decision_type`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MissingAs {
    /// The feature was never missing in training: a missing value is scored as 0.
    Zero,
    /// `zero_as_missing`: 0 and missing both go the default way.
    ZeroIsMissing,
    /// Missing goes the default way.
    Missing,
}

/// Where a branch leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Child {
    /// Index in [`Tree::splits`].
    Split(u32),
    /// Index in [`Tree::leaves`].
    Leaf(u32),
}

/// The question that a split asks.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Question {
    /// Left when `value <= threshold`.
    AtMost {
        /// Never NaN; infinite when only missing values go right.
        threshold: f64,
        /// What missing means here.
        missing: MissingAs,
        /// Whether the default way is left.
        default_left: bool,
    },
    /// Left when the category code is in the set; the range indexes the tree's words.
    OneOf {
        /// 32 codes a word, lowest code in the lowest bit.
        words: Range<u32>,
        /// LightGBM's missing type, kept for writing the model back; it never changes the way.
        missing: MissingAs,
        /// Kept for writing the model back; it never changes the way.
        default_left: bool,
    },
}

/// An inner node.
#[derive(Debug, Clone, PartialEq)]
pub struct Split {
    /// Index of the feature that is asked about, in the model's order.
    pub feature: u32,
    /// Where `goes_left` leads.
    pub left: Child,
    /// Where the rest goes.
    pub right: Child,
    /// Training rows that came through here (`internal_count`, the weight of path-dependent
    /// Shapley values), at least 1.
    pub count: f64,
    pub(crate) question: Question,
}

impl Split {
    /// The largest value that goes left; `None` for a set of categories.
    #[must_use]
    pub fn threshold(&self) -> Option<f64> {
        match self.question {
            Question::AtMost { threshold, .. } => Some(threshold),
            Question::OneOf { .. } => None,
        }
    }

    /// What this split takes for missing; `None` for a set of categories, where missing always
    /// goes right.
    #[must_use]
    pub fn missing(&self) -> Option<MissingAs> {
        match self.question {
            Question::AtMost { missing, .. } => Some(missing),
            Question::OneOf { .. } => None,
        }
    }
}

/// An end node.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Leaf {
    /// What the tree adds to the raw score, in log-odds, finite.
    pub value: f64,
    /// Training rows that ended here (`leaf_count`); at least 1, or 0 in a tree of one leaf.
    pub count: f64,
}

/// What LightGBM writes about the training of a tree; kept so that a model is written back whole.
/// Scores and reasons do not depend on it.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Record {
    /// Loss reduction of each split.
    pub(crate) gains: Vec<f64>,
    /// Output of each split, had it been a leaf.
    pub(crate) split_values: Vec<f64>,
    /// Sum of hessians in each split; older formats lack it.
    pub(crate) split_weights: Option<Vec<f64>>,
    /// Sum of hessians in each leaf; older formats lack it.
    pub(crate) leaf_weights: Option<Vec<f64>>,
    /// The learning rate that the leaf values already contain.
    pub(crate) shrinkage: f64,
}

/// The pieces of a tree, before [`TreeParts::build`] vouches for them.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct TreeParts {
    /// Split 0 is the root, unless there is none and leaf 0 is the whole tree.
    pub(crate) splits: Vec<Split>,
    /// One more than `splits`.
    pub(crate) leaves: Vec<Leaf>,
    /// Bit sets of all categorical splits, one after the other.
    pub(crate) words: Vec<u32>,
    /// Goes back into the file.
    pub(crate) record: Record,
}

/// One validated decision tree.
#[derive(Debug, Clone, PartialEq)]
pub struct Tree {
    parts: TreeParts,
}

impl TreeParts {
    /// Vouches that indices are in range and that splits and leaves form one tree; the text
    /// reader has already said so with a line number, this is the last gate.
    pub(crate) fn build(self) -> Option<Tree> {
        let splits = self.splits.len();
        if self.leaves.len() != splits + 1 {
            return None;
        }
        let mut reached = vec![false; splits + self.leaves.len()];
        let mut stack = vec![if splits == 0 { Child::Leaf(0) } else { Child::Split(0) }];
        let mut visited = 0;
        while let Some(child) = stack.pop() {
            let slot = match child {
                Child::Split(index) => index as usize,
                Child::Leaf(index) => splits.checked_add(index as usize)?,
            };
            if std::mem::replace(reached.get_mut(slot)?, true) {
                return None;
            }
            visited += 1;
            if let Child::Split(index) = child {
                let split = self.splits.get(index as usize)?;
                if let Question::OneOf { words, .. } = &split.question {
                    self.words.get(words.start as usize..words.end as usize)?;
                }
                stack.extend([split.left, split.right]);
            }
        }
        (visited == reached.len()).then_some(Tree { parts: self })
    }
}

impl Tree {
    /// Inner nodes; the root is the first. Empty in a tree of one leaf.
    #[must_use]
    pub fn splits(&self) -> &[Split] {
        &self.parts.splits
    }

    /// End nodes, one more than there are splits.
    #[must_use]
    pub fn leaves(&self) -> &[Leaf] {
        &self.parts.leaves
    }

    /// Where every row starts.
    #[must_use]
    pub fn root(&self) -> Child {
        if self.parts.splits.is_empty() { Child::Leaf(0) } else { Child::Split(0) }
    }

    pub(crate) fn parts(&self) -> &TreeParts {
        &self.parts
    }

    /// Whether `value` goes left at `split`, which must be one of this tree's. NaN is missing.
    ///
    /// The rules are LightGBM's: `NumericalDecision` and `CategoricalDecision` in `tree.h`, after
    /// `c_api.cpp` has made numbers of at most 1e-35 zero.
    #[must_use]
    pub fn goes_left(&self, split: &Split, value: f64) -> bool {
        match &split.question {
            Question::AtMost { threshold, missing, default_left } => {
                at_most(value, *threshold, *missing, *default_left)
            }
            Question::OneOf { words, .. } => {
                let words = words.start as usize..words.end as usize;
                is_in_set(self.parts.words.get(words).unwrap_or(&[]), value)
            }
        }
    }

    /// The leaf that a row ends in. `row` must have a value for every feature of the model; a
    /// feature beyond its end counts as missing.
    #[must_use]
    pub fn leaf(&self, row: &[f64]) -> &Leaf {
        const NOWHERE: &Leaf = &Leaf { value: 0.0, count: 0.0 };
        let mut child = self.root();
        loop {
            match child {
                Child::Leaf(index) => {
                    return self.parts.leaves.get(index as usize).unwrap_or(NOWHERE);
                }
                Child::Split(index) => {
                    let Some(split) = self.parts.splits.get(index as usize) else { return NOWHERE };
                    let value = row.get(split.feature as usize).copied().unwrap_or(f64::NAN);
                    child = if self.goes_left(split, value) { split.left } else { split.right };
                }
            }
        }
    }
}

fn at_most(value: f64, threshold: f64, missing: MissingAs, default_left: bool) -> bool {
    let is_zero = value.abs() <= ZERO_THRESHOLD;
    match missing {
        MissingAs::Missing if value.is_nan() => default_left,
        MissingAs::ZeroIsMissing if is_zero || value.is_nan() => default_left,
        _ if is_zero || value.is_nan() => 0.0 <= threshold,
        _ => value <= threshold,
    }
}
