//! What a person does with the window: look by role and label, click, type, and see what is asked.

use clairscore::{
    domain::{Condition, Language, Value},
    state::{
        Against, BrowseFor, Command, Grouping, OpenKind, Scope, SortKey, Tab, ThemeChoice,
        ZoomStep,
        view::{
            ClientPane, CounterpartView, LookAlikeRow, LookAlikesPane, LookAlikesView, OpenView,
            SecondMethodPane, SecondMethodView, StatusView, TableEntry, TableView, WaitingView,
        },
    },
};
use egui::{Key, Modifiers, Theme, accesskit::Role};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};

use crate::support::{
    sample_views::{self, CLIENTS, Sample},
    window::{Shown, window},
};

const SIZE: [f32; 2] = [1440.0, 1400.0];

fn english() -> Sample {
    Sample::new(Language::English)
}

fn show(sample: Sample) -> Harness<'static, Shown> {
    let mut harness = window(sample, SIZE, Theme::Light);
    harness.state_mut().asked();
    harness
}

/// Clicks what has this role and label; gives back what that asked for.
fn click(harness: &mut Harness<'static, Shown>, role: Role, label: &str) -> Vec<Command> {
    harness.get_by_role_and_label(role, label).click();
    harness.run();
    harness.state_mut().asked()
}

fn press(harness: &mut Harness<'static, Shown>, key: Key) -> Vec<Command> {
    harness.key_press(key);
    harness.run();
    harness.state_mut().asked()
}

fn press_with_ctrl(harness: &mut Harness<'static, Shown>, key: Key) -> Vec<Command> {
    harness.key_press_modifiers(Modifiers::COMMAND, key);
    harness.run();
    harness.state_mut().asked()
}

fn focus(harness: &mut Harness<'static, Shown>, role: Role, label: &str) {
    harness.get_by_role_and_label(role, label).focus();
    harness.run();
}

fn write(
    harness: &mut Harness<'static, Shown>,
    role: Role,
    label: &str,
    text: &str,
) -> Vec<Command> {
    focus(harness, role, label);
    harness.get_by_role_and_label(role, label).type_text(text);
    harness.run();
    harness.state_mut().asked()
}

#[test]
fn the_answer_can_be_read() {
    let harness = show(english());
    harness.get_by_role_and_label(Role::Heading, "Client 4217");
    harness.get_by_label("9.4 points above the threshold: the model advises to refuse.");
    let meter = harness.get_by_role(Role::Meter);
    let node = meter.accesskit_node();
    assert_eq!(node.numeric_value(), Some(0.314));
    assert_eq!((node.min_numeric_value(), node.max_numeric_value()), (Some(0.0), Some(1.0)));
    assert!(node.label().unwrap().contains("31.4%"));
}

#[test]
fn a_click_on_a_line_of_the_list_shows_the_client() {
    let mut harness = show(english());
    let asked = click(&mut harness, Role::ListBoxOption, "Client 1088, risk 21.6%, accept");
    assert_eq!(asked, [Command::Select(1)]);
}

#[test]
fn only_the_visible_lines_of_the_list_are_made() {
    let harness = show(english());
    let lines = harness.query_all_by_role(Role::ListBoxOption).count();
    assert!((10..80).contains(&lines), "{lines}");
}

#[test]
fn the_keyboard_goes_through_the_whole_list() {
    let mut harness = show(english());
    let list = "List of 30,000 clients, sorted by distance to threshold";
    focus(&mut harness, Role::ListBox, list);
    assert_eq!(press(&mut harness, Key::ArrowDown), [Command::MoveSelection(1)]);
    assert_eq!(press(&mut harness, Key::ArrowUp), [Command::MoveSelection(-1)]);
    assert_eq!(press(&mut harness, Key::End), [Command::Select(CLIENTS - 1)]);
    assert_eq!(press(&mut harness, Key::Home), [Command::Select(0)]);
    let page = press(&mut harness, Key::PageDown);
    assert!(matches!(page[..], [Command::MoveSelection(lines)] if lines > 10), "{page:?}");
    // The list keeps the focus and says which of its lines is meant.
    let line = "Client 4217, risk 31.4%, refuse";
    assert!(harness.get_by_role_and_label(Role::ListBoxOption, line).is_focused());
}

