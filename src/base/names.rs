//! How a feature finds its column.
//!
//! By its exact name; else by the name that `LightGBM` would write for it: white space and the
//! characters that JSON reserves become `_`. Two columns that become the same name are ambiguous,
//! and nothing is guessed between them.

use std::collections::HashMap;

/// The columns of a base, to be looked up by name.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    exact: HashMap<String, usize>,
    cleaned: HashMap<String, Vec<usize>>,
}

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named<'a> {
    /// This column.
    Column(usize),
    /// One of these columns; nobody can tell which.
    Ambiguous(&'a [usize]),
    /// No column.
    Nothing,
}

impl Names {
    /// The names of these columns in their order; of two equal names the first counts.
    pub(super) fn new<'a>(columns: impl IntoIterator<Item = &'a str>) -> Self {
        let mut names = Self::default();
        for (column, name) in columns.into_iter().enumerate() {
            names.exact.entry(name.to_owned()).or_insert(column);
            names.cleaned.entry(clean(name)).or_default().push(column);
        }
        names
    }

    /// The column of exactly this name.
    pub(super) fn exact(&self, name: &str) -> Option<usize> {
        self.exact.get(name).copied()
    }

    /// The column that a feature of this name reads.
    pub(super) fn find(&self, feature: &str) -> Named<'_> {
        if let Some(column) = self.exact(feature) {
            return Named::Column(column);
        }
        match self.cleaned.get(&clean(feature)).map(Vec::as_slice) {
            None | Some([]) => Named::Nothing,
            Some([column]) => Named::Column(*column),
            Some(columns) => Named::Ambiguous(columns),
        }
    }
}

/// `name` as `LightGBM` writes it into a model file.
#[must_use]
pub fn clean(name: &str) -> String {
    name.chars()
        .map(|character| match character {
            ',' | '[' | ']' | '{' | '}' | ':' | '"' => '_',
            other if other.is_whitespace() => '_',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exact_name_wins_over_a_cleaned_one() {
        let names = Names::new(["rate [%]", "rate__%_", "a b", "a:b", "plain"]);
        assert_eq!(names.find("rate__%_"), Named::Column(1));
        assert_eq!(names.find("rate [%]"), Named::Column(0));
        assert_eq!(names.find("plain"), Named::Column(4));
        assert_eq!(names.find("a b"), Named::Column(2));
        assert_eq!(names.find("a_b"), Named::Ambiguous(&[2, 3]));
        assert_eq!(names.find("PLAIN"), Named::Nothing);
    }

    #[test]
    fn both_sides_are_cleaned() {
        let names = Names::new(["default payment next month", "x,y"]);
        assert_eq!(names.find("default_payment_next_month"), Named::Column(0));
        assert_eq!(names.find("x y"), Named::Column(1));
    }
}
