//! Which characters the bytes of a file spell.
//!
//! UTF-8 and Windows-1252 agree on everything that a CSV file is built of (separators, quotes,
//! digits), so both are read as bytes and told apart at the end, when every word has been seen.
//! UTF-16 is translated to UTF-8 on its way in.

use std::{
    borrow::Cow,
    io::{self, Read},
    ops::Range,
};

use encoding_rs::{Decoder, DecoderResult, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::base::{error::BaseFault, options::Encoding, stream::StreamFault};

/// Bytes that are looked at to tell UTF-16 by its NUL characters.
const NUL_PATTERN_BYTES: usize = 4_096;

/// Bytes translated in one go.
const CHUNK_BYTES: usize = 64 << 10;

/// The byte order mark of UTF-8.
const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";

/// How bytes become a text that is built of ASCII separators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Transport {
    /// They are one already, behind this many bytes of byte order marks.
    Bytes {
        /// The length of the marks.
        mark: usize,
    },
    /// They are UTF-16, little or big end first.
    Utf16(Encoding),
}

/// How the text that begins with `head` is spelled, as far as that can be told from there.
pub(super) fn transport_of(head: &[u8], named: Option<Encoding>) -> Result<Transport, BaseFault> {
    // Some programs write a second mark before a text that has one.
    let marks = head.chunks_exact(UTF8_MARK.len()).take_while(|bytes| *bytes == UTF8_MARK).count();
    let mark = marks * UTF8_MARK.len();
    match named {
        Some(encoding @ (Encoding::Utf16Le | Encoding::Utf16Be)) => {
            return Ok(Transport::Utf16(encoding));
        }
        Some(Encoding::Utf8 | Encoding::Windows1252) => return Ok(Transport::Bytes { mark }),
        None => {}
    }
    if head.starts_with(b"\xff\xfe") {
        Ok(Transport::Utf16(Encoding::Utf16Le))
    } else if head.starts_with(b"\xfe\xff") {
        Ok(Transport::Utf16(Encoding::Utf16Be))
    } else if has_nul_pattern(head) {
        Err(BaseFault::Utf16WithoutMark)
    } else {
        Ok(Transport::Bytes { mark })
    }
}

/// Whether every other byte is mostly NUL and the others are not: Latin letters in UTF-16.
fn has_nul_pattern(head: &[u8]) -> bool {
    let head = head.get(..NUL_PATTERN_BYTES).unwrap_or(head);
    let nuls = |parity: usize| head.iter().skip(parity).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    let (more, fewer) = (even.max(odd), even.min(odd));
    more * 4 > head.len() && fewer * 10 < more
}

/// The text of `inner` as bytes that are built of ASCII separators.
pub(super) fn decoded<'a>(
    transport: Transport,
    inner: &'a mut dyn Read,
) -> io::Result<Box<dyn Read + 'a>> {
    match transport {
        Transport::Bytes { mark } => {
            let mut skipped = vec![0; mark];
            inner.read_exact(&mut skipped)?;
            Ok(Box::new(inner))
        }
        Transport::Utf16(encoding) => {
            let encoding = if encoding == Encoding::Utf16Be { UTF_16BE } else { UTF_16LE };
            Ok(Box::new(Utf16 {
                inner,
                decoder: encoding.new_decoder_with_bom_removal(),
                raw: vec![0; CHUNK_BYTES],
                taken: 0..0,
                text: vec![0; CHUNK_BYTES],
                ready: 0..0,
                ended: false,
            }))
        }
    }
}

/// `bytes` as text: UTF-8, or Windows-1252, in which every byte is a character.
pub(super) fn text(bytes: &[u8], encoding: Encoding) -> Cow<'_, str> {
    match encoding {
        Encoding::Windows1252 => WINDOWS_1252.decode_without_bom_handling(bytes).0,
        Encoding::Utf8 | Encoding::Utf16Le | Encoding::Utf16Be => String::from_utf8_lossy(bytes),
    }
}

