//! Look-alikes among the clients of a base.
//!
//! Depends on `base` and on the contributions of everybody. **Invariant**: what a look-alike is told
//! by is what [`Portfolio::explain`] says about it, in single precision.

use crate::{base::Group, domain::Job};

use super::{
    super::{Contributions, ContributionsFault, Portfolio},
    ContributionIndex, LookAlikes, look_alikes,
};

impl Contributions {
    /// The same in short, for finding look-alikes; read once, a run of rows at a time. Takes 100
    /// to 400 bytes a client in memory, and 128 MB at most.
    ///
    /// # Errors
    /// When the job is cancelled or the file of the contributions fails.
    pub fn index(&self, job: &dyn Job) -> Result<ContributionIndex, ContributionsFault> {
        let mut builder = ContributionIndex::builder(self.clients(), self.features());
        self.in_rows(job, |block| builder.add(block))?;
        Ok(builder.finish())
    }
}

impl Portfolio {
    /// The look-alikes of the client on `row` among the clients of a group, or among everybody.
    ///
    /// `all` are the contributions of this portfolio, `index` the same in short
    /// ([`Contributions::index`]); distances are in the unit of the raw score. The contributions of
    /// some sixty clients are read for it, on all processors.
    ///
    /// When the base says whom the model never saw ([`HoldOut`](crate::portfolio::HoldOut)), only
    /// these should be in the group: what became of the others, the model has learnt.
    ///
    /// # Errors
    /// When the file of the contributions fails.
    pub fn look_alikes(
        &self,
        all: &Contributions,
        index: &ContributionIndex,
        row: u32,
        among: Option<&Group>,
    ) -> Result<LookAlikes, ContributionsFault> {
        let contributions = |row: u32| -> Vec<f64> {
            // A failure is told by the fault that it leaves behind.
            all.row(row).unwrap_or_default().into_iter().map(f64::from).collect()
        };
        let is_wanted = |row: u32| among.is_none_or(|group| group.contains(row as usize));
        let outcome = |row: u32| self.base.outcome(row as usize);
        let found = look_alikes(index, row, &contributions, &is_wanted, &outcome);
        all.fault().map_or(Ok(found), Err)
    }
}
