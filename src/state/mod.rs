//! All that the window knows and shows, testable without a window.
//!
//! ```text
//! Command --update--> AppState ------------> view::*   (painted by `ui`)
//!                        |  ^
//!    Effect::Work, Derive v  | Message
//!                      worker threads
//! ```
//!
//! May use `domain`, `words`, `base`, `model`, `explain` and `portfolio`.
//! Invariants: nothing here names a screen library; [`AppState::update`] reads no file, never
//! waits and walks through no base: whatever grows with the number of clients is derived on a
//! worker thread, from an explicit input, when that input changed and at no other time.

mod app_state;
mod command;
mod derive;
mod deriving;
mod described;
mod effect;
mod jobs;
mod perform;
mod settings;
mod told;
mod update;
pub mod view;
mod worker;

pub use app_state::{AppState, Launch, Session, Views, WithoutContributions};
pub use command::{
    Against, BrowseFor, Command, Grouping, OpenKind, Scope, SortKey, Tab, ThemeChoice, ZoomStep,
};
pub use derive::{Derivation, Derived, Picture};
pub use described::{Described, Table, TableFailure, TableFault};
pub use effect::{Effect, Reading, Removal, Reply, Request, Source, Ticket};
pub use perform::{carry_out, perform, settle};
pub use settings::{DescribedBase, Settings, Zoom};
pub use worker::{Message, Worker};
