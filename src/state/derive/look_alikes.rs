//! The clients whose reasons are nearest to those of the client on screen, in words.
//!
//! Two parts: the contributions of all clients in short, made once for a model and a base; and the
//! look-alikes of one client, found with them in milliseconds.

use std::sync::Arc;

use crate::{
    domain::SilentJob,
    explain::{Contribution as _, Factor},
    portfolio::{
        ContributionIndex, Contributions, HoldOut, LookAlikes, MOST_CLIENTS_INDEXED, Neighbour,
        Portfolio, Scores,
    },
    state::{
        AppState, Scope, Tab,
        view::{
            CounterpartView, LookAlikeRow, LookAlikesPane, LookAlikesView, TableView, WaitingView,
        },
    },
    words::Words,
};

use super::{
    explained::Explained,
    slot::{Shared, Wanted},
    waiting,
};

/// In how much a look-alike is said to differ: both of them fit into a window of 800 points.
const SHOWN_DIFFERENCES: usize = 3;

/// What the contributions in short depend on.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::state) struct IndexInput {
    contributions: Shared<Contributions>,
}

/// What the look-alikes of the client on screen depend on.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::state) struct LookAlikesInput {
    portfolio: Shared<Portfolio>,
    contributions: Shared<Contributions>,
    index: Shared<ContributionIndex>,
    hold_out: Shared<HoldOut>,
    scores: Option<Shared<Scores>>,
    client: Shared<Explained>,
    words: Words,
}

/// Whether look-alikes are on screen.
pub(in crate::state) fn are_shown(state: &AppState) -> bool {
    state.desk.tab == Tab::Client && state.desk.scope == Scope::LookAlikes
}

/// What stands in their place; `None` when they are there, or do not belong on the screen.
pub(super) fn placeholder(state: &AppState) -> Option<LookAlikesPane> {
    let words = &state.words;
    let plain = |sentence: String| WaitingView { sentence, ..WaitingView::default() };
    let waiting = if let Some(limit) = limit_exceeded(state) {
        Some(plain(words.with("look-alikes-too-many", &[("limit", limit.into())])))
    } else if let Some(waiting) = waiting::for_contributions(state) {
        Some(waiting)
    } else if state.desk.selected.is_none() {
        Some(plain(words.text("client-none").to_owned()))
    } else if state.pictures.look_alikes.value().is_none() {
        Some(plain(words.text("look-alikes-looking").to_owned()))
    } else {
        None
    };
    waiting.map(LookAlikesPane::Waiting)
}

/// The most clients among whom look-alikes are looked for, when the base has more.
pub(in crate::state) fn limit_exceeded(state: &AppState) -> Option<usize> {
    let base = state.session.base.as_ref()?;
    (base.rows() > MOST_CLIENTS_INDEXED).then_some(MOST_CLIENTS_INDEXED)
}

impl IndexInput {
    pub(super) fn of(state: &AppState) -> Wanted<Self> {
        match &state.session.contributions {
            Some(contributions) if are_shown(state) => {
                Wanted::From(Self { contributions: Shared::of(contributions) })
            }
            // Whoever looks at something else finds them again.
            Some(_) => Wanted::Later,
            None => Wanted::Nothing,
        }
    }

    /// Empty when the contributions cannot be read, which their fault then tells.
    pub(super) fn derive(&self) -> ContributionIndex {
        let features = self.contributions.features();
        let index = self.contributions.index(&SilentJob);
        index.unwrap_or_else(|_| ContributionIndex::builder(0, features).finish())
    }
}

impl LookAlikesInput {
    pub(super) fn of(state: &AppState) -> Wanted<Self> {
        let (session, pictures) = (&state.session, &state.pictures);
        let (Some(portfolio), Some(hold_out)) = (&session.portfolio, &session.hold_out) else {
            return Wanted::Nothing;
        };
        let (Some(contributions), Some(_)) = (&session.contributions, state.desk.selected) else {
            return Wanted::Nothing;
        };
        let (Some(index), Some(client), true) =
            (pictures.index.current(), pictures.client.current(), are_shown(state))
        else {
            return Wanted::Later;
        };
        Wanted::From(Self {
            portfolio: Shared::of(portfolio),
            contributions: Shared::of(contributions),
            index: Shared::of(index),
            hold_out: Shared::of(hold_out),
            scores: session.scores.as_ref().map(Shared::of),
            client: Shared::of(client),
            words: state.words.clone(),
        })
    }

    /// Empty when the contributions cannot be read, which their fault then tells.
    pub(super) fn derive(&self) -> LookAlikesView {
        let (all, row, among) = (&self.contributions, self.client.row, self.hold_out.group());
        let Ok(found) = self.portfolio.look_alikes(all, &self.index, row, among) else {
            return LookAlikesView::default();
        };
        let is_known = found.outcomes.known > 0;
        let counterparts = if is_known {
            let [repaid, defaulted] = [&found.repaid, &found.defaulted].map(Option::as_ref);
            [("look-alikes-repaid", repaid), ("look-alikes-defaulted", defaulted)]
                .into_iter()
                .filter_map(|(title, found)| Some(self.counterpart(title, &found?.neighbour)))
                .collect()
        } else {
            let nearest = found.nearest.first();
            nearest
                .map(|nearest| self.counterpart("look-alikes-nearest", nearest))
                .into_iter()
                .collect()
        };
        LookAlikesView {
            sentence: self.sentence(&found),
            note: self.note(is_known),
            counterparts,
            list_title: self
                .words
                .with("look-alikes-list", &[("count", found.nearest.len().into())]),
            clients: found.nearest.iter().map(|neighbour| self.client_row(neighbour.row)).collect(),
        }
    }

