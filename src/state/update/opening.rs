//! Opening models and bases, and what follows from both.

use std::{path::PathBuf, sync::Arc};

use crate::{
    base::StoreChoice,
    domain::Language,
    portfolio::{HoldOut, Model, Portfolio},
    state::{
        AppState, Described, Effect, OpenKind, Reading, Request, Source,
        app_state::OpenDesk,
        derive,
        jobs::JobKind,
        told::Told,
        view::{Notice, Severity},
    },
};

impl AppState {
    /// Opens a model, then a base; the base waits for the model, whose features name its numbers.
    pub(in crate::state) fn open_pair(&mut self, model: Source, base: Source) -> Vec<Effect> {
        self.pending_base = Some(base);
        self.open(Some(OpenKind::Model), model)
    }

    pub(super) fn open(&mut self, kind: Option<OpenKind>, source: Source) -> Vec<Effect> {
        self.was_reopened = false;
        let request = match (kind, source) {
            (Some(OpenKind::Base), source) => self.base_request(source),
            (Some(OpenKind::Table), Source::Path(path)) => return self.open_table(path),
            (Some(OpenKind::Model) | None, Source::Demo) => Request::OpenModel(Source::Demo),
            (Some(OpenKind::Model), source) => Request::OpenModel(source),
            (None, Source::Path(path)) => Request::OpenAny(path, self.reading(None)),
            (Some(OpenKind::Table), Source::Demo) => return Vec::new(),
        };
        vec![self.work(request)]
    }

    /// The request for a base, with the tables that belong to it.
    pub(super) fn base_request(&self, source: Source) -> Request {
        let reading = self.reading(Some(&source));
        let tables = self.tables_of(&source);
        Request::OpenBase(source, reading, tables)
    }

    /// How a base or a table is read now.
    pub(super) fn reading(&self, source: Option<&Source>) -> Reading {
        let named = self.named_id_column.as_ref().filter(|(named, _)| Some(named) == source);
        Reading {
            model: self.session.model.clone(),
            id_column: named.map(|(_, column)| column.clone()),
            store: if self.settings.keeps_no_bases { StoreChoice::Off } else { self.store.clone() },
        }
    }

    pub(super) fn take_model(&mut self, source: Source, model: Arc<Model>) -> Vec<Effect> {
        self.session.model = Some(model);
        self.session.model_source = Some(source);
        self.session.own_threshold = None;
        self.desk.open = None;
        self.unbind();
        // A base that is open already is read again: which columns are numbers and which are words
        // (`01`) is for the model to say.
        let base = self.pending_base.take().or_else(|| self.session.base_source.clone());
        match base {
            Some(base) => {
                let request = self.base_request(base);
                vec![self.work(request)]
            }
            None => Vec::new(),
        }
    }

    pub(super) fn take_base(&mut self, source: Source, described: Described) -> Vec<Effect> {
        let base = Arc::clone(&described.base);
        // A base that the model cannot read does not take the place of one that it can.
        if let (Some(_), Some(model)) = (&self.session.portfolio, &self.session.model)
            && let Err(misfit) = Portfolio::new(Arc::clone(model), Arc::clone(&base))
        {
            return self.fail(Told::new(|words| derive::misfit_notice(&misfit, words)));
        }
        let failed = described.clone();
        self.session.described = Some(Described { failures: Vec::new(), ..described });
        self.session.hold_out = Some(Arc::new(HoldOut::of(Arc::clone(&base))));
        self.session.group = None;
        self.session.base = Some(base);
        self.session.base_source = Some(source);
        self.desk.open = None;
        self.note_base();
        let effects = self.bind();
        self.note_failed_tables(&failed);
        effects
    }

    /// Lets go of the base and of everything that was made of it.
    pub(super) fn close_base(&mut self) {
        self.unbind();
        self.session.base = None;
        self.session.described = None;
        self.session.hold_out = None;
        self.session.group = None;
        self.desk.selected = None;
        self.desk.edited_clause = None;
    }

    /// Says what could not be opened, and goes on with what is.
    pub(super) fn fail_to_open(&mut self, notice: Told<Notice>) -> Vec<Effect> {
        let effects = self.bind_what_is_open();
        self.fail(notice);
        effects
    }

    /// Binds again what stayed open: a model may have been taken whose base was not read to its
    /// end, because another file was asked for.
    pub(super) fn bind_what_is_open(&mut self) -> Vec<Effect> {
        if self.session.portfolio.is_none() { self.bind() } else { Vec::new() }
    }

