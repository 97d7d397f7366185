//! What the window knows and shows, driven by commands, without a window.

use std::{fmt::Write as _, sync::Arc};

use clairscore::{
    base::{self, ReadOptions, StoreChoice},
    domain::{Condition, Decision, Language, SilentJob, Threshold, Value},
    portfolio::Portfolio,
    state::{
        AppState, Command, Described, Effect, Grouping, Launch, Message, OpenKind, Reply, Request,
        Scope, Settings, SortKey, Tab, carry_out, perform, settle, view::ClientPane,
    },
    words::Words,
};

fn demo(language: Language) -> AppState {
    let (mut state, effects) = AppState::start(Settings::default(), language, Launch::default());
    settle(&mut state, effects);
    state
}

fn give(state: &mut AppState, command: Command) {
    carry_out(state, command);
}

fn client(state: &AppState) -> &clairscore::state::view::ClientView {
    match &state.views().client {
        ClientPane::Client(view) => view,
        other => panic!("no client on screen but {other:?}"),
    }
}

#[test]
fn the_demo_opens_on_a_client_whom_the_model_never_saw() {
    let state = demo(Language::English);
    let view = client(&state);
    assert!(view.subtitle.contains("hold-out"), "{}", view.subtitle);
    assert_eq!(state.views().list.rows.len(), 30_000);
    assert_eq!(state.views().list.selected, Some(0));
    assert!(state.views().frame.top.verification_detail.contains("512"));
}

#[test]
fn an_identifier_is_typed_and_confirmed() {
    let mut state = demo(Language::French);
    give(&mut state, Command::Search("4217".to_owned()));
    assert_eq!(state.views().list.rows.item(0).unwrap().client_id, "4217");
    give(&mut state, Command::ConfirmSearch);
    let view = client(&state);
    assert_eq!(view.title, "Client 4217");
    assert!(view.verdict.advice.contains("le modèle conseille"), "{}", view.verdict.advice);
    assert!(state.views().frame.window_title.contains("4217"));
}

#[test]
fn a_search_without_a_match_says_so_and_keeps_the_client() {
    let mut state = demo(Language::English);
    let before = client(&state).title.clone();
    give(&mut state, Command::Search("nobody".to_owned()));
    assert!(state.views().list.rows.is_empty());
    assert!(state.views().list.message.contains("nobody"));
    give(&mut state, Command::ConfirmSearch);
    assert_eq!(client(&state).title, before);
}

#[test]
fn bars_sum_to_the_score() {
    let mut state = demo(Language::English);
    for grouping in [Grouping::Factors, Grouping::Themes] {
        give(&mut state, Command::GroupReasons(grouping));
        let row = state.selected().unwrap();
        let portfolio = state.session().portfolio.clone().unwrap();
        let explanation = portfolio.explain(row);
        let reasons = &client(&state).reasons;
        let listed: f64 = reasons.rows.iter().map(|row| row.contribution).sum();
        let rest: f64 = reasons
            .raising
            .iter()
            .chain(&reasons.lowering)
            .map(|remainder| remainder.contribution)
            .sum();
        let expected = explanation.raw_score - explanation.base_value;
        assert!((listed + rest - expected).abs() < 1e-9, "{grouping:?}");
    }
}

#[test]
fn a_filter_makes_a_group_and_the_comparison_follows() {
    let mut state = demo(Language::English);
    give(&mut state, Command::AddClause("AGE".to_owned()));
    assert!(state.views().filter.editor.is_some());
    let young = Condition::Range { min: None, max: Some(25.0), or_missing: false };
    give(&mut state, Command::SetClause(0, young));
    let group = state.session().group.clone().unwrap();
    assert!(group.count() > 0 && group.count() < 30_000);
    assert!(state.views().filter.count.contains("30,000"), "{}", state.views().filter.count);
    assert_eq!(state.views().list.rows.len(), group.count());
    give(&mut state, Command::Compare("LIMIT_BAL".to_owned()));
    give(&mut state, Command::CompareWith(Scope::Group));
    let compare = &state.views().compare;
    assert!(compare.chart.has_group);
    let shares: f64 = compare.chart.bars.iter().map(|bar| bar.group_share).sum();
    assert!((shares - 1.0).abs() < 1e-9);
    give(&mut state, Command::ClearFilter);
    assert_eq!(state.views().list.rows.len(), 30_000);
    assert!(!state.views().compare.chart.has_group);
}

