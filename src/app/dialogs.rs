//! The system's file dialogs, asked without stopping the window.
//!
//! A dialog is made on the window's thread, as macOS demands, and waited for on another one: a
//! portal that never answers costs a waiting thread and nothing else. Where a desktop has no dialog
//! to show, the crate answers "nothing chosen" at once; an answer faster than any person is taken
//! for that.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        mpsc::{Receiver, Sender, channel},
    },
    thread,
    time::{Duration, Instant},
};

use crate::state::{BrowseFor, OpenKind};

/// Nobody closes a dialog faster than this.
const FASTEST_PERSON: Duration = Duration::from_millis(300);

/// What came of a dialog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    /// This file or folder.
    Chosen(PathBuf),
    /// The person closed it.
    Nothing,
    /// The system has no dialog to show.
    NoDialog,
}

/// The dialogs that are open.
pub(super) struct Dialogs {
    sender: Sender<(OpenKind, Answer)>,
    receiver: Receiver<(OpenKind, Answer)>,
    wake: Arc<dyn Fn() + Send + Sync>,
}

impl Dialogs {
    /// Calls `wake` whenever a dialog has an answer.
    pub(super) fn new(wake: impl Fn() + Send + Sync + 'static) -> Self {
        let (sender, receiver) = channel();
        Self { sender, receiver, wake: Arc::new(wake) }
    }

    /// Shows a dialog.
    pub(super) fn ask(&self, kind: OpenKind, what: BrowseFor) {
        let dialog = rfd::AsyncFileDialog::new();
        let asked = Instant::now();
        let (sender, wake) = (self.sender.clone(), Arc::clone(&self.wake));
        let waiting: Box<dyn FnOnce() -> Option<PathBuf> + Send> = match what {
            BrowseFor::File => {
                let future = dialog.pick_file();
                Box::new(move || pollster::block_on(future).map(|file| file.path().to_owned()))
            }
            BrowseFor::Folder => {
                let future = dialog.pick_folder();
                Box::new(move || pollster::block_on(future).map(|file| file.path().to_owned()))
            }
        };
        let wait = move || {
            let answer = match waiting() {
                Some(path) => Answer::Chosen(path),
                None if asked.elapsed() < FASTEST_PERSON => Answer::NoDialog,
                None => Answer::Nothing,
            };
            // The window is gone when nobody receives: there is nothing left to tell.
            let _ = sender.send((kind, answer));
            wake();
        };
        let spawned = thread::Builder::new().name("clairscore-dialog".to_owned()).spawn(wait);
        if spawned.is_err() {
            let _ = self.sender.send((kind, Answer::NoDialog));
        }
    }

    /// The answers since the last call.
    pub(super) fn answers(&self) -> Vec<(OpenKind, Answer)> {
        self.receiver.try_iter().collect()
    }
}
