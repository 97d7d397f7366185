//! `clairscore runs`: the trainings that were kept, listed or side by side.

use std::path::PathBuf;

use clap::Args;

use super::{
    Failure, ReportFailure as _, args::Format, inputs, output, refused, train::DEFAULT_RUNS,
};
use crate::{
    domain::Language,
    faults::Said as _,
    model::bundle::Metric,
    pipeline::{
        Part,
        report::{Page, Table},
        runs::{self, RunRecord},
    },
    words::Words,
};

/// `clairscore runs`.
#[derive(Debug, Args)]
pub struct RunsArgs {
    /// Compare these runs: their names, or the beginning or the end of them
    #[arg(value_name = "RUN")]
    pub(super) names: Vec<String>,
    /// The folder that keeps the records
    #[arg(long, value_name = "FOLDER", default_value = DEFAULT_RUNS)]
    pub(super) runs: PathBuf,
    /// How to write the result
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
    /// The language of the text: fr or en; the system's when left out
    #[arg(long, value_name = "LANGUAGE")]
    pub(super) lang: Option<Language>,
}

/// A run with the name it is found by.
#[derive(Debug, serde::Serialize)]
struct Named {
    run: String,
    #[serde(flatten)]
    record: RunRecord,
}

/// Lists or compares.
pub(super) fn run(args: &RunsArgs) -> Result<(), Failure> {
    let words = Words::new(inputs::language(args.lang));
    let all = runs::names(&args.runs).or_bad_input()?;
    let chosen = if args.names.is_empty() {
        all
    } else {
        args.names.iter().map(|name| find(&all, name, args)).collect::<Result<_, _>>()?
    };
    let mut records = Vec::new();
    for run in chosen {
        match runs::read(&args.runs, &run) {
            Ok(record) => records.push(Named { run, record }),
            // One damaged record must not hide the others; asked for by name, it is an error.
            Err(error) if args.names.is_empty() => eprintln!("clairscore: {}", error.said(&words)),
            Err(error) => return Err(error).or_bad_input(),
        }
    }
    let text = match args.format {
        Format::Json => output::to_json(&records)?,
        Format::Text if records.is_empty() => {
            let folder = args.runs.display().to_string();
            words.with("runs-none", &[("folder", folder.into())]) + "\n"
        }
        Format::Text if args.names.is_empty() => list(&words, &records).as_text(),
        Format::Text => comparison(&words, &records).as_text(),
    };
    output::write(&text, None)
}

/// The run that `name` means: its whole name, or an end or a beginning that no other run has.
fn find(all: &[String], name: &str, args: &RunsArgs) -> Result<String, Failure> {
    if all.iter().any(|own| own == name) {
        return Ok(name.to_owned());
    }
    let alike: Vec<&String> =
        all.iter().filter(|own| own.starts_with(name) || own.ends_with(name)).collect();
    let folder = args.runs.display();
    match alike.as_slice() {
        [one] => Ok((*one).clone()),
        [] => Err(refused("refusal-no-run", &[("name", &name), ("folder", &folder)])),
        several => Err(refused(
            "refusal-several-runs",
            &[("count", &several.len()), ("name", &name), ("folder", &folder)],
        )),
    }
    .or_bad_input()
}

fn list(words: &Words, records: &[Named]) -> Page {
    let mut page = Page::default();
    let keys = [
        "runs-column-run",
        "runs-column-name",
        "train-column-clients",
        "train-column-trees",
        "train-column-auc",
        "train-column-calibration-error",
        "train-column-cost",
        "train-column-threshold",
        "train-column-seconds",
    ];
    let row = |Named { run, record }: &Named| {
        vec![
            run.clone(),
            format!("{} {}", record.name, record.version).trim().to_owned(),
            words.integer(clients(record)),
            words.integer(record.trees),
            metric(words, record, "auc"),
            metric(words, record, "calibration_error"),
            metric(words, record, "cost_per_client"),
            words.decimal(record.threshold, 4),
            words.decimal(record.seconds, 1),
        ]
    };
    page.table(Table {
        columns: keys.map(|key| words.text(key).to_owned()).to_vec(),
        rows: records.iter().map(row).collect(),
    });
    page
}

