//! `clairscore train` as a risk analyst runs it: the real program, on synthetic clients and on the
//! demo.

mod process;
mod variants;

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    path::Path,
    process::{Command, Output},
};

use clairscore::{
    base::{ColumnChoice, ReadOptions, open_base},
    domain::SilentJob,
    model::{
        bundle::{Bundle, Card, Metric},
        open::open_model,
    },
    pipeline::{self, Part, metrics},
    portfolio::{Model, Portfolio},
};

const DEMO_TARGET: &str = "default payment next month";

/// A table of clients who default more often with a high debt and a low income.
fn table(clients: u64) -> String {
    let mut csv = "client,debt,income,town,late\n".to_owned();
    let mut state = 7_u64;
    let mut share = || {
        // Knuth's MMIX generator, whose high bits are good enough for a table.
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f64 / (1_u64 << 24) as f64
    };
    for client in 0..clients {
        let (debt, income) = (share(), share());
        let late = share() < 1.0 / (1.0 + (-(4.0 * debt - 3.0 * income - 1.5)).exp());
        let debt = if client % 17 == 0 { String::new() } else { format!("{debt:.4}") };
        let (town, late) = (client % 3, i32::from(late));
        writeln!(csv, "k{client:05},{debt},{income:.4},T{town},{late}").unwrap();
    }
    csv
}

fn train(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_clairscore"))
        .arg("train")
        .args(arguments)
        .current_dir(folder)
        .env("LC_ALL", "en_GB.UTF-8")
        .env_remove("SOURCE_DATE_EPOCH")
        .output()
        .expect("the program starts")
}

const USUAL: [&str; 12] = [
    "--base",
    "base.csv",
    "--target",
    "late",
    "--id-column",
    "client",
    "--date",
    "2026-11-22",
    "--max-trees",
    "40",
    "--seed",
    "5",
];

#[track_caller]
fn trained(folder: &Path, arguments: &[&str]) -> String {
    let output = train(folder, &[&USUAL, arguments].concat());
    let message = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{message}");
    String::from_utf8(output.stdout).unwrap()
}

#[track_caller]
fn refused(folder: &Path, arguments: &[&str], expected: &[&str]) {
    let output = train(folder, arguments);
    let message = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {message}");
    assert!(!message.contains("panicked"), "{message}");
    for part in expected {
        assert!(message.contains(part), "{arguments:?}: {message} lacks {part}");
    }
}

/// The files of a folder by name.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()))
        .collect()
}

#[track_caller]
fn assert_same(actual: &BTreeMap<String, Vec<u8>>, expected: &BTreeMap<String, Vec<u8>>) {
    assert_eq!(actual.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
    for (name, bytes) in expected {
        assert!(actual[name] == *bytes, "{name} differs");
    }
}

fn metric<'a>(card: &'a Card, name: &str, part: &str) -> &'a Metric {
    card.metrics.iter().find(|metric| metric.name == name && metric.part == part).unwrap()
}

#[test]
fn the_same_command_gives_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let base = table(2_000);
    fs::write(folder.path().join("base.csv"), &base).unwrap();
    trained(folder.path(), &["--out", "one"]);
    let one = files(&folder.path().join("one"));
    let names = ["card.md", "card.toml", "model.txt", "reference.parquet"];
    assert_eq!(one.keys().collect::<Vec<_>>(), names);
    // A bundle that is there is replaced only when that is asked.
    refused(folder.path(), &[&USUAL[..], &["--out", "one"]].concat(), &["--replace"]);
    trained(folder.path(), &["--out", "one", "--replace"]);
    assert_same(&files(&folder.path().join("one")), &one);
    let usual = [&USUAL[..10], &["--seed", "6", "--out", "two"]].concat();
    assert!(train(folder.path(), &usual).status.success());
    assert!(files(&folder.path().join("two"))["model.txt"] != one["model.txt"]);
    // Nothing else is left behind, and the base is as it was.
    let names: Vec<String> = files_and_folders(folder.path());
    assert_eq!(names, ["base.csv", "one", "runs", "two"]);
    assert_eq!(files_and_folders(&folder.path().join("runs")).len(), 3);
    assert_eq!(fs::read_to_string(folder.path().join("base.csv")).unwrap(), base);
}

