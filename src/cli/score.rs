//! `clairscore score`: one client, or a whole base.

use std::borrow::Cow;

use anyhow::Context as _;
use serde::Serialize;

use crate::{
    domain::{Decision, Probability, SilentJob, Threshold, Verdict},
    portfolio::{Portfolio, Score},
    words::Words,
};

use super::{
    Failure, ReportFailure as _,
    args::{ScoreArgs, TableFormat},
    inputs::{self, Inputs, ThresholdOrigin},
    output,
};

/// The score of one client, as JSON and CSV write it.
#[derive(Debug, Serialize)]
struct ScoreRecord<'a> {
    client_id: Cow<'a, str>,
    probability: f64,
    raw_score: f64,
    threshold: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    threshold_origin: Option<ThresholdOrigin>,
    decision: &'static str,
}

/// Scores what the arguments name.
pub(super) fn run(args: &ScoreArgs) -> Result<(), Failure> {
    inputs::refuse_to_overwrite(
        args.output.as_deref(),
        &[args.input.model.as_ref(), args.input.base.as_ref()],
    )?;
    let words = Words::new(inputs::language(args.lang));
    let inputs = inputs::open(&args.input, &words)?;
    let scored = match &args.who.id {
        Some(client_id) => {
            let row = inputs::find(inputs.portfolio.base(), client_id)?;
            vec![(row, inputs.portfolio.score(row))]
        }
        None => score_all(&inputs.portfolio)?,
    };
    let text = match args.format {
        TableFormat::Text => as_text(&inputs, &scored, &words, args.who.all),
        TableFormat::Json => as_json(&inputs, &scored, args.who.all)?,
        TableFormat::Csv => as_csv(&inputs, &scored)?,
    };
    inputs::refuse_if_faulty(inputs.portfolio.base())?;
    output::write(&text, args.output.as_deref())
}

fn score_all(portfolio: &Portfolio) -> Result<Vec<(u32, Score)>, Failure> {
    let scores = portfolio.score_all(&SilentJob).or_other()?;
    let all = 0..scores.len() as u32;
    Ok(all.filter_map(|row| Some((row, portfolio.score_of_raw(scores.raw_score(row)?)))).collect())
}

fn record(inputs: &Inputs, row: u32, score: Score) -> ScoreRecord<'_> {
    ScoreRecord {
        client_id: inputs.portfolio.base().ids().id(row as usize),
        probability: score.probability.get(),
        raw_score: score.raw_score,
        threshold: inputs.threshold.get(),
        threshold_origin: Some(inputs.threshold_origin),
        decision: Decision::of(score.probability, inputs.threshold).as_str(),
    }
}

fn as_json(inputs: &Inputs, scored: &[(u32, Score)], all: bool) -> Result<String, Failure> {
    let records: Vec<_> = scored.iter().map(|&(row, score)| record(inputs, row, score)).collect();
    match records.first() {
        Some(only) if !all => output::to_json(only),
        _ => output::to_json(&records),
    }
}

fn as_csv(inputs: &Inputs, scored: &[(u32, Score)]) -> Result<String, Failure> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for &(row, score) in scored {
        let record = ScoreRecord { threshold_origin: None, ..record(inputs, row, score) };
        writer.serialize(record).or_other()?;
    }
    if scored.is_empty() {
        writer
            .write_record(["client_id", "probability", "raw_score", "threshold", "decision"])
            .or_other()?;
    }
    let bytes = writer.into_inner().context("cannot write CSV").or_other()?;
    String::from_utf8(bytes).or_other()
}

fn as_text(inputs: &Inputs, scored: &[(u32, Score)], words: &Words, all: bool) -> String {
    let line = |row: u32, probability: Probability, threshold: Threshold| {
        let verdict = Verdict { probability, threshold };
        let id = inputs.portfolio.base().ids().id(row as usize);
        let title = words.with("client-title", &[("id", (&*id).into())]);
        format!(
            "{title}\n{}\n{}\n",
            inputs::headline(inputs, words, verdict),
            words.advice(verdict)
        )
    };
    let table_line = |row: u32, probability: Probability, threshold: Threshold| {
        let verdict = Verdict { probability, threshold };
        let id = inputs.portfolio.base().ids().id(row as usize);
        let risk = words.verdict_numbers(verdict).probability;
        format!("{id}\t{risk}\t{}\n", words.decision(verdict.decision()))
    };
    let lines = scored.iter().map(|&(row, score)| {
        if all {
            table_line(row, score.probability, inputs.threshold)
        } else {
            line(row, score.probability, inputs.threshold)
        }
    });
    lines.collect()
}
