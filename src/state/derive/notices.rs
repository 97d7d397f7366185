//! Messages about what could not be done, or what the reader must know.
//!
//! A failure has a headline and advice, then the detail for whoever has to mend the file, all in the
//! reader's language.

use std::path::Path;

use crate::{
    base::{
        BaseError, BaseFault, BaseNote, BindError, BindingNote, ClientBase, JoinError, StoreFault,
    },
    domain::Dictionary,
    faults::{Said as _, technical},
    model::{
        ModelError,
        bundle::BundleError,
        open::{ModelNote, OpenError},
        pickle::PickleError,
    },
    portfolio::{Agreement, Misfit, Model, Portfolio},
    state::{
        Described, Session, Source, TableFailure, TableFault,
        told::Told,
        view::{Notice, Severity},
    },
    words::Words,
};

use super::base_details;

/// A message lists at most this many names; the rest is counted.
const MOST_NAMES: usize = 20;

/// A model could not be opened.
pub(in crate::state) fn model_failure(source: &Source, error: &OpenError, words: &Words) -> Notice {
    let key = model_key(error);
    failure(key, source_name(source).as_str(), &error.said(words), words)
}

/// A base could not be opened.
pub(in crate::state) fn base_failure(source: &Source, error: &BaseError, words: &Words) -> Notice {
    let detail = base_details::detail(error, words);
    failure(base_key(&error.fault), source_name(source).as_str(), &detail, words)
}

/// A file is neither a model nor a base; the more telling of both reasons is given.
pub(in crate::state) fn neither_failure(
    path: &Path,
    not_a_model: &OpenError,
    not_a_base: &BaseError,
    words: &Words,
) -> Notice {
    let source = Source::Path(path.to_owned());
    if not_a_model.is_about_a_model() {
        model_failure(&source, not_a_model, words)
    } else {
        base_failure(&source, not_a_base, words)
    }
}

/// Model and base do not fit.
pub(in crate::state) fn misfit_notice(misfit: &Misfit, words: &Words) -> Notice {
    let (title, details) = match &misfit.cause {
        BindError::Missing { features: names } => (
            words.with("error-missing-features", &[("count", names.len().into())]),
            vec![
                words.text("error-missing-features-help").to_owned(),
                words.with(
                    "error-missing-features-list",
                    &[("names", listed(names, words).as_str().into())],
                ),
            ],
        ),
        _ => (
            words.text("error-cell").to_owned(),
            vec![words.text("error-cell-help").to_owned(), misfit.said(words)],
        ),
    };
    Notice { severity: Severity::Error, title, details }
}

/// The work was stopped by the person who waited.
pub(in crate::state) fn cancelled_notice(words: &Words) -> Notice {
    Notice {
        severity: Severity::Info,
        title: words.text("status-cancelled").to_owned(),
        details: Vec::new(),
    }
}

/// A defect of this program stopped the work.
pub(in crate::state) fn broken_notice(detail: &str, words: &Words) -> Notice {
    failure("error-worker", "", &technical(detail, words), words)
}

/// What the reader must know about what is open, in one notice; `None` when all is plain.
pub(in crate::state) fn base_notice(base: &ClientBase, words: &Words) -> Option<Notice> {
    let details: Vec<String> =
        base.notes().iter().filter_map(|note| base_note(note, words)).collect();
    (!details.is_empty()).then(|| Notice {
        severity: Severity::Warning,
        title: words.text("notice-base-title").to_owned(),
        details,
    })
}

/// What the reader must know before the first score of the open model is read.
pub(in crate::state) fn model_warnings(session: &Session, words: &Words) -> Vec<String> {
    let Some(model) = &session.model else { return Vec::new() };
    let matters = |note: &&ModelNote| {
        !matches!(note, ModelNote::NoCard | ModelNote::NoDictionary | ModelNote::Verified(_))
    };
    let of_model = model.notes().iter().filter(matters).filter_map(|note| model_note(note, words));
    of_model.chain(binding_notes(session.portfolio.as_deref(), words)).collect()
}

/// What the model's file lacks, and what was done about it.
pub(super) fn model_notes(
    model: &Model,
    portfolio: Option<&Portfolio>,
    words: &Words,
) -> Vec<String> {
    let of_model = model.notes().iter().filter_map(|note| model_note(note, words));
    of_model.chain(binding_notes(portfolio, words)).collect()
}

fn binding_notes(portfolio: Option<&Portfolio>, words: &Words) -> impl Iterator<Item = String> {
    portfolio.into_iter().flat_map(move |portfolio| {
        let notes = portfolio.binding().notes().iter();
        notes.filter_map(move |note| binding_note(note, portfolio.dictionary(), words))
    })
}

