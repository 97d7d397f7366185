//! Takes the numbers of a column as they are read, and keeps them small.
//!
//! Most columns of a client base repeat a few values. A column is kept as codes of one or two bytes
//! into the list of its distinct values as long as there are at most [`MOST_CODED`] of them;
//! otherwise as `f32` when that loses nothing, and as `f64` when it does. Whatever the storage,
//! every number comes back to the last bit.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

use super::{
    cells::Cells,
    codes::{Codes, MISSING_CODE},
    dictionary::Dictionary,
    runs::{Destination, Run, Runs, Taken},
    taken::{Finished, Keeping, Meaning},
};

/// The most distinct numbers that are told apart by codes: so few that their list may stay in
/// memory for every column, and that two bytes a row always suffice.
pub(in crate::base) const MOST_CODED: usize = 4_096;

/// The numbers of a column that is being read.
#[derive(Debug)]
pub(in crate::base) struct NumberBuilder {
    runs: Runs,
    rows: usize,
    missing: usize,
    /// The distinct numbers in the order in which they came; those that codes of early runs stand
    /// for, once there were too many.
    values: Vec<f64>,
    /// The code of each of `values`, by its bits; empty once there were too many.
    code_of: HashMap<u64, u32, BuildHasherDefault<NumberHasher>>,
    has_truths: bool,
}

/// Spreads the bits of a number over a hash: `Fibonacci` hashing, folded so that the high bits, in
/// which numbers differ, reach the low ones.
#[derive(Debug, Default)]
struct NumberHasher(u64);

impl Hasher for NumberHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, bits: u64) {
        let product = u128::from(bits ^ self.0) * 0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835;
        self.0 = (product >> 64) as u64 ^ product as u64;
    }
}

impl Default for NumberBuilder {
    fn default() -> Self {
        Self::new(Destination::default())
    }
}

impl NumberBuilder {
    /// No number yet; they go to `destination`.
    pub(in crate::base) fn new(destination: Destination) -> Self {
        Self {
            runs: Runs::new(destination, Run::Codes(Codes::default())),
            rows: 0,
            missing: 0,
            values: Vec::new(),
            code_of: HashMap::default(),
            has_truths: false,
        }
    }

    /// A column of these numbers.
    #[cfg(test)]
    pub(in crate::base) fn of(numbers: impl IntoIterator<Item = f64>) -> Self {
        let mut builder = Self::default();
        numbers.into_iter().for_each(|number| builder.push(number));
        builder
    }

    /// One more row; NaN is missing.
    pub(in crate::base) fn push(&mut self, number: f64) {
        self.rows += 1;
        self.missing += usize::from(number.is_nan());
        // Negative zero is zero, so that equal numbers have equal bits.
        let number = number + 0.0;
        if let Run::Codes(codes) = &mut self.runs.run {
            if number.is_nan() {
                codes.push(MISSING_CODE);
            } else if let Some(code) = self.code_of.get(&number.to_bits()) {
                codes.push(*code);
            } else if self.values.len() < MOST_CODED {
                self.values.push(number);
                let code = self.values.len() as u32;
                self.code_of.insert(number.to_bits(), code);
                codes.push(code);
            } else {
                self.spell_out();
                self.push_spelled(number);
            }
        } else {
            self.push_spelled(number);
        }
        self.runs.advance();
    }

    /// One more row, of which the table says yes or no: 1 or 0.
    pub(in crate::base) fn push_truth(&mut self, truth: bool) {
        self.has_truths = true;
        self.push(f64::from(u8::from(truth)));
    }

    /// Whether some rows said yes or no: the column would be one of words for a model that does not
    /// read it.
    pub(in crate::base) fn has_truths(&self) -> bool {
        self.has_truths
    }

    /// What the rows take in memory so far.
    pub(in crate::base) fn bytes(&self) -> u64 {
        /// A value, its key, its code and the table's own bookkeeping.
        const ENTRY_BYTES: usize = 8 + 2 * 17;
        self.runs.bytes() + (self.values.len() * ENTRY_BYTES) as u64
    }

