//! Which way the values of each factor act: counted once for everybody, and for each group that is
//! looked at.

use std::sync::Arc;

use crate::{
    domain::Job,
    portfolio::{Contributions, ContributionsFault, Portfolio, Strip},
    state::AppState,
};

use super::{
    group::Grouped,
    group_weights,
    slot::{Shared, Wanted},
};

/// Strips that are counted before all others: more than fit on a screen.
const FIRST: usize = 24;

/// What the strips depend on.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::state) struct StripsInput {
    of: Whose,
    /// The strips of the heaviest factors, which are there already; `None` to count these.
    first: Option<Shared<Strips>>,
}

/// Whose strips they are.
#[derive(Debug, Clone, PartialEq)]
struct Whose {
    portfolio: Shared<Portfolio>,
    contributions: Shared<Contributions>,
    /// The group; `None` for everybody.
    grouped: Option<Shared<Grouped>>,
}

/// The strips of the factors.
#[derive(Debug)]
pub(in crate::state) struct Strips {
    of: Whose,
    /// Those that were counted first, when these are all of them.
    first: Option<Shared<Strips>>,
    /// One a factor, in the order of the outline; `None` where it is not counted yet.
    pub(super) by_factor: Vec<Option<Arc<Strip>>>,
}

impl StripsInput {
    /// Wanted while the population is on screen: first those of the factors that weigh most, then
    /// all of them.
    pub(super) fn of(state: &AppState) -> Wanted<Self> {
        let session = &state.session;
        let (Some(portfolio), Some(contributions)) = (&session.portfolio, &session.contributions)
        else {
            return Wanted::Nothing;
        };
        if !group_weights::is_shown(state) {
            return Wanted::Later;
        }
        let of = Whose {
            portfolio: Shared::of(portfolio),
            contributions: Shared::of(contributions),
            grouped: group_weights::looked_at(state),
        };
        let known = state.pictures.strips.value().filter(|known| known.of == of);
        let first = known.map(|known| known.first.clone().unwrap_or_else(|| Shared::of(known)));
        Wanted::From(Self { of, first })
    }

    /// One factor after the other on this one thread: the others are for whoever waits.
    pub(super) fn derive(&self, job: &dyn Job) -> Result<Strips, ContributionsFault> {
        let Whose { portfolio, contributions, grouped } = &self.of;
        let factors = &contributions.outline().factors;
        let group = grouped.as_ref().map(|grouped| &*grouped.group);
        let mut strips = match &self.first {
            Some(first) => first.by_factor.clone(),
            None => vec![None; factors.len()],
        };
        let count = if self.first.is_some() { factors.len() } else { FIRST };
        for factor in heaviest_first(contributions).into_iter().take(count) {
            job.progress(0, 0)?;
            let (Some(outline), Some(slot)) = (factors.get(factor), strips.get_mut(factor)) else {
                continue;
            };
            if slot.is_none() {
                *slot = Some(Arc::new(portfolio.strip(contributions, outline, group)?));
            }
        }
        Ok(Strips { of: self.of.clone(), first: self.first.clone(), by_factor: strips })
    }
}

impl Strips {
    /// Whether they are those of a group, not of everybody.
    pub(super) fn are_of_group(&self) -> bool {
        self.of.grouped.is_some()
    }
}

/// The factors in the order of their weight for everybody.
pub(super) fn heaviest_first(contributions: &Contributions) -> Vec<usize> {
    let weights = &contributions.mean_absolute().factors;
    let mut factors: Vec<(usize, f64)> = weights.iter().copied().enumerate().collect();
    factors.sort_by(|one, other| other.1.total_cmp(&one.1));
    factors.into_iter().map(|(factor, _)| factor).collect()
}

/// Whether the strips that are shown are those of another group than the one that is looked at.
pub(super) fn are_of_another_group(state: &AppState) -> bool {
    let known = state.pictures.strips.value();
    known.is_some_and(|known| known.of.grouped != group_weights::looked_at(state))
}
