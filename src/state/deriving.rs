//! The threads that derive what is on screen.
//!
//! Two threads take the most urgent part that waits. Each part waits at most once and is derived
//! by at most one thread at a time: a newer question takes the place of the one that waits, so
//! that whoever drags a bound leaves no queue behind. Of the parts that take long, one at most is
//! derived, so that a thread is left for all others, and a newer question stops the one before.

use std::{
    collections::HashMap,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
};

use super::{
    Derivation, Ticket,
    derive::Part,
    perform::derive,
    worker::{Message, Outbox},
};

/// Threads that derive: a long part on one of them does not hold up a short one.
const THREADS: usize = 2;

/// What waits, and the threads that work on it.
pub(super) struct Deriving {
    shared: Arc<(Mutex<Queue>, Condvar)>,
}

/// The parts that wait and those that are being derived.
#[derive(Debug, Default)]
struct Queue {
    waiting: HashMap<Part, (Ticket, Derivation)>,
    running: Vec<(Part, Ticket)>,
    closed: bool,
}

impl Deriving {
    /// Starts the threads; what they derive goes to `outbox`.
    pub(super) fn new(outbox: &Outbox) -> Self {
        let shared = Arc::new((Mutex::new(Queue::default()), Condvar::new()));
        for _ in 0..THREADS {
            let (shared, outbox) = (Arc::clone(&shared), outbox.clone());
            let work = move || work(&shared, &outbox);
            // Without any thread nothing is ever derived: that is said when something is asked.
            let _ = thread::Builder::new().name("clairscore-view".to_owned()).spawn(work);
        }
        Self { shared }
    }

    /// Has a part derived, in place of an older question about it that still waits.
    pub(super) fn ask(&self, ticket: Ticket, derivation: Derivation) {
        let (queue, wake) = &*self.shared;
        lock(queue).push(ticket, derivation);
        wake.notify_one();
    }

    /// Whether any thread is there to derive: the threads hold what they share with us.
    pub(super) fn is_alive(&self) -> bool {
        Arc::strong_count(&self.shared) > 1
    }
}

impl Drop for Deriving {
    fn drop(&mut self) {
        let (queue, wake) = &*self.shared;
        lock(queue).closed = true;
        wake.notify_all();
    }
}

impl Queue {
    fn push(&mut self, ticket: Ticket, derivation: Derivation) {
        let part = derivation.part();
        if part.is_long() {
            let running = self.running.iter().filter(|(running, _)| *running == part);
            running.for_each(|(_, ticket)| ticket.cancel());
        }
        self.waiting.insert(part, (ticket, derivation));
    }

    /// The most urgent part that waits and that nobody is deriving.
    fn pop(&mut self) -> Option<(Ticket, Derivation)> {
        let running = || self.running.iter().map(|(part, _)| *part);
        let takes_long = running().any(Part::is_long);
        let is_free =
            |part: &Part| running().all(|other| other != *part) && !(takes_long && part.is_long());
        let part =
            Part::ALL.into_iter().filter(is_free).find(|part| self.waiting.contains_key(part))?;
        let next = self.waiting.remove(&part)?;
        self.running.push((part, next.0.clone()));
        Some(next)
    }

    fn end(&mut self, part: Part) {
        self.running.retain(|(running, _)| *running != part);
    }
}

fn work((queue, wake): &(Mutex<Queue>, Condvar), outbox: &Outbox) {
    loop {
        let (ticket, derivation) = {
            let mut queue = lock(queue);
            loop {
                if queue.closed {
                    return;
                }
                if let Some(next) = queue.pop() {
                    break next;
                }
                queue = wake.wait(queue).unwrap_or_else(PoisonError::into_inner);
            }
        };
        let derived = derive(&derivation, &ticket);
        lock(queue).end(derivation.part());
        wake.notify_one();
        if !outbox.send(Message::Derived(ticket.number(), derived)) {
            return;
        }
    }
}

/// The queue holds whole entries at any moment: a panic elsewhere cannot have left it half changed.
fn lock(queue: &Mutex<Queue>) -> MutexGuard<'_, Queue> {
    queue.lock().unwrap_or_else(PoisonError::into_inner)
}
