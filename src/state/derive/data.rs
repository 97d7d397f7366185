//! All of the client's own data.

use crate::{
    base::ClientBase,
    portfolio::Portfolio,
    state::{
        AppState,
        view::{DataRow, DataView},
    },
    words::Words,
};

use super::slot::{Shared, Wanted};

/// What the client's data depend on.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::state) struct DataInput {
    portfolio: Shared<Portfolio>,
    words: Words,
    row: u32,
}

impl DataInput {
    pub(super) fn of(state: &AppState) -> Wanted<Self> {
        let (Some(portfolio), Some(row)) = (&state.session.portfolio, state.desk.selected) else {
            return Wanted::Nothing;
        };
        Wanted::From(Self { portfolio: Shared::of(portfolio), words: state.words.clone(), row })
    }

    /// One row a column, in the order of the base.
    pub(super) fn derive(&self) -> DataView {
        let (base, dictionary) = (self.portfolio.base(), self.portfolio.dictionary());
        let values = base.values(self.row as usize);
        let rows = base.columns().iter().zip(&values).map(|(column, value)| {
            let name = column.name();
            let label = dictionary.label(name, self.words.language());
            DataRow {
                label: label.to_owned(),
                column: if label == name { String::new() } else { name.to_owned() },
                value: self.words.value(dictionary.entry(name), name, value),
                remark: self.remark(base, name),
            }
        });
        DataView { rows: rows.collect() }
    }

    /// What is known about a column, in a few words.
    fn remark(&self, base: &ClientBase, column: &str) -> String {
        let entry = self.portfolio.dictionary().entry(column);
        let remarks = [
            (column == base.id_column(), "data-remark-id"),
            (base.outcome_column() == Some(column), "data-remark-outcome"),
            (self.portfolio.reads(column), "data-remark-model"),
            (entry.negotiable, "data-remark-negotiable"),
            (entry.protected, "data-remark-protected"),
        ];
        let known: Vec<_> = remarks
            .iter()
            .filter(|(holds, _)| *holds)
            .map(|(_, key)| self.words.text(key))
            .collect();
        known.join(" · ")
    }
}
