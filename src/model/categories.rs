//! The words behind the codes of a categorical feature.
//!
//! Python's LightGBM replaces each category by its position in the column's list of categories,
//! and writes all lists into the last line of the model, `pandas_categorical:[[...], [...]]`: one
//! list per column of category type, in the order of the columns, without their names. This file
//! reads that line and finds out which column each list belongs to.
//! Depends on `serde_json` and on the features' kinds.

use std::fmt;

use serde_json::Value;

use super::forest::{Feature, FeatureKind};

/// One category, as Python wrote it.
#[derive(Debug, Clone, PartialEq)]
pub enum CategoryLabel {
    /// Words.
    Text(String),
    /// A number; whole numbers print without a decimal point.
    Number(f64),
    /// `true` or `false`.
    Bool(bool),
    /// Something that no cell of a client base can equal (`null`, a list): its code is kept.
    Other(String),
}

impl CategoryLabel {
    fn from_json(value: Value) -> Self {
        match value {
            Value::String(text) => Self::Text(text),
            Value::Bool(flag) => Self::Bool(flag),
            Value::Number(number) => match number.as_f64() {
                Some(number) => Self::Number(number),
                None => Self::Other(number.to_string()),
            },
            other => Self::Other(other.to_string()),
        }
    }

    /// As one JSON value.
    pub(crate) fn to_json(&self) -> String {
        match self {
            Self::Text(text) => Value::from(text.as_str()).to_string(),
            Self::Number(number) => number.to_string(),
            Self::Bool(flag) => flag.to_string(),
            Self::Other(json) => json.clone(),
        }
    }
}

/// As a cell of a client base would write it.
impl fmt::Display for CategoryLabel {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) | Self::Other(text) => out.write_str(text),
            Self::Number(number) => write!(out, "{number}"),
            Self::Bool(flag) => write!(out, "{flag}"),
        }
    }
}

/// Reads what follows `pandas_categorical:`; `None` for `null`.
///
/// # Errors
/// Says what is wrong when it is not a list of lists of plain values.
pub(crate) fn parse_lists(json: &str) -> Result<Option<Vec<Vec<CategoryLabel>>>, String> {
    // Python's `json.dumps` writes NaN and Infinity, which are not JSON; they cannot be categories.
    let value: Value = serde_json::from_str(json).map_err(|error| {
        format!("pandas_categorical is not a list of lists (column {})", error.column())
    })?;
    match value {
        Value::Null => Ok(None),
        Value::Array(lists) => {
            lists.into_iter().map(parse_list).collect::<Result<_, _>>().map(Some)
        }
        _ => Err("pandas_categorical is neither null nor a list".into()),
    }
}

fn parse_list(list: Value) -> Result<Vec<CategoryLabel>, String> {
    match list {
        Value::Array(labels) => Ok(labels.into_iter().map(CategoryLabel::from_json).collect()),
        _ => Err("pandas_categorical holds something that is not a list".into()),
    }
}

/// What is known about the label list of one feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Assignment {
    /// This list, by index.
    List(usize),
    /// The feature has no list: its codes are the data.
    None,
    /// More than one answer fits.
    Unclear,
}

/// Largest table (features times lists) that [`assign`] fills; beyond it nothing is clear.
const MAX_TABLE: usize = 10_000_000;

/// Finds the feature of each list. `declared` is the `categorical_feature` parameter.
///
/// Lists are in column order, and every column of category type has one: also constant columns,
/// which the model does not use, and *ordered* categories, which it treats as numbers. Columns of
/// whole numbers that were only declared categorical have none. When the parameter does not
/// settle it, all placements that fit are compared and a feature gets a list only if they agree.
pub(crate) fn assign(
    lists: &[Vec<CategoryLabel>],
    features: &[Feature],
    declared: &[usize],
) -> Vec<Assignment> {
    let fits = |feature: &Feature, list: &Vec<CategoryLabel>| fits(&feature.kind, list.len());
    if declared.len() == lists.len() {
        let columns = || declared.iter().map(|&index| features.get(index));
        let all_fit = columns().zip(lists).all(|(feature, list)| {
            feature.is_some_and(|feature| !is_number(feature) && fits(feature, list))
        });
        let categories = features.iter().filter(|feature| is_category(feature)).count();
        let covered = columns().flatten().filter(|feature| is_category(feature)).count();
        if all_fit && categories == covered {
            let mut assigned = vec![Assignment::None; features.len()];
            for (list, &index) in declared.iter().enumerate() {
                if let Some(assigned) = assigned.get_mut(index) {
                    *assigned = Assignment::List(list);
                }
            }
            return assigned;
        }
    }
    // First without ordered categories and with a list for every category; then ever laxer.
    let rules = [(false, true), (true, true), (false, false), (true, false)]
        .map(|(numbers, all)| Rule { numbers, all, tight: false });
    let place = |rule: Rule| Placements::new(lists, features, declared, rule)?.agreement();
    let Some((rule, assigned)) = rules.into_iter().find_map(|rule| Some((rule, place(rule)?)))
    else {
        return vec![Assignment::Unclear; features.len()];
    };
    if assigned.contains(&Assignment::Unclear) {
        let tight = place(Rule { tight: true, ..rule });
        return tight.filter(|tight| !tight.contains(&Assignment::Unclear)).unwrap_or(assigned);
    }
    assigned
}

