//! Where a base is at fault, in the reader's language: columns, lines and counts, never a value.

use crate::{
    base::{BadCells, BaseError, BaseFault, PlaceUnit, Places},
    faults::Said as _,
    words::{Arg, Words},
};

/// A detail names at most this many columns or lines.
const MOST_NAMED: usize = 10;

/// What is wrong and where. Rare faults are told as in the terminal.
pub(super) fn detail(error: &BaseError, words: &Words) -> String {
    let file = error.file.display().to_string();
    let what = match &error.fault {
        // The headline and its advice say it all.
        BaseFault::Unreadable { .. } | BaseFault::Empty | BaseFault::NoClients => return file,
        BaseFault::DuplicateColumns { columns } => {
            let names = columns.iter().map(|column| column.name.as_str());
            words.with("detail-duplicate-columns", &[("names", joined(names).into())])
        }
        BaseFault::RowLengths { expected, rows } => {
            let lines = rows.iter().map(|row| format!("{} ({})", row.line, row.cells));
            words.with(
                "detail-row-lengths",
                &[("count", (*expected).into()), ("lines", joined(lines).into())],
            )
        }
        BaseFault::Cells { columns } => columns
            .iter()
            .take(MOST_NAMED)
            .map(|bad| bad_cells(bad, words))
            .collect::<Vec<_>>()
            .join("\n"),
        BaseFault::MissingIds { column, places } => words.with(
            "detail-missing-ids",
            &[("column", column.as_str().into()), ("places", place(places, words).into())],
        ),
        BaseFault::NoIdColumn { columns } | BaseFault::NoSuchColumn { columns, .. } => {
            let names = columns.iter().map(String::as_str);
            words.with("detail-columns", &[("names", joined(names).into())])
        }
        BaseFault::Nul { line } => words.with("detail-nul", &[("line", text_of(*line))]),
        BaseFault::UnclosedQuote { line, column } => words.with(
            "detail-unclosed-quote",
            &[("line", text_of(*line)), ("column", column.as_str().into())],
        ),
        _ => return error.said(words),
    };
    format!("{what} {file}")
}

fn bad_cells(bad: &BadCells, words: &Words) -> String {
    words.with(
        "detail-cells",
        &[
            ("count", bad.places.count.into()),
            ("column", bad.column.as_str().into()),
            ("places", place(&bad.places, words).into()),
        ],
    )
}

/// "lines 6, 12, 30…"
fn place(places: &Places, words: &Words) -> String {
    let key = match places.unit {
        PlaceUnit::Line => "detail-lines",
        PlaceUnit::Row => "detail-rows",
    };
    let shown = joined(places.first.iter().map(ToString::to_string));
    let more = if places.count > places.first.len() as u64 && !shown.ends_with('…') {
        "…"
    } else {
        ""
    };
    words.with(key, &[("count", places.count.into()), ("places", format!("{shown}{more}").into())])
}

/// A line number, whose digits are not grouped: it is what an editor shows.
fn text_of(line: u64) -> Arg<'static> {
    line.to_string().into()
}

fn joined<T: AsRef<str>>(names: impl ExactSizeIterator<Item = T>) -> String {
    let more = if names.len() > MOST_NAMED { "…" } else { "" };
    let shown: Vec<T> = names.take(MOST_NAMED).collect();
    let shown: Vec<&str> = shown.iter().map(AsRef::as_ref).collect();
    format!("{}{more}", shown.join(", "))
}