#[test]
fn the_selected_line_comes_into_sight_wherever_it_is() {
    let mut harness = show(english());
    harness.state_mut().sample.list.selected = Some(29_990);
    harness.run();
    let last = harness.state().sample.list.rows.item(29_990).unwrap();
    let label = format!("Client {}, risk {}, {}", last.client_id, last.risk, last.advice);
    let line = harness.get_by_role_and_label(Role::ListBoxOption, &label);
    assert!(line.accesskit_node().is_selected().unwrap_or(false));
}

#[test]
fn the_search_box_searches_confirms_moves_and_empties() {
    let mut harness = show(english());
    let field = "Find a client";
    let asked = write(&mut harness, Role::SearchInput, field, "42");
    assert_eq!(asked, [Command::Search("42".to_owned())]);
    assert_eq!(press(&mut harness, Key::ArrowDown), [Command::MoveSelection(1)]);
    assert_eq!(press(&mut harness, Key::Enter), [Command::ConfirmSearch]);
    assert!(harness.get_by_role_and_label(Role::SearchInput, field).is_focused());
    harness.state_mut().sample.list.query = "42".to_owned();
    harness.run();
    assert_eq!(press(&mut harness, Key::Escape), [Command::Search(String::new())]);
}

#[test]
fn the_search_box_takes_the_focus_when_asked() {
    let mut harness = show(english());
    press_with_ctrl(&mut harness, Key::F);
    assert!(harness.get_by_role_and_label(Role::SearchInput, "Find a client").is_focused());
    let harness = show(Sample { search_focus_requested: true, ..english() });
    assert!(harness.get_by_role_and_label(Role::SearchInput, "Find a client").is_focused());
}

#[test]
fn the_list_can_be_sorted_otherwise() {
    let mut harness = show(english());
    click(&mut harness, Role::ComboBox, "Sort");
    let asked = click(&mut harness, Role::Button, "highest risk first");
    assert_eq!(asked, [Command::Sort(SortKey::HighestRisk)]);
}

#[test]
fn a_chip_edits_and_removes_its_condition() {
    let mut harness = show(english());
    let asked = click(&mut harness, Role::Button, "Age: 25 to 40 years");
    assert_eq!(asked, [Command::EditClause(0)]);
    let remove = "Remove the condition on Status: single";
    assert_eq!(click(&mut harness, Role::Button, remove), [Command::RemoveClause(1)]);
    assert_eq!(click(&mut harness, Role::Button, "Clear all"), [Command::ClearFilter]);
}

#[test]
fn a_condition_is_added_by_typing_a_part_of_its_name() {
    let mut harness = show(english());
    click(&mut harness, Role::ComboBox, "Add a filter");
    let search = harness.get_by_role_and_label(Role::TextInput, "Search a column…");
    assert!(search.is_focused());
    search.type_text("limit");
    harness.run();
    assert_eq!(press(&mut harness, Key::Enter), [Command::AddClause("LIMIT_BAL".to_owned())]);
    assert!(harness.query_by_label("Search a column…").is_none(), "the list is closed");
}

#[test]
fn a_bound_is_typed() {
    let mut sample = english();
    sample.filter.editor = Some(sample_views::range_editor(Language::English));
    let mut harness = show(sample);
    focus(&mut harness, Role::TextInput, "To (Age)");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.get_by_role_and_label(Role::TextInput, "To (Age)").type_text("62,5");
    harness.run();
    let condition = Condition::Range { min: Some(25.0), max: Some(62.5), or_missing: false };
    assert_eq!(harness.state_mut().asked(), [Command::SetClause(0, condition)]);
}

