//! One tree, laid out for the kernel: its splits from the root down, with merged cover ratios.
//!
//! Depends on `model` and `std`. **Invariant:** every number of a step in [`Below`] is larger than
//! the step's own and smaller than the number of steps, and `same` is an edge of an earlier step,
//! so that a forward pass sees parents first. The two ways of a step share out exactly what
//! arrives: `share` and `1 - share`. Steps are finished after everything below them: `finished`
//! names each step once, and the steps' `finishes` sum to their number.
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
    /// The splits, parents before children, left before right. Empty for a tree with one leaf.
    pub(super) steps: Vec<Step>,
    /// The numbers of the steps in the order in which all below them is done.
    pub(super) finished: Vec<u32>,
    /// The most splits from the root to a leaf.
    pub(super) depth: usize,
    /// The quadrature rule that is exact for this tree.
    pub(super) rule: Arc<[Node]>,
}

/// One split with its two ways.
#[derive(Debug, Clone, Copy)]
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
    /// The edge that leads here.
    pub(super) above: u32,
    /// Steps between the root and this one.
    pub(super) depth: u32,
    /// How many steps are finished before the next one is begun.
    pub(super) finishes: u32,
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

/// The steps of a tree, and what decides how much work it is.
#[derive(Default)]
pub(super) struct Layout {
    /// As in [`Plan`].
    pub(super) steps: Vec<Step>,
    /// As in [`Plan`].
    pub(super) finished: Vec<u32>,
    /// As in [`Plan`].
    pub(super) depth: usize,
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
    /// With the step, everything below it is done.
    Leave { step: u32, feature: u32, same: u32 },
}

/// Lays out `tree`. Without recursion: a chain of a hundred thousand splits is no deeper than one.
///
/// `closest` holds one edge per feature of the forest, all [`ROOT`]; they are [`ROOT`] again when
/// the function returns.
pub(super) fn lay_out(tree: &Tree, closest: &mut [u32]) -> Layout {
    let mut layout = Layout::default();
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
                layout.push(tree, split, node, above, same);
                let step = layout.steps.len() as u32 - 1;
                // The stack hands out the last one first: left, right, leave.
                visits.push(Visit::Leave { step, feature: node.feature, same });
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
            Visit::Leave { step, feature, same } => {
                layout.finish(step);
                if let Some(closest) = closest.get_mut(feature as usize) {
                    *closest = same;
                }
            }
        }
    }
    layout
}

impl Layout {
    /// The next step is what the edge `above` leads to; gives back its depth.
    fn link(&mut self, above: u32) -> u32 {
        let next = self.steps.len() as u32;
        let parent = above.checked_sub(1).and_then(|edge| self.steps.get_mut(edge as usize / 2));
        let depth = parent.map_or(0, |step| {
            step.below[(above as usize - 1) % 2] = Below::Step(next);
            step.depth + 1
        });
        self.depth = self.depth.max(depth as usize + 1);
        depth
    }

    /// Everything below this step is done; below a step for lost clients too, when it is above.
    fn finish(&mut self, step: u32) {
        let mut count = 1;
        self.finished.push(step);
        if let Some(lost) = step.checked_sub(1) {
            let is_lost = |step: &Step| step.question == Question::Always;
            if self.steps.get(lost as usize).is_some_and(is_lost) {
                self.finished.push(lost);
                count += 1;
            }
        }
        if let Some(last) = self.steps.last_mut() {
            last.finishes += count;
        }
    }

    /// Lays out one split below the edge `above`, whose feature was last decided on `same`.
    ///
    /// Distributed training writes counts that do not add up: some of the clients who reached the
    /// split went neither way. LightGBM takes them as they stand, and so do we, by one step more on
    /// the same feature, whose right way leads the lost clients to a leaf of no value.
    fn push(&mut self, tree: &Tree, split: u32, node: &Split, above: u32, same: u32) {
        let depth = self.link(above);
        let [left, right] = [node.left, node.right].map(|child| count(tree, child));
        let cover = self.cover(same);
        let question = question(tree, split, node);
        let below = [node.left, node.right].map(|child| value(tree, child));
        let feature = node.feature;
        let step =
            Step { question, feature, same, share: 0.0, cover, below, above, depth, finishes: 0 };
        if left + right == node.count {
            self.steps.push(Step { share: share(left, node.count), ..step });
            return;
        }
        let kept = share(left + right, node.count);
        let lost = self.steps.len() as u32;
        self.steps.push(Step {
            question: Question::Always,
            share: kept,
            below: [Below::Step(lost + 1), Below::Leaf(0.0)],
            ..step
        });
        // Those who are kept are on the left edge of the step above.
        let above = 2 * lost + 1;
        let depth = self.link(above);
        let share = share(left, left + right);
        self.steps.push(Step { above, same: above, depth, share, cover: cover * kept, ..step });
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
