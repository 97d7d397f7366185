//! A column of a table: its name, its kind, and how its cells come about.
//!
//! Depends on `chance` and `person` alone.

use super::{
    chance::{Chance, at_position},
    person::{Lean, Person, Standing},
};

/// What a column's cells are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Whole numbers, written without a point.
    Whole,
    /// Numbers, written with a point: `24.0`.
    Number,
    /// Words.
    Word,
}

/// One cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Cell {
    /// Not known.
    Missing,
    /// Of a column of whole numbers.
    Whole(i64),
    /// Of a column of numbers. NaN is missing.
    Number(f64),
    /// Of a column of words.
    Word(&'static str),
}

/// What one row is about, before it is laid out in columns.
pub(super) trait Story {
    /// The client whose row it is.
    fn person(&self) -> &Person;
}

/// How a cell comes about.
#[derive(Debug)]
pub(super) enum Draw<S: 'static> {
    /// The row's story tells it.
    Told(fn(&S) -> Cell),
    /// A word, with the shares of all of them, from the word of good clients to that of bad ones.
    Words(&'static [(&'static str, f64)]),
    /// 1 with this probability, else 0.
    Flag(f64),
    /// A count, with the shares of 0, 1, 2 ...
    Counts(&'static [f64]),
    /// A number out of a distribution.
    Spread(Spread),
}

/// A distribution by its quantiles: the share of clients below, and the value there. Between two
/// points the value goes in a straight line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spread {
    /// Shares from 0 to 1, rising, and their values.
    pub(super) points: &'static [(f64, f64)],
    /// Values are rounded to a multiple of this; 0 leaves them as they are.
    pub(super) step: f64,
}

impl Spread {
    /// The value below which `position` of all values lie.
    pub(super) fn at(&self, position: f64) -> f64 {
        let after = self.points.partition_point(|(share, _)| *share < position);
        let value = match (self.points.get(after.wrapping_sub(1)), self.points.get(after)) {
            (Some((low, from)), Some((high, to))) => {
                from + (to - from) * (position - low) / (high - low)
            }
            (Some((_, only)), None) | (None, Some((_, only))) => *only,
            (None, None) => f64::NAN,
        };
        rounded(value, self.step)
    }
}

/// `value` as the nearest multiple of `step`; as it is when `step` is 0.
pub(super) fn rounded(value: f64, step: f64) -> f64 {
    if step <= 0.0 {
        return value;
    }
    // A step below 1 is one over a whole number: dividing by it keeps 0.1 the f64 that "0.1" is.
    let steps = (1.0 / step).round();
    // Adding 0 turns a negative zero into a zero.
    if step < 1.0 {
        (value * steps).round() / steps + 0.0
    } else {
        (value / step).round() * step + 0.0
    }
}

/// A column of the rows that `S` tells about.
#[derive(Debug)]
pub(super) struct Column<S: 'static> {
    /// As in the header.
    pub(super) name: &'static str,
    /// What its cells are.
    pub(super) kind: Kind,
    draw: Draw<S>,
    missing: f64,
    lean: Lean,
}

impl<S: Story> Column<S> {
    const fn new(name: &'static str, kind: Kind, draw: Draw<S>) -> Self {
        let lean = Lean { on: Standing::Overall, strength: 0.0 };
        Self { name, kind, draw, missing: 0.0, lean }
    }

    /// Whole numbers that the story tells.
    pub(super) const fn whole(name: &'static str, told: fn(&S) -> Cell) -> Self {
        Self::new(name, Kind::Whole, Draw::Told(told))
    }

    /// Numbers that the story tells.
    pub(super) const fn number(name: &'static str, told: fn(&S) -> Cell) -> Self {
        Self::new(name, Kind::Number, Draw::Told(told))
    }

    /// Words that the story tells.
    pub(super) const fn word(name: &'static str, told: fn(&S) -> Cell) -> Self {
        Self::new(name, Kind::Word, Draw::Told(told))
    }

