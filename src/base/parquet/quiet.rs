//! Keeps a panic inside polars from becoming one of ours.
//!
//! polars panics on some damaged files instead of reporting them. Such a panic is caught, and its
//! message, which may quote the file, is not printed.

use std::{
    cell::Cell,
    panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook},
    sync::Once,
};

thread_local! {
    /// Whether this thread is inside [`quietly`].
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// The closure panicked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Panicked;

/// What `read` gives, or that it panicked, which nobody hears of otherwise.
pub(super) fn quietly<T>(read: impl FnOnce() -> T) -> Result<T, Panicked> {
    silence_quiet_threads();
    let before = QUIET.replace(true);
    // Whatever the closure leaves half done is dropped with its result.
    let result = catch_unwind(AssertUnwindSafe(read));
    QUIET.set(before);
    result.map_err(|_| Panicked)
}

/// Passes every panic on to the hook that was there, but for those of quiet threads.
fn silence_quiet_threads() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let loud = take_hook();
        set_hook(Box::new(move |panic| {
            if !QUIET.try_with(Cell::get).unwrap_or(false) {
                loud(panic);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_an_error_and_the_thread_is_loud_again() {
        assert_eq!(quietly(|| 1), Ok(1));
        let nothing: Vec<i32> = Vec::new();
        assert_eq!(quietly(|| nothing[0]), Err(Panicked));
        assert!(!QUIET.get());
    }
}
