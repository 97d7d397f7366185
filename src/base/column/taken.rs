//! A column of which every row has been taken, before it has a name.

use crate::base::store::Extent;

use super::{cells::Cells, dictionary::Dictionary};

/// All that makes a column.
#[derive(Debug)]
pub(super) struct Finished {
    /// How many rows it has.
    pub(super) rows: usize,
    /// How many of them have no value.
    pub(super) missing: usize,
    /// What its codes stand for.
    pub(super) dictionary: Dictionary,
    /// Clients a code, missing first; empty without codes.
    pub(super) counts: Box<[u64]>,
    /// Where its cells are.
    pub(super) keeping: Keeping,
}

/// Where the cells of a column are.
#[derive(Debug)]
pub(super) enum Keeping {
    /// In memory.
    Memory(Cells),
    /// In these extents of the store, whose codes mean this.
    Store(Vec<Extent>, Meaning),
}

/// What the codes in the extents of a column mean: they were given in the order in which values
/// first appeared.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::base) enum Meaning {
    /// The code in the order of values of each code that was written.
    Renamed(Box<[u32]>),
    /// The number of each code that was written before there were too many values, NaN first.
    Spelled(Box<[f64]>),
}
