//! Why no feature table was made.
//!
//! Depends on `base`, `domain` and `files`. Invariant: messages name tables, files, columns, rows
//! and counts, never what a client's cell holds.

use std::{io, path::PathBuf};

use super::{preparation::BadPreparation, schema::Table};
use crate::{
    base::{BaseError, Places},
    domain::Cancelled,
    files::WriteError,
    model::bundle::DictionaryError,
};

/// A feature table that was not made; nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum PrepareError {
    /// The folder of the raw tables cannot be listed.
    #[error("the folder of the raw tables cannot be read ({cause}): {}", folder.display())]
    Folder {
        /// Which folder.
        folder: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// Tables that are not there.
    #[error(
        "{} in this folder: expected {}{}: {}",
        if tables.len() == 1 { "a table is missing" } else { "tables are missing" },
        expected_files(tables),
        if tables.iter().any(|table| table.is_application()) { "" } else {
            "; add them, or go on without their columns with --allow-missing"
        },
        folder.display()
    )]
    MissingTables {
        /// Which.
        tables: Vec<Table>,
        /// Where they were looked for.
        folder: PathBuf,
    },
    /// Nobody to make features for.
    #[error(
        "there is neither application_train nor application_test in this folder (.csv, .csv.zip, \
         .csv.gz or .parquet): {}",
        folder.display()
    )]
    NoApplication {
        /// Where they were looked for.
        folder: PathBuf,
    },
    /// A table stands there twice.
    #[error(
        "the table `{}` stands there twice: remove {} or {}",
        table.stem(), first.display(), second.display()
    )]
    TwoFiles {
        /// Which table.
        table: Table,
        /// One of its files.
        first: PathBuf,
        /// Another one.
        second: PathBuf,
    },
    /// A table that cannot be read.
    #[error("table `{}`: {cause}", table.stem())]
    Unreadable {
        /// Which table.
        table: Table,
        /// Why, with the file, the line and the column.
        cause: BaseError,
    },
    /// A table that lacks columns.
    #[error(
        "table `{}` has no column {}{}: {}",
        table.stem(), listed(columns), looks_like_words(*looks_like), file.display()
    )]
    MissingColumns {
        /// Which table.
        table: Table,
        /// The columns that it lacks.
        columns: Vec<String>,
        /// The table that it seems to be.
        looks_like: Option<Table>,
        /// Its file.
        file: PathBuf,
    },
    /// A table with a column that shows that it is another one.
    #[error(
        "table `{}` holds the column `{column}`, which belongs to `{}`: are the two files swapped? \
         {}",
        table.stem(), other.stem(), file.display()
    )]
    Swapped {
        /// Which table.
        table: Table,
        /// The column.
        column: &'static str,
        /// The table that the column belongs to.
        other: Table,
        /// Its file.
        file: PathBuf,
    },
    /// Rows that nothing identifies.
    #[error(
        "table `{}`, column `{column}`: expected a whole number that identifies, and found none at \
         {places}: {}",
        table.stem(), file.display()
    )]
    BadKeys {
        /// Which table.
        table: Table,
        /// The column.
        column: &'static str,
        /// Where.
        places: Places,
        /// Its file.
        file: PathBuf,
    },
    /// Rows that the same key identifies.
    #[error(
        "table{} {}: the identifiers in `{column}` must differ, and {} stand there again: {places}",
        if other.is_some() { "s" } else { "" },
        table_names(*table, *other), places.count
    )]
    DuplicateKeys {
        /// Which table the second one stands in.
        table: Table,
        /// The other table, when the first one stands there.
        other: Option<Table>,
        /// The column.
        column: &'static str,
        /// Where they stand again.
        places: Places,
    },
    /// An outcome that is neither 0 nor 1.
    #[error(
        "table `{}`, column `{column}`: expected 1 for a default and 0 for none, and found \
         something else at {places}: {}",
        table.stem(), file.display()
    )]
    BadOutcome {
        /// Which table.
        table: Table,
        /// The column.
        column: &'static str,
        /// Where.
        places: Places,
        /// Its file.
        file: PathBuf,
    },
    /// An outcome that is the same for all.
    #[error(
        "table `{}`, column `{column}`: every client has the same outcome, and nothing can be \
         learnt from that: expected both 0 and 1: {}",
        table.stem(), file.display()
    )]
    ConstantOutcome {
        /// Which table.
        table: Table,
        /// The column.
        column: &'static str,
        /// Its file.
        file: PathBuf,
    },
    /// A table of other clients.
    #[error(
        "table `{}`: none of its {rows} rows has a `{column}` of `{}`: are the two tables of the \
         same clients? {}",
        table.stem(), other.stem(), file.display()
    )]
    NothingMatches {
        /// Which table.
        table: Table,
        /// Its key.
        column: &'static str,
        /// The table that it belongs to.
        other: Table,
        /// How many rows it has.
        rows: usize,
        /// Its file.
        file: PathBuf,
    },
    /// Applicants who are all left out.
    #[error("no applicant is left: the gender of all of them is XNA, which the recipe leaves out")]
    NobodyLeft,
    /// A column of words that are no categories.
    #[error(
        "table `{}`, column `{column}`: {count} different words, at most {limit} can be \
         categories: is it the right column?",
        table.stem()
    )]
    TooManyCategories {
        /// Which table.
        table: Table,
        /// The column.
        column: &'static str,
        /// How many there are.
        count: usize,
        /// How many are accepted.
        limit: usize,
    },
    /// A column of two values that has more.
    #[error(
        "table `{}`, column `{column}`: expected two different words, which become 0 and 1, and \
         found {count}",
        table.stem()
    )]
    NotTwoValued {
        /// Which table.
        table: Table,
        /// The column.
        column: &'static str,
        /// How many there are.
        count: usize,
    },
    /// Two columns that LightGBM would call the same.
    #[error(
        "`{first}` and `{second}` become the same column, as LightGBM writes white space and \
         ,[]{{}}:\" as _: rename one of the categories"
    )]
    SameName {
        /// One of them.
        first: String,
        /// The other.
        second: String,
    },
    /// What a bundle or a table says of its preparation cannot be used.
    #[error("{cause}: {}", file.display())]
    Like {
        /// What is wrong and what to do.
        cause: Box<BadPreparation>,
        /// The bundle or the table.
        file: PathBuf,
    },
    /// The dictionary cannot be written.
    #[error("the dictionary cannot be written: {0}")]
    Dictionary(#[from] DictionaryError),
    /// The disk refused.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// A step of the computation failed.
    #[error("the features cannot be computed ({0}): please report this with the command")]
    Polars(String),
    /// The person who waited no longer wants the features.
    #[error("preparing was cancelled")]
    Cancelled,
}

