//! A store that is being written: cells go out as soon as a run of rows is full.
//!
//! Depends on `extent`, `disk` and `file`. **Invariant**: nothing is written twice; the file bears a
//! temporary name until it is whole, and is removed when it never becomes so. The first failure is
//! kept and ends all writing; whoever reads the base asks for it ([`StoreWriter::check`]).

use std::{
    fs::File,
    io,
    path::{Path, PathBuf},
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU64, Ordering},
    },
};

use super::{
    disk::Disk,
    extent::{Blob, CHUNK_BYTES, Encoding, Extent, checksum},
    file::StoreFile,
    parts::PartFile,
};

/// Bytes in front of the first extent.
pub(super) const HEADER_BYTES: u64 = 64;

/// Why a store could not be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::base) struct WriteFault {
    /// What the system refused.
    pub(in crate::base) kind: io::ErrorKind,
    /// How far it came, in bytes.
    pub(in crate::base) written: u64,
}

/// A store that is being written, shared by all columns.
#[derive(Debug)]
pub(in crate::base) struct StoreWriter {
    /// Where the file will have a name; `None` when it never gets one.
    folder: Option<PathBuf>,
    disk: Box<dyn Disk>,
    /// Whether the source alone is reason enough to keep the base.
    is_large: bool,
    /// Cells of so many bytes are reason enough, too.
    from_bytes: u64,
    /// What the columns hold in memory, as far as they told.
    kept: AtomicU64,
    part: OnceLock<Option<Part>>,
    end: AtomicU64,
    failed: OnceLock<WriteFault>,
}

/// The file that is being written.
#[derive(Debug)]
struct Part {
    file: PartFile,
    reader: Arc<StoreFile>,
}

impl StoreWriter {
    /// A store in `folder` for a source of `source_bytes`, which is wanted when the source or its
    /// cells take at least `from_bytes`; no file is made before the first cells are written.
    pub(super) fn new(
        folder: &Path,
        disk: Box<dyn Disk>,
        source_bytes: u64,
        from_bytes: u64,
    ) -> Self {
        Self {
            is_large: source_bytes >= from_bytes,
            from_bytes,
            ..Self::of_numbers(Some(folder), disk)
        }
    }

    /// A file in `folder`, or one without a name that is gone with this program, for numbers that
    /// are no base.
    pub(super) fn of_numbers(folder: Option<&Path>, disk: Box<dyn Disk>) -> Self {
        Self {
            folder: folder.map(Path::to_owned),
            disk,
            is_large: true,
            from_bytes: 0,
            kept: AtomicU64::new(0),
            part: OnceLock::new(),
            end: AtomicU64::new(HEADER_BYTES),
            failed: OnceLock::new(),
        }
    }

    /// Takes note that the columns hold so many bytes more in memory.
    pub(in crate::base) fn note_kept(&self, bytes: u64) {
        self.kept.fetch_add(bytes, Ordering::Relaxed);
    }

    /// What the columns hold in memory, as far as they told.
    pub(in crate::base) fn kept(&self) -> u64 {
        self.kept.load(Ordering::Relaxed)
    }

    /// Whether the base is large enough to be kept on the disk, as far as is known.
    pub(in crate::base) fn is_wanted(&self) -> bool {
        self.is_large || self.kept() >= self.from_bytes
    }

    /// Writes the cells of one run of rows; `None` when the disk refuses, now or before.
    pub(in crate::base) fn write_extent(
        &self,
        encoding: Encoding,
        rows: usize,
        bytes: &[u8],
    ) -> Option<Extent> {
        let offset = self.append(bytes)?;
        let chunks = bytes.chunks(CHUNK_BYTES).zip(0_u64..);
        let hash =
            |(chunk, place): (&[u8], u64)| checksum(chunk, offset + place * CHUNK_BYTES as u64);
        Some(Extent { encoding, rows: rows as u32, offset, hashes: chunks.map(hash).collect() })
    }

    /// Writes bytes of any kind; `None` as for [`Self::write_extent`].
    pub(in crate::base) fn write_blob(&self, bytes: &[u8]) -> Option<Blob> {
        let offset = self.append(bytes)?;
        Some(Blob { offset, bytes: bytes.len() as u64, hash: checksum(bytes, offset) })
    }

    /// What was written so far, to be read; `None` when nothing was.
    pub(in crate::base) fn reader(&self) -> Option<&Arc<StoreFile>> {
        Some(&self.part.get()?.as_ref()?.reader)
    }

    /// Whether the disk has refused nothing so far.
    ///
    /// # Errors
    /// What it refused first.
    pub(in crate::base) fn check(&self) -> Result<(), WriteFault> {
        self.failed.get().cloned().map_or(Ok(()), Err)
    }

    /// Writes the header, makes all reach the disk, and gives the file its name `to`.
    pub(super) fn publish(&self, header: &[u8], to: &Path) -> Result<(), WriteFault> {
        self.check()?;
        let fault = |error: io::Error| self.fault(&error);
        let Some(Some(part)) = self.part.get() else {
            return Err(self.fault(&io::ErrorKind::NotFound.into()));
        };
        self.disk.write_at(part.file.file(), header, 0).map_err(fault)?;
        self.disk.sync(part.file.file()).map_err(fault)?;
        self.disk.rename(part.file.path(), to).map_err(fault)?;
        part.file.keep();
        Ok(())
    }

    /// Where the next bytes go.
    pub(super) fn end(&self) -> u64 {
        self.end.load(Ordering::Relaxed)
    }

    /// Writes bytes behind all others.
    pub(super) fn append(&self, bytes: &[u8]) -> Option<u64> {
        if self.failed.get().is_some() {
            return None;
        }
        let file = self.file()?;
        let offset = self.end.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        match self.disk.write_at(file, bytes, offset) {
            Ok(()) => Some(offset),
            Err(error) => {
                self.fault(&error);
                None
            }
        }
    }

    fn file(&self) -> Option<&File> {
        let create = || match &self.folder {
            Some(folder) => PartFile::create(folder),
            None => PartFile::unnamed(),
        };
        let part = self.part.get_or_init(|| match create() {
            Ok(file) => {
                let reader = StoreFile::new(file.shared(), file.path().to_owned());
                Some(Part { file, reader: Arc::new(reader) })
            }
            Err(error) => {
                self.fault(&error);
                None
            }
        });
        part.as_ref().map(|part| part.file.file())
    }

    fn fault(&self, error: &io::Error) -> WriteFault {
        let fault = WriteFault { kind: error.kind(), written: self.end() };
        self.failed.get_or_init(|| fault).clone()
    }
}
