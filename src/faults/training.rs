//! Models that are not trained or not measured.
//!
//! Depends on `pipeline` and `words`. Columns and rows only, never what a client's cell holds.

use super::{
    Said,
    phrase::{phrase, technical},
    pieces::{Rest, digits, path, tally, with_rest},
    prepare::SIGNS,
};
use crate::{
    pipeline::{BadOption, SplitError, TrainError, metrics::RankingError, runs::RunError},
    words::Words,
};

/// A message names at most this many of the columns that there are.
const MOST_COLUMNS: usize = 30;

impl Said for TrainError {
    fn said(&self, words: &Words) -> String {
        match self {
            Self::Option(error) => error.said(words),
            Self::Split(error) => error.said(words),
            Self::LightGbm(error) => {
                words.with("fault-train-lightgbm", &[("cause", error.said(words).into())])
            }
            Self::Model(error) => {
                words.with("fault-train-model", &[("cause", error.said(words).into())])
            }
            Self::WrongWidth(error) => error.said(words),
            Self::Ranking(error) => {
                words.with("fault-train-ranking", &[("cause", error.said(words).into())])
            }
            Self::NoThreshold => words.text("fault-train-no-threshold").to_owned(),
            Self::Cancelled(_) => words.text("fault-cancelled").to_owned(),
            Self::Parquet(detail) => {
                words.with("fault-train-parquet", &[("detail", technical(detail, words).into())])
            }
            Self::NoFeatures => words.text("fault-train-no-features").to_owned(),
            fault => of_column(fault, words)
                .or_else(|| of_two(fault, words))
                .unwrap_or_else(|| technical(&fault.to_string(), words)),
        }
    }
}

/// Faults of one column.
fn of_column(fault: &TrainError, words: &Words) -> Option<String> {
    Some(match fault {
        TrainError::UnknownColumn { column, wanted_for, columns } => {
            let shown: Vec<&str> = columns.iter().take(MOST_COLUMNS).map(String::as_str).collect();
            let more = columns.len().saturating_sub(MOST_COLUMNS);
            let columns = with_rest(shown.join(", "), more, Rest::And, words);
            words.with(
                "fault-train-unknown-column",
                &[
                    ("column", column.into()),
                    ("wanted_for", (*wanted_for).into()),
                    ("columns", columns.into()),
                ],
            )
        }
        TrainError::NoOutcome { column } => {
            words.with("fault-train-no-outcome", &[("column", column.into())])
        }
        TrainError::TooManyWords { feature, words: count } => words.with(
            "fault-train-too-many-words",
            &[("feature", feature.into()), ("count", digits(count))],
        ),
        TrainError::DirectionOfWords { column } => {
            words.with("fault-train-direction-of-words", &[("column", column.into())])
        }
        TrainError::NoAmount { column, row } => {
            words.with("fault-train-no-amount", &[("column", column.into()), ("row", digits(row))])
        }
        TrainError::TwoDirections { column } => {
            words.with("fault-train-two-directions", &[("column", column.into())])
        }
        TrainError::UnknownPart { column, row } => words
            .with("fault-train-unknown-part", &[("column", column.into()), ("row", digits(row))]),
        TrainError::SplitColumnTaken { column } => {
            words.with("fault-train-split-taken", &[("column", column.into())])
        }
        _ => return None,
    })
}

/// Faults of a column and of what it is compared with.
fn of_two(fault: &TrainError, words: &Words) -> Option<String> {
    Some(match fault {
        TrainError::FeatureNamedLikeId { feature, id_column } => words.with(
            "fault-train-like-id",
            &[("feature", feature.into()), ("id_column", id_column.into())],
        ),
        TrainError::SpecialFeature { feature, role } => words.with(
            "fault-train-special",
            &[("feature", feature.into()), ("role", phrase(role, words).into())],
        ),
        TrainError::SameName { first, second } => words.with(
            "fault-train-same-name",
            &[("first", first.into()), ("second", second.into()), ("signs", SIGNS.into())],
        ),
        TrainError::DirectionOfNoFeature { column, direction } => words.with(
            "fault-train-direction-of-none",
            &[("column", column.into()), ("direction", phrase(direction, words).into())],
        ),
        _ => return None,
    })
}

impl Said for BadOption {
    fn said(&self, words: &Words) -> String {
        let expected = match self.expected.split_once(" to ") {
            Some((least, most)) => {
                words.with("fault-range", &[("least", least.into()), ("most", most.into())])
            }
            None => phrase(self.expected, words),
        };
        let args = [
            ("option", phrase(self.option, words).into()),
            ("value", digits(self.value)),
            ("expected", expected.into()),
        ];
        words.with("fault-option", &args)
    }
}

impl Said for SplitError {
    fn said(&self, words: &Words) -> String {
        match self {
            Self::Shares { validation, hold_out } => words.with(
                "fault-split-shares",
                &[("validation", digits(validation)), ("hold_out", digits(hold_out))],
            ),
            Self::OneOutcome { part, defaults, clients } => words.with(
                "fault-split-one-outcome",
                &[
                    ("part", phrase(part, words).into()),
                    ("defaults", tally(*defaults)),
                    ("clients", tally(*clients)),
                ],
            ),
        }
    }
}

impl Said for RankingError {
    fn said(&self, words: &Words) -> String {
        match self {
            Self::NotANumber => words.text("fault-ranking-not-a-number").to_owned(),
            Self::OneOutcome { defaults, clients } => words.with(
                "fault-ranking-one-outcome",
                &[("defaults", tally(*defaults)), ("clients", tally(*clients))],
            ),
        }
    }
}

impl Said for RunError {
    fn said(&self, words: &Words) -> String {
        match self {
            Self::Read { path: place, cause } => words.with(
                "fault-run-read",
                &[("path", path(place)), ("cause", cause.said(words).into())],
            ),
            Self::NotARecord { path: place, problem } => words.with(
                "fault-run-not-a-record",
                &[("path", path(place)), ("problem", phrase(problem, words).into())],
            ),
        }
    }
}
