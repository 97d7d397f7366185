//! Which source a store was made of, and whether the source is still the same.
//!
//! Names, sizes and times are asked of the system, a sample is read (the first and the last
//! megabyte and 64 blocks between them): when all agree, the source is the same. When only times
//! differ, the hash of all bytes decides: reading is cheaper than importing again.
//! A folder is the list of its Parquet files.

use std::{
    fs::{File, Metadata},
    io::{self, Read as _, Seek as _, SeekFrom},
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

use crate::{
    base::{error::BaseFault, parquet, stream::fault_of_io},
    domain::Job,
};

/// Bytes looked at from the beginning and from the end of a source.
const END_BYTES: u64 = 1 << 20;

/// Blocks looked at between them.
const BLOCKS: u64 = 64;

/// The size of a block, in bytes.
const BLOCK_BYTES: u64 = 64 << 10;

/// Bytes hashed between two looks at the job.
const STRIDE: usize = 1 << 20;

/// The files of a source as the system tells of them now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SourceNow {
    /// The file or folder itself, without links and dots.
    pub(super) path: PathBuf,
    files: Vec<SourceFile>,
    /// How many bytes there are.
    pub(super) bytes: u64,
    /// Names and sizes.
    shape: u64,
    /// Names, sizes and times.
    pub(super) state: u64,
    /// The bytes that were looked at.
    sample: u64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct SourceFile {
    path: PathBuf,
    bytes: u64,
}

/// What a store remembers of its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Identity {
    shape: u64,
    sample: u64,
    /// All bytes.
    full: u64,
}

impl SourceNow {
    /// Looks at the file or folder at `path`.
    pub(super) fn look(path: &Path) -> Result<Self, BaseFault> {
        let path = path.canonicalize().map_err(|cause| BaseFault::Unreadable { cause })?;
        let mut named = Vec::new();
        if path.is_dir() {
            for part in parquet::parts_of(&path)? {
                named.push((part.name, part.path));
            }
        } else {
            named.push((String::new(), path.clone()));
        }
        let (mut shape, mut state, mut sample) = (Xxh3::new(), Xxh3::new(), Xxh3::new());
        let mut files = Vec::with_capacity(named.len());
        let shares = named.len() as u64;
        for (name, path) in named {
            let metadata = path.metadata().map_err(fault_of_io)?;
            let bytes = metadata.len();
            shape.update(&(name.len() as u64).to_le_bytes());
            shape.update(name.as_bytes());
            shape.update(&bytes.to_le_bytes());
            for nanoseconds in times(&metadata) {
                state.update(&nanoseconds.to_le_bytes());
            }
            sample_file(&path, bytes, shares, &mut sample).map_err(fault_of_io)?;
            files.push(SourceFile { path, bytes });
        }
        let shape = shape.digest();
        state.update(&shape.to_le_bytes());
        let bytes = files.iter().map(|file| file.bytes).sum();
        Ok(Self { path, files, bytes, shape, state: state.digest(), sample: sample.digest() })
    }

    /// What is remembered of it; reads all its bytes and reports them to `job`.
    pub(super) fn identity(&self, job: &dyn Job) -> Result<Identity, BaseFault> {
        let full = self.hash(job)?;
        Ok(Identity { shape: self.shape, sample: self.sample, full })
    }

    /// Whether it may be what is remembered, as far as names, sizes and the sample tell.
    pub(super) fn resembles(&self, identity: &Identity) -> bool {
        self.shape == identity.shape && self.sample == identity.sample
    }

    /// Whether every byte is as it is remembered.
    pub(super) fn is(&self, identity: &Identity, job: &dyn Job) -> Result<bool, BaseFault> {
        Ok(self.resembles(identity) && self.hash(job)? == identity.full)
    }

    fn hash(&self, job: &dyn Job) -> Result<u64, BaseFault> {
        let mut hash = Xxh3::new();
        let mut buffer = vec![0; STRIDE];
        let mut done = 0;
        for file in &self.files {
            let mut inner = File::open(&file.path).map_err(fault_of_io)?.take(file.bytes);
            loop {
                job.progress(done, self.bytes)?;
                let read = inner.read(&mut buffer).map_err(fault_of_io)?;
                if read == 0 {
                    break;
                }
                hash.update(buffer.get(..read).unwrap_or_default());
                done += read as u64;
            }
        }
        Ok(hash.digest())
    }
}

/// When the file was written to, and when anything about it changed, where the system tells.
fn times(metadata: &Metadata) -> [u64; 2] {
    let since = |time: SystemTime| time.duration_since(UNIX_EPOCH).unwrap_or_default();
    let modified = metadata.modified().map(since).unwrap_or_default().as_nanos() as u64;
    #[cfg(unix)]
    let changed = {
        use std::os::unix::fs::MetadataExt as _;
        (metadata.ctime() as u64)
            .wrapping_mul(1_000_000_000)
            .wrapping_add(metadata.ctime_nsec() as u64)
    };
    #[cfg(not(unix))]
    let changed = 0;
    [modified, changed]
}

/// Adds the sample of one of so many files to `hash`.
fn sample_file(path: &Path, bytes: u64, files: u64, hash: &mut Xxh3) -> io::Result<()> {
    let mut file = File::open(path)?;
    let end = (END_BYTES / files.max(1)).max(BLOCK_BYTES);
    let blocks = (BLOCKS / files.max(1)).max(1);
    let mut buffer = Vec::new();
    let mut look = |start: u64, count: u64| -> io::Result<()> {
        buffer.clear();
        file.seek(SeekFrom::Start(start))?;
        (&mut file).take(count).read_to_end(&mut buffer)?;
        hash.update(&buffer);
        Ok(())
    };
    if bytes <= 2 * end + blocks * BLOCK_BYTES {
        return look(0, bytes);
    }
    look(0, end)?;
    let between = bytes - 2 * end - BLOCK_BYTES;
    for block in 0..blocks {
        look(end + between * block / blocks, BLOCK_BYTES)?;
    }
    look(bytes - end, end)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use crate::domain::SilentJob;

    use super::*;

    #[test]
    fn a_source_is_known_again_by_its_bytes_and_not_by_its_times() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        let mut bytes: Vec<u8> = (0..9_000_000_u32).map(|at| (at % 251) as u8).collect();
        fs::write(&path, &bytes).unwrap();
        let first = SourceNow::look(&path).unwrap();
        let identity = first.identity(&SilentJob).unwrap();
        assert_eq!(SourceNow::look(&path).unwrap(), first);
        File::options()
            .write(true)
            .open(&path)
            .unwrap()
            .set_modified(UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000))
            .unwrap();
        let touched = SourceNow::look(&path).unwrap();
        assert_ne!(touched.state, first.state);
        assert!(touched.is(&identity, &SilentJob).unwrap());
        // Between two blocks of the sample: only the whole hash sees it.
        let sampled = END_BYTES as usize + BLOCK_BYTES as usize + 1;
        bytes[sampled] ^= 1;
        fs::write(&path, &bytes).unwrap();
        let changed = SourceNow::look(&path).unwrap();
        assert!(changed.resembles(&identity) && !changed.is(&identity, &SilentJob).unwrap());
        bytes.push(0);
        fs::write(&path, &bytes).unwrap();
        assert!(!SourceNow::look(&path).unwrap().resembles(&identity));
    }
}
