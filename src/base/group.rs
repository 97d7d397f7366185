//! The clients that a filter keeps, as one bit a row.

use std::sync::Arc;

use rayon::{
    iter::{IndexedParallelIterator as _, ParallelIterator as _},
    slice::ParallelSliceMut as _,
};

use super::scan;

/// Rows a word of the group holds.
pub(super) const ROWS_A_WORD: usize = u64::BITS as usize;

/// Words between two places at which the members so far are noted: a member is found by its place
/// after a binary search and a look at eight words, for less than a tenth of the group's memory.
const WORDS_A_MARK: usize = 8;

/// Some of the rows of a base. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Bit `row % 64` of word `row / 64`; bits beyond `rows` are clear.
    words: Arc<[u64]>,
    /// The members before every eighth word.
    marks: Arc<[u32]>,
    rows: usize,
    count: usize,
}

impl Group {
    /// Everybody of a base of `rows` clients.
    #[must_use]
    pub fn all(rows: usize) -> Self {
        Self::new(vec![u64::MAX; rows.div_ceil(ROWS_A_WORD)], rows)
    }

    /// Nobody of a base of `rows` clients.
    #[must_use]
    pub fn none(rows: usize) -> Self {
        Self::new(vec![0; rows.div_ceil(ROWS_A_WORD)], rows)
    }

    /// These rows of a base of `rows` clients; rows beyond it are left out.
    #[must_use]
    pub fn of_rows(rows: usize, members: impl IntoIterator<Item = usize>) -> Self {
        let mut words = vec![0; rows.div_ceil(ROWS_A_WORD)];
        for row in members.into_iter().filter(|row| *row < rows) {
            if let Some(word) = words.get_mut(row / ROWS_A_WORD) {
                *word |= 1 << (row % ROWS_A_WORD);
            }
        }
        Self::new(words, rows)
    }

    /// The rows of a base of `rows` clients of whom `belongs` is true; asked on all processors.
    #[must_use]
    pub fn of_those(rows: usize, belongs: impl Fn(usize) -> bool + Sync) -> Self {
        let mut words = vec![0; rows.div_ceil(ROWS_A_WORD)];
        scan::on_all_processors(|| {
            let pieces = words.par_chunks_mut(scan::PIECE_WORDS).enumerate();
            pieces.for_each(|(piece, words)| {
                let firsts = (piece * scan::PIECE_ROWS..).step_by(ROWS_A_WORD);
                for (word, first) in words.iter_mut().zip(firsts) {
                    let members = (first..rows.min(first + ROWS_A_WORD)).rev();
                    *word = members.fold(0, |word, row| word << 1 | u64::from(belongs(row)));
                }
            });
        });
        Self::new(words, rows)
    }

    /// The group of these words; bits beyond `rows` are cleared.
    pub(super) fn new(mut words: Vec<u64>, rows: usize) -> Self {
        words.resize(rows.div_ceil(ROWS_A_WORD), 0);
        if let (Some(last), used @ 1..) = (words.last_mut(), rows % ROWS_A_WORD) {
            *last &= (1 << used) - 1;
        }
        let mut count = 0;
        let mut marks = Vec::with_capacity(words.len().div_ceil(WORDS_A_MARK));
        for block in words.chunks(WORDS_A_MARK) {
            marks.push(count as u32);
            count += block.iter().map(|word| word.count_ones() as usize).sum::<usize>();
        }
        Self { words: words.into(), marks: marks.into(), rows, count }
    }

    /// How many clients belong to it.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }

    /// How many clients the base has.
    #[must_use]
    pub fn population(&self) -> usize {
        self.rows
    }

    /// Whether everybody belongs to it.
    #[must_use]
    pub fn is_everybody(&self) -> bool {
        self.count == self.rows
    }

    /// Whether `row` belongs to it.
    #[must_use]
    pub fn contains(&self, row: usize) -> bool {
        let word = self.words.get(row / ROWS_A_WORD).copied().unwrap_or(0);
        word >> (row % ROWS_A_WORD) & 1 == 1
    }

    /// Its rows in ascending order.
    pub fn rows(&self) -> impl Iterator<Item = usize> {
        self.words
            .iter()
            .enumerate()
            .flat_map(|(position, word)| ones(*word).map(move |bit| position * ROWS_A_WORD + bit))
    }

