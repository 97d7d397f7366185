//! How far the work is, on one line of a terminal.

use std::{
    io::{self, IsTerminal as _, Write as _},
    sync::Mutex,
};

use crate::{
    domain::{Cancelled, Job},
    words::Words,
};

/// Writes the share that is done to standard error when that is a terminal; nothing otherwise.
pub(super) struct TerminalProgress<'w> {
    words: &'w Words,
    is_terminal: bool,
    /// The last percentage that was written.
    shown: Mutex<Option<u64>>,
}

impl<'w> TerminalProgress<'w> {
    pub(super) fn new(words: &'w Words) -> Self {
        Self { words, is_terminal: io::stderr().is_terminal(), shown: Mutex::new(None) }
    }

    /// Takes the line away.
    pub(super) fn finish(&self) {
        if self.is_terminal {
            // Progress that cannot be shown is no failure.
            let _ = write!(io::stderr(), "\r\u{1b}[K");
        }
    }
}

impl Job for TerminalProgress<'_> {
    fn progress(&self, done: u64, total: u64) -> Result<(), Cancelled> {
        if !self.is_terminal || total == 0 {
            return Ok(());
        }
        let percent = done.saturating_mul(100) / total;
        // Another thread that is writing right now says the same.
        let Ok(mut shown) = self.shown.try_lock() else { return Ok(()) };
        if *shown != Some(percent) {
            *shown = Some(percent);
            let line = self.words.with("prepare-progress", &[("percent", percent.into())]);
            let _ = write!(io::stderr(), "\r\u{1b}[K{line}");
        }
        Ok(())
    }
}
