//! What stands in place of a picture of everybody while it cannot be made.

/// A sentence, with the progress of the work that is waited for.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WaitingView {
    /// What is waited for, or why there is nothing to wait for; never empty.
    pub sentence: String,
    /// What the person can do about it; empty when nothing has to be done.
    pub advice: String,
    /// How far the work is, in `[0, 1]`; `None` when nothing runs or nobody knows.
    pub progress: Option<f32>,
    /// Whether the work was stopped or failed, and can be asked for again.
    pub can_ask_again: bool,
}
