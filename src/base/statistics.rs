//! Counts over the clients of a group: distributions, ranks and grids. Exact, on every row.

use std::{cmp::Ordering, ops::Range};

use rayon::{
    iter::{IndexedParallelIterator as _, ParallelIterator as _},
    slice::ParallelSlice as _,
};

use crate::domain::{Band, BandKind, Distribution, Grid, GridCell, Outcomes, Rank, Value};

use super::{
    bands::{Bands, MISSING_CLASS},
    column::{Column, ColumnKind},
    group::{Group, ROWS_A_WORD, ones},
    outcome::{DEFAULTED, REPAID, UNKNOWN},
    scan::{self, BLOCK_ROWS, BLOCK_WORDS, PIECE_ROWS, PIECE_WORDS},
};

/// Room for the outcomes that a client can have: a power of two, so that a class and an outcome
/// are one place.
const OUTCOMES: usize = 4;

/// Places of a class and an outcome.
const PLACES: usize = (1 + u8::MAX as usize) * OUTCOMES;

/// Clients of each outcome, for each class.
#[derive(Debug, Clone)]
struct Tally(Vec<[u64; OUTCOMES]>);

impl Tally {
    fn clients(&self, class: usize) -> u64 {
        self.0.get(class).map_or(0, |counts| counts.iter().sum())
    }

    fn outcomes(&self, class: usize) -> Outcomes {
        let of = |outcome: u8| {
            self.0
                .get(class)
                .and_then(|counts| counts.get(usize::from(outcome)))
                .copied()
                .unwrap_or(0)
        };
        Outcomes { known: of(DEFAULTED) + of(REPAID), defaults: of(DEFAULTED) }
    }
}

/// How `group` spreads over `bands` of `column`. `outcomes` holds one outcome a row, or nothing.
pub(super) fn distribution(
    column: &Column,
    bands: &Bands,
    group: &Group,
    outcomes: &[u8],
) -> Distribution {
    let of_numbers = |numbers: &[f64], classes: &mut [u8]| {
        bands.classes_of_numbers(numbers, classes);
    };
    let classes = column.classify(&of_numbers, &|word| bands.class_of_word(word), MISSING_CLASS);
    let tally = tally(group, outcomes, |first, cells| classes.copy(first, cells));
    let counted = bands.kinds().iter().enumerate().map(|(class, kind)| Band {
        kind: kind.clone(),
        count: tally.clients(class),
        outcomes: tally.outcomes(class),
    });
    let missing = usize::from(MISSING_CLASS);
    let mut bands: Vec<Band> = counted.collect();
    if column.kind() == ColumnKind::Text {
        sort_by_count(&mut bands);
    }
    Distribution {
        bands,
        missing: tally.clients(missing),
        missing_outcomes: tally.outcomes(missing),
    }
}

/// The most frequent words first, all others last.
fn sort_by_count(bands: &mut [Band]) {
    bands.sort_by_key(|band| {
        (matches!(band.kind, BandKind::OtherTexts(_)), std::cmp::Reverse(band.count))
    });
}

/// Where `value` stands in `group`, words in alphabetical order. All known clients are above a
/// missing value, and above a word in a column of numbers or the other way round.
pub(super) fn rank(column: &Column, value: &Value, group: &Group) -> Rank {
    const BELOW: u8 = 0;
    const EQUAL: u8 = 1;
    const ABOVE: u8 = 2;
    const MISSING: u8 = 3;
    let of_numbers = |numbers: &[f64], classes: &mut [u8]| match value {
        Value::Number(number) => {
            for (own, class) in numbers.iter().zip(classes) {
                *class = u8::from(own >= number) + u8::from(own > number);
            }
        }
        Value::Text(_) | Value::Missing => classes.fill(ABOVE),
    };
    let of_word = |own: &str| match value {
        Value::Text(word) => match own.cmp(word) {
            Ordering::Less => BELOW,
            Ordering::Equal => EQUAL,
            Ordering::Greater => ABOVE,
        },
        Value::Number(_) | Value::Missing => ABOVE,
    };
    if let (true, Value::Missing) = (group.is_everybody(), value) {
        let missing = column.missing() as u64;
        return Rank { missing, above: column.rows() as u64 - missing, ..Rank::default() };
    }
    if let (true, Value::Number(number)) = (group.is_everybody(), value) {
        if let Some(numbers) = column.coded_numbers() {
            return rank_of_everybody(numbers, column, *number);
        }
        if let Some((below, equal)) = column.below_and_equal(*number) {
            let missing = column.missing() as u64;
            let above = column.rows() as u64 - missing - below - equal;
            return Rank { below, equal, above, missing };
        }
    }
    let classes = column.classify(&of_numbers, &of_word, MISSING);
    let tally = tally(group, &[], |first, cells| classes.copy(first, cells));
    Rank {
        below: tally.clients(usize::from(BELOW)),
        equal: tally.clients(usize::from(EQUAL)),
        above: tally.clients(usize::from(ABOVE)),
        missing: tally.clients(usize::from(MISSING)),
    }
}

