//! `clairscore train`: from a labelled base to a bundle.
//!
//! The work is done by a second process of the same program ([`worker`]); this one waits, says how
//! far it is, and writes what it made, whole or not at all.

mod args;
mod command;
mod frames;
mod make;
mod supervisor;
mod worker;

use std::fs;

pub(super) use args::DEFAULT_RUNS;
pub(super) use args::TrainArgs;
pub(super) use supervisor::WORKER;
pub(super) use worker::run as run_worker;

use crate::{
    files::{self, Access},
    model::bundle::Existing,
    pipeline::runs,
    words::Words,
};

use super::{Failure, ReportFailure as _, WithFile as _, inputs, output, refused};

/// Trains, measures, and writes the bundle.
///
/// # Errors
/// When an argument or the base does not serve, when the bundle cannot be written, or when the
/// process that trains comes to a bad end.
pub(super) fn run(args: &TrainArgs) -> Result<(), Failure> {
    // Everything that can be refused is refused before the long work.
    args.options()?;
    make::day(args)?;
    make::words_of_card(args)?;
    check_place(args)?;
    inputs::refuse_to_overwrite(args.write_base.as_deref(), &[Some(&args.base)])?;
    let words = Words::new(inputs::language(args.lang));
    let made = supervisor::made_elsewhere(&words)?;
    // A place that cannot be written to, or a disk that is full, is the fault of an argument.
    if let (Some(path), Some(bytes)) = (&args.write_base, &made.base) {
        files::write_atomically(path, bytes, Access::Shared).or_bad_input()?;
    }
    let existing = if args.replace { Existing::Replace } else { Existing::Keep };
    made.bundle.write(&args.out, existing).or_bad_input()?;
    let mut report = made.report;
    report.push('\n');
    let written = args.out.display().to_string();
    report.push_str(&words.with("train-written", &[("place", written.into())]));
    report.push('\n');
    if !args.no_run {
        let run = runs::keep(&args.runs, &made.run).or_bad_input()?;
        report.push_str(&words.with("train-run-kept", &[("name", run.into())]));
        report.push('\n');
    }
    output::write(&report, None)
}

/// Says before the training, and not after it, that the bundle has no place.
fn check_place(args: &TrainArgs) -> Result<(), Failure> {
    if !args.replace && fs::symlink_metadata(&args.out).is_ok() {
        return Err(refused("refusal-exists", &[])).or_bad_input().with_file(&args.out);
    }
    let places = [Some(&args.out), args.write_base.as_ref()];
    for place in places.into_iter().flatten() {
        let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty());
        if folder.is_some_and(|folder| !folder.is_dir()) {
            return Err(refused("refusal-no-folder-into", &[])).or_bad_input().with_file(place);
        }
    }
    Ok(())
}
