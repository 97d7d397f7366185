//! A store that fails while it is in use.

use std::{fmt, io, path::PathBuf};

/// Why the cells of an open base can no longer be trusted: its kept copy was damaged, cut short or
/// taken away after it had been opened.
///
/// **Invariant**: whoever derives something from a base looks at
/// [`ClientBase::fault`](crate::base::ClientBase::fault) before showing or writing it; cells that
/// could not be read came out as missing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the kept copy of the base {cause} while it was open: open the base again: {}", file.display())]
pub struct StoreFault {
    /// The file.
    pub file: PathBuf,
    /// What happened to it.
    pub cause: StoreFaultCause,
}

/// What happened to a store that is in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoreFaultCause {
    /// The system did not give its bytes.
    Unreadable(io::ErrorKind),
    /// Its bytes are no longer those that were written.
    Damaged,
}

impl fmt::Display for StoreFaultCause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(io::ErrorKind::UnexpectedEof) => f.write_str("was cut short"),
            Self::Unreadable(kind) => write!(f, "could not be read ({kind})"),
            Self::Damaged => f.write_str("was damaged"),
        }
    }
}
