//! Why a base cannot be opened.
//!
//! **Invariant**: no message holds a client's value. Columns, lines, rows and counts only.

use std::{fmt, io, path::PathBuf};

use crate::domain::Cancelled;

use super::places::Places;

/// A base that cannot be opened: which file, and why.
#[derive(Debug, thiserror::Error)]
#[error("{fault}: {}", file.display())]
pub struct BaseError {
    /// The file or folder that was to be opened.
    pub file: PathBuf,
    /// What is wrong with it and what can be done.
    pub fault: BaseFault,
}

/// What is wrong with a base, with all that a message in any language needs.
#[derive(Debug, thiserror::Error)]
pub enum BaseFault {
    /// The person who waited no longer wants the base.
    #[error("opening was cancelled")]
    Cancelled,
    /// The operating system would not give the file.
    #[error("the file cannot be read ({cause})")]
    Unreadable {
        /// What the system answered.
        cause: io::Error,
    },
    /// A pipe, a device or a socket.
    #[error("this is neither a file nor a folder: give a CSV or a Parquet file")]
    NotAFile,
    /// The file has no byte, or nothing but white space.
    #[error("the file is empty: expected a table with a header and one line a client")]
    Empty,
    /// There is a header and nothing below it.
    #[error("the table has columns but no client: expected one row a client")]
    NoClients,
    /// The file is of another kind altogether.
    #[error("this is {kind}, not a table: save it as CSV or Parquet and open that")]
    OtherKind {
        /// What it is.
        kind: OtherKind,
    },
    /// UTF-16 that does not say so.
    #[error(
        "the text is UTF-16 without a byte order mark, which can be read in two ways: save it as \
         UTF-8"
    )]
    Utf16WithoutMark,
    /// Text that is not in the encoding that it was said to be in.
    #[error("the text is not {encoding}: save it as UTF-8, or name its encoding")]
    NotInEncoding {
        /// The encoding that was expected.
        encoding: super::Encoding,
    },
    /// A NUL character, which no text holds.
    #[error("line {line} holds a NUL character: the file is damaged or is not text")]
    Nul {
        /// Where, counted from 1.
        line: u64,
    },
    /// One row longer than any honest one.
    #[error("line {line} is longer than {limit_bytes} bytes: is a quote left open there?")]
    RowTooLong {
        /// Where it begins, counted from 1.
        line: u64,
        /// The longest row that is read.
        limit_bytes: u64,
    },
    /// A quote that nothing closes.
    #[error("a quote opens in column `{column}` at line {line} and nothing closes it")]
    UnclosedQuote {
        /// Where it opens, counted from 1.
        line: u64,
        /// The column that it stands in.
        column: String,
    },
    /// Nothing separates the cells.
    #[error(
        "the table has a single column: expected cells separated by a comma, a semicolon, a tab \
         or a vertical bar"
    )]
    NoSeparator,
    /// The first line is already a client.
    #[error("the first line looks like data: expected a line that names the columns")]
    NoHeader,
    /// Two columns with the same name.
    #[error("{}: rename or remove them", duplicates(columns))]
    DuplicateColumns {
        /// Each name that stands more than once.
        columns: Vec<DuplicateColumn>,
    },
    /// More columns than any honest table has.
    #[error("the table has {count} columns: at most {limit} are read")]
    TooManyColumns {
        /// How many there are.
        count: usize,
        /// How many are read.
        limit: usize,
    },
    /// More clients than row numbers.
    #[error("the table has more than {limit} rows")]
    TooManyRows {
        /// How many are read.
        limit: u64,
    },
    /// Rows that have fewer or more cells than the header.
    #[error("{}", row_lengths(*expected, rows))]
    RowLengths {
        /// How many cells the header has.
        expected: usize,
        /// The first rows of another length.
        rows: Vec<RowLength>,
    },
    /// Cells of a feature that are not what the model needs.
    #[error("{}", bad_cells(columns))]
    Cells {
        /// The columns concerned, in the order of the table.
        columns: Vec<BadCells>,
    },
    /// A column that somebody named is not there.
    #[error("there is no column `{name}` among {}", listed(columns))]
    NoSuchColumn {
        /// The name that was given.
        name: String,
        /// The columns that there are.
        columns: Vec<String>,
    },
    /// No column looks like an identifier.
    #[error(
        "no column identifies the clients among {}: name one (--id-column NAME)",
        listed(columns)
    )]
    NoIdColumn {
        /// The columns that there are.
        columns: Vec<String>,
    },
    /// Clients that nothing identifies.
    #[error("clients without an identifier in column `{column}` at {places}")]
    MissingIds {
        /// The id column.
        column: String,
        /// Where.
        places: Places,
    },
    /// Identifiers that together are longer than any honest ones.
    #[error("the identifiers in column `{column}` are too long: is it the right column?")]
    IdsTooLong {
        /// The id column.
        column: String,
    },
    /// An outcome that is neither 0 nor 1.
    #[error(
        "column `{column}` cannot be the outcome: expected 1 for a default, 0 for none, and found \
         something else at {places}"
    )]
    NotAnOutcome {
        /// The column that was named.
        column: String,
        /// Where.
        places: Places,
    },
    /// A file that contradicts itself.
    #[error("the file is damaged or incomplete ({detail}): copy or export it again")]
    Damaged {
        /// What was found.
        detail: String,
    },
    /// A file that nobody can read without its password.
    #[error("the file is encrypted: open a copy that is not")]
    Encrypted,
    /// An archive without a table.
    #[error("the archive holds no CSV file")]
    NoTableInArchive,
    /// An archive with more entries than any honest one.
    #[error("the archive holds {count} files: at most {limit} are looked at")]
    TooManyEntries {
        /// How many there are.
        count: usize,
        /// How many are looked at.
        limit: usize,
    },
    /// A compressed file that grows beyond reason.
    #[error(
        "the file inflates beyond {limit_bytes} bytes or {ratio} times its size: it is not an \
         honest table"
    )]
    InflatesTooFar {
        /// The largest table that is read.
        limit_bytes: u64,
        /// The largest compression that is believed.
        ratio: u64,
    },
    /// A base that does not fit.
    #[error(
        "the base needs more than {limit_bytes} bytes of memory: keep only the columns that the \
         model reads"
    )]
    TooLarge {
        /// The memory that it may take.
        limit_bytes: u64,
    },
    /// A base that does not fit, and could not be kept on the disk either.
    #[error(
        "the base could not be kept in {} ({reason}) and needs more than {limit_bytes} bytes of \
         memory: free about {needed_bytes} bytes there, or choose another folder (--store-dir DIR)",
        folder.display()
    )]
    NotKept {
        /// The folder that was to hold it.
        folder: PathBuf,
        /// What the system refused.
        reason: String,
        /// About what the kept base takes.
        needed_bytes: u64,
        /// The memory that it may take.
        limit_bytes: u64,
    },
    /// The store that is being written refuses; never seen outside `base`, which then goes on
    /// without one.
    #[error("the base could not be kept")]
    StoreFailed,
    /// A folder without a table.
    #[error("the folder holds no Parquet file")]
    NoParts,
    /// Parts of one table that do not go together.
    #[error("the part `{part}` {problem} the column `{column}`, which the other parts {others}")]
    PartsDisagree {
        /// The part's path below the folder.
        part: String,
        /// The column.
        column: String,
        /// How the part differs.
        problem: &'static str,
        /// What the others do.
        others: &'static str,
    },
    /// A feature of a type that is neither number nor word.
    #[error("the feature `{column}` is of type {kind}: expected a number or a word a client")]
    ColumnType {
        /// The column.
        column: String,
        /// Its type, as the file names it.
        kind: String,
    },
    /// The file was written to while it was read.
    #[error("the file changed while it was being read: open it again")]
    Changed,
}

