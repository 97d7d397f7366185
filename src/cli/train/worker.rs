//! The process that trains: the same program, started by `clairscore train`.
//!
//! It writes no file. Whatever becomes of it (a crash in LightGBM, no memory left, a kill) leaves
//! nothing behind; and it ends by itself when the process that waits for it is gone.

use std::{
    io::{self, Read as _},
    process,
    sync::{Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

use super::{
    args::TrainArgs,
    frames::{FileLength, Message, send},
    make::{self, Made},
};
use crate::{
    cli::{Failure, ReportFailure as _, inputs},
    domain::{Cancelled, Job},
    pipeline::{Stage, Watch},
    words::Words,
};

/// Progress is told this often at most.
const TOLD_EVERY: Duration = Duration::from_millis(100);

/// Trains, and tells the process that waits what came of it.
pub(in crate::cli) fn run(args: &TrainArgs) -> Result<(), Failure> {
    // The other side holds our standard input open and never writes to it: it ends when they do.
    thread::Builder::new()
        .name("lifeline".to_owned())
        .spawn(|| {
            let _ = io::stdin().read(&mut [0]);
            process::exit(1);
        })
        .or_other()?;
    let told = Told { last: Mutex::new(None) };
    let words = Words::new(inputs::language(args.lang));
    match make::make(args, &told) {
        Ok(made) => tell_made(&made),
        Err(failure) => tell(&Message::Failed {
            is_bad_input: matches!(failure, Failure::BadInput(_)),
            text: failure.message(&words).unwrap_or_default(),
        }),
    }
}

fn tell_made(made: &Made) -> Result<(), Failure> {
    let files = made.bundle.files();
    let length = |(name, bytes): &(String, Vec<u8>)| FileLength {
        name: name.clone(),
        length: bytes.len() as u64,
    };
    let message = Message::Made {
        report: made.report.clone(),
        run: made.run.clone(),
        files: files.iter().map(length).collect(),
        base: made.base.as_ref().map(|bytes| bytes.len() as u64),
    };
    let parts = files.iter().map(|(_, bytes)| bytes.as_slice()).chain(made.base.as_deref());
    send(&mut io::stdout().lock(), &message, &parts.collect::<Vec<_>>()).or_other()
}

fn tell(message: &Message) -> Result<(), Failure> {
    send(&mut io::stdout().lock(), message, &[]).or_other()
}

/// Passes on what the training is at.
struct Told {
    last: Mutex<Option<Instant>>,
}

impl Job for Told {
    fn progress(&self, done: u64, total: u64) -> Result<(), Cancelled> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if last.is_none_or(|last| last.elapsed() >= TOLD_EVERY) {
            *last = Some(Instant::now());
            return tell(&Message::Progress { done, of: total }).map_err(|_| Cancelled);
        }
        Ok(())
    }
}

impl Watch for Told {
    fn stage(&self, stage: Stage) {
        // Whoever no longer listens is noticed at the next progress.
        let _ = tell(&Message::Stage { stage });
    }
}

impl make::Speaker for Told {
    fn say(&self, text: String) {
        let _ = tell(&Message::Say { text });
    }
}
