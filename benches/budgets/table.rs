//! The one table: what was promised, what was measured, and whether it holds.

use std::{
    fmt::Write as _,
    fs::{self, OpenOptions},
    io::Write as _,
    path::Path,
    thread,
};

use anyhow::{Context as _, Result};

/// Rows of what was measured.
#[derive(Debug)]
pub(crate) struct Table {
    title: &'static str,
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    what: String,
    base: String,
    budget: String,
    measured: String,
    /// Measured over budget; `None` when nothing was promised or nothing could be measured.
    ratio: Option<f64>,
}

/// How a number is written.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Unit {
    /// Seconds.
    Seconds,
    /// Milliseconds.
    Millis,
    /// Bytes, written in MB of a million.
    Bytes,
    /// A number of times.
    Times,
    /// A share.
    Share,
}

impl Unit {
    fn write(self, number: f64) -> String {
        match self {
            Self::Seconds => format!("{number:.2} s"),
            Self::Millis if number < 10.0 => format!("{number:.2} ms"),
            Self::Millis => format!("{number:.0} ms"),
            Self::Bytes => format!("{:.0} MB", number / 1e6),
            Self::Times => format!("{number:.2} x"),
            Self::Share => format!("{:.1} %", 100.0 * number),
        }
    }
}

impl Table {
    /// No rows yet.
    pub(crate) fn new(title: &'static str) -> Self {
        Self { title, rows: Vec::new() }
    }

    /// Something with a budget; `more` is said beside the measured number.
    pub(crate) fn add(
        &mut self,
        what: &str,
        base: &str,
        unit: Unit,
        (budget, measured): (f64, f64),
        more: &str,
    ) {
        let more = if more.is_empty() { String::new() } else { format!(" ({more})") };
        self.push(Row {
            what: what.to_owned(),
            base: base.to_owned(),
            budget: unit.write(budget),
            measured: unit.write(measured) + &more,
            ratio: Some(measured / budget),
        });
    }

    /// Something that was measured and that nothing was promised about, or could not be measured.
    pub(crate) fn note(&mut self, what: &str, base: &str, said: &str) {
        self.push(Row {
            what: what.to_owned(),
            base: base.to_owned(),
            budget: "-".to_owned(),
            measured: said.to_owned(),
            ratio: None,
        });
    }

    fn push(&mut self, row: Row) {
        eprintln!("{} | {} | {} | {}", row.what, row.base, row.budget, row.measured);
        self.rows.push(row);
    }

    /// Whether every budget was held.
    pub(crate) fn all_held(&self) -> bool {
        self.rows.iter().all(|row| row.ratio.is_none_or(|ratio| ratio <= 1.0))
    }

    /// The table as Markdown, with the machine above it.
    pub(crate) fn to_text(&self) -> String {
        let mut text = format!("\n## {}\n\nMachine: {}.\n\n", self.title, machine());
        text.push_str("| what | base | budget | measured | ratio | held |\n");
        text.push_str("| --- | --- | --- | --- | --- | --- |\n");
        for Row { what, base, budget, measured, ratio } in &self.rows {
            let (ratio, held) = match ratio {
                Some(ratio) => (format!("{ratio:.2}"), if *ratio <= 1.0 { "yes" } else { "NO" }),
                None => ("-".to_owned(), "-"),
            };
            // Writing into memory does not fail.
            let _ =
                writeln!(text, "| {what} | {base} | {budget} | {measured} | {ratio} | {held} |");
        }
        text
    }

    /// Adds the table to the end of a file.
    pub(crate) fn add_to(&self, path: &Path) -> Result<()> {
        let mut file = OpenOptions::new()
            .create(true)
            .append(true)
            .open(path)
            .with_context(|| path.display().to_string())?;
        file.write_all(self.to_text().as_bytes())?;
        Ok(())
    }
}

/// The processor, its cores and the memory.
fn machine() -> String {
    let field = |file: &str, key: &str| {
        let text = fs::read_to_string(file).ok()?;
        let line = text.lines().find(|line| line.starts_with(key))?;
        Some(line.split(':').nth(1)?.trim().to_owned())
    };
    let processor = field("/proc/cpuinfo", "model name").unwrap_or_else(|| "unknown".to_owned());
    let cores = thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let memory = field("/proc/meminfo", "MemTotal").unwrap_or_else(|| "unknown".to_owned());
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or_default();
    format!("{processor}, {cores} cores used, {memory} of memory, load {load} at the end")
}
