//! The whole window without a screen: real threads, real panels, frame by frame.

use std::time::Duration;

use clairscore::{
    app::Headless,
    domain::{Condition, Language},
    state::{Command, Launch, Picture, Settings, view::ClientPane},
};

/// Far longer than anything here takes: a test that waits so long has failed.
const PATIENCE: Duration = Duration::from_mins(2);

fn open() -> Headless {
    let launch = Launch::default();
    let mut window =
        Headless::open(Settings::default(), Language::English, launch, [1280.0, 800.0]);
    assert!(window.run_until_ready(PATIENCE), "the demo opens");
    window
}

fn title(window: &Headless) -> &str {
    match &window.state().views().client {
        ClientPane::Client(view) => &view.title,
        other => panic!("no client on screen but {other:?}"),
    }
}

#[test]
fn what_is_asked_between_two_frames_is_on_screen_when_nothing_is_awaited() {
    let mut window = open();
    window.give(Command::Search("4217".to_owned()));
    window.give(Command::ConfirmSearch);
    assert!(window.run_until_ready(PATIENCE));
    assert_eq!(title(&window), "Client 4217");
    assert_eq!(window.state().views().list.rows.item(0).unwrap().client_id, "4217");
}

/// A key that types `text` into whatever has the focus.
fn typed(text: &str) -> Vec<egui::Event> {
    vec![egui::Event::Text(text.to_owned())]
}

#[test]
fn what_is_typed_is_on_screen_in_the_same_frame() {
    // A window that never shows an answer in the frame that asked for it never will; one that a
    // busy machine holds up does so sooner or later.
    let mut window = open();
    let mut shown = false;
    for sign in "0123456789".repeat(10).chars() {
        window.frame(typed(&sign.to_string()));
        let list = &window.state().views().list;
        shown |= list.query.ends_with(sign) && !window.state().awaits(Picture::List);
        assert!(window.run_until_ready(PATIENCE));
    }
    assert!(shown, "the search box has the focus, and the list follows it in one frame");
}

#[test]
fn a_frame_that_asks_for_nothing_wants_no_other_one() {
    let mut window = open();
    // What the last answers asked for is over after a frame or two.
    let settles = |window: &mut Headless| {
        (0..20).any(|_| {
            window.frame(Vec::new());
            !window.wait(Duration::ZERO)
        })
    };
    assert!(settles(&mut window));
    window.frame(typed("4"));
    assert!(window.run_until_ready(PATIENCE));
    assert!(settles(&mut window), "input settles, and nothing is painted for its own sake");
}

#[test]
fn the_previous_picture_stays_until_the_next_one_is_there() {
    let mut window = open();
    let before = title(&window).to_owned();
    let row = window.state().views().list.rows.row(9).unwrap();
    window.give(Command::Select(row));
    loop {
        window.frame(Vec::new());
        let views = window.state().views();
        let ClientPane::Client(view) = &views.client else { panic!("the page went blank") };
        assert!(views.frame.window_title.contains(&view.title[7..]), "title and page are apart");
        if !window.state().awaits(Picture::Client) {
            break;
        }
        window.wait(PATIENCE);
    }
    assert_ne!(title(&window), before);
}

#[test]
fn whoever_drags_a_bound_ends_at_the_last_one() {
    let mut window = open();
    window.give(Command::AddClause("AGE".to_owned()));
    for age in 21..79 {
        let condition =
            Condition::Range { min: Some(f64::from(age)), max: None, or_missing: false };
        window.give(Command::SetClause(0, condition));
        window.frame(Vec::new());
    }
    assert!(window.run_until_ready(PATIENCE));
    let state = window.state();
    let base = state.session().base.as_ref().unwrap();
    let age = base.column("AGE").unwrap();
    let expected = (0..base.rows()).filter(|row| base.columns()[age].number(*row) >= 78.0).count();
    assert_eq!(state.session().group.as_ref().unwrap().count(), expected);
    assert_eq!(state.views().list.rows.len(), expected);
}

#[test]
fn another_base_opens_while_everything_is_being_derived() {
    let mut window = open();
    for row in [3, 1_000, 20_000] {
        window.give(Command::Select(row));
        window.give(Command::AddClause("AGE".to_owned()));
        window.frame(Vec::new());
        window.give(Command::OpenDemo);
        window.frame(Vec::new());
    }
    assert!(window.run_until_ready(PATIENCE));
    assert_eq!(window.state().views().list.rows.len(), 30_000);
    assert!(window.state().session().scores.is_some());
}
