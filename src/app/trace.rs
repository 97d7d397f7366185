//! What the window did and when, for whoever measures it: `--trace FILE` or `CLAIRSCORE_TRACE`.
//!
//! One line an event, three columns apart by tabs: milliseconds since the program was started, the
//! event, milliseconds that it took. The events are `first-frame`, `model`, `base` and `scores`
//! (open, open, complete), `list`, `client`, `group` and `threshold` (from what was asked for to
//! the frame that shows it whole), and at the end `frame-median`, `frame-99th` and
//! `frame-worst`: the processor time of a frame, without waiting for the screen.
//!
//! **Invariant**: no column, no identifier and no value of a client is written; how many lines
//! there are is all that is told about the person's work.

use std::{
    fs::File,
    io::{BufWriter, Write as _},
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use anyhow::Context as _;

use crate::{
    cli::Failure,
    state::{AppState, Command, Picture},
};

/// Writes the events of one window. Clones write to the same file.
#[derive(Clone)]
pub(super) struct Trace {
    file: Arc<Mutex<BufWriter<File>>>,
    started: Instant,
    waits: Vec<Wait>,
    /// Which of the [`MILESTONES`] were passed.
    passed: [bool; MILESTONES.len()],
    frames: Vec<f32>,
}

/// Something that was asked for and is not on screen yet.
#[derive(Clone)]
struct Wait {
    event: &'static str,
    picture: Option<Picture>,
    since: Instant,
}

/// What happens once in a window's life, in the order in which it usually does.
const MILESTONES: [&str; 4] = ["first-frame", "model", "base", "scores"];

impl Trace {
    /// A trace into a new file.
    ///
    /// # Errors
    /// When the file cannot be made.
    pub(super) fn to_file(path: &Path) -> Result<Self, Failure> {
        let file = File::create(path)
            .with_context(|| format!("{}: the trace cannot be written", path.display()))
            .map_err(Failure::Other)?;
        Ok(Self {
            file: Arc::new(Mutex::new(BufWriter::new(file))),
            started: Instant::now(),
            waits: Vec::new(),
            passed: [false; MILESTONES.len()],
            frames: Vec::new(),
        })
    }

    /// Takes note of what was asked for.
    pub(super) fn command(&mut self, command: &Command) {
        let (event, picture) = match command {
            Command::Search(_) | Command::Sort(_) => ("list", Some(Picture::List)),
            Command::Select(_) | Command::ConfirmSearch | Command::MoveSelection(_) => {
                ("client", Some(Picture::Client))
            }
            Command::AddClause(_)
            | Command::SetClause(..)
            | Command::RemoveClause(_)
            | Command::ClearFilter
            | Command::LoadFilter(_) => ("group", Some(Picture::Group)),
            Command::SetThreshold(_) => ("threshold", None),
            _ => return,
        };
        // Whoever drags asks again and again: the wait began with the first time.
        if !self.waits.iter().any(|wait| wait.event == event) {
            self.waits.push(Wait { event, picture, since: Instant::now() });
        }
    }

    /// Takes note of what the frame before cost, in seconds.
    pub(super) fn frame(&mut self, cpu_usage: Option<f32>) {
        self.frames.extend(cpu_usage);
    }

    /// Takes note of what is on screen after a frame was painted.
    pub(super) fn painted(&mut self, state: &AppState) {
        let session = state.session();
        let reached =
            [true, session.model.is_some(), session.base.is_some(), session.scores.is_some()];
        for (at, event) in MILESTONES.into_iter().enumerate() {
            if reached[at] && !self.passed[at] {
                self.passed[at] = true;
                self.write(event, self.started.elapsed());
            }
        }
        let is_shown = |wait: &Wait| wait.picture.is_none_or(|picture| !state.awaits(picture));
        let (shown, waits) = std::mem::take(&mut self.waits).into_iter().partition(is_shown);
        self.waits = waits;
        let shown: Vec<Wait> = shown;
        for wait in shown {
            self.write(wait.event, wait.since.elapsed());
        }
    }

    /// A trace that cannot be written must not disturb the work that it watches.
    fn write(&self, event: &str, took: Duration) {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let (now, took) = (millis(self.started.elapsed()), millis(took));
        let _ = writeln!(file, "{now:.3}\t{event}\t{took:.3}").and_then(|()| file.flush());
    }
}

impl Drop for Trace {
    /// Sums the frames up; clones that painted none have nothing to say.
    fn drop(&mut self) {
        let mut frames = std::mem::take(&mut self.frames);
        frames.sort_by(f32::total_cmp);
        let at = |share: f64| {
            let last = frames.len().checked_sub(1)?;
            frames.get((share * last as f64).round() as usize).copied()
        };
        for (event, seconds) in
            [("frame-median", at(0.5)), ("frame-99th", at(0.99)), ("frame-worst", at(1.0))]
        {
            if let Some(seconds) = seconds {
                self.write(event, Duration::from_secs_f32(seconds.max(0.0)));
            }
        }
    }
}

fn millis(duration: Duration) -> f64 {
    1000.0 * duration.as_secs_f64()
}
