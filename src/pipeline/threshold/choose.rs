//! The threshold that a rule chooses, and how sure that is.
//!
//! Depends on `domain` and on the generator of this layer.

use serde::{Deserialize, Serialize};

use super::{CheapestThreshold, CostCurve, CostPoint, CostRatio, ThresholdRule, between};
use crate::pipeline::random::SplitMix64;

/// How often clients are drawn again for the interval of a threshold. A threshold jumps from one
/// client to another, so that more draws would only describe the jumps better.
const REPLICATES: u32 = 300;

/// A client whose outcome is known, and what the model and the bank have at stake with them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::pipeline) struct Stake {
    /// The probability of default.
    pub probability: f64,
    /// What happened.
    pub defaulted: bool,
    /// The amount at stake, at least 0; not looked at unless the rule goes by amounts.
    pub amount: f64,
}

/// A threshold with its reasons.
#[derive(Debug, Clone, PartialEq)]
pub struct ChosenThreshold {
    /// The threshold, what it loses, and the region where others lose hardly more.
    pub cheapest: CheapestThreshold,
    /// Where 95 % of the thresholds lie that the rule chooses when the clients are drawn again.
    pub interval: Interval,
    /// The loss of every threshold that makes a difference.
    pub curve: CostCurve,
}

/// From where to where.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// The lower end.
    pub lower: f64,
    /// The upper end.
    pub upper: f64,
}

/// The threshold that `rule` chooses on these clients; `None` when no score is a probability.
///
/// What it loses is counted per client: in refused clients who would have repaid, in 1 minus
/// F-beta, or in the unit of the amounts.
#[must_use]
pub(in crate::pipeline) fn choose(
    clients: &[Stake],
    rule: &ThresholdRule,
    ratio: CostRatio,
    seed: u64,
) -> Option<ChosenThreshold> {
    let mut sorted = clients.to_vec();
    sorted.sort_by(|a, b| a.probability.total_cmp(&b.probability));
    let all = vec![1_u32; sorted.len()];
    let curve = curve(&sorted, &all, rule, ratio);
    let cheapest = curve.cheapest()?;
    let mut drawn: Vec<f64> = Vec::new();
    let mut random = SplitMix64::new(seed);
    for _ in 0..REPLICATES {
        let counts = drawn_again(&sorted, &mut random);
        let cheapest = self::curve(&sorted, &counts, rule, ratio).cheapest();
        drawn.extend(cheapest.map(|cheapest| cheapest.best.threshold.get()));
    }
    drawn.sort_unstable_by(f64::total_cmp);
    let at = |share: f64| drawn.get(((drawn.len().max(1) - 1) as f64 * share).round() as usize);
    let own = cheapest.best.threshold.get();
    let interval = Interval {
        lower: at(0.025).copied().unwrap_or(own),
        upper: at(0.975).copied().unwrap_or(own),
    };
    Some(ChosenThreshold { cheapest, interval, curve })
}

/// How often each client is drawn, with replacement, among those of the same outcome.
fn drawn_again(clients: &[Stake], random: &mut SplitMix64) -> Vec<u32> {
    let mut counts = vec![0_u32; clients.len()];
    for outcome in [false, true] {
        let own: Vec<usize> = clients
            .iter()
            .enumerate()
            .filter(|(_, client)| client.defaulted == outcome)
            .map(|(place, _)| place)
            .collect();
        for _ in 0..own.len() {
            let drawn = own.get(random.below(own.len() as u64) as usize);
            if let Some(count) = drawn.and_then(|&place| counts.get_mut(place)) {
                *count += 1;
            }
        }
    }
    counts
}

/// What has been accepted and what has been refused at some threshold.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    accepted_defaults: f64,
    refused_defaults: f64,
    refused_repaid: f64,
}

impl Sums {
    fn loss(self, rule: &ThresholdRule, ratio: CostRatio, clients: f64) -> f64 {
        let Self { accepted_defaults, refused_defaults, refused_repaid } = self;
        match rule {
            ThresholdRule::Cost => (ratio.get() * accepted_defaults + refused_repaid) / clients,
            ThresholdRule::Amounts(rule) => {
                (rule.loss_share * accepted_defaults + rule.margin_share * refused_repaid) / clients
            }
            ThresholdRule::FBeta(beta) => {
                let square = beta * beta;
                let caught = (1.0 + square) * refused_defaults;
                let whole = caught + square * accepted_defaults + refused_repaid;
                if whole > 0.0 { 1.0 - caught / whole } else { 1.0 }
            }
        }
    }
}

