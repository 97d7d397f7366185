//! A store that is open: positioned reads, each verified.
//!
//! Depends on `extent`. **Invariant**: the file is never mapped into memory, so that cutting it
//! short or replacing it under us gives an error value and no signal; no byte is given that does
//! not have the checksum of what was written; nothing is allocated beyond the size of the file. A
//! store that fails is removed.

use std::{
    fs::{self, File},
    io,
    ops::Range,
    path::PathBuf,
    sync::{Arc, OnceLock},
};

use super::{
    extent::{Blob, CHUNK_BYTES, Extent, checksum},
    fault::{StoreFault, StoreFaultCause},
};

/// An open store, shared by all columns that are read from it.
#[derive(Debug)]
pub(in crate::base) struct StoreFile {
    file: Arc<File>,
    path: PathBuf,
    /// The base that it is a copy of; `None` while it is being written, and for other numbers.
    kept: Option<KeptBase>,
    /// Set by the first read that fails, for good.
    fault: OnceLock<StoreFault>,
}

/// The kept copy that an open base is read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptBase {
    /// Its file.
    pub(in crate::base) file: PathBuf,
    /// The path of its source, for people.
    pub(in crate::base) source: String,
    /// A checksum over the checksums of all that it holds: the same number, the same base.
    pub(in crate::base) content: u64,
}

impl StoreFile {
    /// The store in `file`, which stands at `path`.
    pub(super) fn new(file: Arc<File>, path: PathBuf) -> Self {
        Self { file, path, kept: None, fault: OnceLock::new() }
    }

    /// The same file, known as the copy of a base.
    pub(super) fn known_as(self, kept: KeptBase) -> Self {
        Self { kept: Some(kept), ..self }
    }

    /// The base that it is a copy of.
    pub(in crate::base) fn kept(&self) -> Option<&KeptBase> {
        self.kept.as_ref()
    }

    /// What went wrong since it was opened.
    pub(in crate::base) fn fault(&self) -> Option<StoreFault> {
        self.fault.get().cloned()
    }

    /// The bytes of `rows` of an extent, counted from its first row; `None` when they cannot be had,
    /// which [`Self::fault`] then tells.
    pub(in crate::base) fn cells(&self, extent: &Extent, rows: Range<usize>) -> Option<Vec<u8>> {
        let width = extent.encoding.width();
        let (start, end) = (rows.start * width, rows.end * width);
        let (mut bytes, first) =
            self.chunks(extent, start / CHUNK_BYTES..end.div_ceil(CHUNK_BYTES))?;
        bytes.truncate(end.checked_sub(first)?);
        bytes.drain(..start.checked_sub(first)?);
        Some(bytes)
    }

    /// The bytes of some chunks of an extent, and where in the extent they begin.
    pub(in crate::base) fn chunks(
        &self,
        extent: &Extent,
        chunks: Range<usize>,
    ) -> Option<(Vec<u8>, usize)> {
        let first = chunks.start * CHUNK_BYTES;
        let end = (chunks.end * CHUNK_BYTES).min(extent.bytes());
        let hashes = extent.hashes.get(chunks).unwrap_or_default();
        self.noting(|| {
            let offset = extent.offset + first as u64;
            let bytes = self.read(offset, end.saturating_sub(first) as u64)?;
            let mut own = bytes.chunks(CHUNK_BYTES).zip(hashes).zip(0_u64..);
            let is_whole = bytes.len().div_ceil(CHUNK_BYTES) == hashes.len()
                && own.all(|((chunk, hash), place)| {
                    checksum(chunk, offset + place * CHUNK_BYTES as u64) == *hash
                });
            if is_whole { Ok((bytes, first)) } else { Err(StoreFaultCause::Damaged) }
        })
    }

    /// The bytes of a blob; `None` as for [`Self::cells`].
    pub(in crate::base) fn blob(&self, blob: &Blob) -> Option<Vec<u8>> {
        self.noting(|| {
            let bytes = self.read(blob.offset, blob.bytes)?;
            if checksum(&bytes, blob.offset) == blob.hash {
                Ok(bytes)
            } else {
                Err(StoreFaultCause::Damaged)
            }
        })
    }

    /// Remembers that what was read makes no sense, although it has the right checksum.
    pub(in crate::base) fn note_damage(&self) {
        let _: Option<()> = self.noting(|| Err(StoreFaultCause::Damaged));
    }

    /// How long the file is now.
    pub(super) fn len(&self) -> io::Result<u64> {
        Ok(self.file.metadata()?.len())
    }

    /// `bytes` bytes from `offset` on, not verified.
    pub(super) fn read(&self, offset: u64, bytes: u64) -> Result<Vec<u8>, StoreFaultCause> {
        let cut = StoreFaultCause::Unreadable(io::ErrorKind::UnexpectedEof);
        // A count from a damaged index is never allocated: the file must be that long.
        if bytes > CHUNK_BYTES as u64 {
            let length = self.len().map_err(|error| unreadable(&error))?;
            if offset.checked_add(bytes).is_none_or(|end| end > length) {
                return Err(cut);
            }
        }
        let mut buffer = vec![0; usize::try_from(bytes).map_err(|_| cut)?];
        read_exact_at(&self.file, &mut buffer, offset).map_err(|error| unreadable(&error))?;
        Ok(buffer)
    }

    fn noting<T>(&self, read: impl FnOnce() -> Result<T, StoreFaultCause>) -> Option<T> {
        match read() {
            Ok(read) => Some(read),
            Err(cause) => {
                self.fault.get_or_init(|| {
                    // A store that failed once is not opened again: the next one who opens the base
                    // reads the source.
                    let _ = fs::remove_file(&self.path);
                    StoreFault { file: self.path.clone(), cause }
                });
                None
            }
        }
    }
}

fn unreadable(error: &io::Error) -> StoreFaultCause {
    StoreFaultCause::Unreadable(error.kind())
}

/// Fills `buffer` from `offset` on, whatever others read or write meanwhile.
#[cfg(unix)]
pub(in crate::base) fn read_exact_at(
    file: &File,
    buffer: &mut [u8],
    offset: u64,
) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, buffer, offset)
}

/// Fills `buffer` from `offset` on, whatever others read or write meanwhile.
#[cfg(windows)]
pub(in crate::base) fn read_exact_at(
    file: &File,
    mut buffer: &mut [u8],
    mut offset: u64,
) -> io::Result<()> {
    use std::os::windows::fs::FileExt as _;
    while !buffer.is_empty() {
        match file.seek_read(buffer, offset) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(read) => {
                offset += read as u64;
                buffer = buffer.get_mut(read..).unwrap_or_default();
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
