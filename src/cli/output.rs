//! Where results go.

use std::{
    io::{self, Write as _},
    path::Path,
};

use serde::Serialize;

use crate::files::{self, Access};

use super::{Failure, ReportFailure as _};

/// Writes a result to `path`, whole or not at all, or to standard output when there is none.
pub(super) fn write(text: &str, path: Option<&Path>) -> Result<(), Failure> {
    match path {
        Some(path) => files::write_atomically(path, text.as_bytes(), Access::Shared).or_other(),
        None => write_to_stdout(text).map_err(NoOutput).or_other(),
    }
}

/// Standard output takes nothing more.
#[derive(Debug, thiserror::Error)]
#[error("cannot write to standard output")]
pub(super) struct NoOutput(#[source] pub(super) io::Error);

/// One value as indented JSON with a final newline. Numbers are written so that they read back to
/// the bit; a number that is not finite becomes `null`.
pub(super) fn to_json(value: &impl Serialize) -> Result<String, Failure> {
    let mut text = serde_json::to_string_pretty(value).or_other()?;
    text.push('\n');
    Ok(text)
}

fn write_to_stdout(text: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(text.as_bytes())?;
    stdout.flush()
}
