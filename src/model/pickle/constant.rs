//! The instructions that put one number, text or byte string on the stack.
//!
//! Depends on the cursor and the graph's nodes.

use std::borrow::Cow;

use super::{cursor::Cursor, error::PickleError, graph::Node, text};

/// The value that `opcode` and what follows it stand for; `None` when it is another instruction.
pub(super) fn read<'a>(
    opcode: u8,
    cursor: &mut Cursor<'a>,
) -> Result<Option<Node<'a>>, PickleError> {
    Ok(Some(match opcode {
        b'N' => Node::None,
        0x88 => Node::Bool(true),
        0x89 => Node::Bool(false),
        b'I' | b'L' | b'F' => number_line(opcode, cursor)?,
        b'J' => Node::Int(i64::from(i32::from_le_bytes(cursor.array()?))),
        b'K' => Node::Int(i64::from(cursor.byte()?)),
        b'M' => Node::Int(i64::from(u16::from_le_bytes(cursor.array()?))),
        0x8a => integer(sized::<1>(cursor)?),
        0x8b => integer(sized::<4>(cursor)?),
        b'G' => Node::Float(f64::from_be_bytes(cursor.array()?)),
        b'V' => {
            let offset = cursor.offset();
            let line = text::raw_unicode_escape(cursor.line()?);
            Node::Text(line.ok_or_else(|| damaged(offset, "a text has a broken escape"))?)
        }
        0x8c => utf8(sized::<1>(cursor)?)?,
        b'X' => utf8(sized::<4>(cursor)?)?,
        0x8d => utf8(sized::<8>(cursor)?)?,
        b'C' => Node::Bytes(Cow::Borrowed(sized::<1>(cursor)?)),
        b'B' => Node::Bytes(Cow::Borrowed(sized::<4>(cursor)?)),
        0x8e | 0x96 => Node::Bytes(Cow::Borrowed(sized::<8>(cursor)?)),
        b'U' => python2_string(Cow::Borrowed(sized::<1>(cursor)?)),
        b'T' => python2_string(Cow::Borrowed(sized::<4>(cursor)?)),
        b'S' => {
            let offset = cursor.offset();
            let line = text::quoted_bytes(cursor.line()?);
            python2_string(line.ok_or_else(|| damaged(offset, "a string has broken quotes"))?)
        }
        _ => return Ok(None),
    }))
}

/// A number written out on a line: `I` integer or boolean, `L` long integer, `F` float.
fn number_line<'a>(opcode: u8, cursor: &mut Cursor<'a>) -> Result<Node<'a>, PickleError> {
    let offset = cursor.offset();
    let line = cursor.line()?;
    let text = std::str::from_utf8(line).unwrap_or_default();
    match (opcode, text) {
        (b'I', "01") => Ok(Node::Bool(true)),
        (b'I', "00") => Ok(Node::Bool(false)),
        (b'F', _) => {
            text.parse().map(Node::Float).map_err(|_| damaged(offset, "a number is expected"))
        }
        _ => {
            let number = text.strip_suffix('L').unwrap_or(text);
            let digits = number.strip_prefix('-').unwrap_or(number);
            if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
                return Err(damaged(offset, "an integer is expected"));
            }
            Ok(number.parse().map_or(Node::LongInt, Node::Int))
        }
    }
}

fn integer(bytes: &[u8]) -> Node<'_> {
    text::little_endian_integer(bytes).map_or(Node::LongInt, Node::Int)
}

/// The bytes whose number stands before them in `N` bytes.
fn sized<'a, const N: usize>(cursor: &mut Cursor<'a>) -> Result<&'a [u8], PickleError> {
    let length = cursor.length::<N>()?;
    cursor.take(length)
}

fn utf8(bytes: &[u8]) -> Result<Node<'_>, PickleError> {
    let text = std::str::from_utf8(bytes).map_err(|_| PickleError::TextEncoding)?;
    Ok(Node::Text(Cow::Borrowed(text)))
}

/// A Python 2 `str`: text when it is UTF-8, bytes otherwise.
fn python2_string(bytes: Cow<'_, [u8]>) -> Node<'_> {
    match bytes {
        Cow::Borrowed(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => Node::Text(Cow::Borrowed(text)),
            Err(_) => Node::Bytes(Cow::Borrowed(bytes)),
        },
        Cow::Owned(bytes) => match String::from_utf8(bytes) {
            Ok(text) => Node::Text(Cow::Owned(text)),
            Err(error) => Node::Bytes(Cow::Owned(error.into_bytes())),
        },
    }
}

fn damaged(offset: usize, problem: &'static str) -> PickleError {
    PickleError::Damaged { offset, problem }
}
