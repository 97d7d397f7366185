//! All rows of a base in some order, without a list where the order is that of the base.

/// All rows in an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowOrder<'a> {
    /// As they stand, so many of them.
    AsTheyStand(u32),
    /// As they are listed here.
    Listed(&'a [u32]),
}

impl<'a> RowOrder<'a> {
    /// How many rows there are.
    #[must_use]
    pub fn len(self) -> usize {
        match self {
            Self::AsTheyStand(rows) => rows as usize,
            Self::Listed(rows) => rows.len(),
        }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The row at `place`, counted from 0.
    #[must_use]
    pub fn get(self, place: usize) -> Option<u32> {
        match self {
            Self::AsTheyStand(rows) => u32::try_from(place).ok().filter(|row| *row < rows),
            Self::Listed(rows) => rows.get(place).copied(),
        }
    }

    /// The rows one after the other.
    #[must_use = "it is lazy"]
    pub fn iter(self) -> impl DoubleEndedIterator<Item = u32> + ExactSizeIterator + 'a {
        (0..self.len()).map(move |place| self.get(place).unwrap_or_default())
    }

    /// The rows as a list of their own: four bytes a client.
    #[must_use]
    pub fn to_vec(self) -> Vec<u32> {
        match self {
            Self::AsTheyStand(rows) => (0..rows).collect(),
            Self::Listed(rows) => rows.to_vec(),
        }
    }
}
