//! The filter: its conditions, and the group of clients that it keeps.

use crate::{
    domain::{Clause, Condition, Display, Filter, SavedFilter},
    state::{Against, AppState, Effect, Scope, derive},
};

impl AppState {
    pub(super) fn add_clause(&mut self, column: &str) {
        let Some(condition) = derive::first_condition(self, column) else { return };
        self.desk.filter.clauses.push(Clause { column: column.to_owned(), condition });
        self.desk.edited_clause = Some(self.desk.filter.clauses.len() - 1);
    }

    pub(super) fn edit_clause(&mut self, index: Option<usize>) {
        self.desk.edited_clause = index.filter(|&index| index < self.desk.filter.clauses.len());
    }

    pub(super) fn set_clause(&mut self, index: usize, condition: Condition) {
        if let Some(clause) = self.desk.filter.clauses.get_mut(index) {
            clause.condition = condition;
        }
    }

    pub(super) fn remove_clause(&mut self, index: usize) {
        if index < self.desk.filter.clauses.len() {
            self.desk.filter.clauses.remove(index);
            self.desk.edited_clause = None;
            self.leave_empty_group();
        }
    }

    /// Puts a condition in the place of those on the same column, or on a column of the same
    /// one-hot variable: who looks at one bar after the other wants one at a time. A condition that
    /// is set already is taken away.
    pub(super) fn keep_only(&mut self, clause: Clause) {
        let was_set = self.desk.filter.clauses.contains(&clause);
        let dictionary = self.session.dictionary();
        let variable = |column: &str| match &dictionary.entry(column).display {
            Display::OneHot(one_hot) => Some(one_hot.variable.clone()),
            _ => None,
        };
        let own = variable(&clause.column);
        let is_same = |other: &Clause| {
            other.column == clause.column || (own.is_some() && variable(&other.column) == own)
        };
        let mut filter = self.desk.filter.clone();
        filter.clauses.retain(|other| !is_same(other));
        if !was_set {
            filter.clauses.push(clause);
        }
        self.set_filter(filter);
    }

    pub(super) fn set_filter(&mut self, filter: Filter) {
        self.desk.filter = filter;
        self.desk.edited_clause = None;
        self.leave_empty_group();
    }

    pub(super) fn save_filter(&mut self, name: &str) -> Vec<Effect> {
        let name = name.trim().to_owned();
        if name.is_empty() || self.desk.filter.is_empty() {
            return Vec::new();
        }
        let filter = self.filter_without_identifiers();
        self.change_settings(|settings| {
            settings.filters.retain(|saved| saved.name != name);
            settings.filters.push(SavedFilter { name, filter });
        })
    }

    /// A saved filter goes to the settings file, where no identifier may go.
    pub(super) fn filter_without_identifiers(&self) -> Filter {
        let mut filter = self.desk.filter.clone();
        if let Some(base) = &self.session.base {
            filter.clauses.retain(|clause| clause.column != base.id_column());
        }
        filter
    }

    pub(super) fn load_filter(&mut self, name: &str) {
        let saved = self.settings.filters.iter().find(|saved| saved.name == name);
        if let Some(filter) = saved.map(|saved| saved.filter.clone()) {
            self.set_filter(filter);
        }
    }

    /// Without a condition there is no group to compare with, or to measure against.
    pub(super) fn leave_empty_group(&mut self) {
        if !self.desk.filter.is_empty() {
            return;
        }
        if self.desk.scope == Scope::Group {
            self.desk.scope = Scope::All;
        }
        if self.desk.against == Against::Group {
            self.desk.against = Against::Average;
        }
    }
}
