//! The values of one feature for some clients, kept small.
//!
//! Depends on [`super::packed`]. Of the hundreds of features most have few different values among some
//! thousand clients: whole numbers, flags, shares of a handful of rows. Such values are kept once, and
//! a few bits say which of them a client has. **Invariant**: every value is kept to the bit.

#![expect(
    clippy::inline_always,
    reason = "inner loops must be made of their caller's instructions"
)]

use super::{packed::Packed, range::Range};

/// Clients whose values are kept together; a row group of the feature table.
pub(super) const CHUNK_ROWS: usize = 16_384;

/// Different values that are told apart, at most.
const MOST_VALUES: usize = 4_096;

/// So many different values there may be in any case; beyond, only a quarter of all.
const FEW_VALUES: usize = 512;

/// How far whole numbers are apart, at most, that are taken by their distance; and no further than there
/// are of them.
const MOST_NEAR: usize = 255;

/// Places for different values, a power of two and four times as many.
const SLOTS: usize = 4 * MOST_VALUES;

/// The values of one feature for some clients.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Chunk {
    rows: usize,
    given: Given,
    cells: Cells,
    range: Range,
}

/// Which clients have a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Given {
    /// All of them.
    All,
    /// None of them.
    None,
    /// Those whose bit is set, the lowest bit of the first byte for the first client.
    Some(Vec<u8>),
}

/// The values of those clients who have one.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cells {
    /// One of a few values each.
    Coded {
        /// The values, in no particular order; perhaps some that no client has.
        values: Vec<f64>,
        /// For each client the place of the value.
        codes: Packed,
    },
    /// Values that mostly differ.
    Plain(Vec<f64>),
}

/// Makes chunks; its memory serves one after the other.
#[derive(Debug)]
pub(super) struct Coder {
    /// The values that are there.
    given: Vec<f64>,
    /// The code of each of them.
    codes: Vec<u16>,
    /// The different ones.
    values: Vec<f64>,
    /// At the place that its bits give, or behind it, the code of a value, counted from 1.
    slots: Vec<u16>,
}

impl Default for Coder {
    fn default() -> Self {
        let slots = vec![0; SLOTS];
        Self { given: Vec::new(), codes: Vec::new(), values: Vec::new(), slots }
    }
}

impl Chunk {
    /// 1 where a flag is set and 0 elsewhere.
    pub(super) fn of_flags(flags: impl Iterator<Item = bool>) -> Self {
        let codes = Packed::of_flags(flags);
        let values = vec![0.0, 1.0];
        let range = Range::of(&values);
        Self {
            rows: codes.count(),
            given: Given::All,
            cells: Cells::Coded { values, codes },
            range,
        }
    }

    /// How many clients there are.
    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    /// Which of them have a value.
    pub(super) fn given(&self) -> &Given {
        &self.given
    }

    /// Their values.
    pub(super) fn cells(&self) -> &Cells {
        &self.cells
    }

    /// What is to be known of the values.
    pub(super) fn range(&self) -> Range {
        self.range
    }

    /// The values of all clients, NaN for missing.
    pub(super) fn numbers(&self) -> Vec<f64> {
        let mut given: Box<dyn Iterator<Item = f64>> = match &self.cells {
            Cells::Coded { values, codes } => {
                Box::new(codes.iter().filter_map(|code| values.get(usize::from(code)).copied()))
            }
            Cells::Plain(values) => Box::new(values.iter().copied()),
        };
        let mut next = |is_given: bool| is_given.then(|| given.next()).flatten();
        let number = |row| next(self.given.is_given(row)).unwrap_or(f64::NAN);
        (0..self.rows).map(number).collect()
    }
}

impl Given {
    fn is_given(&self, row: usize) -> bool {
        match self {
            Self::All => true,
            Self::None => false,
            Self::Some(bits) => bits.get(row / 8).is_some_and(|byte| byte >> (row % 8) & 1 == 1),
        }
    }
}

