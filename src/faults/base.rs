//! Bases that cannot be opened.
//!
//! Depends on `base` and `words`. Columns, lines, rows and counts only, never a client's value.

use super::{
    Said,
    phrase::{phrase, technical},
    pieces::{Rest, digits, listed, path, places, tally},
};
use crate::{
    base::{
        BadCells, BaseError, BaseFault, CellFault, DuplicateColumn, LISTED_PLACES, OtherKind,
        RowLength, UnknownColumn,
    },
    words::Words,
};

/// A message names at most this many of the columns that there are.
const MOST_COLUMNS: usize = 12;

impl Said for BaseError {
    fn said(&self, words: &Words) -> String {
        let fault = self.fault.said(words);
        words.with("fault-in-file", &[("fault", fault.into()), ("file", path(&self.file))])
    }
}

impl Said for UnknownColumn {
    fn said(&self, words: &Words) -> String {
        words.with("fault-unknown-column", &[("name", self.name.as_str().into())])
    }
}

impl Said for BaseFault {
    fn said(&self, words: &Words) -> String {
        match self {
            Self::Cancelled => words.text("fault-base-cancelled").to_owned(),
            Self::Unreadable { cause } => {
                words.with("fault-base-unreadable", &[("cause", cause.said(words).into())])
            }
            Self::NotAFile => words.text("fault-base-not-a-file").to_owned(),
            Self::Empty => words.text("fault-base-empty").to_owned(),
            Self::NoClients => words.text("fault-base-no-clients").to_owned(),
            Self::OtherKind { kind } => {
                words.with("fault-base-other-kind", &[("kind", other_kind(*kind, words).into())])
            }
            Self::Damaged { detail } => {
                let detail = damage(detail, words);
                words.with("fault-base-damaged", &[("detail", detail.into())])
            }
            Self::Encrypted => words.text("fault-base-encrypted").to_owned(),
            Self::Changed => words.text("fault-base-changed").to_owned(),
            Self::TooLarge { limit_bytes } => {
                words.with("fault-base-too-large", &[("limit", digits(limit_bytes))])
            }
            Self::NotKept { folder, reason, needed_bytes, limit_bytes } => words.with(
                "fault-base-not-kept",
                &[
                    ("folder", path(folder)),
                    ("reason", phrase(reason, words).into()),
                    ("needed", digits(needed_bytes)),
                    ("limit", digits(limit_bytes)),
                ],
            ),
            Self::StoreFailed => words.text("fault-base-store-failed").to_owned(),
            fault => of_text(fault, words)
                .or_else(|| of_columns(fault, words))
                .or_else(|| of_parts(fault, words))
                .unwrap_or_else(|| technical(&fault.to_string(), words)),
        }
    }
}

/// Faults of a text, before its cells mean anything.
fn of_text(fault: &BaseFault, words: &Words) -> Option<String> {
    Some(match fault {
        BaseFault::Utf16WithoutMark => words.text("fault-base-utf16").to_owned(),
        BaseFault::NotInEncoding { encoding } => {
            words.with("fault-base-encoding", &[("encoding", digits(encoding))])
        }
        BaseFault::Nul { line } => words.with("fault-base-nul", &[("line", digits(line))]),
        BaseFault::RowTooLong { line, limit_bytes } => words.with(
            "fault-base-row-too-long",
            &[("line", digits(line)), ("limit", digits(limit_bytes))],
        ),
        BaseFault::UnclosedQuote { line, column } => words.with(
            "fault-base-unclosed-quote",
            &[("line", digits(line)), ("column", column.into())],
        ),
        BaseFault::NoSeparator => words.text("fault-base-no-separator").to_owned(),
        BaseFault::NoHeader => words.text("fault-base-no-header").to_owned(),
        BaseFault::RowLengths { expected, rows } => {
            let lines: Vec<String> = rows.iter().map(|row| row_length(*row, words)).collect();
            let args = [("expected", digits(expected)), ("lines", lines.join(", ").into())];
            words.with("fault-base-row-lengths", &args)
        }
        _ => return None,
    })
}

