//! What the population's page says about the factors of the model: everybody, the group, one factor.

use std::{collections::HashMap, fmt::Write as _, fs};

use clairscore::{
    domain::{Clause, Condition, Language},
    state::{
        AppState, Command, Grouping, Launch, Scope, Settings, Tab, carry_out, settle,
        view::{EffectBandView, EffectsView, LaneKind, WeightRow},
    },
};

/// The demo with the population on screen and everybody explained.
fn population(language: Language) -> AppState {
    let (mut state, effects) = AppState::start(Settings::default(), language, Launch::default());
    settle(&mut state, effects);
    carry_out(&mut state, Command::ShowTab(Tab::Population));
    state
}

fn effects(state: &AppState) -> &EffectsView {
    &state.views().population.effects
}

fn old(age: f64) -> Clause {
    let condition = Condition::Range { min: Some(age), max: None, or_missing: false };
    Clause { column: "AGE".to_owned(), condition }
}

fn group_count(state: &AppState) -> u64 {
    state.session().group.as_ref().unwrap().count() as u64
}

/// A row and those that it opens into.
fn with_parts(row: &WeightRow) -> impl Iterator<Item = &WeightRow> {
    std::iter::once(row).chain(&row.parts)
}

#[test]
fn themes_come_first_and_open_into_factors() {
    let state = population(Language::English);
    let view = effects(&state);
    assert_eq!(view.waiting, None);
    assert_eq!(view.weights.grouping, Grouping::Themes);
    let lengths: Vec<f64> = view.weights.rows.iter().map(|row| row.everyone.length).collect();
    assert!(lengths.is_sorted_by(|one, other| one >= other), "{lengths:?}");
    assert_eq!(view.weights.scale, lengths[0]);
    let first = &view.weights.rows[0];
    assert_eq!(first.label, "Payment delays");
    assert!(first.parts.len() > 1 && first.factor.is_none() && first.strip.is_none());
    assert_eq!(
        view.weights.sentence,
        "Heaviest: Payment delays, ×\u{a0}2.0 on average on the odds of default, up or down."
    );
    assert!(first.parts.iter().all(|part| part.factor.is_some() && part.strip.is_some()));
    let factors = view.weights.rows.iter().flat_map(with_parts).filter(|row| row.factor.is_some());
    assert_eq!(factors.count(), view.weights.table.rows.len());
}

#[test]
fn bars_are_the_means_of_what_every_client_is_told() {
    let mut state = population(Language::English);
    carry_out(&mut state, Command::GroupWeights(Grouping::Factors));
    carry_out(&mut state, Command::KeepOnly(old(66.0)));
    let session = state.session();
    let (portfolio, group) = (session.portfolio.clone().unwrap(), session.group.clone().unwrap());
    assert!((50..400).contains(&group.count()), "{}", group.count());
    let mut sums: HashMap<String, f64> = HashMap::new();
    for row in group.rows() {
        let found = portfolio.reasons(row as u32);
        for factor in &found.factors {
            let label = portfolio.factor_label(state.words(), factor).to_owned();
            *sums.entry(label).or_default() += factor.contribution.abs();
        }
    }
    let rows = &effects(&state).weights.rows;
    assert!(rows.len() > 10);
    for row in rows {
        let expected = sums[&row.label] / group.count() as f64;
        let shown = row.group.as_ref().unwrap().length;
        assert!((shown - expected).abs() < 1e-6, "{}: {shown} {expected}", row.label);
    }
    let legend = &effects(&state).weights.group_legend;
    assert_eq!(*legend, format!("this group ({} clients)", group.count()));
    carry_out(&mut state, Command::ClearFilter);
    assert!(effects(&state).weights.rows.iter().all(|row| row.group.is_none()));
    assert!(effects(&state).weights.group_legend.is_empty());
}

#[test]
fn strips_say_which_way_values_act() {
    let mut state = population(Language::English);
    carry_out(&mut state, Command::GroupWeights(Grouping::Factors));
    let view = &effects(&state).weights;
    let row = |label: &str| view.rows.iter().find(|row| row.label == label).unwrap();
    let limit = row("Credit limit").strip.as_ref().unwrap();
    let kinds: Vec<LaneKind> = limit.lanes.iter().map(|lane| lane.kind).collect();
    assert_eq!(kinds, [LaneKind::High, LaneKind::Middle, LaneKind::Low]);
    let typical: Vec<f32> = limit.lanes.iter().filter_map(|lane| lane.typical).collect();
    assert!(typical.is_sorted(), "the lower the limit, the higher the risk: {typical:?}");
    assert!(typical[0] < view.no_effect && typical[2] > view.no_effect);
    assert!(limit.sentence.contains("high values ×\u{a0}0."), "{}", limit.sentence);
}

