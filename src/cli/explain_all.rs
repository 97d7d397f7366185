//! `clairscore explain --all`: the contributions of every client of a base, as a Parquet file.

use crate::{
    pipeline::{ContributionsError, Storage, write_contributions},
    words::Words,
};

use super::{
    Failure, ReportFailure as _, args::ExplainArgs, inputs, output, progress::TerminalProgress,
    refused,
};

/// Explains every client of the base that the arguments name.
pub(super) fn run(args: &ExplainArgs) -> Result<(), Failure> {
    let Some(path) = &args.output else {
        return Err(refused("refusal-all-needs-file", &[])).or_bad_input();
    };
    let words = Words::new(inputs::language(args.lang));
    let inputs = inputs::open(&args.input, &words)?;
    let storage = if args.f32 { Storage::Single } else { Storage::Double };
    let progress = TerminalProgress::new(&words, words.text("cli-explain-work"));
    let written = write_contributions(&inputs.portfolio, path, storage, &progress);
    progress.finish();
    let clients = match written {
        Ok(clients) => clients,
        Err(error @ ContributionsError::Write(_)) => return Err(error).or_other(),
        Err(error) => return Err(error).or_bad_input(),
    };
    let line = words.with(
        "cli-explain-written",
        &[
            ("clients", words.integer(clients as u64).into()),
            ("path", path.display().to_string().into()),
        ],
    );
    output::write(&format!("{line}\n"), None)
}
