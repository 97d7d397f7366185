//! Marks along a column of many different numbers: a thousand of them or more, each with how many
//! clients stand below it. They tell between which two places a number stands without a look at
//! any row.
//!
//! Depends on nothing. **Invariant**: what is told is exact: the true number of clients below a
//! number is never outside the two that are given for it.

use std::ops::RangeInclusive;

/// Marks at most in a small base: a place is then known to about a tenth of a percent of the
/// clients.
const FEW_MARKS: usize = 1_024;

/// Marks at most in a large one, where a look at all rows costs most.
const MANY_MARKS: usize = 8_192;

/// Clients between two marks, unless there would be fewer or more marks than that.
const CLIENTS_A_MARK: usize = 2_048;

/// Numbers that the marks are chosen among, for each mark.
const SAMPLED_A_MARK: usize = 8;

/// Where the numbers of a column lie.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::base) struct Marks {
    /// Ascending, all different.
    numbers: Box<[f64]>,
    /// Clients below each mark, then all clients with a number.
    below: Box<[u32]>,
}

impl Marks {
    /// The marks of these numbers, none of which is missing, in any order.
    pub(in crate::base) fn of(numbers: &[f64]) -> Self {
        let most = (numbers.len() / CLIENTS_A_MARK).clamp(FEW_MARKS, MANY_MARKS);
        let step = numbers.len().div_ceil(most * SAMPLED_A_MARK).max(1);
        let mut sample: Vec<f64> = numbers.iter().copied().step_by(step).collect();
        sample.sort_unstable_by(f64::total_cmp);
        let step = sample.len().div_ceil(most).max(1);
        let mut marks: Vec<f64> = sample.into_iter().step_by(step).collect();
        marks.dedup();
        // Clients between two marks; those on a mark count to the right of it.
        let mut between = vec![0_u32; marks.len() + 1];
        for number in numbers {
            let place = marks.partition_point(|mark| mark <= number);
            if let Some(count) = between.get_mut(place) {
                *count += 1;
            }
        }
        let below = between.into_iter().scan(0, |sum, count| {
            *sum += count;
            Some(*sum)
        });
        Self { below: below.collect(), numbers: marks.into() }
    }

    /// Marks that were worked out before; `None` when the parts do not fit each other.
    pub(in crate::base) fn of_parts(numbers: Box<[f64]>, below: Box<[u32]>) -> Option<Self> {
        let is_whole = below.len() == numbers.len() + 1 && below.is_sorted() && numbers.is_sorted();
        is_whole.then_some(Self { numbers, below })
    }

    /// The numbers of the marks, and how many clients stand below each, then all with a number.
    pub(in crate::base) fn parts(&self) -> (&[f64], &[u32]) {
        (&self.numbers, &self.below)
    }

    /// How many clients stand below `number`: at least the first, at most the second.
    pub(in crate::base) fn below(&self, number: f64) -> RangeInclusive<u64> {
        let place = self.numbers.partition_point(|mark| *mark <= number);
        let at = |place: usize| self.below.get(place).copied().map_or(0, u64::from);
        let least = place.checked_sub(1).map_or(0, at);
        least..=at(place)
    }

    /// How many clients have a number.
    pub(in crate::base) fn known(&self) -> u64 {
        self.below.last().copied().map_or(0, u64::from)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_truth_is_between_what_is_told(
            numbers in proptest::collection::vec(
                prop_oneof![(-40..40_i32).prop_map(f64::from), -50.0..50.0_f64], 0..4_000,
            ),
            asked in proptest::collection::vec(-60.0..60.0_f64, 20),
        ) {
            let marks = Marks::of(&numbers);
            prop_assert_eq!(marks.known(), numbers.len() as u64);
            let own = numbers.iter().copied().take(50);
            for number in own.chain(asked) {
                let below = numbers.iter().filter(|other| **other < number).count() as u64;
                let not_above = numbers.iter().filter(|other| **other <= number).count() as u64;
                let told = marks.below(number);
                prop_assert!(told.contains(&below), "{below} {told:?}");
                prop_assert!(not_above <= *told.end(), "{not_above} {told:?}");
            }
        }
    }

    #[test]
    fn a_place_is_known_closely() {
        let marks = Marks::of(&(0..300_000).map(f64::from).collect::<Vec<_>>());
        for number in [0.0, 1.5, 150_000.0, 299_999.0] {
            let told = marks.below(number);
            assert!(told.end() - told.start() <= 600, "{number}: {told:?}");
        }
        let marks = Marks::of(&(0..6_000_000).map(f64::from).collect::<Vec<_>>());
        let told = marks.below(2_345_678.0);
        assert!(told.end() - told.start() <= 4_096, "{told:?}");
        assert_eq!(Marks::of(&[]).below(1.0), 0..=0);
    }
}
