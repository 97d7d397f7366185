//! Exact path-dependent Shapley values, of one client or of a whole population: what LightGBM calls
//! `pred_contrib`.
//!
//! Depends on `domain`, `model` and `rayon`. **Invariant:** `base_value` plus all contributions is
//! the raw score up to rounding, a feature that no split reads contributes exactly 0, and the same
//! client always gets the same bits: alone or among a million, on one thread or many, on any
//! processor of the family.
//!
//! LightGBM (`Tree::TreeSHAP`, the polynomial algorithm of Lundberg et al.) takes time in
//! leaves x depth^2 for each client. Here the integral form of the Shapley value is computed by a
//! quadrature that is exact for the tree at hand, in time leaves x features on the longest path,
//! for many clients side by side.
//!
//! | file | holds |
//! | --- | --- |
//! | [`kernel`], [`step`] | the method, and the two walks through one tree |
//! | [`quadrature`] | how many nodes make the integral exact |
//! | [`plan`] | a tree laid out for the kernel |
//! | [`lanes`], [`registers`] | clients side by side, on the registers that the computer has |
//! | [`block`], [`population`] | some hundred clients through all trees, all clients in order |
//! | [`reference`] | the same against chosen applicants instead of the training population |
//!
//! # Where does it differ from LightGBM?
//! On paths of thirty distinct features and more LightGBM loses digits by undoing its steps (5e-8
//! measured, and 7e-7 in its own sum); here every term is added once.

mod block;
mod kernel;
mod lanes;
mod plan;
mod population;
mod quadrature;
mod reference;
mod registers;
mod step;

#[cfg(test)]
mod oracle;
#[cfg(test)]
mod random;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt;
use std::sync::Arc;

use self::block::Block;
use self::lanes::ONE;
use self::plan::{Layout, Plan};
use self::quadrature::Node;
use crate::domain::Explanation;
use crate::model::{Child, Forest, Tree, WrongWidth};

pub use self::population::Slab;
pub use self::reference::{ReferenceExplainer, Refused};

/// What explains the scores of one forest, prepared once and used for every client.
///
/// Holds 84 bytes for each split of the forest. Threads may share it.
pub struct Explainer {
    forest: Arc<Forest>,
    /// One plan per tree, in the forest's order.
    plans: Vec<Plan>,
    base_value: f64,
}

impl Explainer {
    /// Prepares the explanations of `forest`, in time linear in its splits.
    #[must_use]
    pub fn new(forest: &Arc<Forest>) -> Self {
        let trees = forest.trees();
        let mut closest = vec![plan::ROOT; forest.features().len()];
        let mut rules: BTreeMap<usize, Arc<[Node]>> = BTreeMap::new();
        let plans: Vec<Plan> = trees
            .iter()
            .map(|tree| {
                let Layout { steps, finished, depth, distinct } = plan::lay_out(tree, &mut closest);
                let nodes = quadrature::nodes_for(distinct);
                let rule =
                    rules.entry(nodes).or_insert_with(|| quadrature::gauss_legendre(nodes).into());
                Plan { steps, finished, depth, rule: Arc::clone(rule) }
            })
            .collect();
        Self {
            forest: Arc::clone(forest),
            base_value: trees.iter().map(expected_value).sum::<f64>(),
            plans,
        }
    }

    /// The average raw score of the training population, in log-odds: every leaf weighted by the
    /// training clients that it holds.
    #[must_use]
    pub fn base_value(&self) -> f64 {
        self.base_value
    }

    /// The forest that is explained.
    #[must_use]
    pub fn forest(&self) -> &Arc<Forest> {
        &self.forest
    }

    /// Splits the raw score of one client over the features of the model.
    ///
    /// `row` holds one value per feature, in the model's order, NaN for missing. When the model
    /// carries [`Note::EstimatedCounts`](crate::model::Note::EstimatedCounts), base value and
    /// contributions are LightGBM's all the same, but miss the raw score by a little.
    ///
    /// # Errors
    /// When the row has not one value per feature.
    pub fn explain(&self, row: &[f64]) -> Result<Explanation, WrongWidth> {
        let raw_score = self.forest.raw_score(row)?;
        let mut contributions = vec![0.0; row.len()];
        let carry_on = || Ok::<(), Infallible>(());
        let Ok(()) = Block::<ONE>::default().explain(self, row, &mut contributions, carry_on);
        Ok(Explanation { base_value: self.base_value, contributions, raw_score })
    }

    /// One plan per tree, in the forest's order.
    fn plans(&self) -> impl Iterator<Item = &Plan> {
        self.plans.iter()
    }
}

impl fmt::Debug for Explainer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Explainer")
            .field("trees", &self.plans.len())
            .field("base_value", &self.base_value)
            .finish_non_exhaustive()
    }
}

/// The mean of the leaf values over the training clients (LightGBM's `Tree::ExpectedValue`).
fn expected_value(tree: &Tree) -> f64 {
    let total = match tree.root() {
        Child::Leaf(leaf) => {
            return tree.leaves().get(leaf as usize).map_or(0.0, |leaf| leaf.value);
        }
        Child::Split(split) => tree.splits().get(split as usize).map_or(0.0, |split| split.count),
    };
    tree.leaves().iter().map(|leaf| leaf.count / total * leaf.value).sum()
}
