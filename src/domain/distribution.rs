//! How a column spreads over a group of clients.

use super::Value;

/// What became of the clients of a group, as far as the base knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Outcomes {
    /// Clients whose outcome is known.
    pub known: u64,
    /// Those among them who defaulted.
    pub defaults: u64,
}

/// A column's clients, counted in bands that do not overlap.
///
/// The counts of all bands, plus `missing`, are the clients of the group.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Distribution {
    /// The bands in ascending order of value, or by decreasing count for words.
    pub bands: Vec<Band>,
    /// Clients without a value.
    pub missing: u64,
    /// What became of them.
    pub missing_outcomes: Outcomes,
}

/// One bar of a distribution.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    /// Which values fall into it.
    pub kind: BandKind,
    /// How many clients fall into it.
    pub count: u64,
    /// What became of them.
    pub outcomes: Outcomes,
}

/// Which values fall into a band.
#[derive(Debug, Clone, PartialEq)]
pub enum BandKind {
    /// From `lower`, included, to `upper`, excluded except in the last band.
    Range {
        /// The smallest number of the band.
        lower: f64,
        /// Where the next band begins.
        upper: f64,
    },
    /// Exactly this number.
    Number(f64),
    /// Exactly these words.
    Text(String),
    /// All words that have no band of their own; how many different ones.
    OtherTexts(u64),
}

/// The clients of a group, counted by the bands of two columns at once.
///
/// The counts of all cells, plus `missing`, are the clients of the group.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Grid {
    /// The bands of the first column, from left to right.
    pub x_bands: Vec<BandKind>,
    /// The bands of the second column, from bottom to top.
    pub y_bands: Vec<BandKind>,
    /// One cell for each pair of bands: those of the first `y` band first, in the order of `x`.
    pub cells: Vec<GridCell>,
    /// Clients without a value in one column or the other.
    pub missing: u64,
    /// What became of them.
    pub missing_outcomes: Outcomes,
}

/// The clients who fall into two bands at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct GridCell {
    /// How many.
    pub count: u64,
    /// What became of them.
    pub outcomes: Outcomes,
}

/// Where a number stands among the known numbers of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rank {
    /// Clients with a smaller number.
    pub below: u64,
    /// Clients with the same number, the client itself included when it belongs to the group.
    pub equal: u64,
    /// Clients with a larger number.
    pub above: u64,
    /// Clients without a number.
    pub missing: u64,
}

impl Outcomes {
    /// The share of defaults among known outcomes; `None` when none is known.
    #[must_use]
    pub fn default_rate(self) -> Option<f64> {
        (self.known > 0).then(|| self.defaults as f64 / self.known as f64)
    }

    /// Counts one more client: `None` unknown, `Some(true)` defaulted.
    pub fn add(&mut self, outcome: Option<bool>) {
        if let Some(defaulted) = outcome {
            self.known += 1;
            self.defaults += u64::from(defaulted);
        }
    }
}

impl Distribution {
    /// All clients counted, with and without a value.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.missing + self.bands.iter().map(|band| band.count).sum::<u64>()
    }

    /// What became of the clients who share a value's band; nothing is known where there is none.
    #[must_use]
    pub fn outcomes_at(&self, value: &Value) -> Outcomes {
        if *value == Value::Missing {
            return self.missing_outcomes;
        }
        position_of(self.bands.iter().map(|band| &band.kind), value)
            .and_then(|index| self.bands.get(index))
            .map(|band| band.outcomes)
            .unwrap_or_default()
    }
}

/// The band that a value falls into, among bands in their order; words without a band of their own
/// fall into the one of all other words.
#[must_use]
pub fn position_of<'a>(
    mut kinds: impl ExactSizeIterator<Item = &'a BandKind> + Clone,
    value: &Value,
) -> Option<usize> {
    let last = kinds.len().saturating_sub(1);
    let falls_into = |(index, kind): (usize, &BandKind)| match (kind, value) {
        (BandKind::Text(text), Value::Text(own)) => text == own,
        (kind, Value::Number(number)) => kind.contains(*number, index == last),
        _ => false,
    };
    let is_other =
        |kind: &BandKind| matches!((kind, value), (BandKind::OtherTexts(_), Value::Text(_)));
    kinds.clone().enumerate().position(falls_into).or_else(|| kinds.position(is_other))
}

impl Grid {
    /// All clients counted, with and without both values.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.missing + self.cells.iter().map(|cell| cell.count).sum::<u64>()
    }
}

impl BandKind {
    /// Whether `number` falls into this band; `last` says that no band follows.
    #[must_use]
    pub fn contains(&self, number: f64, last: bool) -> bool {
        match self {
            Self::Range { lower, upper } => {
                number >= *lower && (number < *upper || (last && number == *upper))
            }
            Self::Number(own) => number == *own,
            Self::Text(_) | Self::OtherTexts(_) => false,
        }
    }
}

impl Rank {
    /// Clients with a number.
    #[must_use]
    pub fn known(self) -> u64 {
        self.below + self.equal + self.above
    }

    /// The share of known clients whose number is smaller, in `[0, 1]`; `None` when none is known.
    #[must_use]
    pub fn share_below(self) -> Option<f64> {
        (self.known() > 0).then(|| self.below as f64 / self.known() as f64)
    }

    /// The share of known clients whose number is larger, in `[0, 1]`; `None` when none is known.
    #[must_use]
    pub fn share_above(self) -> Option<f64> {
        (self.known() > 0).then(|| self.above as f64 / self.known() as f64)
    }
}
