//! Looking at every row of a base, on all processors.
//!
//! Long work (scoring everybody, explaining a population) fills rayon's own threads for seconds, and
//! whoever asks them for something meanwhile waits until it is over. What somebody at the screen
//! waits for has threads of its own.
//! **Invariant**: what is handed to [`on_all_processors`] takes milliseconds, and waits for nobody.

use std::sync::LazyLock;

use rayon::{ThreadPool, ThreadPoolBuilder};

use super::group::ROWS_A_WORD;

/// How many rows are classed in one go: they fit the nearest cache as numbers and as classes.
pub(super) const BLOCK_ROWS: usize = BLOCK_WORDS * ROWS_A_WORD;

/// The same in words of a group.
pub(super) const BLOCK_WORDS: usize = 16;

/// How many words of a group one processor takes at a time: enough rows that handing them out
/// costs nothing, few enough that all processors end together.
pub(super) const PIECE_WORDS: usize = 32 * BLOCK_WORDS;

/// The same in rows.
pub(super) const PIECE_ROWS: usize = PIECE_WORDS * ROWS_A_WORD;

/// As many threads as there are processors; `None` where the system has none to give.
static THREADS: LazyLock<Option<ThreadPool>> = LazyLock::new(|| {
    ThreadPoolBuilder::new().thread_name(|at| format!("clairscore-scan-{at}")).build().ok()
});

/// Does `work`, whose parallel iterators run on all processors, whatever else is being computed.
///
/// Long work that asks for it stays on its own threads: one that waited for others would begin its
/// next piece meanwhile, and hold a column in memory for each.
pub(super) fn on_all_processors<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    match &*THREADS {
        Some(threads) if rayon::current_thread_index().is_none() => threads.install(work),
        _ => work(),
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    #[test]
    fn a_scan_has_threads_of_its_own_and_long_work_keeps_its_own() {
        let name = || thread::current().name().unwrap_or_default().to_owned();
        assert!(on_all_processors(name).starts_with("clairscore-scan"));
        let long_work = ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        let (own, scanning) = long_work
            .install(|| (thread::current().id(), on_all_processors(|| thread::current().id())));
        assert_eq!(own, scanning);
    }
}
