//! LIME: a second, approximate method, for those who must compare with it.
//!
//! Draws clients around one client, asks the model for their probabilities of default, and fits a
//! straight line to them that knows of each feature only whether its value falls into the client's
//! own bin (Ribeiro, Singh, Guestrin 2016, "Why should I trust you?", arXiv:1602.04938). The exact
//! contributions of [`Explainer`](super::Explainer) need none of this; LIME's weights depend on
//! the draw, and [`LimeExplanation::fit`] says how little of the model the line may catch.
//!
//! As the Python package `lime` 0.2 does for tables by default: quartile bins, 5 000 samples, the
//! client first among them, kernel width 0.75 x sqrt(features), a first ridge (penalty 0.01) that
//! chooses features and a second one (penalty 1) that weighs them. It differs where the package
//! would invent something:
//!
//! - a missing value is a bin of its own, where the package fails or takes the mean;
//! - a value is drawn from the clients of the reference, not from a normal curve within the bin;
//! - features are always chosen by their weight (`highest_weights`), also when few are asked for;
//! - the seed is part of the result: the same seed draws the same clients on any machine, and gives
//!   the same bits on any number of processors.
//!
//! Depends on `std` and `thiserror`: the model is a function. **Invariant**: the weights belong to
//! the probability of default, not to log-odds; they are never added to anything else.

mod agreement;
mod bins;
mod random;
mod ridge;

use std::cmp::Ordering;

pub use agreement::{LimeAgreement, agreement};
pub use bins::{Bin, Reference};

use random::Draws;
use ridge::Ridge;

/// The penalty of the fit that chooses features.
const CHOOSING_PENALTY: f64 = 0.01;

/// The penalty of the fit that weighs the chosen features.
const WEIGHING_PENALTY: f64 = 1.0;

/// How LIME is run. The default is that of the Python package.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LimeOptions {
    /// Decides every draw.
    pub seed: u64,
    /// Clients that are drawn, the explained one among them; at least 2.
    pub samples: usize,
    /// Features that get a weight.
    pub features: usize,
    /// The kernel's width in multiples of the square root of the number of features; above 0.
    pub kernel_width: f64,
}

impl Default for LimeOptions {
    fn default() -> Self {
        Self { seed: 0, samples: 5_000, features: 20, kernel_width: 0.75 }
    }
}

/// What LIME says about one client.
#[derive(Debug, Clone, PartialEq)]
pub struct LimeExplanation {
    /// The chosen features, the largest weight first.
    pub weights: Vec<LimeWeight>,
    /// The line's probability of default for a client in none of the bins.
    pub intercept: f64,
    /// The line's probability of default for this client; not always between 0 and 1.
    pub line: f64,
    /// The model's own.
    pub probability: f64,
    /// How much of the model's variation around this client the line explains (weighted R2): 1 is
    /// all of it, 0 none. `None` when the model says the same about everybody drawn.
    pub fit: Option<f64>,
    /// How it was run.
    pub options: LimeOptions,
}

/// The weight of one feature.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LimeWeight {
    /// The feature, by its place in the model.
    pub feature: usize,
    /// Into what the client's own value falls.
    pub bin: Bin,
    /// By how much the probability of default is larger within the bin than without, on the line.
    pub weight: f64,
}

/// Why there is no explanation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LimeError {
    /// Nobody to draw from.
    #[error("there are no clients to draw from")]
    NoReference,
    /// The row, or what the model gave back, is not of the size that was asked for.
    #[error("{found} values where {expected} were expected")]
    WrongWidth {
        /// How many there are.
        found: usize,
        /// How many there should be.
        expected: usize,
    },
}

/// Explains one client.
///
/// `own` holds one value per feature, NaN for missing. `probabilities` gives the probability of
/// default of rows laid out one after the other.
///
/// # Errors
/// When the reference has no clients, or when a width is wrong.
pub fn explain(
    reference: &Reference,
    own: &[f64],
    probabilities: &dyn Fn(&[f64]) -> Vec<f64>,
    options: LimeOptions,
) -> Result<LimeExplanation, LimeError> {
    let features = reference.features();
    if own.len() != features {
        return Err(LimeError::WrongWidth { found: own.len(), expected: features });
    }
    if reference.clients() == 0 {
        return Err(LimeError::NoReference);
    }
    let samples = options.samples.max(2);
    let drawn = draw(reference, own, samples, options.seed);
    let risks = probabilities(&drawn.values);
    if risks.len() != samples {
        return Err(LimeError::WrongWidth { found: risks.len(), expected: samples });
    }
    let kernel_width = options.kernel_width * (features.max(1) as f64).sqrt();
    let nearness: Vec<f64> =
        drawn.same.iter().map(|same| nearness(features - same.len(), kernel_width)).collect();
    let ridge = Ridge { present: &drawn.same, targets: &risks, weights: &nearness };
    let all: Vec<usize> = (0..features).collect();
    let chosen = largest(&ridge.fit(&all, CHOOSING_PENALTY).coefficients, options.features);
    let line = ridge.fit(&chosen, WEIGHING_PENALTY);
    let mut weights: Vec<LimeWeight> = chosen
        .iter()
        .zip(&line.coefficients)
        .zip(chosen.iter().map(|feature| own.get(*feature).copied().unwrap_or(f64::NAN)))
        .map(|((feature, weight), value)| LimeWeight {
            feature: *feature,
            bin: reference.bin(*feature, value),
            weight: *weight,
        })
        .collect();
    weights.sort_by(|left, right| by_size(left.weight, right.weight));
    Ok(LimeExplanation {
        weights,
        intercept: line.intercept,
        line: line.intercept + line.coefficients.iter().sum::<f64>(),
        probability: risks.first().copied().unwrap_or(f64::NAN),
        fit: line.fit,
        options,
    })
}

/// Clients around one client.
struct Drawn {
    /// Their values, row after row; the first row is the client's own.
    values: Vec<f64>,
    /// The features whose value falls into the client's own bin, row by row, ascending.
    same: Vec<Vec<u32>>,
}

fn draw(reference: &Reference, own: &[f64], samples: usize, seed: u64) -> Drawn {
    let own_bins = reference.places(own);
    let mut values = Vec::with_capacity(samples * own.len());
    values.extend_from_slice(own);
    let mut same = vec![(0..own.len() as u32).collect::<Vec<u32>>()];
    let mut draws = Draws::new(seed);
    for _ in 1..samples {
        let mut here = Vec::with_capacity(own.len());
        for (feature, own_bin) in own_bins.iter().enumerate() {
            let value = reference.value(feature, draws.below(reference.clients()));
            if reference.place(feature, value) == *own_bin {
                here.push(feature as u32);
            }
            values.push(value);
        }
        same.push(here);
    }
    Drawn { values, same }
}

/// How much a client counts that differs in so many features: 1 for none, less for more.
fn nearness(differing: usize, kernel_width: f64) -> f64 {
    let squared_distance = differing as f64;
    (-squared_distance / (kernel_width * kernel_width)).exp().sqrt()
}

/// The places of the `count` largest coefficients in either direction, the largest first.
fn largest(coefficients: &[f64], count: usize) -> Vec<usize> {
    let mut places: Vec<(usize, f64)> = coefficients.iter().copied().enumerate().collect();
    places.sort_by(|left, right| by_size(left.1, right.1));
    places.into_iter().take(count).map(|(place, _)| place).collect()
}

/// The largest in either direction first; a stable sort keeps equals in the model's order.
fn by_size(left: f64, right: f64) -> Ordering {
    right.abs().total_cmp(&left.abs())
}

#[cfg(test)]
mod tests;
