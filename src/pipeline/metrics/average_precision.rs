//! Average precision: the share of defaults among the riskiest clients, averaged over how far down
//! one looks. Unlike the area under the ROC curve it falls when defaults are rare.

use super::Ranking;

/// The sum over levels, riskiest first, of precision times the recall gained there, in `[0, 1]`.
///
/// Clients of one level are taken together, as scikit-learn's `average_precision_score` does;
/// nothing is interpolated. The default rate is what a coin would reach.
#[must_use]
pub fn average_precision(ranking: &Ranking) -> f64 {
    let (mut defaults_above, mut clients_above, mut sum) = (0.0, 0.0, 0.0);
    for level in ranking.levels().iter().rev() {
        defaults_above += level.defaults as f64;
        clients_above += level.clients() as f64;
        if level.defaults > 0 {
            sum += level.defaults as f64 * defaults_above / clients_above;
        }
    }
    sum / ranking.defaults() as f64
}

#[cfg(test)]
mod tests {
    use super::{super::example, *};

    #[test]
    fn it_is_that_of_the_reference() {
        example::assert_close(average_precision(&example::ranking()), 0.676_513_252_829_042_3);
    }

    #[test]
    fn without_any_order_it_is_the_default_rate() {
        let ranking = Ranking::new([(0.5, true), (0.5, false), (0.5, false), (0.5, false)]);
        assert_eq!(average_precision(&ranking.unwrap()), 0.25);
    }
}
