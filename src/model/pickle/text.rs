//! The texts and numbers that protocols 0 to 2 write as escaped ASCII. Pure functions.

use std::borrow::Cow;

/// The text of a `UNICODE` line: Latin-1 bytes with `\uXXXX` and `\UXXXXXXXX` escapes.
///
/// `None` when an escape is cut off or names no character.
pub(super) fn raw_unicode_escape(line: &[u8]) -> Option<Cow<'_, str>> {
    if line.is_ascii() && !line.contains(&b'\\') {
        return std::str::from_utf8(line).ok().map(Cow::Borrowed);
    }
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    while let [first, tail @ ..] = rest {
        let digits = match (first, tail.first()) {
            (b'\\', Some(b'u')) => 4,
            (b'\\', Some(b'U')) => 8,
            _ => {
                // One byte is one character in Latin-1.
                text.push(char::from(*first));
                rest = tail;
                continue;
            }
        };
        text.push(char::from_u32(hexadecimal(tail.get(1..=digits)?)?)?);
        rest = tail.get(digits + 1..)?;
    }
    Some(Cow::Owned(text))
}

/// The bytes of a `STRING` line: a Python 2 literal with its quotes.
///
/// `None` when the quotes do not match or an escape is cut off.
pub(super) fn quoted_bytes(line: &[u8]) -> Option<Cow<'_, [u8]>> {
    let (quote, rest) = line.split_first()?;
    let (closing, body) = rest.split_last()?;
    if quote != closing || !matches!(quote, b'\'' | b'"') {
        return None;
    }
    if !body.contains(&b'\\') {
        return Some(Cow::Borrowed(body));
    }
    let mut bytes = Vec::with_capacity(body.len());
    let mut rest = body;
    while let [first, tail @ ..] = rest {
        if *first == b'\\' {
            let (byte, length) = escaped_byte(tail)?;
            bytes.push(byte);
            rest = tail.get(length..)?;
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    Some(Cow::Owned(bytes))
}

/// The byte that stands behind a backslash, and how many characters it takes there.
fn escaped_byte(tail: &[u8]) -> Option<(u8, usize)> {
    Some(match tail.first()? {
        b'n' => (b'\n', 1),
        b'r' => (b'\r', 1),
        b't' => (b'\t', 1),
        b'x' => (u8::try_from(hexadecimal(tail.get(1..3)?)?).ok()?, 3),
        byte @ (b'\\' | b'\'' | b'"') => (*byte, 1),
        _ => return None,
    })
}

fn hexadecimal(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0_u32, |number, &digit| {
        Some(number.checked_mul(16)? + char::from(digit).to_digit(16)?)
    })
}

/// The integer in little-endian two's complement of up to eight bytes; `None` when it is longer.
pub(super) fn little_endian_integer(bytes: &[u8]) -> Option<i64> {
    let sign = bytes.last().map_or(0, |last| if *last >= 0x80 { 0xff } else { 0 });
    let mut wide = [sign; 8];
    if bytes.len() > wide.len() {
        return None;
    }
    for (to, from) in wide.iter_mut().zip(bytes) {
        *to = *from;
    }
    Some(i64::from_le_bytes(wide))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unicode_lines_are_read_as_python_writes_them() {
        let read = |line| raw_unicode_escape(line).map(Cow::into_owned);
        assert_eq!(read(b"tree\\u000aversion=v4"), Some("tree\nversion=v4".to_owned()));
        assert_eq!(read(b"caf\xe9 \\u20ac \\U0001f600"), Some("café € 😀".to_owned()));
        assert_eq!(read(b"a\\u005cu0041"), Some("a\\u0041".to_owned()));
        assert_eq!(read(b"\\u00"), None);
        assert_eq!(read(b"\\ud800"), None);
        assert_eq!(read(b"\\Uffffffff"), None);
    }

    #[test]
    fn string_lines_are_read_as_python_2_writes_them() {
        let read = |line| quoted_bytes(line).map(Cow::into_owned);
        assert_eq!(read(b"'tree\\nleaf'"), Some(b"tree\nleaf".to_vec()));
        assert_eq!(read(br#""it's \xe9\\""#), Some(b"it's \xe9\\".to_vec()));
        for bad in [&b"'"[..], b"", b"'a\"", b"'\\x4'", b"'\\'", b"abc"] {
            assert_eq!(read(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn integers_keep_their_sign() {
        assert_eq!(little_endian_integer(&[]), Some(0));
        assert_eq!(little_endian_integer(&[0xff]), Some(-1));
        assert_eq!(little_endian_integer(&[0xff, 0]), Some(255));
        assert_eq!(little_endian_integer(&[0; 9]), None);
    }
}
