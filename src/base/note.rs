//! What was found out while opening a base, for the person to see.

use std::{fmt, path::PathBuf};

use serde::{Deserialize, Serialize};

use crate::domain::ClientId;

use super::{
    options::{DecimalMark, Encoding},
    places::Places,
};

/// Something that the reader decided or noticed. The screen says it in words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum BaseNote {
    /// How the CSV file was read.
    Dialect {
        /// What separates the cells.
        separator: char,
        /// What stands before the decimals.
        decimal_mark: DecimalMark,
        /// How its bytes spell characters.
        encoding: Encoding,
    },
    /// The text was not UTF-8 and was taken as Windows-1252: accents may be wrong.
    NotUtf8,
    /// The names stand on the second line, below another header.
    NamesOnSecondLine,
    /// A column without a name got this one.
    UnnamedColumn {
        /// The name that it goes by.
        name: String,
    },
    /// Rows without a single value were left out.
    BlankRows(Places),
    /// Rows that ended too early; their last cells are missing.
    ShortRowsFilled(Places),
    /// The archive holds several tables; the largest was read.
    LargestOfArchive {
        /// The one that was read.
        read: String,
        /// The others.
        others: Vec<String>,
    },
    /// The folder's parts were read as one table.
    Parts {
        /// How many files.
        count: usize,
        /// The columns that the folders' names gave.
        hive_columns: Vec<String>,
    },
    /// Which column identifies the clients.
    IdColumn {
        /// Its name.
        column: String,
        /// Why this one.
        reason: ChoiceReason,
    },
    /// The clients bear the number of their row: nothing else identifies them.
    ClientsNumbered,
    /// Several clients bear the same identifier. They count in every statistic, and none of them
    /// can be chosen until the base says which is which.
    DuplicateIds {
        /// How many identifiers stand more than once.
        ids: u64,
        /// How many rows they stand on.
        rows: u64,
        /// The first of them.
        first: Vec<ClientId>,
    },
    /// Identifiers that a program wrote as decimal numbers (`100001.0`): they are kept so.
    DecimalIds {
        /// How many.
        count: u64,
    },
    /// Identifiers that a spreadsheet rounded (`1.23E+14`): they no longer tell clients apart.
    RoundedIds {
        /// How many.
        count: u64,
    },
    /// Which column says who defaulted.
    OutcomeColumn {
        /// Its name.
        column: String,
        /// Why this one.
        reason: ChoiceReason,
    },
    /// The card's outcome column holds something else than 0 and 1 and is not used as such.
    OutcomeUnusable {
        /// Its name.
        column: String,
    },
    /// Whole numbers beyond 2^53, which lose their last digits.
    LargeNumbers {
        /// The column.
        column: String,
        /// How many.
        count: u64,
    },
    /// Infinite numbers in a column that the model does not read; they are shown as missing.
    InfiniteAsMissing {
        /// The column.
        column: String,
        /// How many.
        count: u64,
    },
    /// The base is large and could not be kept on the disk: it takes memory instead, and will be
    /// read from its source the next time, too.
    NotKept {
        /// The folder that was to hold it.
        folder: PathBuf,
        /// What the system refused.
        reason: String,
    },
    /// A column of a type that cannot be shown; the model does not read it.
    ColumnNotRead {
        /// The column.
        column: String,
        /// Its type.
        kind: String,
    },
}

/// Why a column was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ChoiceReason {
    /// A person named it.
    Named,
    /// The card named it.
    Suggested,
    /// Its name is a usual one.
    Name,
    /// It is the first one that holds a different value for each client.
    Distinct,
}

impl BaseNote {
    /// Whether somebody should look into it, rather than merely be told.
    #[must_use]
    pub fn is_warning(&self) -> bool {
        match self {
            Self::NotUtf8
            | Self::BlankRows(_)
            | Self::ShortRowsFilled(_)
            | Self::LargestOfArchive { .. }
            | Self::ClientsNumbered
            | Self::DuplicateIds { .. }
            | Self::DecimalIds { .. }
            | Self::RoundedIds { .. }
            | Self::OutcomeUnusable { .. }
            | Self::LargeNumbers { .. }
            | Self::InfiniteAsMissing { .. }
            | Self::NotKept { .. }
            | Self::ColumnNotRead { .. } => true,
            Self::IdColumn { reason, .. } => *reason == ChoiceReason::Distinct,
            Self::Dialect { .. }
            | Self::NamesOnSecondLine
            | Self::UnnamedColumn { .. }
            | Self::Parts { .. }
            | Self::OutcomeColumn { .. } => false,
        }
    }
}

/// One sentence in English, for the terminal. Identifiers that stand more than once are named;
/// no other value is.
impl fmt::Display for BaseNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dialect { separator, decimal_mark, encoding } => write!(
                f,
                "read as {encoding}, cells separated by `{}`, decimals after `{}`",
                separator.escape_default(),
                decimal_mark.as_char()
            ),
            Self::NotUtf8 => {
                f.write_str("the text is not UTF-8 and was read as Windows-1252: check the accents")
            }
            Self::NamesOnSecondLine => {
                f.write_str("the columns are named by the second line; the first was left out")
            }
            Self::UnnamedColumn { name } => write!(f, "a column without a name is called `{name}`"),
            Self::BlankRows(places) => write!(f, "rows without any value were left out: {places}"),
            Self::ShortRowsFilled(places) => {
                write!(f, "rows that end too early, whose last cells are missing: {places}")
            }
            Self::LargestOfArchive { read, others } => write!(
                f,
                "the archive holds several tables: `{read}` was read, {} left out",
                others.len()
            ),
            Self::Parts { count, hive_columns } if hive_columns.is_empty() => {
                write!(f, "read from {count} files")
            }
            Self::Parts { count, hive_columns } => write!(
                f,
                "read from {count} files; the folders' names give {}",
                hive_columns.join(", ")
            ),
            Self::IdColumn { column, reason } => {
                write!(f, "`{column}` identifies the clients ({reason})")
            }
            Self::ClientsNumbered => f.write_str("the clients are numbered by their row"),
            Self::DuplicateIds { ids, rows, first } => {
                let listed: Vec<_> = first.iter().map(ClientId::as_str).collect();
                write!(
                    f,
                    "{ids} identifiers stand on several rows ({rows} in all) and cannot be chosen: \
                     {}",
                    listed.join(", ")
                )
            }
            Self::DecimalIds { count } => {
                write!(f, "{count} identifiers are written with a decimal point and kept so")
            }
            Self::RoundedIds { count } => write!(
                f,
                "{count} identifiers were rounded by a spreadsheet (1.23E+14): export them as text"
            ),
            Self::OutcomeColumn { column, reason } => {
                write!(f, "`{column}` says who defaulted ({reason})")
            }
            Self::OutcomeUnusable { column } => {
                write!(f, "`{column}` holds something else than 0 and 1 and is no outcome")
            }
            Self::LargeNumbers { column, count } => write!(
                f,
                "{count} numbers of `{column}` are beyond 2^53 and lose their last digits"
            ),
            Self::InfiniteAsMissing { column, count } => {
                write!(f, "{count} infinite numbers of `{column}` are shown as missing")
            }
            Self::NotKept { folder, reason } => {
                write!(f, "the base could not be kept in {} ({reason})", folder.display())
            }
            Self::ColumnNotRead { column, kind } => {
                write!(f, "`{column}` is of type {kind} and was not read")
            }
        }
    }
}

impl fmt::Display for ChoiceReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Named => "as asked",
            Self::Suggested => "as the model's card says",
            Self::Name => "by its name",
            Self::Distinct => "the first column that differs for every client",
        })
    }
}
