//! `clairscore explain`: why one client has this score. (`--all` is in `explain_all`.)

use std::borrow::Cow;

use serde::Serialize;

use crate::{
    domain::{Value, Verdict, odds_factor},
    explain::{Ranking, reasons},
    portfolio::ClientReasons,
    words::Words,
};

use super::{
    Failure,
    args::{ExplainArgs, Format},
    explain_all,
    inputs::{self, Inputs, ThresholdOrigin},
    output,
};

/// Reasons listed as text when nobody says how many.
const DEFAULT_TOP: usize = 10;

/// One client's score with its exact contributions, as JSON writes it.
#[derive(Debug, Serialize)]
struct Explained<'a> {
    client_id: Cow<'a, str>,
    probability: f64,
    raw_score: f64,
    threshold: f64,
    threshold_origin: ThresholdOrigin,
    decision: &'static str,
    base_value: f64,
    contributions: Vec<ContributionRecord<'a>>,
    /// What is left out of `contributions` because of `--top`; nothing otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    remainder: Option<RemainderRecord>,
}

#[derive(Debug, Serialize)]
struct ContributionRecord<'a> {
    feature: &'a str,
    label: &'a str,
    value: Value,
    contribution: f64,
    odds_factor: f64,
}

#[derive(Debug, Serialize)]
struct RemainderRecord {
    features: usize,
    contribution: f64,
}

/// Explains what the arguments name.
pub(super) fn run(args: &ExplainArgs) -> Result<(), Failure> {
    inputs::refuse_to_overwrite(
        args.output.as_deref(),
        &[args.input.model.as_ref(), args.input.base.as_ref()],
    )?;
    let Some(client_id) = &args.who.id else { return explain_all::run(args) };
    let inputs = inputs::open(&args.input)?;
    let row = inputs::find(inputs.portfolio.base(), client_id)?;
    let found = inputs.portfolio.reasons(row);
    let words = Words::new(inputs::language(args.lang));
    let text = match args.format {
        Format::Json => output::to_json(&record(&inputs, &found, &words, args.top))?,
        Format::Text => as_text(&inputs, &found, &words, args.top.unwrap_or(DEFAULT_TOP)),
    };
    inputs::refuse_if_faulty(inputs.portfolio.base())?;
    output::write(&text, args.output.as_deref())
}

fn verdict(inputs: &Inputs, found: &ClientReasons) -> Verdict {
    let score = inputs.portfolio.score_of_raw(found.explanation.raw_score);
    Verdict { probability: score.probability, threshold: inputs.threshold }
}

/// Every feature, the strongest contribution first; ties in the model's order.
fn record<'a>(
    inputs: &'a Inputs,
    found: &ClientReasons,
    words: &Words,
    top: Option<usize>,
) -> Explained<'a> {
    let portfolio = &inputs.portfolio;
    let explanation = &found.explanation;
    let log_odds = portfolio.model().forest().log_odds_per_raw_score();
    let mut order: Vec<usize> = (0..explanation.contributions.len()).collect();
    let contribution =
        |feature: usize| explanation.contributions.get(feature).copied().unwrap_or(0.0);
    order.sort_by(|&a, &b| contribution(b).abs().total_cmp(&contribution(a).abs()));
    let rest = order.split_off(top.unwrap_or(usize::MAX).min(order.len()));
    let verdict = verdict(inputs, found);
    Explained {
        client_id: portfolio.base().ids().id(found.row as usize),
        probability: verdict.probability.get(),
        raw_score: explanation.raw_score,
        threshold: verdict.threshold.get(),
        threshold_origin: inputs.threshold_origin,
        decision: verdict.decision().as_str(),
        base_value: explanation.base_value,
        contributions: order
            .into_iter()
            .map(|feature| {
                let name = portfolio.feature_name(feature);
                ContributionRecord {
                    feature: name,
                    label: portfolio.dictionary().label(name, words.language()),
                    value: portfolio.value(found.row, feature),
                    contribution: contribution(feature),
                    odds_factor: odds_factor(log_odds * contribution(feature)),
                }
            })
            .collect(),
        remainder: top.map(|_| RemainderRecord {
            features: rest.len(),
            contribution: rest.iter().map(|&feature| contribution(feature)).sum(),
        }),
    }
}

fn as_text(inputs: &Inputs, found: &ClientReasons, words: &Words, top: usize) -> String {
    let portfolio = &inputs.portfolio;
    let verdict = verdict(inputs, found);
    let id = portfolio.base().ids().id(found.row as usize);
    let ranking = Ranking::new(found.factors.clone(), top);
    let mut lines = vec![
        words.with("client-title", &[("id", (&*id).into())]),
        inputs::headline(inputs, words, verdict),
        words.advice(verdict),
        String::new(),
        words.text("cli-reasons").to_owned(),
    ];
    for factor in &ranking.listed {
        let reason = portfolio.factor_reason(words, found.row, factor);
        lines.push(format!("  {} {}", sign(factor.contribution), reason.sentence));
    }
    for (direction, rest) in [
        (reasons::Direction::Raises, ranking.raising),
        (reasons::Direction::Lowers, ranking.lowering),
    ] {
        let listed_as = reasons::ListedAs::Factors;
        let bar = reasons::remainder(words, listed_as, direction, rest.count, rest.contribution);
        lines.extend(bar.map(|bar| format!("  {} {}", sign(rest.contribution), bar.sentence)));
    }
    lines.push(String::new());
    lines.push(words.text("reasons-limit").to_owned());
    lines.join("\n") + "\n"
}

fn sign(contribution: f64) -> char {
    if contribution > 0.0 {
        '+'
    } else if contribution < 0.0 {
        '−'
    } else {
        ' '
    }
}
