//! Waits for the process that trains, tells the person how far it is, and says what happened when
//! it comes to a bad end.

use std::{
    env,
    io::{BufReader, IsTerminal as _, Write as _},
    process::{Child, Command, ExitStatus, Stdio},
};

use anyhow::anyhow;

use super::{
    frames::{self, Frame, Message},
    make::Made,
};
use crate::{
    cli::{Failure, ReportFailure as _, config},
    model::bundle::BundleFiles,
    pipeline::Stage,
    words::Words,
};

/// The hidden subcommand that the process that trains is started with.
pub(in crate::cli) const WORKER: &str = "train-worker";

/// Starts the process that trains and waits for what it makes.
///
/// # Errors
/// As that process says, or with how it ended when it says nothing.
pub(super) fn made_elsewhere(words: &Words) -> Result<Made, Failure> {
    let program = env::current_exe().or_other()?;
    // What was typed, letter by letter, after the program and the subcommand.
    let typed = config::with_file_options(env::args_os().collect())?;
    let child = Command::new(program)
        .arg(WORKER)
        .args(typed.into_iter().skip(2))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .or_other()?;
    Worker(child).wait(words)
}

/// The process that trains; it does not outlive this value.
struct Worker(Child);

impl Worker {
    fn wait(mut self, words: &Words) -> Result<Made, Failure> {
        let stdout = self.0.stdout.take().ok_or_else(|| anyhow!("no pipe")).or_other()?;
        let mut from = BufReader::new(stdout);
        let mut shown = Shown::new(words);
        loop {
            // What is cut off is as good as nothing: the end of the process says why.
            let Ok(Some(Frame { message, bytes })) = frames::receive(&mut from) else {
                shown.end();
                return Err(self.bad_end(words));
            };
            match message {
                Message::Stage { stage } => shown.stage(stage),
                Message::Progress { done, of } => shown.progress(done, of),
                Message::Say { text } => shown.say(&text),
                Message::Made { report, run, files, base } => {
                    shown.end();
                    let mut rest = bytes;
                    let mut next = |length: u64| {
                        let after = rest.split_off((length as usize).min(rest.len()));
                        std::mem::replace(&mut rest, after)
                    };
                    let files = files.into_iter().map(|file| (file.name, next(file.length)));
                    let bundle = BundleFiles::new(files.collect());
                    return Ok(Made { bundle, base: base.map(next), run, report });
                }
                Message::Failed { is_bad_input, text } => {
                    shown.end();
                    let error = anyhow!(text);
                    return Err(if is_bad_input {
                        Failure::BadInput(error)
                    } else {
                        Failure::Other(error)
                    });
                }
            }
        }
    }

    fn bad_end(&mut self, words: &Words) -> Failure {
        let what = match self.0.wait() {
            Ok(status) => how_it_ended(status, words),
            Err(error) => error.to_string(),
        };
        Failure::Other(anyhow!(words.with("train-bad-end", &[("what", what.into())])))
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // It may have ended by itself: then there is nothing to end.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn how_it_ended(status: ExitStatus, words: &Words) -> String {
    #[cfg(unix)]
    {
        use std::os::unix::process::ExitStatusExt as _;
        /// What the system sends to take memory back, and a person to end a process at once.
        const KILLED: i32 = 9;
        if let Some(signal) = status.signal() {
            if signal == KILLED {
                return words.text("train-end-killed").to_owned();
            }
            let signal = u64::from(signal.unsigned_abs());
            return words.with("train-end-signal", &[("signal", signal.into())]);
        }
    }
    let code = status.code().map_or_else(|| "?".to_owned(), |code| code.to_string());
    words.with("train-end-code", &[("code", code.into())])
}

/// Progress on standard error: one line that is written over on a terminal, one line a stage
/// elsewhere.
struct Shown<'a> {
    words: &'a Words,
    stage: Option<Stage>,
    on_terminal: bool,
    /// Whether the last line is to be written over.
    is_open: bool,
}

impl<'a> Shown<'a> {
    fn new(words: &'a Words) -> Self {
        let on_terminal = std::io::stderr().is_terminal();
        Self { words, stage: None, on_terminal, is_open: false }
    }

    fn stage(&mut self, stage: Stage) {
        self.end();
        self.stage = Some(stage);
        let text = stage_text(self.words, stage);
        if self.on_terminal {
            self.write_over(&text);
        } else {
            eprintln!("clairscore: {text}");
        }
    }

    fn progress(&mut self, done: u64, of: u64) {
        let (Some(stage), true) = (self.stage, self.on_terminal) else { return };
        let text = stage_text(self.words, stage);
        // A base is read in bytes, which nobody counts.
        let steps = if stage == Stage::Reading {
            self.words.percent(done as f64 / of.max(1) as f64, 0)
        } else if of > 0 {
            self.words.with("train-progress-of", &[("done", done.into()), ("of", of.into())])
        } else {
            self.words.integer(done)
        };
        self.write_over(&format!("{text} {steps}"));
    }

    fn say(&mut self, text: &str) {
        self.end();
        eprintln!("clairscore: {text}");
    }

    fn write_over(&mut self, text: &str) {
        // To the start of the line, the text, and nothing behind it.
        eprint!("\r{text}\x1b[K");
        let _ = std::io::stderr().flush();
        self.is_open = true;
    }

    fn end(&mut self) {
        if std::mem::take(&mut self.is_open) {
            eprintln!();
        }
    }
}

fn stage_text(words: &Words, stage: Stage) -> String {
    words
        .text(match stage {
            Stage::Reading => "train-stage-reading",
            Stage::Leaks => "train-stage-leaks",
            Stage::Searching => "train-stage-searching",
            Stage::Folds => "train-stage-folds",
            Stage::Growing => "train-stage-growing",
            Stage::Imbalance => "train-stage-imbalance",
            Stage::Baselines => "train-stage-baselines",
            Stage::Measuring => "train-stage-measuring",
            Stage::Reference => "train-stage-reference",
        })
        .to_owned()
}
