//! The contributions of everybody: computed once for a model and a base, read column by column.
//!
//! Global importance, the effect of a feature's values and look-alikes are answers about everybody.
//! They are made from this one table and not from a sample, so that none of them changes when it is
//! asked again. In double precision the table of 356 251 clients and 190 features takes 541 MB; it is
//! stored in single precision, on the disk ([`NumberTable`]), while everything that is summed over
//! clients is summed in double precision before it is rounded.
//!
//! Depends on `base`, `explain` and the streaming engine. **Invariants**: a contribution is that of
//! [`Portfolio::explain`](super::Portfolio::explain), rounded to single precision; a kept table is
//! used for the very base, model and grouping that it was computed from; at no time are all
//! contributions of a large base in memory.

mod compute;
mod importance;

use std::{path::PathBuf, sync::Arc};

use crate::{
    base::{Group, NumberTable, NumbersNotKept, StoreFault, StoreFaultCause},
    domain::{Cancelled, Job},
    explain::Outline,
};

pub use importance::MeanAbsolute;

/// The contributions of every client to every feature, in the unit of the raw score
/// ([`Model::log_odds_per_raw_score`](super::Model::log_odds_per_raw_score) turns them into
/// log-odds). Immutable, shared between threads; see
/// [`Portfolio::contributions`](super::Portfolio::contributions).
#[derive(Debug)]
pub struct Contributions {
    table: NumberTable,
    base_value: f64,
    outline: Outline,
    everyone: MeanAbsolute,
}

/// Why there are no contributions, or none any more.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ContributionsFault {
    /// The person who waited no longer wants the result.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
    /// The base can no longer be trusted.
    #[error(transparent)]
    Base(StoreFault),
    /// The disk refused them.
    #[error("the contributions of all clients: {0}")]
    NotKept(#[from] NumbersNotKept),
    /// Their file failed while it was in use; it is removed, and they can be computed again.
    #[error("the contributions of all clients {cause} while they were in use: {}", file.display())]
    Failed {
        /// The file.
        file: PathBuf,
        /// What happened to it.
        cause: StoreFaultCause,
    },
}

impl Contributions {
    /// How many clients there are.
    #[must_use]
    pub fn clients(&self) -> usize {
        self.table.rows()
    }

    /// How many features the model has.
    #[must_use]
    pub fn features(&self) -> usize {
        self.table.columns()
    }

    /// What a client's contributions are added to: the mean raw score of the training population.
    #[must_use]
    pub fn base_value(&self) -> f64 {
        self.base_value
    }

    /// How the features make up factors and themes, which [`MeanAbsolute`] counts alike.
    #[must_use]
    pub fn outline(&self) -> &Outline {
        &self.outline
    }

    /// How much each feature, factor and theme moves the scores of everybody, summed in double
    /// precision while the contributions were computed.
    #[must_use]
    pub fn mean_absolute(&self) -> &MeanAbsolute {
        &self.everyone
    }

    /// The same among the clients of a group; all 0 for an empty one. Reads each contribution of a
    /// run of rows with a member once, on all processors, a few hundred kilobytes at a time.
    ///
    /// # Errors
    /// When the job is cancelled or the file fails.
    pub fn mean_absolute_in(
        &self,
        group: &Group,
        job: &dyn Job,
    ) -> Result<MeanAbsolute, ContributionsFault> {
        if group.is_everybody() {
            return Ok(self.everyone.clone());
        }
        importance::among(&self.table, &self.outline, group, job)
    }

    /// One feature's contributions in the order of the clients; nothing for a feature that the model
    /// does not have. A million clients take a few milliseconds and 4 MB.
    ///
    /// # Errors
    /// When the file fails.
    pub fn column(&self, feature: usize) -> Result<Arc<[f32]>, ContributionsFault> {
        Ok(self.table.column(feature)?)
    }

    /// One client's contributions, one a feature in the model's order; nothing for a row that the
    /// base does not have.
    ///
    /// # Errors
    /// When the file fails.
    pub fn row(&self, row: u32) -> Result<Vec<f32>, ContributionsFault> {
        Ok(self.table.row(row as usize)?)
    }

    /// Why nothing that was derived from them since may be shown; `None` while all is well.
    #[must_use]
    pub fn fault(&self) -> Option<ContributionsFault> {
        self.table.fault().map(ContributionsFault::from)
    }

    /// What they take in memory, in bytes.
    #[must_use]
    pub fn memory_bytes(&self) -> u64 {
        self.table.memory_bytes()
    }

    /// Hands out all contributions, client after client in the order of the base, some thousand
    /// clients at a time: one value a feature, client after client.
    ///
    /// # Errors
    /// When the job is cancelled or the file fails.
    pub(super) fn in_rows(
        &self,
        job: &dyn Job,
        mut take: impl FnMut(&[f64]),
    ) -> Result<(), ContributionsFault> {
        let clients = self.clients();
        let mut block: Vec<f64> = Vec::new();
        for (run, rows) in self.table.runs().enumerate() {
            job.progress(rows.start as u64, clients as u64)?;
            block.clear();
            block.extend(self.table.rows_of_run(run)?.into_iter().map(f64::from));
            take(&block);
        }
        Ok(job.progress(clients as u64, clients as u64)?)
    }
}

/// A table of contributions failed: not the base.
impl From<StoreFault> for ContributionsFault {
    fn from(fault: StoreFault) -> Self {
        Self::Failed { file: fault.file, cause: fault.cause }
    }
}
