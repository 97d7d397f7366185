//! A run of rows of one table, column by column. Depends on `column` and `chance` alone.

use super::{
    chance::Chance,
    column::{Cell, Column, Kind, Story},
};

/// What a table is called and how its columns are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Schema {
    /// The columns in their order.
    pub(super) columns: Vec<(String, Kind)>,
}

impl Schema {
    /// The schema of these columns.
    pub(super) fn of<S: Story + 'static>(
        columns: impl IntoIterator<Item = &'static Column<S>>,
    ) -> Self {
        let columns = columns.into_iter().map(|column| (column.name.to_owned(), column.kind));
        Self { columns: columns.collect() }
    }
}

/// The cells of one column in a run of rows.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Values {
    /// Whole numbers.
    Whole(Vec<Option<i64>>),
    /// Numbers; NaN is missing.
    Number(Vec<f64>),
    /// Words.
    Word(Vec<Option<&'static str>>),
}

/// A run of rows. All columns are equally long.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Block {
    /// The columns in the order of the schema.
    pub(super) columns: Vec<Values>,
    rows: usize,
}

impl Block {
    /// No rows yet.
    pub(super) fn new(schema: &Schema) -> Self {
        let empty = |kind: &Kind| match kind {
            Kind::Whole => Values::Whole(Vec::new()),
            Kind::Number => Values::Number(Vec::new()),
            Kind::Word => Values::Word(Vec::new()),
        };
        Self { columns: schema.columns.iter().map(|(_, kind)| empty(kind)).collect(), rows: 0 }
    }

    /// A block of columns that are there already, equally long.
    pub(super) fn from_columns(columns: Vec<Values>, rows: usize) -> Self {
        Self { columns, rows }
    }

    /// How many rows.
    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    /// Adds the row that `story` tells about, laid out in the columns of this block's schema.
    pub(super) fn push<S: Story + 'static>(
        &mut self,
        columns: impl IntoIterator<Item = &'static Column<S>>,
        story: &S,
        chance: &mut Chance,
    ) {
        for (values, column) in self.columns.iter_mut().zip(columns) {
            values.push(column.cell(story, chance));
        }
        self.rows += 1;
    }

    /// Adds the rows of `other`, of the same schema.
    pub(super) fn append(&mut self, other: Self) {
        for (values, more) in self.columns.iter_mut().zip(other.columns) {
            match (values, more) {
                (Values::Whole(values), Values::Whole(mut more)) => values.append(&mut more),
                (Values::Number(values), Values::Number(mut more)) => values.append(&mut more),
                (Values::Word(values), Values::Word(mut more)) => values.append(&mut more),
                // Blocks of another schema are not made.
                _ => {}
            }
        }
        self.rows += other.rows;
    }

    /// The same rows in a random order.
    pub(super) fn shuffled(self, chance: &mut Chance) -> Self {
        let mut order: Vec<usize> = (0..self.rows).collect();
        chance.shuffle(&mut order);
        let columns = self.columns.iter().map(|values| values.taken(&order)).collect();
        Self { columns, rows: self.rows }
    }
}

impl Values {
    fn push(&mut self, cell: Cell) {
        match (self, cell) {
            (Self::Whole(values), Cell::Whole(value)) => values.push(Some(value)),
            (Self::Whole(values), _) => values.push(None),
            (Self::Number(values), Cell::Number(value)) => values.push(value),
            (Self::Number(values), _) => values.push(f64::NAN),
            (Self::Word(values), Cell::Word(word)) => values.push(Some(word)),
            (Self::Word(values), _) => values.push(None),
        }
    }

    /// The cells of these rows, in this order.
    fn taken(&self, rows: &[usize]) -> Self {
        fn take<T: Copy>(values: &[T], rows: &[usize]) -> Vec<T> {
            rows.iter().filter_map(|row| values.get(*row).copied()).collect()
        }
        match self {
            Self::Whole(values) => Self::Whole(take(values, rows)),
            Self::Number(values) => Self::Number(take(values, rows)),
            Self::Word(values) => Self::Word(take(values, rows)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shuffling_keeps_rows_together() {
        let rows = 100;
        let ids: Vec<Option<i64>> = (0..rows).map(Some).collect();
        let halves = (0..rows).map(|row| row as f64 / 2.0).collect();
        let block =
            Block::from_columns(vec![Values::Whole(ids), Values::Number(halves)], rows as usize);
        let shuffled = block.clone().shuffled(&mut Chance::of(1, 1, 1));
        assert_ne!(shuffled, block);
        let [Values::Whole(ids), Values::Number(halves)] = &shuffled.columns[..] else { panic!() };
        for (id, half) in ids.iter().zip(halves) {
            assert_eq!(id.unwrap() as f64 / 2.0, *half);
        }
        let mut sorted: Vec<i64> = ids.iter().flatten().copied().collect();
        sorted.sort_unstable();
        assert_eq!(sorted, (0..rows).collect::<Vec<_>>());
    }

    #[test]
    fn appending_adds_rows() {
        let schema = Schema { columns: vec![("a".to_owned(), Kind::Word)] };
        let mut block = Block::new(&schema);
        block.append(Block::from_columns(vec![Values::Word(vec![Some("x"), None])], 2));
        assert_eq!((block.rows(), &block.columns[0]), (2, &Values::Word(vec![Some("x"), None])));
    }
}
