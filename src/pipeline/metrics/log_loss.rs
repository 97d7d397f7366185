//! Log loss: the surprise, in nats, of what happened. It is what LightGBM minimises.

use super::Ranking;

/// Probabilities are kept this far from 0 and 1, so that one certain mistake does not make the
/// figure infinite: the value that scikit-learn uses for 64-bit numbers.
const MARGIN: f64 = f64::EPSILON;

/// The mean of `-ln(probability of what happened)`, at least 0; lower is better.
///
/// The scores of `ranking` must be probabilities.
#[must_use]
pub fn log_loss(ranking: &Ranking) -> f64 {
    let sum: f64 = ranking
        .levels()
        .iter()
        .map(|level| {
            let probability = level.score.clamp(MARGIN, 1.0 - MARGIN);
            level.defaults as f64 * probability.ln() + level.repaid as f64 * (-probability).ln_1p()
        })
        .sum();
    -sum / ranking.clients() as f64
}

#[cfg(test)]
mod tests {
    use super::{super::example, *};

    #[test]
    fn it_is_that_of_the_reference() {
        example::assert_close(log_loss(&example::ranking()), 0.670_130_112_972_821_3);
    }

    #[test]
    fn a_certain_mistake_stays_finite() {
        let ranking = Ranking::new([(0.0, true), (1.0, false)]).unwrap();
        assert!(log_loss(&ranking).is_finite());
    }
}
