//! Numbers of nine to sixteen characters as programs write them, read without looking at the
//! characters one by one. [`super::tile`] reads shorter ones with the same means.
//!
//! Depends on nothing. Eight or sixteen bytes before the end of a cell are one number of 64 or 128
//! bits; where its decimals begin and what its digits are worth is computed for all of them
//! together, without a branch that a processor could guess wrong (Lemire 2021, "Number parsing at a
//! gigabyte per second").
//!
//! **Invariant**: what is read here is what `cell::read_number` reads, to the bit: digits up to 15
//! and decimals up to 22 make two exact numbers, whose quotient is rounded once (Clinger 1990).
//! Everything else is left to it.

#![expect(
    clippy::inline_always,
    reason = "inner loops must be made of their caller's instructions"
)]

use crate::base::options::DecimalMark;

/// What digits are divided by whose mark stands at this place among eight bytes.
const SHORT_POWERS: [f64; 8] = [1e7, 1e6, 1e5, 1e4, 1e3, 1e2, 1e1, 1e0];

/// The same among sixteen bytes; the last one is for those without a mark.
const LONG_POWERS: [f64; 17] =
    [1e15, 1e14, 1e13, 1e12, 1e11, 1e10, 1e9, 1e8, 1e7, 1e6, 1e5, 1e4, 1e3, 1e2, 1e1, 1e0, 1e0];

/// The same bits in each of eight bytes: those of the digit 0, the highest, what takes all that is
/// above 9 to the highest, the lowest.
pub(super) const ZEROS: u64 = u64::from_le_bytes([b'0'; 8]);
pub(super) const HIGH: u64 = u64::from_le_bytes([0x80; 8]);
pub(super) const LIMIT: u64 = u64::from_le_bytes([0x7f - 9; 8]);
pub(super) const ONES: u64 = u64::from_le_bytes([1; 8]);

/// A cell that was read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Numeral {
    /// The number.
    pub(super) number: f64,
    /// Whether there is a mark before decimals.
    pub(super) has_mark: bool,
}

/// Reads numbers with this mark before decimals.
#[derive(Debug, Clone, Copy)]
pub(super) struct Numerals {
    mark: u8,
}

impl Numerals {
    /// The numbers of a file that is written so.
    pub(super) fn new(mark: DecimalMark) -> Self {
        Self { mark: mark.as_char() as u8 }
    }

    /// The number in `text` from `start` to `end`; `None` when it has to be read with more care.
    #[inline(always)]
    pub(super) fn read(self, text: &[u8], start: usize, end: usize) -> Option<Numeral> {
        let length = end - start;
        if !(9..=16).contains(&length) {
            return None;
        }
        self.parted(text, length as u32, end).or_else(|| {
            let bytes = text.get(end.checked_sub(16)?..end)?.try_into().ok()?;
            self.long(u128::from_le_bytes(bytes), length as u32)
        })
    }

    /// The number of `length` bytes, more than eight, that end at `end`, when its mark is among the
    /// last eight and at most eight digits stand before it; `None` for others.
    #[inline(always)]
    fn parted(self, text: &[u8], length: u32, end: usize) -> Option<Numeral> {
        let behind = eight_bytes(text, end)?;
        let marks = zeros(behind ^ (ONES * u64::from(self.mark)));
        let place = marks.trailing_zeros() / 8;
        let whole = length.checked_sub(8)? + place;
        if marks == 0 || whole > 8 {
            return None;
        }
        let before = eight_bytes(text, end - 8 + place as usize)?;
        let is_negative = (before >> (8 * (8 - whole))) as u8 == b'-';
        let sign = u32::from(is_negative);
        let before = (before ^ ZEROS) & (u64::MAX << (8 * (8 - whole)) << (8 * sign));
        // Nothing up to the mark, twice as no shift is by all bits.
        let behind = (behind ^ ZEROS) & (u64::MAX << (8 * place) << 8);
        let odd = (before.wrapping_add(LIMIT) | before) | (behind.wrapping_add(LIMIT) | behind);
        if odd & HIGH != 0 {
            return None;
        }
        let power = *SHORT_POWERS.get(place as usize)?;
        let digits = eight_digits(before) * power as u64 + eight_digits(behind);
        Some(Numeral { number: signed(digits, is_negative) / power, has_mark: true })
    }

