//! Feature tables that are not made.
//!
//! Depends on `pipeline` and `words`. Tables, files, columns, rows and counts only.

use super::{
    Said,
    phrase::technical,
    pieces::{Rest, digits, listed, path, places},
};
use crate::{
    pipeline::prepare::{BadPreparation, PrepareError, Table},
    words::{Arg, Words},
};

/// A message names at most this many columns.
const MOST_COLUMNS: usize = 8;

/// What LightGBM writes as `_` in a name, besides white space.
pub(super) const SIGNS: &str = ",[]{}:\"";

impl Said for PrepareError {
    fn said(&self, words: &Words) -> String {
        match self {
            Self::Folder { folder, cause } => words.with(
                "fault-prepare-folder",
                &[("folder", path(folder)), ("cause", cause.said(words).into())],
            ),
            Self::Unreadable { table, cause } => words.with(
                "fault-prepare-unreadable",
                &[("table", name(*table)), ("cause", cause.said(words).into())],
            ),
            Self::NobodyLeft => words.text("fault-prepare-nobody-left").to_owned(),
            Self::SameName { first, second } => words.with(
                "fault-prepare-same-name",
                &[("first", first.into()), ("second", second.into()), ("signs", SIGNS.into())],
            ),
            Self::Like { cause, file } => {
                let args = [("fault", cause.said(words).into()), ("file", path(file))];
                words.with("fault-in-file", &args)
            }
            Self::Dictionary(error) => {
                words.with("fault-prepare-dictionary", &[("problem", error.said(words).into())])
            }
            Self::Write(error) => error.said(words),
            Self::Polars(detail) => {
                words.with("fault-prepare-polars", &[("detail", technical(detail, words).into())])
            }
            Self::Cancelled => words.text("fault-prepare-cancelled").to_owned(),
            fault => of_files(fault, words)
                .or_else(|| of_keys(fault, words))
                .or_else(|| of_values(fault, words))
                .unwrap_or_else(|| technical(&fault.to_string(), words)),
        }
    }
}

/// Tables that are not there, or not those that they should be.
fn of_files(fault: &PrepareError, words: &Words) -> Option<String> {
    Some(match fault {
        PrepareError::MissingTables { tables, folder } => {
            missing_tables(tables, path(folder), words)
        }
        PrepareError::NoApplication { folder } => {
            words.with("fault-prepare-no-application", &[("folder", path(folder))])
        }
        PrepareError::TwoFiles { table, first, second } => words.with(
            "fault-prepare-two-files",
            &[("table", name(*table)), ("first", path(first)), ("second", path(second))],
        ),
        PrepareError::MissingColumns { table, columns, looks_like, file } => {
            let columns = listed(columns, MOST_COLUMNS, Rest::Bracketed, words).into();
            let (table, file) = (name(*table), path(file));
            match looks_like {
                None => words.with(
                    "fault-prepare-missing-columns",
                    &[("table", table), ("columns", columns), ("file", file)],
                ),
                Some(other) => words.with(
                    "fault-prepare-missing-columns-swapped",
                    &[
                        ("table", table),
                        ("columns", columns),
                        ("other", name(*other)),
                        ("file", file),
                    ],
                ),
            }
        }
        PrepareError::Swapped { table, column, other, file } => words.with(
            "fault-prepare-swapped",
            &[
                ("table", name(*table)),
                ("column", (*column).into()),
                ("other", name(*other)),
                ("file", path(file)),
            ],
        ),
        _ => return None,
    })
}

