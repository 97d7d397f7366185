//! The folder in which bases are kept, and what was computed from them: what is there, how large it
//! is, and how it stays small.
//!
//! ```text
//! SOURCE-READING.base            a base
//! SOURCE-READING-MAKER.numbers   numbers that were computed from it
//! ```

use std::{
    fs::{self, File, FileTimes, OpenOptions},
    io,
    path::{Path, PathBuf},
    time::SystemTime,
};

use xxhash_rust::xxh3::xxh3_64;

use super::{load::OpenStore, numbers, parts};

/// How the names of kept bases end.
const SUFFIX: &str = ".base";

/// How the names of kept numbers end.
pub(super) const NUMBERS_SUFFIX: &str = ".numbers";

/// What all kept copies may take together by default, in bytes.
pub const DEFAULT_FOLDER_LIMIT: u64 = 20 << 30;

/// The folder in which bases are kept on this computer, for their owner alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreFolder {
    path: PathBuf,
}

/// One kept base, or numbers that were computed from one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreEntry {
    /// Its file in the folder.
    pub file: PathBuf,
    /// What numbers are about, as whoever computed them calls it; `None` for a base.
    pub numbers_about: Option<String>,
    /// The source that it is a copy of, or whose clients the numbers are about; empty when the file is damaged or of another version.
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

    /// What is kept, what was used last first.
    #[must_use]
    pub fn entries(&self) -> Vec<StoreEntry> {
        let mut entries: Vec<StoreEntry> =
            self.all_files().iter().filter_map(|file| entry(file)).collect();
        entries.sort_by(|a, b| b.last_used.cmp(&a.last_used).then_with(|| a.file.cmp(&b.file)));
        entries
    }

    /// What all that is kept takes on the disk, in bytes.
    #[must_use]
    pub fn total_bytes(&self) -> u64 {
        let sizes =
            self.all_files().into_iter().filter_map(|file| Some(file.metadata().ok()?.len()));
        sizes.sum()
    }

    /// Removes one kept base with the numbers that belong to it, or numbers alone; `false` when a
    /// program is using it.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn remove(&self, entry: &StoreEntry) -> io::Result<bool> {
        let is_removed = remove(&entry.file)?;
        if is_removed && entry.numbers_about.is_none() {
            self.remove_numbers_of(&entry.file);
        }
        Ok(is_removed)
    }

    /// Removes all that is kept and that no program is using; gives back how many are left.
    ///
    /// # Errors
    /// When the system refuses; those before it are removed.
    pub fn remove_all(&self) -> io::Result<usize> {
        parts::clear(&self.path);
        let mut left = 0;
        for file in self.all_files() {
            left += usize::from(!remove(&file)?);
        }
        Ok(left)
    }

    /// Removes the numbers that were computed from the base in `base_file`, as far as no program is
    /// using them.
    pub(super) fn remove_numbers_of(&self, base_file: &Path) {
        for path in self.named(&numbers_stem(base_file), &[NUMBERS_SUFFIX]) {
            // What is in use, or cannot be removed now, is shown and can be removed later.
            let _ = remove(&path);
        }
    }

    /// Removes what was not used for the longest time until all together takes at most
    /// `limit_bytes`. What is in use stays, whatever it takes.
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

    /// The bases whose names begin with `stem`, in a fixed order.
    pub(super) fn files(&self, stem: &str) -> Vec<PathBuf> {
        self.named(stem, &[SUFFIX])
    }

    fn all_files(&self) -> Vec<PathBuf> {
        self.named("", &[SUFFIX, NUMBERS_SUFFIX])
    }

    /// The files with names that begin and end so, in a fixed order.
    fn named(&self, stem: &str, suffixes: &[&str]) -> Vec<PathBuf> {
        let entries = fs::read_dir(&self.path).into_iter().flatten().flatten();
        let mut files: Vec<PathBuf> = entries
            .filter(|entry| {
                let name = entry.file_name();
                let name = name.to_string_lossy();
                name.starts_with(stem)
                    && !name.starts_with('.')
                    && suffixes.iter().any(|suffix| name.ends_with(suffix))
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

/// How the names of all numbers begin that were computed from the base in `base_file`.
pub(super) fn numbers_stem(base_file: &Path) -> String {
    format!("{}-", base_file.file_stem().unwrap_or_default().to_string_lossy())
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
    let is_numbers = file.to_string_lossy().ends_with(NUMBERS_SUFFIX);
    let known = if is_numbers { numbers_facts(file) } else { base_facts(file) };
    let (numbers_about, source, rows, columns) =
        known.unwrap_or((is_numbers.then(String::new), String::new(), 0, 0));
    Some(StoreEntry {
        file: file.to_owned(),
        numbers_about,
        source,
        bytes: metadata.len(),
        rows,
        columns,
        last_used: metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH),
    })
}

/// What numbers are about; source, rows, columns.
type KeptFacts = (Option<String>, String, u64, usize);

fn base_facts(file: &Path) -> Option<KeptFacts> {
    let store = OpenStore::open(file)?;
    let facts = store.facts();
    Some((None, facts.source.clone(), facts.rows, facts.columns.len()))
}

fn numbers_facts(file: &Path) -> Option<KeptFacts> {
    let (source, about, rows, columns) = numbers::describe(file)?;
    Some((Some(about), source, rows, columns))
}
