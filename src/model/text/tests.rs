//! A small model written by hand, and what must be refused in it.

use proptest::prelude::*;

use super::*;
use crate::model::{CategoryLabel, FormatVersion, MissingAs, Objective};

/// A header without `tree_sizes`.
const HEAD: &str = "tree
version=v4
num_class=1
num_tree_per_iteration=1
label_index=0
max_feature_idx=3
objective=binary sigmoid:1
feature_names=income age=old job empty
feature_infos=[0:1000] [18:80] -1:0:1:2 none
";

/// Three leaves: income, then job.
const TREE: &str = "num_leaves=3
num_cat=1
split_feature=0 2
split_gain=10 5
threshold=500.5 0
decision_type=10 1
left_child=1 -1
right_child=-2 -3
leaf_value=0.25 -0.5 0.125
leaf_weight=3 4 5
leaf_count=30 40 50
internal_value=0 0.1
internal_weight=0 8
internal_count=120 80
cat_boundaries=0 1
cat_threshold=5
is_linear=0
shrinkage=0.1
";

/// One leaf, as LightGBM writes it when nothing can be split.
const CONSTANT: &str = "num_leaves=1
num_cat=0
split_feature=
split_gain=
threshold=
decision_type=
left_child=
right_child=
leaf_value=-2
leaf_weight=
leaf_count=120
internal_value=
internal_weight=
internal_count=
is_linear=0
shrinkage=1
";

const TAIL: &str = "end of trees

feature_importances:
income=1
job=1

parameters:
[boosting: gbdt]
[categorical_feature: 2]

end of parameters

