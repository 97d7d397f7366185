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

use super::lanes::{Lanes, Mask, YES, keep, lanes, mask};
use super::plan::{Question, ROOT, Step};
use super::quadrature::Node;
use super::step::{At, Way};
use crate::model::Tree;

/// The most memory that the numbers of one tree should take; more nodes go together in small trees.
const SLOT_BYTES: usize = 512 * 1024;
/// The most nodes that go together, so that a look at the cancel button is never far.
const NODES_TOGETHER: usize = 16;

/// Memory for one tree and a few nodes, kept from tree to tree.
#[derive(Debug, Default)]
pub(super) struct Scratch<const L: usize> {
    /// Per step and node.
    ways: Vec<Way>,
    /// Per edge: who satisfies all conditions of the edge's feature down to here.
    open: Vec<Mask<L>>,
    /// Per step and node: what arrives on the way down, the worth on the way up.
    slots: Vec<Lanes<L>>,
}

/// How many nodes of a rule of `nodes` go together through a tree of `steps`.
pub(super) fn nodes_together<const L: usize>(steps: usize, nodes: usize) -> usize {
    let bytes_a_node = steps.max(1) * size_of::<Lanes<L>>();
    let most = (SLOT_BYTES / bytes_a_node).clamp(1, NODES_TOGETHER);
    nodes.div_ceil(nodes.div_ceil(most).max(1))
}

impl<const L: usize> Scratch<L> {
    /// Makes ready for these steps at these nodes.
    pub(super) fn prepare(&mut self, steps: &[Step], nodes: &[Node]) {
        self.ways.clear();
        for step in steps {
            self.ways.extend(nodes.iter().map(|node| Way::new(step, node)));
        }
        self.open.resize(2 * steps.len() + 1, [YES; L]);
        if let Some(above_root) = self.open.first_mut() {
            *above_root = [YES; L];
        }
        self.slots.resize(steps.len() * nodes.len(), [0.0; L]);
    }

    /// Adds one tree's contributions at these nodes to `sums`, for as many clients as there are
    /// lanes: `rows` and `sums` hold one entry per feature of the model.
    #[inline(always)]
    pub(super) fn add(
        &mut self,
        steps: &[Step],
        tree: &Tree,
        nodes: &[Node],
        rows: &[Lanes<L>],
        sums: &mut [Lanes<L>],
    ) {
        let Self { ways, open, slots } = self;
        open_edges(steps, tree, rows, open);
        walk_down(steps, nodes, ways, open, slots);
        walk_up(steps, nodes.len(), ways, open, slots, sums);
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
        Question::Always => [YES; L],
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

/// What arrives at every step, from the root down.
#[inline(always)]
fn walk_down<const L: usize>(
    steps: &[Step],
    nodes: &[Node],
    ways: &[Way],
    open: &[Mask<L>],
    slots: &mut [Lanes<L>],
) {
    for (slot, node) in slots.iter_mut().zip(nodes) {
        *slot = [node.weight; L];
    }
    let count = nodes.len();
    for (index, step) in steps.iter().enumerate() {
        let (above, below) = slots.split_at_mut((index + 1) * count);
        let at = At {
            step,
            ways: &ways[index * count..][..count],
            open: [&open[2 * index + 1], &open[2 * index + 2]],
        };
        let arriving = &above[index * count..];
        if step.same == ROOT {
            at.send_down::<false>(index, arriving, below);
        } else {
            at.send_down::<true>(index, arriving, below);
        }
    }
}

/// What every step is worth, from the leaves up, and what each feature gains by it.
#[inline(always)]
fn walk_up<const L: usize>(
    steps: &[Step],
    count: usize,
    ways: &[Way],
    open: &[Mask<L>],
    slots: &mut [Lanes<L>],
    sums: &mut [Lanes<L>],
) {
    for (index, step) in steps.iter().enumerate().rev() {
        let (above, below) = slots.split_at_mut((index + 1) * count);
        let at = At {
            step,
            ways: &ways[index * count..][..count],
            open: [&open[2 * index + 1], &open[2 * index + 2]],
        };
        let own = &mut above[index * count..];
        let gain = if step.same == ROOT {
            at.bring_up::<false>(index, own, below)
        } else {
            at.bring_up::<true>(index, own, below)
        };
        let [left, right] = at.open;
        let sum = &mut sums[step.feature as usize];
        *sum = lanes(|lane| {
            let slope = (keep(left[lane], 1.0) - step.share) * step.cover;
            sum[lane] + keep(left[lane] | right[lane], slope) * gain[lane]
        });
    }
}
