//! Long work that says how far it is and can be stopped.

/// Told about progress, and asked whether to go on, by any work that may last longer than a frame.
///
/// Work calls [`Job::progress`] often enough that a cancel is felt within 100 ms.
pub trait Job: Sync {
    /// `done` of `total` steps (bytes, rows or trees) are behind us. `total` is 0 when unknown.
    ///
    /// # Errors
    /// When the person who waits no longer wants the result.
    fn progress(&self, done: u64, total: u64) -> Result<(), Cancelled>;
}

/// The person who waited no longer wants the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("cancelled")]
pub struct Cancelled;

/// A job that nobody watches and nobody stops.
#[derive(Debug, Clone, Copy, Default)]
pub struct SilentJob;

impl Job for SilentJob {
    fn progress(&self, _done: u64, _total: u64) -> Result<(), Cancelled> {
        Ok(())
    }
}
