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
    held: Held,
}

/// Whether what was promised holds.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Held {
    /// Measured over budget.
    Ratio(f64),
    /// Nothing was promised.
    NothingPromised,
    /// This machine lacks what it takes to measure.
    NotMeasured,
    /// The measurement failed.
    Failed,
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
            held: Held::Ratio(measured / budget),
        });
    }

    /// The same without a budget: nothing was promised about it.
    pub(crate) fn add_unpromised(
        &mut self,
        what: &str,
        base: &str,
        unit: Unit,
        measured: f64,
        more: &str,
    ) {
        let more = if more.is_empty() { String::new() } else { format!(" ({more})") };
        self.note(what, base, &(unit.write(measured) + &more));
    }

    /// Something that was measured and that nothing was promised about, in words.
    pub(crate) fn note(&mut self, what: &str, base: &str, said: &str) {
        self.say(what, base, said, Held::NothingPromised);
    }

    /// Something that cannot be measured on this machine, and why.
    pub(crate) fn not_measured(&mut self, what: &str, base: &str, why: &str) {
        self.say(what, base, &format!("not measured: {why}"), Held::NotMeasured);
    }

    /// What `result` holds; an error becomes a row of its own, and a promise that is not held.
    pub(crate) fn or_failed<T>(&mut self, what: &str, base: &str, result: Result<T>) -> Option<T> {
        let failed = |error: anyhow::Error| {
            self.say(what, base, &format!("FAILED: {error:#}"), Held::Failed);
        };
        result.map_err(failed).ok()
    }

    fn say(&mut self, what: &str, base: &str, said: &str, held: Held) {
        self.push(Row {
            what: what.to_owned(),
            base: base.to_owned(),
            budget: "-".to_owned(),
            measured: said.to_owned(),
            held,
        });
    }

    fn push(&mut self, row: Row) {
        eprintln!("{} | {} | {} | {}", row.what, row.base, row.budget, row.measured);
        self.rows.push(row);
    }

    /// Whether every budget that was measured was held, and no measurement failed.
    pub(crate) fn all_held(&self) -> bool {
        self.rows.iter().all(|row| match row.held {
            Held::Ratio(ratio) => ratio <= 1.0,
            Held::NothingPromised | Held::NotMeasured => true,
            Held::Failed => false,
        })
    }

    /// What could not be measured, or failed, a line each.
    pub(crate) fn left_open(&self) -> impl Iterator<Item = String> {
        let open = |row: &&Row| matches!(row.held, Held::NotMeasured | Held::Failed);
        let line = |row: &Row| format!("{}, {}: {}", row.what, row.base, row.measured);
        self.rows.iter().filter(open).map(line)
    }

    /// The table as Markdown, with the machine above it.
    pub(crate) fn to_text(&self) -> String {
        let mut text = format!("\n## {}\n\nMachine: {}.\n\n", self.title, machine());
        text.push_str("| what | base | budget | measured | ratio | held |\n");
        text.push_str("| --- | --- | --- | --- | --- | --- |\n");
        for Row { what, base, budget, measured, held } in &self.rows {
            let (ratio, held) = match held {
                Held::Ratio(ratio) => {
                    (format!("{ratio:.2}"), if *ratio <= 1.0 { "yes" } else { "NO" })
                }
                Held::NothingPromised | Held::NotMeasured => ("-".to_owned(), "-"),
                Held::Failed => ("-".to_owned(), "NO"),
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
