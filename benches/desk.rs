//! What a person at the desk waits for: a keystroke, a client, a filter.
//!
//! Run with `cargo bench`. Bases: the demo's 30 000 clients, 48 744 and 356 251 clients made by
//! repeating the demo's rows under new identifiers. Each bench drives the same state code as the
//! window, without painting, with all derivations one after the other on one thread.

#![expect(clippy::expect_used, reason = "a bench that cannot go on fails there")]

use std::{
    fmt::Write as _,
    path::PathBuf,
    sync::{Arc, LazyLock},
};

use clairscore::{
    base::ColumnKind,
    domain::{Condition, Language, SilentJob, Value},
    portfolio::{Model, Portfolio},
    state::{AppState, Command, Launch, Scope, Settings, carry_out, settle},
};
use divan::{Bencher, black_box};

/// Clients in the public test population of Home Credit, and in its full population.
const SIZES: [usize; 2] = [48_744, 356_251];

/// A prime step, so that consecutive choices are far apart in the base.
const STRIDE: u32 = 7_919;

fn main() {
    divan::main();
}

/// The demo's rows, repeated to `clients` rows with identifiers from 100 001, as a CSV file.
fn repeated_demo(clients: usize) -> PathBuf {
    let base = clairscore::demo::base(&SilentJob).expect("the demo base opens");
    let mut text = String::from("client_id");
    for column in base.columns().iter().filter(|column| column.name() != base.id_column()) {
        write!(text, ",{}", column.name()).expect("memory");
    }
    text.push('\n');
    for client in 0..clients {
        write!(text, "{}", 100_001 + client).expect("memory");
        for column in base.columns().iter().filter(|column| column.name() != base.id_column()) {
            match column.value(client % base.rows()) {
                Value::Number(number) => write!(text, ",{number}"),
                Value::Text(words) => write!(text, ",{words}"),
                Value::Missing => write!(text, ","),
            }
            .expect("memory");
        }
        text.push('\n');
    }
    let path =
        std::env::temp_dir().join(format!("clairscore-bench-{clients}-{}.csv", std::process::id()));
    std::fs::write(&path, text).expect("the temporary folder can be written");
    path
}

fn open(clients: usize) -> AppState {
    let path = repeated_demo(clients);
    let launch = Launch { base: Some(path.clone()), ..Launch::default() };
    let (mut state, effects) = AppState::start(Settings::default(), Language::French, launch);
    settle(&mut state, effects);
    std::fs::remove_file(path).expect("the temporary file is ours");
    assert!(state.session().portfolio.is_some(), "model and base fit");
    state
}

/// One row scored by the demo's model.
#[divan::bench]
fn score_one_client(bencher: Bencher<'_, '_>) {
    let portfolio = demo_portfolio();
    let mut row = 0;
    bencher.bench_local(|| {
        row = (row + STRIDE) % portfolio.base().rows() as u32;
        black_box(portfolio.score(row))
    });
}

/// One row explained exactly by the demo's model.
#[divan::bench]
fn explain_one_client(bencher: Bencher<'_, '_>) {
    let portfolio = demo_portfolio();
    let mut row = 0;
    bencher.bench_local(|| {
        row = (row + STRIDE) % portfolio.base().rows() as u32;
        black_box(portfolio.explain(row))
    });
}

fn demo_portfolio() -> &'static Portfolio {
    static DEMO: LazyLock<Portfolio> = LazyLock::new(|| {
        let model = Arc::new(Model::new(clairscore::demo::model().expect("the demo model opens")));
        let base = clairscore::demo::base(&SilentJob).expect("the demo base opens");
        Portfolio::new(model, Arc::new(base)).expect("the demo fits")
    });
    &DEMO
}

/// A keystroke in the search box, to the list.
#[divan::bench(args = SIZES)]
fn keystroke_to_list(bencher: Bencher<'_, '_>, clients: usize) {
    let mut state = open(clients);
    let mut queries = ["1", "10", "100", "1001", "10012", "100123"].iter().cycle();
    bencher.bench_local(|| {
        let query = queries.next().map(ToString::to_string).unwrap_or_default();
        carry_out(&mut state, black_box(Command::Search(query)));
    });
}

/// A client is chosen, to everything on the page.
#[divan::bench(args = SIZES)]
fn client_to_view_data(bencher: Bencher<'_, '_>, clients: usize) {
    let mut state = open(clients);
    let mut row = 0;
    bencher.bench_local(|| {
        row = (row + STRIDE) % clients as u32;
        carry_out(&mut state, black_box(Command::Select(row)));
    });
}

/// A filter's bound moves, to count, default rate, list and charts.
#[divan::bench(args = SIZES)]
fn filter_to_view_data(bencher: Bencher<'_, '_>, clients: usize) {
    let mut state = open(clients);
    let column = {
        let base = state.session().base.as_ref().expect("a base is open");
        let number = base
            .columns()
            .iter()
            .find(|column| column.kind() == ColumnKind::Number && column.name() == "AGE");
        number.expect("the demo has ages").name().to_owned()
    };
    carry_out(&mut state, Command::AddClause(column));
    carry_out(&mut state, Command::CompareWith(Scope::Group));
    let mut age = 25.0;
    bencher.bench_local(|| {
        age = if age >= 60.0 { 25.0 } else { age + 1.0 };
        let condition = Condition::Range { min: Some(age), max: None, or_missing: false };
        carry_out(&mut state, black_box(Command::SetClause(0, condition)));
    });
}
