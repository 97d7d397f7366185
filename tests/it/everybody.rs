//! What the window makes of the contributions of all clients, and when it has them computed.

use std::{fs, path::PathBuf, sync::Arc};

use clairscore::{
    base::{self, ReadOptions, StoreChoice, StoreFolder},
    domain::{Language, SilentJob},
    portfolio::Portfolio,
    state::{
        AppState, Command, Described, Effect, Launch, Message, Picture, Reply, Request, Scope,
        Settings, Tab, Ticket, WithoutContributions, carry_out, perform, settle,
        view::{ClientPane, LookAlikesPane, LookAlikesView, WaitingView},
    },
};

use crate::window_state::demo_as_csv;

fn demo(language: Language) -> AppState {
    let (mut state, effects) = AppState::start(Settings::default(), language, Launch::default());
    settle(&mut state, effects);
    state
}

/// The work that explains everybody among what the state asks for; all else is carried out.
fn contributing(state: &mut AppState, command: Command) -> Option<(Ticket, Request)> {
    let mut asked = None;
    for effect in state.update(command) {
        match effect {
            Effect::Work(ticket, request @ Request::Contribute(..)) => {
                asked = Some((ticket, request));
            }
            other => settle(state, vec![other]),
        }
    }
    asked
}

fn found(state: &AppState) -> &LookAlikesView {
    match &state.views().look_alikes {
        Some(LookAlikesPane::Found(found)) => found,
        other => panic!("no look-alikes but {other:?}"),
    }
}

fn waiting(state: &AppState) -> &WaitingView {
    match &state.views().look_alikes {
        Some(LookAlikesPane::Waiting(waiting)) => waiting,
        other => panic!("nothing is waited for but {other:?}"),
    }
}

#[test]
fn everybody_is_explained_when_somebody_looks_and_not_before() {
    let mut state = demo(Language::English);
    assert!(state.session().contributions.is_none());
    assert!(contributing(&mut state, Command::ShowTab(Tab::Model)).is_none());
    let (ticket, request) = contributing(&mut state, Command::ShowTab(Tab::Population)).unwrap();
    assert!(state.is_working());
    assert!(state.views().frame.status.text.contains("Explaining all clients"));
    // Once is enough, whatever else is looked at meanwhile.
    assert!(contributing(&mut state, Command::ShowTab(Tab::Client)).is_none());
    let look_alikes = Command::CompareWith(Scope::LookAlikes);
    assert!(contributing(&mut state, look_alikes).is_none());
    settle(&mut state, Vec::new());
    let effects = state.receive(Message::Progress(ticket.number(), 1, 4));
    settle(&mut state, effects);
    assert_eq!(waiting(&state).progress, Some(0.25));
    let reply = perform(&request, &SilentJob);
    let effects = state.receive(Message::Done(ticket.number(), reply));
    settle(&mut state, effects);
    let all = state.session().contributions.clone().unwrap();
    assert_eq!(all.clients(), 30_000);
    assert_eq!(found(&state).clients.len(), 50);
    // They serve every client.
    carry_out(&mut state, Command::Select(77));
    assert!(Arc::ptr_eq(&all, state.session().contributions.as_ref().unwrap()));
}

#[test]
fn look_alikes_are_told_by_what_became_of_them_and_by_what_differs() {
    for (language, repaid) in [(Language::English, "repaid"), (Language::French, "remboursé")] {
        let mut state = demo(language);
        carry_out(&mut state, Command::CompareWith(Scope::LookAlikes));
        assert!(!state.awaits(Picture::Everything));
        let row = state.selected().unwrap();
        let session = state.session();
        let (portfolio, hold_out) =
            (session.portfolio.clone().unwrap(), session.hold_out.clone().unwrap());
        let view = found(&state).clone();
        let rows: Vec<u32> = view.clients.iter().map(|client| client.row).collect();
        assert_eq!(rows.len(), 50);
        assert!(!rows.contains(&row), "the client is not its own look-alike");
        assert!(rows.iter().all(|row| hold_out.may_testify(*row)));
        let defaulted = |row: u32| portfolio.base().outcome(row as usize) == Some(true);
        let count = rows.iter().filter(|row| !defaulted(**row)).count();
        assert!(view.sentence.contains(&format!("{count} ")), "{}", view.sentence);
        assert!(view.sentence.contains("95") && view.sentence.contains(repaid));
        // The first of each kind, with the values that differ in plain words.
        let [with, without] =
            [false, true].map(|kind| rows.iter().find(|r| defaulted(**r) == kind));
        let shown: Vec<u32> = view.counterparts.iter().map(|other| other.client.row).collect();
        assert_eq!(shown, with.into_iter().chain(without).copied().collect::<Vec<_>>());
        for other in &view.counterparts {
            let table = &other.differences;
            assert!(table.rows.len() <= 3 && table.rows.is_empty() != other.same.is_empty());
            for cells in &table.rows {
                assert!(cells.len() == 3 && cells[1] != cells[2], "{cells:?}");
            }
            assert!(table.columns[2].contains(&other.client.id));
        }
        // The identifier leads to the client.
        let first = rows[0];
        carry_out(&mut state, Command::Select(first));
        let ClientPane::Client(client) = &state.views().client else { panic!("no client") };
        assert!(client.title.contains(&view.clients[0].id));
        assert_ne!(found(&state).clients, view.clients);
    }
}