#[test]
fn a_half_typed_bound_asks_for_nothing() {
    let mut sample = english();
    sample.filter.editor = Some(sample_views::range_editor(Language::English));
    let mut harness = show(sample);
    assert_eq!(write(&mut harness, Role::TextInput, "From (Age)", "-"), []);
    harness.get_by_label_contains("is not a number");
}

#[test]
fn values_are_ticked_and_those_without_one_kept() {
    let mut sample = english();
    sample.filter.editor = Some(sample_views::choice_editor(Language::English));
    let mut harness = show(sample);
    let married = click(&mut harness, Role::CheckBox, "married (13,659)");
    let both = vec![Value::Number(1.0), Value::Number(2.0)];
    assert_eq!(married, [Command::SetClause(1, Condition::AnyOf(both))]);
    let missing = click(&mut harness, Role::CheckBox, "also those without a value");
    let with_missing = vec![Value::Number(2.0), Value::Missing];
    assert_eq!(missing, [Command::SetClause(1, Condition::AnyOf(with_missing))]);
    let none = click(&mut harness, Role::Button, "None");
    assert_eq!(none, [Command::SetClause(1, Condition::AnyOf(Vec::new()))]);
    assert_eq!(click(&mut harness, Role::Button, "Done"), [Command::CloseEditor]);
    assert_eq!(press(&mut harness, Key::Escape), [Command::CloseEditor]);
}

#[test]
fn filters_are_saved_taken_and_forgotten() {
    let mut harness = show(english());
    click(&mut harness, Role::Button, "Saved filters");
    let asked = write(&mut harness, Role::TextInput, "Name of the filter", "mine");
    assert_eq!(asked, []);
    let asked = click(&mut harness, Role::Button, "Save");
    assert_eq!(asked, [Command::SaveFilter("mine".to_owned())]);
    click(&mut harness, Role::Button, "Saved filters");
    let asked = click(&mut harness, Role::Button, "Delete the filter Young and single");
    assert_eq!(asked, [Command::DeleteFilter("Young and single".to_owned())]);
    let asked = click(&mut harness, Role::Button, "Apply the filter Young and single");
    assert_eq!(asked, [Command::LoadFilter("Young and single".to_owned())]);
}

#[test]
fn a_reason_leads_to_its_comparison() {
    let mut harness = show(english());
    let sentence = harness.state().sample.client().reasons.rows[3].sentence.clone();
    let asked = click(&mut harness, Role::Button, &sentence);
    assert_eq!(asked, [Command::Compare("LIMIT_BAL".to_owned())]);
    let asked = click(&mut harness, Role::RadioButton, "Themes");
    assert_eq!(asked, [Command::GroupReasons(Grouping::Themes)]);
}

#[test]
fn a_theme_opens_to_its_factors() {
    let mut sample = english();
    if let clairscore::state::view::ClientPane::Client(client) = &mut sample.client {
        client.reasons = sample_views::theme_reasons(Language::English);
    }
    let theme = sample.client().reasons.rows[0].clone();
    let mut harness = show(sample);
    assert!(harness.query_by_label(&theme.parts[0].sentence).is_none());
    assert_eq!(click(&mut harness, Role::Button, &theme.sentence), []);
    let asked = click(&mut harness, Role::Button, &theme.parts[0].sentence);
    assert_eq!(asked, [Command::Compare("PAY_0".to_owned())]);
}

#[test]
fn the_table_behind_a_chart_opens() {
    let mut harness = show(english());
    let factor = harness.state().sample.client().reasons.rows[0].factor.clone();
    assert!(harness.query_by_role_and_label(Role::Cell, &factor).is_none());
    let buttons: Vec<_> =
        harness.get_all_by_role_and_label(Role::Button, "Show as table").collect();
    buttons.iter().for_each(egui_kittest::Node::click_accesskit);
    harness.run();
    harness.get_by_role_and_label(Role::Cell, &factor);
    harness.get_by_role_and_label(Role::Cell, "13.8%");
    harness.get_by_label_contains("Base −1.28");
}