pandas_categorical:[[\"clerk\", \"député\", \"nurse\"]]
";

/// Puts a model together, with the right sizes.
fn assemble(head: &str, trees: &[&str], tail: &str) -> String {
    let blocks: Vec<String> =
        trees.iter().enumerate().map(|(index, tree)| format!("Tree={index}\n{tree}\n\n")).collect();
    let sizes: Vec<String> = blocks.iter().map(|block| block.len().to_string()).collect();
    format!("{head}tree_sizes={}\n\n{}{tail}", sizes.join(" "), blocks.concat())
}

fn model() -> String {
    assemble(HEAD, &[CONSTANT, TREE], TAIL)
}

/// The model with one piece of its second tree replaced, its size put right.
fn with_tree(from: &str, to: &str) -> String {
    assert!(TREE.contains(from), "{from}");
    assemble(HEAD, &[CONSTANT, &TREE.replacen(from, to, 1)], TAIL)
}

fn with_head(from: &str, to: &str) -> String {
    assert!(HEAD.contains(from), "{from}");
    assemble(&HEAD.replacen(from, to, 1), &[CONSTANT, TREE], TAIL)
}

fn with_tail(from: &str, to: &str) -> String {
    assert!(TAIL.contains(from), "{from}");
    assemble(HEAD, &[CONSTANT, TREE], &TAIL.replacen(from, to, 1))
}

fn open(text: &str) -> Forest {
    parse(text.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

#[track_caller]
fn check_refused(text: impl AsRef<[u8]>, expected: &str) {
    match parse(text.as_ref()) {
        Ok(_) => panic!("accepted, expected: {expected}"),
        Err(error) => {
            assert!(error.to_string().contains(expected), "{error}\nexpected: {expected}");
        }
    }
}

#[test]
fn a_model_is_read_whole() {
    let forest = open(&model());
    let summary = forest.summary();
    assert_eq!(summary.version, FormatVersion::V4);
    assert_eq!(summary.objective, Objective::Binary { sigmoid: 1.0 });
    assert_eq!(summary.boosting.as_deref(), Some("gbdt"));
    assert_eq!((summary.trees, summary.trees_in_file, summary.leaves), (2, 2, 4));
    assert_eq!((summary.features, summary.used_features, summary.categories), (4, 2, 1));
    assert_eq!(summary.training_rows, Some(120));
    assert!(forest.has_feature_names());
    assert!(forest.notes().is_empty());
    let FeatureKind::Category { labels: Some(labels), .. } = &forest.features()[2].kind else {
        panic!("{:?}", forest.features()[2]);
    };
    assert_eq!(labels[1], CategoryLabel::Text("député".into()));
}

#[test]
fn a_row_takes_the_ways_that_lightgbm_takes() {
    let forest = open(&model());
    let score = |income: f64, job: f64| forest.raw_score(&[income, 40.0, job, 0.0]).unwrap() + 2.0;
    for (income, job, leaf) in [
        (500.5, 0.0, 0.25),
        (500.5, 2.0, 0.25),
        (500.5, 2.9, 0.25),
        (0.0, -0.5, 0.25),
        (0.0, 1.0, 0.125),
        (0.0, 3.0, 0.125),
        (0.0, 1e9, 0.125),
        (0.0, -1.0, 0.125),
        (0.0, f64::NAN, 0.125),
        (0.0, f64::INFINITY, 0.125),
        (501.0, 0.0, -0.5),
        (f64::INFINITY, 0.0, -0.5),
        (f64::NEG_INFINITY, 0.0, 0.25),
        (f64::NAN, 0.0, 0.25),
    ] {
        assert_eq!(score(income, job), leaf, "{income} {job}");
    }
    assert_eq!(
        forest.raw_score(&[1.0]).unwrap_err().to_string(),
        "a row of 1 values was given to a model of 4 features"
    );
}

#[test]
fn missing_and_zero_follow_the_missing_type() {
    // decision_type of the income split, then where NaN, 0 and 1e-36 go (left is 0.25).
    for (kind, nan, zero) in [
        (0, 0.25, 0.25),
        (2, 0.25, 0.25),
        (4, -0.5, -0.5),
        (6, 0.25, 0.25),
        (8, -0.5, 0.25),
        (10, 0.25, 0.25),
    ] {
        let forest = open(&with_tree("decision_type=10 1", &format!("decision_type={kind} 1")));
        let score = |income: f64| forest.raw_score(&[income, 40.0, 0.0, 0.0]).unwrap() + 2.0;
        assert_eq!((score(f64::NAN), score(0.0), score(1e-36)), (nan, zero, zero), "{kind}");
        assert_eq!((score(1.0), score(600.0)), (0.25, -0.5), "{kind}");
        assert_eq!(forest.scores_missing_as_zero(0), kind < 4);
        assert_eq!(forest.scores_zero_as_missing(0), kind == 4 || kind == 6);
    }
    let forest = open(&model());
    assert_eq!(forest.trees()[1].splits()[0].missing(), Some(MissingAs::Missing));
    assert_eq!(forest.trees()[1].splits()[1].threshold(), None);
}

#[test]
fn what_is_written_reads_back_equal() {
    for text in [
        model(),
        with_head("sigmoid:1", "sigmoid:0.7"),
        with_head("binary sigmoid:1", "cross_entropy_lambda"),
        with_head("feature_infos", "monotone_constraints=1 0 0 -1\nfeature_infos"),
        with_tail("gbdt", "rf").replacen("feature_names", "average_output\nfeature_names", 1),
        with_tree("500.5", "inf"),
        with_tree("500.5", "1.0000000180025095e-35"),
        assemble(HEAD, &[CONSTANT], TAIL),
    ] {
        let forest = open(&text);
        let again = open(&forest.to_text());
        assert_eq!(again, forest);
        assert_eq!(again.to_text(), forest.to_text());
    }
}

#[test]
fn the_first_trees_are_a_model_of_their_own() {
    let forest = open(&model()).first_trees(1);
    assert_eq!(forest.raw_score(&[0.0; 4]), Ok(-2.0));
    assert_eq!((forest.summary().trees, forest.summary().trees_in_file), (1, 2));
    assert_eq!(forest.first_trees(0).trees().len(), 1);
}

#[test]
fn the_probability_of_a_random_forest_is_that_of_the_average() {
    let text =
        with_tail("gbdt", "rf").replacen("feature_names", "average_output\nfeature_names", 1);
    let forest = open(&text);
    let raw_score = forest.raw_score(&[0.0, 40.0, 0.0, 0.0]).unwrap();
    assert_eq!(raw_score, -2.0 + 0.25);
    let expected = 1.0 / (1.0 + (1.75_f64 / 2.0).exp());
    assert!((forest.probability(raw_score).get() - expected).abs() < 1e-15);
}

#[test]
fn the_probability_is_through_the_models_own_sigmoid() {
    let probability = |text: &str| open(text).probability(-1.75).get();
    let logistic = |x: f64| 1.0 / (1.0 + (-x).exp());
    assert_eq!(probability(&model()), logistic(-1.75));
    assert_eq!(probability(&with_head("sigmoid:1", "sigmoid:0.5")), logistic(-0.875));
    assert_eq!(probability(&with_head("binary sigmoid:1", "cross_entropy")), logistic(-1.75));
    // lambda = ln(1 + exp(raw score)), and the probability is 1 - exp(-lambda).
    let lambda = (-1.75_f64).exp().ln_1p();
    let of_lambda = probability(&with_head("binary sigmoid:1", "cross_entropy_lambda"));
    assert!((of_lambda + (-lambda).exp_m1()).abs() < 1e-15);
}

#[test]
fn older_versions_lack_lines() {
    let drop_lines = |text: &str, keys: &[&str]| -> String {
        let is_kept = |line: &&str| !keys.iter().any(|key| line.starts_with(key));
        text.split_inclusive('\n').filter(is_kept).collect()
    };
    let keys = ["leaf_weight=", "internal_weight=", "is_linear="];
    let (constant, tree) = (drop_lines(CONSTANT, &keys), drop_lines(TREE, &keys));
    let head = HEAD.replace("v4", "v2");
    let forest = open(&assemble(&head, &[&constant, &tree], TAIL));
    assert_eq!(forest.summary().version, FormatVersion::V2);
    assert_eq!(open(&forest.to_text()), forest);
    // All trees of a file were written by one program.
    check_refused(
        assemble(&head, &[&constant, TREE], TAIL),
        "line 28, tree 1: the line leaf_weight= stands here but not",
    );
    check_refused(
        assemble(HEAD, &[&constant, &tree], TAIL),
        "line 12, tree 0: the line leaf_weight= is missing",
    );
}

#[test]
fn the_oldest_files_mark_no_ends() {
    let head = HEAD.replace("v4", "v2");
    let trees = [CONSTANT, TREE];
    let importances = "\nfeature importances:\nincome=1\njob=1\n";
    open(&assemble(&head, &trees, importances));
    open(&assemble(&head, &trees, &format!("{importances}\nparameters:\n[boosting: gbdt]\n\n")));
    let python = "pandas_categorical:null\n";
    open(&assemble(&head, &trees, &format!("{importances}parameters:\n[a: b]\n\n{python}")));
    check_refused(assemble(&head, &trees, ""), "the file ends where \"end of trees\"");
    check_refused(assemble(HEAD, &trees, importances), "where \"end of trees\" is expected");
    let none = HEAD.replace("version=v4\n", "");
    check_refused(assemble(&none, &trees, TAIL), "LightGBM wrote none before 2.0.12");
}

#[test]
fn honest_variants_open() {
    // A slice of a model may keep its numbers; a threshold a little outside its range; a column
    // that is constant in the data that training went on with; no category labels.
    let numbered = model().replace("Tree=0\n", "Tree=7\n").replace("Tree=1\n", "Tree=8\n");
    open(&numbered);
    let notes = |text: &str| open(text).notes().to_vec();
    assert_eq!(notes(&with_tree("500.5", "1900")), [Note::OutsideTrainingRange(vec![0])]);
    assert_eq!(notes(&with_head("[0:1000]", "none")), [Note::OutsideTrainingRange(vec![0])]);
    assert_eq!(notes(&with_head("-1:0:1:2", "-1:0:1")), [Note::OutsideTrainingRange(vec![2])]);
    open(&with_tail("[[\"clerk\", \"député\", \"nurse\"]]", "null"));
    open(&with_tail("[[\"clerk\", \"député\", \"nurse\"]]", "[]"));
    open(model().trim_end());
    open(&with_head("[0:1000]", "[-inf:inf]"));
    open(&with_tail("\nparameters", "\nparser:\n{}\nend of parser\n\nparameters"));
    // Several machines count their own rows.
    let tree = TREE.replace("internal_count=120 80", "internal_count=119 81");
    let tail = TAIL.replace("[boosting: gbdt]", "[boosting: gbdt]\n[num_machines: 4]");
    assert_eq!(notes(&assemble(HEAD, &[&tree], &tail)), [Note::EstimatedCounts]);
    check_refused(
        assemble(HEAD, &[&tree], TAIL),
        "internal_count of split 0 is 119, but its branches count 121",
    );
}

#[test]
fn other_kinds_of_model_are_refused_by_name() {
    for (from, to, name) in [
        ("num_class=1", "num_class=3", "a multiclass model (num_class=3): Clairscore reads binary"),
        ("binary sigmoid:1", "multiclass num_class:3", "a multiclass model (objective=multiclass)"),
        ("binary sigmoid:1", "lambdarank", "a ranking model (objective=lambdarank)"),
        ("binary sigmoid:1", "regression", "a regression model (objective=regression)"),
        ("binary sigmoid:1", "custom", "a custom-objective model"),
        ("objective=binary sigmoid:1\n", "", "a model with an objective of its own"),
    ] {
        check_refused(with_head(from, to), name);
    }
    check_refused(with_tree("is_linear=0", "is_linear=1"), "a linear-tree model");
    check_refused(with_tree("shrinkage", "leaf_const=1 2 3\nshrinkage"), "a linear-tree model");
}

#[test]
fn other_files_are_refused_by_name() {
    for (bytes, name) in [
        (&b""[..], "it is empty"),
        (b"\n\n", "it is empty"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"\x80\x04\x95", "pickle"),
        (b"PK\x03\x04", "zip"),
        (b"{\"name\":\"tree\"}", "JSON"),
        (b"<!doctype html>", "web page"),
        (b"\xef\xbb\xbftree\n", "byte order mark"),
        (b"SK_ID_CURR,TARGET\n1,0\n", "it begins with \"SK_ID_CURR,TARGET\""),
        (b"tree\0\0", "NUL byte"),
        (b"tree\nversion=v3\xff", "line 2: the text is not UTF-8"),
    ] {
        check_refused(bytes, name);
    }
    check_refused(model().replace('\n', "\r\n"), "line 1: the line ends with a carriage return");
}

#[test]
fn every_fault_is_named_with_its_line_and_tree() {
    for (from, to, message) in [
        (
            "leaf_value=0.25 -0.5 0.125",
            "leaf_value=0.25 -0.5",
            "line 40, tree 1: leaf_value has 2 values, 3 expected",
        ),
        (
            "leaf_value=0.25",
            "leaf_value=nan",
            "leaf_value holds \"nan\" where a number is expected",
        ),
        ("leaf_value=0.25", "leaf_value=51", "leaf_value holds 5.1e1, -50 to 50 expected"),
        (
            "left_child=1 -1",
            "left_child=2 -1",
            "line 38, tree 1: left_child holds 2, -3 to 1 but not 0",
        ),
        ("left_child=1 -1", "left_child=0 -1", "left_child holds 0"),
        ("left_child=1 -1", "left_child=-1 -1", "leads to -1 a second time"),
        ("left_child=1 -1", "left_child=1 -4", "left_child holds -4"),
        (
            "left_child=1 -1\nright_child=-2 -3",
            "left_child=-1 1\nright_child=-2 -3",
            "leaves 1 splits out of reach",
        ),
        ("split_feature=0 2", "split_feature=-1 2", "split_feature holds -1, 0 to 3 expected"),
        ("split_feature=0 2", "split_feature=4 2", "split_feature holds 4"),
        (
            "split_feature=0 2",
            "split_feature=2 2",
            "of \"job\" is a number, but the feature is a category",
        ),
        (
            "split_feature=0 2",
            "split_feature=0 1",
            "asks for categories of \"age=old\", which is a number",
        ),
        ("threshold=500.5 0", "threshold=500.5 1", "names category set 1"),
        ("threshold=500.5 0", "threshold=500.5 0.5", "names category set 0.5"),
        (
            "threshold=500.5 0",
            "threshold=5000.5 0",
            "is 5000.5, far outside its training range 0 to 1000",
        ),
        ("threshold=500.5 0", "threshold=-inf 0", "threshold holds \"-inf\""),
        ("decision_type=10 1", "decision_type=12 1", "decision_type holds 12, 0 to 11 expected"),
        ("decision_type=10 1", "decision_type=10 0", "is a number, but the feature is a category"),
        ("num_leaves=3", "num_leaves=2147483647", "num_leaves is 2147483647, 1 to 131072 expected"),
        ("num_leaves=3", "num_leaves=4", "leaf_value has 3 values, 4 expected"),
        ("num_leaves=3", "num_leaves=0", "num_leaves is 0"),
        ("num_cat=1", "num_cat=2147483647", "num_cat is 2147483647, 0 to 2 expected"),
        ("num_cat=1", "num_cat=0", "cat_boundaries stands here, but num_cat is 0"),
        ("num_cat=1", "num_cat=2", "cat_boundaries has 2 values, 3 expected"),
        ("cat_boundaries=0 1", "cat_boundaries=0 1000000000", "cat_boundaries does not rise"),
        ("cat_boundaries=0 1", "cat_boundaries=0 2", "cat_threshold has 1 values, 2 expected"),
        ("cat_threshold=5", "cat_threshold=-5", "cat_threshold holds \"-5\""),
        (
            "cat_threshold=5",
            "cat_threshold=13",
            "has category code 3 of \"job\", which has 3 categories",
        ),
        (
            "leaf_count=30",
            "leaf_count=31",
            "internal_count of split 1 is 80, but its branches count 81",
        ),
        ("leaf_count=30", "leaf_count=3000", "internal_count of split 1 is 80, but"),
        ("leaf_count=30", "leaf_count=0", "leaf_count holds 0, 1 or more expected"),
        ("shrinkage=0.1", "shrinkage=0.1\nshrinkage=0.1", "shrinkage stands here a second time"),
        ("shrinkage=0.1", "shrinkage=0.1\njunk=1", "unknown key \"junk\""),
        ("shrinkage=0.1", "0.1", "\"0.1\" stands where \"key=value\" is expected"),
        ("split_gain=10 5\n", "", "line 31, tree 1: the line split_gain= is missing"),
        ("is_linear=0", "is_linear=2", "is_linear is \"2\", 0 or 1 expected"),
    ] {
        check_refused(with_tree(from, to), message);
    }
}

#[test]
fn every_fault_of_head_and_tail_is_named() {
    for (from, to, message) in [
        ("version=v4", "version=v9", "line 2: version is \"v9\", v2, v3 or v4 expected"),
        ("num_class=1", "num_class=0", "line 3: num_class is 0, 1 expected"),
        ("iteration=1", "iteration=2", "num_tree_per_iteration is 2, 1 expected"),
        ("label_index=0", "label_index=-5", "label_index is -5"),
        ("feature_idx=3", "feature_idx=4", "feature_names has 4 values, 5 expected"),
        ("feature_idx=3", "feature_idx=2147483647", "max_feature_idx is 2147483647"),
        ("sigmoid:1", "sigmoid:0", "objective has sigmoid 0, a number above 0"),
        ("binary sigmoid:1", "banana", "objective is \"banana\""),
        ("income", "job", "feature_names has \"job\" twice"),
        ("[18:80]", "[80:18]", "has a smallest value 80 above its largest 18"),
        ("-1:0:1:2", "-1:0:1:1", "has category code 1 twice"),
        ("-1:0:1:2", "-2:0:1:2", "has category code -2"),
        ("[18:80]", "[18;80]", "\"none\", \"[min:max]\" or category codes expected"),
        (
            "feature_names",
            "average_output\nfeature_names",
            "the parameters say boosting=gbdt, not rf",
        ),
        (
            "feature_names",
            "monotone_constraints=1\nfeature_names",
            "monotone_constraints has 1 values, 4",
        ),
        ("feature_names", "banana=1\nfeature_names", "unknown key \"banana\""),
    ] {
        check_refused(with_head(from, to), message);
    }
    for (from, to, message) in [
        ("end of trees", "end of tree", "stands where \"end of trees\" is expected"),
        ("income=1", "income", "a feature and its importance"),
        ("\nend of parameters", "", "has no \"end of parameters\""),
        (
            "\nend of parameters\n",
            "\nend of parameters\nTree=0\n",
            "does not belong after the trees",
        ),
        ("nurse\"]]", "nurse\"]", "pandas_categorical is not a list of lists"),
        ("[[\"clerk", "[3, [\"clerk", "holds something that is not a list"),
    ] {
        check_refused(with_tail(from, to), message);
    }
}

#[test]
fn sizes_must_be_those_of_the_trees() {
    let text = model();
    let edited = text.replacen("leaf_value=0.25", "leaf_value=0.255", 1);
    check_refused(&edited, "line 31, tree 1: has 327 bytes, but tree_sizes (line 10) says 326");
    let cut = text.replacen(&format!("Tree=1\n{TREE}\n\n"), "", 1);
    check_refused(
        &cut,
        "tree_sizes (line 10) lists 2 trees, but after 1 the file has \"end of trees\"",
    );
    let doubled = text.replacen("end of trees", &format!("Tree=2\n{TREE}\n\nend of trees"), 1);
    check_refused(&doubled, "tree 2: is not listed in tree_sizes, which has 2");
    check_refused(text.replacen("Tree=1\n", "Tree=2\n", 1), "is numbered 2, 1 expected");
}

#[test]
fn a_file_cut_anywhere_is_refused_or_scores_the_same() {
    let text = model();
    let whole = open(&text);
    for end in 0..text.len() {
        if let Ok(forest) = parse(&text.as_bytes()[..end]) {
            assert_eq!(forest.trees(), whole.trees(), "cut at {end}");
        }
    }
}

#[test]
fn a_deep_chain_is_refused_without_recursion() {
    let leaves = 100_000;
    let splits = leaves - 1;
    let list = |count: usize, value: &dyn Fn(usize) -> String| -> String {
        (0..count).map(value).collect::<Vec<_>>().join(" ")
    };
    let same = |count, value: &str| list(count, &|_| value.to_owned());
    let left =
        list(splits, &|i| if i + 1 < splits { (i + 1).to_string() } else { format!("-{leaves}") });
    let right = list(splits, &|i| format!("-{}", i + 1));
    let tree = format!(
        "num_leaves={leaves}\nnum_cat=0\nsplit_feature={zeros}\nsplit_gain={zeros}\nthreshold={zeros}\n\
         decision_type={zeros}\nleft_child={left}\nright_child={right}\nleaf_value={values}\n\
         leaf_weight={values}\nleaf_count={ones}\ninternal_value={zeros}\ninternal_weight={zeros}\n\
         internal_count={counts}\nis_linear=0\nshrinkage=1\n",
        zeros = same(splits, "0"),
        values = same(leaves, "0"),
        ones = same(leaves, "1"),
        counts = list(splits, &|i| (leaves - i).to_string()),
    );
    check_refused(assemble(HEAD, &[&tree], TAIL), "goes 99999 splits deep, 1000 at most expected");
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = parse(&bytes);
        let mut text = b"tree\nversion=v4\n".to_vec();
        text.extend(bytes);
        let _ = parse(&text);
    }

    #[test]
    fn a_changed_byte_is_refused_or_reads_back_equal(
        at in 0..model().len(), byte in any::<u8>(), remove in 0..9usize,
    ) {
        let mut bytes = model().into_bytes();
        let end = (at + remove).min(bytes.len());
        bytes.splice(at..end, [byte]);
        if let Ok(forest) = parse(&bytes) {
            let again = parse(forest.to_text().as_bytes());
            prop_assert_eq!(again.as_ref(), Ok(&forest));
            prop_assert!(forest.raw_score(&[1.0; 4]).unwrap().is_finite());
        }
    }

    #[test]
    fn a_changed_number_is_refused_or_reads_back_equal(
        which in 0..60usize, number in prop_oneof![
            Just("-1".to_owned()), Just("2147483648".to_owned()), Just("1e308".to_owned()),
            any::<i32>().prop_map(|n| n.to_string()), (0..9_i32).prop_map(|n| n.to_string()),
            any::<f64>().prop_map(|n| n.to_string()),
        ],
    ) {
        let mut seen = 0;
        let words: Vec<String> = TREE.split_inclusive(['=', ' ', '\n']).map(|word| {
            let digits = word.trim_end();
            if digits.parse::<f64>().is_err() {
                return word.to_owned();
            }
            seen += 1;
            if seen == which { word.replacen(digits, &number, 1) } else { word.to_owned() }
        }).collect();
        let text = assemble(HEAD, &[CONSTANT, &words.concat()], TAIL);
        if let Ok(forest) = parse(text.as_bytes()) {
            let again = parse(forest.to_text().as_bytes());
            prop_assert_eq!(again.as_ref(), Ok(&forest));
        }
    }
}
