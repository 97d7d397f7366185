//! Rows of a base in some order: written out only where nothing else knows it.

use std::{fmt, sync::Arc};

use crate::{base::Group, domain::Threshold, portfolio::Scores};

/// Rows looked at in one go when one is looked for: as many as a processor compares side by side.
const SIDE_BY_SIDE: usize = 64;

/// The rows of a list in order. Ten million of them cost nothing where a group or the scores know
/// the order already.
pub(in crate::state) enum Order {
    /// These rows.
    Rows(Box<[u32]>),
    /// The members of a group in the order of the base: those of `first`, then those of `rest`.
    Members {
        /// The clients who come first.
        first: Option<Group>,
        /// All the others.
        rest: Group,
    },
    /// Everybody by risk.
    ByRisk {
        /// The risks.
        scores: Arc<Scores>,
        /// Whether the riskiest come first.
        riskiest_first: bool,
    },
    /// A group by risk.
    GroupByRisk {
        /// The risks.
        scores: Arc<Scores>,
        /// The places of its members among everybody, 0 for the safest.
        places: Group,
        /// Whether the riskiest come first.
        riskiest_first: bool,
    },
    /// Everybody, the closest to a threshold first.
    ByDistance {
        /// The risks.
        scores: Arc<Scores>,
        /// The threshold.
        threshold: Threshold,
    },
}

impl Order {
    /// How many rows there are.
    pub(in crate::state) fn len(&self) -> usize {
        match self {
            Self::Rows(rows) => rows.len(),
            Self::Members { first, rest } => first.as_ref().map_or(0, Group::count) + rest.count(),
            Self::GroupByRisk { places, .. } => places.count(),
            Self::ByRisk { scores, .. } | Self::ByDistance { scores, .. } => scores.len(),
        }
    }

    /// The row at `position`; `None` past the end.
    pub(in crate::state) fn row(&self, position: usize) -> Option<u32> {
        match self {
            Self::Rows(rows) => rows.get(position).copied(),
            Self::Members { first, rest } => {
                let firsts = first.as_ref().map_or(0, Group::count);
                let row = match first {
                    Some(first) if position < firsts => first.nth(position),
                    _ => rest.nth(position - firsts),
                };
                row.map(|row| row as u32)
            }
            Self::ByRisk { scores, riskiest_first } => {
                let rows = scores.by_risk();
                rows.get(turned(position, rows.len(), *riskiest_first)?).copied()
            }
            Self::GroupByRisk { scores, places, riskiest_first } => {
                let place = places.nth(turned(position, places.count(), *riskiest_first)?)?;
                scores.by_risk().get(place).copied()
            }
            Self::ByDistance { scores, threshold } => scores.by_distance(*threshold).row(position),
        }
    }

    /// Where `row` stands; `None` when it does not.
    pub(in crate::state) fn position(&self, row: u32) -> Option<usize> {
        match self {
            Self::Rows(rows) => place(rows, row),
            Self::Members { first, rest } => {
                let among_first = first.as_ref().and_then(|first| first.place_of(row as usize));
                among_first.or_else(|| {
                    let firsts = first.as_ref().map_or(0, Group::count);
                    rest.place_of(row as usize).map(|place| firsts + place)
                })
            }
            Self::ByRisk { scores, riskiest_first } => {
                turned(scores.place(row)?, scores.len(), *riskiest_first)
            }
            Self::GroupByRisk { scores, places, riskiest_first } => {
                turned(places.place_of(scores.place(row)?)?, places.count(), *riskiest_first)
            }
            Self::ByDistance { scores, threshold } => scores.by_distance(*threshold).place(row),
        }
    }
}

impl Default for Order {
    fn default() -> Self {
        Self::Rows(Box::default())
    }
}

/// Without the rows, of which there may be millions.
impl fmt::Debug for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "order of {} rows", self.len())
    }
}

/// A position among `len`, counted from the other end when `is_turned`; `None` past the end.
fn turned(position: usize, len: usize, is_turned: bool) -> Option<usize> {
    if is_turned { len.checked_sub(position + 1) } else { Some(position) }
}

/// Where `row` stands among `rows`, looked for a block at a time.
fn place(rows: &[u32], row: u32) -> Option<usize> {
    let mut blocks = rows.chunks(SIDE_BY_SIDE);
    let block = blocks.position(|block| block.contains(&row))?;
    let first = block * SIDE_BY_SIDE;
    let within = rows.get(first..)?.iter().position(|own| *own == row)?;
    Some(first + within)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(order: &Order, expected: &[u32], rows: u32) {
        assert_eq!(order.len(), expected.len());
        for (position, row) in expected.iter().enumerate() {
            assert_eq!(order.row(position), Some(*row));
            assert_eq!(order.position(*row), Some(position));
        }
        assert_eq!(order.row(expected.len()), None);
        assert!((0..rows).all(|row| expected.contains(&row) || order.position(row).is_none()));
    }

    proptest! {
        #[test]
        fn rows_stand_where_they_are_found(
            rows in 1_u32..400, members in proptest::collection::btree_set(0_u32..400, 0..200),
            hold_out in proptest::option::of(proptest::collection::btree_set(0_u32..400, 0..200)),
        ) {
            let members: Vec<u32> = members.into_iter().filter(|row| *row < rows).collect();
            check(&Order::Rows(members.iter().rev().copied().collect()),
                &members.iter().rev().copied().collect::<Vec<_>>(), rows);
            let of = |rows_of: &[u32]| {
                Group::of_rows(rows as usize, rows_of.iter().map(|row| *row as usize))
            };
            let (first, rest): (Vec<u32>, Vec<u32>) = members
                .iter()
                .partition(|row| hold_out.as_ref().is_some_and(|held| held.contains(row)));
            let order =
                Order::Members { first: hold_out.is_some().then(|| of(&first)), rest: of(&rest) };
            let expected: Vec<u32> = first.into_iter().chain(rest).collect();
            check(&order, &expected, rows);
        }
    }
}
