//! One client on one sheet of paper: the score, its reasons and where it comes from, as a page that
//! any browser shows and prints.
//!
//! Depends on `portfolio`, `explain` and `words`. [`Page`] holds finished sentences and numbers, the
//! same ones as the window shows; [`Page::to_html`] writes them down.
//! **Invariant**: the page stands alone (no script, no font, no picture, nothing fetched, which its
//! own content policy forbids as well), and every text in it is escaped.

mod bars;
mod compose;
mod gauge;
mod html;
mod write;

use crate::domain::{Decision, Language, Verdict};

pub use compose::{LISTED_REASONS, PageInput, applicants_in_words, measured_against};

/// All that the page of one client says.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The language of every text below.
    pub language: Language,
    /// "Client 4217".
    pub title: String,
    /// The few facts that tell who it is; empty when none is known.
    pub facts: String,
    /// The answer.
    pub answer: Answer,
    /// Why.
    pub reasons: Reasons,
    /// Where the client stands, for the strongest reasons: plain name and sentence.
    pub comparisons: Vec<(String, String)>,
    /// The client's values behind the listed reasons.
    pub data: Vec<DataLine>,
    /// Which model, base, program and day: name and content.
    pub origin: Vec<(String, String)>,
    /// Headings and column titles.
    labels: Labels,
}

/// Whether the client is accepted, and by how much.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The risk and the threshold: name and percentage of each.
    pub numbers: [(String, String); 2],
    /// "9.4 points above the threshold: the model advises to refuse."
    pub advice: String,
    /// What the model advises.
    pub decision: Decision,
    /// "The decision is yours.", with what past clients of this score became when it is known.
    pub note: String,
    /// What the reader must know before trusting the score.
    pub warnings: Vec<String>,
    /// The numbers of the gauge.
    pub verdict: Verdict,
    /// "threshold 22.0%".
    pub threshold_label: String,
    /// "this client 31.4%".
    pub client_label: String,
    /// The gauge in one sentence, for whoever does not see it.
    pub description: String,
}

/// Why the score is what it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Reasons {
    /// "Measured against: the average client".
    pub measured_against: String,
    /// All of them in one sentence.
    pub summary: String,
    /// The strongest first, then what is not listed, summed by direction.
    pub lines: Vec<ReasonLine>,
    /// What the three words for strength mean, how the numbers add up, what the model cannot say.
    pub notes: Vec<String>,
}

/// One bar with its words.
#[derive(Debug, Clone, PartialEq)]
pub struct ReasonLine {
    /// The plain name, or how many reasons are summed.
    pub label: String,
    /// The value with its unit and its rank; empty for a sum.
    pub detail: String,
    /// "+ strongly raises"; empty for a sum, whose label says it.
    pub effect: String,
    /// "× 2.5".
    pub odds_factor: String,
    /// The bar's signed length in log-odds: above zero raises the risk.
    pub contribution: f64,
    /// The line in one sentence.
    pub sentence: String,
    /// Whether it sums reasons that are not listed.
    pub is_remainder: bool,
}

/// One value of the client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataLine {
    /// The plain name.
    pub label: String,
    /// The name in the base.
    pub column: String,
    /// The value with its unit.
    pub value: String,
    /// "can be changed at the desk", "protected attribute": what the dictionary knows.
    pub remark: String,
}

/// The words that do not change with the client.
#[derive(Debug, Clone, PartialEq)]
struct Labels {
    kind: String,
    gauge: String,
    zero: String,
    whole: String,
    accept: String,
    refuse: String,
    reasons: String,
    reason_columns: [String; 3],
    lowers: String,
    raises: String,
    comparisons: String,
    data: String,
    data_columns: [String; 4],
    origin: String,
    private: String,
}
