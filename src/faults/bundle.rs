//! Bundles that are not read or not written.
//!
//! Depends on `model` and `words`.

use super::{Said, phrase::phrase, pieces::digits};
use crate::{
    model::bundle::{BundleError, CardError, DictionaryError},
    words::Words,
};

impl Said for BundleError {
    fn said(&self, words: &Words) -> String {
        match self {
            Self::Io { file, cause } => words.with(
                "fault-bundle-io",
                &[("file", file.into()), ("cause", cause.said(words).into())],
            ),
            Self::NoModel { found } => {
                words.with("fault-bundle-no-model", &[("found", phrase(found, words).into())])
            }
            Self::TooLarge { file, limit } => words
                .with("fault-bundle-too-large", &[("file", file.into()), ("limit", digits(limit))]),
            Self::Zip { cause } => {
                words.with("fault-bundle-zip", &[("cause", phrase(cause, words).into())])
            }
            Self::Encrypted { file } => {
                words.with("fault-bundle-encrypted", &[("file", file.into())])
            }
            Self::UnsafeName { name } => {
                words.with("fault-bundle-unsafe-name", &[("name", name.into())])
            }
            Self::DuplicateNames => words.text("fault-bundle-duplicate-names").to_owned(),
            Self::TooManyFiles { limit } => {
                words.with("fault-bundle-too-many-files", &[("limit", digits(limit))])
            }
            Self::Card(error) => {
                words.with("fault-bundle-card", &[("problem", error.said(words).into())])
            }
            Self::Dictionary(error) => {
                words.with("fault-bundle-dictionary", &[("problem", error.said(words).into())])
            }
            Self::Changed { file, expected, found } => words.with(
                "fault-bundle-changed",
                &[("file", file.into()), ("expected", expected.into()), ("found", found.into())],
            ),
            Self::Missing { file } => words.with("fault-bundle-missing", &[("file", file.into())]),
            Self::Write(error) => error.said(words),
        }
    }
}

impl Said for CardError {
    fn said(&self, words: &Words) -> String {
        let mut problem = phrase(&self.problem, words);
        if let Some(key) = &self.key {
            problem =
                words.with("fault-card-key", &[("key", key.into()), ("problem", problem.into())]);
        }
        match self.line {
            None => problem,
            Some(line) => words
                .with("fault-card-line", &[("line", digits(line)), ("problem", problem.into())]),
        }
    }
}

impl Said for DictionaryError {
    fn said(&self, words: &Words) -> String {
        let problem = match self.problem.split_once(": ") {
            // The feature whose words cannot be written stands before the problem.
            Some((feature, problem)) if self.line == 0 => {
                format!("{feature}: {}", phrase(problem, words))
            }
            _ => phrase(&self.problem, words),
        };
        match self.column {
            None => words.with(
                "fault-dictionary-line",
                &[("line", digits(self.line)), ("problem", problem.into())],
            ),
            Some(column) => words.with(
                "fault-dictionary-column",
                &[
                    ("line", digits(self.line)),
                    ("column", column.into()),
                    ("problem", problem.into()),
                ],
            ),
        }
    }
}