    /// Words with these shares.
    pub(super) const fn words(name: &'static str, shares: &'static [(&'static str, f64)]) -> Self {
        Self::new(name, Kind::Word, Draw::Words(shares))
    }

    /// 1 for this share of the rows, 0 for the others.
    pub(super) const fn flag(name: &'static str, share: f64) -> Self {
        Self::new(name, Kind::Whole, Draw::Flag(share))
    }

    /// Counts with these shares of 0, 1, 2 ..., written as numbers with a point.
    pub(super) const fn counts(name: &'static str, shares: &'static [f64]) -> Self {
        Self::new(name, Kind::Number, Draw::Counts(shares))
    }

    /// Numbers of this distribution.
    pub(super) const fn spread(name: &'static str, spread: Spread) -> Self {
        Self::new(name, Kind::Number, Draw::Spread(spread))
    }

    /// Whole numbers of this distribution.
    pub(super) const fn whole_spread(name: &'static str, points: &'static [(f64, f64)]) -> Self {
        Self::new(name, Kind::Whole, Draw::Spread(Spread { points, step: 1.0 }))
    }

    /// The same column, with this share of its cells missing.
    pub(super) const fn missing(self, share: f64) -> Self {
        Self { missing: share, ..self }
    }

    /// The same column, correlated with a standing of the client.
    pub(super) const fn leaning(self, on: Standing, strength: f64) -> Self {
        Self { lean: Lean { on, strength }, ..self }
    }

    /// The cell of the row that `story` tells about.
    pub(super) fn cell(&self, story: &S, chance: &mut Chance) -> Cell {
        if let Draw::Told(told) = &self.draw {
            return told(story);
        }
        if self.missing > 0.0 && chance.happens(self.missing) {
            return Cell::Missing;
        }
        let position = story.person().position(self.lean, chance);
        match &self.draw {
            Draw::Told(told) => told(story),
            Draw::Words(shares) => Cell::Word(at_position(shares, position)),
            Draw::Flag(share) => self.of_kind(f64::from(u8::from(position > 1.0 - share))),
            Draw::Counts(shares) => {
                let mut left = position;
                let count = shares.iter().take_while(|share| {
                    left -= **share;
                    left >= 0.0
                });
                self.of_kind(count.count().min(shares.len().saturating_sub(1)) as f64)
            }
            Draw::Spread(spread) => self.of_kind(spread.at(position)),
        }
    }

    fn of_kind(&self, value: f64) -> Cell {
        match self.kind {
            Kind::Whole => Cell::Whole(value as i64),
            Kind::Number | Kind::Word => Cell::Number(value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Nobody(Person);

    impl Story for Nobody {
        fn person(&self) -> &Person {
            &self.0
        }
    }

    #[test]
    fn a_spread_goes_through_its_points() {
        let spread = Spread { points: &[(0.0, -10.0), (0.5, 0.0), (1.0, 40.0)], step: 0.0 };
        for (position, value) in [(0.0, -10.0), (0.25, -5.0), (0.5, 0.0), (0.75, 20.0), (1.0, 40.0)]
        {
            assert_eq!(spread.at(position), value);
        }
        assert_eq!(rounded(0.123_46, 0.0001), 0.1235);
        assert_eq!(rounded(-0.2, 1.0).to_bits(), 0.0_f64.to_bits(), "no negative zero");
        assert_eq!(rounded(112_499.0, 4_500.0), 112_500.0);
    }

    #[test]
    fn cells_come_with_their_shares_and_missing_ones() {
        let mut chance = Chance::of(8, 0, 0);
        let columns = [
            Column::<Nobody>::words("w", &[("good", 0.7), ("bad", 0.3)]).missing(0.25),
            Column::flag("f", 0.3),
            Column::counts("c", &[0.7, 0.2, 0.1]),
        ];
        let mut counts = [0_u32; 4];
        for _ in 0..20_000 {
            let nobody = Nobody(Person::draw(&mut chance));
            let [word, flag, count] = columns.each_ref().map(|c| c.cell(&nobody, &mut chance));
            counts[0] += u32::from(word == Cell::Missing);
            counts[1] += u32::from(word == Cell::Word("bad"));
            counts[2] += u32::from(flag == Cell::Whole(1));
            counts[3] += u32::from(count == Cell::Number(0.0));
        }
        // Six standard deviations of a binomial count of 20 000 are at most 425.
        for (count, expected) in counts.iter().zip([5_000, 4_500, 6_000, 14_000_u32]) {
            assert!(count.abs_diff(expected) < 425, "{counts:?}");
        }
    }

    #[test]
    fn a_leaning_column_is_higher_for_who_stands_worse() {
        let mut chance = Chance::of(9, 0, 0);
        let column = Column::<Nobody>::flag("f", 0.5).leaning(Standing::Debt, 0.6);
        let (mut worse, mut better) = (0, 0);
        for _ in 0..4_000 {
            let nobody = Nobody(Person::draw(&mut chance));
            let yes = i32::from(column.cell(&nobody, &mut chance) == Cell::Whole(1));
            if nobody.0.standing(Standing::Debt) > 0.0 { worse += yes } else { better += yes }
        }
        assert!(worse > 2 * better, "{worse} {better}");
    }
}
