//! What became of past clients with the same score: a probability as a natural frequency.

use std::sync::{Arc, OnceLock};

use crate::{
    base::{ClientBase, Group},
    domain::{Clause, Condition, Filter, Outcomes, Value},
};

use super::Scores;

/// How many past clients are looked at: enough that the 95 % interval of a rate of 10 % is about
/// four points wide, few enough that they do have nearly the same score.
pub const PAST_CLIENTS: usize = 1_000;

/// With fewer, nothing is said.
const FEWEST_PAST_CLIENTS: u64 = 100;

/// The 97.5th percentile of the normal distribution, for a 95 % interval.
const Z_95: f64 = 1.959_963_984_540_054;

/// The column that says which part of a split a client belongs to, as `train` writes it.
pub const SPLIT_COLUMN: &str = "split";

/// In that column: the clients that the model never saw.
pub const HOLD_OUT: &str = "hold-out";

/// The clients whom the model never saw, when the base says who they are. Found when first asked
/// for, then kept.
#[derive(Debug)]
pub struct HoldOut {
    base: Arc<ClientBase>,
    group: OnceLock<Option<Group>>,
}

/// What became of the clients whose score is nearest to one client's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PastClients {
    /// How many, and how many of them defaulted.
    pub outcomes: Outcomes,
    /// The 95 % interval of the share of defaults (Wilson 1927), in `[0, 1]`.
    pub interval: (f64, f64),
}

impl HoldOut {
    /// The hold-out of `base`, not yet looked for.
    #[must_use]
    pub fn of(base: Arc<ClientBase>) -> Self {
        Self { base, group: OnceLock::new() }
    }

    /// Its clients; `None` when the base does not say who they are.
    pub fn group(&self) -> Option<&Group> {
        let find = || {
            self.base.column(SPLIT_COLUMN)?;
            let condition = Condition::AnyOf(vec![Value::Text(HOLD_OUT.to_owned())]);
            let clauses = vec![Clause { column: SPLIT_COLUMN.to_owned(), condition }];
            self.base.group(&Filter { clauses }).ok()
        };
        self.group.get_or_init(find).as_ref()
    }

    /// Whether what became of the client on `row` says how good the model is: everybody's does,
    /// unless the base has a hold-out part.
    #[must_use]
    pub fn may_testify(&self, row: u32) -> bool {
        self.group().is_none_or(|group| group.contains(row as usize))
    }
}

/// The clients nearest in score to the one on `row`, itself left out, among those whose outcome is
/// known. When the base says whom the model was not trained on, only those count: on the others
/// the model looks better than it is. `None` when there are too few.
#[must_use]
pub fn past_clients(hold_out: &HoldOut, scores: &Scores, row: u32) -> Option<PastClients> {
    let base = &hold_out.base;
    base.outcome_column()?;
    let own = scores.raw_score(row)?;
    let order = scores.by_risk();
    let place =
        order.partition_point(|&other| scores.raw_score(other).is_some_and(|score| score < own));
    let counts = |other: &u32| {
        *other != row && hold_out.may_testify(*other) && base.outcome(*other as usize).is_some()
    };
    let mut below = order.get(..place)?.iter().rev().copied().filter(counts).peekable();
    let mut above = order.get(place..)?.iter().copied().filter(counts).peekable();
    let distance = |other: u32| (scores.raw_score(other).unwrap_or(f64::INFINITY) - own).abs();
    let mut outcomes = Outcomes::default();
    while (outcomes.known as usize) < PAST_CLIENTS {
        let nearest = match (below.peek(), above.peek()) {
            (None, None) => break,
            (Some(&low), Some(&high)) if distance(low) < distance(high) => below.next(),
            (Some(_), None) => below.next(),
            _ => above.next(),
        };
        let Some(nearest) = nearest else { break };
        outcomes.add(base.outcome(nearest as usize));
    }
    (outcomes.known >= FEWEST_PAST_CLIENTS)
        .then(|| PastClients { outcomes, interval: wilson(outcomes) })
}

/// The 95 % interval of a share (Wilson 1927, Journal of the American Statistical Association 22).
pub(super) fn wilson(outcomes: Outcomes) -> (f64, f64) {
    let (known, defaults) = (outcomes.known as f64, outcomes.defaults as f64);
    if known == 0.0 {
        return (0.0, 1.0);
    }
    let share = defaults / known;
    let z2 = Z_95 * Z_95;
    let centre = (share + z2 / (2.0 * known)) / (1.0 + z2 / known);
    let half = Z_95 / (1.0 + z2 / known)
        * (share * (1.0 - share) / known + z2 / (4.0 * known * known)).sqrt();
    ((centre - half).max(0.0), (centre + half).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reference: `scipy.stats.binomtest(k, n).proportion_ci(method="wilson")`.
    #[test]
    fn the_interval_is_wilsons() {
        for (known, defaults, low, high) in [
            (10, 0, 0.0, 0.277_532_799_862_889_26),
            (50, 9, 0.097_701_926_702_341_76, 0.307_960_536_743_007_83),
        ] {
            let interval = wilson(Outcomes { known, defaults });
            assert!((interval.0 - low).abs() < 1e-9, "{interval:?}");
            assert!((interval.1 - high).abs() < 1e-9, "{interval:?}");
        }
    }
}
