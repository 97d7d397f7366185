//! One small number a row, in as few bytes as the largest one needs.

use std::ops::Range;

/// The code of a row without a value.
pub(in crate::base) const MISSING_CODE: u32 = 0;

/// One code a row: [`MISSING_CODE`], or the place of the row's value among the distinct values of
/// the column, counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::base) enum Codes {
    /// At most 255 distinct values.
    Narrow(Vec<u8>),
    /// At most 65 535 distinct values.
    Wide(Vec<u16>),
    /// Any number of distinct values.
    Full(Vec<u32>),
}

impl Default for Codes {
    fn default() -> Self {
        Self::Narrow(Vec::new())
    }
}

impl Codes {
    /// One more row; the codes become wider when this one does not fit.
    pub(super) fn push(&mut self, code: u32) {
        match self {
            Self::Narrow(codes) => match u8::try_from(code) {
                Ok(code) => codes.push(code),
                Err(_) => self.widen_and_push(code),
            },
            Self::Wide(codes) => match u16::try_from(code) {
                Ok(code) => codes.push(code),
                Err(_) => self.widen_and_push(code),
            },
            Self::Full(codes) => codes.push(code),
        }
    }

    #[cold]
    fn widen_and_push(&mut self, code: u32) {
        *self = match std::mem::take(self) {
            Self::Narrow(codes) => Self::Wide(codes.into_iter().map(u16::from).collect()),
            Self::Wide(codes) => Self::Full(codes.into_iter().map(u32::from).collect()),
            full @ Self::Full(_) => full,
        };
        self.push(code);
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Narrow(codes) => codes.len(),
            Self::Wide(codes) => codes.len(),
            Self::Full(codes) => codes.len(),
        }
    }

    /// The code of `row`; missing when there is no such row.
    pub(super) fn get(&self, row: usize) -> u32 {
        match self {
            Self::Narrow(codes) => codes.get(row).copied().map_or(MISSING_CODE, u32::from),
            Self::Wide(codes) => codes.get(row).copied().map_or(MISSING_CODE, u32::from),
            Self::Full(codes) => codes.get(row).copied().unwrap_or(MISSING_CODE),
        }
    }

    /// Writes `value_of[code]` of each row into `out`; what `value_of` does not hold stays as it
    /// is. As many rows are written as `rows`, the column and `out` have in common.
    pub(super) fn copy_mapped<T: Copy>(&self, rows: Range<usize>, value_of: &[T], out: &mut [T]) {
        match self {
            Self::Narrow(codes) => copy_mapped(codes, rows, value_of, out),
            Self::Wide(codes) => copy_mapped(codes, rows, value_of, out),
            Self::Full(codes) => copy_mapped(codes, rows, value_of, out),
        }
    }

    /// How many rows have each code, from [`MISSING_CODE`] to `distinct`.
    pub(super) fn count(&self, distinct: usize) -> Vec<u64> {
        let mut counts = vec![0; distinct + 1];
        match self {
            Self::Narrow(codes) => count(codes, &mut counts),
            Self::Wide(codes) => count(codes, &mut counts),
            Self::Full(codes) => count(codes, &mut counts),
        }
        counts
    }

    /// Adds how many rows have each code to `counts`, which grows to the largest code.
    pub(super) fn add_counts(&self, counts: &mut Vec<u64>) {
        let largest = match self {
            Self::Narrow(codes) => codes.iter().max().map(|code| usize::from(*code)),
            Self::Wide(codes) => codes.iter().max().map(|code| usize::from(*code)),
            Self::Full(codes) => codes.iter().max().map(|code| *code as usize),
        };
        counts.resize(counts.len().max(largest.map_or(0, |code| code + 1)), 0);
        match self {
            Self::Narrow(codes) => count(codes, counts),
            Self::Wide(codes) => count(codes, counts),
            Self::Full(codes) => count(codes, counts),
        }
    }

    /// The codes of other rows: for each of `rows`, the one that stands there; missing for rows
    /// that do not exist.
    pub(super) fn gather(&self, rows: &[u32]) -> Self {
        match self {
            Self::Narrow(codes) => Self::Narrow(gather(codes, rows)),
            Self::Wide(codes) => Self::Wide(gather(codes, rows)),
            Self::Full(codes) => Self::Full(gather(codes, rows)),
        }
    }

    /// Codes in the fewest bytes that hold codes up to `largest`, with room for so many rows.
    pub(super) fn for_codes_up_to(largest: usize, rows: usize) -> Self {
        if u8::try_from(largest).is_ok() {
            Self::Narrow(Vec::with_capacity(rows))
        } else if u16::try_from(largest).is_ok() {
            Self::Wide(Vec::with_capacity(rows))
        } else {
            Self::Full(Vec::with_capacity(rows))
        }
    }

    /// Replaces each code by `new_code[code]`, which must not be wider.
    pub(super) fn rename(&mut self, new_code: &[u32]) {
        match self {
            Self::Narrow(codes) => rename(codes, new_code),
            Self::Wide(codes) => rename(codes, new_code),
            Self::Full(codes) => rename(codes, new_code),
        }
    }

    /// Gives back the memory that further rows would have used.
    pub(super) fn shrink(&mut self) {
        match self {
            Self::Narrow(codes) => codes.shrink_to_fit(),
            Self::Wide(codes) => codes.shrink_to_fit(),
            Self::Full(codes) => codes.shrink_to_fit(),
        }
    }

    /// What the codes take in memory.
    pub(super) fn bytes(&self) -> u64 {
        let bytes = match self {
            Self::Narrow(codes) => codes.capacity(),
            Self::Wide(codes) => codes.capacity() * 2,
            Self::Full(codes) => codes.capacity() * 4,
        };
        bytes as u64
    }
}

