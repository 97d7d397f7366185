//! The model's page: what it is, who made it, from what, how good, what it reads.

use crate::{
    model::{
        Calibration,
        bundle::{Card, Metric},
    },
    portfolio::{Agreement, HOLD_OUT, Model, Portfolio},
    state::{
        AppState,
        view::{ModelView, TableView, ThresholdView},
    },
    words::Words,
};

use super::{
    notices,
    slot::{Shared, Wanted},
};

/// What the model's page depends on, but for the threshold.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::state) struct ModelInput {
    model: Shared<Model>,
    portfolio: Option<Shared<Portfolio>>,
    agreement: Option<Agreement>,
    words: Words,
}

impl ModelInput {
    pub(super) fn of(state: &AppState) -> Wanted<Self> {
        let session = &state.session;
        let Some(model) = &session.model else { return Wanted::Nothing };
        Wanted::From(Self {
            model: Shared::of(model),
            portfolio: session.portfolio.as_ref().map(Shared::of),
            agreement: session.agreement.clone(),
            words: state.words.clone(),
        })
    }

    /// The page of the open model; its threshold stands beside it.
    pub(super) fn derive(&self) -> ModelView {
        let (words, model) = (&self.words, &*self.model);
        ModelView {
            title: model.title(),
            summary: summary(words, model),
            facts: facts(words, model),
            metrics: model.card().map(|card| metrics(words, card)).unwrap_or_default(),
            features: features(words, model),
            protected: protected(words, model),
            notes: notices::model_notes(model, self.portfolio.as_deref(), words),
            verification: verification(words, self.agreement.as_ref()),
            threshold: ThresholdView::default(),
        }
    }
}

fn summary(words: &Words, model: &Model) -> String {
    let summary = model.forest().summary();
    let trees = if summary.trees == summary.trees_in_file {
        words.with("model-trees", &[("count", summary.trees.into())])
    } else {
        words.with(
            "model-trees-used",
            &[("used", summary.trees.into()), ("total", summary.trees_in_file.into())],
        )
    };
    let features = words.with("model-features-count", &[("count", summary.used_features.into())]);
    let kind = words.with("model-engine-text", &[("objective", summary.objective.name().into())]);
    format!("{kind} · {trees} · {features}")
}

/// What the card says, line by line; lines without a content are left out.
fn facts(words: &Words, model: &Model) -> TableView {
    let mut rows: Vec<(&str, String)> = Vec::new();
    if let Some(card) = model.card() {
        rows.push(("model-version", card.version.clone()));
        rows.push(("model-date", words.date(&card.date)));
        rows.push(("model-made-by", card.author.clone()));
        rows.push(("model-made-with", card.made_with.clone()));
        rows.push(("model-target", target(words, card)));
        rows.push(("model-training-data", training(words, card)));
        rows.push(("model-calibration", calibration(words, model)));
        rows.push(("model-command", card.command.clone()));
    }
    rows.push(("model-digest", model.sha256().to_owned()));
    let known = rows.into_iter().filter(|(_, text)| !text.is_empty());
    TableView {
        caption: words.text("model-identity-title").to_owned(),
        columns: ["model-fact-column", "model-fact-value"]
            .map(|key| words.text(key).to_owned())
            .into(),
        rows: known.map(|(key, text)| vec![words.text(key).to_owned(), text]).collect(),
    }
}

fn target(words: &Words, card: &Card) -> String {
    let Some(target) = &card.target else { return String::new() };
    let meaning = target.positive();
    words.with(
        "model-target-meaning",
        &[
            ("column", target.column.as_str().into()),
            ("meaning", meaning.get(words.language()).into()),
        ],
    )
}

fn training(words: &Words, card: &Card) -> String {
    let Some(data) = &card.training else { return String::new() };
    let rows = data.rows.map(|rows| words.with("model-training-rows", &[("count", rows.into())]));
    let parts =
        [Some(data.name.clone()), rows, Some(data.attribution.clone()), Some(data.licence.clone())];
    let known = parts.into_iter().flatten().filter(|part| !part.is_empty());
    known.collect::<Vec<_>>().join(" · ")
}

/// How its probabilities come about, when not from the trees alone.
fn calibration(words: &Words, model: &Model) -> String {
    match model.calibration() {
        Calibration::None => String::new(),
        Calibration::Platt { .. } => words.text("model-calibration-platt").to_owned(),
        Calibration::Isotonic { .. } => words.text("model-calibration-isotonic").to_owned(),
    }
}

