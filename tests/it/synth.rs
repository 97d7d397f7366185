//! Tables of clients who do not exist: that they repeat, and that the rest of the program reads
//! them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    process::Command,
};

use clairscore::{
    base::{self, ClientBase, ReadOptions},
    domain::{SilentJob, Value},
    pipeline::synth::{
        HomeCredit, SynthError, TableFormat, WideBase, WrittenTable, home_credit, wide_base,
    },
};

const TABLES: [&str; 8] = [
    "application_train",
    "application_test",
    "bureau",
    "bureau_balance",
    "previous_application",
    "POS_CASH_balance",
    "installments_payments",
    "credit_card_balance",
];

fn raw_tables(clients: u64, seed: u64, format: TableFormat, folder: &Path) -> Vec<WrittenTable> {
    home_credit(&HomeCredit { clients, seed, format }, folder, &SilentJob).unwrap()
}

fn bytes_of(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    files
        .map(|file| (file.file_name().into_string().unwrap(), fs::read(file.path()).unwrap()))
        .collect()
}

/// A table without quotes in it, by columns.
fn column(table: &str, name: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let at = reader.headers().unwrap().iter().position(|header| header == name).unwrap();
    reader.records().map(|record| record.unwrap().get(at).unwrap().to_owned()).collect()
}

#[test]
fn the_same_seed_gives_the_same_tables_on_any_number_of_threads() {
    let folder = tempfile::tempdir().unwrap();
    let on = |threads, seed, name: &str| {
        let place = folder.path().join(name);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| raw_tables(700, seed, TableFormat::Csv, &place));
        bytes_of(&place)
    };
    let first = on(1, 3, "a");
    assert!(first == on(3, 3, "b"), "tables depend on the number of threads");
    assert!(first != on(3, 4, "c"), "the seed decides nothing");
    assert_eq!(first.len(), TABLES.len());
}

#[test]
fn identifiers_are_unique_and_lead_from_table_to_table() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("raw");
    raw_tables(600, 1, TableFormat::Csv, &place);
    let table = |name: &str| fs::read_to_string(place.join(format!("{name}.csv"))).unwrap();
    let ids = |name: &str, id: &str| column(&table(name), id);
    let unique = |ids: Vec<String>| {
        let set: BTreeSet<String> = ids.iter().cloned().collect();
        assert_eq!(set.len(), ids.len());
        set
    };
    let mut clients = unique(ids("application_train", "SK_ID_CURR"));
    let test = unique(ids("application_test", "SK_ID_CURR"));
    assert!(test.len() > 40 && test.is_disjoint(&clients));
    clients.extend(test);
    assert_eq!(clients.len(), 600);
    let credits = unique(ids("bureau", "SK_ID_BUREAU"));
    let previous = unique(ids("previous_application", "SK_ID_PREV"));
    for name in &TABLES[2..] {
        if *name != "bureau_balance" {
            assert!(ids(name, "SK_ID_CURR").iter().all(|id| clients.contains(id)), "{name}");
        }
    }
    assert!(ids("bureau_balance", "SK_ID_BUREAU").iter().all(|id| credits.contains(id)));
    for name in &TABLES[5..] {
        assert!(ids(name, "SK_ID_PREV").iter().all(|id| previous.contains(id)), "{name}");
    }
}

#[test]
fn counts_a_client_are_those_of_the_public_tables() {
    let folder = tempfile::tempdir().unwrap();
    let tables = raw_tables(6_000, 1, TableFormat::Csv, &folder.path().join("raw"));
    let rows: BTreeMap<&str, u64> =
        tables.iter().map(|table| (table.file.trim_end_matches(".csv"), table.rows)).collect();
    // Rows of the public tables, 356 255 clients.
    for (name, published) in [
        ("application_train", 307_511.0),
        ("application_test", 48_744.0),
        ("bureau", 1_716_428.0),
        ("bureau_balance", 27_299_925.0),
        ("previous_application", 1_670_214.0),
        ("POS_CASH_balance", 10_001_358.0),
        ("installments_payments", 13_605_401.0),
        ("credit_card_balance", 3_840_312.0),
    ] {
        let ratio = rows[name] as f64 * (356_255.0 / 6_000.0) / published;
        // A card's months vary much from client to client: 6 000 clients have few cards.
        assert!((0.85..1.15).contains(&ratio), "{name}: {ratio}");
    }
}

