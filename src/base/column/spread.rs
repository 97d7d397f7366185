//! Where the bulk of a column's numbers lies, so that one heavy tail or one code such as
//! 365 243 days does not squeeze everybody into one bar.

/// The share of clients at each end whose numbers may lie outside the drawn bands: the usual
/// first and last percentile.
const TAIL: f64 = 0.01;

/// An extreme number that this share of clients have stands alone: zero-inflated amounts.
const DOMINANT: f64 = 0.25;

/// An isolated extreme number that this share of clients have stands alone: codes such as 365 243.
const FREQUENT: f64 = 0.005;

/// How many times the range of all other numbers an isolated number lies away from them.
const ISOLATED: f64 = 2.0;

/// Where the numbers of a column lie. All its numbers are finite.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::base) struct Spread {
    /// The smallest number.
    pub(in crate::base) min: f64,
    /// The largest number.
    pub(in crate::base) max: f64,
    /// The smallest number when it stands alone: it dominates, or it is isolated and frequent.
    pub(in crate::base) alone_low: Option<f64>,
    /// The largest number when it stands alone.
    pub(in crate::base) alone_high: Option<f64>,
    /// The smallest of the numbers that do not stand alone.
    pub(in crate::base) rest_min: f64,
    /// The largest of the numbers that do not stand alone.
    pub(in crate::base) rest_max: f64,
    /// The first percentile of the numbers that do not stand alone.
    pub(in crate::base) low: f64,
    /// The last percentile of the numbers that do not stand alone; above `low` unless there is one
    /// number only.
    pub(in crate::base) high: f64,
}

impl Spread {
    /// The spread of distinct numbers in ascending order, each with the clients who have it.
    pub(super) fn of_counted(mut counted: Vec<(f64, u64)>) -> Option<Self> {
        counted.retain(|(_, clients)| *clients > 0);
        let total: u64 = counted.iter().map(|(_, clients)| clients).sum();
        let mut rest = counted.as_slice();
        let (min, max) = ends(rest)?;
        let is_alone = |(extreme, clients): (f64, u64), others: &[(f64, u64)]| {
            ends(others).is_some_and(|others| stands_alone(extreme, clients, total, others))
        };
        let mut alone_high = None;
        if let Some((last, others)) = rest.split_last().filter(|(l, others)| is_alone(**l, others))
        {
            alone_high = Some(last.0);
            rest = others;
        }
        let mut alone_low = None;
        if let Some((first, others)) =
            rest.split_first().filter(|(f, others)| is_alone(**f, others))
        {
            alone_low = Some(first.0);
            rest = others;
        }
        let (rest_min, rest_max) = ends(rest)?;
        let of_rest: u64 = rest.iter().map(|(_, clients)| clients).sum();
        let low = after(rest.iter(), in_tail(of_rest))?;
        let high = after(rest.iter().rev(), in_tail(of_rest))?;
        let (low, high) = if low < high { (low, high) } else { (rest_min, rest_max) };
        Some(Self { min, max, alone_low, alone_high, rest_min, rest_max, low, high })
    }

    /// The spread of numbers in any order, none of them NaN: the same as [`Self::of_counted`], but
    /// without sorting them.
    pub(super) fn of_numbers(mut rest: Vec<f64>) -> Option<Self> {
        let total = rest.len() as u64;
        let ends = Extremes::of(&rest)?;
        let (min, max) = (ends.min, ends.max);
        let (mut rest_min, mut rest_max) = (min, max);
        let alone_high = stands_alone(max, ends.with_max, total, (min, ends.below_max));
        if alone_high {
            rest_max = ends.below_max;
        }
        let alone_low = stands_alone(min, ends.with_min, total, (ends.above_min, rest_max));
        if alone_low {
            rest_min = ends.above_min;
        }
        if alone_high || alone_low {
            rest.retain(|number| *number >= rest_min && *number <= rest_max);
        }
        let skipped = in_tail(rest.len() as u64) as usize;
        let (_, low, above) = rest.select_nth_unstable_by(skipped, f64::total_cmp);
        let low = *low;
        // The last percentile lies above the first, unless they are the same client.
        let high = match above.len().checked_sub(skipped + 1) {
            Some(place) => *above.select_nth_unstable_by(place, f64::total_cmp).1,
            None => low,
        };
        let (low, high) = if low < high { (low, high) } else { (rest_min, rest_max) };
        let alone_low = alone_low.then_some(min);
        let alone_high = alone_high.then_some(max);
        Some(Self { min, max, alone_low, alone_high, rest_min, rest_max, low, high })
    }
}

