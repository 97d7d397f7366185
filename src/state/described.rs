//! A client base together with the tables that describe its clients.
//!
//! The model may read standardised values while people think in the original ones: the columns of a
//! table serve display, filters and comparison, never the score. Joining reads identifiers only,
//! yet those of millions of clients: it is done on a worker thread.

use std::{path::PathBuf, sync::Arc};

use crate::base::{BaseError, ClientBase, JoinError, JoinReport};

/// A base and its tables.
#[derive(Debug, Clone)]
pub struct Described {
    /// The base alone.
    pub own: Arc<ClientBase>,
    /// The base with the columns of all its tables.
    pub base: Arc<ClientBase>,
    /// The tables, in the order in which they were added: of two columns of one name, the later
    /// one is shown.
    pub tables: Vec<Table>,
    /// The tables that could not be read or joined.
    pub failures: Vec<TableFailure>,
}

/// A table that describes clients.
#[derive(Debug, Clone)]
pub struct Table {
    /// Where it comes from.
    pub path: PathBuf,
    /// Its rows.
    pub rows: Arc<ClientBase>,
    /// How it fits the base.
    pub report: JoinReport,
}

/// A table that could not be added.
#[derive(Debug, Clone)]
pub struct TableFailure {
    /// Where it comes from.
    pub path: PathBuf,
    /// Why.
    pub cause: TableFault,
}

/// Why a table could not be added.
#[derive(Debug, Clone)]
pub enum TableFault {
    /// It could not be read.
    Unreadable(Arc<BaseError>),
    /// It does not fit the base.
    Misfit(JoinError),
}

impl Described {
    /// A base without a table.
    #[must_use]
    pub fn alone(own: Arc<ClientBase>) -> Self {
        Self { base: Arc::clone(&own), own, tables: Vec::new(), failures: Vec::new() }
    }

    /// Adds a table; one from the same place makes way for it.
    pub(super) fn add(&mut self, path: PathBuf, read: Result<ClientBase, BaseError>) {
        let rows = match read {
            Ok(rows) => Arc::new(rows),
            Err(error) => {
                let cause = TableFault::Unreadable(Arc::new(error));
                return self.failures.push(TableFailure { path, cause });
            }
        };
        if self.tables.iter().any(|table| table.path == path) {
            self.remove(&path);
        }
        self.join(path, rows);
    }

    /// Takes a table away.
    pub(super) fn remove(&mut self, path: &PathBuf) {
        self.base = Arc::clone(&self.own);
        for table in std::mem::take(&mut self.tables) {
            if table.path != *path {
                self.join(table.path, table.rows);
            }
        }
    }

    fn join(&mut self, path: PathBuf, rows: Arc<ClientBase>) {
        match ClientBase::with_table(&self.base, Arc::clone(&rows)) {
            Ok((base, report)) => {
                self.base = Arc::new(base);
                self.tables.push(Table { path, rows, report });
            }
            Err(error) => {
                let cause = TableFault::Misfit(error);
                self.failures.push(TableFailure { path, cause });
            }
        }
    }
}
