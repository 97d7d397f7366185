//! Preparing features: what they are, and what happens to bad tables.

mod bad_ends;
mod tables;
mod then_trained;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use clairscore::{
    domain::{Dictionary, Display, Language, SilentJob},
    model::bundle::{Card, Existing, Parts},
    pipeline::prepare::{
        FeatureTable, Preparation, PrepareError, PrepareOptions, Recipe, Report, Table, dictionary,
        prepare,
    },
};

use tables::Tables;

fn options(folder: &Path, recipe: Recipe) -> PrepareOptions {
    PrepareOptions {
        folder: folder.to_owned(),
        recipe,
        allow_missing: false,
        like: None,
        labelled: None,
    }
}

fn prepared(tables: &Tables) -> (FeatureTable, Report) {
    let folder = tables.written();
    prepare(&options(folder.path(), Recipe::Base), &SilentJob).unwrap()
}

fn refused(tables: &Tables) -> PrepareError {
    let folder = tables.written();
    prepare(&options(folder.path(), Recipe::Base), &SilentJob).unwrap_err()
}

/// Holds features of the client on `row` against `expected`; NaN is missing.
#[track_caller]
fn check(table: &FeatureTable, row: usize, expected: &[(&str, f64)]) {
    for (name, expected) in expected {
        assert!(table.features().iter().any(|feature| feature.name == *name), "no {name}");
        let found = table.value(name, row);
        let same = found == *expected || (found.is_nan() && expected.is_nan());
        assert!(same || (found - expected).abs() < 1e-12 * expected.abs(), "{name}: {found}");
    }
}

const NAN: f64 = f64::NAN;

#[test]
fn one_row_a_client_with_codes_categories_and_ratios() {
    let tables = Tables::three_clients()
        .with_cell(Table::ApplicationTest, "NAME_INCOME_TYPE", "State servant, retired")
        .with_cell(Table::ApplicationTrain, "AMT_CREDIT", "0")
        .with_cell(Table::ApplicationTrain, "AMT_ANNUITY", "7")
        .with_cell(Table::ApplicationTrain, "DAYS_EMPLOYED", "365243")
        .with_cell(Table::ApplicationTrain, "DAYS_BIRTH", "-10000")
        .with(Table::ApplicationTest, &[("SK_ID_CURR", "4"), ("CODE_GENDER", "XNA")]);
    let (table, report) = prepared(&tables);
    assert_eq!((table.clients(), report.clients, report.left_out), (3, 3, 1));
    assert_eq!(report.labelled, 2);
    let first: Vec<_> = table.features().iter().take(6).map(|f| f.name.as_str()).collect();
    let expected =
        ["index", "SK_ID_CURR", "TARGET", "CODE_GENDER", "FLAG_OWN_CAR", "FLAG_OWN_REALTY"];
    assert_eq!(first, expected);
    check(&table, 0, &[("SK_ID_CURR", 1.0), ("TARGET", 0.0), ("CODE_GENDER", 0.0)]);
    check(&table, 1, &[("index", 1.0), ("CODE_GENDER", 1.0), ("FLAG_OWN_REALTY", 0.0)]);
    check(&table, 1, &[("DAYS_EMPLOYED", NAN), ("DAYS_EMPLOYED_PERC", NAN), ("PAYMENT_RATE", NAN)]);
    assert!(report.infinite.contains(&("PAYMENT_RATE".to_owned(), 1)));
    check(&table, 2, &[("index", 0.0), ("TARGET", NAN)]);
    // The name as LightGBM writes it; no column for missing words of the application.
    check(&table, 2, &[("NAME_INCOME_TYPE_State_servant__retired", 1.0)]);
    check(&table, 0, &[("NAME_INCOME_TYPE_State_servant__retired", 0.0)]);
    assert!(!table.features().iter().any(|f| f.name.ends_with("TYPE_nan")
        && !f.name.contains("CREDIT_TYPE")
        && !f.name.starts_with("PREV_")));
}