#[test]
fn look_alikes_lead_to_their_clients() {
    let row = |row: u32, outcome: &str| LookAlikeRow {
        row,
        id: (row + 1).to_string(),
        show: format!("Show client {}", row + 1),
        risk: "risk 30.2%".to_owned(),
        outcome: outcome.to_owned(),
    };
    let differences = TableView {
        caption: "The closest who repaid".to_owned(),
        columns: ["In what they differ", "This client", "Client 8"].map(str::to_owned).to_vec(),
        rows: vec![["Credit limit", "NT$50,000", "NT$20,000"].map(str::to_owned).to_vec()],
    };
    let found = LookAlikesView {
        sentence: "Of the 50 clients with the closest reasons, 41 repaid.".to_owned(),
        counterparts: vec![CounterpartView {
            title: "The closest who repaid".to_owned(),
            client: row(7, "repaid"),
            differences,
            same: String::new(),
        }],
        list_title: "The 2 look-alikes".to_owned(),
        clients: vec![row(7, "repaid"), row(9, "defaulted")],
        ..LookAlikesView::default()
    };
    let mut sample = english();
    sample.look_alikes = Some(LookAlikesPane::Found(found.into()));
    let mut harness = show(sample);
    harness.get_by_role_and_label(Role::RadioButton, "Look-alikes");
    harness.get_by_role_and_label(
        Role::Status,
        "Of the 50 clients with the closest reasons, 41 repaid.",
    );
    harness.get_by_role_and_label(Role::Cell, "NT$20,000");
    assert!(harness.query_by_label("Show client 10").is_none());
    click(&mut harness, Role::Button, "The 2 look-alikes");
    let asked = click(&mut harness, Role::Button, "Show client 10");
    assert_eq!(asked, [Command::Select(9)]);
    let asked = click(&mut harness, Role::RadioButton, "All");
    assert_eq!(asked, [Command::CompareWith(Scope::All)]);
}

#[test]
fn the_reasons_are_measured_against_whom_one_chooses() {
    let mut sample = english();
    let ClientPane::Client(client) = &mut sample.client else { panic!("no client") };
    client.against.no_group = "Set a filter to compare with a group".to_owned();
    let mut harness = show(sample);
    let asked = click(&mut harness, Role::RadioButton, "Just accepted");
    assert_eq!(asked, [Command::MeasureAgainst(Against::JustAccepted)]);
    let group = harness.get_by_role_and_label(Role::RadioButton, "The group");
    assert!(group.accesskit_node().is_disabled());
}

#[test]
fn the_second_method_opens_for_whoever_asks() {
    let mut harness = show(english());
    let line = "For experts: a second method LIME, approximate";
    let asked = click(&mut harness, Role::Button, line);
    assert_eq!(asked, [Command::ShowSecondMethod(true)]);
    let weights = TableView {
        caption: "For experts: a second method".to_owned(),
        columns: ["Factor", "Value", "Points of risk"].map(str::to_owned).to_vec(),
        rows: vec![["Credit limit", "NT$50,000", "+ 2.1 more"].map(str::to_owned).to_vec()],
    };
    let view =
        SecondMethodView { fit: "Local fit (R²): 0.62".to_owned(), weights, ..Default::default() };
    let mut sample = english();
    let ClientPane::Client(client) = &mut sample.client else { panic!("no client") };
    client.second_method = SecondMethodPane::Shown(view.into());
    let mut harness = show(sample);
    click(&mut harness, Role::Button, line);
    harness.get_by_label("Local fit (R²): 0.62");
    harness.get_by_role_and_label(Role::Cell, "+ 2.1 more");
}

#[test]
fn what_is_waited_for_says_so_and_can_be_asked_for_again() {
    let waiting = WaitingView {
        sentence: "All clients are being explained.".to_owned(),
        progress: Some(0.25),
        ..WaitingView::default()
    };
    let mut sample = english();
    sample.look_alikes = Some(LookAlikesPane::Waiting(waiting.clone()));
    let harness = show(sample);
    harness.get_by_role_and_label(Role::Status, &waiting.sentence);
    harness.get_by_role_and_label(Role::ProgressIndicator, &waiting.sentence);
    let stopped = WaitingView { progress: None, can_ask_again: true, ..waiting };
    let mut sample = english();
    sample.look_alikes = Some(LookAlikesPane::Waiting(stopped));
    let asked = click(&mut show(sample), Role::Button, "Explain all clients");
    assert_eq!(asked, [Command::Contribute]);
}

