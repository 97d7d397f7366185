//! The contributions of every client of a base.

use crate::{
    domain::{Cancelled, Job},
    explain::Slab,
};

use super::Portfolio;

impl Portfolio {
    /// Splits the raw scores of all clients over the features of the model, on all processors, in
    /// the order of the base: `take` is given some thousand clients at a time, so that memory does
    /// not grow with the base. What a client gets is what [`Portfolio::explain`] gives, to the bit.
    ///
    /// Sums by theme need no second pass: [`Folding`](crate::explain::Folding) adds them up inside
    /// `take`.
    ///
    /// # Errors
    /// When the job is cancelled, felt within milliseconds, or with what stops `take`.
    pub fn explain_all<E: From<Cancelled>>(
        &self,
        job: &dyn Job,
        take: impl FnMut(Slab<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let fill = |rows, block: &mut [f64]| self.binding.fill_block(&self.base, rows, block);
        self.model.explainer().explain_population(self.base.rows(), fill, job, take)
    }
}