    /// The number in the last `length` of sixteen bytes, more than eight.
    #[inline(always)]
    fn long(self, bytes: u128, length: u32) -> Option<Numeral> {
        const ZEROS: u128 = u128::from_le_bytes([b'0'; 16]);
        const HIGH: u128 = u128::from_le_bytes([0x80; 16]);
        const LIMIT: u128 = u128::from_le_bytes([0x7f - 9; 16]);
        const ONES: u128 = u128::from_le_bytes([1; 16]);
        let others = 8 * (16 - length);
        let is_negative = (bytes >> others) as u8 == b'-';
        let kept = u128::MAX << others << (8 * u32::from(is_negative));
        let digits = (bytes ^ ZEROS) & kept;
        let differs = digits ^ (ONES * u128::from(self.mark ^ b'0'));
        let marks = differs.wrapping_sub(ONES) & !differs & HIGH;
        let has_mark = marks != 0;
        let place = marks.trailing_zeros() / 8;
        let whole = ((marks & marks.wrapping_neg()) >> 7).wrapping_sub(1);
        let digits =
            (digits & whole) << (8 * u32::from(has_mark)) | (digits & !(whole << 8 | 0xff));
        let given = length - u32::from(is_negative) - u32::from(has_mark);
        // Sixteen digits may be more than a number of 53 bits.
        if (digits.wrapping_add(LIMIT) | digits) & HIGH != 0 || given > 15 {
            return None;
        }
        let first = eight_digits(digits as u64) * 100_000_000;
        let all = first + eight_digits((digits >> 64) as u64);
        let number = signed(all, is_negative) / LONG_POWERS.get(place as usize)?;
        Some(Numeral { number, has_mark })
    }
}

/// The eight bytes of `text` before `end`.
#[inline(always)]
pub(super) fn eight_bytes(text: &[u8], end: usize) -> Option<u64> {
    Some(u64::from_le_bytes(text.get(end.checked_sub(8)?..end)?.try_into().ok()?))
}

/// The highest bit of the first byte that is zero, and of some behind it, which a borrow reaches.
#[inline(always)]
pub(super) fn zeros(bytes: u64) -> u64 {
    bytes.wrapping_sub(ONES) & !bytes & HIGH
}

/// The number of these digits, fewer than 16. There is no negative zero among whole numbers.
#[inline(always)]
fn signed(digits: u64, is_negative: bool) -> f64 {
    let sign = i64::from(is_negative);
    ((digits.cast_signed() ^ -sign) + sign) as f64
}

/// What eight digits are worth, the first one in the lowest byte.
#[inline(always)]
pub(super) fn eight_digits(digits: u64) -> u64 {
    let pairs = digits.wrapping_mul(10 << 8 | 1) >> 8 & 0x00ff_00ff_00ff_00ff;
    let fours = pairs.wrapping_mul(100 << 16 | 1) >> 16 & 0x0000_ffff_0000_ffff;
    fours.wrapping_mul(10_000 << 32 | 1) >> 32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::base::cell::{NumberCell, read_number};

    fn read(cell: &[u8], mark: DecimalMark) -> Option<Numeral> {
        let text = [b"1234567890123456;".as_slice(), cell].concat();
        Numerals::new(mark).read(&text, 17, text.len())
    }

    #[test]
    fn plain_numbers_are_read() {
        for (cell, number) in [
            ("1530000.0", 1_530_000.0),
            ("-36525.125", -36_525.125),
            ("-0000000000", 0.0),
            (".500000000", 0.5),
            ("500000000.", 5e8),
            ("-12345678901234", -12_345_678_901_234.0),
            ("0.1234567890123", 0.123_456_789_012_3),
        ] {
            let found = read(cell.as_bytes(), DecimalMark::Point).unwrap();
            assert_eq!(found.number, number, "{cell}");
            assert_eq!(found.has_mark, cell.contains('.'));
        }
        assert_eq!(read(b"1000000,5", DecimalMark::Comma).unwrap().number, 1_000_000.5);
    }

    #[test]
    fn what_is_not_plain_is_left_to_others() {
        for cell in [
            "12345678",
            "12345.678.9",
            "123456-789",
            "123456/789",
            "--12345678",
            "1234567890123456",
            "12345678.-",
            "+123456789",
            "12345678e5",
            "not a number",
            "1 000 000 000",
            "123456789é",
            "          ",
            "12345678901234567",
            "-----------",
            "..........",
        ] {
            assert_eq!(read(cell.as_bytes(), DecimalMark::Point), None, "{cell}");
        }
        // The text begins too near.
        assert_eq!(Numerals::new(DecimalMark::Point).read(b"123456789", 0, 9), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_096))]

        #[test]
        fn a_cell_is_read_as_with_care(
            plain in "-?[0-9]{0,9}[.,]?[0-9]{0,9}", odd in "[-+0-9.,eE/ \u{e9}]{9,16}", bytes: Vec<u8>,
        ) {
            for cell in [plain.as_bytes(), odd.as_bytes(), &bytes] {
                for mark in [DecimalMark::Point, DecimalMark::Comma] {
                    let Some(found) = read(cell, mark) else { continue };
                    match read_number(cell, mark) {
                        NumberCell::Missing => prop_assert!(found.number.is_nan()),
                        NumberCell::Number(number, own) => {
                            prop_assert_eq!(found.number.to_bits(), number.to_bits());
                            prop_assert_eq!(found.has_mark.then_some(mark), own);
                        }
                        other => prop_assert!(false, "{:?}", other),
                    }
                }
            }
        }
    }
}
