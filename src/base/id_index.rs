//! The identifiers of a base: who stands on which row, and who begins with these letters.
//!
//! Two sorted lists of row numbers over one text: one by spelling, in which everybody who begins
//! with the same letters stands together, and one in the order in which people count (9 before
//! 10). Searching ignores upper and lower case and the spaces that group digits, so that
//! `100 005` finds `100005`; being somebody does not: `007` and `7` are two clients.

use std::{borrow::Cow, cmp::Ordering, ops::Range};

use rayon::slice::ParallelSliceMut as _;

use crate::domain::ClientId;

use super::{
    column::{TooLong, Words},
    natural,
};

/// Every identifier of a base.
#[derive(Debug)]
pub struct IdIndex {
    column: String,
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
    duplicates: Vec<Duplicate>,
}

/// The clients who bear an identifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Nobody.
    Nobody,
    /// One client, on this row.
    One(u32),
    /// Several clients, on these rows in ascending order. None of them may be chosen: nobody can
    /// tell who was meant.
    Duplicate(Vec<u32>),
}

/// An identifier that several clients bear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duplicate {
    /// The identifier.
    pub client_id: ClientId,
    /// The rows that bear it, in ascending order.
    pub rows: Vec<u32>,
}

impl Found {
    /// The row of the only client who bears the identifier.
    #[must_use]
    pub fn one(&self) -> Option<u32> {
        match self {
            Self::One(row) => Some(*row),
            Self::Nobody | Self::Duplicate(_) => None,
        }
    }

    /// All rows that bear the identifier.
    #[must_use]
    pub fn rows(&self) -> &[u32] {
        match self {
            Self::Nobody => &[],
            Self::One(row) => std::slice::from_ref(row),
            Self::Duplicate(rows) => rows,
        }
    }
}

impl IdIndex {
    /// The index of these identifiers, one a row, none empty, found in `column`.
    pub(super) fn new(column: String, ids: Words) -> Result<Self, TooLong> {
        let is_folded = ids.iter().all(|id| matches!(fold(id), Cow::Borrowed(_)));
        let folded = if is_folded { None } else { Some(fold_all(&ids)?) };
        let searched = folded.as_ref().unwrap_or(&ids);
        let by_spelling = sort_by_spelling(searched, &ids);
        let by_nature = sort_by_nature(searched, &ids, &by_spelling);
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
        let duplicates = find_duplicates(&ids, &by_spelling);
        Ok(Self { column, ids, folded, by_spelling, by_nature, place_in_nature, duplicates })
    }

    /// The column that holds the identifiers; empty when the clients are numbered by row.
    #[must_use]
    pub fn column(&self) -> &str {
        &self.column
    }

    /// How many clients there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is nobody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The identifier on `row`, as the base writes it; empty when there is no such row.
    #[must_use]
    pub fn id(&self, row: usize) -> &str {
        self.ids.get(row)
    }

    /// Who bears exactly this identifier.
    #[must_use]
    pub fn find(&self, client_id: &ClientId) -> Found {
        let wanted = client_id.as_str();
        let mut rows = self
            .by_spelling
            .get(self.range(&fold(wanted), |own, wanted| own == wanted))
            .unwrap_or_default()
            .iter()
            .copied()
            .filter(|row| self.id(*row as usize) == wanted);
        match (rows.next(), rows.next()) {
            (None, _) => Found::Nobody,
            (Some(row), None) => Found::One(row),
            (Some(first), Some(second)) => {
                Found::Duplicate([first, second].into_iter().chain(rows).collect())
            }
        }
    }

    /// The rows whose identifier begins with `query`, at most `limit`: first those that are the
    /// query, letter by letter before otherwise, then the others in the order in which people
    /// count. An empty query finds everybody.
    #[must_use]
    pub fn search(&self, query: &str, limit: usize) -> Vec<u32> {
        let query = query.trim();
        let folded = fold(query);
        let exact = self.range(&folded, |own, wanted| own == wanted);
        let found = self.range(&folded, |own, wanted| own.starts_with(wanted));
        // Those that are the query stand first among those that begin with it.
        let others = exact.end.max(found.start)..found.end;
        let mut rows = self.by_spelling.get(exact).unwrap_or_default().to_vec();
        rows.sort_by_key(|row| (self.id(*row as usize) != query, *row));
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

    /// How many identifiers begin with `query`, read as [`Self::search`] reads it.
    #[must_use]
    pub fn count(&self, query: &str) -> usize {
        self.range(&fold(query.trim()), |own, wanted| own.starts_with(wanted)).len()
    }

    /// All rows in the order in which people count.
    #[must_use]
    pub fn sorted_rows(&self) -> &[u32] {
        &self.by_nature
    }

    /// The identifiers that several clients bear, in the order in which people count.
    #[must_use]
    pub fn duplicates(&self) -> &[Duplicate] {
        &self.duplicates
    }

    /// What the index takes in memory, in bytes.
    #[must_use]
    pub fn memory_bytes(&self) -> u64 {
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

/// `id` as it is searched: in lower case, without the spaces that stand between digits.
fn fold(id: &str) -> Cow<'_, str> {
    let is_folded = id.bytes().all(|byte| byte.is_ascii_graphic() && !byte.is_ascii_uppercase());
    if is_folded {
        return Cow::Borrowed(id);
    }
    let mut folded = String::with_capacity(id.len());
    let mut rest = id.chars().peekable();
    let mut after_digit = false;
    while let Some(character) = rest.next() {
        if character.is_whitespace() {
            let groups_digits = after_digit && rest.peek().is_some_and(char::is_ascii_digit);
            if !groups_digits {
                folded.push(character);
            }
            continue;
        }
        after_digit = character.is_ascii_digit();
        folded.extend(character.to_lowercase());
    }
    Cow::Owned(folded)
}

fn fold_all(ids: &Words) -> Result<Words, TooLong> {
    let folded: Vec<Cow<'_, str>> = ids.iter().map(fold).collect();
    Words::new(folded.iter().map(AsRef::as_ref))
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn index(ids: &[&str]) -> IdIndex {
        IdIndex::new("ID".to_owned(), Words::new(ids.iter().copied()).unwrap()).unwrap()
    }

    fn found<'a>(index: &'a IdIndex, query: &str, limit: usize) -> Vec<&'a str> {
        index.search(query, limit).into_iter().map(|row| index.id(row as usize)).collect()
    }