#[test]
fn the_comparison_follows_its_controls() {
    let mut harness = show(english());
    let asked = click(&mut harness, Role::RadioButton, "This group");
    assert_eq!(asked, [Command::CompareWith(Scope::Group)]);
    click(&mut harness, Role::ComboBox, "Feature compared");
    let asked = click(&mut harness, Role::ListBoxOption, "Age");
    assert_eq!(asked, [Command::Compare("AGE".to_owned())]);
    click(&mut harness, Role::ComboBox, "Second feature");
    let asked = click(&mut harness, Role::ListBoxOption, "Credit limit");
    assert_eq!(asked, [Command::CompareSecond(Some("LIMIT_BAL".to_owned()))]);
    let sample = &mut harness.state_mut().sample;
    sample.compare.second = Some("LIMIT_BAL".to_owned());
    sample.compare.grid = Some(sample_views::grid(Language::English));
    harness.run();
    let asked = click(&mut harness, Role::Button, "One feature only");
    assert_eq!(asked, [Command::CompareSecond(None)]);
}

#[test]
fn without_a_filter_there_is_no_group_to_compare_with() {
    let mut sample = english();
    sample.compare.has_group = false;
    let mut harness = show(sample);
    let group = harness.get_by_role_and_label(Role::RadioButton, "This group");
    assert!(group.accesskit_node().is_disabled());
    assert_eq!(click(&mut harness, Role::RadioButton, "This group"), []);
}

#[test]
fn the_bars_of_a_chart_are_read_one_by_one() {
    let mut harness = show(english());
    let description = harness.state().sample.compare.chart.description.clone();
    let bars: Vec<String> = harness
        .query_all_by_role(Role::GraphicsSymbol)
        .filter_map(|node| node.accesskit_node().label())
        .collect();
    assert_eq!(bars.len(), 6);
    assert_eq!(bars[0], "on time: 77.2%");
    focus(&mut harness, Role::Figure, &description);
    // Reading begins at the client's bar.
    harness.get_by_role_and_label(Role::Label, "2 months: 8.9%");
    press(&mut harness, Key::ArrowRight);
    harness.get_by_role_and_label(Role::Label, "3 months: 1.1%");
    let bar = harness.get_by_role_and_label(Role::GraphicsSymbol, "3 months: 1.1%");
    assert!(bar.is_focused());
}

#[test]
fn the_clients_data_open_and_are_searched() {
    let mut harness = show(english());
    assert!(harness.query_by_label("NT$50,000").is_none());
    click(&mut harness, Role::Button, "All of the client’s data (5)");
    harness.get_by_role_and_label(Role::Cell, "NT$50,000");
    write(&mut harness, Role::TextInput, "Search a column or a value…", "bill");
    harness.get_by_role_and_label(Role::Cell, "not given");
    assert!(harness.query_by_role_and_label(Role::Cell, "NT$50,000").is_none());
}

#[test]
fn pages_language_theme_size_and_help_have_keys_and_buttons() {
    let mut harness = show(english());
    assert_eq!(click(&mut harness, Role::Tab, "Model"), [Command::ShowTab(Tab::Model)]);
    let asked = press_with_ctrl(&mut harness, Key::Num2);
    assert_eq!(asked, [Command::ShowTab(Tab::Population)]);
    let french = [Command::SetLanguage(Language::French)];
    assert_eq!(click(&mut harness, Role::RadioButton, "FR"), french);
    assert_eq!(press_with_ctrl(&mut harness, Key::L), french);
    assert_eq!(click(&mut harness, Role::Button, "Larger"), [Command::Zoom(ZoomStep::In)]);
    assert_eq!(press_with_ctrl(&mut harness, Key::Minus), [Command::Zoom(ZoomStep::Out)]);
    assert_eq!(press_with_ctrl(&mut harness, Key::Num0), [Command::Zoom(ZoomStep::Reset)]);
    assert_eq!(press(&mut harness, Key::F1), [Command::ShowHelp(true)]);
    assert_eq!(press_with_ctrl(&mut harness, Key::O), [Command::ShowOpen(OpenKind::Base)]);
    click(&mut harness, Role::Button, "Theme");
    let asked = click(&mut harness, Role::RadioButton, "Dark");
    assert_eq!(asked, [Command::SetTheme(ThemeChoice::Dark)]);
}