/// The ends of some numbers.
struct Extremes {
    min: f64,
    max: f64,
    /// How many are the smallest one.
    with_min: u64,
    /// How many are the largest one.
    with_max: u64,
    /// The smallest but one; infinite when there is one number only.
    above_min: f64,
    /// The largest but one; infinite when there is one number only.
    below_max: f64,
}

impl Extremes {
    fn of(numbers: &[f64]) -> Option<Self> {
        let first = *numbers.first()?;
        let mut ends = Self {
            min: first,
            max: first,
            with_min: 0,
            with_max: 0,
            above_min: f64::INFINITY,
            below_max: f64::NEG_INFINITY,
        };
        for number in numbers.iter().copied() {
            if number < ends.min {
                (ends.above_min, ends.min, ends.with_min) = (ends.min, number, 1);
            } else if number == ends.min {
                ends.with_min += 1;
            } else if number < ends.above_min {
                ends.above_min = number;
            }
            if number > ends.max {
                (ends.below_max, ends.max, ends.with_max) = (ends.max, number, 1);
            } else if number == ends.max {
                ends.with_max += 1;
            } else if number > ends.below_max {
                ends.below_max = number;
            }
        }
        Some(ends)
    }
}

/// Whether an extreme number that so many of all clients have is to be drawn alone, when the
/// `others` reach from one number to another.
fn stands_alone(extreme: f64, clients: u64, total: u64, others: (f64, f64)) -> bool {
    let (least, most) = others;
    let share = clients as f64 / total as f64;
    let gap = if extreme < least { least - extreme } else { extreme - most };
    least < most && (share >= DOMINANT || (share >= FREQUENT && gap > ISOLATED * (most - least)))
}

/// How many of so many clients are left out at each end.
fn in_tail(clients: u64) -> u64 {
    (clients as f64 * TAIL).floor() as u64
}

fn ends(counted: &[(f64, u64)]) -> Option<(f64, f64)> {
    Some((counted.first()?.0, counted.last()?.0))
}

/// The number of the client who comes after `skipped` others.
fn after<'a>(counted: impl Iterator<Item = &'a (f64, u64)>, skipped: u64) -> Option<f64> {
    let mut passed = 0;
    for (number, clients) in counted {
        passed += clients;
        if passed > skipped {
            return Some(*number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_tails_are_left_out_of_the_bulk() {
        let mut numbers: Vec<f64> = (0..1_000).map(f64::from).collect();
        numbers.push(1e9);
        let spread = Spread::of_numbers(numbers).unwrap();
        assert_eq!((spread.min, spread.max), (0.0, 1e9));
        assert_eq!((spread.low, spread.high), (10.0, 990.0));
        assert_eq!((spread.alone_low, spread.alone_high), (None, None));
    }

    #[test]
    fn a_code_far_from_everybody_stands_alone() {
        let days = (-18_000..0).step_by(10).map(|day| (f64::from(day), 1));
        let spread = Spread::of_counted(days.chain([(365_243.0, 300)]).collect()).unwrap();
        assert_eq!((spread.alone_high, spread.rest_max), (Some(365_243.0), -10.0));
        assert!(spread.high < 0.0 && spread.low < spread.high);
    }

    #[test]
    fn zero_stands_alone_when_most_clients_have_it() {
        let amounts = (1..500).map(|amount| (f64::from(amount) * 100.0, 1));
        let zeros = std::iter::once((0.0, 100_000));
        let spread = Spread::of_counted(zeros.chain(amounts).collect()).unwrap();
        assert_eq!((spread.alone_low, spread.rest_min), (Some(0.0), 100.0));
        assert!(spread.low < spread.high);
    }

    #[test]
    fn one_number_is_its_own_bulk_and_none_has_no_spread() {
        let spread = Spread::of_numbers(vec![4.0; 9]).unwrap();
        assert_eq!((spread.low, spread.high, spread.alone_low), (4.0, 4.0, None));
        assert_eq!(Spread::of_numbers(Vec::new()), None);
    }

    proptest! {
        #[test]
        fn counting_and_selecting_give_the_same_spread(
            numbers in proptest::collection::vec(
                prop_oneof![(0..9_i32).prop_map(f64::from), Just(1e6), -1e3..1e3_f64], 1..500,
            ),
        ) {
            let mut sorted = numbers.clone();
            sorted.sort_by(f64::total_cmp);
            let counted = sorted.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u64));
            prop_assert_eq!(Spread::of_counted(counted.collect()), Spread::of_numbers(numbers));
        }
    }
}
