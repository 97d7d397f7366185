//! The contributions of one tree for clients side by side: one walk down, one walk up.
//!
//! Depends on the plan, the quadrature, the lanes and `model`. **Invariant:** nothing here
//! allocates after [`Scratch::prepare`], and a client's sums are added in one order, whoever stands
//! beside them. Steps and edges are indexed without a way out because the plan vouches for them,
//! and rows because their width was checked.
//!
//! # The method
//! Let `F(x)` be the tree's expected value when each feature `j` is known with probability `x_j`
//! and drawn from the training clients otherwise. The Shapley value of feature `i` is the integral
//! over `t` in `[0, 1]` of the derivative of `F` by `x_i` where all features are known with
//! probability `t` (the multilinear extension of Owen, 1972). The derivative is a polynomial in
//! `t`, so a few quadrature nodes give the integral exactly; and all derivatives at one node are
//! had for the price of two walks through the tree, by the chain rule applied backwards.
//!
//! A split sends the share `w` of what arrives to the left and `1 - w` to the right. Let `o` be 1
//! when the client satisfies all conditions that the same feature has set higher up, `r` the
//! product of their shares of training clients, `s` the split's own share that went left, and `l`
//! be 1 when the client goes left. Knowing the feature with probability `t`, given that the
//! conditions higher up are met:
//!
//! ```text
//! w = (t l + (1 - t) r s) / (t + (1 - t) r)          when o = 1
//! w = s                                               when o = 0: the feature cannot be known
//! derivative of w = r (l - s) / (t + (1 - t) r)^2     when o = 1, else 0
//! ```
//!
//! - On the way down, `arriving` at a split is the product of all `w` or `1 - w` above.
//! - On the way up, the `worth` of a split is `right + w (left - right)`, the worth of a leaf its
//!   value.
//! - The feature of the split gains `arriving (left - right)` times the derivative of `w`.
//!
//! A feature that has not been read higher up has `o = r = 1`, and both fractions lose their
//! denominators. No product is ever divided by a factor that a client brought in, so a cover of
//! zero needs no special case.

#![expect(clippy::inline_always, reason = "the kernel must be made of its caller's instructions")]

use super::lanes::{Lanes, Mask, keep, lanes, mask};
use super::plan::{Plan, Question, ROOT, Step};
use super::quadrature::Node;
use super::step::{At, Way};
use crate::model::Tree;

/// The most memory that the numbers of one tree should take; more nodes go together in small trees.
const BYTES_TOGETHER: usize = 512 * 1024;
/// The most nodes that go together, so that a look at the cancel button is never far.
const NODES_TOGETHER: usize = 16;

/// Memory for one tree and a few nodes, kept from tree to tree.
#[derive(Debug, Default)]
pub(super) struct Scratch<const L: usize> {
    /// Per step and node.
    ways: Vec<Way>,
    /// Per edge: who satisfies all conditions of the edge's feature down to here.
    open: Vec<Mask<L>>,
    /// Per place on a path and node: what arrives on the way down, the worth on the way up.
    slots: Vec<Lanes<L>>,
}

/// How many nodes of a plan's rule go together.
pub(super) fn nodes_together<const L: usize>(plan: &Plan) -> usize {
    let bytes_a_node =
        slots(plan.depth) * size_of::<Lanes<L>>() + plan.steps.len() * size_of::<Way>();
    let most = (BYTES_TOGETHER / bytes_a_node).clamp(1, NODES_TOGETHER);
    let nodes = plan.rule.len();
    nodes.div_ceil(nodes.div_ceil(most).max(1))
}

/// Slots of a tree of this depth: one for the root, two below each step of a path.
fn slots(depth: usize) -> usize {
    1 + 2 * depth
}

impl<const L: usize> Scratch<L> {
    /// Makes ready for a tree at these nodes.
    pub(super) fn prepare(&mut self, plan: &Plan, nodes: &[Node]) {
        self.ways.clear();
        for step in &plan.steps {
            self.ways.extend(nodes.iter().map(|node| Way::new(step, node)));
        }
        self.open.resize(2 * plan.steps.len() + 1, Mask::ALL);
        if let Some(above_root) = self.open.first_mut() {
            *above_root = Mask::ALL;
        }
        self.slots.resize(slots(plan.depth) * nodes.len(), Lanes::all(0.0));
    }

