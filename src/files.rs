//! Files that are written whole or not at all. Depends on `std` and `tempfile`, on nothing of this
//! crate.
//!
//! New bytes go to a temporary file beside their place, reach the disk, and take the place by a
//! rename, as in "All File Systems Are Not Created Equal" (OSDI 2014): whoever reads sees the old
//! content or the new one, after a crash too.
//!
//! **Invariant.** A function that returns an error leaves the old content, and nothing else, behind.

use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

/// How the names of temporary files and folders begin; a crash may leave one behind.
pub const TEMPORARY_PREFIX: &str = ".clairscore-";

/// Who may read a new file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Its owner alone: settings, caches, notes.
    Private,
    /// Whoever the system's defaults say: results that were asked for.
    Shared,
}

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// There is something already, and replacing it was not asked for.
    #[error("{} exists already: choose another name, or ask to replace it", .path.display())]
    Exists {
        /// Where.
        path: PathBuf,
    },
    /// What is there cannot be replaced by a file or folder of ours.
    #[error("{} cannot be replaced: {reason}; choose another name", .path.display())]
    Occupied {
        /// Where.
        path: PathBuf,
        /// What is there.
        reason: String,
    },
    /// The system refused a step.
    #[error("{} was not written, {step} failed: {cause}", .path.display())]
    Failed {
        /// Where.
        path: PathBuf,
        /// What was being done.
        step: &'static str,
        /// What the system says.
        cause: io::Error,
    },
}

/// Puts `bytes` at `path`, in place of the file that may be there.
///
/// # Errors
/// When the system refuses, or something else than a file is there.
pub fn write_atomically(path: &Path, bytes: &[u8], access: Access) -> Result<(), WriteError> {
    write_atomically_with(path, access, |file| file.write_all(bytes))
}

/// Puts what `write` writes at `path`, in place of the file that may be there: for content that is
/// too large to be held in memory twice.
///
/// # Errors
/// When the system refuses, or something else than a file is there.
pub fn write_atomically_with(
    path: &Path,
    access: Access,
    write: impl FnOnce(&mut File) -> io::Result<()>,
) -> Result<(), WriteError> {
    stage(path, access, write)?.put()
}

/// A file that is whole and on the disk, beside its place; dropping it takes it away.
///
/// Several files that belong together are staged before the first one is put: what can fail has
/// failed by then, and between two renames nothing but a crash can come.
#[derive(Debug)]
pub struct Staged {
    place: PathBuf,
    file: tempfile::NamedTempFile,
}

/// Writes what `write` writes beside `path`.
///
/// # Errors
/// When the system refuses, or something else than a file is at `path`.
pub fn stage(
    path: &Path,
    access: Access,
    write: impl FnOnce(&mut File) -> io::Result<()>,
) -> Result<Staged, WriteError> {
    let place = followed(path)?;
    let file = staged(&place, access, write)?;
    Ok(Staged { place, file })
}

impl Staged {
    /// Puts it in its place, instead of the file that may be there.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn put(self) -> Result<(), WriteError> {
        let Self { place, file } = self;
        file.persist(&place).map_err(|error| failed(&place, "renaming")(error.error))?;
        sync_folder(&place)
    }
}

/// Puts `bytes` at `path`, where nothing may be yet.
///
/// # Errors
/// When the system refuses, or something is there.
pub fn create_atomically(path: &Path, bytes: &[u8], access: Access) -> Result<(), WriteError> {
    let staged = staged(path, access, |file| file.write_all(bytes))?;
    staged.persist_noclobber(path).map_err(|error| match error.error.kind() {
        io::ErrorKind::AlreadyExists => WriteError::Exists { path: path.to_owned() },
        _ => failed(path, "renaming")(error.error),
    })?;
    sync_folder(path)
}

/// Makes the folder `path` with these files, readable by whoever the system's defaults say.
///
/// # Errors
/// When the system refuses, or something is there.
pub fn create_folder(path: &Path, files: &[(&str, &[u8])]) -> Result<(), WriteError> {
    if fs::symlink_metadata(path).is_ok() {
        return Err(WriteError::Exists { path: path.to_owned() });
    }
    let staged = staged_folder(path, files)?;
    move_folder(staged, path)?;
    sync_folder(path)
}

/// Makes the folder `path` with these files, in place of a folder with files of these names.
///
/// Between two renames the old folder is inside a temporary one beside its place: `std` has no way
/// to swap two folders at once.
///
/// # Errors
/// When the system refuses, or what is there is no folder or holds anything else.
pub fn replace_folder(path: &Path, files: &[(&str, &[u8])]) -> Result<(), WriteError> {
    if fs::symlink_metadata(path).is_err() {
        return create_folder(path, files);
    }
    check_replaceable(path, files)?;
    let staged = staged_folder(path, files)?;
    let aside = tempfile::Builder::new()
        .prefix(TEMPORARY_PREFIX)
        .tempdir_in(parent(path))
        .map_err(failed(path, "making a temporary folder"))?;
    let old = aside.path().join("folder");
    fs::rename(path, &old).map_err(failed(path, "moving the old folder aside"))?;
    if let Err(error) = move_folder(staged, path) {
        if fs::rename(&old, path).is_err() {
            // The old content must outlive us, even under another name.
            let _kept: PathBuf = aside.keep();
        }
        return Err(error);
    }
    sync_folder(path)
}

