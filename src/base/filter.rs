//! Which rows meet a condition.

use rayon::{
    iter::{IndexedParallelIterator as _, ParallelIterator as _},
    slice::ParallelSliceMut as _,
};

use crate::domain::{Condition, Value};

use super::{
    column::{Column, OfNumbers},
    group::{Group, ROWS_A_WORD},
    scan::{self, BLOCK_ROWS, BLOCK_WORDS, PIECE_ROWS, PIECE_WORDS},
};

/// The rows of `column` that meet `condition`. A range keeps no words; a word is met by the same
/// word only, a number by the same number.
pub(super) fn rows_that_meet(column: &Column, condition: &Condition) -> Group {
    match condition {
        Condition::Missing => keep(column, &|_, kept| kept.fill(0), &|_| false, true),
        Condition::Range { min, max, or_missing } => {
            let least = min.unwrap_or(f64::NEG_INFINITY);
            let most = max.unwrap_or(f64::INFINITY);
            let within = |numbers: &[f64], kept: &mut [u8]| {
                for (number, kept) in numbers.iter().zip(kept) {
                    *kept = u8::from(*number >= least) & u8::from(*number <= most);
                }
            };
            keep(column, &within, &|_| false, *or_missing)
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
            let is_one_of = |others: &[f64], kept: &mut [u8]| {
                for (number, kept) in others.iter().zip(kept) {
                    let found = numbers.binary_search_by(|own| own.total_cmp(number));
                    *kept = u8::from(found.is_ok());
                }
            };
            keep(
                column,
                &is_one_of,
                &|word| words.binary_search(&word).is_ok(),
                values.contains(&Value::Missing),
            )
        }
    }
}

fn keep(
    column: &Column,
    numbers: OfNumbers<'_>,
    word: &dyn Fn(&str) -> bool,
    missing: bool,
) -> Group {
    let classes = column.classify(numbers, &|text| u8::from(word(text)), u8::from(missing));
    let rows = column.rows();
    let mut words = vec![0; rows.div_ceil(ROWS_A_WORD)];
    scan::on_all_processors(|| {
        words.par_chunks_mut(PIECE_WORDS).enumerate().for_each(|(piece, words)| {
            let mut block = [0; BLOCK_ROWS];
            let firsts = (piece * PIECE_ROWS..).step_by(BLOCK_ROWS);
            for (words, first) in words.chunks_mut(BLOCK_WORDS).zip(firsts) {
                classes.copy(first, &mut block);
                for (word, bytes) in words.iter_mut().zip(block.as_chunks().0) {
                    *word = pack(bytes);
                }
            }
        });
    });
    Group::new(words, rows)
}

/// The lowest bit of each byte, the first byte lowest.
fn pack(bytes: &[u8; ROWS_A_WORD]) -> u64 {
    /// Moves bit 0 of byte `i` to bit `56 + i`, for all eight at once.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    const LOWEST_BITS: u64 = 0x0101_0101_0101_0101;
    bytes.as_chunks().0.iter().rev().fold(0, |word, eight| {
        let bits = u64::from_le_bytes(*eight) & LOWEST_BITS;
        word << 8 | bits.wrapping_mul(GATHER) >> 56
    })
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
