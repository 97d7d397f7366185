//! All clients of a base scored at once, block by block, against one client at a time.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

use std::sync::Arc;

use clairscore::{
    demo,
    domain::{Cancelled, Job, SilentJob},
    explain::lime::{self, LimeOptions},
    portfolio::{Model, Portfolio, ScoreBoard},
};

fn demo_portfolio() -> Portfolio {
    let model = Arc::new(Model::new(demo::model().unwrap()));
    Portfolio::new(model, Arc::new(demo::base(&SilentJob).unwrap())).unwrap()
}

#[test]
fn all_clients_score_as_each_client_does() {
    let portfolio = demo_portfolio();
    let scores = portfolio.score_all(&SilentJob).unwrap();
    assert_eq!(scores.len(), portfolio.base().rows());
    for row in (0..scores.len() as u32).step_by(97) {
        let score = portfolio.score(row);
        assert_eq!(scores.raw_score(row).map(f64::to_bits), Some(score.raw_score.to_bits()));
        assert_eq!(scores.probability(row), Some(score.probability));
    }
}

/// Cancels once somebody can read the first score.
struct UntilSomethingIsThere(Arc<ScoreBoard>);

impl Job for UntilSomethingIsThere {
    fn progress(&self, _done: u64, _total: u64) -> Result<(), Cancelled> {
        if self.0.scored() > 0 { Err(Cancelled) } else { Ok(()) }
    }
}

#[test]
fn cancelled_work_stays_on_the_board_and_is_taken_up_again() {
    let portfolio = demo_portfolio();
    let board = portfolio.score_board();
    let last = board.len() as u32 - 1;
    let job = UntilSomethingIsThere(Arc::clone(&board));
    assert_eq!(portfolio.score_onto(&board, &[last], &job).err(), Some(Cancelled));
    assert!(board.scored() > 0);
    let early = board.raw_score(last);
    let scores = portfolio.score_onto(&board, &[], &SilentJob).unwrap();
    assert!(board.is_complete());
    assert!(early.is_none_or(|early| scores.raw_score(last) == Some(early)));
    assert_eq!(scores, portfolio.score_all(&SilentJob).unwrap());
}

#[test]
fn lime_says_about_the_demo_roughly_what_the_exact_method_says() {
    let portfolio = demo_portfolio();
    let reference = portfolio.lime_reference();
    let options = LimeOptions { seed: 42, ..LimeOptions::default() };
    for row in [0, 4_711, 29_999] {
        let found = portfolio.lime(&reference, row, options).unwrap();
        assert_eq!(found, portfolio.lime(&reference, row, options).unwrap(), "row {row}");
        assert_eq!(found.probability, portfolio.score(row).probability.get());
        let exact = portfolio.explain(row).contributions;
        let agreement = lime::agreement(&found, &exact);
        assert_eq!(agreement.strongest, 10);
        assert!(agreement.shared >= 4, "row {row}: {agreement:?}");
        assert!(agreement.rank_correlation.unwrap() > 0.2, "row {row}: {agreement:?}");
    }
}