#[test]
fn a_french_keyboard_changes_pages_without_shift() {
    let mut harness = show(english());
    harness.event_modifiers(
        egui::Event::Key {
            key: Key::Quote,
            physical_key: Some(Key::Num3),
            pressed: true,
            repeat: false,
            modifiers: Modifiers::COMMAND,
        },
        Modifiers::COMMAND,
    );
    harness.run();
    assert_eq!(harness.state_mut().asked(), [Command::ShowTab(Tab::Model)]);
}

#[test]
fn a_list_of_names_is_left_with_escape() {
    let mut harness = show(english());
    click(&mut harness, Role::ComboBox, "Feature compared");
    assert_eq!(press(&mut harness, Key::Escape), []);
    assert!(harness.query_by_label("Search a feature…").is_none());
    assert!(harness.get_by_role_and_label(Role::ComboBox, "Feature compared").is_focused());
}

#[test]
fn the_help_is_put_away_with_escape() {
    let mut sample = english();
    sample.frame.help_shown = true;
    let mut harness = show(sample);
    harness.get_by_role_and_label(Role::Heading, "Help");
    assert_eq!(press(&mut harness, Key::Escape), [Command::ShowHelp(false)]);
}

#[test]
fn the_threshold_is_typed_moved_and_given_back() {
    let mut sample = english();
    sample.frame.tab = Tab::Model;
    let mut harness = show(sample);
    let field = "Threshold, in percent";
    focus(&mut harness, Role::TextInput, field);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.get_by_role_and_label(Role::TextInput, field).type_text("abc");
    harness.run();
    assert_eq!(press(&mut harness, Key::Enter), []);
    harness.get_by_label("Type a percentage between 0 and 100.");
    focus(&mut harness, Role::TextInput, field);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.get_by_role_and_label(Role::TextInput, field).type_text("9.1");
    harness.run();
    assert_eq!(press(&mut harness, Key::Enter), [Command::SetThreshold(Some(0.091))]);
    let reset = "Back to the model’s own threshold";
    assert_eq!(click(&mut harness, Role::Button, reset), [Command::SetThreshold(None)]);
    focus(&mut harness, Role::Slider, "Threshold");
    let asked = press(&mut harness, Key::ArrowRight);
    let [Command::SetThreshold(Some(share))] = asked[..] else { panic!("{asked:?}") };
    assert!(share > 0.22 && share < 0.24, "{share}");
}

#[test]
fn notices_stay_until_they_are_put_away() {
    let mut sample = english();
    sample.frame.notices = sample_views::notices(Language::English);
    let mut harness = show(sample);
    harness.run_steps(50);
    harness.get_by_label("Ask for the file again.");
    let dismiss = "Put this notice away: This model has no threshold: 50% is shown";
    assert_eq!(click(&mut harness, Role::Button, dismiss), [Command::DismissNotice(1)]);
}

#[test]
fn long_work_is_told_and_cancelled() {
    let mut sample = english();
    sample.frame.status = StatusView {
        text: "Scoring the clients · 40%".to_owned(),
        progress: Some(0.4),
        running: true,
    };
    let mut harness = show(sample);
    let status = harness.get_by_role_and_label(Role::Status, "Scoring the clients · 40%");
    assert_eq!(status.accesskit_node().live(), egui::accesskit::Live::Polite);
    harness.get_by_role(Role::ProgressIndicator);
    assert_eq!(click(&mut harness, Role::Button, "Cancel"), [Command::Cancel]);
}

