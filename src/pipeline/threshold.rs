//! Which threshold loses least money.
//!
//! Depends on `domain` and on the metrics of this layer.
//! A bank loses more when an accepted client defaults (a false negative) than when it refuses a
//! client who would have repaid (a false positive). Only the ratio of the two costs matters.
//! Invariant: a threshold lies between two neighbouring probabilities, so that rounding a score by
//! a hair never changes a decision of the clients it was chosen on.

mod choose;
mod rule;

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::metrics::{Confusion, Ranking};
use crate::domain::Threshold;

pub use choose::{ChosenThreshold, Interval};
pub(super) use choose::{Stake, choose};
pub use rule::{AmountRule, ThresholdRule};

/// A cost is as good as the lowest one when it is at most this share above it: the choice of a
/// threshold on a few thousand clients is never surer than that.
pub const FLAT_TOLERANCE: f64 = 0.01;

/// What an accepted default costs, counted in refused clients who would have repaid.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct CostRatio(f64);

/// A number that is no ratio of two costs.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("{value} is not a cost ratio: expected a number above 0, such as 10")]
pub struct BadCostRatio {
    /// The number that was given.
    pub value: f64,
}

/// What one threshold costs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CostPoint {
    /// The threshold.
    pub threshold: Threshold,
    /// The cost per client, in refused clients who would have repaid.
    pub cost: f64,
}

/// The cost of every threshold that makes a difference, ascending, never empty: the first refuses
/// everybody, the last accepts everybody.
#[derive(Debug, Clone, PartialEq)]
pub struct CostCurve {
    points: Vec<CostPoint>,
}

/// The threshold that costs least, and how sure that is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CheapestThreshold {
    /// The threshold and its cost.
    pub best: CostPoint,
    /// Where the thresholds begin that cost at most [`FLAT_TOLERANCE`] more, without a gap.
    pub flat_from: Threshold,
    /// Where they end.
    pub flat_to: Threshold,
}

impl CostRatio {
    /// Used when nobody says otherwise: a default costs as much as ten lost customers.
    pub const DEFAULT: Self = Self(10.0);

    /// # Errors
    /// Unless `value` is finite and above 0.
    pub fn new(value: f64) -> Result<Self, BadCostRatio> {
        if value.is_finite() && value > 0.0 { Ok(Self(value)) } else { Err(BadCostRatio { value }) }
    }

    /// The number.
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }

    /// The threshold that would cost least if probabilities were exact: `1 / (1 + ratio)`
    /// (Elkan, "The foundations of cost-sensitive learning", IJCAI 2001).
    #[must_use]
    pub fn ideal_threshold(self) -> f64 {
        1.0 / (1.0 + self.0)
    }
}

impl TryFrom<f64> for CostRatio {
    type Error = BadCostRatio;

    fn try_from(value: f64) -> Result<Self, BadCostRatio> {
        Self::new(value)
    }
}

impl From<CostRatio> for f64 {
    fn from(ratio: CostRatio) -> Self {
        ratio.0
    }
}

impl FromStr for CostRatio {
    type Err = BadCostRatio;

    fn from_str(text: &str) -> Result<Self, BadCostRatio> {
        Self::new(text.trim().parse().unwrap_or(f64::NAN))
    }
}

impl fmt::Display for CostRatio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl CostCurve {
    /// The costs on the clients of `ranking`, whose scores must be probabilities.
    #[must_use]
    pub fn new(ranking: &Ranking, ratio: CostRatio) -> Self {
        let levels = ranking.levels();
        let clients = ranking.clients() as f64;
        let mut refused_repaid = ranking.repaid();
        let mut accepted_defaults = 0;
        let mut lower = None;
        let mut points = Vec::with_capacity(levels.len() + 1);
        for upper in levels.iter().map(Some).chain([None]) {
            if let Some(threshold) = between(lower, upper.map(|level| level.score)) {
                let cost = ratio.get() * accepted_defaults as f64 + refused_repaid as f64;
                points.push(CostPoint { threshold, cost: cost / clients });
            }
            if let Some(level) = upper {
                accepted_defaults += level.defaults;
                refused_repaid -= level.repaid;
                lower = Some(level.score);
            }
        }
        Self { points }
    }

