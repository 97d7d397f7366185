//! Notices: what could not be done, what the reader must know.

use crate::{
    faults::Said as _,
    state::{
        AppState, Effect, derive,
        view::{Notice, Severity},
    },
};

impl AppState {
    /// Says that the settings could not be kept.
    pub fn settings_not_saved(&mut self, error: &std::io::Error) -> Vec<Effect> {
        let detail = error.said(&self.words);
        let notice = derive::failure_notice("error-settings-save", &detail, &self.words);
        self.note(notice);
        self.refresh()
    }

    /// Says that the system has no file dialog to show.
    pub fn dialog_not_shown(&mut self) -> Vec<Effect> {
        if let Some(open) = &mut self.desk.open {
            self.words.text("open-no-dialog").clone_into(&mut open.error);
        } else {
            let notice = derive::failure_notice("error-dialog", "", &self.words);
            self.note(notice);
        }
        self.refresh()
    }

    /// Says what the model's file lacks, and what was done about it.
    pub(super) fn note_model(&mut self) {
        let title = self.words.text("notice-model-title").to_owned();
        self.notices.retain(|known| known.title != title);
        let details = derive::model_warnings(&self.session, &self.words);
        if !details.is_empty() {
            self.note(Notice { severity: Severity::Warning, title, details });
        }
    }

    pub(super) fn note_base(&mut self) {
        let base = self.session.base.as_ref();
        let notice = base.and_then(|base| derive::base_notice(base, &self.words));
        if let Some(notice) = notice {
            self.note(notice);
        }
    }

    pub(super) fn note(&mut self, notice: Notice) {
        self.notices.retain(|known| known.title != notice.title);
        self.notices.push(notice);
    }

    /// Says what could not be done: in the dialog when it is shown, else as a notice.
    pub(super) fn fail(&mut self, notice: Notice) -> Vec<Effect> {
        debug_assert_eq!(notice.severity, Severity::Error);
        self.pending_base = None;
        match &mut self.desk.open {
            Some(open) => {
                open.error = std::iter::once(notice.title)
                    .chain(notice.details)
                    .collect::<Vec<_>>()
                    .join("\n");
            }
            None => self.note(notice),
        }
        Vec::new()
    }
}
