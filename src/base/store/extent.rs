//! How the cells of a column lie in a store.
//!
//! A column is a list of extents, one for each run of [`EXTENT_ROWS`] rows, written once as soon
//! as the run is full: importing needs memory for one run a column, whatever the size of the base.
//! Every chunk of [`CHUNK_BYTES`] of an extent has a checksum of its own, kept in the index, so that
//! one cell costs one small read that is verified.

use xxhash_rust::xxh3::xxh3_64_with_seed;

/// Rows of every extent but the last of a column. At most 128 KiB a run and column: 100 MB for
/// 800 columns that are being read, and large enough that the disk reads in long strides.
pub(in crate::base) const EXTENT_ROWS: usize = 16_384;

/// Bytes that share a checksum: a few microseconds to read and verify.
pub(in crate::base) const CHUNK_BYTES: usize = 8_192;

/// What the bytes of an extent are, little end first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::base) enum Encoding {
    /// A code a row, one byte each.
    Code8,
    /// A code a row, two bytes each.
    Code16,
    /// A code a row, four bytes each.
    Code32,
    /// A number of single precision a row.
    Single,
    /// A number of double precision a row.
    Double,
}

/// The cells of one column for one run of rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::base) struct Extent {
    /// What its bytes are.
    pub(in crate::base) encoding: Encoding,
    /// How many rows it holds.
    pub(in crate::base) rows: u32,
    /// Where it begins in the file.
    pub(in crate::base) offset: u64,
    /// The checksum of each chunk.
    pub(in crate::base) hashes: Box<[u64]>,
}

/// Bytes of any kind, read and verified as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(in crate::base) struct Blob {
    /// Where they begin in the file.
    pub(in crate::base) offset: u64,
    /// How many there are.
    pub(in crate::base) bytes: u64,
    /// Their checksum.
    pub(in crate::base) hash: u64,
}

impl Encoding {
    /// Bytes a row.
    pub(in crate::base) fn width(self) -> usize {
        match self {
            Self::Code8 => 1,
            Self::Code16 => 2,
            Self::Code32 | Self::Single => 4,
            Self::Double => 8,
        }
    }

    /// Whether the cells are codes.
    pub(in crate::base) fn is_coded(self) -> bool {
        matches!(self, Self::Code8 | Self::Code16 | Self::Code32)
    }

    /// The byte that stands for it in the index.
    pub(super) fn as_byte(self) -> u8 {
        match self {
            Self::Code8 => 1,
            Self::Code16 => 2,
            Self::Code32 => 3,
            Self::Single => 4,
            Self::Double => 5,
        }
    }

    /// What a byte of the index stands for.
    pub(super) fn of_byte(byte: u8) -> Option<Self> {
        Some(match byte {
            1 => Self::Code8,
            2 => Self::Code16,
            3 => Self::Code32,
            4 => Self::Single,
            5 => Self::Double,
            _ => return None,
        })
    }
}

impl Extent {
    /// How many bytes it takes.
    pub(in crate::base) fn bytes(&self) -> usize {
        self.rows as usize * self.encoding.width()
    }
}

/// The checksum of bytes that stand at `offset`: the same bytes elsewhere have another one.
pub(super) fn checksum(bytes: &[u8], offset: u64) -> u64 {
    xxh3_64_with_seed(bytes, offset)
}
