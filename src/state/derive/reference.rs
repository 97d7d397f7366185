//! Whom the reasons of the client on screen are measured against, when it is not the average: chosen
//! and prepared once, for every client.

use crate::{
    domain::{SilentJob, Threshold},
    explain,
    portfolio::{Applicants, Portfolio, Reference, Scores},
    state::{Against, AppState, view::AgainstView},
};

use super::{
    group::Grouped,
    slot::{Shared, Wanted},
};

/// What a reference depends on.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::state) struct ReferenceInput {
    portfolio: Shared<Portfolio>,
    scores: Shared<Scores>,
    chosen: Chosen,
}

#[derive(Debug, Clone, PartialEq)]
enum Chosen {
    JustAccepted(Threshold),
    Group(Shared<Grouped>),
}

/// A reference, or why there is none.
#[derive(Debug)]
pub(in crate::state) struct Prepared {
    against: Against,
    pub(super) reference: Result<Reference, NoReference>,
}

/// Why reasons cannot be measured against those who were chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NoReference {
    /// There is nobody.
    Nobody,
    /// The model does not allow it.
    Refused(explain::Refused),
}

impl ReferenceInput {
    /// Wanted while somebody measures against something else than the average.
    pub(super) fn of(state: &AppState) -> Wanted<Self> {
        let session = &state.session;
        let (Some(portfolio), Some(scores)) = (&session.portfolio, &session.scores) else {
            return Wanted::Nothing;
        };
        let chosen = match state.desk.against {
            Against::Average => return Wanted::Nothing,
            Against::JustAccepted => Chosen::JustAccepted(session.threshold()),
            Against::Group => match state.pictures.group.current() {
                None => return Wanted::Later,
                Some(grouped) if grouped.group.is_everybody() => return Wanted::Nothing,
                Some(grouped) => Chosen::Group(Shared::of(grouped)),
            },
        };
        Wanted::From(Self { portfolio: Shared::of(portfolio), scores: Shared::of(scores), chosen })
    }

    pub(super) fn derive(&self) -> Prepared {
        let (against, applicants) = match &self.chosen {
            Chosen::JustAccepted(threshold) => {
                let applicants = Applicants::just_accepted(&self.scores, *threshold, None);
                (Against::JustAccepted, applicants)
            }
            Chosen::Group(grouped) => {
                (Against::Group, Applicants::of_group(&self.scores, &grouped.group))
            }
        };
        let reference = applicants.ok_or(NoReference::Nobody).and_then(|applicants| {
            let measured = self.portfolio.measure_against(applicants, &SilentJob);
            measured.map_err(NoReference::Refused)
        });
        Prepared { against, reference }
    }
}

/// The reference that the client's reasons are measured against now: the latest one of the kind that
/// was chosen, even while a newer one is being prepared; nothing for the average.
pub(super) fn in_use(state: &AppState) -> Wanted<Option<Shared<Prepared>>> {
    let slot = &state.pictures.reference;
    match slot.value().filter(|prepared| prepared.against == state.desk.against) {
        _ if state.desk.against == Against::Average => Wanted::From(None),
        Some(prepared) => Wanted::From(Some(Shared::of(prepared))),
        None if slot.is_awaited() => Wanted::Later,
        None => Wanted::From(None),
    }
}

/// What can be chosen.
pub(super) fn choices(state: &AppState) -> AgainstView {
    let words = &state.words;
    let is_group = state
        .session
        .group
        .as_ref()
        .is_some_and(|group| !group.is_everybody() && group.count() > 0);
    let unless = |there: bool, key: &str| {
        if there { String::new() } else { words.text(key).to_owned() }
    };
    AgainstView {
        chosen: state.desk.against,
        no_just_accepted: unless(state.session.scores.is_some(), "list-scoring"),
        no_group: unless(is_group, "compare-no-group"),
    }
}
