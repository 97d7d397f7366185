//! How clients spread over the columns that are compared: counted once a column and a group,
//! whoever is on screen.

use crate::{
    base::{ClientBase, Group},
    domain::{Distribution, Grid},
    state::{AppState, Scope},
};

use super::{
    group::Grouped,
    slot::{Shared, Wanted},
};

/// At most this many bars: more could not be labelled side by side in the card.
const MOST_BARS: usize = 12;

/// What is counted.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::state) struct CountsInput {
    pub(super) base: Shared<ClientBase>,
    /// The column, by its place in the base.
    pub(super) column: usize,
    /// The column that is laid across it.
    pub(super) second: Option<usize>,
    /// The group that everybody is held against; `None` to count everybody only.
    pub(super) grouped: Option<Shared<Grouped>>,
}

/// What was counted.
#[derive(Debug)]
pub(in crate::state) struct Counts {
    /// What was asked for.
    pub(super) of: CountsInput,
    /// Everybody.
    pub(super) all: Distribution,
    /// The group, when there is one.
    pub(super) group: Option<Distribution>,
    /// Both columns at once, over the group when there is one.
    pub(super) grid: Option<Grid>,
}

impl CountsInput {
    pub(super) fn of(state: &AppState) -> Wanted<Self> {
        let Some(base) = &state.session.base else { return Wanted::Nothing };
        let place = |column: &str| base.column(column);
        let chosen = state.desk.compare_column.as_deref();
        let column = match chosen {
            Some(column) => place(column),
            None if state.session.portfolio.is_none() => None,
            // The strongest reason of the client, once it is known.
            None => match state.pictures.client.value() {
                Some(client) => client.columns().next().or(first_choice(state)).and_then(place),
                None => return Wanted::Later,
            },
        };
        let Some(column) = column else { return Wanted::Nothing };
        let group = state.pictures.group.value();
        let is_compared = |grouped: &&std::sync::Arc<Grouped>| {
            state.desk.scope == Scope::Group && !grouped.group.is_everybody()
        };
        Wanted::From(Self {
            base: Shared::of(base),
            column,
            second: state.desk.compare_second.as_deref().and_then(place),
            grouped: group.filter(is_compared).map(Shared::of),
        })
    }

    pub(super) fn derive(&self) -> Counts {
        let (base, everyone) = (&self.base, self.base.everyone());
        let group = self.group();
        Counts {
            all: base.distribution(self.column, everyone, MOST_BARS),
            group: group.map(|group| base.distribution(self.column, group, MOST_BARS)),
            grid: self
                .second
                .map(|second| base.grid(self.column, second, group.unwrap_or(everyone))),
            of: self.clone(),
        }
    }

    /// The clients of the group, when everybody is held against one.
    pub(super) fn group(&self) -> Option<&Group> {
        self.grouped.as_ref().map(|grouped| &*grouped.group)
    }
}

/// The first column that can be chosen, for a client without a reason.
fn first_choice(state: &AppState) -> Option<&str> {
    let columns = state.pictures.columns.as_ref()?;
    columns.choices.first().map(|choice| choice.column.as_str())
}
