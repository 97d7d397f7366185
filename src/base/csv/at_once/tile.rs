//! Numbers of at most eight characters, many at a time.
//!
//! Depends on `numeral`, which reads longer ones with the same means, one by one. Here nothing branches,
//! so that a compiler may do it for four or eight numbers in one instruction.
//!
//! **Invariant**: what is read here is what `cell::read_number` reads, to the bit; everything else is
//! left to it.

#![expect(
    clippy::inline_always,
    reason = "inner loops must be made of their caller's instructions"
)]

use crate::base::options::DecimalMark;

use super::numeral::{HIGH, LIMIT, ONES, ZEROS, eight_bytes, eight_digits, zeros};

/// Numbers that are read together.
pub(super) const TOGETHER: usize = 64;

/// A length that says: to be read with more care.
const ODD: u64 = 9;

/// The highest bits of those of eight bytes, counted from 0, behind which 1, 3, 5 or 7 others stand; 2,
/// 3, 6 or 7; 4 to 7.
const ONE_BEHIND: u64 = 0x0080_0080_0080_0080;
const TWO_BEHIND: u64 = 0x0000_8080_0000_8080;
const FOUR_BEHIND: u64 = 0x0000_0000_8080_8080;

/// Some cells, and the numbers in them.
#[derive(Debug)]
pub(super) struct Tile {
    mark: u8,
    /// The eight bytes before the end of each cell.
    bytes: [u64; TOGETHER],
    /// How long each cell is.
    lengths: [u64; TOGETHER],
    numbers: [f64; TOGETHER],
    /// Not zero for cells that have to be read with more care.
    odd: [u64; TOGETHER],
    /// Not zero for cells with a mark before decimals.
    marks: [u64; TOGETHER],
    /// How many cells there are.
    count: usize,
}

impl Tile {
    /// For the numbers of a file that is written so.
    pub(super) fn new(mark: DecimalMark) -> Self {
        Self {
            mark: mark.as_char() as u8,
            bytes: [0; TOGETHER],
            lengths: [0; TOGETHER],
            numbers: [0.0; TOGETHER],
            odd: [0; TOGETHER],
            marks: [0; TOGETHER],
            count: 0,
        }
    }

    /// Takes the cells of `text` that begin and end at these places, at most [`TOGETHER`], and reads
    /// them; gives back how many there are.
    #[inline(always)]
    pub(super) fn read(
        &mut self,
        text: &[u8],
        cells: &mut impl Iterator<Item = (usize, usize)>,
    ) -> usize {
        self.count = 0;
        let rooms = self.bytes.iter_mut().zip(&mut self.lengths);
        for ((bytes, length), (start, end)) in rooms.zip(cells) {
            let before = eight_bytes(text, end);
            *length = if before.is_some() { (end - start) as u64 } else { ODD };
            *bytes = before.unwrap_or(0);
            self.count += 1;
        }
        self.compute();
        self.count
    }

    /// The numbers in the cells, NaN where nothing stands.
    #[inline(always)]
    pub(super) fn numbers(&self) -> &[f64] {
        self.numbers.get(..self.count).unwrap_or_default()
    }

    /// Whether no cell has to be read with more care.
    #[inline(always)]
    pub(super) fn is_plain(&self) -> bool {
        let odd = self.odd.get(..self.count).unwrap_or_default();
        odd.iter().fold(0, |all, odd| all | odd) == 0
    }

    /// Whether some cell that needs no more care has a mark before decimals.
    #[inline(always)]
    pub(super) fn has_mark(&self) -> bool {
        let each = self.marks.iter().zip(&self.odd).take(self.count);
        each.fold(0, |all, (mark, odd)| all | if *odd == 0 { *mark } else { 0 }) != 0
    }

    /// The places of the cells that have to be read with more care.
    #[inline(always)]
    pub(super) fn odd(&self) -> impl Iterator<Item = usize> {
        let odd = self.odd.get(..self.count).unwrap_or_default();
        odd.iter().enumerate().filter(|(_, odd)| **odd != 0).map(|(place, _)| place)
    }

