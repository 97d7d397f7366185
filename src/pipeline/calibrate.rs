//! Learns how far the trees' probabilities are off, from clients whom the trees did not learn from.
//!
//! Depends on `model` and on the metrics of this layer.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::metrics::{Level, Ranking};
use crate::model::Calibration;

/// How probabilities are calibrated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CalibrationMethod {
    /// Not at all: trees that minimise log loss on real clients are calibrated by themselves.
    #[default]
    None,
    /// Two numbers: enough when all probabilities are off in the same way, as after reweighting.
    Platt,
    /// A rising line: follows any shape, and needs thousands of clients not to follow chance.
    Isotonic,
}

impl CalibrationMethod {
    /// All methods.
    pub const ALL: [Self; 3] = [Self::None, Self::Platt, Self::Isotonic];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Platt => "platt",
            Self::Isotonic => "isotonic",
        }
    }
}

impl fmt::Display for CalibrationMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for CalibrationMethod {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|method| method.name() == text);
        found.ok_or_else(|| "expected none, platt or isotonic".to_owned())
    }
}

/// The calibration that suits the clients of `ranking`, whose scores are the trees' probabilities.
///
/// Without a rising relation to learn (a model worse than a coin) nothing is calibrated.
#[must_use]
pub fn calibrate(ranking: &Ranking, method: CalibrationMethod) -> Calibration {
    match method {
        CalibrationMethod::None => Calibration::None,
        CalibrationMethod::Platt => platt(ranking),
        CalibrationMethod::Isotonic => isotonic(ranking),
    }
}

/// Newton's steps stop here; five usually suffice.
const MOST_STEPS: u32 = 100;

/// Steps smaller than this no longer change a probability that anybody reads.
const SMALLEST_STEP: f64 = 1e-12;

/// Maximum likelihood with Platt's target values, `(defaults + 1) / (defaults + 2)` and
/// `1 / (repaid + 2)` instead of 1 and 0, by Newton's method with the step halved while it does
/// not help (Lin, Lin and Weng, "A note on Platt's probabilistic outputs", 2007).
fn platt(ranking: &Ranking) -> Calibration {
    let (defaults, repaid) = (ranking.defaults() as f64, ranking.repaid() as f64);
    let (high, low) = ((defaults + 1.0) / (defaults + 2.0), 1.0 / (repaid + 2.0));
    let points: Vec<(f64, f64, f64)> = ranking
        .levels()
        .iter()
        .map(|level| {
            let own = level.score.clamp(f64::EPSILON, 1.0 - f64::EPSILON);
            let weight = level.clients() as f64;
            let target = (level.defaults as f64 * high + level.repaid as f64 * low) / weight;
            (own.ln() - (-own).ln_1p(), target, weight)
        })
        .collect();
    let loss = |slope: f64, intercept: f64| -> f64 {
        let one = |&(x, target, weight): &(f64, f64, f64)| {
            let score = slope * x + intercept;
            weight * (score.max(0.0) - target * score + (-score.abs()).exp().ln_1p())
        };
        points.iter().map(one).sum()
    };
    let (mut slope, mut intercept) = (1.0, 0.0);
    let mut current = loss(slope, intercept);
    for _ in 0..MOST_STEPS {
        // A little is added to the diagonal, so that equal scores do not make it singular.
        let (mut g_slope, mut g_intercept) = (0.0, 0.0);
        let (mut h_ss, mut h_si, mut h_ii) = (1e-12, 0.0, 1e-12);
        for &(x, target, weight) in &points {
            let probability = 1.0 / (1.0 + (-(slope * x + intercept)).exp());
            let error = weight * (probability - target);
            let curvature = weight * probability * (1.0 - probability);
            g_slope += error * x;
            g_intercept += error;
            h_ss += curvature * x * x;
            h_si += curvature * x;
            h_ii += curvature;
        }
        let determinant = h_ss * h_ii - h_si * h_si;
        let step_slope = (h_ii * g_slope - h_si * g_intercept) / determinant;
        let step_intercept = (h_ss * g_intercept - h_si * g_slope) / determinant;
        let mut share = 1.0;
        let (next_slope, next_intercept, next) = loop {
            let tried = (slope - share * step_slope, intercept - share * step_intercept);
            let value = loss(tried.0, tried.1);
            if value <= current || share < SMALLEST_STEP {
                break (tried.0, tried.1, value);
            }
            share /= 2.0;
        };
        let moved = (next_slope - slope).abs().max((next_intercept - intercept).abs());
        if !next.is_finite() || next > current {
            break;
        }
        (slope, intercept, current) = (next_slope, next_intercept, next);
        if moved < SMALLEST_STEP {
            break;
        }
    }
    Calibration::platt(slope, intercept).unwrap_or_default()
}

