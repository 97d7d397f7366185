//! Bytes on their way in: counted, cancellable, and never more than was promised.

use std::{
    fs::File,
    io::{self, BufReader, Cursor, Read, Seek, SeekFrom},
    path::Path,
};

use flate2::read::MultiGzDecoder;
use zip::{ZipArchive, result::ZipError};

use crate::domain::{Cancelled, Job};

use super::error::BaseFault;

/// The largest text that comes out of a compressed file, in bytes.
pub(super) const MOST_INFLATED: u64 = 20 << 30;

/// The strongest compression that is believed: tables inflate 4 to 30 times, bombs 1 000 times.
pub(super) const MOST_RATIO: u64 = 200;

/// Any file may inflate to this size, however small it is, in bytes.
const ALWAYS_INFLATED: u64 = 64 << 20;

/// Bytes taken from the disk between two looks at the job.
const BYTES_A_READ: usize = 256 << 10;

/// Where the bytes of a base come from; it can be read several times.
#[derive(Debug, Clone, Copy)]
pub(super) enum Source<'a> {
    /// A file.
    File(&'a Path),
    /// Bytes in memory.
    Bytes(&'a [u8]),
}

/// What a text is wrapped in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrapping {
    /// Nothing.
    Plain,
    /// Gzip, one or several members.
    Gzip,
    /// The entry at this place of a zip archive.
    Zip {
        /// Its place in the archive's directory.
        entry: usize,
    },
}

/// The bytes of a file, or of the memory, from any position.
pub(super) trait ReadSeek: Read + Seek {}

impl<T: Read + Seek> ReadSeek for T {}

/// A fault that travels through [`io::Error`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum StreamFault {
    /// More came out than any honest file holds.
    #[error("the file inflates too far")]
    InflatesTooFar,
    /// Not the encoding that was announced.
    #[error("the text is not UTF-16")]
    NotUtf16,
}

impl Source<'_> {
    /// Opens it from its beginning.
    pub(super) fn open(&self) -> io::Result<Box<dyn ReadSeek + '_>> {
        Ok(match self {
            Self::File(path) => Box::new(File::open(path)?),
            Self::Bytes(bytes) => Box::new(Cursor::new(*bytes)),
        })
    }

    /// How many bytes there are.
    pub(super) fn len(&self) -> io::Result<u64> {
        match self {
            Self::File(path) => Ok(path.metadata()?.len()),
            Self::Bytes(bytes) => Ok(bytes.len() as u64),
        }
    }

    /// The first bytes, at most `most`.
    pub(super) fn head(&self, most: u64) -> io::Result<Vec<u8>> {
        let mut head = Vec::new();
        self.open()?.take(most).read_to_end(&mut head)?;
        Ok(head)
    }

    /// Gives the unwrapped bytes to `read`, reporting to `job` as they are consumed.
    pub(super) fn with_bytes<T>(
        &self,
        wrapping: Wrapping,
        job: &dyn Job,
        read: impl FnOnce(&mut dyn Read) -> Result<T, BaseFault>,
    ) -> Result<T, BaseFault> {
        let total = self.len().map_err(fault_of_io)?;
        let inner = self.open().map_err(fault_of_io)?;
        let mut tap = Tap { inner, job, done: 0, total };
        let limit = MOST_INFLATED.min(ALWAYS_INFLATED.max(total.saturating_mul(MOST_RATIO)));
        match wrapping {
            Wrapping::Plain => read(&mut tap),
            Wrapping::Gzip => {
                let buffered = BufReader::with_capacity(BYTES_A_READ, tap);
                read(&mut Capped { inner: MultiGzDecoder::new(buffered), left: limit })
            }
            Wrapping::Zip { entry } => {
                let buffered = BufReader::with_capacity(BYTES_A_READ, tap);
                let mut archive = ZipArchive::new(buffered).map_err(fault_of_zip)?;
                let inner = archive.by_index(entry).map_err(fault_of_zip)?;
                read(&mut Capped { inner, left: limit })
            }
        }
    }
}

/// Tells the job how much of the source has been read.
struct Tap<'a> {
    inner: Box<dyn ReadSeek + 'a>,
    job: &'a dyn Job,
    done: u64,
    total: u64,
}

impl Read for Tap<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let taken = buffer.len().min(BYTES_A_READ);
        let read = self.inner.read(buffer.get_mut(..taken).unwrap_or_default())?;
        self.done += read as u64;
        self.job.progress(self.done.min(self.total), self.total).map_err(io::Error::other)?;
        Ok(read)
    }
}

impl Seek for Tap<'_> {
    fn seek(&mut self, position: SeekFrom) -> io::Result<u64> {
        self.inner.seek(position)
    }
}

/// Refuses to give more bytes than were promised.
struct Capped<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Capped<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.left = self
            .left
            .checked_sub(read as u64)
            .ok_or_else(|| io::Error::other(StreamFault::InflatesTooFar))?;
        Ok(read)
    }
}

/// What an error on the way in says about the base.
pub(super) fn fault_of_io(error: io::Error) -> BaseFault {
    let inner = error.get_ref();
    if inner.and_then(|inner| inner.downcast_ref::<Cancelled>()).is_some() {
        return BaseFault::Cancelled;
    }
    match inner.and_then(|inner| inner.downcast_ref::<StreamFault>()) {
        Some(StreamFault::InflatesTooFar) => {
            BaseFault::InflatesTooFar { limit_bytes: MOST_INFLATED, ratio: MOST_RATIO }
        }
        Some(StreamFault::NotUtf16) => {
            BaseFault::NotInEncoding { encoding: super::Encoding::Utf16Le }
        }
        None => match error.kind() {
            io::ErrorKind::UnexpectedEof
            | io::ErrorKind::InvalidData
            | io::ErrorKind::InvalidInput => BaseFault::Damaged { detail: error.to_string() },
            _ => BaseFault::Unreadable { cause: error },
        },
    }
}

/// What an error of the archive says about the base.
pub(super) fn fault_of_zip(error: ZipError) -> BaseFault {
    match error {
        ZipError::Io(error) => fault_of_io(error),
        ZipError::UnsupportedArchive(text) if text == ZipError::PASSWORD_REQUIRED => {
            BaseFault::Encrypted
        }
        ZipError::InvalidPassword => BaseFault::Encrypted,
        other => BaseFault::Damaged { detail: other.to_string() },
    }
}
