//! A raw table whose rows are known to belong to somebody: to clients, or to their credits.
//!
//! Depends on the raw table. Rows stay where they were read; what is kept is their order by owner, in
//! which they are brought together batch by batch. Why so? A table of 13 million rows would have to be
//! copied as a whole otherwise, and each copy costs as much as reading it.
//!
//! **Invariant**: the rows of an owner come in the order of the file, whatever the batch.

use std::{
    ops::Range,
    sync::{Arc, Mutex, PoisonError},
};

use rayon::{
    iter::{IntoParallelIterator as _, ParallelIterator as _},
    slice::ParallelSlice as _,
};

use super::{
    chunk::{CHUNK_ROWS, Chunk, Coder},
    columns::Columns,
    error::PrepareError,
    feature::{Feature, Origin},
    groups::{Groups, NOBODY},
    progress::Progress,
    raw_table::{Owners, RawTable, WordColumns},
    rows::{ColumnCategories, Rows},
    sheet::Sheet,
};
use crate::base::{Piece, SparePieces};

/// Rows that are brought together at a time, more or less: their columns stay close to the processor.
const BATCH_ROWS: usize = 4_096;

/// Owners whose rows are brought together at a time, at most.
const MOST_OWNERS: usize = 512;

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
pub(super) type Make = fn(&Rows<'_>, &mut Sheet);

/// What somebody who makes features needs; it serves one chunk after the other.
struct Desk {
    /// One for each of those who make features.
    sheets: Vec<Sheet>,
    coder: Coder,
}

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
        let count = self.groups.count();
        let batch = self.batch_owners();
        let cells = AllCells::new(&self.raw);
        let desks = Mutex::new(Vec::new());
        let chunks = (0..count.div_ceil(CHUNK_ROWS)).into_par_iter().map(|chunk| {
            let mut desk: Desk = taken(&desks).unwrap_or_else(|| Desk::new(makes.len()));
            let owners = chunk * CHUNK_ROWS..count.min((chunk + 1) * CHUNK_ROWS);
            for start in owners.clone().step_by(batch) {
                progress.check()?;
                let rows = self.rows(start..owners.end.min(start + batch), &cells);
                for (make, sheet) in makes.iter().zip(&mut desk.sheets) {
                    sheet.start_batch();
                    make(&rows, sheet);
                }
            }
            let Desk { sheets, coder } = &mut desk;
            let made = sheets.iter_mut().map(|sheet| sheet.take_chunks(coder)).collect();
            give_back(&desks, desk);
            Ok(made)
        });
        let chunks: Vec<Vec<Vec<Chunk>>> = chunks.collect::<Result<_, PrepareError>>()?;
        let sheets = taken(&desks).map(|desk| desk.sheets).unwrap_or_default();
        Ok(joined(sheets, chunks))
    }

    /// Owners whose rows are brought together at a time.
    fn batch_owners(&self) -> usize {
        let owners = BATCH_ROWS * self.groups.count() / self.groups.rows().max(1);
        owners.clamp(1, MOST_OWNERS)
    }

    /// The rows of some owners.
    fn rows(&self, owners: Range<usize>, cells: &AllCells<'_>) -> Rows<'_> {
        let (groups, rows) = self.groups.some(owners);
        let places = self.order.get(rows.clone()).unwrap_or_default();
        let (numbers_of, codes_of) = (cells.numbers.of(places), cells.codes.of(places));
        let mut columns = Columns::default();
        for name in &self.numbers {
            let at = self.raw.number_place(name).unwrap_or(usize::MAX);
            let numbers = numbers_of.iter().map(|row| row.get(at).copied().unwrap_or(f64::NAN));
            columns.put(name, numbers.collect());
        }
        for (name, values) in self.more.iter() {
            columns.put(name, values.get(rows.clone()).unwrap_or_default().to_vec());
        }
        let words = self.words.iter().map(|(name, new_codes)| {
            let at = self.raw.word_place(name).unwrap_or(usize::MAX);
            let codes = codes_of.iter().map(|row| row.get(at).copied().unwrap_or(0));
            let codes = codes.map(|code| new_codes.get(code as usize).copied().unwrap_or(0));
            (*name, codes.collect())
        });
        Rows {
            groups,
            numbers: columns,
            words: Arc::new(words.collect()),
            categories: &self.categories,
            place_from_end: Vec::new(),
        }
    }

    /// Gives its memory to `spare`.
    pub(super) fn recycle(self, spare: &SparePieces) {
        self.raw.recycle(spare);
    }
}

/// The cells of a table, piece by piece and row by row.
struct AllCells<'a> {
    numbers: CellsOf<'a, f64>,
    codes: CellsOf<'a, u32>,
}

/// Cells of one type.
struct CellsOf<'a, T> {
    pieces: Vec<&'a [T]>,
    /// How many each row has.
    width: usize,
}

