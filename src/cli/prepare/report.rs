//! What was prepared, in words.

use std::path::Path;

use crate::{
    base::BaseNote,
    faults::Said as _,
    pipeline::prepare::{MissingTable, Report, Table, TableReport},
    words::{Arg, Words},
};

/// The report of a feature table that was written to `place`, and its words to `dictionary`.
pub(super) fn report(words: &Words, report: &Report, place: &Path, dictionary: &Path) -> String {
    let mut lines = vec![words.with(
        "prepare-made",
        &[
            ("clients", report.clients.into()),
            ("columns", report.columns.into()),
            ("recipe", report.recipe.name().into()),
            ("place", place.display().to_string().into()),
        ],
    )];
    let dictionary = dictionary.display().to_string();
    lines.push(words.with("prepare-dictionary", &[("place", dictionary.into())]));
    lines.push(words.with("prepare-labelled", &[("count", report.labelled.into())]));
    if report.left_out > 0 {
        lines.push(words.with("prepare-left-out", &[("count", report.left_out.into())]));
    }
    if report.no_neighbours {
        lines.push(words.text("prepare-no-neighbours").to_owned());
    }
    lines.push(String::new());
    lines.push(words.text("prepare-tables").to_owned());
    lines.extend(report.tables.iter().map(|table| table_line(words, table)));
    lines.extend(report.missing.iter().flat_map(|table| missing_lines(words, table)));
    if !report.infinite.is_empty() {
        lines.push(String::new());
        lines.push(words.text("prepare-infinite").to_owned());
        lines.extend(report.infinite.iter().map(|(column, count)| {
            indented(
                words,
                "prepare-infinite-column",
                &[("column", column.into()), ("count", (*count).into())],
            )
        }));
    }
    if !report.unseen.is_empty() {
        lines.push(String::new());
        lines.push(words.text("prepare-unseen").to_owned());
        lines.extend(report.unseen.iter().map(|unseen| {
            let column = format!("{}.{}", unseen.table.stem(), unseen.column);
            indented(
                words,
                "prepare-unseen-column",
                &[("column", column.into()), ("count", unseen.rows.into())],
            )
        }));
    }
    if !report.notes.is_empty() {
        lines.push(String::new());
        lines.push(words.text("prepare-notes").to_owned());
        let said = |(table, note): &(Table, BaseNote)| {
            let args = [("file", table.stem().into()), ("fault", note.said(words).into())];
            format!("  {}", words.with("fault-in-file-before", &args))
        };
        lines.extend(report.notes.iter().map(said));
    }
    lines.join("\n") + "\n"
}

fn table_line(words: &Words, table: &TableReport) -> String {
    let rows = words.with("prepare-rows", &[("count", table.rows.into())]);
    let mut line = format!("  {:<22}{rows}", table.table.stem());
    if table.strays > 0 {
        line.push_str(&words.with("prepare-strays", &[("count", table.strays.into())]));
    }
    line
}

fn missing_lines(words: &Words, table: &MissingTable) -> Vec<String> {
    let shares: Vec<String> = table.shares.iter().map(|start| format!("{start}*")).collect();
    let columns = [table.columns.clone(), shares].concat().join(", ");
    let name = table.table.stem();
    vec![
        String::new(),
        words.with("prepare-missing", &[("table", name.into()), ("columns", columns.into())]),
    ]
}

fn indented(words: &Words, key: &str, args: &[(&str, Arg<'_>)]) -> String {
    format!("  {}", words.with(key, args))
}
