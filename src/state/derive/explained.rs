//! The client on screen, explained: everything about one client that does not change with the
//! threshold.
//!
//! The page, its comparison and the title of the window are made from this one value, so that they
//! speak of the same client at any moment.

use crate::{
    domain::{Display, FeatureEntry, Probability, Value},
    portfolio::{
        ClientReasons, HOLD_OUT, HoldOut, PastClients, Portfolio, SPLIT_COLUMN, Scores,
        past_clients,
    },
    state::{
        AppState, Grouping,
        view::{ReasonsView, TableView},
    },
    words::Words,
};

use super::{
    reasons::Teller,
    slot::{Shared, Wanted},
};

/// Facts in the line under the client's name.
const SUBTITLE_FACTS: usize = 4;

/// Contributions that miss the score by more than this are not to be trusted (log-odds).
const ADDITIVITY_TOLERANCE: f64 = 1e-6;

/// A warning names at most this many features; all of them stand among the client's data.
const NAMED_IN_A_WARNING: usize = 5;

/// What an explained client depends on.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::state) struct ClientInput {
    portfolio: Shared<Portfolio>,
    hold_out: Shared<HoldOut>,
    scores: Option<Shared<Scores>>,
    words: Words,
    grouping: Grouping,
    row: u32,
}

/// One client: score, reasons, circumstances.
#[derive(Debug)]
pub(in crate::state) struct Explained {
    /// The row of the base.
    pub(super) row: u32,
    /// The identifier, as the base writes it.
    pub(super) client_id: String,
    /// The facts that tell who it is.
    pub(super) subtitle: String,
    /// The probability of default.
    pub(super) probability: Probability,
    /// What became of past clients with this score; `None` while not all clients are scored.
    pub(super) past: Option<PastClients>,
    /// What to know before trusting the score.
    pub(super) warnings: Vec<String>,
    /// The exact contributions.
    pub(super) found: ClientReasons,
    /// The same in words, but for the table of all of them and for the sentence that holds the
    /// risk against the threshold.
    pub(super) reasons: ReasonsView,
}

/// What the table of all reasons depends on.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::state) struct AllReasonsInput {
    portfolio: Shared<Portfolio>,
    client: Shared<Explained>,
    words: Words,
}

/// All reasons of a client as a table.
#[derive(Debug)]
pub(in crate::state) struct AllReasons {
    /// The client.
    pub(super) client: Shared<Explained>,
    /// One row a factor, the strongest first.
    pub(super) table: TableView,
}

impl ClientInput {
    pub(super) fn of(state: &AppState) -> Wanted<Self> {
        let session = &state.session;
        let (Some(portfolio), Some(hold_out), Some(row)) =
            (&session.portfolio, &session.hold_out, state.desk.selected)
        else {
            return Wanted::Nothing;
        };
        Wanted::From(Self {
            portfolio: Shared::of(portfolio),
            hold_out: Shared::of(hold_out),
            scores: session.scores.as_ref().map(Shared::of),
            words: state.words.clone(),
            grouping: state.grouping(),
            row,
        })
    }

    pub(super) fn derive(&self) -> Explained {
        let (words, portfolio) = (&self.words, &*self.portfolio);
        let found = portfolio.reasons(self.row);
        let score = portfolio.score_of_raw(found.explanation.raw_score);
        let past =
            self.scores.as_ref().and_then(|scores| past_clients(&self.hold_out, scores, self.row));
        Explained {
            row: self.row,
            client_id: portfolio.base().ids().id(self.row as usize).into_owned(),
            subtitle: subtitle(words, portfolio, self.row),
            probability: score.probability,
            past,
            warnings: warnings(words, portfolio, &found),
            reasons: Teller { words, portfolio, row: self.row }.reasons(&found, self.grouping),
            found,
        }
    }
}

