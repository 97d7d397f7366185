//! Sends clients down a tree that is too large to sweep: several walk in step.
//!
//! A leaf's two ways lead back to itself, so several clients can walk without a branch that the
//! processor has to guess, and they stop when none of them moves any more.
//!
//! Depends on `ranking`. **Invariant**: every index here was made from a checked tree.

use crate::model::tree::{Child, Tree};

use super::{
    TILE, Tile,
    ranking::{Rankings, Side},
};

/// Clients that walk in step; enough to hide the time that memory takes to answer.
const LANES: usize = 8;

/// A tree as nodes, leaves after splits.
#[derive(Debug, Clone)]
pub(super) struct Walk {
    nodes: Box<[Node]>,
    root: u32,
    splits: usize,
    /// Leaf values.
    values: Box<[f64]>,
}

#[derive(Debug, Clone, Copy)]
struct Node {
    /// Left, right. Both lead back to the node itself in a leaf.
    ways: [u32; 2],
    ranking: u32,
    side: Side,
}

impl Walk {
    /// `None` when a split has no ranking, which none lacks.
    pub(super) fn of(tree: &Tree, rankings: &Rankings) -> Option<Self> {
        let splits = tree.splits().len();
        let place = |child: Child| match child {
            Child::Split(index) => index,
            Child::Leaf(index) => splits as u32 + index,
        };
        let mut nodes = Vec::with_capacity(splits + tree.leaves().len());
        for split in tree.splits() {
            let (ranking, side) = rankings.reading(tree, split)?;
            nodes.push(Node { ways: [place(split.left), place(split.right)], ranking, side });
        }
        let side = Side { shift: 0, highest: 0 };
        let leaves = (0..tree.leaves().len() as u32).map(|leaf| place(Child::Leaf(leaf)));
        nodes.extend(leaves.map(|own| Node { ways: [own; 2], ranking: 0, side }));
        Some(Self {
            nodes: nodes.into(),
            root: place(tree.root()),
            splits,
            values: tree.leaves().iter().map(|leaf| leaf.value).collect(),
        })
    }

    /// How many splits a sweep would ask about in the same time.
    pub(super) fn questions(&self) -> usize {
        /// A step waits for two answers of the memory, a question of a sweep for none.
        const QUESTIONS_A_STEP: usize = 16;
        self.values.len().ilog2() as usize * QUESTIONS_A_STEP
    }

    /// Adds to each client's score the value of the leaf that its ranks lead to.
    pub(super) fn add(&self, tile: &Tile<'_>, scores: &mut [f64; TILE]) {
        for (group, scores) in scores.chunks_mut(LANES).enumerate() {
            let mut at = [self.root as usize; LANES];
            loop {
                let mut moved = 0;
                for (lane, at) in at.iter_mut().enumerate() {
                    let Some(node) = self.nodes.get(*at) else { continue };
                    let rank = tile.rank(node.ranking, (group * LANES + lane) % TILE);
                    let next = node.ways[usize::from(!node.side.is_left(rank))] as usize;
                    moved |= next ^ *at;
                    *at = next;
                }
                if moved == 0 {
                    break;
                }
            }
            for (score, at) in scores.iter_mut().zip(at) {
                *score += self.values.get(at - self.splits).copied().unwrap_or(f64::NAN);
            }
        }
    }
}
