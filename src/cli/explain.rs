//! `clairscore explain`: why one client has this score. (`--all` is in `explain_all`, LIME in
//! `explain_lime`.)

use std::{
    borrow::Cow,
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};

use serde::Serialize;

use crate::{
    domain::{Value, Verdict, odds_factor},
    explain::{Ranking, reasons},
    page::{LISTED_REASONS, Page, PageInput, measured_against},
    pipeline::Date,
    portfolio::{ChosenBy, ClientReasons, HoldOut, Reference, Scores, past_clients},
    words::Words,
};

use super::{
    Failure, ReportFailure as _,
    args::{ExplainArgs, Method, ReasonsFormat},
    explain_all, explain_lime,
    inputs::{self, Inputs, ThresholdOrigin},
    output,
    progress::TerminalProgress,
    reference::{self, Against},
    refused,
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
    /// Whom `base_value` is the mean of; left out for the average of the training population.
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<ReferenceRecord>,
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
struct ReferenceRecord {
    kind: &'static str,
    /// Clients that are counted, evenly spread over those chosen.
    clients: usize,
    /// Clients that were chosen.
    chosen: usize,
    lowest_probability: f64,
    highest_probability: f64,
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
    if !args.conditions.is_empty() && args.reference != Against::Group {
        return Err(refused("refusal-where-without-group", &[])).or_bad_input();
    }
    let words = Words::new(inputs::language(args.lang));
    let inputs = inputs::open(&args.input, &words)?;
    let row = inputs::find(inputs.portfolio.base(), client_id)?;
    if args.method == Method::Lime {
        return explain_lime::run(args, &inputs, row, &words);
    }
    let scores = scores(args, &inputs, &words)?;
    let reference = match &scores {
        Some(scores) => {
            let progress = TerminalProgress::new(&words, words.text("cli-reference-work"));
            let prepared =
                reference::prepare(args.reference, &args.conditions, &inputs, scores, &progress);
            progress.finish();
            prepared?
        }
        None => None,
    };
    let found = match &reference {
        Some(reference) => inputs.portfolio.reasons_against(row, reference),
        None => inputs.portfolio.reasons(row),
    };
    let asked = Asked { inputs: &inputs, words: &words, found: &found, reference };
    let text = match args.format {
        ReasonsFormat::Json => output::to_json(&record(&asked, args.top))?,
        ReasonsFormat::Text => as_text(&asked, args.top.unwrap_or(DEFAULT_TOP)),
        ReasonsFormat::Html => {
            as_page(&asked, scores.as_ref(), args.top.unwrap_or(LISTED_REASONS)).to_html()
        }
    };
    inputs::refuse_if_faulty(inputs.portfolio.base())?;
    output::write(&text, args.output.as_deref())
}

/// One client's reasons, and whom they are measured against.
struct Asked<'a> {
    inputs: &'a Inputs,
    words: &'a Words,
    found: &'a ClientReasons,
    reference: Option<Reference>,
}

/// The scores of all clients, when something is asked for that depends on them.
fn scores(args: &ExplainArgs, inputs: &Inputs, words: &Words) -> Result<Option<Scores>, Failure> {
    let tells_of_past_clients =
        args.format == ReasonsFormat::Html && inputs.portfolio.base().outcome_column().is_some();
    if args.reference == Against::Population && !tells_of_past_clients {
        return Ok(None);
    }
    let progress = TerminalProgress::new(words, words.text("status-scoring"));
    let scores = inputs.portfolio.score_all(&progress);
    progress.finish();
    scores.map(Some).or_other()
}

impl Asked<'_> {
    fn verdict(&self) -> Verdict {
        let score = self.inputs.portfolio.score_of_raw(self.found.explanation.raw_score);
        Verdict { probability: score.probability, threshold: self.inputs.threshold }
    }
}

/// Every feature, the strongest contribution first; ties in the model's order.
fn record<'a>(asked: &Asked<'a>, top: Option<usize>) -> Explained<'a> {
    let Asked { inputs, words, found, .. } = *asked;
    let portfolio = &inputs.portfolio;
    let explanation = &found.explanation;
    let log_odds = portfolio.model().log_odds_per_raw_score();
    let mut order: Vec<usize> = (0..explanation.contributions.len()).collect();
    let contribution =
        |feature: usize| explanation.contributions.get(feature).copied().unwrap_or(0.0);
    order.sort_by(|&a, &b| contribution(b).abs().total_cmp(&contribution(a).abs()));
    let rest = order.split_off(top.unwrap_or(usize::MAX).min(order.len()));
    let verdict = asked.verdict();
    Explained {
        client_id: portfolio.base().ids().id(found.row as usize),
        probability: verdict.probability.get(),
        raw_score: explanation.raw_score,
        threshold: verdict.threshold.get(),
        threshold_origin: inputs.threshold_origin,
        decision: verdict.decision().as_str(),
        base_value: explanation.base_value,
        reference: asked.reference.as_ref().map(reference_record),
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

fn reference_record(reference: &Reference) -> ReferenceRecord {
    let applicants = reference.applicants();
    let (lowest, highest) = applicants.risks();
    ReferenceRecord {
        kind: match applicants.chosen_by() {
            ChosenBy::JustAccepted => "just_accepted",
            ChosenBy::Filter => "group",
        },
        clients: applicants.rows().len(),
        chosen: applicants.of(),
        lowest_probability: lowest.get(),
        highest_probability: highest.get(),
    }
}

/// The page of today.
fn as_page(asked: &Asked<'_>, scores: Option<&Scores>, top: usize) -> Page {
    let Asked { inputs, words, found, .. } = *asked;
    let portfolio = &inputs.portfolio;
    let hold_out = HoldOut::of(Arc::clone(portfolio.base()));
    let date = Date::since_1970(SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default());
    Page::new(
        words,
        &PageInput {
            portfolio,
            found,
            reference: asked.reference.as_ref(),
            threshold: inputs.threshold,
            is_stand_in: inputs.threshold_origin == ThresholdOrigin::StandIn,
            past: scores.and_then(|scores| past_clients(&hold_out, scores, found.row)),
            top,
            date: &date.to_string(),
        },
    )
}

fn as_text(asked: &Asked<'_>, top: usize) -> String {
    let Asked { inputs, words, found, .. } = *asked;
    let portfolio = &inputs.portfolio;
    let verdict = asked.verdict();
    let id = portfolio.base().ids().id(found.row as usize);
    let ranking = Ranking::new(found.factors.clone(), top);
    let mut lines = vec![
        words.with("client-title", &[("id", (&*id).into())]),
        inputs::headline(inputs, words, verdict),
        words.advice(verdict),
        String::new(),
        words.text("cli-reasons").to_owned(),
        measured_against(words, asked.reference.as_ref()),
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
    lines.push(reasons::identity(words, &found.log_odds));
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