#[test]
fn a_band_keeps_exactly_its_clients_and_lets_them_go_again() {
    let mut state = population(Language::English);
    for factor in ["LIMIT_BAL", "PAY_0", "SEX"] {
        carry_out(&mut state, Command::ShowEffect(factor.to_owned()));
        let bands: Vec<EffectBandView> = effects(&state).effect.bands.clone();
        assert!(bands.len() > 1, "{factor}");
        let total: f64 = bands.iter().map(|band| band.share).sum();
        assert!((total - 1.0).abs() < 1e-9);
        for (at, band) in bands.iter().enumerate() {
            carry_out(&mut state, Command::KeepOnly(band.clause.clone().unwrap()));
            assert_eq!(
                group_count(&state),
                (band.share * 30_000.0).round() as u64,
                "{factor} {at}"
            );
            // One band at a time, whichever was selected before.
            assert_eq!(state.views().filter.clauses.len(), 1);
            let kept = effects(&state).effect.bands.iter().map(|band| band.is_kept);
            assert_eq!(
                kept.collect::<Vec<_>>(),
                (0..bands.len()).map(|i| i == at).collect::<Vec<_>>()
            );
        }
        let last = bands.last().unwrap().clause.clone().unwrap();
        carry_out(&mut state, Command::KeepOnly(last));
        assert_eq!(group_count(&state), 30_000);
    }
}

#[test]
fn the_effect_of_a_factor_is_told_with_the_client() {
    let mut state = population(Language::English);
    carry_out(&mut state, Command::Search("4217".to_owned()));
    carry_out(&mut state, Command::ConfirmSearch);
    carry_out(&mut state, Command::ShowTab(Tab::Population));
    let view = &effects(&state).effect;
    assert_eq!(view.factor, "PAY_0", "what weighs most is shown first");
    assert_eq!(view.choices[0].column, "PAY_0");
    let row = state.selected().unwrap();
    let portfolio = state.session().portfolio.clone().unwrap();
    let found = portfolio.reasons(row);
    let own: Vec<f64> = view.bands.iter().filter_map(|band| band.client).collect();
    let is_told =
        |factor: &clairscore::explain::Factor| portfolio.column_of(factor) == Some("PAY_0");
    let expected = found.factors.iter().find(|factor| is_told(factor)).unwrap().contribution;
    assert_eq!(own, [expected]);
    assert!(view.sentence.contains("This client:"), "{}", view.sentence);
    assert!(view.description.contains(&view.sentence));
    assert_eq!(view.table.rows.len(), view.bands.len());
    for band in &view.bands {
        let [low, median, high] = band.effects.unwrap();
        assert!(low <= median && median <= high);
    }
}

#[test]
fn the_group_can_be_looked_at_alone() {
    let mut state = population(Language::French);
    carry_out(&mut state, Command::KeepOnly(old(60.0)));
    carry_out(&mut state, Command::ShowEffect("LIMIT_BAL".to_owned()));
    let everybody = effects(&state).effect.clone();
    assert!(everybody.has_group && everybody.scope == Scope::All);
    carry_out(&mut state, Command::CompareWith(Scope::Group));
    let view = &effects(&state).effect;
    assert_eq!(view.scope, Scope::Group);
    let total: f64 = view.bands.iter().map(|band| band.group_share).sum();
    assert!((total - 1.0).abs() < 1e-9);
    assert!(view.sentence.starts_with("Dans ce groupe"), "{}", view.sentence);
    assert_ne!(view.bands, everybody.bands);
    let shares = |view: &clairscore::state::view::EffectView| {
        view.bands.iter().map(|band| band.share).collect::<Vec<_>>()
    };
    assert_eq!(shares(view), shares(&everybody), "the bands stay those of everybody");
}

/// A desk whose model reads a variable that is spread over three columns, and these clients: their
/// three columns, and how many there are of them.
fn one_hot(clients: &[(&str, usize)]) -> (tempfile::TempDir, AppState) {
    let folder = tempfile::tempdir().unwrap();
    let bundle = folder.path().join("bundle");
    fs::create_dir(&bundle).unwrap();
    fs::write(bundle.join("model.txt"), include_str!("../fixtures/one_hot.txt")).unwrap();
    let dictionary = "feature,label_fr,label_en,display,theme\n\
         HOUSING,Logement,Housing,,\n\
         HOUSING_own,,,onehot:HOUSING=propriétaire|owner,Foyer|Household\n\
         HOUSING_rent,,,onehot:HOUSING=locataire|tenant,Foyer|Household\n\
         HOUSING_parents,,,onehot:HOUSING=chez ses parents|with parents,Foyer|Household\n\
         LOANS,Crédits,Loans,integer,\n";
    fs::write(bundle.join("dictionary.csv"), dictionary).unwrap();
    let mut table = "ID,HOUSING_own,HOUSING_rent,HOUSING_parents,LOANS\n".to_owned();
    let each = clients.iter().flat_map(|(columns, count)| std::iter::repeat_n(columns, *count));
    for (row, columns) in each.enumerate() {
        writeln!(table, "{},{columns},{}", row + 1, row % 5).unwrap();
    }
    let base = folder.path().join("clients.csv");
    fs::write(&base, table).unwrap();
    let launch = Launch { model: Some(bundle), base: Some(base), ..Launch::default() };
    let (mut state, effects) = AppState::start(Settings::default(), Language::English, launch);
    settle(&mut state, effects);
    carry_out(&mut state, Command::ShowTab(Tab::Population));
    (folder, state)
}

