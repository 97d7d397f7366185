//! Writes a forest as a LightGBM text model, out of the checked structure alone.
//!
//! This text is what LightGBM gets to read for a second opinion, and what a bundle ships when only
//! a part of a file is used. Numbers are written with the fewest digits that read back as the same
//! number. Depends on `forest` and `tree`.

use std::fmt::{Display, Write};

use super::forest::{FeatureKind, Forest, Objective};
use super::tree::{Child, MissingAs, Question, Split, Tree};

/// See [`Forest::to_text`].
pub(super) fn to_text(forest: &Forest) -> String {
    let has_weights = forest.trees().iter().all(|tree| {
        let record = &tree.parts().record;
        tree.splits().is_empty()
            || (record.split_weights.is_some() && record.leaf_weights.is_some())
    });
    let trees: Vec<String> = forest
        .trees()
        .iter()
        .enumerate()
        .map(|(index, tree)| tree_block(index, tree, has_weights))
        .collect();
    let mut text = Text::default();
    head(&mut text, forest, has_weights, &trees);
    for tree in &trees {
        text.0.push_str(tree);
    }
    tail(&mut text, forest);
    text.0
}

/// Lines of text. Writing to a string cannot fail, so results are dropped here, once.
#[derive(Default)]
struct Text(String);

impl Text {
    fn line(&mut self, line: impl Display) {
        let _ = writeln!(self.0, "{line}");
    }

    fn field(&mut self, key: &str, value: impl Display) {
        let _ = writeln!(self.0, "{key}={value}");
    }

    fn list<T: Display>(&mut self, key: &str, values: impl IntoIterator<Item = T>) {
        let _ = write!(self.0, "{key}=");
        for (index, value) in values.into_iter().enumerate() {
            let space = if index == 0 { "" } else { " " };
            let _ = write!(self.0, "{space}{value}");
        }
        self.0.push('\n');
    }
}

/// A number in plain or scientific notation, whichever is short, to the last digit.
struct Exact(f64);

impl Display for Exact {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let is_plain = self.0 == 0.0 || (1e-5..1e16).contains(&self.0.abs());
        if is_plain || self.0.is_infinite() {
            write!(out, "{}", self.0)
        } else {
            write!(out, "{:e}", self.0)
        }
    }
}

fn exact(values: &[f64]) -> impl Iterator<Item = Exact> {
    values.iter().copied().map(Exact)
}

fn head(text: &mut Text, forest: &Forest, has_weights: bool, trees: &[String]) {
    let header = forest.header();
    text.line("tree");
    // A v4 tree has weights; without them it is a v3 tree.
    text.field("version", if has_weights { "v4" } else { "v3" });
    text.field("num_class", 1);
    text.field("num_tree_per_iteration", 1);
    text.field("label_index", header.label_index);
    text.field("max_feature_idx", forest.features().len().saturating_sub(1));
    match header.objective {
        Objective::Binary { sigmoid } => {
            text.field("objective", format_args!("binary sigmoid:{}", Exact(sigmoid)));
        }
        other => text.field("objective", other.name()),
    }
    if header.average_output {
        text.line("average_output");
    }
    text.list("feature_names", forest.features().iter().map(|feature| &feature.name));
    if let Some(constraints) = &header.monotone_constraints {
        text.list("monotone_constraints", constraints);
    }
    text.list("feature_infos", forest.features().iter().map(|feature| info(&feature.kind)));
    text.list("tree_sizes", trees.iter().map(String::len));
    text.line("");
}

fn info(kind: &FeatureKind) -> String {
    match kind {
        FeatureKind::Unused => "none".into(),
        FeatureKind::Number { min, max } => format!("[{}:{}]", Exact(*min), Exact(*max)),
        FeatureKind::Category { codes, .. } => {
            codes.iter().map(i32::to_string).collect::<Vec<_>>().join(":")
        }
    }
}