    /// Adds one tree's contributions at these nodes to `sums`, for as many clients as there are
    /// lanes: `rows` and `sums` hold one entry per feature of the model.
    #[inline(always)]
    pub(super) fn add(
        &mut self,
        plan: &Plan,
        tree: &Tree,
        nodes: &[Node],
        rows: &[Lanes<L>],
        sums: &mut [Lanes<L>],
    ) {
        open_edges(&plan.steps, tree, rows, &mut self.open);
        for (slot, node) in self.slots.iter_mut().zip(nodes) {
            *slot = Lanes::all(node.weight);
        }
        let mut finished = plan.finished.iter();
        for (index, step) in plan.steps.iter().enumerate() {
            self.go_down(index, step, nodes.len());
            for &index in finished.by_ref().take(step.finishes as usize) {
                let index = index as usize;
                self.come_up(index, &plan.steps[index], nodes.len(), sums);
            }
        }
    }

    /// Sends what arrives at a step to the slots below.
    #[inline(always)]
    fn go_down(&mut self, index: usize, step: &Step, nodes: usize) {
        let (at, own, below) = self.at(index, step, nodes);
        if step.same == ROOT {
            at.send_down::<false>(own, below);
        } else {
            at.send_down::<true>(own, below);
        }
    }

    /// Brings the worth of a step up from the slots below, and what its feature gains by it.
    #[inline(always)]
    fn come_up(&mut self, index: usize, step: &Step, nodes: usize, sums: &mut [Lanes<L>]) {
        let (at, own, below) = self.at(index, step, nodes);
        let gain = if step.same == ROOT {
            at.bring_up::<false>(own, below)
        } else {
            at.bring_up::<true>(own, below)
        };
        let [left, right] = at.open;
        let sum = &mut sums[step.feature as usize];
        *sum = lanes(|lane| {
            let slope = (keep(left[lane], 1.0) - step.share) * step.cover;
            sum[lane] + keep(left[lane] | right[lane], slope) * gain[lane]
        });
    }

    /// What is known about a step, its own slot, and the slots of its left and its right way.
    #[inline(always)]
    fn at<'a>(
        &'a mut self,
        index: usize,
        step: &'a Step,
        nodes: usize,
    ) -> (At<'a, L>, &'a mut [Lanes<L>], &'a mut [Lanes<L>]) {
        let at = At {
            step,
            ways: &self.ways[index * nodes..][..nodes],
            open: [&self.open[2 * index + 1], &self.open[2 * index + 2]],
        };
        // On each level a path needs the slots of both its ways: the left one comes first.
        let first_below = 1 + 2 * step.depth as usize;
        let own = if step.above == ROOT { 0 } else { first_below - 1 - step.above as usize % 2 };
        let (above, below) = self.slots.split_at_mut(first_below * nodes);
        (at, &mut above[own * nodes..][..nodes], &mut below[..2 * nodes])
    }
}

/// Who of these clients, by their values of the feature, goes left.
#[inline(always)]
pub(super) fn goes_left<const L: usize>(
    question: &Question,
    tree: &Tree,
    values: &Lanes<L>,
) -> Mask<L> {
    match *question {
        Question::AtMost { threshold, missing_left: false } => {
            mask(|lane| values[lane] <= threshold)
        }
        Question::AtMost { threshold, missing_left: true } => {
            mask(|lane| values[lane] <= threshold || values[lane].is_nan())
        }
        Question::Always => Mask::ALL,
        Question::AsTree(split) => {
            let split = &tree.splits()[split as usize];
            mask(|lane| tree.goes_left(split, values[lane]))
        }
    }
}

/// Which edges are open for whom.
#[inline(always)]
fn open_edges<const L: usize>(
    steps: &[Step],
    tree: &Tree,
    rows: &[Lanes<L>],
    open: &mut [Mask<L>],
) {
    for (index, step) in steps.iter().enumerate() {
        let left = goes_left(&step.question, tree, &rows[step.feature as usize]);
        let (above, edges) = open.split_at_mut(2 * index + 1);
        let [to_left, to_right, ..] = edges else { return };
        let same = &above[step.same as usize];
        for lane in 0..L {
            to_left[lane] = same[lane] & left[lane];
            to_right[lane] = same[lane] & !left[lane];
        }
    }
}
