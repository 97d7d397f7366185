//! Opening the model and the base that a command names.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::anyhow;

use crate::{
    base::{self, ClientBase, ReadOptions, StoreChoice},
    demo,
    domain::{ClientId, Language, SilentJob, Threshold, Verdict},
    model::open::{self, ModelNote},
    portfolio::{Model, Portfolio},
    words::Words,
};

use super::{Failure, ReportFailure as _, args::InputArgs};

/// A model and a base, ready to answer.
pub(super) struct Inputs {
    pub(super) portfolio: Portfolio,
    pub(super) threshold: Threshold,
    pub(super) threshold_origin: ThresholdOrigin,
}

/// Where the threshold comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum ThresholdOrigin {
    /// From the command line.
    Argument,
    /// From the model's card.
    Model,
    /// Nobody gave one.
    StandIn,
}

/// Opens what the arguments name, or the demo.
pub(super) fn open(args: &InputArgs) -> Result<Inputs, Failure> {
    let model = Arc::new(Model::new(match &args.model {
        Some(path) => open::open_model(path).or_bad_input()?,
        None => demo::model().or_other()?,
    }));
    let base = match &args.base {
        Some(path) => {
            open_base(path, Some(&model), args.id_column.as_deref(), args.store.choice())?
        }
        None => demo::base(&SilentJob).or_other()?,
    };
    let base = describe(base, args)?;
    let portfolio = Portfolio::new(Arc::clone(&model), base).or_bad_input()?;
    let (threshold, threshold_origin) = match (args.threshold, model.threshold()) {
        (Some(threshold), _) => (threshold, ThresholdOrigin::Argument),
        (None, Some(threshold)) => (threshold, ThresholdOrigin::Model),
        (None, None) => {
            warn(&format!(
                "this model has no threshold: {} is used, give one with --threshold",
                Threshold::STAND_IN.get()
            ));
            (Threshold::STAND_IN, ThresholdOrigin::StandIn)
        }
    };
    warn_about(&portfolio);
    Ok(Inputs { portfolio, threshold, threshold_origin })
}

/// Says on standard error what the reader of the scores must know: nothing is decided in silence.
fn warn_about(portfolio: &Portfolio) {
    for note in portfolio.model().notes() {
        match note {
            // Said already, or nothing that changes a score.
            ModelNote::NoThreshold
            | ModelNote::NoDictionary
            | ModelNote::NoCard
            | ModelNote::Verified(_)
            | ModelNote::NotVerified
            | ModelNote::FeaturesWithoutWords(_) => {}
            note => warn(&format!("about the model: {note}")),
        }
    }
    for note in portfolio.binding().notes() {
        warn(&note.to_string());
    }
    for note in portfolio.base().notes().iter().filter(|note| note.is_warning()) {
        warn(&format!("about the base: {note}"));
    }
}

fn warn(message: &str) {
    eprintln!("clairscore: warning: {message}");
}

/// Refuses to write a result over one of the files that it comes from.
pub(super) fn refuse_to_overwrite(
    output: Option<&Path>,
    inputs: &[Option<&PathBuf>],
) -> Result<(), Failure> {
    let Some(written) = output.and_then(|path| path.canonicalize().ok()) else { return Ok(()) };
    let is_input = inputs
        .iter()
        .flatten()
        .filter_map(|input| input.canonicalize().ok())
        .any(|input| written == input || written.starts_with(&input));
    if is_input {
        return Err(Failure::BadInput(anyhow!(
            "the result would replace a file that is read: choose another name for it: {}",
            written.display()
        )));
    }
    Ok(())
}

/// Opens a base for the features of a model, if there is one.
pub(super) fn open_base(
    path: &Path,
    model: Option<&Model>,
    id_column: Option<&str>,
    store: StoreChoice,
) -> Result<ClientBase, Failure> {
    let options = ReadOptions { store, ..Portfolio::read_options(model, id_column) };
    base::open_base(path, &options, &SilentJob).or_bad_input()
}

/// The base with the tables that describe its clients.
fn describe(base: ClientBase, args: &InputArgs) -> Result<Arc<ClientBase>, Failure> {
    let mut base = Arc::new(base);
    for path in &args.describe {
        let options = ReadOptions { store: args.store.choice(), ..Portfolio::table_options(&base) };
        let table = base::open_base(path, &options, &SilentJob).or_bad_input()?;
        let (described, report) = ClientBase::with_table(&base, Arc::new(table)).or_bad_input()?;
        if report.unmatched_clients > 0 {
            warn(&format!(
                "{}: {} of {} clients are described, the others have no value there",
                path.display(),
                report.matched,
                report.matched + report.unmatched_clients
            ));
        }
        base = Arc::new(described);
    }
    Ok(base)
}

/// Refuses to give a result away that was derived from cells that could no longer be read. To be
/// asked after the last of them was used, and before anything is written.
pub(super) fn refuse_if_faulty(base: &ClientBase) -> Result<(), Failure> {
    base.fault().map_or(Ok(()), Err).or_bad_input()
}

/// Risk and threshold in one sentence; a stand-in is not called the bank's threshold.
pub(super) fn headline(inputs: &Inputs, words: &Words, verdict: Verdict) -> String {
    if inputs.threshold_origin != ThresholdOrigin::StandIn {
        return words.headline(verdict);
    }
    let numbers = words.verdict_numbers(verdict);
    let line = |label: &str, value: String| {
        let label = words.text(label).into();
        words.with("common-colon", &[("label", label), ("value", value.into())])
    };
    format!(
        "{}. {}.",
        line("client-headline-risk", numbers.probability),
        line("client-headline-threshold-stand-in", numbers.threshold)
    )
}

/// The row of a client.
pub(super) fn find(base: &ClientBase, client_id: &ClientId) -> Result<u32, Failure> {
    let found = base.ids().find(client_id);
    match found.rows() {
        [row] => Ok(*row),
        [] => Err(Failure::BadInput(anyhow!(
            "no client has the identifier {client_id} in column `{}`: {}",
            base.id_column(),
            base.name()
        ))),
        rows => Err(Failure::BadInput(anyhow!(
            "{} rows share the identifier {client_id} in column `{}`, expected one: {}",
            rows.len(),
            base.id_column(),
            base.name()
        ))),
    }
}

/// The language that was asked for, else the system's.
pub(super) fn language(asked: Option<Language>) -> Language {
    asked.unwrap_or_else(crate::locale::system_language)
}
