//! What became of past clients with the same score: a probability as a natural frequency.

use crate::{base::ClientBase, domain::Outcomes};

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

/// What became of the clients whose score is nearest to one client's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PastClients {
    /// How many, and how many of them defaulted.
    pub outcomes: Outcomes,
    /// The 95 % interval of the share of defaults (Wilson 1927), in `[0, 1]`.
    pub interval: (f64, f64),
}

/// The clients nearest in score to the one on `row`, itself left out, among those whose outcome is
/// known. When the base says whom the model was not trained on, only those count: on the others
/// the model looks better than it is. `None` when there are too few.
#[must_use]
pub fn past_clients(base: &ClientBase, scores: &Scores, row: u32) -> Option<PastClients> {
    let honest = honest_rows(base);
    let own = scores.raw_score(row)?;
    let order = scores.by_risk();
    let place =
        order.partition_point(|&other| scores.raw_score(other).is_some_and(|score| score < own));
    let counts = |other: &u32| {
        *other != row && honest(*other as usize) && base.outcome(*other as usize).is_some()
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

/// Whether a row may testify: all of them, unless the base has a hold-out part.
pub(super) fn honest_rows(base: &ClientBase) -> impl Fn(usize) -> bool {
    let split = base.column(SPLIT_COLUMN).and_then(|index| base.columns().get(index));
    move |row| split.is_none_or(|column| column.text(row) == Some(HOLD_OUT))
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
