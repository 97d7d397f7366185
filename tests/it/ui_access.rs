//! The window for those who do not see it, do not point at it, or need it large.
//!
//! `egui_kittest` proves the accessibility tree, not a person with a screen reader.

use std::collections::BTreeSet;

use clairscore::{
    domain::Language,
    state::{
        OpenKind, Tab,
        view::{ClientPane, OpenView, TableEntry},
    },
};
use egui::{Key, Rect, Theme, accesskit::Role};
use egui_kittest::{
    Harness, Node,
    kittest::{NodeT, Queryable as _},
};

use crate::support::{
    sample_views::{self, Sample},
    window::{Shown, window, zoomed_window},
};

/// The smallest side of a target (WCAG 2.5.8), with room for the rounding of a pixel.
const TARGET: f32 = 24.0 - 0.5;

/// Every page and dialog, in one language.
fn screens(language: Language) -> Vec<(&'static str, Sample)> {
    let new = || Sample::new(language);
    let mut editing = new();
    editing.filter.editor = Some(sample_views::range_editor(language));
    editing.frame.notices = sample_views::notices(language);
    editing.frame.status.running = true;
    let mut ticking = new();
    ticking.filter.editor = Some(sample_views::choice_editor(language));
    ticking.compare.grid = Some(sample_views::grid(language));
    ticking.compare.second = Some("LIMIT_BAL".to_owned());
    if let ClientPane::Client(client) = &mut ticking.client {
        client.reasons = sample_views::theme_reasons(language);
        client.warnings = vec!["Age: 61.4 %".to_owned()];
    }
    let mut population = new();
    population.frame.tab = Tab::Population;
    let mut model = new();
    model.frame.tab = Tab::Model;
    let mut opening = new();
    opening.frame.open = Some(OpenView {
        kind: OpenKind::Model,
        path: String::new(),
        error: String::new(),
        tables: Vec::new(),
    });
    let mut adding = new();
    adding.frame.open = Some(OpenView {
        kind: OpenKind::Table,
        path: "/data/original.csv".to_owned(),
        error: String::new(),
        tables: vec![TableEntry {
            name: "original.csv".to_owned(),
            facts: "29 800 / 30 000".to_owned(),
        }],
    });
    let mut kept = new();
    kept.frame.kept = Some(sample_views::kept(language));
    let mut help = new();
    help.frame.help_shown = true;
    vec![
        ("client", new()),
        ("editing", editing),
        ("ticking", ticking),
        ("population", population),
        ("model", model),
        ("opening", opening),
        ("adding", adding),
        ("kept", kept),
        ("help", help),
        ("nobody", Sample { client: ClientPane::Empty, ..new() }),
    ]
}

fn nodes<'a>(harness: &'a Harness<'static, Shown>) -> impl Iterator<Item = Node<'a>> {
    let root = harness.root();
    root.children_recursive().collect::<Vec<_>>().into_iter()
}

fn name(node: &Node<'_>) -> String {
    let node = node.accesskit_node();
    node.label().or_else(|| node.value()).unwrap_or_default()
}

/// Opens every table twin and every disclosure.
fn open_everything(harness: &mut Harness<'static, Shown>) {
    let closed: Vec<_> = harness
        .query_all_by(|node| {
            node.role() == Role::Button && node.data().is_expanded() == Some(false)
        })
        .collect();
    closed.iter().for_each(Node::click_accesskit);
    harness.run();
}

#[test]
fn every_widget_and_every_picture_has_a_name() {
    for language in Language::ALL {
        for (screen, sample) in screens(language) {
            let mut harness = window(sample, [1280.0, 2000.0], Theme::Light);
            open_everything(&mut harness);
            assert_eq!(harness.unnamed_widgets(), Vec::<String>::new(), "{screen}");
            for node in nodes(&harness) {
                let role = node.accesskit_node().role();
                let pictures =
                    [Role::Figure, Role::Image, Role::Meter, Role::Canvas, Role::GraphicsSymbol];
                if pictures.contains(&role) {
                    assert!(!name(&node).is_empty(), "{screen}: {role:?} without a name");
                }
                assert_ne!(role, Role::Unknown, "{screen}: {}", name(&node));
            }
        }
    }
}

#[test]
fn the_names_of_charts_hold_their_numbers() {
    let harness = window(Sample::new(Language::English), [1440.0, 1000.0], Theme::Light);
    let names: Vec<String> = nodes(&harness)
        .filter(|node| matches!(node.accesskit_node().role(), Role::Figure | Role::Meter))
        .map(|node| name(&node))
        .collect();
    assert_eq!(names.len(), 3, "{names:?}");
    for (name, number) in names.iter().zip(["31.4%", "2.5", "69%"]) {
        assert!(name.contains(number), "{name}");
    }
}

