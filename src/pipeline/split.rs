//! Which clients a model learns from, which it is adjusted on, and which it never sees.
//!
//! Depends on the generator of this layer only.
//! Invariant: every part holds clients who defaulted and clients who repaid, in the proportions of
//! the whole base up to rounding, and the same outcomes and seed always give the same parts.

use super::random::SplitMix64;
use crate::portfolio::HOLD_OUT;

/// What a client is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// The trees are grown on these clients.
    Train,
    /// The number of trees and the threshold are chosen on these.
    Validation,
    /// Nothing is chosen on these: the figures of the card are measured here.
    HoldOut,
}

/// How much of the base is kept from the trees. The rest trains.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shares {
    /// The share of validation clients, in `]0, 1[`.
    pub validation: f64,
    /// The share of hold-out clients, in `]0, 1[`.
    pub hold_out: f64,
}

/// A base that cannot be split as asked.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum SplitError {
    /// The shares leave nothing to train on, or are no shares.
    #[error(
        "cannot keep {validation} of the clients for validation and {hold_out} for the hold-out: \
         expected two shares above 0 that sum to less than 1"
    )]
    Shares {
        /// The validation share that was asked.
        validation: f64,
        /// The hold-out share that was asked.
        hold_out: f64,
    },
    /// A part without one of the two outcomes measures and teaches nothing.
    #[error(
        "the {part} part would hold {defaults} defaults among {clients} clients: \
         every part needs clients who defaulted and clients who repaid"
    )]
    OneOutcome {
        /// The name of the part.
        part: &'static str,
        /// Its defaults.
        defaults: usize,
        /// Its clients.
        clients: usize,
    },
}

impl Part {
    /// The three parts.
    pub const ALL: [Self; 3] = [Self::Train, Self::Validation, Self::HoldOut];

    /// The word that a base's split column holds.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Train => "train",
            Self::Validation => "validation",
            Self::HoldOut => HOLD_OUT,
        }
    }

    /// The part that a split column means by `name`; `None` for any other word.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.name() == name)
    }
}

impl Shares {
    /// What is kept unless somebody says otherwise.
    pub const DEFAULT: Self = Self { validation: 0.15, hold_out: 0.2 };

    /// # Errors
    /// Unless both are above 0 and leave something to train on.
    pub fn new(validation: f64, hold_out: f64) -> Result<Self, SplitError> {
        if validation > 0.0 && hold_out > 0.0 && validation + hold_out < 1.0 {
            Ok(Self { validation, hold_out })
        } else {
            Err(SplitError::Shares { validation, hold_out })
        }
    }
}

/// One part per client, drawn separately among those who defaulted and those who repaid.
///
/// # Errors
/// When a part would lack one of the two outcomes.
pub fn stratified(defaulted: &[bool], shares: Shares, seed: u64) -> Result<Vec<Part>, SplitError> {
    let mut parts = vec![Part::Train; defaulted.len()];
    let mut random = SplitMix64::new(seed);
    for outcome in [false, true] {
        let mut rows: Vec<usize> =
            (0..defaulted.len()).filter(|&row| defaulted.get(row) == Some(&outcome)).collect();
        random.shuffle(&mut rows);
        let hold_out = share_of(rows.len(), shares.hold_out);
        let validation = share_of(rows.len(), shares.validation);
        for (position, &row) in rows.iter().enumerate().take(hold_out + validation) {
            let part = if position < hold_out { Part::HoldOut } else { Part::Validation };
            if let Some(slot) = parts.get_mut(row) {
                *slot = part;
            }
        }
    }
    check_parts(&parts, defaulted)?;
    Ok(parts)
}

/// Says whether each part holds both outcomes.
///
/// # Errors
/// Names the first part that does not.
pub fn check_parts(parts: &[Part], defaulted: &[bool]) -> Result<(), SplitError> {
    for part in Part::ALL {
        let outcomes = parts.iter().zip(defaulted).filter(|(own, _)| **own == part);
        let clients = outcomes.clone().count();
        let defaults = outcomes.filter(|(_, defaulted)| **defaulted).count();
        if defaults == 0 || defaults == clients {
            return Err(SplitError::OneOutcome { part: part.name(), defaults, clients });
        }
    }
    Ok(())
}

fn share_of(count: usize, share: f64) -> usize {
    (count as f64 * share).round() as usize
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn count(parts: &[Part], defaulted: &[bool], part: Part, outcome: bool) -> usize {
        parts.iter().zip(defaulted).filter(|(p, o)| **p == part && **o == outcome).count()
    }

    #[test]
    fn each_outcome_is_split_in_the_same_shares() {
        let defaulted: Vec<bool> = (0..1_000).map(|row| row % 5 == 0).collect();
        let parts = stratified(&defaulted, Shares::new(0.2, 0.1).unwrap(), 1).unwrap();
        assert_eq!(count(&parts, &defaulted, Part::HoldOut, true), 20);
        assert_eq!(count(&parts, &defaulted, Part::HoldOut, false), 80);
        assert_eq!(count(&parts, &defaulted, Part::Validation, true), 40);
        assert_eq!(count(&parts, &defaulted, Part::Validation, false), 160);
        assert_eq!(count(&parts, &defaulted, Part::Train, true), 140);
    }

    #[test]
    fn another_seed_gives_other_parts() {
        let defaulted: Vec<bool> = (0..200).map(|row| row % 4 == 0).collect();
        let shares = Shares::new(0.2, 0.2).unwrap();
        let split = |seed| stratified(&defaulted, shares, seed).unwrap();
        assert_eq!(split(1), split(1));
        assert_ne!(split(1), split(2));
    }

    #[test]
    fn a_base_with_one_outcome_is_refused() {
        let shares = Shares::new(0.2, 0.2).unwrap();
        for defaulted in [vec![], vec![true; 50], vec![false; 50]] {
            assert!(matches!(
                stratified(&defaulted, shares, 1),
                Err(SplitError::OneOutcome { part: "train", .. })
            ));
        }
        let rare: Vec<bool> = (0..100).map(|row| row == 3).collect();
        assert!(stratified(&rare, shares, 1).is_err());
    }

    #[test]
    fn shares_must_leave_something_to_train_on() {
        for (validation, hold_out) in
            [(0.5, 0.5), (0.0, 0.2), (0.2, 0.0), (-0.1, 0.2), (f64::NAN, 0.2), (0.2, f64::NAN)]
        {
            assert!(Shares::new(validation, hold_out).is_err(), "{validation} {hold_out}");
        }
    }

    #[test]
    fn every_part_is_found_by_its_name() {
        for part in Part::ALL {
            assert_eq!(Part::named(part.name()), Some(part));
        }
        assert_eq!(Part::named("test"), None);
    }

    proptest! {
        #[test]
        fn shares_hold_for_any_base(
            defaulted in prop::collection::vec(any::<bool>(), 40..400),
            seed: u64,
        ) {
            let shares = Shares::new(0.25, 0.25).unwrap();
            if let Ok(parts) = stratified(&defaulted, shares, seed) {
                prop_assert_eq!(parts.len(), defaulted.len());
                for outcome in [false, true] {
                    let all = defaulted.iter().filter(|own| **own == outcome).count() as f64;
                    let held = count(&parts, &defaulted, Part::HoldOut, outcome) as f64;
                    prop_assert!((held - all * 0.25).abs() <= 0.5);
                }
            }
        }
    }
}
