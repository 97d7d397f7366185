//! Look-alikes among the clients of a base.
//!
//! Depends on `base`. **Invariant**: what a look-alike is told by is what [`Portfolio::explain`]
//! says about it.

use crate::{
    base::Group,
    domain::{Cancelled, Job},
};

use super::{
    super::{Contributions, ContributionsFault, Portfolio},
    ContributionIndex, LookAlikes, look_alikes,
};

impl Contributions {
    /// The same in short, for finding look-alikes; read once, a run of rows at a time. Takes about
    /// 100 bytes a client.
    ///
    /// # Errors
    /// When the job is cancelled or the file of the contributions fails.
    pub fn index(&self, job: &dyn Job) -> Result<ContributionIndex, ContributionsFault> {
        let mut builder = ContributionIndex::builder(self.features());
        self.in_rows(job, |block| builder.add(block))?;
        Ok(builder.finish())
    }
}

impl Portfolio {
    /// The contributions of all clients in short, for finding look-alikes among them. Explains the
    /// whole base once, on all processors; whoever has its [`Contributions`] asks these instead.
    ///
    /// # Errors
    /// When the job is cancelled.
    pub fn contribution_index(&self, job: &dyn Job) -> Result<ContributionIndex, Cancelled> {
        let mut builder = ContributionIndex::builder(self.forest().features().len());
        self.explain_all(job, |slab| {
            builder.add(slab.contributions);
            Ok::<(), Cancelled>(())
        })?;
        Ok(builder.finish())
    }

    /// The look-alikes of the client on `row` among the clients of a group, or among everybody.
    ///
    /// `index` comes from [`Contributions::index`] or [`Portfolio::contribution_index`] of this
    /// portfolio; distances are in the
    /// unit of the raw score. Some sixty clients are explained for it, on all processors.
    ///
    /// When the base says whom the model never saw ([`HoldOut`](crate::portfolio::HoldOut)), only
    /// these should be in the group: what became of the others, the model has learnt.
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
