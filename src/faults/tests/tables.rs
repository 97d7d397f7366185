//! Faults of bases, stores, and of models that meet them.

use std::{
    io::{self, ErrorKind},
    path::PathBuf,
};

use super::*;
use crate::{
    base::{
        BadCells, BaseFault, CellFault, DuplicateColumn, Encoding, NumbersNotKept, OtherKind,
        PlaceUnit, Places, RowLength, StoreFaultCause, WordColumn,
    },
    domain::Probability,
};

fn name() -> String {
    "montant".to_owned()
}

fn names(count: usize) -> Vec<String> {
    (1..=count).map(|place| format!("x{place}")).collect()
}

pub(super) fn places(count: u64, unit: PlaceUnit) -> Places {
    Places { count, first: (7..7 + count.min(3)).collect(), unit }
}

pub(super) fn no_file() -> io::Error {
    io::Error::from_raw_os_error(2)
}

pub(super) fn at(fault: BaseFault) -> BaseError {
    BaseError { file: PathBuf::from("base.csv"), fault }
}

fn bad_cells(fault: CellFault, count: u64) -> BadCells {
    BadCells { column: name(), fault, places: places(count, PlaceUnit::Line) }
}

fn faults_of_texts() -> Vec<BaseFault> {
    let rows = vec![RowLength { line: 5, cells: 3 }, RowLength { line: 9, cells: 4 }];
    vec![
        BaseFault::Cancelled,
        BaseFault::Unreadable { cause: no_file() },
        BaseFault::NotAFile,
        BaseFault::Empty,
        BaseFault::NoClients,
        BaseFault::Utf16WithoutMark,
        BaseFault::NotInEncoding { encoding: Encoding::Utf8 },
        BaseFault::Nul { line: 12_345 },
        BaseFault::RowTooLong { line: 12_345, limit_bytes: 1 << 24 },
        BaseFault::UnclosedQuote { line: 12_345, column: name() },
        BaseFault::NoSeparator,
        BaseFault::NoHeader,
        BaseFault::RowLengths { expected: 5, rows },
        BaseFault::Damaged { detail: "a group of rows lacks a column".to_owned() },
        BaseFault::Damaged { detail: "part `a/b`: it is empty".to_owned() },
        BaseFault::Encrypted,
        BaseFault::NoTableInArchive,
        BaseFault::TooManyEntries { count: 2_000, limit: 1_000 },
        BaseFault::InflatesTooFar { limit_bytes: 1 << 34, ratio: 200 },
        BaseFault::NoParts,
        BaseFault::Changed,
        BaseFault::StoreFailed,
    ]
}

fn faults_of_columns() -> Vec<BaseFault> {
    let cells = (1..=25).map(|count| bad_cells(CellFault::NotANumber, count)).collect();
    vec![
        BaseFault::DuplicateColumns {
            columns: vec![DuplicateColumn { name: name(), positions: vec![2, 4] }],
        },
        BaseFault::TooManyColumns { count: 200_000, limit: 100_000 },
        BaseFault::TooManyRows { limit: u64::from(u32::MAX) },
        BaseFault::Cells { columns: vec![bad_cells(CellFault::NotANumber, 1)] },
        BaseFault::Cells { columns: vec![bad_cells(CellFault::Infinite, 1_500)] },
        BaseFault::Cells { columns: vec![bad_cells(CellFault::Ambiguous, 2)] },
        BaseFault::Cells { columns: vec![bad_cells(CellFault::MixedMarks, 2)] },
        BaseFault::Cells { columns: cells },
        BaseFault::NoSuchColumn { name: name(), columns: names(3) },
        BaseFault::NoIdColumn { columns: names(15) },
        BaseFault::MissingIds { column: name(), places: places(1, PlaceUnit::Row) },
        BaseFault::IdsTooLong { column: name() },
        BaseFault::NotAnOutcome { column: name(), places: places(40, PlaceUnit::Row) },
        BaseFault::TooLarge { limit_bytes: 1 << 30 },
        BaseFault::NotKept {
            folder: PathBuf::from("copies"),
            reason: ErrorKind::StorageFull.to_string(),
            needed_bytes: 1 << 32,
            limit_bytes: 1 << 30,
        },
        BaseFault::PartsDisagree {
            part: "a.parquet".to_owned(),
            column: name(),
            problem: "has another type for",
            others: "agree on",
        },
        BaseFault::ColumnType { column: name(), kind: "list[f64]".to_owned() },
    ]
}

fn faults_of_kinds() -> Vec<BaseFault> {
    [
        OtherKind::Spreadsheet,
        OtherKind::OldSpreadsheet,
        OtherKind::Pdf,
        OtherKind::Html,
        OtherKind::Json,
        OtherKind::Binary,
    ]
    .into_iter()
    .map(|kind| BaseFault::OtherKind { kind })
    .collect()
}

