//! The band of every client in one column, and the conditions that keep the clients of a band.
//!
//! For whoever holds something else than outcomes against a column, such as what a feature does to
//! the score. Depends on columns and bands. **Invariant**: a condition keeps exactly the clients who
//! stand in its band.

use crate::domain::{BandKind, Condition, Value};

use super::{
    bands::{Bands, MISSING_CLASS},
    client_base::ClientBase,
    column::{Column, ColumnKind},
};

/// All other words of a column are named one by one in a condition while there are at most so many.
const MOST_WORDS: usize = 1_000;

/// Rows whose numbers are looked at in one go.
const ROWS_AT_ONCE: usize = 16_384;

/// The band of every client of a base in one column.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Placed {
    bands: Bands,
    by_row: Vec<u8>,
}

impl Placed {
    /// What [`Placed::by_row`] holds for a client without a value.
    pub const MISSING: u8 = MISSING_CLASS;

    /// The bands.
    #[must_use]
    pub fn bands(&self) -> &Bands {
        &self.bands
    }

    /// The place of the band of each client among [`Bands::kinds`], or [`Placed::MISSING`].
    #[must_use]
    pub fn by_row(&self) -> &[u8] {
        &self.by_row
    }

    /// The same, taken out.
    #[must_use]
    pub fn into_by_row(self) -> Vec<u8> {
        self.by_row
    }
}

impl ClientBase {
    /// The band of every client in a column, in at most `most` bands (5 at least, 200 at most);
    /// everybody is missing in a column that does not exist.
    #[must_use]
    pub fn placed(&self, column: usize, most: usize) -> Placed {
        let mut by_row = vec![MISSING_CLASS; self.rows()];
        let Some(column) = self.columns().get(column) else {
            return Placed { bands: Bands::default(), by_row };
        };
        let bands = Bands::of(column, most);
        let of_numbers = |numbers: &[f64], classes: &mut [u8]| {
            bands.classes_of_numbers(numbers, classes);
        };
        let classes =
            column.classify(&of_numbers, &|word| bands.class_of_word(word), MISSING_CLASS);
        classes.copy(0, &mut by_row);
        Placed { bands, by_row }
    }

    /// The condition that keeps the clients of each band of a column, in the order of the bands;
    /// `None` where a band holds more words than a condition can name.
    ///
    /// A range ends with the largest number that a client of its band has: a condition holds both
    /// its bounds, a band only the lower one.
    #[must_use]
    pub fn conditions(&self, column: usize, bands: &Bands) -> Vec<Option<Condition>> {
        let Some(column) = self.columns().get(column) else { return Vec::new() };
        let is_by_number = bands.kinds().iter().all(|kind| matches!(kind, BandKind::Number(_)));
        let largest = largest_numbers(column, bands);
        let conditions = bands.kinds().iter().zip(largest).map(|(kind, largest)| match kind {
            BandKind::Range { lower, .. } => Some(range(*lower, largest.unwrap_or(*lower))),
            BandKind::Number(number) if is_by_number => Some(any_of([Value::Number(*number)])),
            BandKind::Number(number) => Some(range(*number, *number)),
            BandKind::Text(word) => Some(any_of([Value::Text(word.clone())])),
            BandKind::OtherTexts(words) => {
                (*words <= MOST_WORDS as u64).then(|| any_of(other_words(column, bands)))
            }
        });
        conditions.collect()
    }
}

fn range(min: f64, max: f64) -> Condition {
    Condition::Range { min: Some(min), max: Some(max), or_missing: false }
}

fn any_of(values: impl IntoIterator<Item = Value>) -> Condition {
    Condition::AnyOf(values.into_iter().collect())
}

/// The words that have no band of their own.
fn other_words(column: &Column, bands: &Bands) -> Vec<Value> {
    let has_no_band = |word: &&str| {
        !bands.kinds().iter().any(|kind| matches!(kind, BandKind::Text(own) if own == word))
    };
    column.words().filter(has_no_band).map(|word| Value::Text(word.to_owned())).collect()
}

