//! Files that were not written.
//!
//! Depends on `files` and `words`.

use super::{Said, phrase::phrase, pieces::path};
use crate::{files::WriteError, words::Words};

impl Said for WriteError {
    fn said(&self, words: &Words) -> String {
        match self {
            Self::Exists { path: place } => {
                words.with("fault-write-exists", &[("path", path(place))])
            }
            Self::Occupied { path: place, reason } => {
                let reason = phrase(reason, words);
                let args = [("path", path(place)), ("reason", reason.into())];
                words.with("fault-write-occupied", &args)
            }
            Self::Failed { path: place, step, cause } => {
                let args = [
                    ("path", path(place)),
                    ("step", phrase(step, words).into()),
                    ("cause", cause.said(words).into()),
                ];
                words.with("fault-write-failed", &args)
            }
        }
    }
}
