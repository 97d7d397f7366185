//! `clairscore evaluate`: how good a model is on any base whose outcomes are known.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::{Failure, ReportFailure as _, WithFile as _, args::Format, inputs, output, refused};
use crate::{
    base::{self, ColumnChoice},
    domain::{Language, SilentJob, Threshold, Value},
    model::open,
    pipeline::{
        self, CostRatio, Evaluation, GroupColumn, Part, SPLIT_COLUMN, ScoredClient,
        figures_by_group,
        metrics::Ranking,
        report::{EvaluationReport, evaluation_page},
    },
    portfolio::{Model, Portfolio},
    words::Words,
};

/// `clairscore evaluate`.
#[derive(Debug, Args)]
pub struct EvaluateArgs {
    /// The model: a bundle, a LightGBM text file or a pickle
    #[arg(long, value_name = "MODEL")]
    pub(super) model: PathBuf,
    /// The clients: CSV (plain, .zip, .gz) or Parquet (file or folder)
    #[arg(long, value_name = "BASE")]
    pub(super) base: PathBuf,
    /// The column that says who defaulted; the card's when left out
    #[arg(long, value_name = "COLUMN")]
    pub(super) target: Option<String>,
    /// The column of the base that identifies clients
    #[arg(long, value_name = "COLUMN")]
    pub(super) id_column: Option<String>,
    /// Measure only one part of the base: `train`, `validation` or `hold-out`
    #[arg(long, value_name = "PART", value_parser = parse_part)]
    pub(super) part: Option<Part>,
    /// The column that says which part a client belongs to
    #[arg(long, value_name = "COLUMN", default_value = SPLIT_COLUMN)]
    pub(super) split_column: String,
    /// The probability above which refusal is advised; the model's own when left out
    #[arg(long, value_name = "P")]
    pub(super) threshold: Option<f64>,
    /// What an accepted default costs, in refused clients who would have repaid; the card's when
    /// left out
    #[arg(long, value_name = "RATIO")]
    pub(super) cost_ratio: Option<CostRatio>,
    /// Columns whose groups are compared (sex, age ...)
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    pub(super) groups: Vec<String>,
    /// Decides the draws of the intervals
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub(super) seed: u32,
    /// How to write the result
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
    /// Write to this file, whole or not at all, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// The language of the text: fr or en; the system's when left out
    #[arg(long, value_name = "LANGUAGE")]
    pub(super) lang: Option<Language>,
}

/// An evaluation, as JSON writes it.
#[derive(Debug, Serialize)]
struct Record<'a> {
    model: &'a str,
    model_sha256: &'a str,
    base: &'a str,
    base_sha256: &'a str,
    part: Option<&'static str>,
    threshold: f64,
    cost_ratio: f64,
    calibration: &'static str,
    #[serde(flatten)]
    evaluation: &'a Evaluation,
    groups: Vec<GroupRecord<'a>>,
}

#[derive(Debug, Serialize)]
struct GroupRecord<'a> {
    column: &'a str,
    groups: &'a [pipeline::GroupFigures],
}

/// Measures.
pub(super) fn run(args: &EvaluateArgs) -> Result<(), Failure> {
    inputs::refuse_to_overwrite(args.output.as_deref(), &[Some(&args.model), Some(&args.base)])?;
    let words = Words::new(inputs::language(args.lang));
    let portfolio = open(args)?;
    let model = portfolio.model();
    let digest = pipeline::sha256_of(&args.base).or_other().with_file(&args.base)?;
    let learnt_from = model.card().and_then(|card| card.training.as_ref());
    let has_seen = learnt_from.is_some_and(|data| data.sha256 == digest);
    if has_seen && args.part != Some(Part::HoldOut) {
        eprintln!("clairscore: {}", words.text("evaluate-seen"));
    }
    let threshold = threshold(args, model, &words)?;
    let ratio = cost_ratio(args, model)?;
    let (rows, clients) = measured_clients(args, &portfolio)?;
    let scored = clients.iter().map(|client| (client.probability.get(), client.defaulted));
    let ranking = Ranking::new(scored).or_bad_input().with_file(&args.base)?;
    let evaluation = pipeline::evaluate(&ranking, threshold, ratio, u64::from(args.seed));
    let groups = groups(args, &portfolio, &rows, &clients, threshold)?;
    let names = portfolio.base().columns().iter().map(base::Column::name);
    let suspicion = pipeline::suspicion(names, evaluation.auc.value);
    let (title, base_name) = (model.title(), portfolio.base().name());
    let text = match args.format {
        Format::Json => output::to_json(&Record {
            model: model.name(),
            model_sha256: model.sha256(),
            base: base_name,
            base_sha256: &digest,
            part: args.part.map(Part::name),
            threshold: threshold.get(),
            cost_ratio: ratio.get(),
            calibration: model.calibration().name(),
            evaluation: &evaluation,
            groups: groups
                .iter()
                .map(|group| GroupRecord { column: &group.name, groups: &group.groups })
                .collect(),
        })?,
        Format::Text => evaluation_page(
            &words,
            &EvaluationReport {
                model: &title,
                base: base_name,
                threshold: threshold.get(),
                evaluation: &evaluation,
                groups: &groups,
                suspicion,
            },
        )
        .as_text(),
    };
    output::write(&text, args.output.as_deref())
}

