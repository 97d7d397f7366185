//! How the splits and leaves of a tree hang together, and how many training rows each holds.
//!
//! A child index out of range, a shared child or a cycle is what makes LightGBM read outside its
//! memory or run for ever, so this is checked before anything else uses the indices.

use super::lines::Fields;
use super::numbers::integer;
use super::tree_block::child;
use crate::model::error::{ModelError, Place};
use crate::model::tree::Child;

/// Splits on the way from the root to a leaf. LightGBM's own explanations take memory that grows
/// with its square; honest trees stay far below.
const MAX_DEPTH: usize = 1000;
/// Several machines that train with quantised gradients estimate counts, so that those of nested
/// splits differ by rounding: by at most this share of the larger ...
const ESTIMATED_COUNT_SHARE: f64 = 0.01;
/// ... or this many rows.
const ESTIMATED_COUNT_ROWS: f64 = 8.0;

/// The links and counts of one tree.
#[derive(Debug)]
pub(super) struct Links {
    pub(super) nodes: Vec<Node>,
    pub(super) leaf_counts: Vec<f64>,
    pub(super) mismatch: Option<CountMismatch>,
}

/// A split's children and training rows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    pub(super) children: [Child; 2],
    pub(super) count: f64,
}

/// A split whose count is not the sum of its children's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct CountMismatch {
    place: Place,
    split: usize,
    found: f64,
    sum: f64,
}

impl CountMismatch {
    pub(super) fn fault(&self) -> ModelError {
        let Self { place, split, found, sum } = self;
        place.fault(format!(
            "internal_count of split {split} is {found}, but its branches count {sum}"
        ))
    }

    fn is_an_estimate(&self) -> bool {
        let allowed = (self.found.max(self.sum) * ESTIMATED_COUNT_SHARE).max(ESTIMATED_COUNT_ROWS);
        (self.found - self.sum).abs() <= allowed
    }
}

/// Reads and checks the links of a tree of at least two leaves.
pub(super) fn read(fields: &Fields<'_>, leaves: usize) -> Result<Links, ModelError> {
    let splits = leaves - 1;
    let left = fields.need("left_child")?;
    let right = fields.need("right_child")?;
    let mut reached = vec![false; splits + leaves];
    let mut children = Vec::with_capacity(splits);
    for (one, other) in left.many(splits, integer)?.into_iter().zip(right.many(splits, integer)?) {
        for (field, number) in [(left, one), (right, other)] {
            let slot = slot_of(number, splits, leaves).ok_or_else(|| {
                field.fault(format_args!(
                    "holds {number}, -{leaves} to {} but not 0 expected",
                    splits - 1
                ))
            })?;
            let reached_before =
                reached.get_mut(slot).is_none_or(|slot| std::mem::replace(slot, true));
            if reached_before {
                return Err(field.fault(format_args!("leads to {number} a second time")));
            }
        }
        children.push([child(one), child(other)]);
    }
    let order = top_down(&children);
    if order.len() != splits {
        let lost = splits - order.len();
        return Err(left.fault(format_args!("leaves {lost} splits out of reach of the root")));
    }
    let deepest = order.iter().map(|&(_, depth)| depth).max().unwrap_or(0);
    if deepest > MAX_DEPTH {
        return Err(
            left.fault(format_args!("goes {deepest} splits deep, {MAX_DEPTH} at most expected"))
        );
    }
    with_counts(fields, children, &order)
}

/// The place of a child in a list of all splits but the root, which nothing may lead to, and all
/// leaves; `None` when there is no such child.
fn slot_of(number: i32, splits: usize, leaves: usize) -> Option<usize> {
    match child(number) {
        Child::Split(0) => None,
        Child::Split(index) => Some(index as usize).filter(|&index| index < splits),
        Child::Leaf(index) => {
            (index as usize).checked_add(splits).filter(|&at| at < splits + leaves)
        }
    }
}

/// Splits with their depth, parents before children. Since no split is reached twice and the root
/// never, what is reached from the root is a tree, and a cycle is what is not reached.
fn top_down(children: &[[Child; 2]]) -> Vec<(usize, usize)> {
    let mut order = Vec::with_capacity(children.len());
    let mut stack = vec![(0, 1)];
    while let Some((split, depth)) = stack.pop() {
        order.push((split, depth));
        for child in children.get(split).into_iter().flatten() {
            if let Child::Split(index) = *child {
                stack.push((index as usize, depth + 1));
            }
        }
    }
    order
}

fn with_counts(
    fields: &Fields<'_>,
    children: Vec<[Child; 2]>,
    order: &[(usize, usize)],
) -> Result<Links, ModelError> {
    let splits = children.len();
    let leaf_field = fields.need("leaf_count")?;
    let leaf_counts = leaf_field.many(splits + 1, integer)?;
    if let Some(count) = leaf_counts.iter().find(|&&count| count < 1) {
        return Err(leaf_field.fault(format_args!("holds {count}, 1 or more expected")));
    }
    let field = fields.need("internal_count")?;
    let counts = field.many(splits, integer)?;
    if let Some(count) = counts.iter().find(|&&count| count < 1) {
        return Err(field.fault(format_args!("holds {count}, 1 or more expected")));
    }
    let count_of = |child: Child| {
        let count = match child {
            Child::Split(index) => counts.get(index as usize),
            Child::Leaf(index) => leaf_counts.get(index as usize),
        };
        f64::from(count.copied().unwrap_or(0))
    };
    let mut mismatch = None;
    for &(split, _) in order {
        let sum = children.get(split).into_iter().flatten().map(|&child| count_of(child)).sum();
        let found = count_of(Child::Split(split as u32));
        if found != sum {
            let here = CountMismatch { place: field.place, split, found, sum };
            if !here.is_an_estimate() {
                return Err(here.fault());
            }
            mismatch.get_or_insert(here);
        }
    }
    let node = |(children, &count): ([Child; 2], &i32)| Node { children, count: f64::from(count) };
    Ok(Links {
        nodes: children.into_iter().zip(&counts).map(node).collect(),
        leaf_counts: leaf_counts.into_iter().map(f64::from).collect(),
        mismatch,
    })
}
