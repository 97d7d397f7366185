//! The program: a window, or a command in a terminal.

use std::process::ExitCode;

use clairscore::cli;

fn main() -> ExitCode {
    let result = cli::arguments().and_then(|arguments| match &arguments.subcommand {
        Some(subcommand) => cli::run(subcommand),
        None => open_window(&arguments.window),
    });
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if let Some(message) = failure.message() {
                eprintln!("clairscore: {message}");
            }
            failure.exit_code()
        }
    }
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
