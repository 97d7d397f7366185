//! The same random numbers for the same seed, on every machine.
//!
//! `SplitMix64` (Steele, Lea, Flood 2014, "Fast splittable pseudorandom number generators"): eight
//! lines, no state but one number, and good enough to draw clients.

/// A stream of random numbers.
#[derive(Debug, Clone)]
pub(super) struct Draws {
    state: u64,
}

impl Draws {
    pub(super) fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to below `end`, each as likely as the others to one part in 2^64 / `end`;
    /// 0 when there is none.
    pub(super) fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.next()) * end as u128) >> 64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reference: the generator's authors, `splitmix64.c`, seed 1234567.
    #[test]
    fn the_numbers_are_those_of_the_authors() {
        let mut draws = Draws::new(1_234_567);
        assert_eq!(draws.next(), 6_457_827_717_110_365_317);
        assert_eq!(draws.next(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn every_number_below_the_end_is_drawn() {
        let mut draws = Draws::new(1);
        let mut drawn = [0; 7];
        (0..7_000).for_each(|_| drawn[draws.below(7)] += 1);
        assert!(drawn.iter().all(|count| (800..1_200).contains(count)), "{drawn:?}");
        assert_eq!(draws.below(0), 0);
    }
}
