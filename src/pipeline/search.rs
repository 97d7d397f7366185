//! Looks for options of the trees that suit the validation clients.
//!
//! Depends on the other files of this layer. Options are proposed by a tree-structured Parzen
//! estimator ([`propose`]), after a few drawn at random; a trial that is behind half of the others
//! after as many trees is given up (the median rule of Golovin and others, "Google Vizier", KDD
//! 2017).
//! Invariant: with a number of trials, the same clients and seed find the same options; with a
//! number of minutes they may not, since the clock has a say. The hold-out is never looked at.

mod propose;
mod space;

use std::time::Instant;

use serde::{Deserialize, Serialize};

use super::{
    error::TrainError,
    grow::Tables,
    options::{BadOption, TreeOptions},
    random::SplitMix64,
};
use crate::{
    domain::Cancelled,
    model::lightgbm::{Continue, TreeReport},
};

use space::Place;

/// How long options are looked for; the first end that is reached counts.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SearchPlan {
    /// At most so many trials.
    pub trials: Option<u32>,
    /// At most so many minutes, though a trial that has begun is finished.
    pub minutes: Option<f64>,
}

/// One set of options that was tried.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Trial {
    /// The options.
    pub trees: TreeOptions,
    /// The area under the ROC curve of the validation clients with the trees that were kept; that of
    /// the best so far for a trial that was given up.
    pub auc: f64,
    /// How many trees were grown.
    pub grown: u32,
    /// Whether it was given up.
    pub given_up: bool,
}

impl SearchPlan {
    /// Says whether it ends.
    ///
    /// # Errors
    /// Names the number outside its range.
    pub fn check(self) -> Result<(), BadOption> {
        let minutes = self.minutes.filter(|minutes| !(*minutes > 0.0 && minutes.is_finite()));
        if let Some(value) = minutes {
            return Err(BadOption {
                option: "the search time",
                value,
                expected: "above 0 minutes",
            });
        }
        if self.trials == Some(0) || (self.trials.is_none() && self.minutes.is_none()) {
            let option = "the number of trials";
            return Err(BadOption { option, value: 0.0, expected: "at least 1" });
        }
        Ok(())
    }

    fn is_over(self, trials: usize, begun: Instant) -> bool {
        let enough = self.trials.is_some_and(|most| trials >= most as usize);
        let late = |minutes: f64| begun.elapsed().as_secs_f64() >= minutes * 60.0;
        enough || self.minutes.is_some_and(late)
    }
}

/// A trial is held against the others after every so many trees.
const CHECKED_EVERY: u32 = 20;

/// And not before so many of them have been finished.
const JUDGES: usize = 4;

/// Tries options, beginning with `start`, and returns all trials in their order; never none.
/// `progress` is told the trials that are done, of how many.
pub(super) fn search(
    tables: &Tables<'_>,
    start: &TreeOptions,
    plan: SearchPlan,
    seed: u64,
    progress: &dyn Fn(u64, u64) -> Result<(), Cancelled>,
) -> Result<Vec<Trial>, TrainError> {
    let begun = Instant::now();
    let mut random = SplitMix64::new(seed);
    let mut trials: Vec<Trial> = Vec::new();
    // The area after every CHECKED_EVERY trees, of the trials that were finished.
    let mut courses: Vec<Vec<f64>> = Vec::new();
    while trials.is_empty() || !plan.is_over(trials.len(), begun) {
        let trees = if trials.is_empty() {
            *start
        } else {
            let tried: Vec<(Place, f64)> =
                trials.iter().map(|trial| (space::place(&trial.trees), trial.auc)).collect();
            space::options(propose::propose(&tried, &mut random), start)
        };
        let of = u64::from(plan.trials.unwrap_or(0));
        let (trial, course) =
            attempt(tables, trees, &courses, &|| progress(trials.len() as u64, of))?;
        if !trial.given_up {
            courses.push(course);
        }
        trials.push(trial);
    }
    Ok(trials)
}

/// The trial of the highest area, the first of equals.
#[must_use]
pub(super) fn best(trials: &[Trial]) -> Option<&Trial> {
    let finished = trials.iter().filter(|trial| !trial.given_up && !trial.auc.is_nan());
    finished.reduce(|best, next| if next.auc > best.auc { next } else { best })
}

fn attempt(
    tables: &Tables<'_>,
    trees: TreeOptions,
    courses: &[Vec<f64>],
    progress: &dyn Fn() -> Result<(), Cancelled>,
) -> Result<(Trial, Vec<f64>), TrainError> {
    let mut cancelled = false;
    let mut trial = Trial { trees, auc: f64::NEG_INFINITY, grown: 0, given_up: false };
    let mut course = Vec::new();
    let mut watch = |report: TreeReport| {
        trial.grown = report.trees;
        if report.is_best && !report.auc.is_nan() {
            trial.auc = report.auc;
        }
        if progress().is_err() {
            cancelled = true;
            return Continue::No;
        }
        if report.trees.is_multiple_of(CHECKED_EVERY) {
            if is_behind(trial.auc, courses, course.len()) {
                trial.given_up = true;
                return Continue::No;
            }
            course.push(trial.auc);
        }
        Continue::Yes
    };
    tables.grow(&trees, &mut watch)?;
    if cancelled {
        return Err(TrainError::Cancelled(Cancelled));
    }
    Ok((trial, course))
}

/// Whether an area is below the median of what the others had at the same check; those that had
/// stopped by then count with their last.
fn is_behind(auc: f64, courses: &[Vec<f64>], check: usize) -> bool {
    if courses.len() < JUDGES {
        return false;
    }
    let at_check = |course: &Vec<f64>| course.get(check).or(course.last()).copied();
    let mut others: Vec<f64> = courses.iter().filter_map(at_check).collect();
    others.sort_unstable_by(f64::total_cmp);
    others.get(others.len() / 2).is_some_and(|median| auc < *median)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trial_behind_half_of_the_others_is_given_up() {
        let courses: Vec<Vec<f64>> = vec![vec![0.6, 0.7], vec![0.62], vec![0.65, 0.72], vec![0.5]];
        assert!(is_behind(0.61, &courses, 0));
        assert!(!is_behind(0.63, &courses, 0));
        assert!(is_behind(0.69, &courses, 1));
        assert!(!is_behind(0.1, &courses[..3], 0));
    }

    #[test]
    fn a_search_without_an_end_is_refused() {
        let plan = |trials, minutes| SearchPlan { trials, minutes }.check();
        assert!(plan(Some(3), None).is_ok() && plan(None, Some(0.5)).is_ok());
        assert!(plan(None, None).is_err() && plan(Some(0), None).is_err());
        assert!(plan(None, Some(0.0)).is_err() && plan(Some(1), Some(f64::NAN)).is_err());
    }

    #[test]
    fn the_best_trial_was_finished() {
        let trial =
            |auc, given_up| Trial { trees: TreeOptions::default(), auc, grown: 1, given_up };
        let trials = [trial(0.7, false), trial(0.9, true), trial(0.8, false), trial(0.8, false)];
        assert!(std::ptr::eq(best(&trials).unwrap(), &raw const trials[2]));
        assert_eq!(best(&[]), None);
    }
}
