//! A desktop of the test's own: an X server without a screen, a message bus with accessibility
//! switched on, and a home folder, all gone when it is dropped.

use std::{
    env, fs,
    io::{BufRead as _, BufReader},
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use tempfile::TempDir;

use super::{
    Outcome,
    program::{self, Program},
    reader,
};

/// What must be installed, and the file that shows that at-spi2 is.
const TOOLS: [&str; 3] = ["Xvfb", "dbus-daemon", "xdotool"];
const AT_SPI_SERVICE: &str = "/usr/share/dbus-1/services/org.a11y.Bus.service";

/// A running desktop.
pub(super) struct Desktop {
    /// `:99`.
    pub(super) display: String,
    /// Where programs of this desktop meet.
    pub(super) bus_address: String,
    /// Stopped in this order, before the folder goes.
    _bus: Server,
    _screen: Server,
    folder: TempDir,
}

impl Desktop {
    /// Starts one; `None`, said in one line, where the machine lacks what it takes.
    pub(super) fn start() -> Outcome<Option<Self>> {
        let missing: Vec<&str> = TOOLS
            .into_iter()
            .filter(|tool| !is_on_path(tool))
            .chain((!Path::new(AT_SPI_SERVICE).exists()).then_some("at-spi2"))
            .collect();
        if !missing.is_empty() {
            skip(&format!("not installed: {}", missing.join(", ")))?;
            return Ok(None);
        }

        let folder = tempfile::tempdir()?;
        let mut screen = Command::new("Xvfb");
        screen.args([
            "-displayfd",
            "1",
            "-screen",
            "0",
            "1280x800x24",
            "-nolisten",
            "tcp",
            "-noreset",
        ]);
        program::isolate(&mut screen, folder.path());
        let (screen, number) = Server::start(screen)?;
        let display = format!(":{number}");

        let mut bus = Command::new("dbus-daemon");
        bus.args(["--session", "--nofork", "--nopidfile", "--print-address=1"]);
        program::isolate(&mut bus, folder.path());
        // What the bus starts inherits this: the accessibility service, which shall keep nothing.
        bus.env("DISPLAY", &display).env("GSETTINGS_BACKEND", "memory");
        let (bus, bus_address) = Server::start(bus)?;

        let runtime = folder.path().join(program::RUNTIME_FOLDER);
        fs::set_permissions(runtime, fs::Permissions::from_mode(0o700))?;
        reader::switch_on(&bus_address)?;
        Ok(Some(Self { display, bus_address, _bus: bus, _screen: screen, folder }))
    }

    /// Where this desktop's programs keep everything.
    pub(super) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Where they keep their settings.
    pub(super) fn settings_folder(&self) -> PathBuf {
        self.folder().join(program::SETTINGS_FOLDER)
    }

    /// Starts the program's window, under a `tracer` if one is given, with more `environment`.
    pub(super) fn open_window(
        &self,
        tracer: &[&str],
        environment: &[(&str, &str)],
    ) -> Outcome<Program> {
        let mut words = tracer.iter().chain([&program::PATH]);
        let mut command = Command::new(words.next().ok_or("nothing to start")?);
        command.args(words);
        program::isolate(&mut command, self.folder());
        command
            .env("DISPLAY", &self.display)
            .env("DBUS_SESSION_BUS_ADDRESS", &self.bus_address)
            .envs(environment.iter().copied());
        Program::start(command, self.folder())
    }

    /// Runs the program in a terminal and returns what it printed.
    pub(super) fn run(&self, args: &[&str]) -> Outcome<String> {
        let mut command = Command::new(program::PATH);
        program::isolate(&mut command, self.folder());
        let output = command.args(args).output()?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into());
        }
        Ok(String::from_utf8(output.stdout)?)
    }

    /// Presses keys one after the other: `Return`, `ctrl+f`.
    pub(super) fn press(&self, keys: &[&str]) -> Outcome {
        self.xdotool(&[&["key"], keys].concat())
    }

    /// Types `text` on the keyboard.
    pub(super) fn type_text(&self, text: &str) -> Outcome {
        self.xdotool(&["type", "--", text])
    }

    fn xdotool(&self, args: &[&str]) -> Outcome {
        let status = Command::new("xdotool").args(args).env("DISPLAY", &self.display).status()?;
        if status.success() { Ok(()) } else { Err(format!("xdotool {args:?}: {status}").into()) }
    }
}

/// Says in one line why a test proves nothing here; an error where it is required to.
pub(super) fn skip(reason: &str) -> Outcome {
    if env::var("CLAIRSCORE_END_TO_END").is_ok_and(|value| value == "required") {
        return Err(format!("the end-to-end tests are required, but {reason}").into());
    }
    eprintln!("skipped: {reason}");
    Ok(())
}

fn is_on_path(tool: &str) -> bool {
    env::var_os("PATH")
        .is_some_and(|path| env::split_paths(&path).any(|folder| folder.join(tool).is_file()))
}

/// A child that says in its first line where it can be reached, and ends with this value.
struct Server(Child);

impl Server {
    fn start(mut command: Command) -> Outcome<(Self, String)> {
        let name = command.get_program().to_string_lossy().into_owned();
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut server = Self(command.spawn()?);
        let stdout = server.0.stdout.take().ok_or("no output to read")?;
        let mut line = String::new();
        BufReader::new(stdout).read_line(&mut line)?;
        match line.trim() {
            "" => Err(format!("{name} did not start").into()),
            line => Ok((server, line.to_owned())),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}