/// The farthest ranks among everybody that `number` may have, and the one with the most equals;
/// no row is looked at. `None` where the exact rank is as cheap.
pub(super) fn possible_ranks(column: &Column, number: f64) -> Option<[Rank; 3]> {
    let is_known = column.kind() == ColumnKind::Text || column.distinct().is_some();
    if is_known || number.is_nan() {
        return None;
    }
    let marks = column.marks();
    let (known, missing) = (marks.known(), column.missing() as u64);
    let (least, most) = marks.below(number).into_inner();
    let rank =
        |below: u64, equal: u64| Rank { below, equal, above: known - below - equal, missing };
    Some([rank(least, 0), rank(most, 0), rank(least, most - least)])
}

/// The rank among everybody, from the clients a distinct number: no row is looked at.
fn rank_of_everybody(numbers: &[f64], column: &Column, number: f64) -> Rank {
    let counts = column.counts().get(1..).unwrap_or_default();
    let start = numbers.partition_point(|own| *own < number);
    let end = numbers.partition_point(|own| *own <= number);
    let sum = |range: Range<usize>| counts.get(range).unwrap_or_default().iter().sum();
    Rank {
        below: sum(0..start),
        equal: sum(start..end),
        above: sum(end..counts.len()),
        missing: column.missing() as u64,
    }
}

/// How `group` spreads over the bands of two columns, which have fewer than 256 cells together.
pub(super) fn grid(
    across: (&Column, &Bands),
    up: (&Column, &Bands),
    group: &Group,
    outcomes: &[u8],
) -> Grid {
    let (x_bands, y_bands) = (across.1, up.1);
    let of_x = |numbers: &[f64], classes: &mut [u8]| x_bands.classes_of_numbers(numbers, classes);
    let of_y = |numbers: &[f64], classes: &mut [u8]| y_bands.classes_of_numbers(numbers, classes);
    let x = across.0.classify(&of_x, &|word| x_bands.class_of_word(word), MISSING_CLASS);
    let y = up.0.classify(&of_y, &|word| y_bands.class_of_word(word), MISSING_CLASS);
    let (width, height) = (x_bands.kinds().len(), y_bands.kinds().len());
    let missing = usize::from(MISSING_CLASS);
    let tally = tally(group, outcomes, |first, cells| {
        let mut ups = [MISSING_CLASS; BLOCK_ROWS];
        x.copy(first, cells);
        y.copy(first, &mut ups);
        for (cell, up) in cells.iter_mut().zip(ups) {
            let is_missing = *cell == MISSING_CLASS || up == MISSING_CLASS;
            let place = up.wrapping_mul(width as u8).wrapping_add(*cell);
            *cell = if is_missing { MISSING_CLASS } else { place };
        }
    });
    let cell = |at: usize| GridCell { count: tally.clients(at), outcomes: tally.outcomes(at) };
    Grid {
        x_bands: x_bands.kinds().to_vec(),
        y_bands: y_bands.kinds().to_vec(),
        cells: (0..width * height).map(cell).collect(),
        missing: tally.clients(missing),
        missing_outcomes: tally.outcomes(missing),
    }
}

/// Counts the rows of `group` by outcome and by cell, on all processors. `cells_of` writes the cell
/// of each row of a block that begins at a row; what it writes for rows beyond the last one counts
/// for nothing.
fn tally(group: &Group, outcomes: &[u8], cells_of: impl Fn(usize, &mut [u8]) + Sync) -> Tally {
    let pieces = || {
        let pieces = group.words().par_chunks(PIECE_WORDS).enumerate();
        pieces
            .map(|(piece, words)| tally_piece(words, piece * PIECE_ROWS, outcomes, &cells_of))
            .reduce(
                || [0; PLACES],
                |mut sum, counts| {
                    sum.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
                    sum
                },
            )
    };
    Tally(scan::on_all_processors(pieces).as_chunks().0.to_vec())
}

