//! Draws from the distributions that the tables need. Depends on `pipeline::random` alone.

use std::f64::consts::TAU;

use crate::pipeline::random::SplitMix64;

/// A source of draws that its seed decides.
#[derive(Debug, Clone)]
pub(super) struct Chance {
    random: SplitMix64,
}

impl Chance {
    /// The draws of `subject` (a client, a block of rows) for one `purpose`. Streams of different
    /// subjects or purposes are unrelated, so that rows can be made in any order.
    pub(super) fn of(seed: u64, purpose: u64, subject: u64) -> Self {
        let scrambled = |value: u64| SplitMix64::new(value).next_u64();
        let start = scrambled(scrambled(scrambled(seed) ^ purpose) ^ subject);
        Self { random: SplitMix64::new(start) }
    }

    /// Uniform between 0 and 1, neither of them.
    pub(super) fn uniform(&mut self) -> f64 {
        // The middle of one of 2^52 equal steps.
        let step = 1.0 / (1_u64 << 52) as f64;
        ((self.random.next_u64() >> 12) as f64 + 0.5) * step
    }

    /// Uniform between `low` and `high`.
    pub(super) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.uniform()
    }

    /// Whether something of this probability happens.
    pub(super) fn happens(&mut self, probability: f64) -> bool {
        self.uniform() < probability
    }

    /// Standard normal: Box and Muller, "A note on the generation of random normal deviates", 1958.
    pub(super) fn normal(&mut self) -> f64 {
        let radius = (-2.0 * self.uniform().ln()).sqrt();
        radius * (TAU * self.uniform()).cos()
    }

    /// A count from 0 up with this mean, each next one less likely by the same factor (geometric).
    pub(super) fn count(&mut self, mean: f64) -> u32 {
        if mean <= 0.0 {
            return 0;
        }
        (self.uniform().ln() / (mean / (1.0 + mean)).ln()) as u32
    }

    /// One of `choices`, each as likely as its share of the sum of shares.
    pub(super) fn pick<T: Copy + Default>(&mut self, choices: &[(T, f64)]) -> T {
        let position = self.uniform();
        at_position(choices, position)
    }

    /// Puts `items` in a random order.
    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        self.random.shuffle(items);
    }
}

/// The choice that stands at `position`, between 0 and 1, when each takes as much room as its share.
pub(super) fn at_position<T: Copy + Default>(choices: &[(T, f64)], position: f64) -> T {
    let total: f64 = choices.iter().map(|(_, share)| share).sum();
    let mut left = position * total;
    for (choice, share) in choices {
        left -= share;
        if left < 0.0 {
            return *choice;
        }
    }
    choices.last().map(|(choice, _)| *choice).unwrap_or_default()
}

/// The share of a standard normal population below `z`, to 1.5e-7.
///
/// Abramowitz and Stegun, "Handbook of Mathematical Functions", 7.1.26.
pub(super) fn share_below(z: f64) -> f64 {
    let x = z.abs() / std::f64::consts::SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * x);
    let series = [1.061_405_429, -1.453_152_027, 1.421_413_741, -0.284_496_736, 0.254_829_592]
        .iter()
        .fold(0.0, |sum, coefficient| (sum + coefficient) * t);
    let beyond = 0.5 * series * (-x * x).exp();
    if z < 0.0 { beyond } else { 1.0 - beyond }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mean(count: u32, mut draw: impl FnMut() -> f64) -> f64 {
        (0..count).map(|_| draw()).sum::<f64>() / f64::from(count)
    }

    #[test]
    fn draws_have_the_moments_that_they_promise() {
        let mut chance = Chance::of(1, 2, 3);
        // Six standard errors of each mean over 100 000 draws.
        assert!((mean(100_000, || chance.uniform()) - 0.5).abs() < 0.006);
        assert!(mean(100_000, || chance.normal()).abs() < 0.019);
        assert!((mean(100_000, || chance.normal().powi(2)) - 1.0).abs() < 0.027);
        assert!((mean(100_000, || f64::from(chance.count(4.6))) - 4.6).abs() < 0.1);
        assert!((mean(100_000, || f64::from(u8::from(chance.happens(0.2)))) - 0.2).abs() < 0.008);
        assert_eq!(chance.count(0.0), 0);
    }

    #[test]
    fn streams_differ_by_seed_by_purpose_and_by_subject() {
        let first = |seed, purpose, subject| Chance::of(seed, purpose, subject).uniform();
        let all = [first(1, 1, 1), first(2, 1, 1), first(1, 2, 1), first(1, 1, 2)];
        for (at, draw) in all.iter().enumerate() {
            assert!(!all[..at].contains(draw));
        }
        assert_eq!(first(1, 1, 1), first(1, 1, 1));
    }

    #[test]
    fn choices_take_their_share() {
        let choices = [("a", 1.0), ("b", 3.0)];
        assert_eq!(at_position(&choices, 0.24), "a");
        assert_eq!(at_position(&choices, 0.26), "b");
        assert_eq!(at_position(&choices, 1.0), "b");
        assert_eq!(at_position::<&str>(&[], 0.5), "");
    }

    #[test]
    fn shares_of_the_normal_population_are_those_of_the_tables() {
        for (z, share) in
            [(0.0, 0.5), (1.0, 0.841_344_746), (-1.96, 0.024_997_895), (3.0, 0.998_650_102)]
        {
            assert!((share_below(z) - share).abs() < 2e-7, "{z}");
        }
    }
}