/// One line a fact, one column a run; lines that are the same everywhere come after the others.
fn comparison(words: &Words, records: &[Named]) -> Page {
    let mut lines: Vec<Vec<String>> = Vec::new();
    let mut line = |label: &str, value: &dyn Fn(&RunRecord) -> String| {
        let values = records.iter().map(|named| value(&named.record));
        lines.push(std::iter::once(label.to_owned()).chain(values).collect());
    };
    for (key, name) in [
        ("model-metric-auc", "auc"),
        ("model-metric-average-precision", "average_precision"),
        ("model-metric-kolmogorov-smirnov", "kolmogorov_smirnov"),
        ("model-metric-brier", "brier"),
        ("model-metric-log-loss", "log_loss"),
        ("model-metric-calibration-error", "calibration_error"),
        ("model-metric-cost", "cost_per_client"),
        ("model-metric-gain", "gain_per_client"),
        ("model-metric-accepted", "acceptance_rate"),
    ] {
        line(words.text(key), &|record| metric_with_interval(words, record, name));
    }
    line(words.text("train-column-threshold"), &|record| words.decimal(record.threshold, 4));
    line(words.text("train-column-trees"), &|record| words.integer(record.trees));
    line(words.text("train-column-seconds"), &|record| words.decimal(record.seconds, 1));
    line(words.text("train-base-sha256"), &|record| short(&record.base_sha256));
    line(words.text("model-digest"), &|record| short(&record.model_sha256));
    for option in options(records) {
        line(&option, &|record| option_value(&record.command, &option));
    }
    let is_same = |line: &Vec<String>| line.iter().skip(1).all(|value| Some(value) == line.get(1));
    let (same, different): (Vec<_>, Vec<_>) =
        lines.into_iter().partition(|line| records.len() > 1 && is_same(line));
    let mut columns = vec![String::new()];
    columns.extend(records.iter().map(|named| named.run.clone()));
    let mut page = Page::default();
    page.table(Table { columns: columns.clone(), rows: different });
    if !same.is_empty() {
        page.heading(words.text("runs-same-title"));
        page.table(Table { columns: vec![String::new(); 2], rows: first_value(same) });
    }
    page
}

fn first_value(lines: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let shorten = |mut line: Vec<String>| {
        line.truncate(2);
        line
    };
    lines.into_iter().map(shorten).collect()
}

/// The options that the commands of the runs name, in their order.
fn options(records: &[Named]) -> Vec<String> {
    let mut options: Vec<String> = Vec::new();
    let words = records.iter().flat_map(|named| named.record.command.split(' '));
    for word in words.filter(|word| word.starts_with("--") && word.len() > 2) {
        let name = word.split('=').next().unwrap_or(word).to_owned();
        // What names files and places says nothing about the model.
        let is_place = matches!(name.as_str(), "--out" | "--replace" | "--card" | "--write-base");
        if !is_place && !options.contains(&name) {
            options.push(name);
        }
    }
    options
}

/// What a command gives for an option: the words up to the next option; a dash without it.
fn option_value(command: &str, option: &str) -> String {
    let spaced = format!("{command} ");
    let found = [" ", "="].into_iter().find_map(|end| {
        let (_, rest) = spaced.split_once(&format!(" {option}{end}"))?;
        Some(rest.split(" --").next().unwrap_or(rest).trim().to_owned())
    });
    match found {
        None => "–".to_owned(),
        Some(value) if value.is_empty() || value.starts_with("--") => "✓".to_owned(),
        Some(value) => value,
    }
}

fn clients(record: &RunRecord) -> u64 {
    let of = |part: Part| record.metric("clients", part.name()).map_or(0.0, |metric| metric.value);
    Part::ALL.into_iter().map(of).sum::<f64>() as u64
}

fn metric(words: &Words, record: &RunRecord, name: &str) -> String {
    let found = record.metric(name, Part::HoldOut.name());
    found.map_or_else(String::new, |metric| words.decimal(metric.value, 4))
}

fn metric_with_interval(words: &Words, record: &RunRecord, name: &str) -> String {
    let Some(Metric { value, low, high, .. }) = record.metric(name, Part::HoldOut.name()) else {
        return String::new();
    };
    let value = words.decimal(*value, 4);
    match low.zip(*high) {
        None => value,
        Some((low, high)) => words.with(
            "train-interval",
            &[
                ("value", value.into()),
                ("low", words.decimal(low, 4).into()),
                ("high", words.decimal(high, 4).into()),
            ],
        ),
    }
}

/// Enough of a digest to tell two apart.
fn short(digest: &str) -> String {
    digest.chars().take(12).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_back_from_a_command() {
        let command =
            "clairscore train --base 'a b.csv' --falling=-C --no-baselines --l2 3 --replace";
        assert_eq!(option_value(command, "--base"), "'a b.csv'");
        assert_eq!(option_value(command, "--falling"), "-C");
        assert_eq!(option_value(command, "--no-baselines"), "✓");
        assert_eq!(option_value(command, "--l2"), "3");
        assert_eq!(option_value(command, "--seed"), "–");
        let record = RunRecord { command: command.to_owned(), ..RunRecord::default() };
        let named = [Named { run: "r".to_owned(), record }];
        assert_eq!(options(&named), ["--base", "--falling", "--no-baselines", "--l2"]);
    }
}
