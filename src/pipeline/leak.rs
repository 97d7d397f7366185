//! Features that know the answer.
//!
//! Depends on the metrics of this layer. A column filled in after the fact (a recovery amount, a
//! closing reason) orders clients almost perfectly on its own and is not there on the day of the
//! decision: a model that learns from it looks excellent and is useless.

use rayon::prelude::*;

use super::metrics::{Ranking, auc};

/// Above this area under the ROC curve a single feature is suspected. The best single features of
/// honest credit data reach about 0.75 (external bureau scores).
pub const SUSPECT_AUC: f64 = 0.95;

/// A feature that orders clients too well to be honest.
#[derive(Debug, Clone, PartialEq)]
pub struct SuspectedLeak {
    /// Its name.
    pub feature: String,
    /// The area under the ROC curve of the feature alone, above [`SUSPECT_AUC`].
    pub auc: f64,
}

/// The suspects among `features`, each of which `values` tells by its place, one value per client
/// (NaN is missing), in the order of the features.
pub fn suspected_leaks(
    features: &[&str],
    values: impl Fn(usize) -> Vec<f64> + Sync,
    defaulted: &[bool],
) -> Vec<SuspectedLeak> {
    features
        .par_iter()
        .enumerate()
        .filter_map(|(place, feature)| {
            let auc = strength(&values(place), defaulted);
            (auc > SUSPECT_AUC).then(|| SuspectedLeak { feature: (*feature).to_owned(), auc })
        })
        .collect()
}

/// How well the values order clients, in either direction, in `[0.5, 1]`.
///
/// Missing values are tried below and above all others: a column that is filled in only for those
/// who defaulted is a leak too.
fn strength(values: &[f64], defaulted: &[bool]) -> f64 {
    let anywhere: &[f64] = if values.iter().any(|value| value.is_nan()) {
        &[f64::NEG_INFINITY, f64::INFINITY]
    } else {
        &[f64::NEG_INFINITY]
    };
    anywhere
        .iter()
        .copied()
        .filter_map(|missing| {
            let present = values.iter().map(|value| if value.is_nan() { missing } else { *value });
            let ranking = Ranking::new(present.zip(defaulted.iter().copied())).ok()?;
            let area = auc(&ranking);
            Some(area.max(1.0 - area))
        })
        .fold(0.5, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_knows_the_answer_is_suspected() {
        let defaulted: Vec<bool> = (0..100).map(|client| client % 5 == 0).collect();
        let of = |value: fn(bool, usize) -> f64| -> Vec<f64> {
            defaulted.iter().enumerate().map(|(client, &d)| value(d, client)).collect()
        };
        let answer = of(|defaulted, _| f64::from(u8::from(defaulted)));
        let reversed = of(|defaulted, _| -f64::from(u8::from(defaulted)));
        let filled_afterwards =
            of(|defaulted, client| if defaulted { client as f64 } else { f64::NAN });
        let honest =
            of(|defaulted, client| (client * 37 % 100) as f64 + f64::from(u8::from(defaulted)));
        let empty = of(|_, _| f64::NAN);
        let columns = [answer, reversed, filled_afterwards, honest, empty];
        let features = ["answer", "reversed", "filled_afterwards", "honest", "empty"];
        let leaks = suspected_leaks(&features, |place| columns[place].clone(), &defaulted);
        let names: Vec<&str> = leaks.iter().map(|leak| leak.feature.as_str()).collect();
        assert_eq!(names, ["answer", "reversed", "filled_afterwards"]);
        assert!(leaks.iter().all(|leak| leak.auc == 1.0));
    }
}
