//! The list of clients: its lines, made when they are seen, and what is said above them.

use std::sync::Arc;

use crate::{
    base::ClientBase,
    domain::{Decision, Threshold, Verdict},
    portfolio::ScoreBoard,
    state::{
        AppState, SortKey,
        view::{ListItem, ListRows, MakeItem},
    },
    words::Words,
};

use super::{order::Ordered, slot::Shared};

/// What the lines depend on: when none of it changed, the list stays as it is.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::state) struct LinesInput {
    base: Option<Shared<ClientBase>>,
    ordered: Option<Shared<Ordered>>,
    board: Option<Shared<ScoreBoard>>,
    threshold: Threshold,
    words: Words,
}

impl LinesInput {
    pub(super) fn of(state: &AppState) -> Self {
        let session = &state.session;
        Self {
            base: session.base.as_ref().map(Shared::of),
            ordered: state.pictures.order.value().map(Shared::of),
            board: session.board.as_ref().map(Shared::of),
            threshold: session.threshold(),
            words: state.words.clone(),
        }
    }

    /// The rows in order, none of them made yet.
    pub(super) fn rows(&self) -> ListRows {
        let order = self.ordered.as_ref().map(|ordered| Arc::clone(&ordered.order));
        ListRows { order: order.unwrap_or_default(), make: self.maker() }
    }

    fn maker(&self) -> Option<MakeItem> {
        let base = self.base.clone()?;
        let Self { board, words, threshold, .. } = self.clone();
        Some(Box::new(move |row| {
            // Read when the line is seen: while clients are being scored, the line fills by itself.
            let probability = board.as_ref().and_then(|board| board.probability(row));
            let decision = probability.map(|probability| Decision::of(probability, threshold));
            ListItem {
                row,
                client_id: base.ids().id(row as usize).into_owned(),
                risk: probability
                    .map(|probability| {
                        words.verdict_numbers(Verdict { probability, threshold }).probability
                    })
                    .unwrap_or_default(),
                decision,
                advice: match decision {
                    Some(Decision::Accept) => words.text("list-accept").to_owned(),
                    Some(Decision::Refuse) => words.text("list-refuse").to_owned(),
                    None => words.text("list-scoring").to_owned(),
                },
            }
        }))
    }

    /// What the search found, or that nobody meets the conditions.
    pub(super) fn message(&self) -> String {
        let (words, Some(ordered)) = (&self.words, &self.ordered) else { return String::new() };
        let found = ordered.order.len();
        let query = ordered.query.as_str();
        if query.is_empty() {
            return if found == 0 { words.text("list-empty").to_owned() } else { String::new() };
        }
        if ordered.bearers > 1 {
            let count = ordered.bearers.into();
            return words.with("search-duplicate", &[("count", count), ("id", query.into())]);
        }
        if found == 0 {
            return words.with("search-no-match", &[("query", query.into())]);
        }
        let results = words.with("search-results", &[("count", ordered.matches.into())]);
        if ordered.matches > found {
            let shown = words.with("search-results-shown", &[("count", found.into())]);
            format!("{results} {shown}")
        } else {
            results
        }
    }
}

/// Why the list is not sorted as it was asked to be: the risks are still being computed.
pub(super) fn sort_note(state: &AppState) -> String {
    let by_risk = match state.settings.sort {
        SortKey::HighestRisk | SortKey::LowestRisk | SortKey::ClosestToThreshold => true,
        SortKey::Base | SortKey::ClientId => false,
    };
    let waits = by_risk && state.session.portfolio.is_some() && state.session.scores.is_none();
    if waits { state.words.text("list-sort-waits").to_owned() } else { String::new() }
}
