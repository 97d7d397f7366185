//! Notices: what could not be done, what the reader must know.

use crate::state::{
    AppState, Effect,
    derive::{self, Part},
    view::{Notice, Severity},
};

impl AppState {
    /// Says that the settings could not be kept.
    pub fn settings_not_saved(&mut self, error: &std::io::Error) {
        self.note_now(derive::failure_notice(
            "error-settings-save",
            &error.to_string(),
            &self.words,
        ));
    }

    /// Says that the system has no file dialog to show.
    pub fn dialog_not_shown(&mut self) {
        let message = self.words.text("open-no-dialog").to_owned();
        match &mut self.desk.open {
            Some(open) => {
                open.error = message;
                self.touch(&[Part::Frame]);
                self.refresh();
            }
            None => self.note_now(derive::failure_notice("error-dialog", "", &self.words)),
        }
    }

    /// Says what the model's file lacks, and what was done about it.
    pub(super) fn note_model(&mut self) {
        let title = self.words.text("notice-model-title").to_owned();
        self.notices.retain(|known| known.title != title);
        let details = derive::model_warnings(self);
        if !details.is_empty() {
            self.note(Notice { severity: Severity::Warning, title, details });
        }
    }

    fn note_now(&mut self, notice: Notice) {
        self.note(notice);
        self.refresh();
    }

    pub(super) fn note_base(&mut self) {
        if let Some(notice) = derive::base_notice(self) {
            self.note(notice);
        }
    }

    pub(super) fn note(&mut self, notice: Notice) {
        self.notices.retain(|known| known.title != notice.title);
        self.notices.push(notice);
        self.touch(&[Part::Frame]);
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
        self.touch_all();
        Vec::new()
    }
}
