//! The clients of a base, and every question that is asked about them.

use std::sync::Arc;

use rayon::iter::{
    IndexedParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _,
};

use crate::domain::{Distribution, Filter, Grid, Outcomes, Rank, Value};

use super::{
    CELLS_AT_ONCE,
    bands::Bands,
    clause_groups::ClauseGroups,
    column::Column,
    filter,
    group::Group,
    id_index::IdIndex,
    names::Names,
    note::BaseNote,
    outcome::{self, OutcomeColumn},
    scan,
    spreads::Spreads,
    statistics,
    store::{KeptBase, StoreFault, StoreFile},
};

/// The bands of each column of a [`Grid`], at most.
const GRID_BANDS: usize = 12;

/// A table of clients. Immutable, shared between threads as an `Arc`.
#[derive(Debug)]
pub struct ClientBase {
    name: String,
    ids: Arc<IdIndex>,
    /// The base's own columns.
    own: Vec<Column>,
    /// How features find them.
    own_names: Names,
    /// The columns as people see them: those of descriptive tables in place of the base's own of the
    /// same name, or behind all of them.
    columns: Vec<Column>,
    names: Names,
    outcome: Option<OutcomeColumn>,
    everyone: Group,
    /// How everybody spreads over the columns that were looked at.
    spreads: Spreads,
    /// Whom the conditions keep that were asked for lately.
    clauses: ClauseGroups,
    notes: Vec<BaseNote>,
    /// The store that the columns are read from.
    file: Option<Arc<StoreFile>>,
    /// The descriptive tables.
    tables: Vec<Arc<ClientBase>>,
}

/// A filter names a column that the base does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the base has no column `{name}`")]
pub struct UnknownColumn {
    /// The name that the filter gives.
    pub name: String,
}

impl ClientBase {
    /// A base of these columns, which have one row for each of `ids`.
    pub(super) fn new(
        name: String,
        ids: IdIndex,
        columns: Vec<Column>,
        outcome: Option<OutcomeColumn>,
        notes: Vec<BaseNote>,
        file: Option<Arc<StoreFile>>,
    ) -> Self {
        let names = Names::new(columns.iter().map(Column::name));
        let everyone = Group::all(ids.len());
        Self {
            name,
            ids: Arc::new(ids),
            own: columns.clone(),
            own_names: names.clone(),
            columns,
            names,
            outcome,
            everyone,
            spreads: Spreads::default(),
            clauses: ClauseGroups::default(),
            notes,
            file,
            tables: Vec::new(),
        }
    }

    /// The same base with these columns of `table`, which have its rows.
    pub(super) fn described(&self, described: Vec<Column>, table: Arc<Self>) -> Self {
        let mut columns = self.columns.clone();
        for column in described {
            match self.column(column.name()).and_then(|place| columns.get_mut(place)) {
                Some(own) => *own = column,
                None => columns.push(column),
            }
        }
        Self {
            name: self.name.clone(),
            ids: Arc::clone(&self.ids),
            own: self.own.clone(),
            own_names: self.own_names.clone(),
            names: Names::new(columns.iter().map(Column::name)),
            columns,
            outcome: self.outcome.clone(),
            everyone: self.everyone.clone(),
            spreads: Spreads::default(),
            clauses: ClauseGroups::default(),
            notes: self.notes.clone(),
            file: self.file.clone(),
            tables: self.tables.iter().cloned().chain([table]).collect(),
        }
    }

