//! The contributions of one tree for one client: one walk down, one walk up.
//!
//! Depends on the plan, the quadrature and `model`. **Invariant:** nothing here allocates; the
//! caller brings the scratch memory, as large as the largest plan. Slots are indexed without a way
//! out because the plan vouches for them, and rows because their width was checked.
//!
//! # The method
//! For a leaf of value `v` whose path reads the distinct features `j`, let `o_j` be 1 when the
//! client satisfies all conditions of `j` on that path and 0 otherwise, and `r_j` the product of
//! the cover ratios of those conditions. The Shapley value of feature `i` for that leaf is
//!
//! ```text
//! v (o_i - r_i) * integral over t in [0, 1] of product over j != i of (t o_j + (1 - t) r_j)
//! ```
//!
//! since a coalition that every other feature joins with probability `t` is a random coalition of
//! uniformly distributed size once `t` is uniform (the multilinear extension of Owen, 1972). At one
//! quadrature node `t` all leaves of a tree share their products, so they are computed on the way
//! down, one factor an edge, and summed on the way up:
//!
//! - with `f = t o + (1 - t) r` for the merged conditions of an edge's feature, the product of a
//!   path changes by `f / f'` on an edge, where `f'` belongs to the closest edge above of the same
//!   feature;
//! - with `S` the sum of `v` times product over the leaves below an edge, the edge adds
//!   `S (h - h')` to its feature, `h = (o - r) / f`: the leaves below stop to count with `h'` and
//!   count with `h`.
//!
//! An edge is *open* when `o = 1` for its feature there. Below a closed edge of a feature both
//! `f / f'` and `h - h'` lose `t`: the ratio is the share of training clients and the difference 0.
//! Hence no division by a cover ratio ever happens, and covers of zero need no special case.

use super::plan::Plan;
use super::quadrature::{Chunk, LANES, Lanes};
use crate::model::Tree;

/// What is known about one edge while a tree is walked.
#[derive(Debug, Clone, Copy)]
struct Slot {
    /// The product on the way down, the sum of the leaves below on the way up.
    sum: Lanes,
    /// `1 / f` of an open edge.
    inverse: Lanes,
    /// Whether the client satisfies all conditions of the edge's feature down to here.
    open: bool,
}

impl Slot {
    /// Above the root everything is open and nothing has been asked.
    const ABOVE_ROOT: Self = Self { sum: [0.0; LANES], inverse: [1.0; LANES], open: true };
}

/// Memory for one tree, kept from tree to tree.
#[derive(Debug)]
pub(super) struct Scratch {
    slots: Vec<Slot>,
}

impl Scratch {
    /// Memory for trees of up to `steps` splits.
    pub(super) fn for_steps(steps: usize) -> Self {
        Self { slots: vec![Slot::ABOVE_ROOT; 2 * steps + 1] }
    }
}

/// Adds one tree's contributions for `row` to `contributions`, one per feature of the model and
/// lane; the sum over the lanes is what counts.
pub(super) fn add_tree(
    plan: &Plan,
    tree: &Tree,
    row: &[f64],
    scratch: &mut Scratch,
    contributions: &mut [Lanes],
) {
    let slots = scratch.slots.as_mut_slice();
    open_edges(plan, tree, row, slots);
    for chunk in plan.rule.iter() {
        walk_down(plan, chunk, slots);
        walk_up(plan, chunk, slots, contributions);
    }
}

/// Which edges are open for `row`.
#[expect(clippy::needless_bitwise_bool, reason = "`&&` would be a branch that nobody can guess")]
fn open_edges(plan: &Plan, tree: &Tree, row: &[f64], slots: &mut [Slot]) {
    for (index, step) in plan.steps.iter().enumerate() {
        let left = tree.goes_left(&tree.splits()[step.split as usize], row[step.feature as usize]);
        let open = slots[step.same as usize].open;
        slots[2 * index + 1].open = open & left;
        slots[2 * index + 2].open = open & !left;
    }
}

/// The product of every path, from the root down to every edge.
fn walk_down(plan: &Plan, chunk: &Chunk, slots: &mut [Slot]) {
    slots[0].sum = chunk.weight;
    for (index, step) in plan.steps.iter().enumerate() {
        let (above, edges) = slots.split_at_mut(2 * index + 1);
        let [left, right, ..] = edges else { return };
        let product = above[step.above as usize].sum;
        let Slot { inverse, open, .. } = above[step.same as usize];
        let [left_edge, right_edge] = &step.edges;
        if open {
            let (taken, other, edge, other_edge) = if left.open {
                (left, right, left_edge, right_edge)
            } else {
                (right, left, right_edge, left_edge)
            };
            let closed = other_edge.cover * other_edge.value;
            let without = lanes(|i| product[i] * inverse[i]);
            let factor = lanes(|i| chunk.node[i] + chunk.rest[i] * edge.cover);
            taken.sum = lanes(|i| without[i] * factor[i] * edge.value);
            taken.inverse = lanes(|i| 1.0 / factor[i]);
            other.sum = lanes(|i| without[i] * chunk.rest[i] * closed);
        } else {
            let (l, r) = (left_edge.share * left_edge.value, right_edge.share * right_edge.value);
            left.sum = lanes(|i| product[i] * l);
            right.sum = lanes(|i| product[i] * r);
        }
    }
}

/// The sums of all leaves below every edge, from the leaves up, and what they give each feature.
fn walk_up(plan: &Plan, chunk: &Chunk, slots: &mut [Slot], contributions: &mut [Lanes]) {
    for (index, step) in plan.steps.iter().enumerate().rev() {
        let (above, edges) = slots.split_at_mut(2 * index + 1);
        let [left, right, ..] = edges else { return };
        let below = lanes(|i| left.sum[i] + right.sum[i]);
        above[step.above as usize].sum = below;
        let same = &above[step.same as usize];
        if same.open {
            let [left_edge, right_edge] = &step.edges;
            let (taken, other, edge) =
                if left.open { (left, right, left_edge) } else { (right, left, right_edge) };
            let (gain, lost) = (1.0 - edge.cover, 1.0 - step.same_cover);
            let sum = &mut contributions[step.feature as usize];
            *sum = lanes(|i| {
                sum[i]
                    + taken.sum[i] * taken.inverse[i] * gain
                    + other.sum[i] * chunk.minus_inverse_rest[i]
                    - below[i] * same.inverse[i] * lost
            });
        }
    }
}

/// One number per node, each made from its index.
#[inline]
fn lanes(number: impl FnMut(usize) -> f64) -> Lanes {
    std::array::from_fn(number)
}
