//! What a training or an evaluation came to, in words.
//!
//! Depends on `words`, `model` and on the other files of this layer. The report in the terminal and
//! the card in the bundle are made from the same sections, so that they cannot differ.
//! Invariant: the card holds nothing that depends on the clock, the machine or the language of
//! whoever trained.

mod measured;
mod page;
mod training;

pub use measured::{EvaluationReport, evaluation_page};
pub use page::{Page, Table};
pub use training::{TrainingReport, card_page, training_page};
