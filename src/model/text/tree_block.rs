//! One `Tree=` block: reads it, checks every value, and makes a [`Tree`].

use std::collections::HashSet;

use super::category_sets::{Sets, codes_of, known_codes};
use super::lines::{Cursor, Field, Fields};
use super::numbers::{decimal, integer, threshold};
use super::shape::{self, CountMismatch};
use crate::model::error::{ModelError, Place, excerpt};
use crate::model::forest::{Feature, FeatureKind, FormatVersion, Objective};
use crate::model::tree::{
    Child, Leaf, MissingAs, Question, Record, Split, Tree, TreeParts, ZERO_THRESHOLD,
};

const KEYS: [&str; 22] = [
    "num_leaves",
    "num_cat",
    "split_feature",
    "split_gain",
    "threshold",
    "decision_type",
    "left_child",
    "right_child",
    "leaf_value",
    "leaf_weight",
    "leaf_count",
    "internal_value",
    "internal_weight",
    "internal_count",
    "cat_boundaries",
    "cat_threshold",
    "is_linear",
    "leaf_const",
    "num_features",
    "leaf_features",
    "leaf_coeff",
    "shrinkage",
];

/// LightGBM's own limit (`num_leaves` in its parameters).
const MAX_LEAVES: i32 = 131_072;
/// Largest part of a raw score that one leaf may add, in log-odds: `exp(50)` to 1 is beyond any
/// odds, so a larger value is damage. Divided by the sigmoid when that stretches scores.
const MAX_LEAF_LOG_ODDS: f64 = 50.0;
/// How far a threshold may lie outside the training range, in widths of that range.
///
/// A model whose training went on with other data (`init_model`, `refit`) carries the ranges of
/// the last data and the thresholds of the first, so a little outside is honest and becomes a
/// note. A changed digit lands much further away.
const RANGE_MARGIN: f64 = 1.0;

/// `decision_type`: a category set, not a threshold.
const CATEGORY_BIT: i32 = 1;
/// `decision_type`: the default way is left.
const DEFAULT_LEFT_BIT: i32 = 2;
/// `decision_type`: the missing type begins at this bit.
const MISSING_SHIFT: i32 = 2;

/// What the reader of trees knows and gathers.
#[derive(Debug)]
pub(super) struct TreeReader<'a> {
    features: &'a [Feature],
    version: FormatVersion,
    max_leaf_value: f64,
    optional: Option<OptionalKeys>,
    /// Per feature: whether a threshold lies a little outside its training range.
    pub(super) outside_range: Vec<bool>,
    /// Per feature: the highest category code that any set holds, and where.
    pub(super) highest_code: Vec<Option<(u32, Place)>>,
    /// Per categorical feature: the codes seen in training.
    known_codes: Vec<HashSet<u32>>,
    /// The first split whose count is not the sum of its leaves'.
    pub(super) count_mismatch: Option<CountMismatch>,
}

/// Keys that LightGBM began to write over time. All trees of a file have the same ones, since
/// one program wrote them all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct OptionalKeys {
    leaf_weight: bool,
    internal_weight: bool,
    is_linear: bool,
}

impl<'a> TreeReader<'a> {
    pub(super) fn new(
        features: &'a [Feature],
        version: FormatVersion,
        objective: Objective,
    ) -> Self {
        Self {
            features,
            version,
            max_leaf_value: MAX_LEAF_LOG_ODDS * (1.0 / objective.sigmoid()).max(1.0),
            optional: None,
            outside_range: vec![false; features.len()],
            highest_code: vec![None; features.len()],
            known_codes: features.iter().map(known_codes).collect(),
            count_mismatch: None,
        }
    }

    /// Reads the lines after `Tree=`, up to and with the first empty one.
    pub(super) fn read(
        &mut self,
        cursor: &mut Cursor<'_>,
        place: Place,
    ) -> Result<Tree, ModelError> {
        let fields = Fields::read(cursor, place, &KEYS, &[])?;
        refuse_linear(&fields)?;
        self.check_optional(&fields, place)?;
        let leaves = count(fields.need("num_leaves")?, 1, MAX_LEAVES)?;
        let categories = count(fields.need("num_cat")?, 0, leaves - 1)? as usize;
        let leaves = leaves as usize;
        let parts = if leaves == 1 {
            self.single_leaf(&fields)?
        } else {
            self.with_splits(&fields, leaves, categories, place)?
        };
        parts.build().ok_or_else(|| place.fault("splits and leaves do not form one tree"))
    }

