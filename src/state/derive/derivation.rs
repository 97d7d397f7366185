//! A part of the screen to be derived, and what came of it: what travels to a worker thread and
//! back.

use std::sync::Arc;

use crate::state::view::{CompareView, DataView, ModelView};

use super::{
    compare::CompareInput,
    counts::{Counts, CountsInput},
    data::DataInput,
    explained::{AllReasons, AllReasonsInput, ClientInput, Explained},
    group::{GroupInput, Grouped, Standing, StandingInput},
    model::ModelInput,
    order::{OrderInput, Ordered},
    risks::{Risks, RisksInput},
};

/// The parts that may take longer than a frame, the most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::state) enum Part {
    /// The clients whom the filter keeps.
    Group,
    /// The client on screen, explained.
    Client,
    /// The order of the list.
    Order,
    /// The group in the order of its risk.
    Standing,
    /// How clients spread over the compared columns.
    Counts,
    /// Where the client stands among them.
    Compare,
    /// The client's own data.
    Data,
    /// How the risk spreads.
    Risks,
    /// The model's page.
    Model,
    /// All reasons of the client as a table.
    AllReasons,
}

/// One part of the screen, with all that it is derived from.
#[derive(Debug, Clone)]
pub struct Derivation(pub(super) Input);

/// What a derivation gave.
#[derive(Debug)]
pub struct Derived(pub(super) Output);

#[derive(Debug, Clone)]
pub(super) enum Input {
    Group(GroupInput),
    Client(ClientInput),
    Order(OrderInput),
    Standing(StandingInput),
    Counts(CountsInput),
    Compare(CompareInput),
    Data(DataInput),
    Risks(RisksInput),
    Model(ModelInput),
    AllReasons(AllReasonsInput),
}

#[derive(Debug)]
pub(super) enum Output {
    Group(Arc<Grouped>),
    Client(Arc<Explained>),
    Order(Arc<Ordered>),
    Standing(Arc<Standing>),
    Counts(Arc<Counts>),
    Compare(Box<CompareView>),
    Data(DataView),
    Risks(Arc<Risks>),
    Model(Box<ModelView>),
    AllReasons(AllReasons),
}

impl Part {
    /// All parts, the most urgent first.
    pub(in crate::state) const ALL: [Self; 10] = [
        Self::Group,
        Self::Client,
        Self::Order,
        Self::Standing,
        Self::Counts,
        Self::Compare,
        Self::Data,
        Self::Risks,
        Self::Model,
        Self::AllReasons,
    ];
}

impl Derivation {
    /// Which part it derives.
    pub(in crate::state) fn part(&self) -> Part {
        match &self.0 {
            Input::Group(_) => Part::Group,
            Input::Client(_) => Part::Client,
            Input::Order(_) => Part::Order,
            Input::Standing(_) => Part::Standing,
            Input::Counts(_) => Part::Counts,
            Input::Compare(_) => Part::Compare,
            Input::Data(_) => Part::Data,
            Input::Risks(_) => Part::Risks,
            Input::Model(_) => Part::Model,
            Input::AllReasons(_) => Part::AllReasons,
        }
    }

    /// Derives it, on whatever thread this is.
    pub(in crate::state) fn derive(&self) -> Derived {
        Derived(match &self.0 {
            Input::Group(input) => Output::Group(input.derive().into()),
            Input::Client(input) => Output::Client(input.derive().into()),
            Input::Order(input) => Output::Order(input.derive().into()),
            Input::Standing(input) => Output::Standing(input.derive().into()),
            Input::Counts(input) => Output::Counts(input.derive().into()),
            Input::Compare(input) => Output::Compare(input.derive().into()),
            Input::Data(input) => Output::Data(input.derive()),
            Input::Risks(input) => Output::Risks(input.derive().into()),
            Input::Model(input) => Output::Model(input.derive().into()),
            Input::AllReasons(input) => Output::AllReasons(input.derive()),
        })
    }
}
