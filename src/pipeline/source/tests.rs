//! What a base gives, and what it is refused for.

use super::*;
use crate::{
    base::{ColumnChoice, ReadOptions, open_base_bytes},
    domain::{SilentJob, Value},
    pipeline::AmountRule,
};

/// Twelve clients in turns of two to a part, the last of them without an outcome.
fn table() -> String {
    let line = |row: usize| {
        let (age, person, limit, debt) = (20 + row, row % 5, row * 100, row as f64 / 7.0);
        let outcome = if row == 11 { String::new() } else { (row % 2).to_string() };
        let part = Part::ALL[row / 2 % 3].name();
        format!("c{row},{age},somebody {person},{limit},{debt},{part},{outcome}")
    };
    let header = "ID,age,client name,limit,debt [%],split,y".to_owned();
    std::iter::once(header).chain((0..12).map(line)).collect::<Vec<_>>().join("\n")
}

fn base(csv: &str) -> Arc<ClientBase> {
    let options = ReadOptions {
        id_column: ColumnChoice::Named("ID".to_owned()),
        outcome_column: ColumnChoice::Named("y".to_owned()),
        ..ReadOptions::default()
    };
    Arc::new(open_base_bytes("base.csv", csv.as_bytes(), &options, &SilentJob).unwrap())
}

