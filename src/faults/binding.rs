//! A model, a base and a table that do not go together.
//!
//! Depends on `base`, `model`, `explain`, `portfolio` and `words`.

use super::{
    Said,
    pieces::{digits, tally},
};
use crate::{
    base::{BindError, JoinError, WordColumn},
    explain::{Refused, lime::LimeError},
    model::WrongWidth,
    portfolio::Misfit,
    words::Words,
};

impl Said for Misfit {
    fn said(&self, words: &Words) -> String {
        let args = [("fault", self.cause.said(words).into()), ("file", digits(&self.base))];
        words.with("fault-in-file", &args)
    }
}

impl Said for BindError {
    fn said(&self, words: &Words) -> String {
        match self {
            Self::Missing { features } => words.with(
                "fault-bind-missing",
                &[("count", digits(features.len())), ("names", features.join(", ").into())],
            ),
            Self::Ambiguous { feature, columns } => words.with(
                "fault-bind-ambiguous",
                &[("feature", feature.into()), ("columns", columns.join(", ").into())],
            ),
            Self::Width { expected, found } => words.with(
                "fault-bind-width",
                &[("expected", digits(expected)), ("found", digits(found))],
            ),
            Self::Words { columns } => {
                let each: Vec<String> =
                    columns.iter().map(|column| word_column(column, words)).collect();
                each.join("; ")
            }
        }
    }
}

fn word_column(column: &WordColumn, words: &Words) -> String {
    let args = [("column", column.column.as_str().into()), ("clients", tally(column.clients))];
    words.with("fault-bind-words", &args)
}

impl Said for JoinError {
    fn said(&self, words: &Words) -> String {
        match self {
            Self::Duplicates { table, column, ids, rows } => words.with(
                "fault-join-duplicates",
                &[
                    ("table", table.into()),
                    ("column", column.into()),
                    ("ids", tally(*ids)),
                    ("rows", digits(rows)),
                ],
            ),
            Self::NothingMatches { table, table_column, base_column } => words.with(
                "fault-join-nothing",
                &[
                    ("table", table.into()),
                    ("table_column", table_column.into()),
                    ("base_column", base_column.into()),
                ],
            ),
        }
    }
}

impl Said for WrongWidth {
    fn said(&self, words: &Words) -> String {
        let args = [("found", digits(self.found)), ("expected", digits(self.expected))];
        words.with("fault-width", &args)
    }
}

impl Said for Refused {
    fn said(&self, words: &Words) -> String {
        match self {
            Self::Width(error) => error.said(words),
            Self::Empty => words.text("fault-reference-empty").to_owned(),
            Self::TooDeep { tree, features } => words.with(
                "fault-reference-deep",
                &[
                    ("tree", digits(tree)),
                    ("features", digits(features)),
                    ("most", digits(Self::MOST_FEATURES)),
                ],
            ),
            Self::Cancelled(_) => words.text("fault-cancelled").to_owned(),
        }
    }
}

impl Said for LimeError {
    fn said(&self, words: &Words) -> String {
        match self {
            Self::NoReference => words.text("fault-lime-nobody").to_owned(),
            Self::WrongWidth { found, expected } => words.with(
                "fault-lime-width",
                &[("found", digits(found)), ("expected", digits(expected))],
            ),
        }
    }
}
