//! What the state asks of the world, and what the world answers.
//!
//! `update` never reads a file and never waits: it returns effects. The window performs them on
//! worker threads; tests perform them in place.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use crate::{
    base::{BaseError, StoreChoice, StoreEntry, StoreFolder},
    domain::{Cancelled, Job},
    model::open::OpenError,
    portfolio::{
        Agreement, Contributions, ContributionsFault, Model, Portfolio, ScoreBoard, Scores,
    },
};

use super::{BrowseFor, Described, OpenKind, Settings, derive::Derivation};

/// One thing to do outside of the state.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Do long work and answer with a [`Reply`].
    Work(Ticket, Request),
    /// Derive a part of the screen. When several are asked of one part, the last one counts.
    Derive(Ticket, Derivation),
    /// Remember the settings.
    Save(Settings),
    /// Ask the person for a file or a folder through the system's dialog.
    Browse(OpenKind, BrowseFor),
}

/// Long work.
#[derive(Debug, Clone)]
pub enum Request {
    /// Read a model.
    OpenModel(Source),
    /// Read a base, and the tables that describe its clients.
    OpenBase(Source, Reading, Vec<PathBuf>),
    /// Find out whether a file is a model or a base, and read it.
    OpenAny(PathBuf, Reading),
    /// Add a table to a base.
    AddTable(Described, PathBuf, Reading),
    /// Take a table away from a base.
    RemoveTable(Described, PathBuf),
    /// Look through the kept copies of bases, after removing some of them.
    Kept(StoreFolder, Removal),
    /// Score every client onto a board that is read meanwhile.
    Score(Arc<Portfolio>, Arc<ScoreBoard>),
    /// Ask LightGBM for a second opinion on a sample of clients.
    Verify(Arc<Portfolio>),
    /// Explain every client, or find the contributions that were kept here.
    Contribute(Arc<Portfolio>, StoreChoice),
}

/// How a base or a table is read.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// The model whose features it is read for.
    pub model: Option<Arc<Model>>,
    /// The column that identifies clients, when it was named.
    pub id_column: Option<String>,
    /// Where a large one is kept.
    pub store: StoreChoice,
}

/// Which kept copies are removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Removal {
    /// None.
    Nothing,
    /// One.
    One(StoreEntry),
    /// All that no program is using.
    All,
}

/// Where a model or a base comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// The demo that the program carries.
    Demo,
    /// A file or a folder.
    Path(PathBuf),
}

/// What long work found.
#[derive(Debug)]
pub enum Reply {
    /// A model, ready to score and to explain.
    Model(Source, Result<Arc<Model>, Box<OpenError>>),
    /// A base with its tables.
    Base(Source, Result<Described, Box<BaseError>>),
    /// The open base with other tables.
    Tables(Described),
    /// The kept copies of bases, and how many of those that were to be removed are in use.
    Kept(Vec<StoreEntry>, usize),
    /// A file that is neither.
    Neither(PathBuf, Box<OpenError>, Box<BaseError>),
    /// The scores of every client.
    Scores(Arc<Scores>),
    /// The second opinion.
    Agreement(Agreement),
    /// The contributions of every client, or why there are none.
    Contributions(Result<Arc<Contributions>, ContributionsFault>),
    /// The work was stopped before its end.
    Cancelled,
    /// The work failed in a way that is a defect of this program.
    Broken(String),
}

/// Names one piece of long work, so that a stale answer is dropped and a running one stopped.
#[derive(Debug, Clone, Default)]
pub struct Ticket {
    number: u64,
    cancelled: Arc<AtomicBool>,
}

impl Ticket {
    /// A ticket that no other work has.
    #[must_use]
    pub fn new(number: u64) -> Self {
        Self { number, cancelled: Arc::default() }
    }

    /// Which work it names.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.number
    }

    /// Asks the work to stop.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether the work was asked to stop.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

/// A job that a ticket can stop and whose progress goes to a callback.
pub(super) struct TicketJob<'a, F: Fn(u64, u64) + Sync> {
    /// The ticket that stops it.
    pub(super) ticket: &'a Ticket,
    /// Told `(done, total)`.
    pub(super) report: F,
}

impl<F: Fn(u64, u64) + Sync> Job for TicketJob<'_, F> {
    fn progress(&self, done: u64, total: u64) -> Result<(), Cancelled> {
        if self.ticket.is_cancelled() {
            return Err(Cancelled);
        }
        (self.report)(done, total);
        Ok(())
    }
}