#[test]
fn credits_at_other_banks_are_summarised_by_client() {
    let credit = |id: &'static str, state: &'static str, sum: &'static str| {
        [
            ("SK_ID_CURR", "2"),
            ("SK_ID_BUREAU", id),
            ("CREDIT_ACTIVE", state),
            ("AMT_CREDIT_SUM", sum),
        ]
    };
    let month = |id: &'static str, month: &'static str, status: &'static str| {
        [("SK_ID_BUREAU", id), ("MONTHS_BALANCE", month), ("STATUS", status)]
    };
    let tables = Tables::three_clients()
        .with(Table::Bureau, &credit("21", "Active", "100"))
        .with(Table::Bureau, &credit("22", "Closed", "300"))
        .with(Table::Bureau, &credit("23", "Closed", ""))
        .with(Table::BureauBalance, &month("22", "-1", "0"))
        .with(Table::BureauBalance, &month("21", "-3", "0"))
        .with(Table::BureauBalance, &month("21", "-2", "1"))
        .with(Table::BureauBalance, &month("21", "-1", ""))
        .with(Table::BureauBalance, &month("99", "-1", "5"));
    let (table, report) = prepared(&tables);
    check(
        &table,
        1,
        &[
            ("BURO_AMT_CREDIT_SUM_MAX", 300.0),
            ("BURO_AMT_CREDIT_SUM_MEAN", 200.0),
            ("BURO_AMT_CREDIT_SUM_SUM", 400.0),
            ("BURO_CREDIT_ACTIVE_Closed_MEAN", 2.0 / 3.0),
            ("BURO_CREDIT_ACTIVE_nan_MEAN", 0.0),
            ("BURO_CREDIT_TYPE_nan_MEAN", 1.0),
            ("ACTIVE_AMT_CREDIT_SUM_SUM", 100.0),
            ("CLOSED_AMT_CREDIT_SUM_SUM", 300.0),
            ("CLOSED_DAYS_CREDIT_VAR", NAN),
            ("BURO_MONTHS_BALANCE_MIN_MIN", -3.0),
            ("BURO_MONTHS_BALANCE_SIZE_SUM", 4.0),
            ("BURO_MONTHS_BALANCE_SIZE_MEAN", 2.0),
            ("BURO_STATUS_0_MEAN_MEAN", f64::midpoint(1.0 / 3.0, 1.0)),
            ("BURO_STATUS_nan_MEAN_MEAN", 1.0 / 6.0),
            // The status of a credit that nobody has still makes a column.
            ("BURO_STATUS_5_MEAN_MEAN", 0.0),
        ],
    );
    // The first client's credit has no amount: the sum over nothing is 0, its mean is missing, and
    // whoever has no credit at all has no sum either.
    check(&table, 0, &[("BURO_AMT_CREDIT_SUM_SUM", 0.0), ("BURO_AMT_CREDIT_SUM_MEAN", NAN)]);
    check(&table, 0, &[("ACTIVE_AMT_CREDIT_SUM_SUM", NAN)]);
    check(&table, 2, &[("BURO_AMT_CREDIT_SUM_SUM", NAN), ("BURO_STATUS_0_MEAN_MEAN", NAN)]);
    let months = report.tables.iter().find(|t| t.table == Table::BureauBalance).unwrap();
    assert_eq!((months.rows, months.strays), (6, 1));
}

