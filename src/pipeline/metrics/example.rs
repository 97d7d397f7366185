//! Twenty clients whose metrics scikit-learn 1.9.1 computed: the expected values of the tests here.

use super::Ranking;

/// Scores with ties, and whether the client defaulted.
pub(super) const CLIENTS: [(f64, bool); 20] = [
    (0.05, false),
    (0.1, false),
    (0.1, true),
    (0.15, false),
    (0.2, false),
    (0.2, true),
    (0.2, false),
    (0.3, false),
    (0.35, true),
    (0.4, false),
    (0.4, true),
    (0.55, false),
    (0.6, true),
    (0.6, true),
    (0.7, false),
    (0.8, true),
    (0.85, true),
    (0.9, false),
    (0.95, true),
    (0.12, false),
];

/// The clients above.
pub(super) fn ranking() -> Ranking {
    Ranking::new(CLIENTS).unwrap()
}

/// Twenty clients with twenty different scores.
pub(super) fn without_ties() -> Ranking {
    let defaulted = [0, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 1, 1, 0, 1, 0, 1, 1, 0, 1];
    Ranking::new(
        defaulted.iter().enumerate().map(|(i, &defaulted)| {
            (0.02 * i as f64 + 0.01 + 0.001 * (i % 3) as f64, defaulted == 1)
        }),
    )
    .unwrap()
}

/// Whether two figures are the same up to rounding.
#[track_caller]
pub(super) fn assert_close(actual: f64, expected: f64) {
    assert!((actual - expected).abs() < 1e-12, "{actual} instead of {expected}");
}
