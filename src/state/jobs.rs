//! What runs in the background: at most one piece of work of each kind.

use super::{Request, Ticket};

/// The kinds of long work. Starting one stops the running work of the same kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum JobKind {
    /// Reading a model or a base.
    Open,
    /// Scoring every client.
    Score,
    /// Asking for a second opinion.
    Verify,
    /// Looking through the kept copies of bases.
    Kept,
    /// Explaining every client.
    Contribute,
}

/// The work that runs.
#[derive(Debug, Default)]
pub(super) struct Jobs {
    running: Vec<Running>,
    last_number: u64,
}

#[derive(Debug)]
struct Running {
    kind: JobKind,
    ticket: Ticket,
    progress: Option<f32>,
}

impl JobKind {
    /// The kind of a request.
    pub(super) fn of(request: &Request) -> Self {
        match request {
            Request::OpenModel(_)
            | Request::OpenBase(..)
            | Request::OpenAny(..)
            | Request::AddTable(..)
            | Request::RemoveTable(..) => Self::Open,
            Request::Kept(..) => Self::Kept,
            Request::Score(..) => Self::Score,
            Request::Verify(_) => Self::Verify,
            Request::Contribute(..) => Self::Contribute,
        }
    }
}

impl Jobs {
    /// A ticket that nothing else has.
    pub(super) fn ticket(&mut self) -> Ticket {
        self.last_number += 1;
        Ticket::new(self.last_number)
    }

    /// A ticket for new work of this kind; running work of the same kind is asked to stop.
    pub(super) fn start(&mut self, kind: JobKind) -> Ticket {
        self.stop(kind);
        let ticket = self.ticket();
        self.running.push(Running { kind, ticket: ticket.clone(), progress: None });
        ticket
    }

    /// Asks the running work of this kind to stop; its answer will be dropped.
    pub(super) fn stop(&mut self, kind: JobKind) {
        self.running.retain(|running| {
            let stays = running.kind != kind;
            if !stays {
                running.ticket.cancel();
            }
            stays
        });
    }

    /// Asks all running work to stop; says whether there was any.
    pub(super) fn stop_all(&mut self) -> bool {
        let any = !self.running.is_empty();
        for running in self.running.drain(..) {
            running.ticket.cancel();
        }
        any
    }

    /// Takes note that the work of this ticket ended; `false` when its answer is stale.
    pub(super) fn end(&mut self, number: u64) -> bool {
        let before = self.running.len();
        self.running.retain(|running| running.ticket.number() != number);
        self.running.len() < before
    }

    /// Takes note of how far the work of this ticket is.
    pub(super) fn note_progress(&mut self, number: u64, done: u64, total: u64) {
        for running in &mut self.running {
            if running.ticket.number() == number && total > 0 {
                running.progress = Some((done as f32 / total as f32).clamp(0.0, 1.0));
            }
        }
    }

    /// The work that the status line speaks of: the oldest one, and how far it is.
    pub(super) fn shown(&self) -> Option<(JobKind, Option<f32>)> {
        self.running.first().map(|running| (running.kind, running.progress))
    }

    /// Whether work of this kind runs.
    pub(super) fn is_running(&self, kind: JobKind) -> bool {
        self.running.iter().any(|running| running.kind == kind)
    }

    /// How far the running work of this kind is, in `[0, 1]`; `None` when none runs or when it has
    /// not told.
    pub(super) fn progress_of(&self, kind: JobKind) -> Option<f32> {
        self.running.iter().find(|running| running.kind == kind)?.progress
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_work_stops_the_old_one_and_makes_its_answer_stale() {
        let mut jobs = Jobs::default();
        let first = jobs.start(JobKind::Open);
        let second = jobs.start(JobKind::Open);
        assert!(first.is_cancelled());
        assert!(!second.is_cancelled());
        assert!(!jobs.end(first.number()), "the first answer is stale");
        assert!(jobs.end(second.number()));
        assert!(jobs.shown().is_none());
    }

    #[test]
    fn work_of_different_kinds_runs_side_by_side() {
        let mut jobs = Jobs::default();
        let open = jobs.start(JobKind::Open);
        let score = jobs.start(JobKind::Score);
        jobs.note_progress(score.number(), 1, 4);
        assert_eq!(jobs.shown(), Some((JobKind::Open, None)));
        assert!(jobs.end(open.number()));
        assert_eq!(jobs.shown(), Some((JobKind::Score, Some(0.25))));
        assert!(jobs.stop_all());
        assert!(score.is_cancelled());
    }
}
