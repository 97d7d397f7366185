//! The filter panel: light enough to be derived with every change, but for the counts that the
//! group brings along.

use std::sync::Arc;

use crate::{
    base::{Column, ColumnKind},
    domain::{Clause, Condition, Display, FeatureEntry, Filter, Value},
    state::{
        AppState,
        view::{ChoiceView, ClauseEditor, ClauseView, EditorKind, FilterView},
    },
    words::Words,
};

use super::{columns::Columns, group::Grouped, slot::Shared};

/// A column of numbers with at most this many different ones is filtered by ticking them.
const MOST_TICKED_NUMBERS: usize = 15;

/// A column of words lists its most frequent values for ticking, at most this many.
const MOST_TICKED_TEXTS: usize = 50;

/// What the panel depends on: when none of it changed, the panel stays as it is.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::state) struct PanelInput {
    columns: Option<Shared<Columns>>,
    grouped: Option<Shared<Grouped>>,
    filter: Filter,
    edited_clause: Option<usize>,
    saved: Vec<String>,
}

impl PanelInput {
    pub(super) fn of(state: &AppState) -> Self {
        Self {
            columns: state.pictures.columns.clone(),
            grouped: state.pictures.group.value().map(Shared::of),
            filter: state.desk.filter.clone(),
            edited_clause: state.desk.edited_clause,
            saved: state.settings.filters.iter().map(|saved| saved.name.clone()).collect(),
        }
    }

    /// The panel for the current filter; its count is that of the last group.
    pub(super) fn view(&self, state: &AppState) -> FilterView {
        let columns = self.columns.as_ref().map(|columns| Arc::clone(&columns.choices));
        FilterView {
            clauses: self.filter.clauses.iter().map(|clause| chip(state, clause)).collect(),
            count: self.grouped.as_ref().map(|grouped| count(state, grouped)).unwrap_or_default(),
            editor: editor(state),
            columns: columns.unwrap_or_default(),
            saved: self.saved.clone(),
        }
    }
}

/// The condition that a new clause on `column` starts with: it keeps everybody.
pub(in crate::state) fn first_condition(state: &AppState, column: &str) -> Option<Condition> {
    let base = state.session.base.as_ref()?;
    let column = &base.columns()[base.column(column)?];
    Some(if is_ticked(column, state.session.entry(column.name())) {
        let mut values: Vec<Value> =
            column.values(MOST_TICKED_TEXTS).into_iter().map(|(value, _)| value).collect();
        values.push(Value::Missing);
        Condition::AnyOf(values)
    } else {
        Condition::Range { min: None, max: None, or_missing: true }
    })
}

fn is_ticked(column: &Column, entry: &FeatureEntry) -> bool {
    match column.kind() {
        ColumnKind::Text => true,
        ColumnKind::Number => {
            matches!(
                entry.display,
                Display::Choices(_) | Display::Scale(_) | Display::YesNo | Display::OneHot(_)
            ) || column.distinct().is_some_and(|distinct| distinct <= MOST_TICKED_NUMBERS)
        }
    }
}

fn count(state: &AppState, grouped: &Grouped) -> String {
    let group = &grouped.group;
    let (kept, all) = (group.count() as u64, group.population() as u64);
    state.words.group_sentence(kept, all, grouped.outcomes)
}

fn chip(state: &AppState, clause: &Clause) -> ClauseView {
    let words = &state.words;
    let entry = state.session.entry(&clause.column);
    let label = state.session.dictionary().label(&clause.column, words.language());
    let text = match &clause.condition {
        Condition::Range { min: None, max: None, .. } => {
            words.with("filter-chip-any", &[("label", label.into())])
        }
        Condition::Range { min, max, .. } => words.with(
            "filter-chip-one",
            &[("label", label.into()), ("value", words.range(entry, *min, *max).into())],
        ),
        Condition::AnyOf(values) => chip_of_values(state, clause, label, values),
        Condition::Missing => words.with("filter-chip-not-given", &[("label", label.into())]),
    };
    ClauseView { text, column: clause.column.clone() }
}

fn chip_of_values(state: &AppState, clause: &Clause, label: &str, values: &[Value]) -> String {
    let words = &state.words;
    let everything = first_condition(state, &clause.column);
    if everything.is_some_and(|everything| everything == Condition::AnyOf(values.to_vec())) {
        return words.with("filter-chip-any", &[("label", label.into())]);
    }
    let entry = state.session.entry(&clause.column);
    let first =
        values.first().map(|value| words.value(entry, &clause.column, value)).unwrap_or_default();
    words.with(
        "filter-chip-several",
        &[("label", label.into()), ("count", values.len().into()), ("value", first.into())],
    )
}

fn editor(state: &AppState) -> Option<ClauseEditor> {
    let index = state.desk.edited_clause?;
    let clause = state.desk.filter.clauses.get(index)?;
    let base = state.session.base.as_ref()?;
    let column = &base.columns()[base.column(&clause.column)?];
    let entry = state.session.entry(&clause.column);
    let (kind, or_missing) = match &clause.condition {
        Condition::Range { min, max, or_missing } => {
            (range_editor(&state.words, column, entry, *min, *max), *or_missing)
        }
        Condition::AnyOf(values) => {
            (choice_editor(&state.words, column, entry, values), values.contains(&Value::Missing))
        }
        Condition::Missing => (choice_editor(&state.words, column, entry, &[]), true),
    };
    let missing = column.missing();
    Some(ClauseEditor {
        index,
        label: state.session.dictionary().label(&clause.column, state.words.language()).to_owned(),
        kind,
        or_missing,
        missing: if missing == 0 { String::new() } else { state.words.integer(missing as u64) },
    })
}

fn range_editor(
    words: &Words,
    column: &Column,
    entry: &FeatureEntry,
    min: Option<f64>,
    max: Option<f64>,
) -> EditorKind {
    let (lowest, highest) = column.range().unwrap_or((0.0, 0.0));
    EditorKind::Range {
        min,
        max,
        lowest,
        highest,
        unit: entry.unit.get(words.language()).to_owned(),
        whole: matches!(entry.display, Display::Integer | Display::Amount),
    }
}

fn choice_editor(
    words: &Words,
    column: &Column,
    entry: &FeatureEntry,
    chosen: &[Value],
) -> EditorKind {
    let values = column.values(MOST_TICKED_TEXTS);
    let choices = values.into_iter().map(|(value, count)| {
        let label = words.value(entry, column.name(), &value);
        ChoiceView {
            label: words
                .with("filter-category-count", &[("label", label.into()), ("count", count.into())]),
            chosen: chosen.contains(&value),
            value,
        }
    });
    EditorKind::Choices(choices.collect())
}
