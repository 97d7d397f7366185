//! What a threshold is chosen by.

use serde::{Deserialize, Serialize};

use crate::pipeline::options::BadOption;

/// What a threshold is chosen by.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ThresholdRule {
    /// The lowest cost, with the ratio of costs of the training.
    #[default]
    Cost,
    /// The highest F-beta of refusing those who default: recall counts beta times as much as
    /// precision (van Rijsbergen, "Information retrieval", 1979). Above 0.
    FBeta(f64),
    /// The lowest loss of money, client by client.
    Amounts(AmountRule),
}

/// What is lost with each client, as shares of an amount.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AmountRule {
    /// The column that holds the amount at stake, such as the credit that is asked for.
    pub column: String,
    /// The share of it that is lost when an accepted client defaults (loss given default), in
    /// `]0, 1]`.
    pub loss_share: f64,
    /// The share of it that is not earned when a client who would have repaid is refused, in
    /// `]0, 1]`.
    pub margin_share: f64,
}

impl ThresholdRule {
    /// The share that is lost with a defaulted credit unless somebody says otherwise: the loss
    /// given default that the Basel foundation approach assumes of unsecured retail-like claims
    /// (45 %, Basel Committee, CRE32).
    pub const DEFAULT_LOSS_SHARE: f64 = 0.45;

    /// The share that is earned with a repaid credit unless somebody says otherwise: about what ten
    /// lost customers to a default come to.
    pub const DEFAULT_MARGIN_SHARE: f64 = 0.045;

    /// Says whether a threshold can be chosen by it.
    ///
    /// # Errors
    /// Names the number outside its range.
    pub fn check(&self) -> Result<(), BadOption> {
        let share = |option, value: f64| {
            let expected = "a number above 0 and at most 1";
            if value > 0.0 && value <= 1.0 {
                Ok(())
            } else {
                Err(BadOption { option, value, expected })
            }
        };
        match self {
            Self::Cost => Ok(()),
            Self::FBeta(beta) if *beta > 0.0 && beta.is_finite() => Ok(()),
            Self::FBeta(beta) => {
                Err(BadOption { option: "beta", value: *beta, expected: "a number above 0" })
            }
            Self::Amounts(rule) => {
                share("the share lost with a default", rule.loss_share)?;
                share("the share earned with a repaid credit", rule.margin_share)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_outside_their_range_are_refused() {
        assert!(ThresholdRule::default().check().is_ok());
        assert!(ThresholdRule::FBeta(3.0).check().is_ok());
        for bad in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(ThresholdRule::FBeta(bad).check().is_err(), "{bad}");
            let rule = |loss_share, margin_share| {
                let column = "credit".to_owned();
                ThresholdRule::Amounts(AmountRule { column, loss_share, margin_share }).check()
            };
            assert!(rule(bad, 0.1).is_err() && rule(0.1, bad).is_err(), "{bad}");
        }
    }
}
