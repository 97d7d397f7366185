//! Commands and replies in, changed state and effects out.

mod contributions;
mod fault;
mod filtering;
mod finding;
mod kept;
mod notes;
mod opening;
mod tables;

use crate::{
    domain::{Filter, Language, Threshold},
    words::Words,
};

use super::{
    AppState, Command, Derived, Effect, Removal, Reply, Settings, Source, derive, told::Told,
    worker::Message,
};

impl AppState {
    /// Executes one command. What must happen outside of the state comes back as effects.
    pub fn update(&mut self, command: Command) -> Vec<Effect> {
        let effects = self.execute(command);
        self.followed_up(effects)
    }

    /// Takes in what a worker thread said. Stale answers are dropped.
    pub fn receive(&mut self, message: Message) -> Vec<Effect> {
        if let Some(fault) = self.fault_behind(&message) {
            let effects = self.reopen_base(&fault);
            return self.followed_up(effects);
        }
        self.let_go_of_failed_contributions();
        let effects = match message {
            Message::Progress(number, done, total) => {
                self.jobs.note_progress(number, done, total);
                Vec::new()
            }
            Message::Done(number, reply) if self.jobs.end(number) => self.absorb(reply),
            Message::Done(..) => Vec::new(),
            Message::Derived(number, derived) => {
                self.absorb_derived(number, derived);
                Vec::new()
            }
        };
        self.followed_up(effects)
    }

    /// These effects, the work that what is on screen needs now, and what brings the screen up to
    /// date.
    fn followed_up(&mut self, mut effects: Vec<Effect>) -> Vec<Effect> {
        effects.extend(self.ask_for_contributions());
        effects.extend(self.refresh());
        effects
    }

