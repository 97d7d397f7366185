//! Numbers as LightGBM writes them, read strictly: a number is a number to its last character.
//!
//! LightGBM itself reads `x`, `1.5` or nothing at all as an integer without a word; that is how a
//! damaged file becomes a wrong score, so none of it is accepted here.

use super::lines::Field;
use crate::model::error::{ModelError, excerpt};

/// Longest decimal number that is read; `%.17g` writes at most 24 characters.
const MAX_NUMBER_CHARS: usize = 40;

/// A whole number in the range of a C++ `int`.
pub(super) fn integer(text: &str) -> Result<i32, String> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_plain = digits == "0" || !digits.starts_with('0');
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !(is_plain && is_number) {
        return Err(format!("holds {} where a whole number is expected", excerpt(text)));
    }
    text.parse().map_err(|_| format!("holds {}, too large a number", excerpt(text)))
}

/// A decimal number; neither NaN nor infinite, no hexadecimal, no decimal comma.
pub(super) fn decimal(text: &str) -> Result<f64, String> {
    let is_decimal =
        |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'+' | b'-');
    let number = if text.len() <= MAX_NUMBER_CHARS && text.bytes().all(is_decimal) {
        text.parse::<f64>().ok()
    } else {
        None
    };
    match number {
        Some(number) if number.is_finite() => Ok(number),
        Some(_) => Err(format!("holds {}, too large a number", excerpt(text))),
        None => Err(format!("holds {} where a number is expected", excerpt(text))),
    }
}

/// A threshold: a decimal number, or infinity where only missing values go right.
pub(super) fn threshold(text: &str) -> Result<f64, String> {
    if text == "inf" { Ok(f64::INFINITY) } else { decimal(text) }
}

/// A word of a category set.
pub(super) fn word(text: &str) -> Result<u32, String> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = if is_number { text.parse().ok() } else { None };
    number.ok_or_else(|| {
        format!("holds {} where a number from 0 to {} is expected", excerpt(text), u32::MAX)
    })
}

impl Field<'_> {
    /// The value as one number.
    pub(super) fn one<T>(&self, read: fn(&str) -> Result<T, String>) -> Result<T, ModelError> {
        read(self.value).map_err(|what| self.fault(what))
    }

    /// How many values are separated by single spaces.
    pub(super) fn len(&self) -> usize {
        if self.value.is_empty() { 0 } else { self.value.split(' ').count() }
    }

    /// Exactly `expected` values separated by single spaces.
    pub(super) fn many<T>(
        &self,
        expected: usize,
        read: fn(&str) -> Result<T, String>,
    ) -> Result<Vec<T>, ModelError> {
        let found = self.len();
        if found != expected {
            return Err(self.fault(format_args!("has {found} values, {expected} expected")));
        }
        if found == 0 {
            return Ok(Vec::new());
        }
        // `found` was counted in the text itself, so it is no larger than the file.
        let mut values = Vec::with_capacity(found);
        for text in self.value.split(' ') {
            values.push(read(text).map_err(|what| self.fault(what))?);
        }
        Ok(values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_are_read_to_the_last_character() {
        for (text, number) in
            [("0", 0), ("-1", -1), ("2147483647", i32::MAX), ("-2147483648", i32::MIN)]
        {
            assert_eq!(integer(text), Ok(number));
        }
        for bad in ["", "-", "x", "1.5", "01", "+1", " 1", "1 ", "2147483648", "4294967308", "1e3"]
        {
            assert!(integer(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn decimals_are_finite_and_plain() {
        for (text, number) in [("1", 1.0), ("-1.5e-3", -0.0015), (".5", 0.5), ("1e-400", 0.0)] {
            assert_eq!(decimal(text), Ok(number));
        }
        let long = "1".repeat(400);
        for bad in
            ["", "nan", "inf", "-inf", "1e999", "0,5", "0x1p3", "--1", "1e", ".", "1_0", &long]
        {
            assert!(decimal(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn words_have_32_bits() {
        assert_eq!(word("4294967295"), Ok(u32::MAX));
        for bad in ["", "-1", "4294967296", "1.0", "+1"] {
            assert!(word(bad).is_err(), "{bad:?}");
        }
    }
}