    #[test]
    fn the_exact_identifier_comes_first_then_people_count() {
        let index = index(&["100", "9", "10", "1", "0010", "101", "1000", "11"]);
        assert_eq!(found(&index, "10", 9), ["10", "100", "101", "1000"]);
        assert_eq!(found(&index, "1", 4), ["1", "10", "11", "100"]);
        assert_eq!(found(&index, "", 3), ["1", "9", "0010"]);
        assert_eq!(found(&index, "7", 9), [""; 0]);
        assert_eq!(found(&index, "1", 0), [""; 0]);
    }

    #[test]
    fn case_and_spaces_between_digits_do_not_matter_when_searching() {
        let index = index(&["100005", "AB 12", "ab12", "Zoé", "12 345"]);
        for query in ["100 005", "100\u{a0}005", "100\u{202f}0", " 100005 "] {
            assert_eq!(found(&index, query, 9), ["100005"], "{query}");
        }
        assert_eq!(found(&index, "AB", 9), ["AB 12", "ab12"]);
        assert_eq!(found(&index, "AB12", 9), ["ab12"]);
        assert_eq!(found(&index, "zOÉ", 9), ["Zoé"]);
        assert_eq!(found(&index, "12345", 9), ["12 345"]);
    }

    #[test]
    fn nobody_else_is_found_under_an_identifier() {
        let index = index(&["007", "7", "ab", "AB", "x", "x", "x"]);
        let find = |id: &str| index.find(&ClientId::new(id).unwrap());
        assert_eq!(find("7"), Found::One(1));
        assert_eq!(find("007"), Found::One(0));
        assert_eq!(find("AB"), Found::One(3));
        assert_eq!(find("aB"), Found::Nobody);
        assert_eq!(find("x"), Found::Duplicate(vec![4, 5, 6]));
        assert_eq!((find("x").one(), find("x").rows().len()), (None, 3));
        assert_eq!(index.duplicates().len(), 1);
    }

    proptest! {
        #[test]
        fn a_search_finds_all_who_begin_with_the_query(
            ids in proptest::collection::vec("[0-2aB ]{0,3}[0-2aB]", 0..60),
            query in "[0-2aB ]{0,3}",
            limit in 0_usize..70,
        ) {
            let trimmed: Vec<&str> = ids.iter().map(|id| id.trim()).collect();
            let index = index(&trimmed);
            let wanted = fold(query.trim()).into_owned();
            let mut expected: Vec<u32> = (0_u32..)
                .zip(&trimmed)
                .filter(|(_, id)| fold(id).starts_with(&wanted))
                .map(|(row, _)| row)
                .collect();
            let all = index.search(&query, usize::MAX);
            let mut sorted = all.clone();
            sorted.sort_unstable();
            expected.sort_unstable();
            prop_assert_eq!(&sorted, &expected);
            let some = index.search(&query, limit);
            prop_assert_eq!(&some[..], &all[..limit.min(all.len())]);
            let not_exact = |row: &u32| fold(trimmed[*row as usize]) != wanted;
            prop_assert!(all.is_sorted_by_key(not_exact));
            let others: Vec<u32> = all.iter().copied().filter(|row| not_exact(row)).collect();
            let order = |row: &u32| index.sorted_rows().iter().position(|own| own == row);
            prop_assert!(others.is_sorted_by_key(order));
            for (row, id) in (0_u32..).zip(&trimmed) {
                let bearers = index.find(&ClientId::new(id).unwrap());
                prop_assert!(bearers.rows().contains(&row));
                let same = trimmed.iter().filter(|other| *other == id).count();
                prop_assert_eq!(bearers.rows().len(), same);
            }
        }
    }
}
