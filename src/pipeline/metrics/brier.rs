//! The Brier score: how far probabilities are from what happened, squared
//! (Brier, Monthly Weather Review 1950).

use super::Ranking;

/// The mean of `(probability - outcome)²`, in `[0, 1]`; lower is better.
///
/// The scores of `ranking` must be probabilities.
#[must_use]
pub fn brier(ranking: &Ranking) -> f64 {
    let sum: f64 = ranking
        .levels()
        .iter()
        .map(|level| {
            level.defaults as f64 * (1.0 - level.score).powi(2)
                + level.repaid as f64 * level.score.powi(2)
        })
        .sum();
    sum / ranking.clients() as f64
}

#[cfg(test)]
mod tests {
    use super::{super::example, *};

    #[test]
    fn it_is_that_of_the_reference() {
        example::assert_close(brier(&example::ranking()), 0.229_97);
        example::assert_close(brier(&example::without_ties()), 0.279_888_55);
    }
}
