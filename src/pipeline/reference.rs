//! `reference.parquet`: what the training clients looked like, so that a later base can be held
//! against them without their data.
//!
//! Depends on `explain`, on polars and on the other files of this layer.
//!
//! | column | what |
//! | --- | --- |
//! | `feature` | the feature, in the model's order |
//! | `clients` | training clients |
//! | `missing` | how many of them have no value |
//! | `mean_absolute_contribution` | the mean size of its Shapley values over a sample, in log-odds |
//! | `quantile_0` ... `quantile_100` | smallest value, deciles, largest value; empty when all miss |
//! | `count_1` ... `count_10` | clients above one decile and up to the next; the first bin holds the smallest value too |
//!
//! Invariant: no row tells about fewer than all training clients; a decile is a value that at
//! least one client has, never whose.

use std::sync::Arc;

use rayon::prelude::*;

use super::{
    error::TrainError,
    labelled::LabelledClients,
    parquet_bytes::{column, parquet_bytes},
    split::Part,
};
use crate::{
    explain::Explainer,
    model::{Forest, WrongWidth},
};

/// Into how many bins a feature is cut.
const BINS: usize = 10;

/// Contributions are averaged over this many training clients, evenly spread over the base: the
/// mean is then known to about 2 %, which is all that an order of importance needs.
const EXPLAINED_CLIENTS: usize = 2_000;

/// What one feature looked like.
#[derive(Debug, Clone, PartialEq)]
struct FeatureReference {
    missing: u64,
    /// Smallest value, nine deciles, largest value; NaN when all are missing.
    quantiles: [f64; BINS + 1],
    counts: [u64; BINS],
}

/// The bytes of `reference.parquet` for the training clients of `clients`.
///
/// # Errors
/// When the forest has other features than the clients, or when polars refuses the table.
pub fn reference_table(
    forest: &Arc<Forest>,
    clients: &LabelledClients,
    parts: &[Part],
) -> Result<Vec<u8>, TrainError> {
    let train = clients.members(parts, Part::Train);
    let rows = train.len();
    let references: Vec<FeatureReference> = (0..clients.columns().len())
        .into_par_iter()
        .map(|feature| FeatureReference::of(&clients.values(feature, &train)))
        .collect();
    let importance = mean_absolute_contributions(forest, clients, &train)?;
    let names: Vec<&str> = clients.columns().iter().map(|column| column.name.as_str()).collect();
    let missing: Vec<u64> = references.iter().map(|reference| reference.missing).collect();
    let mut columns = vec![
        column("clients", vec![rows as u64; names.len()]),
        column("missing", missing),
        column("mean_absolute_contribution", importance),
    ];
    columns.insert(0, column("feature", names));
    for position in 0..=BINS {
        let quantile = |reference: &FeatureReference| {
            reference.quantiles.get(position).copied().filter(|quantile| !quantile.is_nan())
        };
        let quantiles: Vec<Option<f64>> = references.iter().map(quantile).collect();
        columns.push(column(&format!("quantile_{}", position * 100 / BINS), quantiles));
    }
    for bin in 0..BINS {
        let count = |reference: &FeatureReference| reference.counts.get(bin).copied().unwrap_or(0);
        let counts: Vec<u64> = references.iter().map(count).collect();
        columns.push(column(&format!("count_{}", bin + 1), counts));
    }
    parquet_bytes(columns)
}

impl FeatureReference {
    fn of(values: &[f64]) -> Self {
        let mut known: Vec<f64> = values.iter().copied().filter(|value| !value.is_nan()).collect();
        known.sort_unstable_by(f64::total_cmp);
        let last = known.len().saturating_sub(1);
        let quantiles = std::array::from_fn(|position| {
            known.get(last * position / BINS).copied().unwrap_or(f64::NAN)
        });
        let mut counts = [0; BINS];
        let mut below = 0;
        for (count, edge) in counts.iter_mut().zip(quantiles.iter().skip(1)) {
            let up_to = known.partition_point(|value| value <= edge);
            *count = (up_to - below) as u64;
            below = up_to;
        }
        Self { missing: (values.len() - known.len()) as u64, quantiles, counts }
    }
}

/// The mean size of each feature's Shapley values, over a sample of the training clients.
fn mean_absolute_contributions(
    forest: &Arc<Forest>,
    clients: &LabelledClients,
    train: &[u32],
) -> Result<Vec<f64>, WrongWidth> {
    let explainer = Explainer::new(forest);
    let mut sums = vec![0.0; forest.features().len()];
    let step = train.len().div_ceil(EXPLAINED_CLIENTS).max(1);
    let sample: Vec<u32> = train.iter().copied().step_by(step).collect();
    let mut row = vec![f64::NAN; sums.len()];
    for client in &sample {
        clients.fill_members(&[*client], &mut row);
        let explanation = explainer.explain(&row)?;
        for (sum, contribution) in sums.iter_mut().zip(&explanation.contributions) {
            *sum += contribution.abs();
        }
    }
    let sample_size = sample.len().max(1) as f64;
    Ok(sums.into_iter().map(|sum| sum / sample_size).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_hundred_different_values_fill_ten_equal_bins() {
        let values: Vec<f64> = (1..=101).map(f64::from).collect();
        let reference = FeatureReference::of(&values);
        let deciles = [1.0, 11.0, 21.0, 31.0, 41.0, 51.0, 61.0, 71.0, 81.0, 91.0, 101.0];
        assert_eq!(reference.quantiles, deciles);
        assert_eq!(reference.counts, [11, 10, 10, 10, 10, 10, 10, 10, 10, 10]);
    }

    #[test]
    fn a_column_without_values_has_no_quantiles() {
        let reference = FeatureReference::of(&[f64::NAN, f64::NAN]);
        assert_eq!((reference.missing, reference.counts), (2, [0; BINS]));
        assert!(reference.quantiles.iter().all(|quantile| quantile.is_nan()));
    }

    proptest! {
        #[test]
        fn everybody_is_counted_once(
            values in prop::collection::vec(
                prop_oneof![Just(f64::NAN), (-5_i8..5).prop_map(f64::from), -1e9..1e9_f64], 0..200,
            ),
        ) {
            let reference = FeatureReference::of(&values);
            let counted = reference.missing + reference.counts.iter().sum::<u64>();
            prop_assert_eq!(counted, values.len() as u64);
        }
    }
}