#[test]
fn everything_that_is_clicked_is_large_enough() {
    for (screen, sample) in screens(Language::French) {
        let mut harness = window(sample, [1280.0, 2000.0], Theme::Light);
        open_everything(&mut harness);
        for node in nodes(&harness) {
            let inner = node.accesskit_node();
            let is_input = egui::accessibility::is_input(inner.role());
            // A line of text inside a field belongs to the field.
            if !is_input || inner.is_disabled() {
                continue;
            }
            let size = node.rect().size();
            assert!(size.x >= TARGET && size.y >= TARGET, "{screen}: {} is {size:?}", name(&node));
        }
    }
}

#[test]
fn nothing_is_cut_off_at_the_sides_at_any_size_and_zoom() {
    let sizes = [
        ([1280.0, 800.0], 1.0),
        ([1440.0, 900.0], 1.0),
        ([1920.0, 1080.0], 1.0),
        ([1024.0, 640.0], 1.0),
        ([1280.0, 800.0], 2.0),
        ([1280.0, 720.0], 2.0),
        ([1280.0, 800.0], 3.0),
    ];
    for (size, zoom) in sizes {
        // French words are the longer ones.
        for language in [Language::French] {
            for (screen, sample) in screens(language) {
                let harness = zoomed_window(sample, size, Theme::Light, zoom);
                check_sides(&harness, &format!("{screen} {language} at {size:?} × {zoom}"));
            }
        }
    }
}

fn check_sides(harness: &Harness<'static, Shown>, what: &str) {
    let window = harness.ctx.content_rect();
    for node in nodes(harness) {
        let role = node.accesskit_node().role();
        // Tables scroll by themselves (WCAG 1.4.10 exempts them); a text run is part of a label.
        let inside_table = std::iter::successors(node.parent(), NodeT::parent)
            .any(|parent| parent.accesskit_node().role() == Role::Table);
        if inside_table || role == Role::TextRun || node.accesskit_node().bounding_box().is_none() {
            continue;
        }
        let rect = node.rect();
        let sides = Rect::everything_right_of(window.left() - 1.0)
            .intersect(Rect::everything_left_of(window.right() + 1.0));
        let is_inside = rect.left() >= sides.left() && rect.right() <= sides.right();
        assert!(is_inside, "{what}: {role:?} {:?} at {rect:?}", name(&node));
    }
}

#[test]
fn tab_reaches_everything_and_comes_back() {
    for (screen, sample) in screens(Language::English) {
        // Each of these has widgets of its own; the others would tell nothing new.
        if !matches!(screen, "editing" | "ticking" | "model" | "opening") {
            continue;
        }
        let mut harness = window(sample, [1440.0, 1200.0], Theme::Light);
        let focusable: BTreeSet<String> = nodes(&harness)
            .filter(|node| {
                let node = node.accesskit_node();
                let is_reached =
                    egui::accessibility::is_input(node.role()) || node.role() == Role::Figure;
                // Lines of a list are reached with the arrow keys; what lies under a dialog is not.
                is_reached && node.role() != Role::ListBoxOption
            })
            .map(|node| format!("{:?} {}", node.accesskit_node().role(), name(&node)))
            .collect();
        let mut reached = BTreeSet::new();
        let mut first_again = false;
        let mut first = None;
        for _ in 0..2 * focusable.len() + 10 {
            harness.key_press(Key::Tab);
            harness.step();
            // A list and a chart say which of their parts is meant: that part, and they, are reached.
            let focused = nodes(&harness).find(Node::is_focused);
            let path = std::iter::successors(focused, NodeT::parent);
            let keys: Vec<String> = path
                .map(|node| format!("{:?} {}", node.accesskit_node().role(), name(&node)))
                .collect();
            let Some(key) = keys.first().cloned() else { continue };
            if reached.len() > 3 && first.as_ref() == Some(&key) {
                first_again = true;
                break;
            }
            first.get_or_insert(key);
            reached.extend(keys);
        }
        assert!(first_again, "{screen}: Tab never comes back to {first:?}");
        let is_dialog = screen == "opening";
        let missed: Vec<_> = focusable
            .difference(&reached)
            .filter(|key| !is_dialog && !key.starts_with("Figure Why"))
            .collect();
        assert!(missed.is_empty(), "{screen}: Tab misses {missed:?}");
        if screen == "opening" {
            assert!(reached.iter().any(|key| key.contains("Path of the file")), "{reached:?}");
            assert!(!reached.iter().any(|key| key.contains("Find a client")), "{reached:?}");
        }
    }
}