    /// Its member at `place`, counted from 0 in ascending order of rows; `None` past the last one.
    #[must_use]
    pub fn nth(&self, place: usize) -> Option<usize> {
        if place >= self.count {
            return None;
        }
        let mark = self.marks.partition_point(|before| *before as usize <= place).checked_sub(1)?;
        let mut before = *self.marks.get(mark)? as usize;
        for (position, word) in self.words.iter().enumerate().skip(mark * WORDS_A_MARK) {
            let here = word.count_ones() as usize;
            if place < before + here {
                let bit = ones(*word).nth(place - before)?;
                return Some(position * ROWS_A_WORD + bit);
            }
            before += here;
        }
        None
    }

    /// The place of `row` among its members, counted from 0; `None` when it is not one.
    #[must_use]
    pub fn place_of(&self, row: usize) -> Option<usize> {
        if !self.contains(row) {
            return None;
        }
        let (word, bit) = (row / ROWS_A_WORD, row % ROWS_A_WORD);
        let mark = word / WORDS_A_MARK;
        let whole = self.words.get(mark * WORDS_A_MARK..word)?;
        let before: u32 = whole.iter().map(|word| word.count_ones()).sum();
        let here = (self.words.get(word)? & ((1 << bit) - 1)).count_ones();
        Some((*self.marks.get(mark)? + before + here) as usize)
    }

    /// The clients who belong to both groups of one base.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        let words = self.words.iter().zip(&*other.words).map(|(own, other)| own & other);
        Self::new(words.collect(), self.rows.min(other.rows))
    }

    /// The clients of this group who do not belong to the other group of the same base.
    #[must_use]
    pub fn without(&self, other: &Self) -> Self {
        let words = self.words.iter().zip(&*other.words).map(|(own, other)| own & !other);
        Self::new(words.collect(), self.rows.min(other.rows))
    }

    /// How many clients belong to both groups of one base.
    pub(super) fn count_with(&self, other: &Self) -> usize {
        let both = self.words.iter().zip(&*other.words).map(|(own, other)| own & other);
        both.map(|word| word.count_ones() as usize).sum()
    }

    /// One bit a row.
    pub(super) fn words(&self) -> &[u64] {
        &self.words
    }
}

/// The positions of the bits that are set in `word`, in ascending order.
pub(super) fn ones(mut word: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        (word != 0).then(|| {
            let bit = word.trailing_zeros() as usize;
            word &= word - 1;
            bit
        })
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn everybody_is_exactly_everybody() {
        for rows in [0, 1, 63, 64, 65, 1_000] {
            let all = Group::all(rows);
            assert_eq!((all.count(), all.is_everybody()), (rows, true));
            assert!(!all.contains(rows));
            assert_eq!(Group::none(rows).count(), 0);
        }
    }

    proptest! {
        #[test]
        fn a_group_holds_the_rows_it_was_made_of(
            rows in 0_usize..300, members in proptest::collection::btree_set(0_usize..400, 0..80),
        ) {
            let group = Group::of_rows(rows, members.iter().copied());
            let expected: Vec<_> = members.iter().copied().filter(|row| *row < rows).collect();
            prop_assert_eq!(group.rows().collect::<Vec<_>>(), expected.clone());
            prop_assert_eq!(group.count(), expected.len());
            prop_assert_eq!(&Group::of_those(rows, |row| members.contains(&row)), &group);
            prop_assert!((0..500).all(|row| group.contains(row) == expected.contains(&row)));
        }

        #[test]
        fn a_member_is_found_by_its_place_and_its_place_by_its_row(
            rows in 0_usize..3_000, members in proptest::collection::btree_set(0_usize..3_000, 0..900),
        ) {
            let group = Group::of_rows(rows, members.iter().copied());
            let expected: Vec<_> = group.rows().collect();
            for (place, row) in expected.iter().enumerate() {
                prop_assert_eq!(group.nth(place), Some(*row));
                prop_assert_eq!(group.place_of(*row), Some(place));
            }
            prop_assert_eq!(group.nth(expected.len()), None);
            prop_assert!((0..rows).all(|row| group.contains(row) || group.place_of(row).is_none()));
        }

        #[test]
        fn two_groups_meet_and_part_row_by_row(
            left in proptest::collection::btree_set(0_usize..200, 0..80),
            right in proptest::collection::btree_set(0_usize..200, 0..80),
        ) {
            let (a, b) = (Group::of_rows(200, left.clone()), Group::of_rows(200, right.clone()));
            prop_assert!(a.and(&b).rows().eq(left.intersection(&right).copied()));
            prop_assert_eq!(a.count_with(&b), left.intersection(&right).count());
            prop_assert!(a.without(&b).rows().eq(left.difference(&right).copied()));
        }
    }
}