#[test]
fn earlier_credits_are_summarised_by_client() {
    let tables = Tables::three_clients()
        .with(
            Table::PreviousApplication,
            &[
                ("SK_ID_CURR", "2"),
                ("NAME_CONTRACT_STATUS", "Refused"),
                ("AMT_APPLICATION", "50"),
                ("AMT_CREDIT", "100"),
            ],
        )
        .with(
            Table::PreviousApplication,
            &[
                ("SK_ID_CURR", "2"),
                ("NAME_CONTRACT_STATUS", "Approved"),
                ("AMT_APPLICATION", "30"),
                ("AMT_CREDIT", "0"),
            ],
        )
        .with(
            Table::InstallmentsPayments,
            &[
                ("SK_ID_CURR", "2"),
                ("NUM_INSTALMENT_VERSION", "1"),
                ("DAYS_INSTALMENT", "-20"),
                ("DAYS_ENTRY_PAYMENT", "-10"),
                ("AMT_INSTALMENT", "100"),
                ("AMT_PAYMENT", "40"),
            ],
        )
        .with(
            Table::InstallmentsPayments,
            &[("SK_ID_CURR", "2"), ("NUM_INSTALMENT_VERSION", "1"), ("DAYS_INSTALMENT", "-5")],
        )
        .with(
            Table::CreditCardBalance,
            &[("SK_ID_CURR", "2"), ("AMT_BALANCE", "10"), ("NAME_CONTRACT_STATUS", "Active")],
        )
        .with(Table::CreditCardBalance, &[("SK_ID_CURR", "2"), ("AMT_BALANCE", "30")])
        .with(Table::PosCashBalance, &[("SK_ID_CURR", "2"), ("NAME_CONTRACT_STATUS", "XNA")]);
    let (table, report) = prepared(&tables);
    check(
        &table,
        1,
        &[
            ("PREV_AMT_APPLICATION_MEAN", 40.0),
            ("PREV_APP_CREDIT_PERC_MIN", 0.5),
            ("PREV_APP_CREDIT_PERC_MAX", NAN),
            ("PREV_NAME_CONTRACT_STATUS_Refused_MEAN", 0.5),
            ("APPROVED_AMT_APPLICATION_MAX", 30.0),
            ("REFUSED_AMT_APPLICATION_MAX", 50.0),
            ("INSTAL_NUM_INSTALMENT_VERSION_NUNIQUE", 1.0),
            ("INSTAL_DPD_MEAN", 5.0),
            ("INSTAL_DBD_SUM", 0.0),
            ("INSTAL_PAYMENT_DIFF_SUM", 60.0),
            ("INSTAL_PAYMENT_PERC_MEAN", 0.4),
            ("INSTAL_PAYMENT_PERC_VAR", NAN),
            ("INSTAL_COUNT", 2.0),
            ("CC_AMT_BALANCE_VAR", 200.0),
            ("CC_NAME_CONTRACT_STATUS_Active_MEAN", 0.5),
            ("CC_NAME_CONTRACT_STATUS_Active_VAR", 0.5),
            ("CC_NAME_CONTRACT_STATUS_nan_SUM", 1.0),
            ("CC_COUNT", 2.0),
            ("POS_NAME_CONTRACT_STATUS_XNA_MEAN", 1.0),
            ("POS_COUNT", 1.0),
        ],
    );
    check(&table, 2, &[("POS_COUNT", NAN), ("INSTAL_DPD_SUM", NAN)]);
    assert!(report.infinite.contains(&("PREV_APP_CREDIT_PERC_MAX".to_owned(), 1)));
}

#[test]
fn one_client_alone_gets_the_same_features() {
    let (all, _) = prepared(&Tables::three_clients());
    let one = Tables::three_clients()
        .without(Table::ApplicationTrain)
        .empty(Table::ApplicationTest)
        .with(
            Table::ApplicationTest,
            &[
                ("SK_ID_CURR", "1"),
                ("CODE_GENDER", "M"),
                ("FLAG_OWN_CAR", "N"),
                ("FLAG_OWN_REALTY", "Y"),
            ],
        );
    let folder = one.written();
    let like = Some(all.preparation().clone());
    let (one, _) =
        prepare(&PrepareOptions { like, ..options(folder.path(), Recipe::Base) }, &SilentJob)
            .unwrap();
    assert_eq!(one.clients(), 1);
    for feature in all.features().iter().filter(|feature| feature.name != "TARGET") {
        let (alone, among) = (one.value(&feature.name, 0), all.value(&feature.name, 0));
        assert!(alone == among || (alone.is_nan() && among.is_nan()), "{}", feature.name);
    }
}

