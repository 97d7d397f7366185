//! Identifiers that are whole numbers: 4 or 8 bytes a client, and 4 more for their order when they
//! are not in ascending order already.
//!
//! All identifiers that begin with the digits of a query are a few ranges of numbers, one for each
//! count of digits that follow: 12 finds 12, 120 to 129, 1200 to 1299 and so on. In that order
//! people count, too.

use std::{iter, ops::Range};

use rayon::slice::ParallelSliceMut as _;

use crate::domain::ClientId;

use super::{Duplicate, Found, fold, order::RowOrder};

/// Identifiers below this bound are kept as numbers: 16 digits, and exact in any arithmetic.
const BOUND: u64 = 1 << 53;

/// The most digits of a number below [`BOUND`].
const MOST_DIGITS: u32 = 16;

/// One number a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::base) enum Numbers {
    /// All fit 32 bits.
    Short(Box<[u32]>),
    /// They do not.
    Long(Box<[u64]>),
}

/// Identifiers that are numbers, and their order.
#[derive(Debug)]
pub(super) struct NumberIds {
    numbers: Numbers,
    /// Rows in ascending order of their number, then of the row; `None` when they stand so.
    order: Option<Box<[u32]>>,
}

/// The number that `id` spells, when it is how people write a whole number: no sign, no space, no
/// zero in front.
pub(super) fn canonical(id: &[u8]) -> Option<u64> {
    if id.is_empty()
        || id.len() > MOST_DIGITS as usize
        || (id.len() > 1 && id.first() == Some(&b'0'))
    {
        return None;
    }
    let mut number = 0_u64;
    for byte in id {
        if !byte.is_ascii_digit() {
            return None;
        }
        number = number * 10 + u64::from(byte - b'0');
    }
    (number < BOUND).then_some(number)
}

impl Numbers {
    /// How many there are.
    pub(in crate::base) fn len(&self) -> usize {
        match self {
            Self::Short(numbers) => numbers.len(),
            Self::Long(numbers) => numbers.len(),
        }
    }

    /// The number of `row`.
    pub(in crate::base) fn get(&self, row: usize) -> Option<u64> {
        match self {
            Self::Short(numbers) => numbers.get(row).copied().map(u64::from),
            Self::Long(numbers) => numbers.get(row).copied(),
        }
    }

    fn is_ascending(&self) -> bool {
        match self {
            Self::Short(numbers) => numbers.is_sorted(),
            Self::Long(numbers) => numbers.is_sorted(),
        }
    }

    fn sorted_rows(&self) -> Box<[u32]> {
        let mut rows: Vec<u32> = (0..self.len() as u32).collect();
        rows.par_sort_unstable_by_key(|row| (self.get(*row as usize), *row));
        rows.into()
    }
}

impl NumberIds {
    pub(super) fn new(numbers: Numbers) -> Self {
        let order = (!numbers.is_ascending()).then(|| numbers.sorted_rows());
        Self { numbers, order }
    }

    pub(super) fn numbers(&self) -> &Numbers {
        &self.numbers
    }

    pub(super) fn order(&self) -> RowOrder<'_> {
        match &self.order {
            Some(rows) => RowOrder::Listed(rows),
            None => RowOrder::AsTheyStand(self.numbers.len() as u32),
        }
    }

    pub(super) fn bytes(&self) -> u64 {
        let numbers = match &self.numbers {
            Numbers::Short(numbers) => size_of_val::<[u32]>(numbers),
            Numbers::Long(numbers) => size_of_val::<[u64]>(numbers),
        };
        (numbers + self.order.as_ref().map_or(0, |rows| size_of_val::<[u32]>(rows))) as u64
    }

    pub(super) fn find(&self, id: &str) -> Found {
        canonical(id.as_bytes()).map_or(Found::Nobody, |number| self.find_number(number))
    }

    pub(super) fn find_number(&self, number: u64) -> Found {
        Found::of(self.rows(self.places(number..number + 1)))
    }

    pub(super) fn search(&self, query: &str, limit: usize) -> Vec<u32> {
        let ranges = self.ranges(query);
        ranges.into_iter().flat_map(|places| self.rows(places)).take(limit).collect()
    }

    pub(super) fn count(&self, query: &str) -> usize {
        self.ranges(query).into_iter().map(|places| places.len()).sum()
    }

    pub(super) fn duplicates(&self) -> Vec<Duplicate> {
        let order = self.order();
        let number = |place: usize| self.numbers.get(order.get(place)? as usize);
        let mut duplicates = Vec::new();
        let mut start = 0;
        for end in 1..=order.len() {
            if end < order.len() && number(end) == number(start) {
                continue;
            }
            if end - start > 1
                && let Some(id) = number(start)
                && let Ok(client_id) = ClientId::new(&id.to_string())
            {
                duplicates.push(Duplicate { client_id, rows: self.rows(start..end).collect() });
            }
            start = end;
        }
        duplicates
    }

    fn rows(&self, places: Range<usize>) -> impl Iterator<Item = u32> {
        places.filter_map(|place| self.order().get(place))
    }

    /// The places of those who begin with `query`, in ascending order of what they bear.
    fn ranges(&self, query: &str) -> Vec<Range<usize>> {
        let query = fold(query.trim());
        if query.is_empty() {
            return iter::once(0..self.numbers.len()).collect();
        }
        let Some(first) = prefix(query.as_bytes()) else {
            return Vec::new();
        };
        // Nothing follows a zero: no number is written with one in front.
        let most = if first == 0 { 0 } else { MOST_DIGITS.saturating_sub(query.len() as u32) };
        let power = |digits: u32| 10_u64.pow(digits);
        (0..=most)
            .map(|digits| self.places(first * power(digits)..(first + 1) * power(digits)))
            .collect()
    }

    /// The places of these numbers among all in ascending order.
    fn places(&self, numbers: Range<u64>) -> Range<usize> {
        self.first_from(numbers.start)..self.first_from(numbers.end)
    }

    fn first_from(&self, number: u64) -> usize {
        let order = self.order();
        let (mut low, mut high) = (0, order.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let own = order.get(middle).and_then(|row| self.numbers.get(row as usize));
            if own < Some(number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}

/// The number that the first digits of an identifier spell, below 10^16.
fn prefix(query: &[u8]) -> Option<u64> {
    let is_number = query.len() <= MOST_DIGITS as usize
        && query.iter().all(u8::is_ascii_digit)
        && (query.len() == 1 || query.first() != Some(&b'0'));
    is_number.then(|| query.iter().fold(0, |number, byte| number * 10 + u64::from(byte - b'0')))
}
