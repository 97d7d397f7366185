//! Whom the reasons on the client's page are measured against, and what the second method says.

use clairscore::{
    domain::{Condition, Language},
    portfolio::Applicants,
    state::{
        Against, AppState, Command, Launch, Settings, carry_out, settle,
        view::{ClientPane, ClientView, SecondMethodPane},
    },
};

fn demo(language: Language) -> AppState {
    let (mut state, effects) = AppState::start(Settings::default(), language, Launch::default());
    settle(&mut state, effects);
    state
}

fn client(state: &AppState) -> &ClientView {
    match &state.views().client {
        ClientPane::Client(view) => view,
        other => panic!("no client on screen but {other:?}"),
    }
}

/// The sum of all bars, in log-odds.
fn total(state: &AppState) -> f64 {
    let reasons = &client(state).reasons;
    let rest = reasons.raising.iter().chain(&reasons.lowering).map(|row| row.contribution);
    reasons.rows.iter().map(|row| row.contribution).chain(rest).sum()
}

/// The client's raw score minus the mean of these applicants', in log-odds.
fn difference(state: &AppState, rows: &[u32]) -> f64 {
    let session = state.session();
    let (portfolio, scores) =
        (session.portfolio.as_ref().unwrap(), session.scores.as_ref().unwrap());
    let raw = |row: u32| scores.raw_score(row).unwrap();
    let mean = rows.iter().map(|row| raw(*row)).sum::<f64>() / rows.len() as f64;
    (raw(state.selected().unwrap()) - mean) * portfolio.model().log_odds_per_raw_score()
}

#[test]
fn against_the_just_accepted_the_bars_sum_to_the_difference_of_scores() {
    let mut state = demo(Language::English);
    assert_eq!(client(&state).against.chosen, Against::Average);
    assert!(client(&state).reasons.sum.is_empty());
    carry_out(&mut state, Command::MeasureAgainst(Against::JustAccepted));
    let session = state.session();
    let scores = session.scores.clone().unwrap();
    let applicants = Applicants::just_accepted(&scores, session.threshold(), None).unwrap();
    assert!((total(&state) - difference(&state, applicants.rows())).abs() < 1e-9);
    let view = client(&state);
    assert!(view.reasons.reference.contains("500 clients"), "{}", view.reasons.reference);
    let words = state.words();
    for risk in [applicants.risks().0, applicants.risks().1] {
        assert!(view.reasons.reference.contains(&words.probability(risk)));
    }
    assert!(view.reasons.sum.contains(&view.verdict.risk), "{}", view.reasons.sum);
    // Another client, and another threshold.
    carry_out(&mut state, Command::Select(4_000));
    assert!((total(&state) - difference(&state, applicants.rows())).abs() < 1e-9);
    carry_out(&mut state, Command::SetThreshold(Some(0.1)));
    let applicants = Applicants::just_accepted(&scores, state.session().threshold(), None).unwrap();
    assert!((total(&state) - difference(&state, applicants.rows())).abs() < 1e-9);
    // Nobody is accepted at 0: said, and measured against the average.
    carry_out(&mut state, Command::SetThreshold(Some(0.0)));
    let reference = &client(&state).reasons.reference;
    assert!(reference.contains("Nobody") && reference.contains("average"), "{reference}");
    assert!(client(&state).reasons.sum.is_empty());
}

#[test]
fn against_the_group_until_there_is_none() {
    let mut state = demo(Language::French);
    assert!(!client(&state).against.no_group.is_empty());
    carry_out(&mut state, Command::AddClause("AGE".to_owned()));
    let young = Condition::Range { min: None, max: Some(23.0), or_missing: false };
    carry_out(&mut state, Command::SetClause(0, young));
    assert!(client(&state).against.no_group.is_empty());
    carry_out(&mut state, Command::MeasureAgainst(Against::Group));
    let group = state.session().group.clone().unwrap();
    let scores = state.session().scores.clone().unwrap();
    let applicants = Applicants::of_group(&scores, &group).unwrap();
    assert!((total(&state) - difference(&state, applicants.rows())).abs() < 1e-9);
    assert!(client(&state).reasons.reference.contains("du groupe"));
    // Another group is measured against at once.
    let old = Condition::Range { min: Some(70.0), max: None, or_missing: false };
    carry_out(&mut state, Command::SetClause(0, old));
    let group = state.session().group.clone().unwrap();
    let applicants = Applicants::of_group(&scores, &group).unwrap();
    assert!((total(&state) - difference(&state, applicants.rows())).abs() < 1e-9);
    // A condition that nobody meets, and one that everybody does.
    let nobody = Condition::Range { min: Some(300.0), max: None, or_missing: false };
    carry_out(&mut state, Command::SetClause(0, nobody));
    assert!(client(&state).reasons.reference.contains("Personne"));
    let everybody = Condition::Range { min: Some(0.0), max: None, or_missing: true };
    carry_out(&mut state, Command::SetClause(0, everybody));
    assert!(client(&state).reasons.reference.contains("la moyenne"));
    carry_out(&mut state, Command::ClearFilter);
    assert_eq!(client(&state).against.chosen, Against::Average);
}

#[test]
fn the_second_method_speaks_when_it_is_asked_and_never_without_its_fit() {
    let mut state = demo(Language::English);
    assert_eq!(client(&state).second_method, SecondMethodPane::Closed);
    carry_out(&mut state, Command::ShowSecondMethod(true));
    let SecondMethodPane::Shown(first) = client(&state).second_method.clone() else {
        panic!("nothing but {:?}", client(&state).second_method)
    };
    assert!(first.method.contains("5,000") && first.method.contains("seed 0"), "{first:?}");
    assert!(first.fit.contains("R²"));
    assert!(first.agreement.contains("10 strongest") && first.agreement.contains("correlation"));
    assert_eq!(first.weights.rows.len(), 20);
    // It is held against the average, whatever the page measures against.
    carry_out(&mut state, Command::MeasureAgainst(Against::JustAccepted));
    let SecondMethodPane::Shown(second) = client(&state).second_method.clone() else {
        panic!("it went away")
    };
    assert_eq!(second, first, "the same seed says the same");
    carry_out(&mut state, Command::Select(4_000));
    let SecondMethodPane::Shown(other) = client(&state).second_method.clone() else {
        panic!("it went away")
    };
    assert_ne!(other.weights, first.weights);
    carry_out(&mut state, Command::ShowSecondMethod(false));
    assert_eq!(client(&state).second_method, SecondMethodPane::Closed);
}
