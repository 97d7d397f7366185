//! Scores many clients fast.
//!
//! A block of clients goes through in two steps. First each column is ranked: values become bytes
//! that tell on which side of every threshold they lie ([`ranking`]). Then tree after tree goes
//! over the clients, a tile of them at a time, whose ranks stay in the nearest cache; small trees
//! ask all clients all questions side by side ([`sweep`]), large ones are walked ([`walk`]). Leaf
//! values are added tree after tree as LightGBM does, so that the sums are the same to the bit.
//!
//! Depends on `tree` and `rayon`. **Invariant**: the score of a row is that of [`Tree::leaf`] in
//! every tree, added in the forest's order, to the bit, whichever rows it is scored with.

mod ranking;
mod sweep;
#[cfg(test)]
mod tests;
mod walk;

use std::ops::Range;

use rayon::prelude::*;

use self::{
    ranking::{Ranking, Rankings},
    sweep::Sweep,
    walk::Walk,
};
use super::forest::Usage;
use super::tree::{Tree, ZERO_THRESHOLD};

/// A forest laid out for [`Forest::raw_scores`](super::Forest::raw_scores).
#[derive(Debug, Clone)]
pub(crate) struct CompiledForest {
    rankings: Vec<Ranking>,
    trees: Vec<Way>,
    usage: Vec<Usage>,
    width: usize,
}

/// How clients get through a tree.
#[derive(Debug, Clone)]
enum Way {
    Sweep(Sweep),
    Walk(Walk),
}

/// Clients that go through all trees together.
const TILE: usize = 64;

/// The ranks of [`TILE`] clients: all of one ranking side by side.
struct Tile<'a> {
    ranks: &'a [[u8; TILE]],
}

impl Tile<'_> {
    #[inline]
    fn ranks(&self, ranking: u32) -> &[u8; TILE] {
        self.ranks.get(ranking as usize).unwrap_or(&[0; TILE])
    }

    #[inline]
    fn rank(&self, ranking: u32, client: usize) -> u8 {
        self.ranks(ranking)[client]
    }
}

impl CompiledForest {
    pub(crate) fn new(trees: &[Tree], width: usize) -> Self {
        let mut rankings = Rankings::of(trees);
        let ways = trees.iter().map(|tree| Way::of(tree, &rankings)).collect();
        Self {
            rankings: std::mem::take(&mut rankings.all),
            trees: ways,
            usage: Usage::of(trees, width),
            width,
        }
    }

    pub(crate) fn usage(&self, feature: usize) -> Usage {
        self.usage.get(feature).copied().unwrap_or_default()
    }

    /// How many rows to ask [`CompiledForest::score_block`] for at a time.
    ///
    /// Columns are read best in long runs; but a block should be done in a tenth of a second, so
    /// that a cancel is felt, and its ranks should not take more than a few megabytes.
    pub(crate) fn block_rows(&self) -> usize {
        const RANK_BYTES: usize = 4 << 20;
        /// About 50 ms on one processor.
        const QUESTIONS: usize = 1 << 28;
        let by_memory = RANK_BYTES / self.rankings.len().max(1);
        let by_time = QUESTIONS / self.trees.iter().map(Way::questions).sum::<usize>().max(1);
        let rows = by_memory.min(by_time).clamp(Self::LEAST_ROWS, Self::MOST_ROWS);
        1 << rows.ilog2()
    }

    /// Fewest rows that [`CompiledForest::block_rows`] asks for.
    const LEAST_ROWS: usize = 512;

    /// Most rows that [`CompiledForest::block_rows`] asks for.
    const MOST_ROWS: usize = 16_384;