/// Keys that do not identify, or identify nobody.
fn of_keys(fault: &PrepareError, words: &Words) -> Option<String> {
    Some(match fault {
        PrepareError::BadKeys { table, column, places: found, file } => words.with(
            "fault-prepare-bad-keys",
            &[
                ("table", name(*table)),
                ("column", (*column).into()),
                ("places", places(found, words).into()),
                ("file", path(file)),
            ],
        ),
        PrepareError::DuplicateKeys { table, other, column, places: found } => {
            let common = [
                ("table", name(*table)),
                ("column", (*column).into()),
                ("count", digits(found.count)),
                ("places", places(found, words).into()),
            ];
            match other {
                None => words.with("fault-prepare-duplicate-keys", &common),
                Some(other) => {
                    let args = [&common[..], &[("other", name(*other))]].concat();
                    words.with("fault-prepare-duplicate-keys-two", &args)
                }
            }
        }
        PrepareError::NothingMatches { table, column, other, rows, file } => words.with(
            "fault-prepare-nothing-matches",
            &[
                ("table", name(*table)),
                ("column", (*column).into()),
                ("other", name(*other)),
                ("rows", digits(rows)),
                ("file", path(file)),
            ],
        ),
        _ => return None,
    })
}

/// Columns that hold something else than they should.
fn of_values(fault: &PrepareError, words: &Words) -> Option<String> {
    Some(match fault {
        PrepareError::BadOutcome { table, column, places: found, file } => words.with(
            "fault-prepare-bad-outcome",
            &[
                ("table", name(*table)),
                ("column", (*column).into()),
                ("places", places(found, words).into()),
                ("file", path(file)),
            ],
        ),
        PrepareError::ConstantOutcome { table, column, file } => words.with(
            "fault-prepare-constant-outcome",
            &[("table", name(*table)), ("column", (*column).into()), ("file", path(file))],
        ),
        PrepareError::TooManyCategories { table, column, count, limit } => words.with(
            "fault-prepare-too-many-categories",
            &[
                ("table", name(*table)),
                ("column", (*column).into()),
                ("count", digits(count)),
                ("limit", digits(limit)),
            ],
        ),
        PrepareError::NotTwoValued { table, column, count } => words.with(
            "fault-prepare-not-two-valued",
            &[("table", name(*table)), ("column", (*column).into()), ("count", digits(count))],
        ),
        _ => return None,
    })
}

fn missing_tables(tables: &[Table], folder: Arg<'_>, words: &Words) -> String {
    let file = |table: &Table| words.with("fault-prepare-expected-file", &[("stem", name(*table))]);
    let mut files = tables.iter().map(file).collect::<Vec<_>>().join(", ");
    // Without the applications there is nobody to make features for.
    if !tables.iter().any(|table| table.is_application()) {
        files = words.with("fault-prepare-allow-missing", &[("files", files.into())]);
    }
    let args = [("files", files.into()), ("folder", folder)];
    match tables {
        [_] => words.with("fault-prepare-missing-table", &args),
        _ => words.with("fault-prepare-missing-tables", &args),
    }
}

fn name(table: Table) -> Arg<'static> {
    table.stem().into()
}

impl Said for BadPreparation {
    fn said(&self, words: &Words) -> String {
        match self {
            Self::NotUnderstood(error) => words.with(
                "fault-preparation-not-understood",
                &[("detail", technical(&error.to_string(), words).into())],
            ),
            Self::TooManyCategories => words.text("fault-preparation-too-many").to_owned(),
            Self::Absent => words.text("fault-preparation-absent").to_owned(),
            Self::Bundle(error) => {
                words.with("fault-preparation-bundle", &[("cause", error.said(words).into())])
            }
            Self::Table(error) => {
                words.with("fault-preparation-table", &[("cause", error.said(words).into())])
            }
            Self::Neighbours(error) => error.said(words),
            Self::NoNeighbours { column } => {
                words.with("fault-neighbours-column", &[("column", (*column).into())])
            }
            Self::Io(error) => {
                words.with("fault-preparation-io", &[("cause", error.said(words).into())])
            }
            Self::OtherFormat { found } => words.with(
                "fault-preparation-format",
                &[("found", digits(found)), ("known", digits(Self::KNOWN_FORMAT))],
            ),
        }
    }
}
