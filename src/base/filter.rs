//! Which rows meet a condition.

use crate::domain::{Condition, Value};

use super::{
    column::Column,
    group::{Group, ROWS_A_WORD},
};

/// How many rows are looked at in one go; a whole number of words.
pub(super) const BLOCK_ROWS: usize = 16 * ROWS_A_WORD;

/// The rows of `column` that meet `condition`. A range keeps no words; a word is met by the same
/// word only, a number by the same number.
pub(super) fn rows_that_meet(column: &Column, condition: &Condition) -> Group {
    match condition {
        Condition::Missing => keep(column, &|_| false, &|_| false, true),
        Condition::Range { min, max, or_missing } => {
            let least = min.unwrap_or(f64::NEG_INFINITY);
            let most = max.unwrap_or(f64::INFINITY);
            keep(column, &|number| number >= least && number <= most, &|_| false, *or_missing)
        }
        Condition::AnyOf(values) => {
            let mut numbers: Vec<f64> = Vec::new();
            let mut words: Vec<&str> = Vec::new();
            for value in values {
                match value {
                    Value::Number(number) => numbers.push(number + 0.0),
                    Value::Text(word) => words.push(word),
                    Value::Missing => {}
                }
            }
            numbers.sort_unstable_by(f64::total_cmp);
            words.sort_unstable();
            keep(
                column,
                &|number| numbers.binary_search_by(|own| own.total_cmp(&number)).is_ok(),
                &|word| words.binary_search(&word).is_ok(),
                values.contains(&Value::Missing),
            )
        }
    }
}

fn keep(
    column: &Column,
    number: &(dyn Fn(f64) -> bool + Sync),
    word: &dyn Fn(&str) -> bool,
    missing: bool,
) -> Group {
    let of_number = |value: f64| u8::from(number(value));
    let classes = column.classify(&of_number, &|text| u8::from(word(text)), u8::from(missing));
    let rows = column.rows();
    let mut words = Vec::with_capacity(rows.div_ceil(ROWS_A_WORD));
    let mut block = [0_u8; BLOCK_ROWS];
    for first in (0..rows).step_by(BLOCK_ROWS) {
        let taken = BLOCK_ROWS.min(rows - first);
        let block = block.get_mut(..taken).unwrap_or_default();
        classes.copy(first, block);
        words.extend(block.chunks(ROWS_A_WORD).map(pack));
    }
    Group::new(words, rows)
}

/// The lowest bit of each of up to 64 bytes, the first byte lowest.
fn pack(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |word, byte| word << 1 | u64::from(byte & 1))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn meets(value: &Value, condition: &Condition) -> bool {
        match (condition, value) {
            (Condition::Missing, Value::Missing) => true,
            (Condition::Range { or_missing, .. }, Value::Missing) => *or_missing,
            (Condition::Range { min, max, .. }, Value::Number(number)) => {
                min.is_none_or(|min| *number >= min) && max.is_none_or(|max| *number <= max)
            }
            (Condition::AnyOf(values), value) => values.contains(value),
            _ => false,
        }
    }

    fn conditions() -> impl Strategy<Value = Condition> {
        let bound = proptest::option::of((-6..6_i32).prop_map(f64::from));
        let value = prop_oneof![
            Just(Value::Missing),
            (-6..6_i32).prop_map(|number| Value::Number(f64::from(number))),
            "[a-d]".prop_map(Value::Text),
        ];
        prop_oneof![
            Just(Condition::Missing),
            proptest::collection::vec(value, 0..4).prop_map(Condition::AnyOf),
            (bound.clone(), bound, any::<bool>())
                .prop_map(|(min, max, or_missing)| Condition::Range { min, max, or_missing }),
        ]
    }

    proptest! {
        #[test]
        fn numbers_are_kept_as_the_condition_says(
            cells in proptest::collection::vec(
                proptest::option::of((-6..6_i32).prop_map(f64::from)), 0..3_000,
            ),
            condition in conditions(),
        ) {
            let numbers = cells.iter().map(|cell| cell.unwrap_or(f64::NAN));
            let column = Column::of_numbers(numbers);
            let kept = rows_that_meet(&column, &condition);
            for row in 0..cells.len() {
                prop_assert_eq!(kept.contains(row), meets(&column.value(row), &condition));
            }
        }

        #[test]
        fn words_are_kept_as_the_condition_says(
            cells in proptest::collection::vec(proptest::option::of("[a-d]"), 0..300),
            condition in conditions(),
        ) {
            let column =
                Column::of_words(cells.iter().map(Option::as_deref));
            let kept = rows_that_meet(&column, &condition);
            for row in 0..cells.len() {
                prop_assert_eq!(kept.contains(row), meets(&column.value(row), &condition));
            }
        }
    }

    #[test]
    fn a_range_on_many_different_numbers_is_exact() {
        let cells = (0..90_000).map(|row| f64::from(row) * 1.1);
        let column = Column::of_numbers(cells);
        let condition = Condition::Range { min: Some(1.1), max: Some(2.2), or_missing: true };
        let kept = rows_that_meet(&column, &condition);
        assert_eq!(kept.rows().collect::<Vec<_>>(), [1, 2]);
    }
}