#[test]
fn categories_are_filtered_by_ticking_them() {
    let mut state = demo(Language::English);
    give(&mut state, Command::AddClause("SEX".to_owned()));
    let only_women = Condition::AnyOf(vec![Value::Number(2.0)]);
    give(&mut state, Command::SetClause(0, only_women));
    assert_eq!(state.session().group.as_ref().unwrap().count(), 18_112);
    assert!(
        state.views().filter.clauses[0].text.contains("woman"),
        "{:?}",
        state.views().filter.clauses
    );
}

#[test]
fn a_filter_is_saved_under_a_name_and_found_again() {
    let mut state = demo(Language::English);
    give(&mut state, Command::AddClause("AGE".to_owned()));
    let old = Condition::Range { min: Some(60.0), max: None, or_missing: false };
    give(&mut state, Command::SetClause(0, old));
    let effects = state.update(Command::SaveFilter("over sixty".to_owned()));
    assert!(matches!(effects.as_slice(), [Effect::Save(_)]));
    give(&mut state, Command::ClearFilter);
    give(&mut state, Command::LoadFilter("over sixty".to_owned()));
    assert!(state.session().group.as_ref().unwrap().count() < 1_000);
    give(&mut state, Command::DeleteFilter("over sixty".to_owned()));
    assert!(state.views().filter.saved.is_empty());
}

#[test]
fn the_list_is_sorted_by_risk_and_by_distance() {
    let mut state = demo(Language::English);
    let risk = |state: &AppState, position: usize| {
        let row = state.views().list.rows.row(position).unwrap();
        state.session().scores.as_ref().unwrap().probability(row).unwrap().get()
    };
    give(&mut state, Command::Sort(SortKey::HighestRisk));
    assert!(risk(&state, 0) >= risk(&state, 1) && risk(&state, 0) > risk(&state, 29_999));
    give(&mut state, Command::Sort(SortKey::LowestRisk));
    assert!(risk(&state, 0) <= risk(&state, 1));
    give(&mut state, Command::Sort(SortKey::ClosestToThreshold));
    let threshold = state.session().threshold().get();
    let distance = |position| (risk(&state, position) - threshold).abs();
    assert!(distance(0) <= distance(1) && distance(1) <= distance(1_000));
}

#[test]
fn a_group_is_sorted_by_risk_as_everybody_is() {
    let mut state = demo(Language::English);
    give(&mut state, Command::AddClause("AGE".to_owned()));
    let old = Condition::Range { min: Some(50.0), max: None, or_missing: false };
    give(&mut state, Command::SetClause(0, old));
    let (scores, group) =
        (state.session().scores.clone().unwrap(), state.session().group.clone().unwrap());
    let mut expected: Vec<u32> = scores.by_risk().to_vec();
    expected.retain(|row| group.contains(*row as usize));
    for sort in [SortKey::LowestRisk, SortKey::HighestRisk] {
        give(&mut state, Command::Sort(sort));
        let rows = &state.views().list.rows;
        let listed: Vec<u32> = (0..rows.len()).filter_map(|place| rows.row(place)).collect();
        assert!(listed == expected, "{sort:?}");
        for place in [0, 7, listed.len() - 1] {
            give(&mut state, Command::Select(listed[place]));
            assert_eq!(state.views().list.selected, Some(place), "{sort:?}");
        }
        let outsider = (0..30_000).find(|row| !group.contains(*row as usize)).unwrap();
        give(&mut state, Command::Select(outsider));
        assert_eq!(state.views().list.selected, None);
        expected.reverse();
    }
}

#[test]
fn the_selection_moves_along_the_list() {
    let mut state = demo(Language::English);
    give(&mut state, Command::MoveSelection(3));
    assert_eq!(state.views().list.selected, Some(3));
    give(&mut state, Command::MoveSelection(-100));
    assert_eq!(state.views().list.selected, Some(0));
    give(&mut state, Command::MoveSelection(i32::MAX));
    assert_eq!(state.views().list.selected, Some(29_999));
}

