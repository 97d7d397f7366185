//! What the window did and when, for whoever measures it: `--trace FILE` or `CLAIRSCORE_TRACE`.
//!
//! One line an event, three columns apart by tabs: milliseconds since the program was started, the
//! event, milliseconds that it took. The events are `first-frame`, `model`, `base` and `scores`
//! (open, open, complete), `list`, `client`, `group` and `threshold` (from the beginning of the
//! frame in which something was asked for to the moment when the frame that shows it whole is
//! painted), and at the end `frame-median`, `frame-99th` and `frame-worst`: the processor time of a
//! frame, without waiting for the screen. A frame is painted when the next one begins, which
//! therefore follows at once.
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
    /// Which of the [`MILESTONES`] were written.
    passed: [bool; MILESTONES.len()],
    /// Which of them are laid out in the frame that is about to be painted.
    reached: [bool; MILESTONES.len()],
    /// When the frame began.
    frame_began: Instant,
    frames: Vec<f32>,
}

/// Something that was asked for and is not on screen yet.
#[derive(Clone)]
struct Wait {
    event: &'static str,
    picture: Option<Picture>,
    since: Instant,
    /// The frame that is about to be painted shows it whole.
    is_laid_out: bool,
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
            reached: [false; MILESTONES.len()],
            frame_began: Instant::now(),
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
            let since = self.frame_began;
            self.waits.push(Wait { event, picture, since, is_laid_out: false });
        }
    }

    /// A frame begins: the one before is painted, and took so many seconds of processor time.
    pub(super) fn frame(&mut self, cpu_usage: Option<f32>) {
        self.frame_began = Instant::now();
        self.frames.extend(cpu_usage);
        for (at, event) in MILESTONES.into_iter().enumerate() {
            if self.reached[at] && !self.passed[at] {
                self.passed[at] = true;
                self.write(event, self.started.elapsed());
            }
        }
        let (shown, waits): (Vec<Wait>, _) =
            std::mem::take(&mut self.waits).into_iter().partition(|wait| wait.is_laid_out);
        self.waits = waits;
        for wait in shown {
            self.write(wait.event, wait.since.elapsed());
        }
    }

    /// Takes note of what a frame shows before it is painted; says whether something will be
    /// written once it is.
    pub(super) fn laid_out(&mut self, state: &AppState) -> bool {
        let session = state.session();
        self.reached =
            [true, session.model.is_some(), session.base.is_some(), session.scores.is_some()];
        for wait in &mut self.waits {
            wait.is_laid_out = wait.picture.is_none_or(|picture| !state.awaits(picture));
        }
        let is_news =
            self.reached.iter().zip(self.passed).any(|(reached, passed)| *reached && !passed);
        is_news || self.waits.iter().any(|wait| wait.is_laid_out)
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