#[test]
fn new_clients_get_the_columns_of_a_bundle() {
    let before = Tables::three_clients()
        .with_cell(Table::ApplicationTrain, "NAME_INCOME_TYPE", "Working")
        .with_cell(Table::Bureau, "CREDIT_TYPE", "Mortgage");
    let (table, _) = prepared(&before);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("features.parquet");
    table.write(&file).unwrap();
    assert_eq!(Preparation::of_file(&file).unwrap(), *table.preparation());
    let bundle = bundle_of(folder.path(), table.preparation());
    assert_eq!(Preparation::of_file(&bundle).unwrap(), *table.preparation());

    let after = Tables::three_clients()
        .with_cell(Table::ApplicationTest, "NAME_INCOME_TYPE", "Astronaut")
        .with_cell(Table::ApplicationTest, "CODE_GENDER", "F")
        .without(Table::ApplicationTrain)
        .with(Table::Bureau, &[("SK_ID_CURR", "3"), ("SK_ID_BUREAU", "30"), ("CREDIT_TYPE", "x")])
        .with(Table::BureauBalance, &[("SK_ID_BUREAU", "30"), ("STATUS", "Z")])
        .with(Table::PreviousApplication, &[("SK_ID_CURR", "3")])
        .with(Table::PosCashBalance, &[("SK_ID_CURR", "3")])
        .with(Table::InstallmentsPayments, &[("SK_ID_CURR", "3")])
        .with(Table::CreditCardBalance, &[("SK_ID_CURR", "3")]);
    let folder = after.written();
    let like = Some(Preparation::of_file(&bundle).unwrap());
    let (new, report) =
        prepare(&PrepareOptions { like, ..options(folder.path(), Recipe::Base) }, &SilentJob)
            .unwrap();
    let names = |table: &FeatureTable| -> Vec<String> {
        table.features().iter().map(|feature| feature.name.clone()).collect()
    };
    assert_eq!(names(&new), names(&table));
    // Absent: 0. Unseen: counted, in no column, and not missing either. Codes: those of the bundle.
    check(&new, 0, &[("NAME_INCOME_TYPE_Working", 0.0), ("CODE_GENDER", 1.0)]);
    check(&new, 0, &[("BURO_CREDIT_TYPE_Mortgage_MEAN", 0.0), ("BURO_CREDIT_TYPE_nan_MEAN", 0.0)]);
    check(&new, 0, &[("BURO_STATUS_nan_MEAN_MEAN", 0.0), ("BURO_MONTHS_BALANCE_SIZE_SUM", 1.0)]);
    let unseen: Vec<_> = report.unseen.iter().map(|unseen| (unseen.column, unseen.rows)).collect();
    assert_eq!(unseen, [("NAME_INCOME_TYPE", 1), ("CREDIT_TYPE", 1), ("STATUS", 1)]);

    let bare = folder.path().join("bare.parquet");
    fs::write(&bare, include_bytes!("../../assets/taiwan.parquet")).unwrap();
    let error = Preparation::of_file(&bare).unwrap_err().to_string();
    assert!(error.contains("does not say how its table was prepared"), "{error}");
}

/// A bundle whose model says nothing, made from a table of this preparation.
fn bundle_of(folder: &Path, preparation: &Preparation) -> PathBuf {
    let bundle = folder.join("bundle");
    let card = Card { name: "x".to_owned(), ..Card::default() };
    let parts = Parts {
        model: "tree\n",
        card: &card,
        dictionary: &Dictionary::default(),
        features: &[],
        reference: None,
        page: None,
        preparation: Some(&preparation.to_json().unwrap()),
    };
    parts.files().unwrap().write_folder(&bundle, Existing::Keep).unwrap();
    bundle
}

