//! The clients that a model learns from: one column of numbers per feature, and what happened.
//!
//! Depends on the other files of this layer only; `source` makes a table out of a client base.
//! Invariant: all columns and the outcomes have one value per client, a missing number is NaN, and
//! no number is infinite.

use std::ops::Range;

use super::{options::Direction, split::Part};

/// Clients whose outcome is known.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelledClients {
    columns: Vec<FeatureColumn>,
    defaulted: Vec<bool>,
    base_rows: Vec<u32>,
}

/// One feature of all clients of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct FeatureColumn {
    /// The feature's name, as LightGBM writes it.
    pub name: String,
    /// Where the risk may go when the number grows.
    pub direction: Direction,
    /// One number per client, NaN for missing.
    pub values: Vec<f64>,
}

/// Values and outcomes of some clients, as LightGBM takes them.
#[derive(Debug, Clone, PartialEq)]
pub struct Matrix {
    /// The values, column after column, each with one value per client.
    pub by_column: Vec<f64>,
    /// 1 for a client who defaulted, 0 for one who repaid.
    pub labels: Vec<f32>,
}

impl LabelledClients {
    /// A table of clients: `base_rows` says on which row of the base each of them stands.
    ///
    /// `None` when the columns, the outcomes and the rows are not equally long.
    #[must_use]
    pub fn new(
        columns: Vec<FeatureColumn>,
        defaulted: Vec<bool>,
        base_rows: Vec<u32>,
    ) -> Option<Self> {
        let clients = defaulted.len();
        let whole = base_rows.len() == clients
            && columns.iter().all(|column| column.values.len() == clients);
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

    /// The clients of one part; `parts` has one entry per client.
    #[must_use]
    pub fn part(&self, parts: &[Part], part: Part) -> Matrix {
        let belongs = |value: &(_, &Part)| *value.1 == part;
        let mut by_column = Vec::new();
        for column in &self.columns {
            let values = column.values.iter().zip(parts).filter(|(_, own)| **own == part);
            by_column.extend(values.map(|(value, _)| *value));
        }
        let labels = self
            .defaulted
            .iter()
            .zip(parts)
            .filter(belongs)
            .map(|(defaulted, _)| f32::from(u8::from(*defaulted)))
            .collect();
        Matrix { by_column, labels }
    }

    /// Writes the values of `clients` into `block`, client after client, one value per feature.
    pub fn fill_rows(&self, clients: Range<usize>, block: &mut [f64]) {
        let width = self.columns.len().max(1);
        for (row, client) in block.chunks_exact_mut(width).zip(clients) {
            for (slot, column) in row.iter_mut().zip(&self.columns) {
                *slot = column.values.get(client).copied().unwrap_or(f64::NAN);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> LabelledClients {
        let column = |name: &str, values: [f64; 3]| FeatureColumn {
            name: name.to_owned(),
            direction: Direction::Free,
            values: values.to_vec(),
        };
        let columns = vec![column("a", [1.0, 2.0, 3.0]), column("b", [4.0, 5.0, 6.0])];
        LabelledClients::new(columns, vec![true, false, true], vec![7, 8, 9]).unwrap()
    }

    #[test]
    fn a_part_is_laid_out_column_after_column() {
        let parts = [Part::Train, Part::HoldOut, Part::Train];
        let train = table().part(&parts, Part::Train);
        assert_eq!(train.by_column, [1.0, 3.0, 4.0, 6.0]);
        assert_eq!(train.labels, [1.0, 1.0]);
        assert!(table().part(&parts, Part::Validation).labels.is_empty());
    }

    #[test]
    fn rows_are_laid_out_client_after_client() {
        let mut block = [0.0; 4];
        table().fill_rows(1..3, &mut block);
        assert_eq!(block, [2.0, 5.0, 3.0, 6.0]);
    }

    #[test]
    fn columns_of_unequal_length_make_no_table() {
        let column =
            FeatureColumn { name: "a".to_owned(), direction: Direction::Free, values: vec![1.0] };
        assert_eq!(LabelledClients::new(vec![column], vec![true, false], vec![0, 1]), None);
        assert_eq!(LabelledClients::new(vec![], vec![true], vec![]), None);
    }
}