/// A kind of file that is not a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OtherKind {
    /// `.xlsx` or `.ods`.
    Spreadsheet,
    /// The spreadsheets of before 2007.
    OldSpreadsheet,
    /// PDF.
    Pdf,
    /// A web page.
    Html,
    /// JSON.
    Json,
    /// Something else that is not text.
    Binary,
}

/// A name that stands over several columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DuplicateColumn {
    /// The name.
    pub name: String,
    /// The columns that bear it, counted from 1.
    pub positions: Vec<usize>,
}

/// A row that is shorter or longer than the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowLength {
    /// Its line, counted from 1.
    pub line: u64,
    /// How many cells it has.
    pub cells: usize,
}

/// The cells of one column that are not what they should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadCells {
    /// The column.
    pub column: String,
    /// What is wrong with them.
    pub fault: CellFault,
    /// Where they are.
    pub places: Places,
}

/// What is wrong with a cell that should be a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CellFault {
    /// It is not a number.
    NotANumber,
    /// It is infinite, or too large for any computation.
    Infinite,
    /// `1,234` or `1.234`: a thousand or one and a bit, nobody can tell.
    Ambiguous,
    /// The column holds both `1,5` and `1.5`.
    MixedMarks,
}

impl BaseError {
    /// Whether nothing is wrong but that the person no longer wanted the base.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        matches!(self.fault, BaseFault::Cancelled)
    }
}

