//! What the factors of the model do to everybody: how much each weighs, which way its values act,
//! and how its effect follows its value.

use std::sync::Arc;

use crate::{
    domain::Clause,
    state::{Grouping, Scope},
};

use super::{ColumnChoice, TableView, WaitingView};

/// Both cards, or the sentence in their place.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EffectsView {
    /// What stands in place of both; `None` once there is something, and without a model or a base,
    /// of which the page speaks already.
    pub waiting: Option<WaitingView>,
    /// That the group has changed and is being looked at; empty when all is of the same group.
    pub pending: String,
    /// How much each factor weighs.
    pub weights: WeightsView,
    /// How one factor acts.
    pub effect: EffectView,
}

/// How much each factor weighs, and which way its values act.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WeightsView {
    /// The factors that weigh most, in one sentence.
    pub sentence: String,
    /// Whether themes or factors are listed.
    pub grouping: Grouping,
    /// "this group (4,218 clients)"; empty without a group.
    pub group_legend: String,
    /// The strongest first.
    pub rows: Vec<WeightRow>,
    /// The largest weight of any row, in log-odds; at least a small positive number.
    pub scale: f64,
    /// Where strips have no effect, as a share of their width from the left, in `[0, 1]`.
    pub no_effect: f32,
    /// What the strips show, and of whom; empty while there are none.
    pub strip_legend: String,
    /// How many factors never change a score, in one sentence; empty when all do.
    pub unused: String,
    /// The text that a screen reader speaks for the whole chart.
    pub description: String,
    /// The same numbers as a table, with those that an expert wants.
    pub table: TableView,
}

/// One theme or one factor.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WeightRow {
    /// The plain name.
    pub label: String,
    /// How much it weighs for everybody.
    pub everyone: Weight,
    /// How much it weighs in the group, when there is one.
    pub group: Option<Weight>,
    /// The whole row in one sentence, for a screen reader.
    pub sentence: String,
    /// What names the factor; `None` for a theme.
    pub factor: Option<String>,
    /// Which way its values act; `None` for a theme, and while it is not counted.
    pub strip: Option<StripView>,
    /// What a theme opens into, the strongest first.
    pub parts: Vec<WeightRow>,
}

/// The average weight of a factor.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Weight {
    /// The bar's length in log-odds, 0 or more.
    pub length: f64,
    /// "× 1.3".
    pub factor: String,
}

/// Where the effects of one factor lie, for low and high values apart.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StripView {
    /// From top to bottom: high, middle, low values, not given; or all values.
    pub lanes: Vec<LaneView>,
    /// The same in words.
    pub sentence: String,
}

/// The clients of one lane.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LaneView {
    /// Whose values these are.
    pub kind: LaneKind,
    /// How many clients have which effect, from left (lowers) to right (raises), as a shade in
    /// `[0, 1]`.
    pub shades: Arc<[f32]>,
    /// Where the typical client is: a share of the width, in `[0, 1]`.
    pub typical: Option<f32>,
}

/// Whose values a lane holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LaneKind {
    /// High ones.
    High,
    /// Those between.
    Middle,
    /// Low ones.
    Low,
    /// No value.
    Missing,
    /// All, since they have no order.
    #[default]
    All,
}

/// How the effect of one factor follows its value.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EffectView {
    /// The factors that can be chosen, those that weigh most first.
    pub choices: Arc<[ColumnChoice]>,
    /// What names the chosen factor.
    pub factor: String,
    /// Its plain name.
    pub label: String,
    /// Whose effects are shown.
    pub scope: Scope,
    /// Whether a filter is set, so that there is a group.
    pub has_group: bool,
    /// The sentence above the chart.
    pub sentence: String,
    /// The bands, in the order of the axis, those without a value last.
    pub bands: Vec<EffectBandView>,
    /// What the horizontal axis counts, with its unit.
    pub x_title: String,
    /// The text that a screen reader speaks for the whole chart.
    pub description: String,
    /// The same numbers as a table, with those that an expert wants.
    pub table: TableView,
}

/// The clients of one band of values.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EffectBandView {
    /// What the band holds, short enough for an axis.
    pub label: String,
    /// The share of all clients, in `[0, 1]`.
    pub share: f64,
    /// The share of the group's clients, in `[0, 1]`.
    pub group_share: f64,
    /// The effect on a tenth of its clients, on half and on nine tenths of them, in log-odds;
    /// `None` without a client.
    pub effects: Option<[f64; 3]>,
    /// The effect on the client on screen, in log-odds, when the client is one of them.
    pub client: Option<f64>,
    /// Whether it stands for clients without a value.
    pub is_missing: bool,
    /// The whole band in words, for a tooltip.
    pub tooltip: String,
    /// The condition that keeps its clients; `None` when there is none.
    pub clause: Option<Clause>,
    /// Whether the filter holds that condition.
    pub is_kept: bool,
}
