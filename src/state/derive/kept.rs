//! The kept copies of client bases, and the tables of the open one, in words.

use std::{path::Path, time::SystemTime};

use crate::{
    base::{StoreChoice, StoreEntry},
    state::{
        AppState, OpenKind, Table,
        view::{KeptBaseView, KeptView, OpenView, TableEntry},
    },
    words::Words,
};

/// Seconds in a day.
const DAY: u64 = 86_400;

/// The dialog of the kept copies, while it is shown.
pub(super) fn kept(state: &AppState) -> Option<KeptView> {
    let kept = state.kept.as_ref()?;
    let words = &state.words;
    let folder = match &state.store {
        StoreChoice::Folder(path) => path.display().to_string(),
        StoreChoice::Off => String::new(),
    };
    let entries = kept.entries.as_deref();
    let total: u64 = entries.unwrap_or_default().iter().map(|entry| entry.bytes).sum();
    let summary = match entries {
        None => words.text("status-kept").to_owned(),
        Some([]) => words.text("kept-none").to_owned(),
        Some(entries) => words.with(
            "kept-total",
            &[("count", entries.len().into()), ("size", words.size(total).into())],
        ),
    };
    let in_use = words.with("kept-in-use", &[("count", kept.in_use.into())]);
    let now = SystemTime::now();
    Some(KeptView {
        is_kept: !state.settings.keeps_no_bases && state.store != StoreChoice::Off,
        can_be_kept: state.store != StoreChoice::Off,
        summary,
        note: if kept.in_use == 0 { String::new() } else { in_use },
        folder,
        bases: entries
            .unwrap_or_default()
            .iter()
            .map(|entry| kept_base(entry, now, words))
            .collect(),
    })
}

fn kept_base(entry: &StoreEntry, now: SystemTime, words: &Words) -> KeptBaseView {
    let size = words.size(entry.bytes);
    let used = used(entry.last_used, now, words);
    if entry.source.is_empty() {
        return KeptBaseView {
            name: words.text("kept-unreadable").to_owned(),
            facts: format!("{size} · {used}"),
            source: entry.file.display().to_string(),
        };
    }
    let clients = words.with("top-base-clients", &[("count", entry.rows.into())]);
    let columns = words.with("kept-columns", &[("count", entry.columns.into())]);
    let base = file_name(Path::new(&entry.source));
    let name = match &entry.numbers_about {
        None => base,
        Some(model) => words.with(
            "kept-contributions",
            &[("base", base.as_str().into()), ("model", model.as_str().into())],
        ),
    };
    KeptBaseView {
        name,
        facts: format!("{clients} · {columns} · {size} · {used}"),
        source: entry.source.clone(),
    }
}

/// "used today", "used 12 days ago".
fn used(last: SystemTime, now: SystemTime, words: &Words) -> String {
    let days = now.duration_since(last).map_or(0, |elapsed| elapsed.as_secs() / DAY);
    if days == 0 {
        words.text("kept-used-today").to_owned()
    } else {
        words.with("kept-used", &[("days", days.into())])
    }
}

/// The dialog that opens files, while it is shown.
pub(super) fn open_dialog(state: &AppState) -> Option<OpenView> {
    let open = state.desk.open.as_ref()?;
    let tables = match (open.kind, &state.session.described) {
        (OpenKind::Table, Some(described)) => {
            described.tables.iter().map(|table| table_entry(table, &state.words)).collect()
        }
        _ => Vec::new(),
    };
    let error = open.error.as_ref().map(|error| error.of(state.words.language()).clone());
    let (kind, path, error) = (open.kind, open.path.clone(), error.unwrap_or_default());
    Some(OpenView { kind, path, error, tables })
}

/// "describes 29 800 of 30 000 clients · 12 columns".
fn table_entry(table: &Table, words: &Words) -> TableEntry {
    let report = &table.report;
    let described = words.with(
        "table-describes",
        &[
            ("matched", words.integer(report.matched as u64).into()),
            ("count", (report.matched + report.unmatched_clients).into()),
        ],
    );
    let columns = words
        .with("kept-columns", &[("count", (report.replaced_columns + report.new_columns).into())]);
    TableEntry { name: file_name(&table.path), facts: format!("{described} · {columns}") }
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
