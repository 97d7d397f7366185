//! Why a bundle is not read or not written. Each message names the file of the bundle and the line.

use std::io;

use super::{card::CardError, dictionary_csv::DictionaryError};
use crate::files::WriteError;

/// Why a bundle is not read or not written.
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    /// A file of the bundle cannot be read.
    #[error("{file} cannot be read: {cause}")]
    Io {
        /// Its name in the bundle.
        file: String,
        /// What the system says.
        cause: io::Error,
    },
    /// There is no `model.txt`.
    #[error("there is no model.txt in it, {found}")]
    NoModel {
        /// What there is instead, and what to do.
        found: String,
    },
    /// A file is larger than anything of its kind.
    #[error("{file} is larger than {limit} bytes, which no file of a bundle is")]
    TooLarge {
        /// Its name in the bundle.
        file: String,
        /// The most bytes that are read.
        limit: u64,
    },
    /// The zip file is damaged.
    #[error("the zip file is damaged ({cause}): copy it again")]
    Zip {
        /// What the zip reader says.
        cause: String,
    },
    /// A zip file that asks for a password.
    #[error(
        "{file} in the zip file is encrypted: unpack it with its password, and open the folder"
    )]
    Encrypted {
        /// The first encrypted file.
        file: String,
    },
    /// A name in a zip file that leads out of it, or is no name.
    #[error("the zip file holds the unsafe name `{name}`: it was not made by an honest program")]
    UnsafeName {
        /// The name, escaped.
        name: String,
    },
    /// A zip file with two files of one name.
    #[error("the zip file holds two files of the same name: pack it again")]
    DuplicateNames,
    /// More files than a bundle has.
    #[error("it holds more than {limit} files: a bundle has model.txt and a few files beside it")]
    TooManyFiles {
        /// The most files that are looked at.
        limit: usize,
    },
    /// `card.toml` says something that cannot be understood.
    #[error("card.toml, {0}")]
    Card(CardError),
    /// `dictionary.csv` says something that cannot be understood.
    #[error("dictionary.csv, {0}")]
    Dictionary(DictionaryError),
    /// A file is not the one that the card describes.
    #[error(
        "{file} is not the one that the card describes: its SHA-256 is {found}, card.toml says \
         {expected}. The bundle was changed or damaged: ask for it again"
    )]
    Changed {
        /// Its name in the bundle.
        file: String,
        /// The digest in `card.toml`, in hexadecimal.
        expected: String,
        /// The digest of the file, in hexadecimal.
        found: String,
    },
    /// The card lists a file that is not there.
    #[error("card.toml describes {file}, which is not in the bundle: ask for the whole bundle")]
    Missing {
        /// The name that the card gives.
        file: String,
    },
    /// The bundle cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

// Not `#[from]`: the cause is in the message already, and would be told twice as a source.
impl From<CardError> for BundleError {
    fn from(error: CardError) -> Self {
        Self::Card(error)
    }
}

impl From<DictionaryError> for BundleError {
    fn from(error: DictionaryError) -> Self {
        Self::Dictionary(error)
    }
}
