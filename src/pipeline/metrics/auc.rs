//! The area under the ROC curve: how often a client who defaulted scores above one who repaid.
//!
//! The interval is DeLong's (DeLong, DeLong and Clarke-Pearson, Biometrics 1988), in the
//! rank-based form of Sun and Xu (IEEE Signal Processing Letters 2014) that needs one pass over
//! sorted scores instead of all pairs of clients.

use super::{
    Ranking,
    estimate::{Estimate, NORMAL_975},
};

/// The area, in `[0, 1]`; ties count half. 0.5 is a coin.
#[must_use]
pub fn auc(ranking: &Ranking) -> f64 {
    let mut repaid_below = 0.0;
    let mut pairs_in_order = 0.0;
    for level in ranking.levels() {
        let repaid = level.repaid as f64;
        pairs_in_order += level.defaults as f64 * (repaid_below + repaid / 2.0);
        repaid_below += repaid;
    }
    pairs_in_order / (ranking.defaults() as f64 * ranking.repaid() as f64)
}

/// The area with DeLong's 95 % interval, kept within `[0, 1]`.
///
/// With a single client on one side the spread of that side is unknown and taken as 0.
#[must_use]
pub fn auc_with_interval(ranking: &Ranking) -> Estimate {
    let value = auc(ranking);
    let half_width = NORMAL_975 * delong_variance(ranking, value).sqrt();
    Estimate { value, lower: (value - half_width).max(0.0), upper: (value + half_width).min(1.0) }
}

/// The variance of the area: how unlike the placements of clients are, on each side.
///
/// A client's placement is the share of the other side that it is ordered rightly against.
fn delong_variance(ranking: &Ranking, area: f64) -> f64 {
    let defaults = ranking.defaults() as f64;
    let repaid = ranking.repaid() as f64;
    let (mut defaults_below, mut repaid_below) = (0.0, 0.0);
    let (mut defaults_spread, mut repaid_spread) = (0.0, 0.0);
    for level in ranking.levels() {
        let (level_defaults, level_repaid) = (level.defaults as f64, level.repaid as f64);
        let of_a_default = (repaid_below + level_repaid / 2.0) / repaid;
        let of_a_repaid = 1.0 - (defaults_below + level_defaults / 2.0) / defaults;
        defaults_spread += level_defaults * (of_a_default - area).powi(2);
        repaid_spread += level_repaid * (of_a_repaid - area).powi(2);
        defaults_below += level_defaults;
        repaid_below += level_repaid;
    }
    sample_variance(defaults_spread, defaults) / defaults
        + sample_variance(repaid_spread, repaid) / repaid
}

fn sample_variance(sum_of_squares: f64, count: f64) -> f64 {
    if count > 1.0 { sum_of_squares / (count - 1.0) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{super::example, *};

    #[test]
    fn area_and_interval_are_those_of_the_reference() {
        // scikit-learn's roc_auc_score, and DeLong's variance over all pairs in numpy.
        let estimate = auc_with_interval(&example::ranking());
        example::assert_close(estimate.value, 0.707_070_707_070_707);
        example::assert_close(estimate.lower, 0.465_622_972_342_154_1);
        example::assert_close(estimate.upper, 0.948_518_441_799_26);
    }

    #[test]
    fn a_perfect_order_is_one_and_a_reversed_one_is_zero() {
        let scored = [(0.1, false), (0.2, false), (0.8, true), (0.9, true)];
        assert_eq!(auc(&Ranking::new(scored).unwrap()), 1.0);
        assert_eq!(auc(&Ranking::new(scored.map(|(p, d)| (p, !d))).unwrap()), 0.0);
        assert_eq!(auc(&Ranking::new(scored.map(|(_, d)| (0.5, d))).unwrap()), 0.5);
    }

    proptest! {
        #[test]
        fn it_counts_the_pairs(scored in prop::collection::vec((0_u8..20, any::<bool>()), 2..60)) {
            let Ok(ranking) = Ranking::new(scored.iter().map(|&(s, d)| (f64::from(s), d))) else {
                return Ok(());
            };
            let (mut in_order, mut pairs) = (0.0, 0.0);
            for (bad, _) in scored.iter().filter(|(_, defaulted)| *defaulted) {
                for (good, _) in scored.iter().filter(|(_, defaulted)| !*defaulted) {
                    pairs += 1.0;
                    in_order += match bad.cmp(good) {
                        std::cmp::Ordering::Greater => 1.0,
                        std::cmp::Ordering::Equal => 0.5,
                        std::cmp::Ordering::Less => 0.0,
                    };
                }
            }
            let estimate = auc_with_interval(&ranking);
            prop_assert!((estimate.value - in_order / pairs).abs() < 1e-12);
            prop_assert!(estimate.lower <= estimate.value && estimate.value <= estimate.upper);
        }
    }
}