    fn check_optional(&mut self, fields: &Fields<'_>, place: Place) -> Result<(), ModelError> {
        let has = |key| fields.get(key).is_some();
        let found = OptionalKeys {
            leaf_weight: has("leaf_weight"),
            internal_weight: has("internal_weight"),
            is_linear: has("is_linear"),
        };
        let expected = match self.version {
            FormatVersion::V4 => {
                OptionalKeys { leaf_weight: true, internal_weight: true, is_linear: true }
            }
            FormatVersion::V2 | FormatVersion::V3 => *self.optional.get_or_insert(found),
        };
        if found == expected {
            return Ok(());
        }
        let pairs = [
            ("leaf_weight", found.leaf_weight, expected.leaf_weight),
            ("internal_weight", found.internal_weight, expected.internal_weight),
            ("is_linear", found.is_linear, expected.is_linear),
        ];
        let (key, is_here, _) =
            pairs.into_iter().find(|(_, found, expected)| found != expected).unwrap_or(pairs[0]);
        let what = if is_here { "stands here but not in earlier trees" } else { "is missing" };
        Err(place.fault(format!("the line {key}= {what}")))
    }

    fn leaf_values(&self, fields: &Fields<'_>, leaves: usize) -> Result<Vec<f64>, ModelError> {
        let field = fields.need("leaf_value")?;
        let values = field.many(leaves, decimal)?;
        let limit = self.max_leaf_value;
        match values.iter().find(|value| value.abs() > limit) {
            None => Ok(values),
            Some(value) => {
                Err(field.fault(format_args!("holds {value:e}, -{limit} to {limit} expected")))
            }
        }
    }

    /// A tree that only adds a constant. LightGBM reads nothing but its value.
    fn single_leaf(&self, fields: &Fields<'_>) -> Result<TreeParts, ModelError> {
        let value = self.leaf_values(fields, 1)?.first().copied().unwrap_or(0.0);
        for key in ["split_feature", "threshold", "left_child", "right_child", "cat_threshold"] {
            if let Some(field) = fields.get(key).filter(|field| field.len() > 0) {
                return Err(field.fault("has values, but the tree has one leaf and no split"));
            }
        }
        let count = match fields.get("leaf_count").filter(|field| field.len() > 0) {
            Some(field) => field.many(1, integer)?.first().copied().unwrap_or(0).max(0),
            None => 0,
        };
        let leaf_weights = match fields.get("leaf_weight").filter(|field| field.len() > 0) {
            Some(field) => Some(field.many(1, decimal)?),
            None => None,
        };
        let shrinkage = fields.need("shrinkage")?.one(decimal)?;
        Ok(TreeParts {
            leaves: vec![Leaf { value, count: f64::from(count) }],
            record: Record { leaf_weights, shrinkage, ..Record::default() },
            ..TreeParts::default()
        })
    }

    fn with_splits(
        &mut self,
        fields: &Fields<'_>,
        leaves: usize,
        categories: usize,
        place: Place,
    ) -> Result<TreeParts, ModelError> {
        let splits = leaves - 1;
        let leaf_values = self.leaf_values(fields, leaves)?;
        let record = read_record(fields, leaves)?;
        let links = shape::read(fields, leaves)?;
        if self.count_mismatch.is_none() {
            self.count_mismatch = links.mismatch;
        }
        let mut sets = Sets::read(fields, categories)?;
        let features_field = fields.need("split_feature")?;
        let thresholds = fields.need("threshold")?;
        let kinds = fields.need("decision_type")?;
        let rows = features_field
            .many(splits, integer)?
            .into_iter()
            .zip(thresholds.many(splits, threshold)?)
            .zip(kinds.many(splits, integer)?);
        let mut parts = TreeParts { record, ..TreeParts::default() };
        for (((feature, threshold), kind), node) in rows.zip(&links.nodes) {
            let feature = self.check_feature(features_field, feature)?;
            let (missing, default_left) = read_kind(kinds, kind)?;
            let question = if kind & CATEGORY_BIT == 0 {
                self.check_threshold(thresholds, feature, threshold)?;
                Question::AtMost { threshold, missing, default_left }
            } else {
                let words = sets.take(thresholds, threshold, &mut parts.words)?;
                let set = parts.words.get(words.start as usize..).unwrap_or(&[]);
                self.check_set(features_field, feature, set)?;
                Question::OneOf { words, missing, default_left }
            };
            let [left, right] = node.children;
            parts.splits.push(Split {
                feature: feature as u32,
                left,
                right,
                count: node.count,
                question,
            });
        }
        sets.check_all_taken(place)?;
        parts.leaves = leaf_values
            .into_iter()
            .zip(&links.leaf_counts)
            .map(|(value, &count)| Leaf { value, count })
            .collect();
        Ok(parts)
    }

    fn check_feature(&self, field: &Field<'_>, feature: i32) -> Result<usize, ModelError> {
        let width = self.features.len();
        usize::try_from(feature).ok().filter(|&feature| feature < width).ok_or_else(|| {
            field.fault(format_args!("holds {feature}, 0 to {} expected", width - 1))
        })
    }

