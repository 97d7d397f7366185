//! Look-alikes among the clients of a base.
//!
//! Depends on `base`. **Invariant**: what a look-alike is told by is what [`Portfolio::explain`]
//! says about it.

use crate::base::Group;

use super::{super::Portfolio, ContributionIndex, LookAlikes, look_alikes};

impl Portfolio {
    /// The look-alikes of the client on `row` among the clients of a group, or among everybody.
    ///
    /// `index` holds the contributions of this portfolio's clients in the order of the base, in the
    /// unit of the raw score, and distances are in this unit too. Some sixty clients are explained
    /// for it, on all processors.
    ///
    /// When the base says whom the model never saw, only these should be in the group: what became
    /// of the others, the model has learnt.
    #[must_use]
    pub fn look_alikes(
        &self,
        index: &ContributionIndex,
        row: u32,
        among: Option<&Group>,
    ) -> LookAlikes {
        let contributions = |row: u32| self.explain(row).contributions;
        let is_wanted = |row: u32| among.is_none_or(|group| group.contains(row as usize));
        let outcome = |row: u32| self.base.outcome(row as usize);
        look_alikes(index, row, &contributions, &is_wanted, &outcome)
    }
}
