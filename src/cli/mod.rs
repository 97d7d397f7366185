//! The terminal: arguments in, text, JSON or CSV out, exit codes that a script can rely on.
//!
//! May use everything except `state`, `ui` and `app`.
//! Invariants: results go to standard output or to one file written whole or not at all; messages
//! go to standard error; exit code 0 means done, 2 bad input (a place that cannot be written to
//! among it), 1 anything else.

mod args;
mod check;
mod config;
mod evaluate;
mod explain;
mod explain_all;
mod explain_lime;
mod failure;
mod info;
mod inputs;
mod output;
mod prepare;
mod progress;
mod reference;
mod refusal;
mod runs;
mod score;
mod synth;
mod train;

pub use args::{Arguments, Subcommand, WindowArgs};
use failure::WithFile;
pub use failure::{Failure, ReportFailure};
use refusal::refused;

use crate::domain::Language;

/// The arguments of this process, with those of the file that `--config` names.
///
/// # Errors
/// When that file does not serve. Arguments that do not serve end the process with a message.
pub fn arguments() -> Result<Arguments, Failure> {
    let all = config::with_file_options(std::env::args_os().collect())?;
    Ok(clap::Parser::parse_from(all))
}

/// The language that the arguments ask for, else the system's: faults are told in it.
#[must_use]
pub fn language(arguments: &Arguments) -> Language {
    inputs::language(match &arguments.subcommand {
        Some(Subcommand::Score(args)) => args.lang,
        Some(Subcommand::Explain(args)) => args.lang,
        Some(Subcommand::Prepare(args)) => args.lang(),
        Some(Subcommand::Train(args) | Subcommand::TrainWorker(args)) => args.lang,
        Some(Subcommand::Synth(args)) => args.lang(),
        Some(Subcommand::Evaluate(args)) => args.lang,
        Some(Subcommand::Runs(args)) => args.lang,
        Some(Subcommand::Check(_) | Subcommand::Info(_)) | None => None,
    })
}

/// Runs a subcommand.
///
/// # Errors
/// When its input is bad, or when something else went wrong; [`Failure::exit_code`] tells which.
pub fn run(subcommand: &Subcommand) -> Result<(), Failure> {
    match subcommand {
        Subcommand::Score(args) => score::run(args),
        Subcommand::Explain(args) => explain::run(args),
        Subcommand::Check(args) => check::run(args),
        Subcommand::Info(args) => info::run(args),
        Subcommand::Prepare(args) => prepare::run(args),
        Subcommand::Train(args) => train::run(args),
        Subcommand::Synth(args) => synth::run(args),
        Subcommand::TrainWorker(args) => train::run_worker(args),
        Subcommand::Evaluate(args) => evaluate::run(args),
        Subcommand::Runs(args) => runs::run(args),
    }
}