/// UTF-16 on its way to UTF-8.
///
/// The decoder writes whole characters only, and a reader may have room for half of one: what is
/// translated waits in a buffer of its own.
struct Utf16<'a> {
    inner: &'a mut dyn Read,
    decoder: Decoder,
    raw: Vec<u8>,
    /// What was read into `raw` and not yet translated.
    taken: Range<usize>,
    text: Vec<u8>,
    /// What was translated into `text` and not yet given away.
    ready: Range<usize>,
    ended: bool,
}

impl Utf16<'_> {
    /// Translates more; leaves nothing ready at the end of the text alone.
    fn translate(&mut self) -> io::Result<()> {
        loop {
            if self.taken.is_empty() && !self.ended {
                let read = self.inner.read(&mut self.raw)?;
                self.taken = 0..read;
                self.ended = read == 0;
            }
            let raw = self.raw.get(self.taken.clone()).unwrap_or_default();
            let (result, consumed, written) =
                self.decoder.decode_to_utf8_without_replacement(raw, &mut self.text, self.ended);
            self.taken.start += consumed;
            self.ready = 0..written;
            match result {
                DecoderResult::Malformed(..) => {
                    return Err(io::Error::other(StreamFault::NotUtf16));
                }
                DecoderResult::InputEmpty if written == 0 && !self.ended => {}
                DecoderResult::InputEmpty | DecoderResult::OutputFull => return Ok(()),
            }
        }
    }
}

impl Read for Utf16<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.ready.is_empty() {
            self.translate()?;
        }
        let mut ready = self.text.get(self.ready.clone()).unwrap_or_default();
        let given = ready.read(buffer)?;
        self.ready.start += given;
        Ok(given)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(transport: Transport, mut bytes: &[u8]) -> io::Result<String> {
        let mut text = String::new();
        decoded(transport, &mut bytes)?.read_to_string(&mut text).map(|_| text)
    }

    fn utf16(text: &str, mark: bool) -> Vec<u8> {
        let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn marks_tell_the_encoding_and_are_not_part_of_the_text() {
        for text in ["\u{feff}id;x", "\u{feff}\u{feff}id;x"].map(str::as_bytes) {
            let transport = transport_of(text, None).unwrap();
            assert_eq!(read(transport, text).unwrap(), "id;x");
        }
        let text = "id;né\n1;€\n";
        let little = utf16(text, true);
        assert_eq!(read(transport_of(&little, None).unwrap(), &little).unwrap(), text);
        let mut big = little.clone();
        big.chunks_mut(2).for_each(<[u8]>::reverse);
        assert_eq!(read(transport_of(&big, None).unwrap(), &big).unwrap(), text);
    }

    #[test]
    fn utf16_without_a_mark_is_refused_unless_it_is_named() {
        let bytes = utf16("id;age\n1;42\n", false);
        assert!(matches!(transport_of(&bytes, None), Err(BaseFault::Utf16WithoutMark)));
        let named = transport_of(&bytes, Some(Encoding::Utf16Le)).unwrap();
        assert_eq!(read(named, &bytes).unwrap(), "id;age\n1;42\n");
    }

    #[test]
    fn a_reader_may_have_room_for_a_byte_only() {
        let text = "i;ville\n1;Évreux\n2;€ Ō 𝄞 Москва\n".repeat(40);
        let bytes = utf16(&text, true);
        for room in 1..9 {
            let mut inner = bytes.as_slice();
            let mut reader = decoded(Transport::Utf16(Encoding::Utf16Le), &mut inner).unwrap();
            let (mut all, mut buffer) = (Vec::new(), vec![0; room]);
            loop {
                let read = reader.read(&mut buffer).unwrap();
                if read == 0 {
                    break;
                }
                all.extend_from_slice(&buffer[..read]);
            }
            assert_eq!(String::from_utf8(all).unwrap(), text, "{room}");
        }
    }

    #[test]
    fn half_a_character_is_an_error() {
        let mut bytes = utf16("id;x", true);
        bytes.pop();
        assert!(read(Transport::Utf16(Encoding::Utf16Le), &bytes).is_err());
    }

    #[test]
    fn windows_1252_knows_every_byte() {
        assert_eq!(text(b"caf\xe9 \x80", Encoding::Windows1252), "café €");
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(text(&all, Encoding::Windows1252).chars().count(), 256);
    }
}
