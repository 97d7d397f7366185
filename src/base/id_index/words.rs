//! Identifiers that are text.
//!
//! Two sorted lists of row numbers over one text: one by spelling, in which everybody who begins
//! with the same letters stands together, and one in the order in which people count (9 before
//! 10).

use std::{borrow::Cow, cmp::Ordering, ops::Range};

use rayon::slice::ParallelSliceMut as _;

use crate::{
    base::{
        column::{TooLong, Words},
        natural,
    },
    domain::ClientId,
};

use super::{Duplicate, Found, fold};

/// Identifiers that are text, and their orders.
#[derive(Debug)]
pub(super) struct WordIds {
    /// The identifiers by row.
    ids: Words,
    /// What is searched, by row; `None` when it is the identifiers themselves.
    folded: Option<Words>,
    /// Rows in ascending order of what is searched, then of the identifier, then of the row.
    by_spelling: Box<[u32]>,
    /// Rows in the order in which people count; ties in the order of the base.
    by_nature: Box<[u32]>,
    /// The place in `by_nature` of each row of `by_spelling`; empty when both orders are one.
    place_in_nature: Box<[u32]>,
}

impl WordIds {
    pub(super) fn new(ids: Words) -> Result<Self, TooLong> {
        let folded = folded(&ids)?;
        let searched = folded.as_ref().unwrap_or(&ids);
        let by_spelling = sort_by_spelling(searched, &ids);
        let by_nature = sort_by_nature(searched, &ids, &by_spelling);
        Ok(Self::of_orders(ids, folded, by_spelling, by_nature))
    }

    /// The same identifiers in the orders that they were seen to have before.
    pub(super) fn sorted(
        ids: Words,
        by_spelling: Box<[u32]>,
        by_nature: Box<[u32]>,
    ) -> Result<Self, TooLong> {
        let folded = folded(&ids)?;
        Ok(Self::of_orders(ids, folded, by_spelling, by_nature))
    }

    fn of_orders(
        ids: Words,
        folded: Option<Words>,
        by_spelling: Box<[u32]>,
        by_nature: Box<[u32]>,
    ) -> Self {
        let place_in_nature = if by_nature == by_spelling {
            Box::default()
        } else {
            let mut places = vec![0_u32; by_nature.len()];
            for (row, place) in by_nature.iter().zip(0_u32..) {
                if let Some(slot) = places.get_mut(*row as usize) {
                    *slot = place;
                }
            }
            let place = |row: &u32| places.get(*row as usize).copied().unwrap_or(0);
            by_spelling.iter().map(place).collect()
        };
        Self { ids, folded, by_spelling, by_nature, place_in_nature }
    }

    pub(super) fn words(&self) -> &Words {
        &self.ids
    }

    pub(super) fn by_spelling(&self) -> &[u32] {
        &self.by_spelling
    }

    pub(super) fn by_nature(&self) -> &[u32] {
        &self.by_nature
    }

    pub(super) fn find(&self, wanted: &str) -> Found {
        let rows = self
            .by_spelling
            .get(self.range(&fold(wanted), |own, wanted| own == wanted))
            .unwrap_or_default()
            .iter()
            .copied()
            .filter(|row| self.ids.get(*row as usize) == wanted);
        Found::of(rows)
    }

    pub(super) fn search(&self, query: &str, limit: usize) -> Vec<u32> {
        let query = query.trim();
        let folded = fold(query);
        let exact = self.range(&folded, |own, wanted| own == wanted);
        let found = self.range(&folded, |own, wanted| own.starts_with(wanted));
        // Those that are the query stand first among those that begin with it.
        let others = exact.end.max(found.start)..found.end;
        let mut rows = self.by_spelling.get(exact).unwrap_or_default().to_vec();
        rows.sort_by_key(|row| (self.ids.get(*row as usize) != query, *row));
        rows.truncate(limit);
        let wanted = limit - rows.len();
        if self.place_in_nature.is_empty() {
            let others = self.by_spelling.get(others).unwrap_or_default();
            rows.extend(others.iter().take(wanted));
        } else {
            let mut places = self.place_in_nature.get(others).unwrap_or_default().to_vec();
            if wanted < places.len() {
                places.select_nth_unstable(wanted);
                places.truncate(wanted);
            }
            places.sort_unstable();
            rows.extend(places.iter().filter_map(|place| self.by_nature.get(*place as usize)));
        }
        rows
    }

