//! Bundles: a model and what is needed to read it, in a folder or in one `.zip` file.
//!
//! | file | what | required |
//! | --- | --- | --- |
//! | `model.txt` | the LightGBM text model | yes |
//! | `card.toml` | what it is, and the SHA-256 of the other files ([`Card`]) | no |
//! | `dictionary.csv` | the plain words for its features ([`dictionary_csv`]) | no |
//! | `reference.parquet` | what the training data looked like; opaque here | no |
//! | `preparation.json` | how the training data were prepared; opaque here | no |
//! | `card.md` | the same as `card.toml` and more, for people; not read here | no |
//!
//! Depends on `domain` and `files`; knows nothing of the model's own format.

mod card;
mod contents;
pub mod dictionary_csv;
mod dictionary_write;
mod error;
mod write;

use std::path::Path;

use sha2::{Digest as _, Sha256};

pub use card::{Card, CardError, Costs, Metric, Target, ThresholdChoice, TrainingData};
pub use dictionary_csv::DictionaryError;
pub use dictionary_write::write as write_dictionary;
pub use error::BundleError;
pub use write::{BundleFiles, Existing, Parts};

use contents::Contents;

use crate::domain::Dictionary;

/// The LightGBM text model.
pub const MODEL_FILE: &str = "model.txt";
/// What the model is, with the digests of the other files.
pub const CARD_FILE: &str = "card.toml";
/// The plain words for the features.
pub const DICTIONARY_FILE: &str = "dictionary.csv";
/// What the training data looked like.
pub const REFERENCE_FILE: &str = "reference.parquet";

/// The card for people.
pub const PAGE_FILE: &str = "card.md";

/// How the table that the model learnt from was prepared.
pub const PREPARATION_FILE: &str = "preparation.json";

/// The largest model text, in bytes: LightGBM itself fails on larger ones on some systems.
const MAX_MODEL_BYTES: u64 = 512 << 20;
/// The largest card: a page of text.
const MAX_CARD_BYTES: u64 = 1 << 20;
/// The largest dictionary: a thousand features with every label a paragraph long.
const MAX_DICTIONARY_BYTES: u64 = 16 << 20;
/// The largest other file: histograms, not data.
const MAX_OTHER_BYTES: u64 = 64 << 20;

/// A bundle as it was read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bundle {
    /// The bytes of `model.txt`, not looked at.
    pub model: Vec<u8>,
    /// What the model is.
    pub card: Option<Card>,
    /// The plain words, when there is a dictionary.
    pub dictionary: Option<Dictionary>,
    /// The bytes of `reference.parquet`, not looked at.
    pub reference: Option<Vec<u8>>,
    /// The bytes of `preparation.json`, not looked at.
    pub preparation: Option<Vec<u8>>,
    /// Files whose SHA-256 is the one in the card, sorted.
    pub verified: Vec<String>,
    /// Files that the card does not cover, sorted; empty when there is no card.
    pub not_covered: Vec<String>,
    /// Columns of the dictionary that say nothing to this program.
    pub unknown_columns: Vec<String>,
}

impl Bundle {
    /// The bundle in the folder `path`.
    ///
    /// # Errors
    /// When there is no model, a file is not understood, or one differs from what the card says.
    pub fn read_folder(path: &Path) -> Result<Self, BundleError> {
        read(Contents::of_folder(path)?)
    }

    /// The bundle of these files, each with its name.
    ///
    /// # Errors
    /// As [`Bundle::read_folder`].
    pub fn read_embedded(files: &[(&str, &[u8])]) -> Result<Self, BundleError> {
        read(Contents::Embedded(files))
    }

    /// The bundle in the zip file `bytes`, directly in it or in one folder.
    ///
    /// # Errors
    /// As [`Bundle::read_folder`], and when the zip file is damaged, encrypted or unsafe.
    pub fn read_zip(bytes: &[u8]) -> Result<Self, BundleError> {
        read(Contents::of_zip(bytes)?)
    }
}

/// SHA-256 in hexadecimal.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn read(mut contents: Contents<'_>) -> Result<Bundle, BundleError> {
    let Some(model) = contents.read(MODEL_FILE, MAX_MODEL_BYTES)? else {
        return Err(BundleError::NoModel { found: found_instead(&contents.names()) });
    };
    let card_bytes = contents.read(CARD_FILE, MAX_CARD_BYTES)?;
    let dictionary_bytes = contents.read(DICTIONARY_FILE, MAX_DICTIONARY_BYTES)?;
    let reference = contents.read(REFERENCE_FILE, MAX_OTHER_BYTES)?;
    let preparation = contents.read(PREPARATION_FILE, MAX_OTHER_BYTES)?;
    let card = card_bytes.as_deref().map(parse_card).transpose()?;

    let mut bundle = Bundle::default();
    if let Some(card) = &card {
        for (file, expected) in &card.sha256 {
            let own = match file.as_str() {
                MODEL_FILE => Some(sha256_hex(&model)),
                DICTIONARY_FILE => dictionary_bytes.as_deref().map(sha256_hex),
                REFERENCE_FILE => reference.as_deref().map(sha256_hex),
                PREPARATION_FILE => preparation.as_deref().map(sha256_hex),
                other => contents.read(other, MAX_OTHER_BYTES)?.as_deref().map(sha256_hex),
            };
            let found = own.ok_or_else(|| BundleError::Missing { file: file.clone() })?;
            let expected = expected.to_ascii_lowercase();
            if found != expected {
                return Err(BundleError::Changed { file: file.clone(), expected, found });
            }
            bundle.verified.push(file.clone());
        }
        let covered = |name: &str| name == CARD_FILE || card.sha256.contains_key(name);
        let names = contents.names().into_iter().filter(|name| !covered(name));
        bundle.not_covered = names.map(str::to_owned).collect();
    }
    if let Some(bytes) = dictionary_bytes {
        let read = dictionary_csv::read(&bytes)?;
        bundle.dictionary = Some(read.dictionary);
        bundle.unknown_columns = read.unknown_columns;
    }
    Ok(Bundle { model, card, reference, preparation, ..bundle })
}

fn parse_card(bytes: &[u8]) -> Result<Card, CardError> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let line = before.split(|byte| *byte == b'\n').count();
        CardError { line: Some(line), key: None, problem: "not UTF-8".to_owned() }
    })?;
    Card::parse(text)
}

/// What stands in place of a model, and what to do with it.
fn found_instead(names: &[&str]) -> String {
    let ends = |ending: &str| names.iter().any(|name| name.to_lowercase().ends_with(ending));
    if names.contains(&"[Content_Types].xml") {
        return "it is an office document: save its table as CSV to open it as a client base"
            .into();
    }
    if ends(".parquet") || ends(".csv") {
        return "but tables: open it as a client base instead".to_owned();
    }
    match names {
        [] => "it is empty".to_owned(),
        [one, ..] => {
            let one: String = one.chars().take(80).flat_map(char::escape_debug).collect();
            format!("but {one}: a bundle's model must bear the name model.txt")
        }
    }
}