#[test]
fn a_threshold_set_by_hand_changes_the_advice_and_can_be_given_back() {
    let mut state = demo(Language::English);
    give(&mut state, Command::SetThreshold(Some(0.0)));
    assert_eq!(client(&state).verdict.decision, Decision::Refuse);
    give(&mut state, Command::SetThreshold(Some(1.0)));
    assert_eq!(client(&state).verdict.decision, Decision::Accept);
    assert!(state.views().model.threshold.was_set_here);
    give(&mut state, Command::SetThreshold(None));
    assert!(!state.views().model.threshold.was_set_here);
}

#[test]
fn a_bad_file_is_told_and_what_is_open_stays() {
    let mut state = demo(Language::French);
    let before = client(&state).title.clone();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cassé.txt");
    std::fs::write(&path, "tree\nversion=v4\n").unwrap();
    give(&mut state, Command::ShowOpen(OpenKind::Model));
    give(&mut state, Command::Open(Some(OpenKind::Model), path.clone()));
    let open = state.views().frame.open.as_ref().expect("the dialog stays");
    assert!(open.error.contains("cassé.txt"), "{}", open.error);
    let french = open.error.clone();
    give(&mut state, Command::SetLanguage(Language::English));
    let open = state.views().frame.open.as_ref().expect("the dialog stays");
    assert!(open.error.contains("cassé.txt is damaged"), "{}", open.error);
    give(&mut state, Command::SetLanguage(Language::French));
    assert_eq!(state.views().frame.open.as_ref().map(|open| &open.error), Some(&french));
    give(&mut state, Command::CloseOpen);
    give(&mut state, Command::Open(None, path));
    assert_eq!(state.views().frame.notices.len(), 1);
    // What is on screen follows the language, whenever it was said.
    let notice = state.views().frame.notices[0].clone();
    give(&mut state, Command::SetLanguage(Language::English));
    let told = &state.views().frame.notices[0];
    assert!(told.title.contains("damaged") && told.details[1].contains("line"), "{told:?}");
    give(&mut state, Command::SetLanguage(Language::French));
    assert_eq!(state.views().frame.notices, [notice]);
    assert_eq!(client(&state).title, before);
    give(&mut state, Command::DismissNotice(0));
    assert!(state.views().frame.notices.is_empty());
}

#[test]
fn a_base_that_does_not_fit_is_told_with_what_it_lacks() {
    let mut state = demo(Language::English);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("others.csv");
    std::fs::write(&path, "ID,AGE\n1,30\n2,40\n").unwrap();
    let before = client(&state).title.clone();
    give(&mut state, Command::Open(Some(OpenKind::Base), path));
    assert_eq!(client(&state).title, before, "what is open stays");
    let notice = &state.views().frame.notices[0];
    assert!(notice.details.iter().any(|detail| detail.contains("LIMIT_BAL")), "{notice:?}");
    assert_eq!(state.views().list.rows.len(), 30_000);
}

#[test]
fn an_identifier_of_several_rows_is_not_guessed() {
    let mut state = demo(Language::English);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("twice.csv");
    let base = state.session().base.clone().unwrap();
    let columns: Vec<_> = base.columns().iter().filter(|column| column.name() != "split").collect();
    let names: Vec<&str> = columns.iter().map(|column| column.name()).collect();
    let values = |row: usize| {
        let cell = |column: &&clairscore::base::Column| column.number(row).to_string();
        columns.iter().map(cell).collect::<Vec<_>>().join(",")
    };
    let text =
        format!("ID,{}\n7,{}\n8,{}\n7,{}\n", names.join(","), values(0), values(1), values(2));
    std::fs::write(&path, text).unwrap();
    give(&mut state, Command::Open(Some(OpenKind::Base), path));
    assert_eq!(state.views().list.rows.len(), 3);
    give(&mut state, Command::Search("7".to_owned()));
    give(&mut state, Command::ConfirmSearch);
    let ClientPane::Message(message) = &state.views().client else { panic!("one was guessed") };
    assert!(message.contains('7'), "{message}");
    give(&mut state, Command::Select(2));
    assert_eq!(client(&state).title, "Client 7");
}

