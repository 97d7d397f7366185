//! What is done about defaults being rare, and the clients that it makes up.
//!
//! Depends on the other files of this layer.
//! Both ways teach the trees a default rate that is not there: they must be followed by a
//! calibration, and never touch the validation or the hold-out clients.

use std::{fmt, str::FromStr};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{labelled::LabelledClients, random::SplitMix64};

/// What is done about defaults being rare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Imbalance {
    /// Nothing: trees that minimise log loss need nothing.
    #[default]
    None,
    /// Each default counts as many times as there are repaying clients a default.
    Weights,
    /// Defaults are made up between real ones until there are as many as repaying clients: Chawla
    /// and others, "SMOTE", Journal of Artificial Intelligence Research 2002.
    Smote,
}

impl Imbalance {
    /// All ways.
    pub const ALL: [Self; 3] = [Self::None, Self::Weights, Self::Smote];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Weights => "weights",
            Self::Smote => "smote",
        }
    }
}

impl fmt::Display for Imbalance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Imbalance {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|way| way.name() == text);
        found.ok_or_else(|| "expected none, weights or smote".to_owned())
    }
}

/// A client who does not exist: `share` of the way from one client to another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct MadeUp {
    from: u32,
    to: u32,
    share: f64,
}

/// One weight per client, so that defaults weigh as much as the others together.
pub(super) fn balancing_weights(labels: &[f32]) -> Vec<f32> {
    let defaults = labels.iter().filter(|label| **label == 1.0).count();
    let weight = (labels.len() - defaults) as f32 / defaults.max(1) as f32;
    labels.iter().map(|label| if *label == 1.0 { weight } else { 1.0 }).collect()
}

/// Among how many nearest defaults a partner is drawn, as in the paper.
const NEIGHBOURS: usize = 5;

/// Partners are looked for among at most this many defaults, drawn by the seed: every pair of them
/// is compared on every feature.
const MOST_PARENTS: usize = 4_000;

/// As many made-up defaults as are missing to make both outcomes equally many among `members`.
pub(super) fn made_up_defaults(
    clients: &LabelledClients,
    members: &[u32],
    seed: u64,
) -> Vec<MadeUp> {
    let outcomes = clients.outcomes(members);
    let with = members.iter().zip(&outcomes).filter(|(_, defaulted)| **defaulted);
    let mut parents: Vec<u32> = with.map(|(client, _)| *client).collect();
    let wanted = members.len().saturating_sub(2 * parents.len());
    let mut random = SplitMix64::new(seed);
    if parents.len() > MOST_PARENTS {
        random.shuffle(&mut parents);
        parents.truncate(MOST_PARENTS);
        parents.sort_unstable();
    }
    let nearest = nearest_parents(&comparable(clients, &parents), parents.len());
    (0..wanted)
        .filter_map(|_| {
            let place = random.below(parents.len() as u64) as usize;
            let partners = nearest.get(place)?;
            let partner = partners.get(random.below(partners.len() as u64) as usize)?;
            let share = random.next_u64() as f64 / u64::MAX as f64;
            Some(MadeUp { from: *parents.get(place)?, to: *parents.get(*partner)?, share })
        })
        .collect()
}

/// Writes the values of made-up clients into `block`, client after client: between the two, or the
/// first one's where a value is missing or a word.
pub(super) fn fill_made_up(clients: &LabelledClients, made_up: &[MadeUp], block: &mut [f64]) {
    let from: Vec<u32> = made_up.iter().map(|client| client.from).collect();
    let to: Vec<u32> = made_up.iter().map(|client| client.to).collect();
    let mut other = vec![f64::NAN; block.len()];
    clients.fill_members(&from, block);
    clients.fill_members(&to, &mut other);
    let width = clients.columns().len().max(1);
    let rows = block.chunks_exact_mut(width).zip(other.chunks_exact(width)).zip(made_up);
    for ((own, other), client) in rows {
        for ((own, other), column) in own.iter_mut().zip(other).zip(clients.columns()) {
            if column.categories.is_none() && !own.is_nan() && !other.is_nan() {
                *own += client.share * (other - *own);
            }
        }
    }
}