fn tree_block(index: usize, tree: &Tree, has_weights: bool) -> String {
    let parts = tree.parts();
    let record = &parts.record;
    let mut text = Text::default();
    text.field("Tree", index);
    text.field("num_leaves", tree.leaves().len());
    let sets: Vec<_> = tree.splits().iter().filter_map(set_of).collect();
    text.field("num_cat", sets.len());
    text.list("split_feature", tree.splits().iter().map(|split| split.feature));
    text.list("split_gain", exact(&record.gains));
    text.list("threshold", thresholds(tree.splits()));
    text.list("decision_type", tree.splits().iter().map(decision_type));
    text.list("left_child", tree.splits().iter().map(|split| child_number(split.left)));
    text.list("right_child", tree.splits().iter().map(|split| child_number(split.right)));
    text.list("leaf_value", tree.leaves().iter().map(|leaf| Exact(leaf.value)));
    if has_weights {
        text.list("leaf_weight", exact(record.leaf_weights.as_deref().unwrap_or(&[])));
    }
    text.list("leaf_count", tree.leaves().iter().map(|leaf| leaf.count));
    text.list("internal_value", exact(&record.split_values));
    if has_weights {
        text.list("internal_weight", exact(record.split_weights.as_deref().unwrap_or(&[])));
    }
    text.list("internal_count", tree.splits().iter().map(|split| split.count));
    if !sets.is_empty() {
        text.list("cat_boundaries", std::iter::once(0).chain(sets.iter().map(|set| set.end)));
        text.list("cat_threshold", &parts.words);
    }
    text.field("is_linear", 0);
    text.field("shrinkage", Exact(record.shrinkage));
    text.line("");
    text.line("");
    text.0
}

fn set_of(split: &Split) -> Option<&std::ops::Range<u32>> {
    match &split.question {
        Question::AtMost { .. } => None,
        Question::OneOf { words, .. } => Some(words),
    }
}

/// Thresholds of numbers; of categories the number of the set, which are counted in order.
fn thresholds(splits: &[Split]) -> impl Iterator<Item = Exact> {
    let mut sets = 0.0;
    splits.iter().map(move |split| match split.question {
        Question::AtMost { threshold, .. } => Exact(threshold),
        Question::OneOf { .. } => {
            sets += 1.0;
            Exact(sets - 1.0)
        }
    })
}

fn decision_type(split: &Split) -> u8 {
    let (category_bit, missing, default_left) = match split.question {
        Question::AtMost { missing, default_left, .. } => (0, missing, default_left),
        Question::OneOf { missing, default_left, .. } => (1, missing, default_left),
    };
    let missing_bits = match missing {
        MissingAs::Zero => 0,
        MissingAs::ZeroIsMissing => 1,
        MissingAs::Missing => 2,
    };
    category_bit | u8::from(default_left) << 1 | missing_bits << 2
}

fn child_number(child: Child) -> i64 {
    match child {
        Child::Split(index) => i64::from(index),
        Child::Leaf(index) => -1 - i64::from(index),
    }
}

fn tail(text: &mut Text, forest: &Forest) {
    let header = forest.header();
    text.line("end of trees");
    text.line("\nfeature_importances:");
    for (name, splits) in importances(forest) {
        text.field(name, splits);
    }
    text.line("\nparameters:");
    if let Some(boosting) = &header.boosting {
        text.line(format_args!("[boosting: {boosting}]"));
    }
    text.line(format_args!("[objective: {}]", header.objective.name()));
    if header.is_distributed {
        text.line("[tree_learner: data]");
    }
    let categorical: Vec<String> = header.categorical.iter().map(usize::to_string).collect();
    text.line(format_args!("[categorical_feature: {}]", categorical.join(",")));
    text.line("\nend of parameters");
    let lists = header.category_lists.as_ref().map_or("null".to_owned(), |lists| {
        let list = |labels: &Vec<super::CategoryLabel>| {
            let labels: Vec<String> = labels.iter().map(super::CategoryLabel::to_json).collect();
            format!("[{}]", labels.join(", "))
        };
        format!("[{}]", lists.iter().map(list).collect::<Vec<_>>().join(", "))
    });
    text.line(format_args!("\npandas_categorical:{lists}"));
}

/// How often each feature is split on with a gain, most often first, as LightGBM counts.
fn importances(forest: &Forest) -> Vec<(&str, usize)> {
    let mut counts = vec![0; forest.features().len()];
    for tree in forest.trees() {
        for (split, gain) in tree.splits().iter().zip(&tree.parts().record.gains) {
            if let Some(count) = counts.get_mut(split.feature as usize).filter(|_| *gain > 0.0) {
                *count += 1;
            }
        }
    }
    let names = forest.features().iter().map(|feature| feature.name.as_str());
    let mut importances: Vec<_> = names.zip(counts).filter(|(_, count)| *count > 0).collect();
    importances.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    importances
}
