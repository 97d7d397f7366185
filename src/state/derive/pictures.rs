//! All parts of the screen as they were last derived, and the views put together from them.

use std::sync::Arc;

use crate::{
    explain::lime,
    portfolio::ContributionIndex,
    state::{
        AppState, Effect, Tab,
        view::{
            ClientPane, CompareView, DataView, EffectView, LookAlikesView, ModelView,
            PopulationView, SecondMethodView, WeightsView,
        },
    },
};

use super::{
    client::{self, VerdictInput},
    columns::Columns,
    compare::CompareInput,
    counts::{Counts, CountsInput},
    data::DataInput,
    dependence::{CountedEffects, DependenceInput},
    derivation::{Derivation, Derived, Input, OfContributions, Output},
    effect::EffectInput,
    effects,
    explained::{AllReasonsInput, ClientInput, Explained},
    filter::PanelInput,
    frame,
    group::{GroupInput, Grouped, Standing, StandingInput},
    group_weights::{GroupWeights, GroupWeightsInput},
    list::{self, LinesInput},
    look_alikes::{self, IndexInput, LookAlikesInput},
    model::ModelInput,
    order::{OrderInput, Ordered},
    population::PopulationInput,
    reference::{self, Prepared, ReferenceInput},
    risks::{Risks, RisksInput},
    second_method::{self, DrawnFromInput, SecondMethodInput},
    slot::{Shared, Slot, Wanted},
    strips::{Strips, StripsInput},
    threshold::ThresholdInput,
    weights::WeightsInput,
};

/// The parts, and the inputs that the light views were last made from.
#[derive(Debug, Default)]
pub(in crate::state) struct Pictures {
    pub(super) columns: Option<Shared<Columns>>,
    pub(super) group: Slot<GroupInput, Arc<Grouped>>,
    pub(super) client: Slot<ClientInput, Arc<Explained>>,
    pub(super) reference: Slot<ReferenceInput, Arc<Prepared>>,
    pub(super) order: Slot<OrderInput, Arc<Ordered>>,
    pub(super) standing: Slot<StandingInput, Arc<Standing>>,
    pub(super) counts: Slot<CountsInput, Arc<Counts>>,
    pub(super) risks: Slot<RisksInput, Arc<Risks>>,
    pub(super) index: Slot<IndexInput, Arc<ContributionIndex>>,
    pub(super) look_alikes: Slot<LookAlikesInput, Arc<LookAlikesView>>,
    pub(super) drawn_from: Slot<DrawnFromInput, Arc<lime::Reference>>,
    pub(super) second_method: Slot<SecondMethodInput, Result<Arc<SecondMethodView>, String>>,
    pub(super) group_weights: Slot<GroupWeightsInput, Arc<GroupWeights>>,
    pub(super) strips: Slot<StripsInput, Arc<Strips>>,
    pub(super) dependence: Slot<DependenceInput, Arc<CountedEffects>>,
    /// Those that go to the screen as they come stand among the views alone.
    compare: Slot<CompareInput, ()>,
    data: Slot<DataInput, ()>,
    model: Slot<ModelInput, ()>,
    all_reasons: Slot<AllReasonsInput, ()>,
    pub(super) weights: Slot<WeightsInput, ()>,
    pub(super) effect: Slot<EffectInput, ()>,
    lines: Option<LinesInput>,
    place: Option<(Shared<Ordered>, Option<u32>)>,
    panel: Option<PanelInput>,
    verdict: Option<VerdictInput>,
    threshold: Option<ThresholdInput>,
    population: Option<PopulationInput>,
}

impl Pictures {
    /// Lets go of all that belongs to a model or a base that is no longer open. Whatever is still
    /// being derived from them will be dropped.
    pub(in crate::state) fn forget(&mut self) {
        self.columns = None;
        self.group.forget();
        self.client.forget();
        self.order.forget();
        self.standing.forget();
        self.counts.forget();
        self.risks.forget();
        self.index.forget();
        self.look_alikes.forget();
        self.reference.forget();
        self.drawn_from.forget();
        self.second_method.forget();
        self.group_weights.forget();
        self.strips.forget();
        self.dependence.forget();
        self.weights.forget();
        self.effect.forget();
        self.compare.forget();
        self.data.forget();
        self.all_reasons.forget();
        self.model.forget();
    }

