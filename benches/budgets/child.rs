//! Running a program and knowing what it took: time from start to end, and peak memory.

use std::{
    fs,
    io::Read as _,
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};

/// How often the memory of a running program is looked at. The system keeps the peak itself, so
/// only what happens in the very last moment can be missed.
const LOOK_EVERY: Duration = Duration::from_millis(5);

/// What a run took.
#[derive(Debug, Clone)]
pub(crate) struct Cost {
    /// From start to end.
    pub(crate) seconds: f64,
    /// Time on processors, of all its threads and of the programs that it started and waited for; 0
    /// where the system does not tell.
    pub(crate) processor_seconds: f64,
    /// The most memory it had at once.
    pub(crate) peak_bytes: f64,
    /// What it printed.
    pub(crate) output: String,
}

/// Runs `command` to its end.
pub(crate) fn run(command: &mut Command) -> Result<Cost> {
    let shown = format!("{command:?}");
    let start = Instant::now();
    let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| shown.clone())?;
    let mut stdout = child.stdout.take().context("no standard output")?;
    let reader = thread::spawn(move || {
        let mut text = String::new();
        stdout.read_to_string(&mut text).map(|_| text)
    });
    let (mut peak_bytes, mut processor_seconds) = (0.0, 0.0);
    let status = loop {
        if let Some(peak) = memory(child.id(), Memory::Peak) {
            peak_bytes = peak;
        }
        if let Some(seconds) = on_processors(child.id()) {
            processor_seconds = seconds;
        }
        if let Some(status) = child.try_wait()? {
            break status;
        }
        thread::sleep(LOOK_EVERY);
    };
    let seconds = start.elapsed().as_secs_f64();
    let output = reader.join().ok().context("the output was not read")??;
    if !status.success() {
        bail!("{shown} ended with {status}");
    }
    Ok(Cost { seconds, processor_seconds, peak_bytes, output })
}

/// Processor time that all threads of this process have had, to a tick of the system's clock (about
/// 4 ms); `None` where the system does not tell.
pub(crate) fn process_time() -> Option<Duration> {
    let threads = fs::read_dir("/proc/self/task").ok()?.flatten();
    Some(threads.filter_map(|thread| on_processor(&thread.path().join("schedstat"))).sum())
}

/// The first number of a `schedstat` file: nanoseconds on a processor.
fn on_processor(schedstat: &Path) -> Option<Duration> {
    let text = fs::read_to_string(schedstat).ok()?;
    text.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

/// Time on processors of a process so far, in seconds; `None` when it is gone.
fn on_processors(process: u32) -> Option<f64> {
    /// What the system counts in, on every Linux.
    const TICKS_A_SECOND: f64 = 100.0;
    let text = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // Behind the name, which may hold anything, in its brackets.
    let fields: Vec<&str> = text.rsplit_once(") ")?.1.split(' ').collect();
    let ticks = |at: usize| fields.get(at)?.parse::<f64>().ok();
    Some((ticks(11)? + ticks(12)? + ticks(13)? + ticks(14)?) / TICKS_A_SECOND)
}

/// Which memory of a process.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Memory {
    /// What it has now.
    Resident,
    /// The most that it had.
    Peak,
}

/// The memory of a process, in bytes; `None` when it is gone, or when the system does not tell.
pub(crate) fn memory(process: u32, which: Memory) -> Option<f64> {
    let key = match which {
        Memory::Resident => "VmRSS:",
        Memory::Peak => "VmHWM:",
    };
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(key))?;
    let kib: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib * 1024.0)
}
