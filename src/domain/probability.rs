//! Probabilities, and the threshold that they are held against.

use serde::{Deserialize, Serialize};

/// A probability of default, in `[0, 1]`, never NaN.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Probability(f64);

/// The probability above which the model advises refusal, in `[0, 1]`, never NaN.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Threshold(f64);

/// A number that is not between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("{value} is not between 0 and 1")]
pub struct OutOfRange {
    /// The number that was given.
    pub value: f64,
}

impl Probability {
    /// # Errors
    /// When `value` is NaN or outside `[0, 1]`.
    pub fn new(value: f64) -> Result<Self, OutOfRange> {
        check_unit_interval(value).map(Self)
    }

    /// The logistic function. NaN becomes 1, so that nothing is accepted by accident.
    #[must_use]
    pub fn from_log_odds(log_odds: f64) -> Self {
        let probability = 1.0 / (1.0 + (-log_odds).exp());
        Self(if probability.is_nan() { 1.0 } else { probability })
    }

    /// The number, unrounded.
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }
}

impl Threshold {
    /// Shown, and said to be a stand-in, when a model comes without a threshold of its own.
    pub const STAND_IN: Self = Self(0.5);

    /// # Errors
    /// When `value` is NaN or outside `[0, 1]`.
    pub fn new(value: f64) -> Result<Self, OutOfRange> {
        check_unit_interval(value).map(Self)
    }

    /// The number, unrounded.
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }
}

fn check_unit_interval(value: f64) -> Result<f64, OutOfRange> {
    if (0.0..=1.0).contains(&value) { Ok(value) } else { Err(OutOfRange { value }) }
}

macro_rules! convert_with_f64 {
    ($($name:ident),*) => {$(
        impl TryFrom<f64> for $name {
            type Error = OutOfRange;

            fn try_from(value: f64) -> Result<Self, OutOfRange> {
                Self::new(value)
            }
        }

        impl From<$name> for f64 {
            fn from(value: $name) -> Self {
                value.0
            }
        }
    )*};
}
convert_with_f64!(Probability, Threshold);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_unit_interval_is_a_probability() {
        for bad in [-f64::EPSILON, 1.0 + f64::EPSILON, f64::NAN, f64::INFINITY] {
            assert!(Probability::new(bad).is_err(), "{bad}");
            assert!(Threshold::new(bad).is_err(), "{bad}");
        }
        assert_eq!(Probability::new(1.0).unwrap().get(), 1.0);
    }

    #[test]
    fn log_odds_of_any_size_are_a_probability() {
        for (log_odds, probability) in
            [(0.0, 0.5), (f64::INFINITY, 1.0), (f64::NEG_INFINITY, 0.0), (f64::NAN, 1.0)]
        {
            assert_eq!(Probability::from_log_odds(log_odds).get(), probability);
        }
        assert!((Probability::from_log_odds(2.0_f64.ln()).get() - 2.0 / 3.0).abs() < 1e-15);
    }
}
