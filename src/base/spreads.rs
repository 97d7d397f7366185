//! How everybody spreads over each column, counted once: every group is held against everybody.
//!
//! **Invariant**: what is kept was counted from cells that could be read.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use crate::domain::Distribution;

/// What was counted so far, by column and number of bands: about a kilobyte each.
#[derive(Debug, Default)]
pub(super) struct Spreads(Mutex<HashMap<(usize, usize), Distribution>>);

impl Spreads {
    /// How everybody spreads over `column` in at most `most` bands: as it was counted before, else
    /// as `count` counts it; `is_sound` says afterwards whether that may be kept.
    pub(super) fn of(
        &self,
        column: usize,
        most: usize,
        count: impl FnOnce() -> Distribution,
        is_sound: impl FnOnce() -> bool,
    ) -> Distribution {
        // Nothing is left half done by a panic: an entry is there or it is not.
        let kept = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(counted) = kept().get(&(column, most)) {
            return counted.clone();
        }
        let counted = count();
        if is_sound() {
            kept().insert((column, most), counted.clone());
        }
        counted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_is_counted_once_and_never_from_cells_that_failed() {
        let spreads = Spreads::default();
        let counted = |missing| Distribution { missing, ..Distribution::default() };
        let missing = |number, is_sound| spreads.of(3, 12, || counted(number), || is_sound).missing;
        assert_eq!(missing(1, false), 1);
        assert_eq!(missing(2, true), 2);
        assert_eq!(missing(9, true), 2);
        assert_eq!(spreads.of(3, 13, || counted(5), || true).missing, 5);
    }
}
