//! `clairscore check`: whether a model file is whole, and what it is.

use serde::Serialize;

use crate::{
    domain::Threshold,
    model::{
        lightgbm::SecondOpinion,
        open::{self, OpenError, OpenedModel},
    },
};

use super::{
    Failure, ReportFailure as _,
    args::{CheckArgs, Format},
    output,
};

/// What a check found, as JSON writes it.
#[derive(Debug, Serialize)]
struct Checked<'a> {
    file: String,
    valid: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    fault: Option<Fault>,
    #[serde(skip_serializing_if = "Option::is_none")]
    model: Option<ModelRecord<'a>>,
}

#[derive(Debug, Serialize)]
struct Fault {
    message: String,
    line: Option<usize>,
    tree: Option<usize>,
}

#[derive(Debug, Serialize)]
struct ModelRecord<'a> {
    name: &'a str,
    format: &'static str,
    objective: &'static str,
    sigmoid: f64,
    features: usize,
    used_features: usize,
    trees: usize,
    trees_in_file: usize,
    leaves: usize,
    training_rows: Option<u64>,
    threshold: Option<f64>,
    sha256: &'a str,
    second_engine: &'static str,
    notes: Vec<String>,
    /// How training used the features, those with the largest gain first.
    importances: Vec<ImportanceRecord<'a>>,
}

#[derive(Debug, Serialize)]
struct ImportanceRecord<'a> {
    feature: &'a str,
    /// Splits that ask about it.
    splits: u64,
    /// By how much they reduced the training loss together.
    gain: f64,
}

/// Checks the model that the arguments name.
pub(super) fn run(args: &CheckArgs) -> Result<(), Failure> {
    let file = args.model.display().to_string();
    match open::open_model(&args.model) {
        Ok(opened) => {
            let record = describe(&opened);
            let text = match args.format {
                Format::Json => output::to_json(&Checked {
                    file,
                    valid: true,
                    fault: None,
                    model: Some(record),
                })?,
                Format::Text => as_text(&file, &record),
            };
            output::write(&text, None)
        }
        Err(error) => {
            if args.format == Format::Json {
                let fault = Some(fault(&error));
                output::write(
                    &output::to_json(&Checked { file, valid: false, fault, model: None })?,
                    None,
                )?;
            }
            Err(error).or_bad_input()
        }
    }
}

fn fault(error: &OpenError) -> Fault {
    let place = error.place();
    Fault {
        message: error.to_string(),
        line: place.map(|place| place.line),
        tree: place.and_then(|place| place.tree),
    }
}

fn describe(opened: &OpenedModel) -> ModelRecord<'_> {
    let summary = opened.forest.summary();
    ModelRecord {
        name: &opened.name,
        format: summary.version.as_str(),
        objective: summary.objective.name(),
        sigmoid: summary.objective.sigmoid(),
        features: summary.features,
        used_features: summary.used_features,
        trees: summary.trees,
        trees_in_file: summary.trees_in_file,
        leaves: summary.leaves,
        training_rows: summary.training_rows,
        threshold: opened.threshold().map(Threshold::get),
        sha256: &opened.sha256,
        second_engine: match SecondOpinion::load(&opened.forest) {
            Ok(_) => "reads it",
            Err(_) => "refuses it",
        },
        notes: opened.notes.iter().map(ToString::to_string).collect(),
        importances: importances(opened),
    }
}

/// Features that no split asks about are left out; ties in the model's order.
fn importances(opened: &OpenedModel) -> Vec<ImportanceRecord<'_>> {
    let found = opened.forest.importances();
    let named = opened.forest.features().iter().zip(found).filter(|(_, found)| found.splits > 0);
    let mut records: Vec<ImportanceRecord<'_>> = named
        .map(|(feature, found)| ImportanceRecord {
            feature: &feature.name,
            splits: found.splits,
            gain: found.gain,
        })
        .collect();
    records.sort_by(|left, right| right.gain.total_cmp(&left.gain));
    records
}

fn as_text(file: &str, record: &ModelRecord<'_>) -> String {
    let mut lines = vec![
        format!("{file}: whole and readable"),
        format!("name           {}", record.name),
        format!(
            "format         {} · {} · sigmoid {}",
            record.format, record.objective, record.sigmoid
        ),
        format!(
            "trees          {} of {} · {} leaves",
            record.trees, record.trees_in_file, record.leaves
        ),
        format!("features       {} · {} used", record.features, record.used_features),
        format!(
            "threshold      {}",
            record.threshold.map_or("none".to_owned(), |threshold| threshold.to_string())
        ),
        format!("SHA-256        {}", record.sha256),
        format!("second engine  {}", record.second_engine),
    ];
    lines.extend(record.notes.iter().map(|note| format!("note           {note}")));
    if !record.importances.is_empty() {
        lines.push(String::new());
        lines.push("how training used the features (not why a client has a score)".to_owned());
        lines.push(format!("{:<40} {:>9} {:>16}", "feature", "splits", "total gain"));
        lines.extend(record.importances.iter().map(|importance| {
            let ImportanceRecord { feature, splits, gain } = importance;
            format!("{feature:<40} {splits:>9} {gain:>16.4}")
        }));
    }
    lines.join("\n") + "\n"
}
