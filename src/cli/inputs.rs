//! Opening the model and the base that a command names.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    base::{self, ClientBase, ReadOptions, StoreChoice},
    demo,
    domain::{ClientId, Language, SilentJob, Threshold, Verdict},
    faults::Said as _,
    model::open::{self, ModelNote},
    portfolio::{Model, Portfolio},
    words::Words,
};

use super::{Failure, ReportFailure as _, args::InputArgs, refused};

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
pub(super) fn open(args: &InputArgs, words: &Words) -> Result<Inputs, Failure> {
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
    let base = describe(base, args, words)?;
    let portfolio = Portfolio::new(Arc::clone(&model), base).or_bad_input()?;
    let (threshold, threshold_origin) = match (args.threshold, model.threshold()) {
        (Some(threshold), _) => (threshold, ThresholdOrigin::Argument),
        (None, Some(threshold)) => (threshold, ThresholdOrigin::Model),
        (None, None) => {
            let stand_in = Threshold::STAND_IN.get().to_string();
            warn(&words.with("cli-no-threshold", &[("threshold", stand_in.into())]), words);
            (Threshold::STAND_IN, ThresholdOrigin::StandIn)
        }
    };
    warn_about(&portfolio, words);
    Ok(Inputs { portfolio, threshold, threshold_origin })
}

/// Says on standard error what the reader of the scores must know: nothing is decided in silence.
fn warn_about(portfolio: &Portfolio, words: &Words) {
    for note in portfolio.model().notes() {
        match note {
            // Said already, or nothing that changes a score.
            ModelNote::NoThreshold
            | ModelNote::NoDictionary
            | ModelNote::NoCard
            | ModelNote::Verified(_)
            | ModelNote::NotVerified
            | ModelNote::FeaturesWithoutWords(_) => {}
            note => {
                let note = note.said(words);
                warn(&words.with("cli-about-model", &[("note", note.into())]), words);
            }
        }
    }
    for note in portfolio.binding().notes() {
        warn(&note.said(words), words);
    }
    for note in portfolio.base().notes().iter().filter(|note| note.is_warning()) {
        let note = note.said(words);
        warn(&words.with("cli-about-base", &[("note", note.into())]), words);
    }
}

fn warn(message: &str, words: &Words) {
    eprintln!("clairscore: {}", words.with("cli-warning", &[("message", message.into())]));
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
        let path = written.display();
        return Err(refused("refusal-replaces-input", &[("path", &path)])).or_bad_input();
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
fn describe(base: ClientBase, args: &InputArgs, words: &Words) -> Result<Arc<ClientBase>, Failure> {
    let mut base = Arc::new(base);
    for path in &args.describe {
        let options = ReadOptions { store: args.store.choice(), ..Portfolio::table_options(&base) };
        let table = base::open_base(path, &options, &SilentJob).or_bad_input()?;
        let (described, report) = ClientBase::with_table(&base, Arc::new(table)).or_bad_input()?;
        if report.unmatched_clients > 0 {
            let clients = report.matched + report.unmatched_clients;
            let args = [
                ("path", path.display().to_string().into()),
                ("matched", report.matched.to_string().into()),
                ("clients", clients.to_string().into()),
            ];
            warn(&words.with("cli-partly-described", &args), words);
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
    let (column, name) = (base.id_column(), base.name());
    match found.rows() {
        [row] => Ok(*row),
        [] => Err(refused(
            "refusal-no-such-client",
            &[("id", client_id), ("column", &column), ("base", &name)],
        )),
        rows => Err(refused(
            "refusal-several-clients",
            &[("count", &rows.len()), ("id", client_id), ("column", &column), ("base", &name)],
        )),
    }
    .or_bad_input()
}

/// The language that was asked for, else the system's.
pub(super) fn language(asked: Option<Language>) -> Language {
    asked.unwrap_or_else(crate::locale::system_language)
}
