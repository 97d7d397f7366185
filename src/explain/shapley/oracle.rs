//! Slow, plain ways to the same Shapley values, for the tests to compare with.
//!
//! Depends on `model`. **Invariant:** neither uses anything of the engine: no quadrature, no plan.

use std::collections::BTreeMap;

use crate::model::{Child, Forest, Tree};

/// The definition: every coalition of features, each valued by the expected raw score when only
/// its features are known. For at most a dozen features.
pub(super) fn over_all_coalitions(forest: &Forest, row: &[f64]) -> Vec<f64> {
    let features = forest.features().len();
    let worth: Vec<f64> = (0..1_usize << features)
        .map(|known| {
            let sum: f64 =
                forest.trees().iter().map(|tree| expected(tree, tree.root(), known, row)).sum();
            sum
        })
        .collect();
    (0..features)
        .map(|feature| {
            let joins = 1 << feature;
            (0..worth.len())
                .filter(|known| known & joins == 0)
                .map(|known| {
                    let size = known.count_ones() as usize;
                    size_weight(features, size) * (worth[known | joins] - worth[known])
                })
                .sum()
        })
        .collect()
}

fn expected(tree: &Tree, at: Child, known: usize, row: &[f64]) -> f64 {
    let split = match at {
        Child::Leaf(leaf) => return tree.leaves()[leaf as usize].value,
        Child::Split(split) => &tree.splits()[split as usize],
    };
    if known >> split.feature & 1 == 1 {
        let left = tree.goes_left(split, row[split.feature as usize]);
        return expected(tree, if left { split.left } else { split.right }, known, row);
    }
    [split.left, split.right]
        .into_iter()
        .map(|child| count(tree, child) / split.count * expected(tree, child, known, row))
        .sum()
}

/// Leaf by leaf in polynomial time: the coalitions of the features of one path are counted by
/// size, all terms positive, so that no digit is lost on deep trees.
pub(super) fn leaf_by_leaf(forest: &Forest, row: &[f64]) -> Vec<f64> {
    let mut contributions = vec![0.0; forest.features().len()];
    for tree in forest.trees() {
        let mut paths = vec![(tree.root(), BTreeMap::new())];
        while let Some((at, path)) = paths.pop() {
            match at {
                Child::Leaf(leaf) => {
                    add_leaf(tree.leaves()[leaf as usize].value, &path, &mut contributions);
                }
                Child::Split(split) => {
                    let split = &tree.splits()[split as usize];
                    let goes_left = tree.goes_left(split, row[split.feature as usize]);
                    for (child, taken) in [(split.left, goes_left), (split.right, !goes_left)] {
                        let mut path: BTreeMap<u32, (bool, f64)> = path.clone();
                        let (open, cover) = path.entry(split.feature).or_insert((true, 1.0));
                        *open &= taken;
                        *cover *= count(tree, child) / split.count;
                        paths.push((child, path));
                    }
                }
            }
        }
    }
    contributions
}

fn add_leaf(value: f64, path: &BTreeMap<u32, (bool, f64)>, contributions: &mut [f64]) {
    for (&feature, &(open, cover)) in path {
        // Entry k: the coalitions of k other features, each weighted by the covers it leaves.
        let mut by_size = vec![1.0];
        for (_, &(open, cover)) in path.iter().filter(|(other, _)| **other != feature) {
            let open = f64::from(u8::from(open));
            by_size.push(0.0);
            for size in (0..by_size.len()).rev() {
                let joined = if size == 0 { 0.0 } else { by_size[size - 1] * open };
                by_size[size] = by_size[size] * cover + joined;
            }
        }
        let weighted: f64 = by_size
            .iter()
            .enumerate()
            .map(|(size, worth)| size_weight(path.len(), size) * worth)
            .sum();
        contributions[feature as usize] += value * (f64::from(u8::from(open)) - cover) * weighted;
    }
}

/// The probability that exactly these `size` of the other `features - 1` joined before.
fn size_weight(features: usize, size: usize) -> f64 {
    let others = features - 1;
    let choose = (0..size).fold(1.0, |choose, k| choose * (others - k) as f64 / (k + 1) as f64);
    1.0 / (features as f64 * choose)
}

fn count(tree: &Tree, child: Child) -> f64 {
    match child {
        Child::Split(split) => tree.splits()[split as usize].count,
        Child::Leaf(leaf) => tree.leaves()[leaf as usize].count,
    }
}
