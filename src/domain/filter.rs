//! Which clients form the group that somebody wants to look at.

use serde::{Deserialize, Serialize};

use super::Value;

/// Conditions that a client must meet all together. An empty filter keeps everybody.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Filter {
    /// One condition a column; a later clause on the same column narrows further.
    pub clauses: Vec<Clause>,
}

/// A condition on one column of the base.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Clause {
    /// The column's name, as the base writes it.
    pub column: String,
    /// What it must hold.
    pub condition: Condition,
}

/// What a cell must hold for the client to stay in the group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// A number between both bounds, bounds included; `None` leaves that side open.
    Range {
        /// The smallest number kept.
        min: Option<f64>,
        /// The largest number kept.
        max: Option<f64>,
        /// Whether clients without a value stay too.
        or_missing: bool,
    },
    /// One of these values. `Value::Missing` among them keeps the clients without a value.
    AnyOf(Vec<Value>),
    /// No value was given.
    Missing,
}

/// A filter that somebody named. It holds bounds and categories, never an identifier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SavedFilter {
    /// The name it was given.
    pub name: String,
    /// Its conditions.
    pub filter: Filter,
}

impl Filter {
    /// Whether it keeps everybody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }
}
