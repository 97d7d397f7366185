//! The options that are looked for, as points of a cube.
//!
//! Depends on the options of this layer. The bounds are those between which the public Home Credit
//! and credit-card models lie.

use crate::pipeline::options::TreeOptions;

/// How many options are looked for.
pub(super) const SIDES: usize = 6;

/// A point of the cube: each number in `[0, 1]`.
pub(super) type Place = [f64; SIDES];

/// One option: where it begins and ends, and whether its logarithm is spread evenly.
struct Side {
    from: f64,
    to: f64,
    by_ratio: bool,
}

/// Learning rate, leaves, clients a leaf, share of features, share of clients, L2 penalty.
const SPACE: [Side; SIDES] = [
    Side { from: 0.01, to: 0.1, by_ratio: true },
    Side { from: 7.0, to: 127.0, by_ratio: true },
    Side { from: 20.0, to: 1_000.0, by_ratio: true },
    Side { from: 0.1, to: 1.0, by_ratio: false },
    Side { from: 0.5, to: 1.0, by_ratio: false },
    Side { from: 0.01, to: 100.0, by_ratio: true },
];

impl Side {
    fn value(&self, place: f64) -> f64 {
        if self.by_ratio {
            self.from * (self.to / self.from).powf(place)
        } else {
            self.from + (self.to - self.from) * place
        }
    }

    fn place(&self, value: f64) -> f64 {
        let place = if self.by_ratio {
            (value / self.from).ln() / (self.to / self.from).ln()
        } else {
            (value - self.from) / (self.to - self.from)
        };
        // A start outside the bounds is taken as being at the nearest of them.
        if place.is_nan() { 0.0 } else { place.clamp(0.0, 1.0) }
    }
}

/// The options of a point, to three significant digits so that a person can repeat them; what is
/// not looked for is that of `start`.
pub(super) fn options(place: Place, start: &TreeOptions) -> TreeOptions {
    let mut sides = SPACE.iter().zip(place).map(|(side, place)| rounded(side.value(place)));
    let mut next = || sides.next().unwrap_or_default();
    TreeOptions {
        learning_rate: next(),
        leaves: next() as u32,
        min_leaf_clients: next() as u32,
        feature_fraction: next().min(1.0),
        client_fraction: next().min(1.0),
        l2: next(),
        ..*start
    }
}

/// The point of some options.
pub(super) fn place(trees: &TreeOptions) -> Place {
    let values = [
        trees.learning_rate,
        f64::from(trees.leaves),
        f64::from(trees.min_leaf_clients),
        trees.feature_fraction,
        trees.client_fraction,
        trees.l2,
    ];
    std::array::from_fn(|side| SPACE[side].place(values[side]))
}

fn rounded(value: f64) -> f64 {
    // Through text, so that 0.1 + 0.2 is written 0.3.
    format!("{value:.2e}").parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_are_short() {
        assert_eq!(rounded(0.123_456), 0.123);
        assert_eq!(rounded(98.765), 98.8);
        let middle = options([0.5; SIDES], &TreeOptions::default());
        assert_eq!((middle.learning_rate, middle.l2), (0.0316, 1.0));
    }

    proptest! {
        #[test]
        fn every_point_is_a_choice_that_can_be_grown(point: [u8; SIDES]) {
            let point = point.map(|side| f64::from(side) / 255.0);
            let trees = options(point, &TreeOptions::default());
            prop_assert_eq!(trees.check(), Ok(()));
            for (own, expected) in place(&trees).into_iter().zip(point) {
                prop_assert!((own - expected).abs() < 0.08, "{} {}", own, expected);
            }
        }
    }
}