    /// Takes note that a derivation failed; says whether anybody still waits for it.
    pub(in crate::state) fn fail(&mut self, number: u64) -> bool {
        self.group.fail(number)
            || self.client.fail(number)
            || self.order.fail(number)
            || self.standing.fail(number)
            || self.counts.fail(number)
            || self.compare.fail(number)
            || self.data.fail(number)
            || self.risks.fail(number)
            || self.index.fail(number)
            || self.look_alikes.fail(number)
            || self.reference.fail(number)
            || self.drawn_from.fail(number)
            || self.second_method.fail(number)
            || self.model.fail(number)
            || self.all_reasons.fail(number)
            || self.group_weights.fail(number)
            || self.strips.fail(number)
            || self.dependence.fail(number)
            || self.weights.fail(number)
            || self.effect.fail(number)
    }
}

/// A part of the screen that somebody waits for after having asked for something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Picture {
    /// The list of clients.
    List,
    /// The client's page: answer, reasons, comparison, data.
    Client,
    /// The group: its count, the list, the comparison, and the population when it is on screen.
    Group,
    /// The whole screen, with what nobody sees before opening it.
    Everything,
}

impl AppState {
    /// Whether a part of the screen is still being derived, so that what it shows is the picture
    /// before.
    #[must_use]
    pub fn awaits(&self, picture: Picture) -> bool {
        let all = &self.pictures;
        let list = || all.order.is_awaited() || all.standing.is_awaited();
        let comparison = || all.counts.is_awaited() || all.compare.is_awaited();
        let look_alikes = || all.index.is_awaited() || all.look_alikes.is_awaited();
        let client = || {
            all.reference.is_awaited()
                || all.client.is_awaited()
                || all.data.is_awaited()
                || comparison()
                || look_alikes()
        };
        let effects = || all.dependence.is_awaited() || all.effect.is_awaited();
        let weights = || {
            all.group_weights.is_awaited() || all.strips.is_awaited() || all.weights.is_awaited()
        };
        let population = || all.risks.is_awaited() || effects() || weights();
        let group = || all.group.is_awaited() || list() || comparison() || population();
        match picture {
            Picture::List => list(),
            Picture::Client => client(),
            Picture::Group => group(),
            Picture::Everything => {
                let expert = || all.drawn_from.is_awaited() || all.second_method.is_awaited();
                let details = || all.model.is_awaited() || all.all_reasons.is_awaited();
                group() || client() || details() || expert()
            }
        }
    }

    /// Whether long work is under way: a file is read, clients are scored.
    #[must_use]
    pub fn is_working(&self) -> bool {
        self.jobs.shown().is_some()
    }

