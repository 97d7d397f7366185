//! The terminal: arguments in, text, JSON or CSV out, exit codes that a script can rely on.
//!
//! May use everything except `state`, `ui` and `app`.
//! Invariants: results go to standard output or to one file written whole or not at all; messages
//! go to standard error; exit code 0 means done, 2 bad input, 1 anything else.

mod args;
mod check;
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
mod score;
mod synth;
mod train;

pub use args::{Arguments, Subcommand, WindowArgs};
pub use failure::{Failure, ReportFailure};

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
    }
}
