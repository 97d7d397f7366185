//! Some thousand clients at every leaf of the forest, leaf after leaf.
//!
//! Depends on the paths and the leaves. **Invariant:** what a client gets depends on nobody else in
//! the block.

use super::paths::Pattern;
use super::{ReferenceExplainer, ReferenceTree};
use crate::domain::Cancelled;
use crate::explain::shapley::block::side_by_side;
use crate::explain::shapley::lanes::{Lanes, MANY};
use crate::explain::shapley::population::ExplainBlocks;
use crate::model::{Forest, Tree};

/// Clients of a block: as many as share a leaf's few hundred sets well.
const BLOCK_ROWS: usize = 4096;
/// Sets of a path of at most so many features are found by their number.
const FEATURES_FOUND_AT_ONCE: usize = 12;
/// No place yet.
const NOWHERE: u32 = u32::MAX;

/// Memory for a block of clients, kept from block to block.
#[derive(Debug, Default)]
pub(in crate::explain::shapley) struct Memory {
    rows: Vec<Lanes<MANY>>,
    edges: Vec<[Pattern; MANY]>,
    /// Per path and client.
    patterns: Vec<Pattern>,
    /// Per feature and client.
    sums: Vec<f64>,
    /// Per client, where the shares of their set begin in `table`.
    places: Vec<u32>,
    /// The shares of every set that was met at one leaf, one number per feature of the path.
    table: Vec<f64>,
    found: Found,
}

/// Which sets have a place in the table.
#[derive(Debug, Default)]
struct Found {
    /// Of a set of few features, by the set itself.
    at_once: Vec<u32>,
    /// Of others, by a hash of the set: open addressing, at most half full.
    hashed: Vec<(Pattern, u32)>,
}

impl Found {
    /// Forgets all sets; `features` on the path, at most `most` sets to come.
    fn clear(&mut self, features: usize, most: usize) {
        self.at_once.clear();
        self.hashed.clear();
        if features <= FEATURES_FOUND_AT_ONCE {
            self.at_once.resize(1 << features, NOWHERE);
        } else {
            self.hashed.resize((2 * most).next_power_of_two(), (0, NOWHERE));
        }
    }

    /// Where the place of `set` is kept.
    fn place(&mut self, set: Pattern) -> &mut u32 {
        if self.hashed.is_empty() {
            return &mut self.at_once[set as usize];
        }
        // Fibonacci hashing: the high bits of a product with the golden ratio are well mixed.
        let mixed = set.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let last = self.hashed.len() - 1;
        let mut index = (mixed >> 32) as usize & last;
        while self.hashed[index].1 != NOWHERE && self.hashed[index].0 != set {
            index = (index + 1) & last;
        }
        let (key, place) = &mut self.hashed[index];
        *key = set;
        place
    }
}

impl ExplainBlocks for ReferenceExplainer {
    type Memory = Memory;

    fn forest(&self) -> &Forest {
        &self.forest
    }

    fn rows_a_block(&self) -> usize {
        BLOCK_ROWS
    }

    fn explain_block(
        &self,
        memory: &mut Memory,
        values: &[f64],
        contributions: &mut [f64],
        look: &dyn Fn() -> Result<(), Cancelled>,
    ) -> Result<(), Cancelled> {
        let width = self.forest.features().len();
        let count = values.len() / width.max(1);
        if count == 0 {
            return Ok(());
        }
        side_by_side(values, width, &mut memory.rows);
        memory.sums.clear();
        memory.sums.resize(values.len(), 0.0);
        for (own, tree) in self.trees.iter().zip(self.forest.trees()) {
            look()?;
            memory.add_tree(self, own, tree, width, count, look)?;
        }
        for (row, contributions) in contributions.chunks_mut(width).enumerate() {
            let own = memory.sums.iter().skip(row).step_by(count);
            for (to, sum) in contributions.iter_mut().zip(own) {
                *to = *sum;
            }
        }
        Ok(())
    }
}

impl Memory {
    fn add_tree(
        &mut self,
        explainer: &ReferenceExplainer,
        own: &ReferenceTree,
        tree: &Tree,
        width: usize,
        count: usize,
        look: &dyn Fn() -> Result<(), Cancelled>,
    ) -> Result<(), Cancelled> {
        let ReferenceTree { paths, leaves } = own;
        paths.fill_patterns(tree, &self.rows, width, count, &mut self.edges, &mut self.patterns);
        let ends = paths.ends.iter().zip(leaves);
        for ((end, leaf), patterns) in ends.zip(self.patterns.chunks_exact(count)) {
            look()?;
            self.found.clear(end.features.len(), count);
            self.table.clear();
            self.places.clear();
            for &set in patterns {
                let place = self.found.place(set);
                if *place == NOWHERE {
                    *place = self.table.len() as u32;
                    leaf.share_out(end, set, &explainer.shares, &mut self.table);
                }
                self.places.push(*place);
            }
            for (bit, feature) in end.features.iter().enumerate() {
                let sums = &mut self.sums[*feature as usize * count..][..count];
                let shares = self.table.get(bit..).unwrap_or(&[]);
                for (sum, place) in sums.iter_mut().zip(&self.places) {
                    *sum += shares[*place as usize];
                }
            }
        }
        Ok(())
    }
}
