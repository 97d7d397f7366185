//! The list of clients: searched, filtered, sorted.

use std::sync::Arc;

use crate::{
    base::ClientBase,
    domain::{ClientId, Decision, Verdict},
    portfolio::{HOLD_OUT, SPLIT_COLUMN},
    state::{
        AppState, SortKey,
        view::{ListItem, ListRows, ListView, MakeItem},
    },
};

/// A search lists at most this many clients; nobody reads further, and typing narrows it down.
const MOST_FOUND: usize = 1_000;

/// The list for the current query, filter and sort.
pub(super) fn derive(state: &AppState) -> ListView {
    let rows = Arc::new(ListRows { order: order(state), make: maker(state) });
    let mut view = ListView {
        query: state.desk.query.clone(),
        sort: state.settings.sort,
        message: message(state, rows.len()),
        rows,
        selected: None,
    };
    view.selected = position(&view.rows, state.desk.selected);
    view
}

/// Where the client on screen stands in the list that is already made.
pub(super) fn selected(state: &AppState) -> Option<usize> {
    position(&state.views.list.rows, state.desk.selected)
}

/// The first client to show: one that the model never saw when the base says who they are.
pub(in crate::state) fn first_row(base: &ClientBase) -> Option<u32> {
    base_order(base).first().copied()
}

fn position(rows: &ListRows, selected: Option<u32>) -> Option<usize> {
    selected.and_then(|row| rows.order.iter().position(|&listed| listed == row))
}

fn order(state: &AppState) -> Vec<u32> {
    let Some(base) = &state.session.base else { return Vec::new() };
    if !state.desk.query.trim().is_empty() {
        return base.ids().search(&state.desk.query, MOST_FOUND);
    }
    let sorted = sorted_rows(state, base);
    match &state.session.group {
        Some(group) if !state.desk.filter.is_empty() => {
            sorted.into_iter().filter(|&row| group.contains(row as usize)).collect()
        }
        _ => sorted,
    }
}

fn sorted_rows(state: &AppState, base: &ClientBase) -> Vec<u32> {
    let scores = state.session.scores.as_ref();
    match (state.settings.sort, scores) {
        (SortKey::ClientId, _) => base.ids().sorted_rows().to_vec(),
        (SortKey::LowestRisk, Some(scores)) => scores.by_risk().to_vec(),
        (SortKey::HighestRisk, Some(scores)) => scores.by_risk().iter().rev().copied().collect(),
        (SortKey::ClosestToThreshold, Some(scores)) => {
            scores.by_distance(state.session.threshold()).iter().collect()
        }
        (_, _) => base_order(base),
    }
}

/// The order of the base, clients of the hold-out first.
fn base_order(base: &ClientBase) -> Vec<u32> {
    let all = 0..base.rows() as u32;
    let Some(split) = base.column(SPLIT_COLUMN) else { return all.collect() };
    let column = &base.columns()[split];
    let (mut first, rest): (Vec<u32>, Vec<u32>) =
        all.partition(|&row| column.text(row as usize).is_some_and(|text| text == HOLD_OUT));
    first.extend(rest);
    first
}

fn message(state: &AppState, found: usize) -> String {
    let (words, query) = (&state.words, state.desk.query.trim());
    let Some(base) = &state.session.base else { return String::new() };
    if query.is_empty() {
        return if found == 0 { words.text("list-empty").to_string() } else { String::new() };
    }
    if let Ok(wanted) = ClientId::new(query)
        && let rows = base.ids().find(&wanted).rows()
        && rows.len() > 1
    {
        return words
            .with("search-duplicate", &[("count", rows.len().into()), ("id", query.into())]);
    }
    let matches = base.ids().count(query);
    if found == 0 {
        words.with("search-no-match", &[("query", query.into())])
    } else {
        let results = words.with("search-results", &[("count", matches.into())]);
        if matches > found {
            let shown = words.with("search-results-shown", &[("count", found.into())]);
            format!("{results} {shown}")
        } else {
            results
        }
    }
}

fn maker(state: &AppState) -> Option<MakeItem> {
    let base = Arc::clone(state.session.base.as_ref()?);
    let scores = state.session.scores.clone();
    let words = state.words.clone();
    let threshold = state.session.threshold();
    Some(Box::new(move |row| {
        let probability = scores.as_ref().and_then(|scores| scores.probability(row));
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
                Some(Decision::Accept) => words.text("list-accept").to_string(),
                Some(Decision::Refuse) => words.text("list-refuse").to_string(),
                None => words.text("list-scoring").to_string(),
            },
        }
    }))
}
