//! The bands that a column is drawn in: the same for every group, so that a group and everybody
//! can be laid over each other.

use std::collections::HashMap;

use crate::domain::{BandKind, Value};

use super::column::{Column, ColumnKind, Spread};

/// Numbers with at most this many distinct values get a band each.
const BAND_A_VALUE: usize = 12;

/// The most bands that are ever made, whatever is asked for; a class must fit a byte.
const MOST_BANDS: usize = 200;

/// The fewest bands that a distribution can be drawn in: one range over the bulk, one for each
/// tail, and one for each number that stands alone at an end.
const FEWEST_BANDS: usize = 5;

/// With at most this many bands, holding each number against every band, several at once, is faster
/// than looking for its own.
const FEW_BANDS: usize = 32;

/// The steps between round edges, in tenths of a power of ten.
const ROUND_STEPS: [u32; 4] = [10, 20, 25, 50];

/// The class of a row without a value.
pub(super) const MISSING_CLASS: u8 = u8::MAX;

/// The bands of one column. They do not overlap, and every value of the base falls into one.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bands {
    kinds: Vec<BandKind>,
    /// Where each band of numbers begins.
    starts: Vec<f64>,
    /// The band of each word that has its own; the others are in the last one.
    words: HashMap<String, u8>,
}

impl Bands {
    /// At most `most` bands for `column` (never fewer than 5 are asked for, nor more than 200
    /// made).
    ///
    /// Few distinct numbers: one band each. Otherwise round edges over the bulk of all clients,
    /// with a band below and one above for the tails, and a band of its own for a smallest or
    /// largest number that would squeeze or drown the others. Words: the most frequent ones, then
    /// one band for all others.
    pub(super) fn of(column: &Column, most: usize) -> Self {
        let most = most.clamp(FEWEST_BANDS, MOST_BANDS);
        match column.kind() {
            ColumnKind::Text => Self::of_words(column, most),
            ColumnKind::Number => match column.distinct_at_most(most.min(BAND_A_VALUE)) {
                Some(distinct) => {
                    let numbers = distinct.iter().filter_map(|(value, _)| match value {
                        Value::Number(number) => Some(*number),
                        Value::Text(_) | Value::Missing => None,
                    });
                    Self::of_kinds(numbers.map(BandKind::Number).collect())
                }
                None => column
                    .spread()
                    .map(|spread| Self::of_kinds(number_bands(spread, most)))
                    .unwrap_or_default(),
            },
        }
    }

    fn of_kinds(kinds: Vec<BandKind>) -> Self {
        let starts = kinds.iter().map(|kind| match kind {
            BandKind::Range { lower, .. } => *lower,
            BandKind::Number(number) => *number,
            BandKind::Text(_) | BandKind::OtherTexts(_) => f64::INFINITY,
        });
        Self { starts: starts.collect(), kinds, words: HashMap::new() }
    }

    fn of_words(column: &Column, most: usize) -> Self {
        let mut counted: Vec<(&str, u64)> =
            column.words().zip(column.counts().iter().skip(1).copied()).collect();
        counted.sort_by_key(|(_, clients)| std::cmp::Reverse(*clients));
        let own = if counted.len() > most { most - 1 } else { counted.len() };
        let others = counted.len() - own;
        let own_words = counted.iter().take(own).map(|(word, _)| (*word).to_owned());
        let words = own_words.clone().zip(0_u8..).collect();
        let mut kinds: Vec<_> = own_words.map(BandKind::Text).collect();
        if others > 0 {
            kinds.push(BandKind::OtherTexts(others as u64));
        }
        Self { kinds, starts: Vec::new(), words }
    }

    /// Which values fall into each band, in the order of the bands.
    #[must_use]
    pub fn kinds(&self) -> &[BandKind] {
        &self.kinds
    }

    /// The band that `value` falls into; `None` when it is missing or when no client of the base
    /// has a value of its kind. Numbers beyond all clients fall into the first or last band.
    #[must_use]
    pub fn place(&self, value: &Value) -> Option<usize> {
        let class = match value {
            Value::Number(number) => self.class_of_number(*number),
            Value::Text(word) => self.class_of_word(word),
            Value::Missing => MISSING_CLASS,
        };
        Some(usize::from(class)).filter(|band| *band < self.kinds.len())
    }

