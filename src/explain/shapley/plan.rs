//! One tree, laid out for the kernel: its splits from the root down, with merged cover ratios.
//!
//! Depends on `model` and `std`. **Invariant:** every number of a step in [`Below`] is larger than
//! the step's own and smaller than the number of steps, and `same` is an edge of an earlier step,
//! so that a forward pass sees parents first and a backward pass sees children first. The two ways
//! of a step share out exactly what arrives: `share` and `1 - share`.
//!
//! An edge is the link from a step to one of its two ways. The edges of step `s` have the numbers
//! `2 s + 1` (left) and `2 s + 2` (right). Edge 0 stands above the root: everybody takes it. That
//! makes "this feature has not been read higher up" an ordinary case.

use std::sync::Arc;

use super::quadrature::Node;
use crate::model::{Child, MissingAs, Split, Tree, step_over_zero};

/// The edge above the root.
pub(super) const ROOT: u32 = 0;

/// One tree, laid out for the kernel.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    /// The splits, parents before children. Empty for a tree with one leaf.
    pub(super) steps: Vec<Step>,
    /// The quadrature rule that is exact for this tree.
    pub(super) rule: Arc<[Node]>,
}

/// One split with its two ways.
#[derive(Debug, Clone)]
pub(super) struct Step {
    /// What decides the way.
    pub(super) question: Question,
    /// The feature that it reads.
    pub(super) feature: u32,
    /// The closest edge above that was decided by the same feature, or [`ROOT`].
    pub(super) same: u32,
    /// The share of the split's training clients that went left.
    pub(super) share: f64,
    /// The product of shares over all edges of the same feature above: the probability that a
    /// client whose value is unknown passes all its conditions so far. 1 when there are none.
    pub(super) cover: f64,
    /// What the left and the right way lead to.
    pub(super) below: [Below; 2],
}

/// What decides the way at a step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Question {
    /// Left when the value is at most `threshold`.
    AtMost {
        /// Numbers that count as zero are on the same side of it as zero.
        threshold: f64,
        /// Whether a missing value goes left.
        missing_left: bool,
    },
    /// Whatever the tree says at its split of this index: sets of categories, zero as missing.
    AsTree(u32),
    /// Everybody goes left.
    Always,
}

/// What a way leads to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Below {
    /// A leaf of this value.
    Leaf(f64),
    /// The step of this number.
    Step(u32),
}

/// The steps of a tree and the largest number of distinct features on one of its paths.
pub(super) struct Layout {
    /// The splits, parents before children.
    pub(super) steps: Vec<Step>,
    /// The largest number of distinct features from the root to a leaf.
    pub(super) distinct: usize,
}

/// What remains to be done on the way through a tree.
enum Visit {
    /// Lay out this split, below this edge.
    Enter { split: u32, above: u32, distinct: usize },
    /// Walk below this edge of the split's feature, from now on its closest edge.
    Take { split: u32, step: u32, right: bool, distinct: usize },
    /// The split's feature is back to the edge that it had above the split.
    Leave { feature: u32, same: u32 },
}

/// Lays out `tree`. Without recursion: a chain of a hundred thousand splits is no deeper than one.
///
/// `closest` holds one edge per feature of the forest, all [`ROOT`]; they are [`ROOT`] again when
/// the function returns.
pub(super) fn lay_out(tree: &Tree, closest: &mut [u32]) -> Layout {
    let mut layout = Layout { steps: Vec::with_capacity(tree.splits().len()), distinct: 0 };
    let mut visits = Vec::new();
    if let Child::Split(split) = tree.root() {
        visits.push(Visit::Enter { split, above: ROOT, distinct: 0 });
    }
    while let Some(visit) = visits.pop() {
        match visit {
            Visit::Enter { split, above, distinct } => {
                let Some(node) = tree.splits().get(split as usize) else { continue };
                let Some(&same) = closest.get(node.feature as usize) else { continue };
                let distinct = distinct + usize::from(same == ROOT);
                layout.distinct = layout.distinct.max(distinct);
                layout.link(above);
                layout.push(tree, split, node, same);
                let step = layout.steps.len() as u32 - 1;
                // The stack hands out the last one first: left, right, leave.
                visits.push(Visit::Leave { feature: node.feature, same });
                visits.push(Visit::Take { split, step, right: true, distinct });
                visits.push(Visit::Take { split, step, right: false, distinct });
            }
            Visit::Take { split, step, right, distinct } => {
                let Some(node) = tree.splits().get(split as usize) else { continue };
                let edge = 2 * step + 1 + u32::from(right);
                if let Some(closest) = closest.get_mut(node.feature as usize) {
                    *closest = edge;
                }
                if let Child::Split(split) = if right { node.right } else { node.left } {
                    visits.push(Visit::Enter { split, above: edge, distinct });
                }
            }
            Visit::Leave { feature, same } => {
                if let Some(closest) = closest.get_mut(feature as usize) {
                    *closest = same;
                }
            }
        }
    }
    layout
}