#[test]
fn who_cancels_is_not_asked_to_wait_again_before_asking() {
    let mut state = demo(Language::French);
    let look_alikes = Command::CompareWith(Scope::LookAlikes);
    let (ticket, request) = contributing(&mut state, look_alikes).unwrap();
    assert!(contributing(&mut state, Command::Cancel).is_none());
    assert!(ticket.is_cancelled());
    assert!(waiting(&state).can_ask_again, "{:?}", waiting(&state));
    assert_eq!(state.session().without_contributions, Some(WithoutContributions::Stopped));
    // What comes in after all is stale.
    let reply = perform(&request, &SilentJob);
    settle(&mut state, Vec::new());
    let effects = state.receive(Message::Done(ticket.number(), reply));
    settle(&mut state, effects);
    assert!(state.session().contributions.is_none());
    carry_out(&mut state, Command::Contribute);
    assert_eq!(found(&state).clients.len(), 50);
}

#[test]
fn work_that_breaks_is_not_begun_again_by_itself() {
    let mut state = demo(Language::English);
    let look_alikes = Command::CompareWith(Scope::LookAlikes);
    let (ticket, _) = contributing(&mut state, look_alikes).unwrap();
    let broken = Message::Done(ticket.number(), Reply::Broken("a defect".to_owned()));
    let effects = state.receive(broken);
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Work(..))), "{effects:?}");
    settle(&mut state, effects);
    assert!(waiting(&state).can_ask_again);
}

#[test]
fn another_model_or_base_in_the_middle_lets_go_of_the_work() {
    let mut state = demo(Language::English);
    let look_alikes = Command::CompareWith(Scope::LookAlikes);
    let (ticket, request) = contributing(&mut state, look_alikes).unwrap();
    carry_out(&mut state, Command::OpenDemo);
    assert!(ticket.is_cancelled());
    let again = state.session().contributions.clone().expect("they are still looked at");
    let reply = perform(&request, &SilentJob);
    assert!(matches!(reply, Reply::Contributions(Ok(_))));
    let effects = state.receive(Message::Done(ticket.number(), reply));
    settle(&mut state, effects);
    assert!(Arc::ptr_eq(&again, state.session().contributions.as_ref().unwrap()));
}

/// A window on clients whose copy is kept in `copies`.
fn on_a_kept_base(folder: &tempfile::TempDir, copies: &StoreChoice) -> AppState {
    let mut state = demo(Language::English);
    let path = folder.path().join("clients.csv");
    fs::write(&path, demo_as_csv(&state, 600)).unwrap();
    let effects = state.update(Command::Open(None, path.clone()));
    let [Effect::Work(ticket, Request::OpenAny(_, reading))] = effects.as_slice() else {
        panic!("nothing to open")
    };
    let options = ReadOptions {
        store: copies.clone(),
        store_from_bytes: 0,
        ..Portfolio::read_options(reading.model.as_deref(), None)
    };
    let base = base::open_base(&path, &options, &SilentJob).unwrap();
    let reply =
        Reply::Base(clairscore::state::Source::Path(path), Ok(Described::alone(Arc::new(base))));
    let effects = state.receive(Message::Done(ticket.number(), reply));
    settle(&mut state, effects);
    state
}

/// Has the contributions computed on the disk, and answers the question of this ticket with them.
fn answer_from_the_disk(state: &mut AppState, ticket: &Ticket, copies: &StoreChoice) -> PathBuf {
    let portfolio = state.session().portfolio.clone().unwrap();
    let all = portfolio.contributions_beyond(0, copies, &SilentJob).unwrap();
    let reply = Reply::Contributions(Ok(all));
    let effects = state.receive(Message::Done(ticket.number(), reply));
    settle(state, effects);
    let StoreChoice::Folder(folder) = copies else { panic!("nothing is kept") };
    let kept = StoreFolder::new(folder.clone()).entries();
    kept.into_iter().find(|entry| entry.numbers_about.is_some()).unwrap().file
}

#[test]
fn contributions_whose_file_fails_are_computed_again() {
    let folder = tempfile::tempdir().unwrap();
    let copies = StoreChoice::Folder(folder.path().join("copies"));
    let mut state = on_a_kept_base(&folder, &copies);
    let look_alikes = Command::CompareWith(Scope::LookAlikes);
    let (ticket, _) = contributing(&mut state, look_alikes).unwrap();
    let file = answer_from_the_disk(&mut state, &ticket, &copies);
    let before = found(&state).clone();
    let all = state.session().contributions.clone().unwrap();
    fs::write(&file, b"no longer what it was").unwrap();
    let row = state.selected().unwrap();
    // The page of another client asks the file, which fails: nothing made of it is shown, and all
    // is computed again.
    carry_out(&mut state, Command::Select((row + 100) % 600));
    assert!(all.fault().is_some() && !file.exists());
    assert!(!Arc::ptr_eq(&all, state.session().contributions.as_ref().unwrap()));
    assert_eq!(found(&state).clients.len(), 50);
    carry_out(&mut state, Command::Select(row));
    assert_eq!(found(&state), &before, "as if nothing had happened");
}
