//! Stores that are not whole yet: files with a temporary name, locked by the program that writes
//! them, so that another one never takes a live import for the remains of a dead one.

use std::{
    env,
    fs::{self, File, OpenOptions},
    io,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use super::locks::FolderLock;

/// How the names of files that are being written begin.
const PREFIX: &str = ".clairscore-";

/// How they end.
const SUFFIX: &str = ".part";

/// A file that is being written; removed when it is dropped before [`PartFile::keep`].
#[derive(Debug)]
pub(super) struct PartFile {
    file: Arc<File>,
    /// Where it stands; the folder of a file without a name.
    path: PathBuf,
    kept: AtomicBool,
}

impl PartFile {
    /// A new file in `folder`, which is made when it is not there; its owner alone may read it.
    pub(super) fn create(folder: &Path) -> io::Result<Self> {
        make_private_folder(folder)?;
        // Made and locked while nobody clears the folder.
        let _lock = FolderLock::wait(folder)?;
        let named = tempfile::Builder::new().prefix(PREFIX).suffix(SUFFIX).tempfile_in(folder)?;
        let (file, path) = named.keep().map_err(|error| error.error)?;
        let part = Self { file: Arc::new(file), path, kept: AtomicBool::new(false) };
        part.file.try_lock().map_err(io::Error::from)?;
        Ok(part)
    }

    /// A new file without a name in [`nameless_folder`]: nobody else can open it, and
    /// it is gone when the program ends, whatever ends it. (Where the system knows no such files, it
    /// is deleted when it is closed.)
    pub(super) fn unnamed() -> io::Result<Self> {
        let path = nameless_folder();
        let file = Arc::new(tempfile::tempfile_in(&path)?);
        Ok(Self { file, path, kept: AtomicBool::new(true) })
    }

    /// The file.
    pub(super) fn file(&self) -> &File {
        &self.file
    }

    /// The same file, to be read by others.
    pub(super) fn shared(&self) -> Arc<File> {
        Arc::clone(&self.file)
    }

    /// Where it stands.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// It has its final name now.
    pub(super) fn keep(&self) {
        self.kept.store(true, Ordering::Relaxed);
        // Others may read it from now on, whoever still holds this handle.
        let _ = self.file.unlock();
    }
}

impl Drop for PartFile {
    fn drop(&mut self) {
        if !self.kept.load(Ordering::Relaxed) {
            // What cannot be removed now is cleared by the next import.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Where files without a name are: the folder that the person names for such files, else one on a
/// disk. (The usual folder of a Unix system is often kept in memory, which is what they are to save.)
pub(super) fn nameless_folder() -> PathBuf {
    let on_disk = Path::new("/var/tmp");
    if cfg!(unix) && env::var_os("TMPDIR").is_none() && on_disk.is_dir() {
        on_disk.to_owned()
    } else {
        env::temp_dir()
    }
}

/// Removes what programs left behind in `folder` that ended while they were writing.
pub(super) fn clear(folder: &Path) {
    let Ok(_lock) = FolderLock::wait(folder) else { return };
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let is_part = name.starts_with(PREFIX) && name.ends_with(SUFFIX);
        let file = is_part.then(|| OpenOptions::new().read(true).write(true).open(entry.path()));
        if let Some(Ok(file)) = file
            && file.try_lock().is_ok()
        {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Makes `folder` for its owner alone, unless it is there.
pub(super) fn make_private_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(folder)
}