/// A message whose headline stands under `key`, and whose advice under `key` with `-help`.
pub(in crate::state) fn failure_notice(key: &str, detail: &str, words: &Words) -> Notice {
    failure(key, "", detail, words)
}

fn failure(key: &str, file: &str, detail: &str, words: &Words) -> Notice {
    let mut details = vec![words.text(&format!("{key}-help")).to_owned()];
    if !detail.is_empty() {
        details.push(detail.to_owned());
    }
    Notice { severity: Severity::Error, title: words.with(key, &[("file", file.into())]), details }
}

fn source_name(source: &Source) -> String {
    match source {
        Source::Demo => "demo".to_owned(),
        Source::Path(path) => path
            .file_name()
            .map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned()),
    }
}

fn base_key(fault: &BaseFault) -> &'static str {
    match fault {
        BaseFault::Cancelled => "error-cancelled",
        BaseFault::Unreadable { cause } => io_key(cause.kind()),
        BaseFault::Empty => "error-empty-file",
        BaseFault::NoClients => "error-empty-base",
        BaseFault::DuplicateColumns { .. } => "error-duplicate-headers",
        BaseFault::RowLengths { .. } => "error-short-rows",
        BaseFault::Cells { .. } | BaseFault::NotAnOutcome { .. } | BaseFault::ColumnType { .. } => {
            "error-cell"
        }
        BaseFault::Utf16WithoutMark | BaseFault::NotInEncoding { .. } => "error-encoding",
        BaseFault::NoSuchColumn { .. }
        | BaseFault::NoIdColumn { .. }
        | BaseFault::IdsTooLong { .. } => "error-id-column",
        BaseFault::MissingIds { .. } => "error-missing-ids",
        BaseFault::Encrypted
        | BaseFault::NoTableInArchive
        | BaseFault::TooManyEntries { .. }
        | BaseFault::InflatesTooFar { .. } => "error-archive",
        BaseFault::TooLarge { .. } => "error-memory",
        BaseFault::NotKept { .. } => "error-not-kept",
        BaseFault::Changed => "error-read",
        _ => "error-not-base",
    }
}

fn model_key(error: &OpenError) -> &'static str {
    match error {
        OpenError::Read { cause, .. } => io_key(cause.kind()),
        OpenError::TooLarge { .. } => "error-too-large",
        OpenError::Empty { .. } => "error-empty-file",
        OpenError::Foreign { .. } => "error-not-model",
        OpenError::Model { cause, .. } => match cause {
            ModelError::NotAModel { .. } => "error-not-model",
            ModelError::Unsupported { .. } => "error-model-kind",
            ModelError::TooLarge { .. } => "error-too-large",
            ModelError::Damaged { .. } => "error-model-damaged",
        },
        OpenError::Pickle { cause, .. } => match cause {
            PickleError::Class { .. } => "error-model-wrapped",
            PickleError::Instruction { .. } => "error-model-unsafe",
            _ => "error-model-damaged",
        },
        OpenError::Bundle { cause, .. } => match cause {
            BundleError::Changed { .. } => "error-bundle-changed",
            BundleError::Dictionary(_) => "error-dictionary",
            BundleError::Io { cause, .. } => io_key(cause.kind()),
            _ => "error-bundle",
        },
    }
}

fn io_key(kind: std::io::ErrorKind) -> &'static str {
    match kind {
        std::io::ErrorKind::NotFound => "error-not-found",
        std::io::ErrorKind::PermissionDenied => "error-permission",
        _ => "error-read",
    }
}

fn base_note(note: &BaseNote, words: &Words) -> Option<String> {
    match note {
        BaseNote::DuplicateIds { ids, first, .. } => {
            let first: Vec<String> = first.iter().map(ToString::to_string).collect();
            let listed = listed(&first, words);
            Some(words.with(
                "notice-duplicate-ids",
                &[("count", (*ids).into()), ("ids", listed.as_str().into())],
            ))
        }
        BaseNote::NotUtf8 => Some(words.text("notice-not-utf8").to_owned()),
        BaseNote::ClientsNumbered => Some(words.text("notice-clients-numbered").to_owned()),
        BaseNote::IdColumn { column, .. } if note.is_warning() => {
            Some(words.with("notice-id-column", &[("column", column.as_str().into())]))
        }
        BaseNote::NotKept { folder, .. } => {
            let folder = folder.display().to_string();
            Some(words.with("notice-not-kept", &[("folder", folder.as_str().into())]))
        }
        // Rare, and for whoever made the file: as the terminal says it.
        note => note.is_warning().then(|| note.said(words)),
    }
}