fn is_category(feature: &Feature) -> bool {
    matches!(feature.kind, FeatureKind::Category { .. })
}

fn is_number(feature: &Feature) -> bool {
    matches!(feature.kind, FeatureKind::Number { .. })
}

/// Whether a training column can have held the codes of a list of `labels` labels.
fn fits(kind: &FeatureKind, labels: usize) -> bool {
    match kind {
        FeatureKind::Unused => true,
        FeatureKind::Category { codes, .. } => codes
            .iter()
            .all(|&code| usize::try_from(code).is_ok_and(|code| code < labels) || code == -1),
        FeatureKind::Number { min, max } => {
            *min >= 0.0 && *max < labels as f64 && min.fract() == 0.0 && max.fract() == 0.0
        }
    }
}

/// The highest code that a training column held; `None` for a column that says nothing.
fn highest_code(kind: &FeatureKind) -> Option<f64> {
    match kind {
        FeatureKind::Unused => None,
        FeatureKind::Category { codes, .. } => codes.iter().max().map(|&code| f64::from(code)),
        FeatureKind::Number { max, .. } => Some(*max),
    }
}

/// Which placements are looked at.
#[derive(Debug, Clone, Copy)]
struct Rule {
    /// A list may belong to a number or an undeclared column (an ordered category).
    numbers: bool,
    /// Every category has a list.
    all: bool,
    /// The last label of each list was seen in training.
    tight: bool,
}

/// All ways to place the lists on features, in order.
struct Placements<'a> {
    lists: &'a [Vec<CategoryLabel>],
    features: &'a [Feature],
    declared: &'a [usize],
    rule: Rule,
    /// `before[f * (lists + 1) + l]`: the first `l` lists fit on the first `f` features.
    before: Vec<bool>,
    /// The same for what follows.
    after: Vec<bool>,
}

impl<'a> Placements<'a> {
    fn new(
        lists: &'a [Vec<CategoryLabel>],
        features: &'a [Feature],
        declared: &'a [usize],
        rule: Rule,
    ) -> Option<Self> {
        let size = (lists.len() + 1).checked_mul(features.len() + 1)?;
        if size > MAX_TABLE {
            return None;
        }
        let empty = vec![false; size];
        let mut placements =
            Self { lists, features, declared, rule, before: empty.clone(), after: empty };
        placements.fill();
        Some(placements)
    }

    fn slot(&self, feature: usize, list: usize) -> usize {
        feature * (self.lists.len() + 1) + list
    }

    fn can_take(&self, feature: usize, list: usize) -> bool {
        let (Some(column), Some(list)) = (self.features.get(feature), self.lists.get(list)) else {
            return false;
        };
        let is_declared = self.declared.is_empty() || self.declared.binary_search(&feature).is_ok();
        let is_allowed = self.rule.numbers || (is_declared && !is_number(column));
        let is_tight = !self.rule.tight
            || highest_code(&column.kind).is_none_or(|highest| highest + 1.0 == list.len() as f64);
        is_allowed && is_tight && fits(&column.kind, list.len())
    }

    fn can_skip(&self, feature: usize) -> bool {
        !self.rule.all || !self.features.get(feature).is_some_and(is_category)
    }

    fn is_set(table: &[bool], slot: usize) -> bool {
        table.get(slot).copied().unwrap_or(false)
    }

    fn fill(&mut self) {
        let (features, lists) = (self.features.len(), self.lists.len());
        for feature in 0..=features {
            for list in 0..=lists {
                let start = feature == 0 && list == 0;
                let skipped = feature > 0
                    && self.can_skip(feature - 1)
                    && Self::is_set(&self.before, self.slot(feature - 1, list));
                let taken = feature > 0
                    && list > 0
                    && self.can_take(feature - 1, list - 1)
                    && Self::is_set(&self.before, self.slot(feature - 1, list - 1));
                let slot = self.slot(feature, list);
                self.before[slot] = start || skipped || taken;
            }
        }
        for feature in (0..=features).rev() {
            for list in (0..=lists).rev() {
                let end = feature == features && list == lists;
                let skipped = feature < features
                    && self.can_skip(feature)
                    && Self::is_set(&self.after, self.slot(feature + 1, list));
                let taken = feature < features
                    && self.can_take(feature, list)
                    && Self::is_set(&self.after, self.slot(feature + 1, list + 1));
                let slot = self.slot(feature, list);
                self.after[slot] = end || skipped || taken;
            }
        }
    }