    /// Takes in what a worker derived.
    pub(in crate::state) fn take_derived(&mut self, number: u64, derived: Derived) {
        let (pictures, views) = (&mut self.pictures, &mut self.views);
        match derived.0 {
            Output::Group(group) => {
                if pictures.group.take(number, group) {
                    self.take_group();
                }
            }
            Output::Client(client) => _ = pictures.client.take(number, client),
            Output::Reference(reference) => _ = pictures.reference.take(number, reference),
            Output::DrawnFrom(clients) => _ = pictures.drawn_from.take(number, clients),
            Output::SecondMethod(said) => _ = pictures.second_method.take(number, said),
            Output::Order(order) => _ = pictures.order.take(number, order),
            Output::Standing(standing) => _ = pictures.standing.take(number, standing),
            Output::Counts(counts) => _ = pictures.counts.take(number, counts),
            Output::Risks(risks) => _ = pictures.risks.take(number, risks),
            Output::Index(index) => _ = pictures.index.take(number, index),
            Output::LookAlikes(found) => _ = pictures.look_alikes.take(number, found),
            Output::Dependence(found) => take_found(&mut pictures.dependence, number, found),
            Output::GroupWeights(found) => take_found(&mut pictures.group_weights, number, found),
            Output::Strips(found) => take_found(&mut pictures.strips, number, found),
            Output::Effect(view) => {
                if pictures.effect.take(number, ()) {
                    views.population.effects.effect = *view;
                }
            }
            Output::Weights(view) => {
                if pictures.weights.take(number, ()) {
                    views.population.effects.weights = *view;
                }
            }
            Output::Compare(view) => {
                if pictures.compare.take(number, ()) {
                    views.compare = *view;
                }
            }
            Output::Data(view) => {
                if pictures.data.take(number, ()) {
                    views.data = view;
                }
            }
            Output::Model(view) => {
                if pictures.model.take(number, ()) {
                    let threshold = std::mem::take(&mut views.model.threshold);
                    views.model = ModelView { threshold, ..*view };
                }
            }
            Output::AllReasons(reasons) => {
                let is_shown = pictures.client.value().map(Shared::of) == Some(reasons.client);
                if pictures.all_reasons.take(number, ())
                    && is_shown
                    && let ClientPane::Client(view) = &mut views.client
                {
                    view.reasons.table = reasons.table;
                }
            }
        }
    }

    /// What the filter keeps is known: the first client can be chosen.
    fn take_group(&mut self) {
        let Some(grouped) = self.pictures.group.value() else { return };
        self.session.group = Some(Arc::clone(&grouped.group));
        if std::mem::take(&mut self.desk.awaits_first_client) && self.desk.selected.is_none() {
            self.desk.selected = grouped.first_row();
        }
    }

    /// Brings everything on screen up to date: light views at once, the others by the effects that
    /// come back.
    pub(in crate::state) fn refresh(&mut self) -> Vec<Effect> {
        self.pictures.columns = Columns::of(self, self.pictures.columns.as_ref());
        let effects = self.ask_for_all();
        self.show_list();
        self.show_filter();
        self.show_threshold();
        self.show_client();
        self.show_population();
        self.views.frame = frame::derive(self);
        effects
    }

    /// What must be derived, the inputs before those who depend on them.
    fn ask_for_all(&mut self) -> Vec<Effect> {
        let asked = [
            self.ask(GroupInput::of(self), |all| &mut all.group, Input::Group),
            self.ask(ReferenceInput::of(self), |all| &mut all.reference, Input::Reference),
            self.ask(ClientInput::of(self), |all| &mut all.client, Input::Client),
            self.ask(StandingInput::of(self), |all| &mut all.standing, Input::Standing),
            self.ask(OrderInput::of(self), |all| &mut all.order, Input::Order),
            self.ask(CountsInput::of(self), |all| &mut all.counts, Input::Counts),
            self.ask(CompareInput::of(self), |all| &mut all.compare, Input::Compare),
            self.ask(IndexInput::of(self), |all| &mut all.index, Input::Index),
            self.ask(LookAlikesInput::of(self), |all| &mut all.look_alikes, Input::LookAlikes),
            self.ask(DataInput::of(self), |all| &mut all.data, Input::Data),
            self.ask(RisksInput::of(self), |all| &mut all.risks, Input::Risks),
            self.ask(DependenceInput::of(self), |all| &mut all.dependence, Input::Dependence),
            self.ask(EffectInput::of(self), |all| &mut all.effect, Input::Effect),
            self.ask(
                GroupWeightsInput::of(self),
                |all| &mut all.group_weights,
                Input::GroupWeights,
            ),
            self.ask(StripsInput::of(self), |all| &mut all.strips, Input::Strips),
            self.ask(WeightsInput::of(self), |all| &mut all.weights, Input::Weights),
            self.ask(ModelInput::of(self), |all| &mut all.model, Input::Model),
            self.ask(AllReasonsInput::of(self), |all| &mut all.all_reasons, Input::AllReasons),
            self.ask(DrawnFromInput::of(self), |all| &mut all.drawn_from, Input::DrawnFrom),
            self.ask(
                SecondMethodInput::of(self),
                |all| &mut all.second_method,
                Input::SecondMethod,
            ),
        ];
        asked.into_iter().flatten().collect()
    }

