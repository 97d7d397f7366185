//! Opening models and bases, and what follows from both.

use std::sync::Arc;

use crate::{
    base::ClientBase,
    portfolio::{HoldOut, Model, Portfolio},
    state::{
        AppState, Effect, OpenKind, Request, Source,
        app_state::OpenDesk,
        derive,
        jobs::JobKind,
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
        let model = self.session.model.clone();
        let request = match (kind, source) {
            (Some(OpenKind::Model), source) => Request::OpenModel(source),
            (Some(OpenKind::Base), source) => self.base_request(source, model),
            (None, Source::Path(path)) => Request::OpenAny(path, model),
            (None, Source::Demo) => Request::OpenModel(Source::Demo),
        };
        vec![self.work(request)]
    }

    fn base_request(&self, source: Source, model: Option<Arc<Model>>) -> Request {
        let named = self.named_id_column.as_ref().filter(|(named, _)| *named == source);
        let id_column = named.map(|(_, column)| column.clone());
        Request::OpenBase(source, model, id_column)
    }

    pub(super) fn take_model(&mut self, source: Source, model: Arc<Model>) -> Vec<Effect> {
        self.session.model = Some(Arc::clone(&model));
        self.session.model_source = Some(source);
        self.session.own_threshold = None;
        self.desk.open = None;
        self.unbind();
        // A base that is open already is read again: which columns are numbers and which are words
        // (`01`) is for the model to say.
        let base = self.pending_base.take().or_else(|| self.session.base_source.clone());
        match base {
            Some(base) => {
                let request = self.base_request(base, Some(model));
                vec![self.work(request)]
            }
            None => Vec::new(),
        }
    }

    pub(super) fn take_base(&mut self, source: Source, base: Arc<ClientBase>) -> Vec<Effect> {
        // A base that the model cannot read does not take the place of one that it can.
        if let (Some(_), Some(model)) = (&self.session.portfolio, &self.session.model)
            && let Err(misfit) = Portfolio::new(Arc::clone(model), Arc::clone(&base))
        {
            return self.fail(derive::misfit_notice(&misfit, &self.words));
        }
        self.session.hold_out = Some(Arc::new(HoldOut::of(Arc::clone(&base))));
        self.session.group = None;
        self.session.base = Some(base);
        self.session.base_source = Some(source);
        self.desk.open = None;
        self.note_base();
        self.bind()
    }

    /// Says what could not be opened, and goes on with what is.
    pub(super) fn fail_to_open(&mut self, notice: Notice) -> Vec<Effect> {
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
                self.notices.retain(|notice| notice.severity != Severity::Error);
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
                self.note(derive::misfit_notice(&misfit, &self.words));
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

    /// The client who was asked for at the start; else the first one, once the group is known.
    fn choose_first_client(&mut self) {
        match self.wanted_client.take() {
            Some(wanted) => {
                self.desk.query = wanted;
                self.confirm_search();
            }
            None => self.desk.awaits_first_client = true,
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
        self.change_settings(|settings| {
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
        self.desk.open = Some(OpenDesk { kind, path, error: String::new() });
    }

    pub(super) fn close_open(&mut self) {
        self.desk.open = None;
    }

    pub(super) fn set_open_path(&mut self, path: String) {
        if let Some(open) = &mut self.desk.open {
            open.path = path;
            open.error.clear();
        }
    }
}
