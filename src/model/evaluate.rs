//! Scores many rows fast.
//!
//! Every tree is laid out as one run of small nodes, leaves included. A leaf's two ways lead back
//! to itself, so several rows can walk down a tree in step without a branch that the processor
//! has to guess, and they stop when none of them moves any more. Leaf values are added tree after
//! tree as LightGBM does, so the sums are the same to the bit.
//! Depends on `tree` and `rayon`. **Invariant**: every index here was made from a checked tree.

use std::ops::Range;

use rayon::prelude::*;

use super::forest::Usage;
use super::tree::{Child, MissingAs, Question, Split, Tree, ZERO_THRESHOLD};

/// A forest laid out for [`Forest::raw_scores`](super::Forest::raw_scores).
#[derive(Debug, Clone)]
pub(crate) struct CompiledForest {
    nodes: Vec<Node>,
    /// Where each tree begins in `nodes`, and whether it asks only plain questions.
    trees: Vec<(u32, bool)>,
    sets: Vec<Vec<u32>>,
    usage: Vec<Usage>,
    width: usize,
}

#[derive(Debug, Clone, Copy)]
struct Node {
    /// A threshold, the index of a category set, or the value of a leaf.
    number: f64,
    /// Left, right. Both lead back to the node itself in a leaf.
    ways: [u32; 2],
    feature: u32,
    kind: Kind,
    /// Whether NaN goes left.
    nan_left: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// `value <= number`; leaves too.
    Plain,
    /// The same, but zero goes where NaN goes.
    ZeroIsMissing,
    /// In the category set.
    OneOf,
}

/// Rows that walk down a tree in step; enough to hide the time that memory takes to answer.
const LANES: usize = 8;

impl CompiledForest {
    /// Rows whose values stay in the processor's cache while all trees go over them.
    pub(crate) const BLOCK_ROWS: usize = 64;

    pub(crate) fn new(trees: &[Tree], width: usize) -> Self {
        let mut forest = Self {
            nodes: Vec::new(),
            trees: Vec::with_capacity(trees.len()),
            sets: Vec::new(),
            usage: Usage::of(trees, width),
            width,
        };
        for tree in trees {
            forest.push(tree);
        }
        forest
    }

    pub(crate) fn usage(&self, feature: usize) -> Usage {
        self.usage.get(feature).copied().unwrap_or_default()
    }

    fn push(&mut self, tree: &Tree) {
        let base = self.nodes.len() as u32;
        let splits = tree.splits().len() as u32;
        let place = |child: Child| match child {
            Child::Split(index) => base + index,
            Child::Leaf(index) => base + splits + index,
        };
        for split in tree.splits() {
            let ways = [place(split.left), place(split.right)];
            let node = self.split_node(tree, split, ways);
            self.nodes.push(node);
        }
        for (index, leaf) in tree.leaves().iter().enumerate() {
            let own = place(Child::Leaf(index as u32));
            self.nodes.push(Node {
                number: leaf.value,
                ways: [own; 2],
                feature: 0,
                kind: Kind::Plain,
                nan_left: false,
            });
        }
        let run = self.nodes.get(base as usize..).unwrap_or(&[]);
        self.trees.push((base, run.iter().all(|node| node.kind == Kind::Plain)));
    }

    fn split_node(&mut self, tree: &Tree, split: &Split, ways: [u32; 2]) -> Node {
        let (number, kind) = match &split.question {
            Question::AtMost { threshold, missing: MissingAs::ZeroIsMissing, .. } => {
                (*threshold, Kind::ZeroIsMissing)
            }
            Question::AtMost { threshold, .. } => (step_over_zero(*threshold), Kind::Plain),
            Question::OneOf { words, .. } => {
                let words = words.start as usize..words.end as usize;
                self.sets.push(tree.parts().words.get(words).unwrap_or(&[]).to_vec());
                ((self.sets.len() - 1) as f64, Kind::OneOf)
            }
        };
        let nan_left = tree.goes_left(split, f64::NAN);
        Node { number, ways, feature: split.feature, kind, nan_left }
    }

