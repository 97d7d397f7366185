//! The cells of one column, all rows in memory.

use std::ops::Range;

use rayon::{iter::ParallelIterator as _, slice::ParallelSlice as _};

use crate::base::scan::{self, BLOCK_ROWS};

use super::codes::{Codes, MISSING_CODE};

/// One cell a row.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::base) enum Cells {
    /// The place of the row's value among the distinct values, counted from 1; 0 is missing.
    Codes(Codes),
    /// The numbers themselves; NaN is missing.
    Singles(Box<[f32]>),
    /// The numbers themselves; NaN is missing.
    Doubles(Box<[f64]>),
}

impl Cells {
    /// How many rows there are.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Codes(codes) => codes.len(),
            Self::Singles(numbers) => numbers.len(),
            Self::Doubles(numbers) => numbers.len(),
        }
    }

    /// What they take in memory.
    pub(in crate::base) fn bytes(&self) -> u64 {
        match self {
            Self::Codes(codes) => codes.bytes(),
            Self::Singles(numbers) => size_of_val::<[f32]>(numbers) as u64,
            Self::Doubles(numbers) => size_of_val::<[f64]>(numbers) as u64,
        }
    }

    /// Whether `row` has a value.
    pub(super) fn is_given(&self, row: usize) -> bool {
        match self {
            Self::Codes(codes) => codes.get(row) != MISSING_CODE,
            Self::Singles(numbers) => numbers.get(row).is_some_and(|number| !number.is_nan()),
            Self::Doubles(numbers) => numbers.get(row).is_some_and(|number| !number.is_nan()),
        }
    }

    /// The number of `row`, where `number_of` holds the number of each code; NaN when there is no
    /// such row.
    pub(super) fn number(&self, row: usize, number_of: &[f64]) -> f64 {
        match self {
            Self::Codes(codes) => {
                number_of.get(codes.get(row) as usize).copied().unwrap_or(f64::NAN)
            }
            Self::Singles(numbers) => numbers.get(row).copied().map_or(f64::NAN, f64::from),
            Self::Doubles(numbers) => numbers.get(row).copied().unwrap_or(f64::NAN),
        }
    }

    /// Writes the numbers of `rows` into `out`, where `number_of` holds the number of each code;
    /// nothing is written for rows that do not exist.
    pub(super) fn copy_numbers(&self, rows: Range<usize>, number_of: &[f64], out: &mut [f64]) {
        match self {
            Self::Codes(codes) => codes.copy_mapped(rows, number_of, out),
            Self::Singles(numbers) => {
                for (number, slot) in block(numbers, &rows).iter().zip(out) {
                    *slot = f64::from(*number);
                }
            }
            Self::Doubles(numbers) => {
                for (number, slot) in block(numbers, &rows).iter().zip(out) {
                    *slot = *number;
                }
            }
        }
    }

    /// Writes the class of each of the rows from `first` on into `out`: `by_code` holds that of
    /// each code, `of_numbers` gives those of numbers, NaN included. Nothing is written for rows
    /// that do not exist.
    pub(super) fn copy_classes(
        &self,
        first: usize,
        by_code: &[u8],
        of_numbers: impl Fn(&[f64], &mut [u8]),
        out: &mut [u8],
    ) {
        let rows = first..first + out.len();
        match self {
            Self::Codes(codes) => codes.copy_mapped(rows, by_code, out),
            Self::Singles(numbers) => {
                let mut doubles = [0.0; BLOCK_ROWS];
                let runs = block(numbers, &rows).chunks(BLOCK_ROWS);
                for (run, out) in runs.zip(out.chunks_mut(BLOCK_ROWS)) {
                    for (number, double) in run.iter().zip(&mut doubles) {
                        *double = f64::from(*number);
                    }
                    of_numbers(doubles.get(..run.len()).unwrap_or_default(), out);
                }
            }
            Self::Doubles(numbers) => of_numbers(block(numbers, &rows), out),
        }
    }

    /// How many rows hold a smaller number, and how many hold `number` itself; `None` for codes.
    pub(super) fn below_and_equal(&self, number: f64) -> Option<(u64, u64)> {
        match self {
            Self::Codes(_) => None,
            Self::Singles(numbers) => Some(below_and_equal(numbers, number)),
            Self::Doubles(numbers) => Some(below_and_equal(numbers, number)),
        }
    }

    /// The numbers that are not coded, without the missing ones.
    pub(super) fn given_numbers(&self) -> Vec<f64> {
        match self {
            Self::Singles(numbers) => {
                let given = numbers.iter().filter(|number| !number.is_nan());
                given.copied().map(f64::from).collect()
            }
            Self::Doubles(numbers) => {
                numbers.iter().copied().filter(|number| !number.is_nan()).collect()
            }
            Self::Codes(_) => Vec::new(),
        }
    }

    /// The cells of other rows: for each of `rows`, the one that stands there; missing for rows
    /// that do not exist.
    pub(super) fn gather(&self, rows: &[u32]) -> Self {
        match self {
            Self::Codes(codes) => Self::Codes(codes.gather(rows)),
            Self::Singles(numbers) => {
                let at = |row: &u32| numbers.get(*row as usize).copied().unwrap_or(f32::NAN);
                Self::Singles(rows.iter().map(at).collect())
            }
            Self::Doubles(numbers) => {
                let at = |row: &u32| numbers.get(*row as usize).copied().unwrap_or(f64::NAN);
                Self::Doubles(rows.iter().map(at).collect())
            }
        }
    }
}

fn block<'a, T>(numbers: &'a [T], rows: &Range<usize>) -> &'a [T] {
    let end = rows.end.min(numbers.len());
    numbers.get(rows.start.min(end)..end).unwrap_or_default()
}

/// How many of `numbers` are smaller than `number`, and how many are equal to it. NaN is neither.
fn below_and_equal<T: Copy + Into<f64> + Sync>(numbers: &[T], number: f64) -> (u64, u64) {
    let count = |piece: &[T]| {
        let below = piece.iter().filter(|own| (**own).into() < number).count();
        let equal = piece.iter().filter(|own| (**own).into() == number).count();
        (below as u64, equal as u64)
    };
    let both = |left: (u64, u64), right: (u64, u64)| (left.0 + right.0, left.1 + right.1);
    scan::on_all_processors(|| {
        numbers.par_chunks(scan::PIECE_ROWS).map(count).reduce(|| (0, 0), both)
    })
}