    /// Binds what is open, and starts the work that follows from it.
    fn bind(&mut self) -> Vec<Effect> {
        self.unbind();
        let (Some(model), Some(base)) = (&self.session.model, &self.session.base) else {
            return Vec::new();
        };
        let bound = Portfolio::new(Arc::clone(model), Arc::clone(base));
        self.forget_what_the_base_lacks();
        match bound {
            Ok(portfolio) => {
                let portfolio = Arc::new(portfolio);
                let board = portfolio.score_board();
                self.session.portfolio = Some(Arc::clone(&portfolio));
                self.session.board = Some(Arc::clone(&board));
                let is_error = |notice: &Told<Notice>| {
                    notice.of(Language::English).severity == Severity::Error
                };
                self.notices.retain(|notice| !is_error(notice));
                self.choose_first_client();
                self.note_model();
                let mut effects = vec![
                    self.work(Request::Score(Arc::clone(&portfolio), board)),
                    self.work(Request::Verify(portfolio)),
                ];
                effects.extend(self.remember_sources());
                effects
            }
            Err(misfit) => {
                let misfit = Arc::new(misfit);
                self.note(Told::new(|words| derive::misfit_notice(&misfit, words)));
                self.session.misfit = Some(misfit);
                Vec::new()
            }
        }
    }

    /// Lets go of everything that belongs to one model over one base.
    fn unbind(&mut self) {
        self.jobs.stop(JobKind::Score);
        self.jobs.stop(JobKind::Verify);
        self.session.portfolio = None;
        self.session.misfit = None;
        self.session.board = None;
        self.session.scores = None;
        self.session.agreement = None;
        self.let_go_of_contributions();
        self.pictures.forget();
    }

    /// Filters, comparisons and the client on screen belong to a base: what the new one does not
    /// know is let go.
    pub(super) fn forget_what_the_base_lacks(&mut self) {
        let Some(base) = self.session.base.clone() else { return };
        let known = |column: &String| base.column(column).is_some();
        self.desk.filter.clauses.retain(|clause| known(&clause.column));
        self.desk.edited_clause = None;
        self.desk.compare_column.take_if(|column| !known(column));
        self.desk.compare_second.take_if(|column| !known(column));
        self.desk.query.clear();
        self.desk.selected = None;
        self.desk.awaits_first_client = false;
        self.desk.ambiguous = None;
        self.leave_empty_group();
    }

    /// The client who was on screen before the base was read again, or who was asked for at the
    /// start; else the first one, once the group is known.
    fn choose_first_client(&mut self) {
        if let Some(client) = self.client_before.take() {
            self.find(&client);
        } else if let Some(wanted) = self.wanted_client.take() {
            self.desk.query = wanted;
            self.confirm_search();
        } else {
            self.desk.awaits_first_client = true;
        }
    }

    pub(super) fn remember_sources(&mut self) -> Vec<Effect> {
        let path_of = |source: &Option<Source>| match source {
            Some(Source::Path(path)) => Some(path.clone()),
            _ => None,
        };
        let model = path_of(&self.session.model_source);
        let base = path_of(&self.session.base_source);
        let named = self.named_id_column.as_ref();
        let is_open = |source: &Source| self.session.base_source.as_ref() == Some(source);
        let id_column =
            named.filter(|(source, _)| is_open(source)).map(|(_, column)| column.clone());
        let tables = self.session.described.iter().flat_map(|described| &described.tables);
        let tables: Vec<PathBuf> = tables.map(|table| table.path.clone()).collect();
        self.change_settings(|settings| {
            if let Some(base) = &base {
                settings.remember_tables(base, tables);
            }
            settings.last_model = model;
            settings.last_base = base;
            settings.last_id_column = id_column;
        })
    }

    pub(super) fn work(&mut self, request: Request) -> Effect {
        let ticket = self.jobs.start(JobKind::of(&request));
        Effect::Work(ticket, request)
    }

    pub(super) fn show_open(&mut self, kind: OpenKind) {
        let path = self.desk.open.take().map(|open| open.path).unwrap_or_default();
        self.desk.open = Some(OpenDesk { kind, path, error: None });
    }

    pub(super) fn close_open(&mut self) {
        self.desk.open = None;
    }

    pub(super) fn set_open_path(&mut self, path: String) {
        if let Some(open) = &mut self.desk.open {
            open.path = path;
            open.error = None;
        }
    }
}