impl PrepareError {
    /// Whether nothing is wrong but that the person no longer wanted the features.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        match self {
            Self::Cancelled => true,
            Self::Unreadable { cause, .. } => cause.is_cancelled(),
            _ => false,
        }
    }
}

impl From<Cancelled> for PrepareError {
    fn from(_: Cancelled) -> Self {
        Self::Cancelled
    }
}

impl From<polars::error::PolarsError> for PrepareError {
    fn from(error: polars::error::PolarsError) -> Self {
        // The first line names columns and types; what follows may quote cells.
        Self::Polars(error.to_string().lines().next().unwrap_or_default().to_owned())
    }
}

/// The files that would hold `tables`.
fn expected_files(tables: &[Table]) -> String {
    let each = tables.iter().map(|table| format!("{}.csv (or .zip, .gz, .parquet)", table.stem()));
    each.collect::<Vec<_>>().join(", ")
}

fn table_names(table: Table, other: Option<Table>) -> String {
    match other {
        None => format!("`{}`", table.stem()),
        Some(other) => format!("`{}` and `{}`", other.stem(), table.stem()),
    }
}

fn looks_like_words(other: Option<Table>) -> String {
    other.map_or_else(String::new, |other| {
        format!(" but all those of `{}`: are the two files swapped?", other.stem())
    })
}

/// `columns`, shortened to what a message can hold.
fn listed(columns: &[String]) -> String {
    const SHOWN: usize = 8;
    let shown: Vec<_> = columns.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
    match columns.len().saturating_sub(SHOWN) {
        0 => shown.join(", "),
        more => format!("{} (and {more} more)", shown.join(", ")),
    }
}
