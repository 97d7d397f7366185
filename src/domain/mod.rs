//! The plain words of the field, with their invariants.
//!
//! Everything else depends on this module; it depends on nothing but `std`, `serde` and `thiserror`.
//! No type here knows a file format, a table library, LightGBM or a screen.

mod client_id;
mod decision;
mod dictionary;
mod distribution;
mod explanation;
mod filter;
mod job;
mod language;
mod probability;
mod value;

pub use client_id::{ClientId, EmptyClientId};
pub use decision::{Decision, Verdict};
pub use dictionary::{
    Choice, Dictionary, Display, FeatureEntry, Localised, OneHot, Theme, UnknownDisplay,
};
pub use distribution::{Band, BandKind, Distribution, Grid, GridCell, Outcomes, Rank, position_of};
pub use explanation::{Explanation, odds_factor};
pub use filter::{Clause, Condition, Filter, SavedFilter};
pub use job::{Cancelled, Job, SilentJob};
pub use language::{Language, UnknownLanguage};
pub use probability::{OutOfRange, Probability, Threshold};
pub use value::Value;