    /// Where decimals begin, and what the digits are worth.
    #[inline(always)]
    fn compute(&mut self) {
        /// Adds to a number below 2^52 as bits what makes it 2^52 more as a number.
        const WHOLE: u64 = 0x4330_0000_0000_0000;
        let mark = ONES * u64::from(self.mark ^ b'0');
        for place in 0..TOGETHER {
            let (bytes, length) = (self.bytes[place], self.lengths[place]);
            let shift = 4 * 8_u64.wrapping_sub(length);
            let first = bytes.wrapping_shr(shift as u32).wrapping_shr(shift as u32) & 0xff;
            let is_negative = first == u64::from(b'-');
            let kept = u64::MAX.wrapping_shl(shift as u32).wrapping_shl(shift as u32);
            let kept = if is_negative { kept << 8 } else { kept };
            let digits = (bytes ^ ZEROS) & kept;
            let marks = zeros(digits ^ mark);
            let marks = marks & marks.wrapping_neg();
            let has_mark = marks != 0;
            let whole = (marks >> 7).wrapping_sub(1);
            let before = digits & whole;
            let before = if has_mark { before << 8 } else { before };
            let digits = before | (digits & !(whole << 8 | 0xff));
            let is_odd = (digits.wrapping_add(LIMIT) | digits) & HIGH;
            let others = u64::from(is_negative) + u64::from(has_mark);
            let is_empty = u64::from(length == others) & u64::from(length != 0);
            let power = if marks & ONE_BEHIND == 0 { 1.0 } else { 1e1 };
            let power = if marks & TWO_BEHIND == 0 { power } else { power * 1e2 };
            let power = if marks & FOUR_BEHIND == 0 { power } else { power * 1e4 };
            let number = f64::from_bits(eight_digits(digits) | WHOLE) - f64::from_bits(WHOLE);
            // Zero less zero is no negative zero.
            let number = if is_negative { 0.0 - number } else { number } / power;
            self.numbers[place] = if length == 0 { f64::NAN } else { number };
            self.odd[place] = is_odd | is_empty | u64::from(length > 8);
            self.marks[place] = marks;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::base::cell::{NumberCell, read_number};

    /// What a tile says of one cell: the number, and whether it has a mark.
    fn read(cell: &str, mark: DecimalMark) -> Option<(f64, bool)> {
        let text = format!("12345678;{cell}");
        let mut tile = Tile::new(mark);
        assert_eq!(tile.read(text.as_bytes(), &mut std::iter::once((9, text.len()))), 1);
        tile.is_plain().then(|| (tile.numbers()[0], tile.has_mark()))
    }

    #[test]
    fn plain_numbers_are_read() {
        for (cell, number) in [
            ("0", 0.0),
            ("-0", 0.0),
            ("153000.0", 153_000.0),
            ("-365.25", -365.25),
            ("12345678", 12_345_678.0),
            (".5", 0.5),
            ("5.", 5.0),
        ] {
            assert_eq!(
                read(cell, DecimalMark::Point),
                Some((number, cell.contains('.'))),
                "{cell}"
            );
        }
        assert_eq!(read("1,5", DecimalMark::Comma), Some((1.5, true)));
        let (nothing, has_mark) = read("", DecimalMark::Point).unwrap();
        assert!(nothing.is_nan() && !has_mark);
    }

    #[test]
    fn what_is_not_plain_is_left_to_others() {
        for cell in [
            "-",
            ".",
            "-.",
            "1.2.3",
            "1-2",
            "1/2",
            "--1",
            "1.-",
            "+1",
            "1e5",
            "NA",
            "1 000",
            "é",
            " ",
            "123456789",
        ] {
            assert_eq!(read(cell, DecimalMark::Point), None, "{cell}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_048))]

        #[test]
        fn every_cell_is_read_as_with_care(
            cells in prop::collection::vec(
                prop_oneof![
                    "-?[0-9]{0,6}[.,]?[0-9]{0,6}", "[-+0-9.,eE/ \u{e9}]{0,9}", Just(String::new()),
                ],
                0..100,
            ),
            comma: bool, far: bool,
        ) {
            let mark = if comma { DecimalMark::Comma } else { DecimalMark::Point };
            let mut text = if far { b"12345678;".to_vec() } else { Vec::new() };
            let mut places = Vec::new();
            for cell in &cells {
                places.push((text.len(), text.len() + cell.len()));
                text.extend_from_slice(cell.as_bytes());
                text.push(b';');
            }
            let mut tile = Tile::new(mark);
            let mut left = places.iter().copied();
            for some in places.chunks(TOGETHER) {
                prop_assert_eq!(tile.read(&text, &mut left), some.len());
                let odd: Vec<usize> = tile.odd().collect();
                prop_assert_eq!(tile.is_plain(), odd.is_empty());
                let mut has_mark = false;
                for (place, (start, end)) in some.iter().enumerate() {
                    if odd.contains(&place) {
                        continue;
                    }
                    let number = tile.numbers()[place];
                    match read_number(&text[*start..*end], mark) {
                        NumberCell::Missing => prop_assert!(number.is_nan()),
                        NumberCell::Number(expected, own) => {
                            prop_assert_eq!(number.to_bits(), expected.to_bits());
                            prop_assert!(own.is_none_or(|own| own == mark));
                            has_mark |= own.is_some();
                        }
                        other => prop_assert!(false, "{:?}", other),
                    }
                }
                prop_assert_eq!(tile.has_mark(), has_mark);
            }
        }
    }
}