/// The loss of every threshold on clients in ascending order, each counted as often as it is said.
fn curve(clients: &[Stake], counts: &[u32], rule: &ThresholdRule, ratio: CostRatio) -> CostCurve {
    // Amounts weigh by money; the other rules count heads.
    let weight = |client: &Stake, count: u32| match rule {
        ThresholdRule::Amounts(_) => client.amount * f64::from(count),
        ThresholdRule::Cost | ThresholdRule::FBeta(_) => f64::from(count),
    };
    let mut sums = Sums::default();
    for (client, &count) in clients.iter().zip(counts) {
        let weight = weight(client, count);
        if client.defaulted {
            sums.refused_defaults += weight;
        } else {
            sums.refused_repaid += weight;
        }
    }
    let total: f64 = counts.iter().map(|&count| f64::from(count)).sum::<f64>().max(1.0);
    let mut points = Vec::new();
    let mut lower = None;
    let mut present = clients.iter().zip(counts).filter(|(_, count)| **count > 0).peekable();
    loop {
        let upper = present.peek().map(|(client, _)| client.probability);
        if let Some(threshold) = between(lower, upper) {
            points.push(CostPoint { threshold, cost: sums.loss(rule, ratio, total) });
        }
        let Some(level) = upper else { break };
        while let Some((client, count)) = present.next_if(|(client, _)| client.probability == level)
        {
            let weight = weight(client, *count);
            if client.defaulted {
                sums.refused_defaults -= weight;
                sums.accepted_defaults += weight;
            } else {
                sums.refused_repaid -= weight;
            }
        }
        lower = Some(level);
    }
    CostCurve::of_points(points)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{
        super::{super::metrics::Ranking, AmountRule},
        *,
    };

    const CLIENTS: [(f64, bool, f64); 8] = [
        (0.1, false, 10.0),
        (0.2, false, 10.0),
        (0.3, true, 1.0),
        (0.4, false, 90.0),
        (0.5, false, 10.0),
        (0.6, true, 200.0),
        (0.7, false, 10.0),
        (0.8, true, 10.0),
    ];

    fn stakes(clients: &[(f64, bool, f64)]) -> Vec<Stake> {
        let stake = |&(probability, defaulted, amount): &(f64, bool, f64)| Stake {
            probability,
            defaulted,
            amount,
        };
        clients.iter().map(stake).collect()
    }

    fn ratio(value: f64) -> CostRatio {
        CostRatio::new(value).unwrap()
    }

    #[test]
    fn each_rule_is_followed_by_hand() {
        let at = |rule: &ThresholdRule| {
            choose(&stakes(&CLIENTS), rule, ratio(5.0), 1).unwrap().cheapest.best
        };
        assert_eq!(at(&ThresholdRule::Cost).threshold.get(), 0.25);
        // Refusing from 0.3 on catches all three defaults with three who would have repaid:
        // F3 = 10 * 3 / (10 * 3 + 9 * 0 + 3).
        let f = at(&ThresholdRule::FBeta(3.0));
        assert_eq!(f.threshold.get(), 0.25);
        assert!((f.cost - (1.0 - 30.0 / 33.0)).abs() < 1e-12);
        // The small default at 0.3 is worth accepting for the large credit at 0.4.
        let amounts = at(&ThresholdRule::Amounts(AmountRule {
            column: "credit".to_owned(),
            loss_share: 0.5,
            margin_share: 0.1,
        }));
        assert!((amounts.threshold.get() - 0.55).abs() < 1e-12);
        assert!((amounts.cost - (0.5 * 1.0 + 0.1 * 10.0) / 8.0).abs() < 1e-12);
    }

    #[test]
    fn the_interval_holds_the_threshold_and_repeats() {
        let clients: Vec<(f64, bool, f64)> = (0..2_000)
            .map(|i| (f64::from(i % 500) / 500.0, i * 7 % 500 < (i % 500) / 2, 1.0))
            .collect();
        let chosen = |seed| choose(&stakes(&clients), &ThresholdRule::Cost, ratio(3.0), seed);
        let first = chosen(1).unwrap();
        let threshold = first.cheapest.best.threshold.get();
        assert!(first.interval.lower <= threshold && threshold <= first.interval.upper);
        assert!(first.interval.lower < first.interval.upper);
        assert_eq!(chosen(1).unwrap(), first);
    }

    proptest! {
        #[test]
        fn the_cost_rule_is_the_cost_curve(
            scored in prop::collection::vec((0.001_f64..=1.0, any::<bool>()), 2..60),
            cost_ratio in 0.1_f64..20.0,
        ) {
            let Ok(ranking) = Ranking::new(scored.clone()) else { return Ok(()) };
            let clients: Vec<(f64, bool, f64)> =
                scored.into_iter().map(|(p, d)| (p, d, 0.0)).collect();
            let chosen = choose(&stakes(&clients), &ThresholdRule::Cost, ratio(cost_ratio), 1);
            let expected = CostCurve::new(&ranking, ratio(cost_ratio));
            let chosen = chosen.unwrap();
            prop_assert_eq!(chosen.curve.points().len(), expected.points().len());
            for (own, other) in chosen.curve.points().iter().zip(expected.points()) {
                prop_assert_eq!(own.threshold, other.threshold);
                prop_assert!((own.cost - other.cost).abs() < 1e-12);
            }
        }
    }
}
