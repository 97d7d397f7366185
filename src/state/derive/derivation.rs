//! A part of the screen to be derived, and what came of it: what travels to a worker thread and
//! back.

use std::sync::Arc;

use crate::{
    domain::Job,
    explain::lime,
    portfolio::{ContributionIndex, ContributionsFault},
    state::view::{
        CompareView, DataView, EffectView, LookAlikesView, ModelView, SecondMethodView, WeightsView,
    },
};

use super::{
    compare::CompareInput,
    counts::{Counts, CountsInput},
    data::DataInput,
    dependence::{CountedEffects, DependenceInput},
    effect::EffectInput,
    explained::{AllReasons, AllReasonsInput, ClientInput, Explained},
    group::{GroupInput, Grouped, Standing, StandingInput},
    group_weights::{GroupWeights, GroupWeightsInput},
    look_alikes::{IndexInput, LookAlikesInput},
    model::ModelInput,
    order::{OrderInput, Ordered},
    reference::{Prepared, ReferenceInput},
    risks::{Risks, RisksInput},
    second_method::{DrawnFromInput, SecondMethodInput},
    strips::{Strips, StripsInput},
    weights::WeightsInput,
};

/// The parts that may take longer than a frame, the most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::state) enum Part {
    /// The clients whom the filter keeps.
    Group,
    /// The client on screen, explained.
    Client,
    /// Whom the client's reasons are measured against.
    Reference,
    /// The order of the list.
    Order,
    /// The group in the order of its risk.
    Standing,
    /// How clients spread over the compared columns.
    Counts,
    /// Where the client stands among them.
    Compare,
    /// The clients with the same reasons.
    LookAlikes,
    /// The client's own data.
    Data,
    /// How the risk spreads.
    Risks,
    /// The contributions of all clients in short.
    Index,
    /// How the effect of one factor follows its value.
    Dependence,
    /// The same in words, with the client marked.
    Effect,
    /// How much each factor weighs, in words.
    Weights,
    /// The model's page.
    Model,
    /// All reasons of the client as a table.
    AllReasons,
    /// The clients that the second method draws from.
    DrawnFrom,
    /// What it says about the client.
    SecondMethod,
    /// How much each factor weighs within the group.
    GroupWeights,
    /// Which way the values of each factor act.
    Strips,
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
    Reference(ReferenceInput),
    Order(OrderInput),
    Standing(StandingInput),
    Counts(CountsInput),
    Compare(CompareInput),
    LookAlikes(LookAlikesInput),
    Data(DataInput),
    Risks(RisksInput),
    Index(IndexInput),
    Dependence(DependenceInput),
    Effect(EffectInput),
    Weights(WeightsInput),
    Model(ModelInput),
    AllReasons(AllReasonsInput),
    DrawnFrom(DrawnFromInput),
    SecondMethod(SecondMethodInput),
    GroupWeights(GroupWeightsInput),
    Strips(StripsInput),
}

/// What is made of the contributions of everybody, unless their file fails or nobody waits for it
/// any more.
pub(super) type OfContributions<T> = Result<Arc<T>, ContributionsFault>;

#[derive(Debug)]
pub(super) enum Output {
    Group(Arc<Grouped>),
    Client(Arc<Explained>),
    Reference(Arc<Prepared>),
    Order(Arc<Ordered>),
    Standing(Arc<Standing>),
    Counts(Arc<Counts>),
    Compare(Box<CompareView>),
    LookAlikes(Arc<LookAlikesView>),
    Data(DataView),
    Risks(Arc<Risks>),
    Index(Arc<ContributionIndex>),
    Dependence(OfContributions<CountedEffects>),
    Effect(Box<EffectView>),
    Weights(Box<WeightsView>),
    Model(Box<ModelView>),
    AllReasons(AllReasons),
    DrawnFrom(Arc<lime::Reference>),
    SecondMethod(Result<Arc<SecondMethodView>, String>),
    GroupWeights(OfContributions<GroupWeights>),
    Strips(OfContributions<Strips>),
}

impl Part {
    /// All parts, the most urgent first.
    pub(in crate::state) const ALL: [Self; 20] = [
        Self::Group,
        Self::Client,
        Self::Reference,
        Self::Order,
        Self::Standing,
        Self::Counts,
        Self::Compare,
        Self::LookAlikes,
        Self::Data,
        Self::Risks,
        Self::Index,
        Self::Dependence,
        Self::Effect,
        Self::Weights,
        Self::Model,
        Self::AllReasons,
        Self::DrawnFrom,
        Self::SecondMethod,
        Self::GroupWeights,
        Self::Strips,
    ];

    /// Whether it may take so long that it is stopped when nobody waits for it any more, and that
    /// only one such part is derived at a time.
    pub(in crate::state) fn is_long(self) -> bool {
        matches!(self, Self::Index | Self::GroupWeights | Self::Strips)
    }
}

impl Derivation {
    /// Which part it derives.
    pub(in crate::state) fn part(&self) -> Part {
        match &self.0 {
            Input::Group(_) => Part::Group,
            Input::Client(_) => Part::Client,
            Input::Reference(_) => Part::Reference,
            Input::Order(_) => Part::Order,
            Input::Standing(_) => Part::Standing,
            Input::Counts(_) => Part::Counts,
            Input::Compare(_) => Part::Compare,
            Input::LookAlikes(_) => Part::LookAlikes,
            Input::Data(_) => Part::Data,
            Input::Risks(_) => Part::Risks,
            Input::Index(_) => Part::Index,
            Input::Dependence(_) => Part::Dependence,
            Input::Effect(_) => Part::Effect,
            Input::Weights(_) => Part::Weights,
            Input::Model(_) => Part::Model,
            Input::AllReasons(_) => Part::AllReasons,
            Input::DrawnFrom(_) => Part::DrawnFrom,
            Input::SecondMethod(_) => Part::SecondMethod,
            Input::GroupWeights(_) => Part::GroupWeights,
            Input::Strips(_) => Part::Strips,
        }
    }

    /// Derives it, on whatever thread this is. `job` stops what takes long.
    pub(in crate::state) fn derive(&self, job: &dyn Job) -> Derived {
        Derived(match &self.0 {
            Input::Group(input) => Output::Group(input.derive().into()),
            Input::Client(input) => Output::Client(input.derive().into()),
            Input::Reference(input) => Output::Reference(input.derive().into()),
            Input::Order(input) => Output::Order(input.derive().into()),
            Input::Standing(input) => Output::Standing(input.derive().into()),
            Input::Counts(input) => Output::Counts(input.derive().into()),
            Input::Compare(input) => Output::Compare(input.derive().into()),
            Input::LookAlikes(input) => Output::LookAlikes(input.derive().into()),
            Input::Data(input) => Output::Data(input.derive()),
            Input::Risks(input) => Output::Risks(input.derive().into()),
            Input::Index(input) => Output::Index(input.derive().into()),
            Input::Dependence(input) => Output::Dependence(input.derive().map(Arc::new)),
            Input::Effect(input) => Output::Effect(input.derive().into()),
            Input::Weights(input) => Output::Weights(input.derive().into()),
            Input::Model(input) => Output::Model(input.derive().into()),
            Input::AllReasons(input) => Output::AllReasons(input.derive()),
            Input::DrawnFrom(input) => Output::DrawnFrom(input.derive().into()),
            Input::SecondMethod(input) => Output::SecondMethod(input.derive()),
            Input::GroupWeights(input) => Output::GroupWeights(input.derive(job).map(Arc::new)),
            Input::Strips(input) => Output::Strips(input.derive(job).map(Arc::new)),
        })
    }
}
