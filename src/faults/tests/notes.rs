//! What is noticed about bases and models.

use std::{fmt, io::ErrorKind, path::PathBuf};

use super::{tables::places, *};
use crate::{
    base::{BaseNote, BindingNote, ChoiceReason, DecimalMark, Encoding, PlaceUnit},
    domain::ClientId,
    model::open::ModelNote,
};

/// As for faults, and every variant of the type in its source is among them.
#[track_caller]
fn check_notes<N: Said + Debug + fmt::Display>(source: &str, name: &str, notes: &[N]) {
    let [french, english] = &*BOTH;
    for note in notes {
        assert_eq!(note.said(english).replace('’', "'"), note.to_string());
        check_french(&note.said(french));
    }
    let told: BTreeSet<String> = notes.iter().map(variant).collect();
    assert_eq!(told, variants(source, name));
}

fn text() -> String {
    "montant".to_owned()
}

#[test]
fn every_note_about_a_base_is_told() {
    let ids = |reason| BaseNote::IdColumn { column: text(), reason };
    check_notes(
        "base/note.rs",
        "BaseNote",
        &[
            BaseNote::Dialect {
                separator: '\t',
                decimal_mark: DecimalMark::Comma,
                encoding: Encoding::Utf8,
            },
            BaseNote::NotUtf8,
            BaseNote::NamesOnSecondLine,
            BaseNote::UnnamedColumn { name: text() },
            BaseNote::BlankRows(places(5, PlaceUnit::Line)),
            BaseNote::ShortRowsFilled(places(1, PlaceUnit::Line)),
            BaseNote::LargestOfArchive { read: text(), others: vec![text()] },
            BaseNote::Parts { count: 3, hive_columns: Vec::new() },
            BaseNote::Parts { count: 3, hive_columns: vec![text()] },
            ids(ChoiceReason::Named),
            ids(ChoiceReason::Suggested),
            ids(ChoiceReason::Name),
            ids(ChoiceReason::Distinct),
            BaseNote::ClientsNumbered,
            BaseNote::DuplicateIds { ids: 2, rows: 5, first: vec![ClientId::new("7").unwrap()] },
            BaseNote::DecimalIds { count: 3 },
            BaseNote::RoundedIds { count: 3 },
            BaseNote::OutcomeColumn { column: text(), reason: ChoiceReason::Name },
            BaseNote::OutcomeUnusable { column: text() },
            BaseNote::LargeNumbers { column: text(), count: 3 },
            BaseNote::InfiniteAsMissing { column: text(), count: 3 },
            BaseNote::NotKept {
                folder: PathBuf::from("copies"),
                reason: ErrorKind::StorageFull.to_string(),
            },
            BaseNote::ColumnNotRead { column: text(), kind: "list[f64]".to_owned() },
        ],
    );
}

#[test]
fn every_note_about_a_model_is_told() {
    check_notes(
        "model/open/note.rs",
        "ModelNote",
        &[
            ModelNote::NoThreshold,
            ModelNote::NoFeatureNames,
            ModelNote::NoDictionary,
            ModelNote::FeaturesWithoutWords(3),
            ModelNote::NoCard,
            ModelNote::NotVerified,
            ModelNote::Verified(vec![text()]),
            ModelNote::NotCovered(vec![text()]),
            ModelNote::FeatureCountDiffers { card: 3, model: 4 },
            ModelNote::CalibrationNotGiven(text()),
            ModelNote::UnknownDictionaryColumns(vec![text()]),
            ModelNote::TreesUsed { used: 3, total: 4 },
            ModelNote::PositiveClass(text()),
            ModelNote::FromPickle("LGBMClassifier"),
            ModelNote::Besides(vec![text()]),
        ],
    );
    check_notes(
        "base/binding/error.rs",
        "BindingNote",
        &[
            BindingNote::ByPosition { features: 20 },
            BindingNote::IdIsAFeature { column: text() },
            BindingNote::UnknownCategories { feature: text(), categories: 2, clients: 1_200 },
        ],
    );
}
