//! Where the cells and the rows of a CSV text end.
//!
//! The grammar is that of RFC 4180, as forgiving as people's files need it: a row ends with a line
//! feed, a carriage return or both; empty lines are no rows; a quote opens a quoted cell only where
//! a cell begins, and is a letter like any other elsewhere; two quotes within a quoted cell are
//! one; what follows a closing quote belongs to the cell as it stands.
//!
//! Depends on `memchr` alone. **Invariant**: cells and rows are those that the `csv` crate tells
//! apart, whatever the bytes; a property test of `block.rs` holds the two side by side.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter, memchr3, memrchr2};

/// What opens and closes a cell that may hold separators and line ends.
pub(super) const QUOTE: u8 = b'"';

/// The byte that is counted to tell on which line a row begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineBreak {
    /// The line feed of Unix and Windows.
    LineFeed,
    /// The carriage return of the first Macintosh.
    CarriageReturn,
}

impl LineBreak {
    /// How the lines of `text` end, told by the first one.
    pub(super) fn of(text: &[u8]) -> Self {
        match text.iter().position(|byte| is_row_end(*byte)) {
            Some(at) if text.get(at) == Some(&b'\r') && text.get(at + 1) != Some(&b'\n') => {
                Self::CarriageReturn
            }
            _ => Self::LineFeed,
        }
    }

    /// The byte itself.
    pub(super) fn byte(self) -> u8 {
        match self {
            Self::LineFeed => b'\n',
            Self::CarriageReturn => b'\r',
        }
    }

    /// How many line ends there are in `bytes`.
    pub(super) fn count(self, bytes: &[u8]) -> u32 {
        // Texts that are looked at in one go are far shorter than 4 GiB.
        memchr_iter(self.byte(), bytes).count() as u32
    }
}

/// Whether `byte` ends a row outside of quotes.
pub(super) fn is_row_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// Where the cell that begins at `start` ends: at a separator, at the end of its row, or behind
/// the text. `None` when it is quoted and nothing closes the quote.
pub(super) fn cell_end(text: &[u8], start: usize, separator: u8) -> Option<usize> {
    let from = match text.get(start) {
        Some(&QUOTE) => closing_quote(text, start)? + 1,
        _ => start,
    };
    let rest = text.get(from..).unwrap_or_default();
    Some(memchr3(separator, b'\n', b'\r', rest).map_or(text.len(), |length| from + length))
}

/// Where the quote that opens at `open` is closed.
fn closing_quote(text: &[u8], open: usize) -> Option<usize> {
    let mut from = open + 1;
    loop {
        let quote = from + memchr(QUOTE, text.get(from..)?)?;
        if text.get(quote + 1) != Some(&QUOTE) {
            return Some(quote);
        }
        from = quote + 2;
    }
}

/// What a cell says that is written as `cell`: itself, or what stands within its quotes.
#[inline]
pub(super) fn unquoted(cell: &[u8]) -> Cow<'_, [u8]> {
    if cell.first() == Some(&QUOTE) { without_quotes(cell) } else { Cow::Borrowed(cell) }
}

#[cold]
fn without_quotes(cell: &[u8]) -> Cow<'_, [u8]> {
    // A quote that the end of the file leaves open ends there.
    let close = closing_quote(cell, 0).unwrap_or(cell.len());
    let within = cell.get(1..close).unwrap_or_default();
    let behind = cell.get(close + 1..).unwrap_or_default();
    if behind.is_empty() && memchr(QUOTE, within).is_none() {
        return Cow::Borrowed(within);
    }
    let mut said = Vec::with_capacity(cell.len());
    let mut rest = within;
    while let Some(quote) = memchr(QUOTE, rest) {
        // The first of two: both are passed, one is kept.
        said.extend_from_slice(rest.get(..=quote).unwrap_or_default());
        rest = rest.get(quote + 2..).unwrap_or_default();
    }
    said.extend_from_slice(rest);
    said.extend_from_slice(behind);
    Cow::Owned(said)
}

/// Where the last whole row of `text` ends, which begins where a row does; `None` when no row ends
/// in it.
pub(super) fn last_row_end(text: &[u8], separator: u8) -> Option<usize> {
    let last_of = |from: usize, to: usize| {
        let outside = text.get(from..to).unwrap_or_default();
        memrchr2(b'\n', b'\r', outside).map(|at| from + at + 1)
    };
    let mut last = None;
    // Nothing from here to the next quote is quoted.
    let mut outside = 0;
    let mut from = 0;
    while let Some(quote) = memchr(QUOTE, text.get(from..).unwrap_or_default()) {
        let quote = from + quote;
        let before = quote.checked_sub(1).and_then(|before| text.get(before));
        let opens = before.is_none_or(|byte| *byte == separator || is_row_end(*byte));
        if opens {
            last = last_of(outside, quote).or(last);
            let Some(close) = closing_quote(text, quote) else {
                return last;
            };
            outside = close + 1;
            from = outside;
        } else {
            from = quote + 1;
        }
    }
    last_of(outside, text.len()).or(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_taken_off_where_they_open_a_cell() {
        for (written, said) in [
            ("", ""),
            ("12.5", "12.5"),
            ("a \"b\" c", "a \"b\" c"),
            ("\"\"", ""),
            ("\"a;b\nc\"", "a;b\nc"),
            ("\"say \"\"yes\"\"\"", "say \"yes\""),
            ("\"a\"b\"c\"", "ab\"c\""),
            ("\"never closed", "never closed"),
        ] {
            assert_eq!(unquoted(written.as_bytes()), said.as_bytes(), "{written}");
        }
    }

    #[test]
    fn the_last_whole_row_ends_outside_of_quotes() {
        for (text, end) in [
            ("a,b", None),
            ("a,b\nc", Some(4)),
            ("a,b\r\nc", Some(5)),
            ("a,b\r", Some(4)),
            ("a,\"b\nc", None),
            ("a\n\"b\n\"\"\nc", Some(2)),
            ("a\n\"b\n\"\n", Some(7)),
            ("a\nb\"\nc", Some(5)),
        ] {
            assert_eq!(last_row_end(text.as_bytes(), b','), end, "{text:?}");
        }
    }
}
