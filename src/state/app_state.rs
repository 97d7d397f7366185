//! The state of the window.

use std::{path::PathBuf, sync::Arc};

use crate::{
    base::{ClientBase, Group, StoreChoice, StoreEntry},
    domain::{Filter, Language, Threshold},
    portfolio::{
        Agreement, Contributions, ContributionsFault, HoldOut, Misfit, Model, Portfolio,
        ScoreBoard, Scores,
    },
    words::Words,
};

use super::{
    Against, Described, Effect, Grouping, OpenKind, Scope, Settings, Source, Tab,
    derive::Pictures,
    jobs::Jobs,
    told::Told,
    view::{
        ClientPane, CompareView, DataView, FilterView, FrameView, ListView, LookAlikesPane,
        ModelView, Notice, PopulationView,
    },
};

/// What was asked for at the start, from the command line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Launch {
    /// The model to open; `None` for the demo.
    pub model: Option<PathBuf>,
    /// The base to open; `None` for the demo.
    pub base: Option<PathBuf>,
    /// The column of that base that identifies clients; `None` to find out.
    pub id_column: Option<String>,
    /// The client to show first.
    pub client: Option<String>,
    /// The tables that describe the clients of that base; those that were added the last time when
    /// there is none.
    pub tables: Vec<PathBuf>,
    /// Where large bases are kept.
    pub store: StoreChoice,
}

/// All that the window knows.
pub struct AppState {
    pub(super) settings: Settings,
    pub(super) words: Words,
    pub(super) session: Session,
    pub(super) desk: Desk,
    pub(super) jobs: Jobs,
    pub(super) notices: Vec<Told<Notice>>,
    pub(super) views: Views,
    pub(super) pictures: Pictures,
    /// The base to open once the model is there.
    pub(super) pending_base: Option<Source>,
    /// The column that identifies the clients of one base, as the person named it.
    pub(super) named_id_column: Option<(Source, String)>,
    /// The client to show as soon as there is a base.
    pub(super) wanted_client: Option<String>,
    /// The client who was on screen before the base was read again.
    pub(super) client_before: Option<String>,
    /// The tables to add to one base, as the person named them.
    pub(super) named_tables: Option<(Source, Vec<PathBuf>)>,
    /// Where large bases are kept, unless the person switched that off.
    pub(super) store: StoreChoice,
    /// The open base was read again by itself, because its kept copy had changed.
    pub(super) was_reopened: bool,
    /// The kept copies of bases, while they are shown.
    pub(super) kept: Option<KeptDesk>,
    /// The contributions of all clients were computed again by themselves, because their file had
    /// failed.
    pub(super) contributed_again: bool,
}

/// What is open: a model, a base, and what follows from both.
#[derive(Debug, Clone, Default)]
pub struct Session {
    /// The model.
    pub model: Option<Arc<Model>>,
    /// Where it comes from.
    pub model_source: Option<Source>,
    /// The client base.
    pub base: Option<Arc<ClientBase>>,
    /// Where it comes from.
    pub base_source: Option<Source>,
    /// The base and the tables that describe its clients.
    pub described: Option<Described>,
    /// Model and base together; `None` when one is missing or when they do not fit.
    pub portfolio: Option<Arc<Portfolio>>,
    /// Why model and base do not fit.
    pub misfit: Option<Arc<Misfit>>,
    /// The scores of the clients, as they come.
    pub board: Option<Arc<ScoreBoard>>,
    /// The scores of all clients, sorted, once they are computed.
    pub scores: Option<Arc<Scores>>,
    /// What the second engine found, once it answered.
    pub agreement: Option<Agreement>,
    /// A threshold set by hand, in place of the model's.
    pub own_threshold: Option<Threshold>,
    /// The clients of the base whom the model never saw.
    pub hold_out: Option<Arc<HoldOut>>,
    /// The clients that the filter keeps, as they were last found.
    pub group: Option<Arc<Group>>,
    /// The contributions of all clients, once somebody looked at what is made of them and they were
    /// computed.
    pub contributions: Option<Arc<Contributions>>,
    /// Why they are not computed although somebody looks.
    pub without_contributions: Option<WithoutContributions>,
}

/// Why the contributions of all clients are not computed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WithoutContributions {
    /// The person stopped it.
    Stopped,
    /// Something went wrong that computing them again at once would not mend.
    Failed(ContributionsFault),
}

