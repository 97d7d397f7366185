//! Faults of preparing, training, measuring and making tables.

use std::path::PathBuf;

use super::{
    tables::{at, no_file, places},
    *,
};
use crate::{
    base::{BaseFault, PlaceUnit, StoreFaultCause},
    pipeline::prepare::Table,
};

fn file() -> PathBuf {
    PathBuf::from("bureau.csv")
}

fn prepare_faults_of_files() -> Vec<PrepareError> {
    let columns = |count: usize| (1..=count).map(|place| format!("x{place}")).collect();
    let missing = |tables: &[Table]| PrepareError::MissingTables {
        tables: tables.to_vec(),
        folder: PathBuf::from("raw"),
    };
    let lacks = |looks_like, count| PrepareError::MissingColumns {
        table: Table::Bureau,
        columns: columns(count),
        looks_like,
        file: file(),
    };
    vec![
        PrepareError::Folder { folder: PathBuf::from("raw"), cause: no_file() },
        missing(&[Table::Bureau]),
        missing(&[Table::Bureau, Table::BureauBalance]),
        missing(&[Table::ApplicationTrain]),
        PrepareError::NoApplication { folder: PathBuf::from("raw") },
        PrepareError::TwoFiles { table: Table::Bureau, first: file(), second: "b.zip".into() },
        PrepareError::Unreadable { table: Table::Bureau, cause: at(BaseFault::Empty) },
        lacks(None, 1),
        lacks(Some(Table::BureauBalance), 12),
        PrepareError::Swapped {
            table: Table::Bureau,
            column: "STATUS",
            other: Table::BureauBalance,
            file: file(),
        },
        PrepareError::Dictionary(DictionaryError {
            line: 0,
            column: None,
            problem: "the cell is empty".to_owned(),
        }),
        PrepareError::Write(WriteError::Exists { path: file() }),
        PrepareError::Like { cause: Box::new(BadPreparation::Absent), file: file() },
        PrepareError::Cancelled,
    ]
}

fn prepare_faults_of_cells() -> Vec<PrepareError> {
    let (table, column) = (Table::Bureau, "SK_ID_CURR");
    let twice = |other| PrepareError::DuplicateKeys {
        table,
        other,
        column,
        places: places(5, PlaceUnit::Row),
    };
    vec![
        PrepareError::BadKeys { table, column, places: places(1, PlaceUnit::Row), file: file() },
        twice(None),
        twice(Some(Table::ApplicationTrain)),
        PrepareError::BadOutcome {
            table,
            column,
            places: places(2, PlaceUnit::Line),
            file: file(),
        },
        PrepareError::ConstantOutcome { table, column, file: file() },
        PrepareError::NothingMatches {
            table,
            column,
            other: Table::ApplicationTrain,
            rows: 1_200,
            file: file(),
        },
        PrepareError::NobodyLeft,
        PrepareError::TooManyCategories { table, column, count: 9_000, limit: 1_000 },
        PrepareError::NotTwoValued { table, column, count: 3 },
        PrepareError::SameName { first: "a b".to_owned(), second: "a_b".to_owned() },
    ]
}

#[test]
fn every_fault_of_preparing_is_told() {
    let faults: Vec<PrepareError> =
        [prepare_faults_of_files(), prepare_faults_of_cells()].into_iter().flatten().collect();
    let mut told: BTreeSet<String> = faults.iter().map(variant).collect();
    for fault in &faults {
        check(fault);
    }
    // What polars says is English, and said to be.
    let polars = PrepareError::Polars("Out of cheese".to_owned());
    assert_eq!(polars.said(&BOTH[1]), polars.to_string());
    assert!(polars.said(&BOTH[0]).contains("en anglais"));
    told.insert(variant(&polars));
    assert_eq!(told, variants("pipeline/prepare/error.rs", "PrepareError"));
}

#[test]
fn every_fault_of_a_record_of_preparing_is_told() {
    let not_understood = serde_json::from_str::<u8>("x").unwrap_err();
    let faults = [
        BadPreparation::TooManyCategories,
        BadPreparation::Absent,
        BadPreparation::Bundle(BundleError::DuplicateNames),
        BadPreparation::Table(at(BaseFault::Empty)),
        BadPreparation::Neighbours(at(BaseFault::Empty)),
        BadPreparation::NoNeighbours { column: "EXT_SOURCE_1" },
        BadPreparation::Io(no_file()),
        BadPreparation::OtherFormat { found: 2 },
    ];
    for fault in &faults {
        check(fault);
    }
    let fault = BadPreparation::NotUnderstood(not_understood);
    assert_eq!(fault.said(&BOTH[1]), fault.to_string());
    assert!(fault.said(&BOTH[0]).contains("en anglais"));
    let mut told: BTreeSet<String> = faults.iter().map(variant).collect();
    told.insert(variant(&fault));
    assert_eq!(told, variants("pipeline/prepare/preparation.rs", "BadPreparation"));
}

