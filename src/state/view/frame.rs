//! What surrounds the client's page: top bar, notices, dialogs, status line.

use crate::{
    domain::Language,
    state::{OpenKind, Tab, ThemeChoice},
};

use super::{KeptView, TableEntry};

/// The frame of the window.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FrameView {
    /// The title of the window: client, advice, program.
    pub window_title: String,
    /// The top bar.
    pub top: TopView,
    /// The tab on screen.
    pub tab: Tab,
    /// What the reader must know; each stays until it is dismissed.
    pub notices: Vec<Notice>,
    /// The status line.
    pub status: StatusView,
    /// The dialog that opens files, when it is shown.
    pub open: Option<OpenView>,
    /// The kept copies of client bases, when they are shown.
    pub kept: Option<KeptView>,
    /// Whether the keyboard help is shown.
    pub help_shown: bool,
}

/// The top bar.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TopView {
    /// The model's name; empty before one is open.
    pub model: String,
    /// Whether a second engine agrees with the scores.
    pub verification: VerificationState,
    /// "verified", "not verified", "differs".
    pub verification_label: String,
    /// What the second engine found, in one sentence.
    pub verification_detail: String,
    /// "30 000 clients"; empty before a base is open.
    pub base: String,
    /// Where the base comes from, for a tooltip.
    pub base_detail: String,
    /// The language of the screen.
    pub language: Language,
    /// The theme that was chosen.
    pub theme: ThemeChoice,
}

/// Whether LightGBM itself agrees with our scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum VerificationState {
    /// No model, or the comparison has not ended.
    #[default]
    Pending,
    /// Both engines give the same scores.
    Verified,
    /// They differ, or the second engine could not answer.
    Differs,
}

/// A message that stays until somebody dismisses it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// How much it matters.
    pub severity: Severity,
    /// The message in one sentence.
    pub title: String,
    /// What it is about and what to do, line by line.
    pub details: Vec<String>,
}

/// How much a notice matters. Each has a word and a shape beside its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// The score can be read, with care.
    Warning,
    /// Something could not be done.
    Error,
}

/// The status line.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StatusView {
    /// What runs, or that all is ready.
    pub text: String,
    /// How far it is, in `[0, 1]`; `None` when nothing runs or nobody knows.
    pub progress: Option<f32>,
    /// Whether something runs that can be cancelled.
    pub running: bool,
}

/// The dialog that opens a model, a base or a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenView {
    /// What is being opened.
    pub kind: OpenKind,
    /// What the path field holds.
    pub path: String,
    /// Why the last try failed; empty when there was none.
    pub error: String,
    /// The tables of the open base, when one is to be added.
    pub tables: Vec<TableEntry>,
}
