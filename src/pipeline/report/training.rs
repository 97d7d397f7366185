//! What a training came to: the report in the terminal, and the card for people in the bundle.

use super::{
    measured::{
        FIGURE_COLUMNS, calibration, figure_cells, group_section, interval, metrics, names, number,
        share, suspect,
    },
    page::{Page, Table},
};
use crate::{
    domain::Language,
    model::{Calibration, bundle::Card},
    pipeline::{
        CostPoint, Imbalance, Part, Rival, RivalKind, SUSPECT_AUC, Suspicion, ThresholdRule,
        TrainOptions, TrainedModel,
    },
    words::Words,
};

/// What a training came to.
#[derive(Debug, Clone, Copy)]
pub struct TrainingReport<'a> {
    /// The model and its figures.
    pub trained: &'a TrainedModel,
    /// Its card.
    pub card: &'a Card,
    /// What was asked.
    pub options: &'a TrainOptions,
    /// What is too good to be believed, besides single features.
    pub suspicion: Option<Suspicion>,
}

/// The page for the terminal, with what was tried and how long it took.
#[must_use]
pub fn training_page(words: &Words, report: &TrainingReport<'_>) -> Page {
    let mut page = Page::default();
    head(&mut page, words, report);
    suspects(&mut page, words, report);
    threshold(&mut page, words, report);
    page.heading(words.text("train-hold-out-title"));
    metrics(&mut page, words, &report.trained.hold_out);
    page.sentence(words.with(
        "train-validation-auc",
        &[("auc", interval(words, report.trained.validation.auc).into())],
    ));
    calibrated(&mut page, words, report);
    rivals(&mut page, words, &report.trained.rivals, true);
    balanced(&mut page, words, report);
    folds(&mut page, words, report);
    trials(&mut page, words, report);
    for column in &report.trained.groups {
        group_section(&mut page, words, column);
    }
    page
}

/// The card for people, in both languages.
#[must_use]
pub fn card_page(report: &TrainingReport<'_>) -> String {
    let pages = Language::ALL.map(|language| {
        let words = &Words::new(language);
        let mut page = Page::default();
        head(&mut page, words, report);
        suspects(&mut page, words, report);
        threshold(&mut page, words, report);
        page.heading(words.text("train-hold-out-title"));
        metrics(&mut page, words, &report.trained.hold_out);
        calibrated(&mut page, words, report);
        rivals(&mut page, words, &report.trained.rivals, false);
        balanced(&mut page, words, report);
        folds(&mut page, words, report);
        for column in &report.trained.groups {
            group_section(&mut page, words, column);
        }
        limits(&mut page, words, report);
        page.as_markdown()
    });
    pages.join("\n---\n\n")
}

fn head(page: &mut Page, words: &Words, report: &TrainingReport<'_>) {
    let TrainingReport { trained, card, .. } = report;
    page.title(format!("{} {}", card.name, card.version).trim());
    let line = |key: &str, value: &str| {
        let label = words.text(key).into();
        words.with("common-colon", &[("label", label), ("value", value.into())])
    };
    page.fact(line("model-date", &words.date(&card.date)));
    if !card.author.is_empty() {
        page.fact(line("model-made-by", &card.author));
    }
    page.fact(line("model-made-with", &card.made_with));
    if let Some(target) = &card.target {
        let meaning = target.positive();
        let meaning = meaning.get(words.language());
        let text = if meaning.is_empty() {
            target.column.clone()
        } else {
            format!("{} ({meaning})", target.column)
        };
        page.fact(line("model-target", &text));
    }
    if let Some(data) = &card.training {
        let known = [&data.name, &data.attribution, &data.licence, &data.source];
        let known: Vec<&str> =
            known.into_iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
        if !known.is_empty() {
            page.fact(line("model-training-data", &known.join(" · ")));
        }
        page.fact(line("train-base-sha256", &data.sha256));
    }
    let rows = trained.sizes.iter().map(|size| {
        vec![
            words
                .text(match size.part {
                    Part::Train => "train-part-train",
                    Part::Validation => "train-part-validation",
                    Part::HoldOut => "train-part-hold-out",
                })
                .to_owned(),
            words.integer(size.clients),
            words.integer(size.defaults),
            share(words, size.defaults as f64 / size.clients.max(1) as f64),
        ]
    });
    let columns = ["", "train-column-clients", "train-column-defaults", "train-column-rate"];
    page.table(Table { columns: names(words, &columns), rows: rows.collect() });
    page.sentence(words.with(
        "train-shape",
        &[
            ("features", trained.forest.features().len().into()),
            ("trees", trained.forest.trees().len().into()),
            ("leaves", trained.forest.summary().leaves.into()),
        ],
    ));
}

