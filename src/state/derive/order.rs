//! Who stands where in the list of clients: searched, filtered, sorted.

use crate::{
    base::{ClientBase, RowOrder},
    domain::{ClientId, Threshold},
    portfolio::Scores,
    state::{AppState, SortKey, view::Order},
};

use super::{
    group::{Grouped, Standing},
    slot::{Shared, Wanted},
};

/// A search lists at most this many clients; nobody reads further, and typing narrows it down.
const MOST_FOUND: usize = 1_000;

/// What the order depends on.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::state) enum OrderInput {
    /// Clients whose identifier begins with a text, whoever the filter keeps.
    Search(Shared<ClientBase>, String),
    /// The group, in the order of the base.
    InBase(Shared<Grouped>),
    /// The group, by identifier.
    ById(Shared<ClientBase>, Shared<Grouped>),
    /// Everybody, by risk.
    ByRisk(Shared<Scores>, Risk),
    /// The group, by risk.
    GroupByRisk(Shared<Standing>, Risk),
    /// The group, by the distance to the threshold.
    ByDistance(Shared<Scores>, Shared<Grouped>, Threshold),
}

/// Which end of the risk comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::state) enum Risk {
    /// The riskiest.
    Highest,
    /// The safest.
    Lowest,
}

/// The order, and what a search found.
#[derive(Debug)]
pub(in crate::state) struct Ordered {
    /// The rows in order.
    pub(super) order: std::sync::Arc<Order>,
    /// What was searched; empty when nothing was.
    pub(super) query: String,
    /// How many identifiers begin with the query.
    pub(super) matches: usize,
    /// How many clients bear exactly the identifier that the query is.
    pub(super) bearers: usize,
}

impl OrderInput {
    pub(super) fn of(state: &AppState) -> Wanted<Self> {
        let session = &state.session;
        let (Some(base), scores) = (&session.base, &session.scores) else {
            return Wanted::Nothing;
        };
        let query = state.desk.query.trim();
        if !query.is_empty() {
            return Wanted::From(Self::Search(Shared::of(base), query.to_owned()));
        }
        let Some(grouped) = state.pictures.group.value() else { return Wanted::Later };
        let by_risk = |scores, risk| {
            if grouped.group.is_everybody() {
                return Wanted::From(Self::ByRisk(Shared::of(scores), risk));
            }
            let standing = state.pictures.standing.current();
            match standing.filter(|standing| standing.grouped == Shared::of(grouped)) {
                Some(standing) => Wanted::From(Self::GroupByRisk(Shared::of(standing), risk)),
                None => Wanted::Later,
            }
        };
        let group = Shared::of(grouped);
        match (state.settings.sort, scores) {
            (SortKey::ClientId, _) => Wanted::From(Self::ById(Shared::of(base), group)),
            (SortKey::LowestRisk, Some(scores)) => by_risk(scores, Risk::Lowest),
            (SortKey::HighestRisk, Some(scores)) => by_risk(scores, Risk::Highest),
            (SortKey::ClosestToThreshold, Some(scores)) => {
                Wanted::From(Self::ByDistance(Shared::of(scores), group, session.threshold()))
            }
            // Sorted by risk as soon as the risks are known.
            (_, _) => Wanted::From(Self::InBase(group)),
        }
    }

    pub(super) fn derive(&self) -> Ordered {
        if let Self::Search(base, query) = self {
            return search(base, query);
        }
        let order = match self {
            Self::Search(..) => Order::default(),
            Self::InBase(grouped) => {
                Order::Members { first: grouped.hold_out.clone(), rest: grouped.rest.clone() }
            }
            Self::ById(base, grouped) => match base.ids().sorted_rows() {
                RowOrder::AsTheyStand(_) => {
                    Order::Members { first: None, rest: (*grouped.group).clone() }
                }
                RowOrder::Listed(rows) => {
                    let belongs = |row: &u32| grouped.group.contains(*row as usize);
                    Order::Rows(rows.iter().copied().filter(belongs).collect())
                }
            },
            Self::ByRisk(scores, risk) => {
                Order::ByRisk { scores: scores.0.clone(), riskiest_first: *risk == Risk::Highest }
            }
            Self::GroupByRisk(standing, risk) => Order::GroupByRisk {
                scores: standing.scores.0.clone(),
                places: standing.places.clone(),
                riskiest_first: *risk == Risk::Highest,
            },
            Self::ByDistance(scores, grouped, threshold) => {
                if grouped.group.is_everybody() {
                    Order::ByDistance { scores: scores.0.clone(), threshold: *threshold }
                } else {
                    let belongs = |row: &u32| grouped.group.contains(*row as usize);
                    Order::Rows(scores.by_distance(*threshold).iter().filter(belongs).collect())
                }
            }
        };
        Ordered { order: order.into(), query: String::new(), matches: 0, bearers: 0 }
    }
}

fn search(base: &ClientBase, query: &str) -> Ordered {
    let bearers = ClientId::new(query).map_or(0, |wanted| base.ids().find(&wanted).rows().len());
    Ordered {
        order: Order::Rows(base.ids().search(query, MOST_FOUND).into()).into(),
        query: query.to_owned(),
        matches: base.ids().count(query),
        bearers,
    }
}
