//! All that the window knows and shows, testable without a window.
//!
//! ```text
//! Command --update--> AppState --derive--> view::*   (painted by `ui`)
//!                        |  ^
//!                 Effect v  | Reply
//!                      worker threads
//! ```
//!
//! May use `domain`, `words`, `base`, `model`, `explain` and `portfolio`.
//! Invariants: nothing here names a screen library; [`AppState::update`] reads no file and never
//! waits; every view is derived when one of its inputs changes and at no other time.

mod app_state;
mod command;
mod derive;
mod effect;
mod jobs;
mod perform;
mod settings;
mod update;
pub mod view;
mod worker;

pub use app_state::{AppState, Launch, Session, Views};
pub use command::{
    BrowseFor, Command, Grouping, OpenKind, Scope, SortKey, Tab, ThemeChoice, ZoomStep,
};
pub use effect::{Effect, Reply, Request, Source, Ticket};
pub use perform::{perform, settle};
pub use settings::{Settings, Zoom};
pub use worker::{Message, Worker};
