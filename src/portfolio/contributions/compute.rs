//! Computes the contributions of everybody, or finds those that were kept.

use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use crate::{
    base::{
        NUMBERS_IN_MEMORY_BYTES, NumberTable, NumbersLayout, NumbersPlace, NumbersWriter,
        StoreChoice,
    },
    domain::Job,
    explain::Outline,
};

use super::{
    super::{MOST_CLIENTS_INDEXED, Portfolio},
    Contributions, ContributionsFault, MeanAbsolute,
    importance::SizesOfEverybody,
};

/// Changes whenever the same model and base would get other contributions, or another summary.
const VERSION: u32 = 1;

impl Portfolio {
    /// The contributions of all clients: those that were kept, or computed now, on the processors of
    /// the present thread pool.
    ///
    /// Up to 64 MB they are in memory. Beyond that they are kept beside the copy of the base, when
    /// there is one and `store` does not forbid it, and otherwise in a file without a name that is
    /// gone with the program.
    ///
    /// # Errors
    /// When the job is cancelled, when the base failed while it was read, or when the disk refuses;
    /// nothing is left behind then.
    pub fn contributions(
        &self,
        store: &StoreChoice,
        job: &dyn Job,
    ) -> Result<Arc<Contributions>, ContributionsFault> {
        self.contributions_beyond(NUMBERS_IN_MEMORY_BYTES, store, job)
    }

    /// The same with up to so many bytes in memory, for whoever has less of it, or more.
    ///
    /// # Errors
    /// As [`Portfolio::contributions`].
    pub fn contributions_beyond(
        &self,
        in_memory_bytes: u64,
        store: &StoreChoice,
        job: &dyn Job,
    ) -> Result<Arc<Contributions>, ContributionsFault> {
        let outline = self.model.grouping().outline();
        let maker = self.maker(&outline);
        let label = self.model.title();
        let kept = self.base.kept().filter(|_| *store != StoreChoice::Off);
        let place = kept.map(|base| NumbersPlace { base, maker: &maker, label: &label });
        let found = place.as_ref().and_then(NumberTable::open);
        if let Some(found) = found.and_then(|table| self.known(table, &outline)) {
            return Ok(Arc::new(found));
        }
        let (clients, features) = (self.base.rows(), self.forest().features().len());
        // Look-alikes want fifty single clients at once.
        let layout = if clients <= MOST_CLIENTS_INDEXED {
            NumbersLayout::ColumnsAndRows
        } else {
            NumbersLayout::Columns
        };
        let mut writer =
            NumbersWriter::new(clients, features, layout, in_memory_bytes, place.as_ref());
        let mut sizes = SizesOfEverybody::new(features, &outline);
        self.explain_all(job, |slab| {
            sizes.add(slab.contributions);
            writer.push(slab.contributions);
            Ok::<(), ContributionsFault>(writer.check()?)
        })?;
        // What could not be read came out as missing: nothing of it is kept.
        if let Some(fault) = self.base.fault() {
            return Err(ContributionsFault::Base(fault));
        }
        let base_value = self.model.explainer().base_value();
        let everyone = sizes.finish(clients);
        let summary = std::iter::once(base_value).chain(everyone.numbers()).collect();
        let table = writer.finish(summary)?;
        Ok(Arc::new(Contributions { table, base_value, outline, everyone }))
    }

    /// The contributions in a table that was kept, unless they are about something else.
    fn known(&self, table: NumberTable, outline: &Outline) -> Option<Contributions> {
        let features = self.forest().features().len();
        let (&base_value, means) = table.summary().split_first()?;
        let everyone = MeanAbsolute::of_numbers(means, features, outline)?;
        let fits = table.rows() == self.base.rows() && table.columns() == features;
        let outline = outline.clone();
        fits.then_some(Contributions { table, base_value, outline, everyone })
    }

    /// All that contributions and their sums depend on, the base apart.
    fn maker(&self, outline: &Outline) -> String {
        let grouping = xxh3_64(format!("{outline:?}").as_bytes());
        format!("contributions {VERSION} of {} by {grouping:016x}", self.model.sha256())
    }
}
