//! The terminal as a script sees it: the real program, its output, its exit codes.

use std::{
    path::Path,
    process::{Command, Output},
};

use serde_json::Value;

pub(crate) fn clairscore(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_clairscore"))
        .args(arguments)
        .env("LC_ALL", "en_GB.UTF-8")
        .output()
        .expect("the program starts")
}

pub(crate) fn json(arguments: &[&str]) -> Value {
    let output = clairscore(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("the output is JSON")
}

pub(crate) fn assert_bad_input(arguments: &[&str], expected: &[&str]) {
    let output = clairscore(arguments);
    let message = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {message}");
    assert!(!message.contains("panicked"), "{message}");
    for part in expected {
        assert!(message.contains(part), "{arguments:?}: {message} lacks {part}");
    }
}

fn write(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn one_client_of_the_demo_is_scored() {
    let score = json(&["score", "--id", "42", "--format", "json"]);
    assert_eq!(score["client_id"], "42");
    let probability = score["probability"].as_f64().unwrap();
    let threshold = score["threshold"].as_f64().unwrap();
    let raw = score["raw_score"].as_f64().unwrap();
    assert!((probability - 1.0 / (1.0 + (-raw).exp())).abs() < 1e-12);
    let decision = if probability <= threshold { "accept" } else { "refuse" };
    assert_eq!(score["decision"], decision);
}

#[test]
fn an_explanation_sums_to_the_score_it_explains() {
    let explained = json(&["explain", "--id", "42", "--format", "json"]);
    let contributions = explained["contributions"].as_array().unwrap();
    let sum: f64 = contributions.iter().map(|c| c["contribution"].as_f64().unwrap()).sum();
    let raw = explained["raw_score"].as_f64().unwrap();
    assert!((explained["base_value"].as_f64().unwrap() + sum - raw).abs() < 1e-9);
    let score = json(&["score", "--id", "42", "--format", "json"]);
    assert_eq!(score["raw_score"], explained["raw_score"], "the same to the bit");
    for contribution in contributions {
        let factor = contribution["odds_factor"].as_f64().unwrap();
        let expected = contribution["contribution"].as_f64().unwrap().exp();
        assert!((factor - expected).abs() <= 1e-14 * expected, "{factor} {expected}");
        assert!(contribution["label"].as_str().is_some_and(|label| !label.is_empty()));
        assert!(contribution.get("value").is_some());
    }
}

#[test]
fn top_lists_the_strongest_and_sums_the_rest() {
    let all = json(&["explain", "--id", "42", "--format", "json"]);
    let top = json(&["explain", "--id", "42", "--format", "json", "--top", "3"]);
    assert_eq!(top["contributions"].as_array().unwrap().len(), 3);
    assert_eq!(top["contributions"][0], all["contributions"][0]);
    let listed: f64 = top["contributions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| c["contribution"].as_f64().unwrap())
        .sum();
    let rest = top["remainder"]["contribution"].as_f64().unwrap();
    let expected = all["raw_score"].as_f64().unwrap() - all["base_value"].as_f64().unwrap();
    assert!((listed + rest - expected).abs() < 1e-9);
}

#[test]
fn the_whole_demo_is_scored_as_csv_and_each_line_agrees_with_a_single_score() {
    let output = clairscore(&["score", "--all", "--format", "csv"]);
    assert!(output.status.success());
    let mut reader = csv::Reader::from_reader(output.stdout.as_slice());
    let header = reader.headers().unwrap().clone();
    assert_eq!(header, vec!["client_id", "probability", "raw_score", "threshold", "decision"]);
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(records.len(), 30_000);
    let record = records.iter().find(|record| &record[0] == "42").unwrap();
    let score = json(&["score", "--id", "42", "--format", "json"]);
    assert_eq!(record[2].parse::<f64>().unwrap(), score["raw_score"].as_f64().unwrap());
    assert_eq!(record[1].parse::<f64>().unwrap(), score["probability"].as_f64().unwrap());
}

#[test]
fn the_threshold_itself_is_accepted() {
    let score = json(&["score", "--id", "42", "--format", "json"]);
    let probability = score["probability"].as_f64().unwrap();
    let at =
        json(&["score", "--id", "42", "--format", "json", "--threshold", &probability.to_string()]);
    assert_eq!(at["decision"], "accept");
    let below = probability.next_down().to_string();
    let above = json(&["score", "--id", "42", "--format", "json", "--threshold", &below]);
    assert_eq!(above["decision"], "refuse");
}

#[test]
fn text_speaks_the_language_that_was_asked_for() {
    let english = clairscore(&["explain", "--id", "42", "--lang", "en"]);
    let french = clairscore(&["explain", "--id", "42", "--lang", "fr"]);
    assert!(String::from_utf8_lossy(&english.stdout).contains("Risk of default"));
    assert!(String::from_utf8_lossy(&french.stdout).contains("Risque de"));
}

#[test]
fn an_unknown_client_is_bad_input() {
    assert_bad_input(&["score", "--id", "no-such-client"], &["no-such-client", "ID"]);
}

#[test]
fn a_missing_or_empty_or_wrong_file_is_bad_input() {
    let folder = tempfile::tempdir().unwrap();
    let empty = write(folder.path(), "empty.csv", "");
    let html = write(folder.path(), "page.txt", "<!DOCTYPE html><html><body>no</body></html>");
    assert_bad_input(&["score", "--all", "--base", "/no/such/file.csv"], &["/no/such/file.csv"]);
    assert_bad_input(&["score", "--all", "--base", &empty], &["empty.csv", "empty"]);
    assert_bad_input(&["score", "--all", "--model", &html], &["page.txt"]);
    assert_bad_input(&["check", &empty], &["empty.csv"]);
    assert_bad_input(&["info", "/no/such/folder"], &["/no/such/folder"]);
}

#[test]
fn a_base_without_the_features_is_refused_with_their_names() {
    let folder = tempfile::tempdir().unwrap();
    let base = write(folder.path(), "clients.csv", "ID,AGE\n1,30\n2,40\n");
    assert_bad_input(&["score", "--all", "--base", &base], &["LIMIT_BAL", "PAY_0"]);
}

#[test]
fn a_result_is_written_to_a_file_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("score.json");
    let path_text = path.to_str().unwrap();
    let output = clairscore(&["score", "--id", "42", "--format", "json", "-o", path_text]);
    assert!(output.status.success());
    assert!(output.stdout.is_empty());
    let written: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    assert_eq!(written["client_id"], "42");
    let nowhere = clairscore(&["score", "--id", "42", "-o", "/no/such/folder/score.json"]);
    assert_eq!(nowhere.status.code(), Some(1));
}

#[test]
fn a_model_is_checked() {
    let model = concat!(env!("CARGO_MANIFEST_DIR"), "/models/taiwan");
    let checked = json(&["check", model, "--format", "json"]);
    assert_eq!(checked["valid"], true);
    let folder = tempfile::tempdir().unwrap();
    let text = std::fs::read_to_string(format!("{model}/model.txt")).unwrap();
    let cut = write(folder.path(), "cut.txt", &text[..text.len() / 2]);
    assert_bad_input(&["check", &cut], &["cut.txt"]);
    let output = clairscore(&["check", &cut, "--format", "json"]);
    assert_eq!(output.status.code(), Some(2));
    let checked: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(checked["valid"], false);
    assert!(checked["fault"]["line"].as_u64().is_some());
}

#[test]
fn a_base_is_described_without_its_values() {
    let folder = tempfile::tempdir().unwrap();
    let base = write(folder.path(), "clients.csv", "ID,NAME,AGE\n1,Zanzibar,30\n2,Quebec,\n");
    let output = clairscore(&["info", &base]);
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(text.contains("NAME") && text.contains('2'), "{text}");
    assert!(!text.contains("Zanzibar"), "{text}");
}

#[test]
fn wrong_arguments_are_bad_input() {
    assert_bad_input(&["score"], &["--id", "--all"]);
    assert_bad_input(&["score", "--all", "--threshold", "2"], &["between 0 and 1"]);
    assert_bad_input(&["fly"], &["fly"]);
}

#[test]
fn a_result_never_replaces_a_file_that_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let model = folder.path().join("model.txt");
    std::fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/models/taiwan/model.txt"), &model).unwrap();
    let base = folder.path().join("base.parquet");
    std::fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/taiwan.parquet"), &base).unwrap();
    let (model, base) = (model.to_str().unwrap(), base.to_str().unwrap());
    for target in [model, base] {
        let before = std::fs::read(target).unwrap();
        assert_bad_input(
            &["score", "--model", model, "--base", base, "--all", "-o", target],
            &["replace a file that is read"],
        );
        assert!(std::fs::read(target).unwrap() == before);
    }
}

#[test]
fn what_was_decided_about_model_and_base_is_said_on_standard_error() {
    let folder = tempfile::tempdir().unwrap();
    let base = folder.path().join("base.csv");
    let all = clairscore(&["score", "--all", "--format", "csv"]);
    assert!(all.stderr.is_empty(), "the demo needs no warning");
    let text =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/models/taiwan/model.txt"))
            .unwrap();
    let header = text.lines().find_map(|line| line.strip_prefix("feature_names=")).unwrap();
    let row = vec!["1"; header.split(' ').count()].join(",");
    let csv = format!("ID,{}\n7,{row}\n7,{row}\n8,{row}\n", header.replace(' ', ","));
    std::fs::write(&base, csv).unwrap();
    let output = clairscore(&["score", "--base", base.to_str().unwrap(), "--all"]);
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && message.contains("warning"), "{message}");
}