fn open(args: &EvaluateArgs) -> Result<Portfolio, Failure> {
    let model = Model::new(open::open_model(&args.model).or_bad_input()?);
    let mut options = Portfolio::read_options(Some(&model), args.id_column.as_deref());
    if let Some(target) = &args.target {
        options.outcome_column = ColumnChoice::Named(target.clone());
    }
    let base = base::open_base(&args.base, &options, &SilentJob).or_bad_input()?;
    Portfolio::new(model.into(), base.into()).or_bad_input()
}

fn threshold(args: &EvaluateArgs, model: &Model, words: &Words) -> Result<Threshold, Failure> {
    if let Some(threshold) = args.threshold {
        return Threshold::new(threshold).or_bad_input();
    }
    Ok(model.threshold().unwrap_or_else(|| {
        eprintln!("clairscore: {}", words.text("model-threshold-none"));
        Threshold::STAND_IN
    }))
}

fn cost_ratio(args: &EvaluateArgs, model: &Model) -> Result<CostRatio, Failure> {
    let of_card = || {
        let costs = model.card()?.costs?;
        Some(costs.false_negative / costs.false_positive)
    };
    match args.cost_ratio {
        Some(ratio) => Ok(ratio),
        None => of_card().map_or(Ok(CostRatio::DEFAULT), CostRatio::new).or_bad_input(),
    }
}

/// The rows that are measured, and their clients.
fn measured_clients(
    args: &EvaluateArgs,
    portfolio: &Portfolio,
) -> Result<(Vec<u32>, Vec<ScoredClient>), Failure> {
    let base = portfolio.base();
    let split = match args.part {
        None => None,
        Some(part) => Some((part, column(args, portfolio, &args.split_column)?)),
    };
    let scores = portfolio.score_all(&SilentJob).or_other()?;
    let belongs =
        |row: usize| split.is_none_or(|(part, column)| column.text(row) == Some(part.name()));
    let (rows, clients): (Vec<u32>, Vec<ScoredClient>) = (0..base.rows() as u32)
        .filter(|row| belongs(*row as usize))
        .filter_map(|row| {
            let defaulted = base.outcome(row as usize)?;
            Some((row, ScoredClient { probability: scores.probability(row)?, defaulted }))
        })
        .unzip();
    if rows.is_empty() {
        let refusal = match base.outcome_column() {
            None => refused("refusal-no-outcome-column", &[]),
            Some(column) => refused("refusal-no-outcomes", &[("column", &column)]),
        };
        return Err(refusal).or_bad_input().with_file(&args.base);
    }
    Ok((rows, clients))
}

fn groups(
    args: &EvaluateArgs,
    portfolio: &Portfolio,
    rows: &[u32],
    clients: &[ScoredClient],
    threshold: Threshold,
) -> Result<Vec<GroupColumn>, Failure> {
    args.groups
        .iter()
        .map(|name| {
            let column = column(args, portfolio, name)?;
            let values: Vec<Value> = rows.iter().map(|row| column.value(*row as usize)).collect();
            let groups = figures_by_group(&values, clients, threshold);
            Ok(GroupColumn { name: name.clone(), groups })
        })
        .collect()
}

fn column<'a>(
    args: &EvaluateArgs,
    portfolio: &'a Portfolio,
    name: &str,
) -> Result<&'a base::Column, Failure> {
    let base = portfolio.base();
    base.column(name)
        .and_then(|place| base.columns().get(place))
        .ok_or_else(|| refused("refusal-no-column", &[("column", &name)]))
        .or_bad_input()
        .with_file(&args.base)
}

fn parse_part(text: &str) -> Result<Part, String> {
    Part::named(text).ok_or_else(|| "expected train, validation or hold-out".to_owned())
}
