//! What went wrong, in the reader's language.
//!
//! The layers below say in English what is wrong with a file, for engineers and logs (`Display`).
//! Whoever tells it to a person says it through [`Said`]: one message a fault, with the file, the
//! line, the column, what was expected and what to do as its variables.
//!
//! Depends on the errors of all layers below, and on `words`.
//! Invariant: in English a fault says what its `Display` says, but for typographic apostrophes (the
//! tests hold every variant); in French no English is left but what another program says, and that
//! is marked as such.

mod base;
mod binding;
mod bundle;
mod model;
mod notes;
mod phrase;
mod pickle;
mod pieces;
mod prepare;
mod store;
mod system;
mod training;
mod write;

#[cfg(test)]
mod tests;

use std::{error::Error, io};

pub use phrase::technical;

use crate::{
    base::{BaseError, BindError, JoinError, StoreFault, UnknownColumn},
    domain::{Cancelled, OutOfRange},
    explain::{Refused, lime::LimeError},
    files::WriteError,
    model::{
        BadCalibration, ModelError, WrongWidth,
        bundle::{BundleError, CardError, DictionaryError},
        lightgbm::LightGbmError,
        open::OpenError,
        pickle::PickleError,
    },
    pipeline::{
        BadCostRatio, BadOption, ContributionsError, SplitError, TrainError,
        metrics::RankingError,
        prepare::{BadPreparation, PrepareError},
        runs::RunError,
        synth::SynthError,
    },
    portfolio::{ContributionsFault, Misfit},
    words::Words,
};

/// A fault that can be told in both languages.
pub trait Said {
    /// The fault in one sentence, with the place and what to do, in the language of `words`.
    fn said(&self, words: &Words) -> String;
}

/// What `error` says in the language of `words`; `None` when it is none of this program's own.
#[must_use]
pub fn said(error: &(dyn Error + 'static), words: &Words) -> Option<String> {
    OWN.iter().find_map(|own| own(error, words))
}

/// Tells an error when it is of one kind.
type Teller = fn(&(dyn Error + 'static), &Words) -> Option<String>;

/// One entry for each kind of error that reaches a person.
const OWN: [Teller; 29] = [
    of::<BaseError>,
    of::<BindError>,
    of::<JoinError>,
    of::<StoreFault>,
    of::<UnknownColumn>,
    of::<Misfit>,
    of::<OpenError>,
    of::<ModelError>,
    of::<BundleError>,
    of::<CardError>,
    of::<DictionaryError>,
    of::<PickleError>,
    of::<BadCalibration>,
    of::<WrongWidth>,
    of::<LightGbmError>,
    of::<WriteError>,
    of::<PrepareError>,
    of::<BadPreparation>,
    of::<TrainError>,
    of::<BadOption>,
    of::<SplitError>,
    of::<RankingError>,
    of::<RunError>,
    of::<SynthError>,
    of::<ContributionsError>,
    of::<ContributionsFault>,
    of::<Refused>,
    of::<io::Error>,
    of_small,
];

fn of<E: Error + Said + 'static>(error: &(dyn Error + 'static), words: &Words) -> Option<String> {
    error.downcast_ref::<E>().map(|own| own.said(words))
}

/// Errors of one sentence.
fn of_small(error: &(dyn Error + 'static), words: &Words) -> Option<String> {
    let number = |key: &str, value: f64| words.with(key, &[("value", pieces::digits(value))]);
    if let Some(BadCostRatio { value }) = error.downcast_ref() {
        return Some(number("fault-cost-ratio", *value));
    }
    if let Some(OutOfRange { value }) = error.downcast_ref() {
        return Some(number("fault-probability", *value));
    }
    if error.is::<Cancelled>() {
        return Some(words.text("fault-cancelled").to_owned());
    }
    error.downcast_ref::<LimeError>().map(|error| error.said(words))
}
