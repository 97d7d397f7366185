//! What a threshold does to amounts of money.
//!
//! Depends on `domain` and on the other files of this layer.

use serde::{Deserialize, Serialize};

use super::{
    metrics::Estimate,
    threshold::{AmountRule, Stake},
};
use crate::domain::Threshold;

/// The standard normal quantile that leaves 2.5 % on each side.
const NORMAL_975: f64 = 1.959_963_984_540_054;

/// What is lost a client, in the unit of the amounts.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct MoneyFigures {
    /// With the threshold; the interval is that of a mean (normal approximation).
    pub loss: Estimate,
    /// Accepting everybody or refusing everybody, whichever loses less.
    pub without_model: f64,
}

/// What `threshold` loses on these clients; all 0 when there are none.
#[must_use]
pub(super) fn money_figures(
    clients: &[Stake],
    rule: &AmountRule,
    threshold: Threshold,
) -> MoneyFigures {
    let default = |client: &Stake| rule.loss_share * client.amount;
    let refusal = |client: &Stake| rule.margin_share * client.amount;
    let lost = |client: &Stake| match (client.probability <= threshold.get(), client.defaulted) {
        (true, true) => default(client),
        (false, false) => refusal(client),
        (true, false) | (false, true) => 0.0,
    };
    let count = clients.len().max(1) as f64;
    let mean = clients.iter().map(lost).sum::<f64>() / count;
    let spread = clients.iter().map(|client| (lost(client) - mean).powi(2)).sum::<f64>();
    let half = NORMAL_975 * (spread / (count - 1.0).max(1.0) / count).sqrt();
    let of = |outcome, lost: &dyn Fn(&Stake) -> f64| {
        clients.iter().filter(|client| client.defaulted == outcome).map(lost).sum::<f64>() / count
    };
    MoneyFigures {
        loss: Estimate { value: mean, lower: mean - half, upper: mean + half },
        without_model: of(true, &default).min(of(false, &refusal)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn losses_are_counted_by_hand() {
        let stake = |probability, defaulted, amount| Stake { probability, defaulted, amount };
        let clients = [stake(0.1, true, 100.0), stake(0.2, false, 50.0), stake(0.9, false, 200.0)];
        let rule = AmountRule { column: String::new(), loss_share: 0.5, margin_share: 0.1 };
        let figures = money_figures(&clients, &rule, Threshold::new(0.5).unwrap());
        assert!((figures.loss.value - (50.0 + 20.0) / 3.0).abs() < 1e-12);
        assert!(figures.loss.lower < figures.loss.value);
        assert!((figures.without_model - 25.0 / 3.0).abs() < 1e-12);
    }
}
