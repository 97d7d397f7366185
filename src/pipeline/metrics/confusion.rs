//! What a threshold does to clients whose outcome is known.

use serde::{Deserialize, Serialize};

use super::Ranking;
use crate::domain::Threshold;

/// Clients by decision and outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Confusion {
    /// Accepted, and repaid.
    pub accepted_repaid: u64,
    /// Accepted, and defaulted: the costly mistake (a false negative).
    pub accepted_defaults: u64,
    /// Refused, and would have repaid: the lost business (a false positive).
    pub refused_repaid: u64,
    /// Refused, and did default.
    pub refused_defaults: u64,
}

/// Counts the clients of `ranking`, whose scores must be probabilities. As everywhere, a client at
/// the threshold itself is accepted.
#[must_use]
pub fn confusion(ranking: &Ranking, threshold: Threshold) -> Confusion {
    let mut confusion = Confusion::default();
    for level in ranking.levels() {
        if level.score <= threshold.get() {
            confusion.accepted_repaid += level.repaid;
            confusion.accepted_defaults += level.defaults;
        } else {
            confusion.refused_repaid += level.repaid;
            confusion.refused_defaults += level.defaults;
        }
    }
    confusion
}

impl Confusion {
    /// All clients counted.
    #[must_use]
    pub fn clients(self) -> u64 {
        self.accepted_repaid + self.accepted_defaults + self.refused_repaid + self.refused_defaults
    }

    /// The share of clients who are accepted; `None` when there are no clients.
    #[must_use]
    pub fn acceptance_rate(self) -> Option<f64> {
        share(self.accepted_repaid + self.accepted_defaults, self.clients())
    }

    /// The share of defaults among accepted clients; `None` when none is accepted.
    #[must_use]
    pub fn default_rate_of_accepted(self) -> Option<f64> {
        share(self.accepted_defaults, self.accepted_defaults + self.accepted_repaid)
    }

    /// The share of defaults that are refused (recall); `None` when nobody defaults.
    #[must_use]
    pub fn recall(self) -> Option<f64> {
        share(self.refused_defaults, self.refused_defaults + self.accepted_defaults)
    }

    /// The share of defaults among refused clients (precision); `None` when none is refused.
    #[must_use]
    pub fn precision(self) -> Option<f64> {
        share(self.refused_defaults, self.refused_defaults + self.refused_repaid)
    }
}

fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

#[cfg(test)]
mod tests {
    use super::{super::example, *};

    #[test]
    fn the_threshold_itself_is_accepted() {
        // scikit-learn's confusion_matrix(y, p > 0.4) is [[9, 2 + 1], [4, 5]] on the example.
        let confusion = confusion(&example::ranking(), Threshold::new(0.4).unwrap());
        let expected = Confusion {
            accepted_repaid: 8,
            accepted_defaults: 4,
            refused_repaid: 3,
            refused_defaults: 5,
        };
        assert_eq!(confusion, expected);
        assert_eq!(confusion.acceptance_rate(), Some(0.6));
        assert_eq!(confusion.default_rate_of_accepted(), Some(4.0 / 12.0));
        assert_eq!(confusion.recall(), Some(5.0 / 9.0));
        assert_eq!(confusion.precision(), Some(5.0 / 8.0));
    }

    #[test]
    fn a_share_of_nobody_is_unknown() {
        assert_eq!(Confusion::default().acceptance_rate(), None);
    }
}
