//! The model's page and the population's page.

use super::{ChartView, EffectsView, TableView};

/// The model's page: what it is, who made it, from what, how good, what it reads.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ModelView {
    /// The model's name and version.
    pub title: String,
    /// What it is, in one sentence.
    pub summary: String,
    /// Name and value of each fact on its card.
    pub facts: TableView,
    /// Metrics with their intervals; empty when the card has none.
    pub metrics: TableView,
    /// The features that the model reads.
    pub features: TableView,
    /// Which protected attributes the model reads, in one sentence; empty when none is known.
    pub protected: String,
    /// What the file lacks and what was done about it.
    pub notes: Vec<String>,
    /// What the second engine found.
    pub verification: String,
    /// The threshold and its origin.
    pub threshold: ThresholdView,
}

/// The threshold, and where it comes from.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ThresholdView {
    /// The threshold in use, in `[0, 1]`.
    pub value: f64,
    /// "From the model's card", "stand-in", "set here".
    pub origin: String,
    /// Whether it was set here and can be given back to the model.
    pub was_set_here: bool,
    /// What it decides over the whole base, and how many clients it decides otherwise than the
    /// model's own; empty while not all clients are scored.
    pub effect: String,
    /// The same within the group; empty when there is none.
    pub group_effect: String,
}

/// The population's page: how many, how risky, how many would be accepted.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PopulationView {
    /// The main figures in one sentence.
    pub sentence: String,
    /// How the risk spreads over all clients, or over the group.
    pub risk: ChartView,
    /// The figures as a table: all clients beside the group.
    pub figures: TableView,
    /// What the factors of the model do to everybody.
    pub effects: EffectsView,
}
