//! Views out of the state, each a pure function of what it reads.
//!
//! A part of the screen is derived again when one of its inputs changed, and at no other time:
//! whoever changes an input calls [`AppState::touch`].

mod bands;
mod base_details;
mod client;
mod compare;
mod data;
mod filter;
mod frame;
mod list;
mod model;
mod notices;
mod population;

use crate::domain::{Dictionary, FeatureEntry};

use super::{AppState, app_state::Session};

pub(super) use filter::first_condition;
pub(super) use list::first_row;
pub(super) use notices::{
    base_failure, base_notice, broken_notice, cancelled_notice, disagreement_notice,
    failure_notice, misfit_notice, model_failure, model_warnings, neither_failure,
};

/// The parts of the screen that are derived on their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The order of the list: search, filter or sort changed.
    List,
    /// The place of the client on screen in the list.
    Selection,
    /// The filter panel.
    Filter,
    /// The client's page.
    Client,
    /// The comparison.
    Compare,
    /// The client's own data.
    Data,
    /// The model's page.
    Model,
    /// The population's page.
    Population,
    /// Top bar, notices, dialog, status line.
    Frame,
}

impl Part {
    /// All parts, in an order in which each may read the ones before it.
    pub(super) const ALL: [Self; 9] = [
        Self::List,
        Self::Selection,
        Self::Filter,
        Self::Client,
        Self::Compare,
        Self::Data,
        Self::Model,
        Self::Population,
        Self::Frame,
    ];
}

impl AppState {
    /// Says that these parts must be derived again.
    pub(super) fn touch(&mut self, parts: &[Part]) {
        for part in parts {
            if !self.stale.contains(part) {
                self.stale.push(*part);
            }
        }
    }

    /// Says that everything must be derived again.
    pub(super) fn touch_all(&mut self) {
        self.stale = Part::ALL.to_vec();
    }

    /// Derives what is stale.
    pub(super) fn refresh(&mut self) {
        let stale = std::mem::take(&mut self.stale);
        for part in Part::ALL.into_iter().filter(|part| stale.contains(part)) {
            match part {
                Part::List => self.views.list = list::derive(self),
                Part::Selection => self.views.list.selected = list::selected(self),
                Part::Filter => self.views.filter = filter::derive(self),
                Part::Client => self.views.client = client::derive(self),
                Part::Compare => self.views.compare = compare::derive(self),
                Part::Data => self.views.data = data::derive(self),
                Part::Model => self.views.model = model::derive(self),
                Part::Population => self.views.population = population::derive(self),
                Part::Frame => self.views.frame = frame::derive(self),
            }
        }
    }
}

impl Session {
    /// The dictionary of the open model; an empty one when there is none.
    pub(super) fn dictionary(&self) -> &Dictionary {
        static EMPTY: std::sync::LazyLock<Dictionary> =
            std::sync::LazyLock::new(Dictionary::default);
        self.model.as_ref().map_or(&EMPTY, |model| model.dictionary())
    }

    /// What is known about a column; a plain entry when nothing is.
    fn entry(&self, column: &str) -> &FeatureEntry {
        self.dictionary().entry(column)
    }
}
