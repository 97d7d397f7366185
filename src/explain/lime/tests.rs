//! LIME on models simple enough to know the answer.

use super::*;

const NAN: f64 = f64::NAN;

/// 400 clients with four features: a number, another one, a category of three, and a number that
/// is missing for every third client.
fn reference() -> Reference {
    let row = |client: u32| {
        let number = |factor: u32| f64::from(client.wrapping_mul(factor) % 401);
        let sometimes = if client.is_multiple_of(3) { NAN } else { number(211) };
        [number(97), number(151), f64::from(client % 7 % 3), sometimes]
    };
    let rows: Vec<f64> = (0..400).flat_map(row).collect();
    Reference::new(&rows, &[false, false, true, false])
}

/// Risky above the median of the first feature, in category 2, and when the last one is missing.
fn risk(row: &[f64]) -> f64 {
    0.1 + if row[0] > 200.0 { 0.3 } else { 0.0 }
        + if row[2] == 2.0 { 0.2 } else { 0.0 }
        + if row[3].is_nan() { -0.1 } else { 0.0 }
}

fn risks(rows: &[f64]) -> Vec<f64> {
    rows.chunks_exact(4).map(risk).collect()
}

fn explained(own: &[f64; 4], options: LimeOptions) -> LimeExplanation {
    explain(&reference(), own, &risks, options).unwrap()
}

fn weight(explanation: &LimeExplanation, feature: usize) -> f64 {
    explanation.weights.iter().find(|weight| weight.feature == feature).unwrap().weight
}

#[test]
fn a_line_is_found_where_the_model_is_one() {
    let own = [10.0, 7.0, 2.0, NAN];
    let found = explained(&own, LimeOptions::default());
    assert_eq!(found.probability, risk(&own));
    assert!((weight(&found, 2) - 0.2).abs() < 0.01, "{found:?}");
    assert!((weight(&found, 3) + 0.1).abs() < 0.01, "{found:?}");
    assert!(weight(&found, 1).abs() < 0.01, "the model does not read it: {found:?}");
    // In the lowest quarter a client is safe; outside it, two of three are not.
    assert!((weight(&found, 0) + 0.2).abs() < 0.02, "{found:?}");
    let sizes: Vec<f64> = found.weights.iter().map(|weight| weight.weight.abs()).collect();
    assert!(sizes.is_sorted_by(|left, right| left >= right));
    let missing = found.weights.iter().find(|weight| weight.feature == 3).unwrap();
    assert_eq!(missing.bin, Bin::Missing);
    assert!(found.fit.is_some_and(|fit| (0.5..1.0).contains(&fit)), "{found:?}");
}

#[test]
fn a_model_of_the_bins_themselves_is_caught_whole() {
    let own = [10.0, 7.0, 2.0, NAN];
    let by_bins = |rows: &[f64]| -> Vec<f64> {
        let risk = |row: &[f64]| if row[2] == 2.0 { 0.5 } else { 0.2 };
        rows.chunks_exact(4).map(risk).collect()
    };
    let found = explain(&reference(), &own, &by_bins, LimeOptions::default()).unwrap();
    assert!(found.fit.is_some_and(|fit| fit > 0.999), "{found:?}");
    assert!((found.line - 0.5).abs() < 0.01 && (found.intercept - 0.2).abs() < 0.01, "{found:?}");
}

#[test]
fn the_same_seed_gives_the_same_bits_and_another_one_does_not() {
    let own = [399.0, 200.0, 1.0, 30.0];
    let options = LimeOptions { seed: 7, samples: 500, ..LimeOptions::default() };
    assert_eq!(explained(&own, options), explained(&own, options));
    assert_ne!(
        explained(&own, options).weights,
        explained(&own, LimeOptions { seed: 8, ..options }).weights
    );
}

#[test]
fn as_many_features_as_asked_for_get_a_weight() {
    let own = [399.0, 200.0, 1.0, 30.0];
    let two = explained(&own, LimeOptions { features: 2, ..LimeOptions::default() });
    let chosen: Vec<usize> = two.weights.iter().map(|weight| weight.feature).collect();
    assert_eq!(chosen, [0, 2]);
    assert_eq!(explained(&own, LimeOptions::default()).weights.len(), 4);
}

#[test]
fn a_model_that_says_the_same_of_everybody_has_no_reasons() {
    let own = [0.0; 4];
    let found =
        explain(&reference(), &own, &|rows| vec![0.3; rows.len() / 4], LimeOptions::default())
            .unwrap();
    assert!(found.weights.iter().all(|weight| weight.weight.abs() < 1e-12));
    assert!(found.fit.is_none_or(|fit| fit.abs() < 1.0));
}

#[test]
fn what_does_not_fit_together_is_refused() {
    let wrong = explain(&reference(), &[1.0], &risks, LimeOptions::default());
    assert_eq!(wrong, Err(LimeError::WrongWidth { found: 1, expected: 4 }));
    let nobody = Reference::new(&[], &[false; 4]);
    let none = explain(&nobody, &[0.0; 4], &risks, LimeOptions::default());
    assert_eq!(none, Err(LimeError::NoReference));
    let short = explain(&reference(), &[0.0; 4], &|_| vec![0.5], LimeOptions::default());
    assert_eq!(short, Err(LimeError::WrongWidth { found: 1, expected: 5_000 }));
}
