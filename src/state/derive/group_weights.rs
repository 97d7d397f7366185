//! How much each factor weighs within the group: counted again for every group.

use crate::{
    domain::Job,
    portfolio::{Contributions, ContributionsFault, MeanAbsolute},
    state::{AppState, Scope, Tab},
};

use super::{
    group::Grouped,
    slot::{Shared, Wanted},
};

/// What the weights depend on.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::state) struct GroupWeightsInput {
    contributions: Shared<Contributions>,
    grouped: Shared<Grouped>,
}

/// The weights, and whose they are.
#[derive(Debug)]
pub(in crate::state) struct GroupWeights {
    /// In the unit of the raw score.
    pub(super) means: MeanAbsolute,
    /// The group.
    grouped: Shared<Grouped>,
}

impl GroupWeightsInput {
    /// Wanted while the population is on screen, for a group that is not everybody and not empty.
    pub(super) fn of(state: &AppState) -> Wanted<Self> {
        let Some(contributions) = &state.session.contributions else { return Wanted::Nothing };
        if !is_shown(state) {
            return Wanted::Later;
        }
        match state.pictures.group.value() {
            Some(grouped) if grouped.group.is_everybody() || grouped.group.count() == 0 => {
                Wanted::Nothing
            }
            Some(grouped) => Wanted::From(Self {
                contributions: Shared::of(contributions),
                grouped: Shared::of(grouped),
            }),
            None => Wanted::Later,
        }
    }

    pub(super) fn derive(&self, job: &dyn Job) -> Result<GroupWeights, ContributionsFault> {
        let means = self.contributions.mean_absolute_in(&self.grouped.group, job)?;
        Ok(GroupWeights { means, grouped: self.grouped.clone() })
    }
}

impl GroupWeights {
    /// How many clients the group has.
    pub(super) fn clients(&self) -> usize {
        self.grouped.group.count()
    }
}

/// Whether the effects of factors on everybody are on screen.
pub(super) fn is_shown(state: &AppState) -> bool {
    state.desk.tab == Tab::Population
}

/// The group whose effects are looked at; `None` for everybody, and for an empty group.
pub(super) fn looked_at(state: &AppState) -> Option<Shared<Grouped>> {
    let grouped = state.pictures.group.value()?;
    let is_group = !grouped.group.is_everybody() && grouped.group.count() > 0;
    (is_group && state.desk.scope == Scope::Group).then(|| Shared::of(grouped))
}
