//! `clairscore explain --method lime`: the second, approximate method, held against the exact one.
//!
//! May use `portfolio`, `explain` and `words`. **Invariant**: LIME's weights never stand without
//! their fit and their agreement with the exact contributions.

use std::borrow::Cow;

use serde::Serialize;

use crate::{
    domain::{Value, Verdict},
    explain::lime::{Bin, LimeAgreement, LimeExplanation, LimeOptions, agreement},
    words::Words,
};

use super::{
    Failure, ReportFailure as _,
    args::{ExplainArgs, ReasonsFormat},
    inputs::{self, Inputs},
    output, refused,
};

/// What LIME says about one client, as JSON writes it.
#[derive(Debug, Serialize)]
struct LimeRecord<'a> {
    client_id: Cow<'a, str>,
    method: &'static str,
    probability: f64,
    threshold: f64,
    decision: &'static str,
    seed: u64,
    samples: usize,
    /// Weighted R2 of the line around the client; `null` when the model does not vary there.
    fit: Option<f64>,
    intercept: f64,
    line: f64,
    weights: Vec<WeightRecord<'a>>,
    agreement: AgreementRecord,
}

#[derive(Debug, Serialize)]
struct WeightRecord<'a> {
    feature: &'a str,
    label: &'a str,
    value: Value,
    bin: BinRecord,
    /// By how much the probability of default is larger within the bin.
    weight: f64,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
enum BinRecord {
    Missing,
    Between { above: Option<f64>, up_to: Option<f64> },
    Category(f64),
}

#[derive(Debug, Serialize)]
struct AgreementRecord {
    shared: usize,
    strongest: usize,
    rank_correlation: Option<f64>,
}

/// Explains one client of the base with LIME.
pub(super) fn run(
    args: &ExplainArgs,
    inputs: &Inputs,
    row: u32,
    words: &Words,
) -> Result<(), Failure> {
    let portfolio = &inputs.portfolio;
    let usual = LimeOptions::default();
    let options =
        LimeOptions { seed: args.seed, features: args.top.unwrap_or(usual.features), ..usual };
    let lime = portfolio.lime(&portfolio.lime_reference(), row, options).or_bad_input()?;
    let exact = agreement(&lime, &portfolio.explain(row).contributions);
    let text = match args.format {
        ReasonsFormat::Json => output::to_json(&record(inputs, words, row, &lime, exact))?,
        ReasonsFormat::Text => as_text(inputs, words, row, &lime, exact),
        ReasonsFormat::Html => {
            return Err(refused("refusal-lime-page", &[])).or_bad_input();
        }
    };
    inputs::refuse_if_faulty(portfolio.base())?;
    output::write(&text, args.output.as_deref())
}

fn verdict(inputs: &Inputs, row: u32) -> Verdict {
    Verdict { probability: inputs.portfolio.score(row).probability, threshold: inputs.threshold }
}

fn record<'a>(
    inputs: &'a Inputs,
    words: &Words,
    row: u32,
    lime: &LimeExplanation,
    exact: LimeAgreement,
) -> LimeRecord<'a> {
    let portfolio = &inputs.portfolio;
    let verdict = verdict(inputs, row);
    LimeRecord {
        client_id: portfolio.base().ids().id(row as usize),
        method: "lime",
        probability: verdict.probability.get(),
        threshold: verdict.threshold.get(),
        decision: verdict.decision().as_str(),
        seed: lime.options.seed,
        samples: lime.options.samples,
        fit: lime.fit,
        intercept: lime.intercept,
        line: lime.line,
        weights: lime
            .weights
            .iter()
            .map(|found| {
                let name = portfolio.feature_name(found.feature);
                WeightRecord {
                    feature: name,
                    label: portfolio.dictionary().label(name, words.language()),
                    value: portfolio.value(row, found.feature),
                    bin: match found.bin {
                        Bin::Missing => BinRecord::Missing,
                        Bin::Between { above, up_to } => BinRecord::Between { above, up_to },
                        Bin::Category(code) => BinRecord::Category(code),
                    },
                    weight: found.weight,
                }
            })
            .collect(),
        agreement: AgreementRecord {
            shared: exact.shared,
            strongest: exact.strongest,
            rank_correlation: exact.rank_correlation,
        },
    }
}

fn as_text(
    inputs: &Inputs,
    words: &Words,
    row: u32,
    lime: &LimeExplanation,
    exact: LimeAgreement,
) -> String {
    let portfolio = &inputs.portfolio;
    let verdict = verdict(inputs, row);
    let id = portfolio.base().ids().id(row as usize);
    let method =
        [("samples", lime.options.samples.into()), ("seed", lime.options.seed.to_string().into())];
    let mut lines = vec![
        words.with("client-title", &[("id", (&*id).into())]),
        inputs::headline(inputs, words, verdict),
        words.advice(verdict),
        String::new(),
        words.with("lime-method", &method),
        match lime.fit {
            Some(fit) => words.with("lime-fit", &[("fit", words.decimal(fit, 2).into())]),
            None => words.text("lime-fit-none").to_owned(),
        },
    ];
    for found in &lime.weights {
        let name = portfolio.feature_name(found.feature);
        let entry = portfolio.entry(found.feature);
        let value = words.value(entry, name, &portfolio.value(row, found.feature));
        let points = words.decimal(100.0 * found.weight.abs(), 1);
        let key = if found.weight < 0.0 { "lime-lowers" } else { "lime-raises" };
        let label = words.label(entry, name);
        lines.push(words.with(
            key,
            &[("label", label.into()), ("value", value.into()), ("points", points.into())],
        ));
    }
    let correlation = match exact.rank_correlation {
        Some(correlation) => words.decimal(correlation, 2),
        None => words.text("common-unknown").to_owned(),
    };
    lines.push(String::new());
    lines.push(words.with(
        "lime-agreement",
        &[
            ("shared", exact.shared.into()),
            ("of", exact.strongest.into()),
            ("correlation", correlation.into()),
        ],
    ));
    lines.push(words.text("lime-caution").to_owned());
    lines.join("\n") + "\n"
}
