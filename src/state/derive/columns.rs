//! The columns of the base under their plain names, for whoever chooses one.

use std::sync::Arc;

use crate::{
    base::ClientBase,
    domain::{Dictionary, Language},
    portfolio::Model,
    state::{AppState, view::ColumnChoice},
};

use super::slot::Shared;

/// The columns that can be chosen, and what they were named from.
#[derive(Debug)]
pub(in crate::state) struct Columns {
    base: Shared<ClientBase>,
    model: Option<Shared<Model>>,
    language: Language,
    /// All columns but the one of the identifiers, in the order of the base.
    pub(super) choices: Arc<[ColumnChoice]>,
}

impl Columns {
    /// The columns of the open base; those that are known when nothing changed.
    pub(super) fn of(state: &AppState, known: Option<&Shared<Self>>) -> Option<Shared<Self>> {
        let base = Shared::of(state.session.base.as_ref()?);
        let model = state.session.model.as_ref().map(Shared::of);
        let language = state.words.language();
        let is_known = |known: &&Shared<Self>| {
            known.base == base && known.model == model && known.language == language
        };
        if let Some(known) = known.filter(is_known) {
            return Some(known.clone());
        }
        let choices = choices(&base, state.session.dictionary(), language);
        Some(Shared::of(&Arc::new(Self { base, model, language, choices })))
    }
}

fn choices(base: &ClientBase, dictionary: &Dictionary, language: Language) -> Arc<[ColumnChoice]> {
    let columns = base.columns().iter().filter(|column| column.name() != base.id_column());
    columns
        .map(|column| ColumnChoice {
            column: column.name().to_owned(),
            label: dictionary.label(column.name(), language).to_owned(),
        })
        .collect()
}