/// An unsigned integer that holds a code.
trait Code: Copy + TryFrom<u32> {
    fn index(self) -> usize;
}

macro_rules! codes {
    ($($integer:ty),*) => {$(
        impl Code for $integer {
            fn index(self) -> usize {
                self as usize
            }
        }
    )*};
}
codes!(u8, u16, u32);

fn copy_mapped<C: Code, T: Copy>(codes: &[C], rows: Range<usize>, value_of: &[T], out: &mut [T]) {
    let end = rows.end.min(codes.len());
    for (code, slot) in codes.get(rows.start.min(end)..end).unwrap_or_default().iter().zip(out) {
        if let Some(value) = value_of.get(code.index()) {
            *slot = *value;
        }
    }
}

fn count<C: Code>(codes: &[C], counts: &mut [u64]) {
    for code in codes {
        if let Some(count) = counts.get_mut(code.index()) {
            *count += 1;
        }
    }
}

fn rename<C: Code>(codes: &mut [C], new_code: &[u32]) {
    for code in codes {
        if let Some(Ok(new)) = new_code.get(code.index()).map(|new| C::try_from(*new)) {
            *code = new;
        }
    }
}

fn gather<C: Code + Default>(codes: &[C], rows: &[u32]) -> Vec<C> {
    rows.iter().map(|row| codes.get(*row as usize).copied().unwrap_or_default()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_widen_without_losing_a_row() {
        let mut codes = Codes::default();
        let pushed: Vec<u32> = (0..70_000).chain([0, 255, 256]).collect();
        for code in &pushed {
            codes.push(*code);
        }
        assert!(matches!(codes, Codes::Full(_)));
        assert_eq!(codes.len(), pushed.len());
        assert!(pushed.iter().enumerate().all(|(row, code)| codes.get(row) == *code));
        assert_eq!(codes.count(70_000)[256], 2);
    }

    #[test]
    fn rows_outside_are_missing_and_nothing_is_written_for_them() {
        let codes = Codes::Narrow(vec![1, 2, 1]);
        assert_eq!(codes.get(9), MISSING_CODE);
        let mut out = [0.0; 4];
        codes.copy_mapped(1..9, &[f64::NAN, 10.0, 20.0], &mut out);
        assert_eq!(out, [20.0, 10.0, 0.0, 0.0]);
        codes.copy_mapped(7..9, &[f64::NAN, 10.0, 20.0], &mut out);
        assert_eq!(out, [20.0, 10.0, 0.0, 0.0]);
    }
}
