//! Random numbers that are the same on every machine and in every version of this program.
//!
//! A bundle must be rebuilt to the byte years later from its command and seed, so the generator is
//! written out here rather than taken from a library, whose streams change between versions.
//! It is `SplitMix64`: Steele, Lea and Flood, "Fast splittable pseudorandom number generators",
//! OOPSLA 2014; the constants are those of Vigna's reference code,
//! <https://prng.di.unimi.it/splitmix64.c>. It is not meant for secrets.
//!
//! Depends on nothing but `std`.

/// The golden ratio in 64 bits: the step between two states.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// A stream of 64-bit numbers that its seed decides completely.
#[derive(Debug, Clone)]
pub(super) struct SplitMix64 {
    state: u64,
}

impl SplitMix64 {
    /// The stream of `seed`. Every seed is as good as another, 0 included.
    #[must_use]
    pub(super) fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// The next number, uniform over all of `u64`.
    pub(super) fn next_u64(&mut self) -> u64 {
        self.state = self.state.wrapping_add(STEP);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `bound`, each equally likely; 0 when `bound` is 0.
    ///
    /// Lemire, "Fast random integer generation in an interval", ACM TOMACS 2019: the high half of
    /// a product, with the few products rejected that would favour some results.
    pub(super) fn below(&mut self, bound: u64) -> u64 {
        if bound == 0 {
            return 0;
        }
        let unfair = bound.wrapping_neg() % bound;
        loop {
            let product = u128::from(self.next_u64()) * u128::from(bound);
            if product as u64 >= unfair {
                return (product >> 64) as u64;
            }
        }
    }

    /// Puts `items` in a random order, each order equally likely (Fisher and Yates).
    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let chosen = self.below(last as u64 + 1) as usize;
            items.swap(last, chosen);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_stream_is_that_of_the_reference_code() {
        // The first numbers of splitmix64.c for the seed 1234567.
        let mut random = SplitMix64::new(1_234_567);
        let expected = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
            4_593_380_528_125_082_431,
            16_408_922_859_458_223_821,
        ];
        assert_eq!(expected.map(|_| random.next_u64()), expected);
    }

    #[test]
    fn every_number_below_the_bound_comes_equally_often() {
        let mut random = SplitMix64::new(7);
        let mut counts = [0_u32; 6];
        for _ in 0..60_000 {
            counts[random.below(6) as usize] += 1;
        }
        // Six standard deviations of a binomial count: sqrt(60 000 * 1/6 * 5/6) = 91.
        assert!(counts.iter().all(|count| count.abs_diff(10_000) < 550), "{counts:?}");
        assert_eq!(random.below(0), 0);
        assert_eq!(random.below(1), 0);
    }

    proptest! {
        #[test]
        fn a_shuffle_loses_nobody_and_repeats(seed: u64, length in 0_usize..200) {
            let shuffled = |seed| {
                let mut items: Vec<usize> = (0..length).collect();
                SplitMix64::new(seed).shuffle(&mut items);
                items
            };
            let mut items = shuffled(seed);
            prop_assert_eq!(&items, &shuffled(seed));
            items.sort_unstable();
            prop_assert_eq!(items, (0..length).collect::<Vec<_>>());
        }

        #[test]
        fn nothing_reaches_the_bound(seed: u64, bound in 1_u64..) {
            prop_assert!(SplitMix64::new(seed).below(bound) < bound);
        }
    }
}