    /// A curve of these points, by ascending threshold.
    fn of_points(points: Vec<CostPoint>) -> Self {
        Self { points }
    }

    /// The points, by ascending threshold.
    #[must_use]
    pub fn points(&self) -> &[CostPoint] {
        &self.points
    }

    /// At most `count` points, evenly spread from where hardly anybody is accepted to where hardly
    /// anybody is refused, the cheapest among them.
    #[must_use]
    pub fn some_points(&self, count: usize) -> Vec<CostPoint> {
        let best = self.cheapest().map(|cheapest| cheapest.best);
        let last = self.points.len().saturating_sub(1);
        let step = |place: usize| last * place / count.saturating_sub(2).max(1);
        let mut chosen: Vec<CostPoint> = (0..count.saturating_sub(1))
            .filter_map(|place| self.points.get(step(place)).copied())
            .chain(best)
            .collect();
        chosen.sort_by(|a, b| a.threshold.get().total_cmp(&b.threshold.get()));
        chosen.dedup_by_key(|point| point.threshold.get().to_bits());
        chosen
    }

    /// The threshold that costs least; of two that cost the same, the higher one, which refuses
    /// fewer people. `None` only when no score is a probability.
    #[must_use]
    pub fn cheapest(&self) -> Option<CheapestThreshold> {
        let (position, best) = self
            .points
            .iter()
            .enumerate()
            .reduce(|best, next| if next.1.cost <= best.1.cost { next } else { best })?;
        let as_good = |point: &&CostPoint| point.cost <= best.cost * (1.0 + FLAT_TOLERANCE);
        let flat_from = self.points.get(..position)?.iter().rev().take_while(as_good).last();
        let flat_to = self.points.get(position..)?.iter().take_while(as_good).last();
        Some(CheapestThreshold {
            best: *best,
            flat_from: flat_from.unwrap_or(best).threshold,
            flat_to: flat_to.unwrap_or(best).threshold,
        })
    }
}

/// The cost per client of these decisions, in refused clients who would have repaid; 0 when there
/// are no clients.
#[must_use]
pub fn cost_per_client(confusion: Confusion, ratio: CostRatio) -> f64 {
    let cost = ratio.get() * confusion.accepted_defaults as f64 + confusion.refused_repaid as f64;
    cost / confusion.clients().max(1) as f64
}

/// The cost per client of refusing everybody or accepting everybody, whichever is lower: what the
/// bank would pay without a model.
#[must_use]
pub fn cost_without_model(ranking: &Ranking, ratio: CostRatio) -> f64 {
    let accept_all = ratio.get() * ranking.defaults() as f64;
    accept_all.min(ranking.repaid() as f64) / ranking.clients() as f64
}

