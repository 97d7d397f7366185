//! All figures of a model on one set of clients, each with its 95 % interval.
//!
//! Depends on `domain` and on the metrics of this layer.

use serde::{Deserialize, Serialize};

use super::{
    metrics::{
        CALIBRATION_BINS, CalibrationBin, Confusion, Estimate, REPLICATES, Ranking,
        auc_with_interval, average_precision, brier, calibration_bins, calibration_error,
        confusion, kolmogorov_smirnov, log_loss, stratified_bootstrap,
    },
    threshold::{CostRatio, cost_per_client, cost_without_model},
};
use crate::domain::Threshold;

/// How good a model is on clients that it has never seen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evaluation {
    /// How many clients were measured.
    pub clients: u64,
    /// How many of them defaulted.
    pub defaults: u64,
    /// Area under the ROC curve; its interval is DeLong's.
    pub auc: Estimate,
    /// Average precision. This interval and those below come from a stratified bootstrap.
    pub average_precision: Estimate,
    /// Kolmogorov-Smirnov distance.
    pub kolmogorov_smirnov: Estimate,
    /// Brier score.
    pub brier: Estimate,
    /// Log loss.
    pub log_loss: Estimate,
    /// Calibration error over ten bins of equal size.
    pub calibration_error: Estimate,
    /// Cost per client at the threshold, in refused clients who would have repaid.
    pub cost: Estimate,
    /// The same without a model, accepting everybody or refusing everybody, whichever is lower.
    pub cost_without_model: f64,
    /// What the model saves a client: the difference of the two.
    pub gain: Estimate,
    /// The share of clients accepted at the threshold.
    pub acceptance_rate: Estimate,
    /// What the threshold does.
    pub confusion: Confusion,
    /// Promised and observed risk, by ascending probability.
    pub calibration: Vec<CalibrationBin>,
}

/// Measures the clients of `ranking`, whose scores must be probabilities, at `threshold`.
///
/// `seed` decides the draws of the bootstrap.
#[must_use]
pub fn evaluate(
    ranking: &Ranking,
    threshold: Threshold,
    ratio: CostRatio,
    seed: u64,
) -> Evaluation {
    let figures = |ranking: &Ranking| {
        let confusion = confusion(ranking, threshold);
        let cost = cost_per_client(confusion, ratio);
        [
            average_precision(ranking),
            kolmogorov_smirnov(ranking),
            brier(ranking),
            log_loss(ranking),
            calibration_error(ranking, CALIBRATION_BINS),
            cost,
            cost_without_model(ranking, ratio) - cost,
            confusion.acceptance_rate().unwrap_or(f64::NAN),
        ]
    };
    let values = figures(ranking);
    let intervals = stratified_bootstrap(ranking, REPLICATES, seed, figures);
    let [
        average_precision,
        kolmogorov_smirnov,
        brier,
        log_loss,
        calibration_error,
        cost,
        gain,
        acceptance_rate,
    ] = std::array::from_fn(|figure| Estimate {
        value: values[figure],
        lower: intervals[figure].0,
        upper: intervals[figure].1,
    });
    Evaluation {
        clients: ranking.clients(),
        defaults: ranking.defaults(),
        auc: auc_with_interval(ranking),
        average_precision,
        kolmogorov_smirnov,
        brier,
        log_loss,
        calibration_error,
        cost,
        cost_without_model: cost_without_model(ranking, ratio),
        gain,
        acceptance_rate,
        confusion: confusion(ranking, threshold),
        calibration: calibration_bins(ranking, CALIBRATION_BINS),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::random::SplitMix64, *};

    #[test]
    fn every_figure_lies_in_its_interval() {
        let mut random = SplitMix64::new(5);
        let ranking = Ranking::new((0..3_000).map(|_| {
            let probability = random.below(1_000) as f64 / 1_000.0;
            (probability, (random.below(1_000) as f64) < probability * 1_000.0)
        }))
        .unwrap();
        let threshold = Threshold::new(0.3).unwrap();
        let evaluation = evaluate(&ranking, threshold, CostRatio::new(5.0).unwrap(), 1);
        for estimate in [
            evaluation.auc,
            evaluation.average_precision,
            evaluation.kolmogorov_smirnov,
            evaluation.brier,
            evaluation.log_loss,
            evaluation.cost,
            evaluation.gain,
            evaluation.acceptance_rate,
        ] {
            assert!(estimate.lower < estimate.value && estimate.value < estimate.upper);
            assert!(estimate.upper - estimate.lower < 0.2);
        }
        // Outcomes were drawn with their probabilities: they are calibrated.
        assert!(evaluation.calibration_error.value < 0.05);
        assert!(evaluation.cost.value < evaluation.cost_without_model);
        assert_eq!(evaluation.confusion.clients(), 3_000);
        assert_eq!(evaluation.calibration.len(), 10);
    }
}
