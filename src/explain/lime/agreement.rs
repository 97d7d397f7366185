//! By how much two methods say the same about one client.

use super::{LimeExplanation, largest};

/// How many of the strongest features are held against each other.
const STRONGEST: usize = 10;

/// LIME held against the exact contributions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LimeAgreement {
    /// How many of the strongest features of either method are among the strongest of the other.
    pub shared: usize,
    /// Out of how many: 10, or as many as there are.
    pub strongest: usize,
    /// Spearman's rank correlation between LIME's weights and the exact contributions of the
    /// features that LIME chose, signs included, in `[-1, 1]`; `None` when either has no order.
    pub rank_correlation: Option<f64>,
}

/// Holds LIME's weights against the exact contributions, one a feature of the model.
#[must_use]
pub fn agreement(lime: &LimeExplanation, contributions: &[f64]) -> LimeAgreement {
    let strongest = STRONGEST.min(lime.weights.len()).min(contributions.len());
    let exact = largest(contributions, strongest);
    let limes = lime.weights.iter().take(strongest);
    let shared = limes.filter(|weight| exact.contains(&weight.feature)).count();
    let (weights, parts): (Vec<f64>, Vec<f64>) = lime
        .weights
        .iter()
        .filter_map(|weight| Some((weight.weight, *contributions.get(weight.feature)?)))
        .unzip();
    LimeAgreement { shared, strongest, rank_correlation: spearman(&weights, &parts) }
}

/// Spearman's rank correlation; equal numbers share the mean of their ranks.
fn spearman(left: &[f64], right: &[f64]) -> Option<f64> {
    let (left, right) = (ranks(left), ranks(right));
    let middle = f64::midpoint(left.len() as f64, 1.0);
    let (mut both, mut lefts, mut rights) = (0.0, 0.0, 0.0);
    for (left, right) in left.iter().zip(&right) {
        let (left, right) = (left - middle, right - middle);
        both += left * right;
        lefts += left * left;
        rights += right * right;
    }
    (lefts > 0.0 && rights > 0.0).then(|| both / (lefts * rights).sqrt())
}

/// The rank of each number, 1 for the smallest.
fn ranks(numbers: &[f64]) -> Vec<f64> {
    numbers
        .iter()
        .map(|own| {
            let below = numbers.iter().filter(|other| *other < own).count();
            let equal = numbers.iter().filter(|other| *other == own).count();
            below as f64 + f64::midpoint(equal as f64, 1.0)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Bin, LimeOptions, LimeWeight};
    use super::*;

    fn lime(weights: &[(usize, f64)]) -> LimeExplanation {
        let weight = |(feature, weight): &(usize, f64)| LimeWeight {
            feature: *feature,
            bin: Bin::Missing,
            weight: *weight,
        };
        LimeExplanation {
            weights: weights.iter().map(weight).collect(),
            intercept: 0.0,
            line: 0.0,
            probability: 0.0,
            fit: None,
            options: LimeOptions::default(),
        }
    }

    #[test]
    fn shared_features_are_counted_and_signs_matter() {
        let contributions = [0.1, -3.0, 0.0, 2.0, 0.0];
        let same = agreement(&lime(&[(1, -0.5), (3, 0.4), (0, 0.1)]), &contributions);
        assert_eq!((same.shared, same.strongest, same.rank_correlation), (3, 3, Some(1.0)));
        let against = agreement(&lime(&[(1, 0.5), (3, -0.4)]), &contributions);
        assert_eq!((against.shared, against.rank_correlation), (2, Some(-1.0)));
        let other = agreement(&lime(&[(2, 0.5), (4, -0.4)]), &contributions);
        assert_eq!((other.shared, other.rank_correlation), (0, None));
    }

    /// Reference: `scipy.stats.spearmanr([1, 2, 2, 4, 5], [5, 6, 7, 8, 7])`.
    #[test]
    fn ties_share_their_rank() {
        let found = spearman(&[1.0, 2.0, 2.0, 4.0, 5.0], &[5.0, 6.0, 7.0, 8.0, 7.0]).unwrap();
        assert!((found - 0.763_157_894_736_842_1).abs() < 1e-12, "{found}");
    }
}
