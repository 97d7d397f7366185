//! How the effect of one factor follows its value: counted once a factor and a group, whoever is on
//! screen.

use crate::{
    explain::FactorOutline,
    portfolio::{Contributions, ContributionsFault, Dependence, FactorAxis, Portfolio},
    state::AppState,
};

use super::{
    group::Grouped,
    group_weights,
    slot::{Shared, Wanted},
    strips::heaviest_first,
};

/// What is counted.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::state) struct DependenceInput {
    pub(super) portfolio: Shared<Portfolio>,
    pub(super) contributions: Shared<Contributions>,
    /// The factor, by its place in the outline.
    pub(super) factor: usize,
    /// The group; `None` for everybody.
    pub(super) grouped: Option<Shared<Grouped>>,
}

/// What was counted.
#[derive(Debug)]
pub(in crate::state) struct CountedEffects {
    /// What was asked for.
    pub(super) of: DependenceInput,
    /// The bands, and who is in which.
    pub(super) axis: FactorAxis,
    /// The effects in each of them.
    pub(super) found: Dependence,
}

impl DependenceInput {
    /// Wanted while the population is on screen: for the factor that was chosen, else for the one
    /// that weighs most.
    pub(super) fn of(state: &AppState) -> Wanted<Self> {
        let session = &state.session;
        let (Some(portfolio), Some(contributions)) = (&session.portfolio, &session.contributions)
        else {
            return Wanted::Nothing;
        };
        if !group_weights::is_shown(state) {
            return Wanted::Later;
        }
        let chosen = state.desk.effect_factor.as_deref();
        let factor = chosen
            .and_then(|key| place_of(portfolio, contributions, key))
            .or_else(|| heaviest_first(contributions).first().copied());
        let Some(factor) = factor else { return Wanted::Nothing };
        Wanted::From(Self {
            portfolio: Shared::of(portfolio),
            contributions: Shared::of(contributions),
            factor,
            grouped: group_weights::looked_at(state),
        })
    }

    pub(super) fn derive(&self) -> Result<CountedEffects, ContributionsFault> {
        let group = self.grouped.as_ref().map(|grouped| &*grouped.group);
        let outline = self.outline();
        let nothing = FactorOutline { variable: None, features: Vec::new() };
        let factor = outline.unwrap_or(&nothing);
        let (axis, found) = self.portfolio.dependence(&self.contributions, factor, group)?;
        Ok(CountedEffects { of: self.clone(), axis, found })
    }

    /// The features of the factor.
    pub(super) fn outline(&self) -> Option<&FactorOutline> {
        self.contributions.outline().factors.get(self.factor)
    }
}

/// The factor of this name.
fn place_of(portfolio: &Portfolio, contributions: &Contributions, key: &str) -> Option<usize> {
    let mut factors = contributions.outline().factors.iter();
    factors.position(|factor| portfolio.outline_key(factor) == key)
}
