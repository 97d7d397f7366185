//! Counts over the clients of a group: distributions, ranks and grids. Exact, on every row.

use std::{cmp::Ordering, ops::Range};

use crate::domain::{Band, BandKind, Distribution, Grid, GridCell, Outcomes, Rank, Value};

use super::{
    bands::{Bands, MISSING_CLASS},
    column::{Classes, Column, ColumnKind},
    filter::BLOCK_ROWS,
    group::{Group, ROWS_A_WORD, ones},
    outcome::{DEFAULTED, REPAID, UNKNOWN},
};

/// Outcomes a client can have.
const OUTCOMES: usize = 3;

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
    let of_number = |number: f64| bands.class_of_number(number);
    let classes = column.classify(&of_number, &|word| bands.class_of_word(word), MISSING_CLASS);
    let tally =
        tally(&[&classes], 1 + usize::from(MISSING_CLASS), group, outcomes, |[block], row| {
            block.get(row).copied().map_or(0, usize::from)
        });
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
    let class = |order: Ordering| match order {
        Ordering::Less => BELOW,
        Ordering::Equal => EQUAL,
        Ordering::Greater => ABOVE,
    };
    let of_number = |own: f64| match value {
        Value::Number(number) => own.partial_cmp(number).map_or(ABOVE, class),
        Value::Text(_) | Value::Missing => ABOVE,
    };
    let of_word = |own: &str| match value {
        Value::Text(word) => class(own.cmp(word)),
        Value::Number(_) | Value::Missing => ABOVE,
    };
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
    let classes = column.classify(&of_number, &of_word, MISSING);
    let tally = tally(&[&classes], 1 + usize::from(MISSING), group, &[], |[block], row| {
        block.get(row).copied().map_or(0, usize::from)
    });
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

/// How `group` spreads over the bands of two columns.
pub(super) fn grid(
    across: (&Column, &Bands),
    up: (&Column, &Bands),
    group: &Group,
    outcomes: &[u8],
) -> Grid {
    let (x_bands, y_bands) = (across.1, up.1);
    let of_x = |number: f64| x_bands.class_of_number(number);
    let of_y = |number: f64| y_bands.class_of_number(number);
    let x = across.0.classify(&of_x, &|word| x_bands.class_of_word(word), MISSING_CLASS);
    let y = up.0.classify(&of_y, &|word| y_bands.class_of_word(word), MISSING_CLASS);
    let (width, height) = (x_bands.kinds().len(), y_bands.kinds().len());
    let missing = width * height;
    let tally = tally(&[&x, &y], missing + 1, group, outcomes, |[x, y], row| {
        match (x.get(row), y.get(row)) {
            (Some(&x), Some(&y)) if x != MISSING_CLASS && y != MISSING_CLASS => {
                usize::from(y) * width + usize::from(x)
            }
            _ => missing,
        }
    });
    let cell = |at: usize| GridCell { count: tally.clients(at), outcomes: tally.outcomes(at) };
    Grid {
        x_bands: x_bands.kinds().to_vec(),
        y_bands: y_bands.kinds().to_vec(),
        cells: (0..missing).map(cell).collect(),
        missing: tally.clients(missing),
        missing_outcomes: tally.outcomes(missing),
    }
}

/// What became of the clients of `group`.
pub(super) fn outcomes_of(group: &Group, outcomes: &[u8]) -> Outcomes {
    let mut counts = [0_u64; OUTCOMES];
    for (word, block) in group.words().iter().zip(outcomes.chunks(ROWS_A_WORD)) {
        for outcome in ones(*word).filter_map(|bit| block.get(bit)) {
            if let Some(count) = counts.get_mut(usize::from(*outcome)) {
                *count += 1;
            }
        }
    }
    let [repaid, defaulted, _] = counts;
    Outcomes { known: repaid + defaulted, defaults: defaulted }
}

/// Counts the rows of `group` by outcome and by the cell that `cell_of` gives for the classes of
/// the row's block; a cell beyond `cells` is not counted.
fn tally<const N: usize>(
    columns: &[&Classes; N],
    cells: usize,
    group: &Group,
    outcomes: &[u8],
    cell_of: impl Fn(&[&[u8]; N], usize) -> usize,
) -> Tally {
    let mut tally = Tally(vec![[0; OUTCOMES]; cells]);
    let mut blocks = [[MISSING_CLASS; BLOCK_ROWS]; N];
    let unknown = [UNKNOWN; BLOCK_ROWS];
    for (position, words) in group.words().chunks(BLOCK_ROWS / ROWS_A_WORD).enumerate() {
        if words.iter().all(|word| *word == 0) {
            continue;
        }
        let first = position * BLOCK_ROWS;
        for (classes, block) in columns.iter().zip(&mut blocks) {
            classes.copy(first, block);
        }
        let known = outcomes.get(first..(first + BLOCK_ROWS).min(outcomes.len()));
        let outcomes = known.filter(|known| !known.is_empty()).unwrap_or(&unknown);
        let blocks = blocks.each_ref().map(<[u8; BLOCK_ROWS]>::as_slice);
        let mut count = |row: usize| {
            let outcome = outcomes.get(row).copied().unwrap_or(UNKNOWN);
            let counts = tally.0.get_mut(cell_of(&blocks, row));
            if let Some(count) = counts.and_then(|counts| counts.get_mut(usize::from(outcome))) {
                *count += 1;
            }
        };
        for (at, word) in words.iter().enumerate() {
            let rows = at * ROWS_A_WORD..(at + 1) * ROWS_A_WORD;
            if *word == u64::MAX {
                rows.for_each(&mut count);
            } else {
                ones(*word).for_each(|bit| count(rows.start + bit));
            }
        }
    }
    tally
}