    /// The name of the file or folder.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How many clients there are; never 0.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.ids.len()
    }

    /// Who stands on which row.
    #[must_use]
    pub fn ids(&self) -> &IdIndex {
        &self.ids
    }

    /// The name of the column that identifies the clients; empty when they are numbered by row.
    #[must_use]
    pub fn id_column(&self) -> &str {
        self.ids.column()
    }

    /// All columns in the order of the table, then those that only descriptive tables have. The id
    /// column is among them, as numbers, only when the model reads it as a feature. A column that a
    /// descriptive table has too holds what the table says.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The columns that a model may read: the base's own, at the same places as in
    /// [`Self::columns`].
    #[must_use]
    pub fn own_columns(&self) -> &[Column] {
        &self.own
    }

    /// The descriptive tables, in the order in which they were added.
    #[must_use]
    pub fn tables(&self) -> &[Arc<ClientBase>] {
        &self.tables
    }

    /// The place of the column of exactly this name among [`Self::columns`].
    #[must_use]
    pub fn column(&self, name: &str) -> Option<usize> {
        self.names.exact(name)
    }

    /// The name of the column that says who defaulted.
    #[must_use]
    pub fn outcome_column(&self) -> Option<&str> {
        let outcome = self.outcome.as_ref()?;
        self.own.get(outcome.column).map(Column::name)
    }

    /// Whether the client on `row` defaulted; `None` when nobody knows.
    #[must_use]
    pub fn outcome(&self, row: usize) -> Option<bool> {
        self.outcomes_by_row().get(row).copied().and_then(outcome::outcome)
    }

    /// What all columns hold for the client on `row`, in the order of [`Self::columns`]. Each cell
    /// may be a look at the disk: all processors look.
    #[must_use]
    pub fn values(&self, row: usize) -> Vec<Value> {
        let columns = self.columns().par_iter().with_min_len(CELLS_AT_ONCE);
        scan::on_all_processors(|| columns.map(|column| column.value(row)).collect())
    }

    /// What was decided and noticed when the base was opened.
    #[must_use]
    pub fn notes(&self) -> &[BaseNote] {
        &self.notes
    }

    /// Why nothing that was derived from this base may be used any more: the store that its cells
    /// are read from was damaged, cut short or taken away after it had been opened. Cells that could
    /// not be read came out as missing.
    ///
    /// **Invariant**: whoever derives something from a base asks this afterwards, before showing or
    /// writing it, and opens the base again when there is a fault.
    #[must_use]
    pub fn fault(&self) -> Option<StoreFault> {
        let own = self.file.as_ref().and_then(|file| file.fault());
        own.or_else(|| self.tables.iter().find_map(|table| table.fault()))
    }

    /// Whether its cells are read from a store and not from memory.
    #[must_use]
    pub fn is_stored(&self) -> bool {
        self.file.is_some()
    }

    /// The copy that its own cells are read from; `None` when they are in memory.
    #[must_use]
    pub fn kept(&self) -> Option<&KeptBase> {
        self.file.as_ref()?.kept()
    }

    /// What the base takes in memory, in bytes.
    #[must_use]
    pub fn memory_bytes(&self) -> u64 {
        let columns: u64 = self.own.iter().map(Column::memory_bytes).sum();
        let tables: u64 = self.tables.iter().map(|table| table.memory_bytes()).sum();
        columns + tables + self.ids.memory_bytes() + self.outcomes_by_row().len() as u64
    }

    /// Everybody.
    #[must_use]
    pub fn everyone(&self) -> &Group {
        &self.everyone
    }

    /// The clients who meet all conditions of `filter`.
    ///
    /// # Errors
    /// When the base lacks a column that the filter names.
    pub fn group(&self, filter: &Filter) -> Result<Group, UnknownColumn> {
        let mut group = self.everyone.clone();
        for clause in &filter.clauses {
            let column = self.column(&clause.column).and_then(|column| self.columns.get(column));
            let column = column.ok_or_else(|| UnknownColumn { name: clause.column.clone() })?;
            let find = || filter::rows_that_meet(column, &clause.condition);
            group = group.and(&self.clauses.of(clause, find, || column.is_readable()));
        }
        Ok(group)
    }

    /// What became of the clients of `group`, as far as the base knows.
    #[must_use]
    pub fn outcomes(&self, group: &Group) -> Outcomes {
        self.outcome.as_ref().map(|outcome| outcome.of(group)).unwrap_or_default()
    }

    /// The bands that [`Self::distribution`] counts in, the same for every group.
    #[must_use]
    pub fn bands(&self, column: usize, most: usize) -> Bands {
        self.columns.get(column).map(|column| Bands::of(column, most)).unwrap_or_default()
    }

    /// How `group` spreads over a column, in at most `most` bands (5 at least, 200 at most);
    /// without a band when there is no such column. The bands of numbers are the same for every
    /// group; those of words are the same, the most frequent in the group first.
    #[must_use]
    pub fn distribution(&self, column: usize, group: &Group, most: usize) -> Distribution {
        let Some(cells) = self.columns.get(column) else {
            return Distribution::default();
        };
        let count = || {
            statistics::distribution(cells, &Bands::of(cells, most), group, self.outcomes_by_row())
        };
        if group.is_everybody() {
            self.spreads.of(column, most, count, || cells.is_readable())
        } else {
            count()
        }
    }

    /// Where `value` stands among the clients of `group` in a column. Words stand in alphabetical
    /// order; everybody is above a missing value.
    #[must_use]
    pub fn rank(&self, column: usize, value: &Value, group: &Group) -> Rank {
        self.columns
            .get(column)
            .map(|column| statistics::rank(column, value, group))
            .unwrap_or_default()
    }

    /// A rank of `value` among everybody that reads like the true one: `said` puts a rank into
    /// words. Rows are looked at only when the words depend on it, which makes this ten to a
    /// hundred times faster than [`Self::rank`] in a column of many different numbers.
    #[must_use]
    pub fn rank_as_said<T: PartialEq>(
        &self,
        column: usize,
        value: &Value,
        said: impl Fn(Rank) -> T,
    ) -> Rank {
        if let (Some(numbers), Value::Number(number)) = (self.columns.get(column), value)
            && let Some([low, high, equals]) = statistics::possible_ranks(numbers, *number)
        {
            // Between the farthest ranks, words change no more than once and back.
            let words = said(low);
            if said(high) == words && said(equals) == words {
                return low;
            }
        }
        self.rank(column, value, &self.everyone)
    }

    /// How `group` spreads over two columns at once, in at most 12 bands each; without a cell when
    /// one of the columns does not exist or holds nothing.
    #[must_use]
    pub fn grid(&self, x: usize, y: usize, group: &Group) -> Grid {
        let (Some(x), Some(y)) = (self.columns.get(x), self.columns.get(y)) else {
            return Grid::default();
        };
        let (x_bands, y_bands) = (Bands::of(x, GRID_BANDS), Bands::of(y, GRID_BANDS));
        statistics::grid((x, &x_bands), (y, &y_bands), group, self.outcomes_by_row())
    }

    /// How features find their columns.
    pub(super) fn own_names(&self) -> &Names {
        &self.own_names
    }

    /// One outcome a row; empty when the base does not know any.
    fn outcomes_by_row(&self) -> &[u8] {
        self.outcome.as_ref().map_or(&[], |outcome| &outcome.by_row)
    }
}

#[cfg(test)]
impl ClientBase {
    /// A base of these columns, whose clients are numbered by row.
    pub(super) fn of_columns(columns: Vec<Column>) -> Self {
        let rows = columns.first().map_or(0, Column::rows) as u32;
        let ids = IdIndex::new(String::new(), super::id_index::Ids::row_numbers(rows));
        let ids = ids.unwrap_or_else(|error| unreachable!("row numbers are short: {error:?}"));
        Self::new("test".to_owned(), ids, columns, None, Vec::new(), None)
    }
}
