//! The program: a window, or a command in a terminal.

use std::process::ExitCode;

use clairscore::{cli, domain::Language, locale::system_language, words::Words};

fn main() -> ExitCode {
    let arguments = match cli::arguments() {
        Ok(arguments) => arguments,
        Err(failure) => return tell(&failure, system_language()),
    };
    let result = match &arguments.subcommand {
        Some(subcommand) => cli::run(subcommand),
        None => open_window(&arguments.window),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => tell(&failure, cli::language(&arguments)),
    }
}

/// Says what went wrong on standard error.
fn tell(failure: &cli::Failure, language: Language) -> ExitCode {
    if let Some(message) = failure.message(&Words::new(language)) {
        eprintln!("clairscore: {message}");
    }
    failure.exit_code()
}

#[cfg(feature = "gui")]
fn open_window(args: &cli::WindowArgs) -> Result<(), cli::Failure> {
    clairscore::app::run(args)
}

#[cfg(not(feature = "gui"))]
fn open_window(_args: &cli::WindowArgs) -> Result<(), cli::Failure> {
    Err(cli::Failure::Other(anyhow::anyhow!(
        "this build has no window; try `clairscore score --id 1` or `clairscore --help`"
    )))
}
