//! What a second, approximate method says about a client, for whoever must compare with it.

use std::sync::Arc;

use super::TableView;

/// The disclosure of the second method.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum SecondMethodPane {
    /// Nobody looks at it.
    #[default]
    Closed,
    /// It is being computed, or cannot be.
    Message(String),
    /// It is here.
    Shown(Arc<SecondMethodView>),
}

/// What LIME says about the client.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SecondMethodView {
    /// "LIME, an approximate method: 5,000 clients drawn around this one, seed 0".
    pub method: String,
    /// "Local fit (R²): 0.62, where 1 means …": never left out.
    pub fit: String,
    /// How far it agrees with the exact reasons.
    pub agreement: String,
    /// What not to make of it.
    pub caution: String,
    /// Factor, value, points of risk; the largest weight first.
    pub weights: TableView,
}
