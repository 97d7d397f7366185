//! The Kolmogorov-Smirnov distance: the figure that credit scoring quotes beside the area under
//! the ROC curve (Gini = 2 AUC - 1).

use super::Ranking;

/// The largest gap between the share of repaying clients below a score and the share of defaulting
/// clients below it, in `[0, 1]`, whichever is ahead.
#[must_use]
pub fn kolmogorov_smirnov(ranking: &Ranking) -> f64 {
    let (mut defaults, mut repaid, mut largest) = (0_u64, 0_u64, 0.0_f64);
    for level in ranking.levels() {
        defaults += level.defaults;
        repaid += level.repaid;
        let gap =
            repaid as f64 / ranking.repaid() as f64 - defaults as f64 / ranking.defaults() as f64;
        largest = largest.max(gap.abs());
    }
    largest
}

#[cfg(test)]
mod tests {
    use super::{super::example, *};

    #[test]
    fn it_is_that_of_the_reference() {
        // scipy.stats.ks_2samp
        example::assert_close(kolmogorov_smirnov(&example::ranking()), 0.414_141_414_141_414_1);
    }
}
