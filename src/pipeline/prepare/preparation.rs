//! How a feature table was made, so that new clients can be given the same columns.
//!
//! Written as JSON into the metadata of the feature table ([`METADATA_KEY`]) and into the bundle of
//! a model that was trained on it. Depends on `base` and `model::bundle`, which read those files, on the schema and on `serde`.

use std::{collections::BTreeMap, fs, io::Read as _, path::Path};

use serde::{Deserialize, Serialize};

use super::{error::PrepareError, recipe::Recipe, schema::Table};
use crate::{
    base::{BaseError, parquet_value},
    model::bundle::{Bundle, BundleError},
};

/// The key of the Parquet metadata that holds a [`Preparation`].
pub const METADATA_KEY: &str = "clairscore.preparation";

/// More categories than this are no honest record.
const MOST_CATEGORIES: usize = 2_000;

/// The form of the JSON; a later one may be unreadable for this program.
const FORMAT: u32 = 1;

/// How a feature table was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preparation {
    /// The form of this record.
    format: u32,
    /// Which tables it was made from.
    pub source: String,
    /// Which features.
    pub recipe: Recipe,
    /// The categories and the 0/1 encodings.
    pub categories: Categories,
    /// The columns in their order.
    pub columns: Vec<String>,
}

/// The words of each column of words, by table and column. The words of a 0/1 column stand in the
/// order of their numbers, the others in ascending order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Categories(BTreeMap<String, BTreeMap<String, Vec<String>>>);

/// Words that the bundle does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unseen {
    /// The table.
    pub table: Table,
    /// The column.
    pub column: &'static str,
    /// On how many rows.
    pub rows: usize,
}

/// A record that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BadPreparation {
    /// It is no such record.
    #[error("what it says of its preparation is not understood ({0})")]
    NotUnderstood(#[from] serde_json::Error),
    /// It has more categories than any table.
    #[error("what it says of its preparation lists too many categories")]
    TooManyCategories,
    /// It says nothing.
    #[error(
        "it does not say how its table was prepared: give a bundle that was trained on a table of \
         `clairscore prepare`, or that table itself"
    )]
    Absent,
    /// It is no bundle that can be read.
    #[error("it is not a bundle: {0}")]
    Bundle(#[from] BundleError),
    /// It is no table that can be read.
    #[error("it is neither a bundle nor a feature table: {0}")]
    Table(BaseError),
    /// It is no table that neighbours can be read from.
    #[error("{0}")]
    Neighbours(BaseError),
    /// It lacks a column by which neighbours are found.
    #[error("it has no column `{column}`: give a table of `--recipe extended`")]
    NoNeighbours {
        /// The column.
        column: &'static str,
    },
    /// The system refuses.
    #[error("it cannot be read: {0}")]
    Io(#[from] std::io::Error),
    /// It was written by another version.
    #[error("its preparation is of form {found}, this program knows {FORMAT}")]
    OtherFormat {
        /// The form.
        found: u32,
    },
}

impl BadPreparation {
    /// The form of the records that this program knows.
    pub const KNOWN_FORMAT: u32 = FORMAT;
}

impl Preparation {
    /// The record of a table of these columns.
    pub(super) fn new(recipe: Recipe, categories: Categories, columns: Vec<String>) -> Self {
        Self { format: FORMAT, source: "home-credit".to_owned(), recipe, categories, columns }
    }

    /// Reads what [`Self::to_json`] wrote.
    ///
    /// # Errors
    /// When it is something else.
    pub fn from_json(json: &[u8]) -> Result<Self, BadPreparation> {
        let preparation: Self = serde_json::from_slice(json)?;
        if preparation.format != FORMAT {
            return Err(BadPreparation::OtherFormat { found: preparation.format });
        }
        let mut lists = preparation.categories.0.values().flat_map(BTreeMap::values);
        if lists.any(|words| words.len() > MOST_CATEGORIES) {
            return Err(BadPreparation::TooManyCategories);
        }
        Ok(preparation)
    }

    /// The record in the bundle (a folder or a `.zip` file) or in the feature table at `path`.
    ///
    /// # Errors
    /// When there is none, or when it cannot be used.
    pub fn of_file(path: &Path) -> Result<Self, PrepareError> {
        let problem = |cause| PrepareError::Like { cause: Box::new(cause), file: path.to_owned() };
        let json = json_of_file(path).map_err(problem)?;
        json.ok_or(BadPreparation::Absent).and_then(|json| Self::from_json(&json)).map_err(problem)
    }

    /// Itself as JSON, always the same for the same record.
    ///
    /// # Errors
    /// Never, in practice: every part of it is text or numbers.
    pub fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(self)
    }
}

