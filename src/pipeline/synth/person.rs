//! What stays hidden of a client, and makes the columns of all tables hang together.
//!
//! Depends on `chance` alone.
//! A client has three standings, each a standard normal number: the higher, the more likely a
//! default. Columns lean on a standing, and so does the outcome. A model that reads the columns
//! recovers part of the standings: that is what makes the tables worth learning from.

use super::chance::{Chance, share_below};

/// A side of a client's standing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Age, employment, housing.
    Situation,
    /// How much is owed for what comes in.
    Debt,
    /// Whether bills are paid on time.
    Payments,
    /// All three together.
    Overall,
}

/// How far a column follows a standing: 0 not at all, 1 entirely, negative the other way round.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Lean {
    /// Which standing.
    pub(super) on: Standing,
    /// The correlation with it, from -1 to 1.
    pub(super) strength: f64,
}

/// A client's hidden standings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Person {
    situation: f64,
    debt: f64,
    payments: f64,
}

/// What each standing weighs in the overall one; the squares sum to 1.
const WEIGHTS: [f64; 3] = [0.6, 0.48, 0.64];

impl Person {
    /// Somebody.
    pub(super) fn draw(chance: &mut Chance) -> Self {
        Self { situation: chance.normal(), debt: chance.normal(), payments: chance.normal() }
    }

    /// The standing: standard normal over all clients.
    pub(super) fn standing(&self, which: Standing) -> f64 {
        match which {
            Standing::Situation => self.situation,
            Standing::Debt => self.debt,
            Standing::Payments => self.payments,
            Standing::Overall => {
                let [situation, debt, payments] = WEIGHTS;
                situation * self.situation + debt * self.debt + payments * self.payments
            }
        }
    }

    /// A position between 0 and 1 in a distribution: uniform over all clients, and correlated with
    /// a standing as the lean says (a Gaussian copula).
    pub(super) fn position(&self, lean: Lean, chance: &mut Chance) -> f64 {
        if lean.strength == 0.0 {
            return chance.uniform();
        }
        let own = (1.0 - lean.strength * lean.strength).max(0.0).sqrt();
        share_below(lean.strength * self.standing(lean.on) + own * chance.normal())
    }

    /// `mean` for the average client, more for whoever stands worse: multiplied by
    /// `exp(strength * standing)` and brought back to the mean over everybody.
    pub(super) fn scaled(&self, mean: f64, on: Standing, strength: f64) -> f64 {
        mean * (strength * self.standing(on) - strength * strength / 2.0).exp()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_uniform_and_lean_as_asked() {
        let mut chance = Chance::of(5, 0, 0);
        let lean = Lean { on: Standing::Overall, strength: 0.5 };
        let (mut sum, mut together, mut overall) = (0.0, 0.0, 0.0);
        let clients = 50_000;
        for _ in 0..clients {
            let person = Person::draw(&mut chance);
            let position = person.position(lean, &mut chance);
            let standing = person.standing(Standing::Overall);
            sum += position;
            overall += standing * standing;
            together += (position - 0.5) * standing;
        }
        let of = f64::from(clients);
        assert!((sum / of - 0.5).abs() < 0.008);
        assert!((overall / of - 1.0).abs() < 0.04);
        // A uniform position correlates by sqrt(3 / pi) = 0.977 times the lean: 0.5 * 0.977 * 0.2887.
        assert!((together / of - 0.141).abs() < 0.01, "{}", together / of);
    }

    #[test]
    fn scaling_keeps_the_mean() {
        let mut chance = Chance::of(6, 0, 0);
        let sum: f64 =
            (0..50_000).map(|_| Person::draw(&mut chance).scaled(2.0, Standing::Debt, 0.4)).sum();
        assert!((sum / 50_000.0 - 2.0).abs() < 0.03);
    }
}
