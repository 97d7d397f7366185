//! Which rows of a table belong to which client, or to which credit.
//!
//! Depends on nothing.

use std::{collections::HashMap, ops::Range};

/// The owner of a row that belongs to nobody.
pub(super) const NOBODY: u32 = u32::MAX;

/// Keys may be spread over so many times their number to be looked up in an array.
const DENSE: u64 = 16;

/// The row of each key.
#[derive(Debug)]
pub(super) struct KeyIndex {
    rows: Rows,
}

#[derive(Debug)]
enum Rows {
    /// Keys from `first` on; [`NOBODY`] where there is none.
    Dense {
        first: u64,
        rows: Vec<u32>,
    },
    Sparse(HashMap<u64, u32>),
}

/// Rows that stand together because they have the same owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Groups {
    /// Where the rows of each owner end; they begin where those of the one before end.
    ends: Vec<u32>,
}

impl KeyIndex {
    /// The index of `keys`, the first row of equal ones; and the rows whose key stood before.
    pub(super) fn new(keys: &[u64]) -> (Self, Vec<usize>) {
        let first = keys.iter().copied().min().unwrap_or(0);
        let last = keys.iter().copied().max().unwrap_or(0);
        let mut again = Vec::new();
        let width = last - first;
        let rows = if width < DENSE.saturating_mul(keys.len() as u64).saturating_add(1) {
            let mut rows = vec![NOBODY; width as usize + 1];
            for (row, key) in keys.iter().enumerate() {
                match rows.get_mut((key - first) as usize) {
                    Some(slot) if *slot == NOBODY => *slot = row as u32,
                    _ => again.push(row),
                }
            }
            Rows::Dense { first, rows }
        } else {
            let mut rows = HashMap::with_capacity(keys.len());
            for (row, key) in keys.iter().enumerate() {
                if rows.contains_key(key) {
                    again.push(row);
                } else {
                    rows.insert(*key, row as u32);
                }
            }
            Rows::Sparse(rows)
        };
        (Self { rows }, again)
    }

    /// The row of `key`, or [`NOBODY`].
    pub(super) fn row(&self, key: u64) -> u32 {
        let row = match &self.rows {
            Rows::Dense { first, rows } => {
                key.checked_sub(*first).and_then(|place| rows.get(usize::try_from(place).ok()?))
            }
            Rows::Sparse(rows) => rows.get(&key),
        };
        row.copied().unwrap_or(NOBODY)
    }
}

impl Groups {
    /// The groups of owners who have so many rows.
    pub(super) fn of_counts(mut counts: Vec<u32>) -> Self {
        let mut total = 0;
        for rows in &mut counts {
            total += *rows;
            *rows = total;
        }
        Self { ends: counts }
    }

    /// The groups of rows whose owners are `owners`, in ascending order, out of `count`.
    #[cfg(test)]
    pub(super) fn of_owners(owners: &[u32], count: usize) -> Self {
        let mut counts = vec![0_u32; count];
        for owner in owners {
            if let Some(rows) = counts.get_mut(*owner as usize) {
                *rows += 1;
            }
        }
        Self::of_counts(counts)
    }

    /// How many rows there are.
    pub(super) fn rows(&self) -> usize {
        self.ends.last().copied().unwrap_or(0) as usize
    }

    /// The groups of some of the owners alone, and which rows are theirs.
    pub(super) fn some(&self, owners: Range<usize>) -> (Self, Range<usize>) {
        let before = owners.start.checked_sub(1).and_then(|last| self.ends.get(last));
        let start = before.copied().unwrap_or(0);
        let ends = self.ends.get(owners).unwrap_or_default();
        let rows = start as usize..ends.last().copied().unwrap_or(start) as usize;
        (Self { ends: ends.iter().map(|end| end - start).collect() }, rows)
    }

    /// How many owners there are.
    pub(super) fn count(&self) -> usize {
        self.ends.len()
    }

    /// Each owner with its rows.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, Range<usize>)> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| start as usize..*end as usize).enumerate()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_near_and_far_apart() {
        for keys in [vec![100_005, 100_001, 100_002], vec![7, u64::MAX, 1 << 40]] {
            let (index, again) = KeyIndex::new(&keys);
            assert!(again.is_empty());
            for (row, key) in keys.iter().enumerate() {
                assert_eq!(index.row(*key), row as u32);
            }
            assert_eq!(index.row(3), NOBODY);
        }
        let (index, again) = KeyIndex::new(&[5, 6, 5, 5]);
        assert_eq!((index.row(5), again), (0, vec![2, 3]));
        let (index, _) = KeyIndex::new(&[]);
        assert_eq!(index.row(0), NOBODY);
    }

    #[test]
    fn some_groups_know_which_rows_are_theirs() {
        let groups = Groups::of_owners(&[0, 0, 2, 2, 2, 4], 5);
        let rows = |groups: &Groups| groups.iter().map(|(_, rows)| rows).collect::<Vec<_>>();
        assert_eq!(rows(&groups), [0..2, 2..2, 2..5, 5..5, 5..6]);
        assert_eq!((groups.count(), groups.rows()), (5, 6));
        let (some, theirs) = groups.some(1..3);
        assert_eq!((rows(&some), theirs), (vec![0..0, 0..3], 2..5));
        let (none, theirs) = groups.some(5..5);
        assert_eq!((none.count(), theirs), (0, 6..6));
    }
}
