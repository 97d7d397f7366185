//! The compressions that joblib writes. Depends on `flate2`, `bzip2` and `lzma-rust2`.
//!
//! **Invariant.** Inflating stops at a limit that follows from the size of the compressed bytes, so
//! that a small file cannot fill the memory.

use std::io::{self, Read};

use super::error::PickleError;

/// Never more than this comes out, whatever goes in.
pub(crate) const MAX_INFLATED_BYTES: u64 = 1 << 30;

/// Model texts shrink to between a third and a tenth; a ratio above this is an attack.
const MAX_RATIO: u64 = 200;

/// What a very small file may inflate to regardless of the ratio.
const SMALL_BYTES: u64 = 16 << 20;

/// The memory that a decompressor may take for its window, in KiB: `lzma -9` takes 65 MiB.
const MAX_WINDOW_KIB: u32 = 96 << 10;

/// A compression that this program reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compression {
    /// zlib, joblib's own choice.
    Zlib,
    /// gzip.
    Gzip,
    /// bzip2.
    Bzip2,
    /// LZMA in the `.lzma` container.
    Lzma,
    /// LZMA in the `.xz` container.
    Xz,
}

impl Compression {
    /// The compression that `bytes` begin with.
    ///
    /// # Errors
    /// When it is one that this program does not read (lz4, zstd, joblib before 0.10).
    pub fn of(bytes: &[u8]) -> Result<Option<Self>, PickleError> {
        let unknown = |format| Err(PickleError::UnknownCompression { format });
        Ok(Some(match bytes {
            [0x1f, 0x8b, ..] => Self::Gzip,
            [b'B', b'Z', b'h', ..] => Self::Bzip2,
            [0xfd, b'7', b'z', b'X', b'Z', 0, ..] => Self::Xz,
            [0x5d, 0, 0, ..] => Self::Lzma,
            [0x78, flags, ..] if (0x7800 + u16::from(*flags)).is_multiple_of(31) => Self::Zlib,
            [0x04, 0x22, 0x4d, 0x18, ..] => return unknown("lz4"),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => return unknown("zstd"),
            [b'Z', b'F', b'0', b'x', ..] => return unknown("joblib's own format before 0.10"),
            _ => return Ok(None),
        }))
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Zlib => "zlib",
            Self::Gzip => "gzip",
            Self::Bzip2 => "bzip2",
            Self::Lzma => "lzma",
            Self::Xz => "xz",
        }
    }

    /// What `bytes` inflate to.
    ///
    /// # Errors
    /// When they are damaged, or inflate to more than a model can need.
    pub fn inflate(self, bytes: &[u8]) -> Result<Vec<u8>, PickleError> {
        let format = self.name();
        let limit =
            (bytes.len() as u64).saturating_mul(MAX_RATIO).clamp(SMALL_BYTES, MAX_INFLATED_BYTES);
        let mut inflated = Vec::new();
        self.reader(bytes)
            .and_then(|reader| reader.take(limit + 1).read_to_end(&mut inflated))
            .map_err(|cause| PickleError::Compression { format, cause })?;
        if inflated.len() as u64 > limit {
            return Err(PickleError::Bomb { format, limit });
        }
        Ok(inflated)
    }

    fn reader(self, bytes: &[u8]) -> io::Result<Box<dyn Read + '_>> {
        Ok(match self {
            Self::Zlib => Box::new(flate2::read::ZlibDecoder::new(bytes)),
            Self::Gzip => Box::new(flate2::read::MultiGzDecoder::new(bytes)),
            Self::Bzip2 => Box::new(bzip2::read::MultiBzDecoder::new(bytes)),
            Self::Lzma => {
                Box::new(lzma_rust2::LzmaReader::new_mem_limit(bytes, MAX_WINDOW_KIB, None)?)
            }
            Self::Xz => Box::new(lzma_rust2::XzReader::new_mem_limit(bytes, true, MAX_WINDOW_KIB)),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn zlib(bytes: &[u8]) -> Vec<u8> {
        let mut encoder =
            flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn compressions_are_known_by_their_first_bytes() {
        assert_eq!(Compression::of(&zlib(b"model")).unwrap(), Some(Compression::Zlib));
        assert_eq!(Compression::of(b"tree\nversion=v4").unwrap(), None);
        assert_eq!(Compression::of(b"x,y\n1,2").unwrap(), None);
        assert_eq!(Compression::of(b"").unwrap(), None);
        let lz4 = Compression::of(&[0x04, 0x22, 0x4d, 0x18, 0]).unwrap_err();
        assert!(lz4.to_string().contains("lz4"), "{lz4}");
    }

    #[test]
    fn a_small_file_cannot_inflate_without_end() {
        let bomb = zlib(&vec![0; SMALL_BYTES as usize + 1]);
        let refused = Compression::Zlib.inflate(&bomb).unwrap_err();
        assert!(matches!(refused, PickleError::Bomb { .. }), "{refused}");
    }

    #[test]
    fn damaged_bytes_are_an_error() {
        let mut bytes = zlib(&b"tree\n".repeat(100));
        bytes.truncate(bytes.len() - 6);
        assert!(matches!(
            Compression::Zlib.inflate(&bytes),
            Err(PickleError::Compression { format: "zlib", .. })
        ));
        assert!(Compression::Xz.inflate(b"\xfd7zXZ\0junkjunkjunk").is_err());
        assert!(Compression::Lzma.inflate(&[0x5d, 0, 0, 0xff, 0xff, 0xff, 0xff]).is_err());
    }
}