impl Coder {
    /// The chunk of these values, at most [`CHUNK_ROWS`]; what is not finite is missing.
    pub(super) fn chunk(&mut self, values: &[f64]) -> Chunk {
        #[cfg(target_arch = "x86_64")]
        if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("bmi2") {
            #[expect(unsafe_code, reason = "calling code for instructions asked for above")]
            // SAFETY: the processor has just said that it has these instructions.
            unsafe {
                return self.chunk_with_avx2(values);
            }
        }
        self.chunk_with_any(values)
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2,bmi2")]
    fn chunk_with_avx2(&mut self, values: &[f64]) -> Chunk {
        self.chunk_with_any(values)
    }

    /// Always part of its caller, and so made of its caller's instructions.
    #[inline(always)]
    fn chunk_with_any(&mut self, values: &[f64]) -> Chunk {
        let bits = self.take_given(values);
        let given = match self.given.len() {
            0 => Given::None,
            count if count == values.len() => Given::All,
            _ => Given::Some(bits),
        };
        let mut range = Range::of(&self.given);
        let cells = if self.code_near(range) || self.code() {
            let largest = self.values.len().saturating_sub(1) as u16;
            let codes = Packed::new(&self.codes, largest);
            Cells::Coded { values: self.values.clone(), codes }
        } else {
            Cells::Plain(self.given.clone())
        };
        let missing = values.len() - self.given.len();
        let is_infinite =
            |values: &[f64]| values.iter().filter(|value| value.is_infinite()).count();
        range.infinite = if missing == 0 { 0 } else { is_infinite(values) };
        Chunk { rows: values.len(), given, cells, range }
    }

    /// Keeps the finite ones of `values`, and gives back which they are; nothing when all of them are.
    #[inline(always)]
    fn take_given(&mut self, values: &[f64]) -> Vec<u8> {
        self.given.clear();
        // Counting all is quicker than stopping at the first.
        if values.iter().filter(|value| value.is_finite()).count() == values.len() {
            self.given.extend_from_slice(values);
            return Vec::new();
        }
        self.given.resize(values.len(), 0.0);
        let mut count = 0;
        let mut bits = Vec::with_capacity(values.len().div_ceil(8));
        for eight in values.chunks(8) {
            let mut byte = 0;
            for (place, value) in eight.iter().enumerate() {
                let is_given = value.is_finite();
                byte |= u8::from(is_given) << place;
                // Written over by the next one unless it is kept: nothing to guess for the processor.
                if let Some(slot) = self.given.get_mut(count) {
                    *slot = *value;
                }
                count += usize::from(is_given);
            }
            bits.push(byte);
        }
        self.given.truncate(count);
        bits
    }

    /// Takes whole numbers that are near each other by how far each is above the least one; `false`
    /// when they are something else.
    #[inline(always)]
    fn code_near(&mut self, range: Range) -> bool {
        let Some((least, width)) = range.near(MOST_NEAR.min(self.given.len())) else {
            return false;
        };
        // One that is kept to the bit is none of those below.
        let is_negative_zero = |value: &f64| *value == 0.0 && value.is_sign_negative();
        if least <= 0.0 && self.given.iter().any(is_negative_zero) {
            return false;
        }
        self.codes.clear();
        self.codes.extend(self.given.iter().map(|value| (*value - least) as u16));
        self.values.clear();
        self.values.extend((0..=width as u16).map(|above| least + f64::from(above)));
        true
    }

    /// Tells the different values apart; `false` when there are too many of them.
    #[inline(always)]
    fn code(&mut self) -> bool {
        self.codes.clear();
        self.values.clear();
        self.slots.fill(0);
        for (place, value) in self.given.iter().enumerate() {
            let Some(code) = code_of(*value, place, &mut self.slots, &mut self.values) else {
                return false;
            };
            self.codes.push(code);
        }
        true
    }
}

/// The code of `value`, a new one if it is not among `values` yet; `None` when these are too many for
/// as many clients as came before.
#[inline(always)]
fn code_of(value: f64, before: usize, slots: &mut [u16], values: &mut Vec<f64>) -> Option<u16> {
    /// The multiplier of Fibonacci hashing, whose highest bits depend on all bits of the value.
    const MIX: u64 = 0x9e37_79b9_7f4a_7c15;
    let bits = value.to_bits();
    let mut at = (bits.wrapping_mul(MIX) >> (u64::BITS - SLOTS.ilog2())) as usize;
    loop {
        let slot = slots.get_mut(at % SLOTS)?;
        let Some(code) = slot.checked_sub(1) else {
            if values.len() >= MOST_VALUES.min(FEW_VALUES + before / 4) {
                return None;
            }
            values.push(value);
            *slot = values.len() as u16;
            return Some(*slot - 1);
        };
        if values.get(usize::from(code)).is_some_and(|own| own.to_bits() == bits) {
            return Some(code);
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn bits(values: &[f64]) -> Vec<u64> {
        values.iter().map(|value| value.to_bits()).collect()
    }

    #[test]
    fn few_values_are_kept_once_and_many_as_they_are() {
        let mut coder = Coder::default();
        let flags: Vec<f64> = (0..CHUNK_ROWS).map(|row| f64::from(row % 3 == 0)).collect();
        let Cells::Coded { values, codes } = coder.chunk(&flags).cells else { panic!("coded") };
        assert_eq!((values, codes.width()), (vec![0.0, 1.0], 1));
        let shares: Vec<f64> = (0..CHUNK_ROWS).map(|row| (row % 600) as f64 / 7.0).collect();
        let Cells::Coded { values, codes } = coder.chunk(&shares).cells else { panic!("coded") };
        assert_eq!((values.len(), codes.width()), (600, 10));
        let amounts: Vec<f64> = (0..CHUNK_ROWS).map(|row| row as f64 * 0.1).collect();
        assert_eq!(coder.chunk(&amounts).cells, Cells::Plain(amounts));
    }

    #[test]
    fn what_is_not_finite_is_missing() {
        let values = [1.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -0.0];
        let chunk = Coder::default().chunk(&values);
        assert_eq!((chunk.rows(), chunk.range().infinite), (5, 2));
        assert_eq!(*chunk.given(), Given::Some(vec![0b1_0001]));
        assert!(chunk.numbers()[1..4].iter().all(|number| number.is_nan()));
        assert!(chunk.numbers()[4].is_sign_negative());
        assert_eq!(*Coder::default().chunk(&[f64::NAN; 9]).given(), Given::None);
    }

    proptest! {
        #[test]
        fn every_value_is_kept_to_the_bit(
            chunks in prop::collection::vec(
                prop_oneof![
                    prop::collection::vec(
                        prop_oneof![Just(f64::NAN), (-3_i8..3).prop_map(f64::from), -1e9..1e9_f64],
                        0..300,
                    ),
                    prop::collection::vec(prop_oneof![Just(0.0), Just(-0.0), Just(90.0)], 0..9),
                ],
                1..5,
            ),
        ) {
            let mut coder = Coder::default();
            for values in chunks {
                let found = coder.chunk(&values);
                prop_assert_eq!(bits(&found.numbers()), bits(&values));
                prop_assert_eq!(&found, &Coder::default().chunk(&values));
            }
        }
    }
}
