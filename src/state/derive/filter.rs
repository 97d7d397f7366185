//! The filter panel.

use crate::{
    base::{Column, ColumnKind},
    domain::{Clause, Condition, Display, FeatureEntry, Value},
    state::{
        AppState,
        view::{ChoiceView, ClauseEditor, ClauseView, ColumnChoice, EditorKind, FilterView},
    },
    words::Words,
};

/// A column of numbers with at most this many different ones is filtered by ticking them.
const MOST_TICKED_NUMBERS: usize = 15;

/// A column of words lists its most frequent values for ticking, at most this many.
const MOST_TICKED_TEXTS: usize = 50;

/// The panel for the current filter.
pub(super) fn derive(state: &AppState) -> FilterView {
    FilterView {
        clauses: state.desk.filter.clauses.iter().map(|clause| chip(state, clause)).collect(),
        count: count(state),
        editor: editor(state),
        columns: columns(state),
        saved: state.settings.filters.iter().map(|saved| saved.name.clone()).collect(),
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

/// The columns that can be chosen: those that somebody named first, then the others.
pub(super) fn columns(state: &AppState) -> Vec<ColumnChoice> {
    let Some(base) = &state.session.base else { return Vec::new() };
    let language = state.words.language();
    let dictionary = state.session.dictionary();
    let choices = base.columns().iter().filter(|column| column.name() != base.id_column());
    choices
        .map(|column| ColumnChoice {
            column: column.name().to_owned(),
            label: dictionary.label(column.name(), language).to_owned(),
        })
        .collect()
}

fn count(state: &AppState) -> String {
    let (Some(base), Some(group)) = (&state.session.base, &state.session.group) else {
        return String::new();
    };
    let outcomes = base.outcomes(group);
    state.words.group_sentence(group.count() as u64, base.rows() as u64, outcomes)
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
