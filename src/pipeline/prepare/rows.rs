//! The rows of some owners, column by column, each owner's together.
//!
//! Depends on the columns, the expressions and the groups. A batch of a few hundred owners stays
//! close to the processor while all that is said of it is computed; one client is a batch, too.
//! Invariant: all columns have one row for each row of the groups.

use std::{collections::BTreeMap, sync::Arc};

use super::{columns::Columns, expressions::Expression, groups::Groups};

/// The categories of each column of words.
pub(super) type ColumnCategories = BTreeMap<&'static str, Vec<String>>;

/// The rows of some owners.
#[derive(Debug, Clone)]
pub(super) struct Rows<'a> {
    /// Which rows are whose.
    pub(super) groups: Groups,
    /// The columns of numbers.
    pub(super) numbers: Columns,
    /// The columns of words: places among the categories, counted from 1; 0 for missing, and one
    /// more than there are categories for a word that a bundle does not know.
    pub(super) words: Arc<Vec<(&'static str, Vec<u32>)>>,
    /// The categories of the columns of words.
    pub(super) categories: &'a ColumnCategories,
    /// How many rows of the same owner follow each row; empty unless the rows stand in an order of
    /// time.
    pub(super) place_from_end: Vec<u32>,
}

impl<'a> Rows<'a> {
    /// How many owners there are.
    pub(super) fn owners(&self) -> usize {
        self.groups.count()
    }

    /// The column of numbers called `name`; nothing when there is none.
    pub(super) fn numbers(&self, name: &str) -> &[f64] {
        self.numbers.get(name).unwrap_or_default()
    }

    /// The codes of the column of words called `name`; nothing when there is none.
    pub(super) fn codes(&self, name: &str) -> &[u32] {
        let own = self.words.iter().find(|(own, _)| *own == name);
        own.map(|(_, codes)| codes.as_slice()).unwrap_or_default()
    }

    /// The categories of the column of words called `name`.
    pub(super) fn categories(&self, name: &str) -> &'a [String] {
        self.categories.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    /// Itself with the columns that `expressions` describe.
    pub(super) fn with(mut self, expressions: &[Expression]) -> Self {
        self.numbers.compute(expressions);
        self
    }

    /// For each row, whether it holds `word`.
    pub(super) fn is_word(&self, column: &str, word: &str) -> impl Fn(usize) -> bool {
        let place = self.categories(column).iter().position(|other| other == word);
        let code = place.map(|place| place as u32 + 1);
        let codes = self.codes(column);
        move |row| code.is_some() && codes.get(row).copied() == code
    }

    /// The rows that `keeps` wants, with these columns of numbers.
    pub(super) fn keep<'n>(
        &self,
        columns: impl IntoIterator<Item = &'n str>,
        keeps: impl Fn(usize) -> bool,
    ) -> Self {
        let mut rows = Vec::new();
        let mut counts = Vec::with_capacity(self.owners());
        for (_, own) in self.groups.iter() {
            let before = rows.len();
            rows.extend(own.filter(|row| keeps(*row)));
            counts.push((rows.len() - before) as u32);
        }
        let mut numbers = Columns::default();
        for name in columns {
            let all = self.numbers(name);
            numbers.put(name, rows.iter().filter_map(|row| all.get(*row).copied()).collect());
        }
        Self {
            groups: Groups::of_counts(counts),
            numbers,
            words: Arc::default(),
            categories: self.categories,
            place_from_end: Vec::new(),
        }
    }

    /// The rows of each owner by ascending `time`, missing first and equal ones as they stand; with
    /// the places from the end, and without words.
    pub(super) fn in_time_order(&self, time: &str) -> Self {
        let times = self.numbers(time);
        let at = |row: usize| {
            let time = times.get(row).copied().unwrap_or(f64::NAN);
            if time.is_nan() { f64::NEG_INFINITY } else { time }
        };
        let mut order: Vec<usize> = (0..times.len()).collect();
        let mut place_from_end = vec![0; times.len()];
        for (_, rows) in self.groups.iter() {
            if let Some(own) = order.get_mut(rows.clone()) {
                own.sort_by(|left, right| at(*left).total_cmp(&at(*right)));
            }
            let places = place_from_end.get_mut(rows).unwrap_or_default();
            for (place, slot) in places.iter_mut().rev().enumerate() {
                *slot = place as u32;
            }
        }
        let mut numbers = Columns::default();
        for (name, all) in self.numbers.iter() {
            let sorted = order.iter().filter_map(|row| all.get(*row).copied()).collect();
            numbers.put(name, sorted);
        }
        Self {
            groups: self.groups.clone(),
            numbers,
            words: Arc::default(),
            categories: self.categories,
            place_from_end,
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// The rows of these owners, with columns of numbers.
    pub(in super::super) fn rows<'a>(
        owners: &[u32],
        count: usize,
        columns: &[(&str, &[f64])],
        categories: &'a ColumnCategories,
    ) -> Rows<'a> {
        let mut numbers = Columns::default();
        for (name, values) in columns {
            numbers.put(name, values.to_vec());
        }
        Rows {
            groups: Groups::of_owners(owners, count),
            numbers,
            words: Arc::default(),
            categories,
            place_from_end: Vec::new(),
        }
    }

    #[test]
    fn the_rows_of_an_owner_stand_in_the_order_of_time() {
        let none = ColumnCategories::new();
        let rows = rows(&[0, 0, 0, 2], 3, &[("day", &[-1.0, f64::NAN, -5.0, -2.0])], &none);
        let sorted = rows.in_time_order("day");
        assert!(sorted.numbers("day")[0].is_nan());
        assert_eq!(sorted.numbers("day")[1..], [-5.0, -1.0, -2.0]);
        assert_eq!(sorted.place_from_end, [2, 1, 0, 0]);
    }

    #[test]
    fn rows_are_kept_with_their_owners() {
        let categories =
            ColumnCategories::from([("state", vec!["Active".into(), "Closed".into()])]);
        let mut rows = rows(&[0, 0, 1, 3], 4, &[("sum", &[1.0, 2.0, 3.0, 4.0])], &categories);
        rows.words = Arc::new(vec![("state", vec![2, 1, 0, 2])]);
        let closed = rows.keep(["sum"], rows.is_word("state", "Closed"));
        assert_eq!(closed.numbers("sum"), [1.0, 4.0]);
        let groups: Vec<_> = closed.groups.iter().map(|(_, rows)| rows.len()).collect();
        assert_eq!(groups, [1, 0, 0, 1]);
        assert!(rows.keep(["sum"], rows.is_word("state", "Sold")).numbers("sum").is_empty());
    }
}
