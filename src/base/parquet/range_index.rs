//! The index that pandas writes as a rule instead of a column.
//!
//! When a table was indexed by consecutive identifiers, the file holds no column for them: only
//! "`SK_ID_CURR` counts from 100001 in steps of 1" among its notes.

use std::ops::Range;

use serde_json::Value;

/// A column of numbers in equal steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RangeIndex {
    /// Its name.
    pub(super) name: String,
    start: i64,
    step: i64,
}

impl RangeIndex {
    /// The named index of a table of so many rows, as pandas describes it; `None` when its index
    /// has no name, is a column of the file, or does not fit the rows.
    pub(super) fn of(pandas: &str, rows: usize) -> Option<Self> {
        let pandas: Value = serde_json::from_str(pandas).ok()?;
        let [index] = pandas.get("index_columns")?.as_array()?.as_slice() else {
            return None;
        };
        let whole = |key: &str| index.get(key).and_then(Value::as_i64);
        let (start, step) = (whole("start")?, whole("step")?);
        let end = i64::try_from(rows).ok()?.checked_mul(step)?.checked_add(start)?;
        let name = index.get("name")?.as_str().filter(|name| !name.is_empty())?.to_owned();
        (whole("stop") == Some(end) && step != 0).then_some(Self { name, start, step })
    }

    /// Its numbers for some rows.
    pub(super) fn numbers(&self, rows: Range<usize>) -> Vec<i64> {
        // The last number of the table was seen to fit.
        let row = |row: usize| i64::try_from(row).unwrap_or(i64::MAX);
        rows.map(|at| row(at).wrapping_mul(self.step).wrapping_add(self.start)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(index: &str, rows: usize) -> Option<RangeIndex> {
        RangeIndex::of(&format!("{{\"index_columns\": [{index}]}}"), rows)
    }

    #[test]
    fn a_named_range_is_a_column() {
        let range = r#"{"kind": "range", "name": "ID", "start": 7, "stop": 13, "step": 2}"#;
        let index = index(range, 3).unwrap();
        assert_eq!((index.name.as_str(), index.numbers(0..3)), ("ID", vec![7, 9, 11]));
        assert_eq!(index.numbers(1..2), [9]);
    }

    #[test]
    fn what_does_not_fit_is_no_column() {
        for (other, rows) in [
            (r#"{"kind": "range", "name": null, "start": 0, "stop": 3, "step": 1}"#, 3),
            (r#"{"kind": "range", "name": "ID", "start": 0, "stop": 4, "step": 1}"#, 3),
            (r#"{"kind": "range", "name": "ID", "start": 0, "stop": 0, "step": 0}"#, 3),
            (r#"{"name": "ID", "start": 9223372036854775807, "stop": 1, "step": 9}"#, 3),
            (r#""SK_ID_CURR""#, 3),
            ("", 3),
        ] {
            assert_eq!(index(other, rows), None, "{other}");
        }
        assert_eq!(RangeIndex::of("not json", 3), None);
    }
}