fn suspects(page: &mut Page, words: &Words, report: &TrainingReport<'_>) {
    for leak in &report.trained.suspected_leaks {
        page.sentence(words.with(
            "train-suspected-leak",
            &[
                ("feature", leak.feature.as_str().into()),
                ("auc", number(words, leak.auc).into()),
                ("limit", words.decimal(SUSPECT_AUC, 2).into()),
            ],
        ));
    }
    if let Some(suspicion) = report.suspicion {
        suspect(page, words, suspicion);
    }
}

fn threshold(page: &mut Page, words: &Words, report: &TrainingReport<'_>) {
    let TrainingReport { trained, options, .. } = report;
    let chosen = &trained.threshold;
    let at = |threshold: crate::domain::Threshold| number(words, threshold.get());
    page.heading(&words.with(
        "train-threshold-title",
        &[("threshold", at(chosen.cheapest.best.threshold).into())],
    ));
    page.sentence(match &options.threshold {
        ThresholdRule::Cost => words.with(
            "train-threshold-by-cost",
            &[
                ("ratio", words.significant(options.cost_ratio.get()).into()),
                ("ideal", number(words, options.cost_ratio.ideal_threshold()).into()),
            ],
        ),
        ThresholdRule::FBeta(beta) => words.with(
            "train-threshold-by-f-beta",
            &[
                ("beta", words.significant(*beta).into()),
                ("value", number(words, 1.0 - chosen.cheapest.best.cost).into()),
            ],
        ),
        ThresholdRule::Amounts(rule) => words.with(
            "train-threshold-by-amounts",
            &[
                ("column", rule.column.as_str().into()),
                ("lost", words.percent(rule.loss_share, 1).into()),
                ("earned", words.percent(rule.margin_share, 1).into()),
            ],
        ),
    });
    page.sentence(words.with(
        "train-threshold-flat",
        &[
            ("from", at(chosen.cheapest.flat_from).into()),
            ("to", at(chosen.cheapest.flat_to).into()),
        ],
    ));
    page.sentence(words.with(
        "train-threshold-interval",
        &[
            ("low", number(words, chosen.interval.lower).into()),
            ("high", number(words, chosen.interval.upper).into()),
        ],
    ));
    let columns = ["train-column-threshold", "train-column-loss"];
    let row = |point: &CostPoint| vec![at(point.threshold), number(words, point.cost)];
    let rows = chosen.curve.some_points(CURVE_POINTS).iter().map(row).collect();
    page.table(Table { columns: names(words, &columns), rows });
    if let Some(money) = &trained.money {
        page.sentence(words.with(
            "train-money",
            &[
                ("loss", words.significant(money.loss.value).into()),
                ("low", words.significant(money.loss.lower).into()),
                ("high", words.significant(money.loss.upper).into()),
                ("without", words.significant(money.without_model).into()),
            ],
        ));
    }
}

/// Lines of the table of thresholds.
const CURVE_POINTS: usize = 11;

fn calibrated(page: &mut Page, words: &Words, report: &TrainingReport<'_>) {
    calibration(page, words, &report.trained.hold_out);
    let (key, args) = match &report.trained.calibration {
        Calibration::None => {
            page.sentence(words.text("train-calibration-none"));
            return;
        }
        Calibration::Platt { slope, intercept } => (
            "train-calibration-platt",
            vec![
                ("slope", words.significant(*slope).into()),
                ("intercept", words.significant(*intercept).into()),
            ],
        ),
        Calibration::Isotonic { from, .. } => {
            ("train-calibration-isotonic", vec![("points", from.len().into())])
        }
    };
    page.sentence(words.with(key, &args));
    if let Some(before) = &report.trained.uncalibrated {
        page.sentence(words.with(
            "train-calibration-before",
            &[
                ("before", interval(words, before.calibration_error).into()),
                ("after", interval(words, report.trained.hold_out.calibration_error).into()),
            ],
        ));
    }
}

fn rivals(page: &mut Page, words: &Words, rivals: &[Rival], with_time: bool) {
    if rivals.is_empty() {
        return;
    }
    page.heading(words.text("train-rivals-title"));
    let mut columns = names(words, &["", "train-column-learnt"]);
    columns.extend(names(words, &FIGURE_COLUMNS));
    if with_time {
        columns.push(words.text("train-column-seconds").to_owned());
    }
    let row = |rival: &Rival| {
        let name = words.text(match rival.kind {
            RivalKind::Constant => "train-rival-constant",
            RivalKind::Logistic => "train-rival-logistic",
            RivalKind::Trees => "train-rival-trees",
        });
        let mut cells = vec![name.to_owned(), words.integer(rival.clients)];
        cells.extend(figure_cells(words, &rival.hold_out));
        if with_time {
            cells.push(words.decimal(rival.seconds, 1));
        }
        cells
    };
    page.table(Table { columns, rows: rivals.iter().map(row).collect() });
}

