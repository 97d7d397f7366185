//! Exact Shapley values against chosen applicants: interventional Shapley values.
//!
//! Depends on `domain`, `model`, the plans and the lanes. **Invariant:** `base_value`, the mean raw
//! score of the reference, plus all contributions is the raw score up to rounding; the same client
//! always gets the same bits.
//!
//! "Compared with the applicants who were just accepted": a feature outside a coalition takes the
//! value of an applicant of the reference, whole rows at a time, and the worth of a coalition is
//! the mean raw score over all of them. Nothing is estimated from the training counts.
//!
//! # The method
//! For a leaf, what counts of a row is the set of features with a condition on its path that the
//! row violates. A client with the set `X` and an applicant with the set `B` can only be mixed into
//! a row that reaches the leaf when no feature is in both; then the features of `B` must come from
//! the client and those of `X` from the applicant, and the leaf's value `v` is shared out (with `x`
//! and `b` the sizes of the sets; Laberge and Pequignot, 2022, give the same closed form):
//!
//! ```text
//! each feature of B:  + v / (b choose(b + x, b))
//! each feature of X:  - v / (x choose(b + x, b))
//! ```
//!
//! Applicants with the same `B` are counted once, with their number ([`leaf`]). Clients with the
//! same `X` have the same shares, which are computed once a block ([`block`]), so that a client
//! costs one look-up and one addition a feature for each leaf; WOODELF (Wettenstein, Nadel and
//! Boker, 2025) shows that a population can be explained so.
//!
//! # What it costs
//! Time: for each client, the features of all paths; for each block of clients, for each leaf, the
//! different sets of the clients times those of the reference. Memory: 16 bytes for each leaf and
//! different set of the reference, at most one an applicant. A few thousand applicants are well
//! served; more say nothing that they do not.

mod block;
mod leaf;
mod paths;
#[cfg(test)]
mod tests;

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use self::block::Memory;
use self::leaf::{Leaf, Shares};
use self::paths::{MOST_FEATURES, Paths};
use super::block::side_by_side;
use super::lanes::MANY;
use super::plan::{self, Layout};
use super::population::{ExplainBlocks, Slab, explain_in_order};
use crate::domain::{Cancelled, Explanation, Job, SilentJob};
use crate::model::{Forest, WrongWidth};

/// What explains the scores of one forest against chosen applicants. Threads may share it.
pub struct ReferenceExplainer {
    forest: Arc<Forest>,
    trees: Vec<ReferenceTree>,
    shares: Shares,
    base_value: f64,
    applicants: usize,
}

/// One tree with what the reference does in it.
struct ReferenceTree {
    paths: Paths,
    leaves: Vec<Leaf>,
}

/// Why nothing can be explained against a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The rows of the reference do not fit the model.
    #[error(transparent)]
    Width(#[from] WrongWidth),
    /// There is nobody to compare with.
    #[error("the reference is empty: at least one applicant is needed to compare with")]
    Empty,
    /// A tree asks about more features on one path than are kept apart.
    #[error(
        "tree {tree} asks about {features} different features on one path: explanations against \
         chosen applicants are made for at most {MOST_FEATURES}"
    )]
    TooDeep {
        /// The tree, from 0.
        tree: usize,
        /// The features.
        features: usize,
    },
    /// The person who waited no longer wants the result.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}

impl Refused {
    /// The most features on one path of a tree that are kept apart.
    pub const MOST_FEATURES: usize = MOST_FEATURES;
}

impl ReferenceExplainer {
    /// Prepares explanations of `forest` against the applicants in `reference`: rows of one value
    /// per feature, in the model's order, NaN for missing.
    ///
    /// # Errors
    /// When there is no applicant, when a row has not one value per feature, when a tree has a path
    /// of more than 64 different features, or when the job is cancelled.
    pub fn new(forest: &Arc<Forest>, reference: &[f64], job: &dyn Job) -> Result<Self, Refused> {
        let width = forest.features().len();
        let applicants = reference.len() / width.max(1);
        if applicants == 0 {
            return Err(Refused::Empty);
        }
        let mut scores = vec![0.0; applicants];
        forest.raw_scores(reference, &mut scores)?;
        let mut closest = vec![plan::ROOT; width];
        let mut paths = Vec::with_capacity(forest.trees().len());
        for (tree, nodes) in forest.trees().iter().enumerate() {
            let Layout { steps, distinct: features, .. } = plan::lay_out(nodes, &mut closest);
            if features > MOST_FEATURES {
                return Err(Refused::TooDeep { tree, features });
            }
            paths.push(Paths::new(steps));
        }
        let mut rows = Vec::new();
        side_by_side::<MANY>(reference, width, &mut rows);
        let total = paths.len() as u64;
        let trees = paths
            .into_par_iter()
            .zip(forest.trees())
            .enumerate()
            .map(|(index, (paths, tree))| {
                job.progress(index as u64, total)?;
                let patterns = paths.patterns(tree, &rows, width, applicants);
                let leaves = patterns.chunks(applicants).map(Leaf::new).collect();
                Ok(ReferenceTree { paths, leaves })
            })
            .collect::<Result<Vec<_>, Cancelled>>()?;
        Ok(Self {
            forest: Arc::clone(forest),
            trees,
            shares: Shares::new(applicants),
            base_value: scores.iter().sum::<f64>() / applicants as f64,
            applicants,
        })
    }

    /// The mean raw score of the reference, in log-odds.
    #[must_use]
    pub fn base_value(&self) -> f64 {
        self.base_value
    }

    /// How many applicants the reference holds.
    #[must_use]
    pub fn applicants(&self) -> usize {
        self.applicants
    }

    /// Splits the difference between one client's raw score and the mean of the reference over the
    /// features of the model. `row` holds one value per feature, NaN for missing.
    ///
    /// # Errors
    /// When the row has not one value per feature.
    pub fn explain(&self, row: &[f64]) -> Result<Explanation, WrongWidth> {
        let raw_score = self.forest.raw_score(row)?;
        let mut contributions = vec![0.0; row.len()];
        let look = || SilentJob.progress(0, 0);
        // Nobody cancels a silent job.
        let _ = self.explain_block(&mut Memory::default(), row, &mut contributions, &look);
        Ok(Explanation { base_value: self.base_value, contributions, raw_score })
    }

    /// The same for a whole population; see
    /// [`Explainer::explain_population`](super::Explainer::explain_population).
    ///
    /// # Errors
    /// When the job is cancelled, or with what stops `take`.
    pub fn explain_population<E: From<Cancelled>>(
        &self,
        rows: usize,
        fill: impl Fn(Range<usize>, &mut [f64]) + Sync,
        job: &dyn Job,
        take: impl FnMut(Slab<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        explain_in_order(self, rows, fill, job, take)
    }
}

impl fmt::Debug for ReferenceExplainer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReferenceExplainer")
            .field("trees", &self.trees.len())
            .field("applicants", &self.applicants)
            .field("base_value", &self.base_value)
            .finish_non_exhaustive()
    }
}
