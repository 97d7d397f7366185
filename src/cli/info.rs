//! `clairscore info`: what a client base holds. No client's value is printed.

use serde::Serialize;

use crate::base::{ClientBase, Column, ColumnKind};

use super::{
    Failure,
    args::{Format, InfoArgs},
    inputs, output,
};

#[derive(Debug, Serialize)]
struct BaseRecord<'a> {
    name: &'a str,
    clients: usize,
    id_column: &'a str,
    outcome_column: Option<&'a str>,
    default_rate: Option<f64>,
    notes: Vec<String>,
    columns: Vec<ColumnRecord<'a>>,
}

#[derive(Debug, Serialize)]
struct ColumnRecord<'a> {
    name: &'a str,
    kind: &'static str,
    missing: usize,
    distinct: Option<usize>,
    min: Option<f64>,
    max: Option<f64>,
}

/// Describes the base.
pub(super) fn run(args: &InfoArgs) -> Result<(), Failure> {
    let base = inputs::open_base(&args.base, None, args.id_column.as_deref(), args.store.choice())?;
    let record = describe(&base);
    let text = match args.format {
        Format::Json => output::to_json(&record)?,
        Format::Text => as_text(&record),
    };
    inputs::refuse_if_faulty(&base)?;
    output::write(&text, None)
}

fn describe(base: &ClientBase) -> BaseRecord<'_> {
    BaseRecord {
        name: base.name(),
        clients: base.rows(),
        id_column: base.id_column(),
        outcome_column: base.outcome_column(),
        default_rate: base.outcomes(base.everyone()).default_rate(),
        notes: base.notes().iter().map(ToString::to_string).collect(),
        columns: base.columns().iter().map(describe_column).collect(),
    }
}

fn describe_column(column: &Column) -> ColumnRecord<'_> {
    let range = column.range();
    ColumnRecord {
        name: column.name(),
        kind: match column.kind() {
            ColumnKind::Number => "number",
            ColumnKind::Text => "text",
        },
        missing: column.missing(),
        distinct: column.distinct(),
        min: range.map(|range| range.0),
        max: range.map(|range| range.1),
    }
}

fn as_text(record: &BaseRecord<'_>) -> String {
    let mut lines = vec![
        format!("{}", record.name),
        format!("clients         {}", record.clients),
        format!("id column       {}", record.id_column),
        format!("outcome column  {}", record.outcome_column.unwrap_or("none")),
    ];
    if let Some(rate) = record.default_rate {
        lines.push(format!("default rate    {rate}"));
    }
    lines.extend(record.notes.iter().map(|note| format!("note            {note}")));
    lines.push(format!("\n{:<40} {:<7} {:>9} {:>9}", "column", "kind", "missing", "distinct"));
    for column in &record.columns {
        let distinct = column.distinct.map_or("many".to_owned(), |count| count.to_string());
        lines.push(format!(
            "{:<40} {:<7} {:>9} {:>9}",
            column.name, column.kind, column.missing, distinct
        ));
    }
    lines.join("\n") + "\n"
}
