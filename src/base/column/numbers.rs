//! Takes the numbers of a column as they are read, and keeps them small.
//!
//! Most columns of a client base repeat a few values: those are kept as codes of one or two bytes
//! into the list of distinct values. A column with too many distinct values is kept as `f32` when
//! that loses nothing, and as `f64` otherwise. Whatever the storage, every number comes back to
//! the last bit.

use std::collections::HashMap;

use super::{
    Cells,
    codes::{Codes, MISSING_CODE},
};

/// The most distinct values that codes of two bytes tell apart.
const MOST_CODED: usize = u16::MAX as usize;

/// After this many different numbers it is looked at whether codes are worth it.
const TRIAL: usize = 8_192;

/// The numbers of a column that is being read.
#[derive(Debug, Default)]
pub(in crate::base) struct NumberBuilder {
    form: Form,
    missing: usize,
}

#[derive(Debug)]
enum Form {
    Coded { codes: Codes, values: Vec<f64>, code_of: HashMap<u64, u32> },
    Singles(Vec<f32>),
    Doubles(Vec<f64>),
}

impl Default for Form {
    fn default() -> Self {
        Self::Coded { codes: Codes::default(), values: Vec::new(), code_of: HashMap::new() }
    }
}

impl NumberBuilder {
    /// A column of these numbers.
    #[cfg(test)]
    pub(in crate::base) fn of(numbers: impl IntoIterator<Item = f64>) -> Self {
        let mut builder = Self::default();
        numbers.into_iter().for_each(|number| builder.push(number));
        builder
    }

    /// One more row; NaN is missing.
    pub(in crate::base) fn push(&mut self, number: f64) {
        self.missing += usize::from(number.is_nan());
        match &mut self.form {
            Form::Coded { codes, .. } if number.is_nan() => codes.push(MISSING_CODE),
            Form::Coded { codes, values, code_of } => {
                // Negative zero is zero, so that equal numbers have equal bits.
                let number = number + 0.0;
                if let Some(code) = code_of.get(&number.to_bits()) {
                    codes.push(*code);
                } else if worth_coding(values.len(), codes.len()) {
                    values.push(number);
                    let code = values.len() as u32;
                    code_of.insert(number.to_bits(), code);
                    codes.push(code);
                } else {
                    self.spell_out();
                    self.push_spelled(number);
                }
            }
            Form::Singles(_) | Form::Doubles(_) => self.push_spelled(number),
        }
    }

    /// What the rows take in memory so far.
    pub(in crate::base) fn bytes(&self) -> u64 {
        /// A value, its key, its code and the table's own bookkeeping.
        const ENTRY_BYTES: usize = 8 + 2 * 17;
        match &self.form {
            Form::Coded { codes, values, .. } => {
                codes.bytes() + (values.len() * ENTRY_BYTES) as u64
            }
            Form::Singles(numbers) => (numbers.capacity() * size_of::<f32>()) as u64,
            Form::Doubles(numbers) => (numbers.capacity() * size_of::<f64>()) as u64,
        }
    }

    /// The cells in their final form, and how many are missing.
    pub(super) fn finish(self) -> (Cells, usize) {
        let cells = match self.form {
            Form::Coded { codes, values, .. } => finish_coded(codes, &values),
            Form::Singles(numbers) => Cells::Singles(numbers.into_boxed_slice()),
            Form::Doubles(numbers) => Cells::Doubles(numbers.into_boxed_slice()),
        };
        (cells, self.missing)
    }

    /// Leaves codes for the numbers themselves.
    #[cold]
    fn spell_out(&mut self) {
        if let Form::Coded { codes, values, .. } = &self.form {
            self.form = spelled(codes, values);
        }
    }

    fn push_spelled(&mut self, number: f64) {
        let number = number + 0.0;
        match &mut self.form {
            Form::Singles(numbers) if number.is_nan() || fits_single(number) => {
                numbers.push(number as f32);
            }
            Form::Singles(numbers) => {
                let mut doubles: Vec<f64> = numbers.iter().copied().map(f64::from).collect();
                doubles.push(number);
                self.form = Form::Doubles(doubles);
            }
            Form::Doubles(numbers) => numbers.push(number),
            Form::Coded { .. } => {}
        }
    }
}

/// Whether a further distinct value still deserves a code.
fn worth_coding(distinct: usize, rows: usize) -> bool {
    distinct < TRIAL || (distinct < MOST_CODED && distinct < rows / 2)
}

fn fits_single(number: f64) -> bool {
    f64::from(number as f32) == number
}

fn spelled(codes: &Codes, values: &[f64]) -> Form {
    let number_of: Vec<f64> = std::iter::once(f64::NAN).chain(values.iter().copied()).collect();
    let mut numbers = vec![f64::NAN; codes.len()];
    codes.copy_mapped(0..codes.len(), &number_of, &mut numbers);
    if values.iter().copied().all(fits_single) {
        Form::Singles(numbers.into_iter().map(|number| number as f32).collect())
    } else {
        Form::Doubles(numbers)
    }
}

/// Sorts the distinct values, so that the order of codes is the order of numbers.
fn finish_coded(mut codes: Codes, values: &[f64]) -> Cells {
    let single = values.iter().copied().all(fits_single);
    let number_bytes = if single { size_of::<f32>() } else { size_of::<f64>() };
    let spelled_bytes = (codes.len() * number_bytes) as u64;
    let coded_bytes = codes.bytes() + size_of_val(values) as u64;
    if values.len() > usize::from(u8::MAX) && spelled_bytes <= coded_bytes {
        return match spelled(&codes, values) {
            Form::Singles(numbers) => Cells::Singles(numbers.into_boxed_slice()),
            Form::Doubles(numbers) => Cells::Doubles(numbers.into_boxed_slice()),
            Form::Coded { .. } => Cells::Doubles(Box::default()),
        };
    }
    let mut order: Vec<(f64, u32)> = values.iter().copied().zip(1..).collect();
    order.sort_unstable_by(|left, right| left.0.total_cmp(&right.0));
    let mut new_code = vec![MISSING_CODE; values.len() + 1];
    for ((_, old), new) in order.iter().zip(1_u32..) {
        if let Some(slot) = new_code.get_mut(*old as usize) {
            *slot = new;
        }
    }
    codes.rename(&new_code);
    codes.shrink();
    let sorted = order.into_iter().map(|(value, _)| value);
    Cells::CodedNumbers { number_of: std::iter::once(f64::NAN).chain(sorted).collect(), codes }
}
