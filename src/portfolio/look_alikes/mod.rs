//! Look-alikes by reason: the clients who have their score for the same reasons, what became of
//! them, and in what those who repaid and those who defaulted differ from the client.
//!
//! Two clients are near when their contributions are: the Euclidean distance over all features of
//! the model, in log-odds. That is nearness in what counts for the score, in the unit in which it
//! counts: an income that the model does not look at makes nobody a stranger.
//!
//! Depends on `domain`, `base` and on contributions that somebody else computes.
//! **Invariant**: the client is never among the own look-alikes.

mod index;
mod of_base;
mod search;

use std::cmp::Ordering;

use crate::domain::Outcomes;

use super::past::wilson;

pub use index::{ContributionIndex, ContributionIndexBuilder};
pub use search::{ContributionsOf, Neighbour};

/// How many look-alikes are looked at: few enough to be alike, enough for a share to mean
/// something; its 95 % interval is about 20 points wide.
pub const LOOK_ALIKES: usize = 50;

/// Look-alikes are looked for among at most so many clients: their contributions in short have
/// 128 MB of memory, and with fewer bytes a client more of them are looked at exactly.
pub const MOST_CLIENTS_INDEXED: usize = 1_000_000;

/// How many features say in what two clients differ.
pub const DIFFERENCES: usize = 5;

/// The look-alikes of one client.
#[derive(Debug, Clone, PartialEq)]
pub struct LookAlikes {
    /// The nearest first, [`LOOK_ALIKES`] of them, or as many as there are. Distances are in the
    /// unit of the contributions.
    pub nearest: Vec<Neighbour>,
    /// What became of them, as far as it is known.
    pub outcomes: Outcomes,
    /// The 95 % interval of the share of defaults among those whose outcome is known (Wilson
    /// 1927), in `[0, 1]`; all of it when none is known.
    pub interval: (f64, f64),
    /// The nearest of them who repaid.
    pub repaid: Option<Counterpart>,
    /// The nearest of them who defaulted.
    pub defaulted: Option<Counterpart>,
}

/// One look-alike, and in what it differs.
#[derive(Debug, Clone, PartialEq)]
pub struct Counterpart {
    /// The look-alike.
    pub neighbour: Neighbour,
    /// The features whose contributions differ most, the largest difference first, at most
    /// [`DIFFERENCES`]; those that do not differ are not among them.
    pub differences: Vec<Difference>,
}

/// A feature that counts differently for two clients.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    /// By its place in the model.
    pub feature: usize,
    /// The client's own contribution.
    pub own: f64,
    /// The look-alike's contribution.
    pub other: f64,
}

/// The look-alikes of the client on `row`.
///
/// `contributions_of` gives the full contributions of a row, the very ones that `index` was made
/// of. `is_wanted` says who may be a look-alike, `outcome` whether a client defaulted, `None` when
/// nobody knows.
#[must_use]
pub fn look_alikes(
    index: &ContributionIndex,
    row: u32,
    contributions_of: &ContributionsOf<'_>,
    is_wanted: &(dyn Fn(u32) -> bool + Sync),
    outcome: &dyn Fn(u32) -> Option<bool>,
) -> LookAlikes {
    let own = contributions_of(row);
    let others = |other: u32| other != row && is_wanted(other);
    let nearest = index.nearest(&own, LOOK_ALIKES, &others, contributions_of);
    let mut outcomes = Outcomes::default();
    for neighbour in &nearest {
        outcomes.add(outcome(neighbour.row));
    }
    let first_with = |defaulted: bool| {
        let found = nearest.iter().find(|neighbour| outcome(neighbour.row) == Some(defaulted))?;
        let differences = differences(&own, &contributions_of(found.row));
        Some(Counterpart { neighbour: *found, differences })
    };
    let (repaid, defaulted) = (first_with(false), first_with(true));
    LookAlikes { interval: wilson(outcomes), nearest, outcomes, repaid, defaulted }
}

/// The features that count most differently for two clients.
fn differences(own: &[f64], other: &[f64]) -> Vec<Difference> {
    let mut all: Vec<Difference> = own
        .iter()
        .zip(other)
        .enumerate()
        .map(|(feature, (own, other))| Difference { feature, own: *own, other: *other })
        .filter(|difference| difference.size() > 0.0)
        .collect();
    all.sort_by(largest_first);
    all.truncate(DIFFERENCES);
    all
}

impl Difference {
    /// How far the two contributions are apart.
    #[must_use]
    pub fn size(&self) -> f64 {
        (self.own - self.other).abs()
    }
}

fn largest_first(left: &Difference, right: &Difference) -> Ordering {
    right.size().total_cmp(&left.size()).then(left.feature.cmp(&right.feature))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Contributions of four clients to three features.
    const PARTS: [[f64; 3]; 4] =
        [[0.0, 0.0, 1.0], [0.5, 0.0, 1.0], [0.0, 0.1, 1.2], [0.0, -3.0, 1.0]];

    fn look_alikes_of(row: u32, outcomes: [Option<bool>; 4]) -> LookAlikes {
        let mut builder = ContributionIndex::builder(PARTS.len(), 3);
        builder.add(PARTS.as_flattened());
        let parts = |row: u32| PARTS[row as usize].to_vec();
        look_alikes(&builder.finish(), row, &parts, &|row| row != 3, &|row| outcomes[row as usize])
    }

    #[test]
    fn the_nearest_who_repaid_and_who_defaulted_are_held_against_the_client() {
        let found = look_alikes_of(0, [Some(true), Some(true), Some(false), Some(false)]);
        let rows: Vec<u32> = found.nearest.iter().map(|neighbour| neighbour.row).collect();
        assert_eq!(rows, [2, 1], "neither the client nor who is not wanted");
        assert_eq!(found.outcomes, Outcomes { known: 2, defaults: 1 });
        assert!(found.interval.0 > 0.09 && found.interval.1 < 0.91);
        let repaid = found.repaid.unwrap();
        assert_eq!(repaid.neighbour.row, 2);
        assert_eq!(
            repaid.differences,
            [
                Difference { feature: 2, own: 1.0, other: 1.2 },
                Difference { feature: 1, own: 0.0, other: 0.1 },
            ]
        );
        let defaulted = found.defaulted.unwrap();
        assert_eq!(defaulted.neighbour, Neighbour { row: 1, distance: 0.5 });
        assert_eq!(defaulted.differences, [Difference { feature: 0, own: 0.0, other: 0.5 }]);
    }

    #[test]
    fn without_outcomes_nothing_is_said_about_them() {
        let found = look_alikes_of(1, [None; 4]);
        assert_eq!((found.nearest.len(), found.outcomes.known), (2, 0));
        assert_eq!((found.repaid, found.defaulted, found.interval), (None, None, (0.0, 1.0)));
    }
}
