//! Kept copies and tables of reasons that fail, and files that are made from them.
//!
//! Depends on `base`, `portfolio`, `pipeline` and `words`.

use std::io::ErrorKind;

use super::{
    Said,
    phrase::{phrase, technical},
    pieces::{digits, path},
};
use crate::{
    base::{NumbersNotKept, StoreFault, StoreFaultCause},
    pipeline::{ContributionsError, synth::SynthError},
    portfolio::ContributionsFault,
    words::Words,
};

impl Said for StoreFault {
    fn said(&self, words: &Words) -> String {
        let args = [("cause", self.cause.said(words).into()), ("file", path(&self.file))];
        words.with("fault-store", &args)
    }
}

impl Said for StoreFaultCause {
    fn said(&self, words: &Words) -> String {
        match self {
            Self::Unreadable(ErrorKind::UnexpectedEof) => words.text("fault-store-cut").to_owned(),
            Self::Unreadable(kind) => {
                words.with("fault-store-unreadable", &[("cause", kind.said(words).into())])
            }
            Self::Damaged => words.text("fault-store-damaged").to_owned(),
        }
    }
}

impl Said for NumbersNotKept {
    fn said(&self, words: &Words) -> String {
        let args = [
            ("size", digits(self.needed_bytes.div_ceil(1_000_000))),
            ("folder", path(&self.folder)),
            ("reason", phrase(&self.reason, words).into()),
        ];
        words.with("fault-numbers-not-kept", &args)
    }
}

impl Said for ContributionsFault {
    fn said(&self, words: &Words) -> String {
        match self {
            Self::Cancelled(_) => words.text("fault-cancelled").to_owned(),
            Self::Base(fault) => fault.said(words),
            Self::NotKept(cause) => {
                let args = [("cause", cause.said(words).into())];
                words.with("fault-reasons-not-kept", &args)
            }
            Self::Failed { file, cause } => {
                let args = [("cause", cause.said(words).into()), ("file", path(file))];
                words.with("fault-reasons-failed", &args)
            }
        }
    }
}

impl Said for ContributionsError {
    fn said(&self, words: &Words) -> String {
        let not_written =
            |cause: String| words.with("fault-reasons-not-written", &[("cause", cause.into())]);
        match self {
            Self::Cancelled(_) => not_written(words.text("fault-cancelled").to_owned()),
            Self::Base(fault) => not_written(fault.said(words)),
            Self::Table { path: place, reason } => {
                let args = [("path", path(place)), ("cause", technical(reason, words).into())];
                words.with("fault-not-written", &args)
            }
            Self::Write(error) => error.said(words),
        }
    }
}

impl Said for SynthError {
    fn said(&self, words: &Words) -> String {
        match self {
            Self::OutOfRange { what, least, most, given } => {
                let args = [
                    ("what", phrase(what, words).into()),
                    ("least", digits(least)),
                    ("most", digits(most)),
                    ("given", digits(given)),
                ];
                words.with("fault-synth-range", &args)
            }
            Self::Write(error) => error.said(words),
            Self::Table { path: place, cause } => {
                let args = [("path", path(place)), ("cause", cause.said(words).into())];
                words.with("fault-not-written", &args)
            }
            Self::Parquet { path: place, cause } => {
                let args = [("path", path(place)), ("cause", technical(cause, words).into())];
                words.with("fault-not-written-parquet", &args)
            }
            Self::Cancelled(_) => words.text("fault-cancelled").to_owned(),
        }
    }
}