/// The threshold that accepts scores up to `lower` and refuses those from `upper`, halfway between
/// them; a side without a score ends at 0 or at 1. `None` when there is no such threshold.
fn between(lower: Option<f64>, upper: Option<f64>) -> Option<Threshold> {
    let middle = f64::midpoint(lower.unwrap_or(0.0), upper.unwrap_or(1.0));
    // Between two neighbouring floating-point numbers there is no third: the lower one serves.
    let threshold = if upper.is_some_and(|upper| middle >= upper) { lower? } else { middle };
    Threshold::new(threshold).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{super::metrics::confusion, *};

    fn ratio(value: f64) -> CostRatio {
        CostRatio::new(value).unwrap()
    }

    fn ranking(scored: &[(f64, bool)]) -> Ranking {
        Ranking::new(scored.iter().copied()).unwrap()
    }

    const CLIENTS: [(f64, bool); 8] = [
        (0.1, false),
        (0.2, false),
        (0.3, true),
        (0.4, false),
        (0.5, false),
        (0.6, true),
        (0.7, false),
        (0.8, true),
    ];

    #[test]
    fn the_cheapest_threshold_is_found_by_hand() {
        // With a ratio of 5 the three defaults must be refused: 3 repaying clients lost of 8.
        let costly = CostCurve::new(&ranking(&CLIENTS), ratio(5.0)).cheapest().unwrap();
        assert_eq!(costly.best.threshold.get(), 0.25);
        assert_eq!(costly.best.cost, 3.0 / 8.0);
        // With a ratio of 1: accept up to 0.5 (1 default accepted, 1 lost) or up to 0.7 (2, 0).
        let equal = CostCurve::new(&ranking(&CLIENTS), ratio(1.0)).cheapest().unwrap();
        assert_eq!(equal.best.cost, 2.0 / 8.0);
        assert_eq!(equal.best.threshold.get(), 0.75);
    }

    #[test]
    fn the_flat_region_holds_the_best_threshold_without_a_gap() {
        let scored: Vec<(f64, bool)> =
            (0..1_000).map(|i| (f64::from(i) / 1_000.0, i % 10 >= 10 - i / 100)).collect();
        let cheapest = CostCurve::new(&ranking(&scored), ratio(2.0)).cheapest().unwrap();
        assert!(cheapest.flat_from <= cheapest.best.threshold);
        assert!(cheapest.best.threshold <= cheapest.flat_to);
        assert!(cheapest.flat_from < cheapest.flat_to);
    }

    #[test]
    fn a_few_points_tell_the_curve() {
        let curve = CostCurve::new(&ranking(&CLIENTS), ratio(5.0));
        let some = curve.some_points(4);
        assert!(some.len() <= 4 && some.is_sorted_by(|a, b| a.threshold < b.threshold));
        assert!(some.contains(&curve.cheapest().unwrap().best));
        assert_eq!((some.first(), some.last()), (curve.points().first(), curve.points().last()));
        assert_eq!(curve.some_points(100).len(), curve.points().len());
    }

    #[test]
    fn neighbouring_numbers_have_no_middle() {
        let (lower, upper) = (0.5, 0.5_f64.next_up());
        let curve = CostCurve::new(&ranking(&[(lower, false), (upper, true)]), ratio(1.0));
        assert_eq!(curve.cheapest().unwrap().best.threshold.get(), lower);
        assert_eq!(curve.cheapest().unwrap().best.cost, 0.0);
    }

    #[test]
    fn nobody_can_be_refused_at_probability_zero() {
        let curve = CostCurve::new(&ranking(&[(0.0, true), (1.0, false)]), ratio(100.0));
        assert_eq!(curve.points().len(), 2);
    }

    #[test]
    fn a_cost_ratio_is_a_number_above_zero() {
        for bad in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(CostRatio::new(bad).is_err(), "{bad}");
        }
        assert!("ten".parse::<CostRatio>().is_err());
        assert_eq!(CostRatio::DEFAULT.to_string().parse(), Ok(CostRatio::DEFAULT));
        assert_eq!(ratio(9.0).ideal_threshold(), 0.1);
    }

    #[test]
    fn without_a_model_everybody_is_accepted_or_refused() {
        assert_eq!(cost_without_model(&ranking(&CLIENTS), ratio(1.0)), 3.0 / 8.0);
        assert_eq!(cost_without_model(&ranking(&CLIENTS), ratio(10.0)), 5.0 / 8.0);
    }

    proptest! {
        #[test]
        fn the_curve_tells_what_the_threshold_does(
            scored in prop::collection::vec((0.001_f64..=1.0, any::<bool>()), 2..60),
            cost_ratio in 0.1_f64..20.0,
        ) {
            let Ok(ranking) = Ranking::new(scored) else { return Ok(()) };
            let curve = CostCurve::new(&ranking, ratio(cost_ratio));
            let lowest = curve.points().iter().map(|point| point.cost).fold(f64::MAX, f64::min);
            for point in curve.points() {
                let counted = cost_per_client(
                    confusion(&ranking, point.threshold), ratio(cost_ratio));
                prop_assert!((counted - point.cost).abs() < 1e-12);
            }
            let cheapest = curve.cheapest().unwrap();
            prop_assert_eq!(cheapest.best.cost, lowest);
            prop_assert!(lowest <= cost_without_model(&ranking, ratio(cost_ratio)) + 1e-12);
        }
    }
}
