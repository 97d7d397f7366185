//! The clients that a model learns from: one column of numbers per feature, and what happened.
//!
//! Depends on `base` and on the other files of this layer; `source` makes a table out of a client
//! base. Nothing is copied out of the base: a table of 356 000 clients and 800 features would take
//! 2 GB a second time.
//! Invariant: all columns and the outcomes have one value per client, a missing number is NaN, and
//! no number is infinite.

use std::{ops::Range, sync::Arc};

use super::{options::Direction, split::Part};
use crate::base::ClientBase;

/// Clients whose outcome is known.
#[derive(Debug, Clone)]
pub struct LabelledClients {
    columns: Vec<FeatureColumn>,
    defaulted: Vec<bool>,
    base_rows: Vec<u32>,
}

/// One feature of all clients of a table.
#[derive(Debug, Clone)]
pub struct FeatureColumn {
    /// The feature's name, as LightGBM writes it.
    pub name: String,
    /// Where the risk may go when the number grows.
    pub direction: Direction,
    /// The words behind the codes 0, 1, 2 ... of a feature of words; `None` for numbers.
    pub categories: Option<Vec<String>>,
    /// One number per client.
    pub values: FeatureValues,
}

/// Where the numbers of a feature are.
#[derive(Debug, Clone)]
pub enum FeatureValues {
    /// Here: one per client, NaN for missing.
    Own(Vec<f64>),
    /// In the base, in this column, at the base row of each client.
    OfBase(Arc<ClientBase>, usize),
    /// Codes of words: one per client, `MISSING_CODE` for missing.
    Codes(Vec<u16>),
}

/// The code of a word that is missing.
pub(super) const MISSING_CODE: u16 = u16::MAX;

/// Base rows that lie up to this many times farther apart than there are of them are read in one
/// run, since a run costs less a row than rows one by one.
const WIDEST_RUN: usize = 4;

impl LabelledClients {
    /// A table of clients: `base_rows` says on which row of the base each of them stands, ascending.
    ///
    /// `None` when the columns, the outcomes and the rows are not equally long.
    #[must_use]
    pub fn new(
        columns: Vec<FeatureColumn>,
        defaulted: Vec<bool>,
        base_rows: Vec<u32>,
    ) -> Option<Self> {
        let clients = defaulted.len();
        let long_enough = |column: &FeatureColumn| match &column.values {
            FeatureValues::Own(values) => values.len() == clients,
            FeatureValues::Codes(codes) => codes.len() == clients,
            FeatureValues::OfBase(base, column) => *column < base.columns().len(),
        };
        let whole = base_rows.len() == clients && columns.iter().all(long_enough);
        whole.then_some(Self { columns, defaulted, base_rows })
    }

    /// How many clients there are.
    #[must_use]
    pub fn clients(&self) -> usize {
        self.defaulted.len()
    }

    /// The features.
    #[must_use]
    pub fn columns(&self) -> &[FeatureColumn] {
        &self.columns
    }

    /// The names of the features.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.columns.iter().map(|column| column.name.clone()).collect()
    }

    /// The positions of the features of words, ascending.
    #[must_use]
    pub fn categories(&self) -> Vec<usize> {
        let columns = self.columns.iter().enumerate();
        columns.filter(|(_, column)| column.categories.is_some()).map(|(at, _)| at).collect()
    }

    /// Whether each client defaulted.
    #[must_use]
    pub fn defaulted(&self) -> &[bool] {
        &self.defaulted
    }

    /// The row of the base that each client stands on.
    #[must_use]
    pub fn base_rows(&self) -> &[u32] {
        &self.base_rows
    }

    /// The positions of the clients of one part, ascending; `parts` has one entry per client.
    #[must_use]
    pub fn members(&self, parts: &[Part], part: Part) -> Vec<u32> {
        let own = parts.iter().zip(0_u32..).filter(|(own, _)| **own == part);
        own.map(|(_, position)| position).collect()
    }

    /// The outcomes of some clients.
    #[must_use]
    pub fn outcomes(&self, members: &[u32]) -> Vec<bool> {
        members
            .iter()
            .map(|&client| self.defaulted.get(client as usize).copied().unwrap_or_default())
            .collect()
    }

    /// The outcomes of some clients as LightGBM takes them: 1 for a default, 0 for none.
    #[must_use]
    pub fn labels(&self, members: &[u32]) -> Vec<f32> {
        self.outcomes(members).into_iter().map(|defaulted| f32::from(u8::from(defaulted))).collect()
    }

    /// The values of one feature for some clients, in their order; NaN for missing.
    #[must_use]
    pub fn values(&self, feature: usize, members: &[u32]) -> Vec<f64> {
        let mut values = vec![f64::NAN; members.len()];
        if let Some(column) = self.columns.get(feature) {
            column.copy(&self.base_rows, members, &mut Vec::new(), &mut |at, value| {
                if let Some(slot) = values.get_mut(at) {
                    *slot = value;
                }
            });
        }
        values
    }

    /// Writes the values of some clients into `block`, client after client, one value per feature.
    pub fn fill_members(&self, members: &[u32], block: &mut [f64]) {
        let width = self.columns.len();
        let mut run = Vec::new();
        for (place, column) in self.columns.iter().enumerate() {
            column.copy(&self.base_rows, members, &mut run, &mut |at, value| {
                if let Some(slot) = block.get_mut(at * width + place) {
                    *slot = value;
                }
            });
        }
    }

    /// Writes the values of neighbouring clients into `block`, client after client.
    pub fn fill_rows(&self, clients: Range<usize>, block: &mut [f64]) {
        let members: Vec<u32> = clients.map(|client| client as u32).collect();
        self.fill_members(&members, block);
    }
}

