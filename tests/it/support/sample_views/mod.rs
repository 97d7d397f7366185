//! What the window could show of one client, in both languages: invented figures, real words.

mod client;
mod compare;
mod effects;
mod frame;
mod pages;

use clairscore::{
    domain::Language,
    state::view::{
        ClientPane, ClientView, CompareView, DataView, FilterView, FrameView, ListView,
        LookAlikesPane, ModelView, PopulationView,
    },
    ui::Screen,
    words::Words,
};

pub(crate) use client::{gauge, theme_reasons};
pub(crate) use compare::{grid, look_alikes};
pub(crate) use frame::{choice_editor, kept, notices, range_editor};

/// How many clients the sample list has.
pub(crate) const CLIENTS: u32 = 30_000;

/// Every view of the window.
pub(crate) struct Sample {
    pub(crate) words: Words,
    pub(crate) frame: FrameView,
    pub(crate) list: ListView,
    pub(crate) filter: FilterView,
    pub(crate) client: ClientPane,
    pub(crate) compare: CompareView,
    pub(crate) look_alikes: Option<LookAlikesPane>,
    pub(crate) data: DataView,
    pub(crate) model: ModelView,
    pub(crate) population: PopulationView,
    pub(crate) search_focus_requested: bool,
}

impl Sample {
    pub(crate) fn new(language: Language) -> Self {
        let say = Say(language);
        Self {
            words: Words::new(language),
            frame: frame::frame(say),
            list: frame::list(say),
            filter: frame::filter(say),
            client: ClientPane::Client(Box::new(client::client(say))),
            compare: compare::compare(say),
            look_alikes: None,
            data: client::data(say),
            model: pages::model(say),
            population: pages::population(say),
            search_focus_requested: false,
        }
    }

    pub(crate) fn screen(&self) -> Screen<'_> {
        Screen {
            frame: &self.frame,
            list: &self.list,
            filter: &self.filter,
            client: &self.client,
            compare: &self.compare,
            look_alikes: self.look_alikes.as_ref(),
            data: &self.data,
            model: &self.model,
            population: &self.population,
            search_focus_requested: self.search_focus_requested,
        }
    }

    pub(crate) fn client(&self) -> &ClientView {
        match &self.client {
            ClientPane::Client(client) => client,
            _ => panic!("the sample shows a client"),
        }
    }
}

/// Picks the words of one language.
#[derive(Clone, Copy)]
struct Say(Language);

impl Say {
    fn of(self, french: &str, english: &str) -> String {
        match self.0 {
            Language::French => french.to_owned(),
            Language::English => english.to_owned(),
        }
    }

    /// A percentage with one decimal.
    fn percent(self, share: f64) -> String {
        Words::new(self.0).percent(share, 1)
    }
}
