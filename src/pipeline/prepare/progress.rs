//! How far the reading of several files is.
//!
//! Depends on `domain`.

use std::{fs, path::Path};

use crate::domain::{Cancelled, Job};

/// Files that are read one after the other, told to one job in bytes of all of them.
pub(super) struct Progress<'a> {
    job: &'a dyn Job,
    behind: u64,
    total: u64,
}

/// One of the files.
pub(super) struct Stretch<'a> {
    job: &'a dyn Job,
    behind: u64,
    bytes: u64,
    total: u64,
}

impl<'a> Progress<'a> {
    /// The way through `files`.
    pub(super) fn new<'f>(files: impl Iterator<Item = &'f Path>, job: &'a dyn Job) -> Self {
        Self { job, behind: 0, total: files.map(bytes).sum() }
    }

    /// The stretch that is the next one, `file`.
    pub(super) fn next(&mut self, file: &Path) -> Stretch<'a> {
        let bytes = bytes(file);
        let stretch = Stretch { job: self.job, behind: self.behind, bytes, total: self.total };
        self.behind += bytes;
        stretch
    }

    /// Asks whether to go on, between two steps that read nothing.
    pub(super) fn check(&self) -> Result<(), Cancelled> {
        self.job.progress(self.behind.min(self.total), self.total)
    }
}

impl Job for Stretch<'_> {
    /// A file may be read twice: what counts is the share of it that is done.
    fn progress(&self, done: u64, total: u64) -> Result<(), Cancelled> {
        let share = if total == 0 { 0.0 } else { done.min(total) as f64 / total as f64 };
        let done = self.behind + (share * self.bytes as f64) as u64;
        self.job.progress(done.min(self.total), self.total)
    }
}

/// The size of a file, or of the files in a folder; 0 when it cannot be told.
fn bytes(path: &Path) -> u64 {
    let Ok(metadata) = fs::metadata(path) else { return 0 };
    if !metadata.is_dir() {
        return metadata.len();
    }
    let Ok(entries) = fs::read_dir(path) else { return 0 };
    entries.flatten().filter_map(|entry| Some(entry.metadata().ok()?.len())).sum()
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    struct Heard(Mutex<Vec<(u64, u64)>>);

    impl Job for Heard {
        fn progress(&self, done: u64, total: u64) -> Result<(), Cancelled> {
            self.0.lock().unwrap().push((done, total));
            Ok(())
        }
    }

    #[test]
    fn several_files_are_one_way() {
        let folder = tempfile::tempdir().unwrap();
        let (first, second) = (folder.path().join("a"), folder.path().join("b"));
        fs::write(&first, [0; 100]).unwrap();
        fs::write(&second, [0; 300]).unwrap();
        let heard = Heard(Mutex::default());
        let mut progress = Progress::new([first.as_path(), &second].into_iter(), &heard);
        progress.next(&first).progress(5, 10).unwrap();
        progress.next(&second).progress(10, 10).unwrap();
        progress.check().unwrap();
        assert_eq!(*heard.0.lock().unwrap(), [(50, 400), (400, 400), (400, 400)]);
    }
}