    /// `rows` holds `out.len()` rows of `width` values; the caller has checked it.
    pub(crate) fn raw_scores(&self, rows: &[f64], out: &mut [f64]) {
        if self.width == 0 {
            return;
        }
        let block = Self::BLOCK_ROWS;
        out.par_chunks_mut(block)
            .zip(rows.par_chunks(block * self.width))
            .for_each(|(out, rows)| self.score_block(rows, out));
    }

    /// `row` holds `width` values; the caller has checked it.
    pub(crate) fn raw_score(&self, row: &[f64]) -> f64 {
        let mut score = [0.0];
        self.score_block(row, &mut score);
        score[0]
    }

    pub(crate) fn raw_scores_by_block<F>(&self, out: &mut [f64], fill: F)
    where
        F: Fn(Range<usize>, &mut [f64]) + Sync,
    {
        let block = Self::BLOCK_ROWS;
        out.par_chunks_mut(block).enumerate().for_each_init(
            || vec![f64::NAN; block * self.width],
            |buffer, (index, out)| {
                let first = index * block;
                let rows = &mut buffer[..out.len() * self.width];
                fill(first..first + out.len(), rows);
                self.score_block(rows, out);
            },
        );
    }

    fn score_block(&self, rows: &[f64], out: &mut [f64]) {
        out.fill(0.0);
        let whole_lanes = out.len() / LANES * LANES;
        let (together, apart) = out.split_at_mut(whole_lanes);
        let (rows_together, rows_apart) = rows.split_at(whole_lanes * self.width);
        for &(root, is_plain) in &self.trees {
            if is_plain {
                self.add_tree::<LANES, true>(root, rows_together, together);
                self.add_tree::<1, true>(root, rows_apart, apart);
            } else {
                self.add_tree::<LANES, false>(root, rows_together, together);
                self.add_tree::<1, false>(root, rows_apart, apart);
            }
        }
    }

    fn add_tree<const N: usize, const PLAIN: bool>(
        &self,
        root: u32,
        rows: &[f64],
        scores: &mut [f64],
    ) {
        for (scores, rows) in scores.chunks_exact_mut(N).zip(rows.chunks_exact(N * self.width)) {
            let mut at = [root; N];
            loop {
                let mut moved = 0;
                for (lane, at) in at.iter_mut().enumerate() {
                    let node = &self.nodes[*at as usize];
                    let value = rows[lane * self.width + node.feature as usize];
                    let next = node.ways[usize::from(!self.goes_left::<PLAIN>(node, value))];
                    moved |= next ^ *at;
                    *at = next;
                }
                if moved == 0 {
                    break;
                }
            }
            for (score, at) in scores.iter_mut().zip(at) {
                *score += self.nodes[at as usize].number;
            }
        }
    }

    #[inline]
    fn goes_left<const PLAIN: bool>(&self, node: &Node, value: f64) -> bool {
        if PLAIN || node.kind == Kind::Plain {
            return (value <= node.number) | (value.is_nan() & node.nan_left);
        }
        if node.kind == Kind::ZeroIsMissing {
            let is_missing = value.is_nan() || value.abs() <= ZERO_THRESHOLD;
            return if is_missing { node.nan_left } else { value <= node.number };
        }
        is_in_set(&self.sets[node.number as usize], value)
    }
}

