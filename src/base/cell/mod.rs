//! What one written cell means.
//!
//! **Missing**: the words that pandas takes as missing when it reads a CSV file, since that is how
//! most models saw their training data. `XNA` (Home Credit's "not available") is missing among
//! words only. A word that the model knows as a category is never missing, whatever it spells.
//!
//! **Numbers**: a decimal point or a decimal comma, thousands grouped by spaces (plain, no-break,
//! narrow or thin) or by apostrophes, an exponent, `True`/`False` and `VRAI`/`FAUX` as 1 and 0.
//! `1,234` and `1.234` are a thousand for some and one and a bit for others: the mark that the
//! file does not use for decimals elsewhere is refused where it could be either.
//!
//! Works on bytes, so that the same code reads UTF-8 and Windows-1252.

mod grouped;

use super::{error::CellFault, options::DecimalMark};

use grouped::{LONGEST_GROUPED, looks_grouped, read_grouped};

/// From here on, whole numbers are no longer told apart by an `f64`: 2^53.
pub(super) const LARGEST_EXACT: f64 = 9_007_199_254_740_992.0;

/// What a cell says when a number is wanted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum NumberCell {
    /// Nothing.
    Missing,
    /// A finite number, and the mark before its decimals when there is one.
    Number(f64, Option<DecimalMark>),
    /// `True` or `False`, which a feature reads as 1 or 0.
    Truth(bool),
    /// Something else.
    Fault(CellFault),
}

/// The longest token of [`is_missing`], in bytes.
const LONGEST_MISSING: usize = 9;

/// What `cell` says when a number is wanted in a file that writes decimals after `convention`.
#[inline]
pub(super) fn read_number(cell: &[u8], convention: DecimalMark) -> NumberCell {
    read_at_once(cell, convention).unwrap_or_else(|| read_with_care(cell, convention))
}

/// Reads what nearly all cells are: nothing, or a number as a program writes it, with a decimal
/// point or, where the file has decimal commas, with one of these. `None` leaves the cell to
/// [`read_with_care`], which would say the same of those that are read here.
#[inline]
fn read_at_once(cell: &[u8], convention: DecimalMark) -> Option<NumberCell> {
    let first = match cell {
        [] => return Some(NumberCell::Missing),
        [b'-', first, ..] | [first, ..] => first,
    };
    // A letter here would be infinity or no number.
    if !first.is_ascii_digit() {
        return None;
    }
    let mark = cell.iter().find(|byte| matches!(byte, b'.' | b','));
    let (number, mark) = match (mark, convention) {
        (None, _) => (fast_float2::parse(cell).ok()?, None),
        (Some(b'.'), DecimalMark::Point) => {
            (fast_float2::parse(cell).ok()?, Some(DecimalMark::Point))
        }
        (Some(b','), DecimalMark::Comma) => (parse_comma(cell)?, Some(DecimalMark::Comma)),
        // Could be grouped thousands, or belongs to another convention.
        _ => return None,
    };
    let number: f64 = number;
    number.is_finite().then_some(NumberCell::Number(number + 0.0, mark))
}

/// The number that `cell` spells when each comma in it is a point.
fn parse_comma(cell: &[u8]) -> Option<f64> {
    let mut pointed = [0; LONGEST_GROUPED];
    let pointed = pointed.get_mut(..cell.len())?;
    for (slot, byte) in pointed.iter_mut().zip(cell) {
        match byte {
            b'.' => return None,
            b',' => *slot = b'.',
            byte => *slot = *byte,
        }
    }
    fast_float2::parse(&*pointed).ok()
}

/// Reads any cell.
fn read_with_care(cell: &[u8], convention: DecimalMark) -> NumberCell {
    let cell = cell.trim_ascii();
    if let Some(number) = read_plain(cell) {
        return match number {
            Ok((number, mark)) if mark.is_some() && convention == DecimalMark::Comma => {
                if looks_grouped(cell, b'.') {
                    NumberCell::Fault(CellFault::Ambiguous)
                } else {
                    finite(number, mark)
                }
            }
            Ok((number, mark)) => finite(number, mark),
            Err(()) => NumberCell::Fault(CellFault::NotANumber),
        };
    }
    if is_missing(cell) {
        return NumberCell::Missing;
    }
    if let Some(truth) = read_truth(cell) {
        return NumberCell::Truth(truth);
    }
    if is_infinite(cell) {
        return NumberCell::Fault(CellFault::Infinite);
    }
    read_grouped(cell, convention)
}

