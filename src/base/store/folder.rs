//! The folder in which bases are kept: what is there, how large it is, and how it stays small.

use std::{
    fs::{self, File, FileTimes, OpenOptions},
    io,
    path::{Path, PathBuf},
    time::SystemTime,
};

use xxhash_rust::xxh3::xxh3_64;

use super::{load::OpenStore, parts};

/// How the names of kept bases end.
const SUFFIX: &str = ".base";

/// What all kept bases may take together by default, in bytes.
pub const DEFAULT_FOLDER_LIMIT: u64 = 20 << 30;

/// The folder in which bases are kept on this computer, for their owner alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreFolder {
    path: PathBuf,
}

/// One kept base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreEntry {
    /// Its file in the folder.
    pub file: PathBuf,
    /// The source that it is a copy of; empty when the file is damaged or of another version.
    pub source: String,
    /// What it takes on the disk, in bytes.
    pub bytes: u64,
    /// How many clients it holds.
    pub rows: u64,
    /// How many columns.
    pub columns: usize,
    /// When it was used last.
    pub last_used: SystemTime,
}

impl StoreFolder {
    /// The folder at `path`, which need not be there yet.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// The usual folder of this person on this computer; `None` when the system names none.
    #[must_use]
    pub fn usual() -> Option<Self> {
        let folders = directories::ProjectDirs::from("", "", "clairscore")?;
        Some(Self::new(folders.data_local_dir().join("bases")))
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What is kept, the base that was used last first.
    #[must_use]
    pub fn entries(&self) -> Vec<StoreEntry> {
        let mut entries: Vec<StoreEntry> = self.files("").iter().filter_map(|f| entry(f)).collect();
        entries.sort_by(|a, b| b.last_used.cmp(&a.last_used).then_with(|| a.file.cmp(&b.file)));
        entries
    }

    /// What all kept bases take on the disk, in bytes.
    #[must_use]
    pub fn total_bytes(&self) -> u64 {
        let sizes = self.files("").into_iter().filter_map(|file| Some(file.metadata().ok()?.len()));
        sizes.sum()
    }

    /// Removes one kept base; `false` when a program is using it.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn remove(&self, entry: &StoreEntry) -> io::Result<bool> {
        remove(&entry.file)
    }

    /// Removes all kept bases that no program is using; gives back how many are left.
    ///
    /// # Errors
    /// When the system refuses; those before it are removed.
    pub fn remove_all(&self) -> io::Result<usize> {
        parts::clear(&self.path);
        let mut left = 0;
        for file in self.files("") {
            left += usize::from(!remove(&file)?);
        }
        Ok(left)
    }

    /// Removes the bases that were not used for the longest time until all together take at most
    /// `limit_bytes`. Bases in use stay, whatever they take.
    pub fn make_room(&self, limit_bytes: u64) {
        let mut entries = self.entries();
        let mut total: u64 = entries.iter().map(|entry| entry.bytes).sum();
        while total > limit_bytes
            && let Some(oldest) = entries.pop()
        {
            if self.remove(&oldest).unwrap_or(false) {
                total -= oldest.bytes;
            }
        }
    }

    /// The files whose names begin with `stem`, in a fixed order.
    pub(super) fn files(&self, stem: &str) -> Vec<PathBuf> {
        let entries = fs::read_dir(&self.path).into_iter().flatten().flatten();
        let mut files: Vec<PathBuf> = entries
            .filter(|entry| {
                let name = entry.file_name();
                let name = name.to_string_lossy();
                name.starts_with(stem) && !name.starts_with('.') && name.ends_with(SUFFIX)
            })
            .map(|entry| entry.path())
            .collect();
        files.sort();
        files
    }

    /// The file for a source, by its stem, that was read as `wishes` say.
    pub(super) fn file(&self, stem: &str, wishes: &str) -> PathBuf {
        self.path.join(format!("{stem}-{:016x}{SUFFIX}", xxh3_64(wishes.as_bytes())))
    }
}

/// How the names of all stores of a source begin.
pub(super) fn stem(source: &Path) -> String {
    format!("{:016x}", xxh3_64(source.as_os_str().as_encoded_bytes()))
}

/// Takes note that the store at `path` was used now.
pub(super) fn mark_used(path: &Path) {
    // The order of removal is a courtesy: nothing depends on it.
    let file = OpenOptions::new().write(true).open(path);
    let _ = file.and_then(|file| file.set_times(FileTimes::new().set_modified(SystemTime::now())));
}

/// Removes a file that nobody uses; `false` when somebody does.
pub(super) fn remove(path: &Path) -> io::Result<bool> {
    let file: File = match OpenOptions::new().read(true).write(true).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
        Err(error) => return Err(error),
    };
    if file.try_lock().is_err() {
        return Ok(false);
    }
    fs::remove_file(path)?;
    Ok(true)
}

fn entry(file: &Path) -> Option<StoreEntry> {
    let metadata = file.metadata().ok()?;
    let (source, rows, columns) = match OpenStore::open(file) {
        Some(store) => {
            let facts = store.facts();
            (facts.source.clone(), facts.rows, facts.columns.len())
        }
        None => (String::new(), 0, 0),
    };
    Some(StoreEntry {
        file: file.to_owned(),
        source,
        bytes: metadata.len(),
        rows,
        columns,
        last_used: metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH),
    })
}