/// The parents' features, comparable: standardised, missing at the mean; a word is worth its code
/// times a size that makes two words as far apart as two standard deviations. Parent after parent.
fn comparable(clients: &LabelledClients, parents: &[u32]) -> Vec<f32> {
    let width = clients.columns().len();
    let mut table = vec![0.0; parents.len() * width];
    for feature in 0..width {
        let values = clients.values(feature, parents);
        let known = || values.iter().copied().filter(|value| !value.is_nan());
        let count = known().count().max(1) as f64;
        let mean = known().sum::<f64>() / count;
        let deviation = (known().map(|value| (value - mean).powi(2)).sum::<f64>() / count).sqrt();
        for (row, value) in table.chunks_exact_mut(width).zip(values) {
            if let Some(slot) = row.get_mut(feature)
                && deviation > 0.0
                && !value.is_nan()
            {
                *slot = ((value - mean) / deviation) as f32;
            }
        }
    }
    table
}

/// For each of `count` rows of a table, the places of its nearest other rows.
fn nearest_parents(table: &[f32], count: usize) -> Vec<Vec<usize>> {
    let width = (table.len() / count.max(1)).max(1);
    let rows: Vec<&[f32]> = table.chunks_exact(width).collect();
    rows.par_iter()
        .enumerate()
        .map(|(place, row)| {
            let distance = |other: &[f32]| -> f32 {
                row.iter().zip(other).map(|(a, b)| (a - b) * (a - b)).sum()
            };
            let others = rows.iter().enumerate().filter(|(other, _)| *other != place);
            let mut others: Vec<(f32, usize)> =
                others.map(|(other, values)| (distance(values), other)).collect();
            let by_distance =
                |a: &(f32, usize), b: &(f32, usize)| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1));
            if others.len() > NEIGHBOURS {
                others.select_nth_unstable_by(NEIGHBOURS, by_distance);
                others.truncate(NEIGHBOURS);
            }
            others.sort_unstable_by(by_distance);
            // A single default is its own partner.
            if others.is_empty() {
                return vec![place];
            }
            others.into_iter().map(|(_, other)| other).collect()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{super::labelled::FeatureColumn, *};

    fn clients() -> LabelledClients {
        // Two groups of defaults far apart, and twice as many who repaid in between.
        let defaulted: Vec<bool> = (0..60).map(|client| client % 3 == 0).collect();
        let value = |client: usize| match (client % 3, client % 2) {
            (0, 0) => client as f64 / 100.0,
            (0, _) => 10.0 + client as f64 / 100.0,
            _ => 5.0,
        };
        let columns = vec![
            FeatureColumn::own("v", (0..60).map(value).collect()),
            FeatureColumn::own(
                "gaps",
                (0..60).map(|c| if c % 4 == 0 { f64::NAN } else { f64::from(c) }).collect(),
            ),
            FeatureColumn {
                categories: Some(vec!["a".to_owned(), "b".to_owned()]),
                ..FeatureColumn::own("word", (0..60).map(|c| f64::from(c % 2)).collect())
            },
        ];
        LabelledClients::new(columns, defaulted, (0..60).collect()).unwrap()
    }

    #[test]
    fn weights_make_both_outcomes_weigh_alike() {
        let weights = balancing_weights(&[1.0, 0.0, 0.0, 0.0]);
        assert_eq!(weights, [3.0, 1.0, 1.0, 1.0]);
    }

    #[test]
    fn made_up_defaults_lie_between_near_defaults() {
        let clients = clients();
        let members: Vec<u32> = (0..60).collect();
        let made_up = made_up_defaults(&clients, &members, 3);
        assert_eq!(made_up.len(), 20);
        assert_eq!(made_up, made_up_defaults(&clients, &members, 3));
        assert_ne!(made_up, made_up_defaults(&clients, &members, 4));
        let mut block = vec![0.0; 60];
        fill_made_up(&clients, &made_up, &mut block);
        for row in block.chunks_exact(3) {
            assert!(!(1.0..10.0).contains(&row[0]), "between the groups: {}", row[0]);
            assert!(row[2] == 0.0 || row[2] == 1.0, "between two words: {}", row[2]);
            assert_eq!(row[2], f64::from(u8::from(row[0] >= 10.0)));
        }
    }

    #[test]
    fn balanced_clients_need_nobody_made_up() {
        let columns = vec![FeatureColumn::own("v", vec![1.0, 2.0])];
        let clients = LabelledClients::new(columns, vec![true, false], vec![0, 1]).unwrap();
        assert!(made_up_defaults(&clients, &[0, 1], 1).is_empty());
    }
}