    fn check_threshold(
        &mut self,
        field: &Field<'_>,
        feature: usize,
        threshold: f64,
    ) -> Result<(), ModelError> {
        let Some(column) = self.features.get(feature) else { return Ok(()) };
        let name = &column.name;
        match column.kind {
            FeatureKind::Category { .. } => Err(field.fault(format_args!(
                "of {} is a number, but the feature is a category",
                excerpt(name)
            ))),
            FeatureKind::Unused => {
                // Constant in the data that training went on with, not in the first data.
                self.note_outside(feature);
                Ok(())
            }
            FeatureKind::Number { min, max } => {
                if (min..=max).contains(&threshold) || is_between_zero_and_the_rest(threshold) {
                    return Ok(());
                }
                let margin = (max - min) * RANGE_MARGIN;
                if (min - margin..=max + margin).contains(&threshold) {
                    self.note_outside(feature);
                    return Ok(());
                }
                Err(field.fault(format_args!(
                    "of {} is {threshold}, far outside its training range {min} to {max}",
                    excerpt(name)
                )))
            }
        }
    }

    fn note_outside(&mut self, feature: usize) {
        if let Some(outside) = self.outside_range.get_mut(feature) {
            *outside = true;
        }
    }

    /// Checks one category set of `feature`.
    fn check_set(
        &mut self,
        field: &Field<'_>,
        feature: usize,
        set: &[u32],
    ) -> Result<(), ModelError> {
        if let Some(Feature { name, kind: FeatureKind::Number { .. } }) = self.features.get(feature)
        {
            let name = excerpt(name);
            return Err(
                field.fault(format_args!("asks for categories of {name}, which is a number"))
            );
        }
        let codes = || codes_of(set);
        let known = self.known_codes.get(feature);
        if known.is_some_and(|known| codes().any(|code| !known.contains(&code))) {
            self.note_outside(feature);
        }
        if let (Some(code), Some(highest)) = (codes().last(), self.highest_code.get_mut(feature))
            && highest.is_none_or(|(before, _)| before < code)
        {
            *highest = Some((code, field.place));
        }
        Ok(())
    }
}

/// LightGBM gives zero a bin of its own, and lets a last split only set missing values apart.
fn is_between_zero_and_the_rest(threshold: f64) -> bool {
    /// What some versions write instead of an infinite bound (`Common::AvoidInf`).
    const AVOIDED_INFINITY: f64 = 1e300;
    threshold.abs() <= ZERO_THRESHOLD || threshold >= AVOIDED_INFINITY
}

fn refuse_linear(fields: &Fields<'_>) -> Result<(), ModelError> {
    let unsupported =
        || ModelError::Unsupported { what: "a linear-tree model (is_linear=1)".into() };
    if let Some(field) = fields.get("is_linear") {
        match field.value {
            "0" => {}
            "1" => return Err(unsupported()),
            other => {
                return Err(field.fault(format_args!("is {}, 0 or 1 expected", excerpt(other))));
            }
        }
    }
    let linear = ["leaf_const", "num_features", "leaf_features", "leaf_coeff"];
    if linear.iter().any(|key| fields.get(key).is_some()) { Err(unsupported()) } else { Ok(()) }
}

fn count(field: &Field<'_>, least: i32, most: i32) -> Result<i32, ModelError> {
    let found = field.one(integer)?;
    if (least..=most).contains(&found) {
        Ok(found)
    } else {
        Err(field.fault(format_args!("is {found}, {least} to {most} expected")))
    }
}

fn read_kind(field: &Field<'_>, kind: i32) -> Result<(MissingAs, bool), ModelError> {
    let missing = match kind >> MISSING_SHIFT {
        0 => MissingAs::Zero,
        1 => MissingAs::ZeroIsMissing,
        2 => MissingAs::Missing,
        _ => return Err(field.fault(format_args!("holds {kind}, 0 to 11 expected"))),
    };
    Ok((missing, kind & DEFAULT_LEFT_BIT != 0))
}

fn read_record(fields: &Fields<'_>, leaves: usize) -> Result<Record, ModelError> {
    let splits = leaves - 1;
    let optional = |key, expected| match fields.get(key) {
        Some(field) => field.many(expected, decimal).map(Some),
        None => Ok(None),
    };
    Ok(Record {
        gains: fields.need("split_gain")?.many(splits, decimal)?,
        split_values: fields.need("internal_value")?.many(splits, decimal)?,
        split_weights: optional("internal_weight", splits)?,
        leaf_weights: optional("leaf_weight", leaves)?,
        shrinkage: fields.need("shrinkage")?.one(decimal)?,
    })
}

/// Where a number in `left_child` or `right_child` leads: leaf `i` is written as `-1 - i`.
pub(super) fn child(number: i32) -> Child {
    if number < 0 { Child::Leaf(!number as u32) } else { Child::Split(number as u32) }
}
