//! What a person does with the cards of the factors on the population's page.

use clairscore::{
    domain::{Condition, Language},
    state::{
        Command, Grouping, Tab,
        view::{EffectsView, WaitingView},
    },
};
use egui::{Key, Theme, accesskit::Role};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};

use crate::support::{
    sample_views::Sample,
    window::{Shown, window},
};

fn population(change: impl FnOnce(&mut EffectsView)) -> Harness<'static, Shown> {
    let mut sample = Sample::new(Language::English);
    sample.frame.tab = Tab::Population;
    change(&mut sample.population.effects);
    let mut harness = window(sample, [1440.0, 2400.0], Theme::Light);
    harness.state_mut().asked();
    harness
}

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

const DELAYS: &str = "Payment delays: ×\u{a0}2.0, ×\u{a0}1.8.";
const SEPTEMBER: &str = "Late payment, September: ×\u{a0}1.8, ×\u{a0}1.7.";

#[test]
fn a_theme_opens_into_its_factors_by_keyboard() {
    let mut harness = population(|_| ());
    assert!(harness.query_by_role_and_label(Role::Button, SEPTEMBER).is_none());
    harness.get_by_role_and_label(Role::Button, DELAYS).focus();
    harness.run();
    assert_eq!(press(&mut harness, Key::Enter), []);
    let theme = harness.get_by_role_and_label(Role::Button, DELAYS);
    assert_eq!(theme.accesskit_node().data().is_expanded(), Some(true));
    let asked = click(&mut harness, Role::Button, SEPTEMBER);
    assert_eq!(asked, [Command::ShowEffect("PAY_0".to_owned())]);
}

#[test]
fn factors_are_listed_on_request() {
    let mut harness = population(|_| ());
    let asked = click(&mut harness, Role::RadioButton, "Factors");
    assert_eq!(asked, [Command::GroupWeights(Grouping::Factors)]);
}

#[test]
fn a_long_list_is_cut_until_somebody_wants_all_of_it() {
    let mut harness = population(|view| {
        let row = view.weights.rows[2].clone();
        let numbered = |at| {
            let sentence = format!("row {at}");
            clairscore::state::view::WeightRow { label: sentence.clone(), sentence, ..row.clone() }
        };
        view.weights.rows = (0..798).map(numbered).collect();
    });
    assert!(harness.query_by_role_and_label(Role::Button, "row 14").is_some());
    assert!(harness.query_by_role_and_label(Role::Button, "row 15").is_none());
    click(&mut harness, Role::Button, "Show all 798 lines");
    assert!(harness.query_by_role_and_label(Role::Button, "row 797").is_some());
}

#[test]
fn a_band_that_is_clicked_keeps_its_clients() {
    let mut harness = population(|_| ());
    let asked = click(&mut harness, Role::Button, "200,000: ×\u{a0}1.2");
    let [Command::KeepOnly(clause)] = asked.as_slice() else { panic!("{asked:?}") };
    let expected =
        Condition::Range { min: Some(200_000.0), max: Some(299_999.0), or_missing: false };
    assert_eq!((clause.column.as_str(), &clause.condition), ("LIMIT_BAL", &expected));
    let kept = harness.get_by_role_and_label(Role::Button, "300,000: ×\u{a0}1.04");
    assert_eq!(kept.accesskit_node().is_selected(), Some(true));
}

#[test]
fn bands_are_read_and_selected_with_the_keyboard() {
    let mut harness = population(|_| ());
    harness.get_by_role_and_label(Role::Figure, "Effect of the credit limit.").focus();
    harness.run();
    // Reading begins at the client's band.
    press(&mut harness, Key::ArrowRight);
    let asked = press(&mut harness, Key::Enter);
    let [Command::KeepOnly(clause)] = asked.as_slice() else { panic!("{asked:?}") };
    assert!(matches!(clause.condition, Condition::Range { min: Some(200_000.0), .. }));
    for _ in 0..6 {
        press(&mut harness, Key::ArrowRight);
    }
    let asked = press(&mut harness, Key::Space);
    let [Command::KeepOnly(clause)] = asked.as_slice() else { panic!("{asked:?}") };
    assert_eq!(clause.condition, Condition::Missing);
}

#[test]
fn a_factor_is_chosen_by_typing_a_part_of_its_name() {
    let mut harness = population(|_| ());
    harness.get_by_role_and_label(Role::ComboBox, "Factor shown").focus();
    harness.run();
    press(&mut harness, Key::Enter);
    harness.get_by_role_and_label(Role::TextInput, "Search a factor…").type_text("late");
    harness.run();
    let asked = press(&mut harness, Key::Enter);
    assert!(matches!(asked.as_slice(), [Command::ShowEffect(_)]), "{asked:?}");
}

#[test]
fn what_stands_in_their_place_can_be_asked_for_again() {
    let sentence = "The explanation of all clients was stopped.".to_owned();
    let mut harness = population(|view| {
        view.waiting =
            Some(WaitingView { sentence, can_ask_again: true, ..WaitingView::default() });
    });
    assert!(harness.query_by_role_and_label(Role::Button, DELAYS).is_none());
    let asked = click(&mut harness, Role::Button, "Explain all clients");
    assert_eq!(asked, [Command::Contribute]);
}
