//! What the model advises. A person decides.

use serde::{Deserialize, Serialize};

use super::{Probability, Threshold};

/// The advice that follows from a probability and a threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Decision {
    /// The probability is at most the threshold.
    Accept,
    /// The probability is above the threshold.
    Refuse,
}

/// A probability held against a threshold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Verdict {
    /// The client's probability of default.
    pub probability: Probability,
    /// The threshold it is held against.
    pub threshold: Threshold,
}

impl Decision {
    /// Compares unrounded numbers; a probability equal to the threshold is accepted.
    #[must_use]
    pub fn of(probability: Probability, threshold: Threshold) -> Self {
        if probability.get() <= threshold.get() { Self::Accept } else { Self::Refuse }
    }

    /// `accept` or `refuse`, as JSON and CSV write it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Refuse => "refuse",
        }
    }
}

impl Verdict {
    /// What the model advises.
    #[must_use]
    pub fn decision(self) -> Decision {
        Decision::of(self.probability, self.threshold)
    }

    /// Probability minus threshold: above zero the model advises refusal.
    #[must_use]
    pub fn distance(self) -> f64 {
        self.probability.get() - self.threshold.get()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_threshold_itself_is_accepted_and_nothing_is_rounded() {
        let threshold = Threshold::new(0.091).unwrap();
        let decide = |p: f64| Decision::of(Probability::new(p).unwrap(), threshold);
        assert_eq!(decide(0.091), Decision::Accept);
        assert_eq!(decide(0.091_f64.next_up()), Decision::Refuse);
        assert_eq!(decide(0.0), Decision::Accept);
    }
}
