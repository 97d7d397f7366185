//! The contributions of every client of a base.

use crate::{
    domain::{Cancelled, Job},
    explain::{ReferenceExplainer, Refused, Slab},
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

    /// What explains scores against these clients of the base, such as the applicants who were
    /// just accepted, instead of the training population.
    ///
    /// # Errors
    /// When there is no such client, when a tree of the model is too deep for it, or when the job
    /// is cancelled.
    pub fn reference(&self, rows: &[u32], job: &dyn Job) -> Result<ReferenceExplainer, Refused> {
        let values: Vec<f64> = rows.iter().flat_map(|&row| self.feature_row(row)).collect();
        ReferenceExplainer::new(self.model.forest(), &values, job)
    }

    /// What [`Portfolio::explain_all`] does, against a reference: base value and contributions sum
    /// to the raw score, where the base value is the mean raw score of the reference.
    ///
    /// # Errors
    /// When the job is cancelled, or with what stops `take`.
    pub fn explain_all_against<E: From<Cancelled>>(
        &self,
        reference: &ReferenceExplainer,
        job: &dyn Job,
        take: impl FnMut(Slab<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let fill = |rows, block: &mut [f64]| self.binding.fill_block(&self.base, rows, block);
        reference.explain_population(self.base.rows(), fill, job, take)
    }
}
