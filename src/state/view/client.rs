//! The client's page.

use std::sync::Arc;

use crate::{
    domain::Decision,
    state::{Against, Grouping, Scope},
};

use super::{ChartView, ColumnChoice, GridView, SecondMethodPane, TableView};

/// What the client's page shows.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum ClientPane {
    /// Nothing to show yet; the text says what to do.
    #[default]
    Empty,
    /// A sentence in place of a client: nobody chosen, or an identifier that several rows share.
    Message(String),
    /// One client.
    Client(Box<ClientView>),
}

/// One client: the answer, the reasons, the comparison, the data.
#[derive(Debug, Clone, PartialEq)]
pub struct ClientView {
    /// "Client 4217".
    pub title: String,
    /// The few facts that tell who it is, joined by middle dots; empty when none is known.
    pub subtitle: String,
    /// Whether the client is accepted, and by how much.
    pub verdict: VerdictView,
    /// The same as a picture.
    pub gauge: GaugeView,
    /// Why.
    pub reasons: ReasonsView,
    /// Whom the reasons can be measured against.
    pub against: AgainstView,
    /// What a second method says.
    pub second_method: SecondMethodPane,
    /// Things the reader must know before trusting the score (a value the model never saw missing).
    pub warnings: Vec<String>,
}

/// Whom the reasons of a client can be measured against.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AgainstView {
    /// What was chosen.
    pub chosen: Against,
    /// Why the just accepted cannot be chosen; empty when they can.
    pub no_just_accepted: String,
    /// Why the group cannot be chosen; empty when it can.
    pub no_group: String,
}

/// The answer in words.
#[derive(Debug, Clone, PartialEq)]
pub struct VerdictView {
    /// "Risk of default".
    pub risk_label: String,
    /// "31.4%".
    pub risk: String,
    /// "Bank's threshold".
    pub threshold_label: String,
    /// "22.0%".
    pub threshold: String,
    /// "9.4 points above the threshold: the model advises to refuse."
    pub advice: String,
    /// What the model advises.
    pub decision: Decision,
    /// What the threshold decides over the whole base since it was moved by hand; empty while it is
    /// the model's own.
    pub moved: String,
    /// "The decision is yours.", with what past clients of this score became when it is known.
    pub note: String,
}

/// The gauge.
#[derive(Debug, Clone, PartialEq)]
pub struct GaugeView {
    /// The client's probability of default, in `[0, 1]`.
    pub probability: f64,
    /// The threshold, in `[0, 1]`.
    pub threshold: f64,
    /// "threshold 22.0%".
    pub threshold_label: String,
    /// "this client 31.4%".
    pub client_label: String,
    /// "accept".
    pub accept_label: String,
    /// "refuse".
    pub refuse_label: String,
    /// What the model advises.
    pub decision: Decision,
    /// The conclusion in one sentence, for a screen reader.
    pub description: String,
}

/// Why the score is what it is.
#[derive(Debug, Clone, PartialEq)]
pub struct ReasonsView {
    /// The reasons in one sentence.
    pub summary: String,
    /// "Measured against: the average client", or who the others are.
    pub reference: String,
    /// "Their typical risk is 20.4%; all reasons together multiply the odds by 1.8 …": from those
    /// who are measured against to the client. Empty against the average.
    pub sum: String,
    /// Whether features or themes are listed.
    pub grouping: Grouping,
    /// The strongest first.
    pub rows: Vec<ReasonRow>,
    /// All the others that raise the risk.
    pub raising: Option<RemainderRow>,
    /// All the others that lower the risk.
    pub lowering: Option<RemainderRow>,
    /// The largest absolute length among all bars, in log-odds; at least a small positive number.
    pub scale: f64,
    /// "Base 0.28 + reasons = ...": the sum, for whoever wants to check it.
    pub identity: String,
    /// The meaning of the three strength words.
    pub legend: String,
    /// All reasons, as a table.
    pub table: TableView,
    /// The text that a screen reader speaks for the whole chart.
    pub description: String,
}

/// One reason, in words and as a signed bar.
#[derive(Debug, Clone, PartialEq)]
pub struct ReasonRow {
    /// The plain name.
    pub label: String,
    /// The value with its unit, and where it stands among clients.
    pub detail: String,
    /// "+ strongly raises".
    pub effect: String,
    /// "× 2.5".
    pub factor: String,
    /// The bar's signed length in log-odds: above zero raises the risk.
    pub contribution: f64,
    /// The whole reason in one sentence, for a screen reader.
    pub sentence: String,
    /// The base's column, for the comparison chart; `None` for a theme.
    pub column: Option<String>,
    /// What a theme is made of, the strongest first.
    pub parts: Vec<ReasonRow>,
}

/// The reasons that are not listed, summed.
#[derive(Debug, Clone, PartialEq)]
pub struct RemainderRow {
    /// "7 other factors raise".
    pub label: String,
    /// "× 1.2".
    pub factor: String,
    /// The bar's signed length in log-odds.
    pub contribution: f64,
}

/// Where the client stands among others, for one feature or two.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CompareView {
    /// The columns that can be chosen, the client's strongest reasons first.
    pub choices: Arc<[ColumnChoice]>,
    /// The chosen column.
    pub column: String,
    /// Its plain name.
    pub label: String,
    /// The second column, when two are shown together.
    pub second: Option<String>,
    /// The plain name of the second column.
    pub second_label: String,
    /// Whom the client is compared with.
    pub scope: Scope,
    /// Whether a filter is set, so that there is a group.
    pub has_group: bool,
    /// The sentence above the chart.
    pub sentence: String,
    /// The chart of one column.
    pub chart: ChartView,
    /// The chart of two columns, when a second one is chosen.
    pub grid: Option<GridView>,
}

/// All of the client's own data.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DataView {
    /// One row a column of the base, in the base's order.
    pub rows: Vec<DataRow>,
}

/// One column's value for the client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataRow {
    /// The plain name.
    pub label: String,
    /// The name in the base, when it differs from the plain name.
    pub column: String,
    /// The value with its unit.
    pub value: String,
    /// "used by the model", "changeable at the desk", "protected": what is known about it.
    pub remark: String,
}
