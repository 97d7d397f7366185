//! Views out of the state, each a pure function of an explicit input.
//!
//! ```text
//! base, filter ------> group ---> standing ---> order ---> list
//!                        |
//! portfolio, row ----> client --> counts -----> compare
//!                       ^ | |
//!        reference -----+ | +---> look-alikes <--- index <--- contributions
//!                         +-----> verdict, gauge, title   (and the threshold)
//!
//! contributions, group ----> group weights, strips -------> weights
//! contributions, group, factor ----> dependence ----------> effect   (and the client)
//! ```
//!
//! A part that may take longer than a frame is a [`Derivation`]: its input is compared with the
//! last one, sent to a worker thread when it differs, and what comes back takes the place of the
//! previous picture (see [`slot`]). Everything else is light: it is derived on the spot from those
//! parts and from what the person just did.
//!
//! **Invariants**: a derivation is asked for when its input changed and at no other time; it reads
//! nothing but its input; parts that depend on each other take each other's value, never a second
//! look at the state, so that one picture speaks of one client and one group.

mod bands;
mod base_details;
mod client;
mod columns;
mod compare;
mod counts;
mod data;
mod dependence;
mod derivation;
mod effect;
mod effects;
mod explained;
mod factor_words;
mod filter;
mod frame;
mod grid;
mod group;
mod group_weights;
mod kept;
mod list;
mod look_alikes;
mod model;
mod notices;
mod order;
mod pictures;
mod population;
mod reasons;
mod reference;
mod risks;
mod second_method;
mod slot;
mod strip;
mod strips;
mod threshold;
mod waiting;
mod weights;

use crate::domain::{Dictionary, FeatureEntry};

use super::app_state::Session;

pub(super) use derivation::Part;
pub use derivation::{Derivation, Derived};
pub(super) use filter::first_condition;
pub(super) use look_alikes::{are_shown as look_alikes_are_shown, limit_exceeded};
pub(super) use notices::{
    base_failure, base_notice, broken_notice, cancelled_notice, disagreement_notice,
    failure_notice, misfit_notice, model_failure, model_warnings, neither_failure,
    store_fault_notice, table_failures,
};
pub use pictures::Picture;
pub(super) use pictures::Pictures;

impl Session {
    /// The dictionary of the open model; an empty one when there is none.
    pub(super) fn dictionary(&self) -> &Dictionary {
        static EMPTY: std::sync::LazyLock<Dictionary> =
            std::sync::LazyLock::new(Dictionary::default);
        self.model.as_ref().map_or(&EMPTY, |model| model.dictionary())
    }

    /// What is known about a column; a plain entry when nothing is.
    fn entry(&self, column: &str) -> &FeatureEntry {
        self.dictionary().entry(column)
    }
}