#[test]
fn every_view_speaks_the_chosen_language() {
    let mut state = demo(Language::English);
    let english = client(&state).clone();
    let effects = state.update(Command::SetLanguage(Language::French));
    assert!(matches!(effects.first(), Some(Effect::Save(_))));
    settle(&mut state, effects);
    let french = client(&state);
    assert_ne!(english.verdict.advice, french.verdict.advice);
    assert_ne!(english.reasons.rows[0].label, french.reasons.rows[0].label);
    assert_eq!(english.gauge.probability, french.gauge.probability);
}

#[test]
fn each_page_has_something_to_say() {
    let mut state = demo(Language::French);
    give(&mut state, Command::ShowTab(Tab::Population));
    let population = &state.views().population;
    assert!(
        population.sentence.contains("30\u{202f}000")
            || population.sentence.contains("30\u{a0}000")
    );
    let shares: f64 = population.risk.bars.iter().map(|bar| bar.share).sum();
    assert!((shares - 1.0).abs() < 1e-9);
    let model = &state.views().model;
    assert!(!model.metrics.rows.is_empty() && !model.features.rows.is_empty());
    assert!(!model.protected.is_empty());
    assert_eq!(
        state.views().data.rows.len(),
        state.session().base.as_ref().unwrap().columns().len()
    );
}

#[test]
fn charts_have_a_description_and_a_table_of_the_same_numbers() {
    let mut state = demo(Language::English);
    give(&mut state, Command::Compare("PAY_0".to_owned()));
    let compare = &state.views().compare;
    assert!(!compare.sentence.is_empty());
    assert!(compare.chart.description.contains(&compare.label), "{}", compare.chart.description);
    assert_eq!(compare.chart.table.rows.len(), compare.chart.bars.len());
    assert_eq!(compare.chart.bars.iter().filter(|bar| bar.holds_client).count(), 1);
    give(&mut state, Command::CompareSecond(Some("LIMIT_BAL".to_owned())));
    let grid = state.views().compare.grid.as_ref().unwrap();
    assert_eq!(grid.cells.len(), grid.x_labels.len() * grid.y_labels.len());
    assert!(grid.client_cell.is_some());
    assert_eq!(grid.cells.iter().map(|cell| cell.count).sum::<u64>(), 30_000);
}

#[test]
fn a_running_job_is_cancelled_and_its_answer_dropped() {
    let mut state = demo(Language::English);
    let effects = state.update(Command::Open(Some(OpenKind::Model), "/no/such/model".into()));
    assert!(state.views().frame.status.running);
    give(&mut state, Command::Cancel);
    assert!(!state.views().frame.status.running);
    let notices = state.views().frame.notices.len();
    settle(&mut state, effects);
    assert_eq!(state.views().frame.notices.len(), notices, "the stale failure is not told");
}

#[test]
fn a_new_model_reads_the_open_base_again() {
    let mut state = demo(Language::English);
    let model = concat!(env!("CARGO_MANIFEST_DIR"), "/models/taiwan/model.txt");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bare.txt");
    std::fs::copy(model, &path).unwrap();
    give(&mut state, Command::Open(Some(OpenKind::Model), path));
    let view = client(&state);
    assert!(view.verdict.threshold_label.contains("stand-in"), "{}", view.verdict.threshold_label);
    assert_eq!(state.views().list.rows.len(), 30_000);
    assert!(
        state
            .views()
            .frame
            .notices
            .iter()
            .any(|notice| { notice.details.iter().any(|detail| detail.contains("no threshold")) })
    );
}

#[test]
fn a_base_that_cannot_be_read_leaves_the_open_one_usable() {
    let mut state = demo(Language::English);
    let before = client(&state).verdict.risk.clone();
    give(&mut state, Command::Open(Some(OpenKind::Base), "/no/such/base.csv".into()));
    assert_eq!(client(&state).verdict.risk, before);
    assert_eq!(state.views().frame.notices.len(), 1);
    give(&mut state, Command::OpenDemo);
    assert!(state.views().frame.notices.is_empty(), "the failure is behind us");
}