/// Puts what `fill` writes at `path`, in place of the file that may be there: for what is too much
/// to hold in memory. Gives back what `fill` gives.
///
/// # Errors
/// When `fill` fails, the system refuses, or something else than a file is there.
pub fn fill_file<T, E: From<WriteError>>(
    path: &Path,
    access: Access,
    fill: impl FnOnce(&mut File) -> Result<T, E>,
) -> Result<T, E> {
    let path = &followed(path)?;
    let mut staged = temporary_file(path, access)?;
    let filled = fill(staged.as_file_mut())?;
    staged.as_file().sync_all().map_err(failed(path, "reaching the disk"))?;
    staged.persist(path).map_err(|error| failed(path, "renaming")(error.error))?;
    sync_folder(path)?;
    Ok(filled)
}

/// Makes the folder `path`, readable by whoever the system's defaults say, with the files that
/// `fill` puts into the folder that it is given: for what is too much to hold in memory. Gives back
/// what `fill` gives.
///
/// # Errors
/// When `fill` fails, the system refuses, or something is there.
pub fn fill_folder<T, E: From<WriteError>>(
    path: &Path,
    fill: impl FnOnce(&Path) -> Result<T, E>,
) -> Result<T, E> {
    if fs::symlink_metadata(path).is_ok() {
        return Err(WriteError::Exists { path: path.to_owned() }.into());
    }
    let folder = temporary_folder(path)?;
    let filled = fill(folder.path())?;
    let reaching = failed(path, "reaching the disk");
    for entry in fs::read_dir(folder.path()).map_err(&reaching)? {
        let file = entry.and_then(|entry| File::open(entry.path())).map_err(&reaching)?;
        file.sync_all().map_err(&reaching)?;
    }
    sync_folder(&folder.path().join("any"))?;
    move_folder(folder, path)?;
    sync_folder(path)?;
    Ok(filled)
}

/// The file behind `path`, when it is a link to one; refuses what is no file (a folder, a device).
fn followed(path: &Path) -> Result<PathBuf, WriteError> {
    let Ok(metadata) = fs::metadata(path) else {
        return Ok(path.to_owned());
    };
    if !metadata.is_file() {
        let reason = "it is not a file".to_owned();
        return Err(WriteError::Occupied { path: path.to_owned(), reason });
    }
    fs::canonicalize(path).map_err(failed(path, "following a link"))
}

fn check_replaceable(path: &Path, files: &[(&str, &[u8])]) -> Result<(), WriteError> {
    let occupied = |reason| Err(WriteError::Occupied { path: path.to_owned(), reason });
    if !fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir()) {
        return occupied("it is not a folder".to_owned());
    }
    let looking = failed(path, "looking into the folder");
    for entry in fs::read_dir(path).map_err(&looking)? {
        let entry = entry.map_err(&looking)?;
        let name = entry.file_name();
        let own = files.iter().any(|(own, _)| name == *own);
        if !own || !entry.file_type().is_ok_and(|kind| kind.is_file()) {
            return occupied(format!("it holds {}, which would be lost", name.display()));
        }
    }
    Ok(())
}

/// A temporary file beside `path` that holds what `write` writes, on the disk.
fn staged(
    path: &Path,
    access: Access,
    write: impl FnOnce(&mut File) -> io::Result<()>,
) -> Result<tempfile::NamedTempFile, WriteError> {
    let mut staged = temporary_file(path, access)?;
    write(staged.as_file_mut()).map_err(failed(path, "writing"))?;
    staged.as_file().sync_all().map_err(failed(path, "reaching the disk"))?;
    Ok(staged)
}

/// An empty temporary file beside `path`.
fn temporary_file(path: &Path, access: Access) -> Result<tempfile::NamedTempFile, WriteError> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY_PREFIX);
    #[cfg(unix)]
    if access == Access::Shared {
        use std::os::unix::fs::PermissionsExt as _;
        // Less whatever the user's own mask takes away, as for any new file.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    #[cfg(not(unix))]
    let _ = access;
    builder.tempfile_in(parent(path)).map_err(failed(path, "making a temporary file"))
}

fn staged_folder(path: &Path, files: &[(&str, &[u8])]) -> Result<tempfile::TempDir, WriteError> {
    let folder = temporary_folder(path)?;
    for (name, bytes) in files {
        let mut file =
            File::create_new(folder.path().join(name)).map_err(failed(path, "making a file"))?;
        file.write_all(bytes).map_err(failed(path, "writing"))?;
        file.sync_all().map_err(failed(path, "reaching the disk"))?;
    }
    sync_folder(&folder.path().join("any"))?;
    Ok(folder)
}

/// An empty temporary folder beside `path`.
fn temporary_folder(path: &Path) -> Result<tempfile::TempDir, WriteError> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY_PREFIX);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o777));
    }
    builder.tempdir_in(parent(path)).map_err(failed(path, "making a temporary folder"))
}

fn move_folder(staged: tempfile::TempDir, path: &Path) -> Result<(), WriteError> {
    // On failure `staged` is still in its old place and removes itself.
    fs::rename(staged.path(), path).map_err(failed(path, "renaming"))?;
    let _moved: PathBuf = staged.keep();
    Ok(())
}

fn parent(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes the rename of `path` itself reach the disk.
fn sync_folder(path: &Path) -> Result<(), WriteError> {
    // Windows writes the folder through by itself, and opens none as a file.
    #[cfg(unix)]
    File::open(parent(path))
        .and_then(|folder| folder.sync_all())
        .map_err(failed(path, "reaching the disk"))?;
    Ok(())
}

fn failed(path: &Path, step: &'static str) -> impl Fn(io::Error) -> WriteError {
    move |cause| WriteError::Failed { path: path.to_owned(), step, cause }
}

#[cfg(test)]
mod tests;