/// Faults of columns and of what they hold.
fn of_columns(fault: &BaseFault, words: &Words) -> Option<String> {
    Some(match fault {
        BaseFault::DuplicateColumns { columns } => {
            let each = columns.iter().take(LISTED_PLACES);
            let names: Vec<String> = each.map(|column| duplicate(column, words)).collect();
            words.with("fault-base-duplicate-columns", &[("names", names.join("; ").into())])
        }
        BaseFault::TooManyColumns { count, limit } => words.with(
            "fault-base-too-many-columns",
            &[("count", digits(count)), ("limit", digits(limit))],
        ),
        BaseFault::TooManyRows { limit } => {
            words.with("fault-base-too-many-rows", &[("limit", digits(limit))])
        }
        BaseFault::Cells { columns } => cells(columns, words),
        BaseFault::NoSuchColumn { name, columns } => {
            let columns = listed(columns, MOST_COLUMNS, Rest::And, words);
            let args = [("name", name.into()), ("columns", columns.into())];
            words.with("fault-base-no-such-column", &args)
        }
        BaseFault::NoIdColumn { columns } => {
            let columns = listed(columns, MOST_COLUMNS, Rest::And, words);
            words.with("fault-base-no-id-column", &[("columns", columns.into())])
        }
        BaseFault::MissingIds { column, places: found } => words.with(
            "fault-base-missing-ids",
            &[("column", column.into()), ("places", places(found, words).into())],
        ),
        BaseFault::IdsTooLong { column } => {
            words.with("fault-base-ids-too-long", &[("column", column.into())])
        }
        BaseFault::NotAnOutcome { column, places: found } => words.with(
            "fault-base-not-an-outcome",
            &[("column", column.into()), ("places", places(found, words).into())],
        ),
        BaseFault::ColumnType { column, kind } => words
            .with("fault-base-column-type", &[("column", column.into()), ("kind", kind.into())]),
        _ => return None,
    })
}

/// Faults of archives and of folders of parts.
fn of_parts(fault: &BaseFault, words: &Words) -> Option<String> {
    Some(match fault {
        BaseFault::NoTableInArchive => words.text("fault-base-no-table-in-archive").to_owned(),
        BaseFault::TooManyEntries { count, limit } => words.with(
            "fault-base-too-many-entries",
            &[("count", digits(count)), ("limit", digits(limit))],
        ),
        BaseFault::InflatesTooFar { limit_bytes, ratio } => words.with(
            "fault-base-inflates-too-far",
            &[("limit", digits(limit_bytes)), ("ratio", digits(ratio))],
        ),
        BaseFault::NoParts => words.text("fault-base-no-parts").to_owned(),
        BaseFault::PartsDisagree { part, column, problem, others } => words.with(
            "fault-base-parts-disagree",
            &[
                ("part", part.into()),
                ("column", column.into()),
                ("problem", phrase(problem, words).into()),
                ("others", phrase(others, words).into()),
            ],
        ),
        _ => return None,
    })
}

fn other_kind(kind: OtherKind, words: &Words) -> String {
    words
        .text(match kind {
            OtherKind::Spreadsheet => "fault-kind-spreadsheet",
            OtherKind::OldSpreadsheet => "fault-kind-old-spreadsheet",
            OtherKind::Pdf => "fault-kind-pdf",
            OtherKind::Html => "fault-kind-html",
            OtherKind::Json => "fault-kind-json",
            OtherKind::Binary => "fault-kind-binary",
        })
        .to_owned()
}

/// What a damaged file contradicts; of a folder, in which of its parts.
fn damage(detail: &str, words: &Words) -> String {
    let of_part = detail.strip_prefix("part `").and_then(|rest| rest.split_once("`: "));
    match of_part {
        None => phrase(detail, words),
        Some((part, detail)) => words.with(
            "fault-base-part",
            &[("part", part.into()), ("detail", phrase(detail, words).into())],
        ),
    }
}

fn duplicate(column: &DuplicateColumn, words: &Words) -> String {
    let positions: Vec<String> = column.positions.iter().map(ToString::to_string).collect();
    let args = [("name", column.name.as_str().into()), ("positions", positions.join(", ").into())];
    words.with("fault-base-duplicate-column", &args)
}

fn row_length(row: RowLength, words: &Words) -> String {
    let args = [("line", digits(row.line)), ("cells", digits(row.cells))];
    words.with("fault-base-row-length", &args)
}

fn cells(columns: &[BadCells], words: &Words) -> String {
    let each = columns.iter().take(LISTED_PLACES).map(|bad| {
        let args = [
            ("count", tally(bad.places.count)),
            ("column", bad.column.as_str().into()),
            ("fault", cell_fault(bad.fault, words).into()),
            ("places", places(&bad.places, words).into()),
        ];
        words.with("fault-base-cells", &args)
    });
    let mut all: Vec<String> = each.collect();
    let more = columns.len().saturating_sub(LISTED_PLACES);
    if more > 0 {
        all.push(words.with("fault-base-cells-more", &[("more", tally(more))]));
    }
    all.join("; ")
}

fn cell_fault(fault: CellFault, words: &Words) -> String {
    words
        .text(match fault {
            CellFault::NotANumber => "fault-cell-not-a-number",
            CellFault::Infinite => "fault-cell-infinite",
            CellFault::Ambiguous => "fault-cell-ambiguous",
            CellFault::MixedMarks => "fault-cell-mixed-marks",
        })
        .to_owned()
}