impl<'a> AllCells<'a> {
    fn new(raw: &'a RawTable) -> Self {
        let (numbers, codes) = raw.widths();
        let numbers_of = raw.pieces().iter().map(Piece::all_numbers).collect();
        let codes_of = raw.pieces().iter().map(Piece::all_codes).collect();
        Self {
            numbers: CellsOf { pieces: numbers_of, width: numbers },
            codes: CellsOf { pieces: codes_of, width: codes },
        }
    }
}

impl<'a, T> CellsOf<'a, T> {
    /// The cells of each of the rows at `places`.
    fn of(&self, places: &[Place]) -> Vec<&'a [T]> {
        let row = |place: &Place| {
            let start = place.row as usize * self.width;
            let piece = self.pieces.get(place.piece as usize)?;
            piece.get(start..start + self.width)
        };
        places.iter().map(|place| row(place).unwrap_or_default()).collect()
    }
}

impl Desk {
    fn new(makes: usize) -> Self {
        let mut sheets = Vec::new();
        sheets.resize_with(makes, Sheet::default);
        Self { sheets, coder: Coder::default() }
    }
}

/// A desk at which nobody sits, if there is one.
fn taken(desks: &Mutex<Vec<Desk>>) -> Option<Desk> {
    desks.lock().unwrap_or_else(PoisonError::into_inner).pop()
}

fn give_back(desks: &Mutex<Vec<Desk>>, desk: Desk) {
    desks.lock().unwrap_or_else(PoisonError::into_inner).push(desk);
}

/// The features that `sheets` name, for each of those who make them, out of their `chunks`.
fn joined(sheets: Vec<Sheet>, chunks: Vec<Vec<Vec<Chunk>>>) -> Vec<Vec<Feature>> {
    let mut features: Vec<Vec<(String, Origin, Vec<Chunk>)>> = sheets
        .into_iter()
        .map(|sheet| sheet.into_names().map(|(name, origin)| (name, origin, Vec::new())).collect())
        .collect();
    for made in chunks {
        for (features, made) in features.iter_mut().zip(made) {
            for ((_, _, all), chunk) in features.iter_mut().zip(made) {
                all.push(chunk);
            }
        }
    }
    let finished =
        |(name, origin, chunks): (String, Origin, _)| Feature::of_chunks(&name, origin, chunks);
    features.into_iter().map(|features| features.into_iter().map(finished).collect()).collect()
}

/// The rows by ascending owner, those of one owner in the order of the file, without those of
/// [`NOBODY`]; and which of them are whose, of `count` owners.
fn order_by_owner(owners: &Owners, count: usize) -> (Vec<Place>, Groups) {
    let groups = Groups::of_counts(counts(owners, count));
    let mut order = vec![Place { piece: NOBODY, row: NOBODY }; groups.rows()];
    // Everybody goes through all rows, and puts those of some owners into their places.
    let share = count.div_ceil(rayon::current_num_threads()).max(1);
    let mut rest = order.as_mut_slice();
    let mut shares = Vec::new();
    for start in (0..count).step_by(share) {
        let some = start..count.min(start + share);
        let (own, rows) = groups.some(some.clone());
        let (room, others) = rest.split_at_mut(rows.len().min(rest.len()));
        rest = others;
        shares.push((some, own, room));
    }
    shares.into_par_iter().for_each(|(some, own, room)| put_in_order(owners, some, &own, room));
    (order, groups)
}

/// How many rows each of `count` owners has.
fn counts(owners: &Owners, count: usize) -> Vec<u32> {
    let pieces = owners.of_pieces.len().div_ceil(rayon::current_num_threads()).max(1);
    let each = owners.of_pieces.par_chunks(pieces).map(|pieces| {
        let mut counts = vec![0; count];
        for owner in pieces.iter().flatten() {
            if let Some(rows) = counts.get_mut(*owner as usize) {
                *rows += 1;
            }
        }
        counts
    });
    let added = |mut all: Vec<u32>, more: Vec<u32>| {
        all.iter_mut().zip(more).for_each(|(all, more)| *all += more);
        all
    };
    each.reduce_with(added).unwrap_or_else(|| vec![0; count])
}

/// Puts the places of the rows of `some` owners, whose `groups` they are, into `room`.
fn put_in_order(owners: &Owners, some: Range<usize>, groups: &Groups, room: &mut [Place]) {
    let mut next: Vec<u32> = groups.iter().map(|(_, rows)| rows.start as u32).collect();
    for (piece, owners) in owners.of_pieces.iter().enumerate() {
        for (row, owner) in owners.iter().enumerate() {
            // Below the first one of them it is beyond the last one.
            let own = (*owner as usize).wrapping_sub(some.start);
            if let Some(next) = next.get_mut(own)
                && let Some(slot) = room.get_mut(*next as usize)
            {
                *slot = Place { piece: piece as u32, row: row as u32 };
                *next += 1;
            }
        }
    }
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