impl AllReasonsInput {
    /// Wanted once the client stands on the page: a wide model has hundreds of reasons, most of
    /// which nobody opens.
    pub(super) fn of(state: &AppState) -> Wanted<Self> {
        let Some(portfolio) = &state.session.portfolio else { return Wanted::Nothing };
        match state.pictures.client.current() {
            Some(client) => Wanted::From(Self {
                portfolio: Shared::of(portfolio),
                client: Shared::of(client),
                words: state.words.clone(),
            }),
            None => Wanted::Later,
        }
    }

    pub(super) fn derive(&self) -> AllReasons {
        let row = self.client.row;
        let teller = Teller { words: &self.words, portfolio: &self.portfolio, row };
        AllReasons { client: self.client.clone(), table: teller.table(&self.client.found) }
    }
}

impl Explained {
    /// The columns of the listed reasons, the strongest first.
    pub(super) fn columns(&self) -> impl Iterator<Item = &str> {
        self.reasons.rows.iter().filter_map(|row| row.column.as_deref())
    }
}

/// "42 years · single · credit limit NT$50,000 · hold-out": who it is, before any figure. Features
/// that say it best come first: protected ones tell the person, negotiable ones the request.
fn subtitle(words: &Words, portfolio: &Portfolio, row: u32) -> String {
    let mut facts = Vec::new();
    for wanted_protected in [true, false] {
        for column in portfolio.base().columns() {
            let entry = portfolio.dictionary().entry(column.name());
            let is_wanted = if wanted_protected {
                entry.protected
            } else {
                entry.negotiable && !entry.protected
            };
            if !is_wanted || facts.len() >= SUBTITLE_FACTS {
                continue;
            }
            let value = column.value(row as usize);
            if value != Value::Missing {
                facts.push(fact(words, entry, column.name(), &value));
            }
        }
    }
    let split = portfolio.base().column(SPLIT_COLUMN);
    let part = split.and_then(|index| portfolio.base().columns().get(index)?.text(row as usize));
    if part == Some(HOLD_OUT) {
        facts.push(words.text("list-hold-out").to_owned());
    } else if part.is_some() {
        facts.push(words.text("list-training").to_owned());
    }
    facts.join(" · ")
}

/// A value that speaks for itself, else with its name: "42 years", "Credit limit NT$50,000".
fn fact(words: &Words, entry: &FeatureEntry, column: &str, value: &Value) -> String {
    let text = words.value(entry, column, value);
    let speaks_for_itself = match entry.display {
        Display::Choices(_) | Display::YearsBefore => true,
        Display::Integer => !entry.unit.is_empty(),
        _ => false,
    };
    if speaks_for_itself {
        return text;
    }
    let label = words.label(entry, column);
    words.with("client-fact", &[("label", label.into()), ("value", text.as_str().into())])
}

fn warnings(words: &Words, portfolio: &Portfolio, found: &ClientReasons) -> Vec<String> {
    let label = |feature: usize| {
        portfolio.dictionary().label(portfolio.feature_name(feature), words.language())
    };
    let unseen = portfolio.missing_read_as_zero(found.row);
    let mut warnings: Vec<String> = match unseen.as_slice() {
        [] => Vec::new(),
        [only] => vec![words.with("notice-never-missing", &[("label", label(*only).into())])],
        several => {
            let named: Vec<&str> =
                several.iter().take(NAMED_IN_A_WARNING).map(|feature| label(*feature)).collect();
            let more = if several.len() > NAMED_IN_A_WARNING { "…" } else { "" };
            let labels = format!("{}{more}", named.join(", "));
            vec![words.with(
                "notice-never-missing-several",
                &[("count", several.len().into()), ("labels", labels.as_str().into())],
            )]
        }
    };
    let error = found.explanation.additivity_error();
    if error.is_nan() || error > ADDITIVITY_TOLERANCE {
        let difference = words.significant(error);
        warnings
            .push(words.with("notice-additivity", &[("difference", difference.as_str().into())]));
    }
    warnings
}
