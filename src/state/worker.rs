//! The threads that work while the window stays alive.
//!
//! Every long request has a thread of its own for as long as it lasts: there are at most four
//! kinds of work, a new one replaces the old one of its kind, and an old one that was asked to stop
//! may still need a moment. LightGBM's engine is made and dropped inside the thread that uses it.
//! Parts of the screen are derived by threads that stay (see [`super::deriving`]).

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
        mpsc::{Receiver, SyncSender, TrySendError, sync_channel},
    },
    thread,
    time::Duration,
};

use super::{
    Derivation, Derived, Reply, Request, Ticket, deriving::Deriving, effect::TicketJob, perform,
};

/// Messages that may wait for the window; progress beyond that is dropped, replies wait.
const WAITING_MESSAGES: usize = 64;

/// What a worker thread tells the window.
#[derive(Debug)]
pub enum Message {
    /// The work of this ticket is `done` of `total` steps far.
    Progress(u64, u64, u64),
    /// The work of this ticket ended.
    Done(u64, Reply),
    /// A part of the screen was derived, or a defect of this program kept it from being so.
    Derived(u64, Result<Derived, String>),
}

/// Does what the state asks, and collects the answers.
pub struct Worker {
    outbox: Outbox,
    receiver: Receiver<Message>,
    deriving: Deriving,
}

/// The way of a thread to the window.
#[derive(Clone)]
pub(super) struct Outbox {
    sender: SyncSender<Message>,
    wake: Arc<dyn Fn() + Send + Sync>,
    /// The window waits for a message right now, and takes it without being woken.
    window_listens: Arc<AtomicBool>,
}

impl Worker {
    /// A worker that calls `wake` whenever there is something to collect.
    #[must_use]
    pub fn new(wake: impl Fn() + Send + Sync + 'static) -> Self {
        let (sender, receiver) = sync_channel(WAITING_MESSAGES);
        let outbox = Outbox { sender, wake: Arc::new(wake), window_listens: Arc::default() };
        let deriving = Deriving::new(&outbox);
        Self { outbox, receiver, deriving }
    }

    /// Starts long work on a thread of its own.
    pub fn start(&self, ticket: Ticket, request: Request) {
        let outbox = self.outbox.clone();
        let number = ticket.number();
        let work = move || {
            let told = AtomicU64::new(u64::MAX);
            let report = |done: u64, total: u64| {
                // The window shows whole percents: more would only make it paint.
                let percent = (100 * done).checked_div(total).unwrap_or(0);
                if told.swap(percent, Ordering::Relaxed) != percent {
                    outbox.report(Message::Progress(number, done, total));
                }
            };
            let reply = perform(&request, &TicketJob { ticket: &ticket, report });
            outbox.send(Message::Done(number, reply));
        };
        let spawned = thread::Builder::new().name("clairscore-work".to_owned()).spawn(work);
        if let Err(error) = spawned {
            let broken = Reply::Broken(format!("no thread could be started: {error}"));
            self.outbox.report(Message::Done(number, broken));
        }
    }

    /// Has a part of the screen derived.
    pub fn derive(&self, ticket: Ticket, derivation: Derivation) {
        if self.deriving.is_alive() {
            self.deriving.ask(ticket, derivation);
        } else {
            let broken = Err("no thread could be started".to_owned());
            self.outbox.report(Message::Derived(ticket.number(), broken));
        }
    }

    /// What the threads said since the last call.
    pub fn messages(&self) -> impl Iterator<Item = Message> {
        self.receiver.try_iter()
    }

    /// The next thing that a thread says within `patience`; `None` when none says anything.
    ///
    /// **Invariant**: a thread that speaks meanwhile wakes nobody, so that whoever is done with
    /// listening asks for [`Self::messages`] once more.
    #[must_use]
    pub fn next_message(&self, patience: Duration) -> Option<Message> {
        self.outbox.window_listens.store(true, Ordering::SeqCst);
        let message = self.receiver.recv_timeout(patience).ok();
        self.outbox.window_listens.store(false, Ordering::SeqCst);
        message
    }
}

impl Outbox {
    /// Sends a message, when need be after the window took others in; `false` when the window is
    /// gone and there is nothing left to tell.
    pub(super) fn send(&self, message: Message) -> bool {
        let sent = self.sender.send(message).is_ok();
        self.wake_window();
        sent
    }

    /// Sends a message unless too many wait already.
    fn report(&self, message: Message) {
        if !matches!(self.sender.try_send(message), Err(TrySendError::Disconnected(_))) {
            self.wake_window();
        }
    }

    /// A window that listens looks at what was sent before it stops listening.
    fn wake_window(&self) {
        if !self.window_listens.load(Ordering::SeqCst) {
            (self.wake)();
        }
    }
}
