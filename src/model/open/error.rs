//! Why something is not opened as a model.
//!
//! Depends on the errors of whatever a model is read from.

use std::io;

use crate::model::{ModelError, Place, bundle::BundleError, pickle::PickleError};

use super::Foreign;

/// Why something is not opened as a model. Each message begins with the file.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The system does not let us read it.
    #[error("{file} cannot be read: {cause}")]
    Read {
        /// The file or folder.
        file: String,
        /// What the system says.
        cause: io::Error,
    },
    /// It is larger than any model.
    #[error("{file} is larger than {limit} bytes, which no model is")]
    TooLarge {
        /// The file.
        file: String,
        /// The most bytes that are read.
        limit: u64,
    },
    /// There is nothing in it.
    #[error("{file} is empty: copy or save the model again")]
    Empty {
        /// The file.
        file: String,
    },
    /// It is something else.
    #[error("{file} is {}, not a model: {}", .foreign.what, .foreign.advice)]
    Foreign {
        /// The file.
        file: String,
        /// What it is, and what to do.
        foreign: Foreign,
    },
    /// It is a model text, with a fault or of a kind that is not read.
    #[error("{file}: {cause}")]
    Model {
        /// The file.
        file: String,
        /// The first fault.
        cause: ModelError,
    },
    /// It is a pickle that no model is taken from.
    #[error("{file}: {cause}")]
    Pickle {
        /// The file.
        file: String,
        /// Why not.
        cause: PickleError,
    },
    /// It is a bundle with a fault.
    #[error("{file}: {cause}")]
    Bundle {
        /// The file or folder.
        file: String,
        /// The fault.
        cause: BundleError,
    },
}

impl OpenError {
    /// Where the fault stands in the model text, when the fault is in it.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        match self {
            Self::Model { cause: ModelError::Damaged { place, .. }, .. } => Some(*place),
            _ => None,
        }
    }

    /// Whether the file is a model, good or bad, and not something else altogether.
    #[must_use]
    pub fn is_about_a_model(&self) -> bool {
        matches!(self, Self::Model { .. } | Self::Pickle { .. } | Self::Bundle { .. })
    }
}
