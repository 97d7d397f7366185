//! The raw tables of a folder, read one by one, with what there is to remember of each.
//!
//! Depends on the raw tables. Invariant: the headers of all tables are looked at before the rows of
//! the first one are read, so that a table that does not serve is known at once.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use super::{
    FeatureTable, PrepareOptions,
    application::Application,
    bureau::{Months, STATUS},
    error::PrepareError,
    feature::Feature,
    groups::KeyIndex,
    locate::locate,
    owned_table::OwnedTable,
    preparation::{Categories, Unseen},
    progress::Progress,
    raw_table::{Owners, RawTable, WordColumns, check_header},
    recipe::Recipe,
    report::{MissingTable, Report, TableReport},
    schema::{BUREAU_ID, CLIENT_ID, Table},
};
use crate::{base::SparePieces, domain::Job};

/// A folder of raw tables that is being read.
pub(super) struct Reading<'a> {
    options: &'a PrepareOptions,
    files: BTreeMap<Table, PathBuf>,
    /// The memory of tables that nobody needs any more.
    spare: SparePieces,
    progress: Progress<'a>,
    categories: Categories,
    unseen: Vec<Unseen>,
    report: Report,
}

/// A table with what is known of its rows.
struct OwnedRows {
    raw: RawTable,
    owners: Owners,
    words: WordColumns,
}

impl<'a> Reading<'a> {
    /// Finds the tables and looks at their headers.
    pub(super) fn new(options: &'a PrepareOptions, job: &'a dyn Job) -> Result<Self, PrepareError> {
        let files = locate(&options.folder)?;
        let missing = missing_tables(&files, options)?;
        let headers: Vec<_> = files.iter().collect();
        let checked =
            headers.par_iter().map(|(table, file)| check_header(**table, file, options.recipe));
        // The fault of the first table is told, whichever was found first.
        checked.collect::<Vec<_>>().into_iter().collect::<Result<(), _>>()?;
        let progress = Progress::new(files.values().map(PathBuf::as_path), job);
        let missing = missing.into_iter().map(|table| MissingTable::new(table, options.recipe));
        let report =
            Report { recipe: options.recipe, missing: missing.collect(), ..Report::default() };
        let (categories, spare) = (Categories::default(), SparePieces::default());
        Ok(Self { options, files, spare, progress, categories, unseen: Vec::new(), report })
    }

    /// Reads the applicants.
    pub(super) fn application(&mut self) -> Result<Application, PrepareError> {
        let mut tables = Vec::new();
        for table in [Table::ApplicationTrain, Table::ApplicationTest] {
            if let Some(file) = self.files.get(&table).cloned() {
                tables.push(self.read(table, &file)?);
            }
        }
        let known = self.options.like.as_ref().map(|like| &like.categories);
        let application = Application::new(&tables, self.options.recipe, known, &mut self.unseen)?;
        for (table, rows) in &application.rows {
            self.report.tables.push(TableReport { table: *table, rows: *rows, strays: 0 });
        }
        application.categories(&mut self.categories);
        for table in tables {
            table.recycle(&self.spare);
        }
        Ok(application)
    }

    /// Reads a table whose rows belong to clients; `None` when there is no such table.
    pub(super) fn of_clients(
        &mut self,
        table: Table,
        application: &Application,
    ) -> Result<Option<OwnedTable>, PrepareError> {
        let owners = application.ids.len();
        let Some(owned) = self.of_owners(table, CLIENT_ID, &application.index, owners)? else {
            return Ok(None);
        };
        let columns = table.read_by(self.options.recipe).numbers;
        // Whose a row is, its owner says; keys are no numbers.
        let is_number = |column: &&'static str| !table.columns().keys.contains(column);
        let numbers = columns.into_iter().filter(is_number).collect();
        let OwnedRows { raw, owners: of_rows, words } = owned;
        Ok(Some(OwnedTable::new(raw, &of_rows, owners, numbers, words)))
    }

