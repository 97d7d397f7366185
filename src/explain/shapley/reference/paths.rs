//! The paths of one tree, and which of their features a row violates.
//!
//! Depends on the plan, the lanes and `model`. **Invariant:** the bits of a pattern are the
//! features of its path in the order in which the path first asks about them.

use super::super::kernel::goes_left;
use super::super::lanes::{Lanes, MANY};
use super::super::plan::{Below, Step};
use crate::model::Tree;

/// The most different features on one path: one bit each.
pub(super) const MOST_FEATURES: usize = 64;

/// The features of one path that a row violates, one bit each.
pub(super) type Pattern = u64;

/// One tree, its leaves from the left to the right.
#[derive(Debug)]
pub(super) struct Paths {
    steps: Vec<Step>,
    /// Per step: the bit of its feature.
    bits: Vec<Pattern>,
    pub(super) ends: Vec<End>,
}

/// One path, from its end.
#[derive(Debug)]
pub(super) struct End {
    /// The edge that leads to the leaf.
    edge: u32,
    /// The value of the leaf.
    pub(super) value: f64,
    /// The different features on the path, the first one in the lowest bit.
    pub(super) features: Vec<u32>,
}

impl Paths {
    pub(super) fn new(steps: Vec<Step>) -> Self {
        let mut bits = vec![0; steps.len()];
        // Per step: the different features of the path down to it, its own included.
        let mut features: Vec<Vec<u32>> = vec![Vec::new(); steps.len()];
        let mut ends = Vec::with_capacity(steps.len() + 1);
        for (index, step) in steps.iter().enumerate() {
            let mut own = match step.above.checked_sub(1) {
                Some(edge) => features[edge as usize / 2].clone(),
                None => Vec::new(),
            };
            let known = own.iter().position(|feature| *feature == step.feature);
            bits[index] = 1 << known.unwrap_or(own.len());
            if known.is_none() {
                own.push(step.feature);
            }
            for (side, below) in step.below.iter().enumerate() {
                let edge = (2 * index + 1 + side) as u32;
                if let Below::Leaf(value) = *below {
                    ends.push(End { edge, value, features: own.clone() });
                }
            }
            features[index] = own;
        }
        Self { steps, bits, ends }
    }

    /// The pattern of each of `count` rows on each path: those of the first path, then those of the
    /// second and so on. `rows` holds the clients side by side, `width` features each.
    pub(super) fn patterns(
        &self,
        tree: &Tree,
        rows: &[Lanes<MANY>],
        width: usize,
        count: usize,
    ) -> Vec<Pattern> {
        let mut patterns = Vec::new();
        let mut edges = Vec::new();
        self.fill_patterns(tree, rows, width, count, &mut edges, &mut patterns);
        patterns
    }

    /// The same, in memory that is kept.
    pub(super) fn fill_patterns(
        &self,
        tree: &Tree,
        rows: &[Lanes<MANY>],
        width: usize,
        count: usize,
        edges: &mut Vec<[Pattern; MANY]>,
        patterns: &mut Vec<Pattern>,
    ) {
        patterns.clear();
        patterns.resize(self.ends.len() * count, 0);
        edges.clear();
        edges.resize(2 * self.steps.len() + 1, [0; MANY]);
        for (group, rows) in rows.chunks_exact(width.max(1)).enumerate() {
            self.walk(tree, rows, edges);
            let first = group * MANY;
            let here = MANY.min(count - first);
            for (end, patterns) in self.ends.iter().zip(patterns.chunks_exact_mut(count)) {
                let edge = &edges[end.edge as usize];
                patterns[first..first + here].copy_from_slice(&edge[..here]);
            }
        }
    }

    /// What each of the rows side by side violates down to every edge.
    fn walk(&self, tree: &Tree, rows: &[Lanes<MANY>], edges: &mut [[Pattern; MANY]]) {
        for (index, (step, bit)) in self.steps.iter().zip(&self.bits).enumerate() {
            let left = goes_left(&step.question, tree, &rows[step.feature as usize]);
            let above = edges[step.above as usize];
            for lane in 0..MANY {
                edges[2 * index + 1][lane] = above[lane] | (bit & !left[lane]);
                edges[2 * index + 2][lane] = above[lane] | (bit & left[lane]);
            }
        }
    }
}