#[test]
fn every_fault_of_a_base_is_told() {
    let faults: Vec<BaseFault> =
        [faults_of_texts(), faults_of_columns(), faults_of_kinds()].into_iter().flatten().collect();
    let told: BTreeSet<String> = faults.iter().map(variant).collect();
    assert_eq!(told, variants("base/error.rs", "BaseFault"));
    for fault in faults {
        check(&at(fault));
    }
}

#[test]
fn a_french_reader_finds_the_line_the_column_and_what_to_do() {
    let fault = BaseFault::Cells { columns: vec![bad_cells(CellFault::NotANumber, 5)] };
    let said = check(&at(fault)).replace(['\u{a0}', '\u{202f}'], " ");
    let expected = "5 cases de la donnée « montant » : ce n’est pas un nombre \
                    (lignes 7, 8, 9 et 2 autres) : base.csv";
    assert_eq!(said, expected);
    let missing = check(&at(BaseFault::NoSuchColumn { name: name(), columns: names(13) }));
    assert!(missing.contains(" et 1 autre\u{a0}: base.csv"), "{missing}");
}

#[test]
fn what_the_system_refuses_is_told() {
    for number in [2, 13, 17, 20, 21, 28, 30] {
        check(&io::Error::from_raw_os_error(number));
    }
    let path = || PathBuf::from("m/card.toml");
    let failed = |step| WriteError::Failed { path: path(), step, cause: no_file() };
    check_all(
        "files.rs",
        "WriteError",
        &[
            WriteError::Exists { path: path() },
            WriteError::Occupied { path: path(), reason: "it is not a folder".to_owned() },
            WriteError::Occupied {
                path: path(),
                reason: "it holds a.txt, which would be lost".to_owned(),
            },
            failed("writing"),
            failed("reaching the disk"),
        ],
    );
}

#[test]
fn stores_that_fail_are_told() {
    let fault = |cause| StoreFault { file: PathBuf::from("a.store"), cause };
    let cut = StoreFaultCause::Unreadable(ErrorKind::UnexpectedEof);
    for cause in [cut, StoreFaultCause::Damaged] {
        check(&fault(cause));
    }
    check(&fault(StoreFaultCause::Unreadable(ErrorKind::PermissionDenied)));
    let not_kept = NumbersNotKept {
        folder: PathBuf::from("copies"),
        reason: ErrorKind::PermissionDenied.to_string(),
        needed_bytes: 540_000_001,
    };
    check_all(
        "portfolio/contributions/mod.rs",
        "ContributionsFault",
        &[
            ContributionsFault::Cancelled(Cancelled),
            ContributionsFault::Base(fault(cut)),
            ContributionsFault::NotKept(not_kept),
            ContributionsFault::Failed { file: PathBuf::from("a.numbers"), cause: cut },
        ],
    );
}

#[test]
fn what_does_not_go_together_is_told() {
    let binding = [
        BindError::Missing { features: names(2) },
        BindError::Ambiguous { feature: name(), columns: names(2) },
        BindError::Width { expected: 20, found: 19 },
        BindError::Words {
            columns: names(2)
                .into_iter()
                .map(|column| WordColumn { feature: column.clone(), column, clients: 1_200 })
                .collect(),
        },
    ];
    check_all("base/binding/error.rs", "BindError", &binding);
    let [cause, ..] = binding;
    check(&Misfit { cause, base: "base.csv".to_owned() });
    check_all(
        "base/join.rs",
        "JoinError",
        &[
            JoinError::Duplicates { table: "t.csv".to_owned(), column: name(), ids: 2, rows: 5 },
            JoinError::NothingMatches {
                table: "t.csv".to_owned(),
                table_column: name(),
                base_column: name(),
            },
        ],
    );
    check(&UnknownColumn { name: name() });
    check_all(
        "explain/shapley/reference/mod.rs",
        "Refused",
        &[
            Refused::Width(WrongWidth { found: 3, expected: 4 }),
            Refused::Empty,
            Refused::TooDeep { tree: 3, features: 80 },
            Refused::Cancelled(Cancelled),
        ],
    );
    let [french, english] = &*BOTH;
    for error in [LimeError::NoReference, LimeError::WrongWidth { found: 3, expected: 4 }] {
        assert_eq!(said(&error, english).unwrap(), error.to_string());
        check_french(&said(&error, french).unwrap());
    }
    let beyond = Probability::new(1.5).unwrap_err();
    assert_eq!(said(&beyond, english).unwrap(), beyond.to_string());
    assert_eq!(said(&Cancelled, french).unwrap(), "annulé");
}