#[test]
fn a_fault_of_a_base_is_told_in_french_with_its_place() {
    let mut state = demo(Language::French);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("courte.csv");
    std::fs::write(&path, "ID,AGE,LIMIT_BAL\n1,30,10\n2,40\n").unwrap();
    give(&mut state, Command::Open(Some(OpenKind::Base), path));
    let notice = &state.views().frame.notices[0];
    let details = notice.details.join(" ");
    assert!(details.contains("3 cellules attendues"), "{details}");
    assert!(details.contains("3 (2)"), "the line and its cells: {details}");
    assert!(details.contains("courte.csv"), "{details}");
    assert!(!details.contains("expected"), "{details}");
}

#[test]
fn a_model_whose_base_was_not_read_to_its_end_is_bound_when_the_next_file_fails() {
    let mut state = demo(Language::English);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bare.txt");
    std::fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/models/taiwan/model.txt"), &path).unwrap();
    let effects = state.update(Command::Open(Some(OpenKind::Model), path));
    let [Effect::Work(ticket, request)] = effects.as_slice() else { panic!("nothing to open") };
    let reply = perform(request, &SilentJob);
    let reading = state.receive(Message::Done(ticket.number(), reply));
    assert!(state.session().portfolio.is_none(), "the base is being read again");
    give(&mut state, Command::Open(Some(OpenKind::Model), "/no/such/model".into()));
    settle(&mut state, reading);
    assert!(state.session().portfolio.is_some());
    assert_eq!(state.views().list.rows.len(), 30_000);
    assert!(client(&state).verdict.threshold_label.contains("stand-in"));
}

#[test]
fn moving_the_threshold_recounts_everybody_and_the_group() {
    let mut state = demo(Language::English);
    give(&mut state, Command::AddClause("SEX".to_owned()));
    give(&mut state, Command::SetClause(0, Condition::AnyOf(vec![Value::Number(2.0)])));
    let start = state.session().threshold();
    let moved = Threshold::new(start.get() / 2.0).unwrap();
    // No worker is asked: what is counted is there at once.
    state.update(Command::SetThreshold(Some(moved.get())));
    let scores = state.session().scores.clone().unwrap();
    let refused_now = |row: &u32| {
        let risk = scores.probability(*row).unwrap();
        Decision::of(risk, moved) == Decision::Refuse
            && Decision::of(risk, start) == Decision::Accept
    };
    let group = state.session().group.clone().unwrap();
    let flipped = (0..30_000).filter(refused_now).count();
    let flipped_in_group =
        (0..30_000).filter(|row| group.contains(*row as usize)).filter(refused_now).count();
    let words = Words::new(Language::English);
    let threshold = &state.views().model.threshold;
    let says = |text: &str, count: usize| text.contains(&words.integer(count as u64));
    assert!(says(&threshold.effect, flipped), "{flipped}: {}", threshold.effect);
    assert!(threshold.effect.contains("from accepted to refused"), "{}", threshold.effect);
    assert!(says(&threshold.group_effect, flipped_in_group), "{}", threshold.group_effect);
    assert!(client(&state).verdict.moved.contains(&threshold.effect));
    give(&mut state, Command::SetThreshold(None));
    assert!(client(&state).verdict.moved.is_empty());
}

#[test]
fn scores_are_listed_while_the_others_are_computed_and_sorted_once_all_are_there() {
    let launch = Launch::default();
    let (mut state, effects) = AppState::start(Settings::default(), Language::English, launch);
    let mut waiting: std::collections::VecDeque<_> = effects.into();
    // Everything but the scores is carried out.
    let mut scoring = None;
    while let Some(effect) = waiting.pop_front() {
        match effect {
            Effect::Work(ticket, request @ Request::Score(..)) => scoring = Some((ticket, request)),
            Effect::Work(ticket, request) => {
                let reply = perform(&request, &SilentJob);
                waiting.extend(state.receive(Message::Done(ticket.number(), reply)));
            }
            other => settle(&mut state, vec![other]),
        }
    }
    let (ticket, request) = scoring.expect("the demo is scored");
    give(&mut state, Command::Sort(SortKey::HighestRisk));
    assert!(!state.views().list.sort_note.is_empty());
    assert!(state.views().list.rows.item(0).unwrap().decision.is_none());
    let reply = perform(&request, &SilentJob);
    assert!(state.views().list.rows.item(0).unwrap().decision.is_some(), "read from the board");
    let effects = state.receive(Message::Done(ticket.number(), reply));
    settle(&mut state, effects);
    assert!(state.views().list.sort_note.is_empty());
    let first = state.views().list.rows.row(0).unwrap();
    assert_eq!(state.session().scores.as_ref().unwrap().by_risk().last(), Some(&first));
}

