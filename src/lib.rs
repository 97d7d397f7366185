//! Clairscore reads a LightGBM credit score, its reasons, and how a client compares.
//!
//! The window and the terminal are two faces of this library. Each module may use what stands
//! above it, never what stands below:
//!
//! | module | holds |
//! | --- | --- |
//! | [`domain`] | the words of the field, with their invariants |
//! | [`files`], [`locale`] | writing files whole, the computer's language |
//! | [`words`] | all text in French and English, numbers and values as they read |
//! | [`base`] | client bases: reading, searching, filtering, counting |
//! | [`model`] | LightGBM models: reading, checking, scoring, bundles |
//! | [`explain`] | exact contributions, and reasons in words |
//! | [`portfolio`] | a model bound to a base |
//! | [`page`] | one client on one sheet of paper, as HTML |
//! | [`demo`] | the model and the base that the program carries |
//! | [`pipeline`] | training and evaluating models |
//! | [`faults`] | what went wrong, in the reader's language |
//! | [`state`] | all that the window knows and shows, without a screen |
//! | [`cli`] | the terminal |
//! | `ui`, `app` | the window (feature `gui`) |
//!
//! `docs/ARCHITECTURE.md` is the map, with the reasons.

pub mod base;
pub mod cli;
pub mod demo;
pub mod domain;
pub mod explain;
pub mod faults;
pub mod files;
pub mod locale;
pub mod model;
pub mod page;
pub mod pipeline;
pub mod portfolio;
pub mod state;
pub mod words;

#[cfg(feature = "gui")]
pub mod app;
#[cfg(feature = "gui")]
pub mod ui;
