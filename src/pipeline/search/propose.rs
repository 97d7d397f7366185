//! Proposes what to try next, from what has been tried.
//!
//! A tree-structured Parzen estimator: Bergstra, Bardenet, Bengio and Kégl, "Algorithms for
//! hyper-parameter optimization", NIPS 2011. The tried points are parted into good and other
//! ones; each side of the cube is described by a density of each, and of some points drawn from the
//! good density the one is proposed that is likeliest among the good and unlikeliest among the
//! others. Depends on the generator of this layer.

use super::space::Place;
use crate::pipeline::random::SplitMix64;

/// Points drawn evenly before the estimator has something to go by.
const DRAWN_FIRST: usize = 8;

/// So many times the square root of the tried points count as good, as in Hyperopt, though twice as
/// many: with its 0.25 there would be one good point in sixteen, and a density of one point.
const GOOD_SHARE: f64 = 0.5;

/// How many points are drawn from the good density for one proposal: the 24 of Hyperopt.
const CANDIDATES: usize = 24;

/// The widths of the bells around points: not so narrow that a point is proposed again and again,
/// not so wide that good places spread over the whole side.
const WIDTHS: (f64, f64) = (0.05, 0.2);

/// A point to try, given those that were tried with their results (higher is better).
pub(super) fn propose(tried: &[(Place, f64)], random: &mut SplitMix64) -> Place {
    if tried.len() < DRAWN_FIRST {
        return std::array::from_fn(|_| share(random));
    }
    let mut sorted: Vec<&(Place, f64)> = tried.iter().collect();
    sorted.sort_by(|a, b| b.1.total_cmp(&a.1));
    let good = (((sorted.len() as f64).sqrt() * GOOD_SHARE).ceil() as usize).max(2);
    let (good, others) = sorted.split_at(good.min(sorted.len()));
    std::array::from_fn(|side| {
        let on_side = |points: &[&(Place, f64)]| Density::of(points.iter().map(|p| p.0[side]));
        propose_side(&on_side(good), &on_side(others), random)
    })
}

fn propose_side(good: &Density, others: &Density, random: &mut SplitMix64) -> f64 {
    let candidates = (0..CANDIDATES).map(|_| good.draw(random));
    let scored = candidates.map(|at| (at, good.at(at) / others.at(at)));
    scored.reduce(|best, next| if next.1 > best.1 { next } else { best }).map_or(0.5, |best| best.0)
}

/// Bells around points, and one wide bell that leaves no place impossible.
struct Density {
    bells: Vec<(f64, f64)>,
}

impl Density {
    fn of(points: impl Iterator<Item = f64>) -> Self {
        let mut points: Vec<f64> = points.collect();
        points.push(0.5);
        points.sort_unstable_by(f64::total_cmp);
        // As wide as the farther neighbour is away.
        let width = |place: usize| {
            let own = points.get(place).copied().unwrap_or(0.5);
            let before = place.checked_sub(1).and_then(|place| points.get(place)).unwrap_or(&0.0);
            let after = points.get(place + 1).unwrap_or(&1.0);
            (own - before).max(after - own).clamp(WIDTHS.0, WIDTHS.1)
        };
        let mut bells: Vec<(f64, f64)> =
            points.iter().enumerate().map(|(place, own)| (*own, width(place))).collect();
        bells.push((0.5, 1.0));
        Self { bells }
    }

    fn at(&self, at: f64) -> f64 {
        let bell =
            |&(centre, width): &(f64, f64)| (-((at - centre) / width).powi(2) / 2.0).exp() / width;
        self.bells.iter().map(bell).sum::<f64>() / self.bells.len() as f64
    }

    fn draw(&self, random: &mut SplitMix64) -> f64 {
        let place = random.below(self.bells.len() as u64) as usize;
        let (centre, width) = self.bells.get(place).copied().unwrap_or((0.5, 1.0));
        // A normal number by Box and Muller, folded back at the walls of the cube.
        let radius = (-2.0 * (1.0 - share(random)).ln()).sqrt();
        let at = centre + width * radius * (std::f64::consts::TAU * share(random)).cos();
        let folded = at.rem_euclid(2.0);
        if folded > 1.0 { 2.0 - folded } else { folded }
    }
}

/// A number in `[0, 1[`.
fn share(random: &mut SplitMix64) -> f64 {
    (random.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
}

#[cfg(test)]
mod tests {
    use super::{super::space::SIDES, *};

    /// The best of 60 trials of a function with one hill.
    fn best_of(seed: u64, propose: impl Fn(&[(Place, f64)], &mut SplitMix64) -> Place) -> f64 {
        let hill = |place: &Place| -> f64 {
            place.iter().zip([0.2, 0.8, 0.5, 0.3, 0.7, 0.9]).map(|(a, b)| -(a - b) * (a - b)).sum()
        };
        let mut random = SplitMix64::new(seed);
        let mut tried: Vec<(Place, f64)> = Vec::new();
        for _ in 0..60 {
            let place = propose(&tried, &mut random);
            assert!(place.iter().all(|side| (0.0..=1.0).contains(side)), "{place:?}");
            tried.push((place, hill(&place)));
        }
        tried.iter().map(|(_, value)| *value).fold(f64::NEG_INFINITY, f64::max)
    }

    #[test]
    fn it_finds_a_hill_better_than_chance_does() {
        let at_random = |_: &[(Place, f64)], random: &mut SplitMix64| -> Place {
            [(); SIDES].map(|()| share(random))
        };
        let wins = (0..20).filter(|&seed| best_of(seed, propose) > best_of(seed, at_random));
        assert!(wins.count() >= 16);
    }

    #[test]
    fn the_same_seed_proposes_the_same() {
        assert_eq!(best_of(4, propose), best_of(4, propose));
    }
}
