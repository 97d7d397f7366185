//! A place in the bytes that only moves forward and never past the end. Depends on [`PickleError`].
//!
//! **Invariant.** Lengths that the file declares are compared with the bytes that are there, before
//! anything is made of them.

use super::error::PickleError;

/// Bytes, and how many of them were read.
#[derive(Debug, Clone)]
pub(super) struct Cursor<'a> {
    bytes: &'a [u8],
    offset: usize,
}

impl<'a> Cursor<'a> {
    /// The start of `bytes`.
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, offset: 0 }
    }

    /// How many bytes were read.
    pub(super) fn offset(&self) -> usize {
        self.offset
    }

    /// Whether nothing is left.
    pub(super) fn at_end(&self) -> bool {
        self.offset >= self.bytes.len()
    }

    /// The next `length` bytes.
    pub(super) fn take(&mut self, length: u64) -> Result<&'a [u8], PickleError> {
        let rest = self.bytes.get(self.offset..).unwrap_or_default();
        let taken = usize::try_from(length)
            .ok()
            .and_then(|length| rest.get(..length))
            .ok_or(PickleError::Truncated { offset: self.bytes.len() })?;
        self.offset += taken.len();
        Ok(taken)
    }

    /// The next byte.
    pub(super) fn byte(&mut self) -> Result<u8, PickleError> {
        self.array().map(|[byte]| byte)
    }

    /// The next `N` bytes by value.
    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], PickleError> {
        let taken = self.take(N as u64)?;
        taken.try_into().map_err(|_| PickleError::Truncated { offset: self.offset })
    }

    /// A little-endian length of two, four or eight bytes.
    pub(super) fn length<const N: usize>(&mut self) -> Result<u64, PickleError> {
        let mut wide = [0; 8];
        for (to, from) in wide.iter_mut().zip(self.array::<N>()?) {
            *to = from;
        }
        Ok(u64::from_le_bytes(wide))
    }

    /// The bytes up to the next line feed, which is passed but not returned.
    pub(super) fn line(&mut self) -> Result<&'a [u8], PickleError> {
        let rest = self.bytes.get(self.offset..).unwrap_or_default();
        let length = rest
            .iter()
            .position(|&byte| byte == b'\n')
            .ok_or(PickleError::Truncated { offset: self.bytes.len() })?;
        let line = self.take(length as u64)?;
        self.offset += 1;
        Ok(line)
    }
}
