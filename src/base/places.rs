//! Where something was found: how often, and the first places.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How many places are listed; the rest is only counted.
pub const LISTED_PLACES: usize = 20;

/// The lines of a text file, or the rows of a table, where something was found.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Places {
    /// How often it was found.
    pub count: u64,
    /// The first places in the order in which they were found, [`LISTED_PLACES`] at most. Lines
    /// count from 1 with the header; rows count from 1 without it.
    pub first: Vec<u64>,
    /// What is counted.
    pub unit: PlaceUnit,
}

/// What a place counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum PlaceUnit {
    /// Lines of a text file, the header included.
    #[default]
    Line,
    /// Rows of a table.
    Row,
}

impl Places {
    /// No place yet.
    pub(super) fn of(unit: PlaceUnit) -> Self {
        Self { unit, ..Self::default() }
    }

    /// One more place.
    pub(super) fn add(&mut self, place: u64) {
        self.count += 1;
        if self.first.len() < LISTED_PLACES {
            self.first.push(place);
        }
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }
}

impl fmt::Display for Places {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match (self.unit, self.first.len()) {
            (PlaceUnit::Line, 1) => "line",
            (PlaceUnit::Line, _) => "lines",
            (PlaceUnit::Row, 1) => "row",
            (PlaceUnit::Row, _) => "rows",
        };
        write!(f, "{unit} ")?;
        for (position, place) in self.first.iter().enumerate() {
            write!(f, "{}{place}", if position == 0 { "" } else { ", " })?;
        }
        let more = self.count - self.first.len() as u64;
        if more > 0 { write!(f, " and {more} more") } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_twenty_are_listed_and_the_rest_is_counted() {
        let mut places = Places::default();
        places.add(7);
        assert_eq!(places.to_string(), "line 7");
        for place in 8..40 {
            places.add(place);
        }
        assert!(places.to_string().ends_with("25, 26 and 13 more"), "{places}");
        assert_eq!(places.first.len(), LISTED_PLACES);
    }
}
