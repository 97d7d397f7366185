//! Locks between programs that use the same folder of stores: the operating system's, so that they
//! end with the program that holds them.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io,
    path::Path,
    thread,
    time::Duration,
};

use crate::domain::{Cancelled, Job};

/// How long to wait between two looks at a lock that another program holds.
const PAUSE: Duration = Duration::from_millis(50);

/// The name of the file that is locked while temporary files are made and cleared.
const FOLDER_LOCK: &str = ".clairscore-folder.lock";

/// The folder is this program's for a moment; given back when dropped.
#[derive(Debug)]
pub(super) struct FolderLock(#[expect(dead_code, reason = "locked as long as it is open")] File);

/// One source is imported by this program alone; given back when dropped.
#[derive(Debug)]
pub(super) struct ImportLock(#[expect(dead_code, reason = "locked as long as it is open")] File);

impl FolderLock {
    /// Waits for the moment, which is never long.
    pub(super) fn wait(folder: &Path) -> io::Result<Self> {
        let file = lock_file(&folder.join(FOLDER_LOCK))?;
        file.lock()?;
        Ok(Self(file))
    }
}

/// Why a lock could not be had.
#[derive(Debug)]
pub(super) enum NoLock {
    /// Nobody waits any more.
    Cancelled,
    /// The system refuses.
    Refused,
}

impl From<Cancelled> for NoLock {
    fn from(_: Cancelled) -> Self {
        Self::Cancelled
    }
}

impl ImportLock {
    /// Waits until no other program imports the source whose stores begin with `stem`.
    pub(super) fn wait(folder: &Path, stem: &str, job: &dyn Job) -> Result<Self, NoLock> {
        let file = lock_file(&folder.join(format!(".clairscore-{stem}.lock")))
            .map_err(|_| NoLock::Refused)?;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self(file)),
                Err(TryLockError::WouldBlock) => {
                    job.progress(0, 0)?;
                    thread::sleep(PAUSE);
                }
                Err(TryLockError::Error(_)) => return Err(NoLock::Refused),
            }
        }
    }
}

fn lock_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(path)
}
