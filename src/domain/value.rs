//! One cell of a client base.

use serde::{Deserialize, Serialize};

/// What a column holds for one client. Missing is a state of its own, never 0 and never a mean.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// A finite number.
    Number(f64),
    /// Words, as the base writes them.
    Text(String),
    /// Nothing was given.
    Missing,
}

impl Value {
    /// A number, or `Missing` for NaN.
    #[must_use]
    pub fn from_f64(number: f64) -> Self {
        if number.is_nan() { Self::Missing } else { Self::Number(number) }
    }
}
