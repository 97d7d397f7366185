//! Finding a client, and going from one to the next.

use crate::{
    base::Found,
    domain::ClientId,
    state::{AppState, Scope, Tab, derive::Part},
};

impl AppState {
    pub(super) fn show_tab(&mut self, tab: Tab) {
        self.desk.tab = tab;
        self.touch(&[Part::Frame]);
    }

    pub(super) fn search(&mut self, query: String) {
        self.desk.query = query;
        self.touch(&[Part::List]);
    }

    pub(super) fn confirm_search(&mut self) {
        let wanted = ClientId::new(&self.desk.query).ok();
        let found =
            self.session.base.as_ref().zip(wanted).map(|(base, wanted)| base.ids().find(&wanted));
        let exact = match found {
            Some(Found::Duplicate(_)) => {
                self.desk.selected = None;
                self.desk.ambiguous = Some(self.desk.query.trim().to_owned());
                self.touch(&[
                    Part::Client,
                    Part::Compare,
                    Part::Data,
                    Part::Selection,
                    Part::Frame,
                ]);
                return;
            }
            found => found.and_then(|found| found.one()),
        };
        if let Some(row) = exact.or_else(|| self.views.list.rows.row(0)) {
            self.select(row);
        }
    }

    pub(super) fn select(&mut self, row: u32) {
        self.desk.selected = Some(row);
        self.desk.ambiguous = None;
        self.desk.tab = Tab::Client;
        self.touch(&[Part::Client, Part::Compare, Part::Data, Part::Selection, Part::Frame]);
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
        self.touch(&[Part::Compare]);
    }

    pub(super) fn compare_second(&mut self, column: Option<String>) {
        self.desk.compare_second = column;
        self.touch(&[Part::Compare]);
    }

    pub(super) fn compare_with(&mut self, scope: Scope) {
        self.desk.scope = scope;
        self.touch(&[Part::Compare, Part::Client, Part::Population]);
    }
}
