//! The client on screen, explained: everything about one client that does not change with the
//! threshold.
//!
//! The page, its comparison and the title of the window are made from this one value, so that they
//! speak of the same client at any moment.

use crate::{
    domain::Probability,
    portfolio::{ClientReasons, HoldOut, PastClients, Portfolio, Scores, past_clients},
    state::{
        AppState, Grouping,
        view::{ReasonsView, TableView},
    },
    words::Words,
};

use super::{
    reasons::Teller,
    reference::{self, Prepared},
    slot::{Shared, Wanted},
};

/// What an explained client depends on.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::state) struct ClientInput {
    portfolio: Shared<Portfolio>,
    hold_out: Shared<HoldOut>,
    scores: Option<Shared<Scores>>,
    words: Words,
    grouping: Grouping,
    row: u32,
    /// Whom the reasons are measured against; `None` for the average.
    prepared: Option<Shared<Prepared>>,
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
    /// The exact contributions, against whom they are measured.
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
        let prepared = match reference::in_use(state) {
            Wanted::From(prepared) => prepared,
            Wanted::Nothing => None,
            Wanted::Later => return Wanted::Later,
        };
        Wanted::From(Self {
            portfolio: Shared::of(portfolio),
            hold_out: Shared::of(hold_out),
            scores: session.scores.as_ref().map(Shared::of),
            words: state.words.clone(),
            grouping: state.grouping(),
            row,
            prepared,
        })
    }

    pub(super) fn derive(&self) -> Explained {
        let (words, portfolio) = (&self.words, &*self.portfolio);
        let prepared = self.prepared.as_ref().map(|prepared| prepared.reference.as_ref());
        let reference = prepared.and_then(Result::ok);
        let found = match reference {
            Some(reference) => portfolio.reasons_against(self.row, reference),
            None => portfolio.reasons(self.row),
        };
        let teller = Teller { words, portfolio, row: self.row };
        let mut reasons = teller.reasons(&found, self.grouping);
        reasons.reference = teller.measured_against(prepared);
        if reference.is_some() {
            reasons.sum = teller.sum(&found);
        }
        let score = portfolio.score_of_raw(found.explanation.raw_score);
        let past =
            self.scores.as_ref().and_then(|scores| past_clients(&self.hold_out, scores, self.row));
        Explained {
            row: self.row,
            client_id: portfolio.base().ids().id(self.row as usize).into_owned(),
            subtitle: portfolio.client_facts(words, self.row),
            probability: score.probability,
            past,
            warnings: portfolio.client_warnings(words, &found),
            reasons,
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
