//! Finding a client, and going from one to the next.

use crate::{
    base::Found,
    domain::ClientId,
    state::{AppState, Scope, Tab},
};

impl AppState {
    pub(super) fn show_tab(&mut self, tab: Tab) {
        self.desk.tab = tab;
    }

    pub(super) fn search(&mut self, query: String) {
        self.desk.query = query;
    }

    pub(super) fn confirm_search(&mut self) {
        let query = self.desk.query.trim().to_owned();
        if query.is_empty() {
            // Nothing is searched: the first client of the list is meant.
            if let Some(row) = self.views.list.rows.row(0) {
                self.select(row);
            }
        } else {
            self.find(&query);
        }
    }

    /// Shows the client whom `query` means: the one who bears it, else the first whose identifier
    /// begins with it. Asked of the base itself, since the list may still show what an earlier
    /// letter found.
    pub(super) fn find(&mut self, query: &str) {
        let (Some(base), Ok(wanted)) = (self.session.base.clone(), ClientId::new(query)) else {
            return;
        };
        match base.ids().find(&wanted) {
            Found::Duplicate(_) => {
                self.desk.selected = None;
                self.desk.ambiguous = Some(query.to_owned());
            }
            Found::One(row) => self.select(row),
            Found::Nobody => {
                if let Some(row) = base.ids().search(query, 1).first() {
                    self.select(*row);
                }
            }
        }
    }

    pub(super) fn select(&mut self, row: u32) {
        self.desk.selected = Some(row);
        self.desk.awaits_first_client = false;
        self.desk.ambiguous = None;
        self.desk.tab = Tab::Client;
    }

    pub(super) fn move_selection(&mut self, lines: i32) {
        let list = &self.views.list;
        let Some(last) = list.rows.len().checked_sub(1) else { return };
        let position = match list.selected {
            Some(position) => position.saturating_add_signed(lines as isize).min(last),
            None if lines >= 0 => 0,
            None => last,
        };
        if let Some(row) = list.rows.row(position) {
            self.select(row);
        }
    }

    pub(super) fn compare(&mut self, column: String) {
        self.desk.compare_column = Some(column);
    }

    pub(super) fn compare_second(&mut self, column: Option<String>) {
        self.desk.compare_second = column;
    }

    pub(super) fn compare_with(&mut self, scope: Scope) {
        self.desk.scope = scope;
    }
}