/// A threshold that treats all numbers that count as zero as `threshold` treats 0 itself.
fn step_over_zero(threshold: f64) -> f64 {
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::tree::{Leaf, TreeParts};

    const WIDTH: usize = 5;

    /// Values on and around everything that LightGBM treats in a way of its own.
    fn value() -> impl Strategy<Value = f64> {
        let special = vec![
            f64::NAN,
            0.0,
            -0.0,
            1e-36,
            -1e-36,
            ZERO_THRESHOLD,
            -ZERO_THRESHOLD,
            ZERO_THRESHOLD.next_up(),
            (-ZERO_THRESHOLD).next_down(),
            f64::INFINITY,
            f64::NEG_INFINITY,
            -0.5,
            -1.0,
            31.0,
            32.0,
            64.5,
            2_147_483_647.0,
            2_147_483_648.0,
            1e300,
        ];
        prop_oneof![proptest::sample::select(special), (-4..4_i8).prop_map(f64::from), -2.0..40.0]
    }

    fn question(word: u32) -> impl Strategy<Value = Question> {
        let missing = prop_oneof![
            Just(MissingAs::Zero),
            Just(MissingAs::ZeroIsMissing),
            Just(MissingAs::Missing)
        ];
        let threshold = value().prop_map(|value| if value.is_nan() { 0.5 } else { value });
        (threshold, missing, any::<bool>(), any::<bool>()).prop_map(
            move |(threshold, missing, default_left, is_category)| {
                if is_category {
                    Question::OneOf { words: word..word + 1, missing, default_left }
                } else {
                    Question::AtMost { threshold, missing, default_left }
                }
            },
        )
    }

    /// Grows a tree as LightGBM does: each new split takes the place of a leaf.
    fn tree() -> impl Strategy<Value = Tree> {
        let step = |index: u32| (0..=index, 0..WIDTH as u32, question(index), any::<u32>());
        let steps =
            (0..12_u32).prop_flat_map(move |splits| (0..splits).map(step).collect::<Vec<_>>());
        let values = proptest::collection::vec(-2.0..2.0, 12);
        (steps, values).prop_map(|(steps, values)| {
            let mut parts = TreeParts::default();
            for (index, (leaf, feature, question, word)) in steps.into_iter().enumerate() {
                let place = Child::Leaf(leaf);
                for split in &mut parts.splits {
                    for child in [&mut split.left, &mut split.right] {
                        if *child == place {
                            *child = Child::Split(index as u32);
                        }
                    }
                }
                let right = Child::Leaf(index as u32 + 1);
                parts.splits.push(Split { feature, left: place, right, count: 1.0, question });
                parts.words.push(word);
            }
            let leaves = parts.splits.len() + 1;
            parts.leaves =
                values.into_iter().take(leaves).map(|value| Leaf { value, count: 1.0 }).collect();
            parts.build().expect("grown as a tree")
        })
    }

    proptest! {
        #[test]
        fn many_rows_score_as_one_row_does(
            trees in proptest::collection::vec(tree(), 1..8),
            values in proptest::collection::vec(value(), WIDTH..200 * WIDTH),
        ) {
            let rows = &values[..values.len() / WIDTH * WIDTH];
            let forest = CompiledForest::new(&trees, WIDTH);
            let one_by_one: Vec<u64> = rows.chunks(WIDTH).map(|row| {
                let sum: f64 = trees.iter().fold(0.0, |sum, tree| sum + tree.leaf(row).value);
                sum.to_bits()
            }).collect();
            let bits = |scores: &[f64]| scores.iter().map(|score| score.to_bits()).collect::<Vec<_>>();
            let mut together = vec![0.0; rows.len() / WIDTH];
            forest.raw_scores(rows, &mut together);
            prop_assert_eq!(&bits(&together), &one_by_one);
            let mut by_block = vec![0.0; together.len()];
            forest.raw_scores_by_block(&mut by_block, |range, block| {
                block.copy_from_slice(&rows[range.start * WIDTH..range.end * WIDTH]);
            });
            prop_assert_eq!(&bits(&by_block), &one_by_one);
            let apart: Vec<f64> = rows.chunks(WIDTH).map(|row| forest.raw_score(row)).collect();
            prop_assert_eq!(&bits(&apart), &one_by_one);
        }
    }
}