/// The same for the rows of these words, the first of which begins at row `first`.
fn tally_piece(
    words: &[u64],
    first: usize,
    outcomes: &[u8],
    cells_of: &impl Fn(usize, &mut [u8]),
) -> [u64; PLACES] {
    let mut counts = [0; PLACES];
    let mut cells = [MISSING_CLASS; BLOCK_ROWS];
    for (words, first) in words.chunks(BLOCK_WORDS).zip((first..).step_by(BLOCK_ROWS)) {
        if words.iter().all(|word| *word == 0) {
            continue;
        }
        cells_of(first, &mut cells);
        let mut places = cells.map(|cell| u16::from(cell) * OUTCOMES as u16 + u16::from(UNKNOWN));
        let known = outcomes.get(first..).unwrap_or_default();
        for (place, outcome) in places.iter_mut().zip(known) {
            *place = *place - u16::from(UNKNOWN) + u16::from(*outcome);
        }
        let mut count = |place: &u16| {
            if let Some(count) = counts.get_mut(usize::from(*place)) {
                *count += 1;
            }
        };
        for (word, places) in words.iter().zip(places.as_chunks::<ROWS_A_WORD>().0) {
            if *word == u64::MAX {
                for place in places {
                    count(place);
                }
            } else {
                for place in ones(*word).filter_map(|bit| places.get(bit)) {
                    count(place);
                }
            }
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    /// More rows than one processor takes at a time, the last piece not whole.
    const ROWS: usize = 2 * PIECE_ROWS + 1_234;

    /// Numbers of which there are too many for codes, some of them missing; and one of few.
    fn columns() -> [Column; 2] {
        let of = |row: usize, modulus: usize| (row * 7_919 % modulus) as f64;
        let many =
            (0..ROWS).map(|row| if row % 11 == 0 { f64::NAN } else { of(row, 50_021) * 0.1 });
        [Column::of_numbers(many), Column::of_numbers((0..ROWS).map(|row| of(row, 37)))]
    }

    fn group() -> Group {
        Group::of_rows(ROWS, (0..ROWS).filter(|row| row % 3 != 0 || row / 5_000 == 2))
    }

    #[test]
    fn everybody_of_a_group_is_counted_once_in_the_right_band() {
        let outcomes: Vec<u8> = (0..ROWS).map(|row| (row % 3) as u8).collect();
        let group = group();
        for column in columns() {
            let bands = Bands::of(&column, 12);
            let counted = distribution(&column, &bands, &group, &outcomes);
            let mut expected = vec![(0, Outcomes::default()); bands.kinds().len() + 1];
            for row in group.rows() {
                let band = bands.place(&column.value(row)).unwrap_or(bands.kinds().len());
                expected[band].0 += 1;
                expected[band].1.known += u64::from(outcomes[row] != UNKNOWN);
                expected[band].1.defaults += u64::from(outcomes[row] == DEFAULTED);
            }
            let found = counted.bands.iter().map(|band| (band.count, band.outcomes));
            let missing = (counted.missing, counted.missing_outcomes);
            assert_eq!(found.chain([missing]).collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn a_rank_counts_every_client_of_the_group() {
        let group = group();
        for column in columns() {
            for own in [0.0, 17.0, 1_234.5, 9e9] {
                let found = rank(&column, &Value::Number(own), &group);
                let count = |is_meant: &dyn Fn(f64) -> bool| {
                    group.rows().filter(|row| is_meant(column.number(*row))).count() as u64
                };
                let expected = Rank {
                    below: count(&|number| number < own),
                    equal: count(&|number| number == own),
                    above: count(&|number| number > own),
                    missing: count(&f64::is_nan),
                };
                assert_eq!(found, expected, "{own}");
            }
        }
    }

    #[test]
    fn a_grid_counts_both_columns_at_once() {
        let ([many, few], group) = (columns(), group());
        let (across, up) = (Bands::of(&many, 12), Bands::of(&few, 12));
        let counted = grid((&many, &across), (&few, &up), &group, &[]);
        let width = across.kinds().len();
        let mut expected = vec![0; width * up.kinds().len()];
        let mut missing = 0;
        for row in group.rows() {
            match (across.place(&many.value(row)), up.place(&few.value(row))) {
                (Some(x), Some(y)) => expected[y * width + x] += 1,
                _ => missing += 1,
            }
        }
        let found: Vec<u64> = counted.cells.iter().map(|cell| cell.count).collect();
        assert_eq!((found, counted.missing), (expected, missing));
    }
}