    /// What all placements say of each feature; `None` when there is no placement.
    fn agreement(&self) -> Option<Vec<Assignment>> {
        if !Self::is_set(&self.after, self.slot(0, 0)) {
            return None;
        }
        Some((0..self.features.len()).map(|feature| self.agreement_on(feature)).collect())
    }

    fn agreement_on(&self, feature: usize) -> Assignment {
        let mut found = None;
        for list in 0..=self.lists.len() {
            if !Self::is_set(&self.before, self.slot(feature, list)) {
                continue;
            }
            let skips =
                self.can_skip(feature) && Self::is_set(&self.after, self.slot(feature + 1, list));
            let takes = self.can_take(feature, list)
                && Self::is_set(&self.after, self.slot(feature + 1, list + 1));
            let answers = [(skips, Assignment::None), (takes, Assignment::List(list))];
            for (_, answer) in answers.into_iter().filter(|(fits, _)| *fits) {
                if *found.get_or_insert(answer) != answer {
                    return Assignment::Unclear;
                }
            }
        }
        found.unwrap_or(Assignment::None)
    }
}

#[cfg(test)]
mod tests {
    use super::{
        Assignment::{List, None as Nothing, Unclear},
        *,
    };

    fn list(labels: usize) -> Vec<CategoryLabel> {
        (0..labels).map(|label| CategoryLabel::Text(format!("label {label}"))).collect()
    }

    fn features(kinds: &[FeatureKind]) -> Vec<Feature> {
        let feature = |(index, kind): (usize, &FeatureKind)| Feature {
            name: format!("Column_{index}"),
            kind: kind.clone(),
        };
        kinds.iter().enumerate().map(feature).collect()
    }

    /// A category that had missing values and the codes below `codes`.
    fn category(codes: i32) -> FeatureKind {
        FeatureKind::Category { codes: (-1..codes).collect(), labels: None }
    }

    fn number(max: f64) -> FeatureKind {
        FeatureKind::Number { min: 0.0, max }
    }

    #[track_caller]
    fn check(kinds: &[FeatureKind], lists: &[usize], declared: &[usize], expected: &[Assignment]) {
        let lists: Vec<_> = lists.iter().map(|&labels| list(labels)).collect();
        assert_eq!(assign(&lists, &features(kinds), declared), expected);
    }

    #[test]
    fn the_declared_columns_settle_it() {
        use FeatureKind::Unused;
        // A constant category in between, and one category with a label that was never seen.
        check(
            &[number(1.5), category(2), Unused, Unused, category(3)],
            &[3, 1, 3],
            &[1, 3, 4],
            &[Nothing, List(0), Nothing, List(1), List(2)],
        );
    }

    #[test]
    fn without_a_declaration_lists_are_in_column_order() {
        check(&[category(2), number(1.5), category(2)], &[2, 2], &[], &[List(0), Nothing, List(1)]);
    }

    #[test]
    fn an_ordered_category_is_a_number_with_a_list() {
        check(
            &[category(4), number(2.0), category(9)],
            &[4, 3, 9],
            &[0, 2],
            &[List(0), List(1), List(2)],
        );
    }

    #[test]
    fn whole_numbers_that_were_declared_categories_have_no_list() {
        check(&[category(40), category(3)], &[3], &[0, 1], &[Nothing, List(0)]);
        // Both fit, but only one of them has seen the last label.
        check(&[category(2), category(3)], &[3], &[0, 1], &[Nothing, List(0)]);
    }

    #[test]
    fn what_is_unclear_is_said_to_be() {
        check(&[category(3), category(3)], &[3], &[0, 1], &[Unclear, Unclear]);
        check(&[category(3)], &[2], &[0], &[Unclear]);
    }

    #[test]
    fn labels_of_every_kind_are_read_and_written() {
        let line = r#"[["a b", "\u00e9"], [1, 2.5], [true, false], [null]]"#;
        let lists = parse_lists(line).unwrap().unwrap();
        assert_eq!(lists[0][1], CategoryLabel::Text("é".into()));
        assert_eq!(lists[1], [CategoryLabel::Number(1.0), CategoryLabel::Number(2.5)]);
        assert_eq!(lists[2], [CategoryLabel::Bool(true), CategoryLabel::Bool(false)]);
        assert_eq!(lists[1][0].to_string(), "1");
        let json: Vec<String> = lists.iter().flatten().map(CategoryLabel::to_json).collect();
        assert_eq!(json, [r#""a b""#, r#""é""#, "1", "2.5", "true", "false", "null"]);
        assert_eq!(parse_lists("null"), Ok(None));
        for bad in ["", "[", "3", "[3]", "[[1], 2]", "{}", "[[1]]x"] {
            assert!(parse_lists(bad).is_err(), "{bad}");
        }
    }
}
