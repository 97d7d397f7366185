//! Look-alikes by reason: the clients who have their score for the same reasons as the one on
//! screen.

use std::sync::Arc;

use super::{TableView, WaitingView};

/// What the comparison shows when look-alikes are chosen.
#[derive(Debug, Clone, PartialEq)]
pub enum LookAlikesPane {
    /// They cannot be looked for yet, or at all.
    Waiting(WaitingView),
    /// They are here.
    Found(Arc<LookAlikesView>),
}

/// The look-alikes of one client.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LookAlikesView {
    /// "Of the 50 clients with the closest reasons, 41 repaid: 82% (95% interval 69 to 90%)."
    pub sentence: String,
    /// Who counts, and how close the closest are.
    pub note: String,
    /// The nearest who repaid and the nearest who defaulted; without outcomes the nearest.
    pub counterparts: Vec<CounterpartView>,
    /// "The 50 look-alikes".
    pub list_title: String,
    /// All of them, the nearest first.
    pub clients: Vec<LookAlikeRow>,
}

/// One look-alike, and in what it differs.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CounterpartView {
    /// "The closest who repaid".
    pub title: String,
    /// Who it is.
    pub client: LookAlikeRow,
    /// Factor, this client's value, the other's; the largest difference first. Without rows when
    /// no value that counts differs.
    pub differences: TableView,
    /// What is said in place of the table when there are no rows; else empty.
    pub same: String,
}

/// One look-alike.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LookAlikeRow {
    /// The row of the base.
    pub row: u32,
    /// The identifier, as the base writes it.
    pub id: String,
    /// "Show client 1088".
    pub show: String,
    /// "risk 21.6%"; empty while the client has no score.
    pub risk: String,
    /// "repaid", "defaulted"; empty when nobody knows.
    pub outcome: String,
}