    /// Reads the months of the credits whose places `index` knows by their identifier; `None` when
    /// there is no such table.
    pub(super) fn months(
        &mut self,
        index: &KeyIndex,
        credits: usize,
    ) -> Result<Option<Months>, PrepareError> {
        let balance = Table::BureauBalance;
        let Some(owned) = self.of_owners(balance, BUREAU_ID, index, credits)? else {
            return Ok(None);
        };
        let OwnedRows { raw, owners, words: WordColumns { new_codes, mut categories } } = owned;
        let statuses = categories.remove(STATUS).unwrap_or_default();
        let new_codes = new_codes.into_iter().find(|(column, _)| *column == STATUS);
        let new_codes = new_codes.map(|(_, codes)| codes).unwrap_or_default();
        let months = Months::of(&raw, &owners, credits, statuses, &new_codes);
        raw.recycle(&self.spare);
        Ok(Some(months))
    }

    /// Reads a table whose rows belong to the owners that `index` knows by `key`; `None` when there
    /// is no such table.
    fn of_owners(
        &mut self,
        table: Table,
        key: &'static str,
        index: &KeyIndex,
        count: usize,
    ) -> Result<Option<OwnedRows>, PrepareError> {
        let Some(file) = self.files.get(&table).cloned() else { return Ok(None) };
        let raw = self.read(table, &file)?;
        let owners = raw.owners(key, index)?;
        let (rows, strays) = (raw.rows(), owners.strays);
        if strays == rows && count > 1 {
            let other = table.owner();
            return Err(PrepareError::NothingMatches { table, column: key, other, rows, file });
        }
        let known = self.options.like.as_ref().map(|like| &like.categories);
        let words = raw.word_columns(self.options.recipe, known, &mut self.unseen)?;
        self.report.tables.push(TableReport { table, rows, strays });
        for (column, categories) in &words.categories {
            self.categories.insert(table, column, categories.clone());
        }
        Ok(Some(OwnedRows { raw, owners, words }))
    }

    /// Takes back a table that nobody needs any more.
    pub(super) fn give_back(&self, table: OwnedTable) {
        table.recycle(&self.spare);
    }

    /// How far the reading is.
    pub(super) fn progress(&self) -> &Progress<'a> {
        &self.progress
    }

    /// The table of `features`, and what there is to say about it.
    pub(super) fn finish(
        mut self,
        application: &Application,
        features: Vec<Feature>,
    ) -> Result<(FeatureTable, Report), PrepareError> {
        let infinite = features.iter().filter(|feature| feature.infinite > 0);
        self.report.infinite = infinite.map(|f| (f.name.clone(), f.infinite)).collect();
        let table = FeatureTable::new(self.options, self.categories, features)?;
        self.report.clients = application.ids.len();
        self.report.labelled = application.outcomes.iter().filter(|o| !o.is_nan()).count();
        self.report.no_neighbours = self.options.recipe == Recipe::Extended
            && self.report.labelled == 0
            && self.options.labelled.is_none();
        self.report.left_out = application.left_out;
        self.report.columns = table.features().len();
        self.report.unseen = self.unseen;
        Ok((table, self.report))
    }

    fn read(&mut self, table: Table, file: &Path) -> Result<RawTable, PrepareError> {
        let stretch = self.progress.next(file);
        let raw = RawTable::read(table, file, self.options.recipe, &self.spare, &stretch)?;
        self.report.notes.extend(raw.warnings().map(|note| (table, note.clone())));
        Ok(raw)
    }
}

/// The tables that are not there, when the features can be made without them.
fn missing_tables(
    files: &BTreeMap<Table, PathBuf>,
    options: &PrepareOptions,
) -> Result<Vec<Table>, PrepareError> {
    let folder = || options.folder.clone();
    if !files.keys().any(|table| table.is_application()) {
        return Err(PrepareError::NoApplication { folder: folder() });
    }
    let missing = Table::ALL.into_iter().filter(|table| !files.contains_key(table));
    // Tomorrow's clients have no outcomes, and a table for learning has no other clients.
    let missing: Vec<Table> = missing.filter(|table| !table.is_application()).collect();
    if missing.is_empty() || options.allow_missing {
        Ok(missing)
    } else {
        Err(PrepareError::MissingTables { tables: missing, folder: folder() })
    }
}