/// The demo's clients as a table: identifier, outcome, and what the model reads.
pub(crate) fn demo_as_csv(state: &AppState, clients: usize) -> String {
    let base = state.session().base.clone().unwrap();
    let columns: Vec<_> = base.columns().iter().filter(|column| column.name() != "split").collect();
    let names: Vec<&str> = columns.iter().map(|column| column.name()).collect();
    let mut text = format!("ID,{}\n", names.join(","));
    for row in 0..clients {
        let cells: Vec<String> =
            columns.iter().map(|column| column.number(row).to_string()).collect();
        writeln!(text, "{},{}", row + 1, cells.join(",")).unwrap();
    }
    text
}

#[test]
fn a_table_describes_clients_and_never_touches_the_score() {
    let mut state = demo(Language::English);
    let folder = tempfile::tempdir().unwrap();
    let base = folder.path().join("base.csv");
    std::fs::write(&base, demo_as_csv(&state, 40)).unwrap();
    let table = folder.path().join("original.csv");
    let rows: Vec<String> =
        (1..=30).map(|id| format!("{id},{},city {}\n", id * 1000, id % 3)).collect();
    let rows = rows.concat();
    std::fs::write(&table, format!("ID,LIMIT_BAL,TOWN\n{rows}")).unwrap();
    give(&mut state, Command::Open(Some(OpenKind::Base), base.clone()));
    give(&mut state, Command::Select(4));
    let risk = client(&state).verdict.risk.clone();
    let contributions = |state: &AppState| -> Vec<f64> {
        client(state).reasons.rows.iter().map(|row| row.contribution).collect()
    };
    let before = contributions(&state);

    give(&mut state, Command::ShowOpen(OpenKind::Table));
    give(&mut state, Command::Open(Some(OpenKind::Table), table.clone()));
    let tables = &state.views().frame.open.as_ref().unwrap().tables;
    assert_eq!(tables[0].name, "original.csv");
    assert!(tables[0].facts.contains("30 of 40"), "{}", tables[0].facts);
    assert_eq!(state.selected(), Some(4), "the client stays");
    assert_eq!(client(&state).verdict.risk, risk);
    assert_eq!(contributions(&state), before);
    let shown = |state: &AppState, column: &str| {
        let label = state.session().model.as_ref().unwrap().dictionary();
        let label = label.label(column, Language::English).to_owned();
        let rows = &state.views().data.rows;
        rows.iter().find(|row| row.label == label).map(|row| row.value.clone())
    };
    assert!(shown(&state, "LIMIT_BAL").unwrap().contains("5,000"), "as the table has it");
    assert_eq!(shown(&state, "TOWN").as_deref(), Some("city 2"));
    give(&mut state, Command::AddClause("TOWN".to_owned()));
    let town = Condition::AnyOf(vec![Value::Text("city 0".to_owned())]);
    give(&mut state, Command::SetClause(0, town));
    assert_eq!(state.session().group.as_ref().unwrap().count(), 10);
    assert_eq!(state.settings().tables_of(&base), [table]);

    give(&mut state, Command::RemoveTable(0));
    assert!(state.settings().tables_of(&base).is_empty());
    assert!(shown(&state, "TOWN").is_none());
    assert_eq!(state.session().group.as_ref().unwrap().count(), 40, "its condition went with it");
    assert_eq!(client(&state).verdict.risk, risk);
}

