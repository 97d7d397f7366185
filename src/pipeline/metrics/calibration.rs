//! Whether 13 % means 13 out of 100.
//!
//! Clients are sorted by probability and cut into bins of equal size, as in Naeini, Cooper and
//! Hauskrecht, "Obtaining well calibrated probabilities using Bayesian binning", AAAI 2015; bins of
//! equal width would leave almost everybody in the first ones when defaults are rare.

use serde::{Deserialize, Serialize};

use super::{Level, Ranking};

/// Into how many bins clients are cut: the usual ten, deciles of risk.
pub const CALIBRATION_BINS: u32 = 10;

/// Clients with neighbouring probabilities.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CalibrationBin {
    /// How many clients it holds.
    pub clients: u64,
    /// Their mean probability of default.
    pub mean_probability: f64,
    /// The share of them who defaulted.
    pub default_rate: f64,
}

/// At most `count` bins of about equal size, by ascending probability, none of them empty.
///
/// Clients with equal probabilities stay in one bin. The scores must be probabilities.
#[must_use]
pub fn calibration_bins(ranking: &Ranking, count: u32) -> Vec<CalibrationBin> {
    let clients = u128::from(ranking.clients());
    let mut bins = Vec::new();
    let mut bin = Bin::default();
    let mut seen = 0_u128;
    for level in ranking.levels() {
        bin.add(level);
        seen += u128::from(level.clients());
        // The end of bin k lies at clients * k / count, rounded up as numpy.array_split does.
        let end = (clients * (bins.len() as u128 + 1)).div_ceil(u128::from(count.max(1)));
        if seen >= end {
            bins.push(bin.finish());
            bin = Bin::default();
        }
    }
    bins
}

/// The mean distance between a bin's mean probability and its default rate, weighted by clients.
#[must_use]
pub fn calibration_error(ranking: &Ranking, count: u32) -> f64 {
    let sum: f64 = calibration_bins(ranking, count)
        .iter()
        .map(|bin| bin.clients as f64 * (bin.mean_probability - bin.default_rate).abs())
        .sum();
    sum / ranking.clients() as f64
}

#[derive(Default)]
struct Bin {
    clients: u64,
    defaults: u64,
    probability_sum: f64,
}

impl Bin {
    fn add(&mut self, level: &Level) {
        self.clients += level.clients();
        self.defaults += level.defaults;
        self.probability_sum += level.score * level.clients() as f64;
    }

    fn finish(&self) -> CalibrationBin {
        let clients = self.clients as f64;
        CalibrationBin {
            clients: self.clients,
            mean_probability: self.probability_sum / clients,
            default_rate: self.defaults as f64 / clients,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::example, *};

    #[test]
    fn it_is_that_of_the_reference() {
        // numpy: sort, array_split into 5, weighted mean of |mean probability - rate|.
        let ranking = example::without_ties();
        example::assert_close(calibration_error(&ranking, 5), 0.249_05);
        assert_eq!(calibration_bins(&ranking, 5).len(), 5);
        assert!(calibration_bins(&ranking, 5).iter().all(|bin| bin.clients == 4));
    }

    #[test]
    fn everybody_is_in_one_bin_even_with_ties() {
        let ranking = example::ranking();
        for count in [0, 1, 3, 7, 10, 20, 1_000] {
            let bins = calibration_bins(&ranking, count);
            assert_eq!(bins.iter().map(|bin| bin.clients).sum::<u64>(), 20, "{count}");
            assert!(bins.len() <= count.max(1) as usize);
            assert!(bins.iter().all(|bin| bin.clients > 0));
        }
    }

    #[test]
    fn honest_probabilities_have_no_error() {
        let ranking =
            Ranking::new([(0.25, true), (0.25, false), (0.25, false), (0.25, false)]).unwrap();
        assert_eq!(calibration_error(&ranking, CALIBRATION_BINS), 0.0);
    }
}
