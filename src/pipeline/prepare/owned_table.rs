//! A raw table whose rows are known to belong to somebody: to clients, or to their credits.
//!
//! Depends on the raw table. Rows stay where they were read; what is kept is their order by owner, in
//! which they are brought together batch by batch. Why so? A table of 13 million rows would have to be
//! copied as a whole otherwise, and each copy costs as much as reading it.
//!
//! **Invariant**: the rows of an owner come in the order of the file, whatever the batch.

use std::ops::Range;

use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use super::{
    columns::Columns,
    error::PrepareError,
    feature::{Feature, Part},
    groups::{Groups, NOBODY},
    progress::Progress,
    raw_table::{Owners, RawTable, WordColumns},
    rows::{ColumnCategories, Rows},
};

/// Owners whose rows are brought together at a time: some thousand rows, which stay close to the
/// processor.
const BATCH_OWNERS: usize = 512;

/// The rows of a table that belong to somebody.
pub(super) struct OwnedTable {
    raw: RawTable,
    /// The columns of numbers that are brought along.
    numbers: Vec<&'static str>,
    /// The columns of words, with the code of each of their own words.
    words: Vec<(&'static str, Vec<u32>)>,
    categories: ColumnCategories,
    /// The rows by owner.
    order: Vec<Place>,
    groups: Groups,
    /// More columns of numbers, in the order of the rows by owner.
    more: Columns,
}

/// Where a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    piece: u32,
    row: u32,
}

/// What is made of the rows of some owners.
pub(super) type Make = fn(&Rows<'_>) -> Vec<Part>;

impl OwnedTable {
    /// The rows of `raw`, which belong to `owners`, of whom there are `count`.
    pub(super) fn new(
        raw: RawTable,
        owners: &Owners,
        count: usize,
        numbers: Vec<&'static str>,
        WordColumns { new_codes: words, categories }: WordColumns,
    ) -> Self {
        let (order, groups) = order_by_owner(owners, count);
        Self { raw, numbers, words, categories, order, groups, more: Columns::default() }
    }

    /// The identifiers in `column` of the rows by owner, and which row of the file each is, counted
    /// from 1.
    pub(super) fn keys(&self, column: &'static str) -> Result<(Vec<u64>, Vec<u64>), PrepareError> {
        let keys = self.raw.keys(column)?;
        let mut starts = Vec::with_capacity(self.raw.pieces().len());
        let mut start = 0;
        for piece in self.raw.pieces() {
            starts.push(start);
            start += piece.rows();
        }
        let row = |place: &Place| starts.get(place.piece as usize).map(|s| s + place.row as usize);
        let rows = self.order.iter().filter_map(row);
        Ok(rows.filter_map(|row| Some((*keys.get(row)?, row as u64 + 1))).unzip())
    }

    /// Puts more columns of numbers beside it, which have one row for each row by owner, and the
    /// categories that they speak of.
    pub(super) fn put_beside(&mut self, more: Columns, column: &'static str, words: Vec<String>) {
        self.more = more;
        self.categories.insert(column, words);
    }

    /// What each of `makes` makes of the rows of every owner.
    pub(super) fn features(
        &self,
        makes: &[Make],
        progress: &Progress<'_>,
    ) -> Result<Vec<Vec<Feature>>, PrepareError> {
        let numbers = self.numbers.iter().map(|name| (*name, self.raw.number_slices(name)));
        let numbers: Vec<(&str, Vec<&[f64]>)> = numbers.collect();
        let words = self.words.iter().map(|(name, _)| (*name, self.raw.code_slices(name)));
        let words: Vec<(&'static str, Vec<&[u32]>)> = words.collect();
        let count = self.groups.count();
        let batches: Vec<Vec<Vec<Part>>> = (0..count.div_ceil(BATCH_OWNERS))
            .into_par_iter()
            .map(|batch| {
                progress.check()?;
                let owners = batch * BATCH_OWNERS..count.min((batch + 1) * BATCH_OWNERS);
                let rows = self.rows(owners, &numbers, &words);
                Ok(makes.iter().map(|make| make(&rows)).collect())
            })
            .collect::<Result<_, PrepareError>>()?;
        let mut by_make: Vec<Vec<Vec<Part>>> = makes.iter().map(|_| Vec::new()).collect();
        for batch in batches {
            for (all, parts) in by_make.iter_mut().zip(batch) {
                all.push(parts);
            }
        }
        Ok(by_make.into_iter().map(Feature::of_batches).collect())
    }

    /// The rows of some owners.
    fn rows(
        &self,
        owners: Range<usize>,
        numbers: &[(&str, Vec<&[f64]>)],
        words: &[(&'static str, Vec<&[u32]>)],
    ) -> Rows<'_> {
        let (groups, rows) = self.groups.some(owners);
        let places = self.order.get(rows.clone()).unwrap_or_default();
        let mut columns = Columns::default();
        for (name, pieces) in numbers {
            columns.put(name, gathered(places, pieces, f64::NAN).collect());
        }
        for (name, values) in self.more.iter() {
            columns.put(name, values.get(rows.clone()).unwrap_or_default().to_vec());
        }
        let words = words.iter().zip(&self.words).map(|((name, pieces), (_, new_codes))| {
            let codes = gathered(places, pieces, 0);
            let codes = codes.map(|code| new_codes.get(code as usize).copied().unwrap_or(0));
            (*name, codes.collect())
        });
        Rows {
            groups,
            numbers: columns,
            words: words.collect(),
            categories: &self.categories,
            place_from_end: Vec::new(),
        }
    }
}

/// What stands at `places` of a column.
fn gathered<'a, T: Copy>(
    places: &'a [Place],
    pieces: &'a [&'a [T]],
    none: T,
) -> impl Iterator<Item = T> + 'a {
    places.iter().map(move |place| {
        let piece = pieces.get(place.piece as usize).copied().unwrap_or_default();
        piece.get(place.row as usize).copied().unwrap_or(none)
    })
}