/// The largest number of each band; `None` for a band without one.
fn largest_numbers(column: &Column, bands: &Bands) -> Vec<Option<f64>> {
    let mut largest = vec![None; bands.kinds().len()];
    if column.kind() == ColumnKind::Text {
        return largest;
    }
    let mut classes = vec![MISSING_CLASS; ROWS_AT_ONCE];
    let mut note = |numbers: &[f64]| {
        bands.classes_of_numbers(numbers, classes.get_mut(..numbers.len()).unwrap_or_default());
        for (number, class) in numbers.iter().zip(&classes).filter(|(number, _)| !number.is_nan()) {
            let slot = largest.get_mut(usize::from(*class));
            if let Some(slot) = slot.filter(|slot| slot.is_none_or(|largest| largest < *number)) {
                *slot = Some(*number);
            }
        }
    };
    if let Some(numbers) = column.coded_numbers() {
        // A table may know numbers that no client has: they lie in the band all the same.
        numbers.chunks(ROWS_AT_ONCE).for_each(note);
        return largest;
    }
    let mut numbers = vec![f64::NAN; ROWS_AT_ONCE];
    for first in (0..column.rows()).step_by(ROWS_AT_ONCE) {
        let taken = ROWS_AT_ONCE.min(column.rows() - first);
        let numbers = numbers.get_mut(..taken).unwrap_or_default();
        column.copy_numbers(first..first + taken, numbers);
        note(numbers);
    }
    largest
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::base::filter::rows_that_meet;

    /// The clients whom each condition keeps, beside those of its band.
    fn check(column: &Column, most: usize) {
        let base = ClientBase::of_columns(vec![column.clone()]);
        let placed = base.placed(0, most);
        assert_eq!(placed.by_row().len(), column.rows());
        let conditions = base.conditions(0, placed.bands());
        assert_eq!(conditions.len(), placed.bands().kinds().len());
        for (band, condition) in (0_u8..).zip(&conditions) {
            let kept = rows_that_meet(column, condition.as_ref().unwrap());
            let standing =
                (0..column.rows()).filter(|row| placed.by_row()[*row] == band).collect::<Vec<_>>();
            assert_eq!(kept.rows().collect::<Vec<_>>(), standing, "{condition:?}");
        }
        let missing = rows_that_meet(column, &Condition::Missing);
        let without = (0..column.rows()).filter(|row| placed.by_row()[*row] == Placed::MISSING);
        assert!(missing.rows().eq(without));
    }

    #[test]
    fn more_words_than_a_condition_can_name_have_none() {
        let words: Vec<String> = (0..1_200).map(|word| format!("word {word}")).collect();
        let column = Column::of_words(words.iter().map(|word| Some(word.as_str())));
        let base = ClientBase::of_columns(vec![column]);
        let bands = base.bands(0, 12);
        let conditions = base.conditions(0, &bands);
        assert_eq!(conditions.last(), Some(&None));
        assert!(conditions.iter().rev().skip(1).all(Option::is_some));
    }

    proptest! {
        #[test]
        fn a_condition_keeps_exactly_the_clients_of_its_band(
            cells in proptest::collection::vec(
                prop_oneof![
                    Just(f64::NAN), (-9..9_i32).prop_map(f64::from), -1e3..1e3_f64, Just(365_243.0),
                ], 1..400,
            ),
            most in 5_usize..20,
        ) {
            check(&Column::of_numbers(cells), most);
        }

        #[test]
        fn words_are_kept_one_by_one(
            cells in proptest::collection::vec(proptest::option::of("[a-z]"), 1..200),
            most in 5_usize..12,
        ) {
            check(&Column::of_words(cells.iter().map(Option::as_deref)), most);
        }
    }

    #[test]
    fn many_different_numbers_are_kept_as_exactly() {
        check(&Column::of_numbers((0..20_000).map(|row| f64::from(row) * 1.1)), 12);
    }
}