    /// The band of a number, as a byte.
    fn class_of_number(&self, number: f64) -> u8 {
        if number.is_nan() || self.starts.is_empty() {
            return MISSING_CLASS;
        }
        let begun = self.starts.partition_point(|start| *start <= number);
        begun.saturating_sub(1) as u8
    }

    /// The band of each of some numbers, as bytes.
    pub(super) fn classes_of_numbers(&self, numbers: &[f64], classes: &mut [u8]) {
        let Some((_, others)) = self.starts.split_first() else {
            return classes.fill(MISSING_CLASS);
        };
        if others.len() >= FEW_BANDS {
            for (number, class) in numbers.iter().zip(classes) {
                *class = self.class_of_number(*number);
            }
            return;
        }
        classes.fill(0);
        for start in others {
            for (number, class) in numbers.iter().zip(&mut *classes) {
                *class += u8::from(number >= start);
            }
        }
    }

    /// The band of a word, as a byte.
    pub(super) fn class_of_word(&self, word: &str) -> u8 {
        match (self.words.get(word), self.kinds.last()) {
            (Some(class), _) => *class,
            (None, Some(BandKind::OtherTexts(_))) => (self.kinds.len() - 1) as u8,
            (None, _) => MISSING_CLASS,
        }
    }
}

/// Ranges with round edges over the bulk, the tails, and the numbers that stand alone.
fn number_bands(spread: &Spread, most: usize) -> Vec<BandKind> {
    let alone = usize::from(spread.alone_low.is_some()) + usize::from(spread.alone_high.is_some());
    let edges = round_edges(spread.low, spread.high, most.saturating_sub(alone + 2).max(1));
    let above = spread.alone_high.unwrap_or(spread.rest_max);
    let mut bounds = Vec::with_capacity(edges.len() + 2);
    // What lies below the first edge is a band of its own, and so is what lies above the last.
    bounds.push(spread.rest_min);
    bounds.extend(edges.into_iter().filter(|edge| *edge > spread.rest_min && *edge < above));
    if bounds.last().is_none_or(|last| *last < above) {
        bounds.push(above);
    }
    let mut kinds = Vec::with_capacity(bounds.len() + alone);
    kinds.extend(spread.alone_low.map(BandKind::Number));
    if let [only] = bounds.as_slice() {
        kinds.push(BandKind::Number(*only));
    }
    kinds.extend(bounds.windows(2).filter_map(|bound| match bound {
        [lower, upper] => Some(BandKind::Range { lower: *lower, upper: *upper }),
        _ => None,
    }));
    kinds.extend(spread.alone_high.map(BandKind::Number));
    kinds
}

/// Multiples of the smallest round step that reach from `low` or below to beyond `high` in at
/// most `most` steps. Empty when the numbers are too large to have round edges.
fn round_edges(low: f64, high: f64, most: usize) -> Vec<f64> {
    let width = high - low;
    let magnitude = (width / most as f64).log10().floor();
    if !magnitude.is_finite() || !(-300.0..=300.0).contains(&magnitude) {
        return Vec::new();
    }
    let magnitude = magnitude as i32;
    for exponent in [magnitude, magnitude + 1, magnitude + 2] {
        for tenths in ROUND_STEPS {
            let step = edge(f64::from(tenths), exponent);
            let (first, last) = ((low / step).floor(), (high / step).floor() + 1.0);
            // Beyond 2^53 steps from zero, edges would no longer be distinct.
            if last - first <= most as f64 && first.abs().max(last.abs()) < 1e15 {
                let steps = (last - first) as u32;
                let at = |step: u32| edge((first + f64::from(step)) * f64::from(tenths), exponent);
                return (0..=steps).map(at).collect();
            }
        }
    }
    Vec::new()
}