/// The metrics that the program has words for, measured on clients whom the model never saw.
const METRICS: [(&str, &str); 9] = [
    ("auc", "model-metric-auc"),
    ("average_precision", "model-metric-average-precision"),
    ("kolmogorov_smirnov", "model-metric-kolmogorov-smirnov"),
    ("brier", "model-metric-brier"),
    ("log_loss", "model-metric-log-loss"),
    ("calibration_error", "model-metric-calibration-error"),
    ("cost_per_client", "model-metric-cost"),
    ("gain_per_client", "model-metric-gain"),
    ("acceptance_rate", "model-metric-accepted"),
];

fn metrics(words: &Words, card: &Card) -> TableView {
    let columns = ["model-metric-column", "model-metric-value", "model-metric-interval"];
    let honest = |metric: &&Metric| metric.part.is_empty() || metric.part == HOLD_OUT;
    let rows = METRICS.iter().filter_map(|(name, key)| {
        let metric = card.metrics.iter().filter(honest).find(|metric| metric.name == *name)?;
        Some(metric_row(words, words.text(key), metric))
    });
    let clients = card
        .metrics
        .iter()
        .find(|metric| metric.name == "clients" && metric.part == HOLD_OUT)
        .map(|metric| metric.value as u64);
    TableView {
        caption: clients.map_or_else(String::new, |clients| {
            words.with("model-metrics-where", &[("count", clients.into())])
        }),
        columns: columns.into_iter().map(|key| words.text(key).to_owned()).collect(),
        rows: rows.collect(),
    }
}

fn metric_row(words: &Words, name: &str, metric: &Metric) -> Vec<String> {
    let interval = metric.low.zip(metric.high).map(|(low, high)| {
        let (low, high) = (words.significant(low), words.significant(high));
        words.with(
            "model-metric-interval-text",
            &[("low", low.as_str().into()), ("high", high.as_str().into())],
        )
    });
    vec![name.to_owned(), words.significant(metric.value), interval.unwrap_or_default()]
}

fn features(words: &Words, model: &Model) -> TableView {
    let columns = [
        "model-features-column-name",
        "model-features-column-column",
        "model-features-column-theme",
        "model-features-column-splits",
        "model-features-column-gain",
        "model-features-column-remark",
    ];
    let language = words.language();
    let forest = model.forest();
    let used = forest.features().iter().enumerate().filter(|(index, _)| forest.is_used(*index));
    let importances = forest.importances();
    let rows = used.map(|(index, feature)| {
        let importance = importances.get(index).copied().unwrap_or_default();
        let entry = model.dictionary().entry(&feature.name);
        let theme = entry.theme.as_ref().map_or("", |theme| theme.0.get(language));
        let remarks = [
            (entry.protected, "data-remark-protected"),
            (entry.negotiable, "data-remark-negotiable"),
        ];
        let remarks: Vec<&str> =
            remarks.iter().filter(|(holds, _)| *holds).map(|(_, key)| words.text(key)).collect();
        vec![
            words.label(entry, &feature.name).to_owned(),
            feature.name.clone(),
            theme.to_owned(),
            words.integer(importance.splits),
            words.significant(importance.gain),
            remarks.join(" · "),
        ]
    });
    TableView {
        caption: words.text("model-features-title").to_owned(),
        columns: columns.into_iter().map(|key| words.text(key).to_owned()).collect(),
        rows: rows.collect(),
    }
}

fn protected(words: &Words, model: &Model) -> String {
    if model.dictionary().is_empty() {
        return words.text("model-protected-unknown").to_owned();
    }
    let forest = model.forest();
    let names: Vec<&str> = forest
        .features()
        .iter()
        .enumerate()
        .filter(|(index, feature)| {
            forest.is_used(*index) && model.dictionary().entry(&feature.name).protected
        })
        .map(|(_, feature)| model.dictionary().label(&feature.name, words.language()))
        .collect();
    let listed = names.join(", ");
    let sentence = words.with(
        "model-protected-sentence",
        &[("count", names.len().into()), ("names", listed.as_str().into())],
    );
    if names.is_empty() {
        sentence
    } else {
        format!("{sentence} {}", words.text("model-protected-note"))
    }
}

fn verification(words: &Words, agreement: Option<&Agreement>) -> String {
    match agreement {
        Some(Agreement::Same { clients, largest_difference }) => {
            let difference = words.significant(*largest_difference);
            words.with(
                "model-check-agrees",
                &[("count", (*clients).into()), ("difference", difference.as_str().into())],
            )
        }
        Some(Agreement::Different { differing, largest_difference, .. }) => {
            let difference = words.significant(*largest_difference);
            words.with(
                "top-differs-hint",
                &[("count", (*differing).into()), ("difference", difference.as_str().into())],
            )
        }
        Some(Agreement::Unavailable(reason)) => {
            words.with("model-check-unavailable", &[("reason", reason.as_str().into())])
        }
        None => words.text("top-not-verified-hint").to_owned(),
    }
}
