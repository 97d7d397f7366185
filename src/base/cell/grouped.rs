//! Numbers as people write them: grouped thousands, decimal commas, the typographic minus.
//!
//! Depends on the plain numbers of the module above: what is written here is rewritten there.

use crate::base::{error::CellFault, options::DecimalMark};

use super::{NumberCell, finite, read_plain};

/// The longest number that needs rewriting before it can be read, in bytes.
pub(super) const LONGEST_GROUPED: usize = 64;

/// Whether `mark` stands where it would group thousands: `1.234`, `12.345.678`, not `0.234`.
pub(super) fn looks_grouped(cell: &[u8], mark: u8) -> bool {
    let unsigned = cell.strip_prefix(b"-").or_else(|| cell.strip_prefix(b"+")).unwrap_or(cell);
    let mut groups = unsigned.split(|byte| *byte == mark);
    let first = groups.next().unwrap_or_default();
    let head = (1..=3).contains(&first.len())
        && first.iter().all(u8::is_ascii_digit)
        && first.first() != Some(&b'0');
    head && groups.all(|group| group.len() == 3 && group.iter().all(u8::is_ascii_digit))
}

/// Reads a number that holds a comma, grouped thousands or a typographic minus.
pub(super) fn read_grouped(cell: &[u8], convention: DecimalMark) -> NumberCell {
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
