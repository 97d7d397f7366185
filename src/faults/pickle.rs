//! Pickles that no model is taken from.
//!
//! Depends on `model` and `words`.

use super::{Said, phrase::phrase, pieces::digits};
use crate::{
    model::pickle::{ClassKind, PickleError},
    words::{Arg, Words},
};

impl Said for PickleError {
    fn said(&self, words: &Words) -> String {
        match self {
            Self::TooLarge { limit } => {
                words.with("fault-pickle-too-large", &[("limit", digits(limit))])
            }
            Self::Truncated { offset } => {
                words.with("fault-pickle-truncated", &[("offset", digits(offset))])
            }
            Self::Trailing { offset } => words.with(
                "fault-pickle-trailing",
                &[("offset", digits(offset)), ("advice", advice(words))],
            ),
            Self::Instruction { instruction, offset } => words.with(
                "fault-pickle-instruction",
                &[
                    ("instruction", phrase(instruction, words).into()),
                    ("offset", digits(offset)),
                    ("advice", advice(words)),
                ],
            ),
            Self::Damaged { offset, problem } => words.with(
                "fault-pickle-damaged",
                &[("offset", digits(offset)), ("problem", phrase(problem, words).into())],
            ),
            Self::TooMany { what, limit } => words.with(
                "fault-pickle-too-many",
                &[
                    ("what", phrase(what, words).into()),
                    ("limit", digits(limit)),
                    ("advice", advice(words)),
                ],
            ),
            Self::Class { name, kind } => words.with(
                "fault-pickle-class",
                &[("name", name.into()), ("explanation", explanation(*kind, words).into())],
            ),
            other => of_model(other, words),
        }
    }
}

/// Faults of what the pickle holds, and of how it is compressed.
fn of_model(error: &PickleError, words: &Words) -> String {
    match error {
        PickleError::NoModel { found } => {
            words.with("fault-pickle-no-model", &[("found", found_instead(found, words).into())])
        }
        PickleError::SeveralModels { count } => words
            .with("fault-pickle-several", &[("count", digits(count)), ("advice", advice(words))]),
        PickleError::NotFitted { class_name } => {
            words.with("fault-pickle-not-fitted", &[("class", (*class_name).into())])
        }
        PickleError::Classes { found } => {
            words.with("fault-pickle-classes", &[("found", phrase(found, words).into())])
        }
        PickleError::Parameter { parameter } => words.with(
            "fault-pickle-parameter",
            &[("parameter", (*parameter).into()), ("advice", advice(words))],
        ),
        PickleError::TextEncoding => words.text("fault-pickle-text").to_owned(),
        PickleError::Compression { format, cause } => words.with(
            "fault-pickle-compression",
            &[("format", (*format).into()), ("cause", cause.said(words).into())],
        ),
        PickleError::UnknownCompression { format } => {
            words.with("fault-pickle-unknown-compression", &[("format", (*format).into())])
        }
        PickleError::Bomb { format, limit } => words
            .with("fault-pickle-bomb", &[("format", (*format).into()), ("limit", digits(limit))]),
        other => super::phrase::technical(&other.to_string(), words),
    }
}

/// The outermost object: a kind that has a word, or the name of a class, which is the same in both
/// languages.
fn found_instead(found: &str, words: &Words) -> String {
    super::phrase::known(found, words).unwrap_or_else(|| found.to_owned())
}

fn advice(words: &Words) -> Arg<'static> {
    words.text("fault-pickle-advice").to_owned().into()
}

fn explanation(kind: ClassKind, words: &Words) -> String {
    match kind {
        ClassKind::Wrapper => words.with("fault-pickle-wrapper", &[("advice", advice(words))]),
        ClassKind::OtherTask => words.text("fault-pickle-other-task").to_owned(),
        ClassKind::OtherLibrary => words.text("fault-pickle-other-library").to_owned(),
        ClassKind::Dangerous => words.text("fault-pickle-dangerous").to_owned(),
        ClassKind::OldJoblib => words.text("fault-pickle-old-joblib").to_owned(),
        ClassKind::Private => words.with("fault-pickle-private", &[("advice", advice(words))]),
        ClassKind::Table => words.with("fault-pickle-table", &[("advice", advice(words))]),
        ClassKind::Unknown => words.with("fault-pickle-unknown", &[("advice", advice(words))]),
    }
}
