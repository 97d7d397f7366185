//! Models that are not opened.
//!
//! Depends on `model` and `words`.

use super::{
    Said,
    phrase::{phrase, technical},
    pieces::digits,
};
use crate::{
    model::{BadCalibration, ModelError, Place, lightgbm::LightGbmError, open::OpenError},
    words::Words,
};

impl Said for OpenError {
    fn said(&self, words: &Words) -> String {
        let after = |file: &str, fault: String| {
            let args = [("file", file.into()), ("fault", fault.into())];
            words.with("fault-in-file-before", &args)
        };
        match self {
            Self::Read { file, cause } => words.with(
                "fault-open-read",
                &[("file", file.into()), ("cause", cause.said(words).into())],
            ),
            Self::TooLarge { file, limit } => words
                .with("fault-open-too-large", &[("file", file.into()), ("limit", digits(limit))]),
            Self::Empty { file } => words.with("fault-open-empty", &[("file", file.into())]),
            Self::Foreign { file, foreign } => words.with(
                "fault-open-foreign",
                &[
                    ("file", file.into()),
                    ("what", phrase(foreign.what, words).into()),
                    ("advice", phrase(foreign.advice, words).into()),
                ],
            ),
            Self::Model { file, cause } => after(file, cause.said(words)),
            Self::Pickle { file, cause } => after(file, cause.said(words)),
            Self::Bundle { file, cause } => after(file, cause.said(words)),
        }
    }
}

impl Said for ModelError {
    fn said(&self, words: &Words) -> String {
        match self {
            Self::NotAModel { what } => {
                words.with("fault-model-not-a-model", &[("what", phrase(what, words).into())])
            }
            Self::Unsupported { what } => {
                words.with("fault-model-unsupported", &[("what", phrase(what, words).into())])
            }
            Self::TooLarge { bytes, limit } => words.with(
                "fault-model-too-large",
                &[("bytes", digits(bytes)), ("limit", digits(limit))],
            ),
            Self::Damaged { place, what } => words.with(
                "fault-model-damaged",
                &[("place", place.said(words).into()), ("what", phrase(what, words).into())],
            ),
        }
    }
}

impl Said for Place {
    fn said(&self, words: &Words) -> String {
        match self.tree {
            Some(tree) => words
                .with("fault-place-tree", &[("line", digits(self.line)), ("tree", digits(tree))]),
            None => words.with("fault-place-line", &[("line", digits(self.line))]),
        }
    }
}

impl Said for LightGbmError {
    fn said(&self, words: &Words) -> String {
        match self {
            Self::WrongWidth(error) => error.said(words),
            Self::BadTable(detail) => {
                words.with("fault-lightgbm-table", &[("detail", phrase(detail, words).into())])
            }
            Self::Library(detail) => technical(detail, words),
        }
    }
}

impl Said for BadCalibration {
    fn said(&self, words: &Words) -> String {
        words.with("fault-calibration", &[("problem", phrase(self.problem(), words).into())])
    }
}
