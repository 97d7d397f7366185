//! The sections that tell how good a model is.

use super::page::{Page, Table};
use crate::{
    pipeline::{
        Evaluation, Figures, GroupColumn, GroupFigures, GroupLabel, SMALLEST_GROUP, Suspicion,
        metrics::Estimate,
    },
    words::Words,
};

/// Decimals of a metric: those that its interval leaves meaning to, and one more.
const DECIMALS: u8 = 4;

/// What an evaluation on a base came to.
#[derive(Debug, Clone, Copy)]
pub struct EvaluationReport<'a> {
    /// The name of the model.
    pub model: &'a str,
    /// The name of the base.
    pub base: &'a str,
    /// The threshold.
    pub threshold: f64,
    /// The figures.
    pub evaluation: &'a Evaluation,
    /// The clients by group.
    pub groups: &'a [GroupColumn],
    /// What is too good to be believed.
    pub suspicion: Option<Suspicion>,
}

/// The page of an evaluation on a base.
#[must_use]
pub fn evaluation_page(words: &Words, report: &EvaluationReport<'_>) -> Page {
    let EvaluationReport { model, base, threshold, evaluation, groups, suspicion } = *report;
    let mut page = Page::default();
    page.title(&words.with("evaluate-title", &[("model", model.into()), ("base", base.into())]));
    page.sentence(words.with(
        "train-part-size",
        &[
            ("clients", evaluation.clients.into()),
            ("defaults", evaluation.defaults.into()),
            ("rate", share(words, evaluation.defaults as f64 / evaluation.clients as f64).into()),
        ],
    ));
    page.sentence(
        words
            .with("evaluate-threshold", &[("threshold", number(words, threshold).as_str().into())]),
    );
    if let Some(suspicion) = suspicion {
        suspect(&mut page, words, suspicion);
    }
    page.heading(words.text("evaluate-metrics-title"));
    metrics(&mut page, words, evaluation);
    calibration(&mut page, words, evaluation);
    for column in groups {
        group_section(&mut page, words, column);
    }
    page
}

/// All metrics with their intervals, and what the threshold does.
pub(super) fn metrics(page: &mut Page, words: &Words, evaluation: &Evaluation) {
    let mut rows = Vec::new();
    let mut row = |key: &str, estimate: Estimate| {
        rows.push(vec![
            words.text(key).to_owned(),
            number(words, estimate.value),
            number(words, estimate.lower),
            number(words, estimate.upper),
        ]);
    };
    row("model-metric-auc", evaluation.auc);
    row("model-metric-average-precision", evaluation.average_precision);
    row("model-metric-kolmogorov-smirnov", evaluation.kolmogorov_smirnov);
    row("model-metric-brier", evaluation.brier);
    row("model-metric-log-loss", evaluation.log_loss);
    row("model-metric-calibration-error", evaluation.calibration_error);
    row("model-metric-cost", evaluation.cost);
    row("model-metric-gain", evaluation.gain);
    row("model-metric-accepted", evaluation.acceptance_rate);
    let columns = ["", "model-metric-value", "train-column-from", "train-column-to"];
    page.table(Table { columns: names(words, &columns), rows });
    let confusion = evaluation.confusion;
    let count = |count: u64| words.integer(count);
    page.heading(words.text("train-confusion-title"));
    page.table(Table {
        columns: names(words, &["", "train-column-repaid", "train-column-defaulted"]),
        rows: vec![
            vec![
                words.text("train-row-accepted").to_owned(),
                count(confusion.accepted_repaid),
                count(confusion.accepted_defaults),
            ],
            vec![
                words.text("train-row-refused").to_owned(),
                count(confusion.refused_repaid),
                count(confusion.refused_defaults),
            ],
        ],
    });
    page.sentence(words.with(
        "train-cost-without-model",
        &[("cost", number(words, evaluation.cost_without_model).as_str().into())],
    ));
}

/// Says that a result is too good to be believed.
pub(super) fn suspect(page: &mut Page, words: &Words, suspicion: Suspicion) {
    page.sentence(words.with(
        "train-suspect-auc",
        &[
            ("auc", number(words, suspicion.auc).into()),
            ("limit", words.decimal(suspicion.best_honest, 2).into()),
        ],
    ));
}

/// Promised and observed risk.
pub(super) fn calibration(page: &mut Page, words: &Words, evaluation: &Evaluation) {
    page.heading(words.text("train-calibration-title"));
    let columns = ["train-column-clients", "train-column-promised", "train-column-observed"];
    let row = |bin: &crate::pipeline::metrics::CalibrationBin| {
        vec![
            words.integer(bin.clients),
            share(words, bin.mean_probability),
            share(words, bin.default_rate),
        ]
    };
    let rows = evaluation.calibration.iter().map(row).collect();
    page.table(Table { columns: names(words, &columns), rows });
}

/// The clients of one column, group by group.
pub(super) fn group_section(page: &mut Page, words: &Words, column: &GroupColumn) {
    page.heading(&words.with("train-groups-title", &[("column", column.name.as_str().into())]));
    let columns = [
        "",
        "train-column-clients",
        "train-column-observed",
        "train-column-promised",
        "train-column-accepted",
        "train-column-accepted-of-repaid",
        "train-column-auc",
    ];
    let rows = column.groups.iter().map(|group| group_row(words, group)).collect();
    page.table(Table { columns: names(words, &columns), rows });
    page.sentence(words.with("train-groups-small", &[("count", SMALLEST_GROUP.into())]));
}

fn group_row(words: &Words, group: &GroupFigures) -> Vec<String> {
    vec![
        match &group.label {
            GroupLabel::Value(value) => value.clone(),
            GroupLabel::Missing => words.text("train-group-missing").to_owned(),
            GroupLabel::Rare => words.text("train-group-rare").to_owned(),
        },
        words.integer(group.clients),
        share(words, group.default_rate),
        share(words, group.mean_probability),
        share(words, group.acceptance_rate),
        group.acceptance_rate_of_repaid.map_or_else(String::new, |rate| share(words, rate)),
        group.auc.map_or_else(String::new, |auc| interval(words, auc)),
    ]
}

/// The names of the columns that tell [`Figures`].
pub(super) const FIGURE_COLUMNS: [&str; 5] = [
    "train-column-auc",
    "train-column-average-precision",
    "train-column-brier",
    "train-column-calibration-error",
    "train-column-cost",
];

/// The cells under [`FIGURE_COLUMNS`].
pub(super) fn figure_cells(words: &Words, figures: &Figures) -> Vec<String> {
    vec![
        interval(words, figures.auc),
        number(words, figures.average_precision),
        number(words, figures.brier),
        number(words, figures.calibration_error),
        number(words, figures.cost),
    ]
}

/// The texts of these keys; an empty key has none.
pub(super) fn names(words: &Words, keys: &[&str]) -> Vec<String> {
    let name = |key: &&str| if key.is_empty() { "" } else { words.text(key) }.to_owned();
    keys.iter().map(name).collect()
}

pub(super) fn number(words: &Words, number: f64) -> String {
    words.decimal(number, DECIMALS)
}

pub(super) fn share(words: &Words, share: f64) -> String {
    words.percent(share, 1)
}

pub(super) fn interval(words: &Words, estimate: Estimate) -> String {
    let [value, low, high] =
        [estimate.value, estimate.lower, estimate.upper].map(|figure| number(words, figure));
    words.with(
        "train-interval",
        &[("value", value.into()), ("low", low.into()), ("high", high.into())],
    )
}