fn files_and_folders(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn the_bundle_says_what_was_done() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("base.csv"), table(2_000)).unwrap();
    fs::write(folder.path().join("words.csv"), "feature,label_en\nincome,Income\n").unwrap();
    let report = trained(
        folder.path(),
        &["--out", "m", "--dictionary", "words.csv", "--name", "Trial", "--groups", "town"],
    );
    assert!(report.contains("Hold-out clients by town"), "{report}");
    let bundle = Bundle::read_folder(&folder.path().join("m")).unwrap();
    assert_eq!(bundle.verified.len(), 4, "{:?}", bundle.verified);
    let card = bundle.card.unwrap();
    assert_eq!((card.name.as_str(), card.date.as_str()), ("Trial", "2026-11-22"));
    assert_eq!(card.id_column.as_deref(), Some("client"));
    assert_eq!(card.features, Some(3));
    assert_eq!(card.target.clone().unwrap().column, "late");
    assert_eq!(card.costs.unwrap().false_negative, 10.0);
    let training = card.training.clone().unwrap();
    let digest = pipeline::sha256_of(&folder.path().join("base.csv")).unwrap();
    assert_eq!((training.rows, training.sha256), (Some(2_000), digest));
    assert_eq!(metric(&card, "clients", "hold-out").value, 400.0);
    assert_eq!(metric(&card, "clients", "validation").value, 300.0);
    let auc = metric(&card, "auc", "hold-out");
    assert!(auc.low.unwrap() < auc.value && auc.value < auc.high.unwrap());
    assert!(auc.value > 0.7, "{auc:?}");
    assert_eq!(metric(&card, "threshold", "validation").value, card.threshold.unwrap().get());
    let opened = open_model(&folder.path().join("m")).unwrap();
    assert_eq!(opened.dictionary.len(), 1);
}

#[test]
fn a_written_split_is_trained_on_again() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("base.csv"), table(2_000)).unwrap();
    trained(folder.path(), &["--out", "drawn", "--write-base", "base.parquet"]);
    let again = [
        "--base",
        "base.parquet",
        "--id-column",
        "client",
        "--target",
        "late",
        "--date",
        "2026-11-22",
        "--max-trees",
        "40",
        "--seed",
        "5",
        "--split-column",
        "split",
        "--out",
        "read",
    ];
    let output = train(folder.path(), &again);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let [drawn, read] = ["drawn", "read"].map(|name| files(&folder.path().join(name)));
    assert!(drawn["model.txt"] == read["model.txt"]);
    assert!(drawn["reference.parquet"] == read["reference.parquet"]);
}

#[test]
fn a_zip_file_holds_the_same_bundle() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("base.csv"), table(1_000)).unwrap();
    trained(folder.path(), &["--out", "m.zip"]);
    let zipped = Bundle::read_zip(&fs::read(folder.path().join("m.zip")).unwrap()).unwrap();
    trained(folder.path(), &["--out", "m"]);
    let unzipped = Bundle::read_folder(&folder.path().join("m")).unwrap();
    assert!(zipped.model == unzipped.model);
}

#[test]
fn what_cannot_be_trained_is_refused_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::write(at.join("base.csv"), table(600)).unwrap();
    let with = |more: &[&'static str]| [&USUAL[..], &["--out", "m"], more].concat();
    refused(at, &with(&["--features", "client"]), &["identifier", "base.csv"]);
    refused(at, &with(&["--features", "late"]), &["outcome"]);
    refused(at, &with(&["--features", "wage"]), &["wage", "base.csv"]);
    refused(at, &with(&["--exclude", "wage"]), &["wage", "base.csv"]);
    refused(at, &with(&["--split-column", "town"]), &["row 1", "town"]);
    refused(at, &with(&["--hold-out", "0.9"]), &["0.9"]);
    refused(at, &with(&["--cost-ratio", "0"]), &["cost ratio"]);
    refused(at, &with(&["--learning-rate", "2"]), &["learning rate"]);
    refused(at, &with(&["--dictionary", "absent.csv"]), &["absent.csv"]);
    refused(at, &with(&["--rising", "income", "--falling", "income"]), &["income", "both"]);
    fs::write(at.join("one.csv"), "client,debt,late\na,1,0\nb,2,0\nc,3,0\nd,4,0\n").unwrap();
    let one = ["--base", "one.csv", "--target", "late", "--out", "m"];
    refused(at, &one, &["0 defaults", "one.csv"]);
    let no_target = ["--base", "one.csv", "--target", "wage", "--out", "m"];
    refused(at, &no_target, &["wage", "one.csv"]);
    let strange = ["--base", "one.csv", "--target", "debt", "--out", "m"];
    refused(at, &strange, &["debt", "one.csv"]);
    let absent = ["--base", "absent.csv", "--target", "late", "--out", "m"];
    refused(at, &absent, &["absent.csv"]);
    refused(at, &with(&["--calibration", "magic"]), &["none, platt or isotonic"]);
    refused(at, &with(&["--imbalance", "magic"]), &["none, weights or smote"]);
    refused(at, &with(&["--folds", "1"]), &["folds", "2 to 100"]);
    refused(at, &with(&["--search-trials", "0"]), &["trials"]);
    refused(at, &with(&["--threshold-by", "amounts"]), &["--amount"]);
    refused(
        at,
        &with(&["--threshold-by", "amounts", "--amount", "debt"]),
        &["debt", "row 1 ", "base.csv"],
    );
    refused(at, &with(&["--config", "absent.toml"]), &["absent.toml"]);
    let nowhere = ["--out", "no/such/folder/m"];
    refused(at, &[&USUAL[..], &nowhere].concat(), &["no/such/folder/m"]);
    assert_eq!(files_and_folders(at), ["base.csv", "one.csv"]);
}