/// What has the focus: its role and its name.
fn focused(harness: &Harness<'static, Shown>) -> Option<(Role, String)> {
    let node = nodes(harness).find(Node::is_focused)?;
    Some((node.accesskit_node().role(), name(&node)))
}

#[test]
fn the_dialog_keeps_its_buttons_in_sight_and_asks_for_the_path_again() {
    for zoom in [1.0, 2.0] {
        let mut sample = Sample::new(Language::English);
        let mut open = OpenView {
            kind: OpenKind::Base,
            path: "/nope.csv".into(),
            error: String::new(),
            tables: Vec::new(),
        };
        sample.frame.open = Some(open.clone());
        let mut harness = zoomed_window(sample, [1024.0, 640.0], Theme::Light, zoom);
        harness.run();
        let path = Some((Role::TextInput, "Path of the file or folder".to_owned()));
        assert_eq!(focused(&harness), path, "at {zoom}: shown");
        for change in ["error", "kind"] {
            harness.get_by_role_and_label(Role::Button, "Choose a file…").focus();
            harness.run();
            match change {
                "error" => open.error = "not found\n".repeat(5),
                _ => open.kind = OpenKind::Model,
            }
            harness.state_mut().sample.frame.open = Some(open.clone());
            harness.run();
            assert_eq!(focused(&harness), path, "at {zoom}: {change}");
            let window = harness.ctx.content_rect();
            for button in ["Open", "Close"] {
                let rect = harness.get_by_role_and_label(Role::Button, button).rect();
                assert!(window.contains_rect(rect), "at {zoom}, {change}: {button} at {rect:?}");
            }
        }
        harness.state_mut().sample.frame.open = None;
        harness.run();
        assert_eq!(focused(&harness), Some((Role::Button, "Open…".to_owned())), "at {zoom}");
    }
}

#[test]
fn a_filter_that_was_chosen_is_set_at_once() {
    let language = Language::English;
    for (editor, expected) in [
        (sample_views::range_editor(language), Role::TextInput),
        (sample_views::choice_editor(language), Role::CheckBox),
    ] {
        let mut sample = Sample::new(language);
        sample.filter.clauses[editor.index].column = "BILL_AMT3".to_owned();
        let mut harness = window(sample, [1440.0, 900.0], Theme::Light);
        harness.get_by_role_and_label(Role::ComboBox, "Add a filter").click();
        harness.run();
        let search = nodes(&harness).find(Node::is_focused).unwrap();
        search.type_text("Bill, July");
        harness.run();
        harness.key_press(Key::Enter);
        harness.run();
        harness.state_mut().sample.filter.editor = Some(editor);
        harness.run();
        assert_eq!(focused(&harness).map(|(role, _)| role), Some(expected));
    }
}

#[test]
fn the_help_needs_no_scrolling_in_a_usual_window() {
    for language in Language::ALL {
        let mut sample = Sample::new(language);
        sample.frame.help_shown = true;
        let last = sample.words.text("help-about-engine").to_owned();
        let harness = window(sample, [1280.0, 800.0], Theme::Light);
        // The window's margin and the dialog's own: what is lower is out of sight.
        let lowest = harness.ctx.content_rect().bottom() - 32.0;
        let rect = harness.get_by_label(&last).rect();
        assert!(rect.bottom() <= lowest + 0.5, "{language}: {rect:?} below {lowest}");
    }
}

#[test]
fn the_focus_can_be_seen() {
    // The search box, a chip, a button, a tab and a chart: each picture changes with the focus.
    let mut harness = window(Sample::new(Language::English), [1440.0, 900.0], Theme::Light);
    let without = harness.render().unwrap();
    for (role, label) in [
        (Role::SearchInput, "Find a client"),
        (Role::Button, "Age: 25 to 40 years"),
        (Role::Button, "Open…"),
        (Role::Tab, "Model"),
        (Role::Button, "Show as table"),
        (Role::ComboBox, "Feature compared"),
        (Role::RadioButton, "Themes"),
    ] {
        harness.get_all_by_role_and_label(role, label).next().unwrap().focus();
        harness.run();
        let rect = nodes(&harness).find(Node::is_focused).unwrap().rect().expand(6.0);
        let with = harness.render().unwrap();
        let changed = with
            .enumerate_pixels()
            .filter(|(x, y, _)| rect.contains(egui::pos2(*x as f32, *y as f32)))
            .filter(|(x, y, pixel)| *pixel != without.get_pixel(*x, *y))
            .count() as f32;
        // A ring of two points along at least half of the outline.
        assert!(changed >= rect.width() + rect.height(), "{role:?} {label}: {changed} pixels");
    }
}