/// Whether `cell` says that nothing was given, for numbers and words alike.
pub(super) fn is_missing(cell: &[u8]) -> bool {
    let cell = cell.trim_ascii();
    if cell.len() > LONGEST_MISSING {
        return false;
    }
    matches!(
        cell,
        b"" | b"NA"
            | b"N/A"
            | b"n/a"
            | b"NaN"
            | b"nan"
            | b"-NaN"
            | b"-nan"
            | b"NULL"
            | b"Null"
            | b"null"
            | b"None"
            | b"<NA>"
            | b"#N/A"
            | b"#NA"
            | b"#N/A N/A"
            | b"1.#IND"
            | b"-1.#IND"
            | b"1.#QNAN"
            | b"-1.#QNAN"
    )
}

/// Whether `cell` says that no word was given.
pub(super) fn is_missing_word(cell: &[u8]) -> bool {
    is_missing(cell) || cell.trim_ascii() == b"XNA"
}

/// Reads digits, signs, a point and an exponent; `None` when the cell holds anything else.
fn read_plain(cell: &[u8]) -> Option<Result<(f64, Option<DecimalMark>), ()>> {
    let mut has_digit = false;
    let mut mark = None;
    for byte in cell {
        match byte {
            b'0'..=b'9' => has_digit = true,
            b'.' => mark = Some(DecimalMark::Point),
            b'+' | b'-' | b'e' | b'E' => {}
            _ => return None,
        }
    }
    if !has_digit {
        return None;
    }
    let number = std::str::from_utf8(cell).ok().and_then(|text| text.parse::<f64>().ok());
    Some(number.map(|number| (number, mark)).ok_or(()))
}

fn finite(number: f64, mark: Option<DecimalMark>) -> NumberCell {
    if number.is_finite() {
        // Negative zero is zero: no reader of a score tells them apart.
        NumberCell::Number(number + 0.0, mark)
    } else {
        NumberCell::Fault(CellFault::Infinite)
    }
}

fn read_truth(cell: &[u8]) -> Option<bool> {
    match cell {
        b"True" | b"true" | b"TRUE" | b"VRAI" | b"Vrai" | b"vrai" => Some(true),
        b"False" | b"false" | b"FALSE" | b"FAUX" | b"Faux" | b"faux" => Some(false),
        _ => None,
    }
}