#[test]
fn bad_tables_are_refused_with_table_column_and_row() {
    use Table::{
        ApplicationTest, ApplicationTrain, Bureau, CreditCardBalance, InstallmentsPayments,
    };
    let good = Tables::three_clients;
    let cases: Vec<(Tables, &[&str])> = vec![
        (good().without(Bureau), &["bureau.csv", "--allow-missing"]),
        (good().without(ApplicationTrain).without(ApplicationTest), &["application_train"]),
        (
            good().without_column(Bureau, "AMT_CREDIT_SUM"),
            &["`bureau`", "`AMT_CREDIT_SUM`", "bureau.csv"],
        ),
        (
            good().with_cell(Bureau, "AMT_CREDIT_SUM", "much"),
            &["`bureau`", "`AMT_CREDIT_SUM`", "not a number", "line 2"],
        ),
        (
            good().with_cell(ApplicationTrain, "TARGET", "0"),
            &["`application_train`", "`TARGET`", "same outcome"],
        ),
        (good().with_cell(ApplicationTrain, "TARGET", "2"), &["`TARGET`", "row 2", "0 for none"]),
        (good().with_cell(ApplicationTrain, "TARGET", ""), &["`TARGET`", "row 2"]),
        (
            good().with_cell(ApplicationTrain, "SK_ID_CURR", "1"),
            &["`application_train`", "`SK_ID_CURR`", "row 2"],
        ),
        (
            good().with_cell(ApplicationTest, "SK_ID_CURR", "2"),
            &["`application_train` and `application_test`", "row 1"],
        ),
        (good().with_cell(ApplicationTest, "SK_ID_CURR", "3.5"), &["whole number", "row 1"]),
        (good().with_cell(Bureau, "SK_ID_CURR", ""), &["`bureau`", "whole number", "row 1"]),
        (
            good().with_cell(InstallmentsPayments, "SK_ID_CURR", "77"),
            &["`installments_payments`", "none of its 1 rows", "`SK_ID_CURR`"],
        ),
        (
            good().with(Bureau, &[("SK_ID_CURR", "2"), ("SK_ID_BUREAU", "10")]),
            &["`bureau`", "`SK_ID_BUREAU`", "row 2"],
        ),
        (
            good().with_cell(ApplicationTest, "FLAG_OWN_CAR", "maybe").with_cell(
                ApplicationTrain,
                "FLAG_OWN_CAR",
                "Y",
            ),
            &["FLAG_OWN_CAR", "two different words"],
        ),
        (good().empty(CreditCardBalance), &["`credit_card_balance`", "no client"]),
    ];
    for (tables, parts) in cases {
        let message = refused(&tables).to_string();
        for part in parts {
            assert!(message.contains(part), "{message} lacks {part}");
        }
    }
}

#[test]
fn swapped_tables_are_recognised() {
    for (first, second) in [
        (Table::Bureau, Table::PreviousApplication),
        (Table::ApplicationTrain, Table::ApplicationTest),
        (Table::PosCashBalance, Table::CreditCardBalance),
    ] {
        let folder = Tables::three_clients().written();
        let path = |table: Table| folder.path().join(format!("{}.csv", table.stem()));
        fs::rename(path(first), folder.path().join("aside")).unwrap();
        fs::rename(path(second), path(first)).unwrap();
        fs::rename(folder.path().join("aside"), path(second)).unwrap();
        let error = prepare(&options(folder.path(), Recipe::Base), &SilentJob).unwrap_err();
        let message = error.to_string();
        assert!(message.contains("swapped"), "{message}");
        assert!(message.contains(first.stem()) && message.contains(second.stem()), "{message}");
    }
}