fn open(path: &Path) -> ClientBase {
    base::open_base(path, &ReadOptions::default(), &SilentJob).unwrap()
}

#[test]
fn csv_and_parquet_hold_the_same_cells() {
    let folder = tempfile::tempdir().unwrap();
    let csv = folder.path().join("csv");
    let parquet = folder.path().join("parquet");
    let written = raw_tables(300, 5, TableFormat::Csv, &csv);
    let again = raw_tables(300, 5, TableFormat::Parquet, &parquet);
    let rows = |tables: &[WrittenTable]| tables.iter().map(|table| table.rows).collect::<Vec<_>>();
    assert_eq!(rows(&written), rows(&again));
    let left = open(&csv.join("application_train.csv"));
    let right = open(&parquet.join("application_train.parquet"));
    assert_eq!(left.rows() as u64, written[0].rows);
    assert_eq!(left.columns().len(), right.columns().len());
    for (left, right) in left.columns().iter().zip(right.columns()) {
        assert_eq!(left.name(), right.name());
        for row in 0..written[0].rows as usize {
            match (left.value(row), right.value(row)) {
                (Value::Number(a), Value::Number(b)) => assert_eq!(a, b, "{}", left.name()),
                (a, b) => assert_eq!(a, b, "{}", left.name()),
            }
        }
    }
}

#[test]
fn a_wide_base_opens_with_its_identifier_and_its_outcome() {
    let folder = tempfile::tempdir().unwrap();
    for (format, name) in [(TableFormat::Csv, "wide.csv"), (TableFormat::Parquet, "wide")] {
        let path = folder.path().join(name);
        let options = WideBase { clients: 2_000, columns: 25, seed: 2, format };
        let tables = wide_base(&options, &path, &SilentJob).unwrap();
        assert_eq!(tables.iter().map(|table| table.rows).sum::<u64>(), 2_000);
        let base = open(&path);
        assert_eq!((base.rows(), base.id_column()), (2_000, "client_id"));
        assert_eq!(base.outcome_column(), Some("TARGET"));
        let rate = base.outcomes(base.everyone()).default_rate().unwrap();
        assert!((0.04..0.14).contains(&rate), "{rate}");
        assert!(base.column("feature_0024").is_some());
    }
}

#[test]
fn what_cannot_be_made_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("raw");
    let none = HomeCredit { clients: 0, seed: 1, format: TableFormat::Csv };
    let error = home_credit(&none, &place, &SilentJob).unwrap_err();
    assert!(matches!(error, SynthError::OutOfRange { .. }), "{error}");
    fs::create_dir(&place).unwrap();
    let some = HomeCredit { clients: 10, ..none };
    let error = home_credit(&some, &place, &SilentJob).unwrap_err();
    assert!(error.to_string().contains("exists already"), "{error}");
    assert_eq!(fs::read_dir(&place).unwrap().count(), 0);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn the_program_makes_tables_and_never_replaces_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("raw");
    let synth = || {
        Command::new(env!("CARGO_BIN_EXE_clairscore"))
            .args(["synth", "home-credit", "--clients", "40", "--lang", "fr", "--out"])
            .arg(&place)
            .output()
            .unwrap()
    };
    let output = synth();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(text.lines().count(), TABLES.len());
    assert!(text.contains("application_train.csv") && text.contains("lignes"), "{text}");
    let output = synth();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("existe déjà"));
}
