//! The group: the clients whom the filter keeps.

use std::sync::Arc;

use crate::{
    base::{ClientBase, Group},
    domain::{Filter, Outcomes},
    portfolio::{HoldOut, Scores},
    state::AppState,
};

use super::slot::{Shared, Wanted};

/// What the group depends on.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::state) struct GroupInput {
    base: Shared<ClientBase>,
    hold_out: Shared<HoldOut>,
    filter: Filter,
}

/// The group and what is always said of it.
#[derive(Debug)]
pub(in crate::state) struct Grouped {
    /// Its clients.
    pub(in crate::state) group: Arc<Group>,
    /// Those among them whom the model never saw, when the base says who they are.
    pub(super) hold_out: Option<Group>,
    /// All the others.
    pub(super) rest: Group,
    /// What became of them.
    pub(super) outcomes: Outcomes,
}

/// What the order of risk within the group depends on.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::state) struct StandingInput {
    scores: Shared<Scores>,
    grouped: Shared<Grouped>,
}

/// The clients of a group in the order of their risk, the safest first; ties in the order of the
/// base.
#[derive(Debug)]
pub(in crate::state) struct Standing {
    /// The places that they take among everybody: a bit a client, where their rows would be four
    /// bytes each.
    pub(super) places: Group,
    /// The order of risk of everybody.
    pub(super) scores: Shared<Scores>,
    /// The group whose clients they are.
    pub(super) grouped: Shared<Grouped>,
}

impl GroupInput {
    pub(super) fn of(state: &AppState) -> Wanted<Self> {
        let session = &state.session;
        let (Some(base), Some(hold_out)) = (&session.base, &session.hold_out) else {
            return Wanted::Nothing;
        };
        Wanted::From(Self {
            base: Shared::of(base),
            hold_out: Shared::of(hold_out),
            filter: state.desk.filter.clone(),
        })
    }

    pub(super) fn derive(&self) -> Grouped {
        // Conditions on columns that the base lacks were let go when it was opened.
        let all = || self.base.everyone().clone();
        let group = self.base.group(&self.filter).unwrap_or_else(|_| all());
        let hold_out = self.hold_out.group().map(|hold_out| group.and(hold_out));
        let rest = hold_out.as_ref().map_or_else(|| group.clone(), |first| group.without(first));
        let outcomes = self.base.outcomes(&group);
        Grouped { group: Arc::new(group), hold_out, rest, outcomes }
    }
}

impl StandingInput {
    /// Wanted for a group that is not everybody, whose order of risk the scores know.
    pub(super) fn of(state: &AppState) -> Wanted<Self> {
        match (&state.session.scores, state.pictures.group.value()) {
            (Some(scores), Some(grouped)) if !grouped.group.is_everybody() => {
                Wanted::From(Self { scores: Shared::of(scores), grouped: Shared::of(grouped) })
            }
            _ => Wanted::Nothing,
        }
    }

    pub(super) fn derive(&self) -> Standing {
        let everybody = self.scores.by_risk();
        let belongs = |place: usize| {
            everybody.get(place).is_some_and(|row| self.grouped.group.contains(*row as usize))
        };
        Standing {
            places: Group::of_those(everybody.len(), belongs),
            scores: self.scores.clone(),
            grouped: self.grouped.clone(),
        }
    }
}

impl Standing {
    /// How many clients there are.
    pub(super) fn len(&self) -> usize {
        self.places.count()
    }

    /// The client at `place`, 0 for the safest; `None` past the last one.
    pub(super) fn row(&self, place: usize) -> Option<u32> {
        self.scores.by_risk().get(self.places.nth(place)?).copied()
    }
}

impl Grouped {
    /// The first client to show: one whom the model never saw when the base says who they are.
    pub(in crate::state) fn first_row(&self) -> Option<u32> {
        let unseen = self.hold_out.as_ref().and_then(|group| group.nth(0));
        unseen.or_else(|| self.rest.nth(0)).map(|row| row as u32)
    }
}