#[test]
fn a_missing_side_table_is_named_with_its_columns() {
    let folder = Tables::three_clients().without(Table::InstallmentsPayments).written();
    let options = PrepareOptions { allow_missing: true, ..options(folder.path(), Recipe::Base) };
    let (table, report) = prepare(&options, &SilentJob).unwrap();
    let [missing] = report.missing.as_slice() else { panic!("{:?}", report.missing) };
    assert_eq!((missing.table, missing.columns.len()), (Table::InstallmentsPayments, 26));
    assert!(missing.columns.contains(&"INSTAL_PAYMENT_PERC_VAR".to_owned()));
    for column in &missing.columns {
        assert!(!table.features().iter().any(|feature| feature.name == *column), "{column}");
    }
}

#[test]
fn the_extended_recipe_adds_at_least_sixty_features() {
    let folder = Tables::three_clients()
        .with_cell(Table::ApplicationTrain, "AMT_CREDIT", "100")
        .with_cell(Table::ApplicationTrain, "AMT_GOODS_PRICE", "80")
        .with(
            Table::InstallmentsPayments,
            &[("SK_ID_CURR", "2"), ("DAYS_INSTALMENT", "-9"), ("DAYS_ENTRY_PAYMENT", "-5")],
        )
        .with(
            Table::InstallmentsPayments,
            &[("SK_ID_CURR", "2"), ("DAYS_INSTALMENT", "-90"), ("DAYS_ENTRY_PAYMENT", "-90")],
        )
        .with(
            Table::PreviousApplication,
            &[("SK_ID_CURR", "2"), ("DAYS_DECISION", "-100"), ("NAME_CONTRACT_STATUS", "Refused")],
        )
        .with(
            Table::PreviousApplication,
            &[("SK_ID_CURR", "2"), ("DAYS_DECISION", "-500"), ("NAME_CONTRACT_STATUS", "Refused")],
        )
        .written();
    let (base, _) = prepare(&options(folder.path(), Recipe::Base), &SilentJob).unwrap();
    let (extended, _) = prepare(&options(folder.path(), Recipe::Extended), &SilentJob).unwrap();
    let names = |table: &FeatureTable| -> Vec<String> {
        table.features().iter().map(|feature| feature.name.clone()).collect()
    };
    let (base, all) = (names(&base), names(&extended));
    assert_eq!(all[..base.len()], base[..]);
    assert!(all.len() >= base.len() + 60, "{} and {}", base.len(), all.len());
    check(
        &extended,
        1,
        &[
            ("CREDIT_GOODS_RATIO", 1.25),
            ("INSTAL_LATE_MEAN", 0.5),
            ("INSTAL_LAST6_DPD_TREND", 4.0),
            ("PREV_REFUSED_1Y_SUM", 1.0),
            ("PREV_REFUSED_2Y_SUM", 2.0),
            ("PREV_APPROVED_1Y_SUM", 0.0),
        ],
    );
}

#[test]
fn new_clients_have_the_neighbours_of_those_a_model_learnt_from() {
    const NAME: &str = "NEIGHBOURS_500_DEFAULT_RATE";
    let folder = Tables::three_clients().written();
    let (learnt, report) = prepare(&options(folder.path(), Recipe::Extended), &SilentJob).unwrap();
    assert!(!report.no_neighbours);
    // Nobody's scores are given: everybody stands at the same place, one of two has defaulted.
    check(&learnt, 2, &[(NAME, 0.5)]);
    let table = folder.path().join("features.parquet");
    learnt.write(&table).unwrap();

    let absent = Table::ALL.into_iter().filter(|table| *table != Table::ApplicationTest);
    let folder = absent.fold(Tables::three_clients(), Tables::without).written();
    let alone = PrepareOptions {
        allow_missing: true,
        like: Some(learnt.preparation().clone()),
        ..options(folder.path(), Recipe::Extended)
    };
    let (new, report) = prepare(&alone, &SilentJob).unwrap();
    assert!(report.no_neighbours);
    check(&new, 0, &[(NAME, f64::NAN)]);
    let together = PrepareOptions { labelled: Some(table), ..alone };
    let (new, report) = prepare(&together, &SilentJob).unwrap();
    assert!(!report.no_neighbours);
    check(&new, 0, &[(NAME, 0.5)]);
}

