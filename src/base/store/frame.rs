//! What frames a kept file: a header in front of the cells, and a trailer that says where the index
//! behind them is.
//!
//! Depends on `bytes` and `extent`. **Invariant**: a file of another kind, of another version, or
//! that was cut or prolonged has no index.

use super::{
    bytes::{Put, Take},
    extent::checksum,
    writer::HEADER_BYTES,
};

/// A kind of kept file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FileKind {
    /// What its header begins and its trailer ends with.
    pub(super) magic: &'static [u8; 8],
    /// Changes with every change of what is written.
    pub(super) version: u64,
}

/// Bytes of the trailer: where the index is, how long, its checksum, the version, the magic.
pub(super) const TRAILER_BYTES: u64 = 40;

/// Where an index is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct IndexPlace {
    pub(super) offset: u64,
    pub(super) bytes: u64,
    /// The checksum of the index, which holds the checksums of all cells: the same number means the
    /// same content.
    pub(super) hash: u64,
}

impl FileKind {
    /// The header of a file that remembers this `state`.
    pub(super) fn header(self, state: u64) -> Vec<u8> {
        let mut put = Put::default();
        put.0.extend_from_slice(self.magic);
        put.int(self.version);
        put.int(state);
        put.0.resize(HEADER_BYTES as usize - size_of::<u64>(), 0);
        let hash = checksum(&put.0, 0);
        put.int(hash);
        put.0
    }

    /// The state that a header remembers.
    pub(super) fn state_of(self, header_bytes: &[u8]) -> Option<u64> {
        let state = Take(header_bytes.get(2 * size_of::<u64>()..)?).int()?;
        (header_bytes == self.header(state)).then_some(state)
    }

    /// Puts the trailer behind an index that is to be written at `offset`.
    pub(super) fn seal(self, index: Vec<u8>, offset: u64) -> Vec<u8> {
        let mut put = Put(index);
        let hash = checksum(&put.0, offset);
        let bytes = put.0.len() as u64;
        for number in [offset, bytes, hash, self.version] {
            put.int(number);
        }
        put.0.extend_from_slice(self.magic);
        put.0
    }

    /// Where the index is, as the last bytes of a file of so many bytes tell.
    pub(super) fn place_of(self, trailer: &[u8], file_bytes: u64) -> Option<IndexPlace> {
        let (numbers, magic) =
            trailer.split_at_checked(trailer.len().checked_sub(self.magic.len())?)?;
        let mut take = Take(numbers);
        let (offset, bytes, hash, version) = (take.int()?, take.int()?, take.int()?, take.int()?);
        let end = offset.checked_add(bytes)?.checked_add(TRAILER_BYTES)?;
        let is_ours = magic == self.magic && version == self.version;
        (is_ours && end == file_bytes && offset >= HEADER_BYTES).then_some(IndexPlace {
            offset,
            bytes,
            hash,
        })
    }
}