#[test]
fn a_table_that_describes_nobody_is_told_and_the_base_stays() {
    let mut state = demo(Language::English);
    let folder = tempfile::tempdir().unwrap();
    let table = folder.path().join("strangers.csv");
    std::fs::write(&table, "ID,TOWN\nx1,a\nx2,b\n").unwrap();
    give(&mut state, Command::Open(Some(OpenKind::Table), table.clone()));
    let notice = &state.views().frame.notices[0];
    assert!(notice.title.contains("strangers.csv"), "{notice:?}");
    assert!(!notice.details.join(" ").contains("x1"), "no client's value");
    std::fs::write(&table, "ID,TOWN\n1,a\n1,b\n").unwrap();
    give(&mut state, Command::Open(Some(OpenKind::Table), table));
    let twice = &state.views().frame.notices[1];
    assert!(twice.title.contains("several rows"), "{twice:?}");
    assert!(state.session().base.as_ref().unwrap().tables().is_empty());
}

#[test]
fn a_base_whose_kept_copy_is_cut_short_is_dropped_and_read_again() {
    let mut state = demo(Language::English);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("clients.csv");
    std::fs::write(&path, demo_as_csv(&state, 3_000)).unwrap();
    let copies = folder.path().join("copies");
    let effects = state.update(Command::Open(Some(OpenKind::Base), path.clone()));
    let [Effect::Work(ticket, Request::OpenBase(source, reading, _))] = effects.as_slice() else {
        panic!("nothing to open")
    };
    let options = ReadOptions {
        store: StoreChoice::Folder(copies.clone()),
        store_from_bytes: 0,
        ..Portfolio::read_options(reading.model.as_deref(), None)
    };
    let kept = Arc::new(base::open_base(&path, &options, &SilentJob).unwrap());
    assert!(kept.is_stored());
    let reply = Reply::Base(source.clone(), Ok(Described::alone(kept)));
    let effects = state.receive(Message::Done(ticket.number(), reply));
    settle(&mut state, effects);
    give(&mut state, Command::Select(7));
    assert!(state.session().base.as_ref().unwrap().is_stored());

    let copy = std::fs::read_dir(&copies).unwrap().flatten().map(|entry| entry.path());
    let is_copy = |path: &std::path::PathBuf| path.extension().is_some_and(|end| end == "base");
    let copy = copy.filter(is_copy).last().unwrap();
    std::fs::OpenOptions::new().write(true).open(copy).unwrap().set_len(100).unwrap();
    give(&mut state, Command::Select(2_900));
    give(&mut state, Command::AddClause("BILL_AMT1".to_owned()));
    let notices = &state.views().frame.notices;
    assert!(notices.iter().any(|notice| notice.title.contains("changed")), "{notices:?}");
    let base = state.session().base.clone().expect("it was read again");
    assert!(base.fault().is_none() && base.rows() == 3_000);
    assert_eq!(state.selected(), Some(2_900), "the client is on screen again");
    assert_eq!(client(&state).title, "Client 2901");
}

#[test]
fn kept_copies_are_shown_removed_and_switched_off() {
    let folder = tempfile::tempdir().unwrap();
    let store = StoreChoice::Folder(folder.path().join("copies"));
    let path = folder.path().join("clients.csv");
    std::fs::write(&path, "ID,AGE\n1,30\n2,40\n").unwrap();
    let options =
        ReadOptions { store: store.clone(), store_from_bytes: 0, ..ReadOptions::default() };
    drop(base::open_base(&path, &options, &SilentJob).unwrap());
    let launch = Launch { store, ..Launch::default() };
    let (mut state, effects) = AppState::start(Settings::default(), Language::English, launch);
    settle(&mut state, effects);
    assert!(state.views().frame.kept.is_none());
    give(&mut state, Command::ShowKept(true));
    let kept = state.views().frame.kept.clone().unwrap();
    assert!(kept.is_kept && kept.bases.len() == 1, "{kept:?}");
    assert_eq!(kept.bases[0].name, "clients.csv");
    assert!(kept.bases[0].facts.contains("2 clients"), "{kept:?}");
    give(&mut state, Command::KeepBases(false));
    assert!(!state.views().frame.kept.as_ref().unwrap().is_kept);
    give(&mut state, Command::RemoveKept(0));
    assert!(state.views().frame.kept.as_ref().unwrap().bases.is_empty());
    give(&mut state, Command::ShowKept(false));
    assert!(state.views().frame.kept.is_none());
}