#[test]
fn every_fault_of_training_is_told() {
    let text = |text: &str| text.to_owned();
    let faults = [
        TrainError::Option(BadOption {
            option: "the patience",
            value: 0.0,
            expected: "at least 1",
        }),
        TrainError::Split(SplitError::Shares { validation: 0.5, hold_out: 0.75 }),
        TrainError::UnknownColumn {
            column: text("x"),
            wanted_for: "--groups",
            columns: (0..40).map(|place| format!("x{place}")).collect(),
        },
        TrainError::NoOutcome { column: text("y") },
        TrainError::FeatureNamedLikeId { feature: text("id"), id_column: text("ID") },
        TrainError::SpecialFeature { feature: text("y"), role: "outcome" },
        TrainError::SpecialFeature { feature: text("y"), role: "identifier" },
        TrainError::SpecialFeature { feature: text("y"), role: "split" },
        TrainError::TooManyWords { feature: text("x"), words: 9_000 },
        TrainError::DirectionOfWords { column: text("x") },
        TrainError::NoAmount { column: text("x"), row: 12_345 },
        TrainError::NoFeatures,
        TrainError::SameName { first: text("a b"), second: text("a_b") },
        TrainError::DirectionOfNoFeature { column: text("x"), direction: "raise" },
        TrainError::DirectionOfNoFeature { column: text("x"), direction: "lower" },
        TrainError::TwoDirections { column: text("x") },
        TrainError::UnknownPart { column: text("x"), row: 12_345 },
        TrainError::SplitColumnTaken { column: text("x") },
        TrainError::LightGbm(LightGbmError::WrongWidth(WrongWidth { found: 3, expected: 4 })),
        TrainError::Model(ModelError::NotAModel { what: text("it is empty") }),
        TrainError::WrongWidth(WrongWidth { found: 3, expected: 4 }),
        TrainError::Ranking(RankingError::NotANumber),
        TrainError::NoThreshold,
        TrainError::Cancelled(Cancelled),
    ];
    for fault in &faults {
        check(fault);
    }
    let polars = TrainError::Parquet(text("Out of cheese"));
    assert_eq!(polars.said(&BOTH[1]), polars.to_string());
    let mut told: BTreeSet<String> = faults.iter().map(variant).collect();
    told.insert(variant(&polars));
    assert_eq!(told, variants("pipeline/error.rs", "TrainError"));
}

#[test]
fn other_faults_of_the_pipeline_are_told() {
    for part in ["train", "validation", "hold-out"] {
        check(&SplitError::OneOutcome { part, defaults: 0, clients: 12 });
    }
    check_all(
        "pipeline/metrics/ranking.rs",
        "RankingError",
        &[RankingError::NotANumber, RankingError::OneOutcome { defaults: 0, clients: 1_200 }],
    );
    check_all(
        "pipeline/runs.rs",
        "RunError",
        &[
            RunError::Read { path: file(), cause: no_file() },
            RunError::NotARecord { path: file(), problem: "it has no command".to_owned() },
        ],
    );
    check(&SynthError::OutOfRange { what: "the number of clients", least: 1, most: 9, given: 10 });
    check(&SynthError::Table { path: file(), cause: no_file() });
    check(&SynthError::Write(WriteError::Exists { path: file() }));
    check(&SynthError::Cancelled(Cancelled));
    let cause = StoreFaultCause::Damaged;
    check(&ContributionsError::Base(StoreFault { file: file(), cause }));
    check(&ContributionsError::Cancelled(Cancelled));
    check(&ContributionsError::Write(WriteError::Exists { path: file() }));
    let [french, english] = &*BOTH;
    let ratio: BadCostRatio = "-1".parse::<crate::pipeline::CostRatio>().unwrap_err();
    assert_eq!(said(&ratio, english).unwrap(), ratio.to_string());
    check_french(&said(&ratio, french).unwrap());
}
