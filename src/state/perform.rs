//! Long work, done: a request in, a reply out. Runs on any thread.

use std::{
    collections::VecDeque,
    num::NonZero,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::Arc,
    thread,
};

use crate::{
    base::{self, BaseError, ClientBase, ReadOptions},
    demo,
    domain::Job,
    model::open::{self, OpenError},
    portfolio::{ContributionsFault, Model, Portfolio},
};

use super::{
    AppState, Command, Derivation, Derived, Described, Effect, Reading, Removal, Reply, Request,
    Source, Ticket, effect::TicketJob, worker::Message,
};

/// Does what `request` asks. A panic below is a defect; it becomes [`Reply::Broken`] so that the
/// window stays open.
#[must_use]
pub fn perform(request: &Request, job: &dyn Job) -> Reply {
    sheltered(|| perform_or_panic(request, job)).unwrap_or_else(Reply::Broken)
}

/// Derives a part of the screen. A panic below is a defect, which comes back in its own words.
///
/// # Errors
/// When the derivation panicked.
pub(super) fn derive(derivation: &Derivation, ticket: &Ticket) -> Result<Derived, String> {
    sheltered(|| derivation.derive(&TicketJob { ticket, report: |_, _| {} }))
}

/// What `work` gives, or what its panic says.
fn sheltered<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|cause| {
        let what = cause
            .downcast_ref::<&str>()
            .map(ToString::to_string)
            .or_else(|| cause.downcast_ref::<String>().cloned());
        what.unwrap_or_default()
    })
}

fn perform_or_panic(request: &Request, job: &dyn Job) -> Reply {
    match request {
        Request::OpenModel(source) => Reply::Model(source.clone(), open_model(source)),
        Request::OpenBase(source, reading, tables) => {
            let opened = open_base(source, reading, job).map(|base| {
                let mut described = Described::alone(Arc::new(base));
                for path in tables {
                    let rows = open_table(path, &described.own, reading, job);
                    described.add(path.clone(), rows);
                }
                described
            });
            base_reply(source.clone(), opened)
        }
        Request::OpenAny(path, reading) => open_any(path, reading, job),
        Request::AddTable(described, path, reading) => {
            let rows = open_table(path, &described.own, reading, job);
            if rows.as_ref().is_err_and(BaseError::is_cancelled) {
                return Reply::Cancelled;
            }
            let mut described = described.clone();
            described.add(path.clone(), rows);
            Reply::Tables(described)
        }
        Request::RemoveTable(described, path) => {
            let mut described = described.clone();
            described.remove(path);
            Reply::Tables(described)
        }
        Request::Kept(folder, removal) => {
            // What the system refuses to remove is counted with what is in use: it stays.
            let left = match removal {
                Removal::Nothing => 0,
                Removal::One(entry) => usize::from(!folder.remove(entry).unwrap_or(false)),
                Removal::All => folder.remove_all().unwrap_or_else(|_| folder.entries().len()),
            };
            Reply::Kept(folder.entries(), left)
        }
        Request::Score(portfolio, board) => portfolio
            .score_onto(board, &[], job)
            .map_or(Reply::Cancelled, |scores| Reply::Scores(Arc::new(scores))),
        Request::Verify(portfolio) => Reply::Agreement(portfolio.second_opinion()),
        Request::Contribute(portfolio, store) => {
            match on_spare_processors(|| portfolio.contributions(store, job)) {
                Err(ContributionsFault::Cancelled(_)) => Reply::Cancelled,
                contributions => Reply::Contributions(contributions),
            }
        }
    }
}

/// Does long work on all processors but one, which is left to the window and to what is derived for
/// it: those threads go on in a pool of their own.
fn on_spare_processors<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    let processors = thread::available_parallelism().map_or(1, NonZero::get);
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(processors.saturating_sub(1).max(1))
        .thread_name(|_| "clairscore-spare".to_owned())
        .build();
    // Without threads of its own, the work takes those that are there.
    match pool {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    }
}

fn open_model(source: &Source) -> Result<Arc<Model>, Box<OpenError>> {
    let opened = match source {
        Source::Demo => demo::model(),
        Source::Path(path) => open::open_model(path),
    };
    opened.map(|opened| Arc::new(Model::new(opened))).map_err(Box::new)
}

fn open_base(
    source: &Source,
    reading: &Reading,
    job: &dyn Job,
) -> Result<ClientBase, Box<BaseError>> {
    let opened = match source {
        Source::Demo => demo::base(job),
        Source::Path(path) => {
            let id_column = reading.id_column.as_deref();
            let options = Portfolio::read_options(reading.model.as_deref(), id_column);
            base::open_base(path, &ReadOptions { store: reading.store.clone(), ..options }, job)
        }
    };
    opened.map_err(Box::new)
}

/// A table about the clients of `base`.
fn open_table(
    path: &Path,
    base: &ClientBase,
    reading: &Reading,
    job: &dyn Job,
) -> Result<ClientBase, BaseError> {
    let options = Portfolio::table_options(base);
    base::open_base(path, &ReadOptions { store: reading.store.clone(), ..options }, job)
}

fn base_reply(source: Source, opened: Result<Described, Box<BaseError>>) -> Reply {
    match opened {
        Err(error) if error.is_cancelled() => Reply::Cancelled,
        opened => Reply::Base(source, opened),
    }
}

/// A file that was dropped on the window: a model when it reads as one, else a base.
fn open_any(path: &Path, reading: &Reading, job: &dyn Job) -> Reply {
    let source = Source::Path(path.to_owned());
    let not_a_model = match open_model(&source) {
        Ok(model) => return Reply::Model(source, Ok(model)),
        Err(error) => error,
    };
    let opened = open_base(&source, reading, job);
    match opened.map(|base| Described::alone(Arc::new(base))) {
        Err(not_a_base) if !not_a_base.is_cancelled() => {
            Reply::Neither(path.to_owned(), not_a_model, not_a_base)
        }
        opened => base_reply(source, opened),
    }
}

/// Executes `command`, and all that follows from it, on this thread: what [`AppState::update`] and
/// [`settle`] do together.
pub fn carry_out(state: &mut AppState, command: Command) {
    let effects = state.update(command);
    settle(state, effects);
}

/// Does all that `effects` ask, and all that follows from it, on this thread and in the order in
/// which it was asked: for tests, benches and whoever has no window. Settings are not saved and no
/// dialog is shown.
pub fn settle(state: &mut AppState, effects: Vec<Effect>) {
    let mut waiting: VecDeque<Effect> = effects.into();
    while let Some(effect) = waiting.pop_front() {
        let message = match effect {
            Effect::Work(ticket, request) => {
                let job = TicketJob { ticket: &ticket, report: |_, _| {} };
                Message::Done(ticket.number(), perform(&request, &job))
            }
            Effect::Derive(ticket, derivation) => {
                Message::Derived(ticket.number(), derive(&derivation, &ticket))
            }
            Effect::Save(_) | Effect::Browse(..) => continue,
        };
        waiting.extend(state.receive(message));
    }
}
