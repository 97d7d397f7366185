//! Tables that describe the clients of the open base.

use std::{path::PathBuf, sync::Arc};

use crate::{
    portfolio::{HoldOut, Portfolio},
    state::{AppState, Described, Effect, Request, Source, derive, told::Told},
};

impl AppState {
    /// The tables that belong to a base: those that were named for it, else those of the last time.
    pub(super) fn tables_of(&self, source: &Source) -> Vec<PathBuf> {
        let named = self.named_tables.as_ref().filter(|(base, _)| base == source);
        match (named, source) {
            (Some((_, tables)), _) => tables.clone(),
            (None, Source::Path(path)) => self.settings.tables_of(path).to_vec(),
            (None, Source::Demo) => Vec::new(),
        }
    }

    pub(super) fn open_table(&mut self, path: PathBuf) -> Vec<Effect> {
        let Some(described) = self.session.described.clone() else {
            let key = "error-table-no-base";
            return self.fail(Told::new(|words| derive::failure_notice(key, "", words)));
        };
        let reading = self.reading(None);
        vec![self.work(Request::AddTable(described, path, reading))]
    }

    pub(super) fn remove_table(&mut self, index: usize) -> Vec<Effect> {
        let Some(described) = self.session.described.clone() else { return Vec::new() };
        let Some(path) = described.tables.get(index).map(|table| table.path.clone()) else {
            return Vec::new();
        };
        vec![self.work(Request::RemoveTable(described, path))]
    }

    /// Shows the open base with other tables. Its rows stay where they are, and so do scores, group
    /// and the client on screen.
    pub(super) fn take_tables(&mut self, described: Described) -> Vec<Effect> {
        let is_open = |open: &Described| Arc::ptr_eq(&open.own, &described.own);
        if !self.session.described.as_ref().is_some_and(is_open) {
            return Vec::new();
        }
        if !described.failures.is_empty() {
            let notices = derive::table_failures(&described);
            return notices.into_iter().flat_map(|notice| self.fail(notice)).collect();
        }
        let base = Arc::clone(&described.base);
        if let Some(model) = &self.session.model
            && let Ok(portfolio) = Portfolio::new(Arc::clone(model), Arc::clone(&base))
        {
            self.session.portfolio = Some(Arc::new(portfolio));
        }
        let known = |column: &String| base.column(column).is_some();
        self.desk.filter.clauses.retain(|clause| known(&clause.column));
        self.desk.edited_clause = None;
        self.desk.compare_column.take_if(|column| !known(column));
        self.desk.compare_second.take_if(|column| !known(column));
        self.leave_empty_group();
        self.session.hold_out = Some(Arc::new(HoldOut::of(Arc::clone(&base))));
        self.session.base = Some(base);
        self.named_tables = self.session.base_source.clone().map(|source| {
            let paths = described.tables.iter().map(|table| table.path.clone());
            (source, paths.collect())
        });
        self.session.described = Some(described);
        if let Some(open) = &mut self.desk.open {
            open.path.clear();
            open.error = None;
        }
        self.remember_sources()
    }

    /// Says which tables could not be added to a base that was just opened.
    pub(super) fn note_failed_tables(&mut self, described: &Described) {
        for notice in derive::table_failures(described) {
            self.note(notice);
        }
    }
}