fn is_infinite(cell: &[u8]) -> bool {
    let unsigned = cell.strip_prefix(b"-").or_else(|| cell.strip_prefix(b"+")).unwrap_or(cell);
    unsigned.eq_ignore_ascii_case(b"inf")
        || unsigned.eq_ignore_ascii_case(b"infinity")
        || unsigned == "∞".as_bytes()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn point(cell: &str) -> NumberCell {
        read_number(cell.as_bytes(), DecimalMark::Point)
    }

    fn comma(cell: &str) -> NumberCell {
        read_number(cell.as_bytes(), DecimalMark::Comma)
    }

    fn value(cell: NumberCell) -> f64 {
        match cell {
            NumberCell::Number(number, _) => number,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn plain_numbers_are_read_to_the_last_bit() {
        for (cell, expected) in [
            ("0", 0.0),
            ("-3", -3.0),
            ("+7.5", 7.5),
            (" 12.25 ", 12.25),
            (".5", 0.5),
            ("1e-05", 1e-5),
            ("0.1", 0.1),
            ("9007199254740993", 9_007_199_254_740_992.0),
        ] {
            assert_eq!(value(point(cell)), expected, "{cell}");
        }
        assert!(value(point("-0.0")).is_sign_positive());
        assert_eq!(point(" True"), NumberCell::Truth(true));
        assert_eq!(comma("FAUX"), NumberCell::Truth(false));
    }

    #[test]
    fn french_numbers_are_read_in_either_convention() {
        for (cell, expected) in [
            ("12,5", 12.5),
            ("-12,5", -12.5),
            ("\u{2212}12,5", -12.5),
            ("1 234,25", 1234.25),
            ("1\u{a0}234\u{a0}567,25", 1_234_567.25),
            ("12\u{202f}345", 12_345.0),
            ("1'234.5", 1234.5),
            ("0,123", 0.123),
            ("1,5E+10", 1.5e10),
            ("1 234", 1234.0),
        ] {
            assert_eq!(value(point(cell)), expected, "{cell}");
            assert_eq!(value(comma(cell)), expected, "{cell}");
        }
        let windows_1252 = read_number(b"1\xa0234,25", DecimalMark::Comma);
        assert_eq!(windows_1252, NumberCell::Number(1234.25, Some(DecimalMark::Comma)));
    }

    #[test]
    fn what_could_be_a_thousand_is_read_only_after_the_files_own_convention() {
        assert_eq!(value(comma("1,234")), 1.234);
        assert_eq!(point("1,234"), NumberCell::Fault(CellFault::Ambiguous));
        assert_eq!(value(point("1.234")), 1.234);
        assert_eq!(comma("1.234"), NumberCell::Fault(CellFault::Ambiguous));
        assert_eq!(value(comma("0.234")), 0.234);
        assert_eq!(value(comma("1.23")), 1.23);
    }

    #[test]
    fn what_is_not_a_number_is_refused() {
        for cell in [
            "-",
            ".",
            "e5",
            "1e",
            "1-2",
            "1 23",
            "12 34,5",
            "1 2345",
            "1,2,3",
            "1,234.5",
            "12 %",
            "0x10",
            "1_000",
            "abc",
            "--1",
            "1..2",
            "١٢",
            " 1 000 00",
            "1 234 ,5",
            "2026-11-22",
        ] {
            assert_eq!(point(cell), NumberCell::Fault(CellFault::NotANumber), "{cell}");
        }
        for cell in ["inf", "-Infinity", "1e999", "-1e400", "∞"] {
            assert_eq!(point(cell), NumberCell::Fault(CellFault::Infinite), "{cell}");
        }
        let long = "1 ".repeat(100);
        assert_eq!(point(&long), NumberCell::Fault(CellFault::NotANumber));
    }

    #[test]
    fn missing_is_what_pandas_calls_missing() {
        for cell in ["", " ", "NA", "N/A", "NaN", "nan", "null", "NULL", "None", "#N/A", "<NA>"] {
            assert_eq!(point(cell), NumberCell::Missing, "{cell}");
            assert!(is_missing_word(cell.as_bytes()), "{cell}");
        }
        assert_eq!(point("XNA"), NumberCell::Fault(CellFault::NotANumber));
        assert!(is_missing_word(b"XNA"));
        assert!(!is_missing_word(b"XAP"));
    }

    proptest! {
        #[test]
        fn any_number_written_by_rust_is_read_back(number in proptest::num::f64::NORMAL) {
            prop_assert_eq!(value(point(&number.to_string())), number);
            prop_assert_eq!(value(point(&format!("{number:e}"))), number);
        }

        #[test]
        fn any_number_grouped_the_french_way_is_read_back(
            whole in 0_u64..1 << 53, cents in 0_u8..100, negative: bool, separator in 0_usize..4,
        ) {
            let separator = [" ", "\u{a0}", "\u{202f}", "'"][separator];
            let digits = whole.to_string();
            let mut grouped = String::new();
            for (position, digit) in digits.chars().enumerate() {
                if position > 0 && (digits.len() - position).is_multiple_of(3) {
                    grouped.push_str(separator);
                }
                grouped.push(digit);
            }
            let sign = if negative { "-" } else { "" };
            let expected: f64 = format!("{sign}{whole}.{cents:02}").parse().unwrap();
            let cell = format!("{sign}{grouped},{cents:02}");
            prop_assert_eq!(value(comma(&cell)), expected + 0.0);
            prop_assert_eq!(value(point(&cell)), expected + 0.0);
        }

        #[test]
        fn cells_are_read_at_once_as_they_are_with_care(
            written in "-?[0-9]{0,25}[.,]?[0-9]{0,25}([eE][-+]?[0-9]{1,24})?", any: Vec<u8>,
            odd in "[-+0-9.,eEinfa ]{0,12}", bits: u64, decimals in 0_usize..20,
        ) {
            let number = f64::from_bits(bits);
            let shortest = number.to_string();
            let rounded = format!("{number:.decimals$e}");
            let halfway = format!("{}.5", bits >> 11);
            let cells = [&written, &odd, &shortest, &rounded, &halfway].map(String::as_bytes);
            for cell in cells.into_iter().chain([any.as_slice()]) {
                for convention in [DecimalMark::Point, DecimalMark::Comma] {
                    if let Some(read) = read_at_once(cell, convention) {
                        let bits = |read| match read {
                            NumberCell::Number(number, mark) => Some((number.to_bits(), mark)),
                            _ => None,
                        };
                        let careful = read_with_care(cell, convention);
                        prop_assert_eq!(read, careful);
                        prop_assert_eq!(bits(read), bits(careful));
                    }
                }
            }
        }

        #[test]
        fn no_bytes_make_it_panic(cell: Vec<u8>) {
            let _ = read_number(&cell, DecimalMark::Point);
            let _ = read_number(&cell, DecimalMark::Comma);
        }
    }
}
