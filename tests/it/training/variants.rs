//! Calibration, rare defaults, thresholds, words as categories, a search, `evaluate` and `runs`, as
//! a risk analyst combines them.

use clairscore::{
    domain::{Decision, Probability, Threshold},
    explain::lime::LimeOptions,
    model::{Calibration, FeatureKind},
    portfolio::{Model, Portfolio},
};
use serde_json::Value as Json;

use super::*;

fn folder_with_base(clients: u64) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("base.csv"), table(clients)).unwrap();
    folder
}

fn program(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_clairscore"))
        .args(arguments)
        .current_dir(folder)
        .env("LC_ALL", "en_GB.UTF-8")
        .output()
        .expect("the program starts")
}

#[track_caller]
fn json(folder: &Path, arguments: &[&str]) -> Json {
    let output = program(folder, arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn card(folder: &Path, bundle: &str) -> Card {
    Bundle::read_folder(&folder.join(bundle)).unwrap().card.unwrap()
}

#[test]
fn words_become_categories_that_the_model_names() {
    let folder = folder_with_base(2_000);
    trained(folder.path(), &["--out", "m"]);
    let opened = open_model(&folder.path().join("m")).unwrap();
    let town = opened.forest.features().iter().find(|feature| feature.name == "town").unwrap();
    let FeatureKind::Category { labels: Some(labels), .. } = &town.kind else { panic!("{town:?}") };
    let labels: Vec<String> = labels.iter().map(ToString::to_string).collect();
    assert_eq!(labels, ["T0", "T1", "T2"]);
    // The same base scores with it, words and all.
    let scored = program(
        folder.path(),
        &["score", "--model", "m", "--base", "base.csv", "--all", "--format", "csv"],
    );
    assert!(scored.status.success(), "{}", String::from_utf8_lossy(&scored.stderr));
    assert!(!String::from_utf8_lossy(&scored.stderr).contains("categor"));
}

#[test]
fn a_calibrated_probability_is_the_one_that_is_shown_and_decided_on_everywhere() {
    let folder = folder_with_base(3_000);
    for method in ["platt", "isotonic"] {
        trained(
            folder.path(),
            &["--out", method, "--calibration", method, "--imbalance", "weights"],
        );
        let card = card(folder.path(), method);
        let calibration = card.calibration_map.clone().unwrap();
        assert_eq!((card.calibration.as_str(), calibration.name()), (method, method));
        assert_eq!(card.imbalance, "weights");
        let before = metric(&card, "calibration_error_before", "hold-out").value;
        assert!(metric(&card, "calibration_error", "hold-out").value < before / 2.0);
        let client = ["--model", method, "--base", "base.csv", "--id", "k00042"];
        let score = json(folder.path(), &[&["score", "--format", "json"], &client[..]].concat());
        let explained =
            json(folder.path(), &[&["explain", "--format", "json"], &client[..]].concat());
        let raw = score["raw_score"].as_f64().unwrap();
        let shown = score["probability"].as_f64().unwrap();
        let own = Probability::from_log_odds(raw);
        assert_eq!(shown, calibration.apply(own).get());
        assert!((shown - own.get()).abs() > 1e-3, "weights move probabilities");
        assert_eq!(explained["probability"], score["probability"]);
        assert_eq!(explained["raw_score"], score["raw_score"]);
        let decision = if shown <= card.threshold.unwrap().get() { "accept" } else { "refuse" };
        assert_eq!(
            (&score["decision"], &explained["decision"]),
            (&decision.into(), &decision.into())
        );
        // The raw scores and what they are made of are the trees' alone.
        let sum: f64 = explained["contributions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|feature| feature["contribution"].as_f64().unwrap())
            .sum();
        assert!((explained["base_value"].as_f64().unwrap() + sum - raw).abs() < 1e-9);
        // An odds factor is that of the probability that is shown.
        let Calibration::Platt { slope, .. } = calibration else { continue };
        let first = &explained["contributions"][0];
        let factor = (slope * first["contribution"].as_f64().unwrap()).exp();
        assert!((first["odds_factor"].as_f64().unwrap() / factor - 1.0).abs() < 1e-9);
    }
}

#[test]
fn a_card_that_names_a_calibration_without_holding_it_is_told() {
    let folder = folder_with_base(1_000);
    trained(folder.path(), &["--out", "m"]);
    let path = folder.path().join("m/card.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("calibration = \"none\"", "calibration = \"isotonic\"")).unwrap();
    let checked = program(folder.path(), &["check", "m"]);
    let said = String::from_utf8(checked.stdout).unwrap();
    assert!(said.contains("names a calibration (isotonic) and does not hold it"), "{said}");
}

#[test]
fn the_same_command_gives_the_same_bytes_with_everything_switched_on() {
    let folder = folder_with_base(1_500);
    let everything = [
        "--out",
        "one",
        "--max-trees",
        "15",
        "--imbalance",
        "smote",
        "--calibration",
        "isotonic",
        "--compare-imbalance",
        "--folds",
        "2",
        "--search-trials",
        "3",
        "--threshold-by",
        "f-beta",
    ];
    let usual = &USUAL[..8];
    let run = |arguments: &[&str]| {
        let output = train(folder.path(), &[usual, arguments].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let report = run(&everything);
    for part in ["F-beta", "3 trials", "2 folds", "SMOTE", "isotonic", "logistic regression"] {
        assert!(report.contains(part), "{part}: {report}");
    }
    let one = files(&folder.path().join("one"));
    let words = shell_words(&card(folder.path(), "one").command);
    let again: Vec<&str> = words.iter().skip(2).map(String::as_str).collect();
    let output = train(folder.path(), &again);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_same(&files(&folder.path().join("one")), &one);
}

#[test]
fn a_threshold_by_amounts_counts_money() {
    let folder = tempfile::tempdir().unwrap();
    let with_amount: Vec<String> = table(1_500)
        .lines()
        .enumerate()
        .map(|(line, text)| {
            let amount =
                if line == 0 { "credit".to_owned() } else { (line * 37 % 900).to_string() };
            format!("{text},{amount}\n")
        })
        .collect();
    fs::write(folder.path().join("base.csv"), with_amount.concat()).unwrap();
    let report =
        trained(folder.path(), &["--out", "m", "--threshold-by", "amounts", "--amount", "credit"]);
    assert!(report.contains("is lost per client"), "{report}");
    let card = card(folder.path(), "m");
    let choice = card.threshold_choice.clone().unwrap();
    assert_eq!(
        (choice.rule.as_str(), choice.amount_column.as_deref()),
        ("amounts", Some("credit"))
    );
    assert!(choice.low.unwrap() <= choice.high.unwrap());
    assert_eq!(choice.thresholds.len(), choice.losses.len());
    assert!(metric(&card, "loss_per_client", "hold-out").value > 0.0);
}

#[test]
fn options_come_from_a_file_too() {
    let folder = folder_with_base(1_000);
    let file = "base = \"base.csv\"\ntarget = \"late\"\nid-column = \"client\"\ndate = 2026-11-22\n\
                max-trees = 9\nseed = 5\nexclude = [\"town\"]\nno-run = true\n";
    fs::write(folder.path().join("train.toml"), file).unwrap();
    let output = train(folder.path(), &["--config", "train.toml", "--out", "m", "--seed", "6"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let command = card(folder.path(), "m").command;
    for part in ["--seed 6 ", "--max-trees 9 ", "--exclude town "] {
        assert!(command.contains(part), "{command}");
    }
    assert!(!command.contains("--config"), "the command stands without the file: {command}");
    assert_eq!(files_and_folders(folder.path()), ["base.csv", "m", "train.toml"]);
}

#[test]
fn the_number_of_trees_can_follow_from_log_loss() {
    let folder = folder_with_base(1_000);
    let path = folder.path().join("train.toml");
    let options = ["--config", "train.toml", "--learning-rate", "0.3"];
    fs::write(&path, "stop-on = \"log-loss\"\n").unwrap();
    trained(folder.path(), &[&options[..], &["--out", "m"]].concat());
    let command = card(folder.path(), "m").command;
    assert!(command.contains(" --stop-on log-loss "), "{command}");
    let run = fs::read_dir(folder.path().join("runs")).unwrap().next().unwrap().unwrap();
    assert!(fs::read_to_string(run.path()).unwrap().contains(" --stop-on log-loss "));
    // A measure that nobody knows is refused with those that are known.
    fs::write(&path, "stop-on = \"f1\"\n").unwrap();
    let output = train(folder.path(), &[&options[..], &["--out", "n"]].concat());
    let message = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{message}");
    assert!(message.contains("expected auc or log-loss"), "{message}");
    assert!(!folder.path().join("n").exists());
    // What is the default may be said, and changes nothing.
    fs::write(&path, "stop-on = \"auc\"\n").unwrap();
    trained(folder.path(), &[&options[..], &["--out", "bundle"]].concat());
    let said = fs::read(folder.path().join("bundle/card.toml")).unwrap();
    fs::write(&path, "").unwrap();
    trained(folder.path(), &[&options[..], &["--out", "bundle", "--replace"]].concat());
    assert_eq!(fs::read(folder.path().join("bundle/card.toml")).unwrap(), said);
}

#[test]
fn a_dictionary_beside_the_base_goes_into_the_bundle() {
    let folder = folder_with_base(1_000);
    let words = "feature,label_fr,label_en\nincome,Revenu,Income\n";
    fs::write(folder.path().join("base.dictionary.csv"), words).unwrap();
    trained(folder.path(), &["--out", "m"]);
    assert_eq!(open_model(&folder.path().join("m")).unwrap().dictionary.len(), 1);
    assert!(card(folder.path(), "m").command.contains("--dictionary base.dictionary.csv"));
    // One that knows none of the features is that of another base.
    fs::write(folder.path().join("base.dictionary.csv"), "feature,label_en\nwage,Wage\n").unwrap();
    trained(folder.path(), &["--out", "n"]);
    assert!(open_model(&folder.path().join("n")).unwrap().dictionary.is_empty());
}

#[test]
fn evaluate_gives_the_figures_of_the_card_back() {
    let folder = folder_with_base(2_000);
    trained(folder.path(), &["--out", "m", "--write-base", "split.parquet", "--groups", "town"]);
    let card = card(folder.path(), "m");
    let evaluated = json(
        folder.path(),
        &[
            "evaluate",
            "--model",
            "m",
            "--base",
            "split.parquet",
            "--part",
            "hold-out",
            "--groups",
            "town",
            "--seed",
            "5",
            "--format",
            "json",
        ],
    );
    for (name, of_card) in [
        ("auc", "auc"),
        ("brier", "brier"),
        ("cost", "cost_per_client"),
        ("gain", "gain_per_client"),
        ("calibration_error", "calibration_error"),
    ] {
        let own = metric(&card, of_card, "hold-out");
        assert_eq!(evaluated[name]["value"].as_f64().unwrap(), own.value, "{name}");
        assert_eq!(evaluated[name]["lower"].as_f64(), own.low, "{name}");
        assert_eq!(evaluated[name]["upper"].as_f64(), own.high, "{name}");
    }
    assert_eq!(evaluated["clients"], 400);
    assert_eq!(evaluated["groups"][0]["groups"].as_array().unwrap().len(), 3);
    // Measured on the clients that it learnt from, it says so.
    let seen = program(folder.path(), &["evaluate", "--model", "m", "--base", "base.csv"]);
    assert!(seen.status.success());
    assert!(String::from_utf8_lossy(&seen.stderr).contains("--part hold-out"));
    assert!(String::from_utf8_lossy(&seen.stdout).contains("2,000 clients"));
}

#[test]
fn evaluate_refuses_what_it_cannot_measure() {
    let folder = folder_with_base(1_000);
    trained(folder.path(), &["--out", "m"]);
    let one_outcome: String = table(100)
        .lines()
        .filter(|line| !line.ends_with('1'))
        .fold(String::new(), |t, l| t + l + "\n");
    fs::write(folder.path().join("good.csv"), one_outcome).unwrap();
    for (more, expected) in [
        (vec!["--base", "good.csv"], vec!["0 defaults", "good.csv"]),
        (vec!["--base", "base.csv", "--target", "wage"], vec!["wage", "base.csv"]),
        (vec!["--base", "base.csv", "--part", "hold-out"], vec!["`split`", "base.csv"]),
        (vec!["--base", "base.csv", "--part", "middle"], vec!["train, validation or hold-out"]),
        (vec!["--base", "base.csv", "--groups", "wage"], vec!["`wage`", "base.csv"]),
        (vec!["--base", "absent.csv"], vec!["absent.csv"]),
    ] {
        let output = program(folder.path(), &[&["evaluate", "--model", "m"], &more[..]].concat());
        let message = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{more:?}: {message}");
        for part in expected {
            assert!(message.contains(part), "{more:?}: {message}");
        }
    }
}

#[test]
fn runs_are_listed_and_compared() {
    let folder = folder_with_base(1_000);
    let none = program(folder.path(), &["runs"]);
    assert!(none.status.success());
    assert!(String::from_utf8_lossy(&none.stdout).contains("No run"));
    trained(folder.path(), &["--out", "a"]);
    trained(folder.path(), &["--out", "b", "--leaves", "4"]);
    let list = String::from_utf8(program(folder.path(), &["runs"]).stdout).unwrap();
    assert_eq!(list.lines().count(), 3, "{list}");
    let compared = String::from_utf8(program(folder.path(), &["runs", "-a", "-b"]).stdout).unwrap();
    // `-a` is the end of a name, not an option.
    let compared = if compared.is_empty() {
        String::from_utf8(program(folder.path(), &["runs", "--", "-a", "-b"]).stdout).unwrap()
    } else {
        compared
    };
    let (different, same) = compared.split_once("The same everywhere").unwrap();
    assert!(different.contains("--leaves") && !different.contains("--l2"), "{compared}");
    assert!(same.contains("--l2") && same.contains("--seed"), "{compared}");
    let records = json(folder.path(), &["runs", "--format", "json"]);
    assert_eq!(records.as_array().unwrap().len(), 2);
    assert!(records[0]["seconds"].as_f64().unwrap() > 0.0);
    assert_eq!(records[0]["rivals"].as_array().unwrap().len(), 3);
    assert_eq!(program(folder.path(), &["runs", "zzz"]).status.code(), Some(2));
}

#[test]
fn everybody_decides_on_the_calibrated_probability() {
    let folder = folder_with_base(1_500);
    for method in ["platt", "isotonic"] {
        let bundle = format!("{method}.zip");
        trained(folder.path(), &["--out", &bundle, "--calibration", method]);
        let portfolio = portfolio(folder.path(), &bundle);
        let scores = portfolio.score_all(&SilentJob).unwrap();
        for row in [0_u32, 7, 1_499] {
            let risk = scores.probability(row).unwrap();
            assert_eq!(risk, portfolio.score(row).probability, "{method}");
            assert_eq!(risk, portfolio.model().probability(scores.raw_score(row).unwrap()));
        }
        let lime = portfolio.lime(&portfolio.lime_reference(), 7, LimeOptions::default()).unwrap();
        assert_eq!(lime.probability, portfolio.score(7).probability.get(), "{method}");
        // The list is sorted by the raw score: calibrated probabilities follow.
        let risks: Vec<f64> =
            scores.by_risk().iter().map(|&row| scores.probability(row).unwrap().get()).collect();
        assert!(risks.is_sorted(), "{method}");
        let mut heights = risks.clone();
        heights.dedup();
        // An isotonic line is level in places: many clients stand exactly on a threshold there.
        let mut raw_scores: Vec<Option<f64>> =
            scores.by_risk().iter().map(|&row| scores.raw_score(row)).collect();
        raw_scores.dedup();
        assert_eq!(heights.len() < raw_scores.len() / 2, method == "isotonic", "{method}");
        let first = Threshold::new(0.2).unwrap();
        let accepts = |risk: f64, threshold: Threshold| {
            Decision::of(Probability::new(risk).unwrap(), threshold) == Decision::Accept
        };
        let around = |risk: &f64| [risk.next_down(), *risk, risk.next_up()];
        for value in heights.iter().step_by(1 + heights.len() / 100).flat_map(around) {
            let threshold = Threshold::new(value.clamp(0.0, 1.0)).unwrap();
            let accepted = risks.iter().filter(|&&risk| accepts(risk, threshold)).count();
            assert_eq!(scores.accepted(threshold), accepted, "{method} {value}");
            let flips = |risk: &f64| accepts(*risk, threshold) != accepts(*risk, first);
            let flipped = risks.iter().filter(|risk| flips(risk)).count();
            assert_eq!(scores.flipped(first, threshold), flipped, "{method} {value}");
        }
    }
}

/// The table of [`folder_with_base`] under the model that was trained on it.
fn portfolio(folder: &Path, bundle: &str) -> Portfolio {
    let model = Model::new(open_model(&folder.join(bundle)).unwrap());
    let options = Portfolio::read_options(Some(&model), None);
    let base = open_base(&folder.join("base.csv"), &options, &SilentJob).unwrap();
    Portfolio::new(model.into(), base.into()).unwrap()
}