#[test]
fn every_column_has_words_in_both_languages() {
    let folder = Tables::three_clients().written();
    let (table, _) = prepare(&options(folder.path(), Recipe::Extended), &SilentJob).unwrap();
    let dictionary = dictionary(&table);
    for feature in table.features() {
        for language in Language::ALL {
            let label = dictionary.label(&feature.name, language);
            assert!(label != feature.name && !label.contains('_'), "{}: {label}", feature.name);
        }
        let entry = dictionary.entry(&feature.name);
        assert!(entry.theme.is_some(), "{}", feature.name);
    }
    assert!(dictionary.entry("CODE_GENDER").protected);
    assert!(dictionary.entry("AMT_CREDIT").negotiable);
    assert_eq!(dictionary.entry("ACTIVE_AMT_CREDIT_SUM_DEBT_SUM").display, Display::Amount);
}

fn clairscore(arguments: &[&str], threads: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_clairscore"))
        .args(["prepare", "home-credit", "--lang", "en"])
        .args(arguments)
        .env("RAYON_NUM_THREADS", threads)
        .env("POLARS_MAX_THREADS", threads)
        .output()
        .expect("the program starts")
}

#[test]
fn the_program_writes_the_same_bytes_whatever_the_number_of_threads() {
    let folder = Tables::three_clients().written();
    let input = folder.path().to_str().unwrap();
    let bytes: Vec<_> = ["1", "3"]
        .into_iter()
        .map(|threads| {
            let results = tempfile::tempdir().unwrap();
            let out = results.path().join("features.parquet");
            let arguments =
                ["--input", input, "--out", out.to_str().unwrap(), "--recipe", "extended"];
            let output = clairscore(&arguments, threads);
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            let report = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(report.contains("3 clients"), "{report}");
            let words = fs::read(results.path().join("dictionary.csv")).unwrap();
            (fs::read(out).unwrap(), words)
        })
        .collect();
    assert!(bytes[0] == bytes[1]);
}

#[test]
fn the_program_refuses_bad_input_with_code_2_and_writes_nothing() {
    let folder = Tables::three_clients().without_column(Table::Bureau, "DAYS_CREDIT").written();
    let input = folder.path().to_str().unwrap();
    let results = tempfile::tempdir().unwrap();
    let out = results.path().join("features.parquet");
    let nowhere = results.path().join("no").join("where.parquet");
    for (input, out, part) in [
        (input, out.to_str().unwrap(), "`DAYS_CREDIT`"),
        ("/nowhere/at/all", out.to_str().unwrap(), "/nowhere/at/all"),
        (input, nowhere.to_str().unwrap(), "no such folder"),
    ] {
        let output = clairscore(&["--input", input, "--out", out], "2");
        let message = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{message}");
        assert!(message.contains(part) && !message.contains("panicked"), "{message}");
    }
    assert_eq!(fs::read_dir(results.path()).unwrap().count(), 0);
}

#[test]
fn the_public_sample_gives_the_public_columns() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/home_credit_sample");
    if !folder.is_dir() {
        eprintln!("skipped: {} is not here", folder.display());
        return;
    }
    let options = PrepareOptions { allow_missing: true, ..options(&folder, Recipe::Base) };
    let (table, report) = prepare(&options, &SilentJob).unwrap();
    assert_eq!((report.clients, report.labelled), (10_000, 5_000));
    // Every column that the full tables give, but for the categories that the sample lacks.
    assert_eq!(table.features().len(), 774);
    let defaults: f64 = (0..5_000).map(|row| table.value("TARGET", row)).sum();
    assert!(defaults > 0.0 && table.value("TARGET", 5_000).is_nan());
}