    /// The column in its final form.
    pub(super) fn finish(self) -> Finished {
        let is_coded = matches!(self.runs.run, Run::Codes(_));
        let (rows, missing, values) = (self.rows, self.missing, self.values);
        let finished =
            |keeping, dictionary, counts| Finished { rows, missing, dictionary, counts, keeping };
        match (self.runs.finish(), is_coded) {
            (Taken::Memory(Cells::Codes(mut codes)), _) => {
                let (number_of, rename) = sorted(&values);
                codes.rename(&rename);
                codes.shrink();
                let counts = codes.count(values.len()).into();
                let keeping = Keeping::Memory(Cells::Codes(codes));
                finished(keeping, Dictionary::Numbers(number_of), counts)
            }
            (Taken::Memory(cells), _) => {
                finished(Keeping::Memory(cells), Dictionary::Uncounted, Box::default())
            }
            (Taken::Written(extents, written), true) => {
                let (number_of, rename) = sorted(&values);
                let counts = renamed_counts(&written, &rename, values.len());
                let meaning = Meaning::Renamed(rename.into());
                finished(Keeping::Store(extents, meaning), Dictionary::Numbers(number_of), counts)
            }
            (Taken::Written(extents, _), false) => {
                let early = extents.iter().any(|extent| extent.encoding.is_coded());
                let values = values.into_iter().filter(|_| early);
                let number_of = std::iter::once(f64::NAN).chain(values).collect();
                let keeping = Keeping::Store(extents, Meaning::Spelled(number_of));
                finished(keeping, Dictionary::Uncounted, Box::default())
            }
        }
    }

    /// Leaves codes for the numbers themselves.
    #[cold]
    fn spell_out(&mut self) {
        self.code_of = HashMap::default();
        if let Run::Codes(codes) = &self.runs.run {
            self.runs.run = spelled(codes, &self.values);
        }
        if !self.runs.has_written() {
            self.values = Vec::new();
        }
    }

    fn push_spelled(&mut self, number: f64) {
        match &mut self.runs.run {
            Run::Singles(numbers) if number.is_nan() || fits_single(number) => {
                numbers.push(number as f32);
            }
            Run::Singles(numbers) => {
                let mut doubles: Vec<f64> = Vec::with_capacity(numbers.capacity());
                doubles.extend(numbers.iter().copied().map(f64::from));
                doubles.push(number);
                self.runs.run = Run::Doubles(doubles);
            }
            Run::Doubles(numbers) => numbers.push(number),
            Run::Codes(_) => {}
        }
    }
}

/// Whether single precision loses nothing of `number`.
pub(super) fn fits_single(number: f64) -> bool {
    f64::from(number as f32) == number
}

fn spelled(codes: &Codes, values: &[f64]) -> Run {
    let number_of: Vec<f64> = std::iter::once(f64::NAN).chain(values.iter().copied()).collect();
    let mut numbers = vec![f64::NAN; codes.len()];
    codes.copy_mapped(0..codes.len(), &number_of, &mut numbers);
    // All rows, not all values: early values may stand in earlier runs only.
    if numbers.iter().all(|number| number.is_nan() || fits_single(*number)) {
        Run::Singles(numbers.into_iter().map(|number| number as f32).collect())
    } else {
        Run::Doubles(numbers)
    }
}

/// The distinct numbers in ascending order behind NaN, and the new code of each old one, so that the
/// order of codes is the order of numbers.
fn sorted(values: &[f64]) -> (Box<[f64]>, Vec<u32>) {
    let mut order: Vec<(f64, u32)> = values.iter().copied().zip(1..).collect();
    order.sort_unstable_by(|left, right| left.0.total_cmp(&right.0));
    let mut rename = vec![MISSING_CODE; values.len() + 1];
    for ((_, old), new) in order.iter().zip(1_u32..) {
        if let Some(slot) = rename.get_mut(*old as usize) {
            *slot = new;
        }
    }
    let sorted = order.into_iter().map(|(value, _)| value);
    (std::iter::once(f64::NAN).chain(sorted).collect(), rename)
}

/// The clients of each new code, missing first, from those of each old one.
pub(super) fn renamed_counts(written: &[u64], rename: &[u32], distinct: usize) -> Box<[u64]> {
    let mut counts = vec![0; distinct + 1];
    for (clients, new) in written.iter().zip(rename) {
        if let Some(slot) = counts.get_mut(*new as usize) {
            *slot += clients;
        }
    }
    counts.into()
}
