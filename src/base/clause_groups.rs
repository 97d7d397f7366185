//! The clients who meet each condition that was asked for lately: of several conditions, somebody
//! changes one at a time, and the others keep whom they kept.
//!
//! **Invariant**: what is kept was found in cells that could be read.

use std::sync::{Mutex, PoisonError};

use crate::domain::Clause;

use super::group::Group;

/// As many conditions as anybody sets, and the last few places of a bound that is dragged. A bit a
/// client each.
const MOST_KEPT: usize = 8;

/// Conditions and the clients who meet them, those that were asked for last at the end.
#[derive(Debug, Default)]
pub(super) struct ClauseGroups(Mutex<Vec<(Clause, Group)>>);

impl ClauseGroups {
    /// The clients who meet `clause`: as they were found before, else as `find` finds them;
    /// `is_sound` says afterwards whether that may be kept.
    pub(super) fn of(
        &self,
        clause: &Clause,
        find: impl FnOnce() -> Group,
        is_sound: impl FnOnce() -> bool,
    ) -> Group {
        if let Some(group) = self.take(clause) {
            self.keep(clause, &group);
            return group;
        }
        let group = find();
        if is_sound() {
            self.keep(clause, &group);
        }
        group
    }

    fn take(&self, clause: &Clause) -> Option<Group> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = kept.iter().position(|(own, _)| own == clause)?;
        Some(kept.remove(at).1)
    }

    fn keep(&self, clause: &Clause, group: &Group) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST_KEPT {
            kept.remove(0);
        }
        kept.push((clause.clone(), group.clone()));
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::Condition;

    use super::*;

    #[test]
    fn the_last_conditions_are_known_and_nothing_is_kept_of_cells_that_failed() {
        let groups = ClauseGroups::default();
        let clause = |bound: usize| {
            let min = Some(bound as f64);
            Clause {
                column: "income".to_owned(),
                condition: Condition::Range { min, max: None, or_missing: false },
            }
        };
        let find = |bound: usize, found: usize, is_sound: bool| {
            groups.of(&clause(bound), || Group::of_rows(99, [found]), || is_sound).nth(0)
        };
        assert_eq!(find(0, 1, false), Some(1));
        assert_eq!(find(0, 2, true), Some(2));
        for bound in 1..=MOST_KEPT {
            assert_eq!(find(0, 3, true), Some(2), "asked for again and again");
            assert_eq!(find(bound, 4, true), Some(4));
        }
        assert_eq!(find(1, 5, true), Some(5), "the oldest went");
    }
}