    pub(super) fn count(&self, query: &str) -> usize {
        self.range(&fold(query.trim()), |own, wanted| own.starts_with(wanted)).len()
    }

    pub(super) fn duplicates(&self) -> Vec<Duplicate> {
        find_duplicates(&self.ids, &self.by_spelling)
    }

    pub(super) fn bytes(&self) -> u64 {
        let rows = self.by_spelling.len() + self.by_nature.len() + self.place_in_nature.len();
        let folded = self.folded.as_ref().map_or(0, Words::bytes);
        self.ids.bytes() + folded + (rows * size_of::<u32>()) as u64
    }

    /// The places in `by_spelling` of those who come right at `wanted` and fulfil `holds`, which
    /// must hold for neighbours from there on.
    fn range(&self, wanted: &str, holds: impl Fn(&str, &str) -> bool) -> Range<usize> {
        let searched = self.folded.as_ref().unwrap_or(&self.ids);
        let own = |row: &u32| searched.get(*row as usize);
        let start = self.by_spelling.partition_point(|row| own(row) < wanted);
        let rest = self.by_spelling.get(start..).unwrap_or_default();
        start..start + rest.partition_point(|row| holds(own(row), wanted))
    }
}

/// What is searched, when it is not the identifiers themselves.
fn folded(ids: &Words) -> Result<Option<Words>, TooLong> {
    if ids.iter().all(|id| matches!(fold(id), Cow::Borrowed(_))) {
        return Ok(None);
    }
    let mut folded = Words::building();
    ids.iter().try_for_each(|id| folded.push(&fold(id)))?;
    Ok(Some(folded.finish()))
}

/// The first eight bytes as one number, which compares as they do.
fn head(id: &str) -> u64 {
    let mut bytes = [0; size_of::<u64>()];
    for (slot, byte) in bytes.iter_mut().zip(id.bytes()) {
        *slot = byte;
    }
    u64::from_be_bytes(bytes)
}

fn sort_by_spelling(searched: &Words, ids: &Words) -> Box<[u32]> {
    let mut heads: Vec<(u64, u32)> = searched.iter().map(head).zip(0_u32..).collect();
    heads.par_sort_unstable_by(|left, right| {
        let (a, b) = (left.1 as usize, right.1 as usize);
        left.0
            .cmp(&right.0)
            .then_with(|| searched.get(a).cmp(searched.get(b)))
            .then_with(|| ids.get(a).cmp(ids.get(b)))
            .then_with(|| a.cmp(&b))
    });
    heads.into_iter().map(|(_, row)| row).collect()
}

fn sort_by_nature(searched: &Words, ids: &Words, by_spelling: &[u32]) -> Box<[u32]> {
    let mut rows = by_spelling.to_vec();
    let compare = |left: &u32, right: &u32| -> Ordering {
        let (a, b) = (*left as usize, *right as usize);
        natural::compare(searched.get(a), searched.get(b))
            .then_with(|| ids.get(a).cmp(ids.get(b)))
            .then_with(|| a.cmp(&b))
    };
    if !rows.is_sorted_by(|left, right| compare(left, right).is_le()) {
        rows.par_sort_unstable_by(compare);
    }
    rows.into_boxed_slice()
}

fn find_duplicates(ids: &Words, by_spelling: &[u32]) -> Vec<Duplicate> {
    let same = |left: &u32, right: &u32| ids.get(*left as usize) == ids.get(*right as usize);
    let mut duplicates: Vec<Duplicate> = by_spelling
        .chunk_by(same)
        .filter(|rows| rows.len() > 1)
        .filter_map(|rows| {
            let client_id = ClientId::new(ids.get(*rows.first()? as usize)).ok()?;
            Some(Duplicate { client_id, rows: rows.to_vec() })
        })
        .collect();
    duplicates
        .sort_by(|left, right| natural::compare(left.client_id.as_str(), right.client_id.as_str()));
    duplicates
}
