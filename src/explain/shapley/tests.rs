use std::sync::Arc;

use proptest::prelude::*;

use super::random::{Growth, Random, Shape};
use super::{Explainer, oracle};
use crate::domain::Explanation;
use crate::model::{Forest, Tree};

/// What DESIGN allows between base value plus contributions and the raw score.
const TOLERANCE: f64 = 1e-9;
/// What the engine in fact keeps to on small trees.
const ROUNDING: f64 = 1e-12;

fn parse(text: &str) -> Arc<Forest> {
    Arc::new(Forest::parse(text.as_bytes()).unwrap())
}

fn explain(forest: &Arc<Forest>, row: &[f64]) -> Explanation {
    Explainer::new(forest).explain(row).unwrap()
}

fn assert_close(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    for (index, (found, expected)) in found.iter().zip(expected).enumerate() {
        let error = (found - expected).abs() / expected.abs().max(1.0);
        assert!(error <= tolerance, "feature {index}: {found}, {expected} expected, {error:e} off");
    }
}

prop_compose! {
    fn shapes(features: usize, leaves: usize)(
        features in 1..=features,
        trees in 1..=4_usize,
        leaves in 1..=leaves,
        chain in any::<bool>(),
        average_output in any::<bool>(),
    ) -> Shape {
        let growth = if chain { Growth::Chain } else { Growth::Bushy };
        Shape { features, trees, leaves, growth, average_output }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn equals_the_definition_over_all_coalitions(shape in shapes(8, 24), seed in any::<u64>()) {
        let mut random = Random(seed);
        let forest = parse(&random.forest(shape));
        for _ in 0..4 {
            let row = random.row(shape.features);
            let explanation = explain(&forest, &row);
            let expected = oracle::over_all_coalitions(&forest, &row);
            assert_close(&explanation.contributions, &expected, ROUNDING);
        }
    }

    #[test]
    fn equals_the_polynomial_form_on_larger_trees(shape in shapes(40, 90), seed in any::<u64>()) {
        let mut random = Random(seed);
        let forest = parse(&random.forest(shape));
        let row = random.row(shape.features);
        let expected = oracle::leaf_by_leaf(&forest, &row);
        assert_close(&explain(&forest, &row).contributions, &expected, ROUNDING);
    }

    #[test]
    fn base_value_and_contributions_sum_to_the_raw_score(
        shape in shapes(60, 300),
        seed in any::<u64>(),
    ) {
        let mut random = Random(seed);
        let forest = parse(&random.forest(shape));
        let explainer = Explainer::new(&forest);
        for row in [random.row(shape.features), vec![f64::NAN; shape.features]] {
            let explanation = explainer.explain(&row).unwrap();
            prop_assert!(explanation.additivity_error() <= TOLERANCE);
            prop_assert_eq!(explanation.raw_score, forest.raw_score(&row).unwrap());
            prop_assert_eq!(explanation.base_value, explainer.base_value());
        }
    }

    #[test]
    fn a_feature_that_no_split_reads_contributes_exactly_nothing(
        shape in shapes(12, 6),
        seed in any::<u64>(),
    ) {
        let mut random = Random(seed);
        let forest = parse(&random.forest(shape));
        let row = random.row(shape.features);
        let explanation = explain(&forest, &row);
        for (feature, contribution) in explanation.contributions.iter().enumerate() {
            let is_read = forest.trees().iter().flat_map(Tree::splits)
                .any(|split| split.feature as usize == feature);
            prop_assert!(is_read || *contribution == 0.0);
        }
    }
}

#[test]
fn very_deep_chains_are_exact() {
    for features in [3, 30, 100, 180] {
        let shape =
            Shape { features, trees: 1, leaves: 181, growth: Growth::Chain, average_output: false };
        let mut random = Random(features as u64);
        let forest = parse(&random.forest(shape));
        for row in [random.row(features), vec![0.0; features]] {
            let expected = oracle::leaf_by_leaf(&forest, &row);
            assert_close(&explain(&forest, &row).contributions, &expected, ROUNDING);
        }
    }
}

#[test]
fn a_hostile_chain_of_a_thousand_features_is_still_additive() {
    let shape = Shape {
        features: 1000,
        trees: 2,
        leaves: 1000,
        growth: Growth::Chain,
        average_output: false,
    };
    let mut random = Random(1);
    let forest = parse(&random.forest(shape));
    let row = random.row(shape.features);
    assert!(explain(&forest, &row).additivity_error() <= TOLERANCE);
}

/// One tree of two leaves on the first of two features; 30 training clients left, 10 right.
const STUMP: &str = "Tree=0\nnum_leaves=2\nnum_cat=0\nsplit_feature=0\nsplit_gain=1\n\
    threshold=1.5\ndecision_type=8\nleft_child=-1\nright_child=-2\nleaf_value=-0.4 0.8\n\
    leaf_weight=30 10\nleaf_count=30 10\ninternal_value=0\ninternal_weight=40\n\
    internal_count=40\nis_linear=0\nshrinkage=1\n\n\n";
/// One tree that only adds a constant.
const SINGLE_LEAF: &str = "Tree=1\nnum_leaves=1\nnum_cat=0\nsplit_feature=\nsplit_gain=\n\
    threshold=\ndecision_type=\nleft_child=\nright_child=\nleaf_value=0.25\nleaf_weight=\n\
    leaf_count=\ninternal_value=\ninternal_weight=\ninternal_count=\nis_linear=0\nshrinkage=1\n\n\n";
/// The product of two like features: right twice gives 1, anything else 0; shares of a half.
const AND: &str = "Tree=0\nnum_leaves=3\nnum_cat=0\nsplit_feature=0 1\nsplit_gain=1 1\n\
    threshold=1.5 1.5\ndecision_type=8 8\nleft_child=-1 -2\nright_child=1 -3\nleaf_value=0 0 1\n\
    leaf_weight=20 10 10\nleaf_count=20 10 10\ninternal_value=0 0\ninternal_weight=40 20\n\
    internal_count=40 20\nis_linear=0\nshrinkage=1\n\n\n";

fn two_features(average_output: bool, blocks: &[&str]) -> Arc<Forest> {
    parse(&two_features_text(average_output, blocks))
}

fn two_features_text(average_output: bool, blocks: &[&str]) -> String {
    let sizes: Vec<String> = blocks.iter().map(|block| block.len().to_string()).collect();
    format!(
        "tree\nversion=v4\nnum_class=1\nnum_tree_per_iteration=1\nlabel_index=0\n\
         max_feature_idx=1\nobjective=binary sigmoid:1\n{}feature_names=A B\n\
         feature_infos=[0:3] [0:3]\ntree_sizes={}\n\n{}end of trees\n\n\
         feature_importances:\n\nparameters:\n[boosting: {}]\nend of parameters\n\n\
         pandas_categorical:null\n",
        if average_output { "average_output\n" } else { "" },
        sizes.join(" "),
        blocks.concat(),
        if average_output { "rf" } else { "gbdt" },
    )
}

#[test]
fn a_stump_gives_its_feature_the_distance_to_the_average() {
    let forest = two_features(false, &[STUMP, SINGLE_LEAF]);
    // (30 x -0.4 + 10 x 0.8) / 40 = -0.1, and 0.25 from the tree of one leaf.
    assert_close(&[Explainer::new(&forest).base_value()], &[0.15], ROUNDING);
    assert_close(&explain(&forest, &[1.5, 9.0]).contributions, &[-0.3, 0.0], ROUNDING);
    assert_close(&explain(&forest, &[1.6, 9.0]).contributions, &[0.9, 0.0], ROUNDING);
    // decision_type 8: missing goes right.
    assert_close(&explain(&forest, &[f64::NAN, 9.0]).contributions, &[0.9, 0.0], ROUNDING);
}

#[test]
fn a_forest_that_averages_explains_its_sum_as_lightgbm_does() {
    let forest = two_features(true, &[STUMP, SINGLE_LEAF]);
    let explanation = explain(&forest, &[2.0, 0.0]);
    assert_close(&[explanation.base_value], &[0.15], ROUNDING);
    assert_close(&explanation.contributions, &[0.9, 0.0], ROUNDING);
    assert_close(&[explanation.raw_score], &[1.05], ROUNDING);
}

#[test]
fn features_that_play_the_same_part_contribute_the_same() {
    let forest = two_features(false, &[AND]);
    let both = explain(&forest, &[2.0, 2.0]).contributions;
    assert_close(&both, &[0.375, 0.375], ROUNDING);
    let neither = explain(&forest, &[1.0, 1.0]).contributions;
    assert_close(&neither, &[-0.125, -0.125], ROUNDING);
    let first = explain(&forest, &[2.0, 1.0]).contributions;
    let second = explain(&forest, &[1.0, 2.0]).contributions;
    assert_close(&first, &[second[1], second[0]], ROUNDING);
}

#[test]
fn counts_that_do_not_add_up_are_taken_as_they_stand() {
    // Distributed training: of 40 clients 21 went left and 18 right, of those 7 and 10.
    let counted = AND.replace("leaf_count=20 10 10", "leaf_count=21 7 10");
    let counted = counted.replace("internal_count=40 20", "internal_count=40 18");
    let again =
        counted.replace("Tree=0", "Tree=1").replace("split_feature=0 1", "split_feature=0 0");
    let text = two_features_text(false, &[&counted, &again]);
    let forest = parse(&text.replace("[boosting: gbdt]", "[boosting: gbdt]\n[num_machines: 4]"));
    for row in [[2.0, 2.0], [1.0, 1.0], [2.0, 1.0], [1.0, 2.0]] {
        let found = explain(&forest, &row).contributions;
        assert_close(&found, &oracle::over_all_coalitions(&forest, &row), ROUNDING);
        assert_close(&found, &oracle::leaf_by_leaf(&forest, &row), ROUNDING);
    }
}

#[test]
fn a_row_of_another_width_is_refused() {
    let forest = two_features(false, &[STUMP, SINGLE_LEAF]);
    let explainer = Explainer::new(&forest);
    assert!(explainer.explain(&[1.0]).is_err());
    assert!(explainer.explain(&[1.0, 2.0, 3.0]).is_err());
}

#[test]
fn the_same_row_gets_the_same_bits_from_every_explainer() {
    let shape =
        Shape { features: 9, trees: 5, leaves: 30, growth: Growth::Bushy, average_output: false };
    let mut random = Random(7);
    let forest = parse(&random.forest(shape));
    let row = random.row(shape.features);
    assert_eq!(explain(&forest, &row), explain(&forest, &row));
}

#[test]
fn threads_may_share_an_explainer() {
    fn check<T: Send + Sync>() {}
    check::<Explainer>();
}
