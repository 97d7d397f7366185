//! The threads that do long work while the window stays alive.
//!
//! Every request has a thread of its own for as long as it lasts: there are at most three kinds of
//! work, a new one replaces the old one of its kind, and an old one that was asked to stop may
//! still need a moment. LightGBM's engine is made and dropped inside the thread that uses it.

use std::{
    sync::{
        Arc,
        mpsc::{Receiver, SyncSender, TrySendError, sync_channel},
    },
    thread,
};

use super::{Reply, Request, Ticket, effect::TicketJob, perform};

/// Messages that may wait for the window; progress beyond that is dropped, replies wait.
const WAITING_MESSAGES: usize = 64;

/// What a worker thread tells the window.
#[derive(Debug)]
pub enum Message {
    /// The work of this ticket is `done` of `total` steps far.
    Progress(u64, u64, u64),
    /// The work of this ticket ended.
    Done(u64, Reply),
}

/// Starts long work and collects its answers.
pub struct Worker {
    sender: SyncSender<Message>,
    receiver: Receiver<Message>,
    wake: Arc<dyn Fn() + Send + Sync>,
}

impl Worker {
    /// A worker that calls `wake` whenever there is something to collect.
    #[must_use]
    pub fn new(wake: impl Fn() + Send + Sync + 'static) -> Self {
        let (sender, receiver) = sync_channel(WAITING_MESSAGES);
        Self { sender, receiver, wake: Arc::new(wake) }
    }

    /// Starts the work on a thread of its own.
    pub fn start(&self, ticket: Ticket, request: Request) {
        let sender = self.sender.clone();
        let wake = Arc::clone(&self.wake);
        let number = ticket.number();
        let work = move || {
            let report = |done, total| {
                if !matches!(
                    sender.try_send(Message::Progress(number, done, total)),
                    Err(TrySendError::Disconnected(_))
                ) {
                    wake();
                }
            };
            let reply = perform(&request, &TicketJob { ticket: &ticket, report });
            // The window is gone when nobody receives: there is nothing left to tell.
            let _ = sender.send(Message::Done(number, reply));
            wake();
        };
        let spawned = thread::Builder::new().name("clairscore-work".to_owned()).spawn(work);
        if let Err(error) = spawned {
            let broken = Reply::Broken(format!("no thread could be started: {error}"));
            let _ = self.sender.try_send(Message::Done(number, broken));
            (self.wake)();
        }
    }

    /// What the threads said since the last call.
    pub fn messages(&self) -> impl Iterator<Item = Message> {
        self.receiver.try_iter()
    }
}