    /// "Of the 50 clients with the closest reasons, 41 repaid: 82% (95% interval 69 to 90%)."
    fn sentence(&self, found: &LookAlikes) -> String {
        let words = &self.words;
        let count = ("count", found.nearest.len().into());
        if found.nearest.is_empty() {
            return words.text("look-alikes-nobody").to_owned();
        }
        let Some(rate) = found.outcomes.default_rate() else {
            return words.with("look-alikes-unknown", &[count]);
        };
        let (known, defaults) = (found.outcomes.known, found.outcomes.defaults);
        let share = |share: f64| words.percent(share, 0);
        let (low, high) = (share(1.0 - found.interval.1), share(1.0 - found.interval.0));
        let repaid = share(1.0 - rate);
        words.with(
            "look-alikes-sentence",
            &[
                ("count", known.into()),
                ("repaid", (known - defaults).into()),
                ("share", repaid.as_str().into()),
                ("low", low.as_str().into()),
                ("high", high.as_str().into()),
            ],
        )
    }

    /// Who counts, and what "closest" means.
    fn note(&self, is_known: bool) -> String {
        let words = &self.words;
        let who = match (is_known, self.hold_out.group()) {
            (false, _) => "",
            (true, Some(_)) => words.text("look-alikes-unseen-only"),
            (true, None) => words.text("look-alikes-perhaps-seen"),
        };
        format!("{} {who}", words.text("look-alikes-meaning")).trim_end().to_owned()
    }

    fn counterpart(&self, title: &str, neighbour: &Neighbour) -> CounterpartView {
        let words = &self.words;
        let client = self.client_row(neighbour.row);
        let rows = self.differences(neighbour.row);
        let other = words.with("client-title", &[("id", client.id.as_str().into())]);
        let title = words.text(title).to_owned();
        CounterpartView {
            same: if rows.is_empty() {
                words.text("look-alikes-no-difference").to_owned()
            } else {
                String::new()
            },
            differences: TableView {
                caption: title.clone(),
                columns: vec![
                    words.text("look-alikes-column-factor").to_owned(),
                    words.text("look-alikes-column-own").to_owned(),
                    other,
                ],
                rows,
            },
            title,
            client,
        }
    }

    /// The factors that count most differently for the two clients, with both values. A factor with
    /// the same value for both is left out: what it counts depends on the other factors, and would
    /// be told twice.
    fn differences(&self, other: u32) -> Vec<Vec<String>> {
        let (words, portfolio) = (&self.words, &*self.portfolio);
        // Against the average both, whatever the page measures against.
        let [own, other_reasons] = [self.client.row, other].map(|row| portfolio.reasons(row));
        let mut pairs: Vec<(&Factor, &Factor)> =
            own.factors.iter().zip(&other_reasons.factors).collect();
        let size =
            |(own, other): &(&Factor, &Factor)| (own.contribution() - other.contribution()).abs();
        pairs.sort_by(|left, right| size(right).total_cmp(&size(left)));
        let in_words = |(own, others): &(&Factor, &Factor)| {
            let value = portfolio.factor_value(words, self.client.row, own);
            let others_value = portfolio.factor_value(words, other, others);
            let label = portfolio.factor_label(words, own).to_owned();
            (value != others_value).then(|| vec![label, value, others_value])
        };
        let differing = pairs.iter().filter(|pair| size(pair) > 0.0);
        differing.filter_map(in_words).take(SHOWN_DIFFERENCES).collect()
    }

    fn client_row(&self, row: u32) -> LookAlikeRow {
        let words = &self.words;
        let base = self.portfolio.base();
        let id = base.ids().id(row as usize).into_owned();
        let risk = self.scores.as_ref().and_then(|scores| scores.probability(row));
        let outcome = base.outcome(row as usize).map(|defaulted| {
            words.text(if defaulted { "look-alike-defaulted" } else { "look-alike-repaid" })
        });
        LookAlikeRow {
            row,
            show: words.with("look-alike-show", &[("id", id.as_str().into())]),
            risk: risk.map_or_else(String::new, |risk| {
                let risk = words.probability(risk);
                words.with("look-alike-risk", &[("risk", risk.as_str().into())])
            }),
            outcome: outcome.unwrap_or_default().to_owned(),
            id,
        }
    }
}

/// What is on screen in place of the comparison, given what was found last.
pub(super) fn pane(state: &AppState) -> Option<LookAlikesPane> {
    if !are_shown(state) {
        return None;
    }
    let found = || state.pictures.look_alikes.value().map(Arc::clone);
    placeholder(state).or_else(|| found().map(LookAlikesPane::Found))
}