/// `tenths` tenths of ten to the `exponent`: divided rather than multiplied by a fraction, so that
/// 0.3 is the number nearest to 0.3.
fn edge(tenths: f64, exponent: i32) -> f64 {
    match exponent - 1 {
        power @ 0.. => tenths * 10_f64.powi(power),
        power => tenths / 10_f64.powi(-power),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn bands(numbers: impl IntoIterator<Item = f64>, most: usize) -> Bands {
        Bands::of(&Column::of_numbers(numbers), most)
    }

    fn bounds(bands: &Bands) -> Vec<f64> {
        let lower = bands.starts.iter().copied();
        let last = bands.kinds.last().map(|kind| match kind {
            BandKind::Range { upper, .. } => *upper,
            BandKind::Number(number) => *number,
            BandKind::Text(_) | BandKind::OtherTexts(_) => f64::NAN,
        });
        lower.chain(last).collect()
    }

    #[test]
    fn few_numbers_get_a_band_each() {
        let bands = bands([3.0, 1.0, 2.0, f64::NAN, 3.0], 12);
        assert_eq!(bands.kinds, [1.0, 2.0, 3.0].map(BandKind::Number));
        assert_eq!(bands.place(&Value::Number(2.0)), Some(1));
        assert_eq!(bands.place(&Value::Missing), None);
        assert_eq!(bands.place(&Value::Text("2".into())), None);
    }

    #[test]
    fn edges_are_round_and_tails_do_not_squeeze_the_rest() {
        let incomes = (0..10_000).map(|row| 20_000.0 + f64::from(row) * 30.0).chain([117e6]);
        let bands = bands(incomes, 12);
        assert!(bands.kinds.len() <= 12);
        let inner: Vec<_> = bounds(&bands)[1..bands.kinds.len()].to_vec();
        assert!(inner.iter().all(|edge| edge % 25_000.0 == 0.0 || edge % 20_000.0 == 0.0));
        assert!(inner.len() >= 6, "{inner:?}");
        assert!(*bounds(&bands).last().unwrap() == 117e6);
    }

    #[test]
    fn the_code_for_no_job_does_not_squeeze_the_years() {
        let days = (0..9_000).map(|day| -f64::from(day)).chain(vec![365_243.0; 2_000]);
        let bands = bands(days, 12);
        assert_eq!(bands.kinds.last(), Some(&BandKind::Number(365_243.0)));
        assert!(bands.kinds.len() >= 8, "{:?}", bands.kinds);
        assert_eq!(bands.place(&Value::Number(365_243.0)), Some(bands.kinds.len() - 1));
        assert_eq!(bands.place(&Value::Number(0.0)), Some(bands.kinds.len() - 2));
    }

    #[test]
    fn fractions_have_clean_edges() {
        let bands = bands((0..1_000).map(|row| f64::from(row) / 1_000.0), 12);
        assert!(bounds(&bands).contains(&0.3), "{:?}", bounds(&bands));
    }

    #[test]
    fn numbers_that_stand_alone_count_among_the_bands_asked_for() {
        for numbers in [vec![1.0, -1.0, 3.0, 6.0], vec![-900.0, 1.0, 2.0, 3.0, 4.0, 5.0, 900.0]] {
            for most in 0..12 {
                let made = bands(numbers.iter().copied(), most).kinds.len();
                assert!(made <= most.max(FEWEST_BANDS), "{made} bands of {most}");
            }
        }
    }

    proptest! {
        #[test]
        fn every_number_falls_into_exactly_the_band_that_says_so(
            numbers in proptest::collection::vec(
                prop_oneof![
                    (-50..50_i32).prop_map(f64::from), -1e3..1e3_f64, proptest::num::f64::NORMAL,
                    Just(0.0),
                ], 1..400,
            ),
            most in 0_usize..70,
        ) {
            let bands = bands(numbers.iter().copied(), most);
            prop_assert!(bands.kinds.len() <= most.clamp(FEWEST_BANDS, MOST_BANDS));
            for number in numbers {
                let holding: Vec<_> = bands
                    .kinds
                    .iter()
                    .enumerate()
                    .filter(|(at, kind)| kind.contains(number, at + 1 == bands.kinds.len()))
                    .map(|(at, _)| at)
                    .collect();
                let placed = bands.place(&Value::Number(number));
                let mut class = [MISSING_CLASS];
                bands.classes_of_numbers(&[number], &mut class);
                prop_assert_eq!(placed, Some(usize::from(class[0])));
                prop_assert_eq!(holding, placed.into_iter().collect::<Vec<_>>(), "{:?}", &bands);
            }
        }
    }
}
