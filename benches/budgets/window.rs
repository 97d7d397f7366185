//! The real program in a real window, on an X server without a screen; times are from its own
//! trace.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result};

use crate::{
    Options,
    bases::Base,
    child::{self, Memory},
    import::{PROGRAM, stores},
    table::{Table, Unit},
};

/// How long to wait for the window to have scored everybody.
const PATIENCE: Duration = Duration::from_mins(2);
const LOOK_AGAIN: Duration = Duration::from_millis(50);
/// How long a key is given to show its effect.
const AFTER_A_KEY: Duration = Duration::from_millis(300);

/// What is typed: an identifier, and the first client who has it.
const CHOOSE: [&str; 8] = ["ctrl+f", "1", "0", "0", "0", "1", "2", "Return"];
/// Then nothing is searched any more, the next button adds a condition, on the column of this
/// number, and the field that has the focus takes the bound.
const FILTER: [&str; 18] = [
    "ctrl+f",
    "BackSpace",
    "BackSpace",
    "BackSpace",
    "BackSpace",
    "BackSpace",
    "BackSpace",
    "Tab",
    "Return",
    "0",
    "0",
    "0",
    "7",
    "Return",
    "0",
    "period",
    "5",
    "Return",
];

/// A process that ends with the bench.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        // It may be gone already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Opens a window on the base, types an identifier and a condition, and tells what the trace says.
pub(crate) fn measure(
    base: &Base,
    model: &Path,
    options: &Options,
    table: &mut Table,
) -> Result<()> {
    let name = base.name();
    let Some((_screen, display)) = screen()? else {
        table.not_measured("a real window", &name, "Xvfb is not installed");
        return Ok(());
    };
    let home = options.cache.join("home");
    fs::create_dir_all(&home)?;
    let trace = options.cache.join("trace.txt");
    // What an earlier run left.
    let _ = fs::remove_file(&trace);
    let mut command = Command::new(PROGRAM);
    command.arg("--model").arg(model).arg("--base").arg(base.path(&options.cache));
    command.arg("--store-dir").arg(stores(&options.cache)).arg("--trace").arg(&trace);
    command.env("DISPLAY", &display).env_remove("WAYLAND_DISPLAY");
    for key in ["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"] {
        command.env(key, &home);
    }
    let window = Server(command.stdout(Stdio::null()).spawn().context("the window")?);
    let start = Instant::now();
    while event(&trace, "scores").is_none() && start.elapsed() < PATIENCE {
        thread::sleep(LOOK_AGAIN);
    }
    let Some(opened) = event(&trace, "base") else {
        table.not_measured("a real window", &name, "the base did not open in time");
        return Ok(());
    };
    let budget = base.budgets.patience;
    let more = "a real window under Xvfb";
    let what = "start to first interactive frame, real window";
    table.add(what, &name, Unit::Seconds, (budget, opened / 1000.0), more);
    if let Some(scores) = event(&trace, "scores") {
        table.note(
            "all clients scored, real window",
            &name,
            &format!("{:.2} s after the start", scores / 1000.0),
        );
    }
    focus(&display);
    for key in CHOOSE.iter().chain(&FILTER) {
        press(&display, key);
    }
    // Without a graphics card the processor paints too, which no budget speaks of.
    for (name_of_event, what) in [
        ("list", "keystroke to list, real window"),
        ("client", "choose a client, real window"),
        ("group", "change a filter, real window"),
    ] {
        let mut times = events(&trace, name_of_event);
        times.sort_by(f64::total_cmp);
        match (times.get(times.len() / 2), times.last()) {
            (Some(median), Some(worst)) => {
                let count = times.len();
                let said = format!("{median:.0} ms painted (worst of {count}: {worst:.0})");
                table.note(what, &name, &said);
            }
            _ => table.not_measured(what, &name, "the window got no keys (xdotool sends them)"),
        }
    }
    if let Some(resident) = child::memory(window.0.id(), Memory::Resident) {
        let said = format!("{:.0} MB, software graphics included", resident / 1e6);
        table.note("resident memory of the real window", &name, &said);
    }
    Ok(())
}

/// An X server without a screen, and its name; `None` where there is none to be had.
fn screen() -> Result<Option<(Server, String)>> {
    let mut command = Command::new("Xvfb");
    command.args(["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"]);
    let Ok(child) = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn() else {
        return Ok(None);
    };
    let mut server = Server(child);
    let stdout = server.0.stdout.take().context("Xvfb tells nothing")?;
    let mut number = String::new();
    BufReader::new(stdout).read_line(&mut number)?;
    Ok(Some((server, format!(":{}", number.trim()))))
}

/// Gives the keyboard to the window, which nobody does where there is no desktop.
fn focus(display: &str) {
    let search = ["search", "--sync", "--name", "Clairscore", "windowfocus", "--sync"];
    let _ = Command::new("xdotool").args(search).env("DISPLAY", display).status();
}

fn press(display: &str, key: &str) {
    // Without xdotool the trace has no such event, and the table says so.
    let _ = Command::new("xdotool").args(["key", key]).env("DISPLAY", display).status();
    thread::sleep(AFTER_A_KEY);
}

/// The milliseconds of all events of this name.
fn events(trace: &Path, name: &str) -> Vec<f64> {
    let text = fs::read_to_string(trace).unwrap_or_default();
    text.lines()
        .filter_map(|line| {
            let mut cells = line.split('\t').skip(1);
            (cells.next()? == name).then(|| cells.next()?.parse().ok())?
        })
        .collect()
}

fn event(trace: &Path, name: &str) -> Option<f64> {
    events(trace, name).first().copied()
}
