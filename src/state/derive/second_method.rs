//! What LIME says about the client on screen, held against the exact reasons.
//!
//! Two parts: the clients that LIME draws from, chosen once for a model and a base; and what it says
//! about one client. Neither is derived before somebody looks.

use std::sync::Arc;

use crate::{
    explain::lime::{self, LimeAgreement, LimeExplanation, LimeOptions, agreement},
    faults::Said as _,
    portfolio::Portfolio,
    state::{
        AppState, Tab,
        view::{SecondMethodPane, SecondMethodView, TableView},
    },
    words::Words,
};

use super::{
    explained::Explained,
    slot::{Shared, Wanted},
};

/// What the clients to draw from depend on.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::state) struct DrawnFromInput {
    portfolio: Shared<Portfolio>,
}

/// What the second method's word on a client depends on.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::state) struct SecondMethodInput {
    portfolio: Shared<Portfolio>,
    drawn_from: Shared<lime::Reference>,
    client: Shared<Explained>,
    words: Words,
}

impl DrawnFromInput {
    pub(super) fn of(state: &AppState) -> Wanted<Self> {
        match &state.session.portfolio {
            Some(portfolio) if is_shown(state) => {
                Wanted::From(Self { portfolio: Shared::of(portfolio) })
            }
            Some(_) => Wanted::Later,
            None => Wanted::Nothing,
        }
    }

    pub(super) fn derive(&self) -> lime::Reference {
        self.portfolio.lime_reference()
    }
}

impl SecondMethodInput {
    pub(super) fn of(state: &AppState) -> Wanted<Self> {
        let Some(portfolio) = &state.session.portfolio else { return Wanted::Nothing };
        if state.desk.selected.is_none() {
            return Wanted::Nothing;
        }
        let (Some(drawn_from), Some(client), true) =
            (state.pictures.drawn_from.current(), state.pictures.client.current(), is_shown(state))
        else {
            return Wanted::Later;
        };
        Wanted::From(Self {
            portfolio: Shared::of(portfolio),
            drawn_from: Shared::of(drawn_from),
            client: Shared::of(client),
            words: state.words.clone(),
        })
    }

    /// The method's word, or why it has none.
    pub(super) fn derive(&self) -> Result<Arc<SecondMethodView>, String> {
        let row = self.client.row;
        let found = self.portfolio.lime(&self.drawn_from, row, LimeOptions::default());
        let found = found.map_err(|error| error.said(&self.words))?;
        // The exact reasons against the average, whatever the page measures against.
        let exact = self.portfolio.explain(row).contributions;
        Ok(Arc::new(self.view(&found, agreement(&found, &exact))))
    }

    fn view(&self, found: &LimeExplanation, exact: LimeAgreement) -> SecondMethodView {
        let words = &self.words;
        let correlation = match exact.rank_correlation {
            Some(correlation) => words.decimal(correlation, 2),
            None => words.text("common-unknown").to_owned(),
        };
        SecondMethodView {
            method: words.with(
                "lime-method",
                &[
                    ("samples", found.options.samples.into()),
                    ("seed", found.options.seed.to_string().into()),
                ],
            ),
            fit: match found.fit {
                Some(fit) => words.with("lime-fit", &[("fit", words.decimal(fit, 2).into())]),
                None => words.text("lime-fit-none").to_owned(),
            },
            agreement: words.with(
                "lime-agreement",
                &[
                    ("shared", exact.shared.into()),
                    ("of", exact.strongest.into()),
                    ("correlation", correlation.into()),
                ],
            ),
            caution: words.text("lime-caution").to_owned(),
            weights: self.table(found),
        }
    }

    fn table(&self, found: &LimeExplanation) -> TableView {
        let (words, portfolio) = (&self.words, &*self.portfolio);
        let rows = found.weights.iter().map(|weight| {
            let name = portfolio.feature_name(weight.feature);
            let entry = portfolio.entry(weight.feature);
            let value = portfolio.value(self.client.row, weight.feature);
            let points = words.decimal(100.0 * weight.weight.abs(), 1);
            let key = if weight.weight < 0.0 { "lime-points-less" } else { "lime-points-more" };
            vec![
                words.label(entry, name).to_owned(),
                words.value(entry, name, &value),
                words.with(key, &[("points", points.as_str().into())]),
            ]
        });
        let columns = ["reasons-column-factor", "reasons-column-value", "lime-column-points"];
        TableView {
            caption: words.text("lime-title").to_owned(),
            columns: columns.map(|key| words.text(key).to_owned()).to_vec(),
            rows: rows.collect(),
        }
    }
}

/// What is on screen of it.
pub(super) fn pane(state: &AppState) -> SecondMethodPane {
    if !state.desk.second_method_shown {
        return SecondMethodPane::Closed;
    }
    match state.pictures.second_method.value() {
        Some(Ok(view)) => SecondMethodPane::Shown(Arc::clone(view)),
        Some(Err(reason)) => SecondMethodPane::Message(reason.clone()),
        None => SecondMethodPane::Message(state.words.text("lime-drawing").to_owned()),
    }
}

fn is_shown(state: &AppState) -> bool {
    state.desk.second_method_shown && state.desk.tab == Tab::Client
}
