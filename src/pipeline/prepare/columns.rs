//! Columns of numbers, found by their names.
//!
//! Depends on nothing. Invariant: all columns are equally long; a number is an `f64` (whole numbers
//! up to 2^53 are exact; a narrower type would overflow in differences), and what is missing is NaN.

use std::sync::Arc;

use super::expressions::Expression;

/// Columns of numbers.
#[derive(Debug, Clone, Default)]
pub(super) struct Columns {
    names: Vec<String>,
    /// Shared by whoever puts more columns beside the same ones.
    values: Vec<Arc<Vec<f64>>>,
}

impl Columns {
    /// One more column; one of this name is replaced.
    pub(super) fn put(&mut self, name: &str, values: Vec<f64>) {
        let values = Arc::new(values);
        let at = self.names.iter().position(|own| own == name);
        if let Some(own) = at.and_then(|at| self.values.get_mut(at)) {
            *own = values;
        } else {
            self.names.push(name.to_owned());
            self.values.push(values);
        }
    }

    /// The column called `name`; `None` when there is none.
    pub(super) fn get(&self, name: &str) -> Option<&[f64]> {
        let at = self.names.iter().position(|own| own == name)?;
        self.values.get(at).map(|values| values.as_slice())
    }

    /// All columns in the order in which they came.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &[f64])> {
        self.names
            .iter()
            .map(String::as_str)
            .zip(self.values.iter().map(|values| values.as_slice()))
    }

    /// Puts the columns that `expressions` describe beside them; each may use those before it. One
    /// that reads a column that is not there is left out.
    pub(super) fn compute(&mut self, expressions: &[Expression]) {
        for expression in expressions {
            if let Some(values) = expression.of_columns(|name| self.get(name)) {
                self.put(expression.name, values);
            }
        }
    }
}
