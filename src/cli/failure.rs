//! How a command fails, what it says then, and with which exit code.

use std::{
    fmt, io,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Error;

use super::{output::NoOutput, refusal::Refusal};
use crate::{
    faults::{self, Said as _},
    words::Words,
};

/// The exit code for bad input: a file, an argument, an identifier.
const BAD_INPUT: u8 = 2;

/// The exit code for everything else: a disk that is full, a screen that is missing.
const OTHER: u8 = 1;

/// Why a command did not do what was asked.
#[derive(Debug)]
pub enum Failure {
    /// What was given cannot be used; the message says what was expected.
    BadInput(Error),
    /// Something else went wrong.
    Other(Error),
}

/// Turns an error into a [`Failure`].
pub trait ReportFailure<T> {
    /// What was given cannot be used.
    ///
    /// # Errors
    /// When `self` is one.
    fn or_bad_input(self) -> Result<T, Failure>;

    /// Something went wrong that the input is not to blame for.
    ///
    /// # Errors
    /// When `self` is one.
    fn or_other(self) -> Result<T, Failure>;
}

impl<T, E: Into<Error>> ReportFailure<T> for Result<T, E> {
    fn or_bad_input(self) -> Result<T, Failure> {
        self.map_err(|error| Failure::BadInput(error.into()))
    }

    fn or_other(self) -> Result<T, Failure> {
        self.map_err(|error| Failure::Other(error.into()))
    }
}

/// Ends a message with the file that it is about.
pub(super) trait WithFile {
    fn with_file(self, path: &Path) -> Self;
}

impl<T> WithFile for Result<T, Failure> {
    fn with_file(self, path: &Path) -> Self {
        let name = |fault: Error| Error::new(InFile { fault, file: path.to_owned() });
        self.map_err(|failure| match failure {
            Failure::BadInput(error) => Failure::BadInput(name(error)),
            Failure::Other(error) => Failure::Other(name(error)),
        })
    }
}

/// A fault and the file that it is about.
#[derive(Debug)]
struct InFile {
    fault: Error,
    file: PathBuf,
}

impl fmt::Display for InFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:#}: {}", self.fault, self.file.display())
    }
}

impl std::error::Error for InFile {}

impl Failure {
    /// 2 for bad input, 1 for anything else, 0 when the reader of our output went away.
    #[must_use]
    pub fn exit_code(&self) -> ExitCode {
        match self {
            Self::BadInput(_) => ExitCode::from(BAD_INPUT),
            Self::Other(error) if is_broken_pipe(error) => ExitCode::SUCCESS,
            Self::Other(_) => ExitCode::from(OTHER),
        }
    }

    /// The message for standard error in the language of `words`; `None` when there is nobody to
    /// tell.
    #[must_use]
    pub fn message(&self, words: &Words) -> Option<String> {
        match self {
            Self::Other(error) if is_broken_pipe(error) => None,
            Self::BadInput(error) | Self::Other(error) => Some(told(error, words)),
        }
    }
}

/// What `error` says in the language of `words`: a fault of this program with its message, what was
/// told in that language already, or what another library says, with its causes.
fn told(error: &Error, words: &Words) -> String {
    if let Some(InFile { fault, file }) = error.downcast_ref() {
        let file = file.display().to_string();
        let args = [("fault", told(fault, words).into()), ("file", file.into())];
        return words.with("fault-in-file", &args);
    }
    if let Some(refusal) = error.downcast_ref::<Refusal>() {
        return refusal.said(words);
    }
    if let Some(NoOutput(cause)) = error.downcast_ref() {
        return words.with("refusal-output", &[("cause", cause.said(words).into())]);
    }
    faults::said(error.as_ref(), words).unwrap_or_else(|| format!("{error:#}"))
}

/// `clairscore score --all | head` closes our output early; that is not a failure.
fn is_broken_pipe(error: &Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}
