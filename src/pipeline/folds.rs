//! How much of a result is chance: the same training on parts of the training clients.
//!
//! Depends on the other files of this layer.
//! Invariant: the folds are cut from the training clients alone, in the proportions of both
//! outcomes; each of them is measured by a model that did not learn from it.

use serde::{Deserialize, Serialize};

use super::{
    error::TrainError,
    grow::{Tables, bin_plan},
    labelled::LabelledClients,
    options::TrainOptions,
    random::SplitMix64,
};
use crate::domain::Cancelled;

/// What one fold showed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Fold {
    /// How many clients it holds.
    pub clients: u64,
    /// The area under the ROC curve of the model that did not learn from it. Its trees were stopped
    /// on it, which flatters a little.
    pub auc: f64,
    /// How many trees the model has.
    pub trees: u32,
}

/// Trains as often as there are folds, each time on all but one.
pub(super) fn cross_validate(
    clients: &LabelledClients,
    train: &[u32],
    folds: u32,
    options: &TrainOptions,
    progress: &dyn Fn(u64, u64) -> Result<(), Cancelled>,
) -> Result<Vec<Fold>, TrainError> {
    let fold_of = assign(&clients.outcomes(train), folds, u64::from(options.seed));
    (0..folds)
        .map(|fold| {
            let of_fold = |own: bool| -> Vec<u32> {
                let members = train.iter().zip(&fold_of);
                members.filter(|(_, f)| (**f == fold) == own).map(|(client, _)| *client).collect()
            };
            let (learning, measured) = (of_fold(false), of_fold(true));
            let bins = bin_plan(&options.trees, options.seed);
            let tables = Tables::new(clients, &learning, &measured, options.imbalance, bins)?;
            let told = |_: u64, _: u64| progress(u64::from(fold), u64::from(folds));
            let grown = tables.grow_watched(&options.trees, &told)?;
            Ok(Fold {
                clients: measured.len() as u64,
                auc: grown.auc,
                trees: grown.forest.trees().len() as u32,
            })
        })
        .collect()
}

/// The fold of each client, drawn separately among both outcomes.
fn assign(defaulted: &[bool], folds: u32, seed: u64) -> Vec<u32> {
    let mut random = SplitMix64::new(seed);
    let mut fold_of = vec![0; defaulted.len()];
    let mut next = 0;
    for outcome in [false, true] {
        let mut own: Vec<usize> =
            (0..defaulted.len()).filter(|&c| defaulted.get(c) == Some(&outcome)).collect();
        random.shuffle(&mut own);
        for client in own {
            if let Some(slot) = fold_of.get_mut(client) {
                *slot = next;
            }
            next = (next + 1) % folds.max(1);
        }
    }
    fold_of
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_are_equal_in_size_and_in_outcomes() {
        let defaulted: Vec<bool> = (0..1_003).map(|client| client % 7 == 0).collect();
        let fold_of = assign(&defaulted, 5, 1);
        for fold in 0..5 {
            let own = || fold_of.iter().zip(&defaulted).filter(move |(own, _)| **own == fold);
            assert!((200..=201).contains(&own().count()));
            let defaults = own().filter(|(_, defaulted)| **defaulted).count();
            assert!((28..=29).contains(&defaults), "{defaults}");
        }
        assert_eq!(fold_of, assign(&defaulted, 5, 1));
        assert_ne!(fold_of, assign(&defaulted, 5, 2));
    }
}
