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

use super::{error::CellFault, options::DecimalMark};

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

/// The longest number that needs rewriting before it can be read, in bytes.
const LONGEST_GROUPED: usize = 64;

/// What `cell` says when a number is wanted in a file that writes decimals after `convention`.
pub(super) fn read_number(cell: &[u8], convention: DecimalMark) -> NumberCell {
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

/// Whether `mark` stands where it would group thousands: `1.234`, `12.345.678`, not `0.234`.
fn looks_grouped(cell: &[u8], mark: u8) -> bool {
    let unsigned = cell.strip_prefix(b"-").or_else(|| cell.strip_prefix(b"+")).unwrap_or(cell);
    let mut groups = unsigned.split(|byte| *byte == mark);
    let first = groups.next().unwrap_or_default();
    let head = (1..=3).contains(&first.len())
        && first.iter().all(u8::is_ascii_digit)
        && first.first() != Some(&b'0');
    head && groups.all(|group| group.len() == 3 && group.iter().all(u8::is_ascii_digit))
}

/// Reads a number that holds a comma, grouped thousands or a typographic minus.
fn read_grouped(cell: &[u8], convention: DecimalMark) -> NumberCell {
    let fault = NumberCell::Fault(CellFault::NotANumber);
    let mut buffer = [0_u8; LONGEST_GROUPED];
    let Some(plain) = ungroup(cell, &mut buffer) else {
        return fault;
    };
    let commas: usize = plain.iter().map(|byte| usize::from(*byte == b',')).sum();
    match commas {
        0 => match read_plain(plain) {
            Some(Ok((number, mark))) => finite(number, mark),
            _ => fault,
        },
        1 if convention == DecimalMark::Point && looks_grouped(plain, b',') => {
            NumberCell::Fault(CellFault::Ambiguous)
        }
        1 if !plain.contains(&b'.') => {
            for byte in plain.iter_mut().filter(|byte| **byte == b',') {
                *byte = b'.';
            }
            match read_plain(plain) {
                Some(Ok((number, _))) => finite(number, Some(DecimalMark::Comma)),
                _ => fault,
            }
        }
        _ => fault,
    }
}

/// `cell` without the separators of its thousands; `None` when they do not stand between groups
/// of three digits, or when the cell is too long for a number.
fn ungroup<'a>(cell: &[u8], buffer: &'a mut [u8; LONGEST_GROUPED]) -> Option<&'a mut [u8]> {
    let mut length = 0;
    let mut rest = cell;
    // Digits since the last separator, and whether one was seen.
    let (mut digits, mut grouped, mut whole) = (0_usize, false, true);
    while let Some((first, tail)) = rest.split_first() {
        if let Some(tail) = strip_separator(rest) {
            let full = if grouped { digits == 3 } else { (1..=3).contains(&digits) };
            if !whole || !full {
                return None;
            }
            (digits, grouped, rest) = (0, true, tail);
            continue;
        }
        let (byte, tail) = match rest.strip_prefix("\u{2212}".as_bytes()) {
            Some(tail) => (b'-', tail),
            None => (*first, tail),
        };
        match byte {
            b'0'..=b'9' => digits += 1,
            b',' | b'.' | b'e' | b'E' => {
                if whole && grouped && digits != 3 {
                    return None;
                }
                whole = false;
            }
            b'+' | b'-' => {}
            _ => return None,
        }
        *buffer.get_mut(length)? = byte;
        length += 1;
        rest = tail;
    }
    if whole && grouped && digits != 3 {
        return None;
    }
    buffer.get_mut(..length)
}

/// What follows a separator of thousands at the start of `bytes`, in UTF-8 or Windows-1252.
fn strip_separator(bytes: &[u8]) -> Option<&[u8]> {
    const SEPARATORS: [&[u8]; 8] = [
        b" ",
        b"'",
        "\u{a0}".as_bytes(),
        "\u{202f}".as_bytes(),
        "\u{2009}".as_bytes(),
        "\u{2019}".as_bytes(),
        b"\xa0",
        b"\x92",
    ];
    SEPARATORS.iter().find_map(|separator| bytes.strip_prefix(*separator))
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
        fn no_bytes_make_it_panic(cell: Vec<u8>) {
            let _ = read_number(&cell, DecimalMark::Point);
            let _ = read_number(&cell, DecimalMark::Comma);
        }
    }
}