/// Where the person is: page, client, filter, comparison.
#[derive(Debug, Clone, Default)]
pub(super) struct Desk {
    pub(super) tab: Tab,
    pub(super) query: String,
    pub(super) selected: Option<u32>,
    /// Nobody was chosen since the base was opened: the first one of the group will be.
    pub(super) awaits_first_client: bool,
    /// The identifier that was asked for and that several rows share.
    pub(super) ambiguous: Option<String>,
    pub(super) filter: Filter,
    pub(super) edited_clause: Option<usize>,
    pub(super) compare_column: Option<String>,
    pub(super) compare_second: Option<String>,
    pub(super) scope: Scope,
    pub(super) against: Against,
    pub(super) second_method_shown: bool,
    /// Whether the weights on the population's page are those of themes or of factors; `None` for
    /// themes.
    pub(super) weights_grouping: Option<Grouping>,
    /// The factor whose effect is shown; `None` for the one that weighs most.
    pub(super) effect_factor: Option<String>,
    pub(super) open: Option<OpenDesk>,
    pub(super) help_shown: bool,
}

/// The kept copies of bases.
#[derive(Debug, Clone, Default)]
pub(super) struct KeptDesk {
    /// What is kept; `None` while nobody has looked.
    pub(super) entries: Option<Vec<StoreEntry>>,
    /// How many could not be removed because they are in use.
    pub(super) in_use: usize,
}

/// The dialog that opens files.
#[derive(Debug, Clone)]
pub(super) struct OpenDesk {
    pub(super) kind: OpenKind,
    pub(super) path: String,
    pub(super) error: Option<Told<String>>,
}

/// All views, as they were last derived.
#[derive(Default)]
pub struct Views {
    /// What surrounds the pages.
    pub frame: FrameView,
    /// The list of clients.
    pub list: ListView,
    /// The filter panel.
    pub filter: FilterView,
    /// The client's page.
    pub client: ClientPane,
    /// The comparison.
    pub compare: CompareView,
    /// What the comparison shows in place of its chart when look-alikes are chosen.
    pub look_alikes: Option<LookAlikesPane>,
    /// The client's own data.
    pub data: DataView,
    /// The model's page.
    pub model: ModelView,
    /// The population's page.
    pub population: PopulationView,
}

impl AppState {
    /// The state at the start, and the work that fills it.
    ///
    /// `system_language` is used until somebody chooses another one.
    #[must_use]
    pub fn start(
        settings: Settings,
        system_language: Language,
        launch: Launch,
    ) -> (Self, Vec<Effect>) {
        let words = Words::new(settings.language.unwrap_or(system_language));
        let mut state = Self {
            settings,
            words,
            session: Session::default(),
            desk: Desk::default(),
            jobs: Jobs::default(),
            notices: Vec::new(),
            views: Views::default(),
            pictures: Pictures::default(),
            pending_base: None,
            named_id_column: None,
            wanted_client: launch.client,
            client_before: None,
            named_tables: None,
            store: launch.store,
            was_reopened: false,
            kept: None,
            contributed_again: false,
        };
        let source = |path: Option<PathBuf>| path.map_or(Source::Demo, Source::Path);
        let base = source(launch.base);
        if !launch.tables.is_empty() {
            state.named_tables = Some((base.clone(), launch.tables));
        }
        state.named_id_column = launch.id_column.map(|column| (base.clone(), column));
        let mut effects = state.open_pair(source(launch.model), base);
        effects.extend(state.refresh());
        (state, effects)
    }

    /// The views, for the screen.
    #[must_use]
    pub fn views(&self) -> &Views {
        &self.views
    }

    /// The words of the chosen language.
    #[must_use]
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// What is remembered between two starts.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// What is open.
    #[must_use]
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The row of the client on screen.
    #[must_use]
    pub fn selected(&self) -> Option<u32> {
        self.desk.selected
    }

    pub(super) fn grouping(&self) -> Grouping {
        self.settings.grouping
    }
}

impl Session {
    /// The threshold in use: the one set by hand, else the model's, else the stand-in.
    #[must_use]
    pub fn threshold(&self) -> Threshold {
        self.own_threshold
            .or_else(|| self.model.as_ref().and_then(|model| model.threshold()))
            .unwrap_or(Threshold::STAND_IN)
    }
}