fn model_note(note: &ModelNote, words: &Words) -> Option<String> {
    Some(match note {
        ModelNote::NoThreshold => words.text("notice-no-threshold").to_owned(),
        ModelNote::NoFeatureNames => words.text("notice-no-names").to_owned(),
        ModelNote::NoDictionary => words.text("notice-no-dictionary").to_owned(),
        ModelNote::FeaturesWithoutWords(count) => {
            words.with("notice-dictionary-partial", &[("count", (*count).into())])
        }
        ModelNote::NoCard => words.text("notice-no-card").to_owned(),
        ModelNote::Verified(_) => words.text("model-digest-matches").to_owned(),
        ModelNote::NotVerified => words.text("model-digest-none").to_owned(),
        ModelNote::TreesUsed { used, total } => words
            .with("notice-trees-limited", &[("used", (*used).into()), ("total", (*total).into())]),
        ModelNote::PositiveClass(label) => words.with(
            "notice-positive-class",
            &[("label", crate::words::visible(label).into_owned().into())],
        ),
        ModelNote::CalibrationNotGiven(name) => words.with(
            "notice-calibration-not-given",
            &[("name", crate::words::visible(name).into_owned().into())],
        ),
        ModelNote::FromPickle(class) => {
            words.with("notice-from-pickle", &[("class", (*class).into())])
        }
        ModelNote::NotCovered(_)
        | ModelNote::FeatureCountDiffers { .. }
        | ModelNote::UnknownDictionaryColumns(_)
        | ModelNote::Besides(_) => return None,
    })
}

fn binding_note(note: &BindingNote, dictionary: &Dictionary, words: &Words) -> Option<String> {
    Some(match note {
        BindingNote::IdIsAFeature { column } => {
            words.with("notice-id-is-feature", &[("column", column.as_str().into())])
        }
        // Said by the model's own note.
        BindingNote::ByPosition { .. } => return None,
        BindingNote::UnknownCategories { feature, clients, .. } => {
            let label = dictionary.label(feature, words.language());
            words.with(
                "notice-unseen-categories",
                &[("label", label.into()), ("count", (*clients).into())],
            )
        }
    })
}

/// The tables that could not be added to a base, each with its reason.
pub(in crate::state) fn table_failures(described: &Described) -> Vec<Told<Notice>> {
    let told = |failed| Told::new(|words| table_failure(failed, words));
    described.failures.iter().map(told).collect()
}

fn table_failure(failed: &TableFailure, words: &Words) -> Notice {
    let source = Source::Path(failed.path.clone());
    let file = source_name(&source);
    match &failed.cause {
        TableFault::Unreadable(error) => base_failure(&source, error, words),
        TableFault::Misfit(JoinError::Duplicates { column, ids, rows, .. }) => {
            let args = [
                ("count", (*ids).into()),
                ("rows", words.integer(*rows as u64).into()),
                ("column", column.as_str().into()),
            ];
            let detail = words.with("detail-table-duplicates", &args);
            failure("error-table-duplicates", &file, &detail, words)
        }
        TableFault::Misfit(JoinError::NothingMatches { table_column, base_column, .. }) => {
            let args =
                [("table", table_column.as_str().into()), ("base", base_column.as_str().into())];
            let detail = words.with("detail-table-nothing", &args);
            failure("error-table-nothing", &file, &detail, words)
        }
    }
}

/// The kept copy of the open base changed under it.
pub(in crate::state) fn store_fault_notice(
    fault: &StoreFault,
    is_read_again: bool,
    words: &Words,
) -> Notice {
    let help = if is_read_again { "store-fault-reads-again" } else { "store-fault-open-again" };
    Notice {
        severity: Severity::Warning,
        title: words.text("store-fault").to_owned(),
        details: vec![words.text(help).to_owned(), fault.file.display().to_string()],
    }
}

/// The two engines disagree: the scores on screen must not be trusted.
pub(in crate::state) fn disagreement_notice(
    agreement: &Agreement,
    words: &Words,
) -> Option<Notice> {
    let Agreement::Different { differing, largest_difference, .. } = agreement else { return None };
    let difference = words.significant(*largest_difference);
    let args = [("count", (*differing).into()), ("difference", difference.as_str().into())];
    Some(Notice {
        severity: Severity::Error,
        title: words.text("notice-scores-differ").to_owned(),
        details: vec![words.with("top-differs-hint", &args)],
    })
}

fn listed(names: &[String], words: &Words) -> String {
    let shown = names.iter().take(MOST_NAMES).cloned().collect::<Vec<_>>().join(", ");
    match names.len().checked_sub(MOST_NAMES) {
        Some(more) if more > 0 => format!("{shown}… (+ {})", words.integer(more as u64)),
        _ => shown,
    }
}