/// The record in the file or the folder at `path`, as it is written there.
fn json_of_file(path: &Path) -> Result<Option<Vec<u8>>, BadPreparation> {
    if fs::metadata(path)?.is_dir() {
        return Ok(Bundle::read_folder(path)?.preparation);
    }
    let mut magic = [0; 4];
    let is_zip = fs::File::open(path)?.read_exact(&mut magic).is_ok() && magic.starts_with(b"PK");
    if is_zip {
        return Ok(Bundle::read_zip(&fs::read(path)?)?.preparation);
    }
    let value = parquet_value(path, METADATA_KEY).map_err(BadPreparation::Table)?;
    Ok(value.map(String::into_bytes))
}

impl Categories {
    /// The key under which both tables of applicants stand.
    fn table(table: Table) -> &'static str {
        if table.is_application() { "application" } else { table.stem() }
    }

    /// The words of a column; none when it is not known.
    pub(super) fn of(&self, table: Table, column: &str) -> &[String] {
        self.0
            .get(Self::table(table))
            .and_then(|columns| columns.get(column))
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// Keeps the words of a column.
    pub(super) fn insert(&mut self, table: Table, column: &str, words: Vec<String>) {
        let columns = self.0.entry(Self::table(table).to_owned()).or_default();
        columns.insert(column.to_owned(), words);
    }
}

impl Unseen {
    /// How many of `codes` are of a word that is none of so many categories; `None` when none is.
    pub(super) fn count(
        table: Table,
        column: &'static str,
        categories: usize,
        codes: impl Iterator<Item = u32>,
    ) -> Option<Self> {
        let rows = codes.filter(|code| *code as usize > categories).count();
        (rows > 0).then_some(Self { table, column, rows })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_read_back_and_another_form_is_refused() {
        let mut categories = Categories::default();
        categories.insert(Table::ApplicationTest, "CODE_GENDER", vec!["M".into(), "F".into()]);
        categories.insert(Table::Bureau, "CREDIT_ACTIVE", vec!["Active".into()]);
        let record = Preparation::new(Recipe::Base, categories, vec!["SK_ID_CURR".into()]);
        let json = record.to_json().unwrap();
        assert_eq!(Preparation::from_json(json.as_bytes()).unwrap(), record);
        assert_eq!(record.categories.of(Table::ApplicationTrain, "CODE_GENDER"), ["M", "F"]);
        assert!(record.categories.of(Table::Bureau, "CREDIT_TYPE").is_empty());
        let other = json.replace("\"format\": 1", "\"format\": 2");
        assert!(matches!(
            Preparation::from_json(other.as_bytes()),
            Err(BadPreparation::OtherFormat { found: 2 })
        ));
        assert!(Preparation::from_json(b"{}").is_err());
    }

    #[test]
    fn words_that_no_bundle_knows_are_counted() {
        let of =
            |codes: &[u32]| Unseen::count(Table::Bureau, "CREDIT_TYPE", 1, codes.iter().copied());
        assert_eq!(of(&[0, 1, 2, 2]).unwrap().rows, 2);
        assert_eq!(of(&[0, 1]), None);
    }
}