#[test]
fn a_variable_of_several_columns_is_one_factor_with_words_as_bands() {
    let clients = [("0,1,0", 40), ("1,0,0", 30), ("0,0,1", 20), ("0,0,0", 10), (",,", 5)];
    let (_folder, mut state) = one_hot(&clients);
    let labels: Vec<&str> =
        effects(&state).weights.rows.iter().map(|row| row.label.as_str()).collect();
    assert_eq!(labels, ["Household", "Loans"]);
    let parts = &effects(&state).weights.rows[0].parts;
    assert_eq!(parts.len(), 1);
    assert_eq!((parts[0].label.as_str(), parts[0].factor.as_deref()), ("Housing", Some("HOUSING")));
    assert_eq!(parts[0].strip.as_ref().unwrap().lanes[0].kind, LaneKind::All);
    carry_out(&mut state, Command::ShowEffect("HOUSING".to_owned()));
    let bands = effects(&state).effect.bands.clone();
    let told =
        bands.iter().map(|band| (band.tooltip.split(':').next().unwrap(), band.share * 105.0));
    let told: Vec<(&str, f64)> = told.map(|(label, count)| (label, count.round())).collect();
    let expected = [
        ("tenant", 40.0),
        ("owner", 30.0),
        ("with parents", 20.0),
        ("none of these values", 10.0),
        ("not given", 5.0),
    ];
    assert_eq!(told, expected);
    for (band, count) in bands.iter().zip([40, 30, 20]) {
        carry_out(&mut state, Command::KeepOnly(band.clause.clone().unwrap()));
        assert_eq!(group_count(&state), count);
        assert_eq!(state.views().filter.clauses.len(), 1, "one value of the variable at a time");
    }
    assert!(bands[3].clause.is_none() && bands[4].clause.is_none());
}

#[test]
fn a_base_that_contradicts_itself_offers_no_condition_that_would_be_wrong() {
    let (_folder, mut state) = one_hot(&[("0,1,0", 40), ("1,1,0", 3)]);
    carry_out(&mut state, Command::ShowEffect("HOUSING".to_owned()));
    let bands = &effects(&state).effect.bands;
    assert!(bands.iter().any(|band| band.tooltip.starts_with("several at once: 3 clients")));
    assert!(bands.iter().all(|band| band.clause.is_none()));
}

#[test]
fn one_client_and_a_model_without_themes_have_a_page() {
    let (_folder, state) = one_hot(&[("1,0,0", 1)]);
    let view = effects(&state);
    assert_eq!(view.weights.rows.len(), 2);
    assert!(view.effect.bands.iter().any(|band| band.client.is_some() && band.share == 1.0));
}

#[test]
fn a_group_without_anybody_leaves_the_page_of_everybody() {
    let mut state = population(Language::English);
    carry_out(&mut state, Command::KeepOnly(old(1_000.0)));
    assert_eq!(group_count(&state), 0);
    let view = effects(&state);
    assert!(view.weights.rows.iter().all(|row| row.group.is_none()));
    assert!(view.effect.bands.iter().all(|band| band.effects.is_some()));
    assert!(view.pending.is_empty());
}

#[test]
fn nothing_is_computed_before_the_page_is_shown_and_cancelling_offers_it_again() {
    let (mut state, started) =
        AppState::start(Settings::default(), Language::English, Launch::default());
    settle(&mut state, started);
    assert!(state.session().contributions.is_none());
    // Nobody does the work yet.
    let waiting = state.update(Command::ShowTab(Tab::Population));
    let told = effects(&state).waiting.clone().unwrap();
    assert!(told.sentence.contains("being explained"), "{}", told.sentence);
    assert!(!told.can_ask_again);
    let after = state.update(Command::Cancel);
    assert!(effects(&state).waiting.as_ref().unwrap().can_ask_again);
    settle(&mut state, after);
    settle(&mut state, waiting);
    assert!(state.session().contributions.is_none(), "what was cancelled is not taken");
    carry_out(&mut state, Command::Contribute);
    assert_eq!(effects(&state).waiting, None);
    assert!(!effects(&state).weights.rows.is_empty());
    carry_out(&mut state, Command::OpenDemo);
    carry_out(&mut state, Command::ShowTab(Tab::Population));
    assert!(!effects(&state).weights.rows.is_empty(), "another model is explained anew");
}
