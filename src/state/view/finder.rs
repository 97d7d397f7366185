//! The left panel: search, filter, list of clients.

use std::sync::Arc;

use crate::{
    domain::{Decision, Value},
    state::SortKey,
};

use super::Order;

/// The list of clients, of which only the visible rows are ever made.
#[derive(Clone, Default)]
pub struct ListView {
    /// What the search box holds.
    pub query: String,
    /// How the list is sorted.
    pub sort: SortKey,
    /// Why it is not sorted so yet; empty when it is.
    pub sort_note: String,
    /// The rows in order.
    pub rows: Arc<ListRows>,
    /// The position of the client on screen, when it is in the list.
    pub selected: Option<usize>,
    /// "No client has this identifier", or how many were found; empty when nothing is searched.
    pub message: String,
}

/// The rows of the list in order, and the way to make one of them.
#[derive(Default)]
pub struct ListRows {
    pub(in crate::state) order: Arc<Order>,
    pub(in crate::state) make: Option<MakeItem>,
}

/// Makes the list item of one row of the base.
pub(in crate::state) type MakeItem = Box<dyn Fn(u32) -> ListItem + Send + Sync>;

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListItem {
    /// The row of the base.
    pub row: u32,
    /// The identifier, as the base writes it.
    pub client_id: String,
    /// The probability of default in words; empty while it is not computed.
    pub risk: String,
    /// What the model advises; `None` while it is not computed.
    pub decision: Option<Decision>,
    /// The word for the advice.
    pub advice: String,
}

/// The filter panel.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FilterView {
    /// The conditions that are set.
    pub clauses: Vec<ClauseView>,
    /// "4 218 of 30 000 clients · 24.1% defaulted".
    pub count: String,
    /// The condition that is being edited.
    pub editor: Option<ClauseEditor>,
    /// The columns that a condition can be put on.
    pub columns: Arc<[ColumnChoice]>,
    /// The names under which filters were saved.
    pub saved: Vec<String>,
}

/// One condition, as a chip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClauseView {
    /// "Age: 25 to 40 years".
    pub text: String,
    /// The column it is put on.
    pub column: String,
}

/// A column that can be chosen, under its plain name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ColumnChoice {
    /// The name in the base.
    pub column: String,
    /// The plain name.
    pub label: String,
}

/// The editor of one condition.
#[derive(Debug, Clone, PartialEq)]
pub struct ClauseEditor {
    /// Which clause of the filter it edits.
    pub index: usize,
    /// The plain name of its column.
    pub label: String,
    /// What can be set.
    pub kind: EditorKind,
    /// Whether clients without a value stay in the group.
    pub or_missing: bool,
    /// How many clients have no value, in words; empty when all have one.
    pub missing: String,
}

/// What a condition on a column can say.
#[derive(Debug, Clone, PartialEq)]
pub enum EditorKind {
    /// Two bounds, `None` for an open side.
    Range {
        /// The smallest number kept.
        min: Option<f64>,
        /// The largest number kept.
        max: Option<f64>,
        /// The smallest number of the whole base.
        lowest: f64,
        /// The largest number of the whole base.
        highest: f64,
        /// The unit, empty when it has none.
        unit: String,
        /// Whether only whole numbers make sense.
        whole: bool,
    },
    /// A set of values to tick.
    Choices(Vec<ChoiceView>),
}

/// One value to tick.
#[derive(Debug, Clone, PartialEq)]
pub struct ChoiceView {
    /// The value in the base.
    pub value: Value,
    /// Its plain words, with the number of clients.
    pub label: String,
    /// Whether it is ticked.
    pub chosen: bool,
}

impl ListRows {
    /// The rows in `order`, each of which `make` turns into a line when it is seen.
    #[must_use]
    pub fn new(order: Vec<u32>, make: impl Fn(u32) -> ListItem + Send + Sync + 'static) -> Self {
        Self { order: Order::Rows(order.into()).into(), make: Some(Box::new(make)) }
    }

    /// How many rows the list has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether the list has no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The item at `position`; `None` past the end.
    #[must_use]
    pub fn item(&self, position: usize) -> Option<ListItem> {
        let row = self.order.row(position)?;
        self.make.as_ref().map(|make| make(row))
    }

    /// The row of the base at `position`.
    #[must_use]
    pub fn row(&self, position: usize) -> Option<u32> {
        self.order.row(position)
    }
}