fn balanced(page: &mut Page, words: &Words, report: &TrainingReport<'_>) {
    if report.trained.balanced.is_empty() {
        return;
    }
    page.heading(words.text("train-balanced-title"));
    let mut columns = names(words, &["", "train-column-trees"]);
    columns.extend(names(words, &FIGURE_COLUMNS));
    let rows = report.trained.balanced.iter().flat_map(|tried| {
        let name = imbalance_name(words, tried.way);
        let trees = words.integer(u64::from(tried.trees));
        let own = words.with("train-balanced-own", &[("way", name.into())]);
        let after = words.with(
            "train-balanced-calibrated",
            &[("way", name.into()), ("method", tried.method.name().into())],
        );
        [(own, &tried.own), (after, &tried.calibrated)].map(|(name, figures)| {
            let mut cells = vec![name, trees.clone()];
            cells.extend(figure_cells(words, figures));
            cells
        })
    });
    page.table(Table { columns, rows: rows.collect() });
    page.sentence(words.text("train-balanced-note"));
}

fn imbalance_name(words: &Words, way: Imbalance) -> &str {
    words.text(match way {
        Imbalance::None => "train-way-none",
        Imbalance::Weights => "train-way-weights",
        Imbalance::Smote => "train-way-smote",
    })
}

fn folds(page: &mut Page, words: &Words, report: &TrainingReport<'_>) {
    let folds = &report.trained.folds;
    if folds.is_empty() {
        return;
    }
    let count = folds.len() as f64;
    let mean = folds.iter().map(|fold| fold.auc).sum::<f64>() / count;
    let spread = folds.iter().map(|fold| (fold.auc - mean).powi(2)).sum::<f64>();
    let deviation = (spread / (count - 1.0).max(1.0)).sqrt();
    page.heading(words.text("train-folds-title"));
    page.sentence(words.with(
        "train-folds",
        &[
            ("count", folds.len().into()),
            ("mean", number(words, mean).into()),
            ("deviation", number(words, deviation).into()),
        ],
    ));
    let columns =
        ["train-column-fold", "train-column-clients", "train-column-trees", "train-column-auc"];
    let rows = (1_u64..).zip(folds).map(|(place, fold)| {
        vec![
            words.integer(place),
            words.integer(fold.clients),
            words.integer(u64::from(fold.trees)),
            number(words, fold.auc),
        ]
    });
    page.table(Table { columns: names(words, &columns), rows: rows.collect() });
}

fn trials(page: &mut Page, words: &Words, report: &TrainingReport<'_>) {
    let trials = &report.trained.trials;
    if trials.is_empty() {
        return;
    }
    page.heading(words.text("train-trials-title"));
    let given_up = trials.iter().filter(|trial| trial.given_up).count();
    page.sentence(
        words
            .with("train-trials", &[("count", trials.len().into()), ("given_up", given_up.into())]),
    );
    let columns = [
        "train-column-trial",
        "train-column-learning-rate",
        "train-column-leaves",
        "train-column-leaf-clients",
        "train-column-features",
        "train-column-clients-a-tree",
        "train-column-l2",
        "train-column-trees",
        "train-column-auc",
    ];
    let rows = (1_u64..).zip(trials).map(|(place, trial)| {
        let auc = number(words, trial.auc);
        vec![
            words.integer(place),
            words.significant(trial.trees.learning_rate),
            words.integer(u64::from(trial.trees.leaves)),
            words.integer(u64::from(trial.trees.min_leaf_clients)),
            words.significant(trial.trees.feature_fraction),
            words.significant(trial.trees.client_fraction),
            words.significant(trial.trees.l2),
            words.integer(u64::from(trial.grown)),
            if trial.given_up {
                words.with("train-trial-given-up", &[("auc", auc.into())])
            } else {
                auc
            },
        ]
    });
    page.table(Table { columns: names(words, &columns), rows: rows.collect() });
}

fn limits(page: &mut Page, words: &Words, report: &TrainingReport<'_>) {
    page.heading(words.text("train-limits-title"));
    page.sentence(words.text("train-limits-refused"));
    page.sentence(words.text("train-limits-association"));
    page.sentence(words.text("train-limits-person"));
    page.heading(words.text("train-rebuild-title"));
    page.code(&report.card.command);
}