impl Layout {
    /// The next step is what the edge `above` leads to.
    fn link(&mut self, above: u32) {
        let next = self.steps.len() as u32;
        let Some(edge) = above.checked_sub(1) else { return };
        if let Some(step) = self.steps.get_mut(edge as usize / 2) {
            step.below[edge as usize % 2] = Below::Step(next);
        }
    }

    /// Lays out one split whose feature was last decided on the edge `same`.
    ///
    /// Distributed training writes counts that do not add up: some of the clients who reached the
    /// split went neither way. LightGBM takes them as they stand, and so do we, by one step more on
    /// the same feature, whose right way leads the lost clients to a leaf of no value.
    fn push(&mut self, tree: &Tree, split: u32, node: &Split, same: u32) {
        let [left, right] = [node.left, node.right].map(|child| count(tree, child));
        let cover = self.cover(same);
        let question = question(tree, split, node);
        let below = [node.left, node.right].map(|child| value(tree, child));
        let feature = node.feature;
        if left + right == node.count {
            let share = share(left, node.count);
            self.steps.push(Step { question, feature, same, share, cover, below });
            return;
        }
        let kept = share(left + right, node.count);
        let next = self.steps.len() as u32 + 1;
        self.steps.push(Step {
            question: Question::Always,
            feature,
            same,
            share: kept,
            cover,
            below: [Below::Step(next), Below::Leaf(0.0)],
        });
        let (same, cover) = (2 * next - 1, cover * kept);
        let share = share(left, left + right);
        self.steps.push(Step { question, feature, same, share, cover, below });
    }

    /// The probability that a client whose value is unknown passes all conditions of a feature down
    /// to the edge `same`, its last.
    fn cover(&self, same: u32) -> f64 {
        let Some(edge) = same.checked_sub(1) else { return 1.0 };
        let Some(step) = self.steps.get(edge as usize / 2) else { return 1.0 };
        step.cover * if edge % 2 == 0 { step.share } else { 1.0 - step.share }
    }
}

fn question(tree: &Tree, split: u32, node: &Split) -> Question {
    match (node.threshold(), node.missing()) {
        (Some(threshold), Some(MissingAs::Zero | MissingAs::Missing)) => Question::AtMost {
            threshold: step_over_zero(threshold),
            missing_left: tree.goes_left(node, f64::NAN),
        },
        _ => Question::AsTree(split),
    }
}

fn count(tree: &Tree, child: Child) -> f64 {
    match child {
        Child::Split(split) => tree.splits().get(split as usize).map_or(0.0, |split| split.count),
        Child::Leaf(leaf) => tree.leaves().get(leaf as usize).map_or(0.0, |leaf| leaf.count),
    }
}

/// The value of a leaf; nothing yet for a split, which [`Layout::link`] fills in.
fn value(tree: &Tree, child: Child) -> Below {
    match child {
        Child::Split(_) => Below::Leaf(0.0),
        Child::Leaf(leaf) => {
            Below::Leaf(tree.leaves().get(leaf as usize).map_or(0.0, |leaf| leaf.value))
        }
    }
}

/// The share of `total` training clients that `count` of them are. Where training sent nobody,
/// no way has a share: LightGBM would divide zero by zero there.
fn share(count: f64, total: f64) -> f64 {
    if total > 0.0 { count / total } else { 0.0 }
}
