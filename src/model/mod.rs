//! The credit model: reading, checking, scoring and writing LightGBM forests.
//!
//! Two engines, on purpose. The model is read and checked by our own code and scored by it: a
//! hostile file becomes a message with a line number instead of a crash inside C++, and the
//! [`Forest`] can be shared between threads. LightGBM itself ([`lightgbm`]) trains, and gives a
//! second opinion on a text that was written out of the checked forest.
//!
//! Depends on `domain`. **Invariant**: only `lightgbm` names the `lightgbm3` crate, and LightGBM
//! never reads a byte of a user's model file.

pub mod bundle;
mod calibration;
mod categories;
mod error;
mod evaluate;
mod forest;
mod importance;
pub mod lightgbm;
pub mod open;
pub mod pickle;
mod text;
mod tree;
mod write;

pub use calibration::{BadCalibration, Calibration};
pub use categories::CategoryLabel;
pub use error::{ModelError, Place};
pub(crate) use evaluate::step_over_zero;
pub use forest::{
    Feature, FeatureKind, Forest, ForestSummary, FormatVersion, Note, Objective, WrongWidth,
};
pub use importance::Importance;
pub use text::MAX_MODEL_BYTES;
pub use tree::{Child, Leaf, MissingAs, Split, Tree};
