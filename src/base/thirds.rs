//! Whether a client's number is low, in the middle or high among all clients.
//!
//! Depends on columns. **Invariant**: the same number is in the same third for everybody, and a
//! column with two different numbers has low and high ones, however few clients have them.

use super::{client_base::ClientBase, column::Column};

/// A third of all clients with a number, as closely as equal numbers allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Third {
    /// The lowest numbers.
    Low,
    /// Those between.
    Middle,
    /// The highest numbers.
    High,
}

/// Where the thirds meet: low numbers are below the first, high ones not below the second.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Cuts {
    low_ends: f64,
    high_begins: f64,
}

impl ClientBase {
    /// The third of every client in a column of numbers, `None` for a client without one; `None`
    /// for words, for a column that does not exist and for one with a single number.
    #[must_use]
    pub fn thirds(&self, column: usize) -> Option<Vec<Option<Third>>> {
        /// Classes of rows, in the order of the thirds; the last one is missing.
        const OF_CLASS: [Option<Third>; 4] =
            [Some(Third::Low), Some(Third::Middle), Some(Third::High), None];
        let column = self.columns().get(column)?;
        let cuts = Cuts::of(column)?;
        let of_numbers = |numbers: &[f64], classes: &mut [u8]| {
            for (number, class) in numbers.iter().zip(classes) {
                *class = u8::from(*number >= cuts.low_ends) + u8::from(*number >= cuts.high_begins);
            }
        };
        let mut classes = vec![0_u8; self.rows()];
        column.classify(&of_numbers, &|_| 3, 3).copy(0, &mut classes);
        let third = |class: u8| OF_CLASS.get(usize::from(class)).copied().flatten();
        Some(classes.into_iter().map(third).collect())
    }
}

impl Cuts {
    fn of(column: &Column) -> Option<Self> {
        if let Some(numbers) = column.coded_numbers() {
            let counted = numbers.iter().zip(column.counts().iter().skip(1));
            let present = counted.filter(|(_, clients)| **clients > 0);
            let mut below = vec![0];
            let numbers: Vec<f64> = present
                .map(|(number, clients)| {
                    below.push(below.last().copied().unwrap_or(0) + clients);
                    *number
                })
                .collect();
            return Self::between(&numbers, &below);
        }
        let (numbers, below) = column.marks().parts();
        Self::between(numbers, &below.iter().copied().map(u64::from).collect::<Vec<_>>())
    }

    /// The cuts among ascending `numbers`, when so many clients stand below each of them and, last,
    /// below none.
    fn between(numbers: &[f64], below: &[u64]) -> Option<Self> {
        let all = *below.last()?;
        let last = numbers.len().checked_sub(1).filter(|last| *last > 0)?;
        let is_third = |clients: u64| 3 * clients >= all;
        let count = |place: usize| below.get(place).copied().unwrap_or(all);
        let low = (1..=last).find(|place| is_third(count(*place))).unwrap_or(last);
        let high = (0..=last).rev().find(|place| is_third(all - count(*place))).unwrap_or(last);
        let (low, high) = match () {
            () if high >= low => (low, high),
            // One number is more than a third on its own: it is in the middle, unless it is an end.
            () if high > 0 => (high, low),
            () => (low, low),
        };
        Some(Self { low_ends: *numbers.get(low)?, high_begins: *numbers.get(high)? })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn thirds(numbers: impl IntoIterator<Item = f64>) -> Option<Vec<Option<Third>>> {
        ClientBase::of_columns(vec![Column::of_numbers(numbers)]).thirds(0)
    }

    /// How many clients are low, in the middle and high.
    fn counts(numbers: impl IntoIterator<Item = f64>) -> [usize; 3] {
        let thirds = thirds(numbers).unwrap();
        [Third::Low, Third::Middle, Third::High]
            .map(|wanted| thirds.iter().filter(|third| **third == Some(wanted)).count())
    }

    #[test]
    fn different_numbers_make_three_equal_parts() {
        assert_eq!(counts((0..9).map(f64::from)), [3, 3, 3]);
        let [low, middle, high] = counts((0..30_000).map(|row| f64::from(row) * 0.7));
        for part in [low, middle, high] {
            assert!((9_900..=10_100).contains(&part), "{low} {middle} {high}");
        }
    }

    #[test]
    fn a_number_that_most_clients_have_is_where_it_stands() {
        let with = |below: usize, own: usize, above: usize| {
            let others = std::iter::repeat_n(0.0, below).chain(std::iter::repeat_n(1.0, own));
            others.chain(std::iter::repeat_n(2.0, above)).collect::<Vec<_>>()
        };
        assert_eq!(counts(with(0, 90, 10)), [90, 0, 10]);
        assert_eq!(counts(with(10, 90, 0)), [10, 0, 90]);
        assert_eq!(counts(with(10, 80, 10)), [10, 80, 10]);
    }

    #[test]
    fn one_number_and_words_have_no_thirds() {
        assert_eq!(thirds([4.0; 7]), None);
        assert_eq!(thirds([]), None);
        let words = Column::of_words([Some("a"), Some("b")]);
        assert_eq!(ClientBase::of_columns(vec![words]).thirds(0), None);
        assert_eq!(thirds([1.0, f64::NAN, 2.0]).unwrap()[1], None);
    }

    proptest! {
        #[test]
        fn thirds_follow_the_numbers(
            numbers in proptest::collection::vec(
                prop_oneof![Just(f64::NAN), (-4..4_i32).prop_map(f64::from), -9.0..9.0_f64], 1..200,
            ),
        ) {
            let Some(thirds) = thirds(numbers.iter().copied()) else { return Ok(()) };
            for (number, third) in numbers.iter().zip(&thirds) {
                prop_assert_eq!(number.is_nan(), third.is_none());
                for (other, other_third) in numbers.iter().zip(&thirds) {
                    if number < other {
                        prop_assert!(third.map(|third| third as u8) <= other_third.map(|t| t as u8));
                    }
                }
            }
            prop_assert!(thirds.contains(&Some(Third::Low)));
            prop_assert!(thirds.contains(&Some(Third::High)));
        }
    }
}