impl FeatureColumn {
    /// A feature of numbers that are kept here, free to go anywhere.
    #[must_use]
    pub fn own(name: &str, values: Vec<f64>) -> Self {
        Self {
            name: name.to_owned(),
            direction: Direction::Free,
            categories: None,
            values: FeatureValues::Own(values),
        }
    }

    /// Gives `put` the place among `members` and the value of each of them; `run` is scratch space.
    fn copy(
        &self,
        base_rows: &[u32],
        members: &[u32],
        run: &mut Vec<f64>,
        put: &mut dyn FnMut(usize, f64),
    ) {
        let members = members.iter().map(|client| *client as usize);
        match &self.values {
            FeatureValues::Own(values) => {
                members.enumerate().for_each(|(at, client)| {
                    put(at, values.get(client).copied().unwrap_or(f64::NAN));
                });
            }
            FeatureValues::Codes(codes) => members.enumerate().for_each(|(at, client)| {
                let code = codes.get(client).copied().filter(|code| *code != MISSING_CODE);
                put(at, code.map_or(f64::NAN, f64::from));
            }),
            FeatureValues::OfBase(base, column) => {
                let Some(column) = base.columns().get(*column) else { return };
                let rows: Vec<usize> = members
                    .filter_map(|client| base_rows.get(client).map(|row| *row as usize))
                    .collect();
                let (first, last) = (rows.first().copied(), rows.last().copied());
                let (Some(first), Some(last)) = (first, last) else { return };
                let is_run = rows.is_sorted() && last - first < rows.len() * WIDEST_RUN;
                if is_run {
                    run.clear();
                    run.resize(last - first + 1, f64::NAN);
                    column.copy_numbers(first..last + 1, run);
                }
                for (at, row) in rows.into_iter().enumerate() {
                    let value = if is_run { run.get(row - first).copied() } else { None };
                    put(at, value.unwrap_or_else(|| column.number(row)));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        base::{ReadOptions, open_base_bytes},
        domain::SilentJob,
    };

    fn table() -> LabelledClients {
        let columns = vec![
            FeatureColumn::own("a", vec![1.0, 2.0, 3.0]),
            FeatureColumn {
                categories: Some(vec!["x".to_owned(), "y".to_owned()]),
                values: FeatureValues::Codes(vec![1, MISSING_CODE, 0]),
                ..FeatureColumn::own("b", Vec::new())
            },
        ];
        LabelledClients::new(columns, vec![true, false, true], vec![7, 8, 9]).unwrap()
    }

    #[test]
    fn members_are_those_of_their_part() {
        let parts = [Part::Train, Part::HoldOut, Part::Train];
        let members = table().members(&parts, Part::Train);
        assert_eq!(members, [0, 2]);
        assert_eq!(table().values(0, &members), [1.0, 3.0]);
        assert_eq!(table().values(1, &members), [1.0, 0.0]);
        assert_eq!(table().labels(&members), [1.0, 1.0]);
        assert!(table().members(&parts, Part::Validation).is_empty());
        assert_eq!(table().categories(), [1]);
    }

    #[test]
    fn rows_are_laid_out_client_after_client() {
        let mut block = [0.0; 4];
        table().fill_rows(1..3, &mut block);
        assert_eq!((block[0], block[2], block[3]), (2.0, 3.0, 0.0));
        assert!(block[1].is_nan());
    }

    #[test]
    fn a_column_of_the_base_is_read_in_runs_and_one_by_one_alike() {
        let csv: String = std::iter::once("id,v\n".to_owned())
            .chain((0..200).map(|row| format!("c{row},{}.5\n", row * row)))
            .collect();
        let base =
            open_base_bytes("b.csv", csv.as_bytes(), &ReadOptions::default(), &SilentJob).unwrap();
        let column = base.column("v").unwrap();
        let values = FeatureValues::OfBase(Arc::new(base), column);
        let feature = FeatureColumn { values, ..FeatureColumn::own("v", Vec::new()) };
        let rows: Vec<u32> = (0..100).map(|client| client * 2).collect();
        let clients = LabelledClients::new(vec![feature], vec![true; 100], rows).unwrap();
        let expected = |client: u32| f64::from(4 * client * client) + 0.5;
        for members in [vec![3, 4, 6], vec![0, 99], vec![9, 2]] {
            let wanted: Vec<f64> = members.iter().map(|&client| expected(client)).collect();
            assert_eq!(clients.values(0, &members), wanted);
        }
    }

    #[test]
    fn columns_of_unequal_length_make_no_table() {
        let column = FeatureColumn::own("a", vec![1.0]);
        assert!(LabelledClients::new(vec![column], vec![true, false], vec![0, 1]).is_none());
        assert!(LabelledClients::new(vec![], vec![true], vec![]).is_none());
    }
}
