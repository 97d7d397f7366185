//! What the caller knows about a base before it is read.
//!
//! Plain values only: the model and the card live elsewhere, and what they say about columns
//! arrives here as names and labels.

use std::{fmt, path::PathBuf};

use serde::{Deserialize, Serialize};

/// How much memory a base may take by default, in bytes: what a laptop of 8 GiB can spare.
pub const DEFAULT_MEMORY_LIMIT: u64 = 4 << 30;

/// How large a base is, by default, that is worth keeping on the disk, in bytes: smaller ones are
/// read again in less than half a second.
pub const DEFAULT_STORE_FROM_BYTES: u64 = 32 << 20;

/// What a model, its card or the person says about the columns of a base.
///
/// The default knows nothing: every column is then read as what it looks like.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadOptions {
    /// The column that identifies a client.
    pub id_column: ColumnChoice,
    /// Give every client the number of its row (from 1) as an identifier, and read every column
    /// as an ordinary one. For tables that identify nobody.
    pub number_clients: bool,
    /// The column that says who defaulted: 1 did, 0 did not.
    pub outcome_column: ColumnChoice,
    /// Features that must be numbers. A cell that is not one is an error, never a missing value.
    pub numeric: Vec<String>,
    /// Features that are words.
    pub text: Vec<TextFeature>,
    /// What to do with a CSV row that ends too early.
    pub short_rows: ShortRows,
    /// How the bytes of a CSV file spell characters; found out when `None`.
    pub encoding: Option<Encoding>,
    /// What stands before the decimals in a CSV file; found out when `None`.
    pub decimal_mark: Option<DecimalMark>,
    /// Refuse the base when its cells would take more memory than this. Cells that are kept in a
    /// store take none.
    pub memory_limit_bytes: u64,
    /// Whether a large base is kept on the disk once it was read.
    pub store: StoreChoice,
    /// A base is large when its source or its cells take at least so many bytes.
    pub store_from_bytes: u64,
}

/// Whether a large base is kept on the disk, so that it opens at once the next time and is never
/// in memory as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum StoreChoice {
    /// It is not: all cells are in memory.
    #[default]
    Off,
    /// It is, in this folder.
    Folder(PathBuf),
}

/// A feature whose values are words that the model knows by their place in a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TextFeature {
    /// The feature's name.
    pub name: String,
    /// The words that the model knows. One of them is a word even where it would mean "missing"
    /// elsewhere (`None`, `XNA`).
    pub labels: Vec<String>,
}

/// How a special column is chosen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ColumnChoice {
    /// By its name or by what it holds.
    #[default]
    Detect,
    /// This one when the base has it (a card says so), otherwise as [`ColumnChoice::Detect`].
    Suggested(String),
    /// This one and no other (a person says so).
    Named(String),
}

/// What to do with a CSV row that has fewer cells than the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum ShortRows {
    /// Refuse the file, naming the lines: a cell lost in the middle shifts all that follow.
    #[default]
    Refuse,
    /// Take the cells that are not there as missing, and say how many rows were short.
    FillMissing,
}

/// How bytes spell characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// Windows-1252, what Excel writes on a Western European machine; a superset of Latin-1.
    Windows1252,
    /// UTF-16, little end first.
    Utf16Le,
    /// UTF-16, big end first.
    Utf16Be,
}

/// What stands between the whole part of a number and its decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DecimalMark {
    /// `12.5`
    Point,
    /// `12,5`
    Comma,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            id_column: ColumnChoice::Detect,
            number_clients: false,
            outcome_column: ColumnChoice::Detect,
            numeric: Vec::new(),
            text: Vec::new(),
            short_rows: ShortRows::default(),
            encoding: None,
            decimal_mark: None,
            memory_limit_bytes: DEFAULT_MEMORY_LIMIT,
            store: StoreChoice::Off,
            store_from_bytes: DEFAULT_STORE_FROM_BYTES,
        }
    }
}

impl ReadOptions {
    /// The names of all features that the model wants, numbers first.
    pub(super) fn feature_names(&self) -> impl Iterator<Item = &str> {
        let texts = self.text.iter().map(|feature| feature.name.as_str());
        self.numeric.iter().map(String::as_str).chain(texts)
    }
}

impl ColumnChoice {
    /// The column that somebody spoke of.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Detect => None,
            Self::Suggested(name) | Self::Named(name) => Some(name),
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Utf8 => "UTF-8",
            Self::Windows1252 => "Windows-1252",
            Self::Utf16Le => "UTF-16 (little endian)",
            Self::Utf16Be => "UTF-16 (big endian)",
        })
    }
}

impl DecimalMark {
    /// The character itself.
    #[must_use]
    pub fn as_char(self) -> char {
        match self {
            Self::Point => '.',
            Self::Comma => ',',
        }
    }
}
