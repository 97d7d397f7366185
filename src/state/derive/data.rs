//! All of the client's own data.

use crate::{
    base::ClientBase,
    state::{
        AppState,
        view::{DataRow, DataView},
    },
};

/// One row a column, in the order of the base.
pub(super) fn derive(state: &AppState) -> DataView {
    let (Some(base), Some(row)) = (&state.session.base, state.desk.selected) else {
        return DataView::default();
    };
    let rows = base.columns().iter().map(|column| {
        let name = column.name();
        let label = state.session.dictionary().label(name, state.words.language());
        let value = column.value(row as usize);
        DataRow {
            label: label.to_owned(),
            column: if label == name { String::new() } else { name.to_owned() },
            value: state.words.value(state.session.entry(name), name, &value),
            remark: remark(state, base, name),
        }
    });
    DataView { rows: rows.collect() }
}

/// What is known about a column, in a few words.
fn remark(state: &AppState, base: &ClientBase, column: &str) -> String {
    let words = &state.words;
    let entry = state.session.entry(column);
    let is_read = state.session.portfolio.as_ref().map(|portfolio| portfolio.reads(column));
    let remarks = [
        (column == base.id_column(), "data-remark-id"),
        (base.outcome_column() == Some(column), "data-remark-outcome"),
        (is_read == Some(true), "data-remark-model"),
        (entry.negotiable, "data-remark-negotiable"),
        (entry.protected, "data-remark-protected"),
    ];
    let known: Vec<_> =
        remarks.iter().filter(|(holds, _)| *holds).map(|(_, key)| words.text(key)).collect();
    known.join(" · ")
}