    /// The derivation of one part, when its input changed.
    fn ask<I: PartialEq + Clone, V>(
        &mut self,
        wanted: Wanted<I>,
        slot: impl Fn(&mut Pictures) -> &mut Slot<I, V>,
        input: impl Fn(I) -> Input,
    ) -> Option<Effect> {
        let (ticket, asked) = slot(&mut self.pictures).ask(wanted, &mut self.jobs)?;
        Some(Effect::Derive(ticket, Derivation(input(asked))))
    }

    fn show_list(&mut self) {
        let lines = LinesInput::of(self);
        self.views.list.query.clone_from(&self.desk.query);
        self.views.list.sort = self.settings.sort;
        self.views.list.sort_note = list::sort_note(self);
        if self.pictures.lines.as_ref() != Some(&lines) {
            self.views.list.rows = Arc::new(lines.rows());
            self.views.list.message = lines.message();
            self.pictures.lines = Some(lines);
        }
        let ordered = self.pictures.order.value().map(Shared::of);
        let place = ordered.map(|ordered| (ordered, self.desk.selected));
        if self.pictures.place != place {
            self.views.list.selected = place.as_ref().and_then(|(ordered, selected)| {
                selected.and_then(|row| ordered.order.position(row))
            });
            self.pictures.place = place;
        }
    }

    fn show_filter(&mut self) {
        let panel = PanelInput::of(self);
        if self.pictures.panel.as_ref() != Some(&panel) {
            self.views.filter = panel.view(self);
            self.pictures.panel = Some(panel);
        }
    }

    fn show_client(&mut self) {
        let verdict = VerdictInput::of(self);
        match &verdict {
            Some(verdict) => {
                let before = self.pictures.verdict.as_ref();
                if before != Some(verdict) {
                    verdict.show(before, &mut self.views.client);
                }
            }
            None => self.views.client = client::placeholder(self),
        }
        self.pictures.verdict = verdict;
        let (against, said) = (reference::choices(self), second_method::pane(self));
        if let ClientPane::Client(view) = &mut self.views.client {
            view.against = against;
            view.second_method = said;
        }
        self.views.look_alikes = look_alikes::pane(self);
        if self.pictures.compare.value().is_none() {
            self.views.compare = CompareView::default();
        }
        if self.pictures.data.value().is_none() {
            self.views.data = DataView::default();
        }
    }

    fn show_threshold(&mut self) {
        if self.pictures.model.value().is_none() {
            self.views.model = ModelView::default();
            self.pictures.threshold = None;
        }
        let threshold = ThresholdInput::of(self);
        if self.pictures.threshold.as_ref() != Some(&threshold) {
            self.views.model.threshold = threshold.view();
            self.pictures.threshold = Some(threshold);
        }
    }

    /// The page of the population, while it is on screen.
    fn show_population(&mut self) {
        let population = PopulationInput::of(self);
        let is_shown = self.desk.tab == Tab::Population;
        if is_shown && self.pictures.population.as_ref() != Some(&population) {
            let effects = std::mem::take(&mut self.views.population.effects);
            self.views.population = PopulationView { effects, ..population.view() };
            self.pictures.population = Some(population);
        }
        if self.pictures.weights.value().is_none() {
            self.views.population.effects.weights = WeightsView::default();
        }
        if self.pictures.effect.value().is_none() {
            self.views.population.effects.effect = EffectView::default();
        }
        if is_shown {
            effects::show(self);
        }
    }
}

/// Takes in what was made of the contributions of everybody. Of those that failed, the session says
/// so (`update::fault`); of those that nobody waited for any more, nothing is to be said.
fn take_found<I: PartialEq + Clone, T>(
    slot: &mut Slot<I, Arc<T>>,
    number: u64,
    found: OfContributions<T>,
) {
    match found {
        Ok(found) => _ = slot.take(number, found),
        Err(_) => _ = slot.fail(number),
    }
}
