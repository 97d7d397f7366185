//! Many rows at once against one row at a time, on trees of every kind.

use proptest::prelude::*;

use super::*;
use crate::model::tree::{Child, Leaf, MissingAs, Question, Split, TreeParts};

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
    let steps = (0..12_u32).prop_flat_map(move |splits| (0..splits).map(step).collect::<Vec<_>>());
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

/// What every tree alone gives, added up in order.
fn one_by_one(trees: &[Tree], rows: &[f64]) -> Vec<u64> {
    let sum = |row: &[f64]| trees.iter().fold(0.0, |sum, tree| sum + tree.leaf(row).value);
    rows.chunks(WIDTH).map(|row| sum(row).to_bits()).collect()
}

fn bits(scores: &[f64]) -> Vec<u64> {
    scores.iter().map(|score| score.to_bits()).collect()
}

fn scored(forest: &CompiledForest, rows: &[f64]) -> Vec<u64> {
    let mut scores = vec![0.0; rows.len() / WIDTH];
    forest.raw_scores(rows, &mut scores);
    bits(&scores)
}

/// The same forest with every tree walked, however small.
fn walked(trees: &[Tree]) -> CompiledForest {
    let mut forest = CompiledForest::new(trees, WIDTH);
    let rankings = Rankings::of(trees);
    forest.trees = trees.iter().map(|tree| Way::Walk(Walk::of(tree, &rankings).unwrap())).collect();
    forest
}

proptest! {
    #[test]
    fn many_rows_score_as_one_row_does(
        trees in proptest::collection::vec(tree(), 1..8),
        values in proptest::collection::vec(value(), WIDTH..200 * WIDTH),
    ) {
        let rows = &values[..values.len() / WIDTH * WIDTH];
        let forest = CompiledForest::new(&trees, WIDTH);
        let expected = one_by_one(&trees, rows);
        prop_assert_eq!(&scored(&forest, rows), &expected);
        prop_assert_eq!(&scored(&walked(&trees), rows), &expected);
        let mut scores = vec![0.0; rows.len() / WIDTH];
        forest.raw_scores_by_block(&mut scores, |range, block| {
            block.copy_from_slice(&rows[range.start * WIDTH..range.end * WIDTH]);
        });
        prop_assert_eq!(&bits(&scores), &expected);
        forest.score_block(&mut scores, |feature, values| {
            for (value, row) in values.iter_mut().zip(rows.chunks(WIDTH)) {
                *value = row[feature];
            }
        });
        prop_assert_eq!(&bits(&scores), &expected);
    }
}

/// A tree with this many leaves and as many different thresholds less one, on three features, every
/// third missing value going left.
fn large_tree(leaves: u32) -> Tree {
    let mut parts = TreeParts::default();
    for index in 0..leaves - 1 {
        let place = Child::Leaf((index.wrapping_mul(2_246_822_519) >> 5) % (index + 1));
        for split in &mut parts.splits {
            for child in [&mut split.left, &mut split.right] {
                if *child == place {
                    *child = Child::Split(index);
                }
            }
        }
        let threshold = f64::from(index.wrapping_mul(2_654_435_769) >> 8) / 4e5;
        let missing = MissingAs::Missing;
        let question = Question::AtMost { threshold, missing, default_left: index % 3 == 0 };
        let right = Child::Leaf(index + 1);
        parts.splits.push(Split { feature: index % 3, left: place, right, count: 1.0, question });
    }
    let leaf = |index: u32| Leaf { value: f64::from(index) / 7.0, count: 1.0 };
    parts.leaves = (0..leaves).map(leaf).collect();
    parts.build().unwrap()
}

#[test]
fn more_leaves_and_thresholds_than_a_byte_can_number() {
    let rows: Vec<f64> = (0..700 * WIDTH as u32)
        .map(|at| {
            if at % 11 == 0 { f64::NAN } else { f64::from(at.wrapping_mul(40_503) % 4_300) / 100.0 }
        })
        .collect();
    for leaves in [255, 256, 257, 300, 1_600] {
        let trees = [large_tree(leaves), large_tree(17)];
        let forest = CompiledForest::new(&trees, WIDTH);
        assert_eq!(matches!(forest.trees[0], Way::Walk(_)), leaves > 256);
        let expected = one_by_one(&trees, &rows);
        assert_eq!(scored(&forest, &rows), expected, "{leaves} leaves");
        assert_eq!(scored(&walked(&trees), &rows), expected, "{leaves} leaves");
        let distinct: std::collections::BTreeSet<_> = expected.iter().collect();
        assert!(distinct.len() > 20, "{} leaves reached", distinct.len());
    }
}

#[test]
fn a_tree_of_one_leaf_and_a_forest_without_trees_score_too() {
    let leaf = TreeParts { leaves: vec![Leaf { value: 0.25, count: 0.0 }], ..Default::default() };
    let trees = [leaf.build().unwrap()];
    let rows = [f64::NAN; 3 * WIDTH];
    assert_eq!(scored(&CompiledForest::new(&trees, WIDTH), &rows), [0.25_f64.to_bits(); 3]);
    assert_eq!(scored(&CompiledForest::new(&[], WIDTH), &rows), [0; 3]);
}
