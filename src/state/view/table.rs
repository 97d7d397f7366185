//! The table twin that stands behind every chart.

/// A small table of texts. Every row has as many cells as there are columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TableView {
    /// What the table tells, in one sentence.
    pub caption: String,
    /// The column titles.
    pub columns: Vec<String>,
    /// The cells, row by row.
    pub rows: Vec<Vec<String>>,
}
