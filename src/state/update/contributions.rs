//! The contributions of all clients: asked for when somebody looks at what is made of them, let go
//! with the model and the base.

use std::sync::Arc;

use crate::{
    base::StoreChoice,
    portfolio::{Contributions, ContributionsFault},
    state::{
        AppState, Effect, Request, Tab, app_state::WithoutContributions, derive, jobs::JobKind,
    },
};

impl AppState {
    /// The work that computes them, when they are looked for and nothing speaks against it.
    pub(super) fn ask_for_contributions(&mut self) -> Option<Effect> {
        let session = &self.session;
        let is_there = session.contributions.is_some() || session.without_contributions.is_some();
        if is_there || self.jobs.is_running(JobKind::Contribute) || !self.wants_contributions() {
            return None;
        }
        // The scores come first: the list and the whole page live on them.
        session.scores.as_ref()?;
        let portfolio = Arc::clone(session.portfolio.as_ref()?);
        let store =
            if self.settings.keeps_no_bases { StoreChoice::Off } else { self.store.clone() };
        Some(self.work(Request::Contribute(portfolio, store)))
    }

    /// Whether anything is on screen that is made of the contributions of all clients.
    fn wants_contributions(&self) -> bool {
        let looks_for_look_alikes =
            derive::look_alikes_are_shown(self) && derive::limit_exceeded(self).is_none();
        self.desk.tab == Tab::Population || looks_for_look_alikes
    }

    pub(super) fn take_contributions(
        &mut self,
        contributions: Result<Arc<Contributions>, ContributionsFault>,
    ) {
        match contributions {
            Ok(contributions) => self.session.contributions = Some(contributions),
            Err(fault) => {
                self.session.without_contributions = Some(WithoutContributions::Failed(fault));
            }
        }
    }

    /// Lets go of them when their file failed: whatever was made of them since goes with them before
    /// it is shown. They are computed again, once; a second time is left to the person, since the
    /// disk itself may be failing.
    pub(super) fn let_go_of_failed_contributions(&mut self) {
        let fault = self.session.contributions.as_ref().and_then(|all| all.fault());
        let Some(fault) = fault else { return };
        self.session.contributions = None;
        if std::mem::replace(&mut self.contributed_again, true) {
            self.session.without_contributions = Some(WithoutContributions::Failed(fault));
        }
    }

    /// The person wants them after all.
    pub(super) fn contribute_again(&mut self) {
        self.session.without_contributions = None;
    }

    /// The person stops what runs: they are not computed again before somebody asks.
    pub(super) fn stop_contributing(&mut self) {
        if self.jobs.is_running(JobKind::Contribute) {
            self.session.without_contributions = Some(WithoutContributions::Stopped);
        }
    }

    /// Some work ended in a defect of this program: if it was theirs, it would end so again.
    pub(super) fn stop_asking_for_contributions(&mut self) {
        if self.session.contributions.is_none() && !self.jobs.is_running(JobKind::Contribute) {
            self.session.without_contributions = Some(WithoutContributions::Stopped);
        }
    }

    /// Lets go of them, and of the work that computes them.
    pub(super) fn let_go_of_contributions(&mut self) {
        self.jobs.stop(JobKind::Contribute);
        self.session.contributions = None;
        self.session.without_contributions = None;
        self.contributed_again = false;
    }
}