    fn execute(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::ShowTab(tab) => self.show_tab(tab),
            Command::Search(query) => self.search(query),
            Command::ConfirmSearch => self.confirm_search(),
            Command::Select(row) => self.select(row),
            Command::MoveSelection(lines) => self.move_selection(lines),
            Command::Sort(sort) => {
                return self.change_settings(|settings| settings.sort = sort);
            }
            Command::AddClause(column) => self.add_clause(&column),
            Command::EditClause(index) => self.edit_clause(Some(index)),
            Command::CloseEditor => self.edit_clause(None),
            Command::SetClause(index, condition) => self.set_clause(index, condition),
            Command::RemoveClause(index) => self.remove_clause(index),
            Command::ClearFilter => self.set_filter(Filter::default()),
            Command::SaveFilter(name) => return self.save_filter(&name),
            Command::LoadFilter(name) => self.load_filter(&name),
            Command::DeleteFilter(name) => {
                return self.change_settings(|settings| {
                    settings.filters.retain(|saved| saved.name != name);
                });
            }
            Command::GroupReasons(grouping) => {
                return self.change_settings(|settings| settings.grouping = grouping);
            }
            Command::Compare(column) => self.compare(column),
            Command::CompareSecond(column) => self.compare_second(column),
            Command::CompareWith(scope) => self.compare_with(scope),
            Command::MeasureAgainst(against) => self.desk.against = against,
            Command::ShowSecondMethod(shown) => self.desk.second_method_shown = shown,
            Command::GroupWeights(grouping) => self.desk.weights_grouping = Some(grouping),
            Command::ShowEffect(factor) => self.desk.effect_factor = Some(factor),
            Command::KeepOnly(clause) => self.keep_only(clause),
            Command::ShowOpen(kind) => self.show_open(kind),
            Command::CloseOpen => self.close_open(),
            Command::SetOpenPath(path) => self.set_open_path(path),
            Command::Browse(kind, what) => return vec![Effect::Browse(kind, what)],
            Command::Open(kind, path) => return self.open(kind, Source::Path(path)),
            Command::OpenDemo => {
                self.desk.open = None;
                return self.open_pair(Source::Demo, Source::Demo);
            }
            Command::RemoveTable(index) => return self.remove_table(index),
            Command::ShowKept(shown) => return self.show_kept(shown),
            Command::RemoveKept(index) => return self.remove_kept(index),
            Command::RemoveAllKept => return self.look_through_kept(Removal::All),
            Command::KeepBases(kept) => {
                return self.change_settings(|settings| settings.keeps_no_bases = !kept);
            }
            Command::SetThreshold(value) => self.set_threshold(value),
            Command::SetLanguage(language) => return self.set_language(language),
            Command::SetTheme(theme) => {
                return self.change_settings(|settings| settings.theme = theme);
            }
            Command::Zoom(step) => {
                return self.change_settings(|settings| settings.zoom = settings.zoom.step(step));
            }
            Command::Contribute => self.contribute_again(),
            Command::Cancel => return self.cancel(),
            Command::DismissNotice(index) => self.dismiss_notice(index),
            Command::ShowHelp(shown) => {
                self.desk.help_shown = shown;
            }
        }
        Vec::new()
    }

    /// Takes in a part of the screen. One whose derivation failed is a defect of this program, and
    /// is told; the rest of the window goes on.
    fn absorb_derived(&mut self, number: u64, derived: Result<Derived, String>) {
        match derived {
            Ok(derived) => self.take_derived(number, derived),
            Err(what) if self.pictures.fail(number) => {
                self.note(Told::new(|words| derive::broken_notice(&what, words)));
            }
            Err(_) => {}
        }
    }

    fn absorb(&mut self, reply: Reply) -> Vec<Effect> {
        match reply {
            Reply::Model(source, Ok(model)) => self.take_model(source, model),
            Reply::Base(source, Ok(described)) => self.take_base(source, described),
            Reply::Tables(described) => self.take_tables(described),
            Reply::Kept(entries, in_use) => {
                self.take_kept(entries, in_use);
                Vec::new()
            }
            Reply::Model(source, Err(error)) => {
                self.fail_to_open(Told::new(|words| derive::model_failure(&source, &error, words)))
            }
            Reply::Base(source, Err(error)) => {
                self.fail_to_open(Told::new(|words| derive::base_failure(&source, &error, words)))
            }
            Reply::Neither(path, model, base) => self.fail_to_open(Told::new(|words| {
                derive::neither_failure(&path, &model, &base, words)
            })),
            Reply::Scores(scores) => {
                self.session.scores = Some(scores);
                Vec::new()
            }
            Reply::Agreement(agreement) => {
                let notice = Told::new(|words| derive::disagreement_notice(&agreement, words));
                if let Some(notice) = notice.transpose() {
                    self.note(notice);
                }
                self.session.agreement = Some(agreement);
                Vec::new()
            }
            Reply::Contributions(contributions) => {
                self.take_contributions(contributions);
                Vec::new()
            }
            Reply::Cancelled => {
                self.note(Told::new(derive::cancelled_notice));
                self.bind_what_is_open()
            }
            Reply::Broken(what) => {
                self.stop_asking_for_contributions();
                self.fail(Told::new(|words| derive::broken_notice(&what, words)))
            }
        }
    }

    fn set_threshold(&mut self, value: Option<f64>) {
        self.session.own_threshold = value.and_then(|value| Threshold::new(value).ok());
    }

    fn set_language(&mut self, language: Language) -> Vec<Effect> {
        self.words = Words::new(language);
        self.change_settings(|settings| settings.language = Some(language))
    }

    /// Changes what is remembered, and asks to save it when it is no longer the same.
    pub(in crate::state) fn change_settings(
        &mut self,
        change: impl FnOnce(&mut Settings),
    ) -> Vec<Effect> {
        let before = self.settings.clone();
        change(&mut self.settings);
        if self.settings == before { Vec::new() } else { vec![Effect::Save(self.settings.clone())] }
    }

    fn cancel(&mut self) -> Vec<Effect> {
        self.stop_contributing();
        if !self.jobs.stop_all() {
            return Vec::new();
        }
        self.pending_base = None;
        self.note(Told::new(derive::cancelled_notice));
        self.bind_what_is_open()
    }

    fn dismiss_notice(&mut self, index: usize) {
        if index < self.notices.len() {
            self.notices.remove(index);
        }
    }
}