impl BaseFault {
    /// The fault of this file.
    pub(super) fn at(self, file: impl Into<PathBuf>) -> BaseError {
        BaseError { file: file.into(), fault: self }
    }
}

impl From<Cancelled> for BaseFault {
    fn from(_: Cancelled) -> Self {
        Self::Cancelled
    }
}

impl fmt::Display for OtherKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Spreadsheet => "a spreadsheet",
            Self::OldSpreadsheet => "an old Excel spreadsheet",
            Self::Pdf => "a PDF document",
            Self::Html => "a web page",
            Self::Json => "a JSON file",
            Self::Binary => "a file of an unknown kind",
        })
    }
}

impl fmt::Display for CellFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotANumber => "not a number",
            Self::Infinite => "infinite or too large",
            Self::Ambiguous => "a thousand or a decimal, which cannot be told",
            Self::MixedMarks => "decimal commas and decimal points in one column",
        })
    }
}

/// `columns`, shortened to what a message can hold.
fn listed(columns: &[String]) -> String {
    const SHOWN: usize = 12;
    let shown: Vec<_> = columns.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
    let more = columns.len().saturating_sub(SHOWN);
    let tail = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{tail}", shown.join(", "))
}

fn duplicates(columns: &[DuplicateColumn]) -> String {
    let each = columns.iter().take(super::places::LISTED_PLACES).map(|column| {
        let positions: Vec<_> = column.positions.iter().map(usize::to_string).collect();
        format!("the name `{}` stands over columns {}", column.name, positions.join(", "))
    });
    each.collect::<Vec<_>>().join("; ")
}

fn row_lengths(expected: usize, rows: &[RowLength]) -> String {
    let each = rows.iter().map(|row| format!("line {} has {}", row.line, row.cells));
    format!("expected {expected} cells a row, but {}", each.collect::<Vec<_>>().join(", "))
}

fn bad_cells(columns: &[BadCells]) -> String {
    let each = columns.iter().take(super::places::LISTED_PLACES).map(|bad| {
        let count = bad.places.count;
        let cells = if count == 1 { "cell" } else { "cells" };
        format!("{count} {cells} of the feature `{}`: {} ({})", bad.column, bad.fault, bad.places)
    });
    let more = columns.len().saturating_sub(super::places::LISTED_PLACES);
    let tail = if more > 0 { format!("; and {more} more features") } else { String::new() };
    format!("{}{tail}", each.collect::<Vec<_>>().join("; "))
}