/// The rows by ascending owner, those of one owner in the order of the file, without those of
/// [`NOBODY`]; and which of them are whose, of `count` owners.
fn order_by_owner(owners: &Owners, count: usize) -> (Vec<Place>, Groups) {
    let mut counts = vec![0; count];
    for owner in owners.of_pieces.iter().flatten() {
        if let Some(rows) = counts.get_mut(*owner as usize) {
            *rows += 1;
        }
    }
    let groups = Groups::of_counts(counts);
    let mut next: Vec<u32> = groups.iter().map(|(_, rows)| rows.start as u32).collect();
    let mut order = vec![Place { piece: NOBODY, row: NOBODY }; groups.rows()];
    for (piece, owners) in owners.of_pieces.iter().enumerate() {
        for (row, owner) in owners.iter().enumerate() {
            if let Some(next) = next.get_mut(*owner as usize)
                && let Some(slot) = order.get_mut(*next as usize)
            {
                *slot = Place { piece: piece as u32, row: row as u32 };
                *next += 1;
            }
        }
    }
    (order, groups)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn ordering_is_a_stable_sort_whatever_the_pieces(
            of_pieces in prop::collection::vec(
                prop::collection::vec(prop_oneof![0_u32..9, Just(NOBODY)], 0..20), 0..6,
            ),
        ) {
            let mut expected: Vec<(u32, Place)> = Vec::new();
            for (piece, owners) in of_pieces.iter().enumerate() {
                for (row, owner) in owners.iter().enumerate() {
                    expected.push((*owner, Place { piece: piece as u32, row: row as u32 }));
                }
            }
            expected.retain(|(owner, _)| *owner != NOBODY);
            expected.sort_by_key(|(owner, _)| *owner);
            let (order, groups) = order_by_owner(&Owners { of_pieces, strays: 0 }, 9);
            prop_assert_eq!(&order, &expected.iter().map(|(_, place)| *place).collect::<Vec<_>>());
            for (owner, rows) in groups.iter() {
                prop_assert!(expected[rows].iter().all(|(own, _)| *own as usize == owner));
            }
        }
    }
}
