//! The building that a client lives in, as far as anybody measured it.

use super::applicant::Dwelling;
use crate::pipeline::synth::{
    chance::{Chance, share_below},
    column::{Spread, rounded},
    person::{Person, Standing},
};

/// How many measures of a building there are.
pub(super) const PARTS: usize = 14;

/// A measure of a building: the share of measured buildings that lack it, and its distribution.
struct Part {
    missing: f64,
    spread: Spread,
}

const fn part(missing: f64, points: &'static [(f64, f64)]) -> Part {
    Part { missing, spread: Spread { points, step: 0.0001 } }
}

/// The share of clients about whose building nothing is known.
const UNMEASURED: f64 = 0.485;

/// The measures in the order of the columns, from apartments to the area that is not lived in.
#[rustfmt::skip]
static MEASURES: [Part; PARTS] = [
    part(0.05, &[(0.0, 0.0), (0.05, 0.009), (0.25, 0.058), (0.5, 0.088), (0.75, 0.148), (0.95, 0.34), (0.99, 0.55), (1.0, 1.0)]),
    part(0.20, &[(0.0, 0.0), (0.11, 0.0), (0.25, 0.044), (0.5, 0.076), (0.75, 0.112), (0.95, 0.232), (0.99, 0.41), (1.0, 1.0)]),
    part(0.03, &[(0.0, 0.0), (0.01, 0.95), (0.05, 0.97), (0.25, 0.977), (0.5, 0.982), (0.75, 0.987), (0.95, 0.996), (1.0, 1.0)]),
    part(0.33, &[(0.0, 0.0), (0.01, 0.34), (0.05, 0.59), (0.25, 0.687), (0.5, 0.755), (0.75, 0.823), (0.95, 0.946), (1.0, 1.0)]),
    part(0.39, &[(0.0, 0.0), (0.1, 0.0), (0.25, 0.008), (0.5, 0.021), (0.75, 0.052), (0.95, 0.168), (0.99, 0.38), (1.0, 1.0)]),
    part(0.09, &[(0.0, 0.0), (0.615, 0.0), (0.75, 0.12), (0.95, 0.36), (0.99, 0.64), (1.0, 1.0)]),
    part(0.03, &[(0.0, 0.0), (0.05, 0.034), (0.25, 0.069), (0.5, 0.138), (0.75, 0.207), (0.95, 0.328), (0.99, 0.552), (1.0, 1.0)]),
    part(0.02, &[(0.0, 0.0), (0.05, 0.042), (0.25, 0.167), (0.62, 0.167), (0.75, 0.333), (0.95, 0.542), (0.99, 0.667), (1.0, 1.0)]),
    part(0.36, &[(0.0, 0.0), (0.05, 0.042), (0.25, 0.083), (0.5, 0.208), (0.75, 0.375), (0.95, 0.521), (0.99, 0.708), (1.0, 1.0)]),
    part(0.20, &[(0.0, 0.0), (0.12, 0.0), (0.25, 0.019), (0.5, 0.048), (0.75, 0.086), (0.95, 0.203), (0.99, 0.41), (1.0, 1.0)]),
    part(0.37, &[(0.0, 0.0), (0.05, 0.01), (0.25, 0.05), (0.5, 0.076), (0.75, 0.121), (0.95, 0.3), (0.99, 0.456), (1.0, 1.0)]),
    part(0.02, &[(0.0, 0.0), (0.05, 0.009), (0.25, 0.045), (0.5, 0.075), (0.75, 0.13), (0.95, 0.33), (0.99, 0.59), (1.0, 1.0)]),
    part(0.39, &[(0.0, 0.0), (0.58, 0.0), (0.75, 0.004), (0.95, 0.031), (0.99, 0.124), (1.0, 1.0)]),
    part(0.10, &[(0.0, 0.0), (0.41, 0.0), (0.5, 0.004), (0.75, 0.028), (0.95, 0.126), (0.99, 0.314), (1.0, 1.0)]),
];

/// Words for the building's repair account, and their shares.
pub(super) static FONDS: [(&str, f64); 4] = [
    ("reg oper account", 0.759),
    ("reg oper spec account", 0.124),
    ("not specified", 0.058),
    ("org spec account", 0.058),
];

/// Words for the building's walls, and their shares.
pub(super) static WALLS: [(&str, f64); 7] = [
    ("Panel", 0.436),
    ("Stone, brick", 0.429),
    ("Block", 0.061),
    ("Wooden", 0.035),
    ("Mixed", 0.015),
    ("Monolithic", 0.012),
    ("Others", 0.011),
];

impl Dwelling {
    /// A building, or what is known of it: nothing for many clients.
    pub(super) fn draw(person: &Person, chance: &mut Chance) -> Self {
        let nothing = Self {
            parts: [[f64::NAN; 3]; PARTS],
            total_area: f64::NAN,
            house: None,
            emergency: None,
        };
        // Nothing measured is a little more frequent for whoever stands worse.
        let unmeasured = UNMEASURED + 0.03 * person.standing(Standing::Situation);
        if chance.happens(unmeasured) {
            return nothing;
        }
        // All measures of a large building are large.
        let size = chance.normal() - 0.15 * person.standing(Standing::Situation);
        let mut parts = nothing.parts;
        for (measured, part) in parts.iter_mut().zip(&MEASURES) {
            if !chance.happens(part.missing) {
                *measured = statistics(part, size, chance);
            }
        }
        let living_area = parts.get(11).map_or(f64::NAN, |[average, ..]| *average);
        Self {
            parts,
            total_area: rounded((living_area * chance.between(0.75, 1.05)).min(1.0), 0.0001),
            house: Some(chance.pick(&[
                ("block of flats", 0.982),
                ("specific housing", 0.0095),
                ("terraced house", 0.0085),
            ])),
            emergency: Some(chance.pick(&[("No", 0.986), ("Yes", 0.014)])),
        }
    }
}

/// The average, the mode and the median of a measure: nearly the same.
fn statistics(part: &Part, size: f64, chance: &mut Chance) -> [f64; 3] {
    let average = part.spread.at(share_below(0.6 * size + 0.8 * chance.normal()));
    let near = |factor: f64| rounded((average * factor).min(1.0), 0.0001);
    [average, near(chance.between(0.975, 1.005)), near(chance.between(0.995, 1.01))]
}
