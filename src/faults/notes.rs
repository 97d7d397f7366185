//! What was noticed about a base, a model, or both, and did not keep them from being opened.
//!
//! Depends on `base`, `model` and `words`. Identifiers that stand more than once are named; no other
//! value is.

use super::{
    Said,
    phrase::phrase,
    pieces::{digits, path, places, tally},
};
use crate::{
    base::{BaseNote, BindingNote, ChoiceReason},
    model::open::ModelNote,
    words::Words,
};

impl Said for BaseNote {
    fn said(&self, words: &Words) -> String {
        match self {
            Self::Dialect { separator, decimal_mark, encoding } => words.with(
                "note-base-dialect",
                &[
                    ("encoding", digits(encoding)),
                    ("separator", digits(separator.escape_default())),
                    ("mark", digits(decimal_mark.as_char())),
                ],
            ),
            Self::NotUtf8 => words.text("note-base-not-utf8").to_owned(),
            Self::NamesOnSecondLine => words.text("note-base-second-line").to_owned(),
            Self::UnnamedColumn { name } => {
                words.with("note-base-unnamed", &[("name", name.into())])
            }
            Self::BlankRows(found) => {
                words.with("note-base-blank-rows", &[("places", places(found, words).into())])
            }
            Self::ShortRowsFilled(found) => {
                words.with("note-base-short-rows", &[("places", places(found, words).into())])
            }
            Self::LargestOfArchive { read, others } => words.with(
                "note-base-largest",
                &[("read", read.into()), ("count", tally(others.len()))],
            ),
            Self::Parts { count, hive_columns } if hive_columns.is_empty() => {
                words.with("note-base-parts", &[("count", tally(*count))])
            }
            Self::Parts { count, hive_columns } => words.with(
                "note-base-parts-named",
                &[("count", tally(*count)), ("columns", hive_columns.join(", ").into())],
            ),
            Self::NotKept { folder, reason } => words.with(
                "note-base-not-kept",
                &[("folder", path(folder)), ("reason", phrase(reason, words).into())],
            ),
            note => of_ids(note, words)
                .or_else(|| of_columns(note, words))
                .unwrap_or_else(|| phrase(&note.to_string(), words)),
        }
    }
}

/// What identifies the clients.
fn of_ids(note: &BaseNote, words: &Words) -> Option<String> {
    Some(match note {
        BaseNote::IdColumn { column, reason } => words.with(
            "note-base-id-column",
            &[("column", column.into()), ("reason", choice(*reason, words).into())],
        ),
        BaseNote::ClientsNumbered => words.text("note-base-numbered").to_owned(),
        BaseNote::DuplicateIds { ids, rows, first } => {
            let first: Vec<&str> = first.iter().map(crate::domain::ClientId::as_str).collect();
            words.with(
                "note-base-duplicate-ids",
                &[("ids", tally(*ids)), ("rows", tally(*rows)), ("first", first.join(", ").into())],
            )
        }
        BaseNote::DecimalIds { count } => {
            words.with("note-base-decimal-ids", &[("count", tally(*count))])
        }
        BaseNote::RoundedIds { count } => {
            words.with("note-base-rounded-ids", &[("count", tally(*count))])
        }
        _ => return None,
    })
}

/// What single columns hold.
fn of_columns(note: &BaseNote, words: &Words) -> Option<String> {
    Some(match note {
        BaseNote::OutcomeColumn { column, reason } => words.with(
            "note-base-outcome-column",
            &[("column", column.into()), ("reason", choice(*reason, words).into())],
        ),
        BaseNote::OutcomeUnusable { column } => {
            words.with("note-base-outcome-unusable", &[("column", column.into())])
        }
        BaseNote::LargeNumbers { column, count } => words.with(
            "note-base-large-numbers",
            &[("column", column.into()), ("count", tally(*count))],
        ),
        BaseNote::InfiniteAsMissing { column, count } => {
            words.with("note-base-infinite", &[("column", column.into()), ("count", tally(*count))])
        }
        BaseNote::ColumnNotRead { column, kind } => {
            words.with("note-base-not-read", &[("column", column.into()), ("kind", kind.into())])
        }
        _ => return None,
    })
}

fn choice(reason: ChoiceReason, words: &Words) -> String {
    words
        .text(match reason {
            ChoiceReason::Named => "note-choice-named",
            ChoiceReason::Suggested => "note-choice-suggested",
            ChoiceReason::Name => "note-choice-name",
            ChoiceReason::Distinct => "note-choice-distinct",
        })
        .to_owned()
}

impl Said for ModelNote {
    fn said(&self, words: &Words) -> String {
        match self {
            Self::NoThreshold => words.text("note-model-no-threshold").to_owned(),
            Self::NoFeatureNames => words.text("note-model-no-names").to_owned(),
            Self::NoDictionary => words.text("note-model-no-dictionary").to_owned(),
            Self::FeaturesWithoutWords(count) => {
                words.with("note-model-without-words", &[("count", tally(*count))])
            }
            Self::NoCard => words.text("note-model-no-card").to_owned(),
            Self::NotVerified => words.text("note-model-not-verified").to_owned(),
            Self::Verified(files) => {
                words.with("note-model-verified", &[("files", files.join(", ").into())])
            }
            Self::NotCovered(files) => {
                words.with("note-model-not-covered", &[("files", files.join(", ").into())])
            }
            Self::FeatureCountDiffers { card, model } => words.with(
                "note-model-feature-count",
                &[("card", digits(card)), ("model", digits(model))],
            ),
            Self::CalibrationNotGiven(name) => {
                words.with("note-model-calibration", &[("name", name.into())])
            }
            Self::UnknownDictionaryColumns(columns) => words
                .with("note-model-dictionary-columns", &[("columns", columns.join(", ").into())]),
            Self::TreesUsed { used, total } => words
                .with("note-model-trees-used", &[("used", digits(used)), ("total", digits(total))]),
            Self::PositiveClass(label) => {
                words.with("note-model-positive-class", &[("label", label.into())])
            }
            Self::FromPickle(class) => {
                words.with("note-model-from-pickle", &[("class", (*class).into())])
            }
            Self::Besides(names) => {
                words.with("note-model-besides", &[("names", names.join(", ").into())])
            }
        }
    }
}

impl Said for BindingNote {
    fn said(&self, words: &Words) -> String {
        match self {
            Self::ByPosition { features } => {
                words.with("note-bind-position", &[("features", digits(features))])
            }
            Self::IdIsAFeature { column } => {
                words.with("note-bind-id", &[("column", column.into())])
            }
            Self::UnknownCategories { feature, categories, clients } => words.with(
                "note-bind-categories",
                &[
                    ("feature", feature.into()),
                    ("categories", digits(categories)),
                    ("clients", tally(*clients)),
                ],
            ),
        }
    }
}
