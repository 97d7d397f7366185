//! How the risk spreads over everybody and over the group.

use crate::{
    base::{ClientBase, Group},
    domain::{Band, BandKind, Distribution, Outcomes, Probability},
    portfolio::Scores,
    state::{AppState, Tab},
};

use super::{
    group::{Grouped, Standing},
    slot::{Shared, Wanted},
};

/// Risks are counted in bands of this width: fine enough to see a threshold of 9 %, coarse enough
/// that a bar holds people.
const BAND_WIDTH: f64 = 0.05;

/// Bands of risk, from 0 to 1.
const BANDS: usize = 20;

/// Fewer clients than this have no tenth to speak of.
const FEWEST_FOR_A_SPREAD: usize = 20;

/// What the spread depends on.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::state) struct RisksInput {
    base: Shared<ClientBase>,
    scores: Shared<Scores>,
    grouped: Shared<Grouped>,
    standing: Option<Shared<Standing>>,
}

/// The spread over everybody, and over the group when it is not everybody.
#[derive(Debug)]
pub(in crate::state) struct Risks {
    pub(super) scores: Shared<Scores>,
    pub(super) everyone: Spread,
    pub(super) group: Option<(Spread, Shared<Standing>)>,
}

/// How the risk of some clients spreads.
#[derive(Debug)]
pub(in crate::state) struct Spread {
    /// How many they are.
    pub(super) clients: usize,
    /// What became of them.
    pub(super) outcomes: Outcomes,
    /// Their risks, in bands.
    pub(super) risks: Distribution,
    /// The risk that half of them exceed, and the one that a tenth exceeds; `None` for so few
    /// clients that it would say nothing.
    pub(super) middle_and_high: Option<(Probability, Probability)>,
}

impl RisksInput {
    /// Wanted while the population is on screen.
    pub(super) fn of(state: &AppState) -> Wanted<Self> {
        let session = &state.session;
        let (Some(base), Some(scores)) = (&session.base, &session.scores) else {
            return Wanted::Nothing;
        };
        if state.desk.tab != Tab::Population {
            return Wanted::Later;
        }
        let Some(grouped) = state.pictures.group.value() else { return Wanted::Later };
        let standing = if grouped.group.is_everybody() {
            None
        } else {
            let current = state.pictures.standing.current();
            let of_group =
                |standing: &&std::sync::Arc<Standing>| standing.grouped == Shared::of(grouped);
            match current.filter(of_group) {
                Some(standing) => Some(Shared::of(standing)),
                None => return Wanted::Later,
            }
        };
        let (base, scores) = (Shared::of(base), Shared::of(scores));
        Wanted::From(Self { base, scores, grouped: Shared::of(grouped), standing })
    }

    pub(super) fn derive(&self) -> Risks {
        let spread = |group: &Group, row: &dyn Fn(usize) -> Option<u32>| Spread {
            clients: group.count(),
            outcomes: self.base.outcomes(group),
            risks: self.bands(group),
            middle_and_high: self.middle_and_high(group.count(), row),
        };
        let group = self.standing.as_ref().map(|standing| {
            (spread(&self.grouped.group, &|place| standing.row(place)), standing.clone())
        });
        let everybody = self.scores.by_risk();
        let everyone = spread(self.base.everyone(), &|place: usize| everybody.get(place).copied());
        Risks { everyone, group, scores: self.scores.clone() }
    }

    fn bands(&self, group: &Group) -> Distribution {
        let band = |index: usize| {
            let lower = index as f64 * BAND_WIDTH;
            let kind = BandKind::Range { lower, upper: lower + BAND_WIDTH };
            Band { kind, count: 0, outcomes: Outcomes::default() }
        };
        let mut bands: Vec<Band> = (0..BANDS).map(band).collect();
        for row in group.rows() {
            let Some(risk) = self.scores.probability(row as u32) else { continue };
            let Some(band) = bands.get_mut(band_of(risk)) else { continue };
            band.count += 1;
            band.outcomes.add(self.base.outcome(row));
        }
        Distribution { bands, ..Distribution::default() }
    }

    /// Of so many clients, whose rows `row` gives from the safest to the riskiest.
    fn middle_and_high(
        &self,
        clients: usize,
        row: &dyn Fn(usize) -> Option<u32>,
    ) -> Option<(Probability, Probability)> {
        if clients < FEWEST_FOR_A_SPREAD {
            return None;
        }
        let risk = |place: usize| self.scores.probability(row(place)?);
        Some((risk(clients / 2)?, risk(clients - clients / 10 - 1)?))
    }
}

fn band_of(risk: Probability) -> usize {
    ((risk.get() / BAND_WIDTH) as usize).min(BANDS - 1)
}