/// Neighbouring levels are pooled while their default rate falls (Ayer and others, Annals of
/// Mathematical Statistics 1955); the line is level over each pool and rises between two of them,
/// as scikit-learn's does.
fn isotonic(ranking: &Ranking) -> Calibration {
    struct Pool {
        clients: f64,
        defaults: f64,
        first: f64,
        last: f64,
    }
    let mut pools: Vec<Pool> = Vec::new();
    for level in ranking.levels() {
        let mut pool = Pool {
            clients: level.clients() as f64,
            defaults: level.defaults as f64,
            first: level.score,
            last: level.score,
        };
        while let Some(before) =
            pools.pop_if(|before| before.defaults * pool.clients >= pool.defaults * before.clients)
        {
            pool.clients += before.clients;
            pool.defaults += before.defaults;
            pool.first = before.first;
        }
        pools.push(pool);
    }
    let (mut from, mut to) = (Vec::new(), Vec::new());
    for pool in pools {
        let ends =
            if pool.first < pool.last { vec![pool.first, pool.last] } else { vec![pool.last] };
        to.resize(to.len() + ends.len(), pool.defaults / pool.clients);
        from.extend(ends);
    }
    Calibration::isotonic(from, to).unwrap_or_default()
}

/// The same clients, their probabilities calibrated.
#[must_use]
pub fn calibrated(ranking: &Ranking, calibration: &Calibration) -> Ranking {
    let mut levels: Vec<Level> = Vec::with_capacity(ranking.levels().len());
    for level in ranking.levels() {
        let Ok(own) = crate::domain::Probability::new(level.score) else { continue };
        let score = calibration.apply(own).get();
        match levels.last_mut() {
            Some(last) if last.score == score => {
                last.defaults += level.defaults;
                last.repaid += level.repaid;
            }
            _ => levels.push(Level { score, ..*level }),
        }
    }
    Ranking::from_levels(levels).unwrap_or_else(|_| ranking.clone())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{
        super::{
            metrics::{CALIBRATION_BINS, calibration_error},
            random::SplitMix64,
        },
        *,
    };

    /// Clients who default with `truth(score)`, while the model promises `score`.
    fn clients(truth: impl Fn(f64) -> f64) -> Ranking {
        let mut random = SplitMix64::new(9);
        let mut share = || random.below(1_000_000) as f64 / 1_000_000.0;
        Ranking::new((0..20_000).map(|_| {
            let score = 0.01 + 0.98 * share();
            (score, share() < truth(score))
        }))
        .unwrap()
    }

    #[test]
    fn both_methods_put_right_what_reweighting_did() {
        // Reweighting multiplies the odds: the truth is a ninth of the odds that are promised.
        let ranking = clients(|score| score / (score + 9.0 * (1.0 - score)));
        assert!(calibration_error(&ranking, CALIBRATION_BINS) > 0.2);
        for method in [CalibrationMethod::Platt, CalibrationMethod::Isotonic] {
            let put_right = calibrated(&ranking, &calibrate(&ranking, method));
            let error = calibration_error(&put_right, CALIBRATION_BINS);
            assert!(error < 0.01, "{method}: {error}");
        }
        let Calibration::Platt { slope, intercept } = calibrate(&ranking, CalibrationMethod::Platt)
        else {
            panic!("no Platt calibration")
        };
        assert!((slope - 1.0).abs() < 0.05 && (intercept + 9.0_f64.ln()).abs() < 0.1);
    }

    #[test]
    fn a_shape_that_is_no_logistic_function_needs_the_line() {
        let ranking = clients(|score| if score < 0.5 { 0.1 } else { 0.9 });
        let error = |method| {
            calibration_error(&calibrated(&ranking, &calibrate(&ranking, method)), CALIBRATION_BINS)
        };
        assert!(error(CalibrationMethod::Isotonic) < 0.01);
        assert!(error(CalibrationMethod::Platt) > 0.05);
    }

    #[test]
    fn platt_is_that_of_the_reference() {
        // scipy.optimize.minimize of the same loss, tolerance 1e-14, on these seven clients.
        let ranking = Ranking::new([
            (0.1, false),
            (0.2, false),
            (0.3, true),
            (0.4, false),
            (0.6, true),
            (0.7, false),
            (0.9, true),
        ])
        .unwrap();
        let Calibration::Platt { slope, intercept } = platt(&ranking) else { panic!() };
        assert!((slope - PLATT_SLOPE).abs() < 1e-7, "{slope}");
        assert!((intercept - PLATT_INTERCEPT).abs() < 1e-7, "{intercept}");
    }

    const PLATT_SLOPE: f64 = 0.493_433_565_241_587;
    const PLATT_INTERCEPT: f64 = -0.171_655_074_335_774;

    #[test]
    fn the_line_is_that_of_the_reference() {
        // scikit-learn's IsotonicRegression: the same thresholds and values.
        let scored = [(0.1, false), (0.2, true), (0.4, false), (0.6, true), (0.8, true)];
        let line = isotonic(&Ranking::new(scored).unwrap());
        let Calibration::Isotonic { from, to } = line else { panic!() };
        assert_eq!(from, [0.1, 0.2, 0.4, 0.6, 0.8]);
        assert_eq!(to, [0.0, 0.5, 0.5, 1.0, 1.0]);
    }

    proptest! {
        #[test]
        fn a_calibration_is_always_found_and_loses_nobody(
            scored in prop::collection::vec((0.0_f64..=1.0, any::<bool>()), 2..60),
        ) {
            let Ok(ranking) = Ranking::new(scored) else { return Ok(()) };
            for method in CalibrationMethod::ALL {
                let put_right = calibrated(&ranking, &calibrate(&ranking, method));
                prop_assert_eq!(put_right.clients(), ranking.clients());
                prop_assert!(put_right.levels().is_sorted_by(|a, b| a.score < b.score));
            }
        }
    }
}
