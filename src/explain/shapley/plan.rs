//! One tree, laid out for the kernel: its splits from the root down, with merged cover ratios.
//!
//! Depends on `model` and `std`. **Invariant:** `above`, `same` and both edges of a step are slots
//! of the same plan, and the slots `above` and `same` come before the step's own edges, so that a
//! forward pass sees parents first and a backward pass sees children first.
//!
//! An edge is the link from a split to one of its two children. The edges of step `s` have the
//! slots `2 s + 1` (left) and `2 s + 2` (right). Slot 0 stands above the root: an edge that every
//! client takes and whose cover ratio is 1. That makes "this feature has not been read higher up"
//! an ordinary case instead of a special one.

use std::sync::Arc;

use super::quadrature::Chunk;
use crate::model::{Child, Tree};

/// The slot above the root.
pub(super) const ROOT: u32 = 0;

/// One tree, laid out for the kernel.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    /// The splits, parents before children. Empty for a tree with one leaf.
    pub(super) steps: Vec<Step>,
    /// The quadrature rule that is exact for this tree.
    pub(super) rule: Arc<[Chunk]>,
}

/// One split with its two edges.
#[derive(Debug, Clone)]
pub(super) struct Step {
    /// The index of the split in its tree.
    pub(super) split: u32,
    /// The feature that it reads.
    pub(super) feature: u32,
    /// The slot of the edge that leads here.
    pub(super) above: u32,
    /// The slot of the closest edge above that was decided by the same feature, or [`ROOT`].
    pub(super) same: u32,
    /// The merged cover ratio of the edge `same`; 1 for [`ROOT`].
    pub(super) same_cover: f64,
    /// The edges to the left and to the right child.
    pub(super) edges: [Edge; 2],
}

/// The link from a split to a child.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    /// The share of the split's training clients that went this way, in `[0, 1]`.
    pub(super) share: f64,
    /// The product of `share` over all edges of the same feature from the root to here: the
    /// probability that a client whose value is unknown passes all its conditions on this path.
    pub(super) cover: f64,
    /// The value of the leaf that the edge leads to; 1 when it leads to a split.
    pub(super) value: f64,
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
    /// Lay out this split, reached through the slot `above`.
    Enter { split: u32, above: u32, distinct: usize },
    /// Walk below this slot of the split's feature, from now on its closest edge.
    Take { step: u32, right: bool, distinct: usize },
    /// The split's feature is back to the edge that it had above the split.
    Leave { feature: u32, same: u32 },
}

/// Lays out `tree`. Without recursion: a chain of a hundred thousand splits is no deeper than one.
///
/// `closest` holds one slot per feature of the forest, all [`ROOT`]; they are [`ROOT`] again when
/// the function returns.
pub(super) fn lay_out(tree: &Tree, closest: &mut [u32]) -> Layout {
    let mut layout = Layout { steps: Vec::with_capacity(tree.splits().len()), distinct: 0 };
    let mut covers = vec![1.0];
    let mut visits = Vec::new();
    if let Child::Split(split) = tree.root() {
        visits.push(Visit::Enter { split, above: ROOT, distinct: 0 });
    }
    while let Some(visit) = visits.pop() {
        match visit {
            Visit::Enter { split, above, distinct } => {
                let Some(step) = lay_out_step(tree, split, above, closest, &covers) else {
                    continue;
                };
                let distinct = distinct + usize::from(step.same == ROOT);
                layout.distinct = layout.distinct.max(distinct);
                covers.extend(step.edges.map(|edge| edge.cover));
                let index = layout.steps.len() as u32;
                // The stack hands out the last one first: left, right, leave.
                visits.push(Visit::Leave { feature: step.feature, same: step.same });
                visits.push(Visit::Take { step: index, right: true, distinct });
                visits.push(Visit::Take { step: index, right: false, distinct });
                layout.steps.push(step);
            }
            Visit::Take { step, right, distinct } => {
                let taken = layout.steps.get(step as usize);
                let Some(Step { split, feature, .. }) = taken else { continue };
                let slot = 2 * step + 1 + u32::from(right);
                if let Some(closest) = closest.get_mut(*feature as usize) {
                    *closest = slot;
                }
                if let Some(Child::Split(split)) = child(tree, *split, right) {
                    visits.push(Visit::Enter { split, above: slot, distinct });
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

fn lay_out_step(
    tree: &Tree,
    split: u32,
    above: u32,
    closest: &[u32],
    covers: &[f64],
) -> Option<Step> {
    let node = tree.splits().get(split as usize)?;
    let same = *closest.get(node.feature as usize)?;
    let same_cover = *covers.get(same as usize)?;
    let edge = |child| {
        let (count, value) = match child {
            Child::Split(split) => (tree.splits().get(split as usize)?.count, 1.0),
            Child::Leaf(leaf) => {
                let leaf = tree.leaves().get(leaf as usize)?;
                (leaf.count, leaf.value)
            }
        };
        let share = share(count, node.count);
        Some(Edge { share, cover: same_cover * share, value })
    };
    let edges = [edge(node.left)?, edge(node.right)?];
    Some(Step { split, feature: node.feature, above, same, same_cover, edges })
}

fn child(tree: &Tree, split: u32, right: bool) -> Option<Child> {
    let split = tree.splits().get(split as usize)?;
    Some(if right { split.right } else { split.left })
}

/// The share of `total` training clients that `count` of them are. Where training sent nobody,
/// no way has a share: LightGBM would divide zero by zero there.
fn share(count: f64, total: f64) -> f64 {
    if total > 0.0 { count / total } else { 0.0 }
}