#[test]
fn a_feature_that_knows_the_answer_is_reported() {
    let folder = tempfile::tempdir().unwrap();
    let leaky: String = table(1_000)
        .lines()
        .enumerate()
        .map(|(line, text)| {
            let late = if text.ends_with('1') { "3.5" } else { "" };
            if line == 0 { format!("{text},recovered\n") } else { format!("{text},{late}\n") }
        })
        .collect();
    fs::write(folder.path().join("base.csv"), leaky).unwrap();
    let report = trained(folder.path(), &["--out", "m"]);
    assert!(report.contains("SUSPECTED LEAK: “recovered” alone has an AUC of 1.0000"), "{report}");
    assert!(!report.contains("“income” alone"), "{report}");
}

/// Elsewhere the last digit of an exponential may differ, and with it a split of a tree.
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
#[test]
fn the_demo_is_rebuilt_to_the_byte_by_the_command_on_its_card() {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let expected = files(&own.join("models/taiwan"));
    let card = Card::parse(std::str::from_utf8(&expected["card.toml"]).unwrap()).unwrap();
    // The folder that the command runs in holds what the repository holds.
    let folder = tempfile::tempdir().unwrap();
    for place in ["assets", "models/taiwan"] {
        fs::create_dir_all(folder.path().join(place)).unwrap();
    }
    let copy = |name: &str| fs::copy(own.join(name), folder.path().join(name)).unwrap();
    copy("assets/taiwan.parquet");
    for name in expected.keys() {
        copy(&format!("models/taiwan/{name}"));
    }
    // The trees are taken away, so that they must be made again.
    fs::write(folder.path().join("models/taiwan/model.txt"), "").unwrap();
    let words = shell_words(&card.command);
    let (program, arguments) = words.split_first().unwrap();
    assert_eq!(program, "clairscore");
    let output = Command::new(env!("CARGO_BIN_EXE_clairscore"))
        .args(arguments)
        // Nothing of whoever trains is in the bundle, not even their language.
        .args(["--lang", "en"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_same(&files(&folder.path().join("models/taiwan")), &expected);
}

/// The words of a command as a POSIX shell splits it: single quotes and backslashes are all that
/// our own commands use.
fn shell_words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    let mut characters = command.chars();
    while let Some(character) = characters.next() {
        let word = words.last_mut().unwrap();
        match character {
            '\'' => quoted = !quoted,
            '\\' if !quoted => word.extend(characters.next()),
            ' ' if !quoted => words.push(String::new()),
            other => word.push(other),
        }
    }
    words
}

#[test]
fn the_figures_on_the_demo_card_are_those_of_the_program_itself() {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let model = Model::new(open_model(&own.join("models/taiwan")).unwrap());
    let card = model.card().unwrap().clone();
    let options = ReadOptions {
        id_column: ColumnChoice::Named("ID".to_owned()),
        outcome_column: ColumnChoice::Named(DEMO_TARGET.to_owned()),
        ..ReadOptions::default()
    };
    let base = open_base(&own.join("assets/taiwan.parquet"), &options, &SilentJob).unwrap();
    assert_eq!(base.rows(), 30_000);
    let portfolio = Portfolio::new(model.into(), base.into()).unwrap();
    let scores = portfolio.score_all(&SilentJob).unwrap();
    let base = portfolio.base();
    let split = &base.columns()[base.column(pipeline::SPLIT_COLUMN).unwrap()];
    let held_out = (0..base.rows()).filter(|&row| split.text(row) == Some(Part::HoldOut.name()));
    let ranking =
        metrics::Ranking::new(held_out.map(|row| {
            (scores.probability(row as u32).unwrap().get(), base.outcome(row).unwrap())
        }))
        .unwrap();
    let auc = metric(&card, "auc", "hold-out");
    assert_eq!(metrics::auc(&ranking), auc.value);
    assert!(auc.value >= 0.77, "{auc:?}");
    let confusion = metrics::confusion(&ranking, card.threshold.unwrap());
    for (name, count) in [
        ("accepted_repaid", confusion.accepted_repaid),
        ("accepted_defaults", confusion.accepted_defaults),
        ("refused_repaid", confusion.refused_repaid),
        ("refused_defaults", confusion.refused_defaults),
    ] {
        assert_eq!(metric(&card, name, "hold-out").value, count as f64);
    }
}

#[test]
fn the_demo_model_reads_nothing_that_is_protected() {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let opened = open_model(&own.join("models/taiwan")).unwrap();
    assert_eq!(opened.forest.features().len(), 20);
    for feature in opened.forest.features() {
        let entry = opened.dictionary.get(&feature.name).unwrap();
        assert!(!entry.protected, "{}", feature.name);
    }
    for column in ["SEX", "MARRIAGE", "AGE"] {
        assert!(opened.dictionary.get(column).unwrap().protected, "{column}");
    }
}
