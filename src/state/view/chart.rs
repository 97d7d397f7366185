//! Charts as numbers and words, before anybody paints them.

use super::TableView;

/// How one column spreads, as bars, with the default rate along it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ChartView {
    /// The bars, in the order of the axis.
    pub bars: Vec<BarView>,
    /// What the horizontal axis counts, with its unit.
    pub x_title: String,
    /// Whether outcomes are known, and a default rate is drawn.
    pub has_outcomes: bool,
    /// Whether `group_share` is drawn over `share`.
    pub has_group: bool,
    /// The text that a screen reader speaks for the whole chart, its main numbers included.
    pub description: String,
    /// The same numbers as a table.
    pub table: TableView,
}

/// One bar of a chart.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BarView {
    /// What the bar stands for: a value or a range, short enough for an axis.
    pub label: String,
    /// The share of the clients that it holds, in `[0, 1]`.
    pub share: f64,
    /// The share of the group's clients that it holds, in `[0, 1]`.
    pub group_share: f64,
    /// The share of defaults among its clients whose outcome is known, in `[0, 1]`.
    pub default_rate: Option<f64>,
    /// Whether the client on screen is one of them.
    pub holds_client: bool,
    /// Whether it stands for clients without a value.
    pub is_missing: bool,
    /// The whole bar in words, for a tooltip.
    pub tooltip: String,
}

/// Two columns at once: a grid of cells coloured by default rate.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GridView {
    /// What the horizontal axis counts.
    pub x_title: String,
    /// What the vertical axis counts.
    pub y_title: String,
    /// The bands of the horizontal axis, left to right.
    pub x_labels: Vec<String>,
    /// The bands of the vertical axis, bottom to top.
    pub y_labels: Vec<String>,
    /// The cells, row by row from the bottom; `x_labels.len() * y_labels.len()` of them.
    pub cells: Vec<CellView>,
    /// The cell of the client on screen: horizontal and vertical position.
    pub client_cell: Option<(usize, usize)>,
    /// The sentence above the chart.
    pub sentence: String,
    /// The text that a screen reader speaks.
    pub description: String,
    /// The same numbers as a table.
    pub table: TableView,
}

/// One cell of a grid.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CellView {
    /// Clients in it.
    pub count: u64,
    /// The share of defaults among its clients whose outcome is known, in `[0, 1]`.
    pub default_rate: Option<f64>,
    /// The cell in words, for a tooltip.
    pub tooltip: String,
}