    /// Scores `out.len()` rows on the calling thread. `fill(feature, values)` writes the values of
    /// one feature for all of them, NaN for missing; only features that a split reads are asked for.
    pub(crate) fn score_block(&self, out: &mut [f64], mut fill: impl FnMut(usize, &mut [f64])) {
        let mut values = vec![f64::NAN; out.len()];
        let mut ranks = vec![[0_u8; TILE]; out.len().div_ceil(TILE) * self.rankings.len()];
        let mut filled = None;
        for (place, ranking) in self.rankings.iter().enumerate() {
            let feature = ranking.feature as usize;
            if filled != Some(feature) {
                fill(feature, &mut values);
                filled = Some(feature);
            }
            let tiles = ranks.iter_mut().skip(place).step_by(self.rankings.len());
            for (values, ranks) in values.chunks(TILE).zip(tiles) {
                ranking.rank(values, ranks);
            }
        }
        let mut tiles = ranks.chunks(self.rankings.len().max(1));
        for out in out.chunks_mut(TILE) {
            let mut scores = [0.0; TILE];
            let tile = Tile { ranks: tiles.next().unwrap_or_default() };
            for tree in &self.trees {
                match tree {
                    Way::Sweep(sweep) => sweep.add(&tile, &mut scores),
                    Way::Walk(walk) => walk.add(&tile, &mut scores),
                }
            }
            for (out, score) in out.iter_mut().zip(scores) {
                *out = score;
            }
        }
    }

    /// `rows` holds `out.len()` rows of `width` values; the caller has checked it.
    pub(crate) fn raw_scores(&self, rows: &[f64], out: &mut [f64]) {
        if self.width == 0 {
            return self.score_rows(rows, out);
        }
        out.par_chunks_mut(Self::ROW_BLOCK)
            .zip(rows.par_chunks(Self::ROW_BLOCK * self.width))
            .for_each(|(out, rows)| self.score_rows(rows, out));
    }

    /// Rows whose values stay in the processor's cache while they are turned into columns.
    pub(crate) const ROW_BLOCK: usize = 256;

    pub(crate) fn raw_scores_by_block<F>(&self, out: &mut [f64], fill: F)
    where
        F: Fn(Range<usize>, &mut [f64]) + Sync,
    {
        out.par_chunks_mut(Self::ROW_BLOCK).enumerate().for_each_init(
            || vec![f64::NAN; Self::ROW_BLOCK * self.width],
            |buffer, (index, out)| {
                let first = index * Self::ROW_BLOCK;
                let rows = buffer.get_mut(..out.len() * self.width).unwrap_or_default();
                fill(first..first + out.len(), rows);
                self.score_rows(rows, out);
            },
        );
    }

    fn score_rows(&self, rows: &[f64], out: &mut [f64]) {
        self.score_block(out, |feature, values| {
            let column = rows.iter().skip(feature).step_by(self.width);
            for (value, number) in values.iter_mut().zip(column) {
                *value = *number;
            }
        });
    }
}

impl Way {
    fn of(tree: &Tree, rankings: &Rankings) -> Self {
        let sweep = || Sweep::of(tree, rankings).map(Self::Sweep);
        let walk = || Walk::of(tree, rankings).map(Self::Walk);
        // Every split has a ranking, so that there is always a way; were there none, no score
        // would be better than a wrong one.
        sweep().or_else(walk).unwrap_or_else(|| Self::Sweep(Sweep::nowhere()))
    }

    /// How many splits a client is asked about, or what takes as long.
    fn questions(&self) -> usize {
        match self {
            Self::Sweep(sweep) => sweep.questions(),
            Self::Walk(walk) => walk.questions(),
        }
    }
}

/// 255 or 0: what a comparison of many bytes at once gives.
#[inline]
fn all_bits_if(holds: bool) -> u8 {
    u8::from(holds).wrapping_neg()
}

/// A threshold that treats all numbers that count as zero as `threshold` treats 0 itself.
pub(crate) fn step_over_zero(threshold: f64) -> f64 {
    if (0.0..ZERO_THRESHOLD).contains(&threshold) {
        ZERO_THRESHOLD
    } else if (-ZERO_THRESHOLD..0.0).contains(&threshold) {
        (-ZERO_THRESHOLD).next_down()
    } else {
        threshold
    }
}

/// Whether the code `value`, its fraction cut off, is in a bit set. Missing and negative never are.
pub(crate) fn is_in_set(words: &[u32], value: f64) -> bool {
    // A double too large for a C++ `int` has no defined conversion; x86 makes it `INT_MIN`, hence
    // "not in the set", and so do we everywhere.
    if value.is_nan() || value <= -1.0 || value >= f64::from(i32::MAX) + 1.0 {
        return false;
    }
    let code = value as u32;
    words.get((code / 32) as usize).is_some_and(|word| word >> (code % 32) & 1 == 1)
}
