//! The program under test as a process.

use std::{
    fs::{self, File},
    os::unix::process::CommandExt as _,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    thread,
    time::Instant,
};

use super::{LOOK_AGAIN, Outcome, PATIENCE};

/// The program that cargo built for this test.
pub(super) const PATH: &str = env!("CARGO_BIN_EXE_clairscore");
/// Inside the test's folder: what the desktop's programs use to meet.
pub(super) const RUNTIME_FOLDER: &str = "run";
/// Inside the test's folder: what is remembered.
pub(super) const SETTINGS_FOLDER: &str = "config";

/// A running program, stopped when dropped.
pub(super) struct Program {
    child: Child,
    stderr: PathBuf,
}

/// How it ended.
pub(super) struct End {
    /// The exit code; `None` after a signal.
    pub(super) code: Option<i32>,
    /// Everything it said on stderr.
    pub(super) stderr: String,
}

/// Gives a command nothing of the machine but the program path, and a home under `folder`.
pub(super) fn isolate(command: &mut Command, folder: &Path) {
    let within = |name: &str| {
        let path = folder.join(name);
        // A folder that cannot be made fails the test where it is used.
        fs::create_dir_all(&path).ok();
        path
    };
    command
        .env_clear()
        .envs(std::env::var_os("PATH").map(|path| ("PATH", path)))
        .env("LANG", "en_GB.UTF-8")
        .env("HOME", within("home"))
        .env("XDG_CACHE_HOME", within("cache"))
        .env("XDG_CONFIG_HOME", within(SETTINGS_FOLDER))
        .env("XDG_DATA_HOME", within("data"))
        .env("XDG_RUNTIME_DIR", within(RUNTIME_FOLDER));
}

impl Program {
    /// Starts `command` in a process group of its own, so that a tracer never outlives the test.
    pub(super) fn start(mut command: Command, folder: &Path) -> Outcome<Self> {
        let stderr = folder.join("stderr.txt");
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(File::create(&stderr)?)
            .process_group(0);
        Ok(Self { child: command.spawn()?, stderr })
    }

    /// Waits until `look` finds what it looks for in the running program.
    ///
    /// # Errors
    /// When the program ends, or when `look` finds nothing in time: with what the program said.
    pub(super) fn wait_until<T>(
        &mut self,
        what: &str,
        mut look: impl FnMut() -> Outcome<Option<T>>,
    ) -> Outcome<T> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(found) = look()? {
                return Ok(found);
            }
            if let Some(status) = self.child.try_wait()? {
                let said = self.said();
                return Err(format!("ended ({status}) before {what}; it said: {said}").into());
            }
            if Instant::now() > deadline {
                let said = self.said();
                return Err(format!("{what} did not come in {PATIENCE:?}; it said: {said}").into());
            }
            thread::sleep(LOOK_AGAIN);
        }
    }

    /// Waits for the program's end.
    pub(super) fn wait(&mut self) -> Outcome<End> {
        let status = self.wait_for_exit()?;
        Ok(End { code: status.code(), stderr: self.said() })
    }

    fn wait_for_exit(&mut self) -> Outcome<ExitStatus> {
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            if let Some(status) = self.child.try_wait()? {
                return Ok(status);
            }
            thread::sleep(LOOK_AGAIN);
        }
        Err(format!("still runs after {PATIENCE:?}; it said: {}", self.said()).into())
    }

    fn said(&self) -> String {
        fs::read(&self.stderr).map_or_else(
            |error| format!("(stderr is unreadable: {error})"),
            |bytes| String::from_utf8_lossy(&bytes).into_owned(),
        )
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            let group = format!("-{}", self.child.id());
            Command::new("kill").args(["-KILL", "--", &group]).status().ok();
            self.child.wait().ok();
        }
    }
}