fn options() -> TrainOptions {
    TrainOptions { split: SplitPlan::Column("split".to_owned()), ..TrainOptions::default() }
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[track_caller]
fn refused(options: &TrainOptions, expected: &str) {
    let error = training_data(&base(&table()), options).unwrap_err().to_string();
    assert!(error.contains(expected), "{error}");
}

#[test]
fn numbers_are_taken_and_everything_special_is_left() {
    let data = training_data(&base(&table()), &options()).unwrap();
    let features: Vec<&str> =
        data.clients.columns().iter().map(|column| column.name.as_str()).collect();
    assert_eq!(features, ["age", "limit", "debt__%_"]);
    assert_eq!(data.left_out, ["client name"]);
    // The client without an outcome teaches nothing.
    assert_eq!(data.clients.clients(), 11);
    assert_eq!(data.clients.base_rows().last(), Some(&10));
    assert_eq!(data.parts.get(2), Some(&Part::Validation));
    assert_eq!(data.clients.values(2, &[3]), [3.0 / 7.0]);
}

#[test]
fn features_directions_and_groups_are_those_that_were_asked() {
    let data = training_data(
        &base(&table()),
        &TrainOptions {
            features: FeatureChoice::Only(names(&["limit", "age"])),
            falling: names(&["limit"]),
            groups: names(&["client name"]),
            ..options()
        },
    )
    .unwrap();
    let features: Vec<_> =
        data.clients.columns().iter().map(|c| (c.name.as_str(), c.direction)).collect();
    assert_eq!(features, [("limit", Direction::Falling), ("age", Direction::Free)]);
    let group = data.groups.first().unwrap();
    assert_eq!(group.values.get(1), Some(&Value::Text("somebody 1".to_owned())));
    let without = FeatureChoice::AllBut(names(&["age"]));
    let data = training_data(&base(&table()), &TrainOptions { features: without, ..options() });
    assert_eq!(data.unwrap().clients.columns().len(), 2);
}

#[test]
fn what_cannot_be_a_feature_is_refused_by_name() {
    let only = |feature: &str| TrainOptions {
        features: FeatureChoice::Only(names(&[feature])),
        ..options()
    };
    refused(&only("ID"), "`ID` cannot be a feature: it is the identifier column");
    refused(&only("y"), "`y` cannot be a feature: it is the outcome column");
    refused(&only("split"), "`split` cannot be a feature: it is the split column");
    refused(&only("wage"), "no column `wage`, which --features names");
    let all_but = |features: &[&str]| TrainOptions {
        features: FeatureChoice::AllBut(names(features)),
        ..options()
    };
    refused(&all_but(&["wage"]), "no column `wage`, which --exclude names");
    refused(&all_but(&["age", "limit", "debt [%]"]), "no column is left");
    refused(&TrainOptions { groups: names(&["sex"]), ..options() }, "which --groups names");
    refused(
        &TrainOptions { rising: names(&["wage"]), ..options() },
        "`wage` is asked to raise the risk but is not a feature",
    );
    let both = names(&["age"]);
    refused(
        &TrainOptions { rising: both.clone(), falling: both, ..options() },
        "both to raise and to lower",
    );
}

#[test]
fn words_become_categories_where_clients_share_them_or_when_they_are_asked_for() {
    let asked = FeatureChoice::Only(names(&["client name", "age"]));
    let data = training_data(
        &base(&table()),
        &TrainOptions { features: asked, falling: names(&["age"]), ..options() },
    )
    .unwrap();
    let feature = &data.clients.columns()[0];
    let words: Vec<String> = (0..5).map(|person| format!("somebody {person}")).collect();
    assert_eq!(feature.categories, Some(words));
    assert_eq!(data.clients.values(0, &[0, 3, 5]), [0.0, 3.0, 0.0]);
    assert_eq!(data.clients.categories(), [0]);
    let towns: String = (0..60).fold("ID,town,age,y\n".to_owned(), |csv, row| {
        let town = if row == 7 { String::new() } else { format!("T{}", row % 3) };
        format!("{csv}c{row},{town},{},{}\n", row + 20, row % 2)
    });
    let shared = training_data(&base(&towns), &TrainOptions::default()).unwrap();
    assert_eq!(shared.clients.columns()[0].categories.as_ref().unwrap().len(), 3);
    assert!(shared.clients.values(0, &[7])[0].is_nan() && shared.left_out.is_empty());
    refused(
        &TrainOptions {
            features: FeatureChoice::Only(names(&["client name"])),
            rising: names(&["client name"]),
            ..options()
        },
        "`client name` holds words",
    );
}

#[test]
fn amounts_are_read_for_every_client() {
    let of = |column: &str| TrainOptions {
        threshold: ThresholdRule::Amounts(AmountRule {
            column: column.to_owned(),
            loss_share: 0.6,
            margin_share: 0.1,
        }),
        ..options()
    };
    let data = training_data(&base(&table()), &of("limit")).unwrap();
    assert_eq!(data.amounts.unwrap()[3], 300.0);
    refused(&of("client name"), "row 1 of the base: the column `client name`");
    refused(&of("wage"), "which --amount names");
}

#[test]
fn a_feature_named_like_the_identifier_is_refused() {
    let csv = table().replace("age,", "i_d,");
    let error = training_data(&base(&csv), &options()).unwrap_err();
    assert!(matches!(error, TrainError::FeatureNamedLikeId { .. }), "{error}");
    assert!(looks_alike("SK_ID_CURR", "sk id curr"));
    assert!(!looks_alike("SK_ID_CURR", "SK_ID_PREV"));
    assert!(!looks_alike("", ""));
}

#[test]
fn two_columns_that_lightgbm_would_call_the_same_are_refused() {
    let csv = table().replace("age,", "debt_[%],");
    let error = training_data(&base(&csv), &options()).unwrap_err();
    assert!(matches!(error, TrainError::SameName { .. }), "{error}");
}

#[test]
fn a_split_column_that_says_something_else_is_refused_with_its_row() {
    let csv = table().replacen("validation", "test", 1);
    let error = training_data(&base(&csv), &options()).unwrap_err();
    assert!(matches!(error, TrainError::UnknownPart { row: 3, .. }), "{error}");
    let unknown = SplitPlan::Column("part".to_owned());
    refused(&TrainOptions { split: unknown, ..options() }, "which --split-column names");
}

#[test]
fn a_base_without_outcomes_teaches_nothing() {
    let csv: String = table()
        .lines()
        .enumerate()
        .map(|(line, text)| match (line, text.rsplit_once(',')) {
            (0, _) | (_, None) => format!("{text}\n"),
            (_, Some((cells, _))) => format!("{cells},\n"),
        })
        .collect();
    let error = training_data(&base(&csv), &options()).unwrap_err();
    assert!(matches!(error, TrainError::NoOutcome { .. }), "{error}");
}
