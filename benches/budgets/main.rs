//! The budgets of the window on large client bases, measured and held against what was promised.
//!
//! Started by `script/bench`, which brings the Python peers along. Makes its own bases (kept in a
//! cache folder), imports them with the real program, drives the real state and panels frame by
//! frame, opens a real window where there is a display to be had, and prints one table. Exits with
//! 1 when a budget is missed.
//!
//! Every measurement of time or memory is of a process of its own, so that one cannot disturb the
//! next.

mod bases;
mod child;
mod forest;
mod import;
mod interact;
mod pipeline;
mod samples;
mod table;
mod window;

use std::{path::PathBuf, process::ExitCode};

use anyhow::Result;
use clap::{Parser, Subcommand};

use self::{bases::Base, table::Table};

/// Measures what the program promises.
#[derive(Debug, Parser)]
#[command(name = "budgets")]
struct Arguments {
    #[command(subcommand)]
    what: What,
    /// Given by `cargo bench`; means nothing here
    #[arg(long, global = true, hide = true)]
    bench: bool,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Everything that a person at the desk waits for
    Desk(Options),
    /// Preparing raw tables, against pandas, and training on what comes out
    Pipeline(Options),
    /// One run of the interaction script, in this process: what `desk` starts
    Interact(interact::Interaction),
}

/// Where and how much.
#[derive(Debug, clap::Args)]
struct Options {
    /// The folder that keeps bases from one run to the next
    #[arg(long, value_name = "FOLDER")]
    cache: PathBuf,
    /// The Python that has polars and pandas
    #[arg(long, value_name = "PROGRAM")]
    python: Option<PathBuf>,
    /// A twentieth of everything: shows that the bench works, not that the program is fast
    #[arg(long)]
    quick: bool,
    /// Only the bases whose names contain this
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
    /// How many client changes in a row, to see whether memory grows [default: what is promised]
    #[arg(long, value_name = "COUNT")]
    changes: Option<u32>,
    /// Add the table to this file, as Markdown
    #[arg(long, value_name = "FILE")]
    markdown: Option<PathBuf>,
}

impl Options {
    /// Whether a base was asked for.
    fn wants(&self, base: &Base) -> bool {
        self.only.as_ref().is_none_or(|text| base.name().contains(text.as_str()))
    }
}

fn main() -> ExitCode {
    let result = match Arguments::parse().what {
        What::Desk(options) => desk(&options),
        What::Pipeline(options) => pipeline(&options),
        What::Interact(interaction) => interact::run(&interaction).map(|()| true),
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("budgets: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn desk(options: &Options) -> Result<bool> {
    let bases: Vec<Base> =
        Base::all(options.quick).into_iter().filter(|base| options.wants(base)).collect();
    bases::announce(&bases, &options.cache);
    let mut table = Table::new("The desk on large bases");
    for base in &bases {
        let name = base.name();
        let made = base.make(&options.cache).and_then(|()| forest::model_for(base, &options.cache));
        let Some(model) = table.or_failed("making the base", &name, made) else { continue };
        // What fails is said in the table, and takes none of the other measurements with it.
        let imported = import::measure(base, options, &mut table);
        table.or_failed("importing", &name, imported);
        let worked = interact::measure(base, &model, options, &mut table);
        table.or_failed("working", &name, worked);
        let opened = window::measure(base, &model, options, &mut table);
        table.or_failed("a real window", &name, opened);
    }
    finish(&table, options)
}

fn pipeline(options: &Options) -> Result<bool> {
    let mut table = Table::new("From raw tables to a model");
    pipeline::measure(options, &mut table)?;
    finish(&table, options)
}

fn finish(table: &Table, options: &Options) -> Result<bool> {
    print!("{}", table.to_text());
    for what in table.left_open() {
        eprintln!("budgets: {what}");
    }
    if let Some(path) = &options.markdown {
        table.add_to(path)?;
    }
    Ok(table.all_held())
}