#[test]
fn a_file_is_opened_by_path_or_by_dialog() {
    let mut sample = english();
    sample.frame.open = Some(OpenView {
        kind: OpenKind::Base,
        path: "/data/clients.csv".to_owned(),
        error: "clients.csv: line 12 has 22 cells, 23 were expected".to_owned(),
        tables: Vec::new(),
    });
    let mut harness = show(sample);
    harness.get_by_label("clients.csv: line 12 has 22 cells, 23 were expected");
    let field = "Path of the file or folder";
    assert!(harness.get_by_role_and_label(Role::TextInput, field).is_focused());
    let open = Command::Open(Some(OpenKind::Base), "/data/clients.csv".into());
    assert_eq!(press(&mut harness, Key::Enter), [open]);
    let asked = click(&mut harness, Role::RadioButton, "Open a model");
    assert_eq!(asked, [Command::ShowOpen(OpenKind::Model)]);
    let asked = click(&mut harness, Role::Button, "Choose a folder…");
    assert_eq!(asked, [Command::Browse(OpenKind::Base, BrowseFor::Folder)]);
    assert_eq!(click(&mut harness, Role::Button, "Open the demo"), [Command::OpenDemo]);
    assert_eq!(press(&mut harness, Key::Escape), [Command::CloseOpen]);
}

#[test]
fn the_threshold_is_moved_on_the_gauge_and_given_back() {
    let mut sample = english();
    if let ClientPane::Client(client) = &mut sample.client {
        client.verdict.moved = "61.0% of 30,000 clients are accepted".to_owned();
    }
    let mut harness = show(sample);
    harness.get_by_label("61.0% of 30,000 clients are accepted");
    let handle = "Threshold: drag it, or use the arrow keys";
    focus(&mut harness, Role::Slider, handle);
    let asked = press(&mut harness, Key::ArrowRight);
    let [Command::SetThreshold(Some(share))] = asked[..] else { panic!("{asked:?}") };
    assert!((share - 0.221).abs() < 1e-9, "{share}");
    let reset = "Back to the model’s own threshold";
    assert_eq!(click(&mut harness, Role::Button, reset), [Command::SetThreshold(None)]);
}

#[test]
fn a_table_is_added_and_taken_away() {
    let mut sample = english();
    let table = TableEntry {
        name: "original.csv".to_owned(),
        facts: "describes 29,800 of 30,000 clients · 12 columns".to_owned(),
    };
    sample.frame.open = Some(OpenView {
        kind: OpenKind::Table,
        path: String::new(),
        error: String::new(),
        tables: vec![table],
    });
    let mut harness = show(sample);
    harness.get_by_label("describes 29,800 of 30,000 clients · 12 columns");
    let asked = click(&mut harness, Role::Button, "Remove original.csv");
    assert_eq!(asked, [Command::RemoveTable(0)]);
    let asked = click(&mut harness, Role::Button, "Choose a file…");
    assert_eq!(asked, [Command::Browse(OpenKind::Table, BrowseFor::File)]);
    let asked = click(&mut harness, Role::Button, "Kept copies of client bases…");
    assert_eq!(asked, [Command::ShowKept(true)]);
}

#[test]
fn kept_copies_are_removed_and_switched_off() {
    let mut sample = english();
    sample.frame.kept = Some(sample_views::kept(Language::English));
    let mut harness = show(sample);
    harness.get_by_label("2 copies, 3.1 GB in all");
    let asked = click(&mut harness, Role::Button, "Remove clients.csv");
    assert_eq!(asked, [Command::RemoveKept(0)]);
    let asked = click(&mut harness, Role::Button, "Remove all copies");
    assert_eq!(asked, [Command::RemoveAllKept]);
    let asked = click(&mut harness, Role::CheckBox, "Keep copies of large bases");
    assert_eq!(asked, [Command::KeepBases(false)]);
    assert_eq!(press(&mut harness, Key::Escape), [Command::ShowKept(false)]);
}
