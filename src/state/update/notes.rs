//! Notices: what could not be done, what the reader must know.

use crate::{
    domain::Language,
    faults::Said as _,
    state::{
        AppState, Effect, derive,
        told::Told,
        view::{Notice, Severity},
    },
};

impl AppState {
    /// Says that the settings could not be kept.
    pub fn settings_not_saved(&mut self, error: &std::io::Error) -> Vec<Effect> {
        self.note(Told::new(|words| {
            derive::failure_notice("error-settings-save", &error.said(words), words)
        }));
        self.refresh()
    }

    /// Says that the system has no file dialog to show.
    pub fn dialog_not_shown(&mut self) -> Vec<Effect> {
        if let Some(open) = &mut self.desk.open {
            open.error = Some(Told::new(|words| words.text("open-no-dialog").to_owned()));
        } else {
            self.note(Told::new(|words| derive::failure_notice("error-dialog", "", words)));
        }
        self.refresh()
    }

    /// Says what the model's file lacks, and what was done about it.
    pub(super) fn note_model(&mut self) {
        let notice = Told::new(|words| Notice {
            severity: Severity::Warning,
            title: words.text("notice-model-title").to_owned(),
            details: derive::model_warnings(&self.session, words),
        });
        let is_empty = notice.of(Language::English).details.is_empty();
        self.note(notice);
        if is_empty {
            self.notices.pop();
        }
    }

    pub(super) fn note_base(&mut self) {
        let base = self.session.base.as_ref();
        let notice = Told::new(|words| base.and_then(|base| derive::base_notice(base, words)));
        let notice = notice.transpose();
        if let Some(notice) = notice {
            self.note(notice);
        }
    }

    pub(super) fn note(&mut self, notice: Told<Notice>) {
        let title = |notice: &Told<Notice>| notice.of(Language::English).title.clone();
        let own = title(&notice);
        self.notices.retain(|known| title(known) != own);
        self.notices.push(notice);
    }

    /// Says what could not be done: in the dialog when it is shown, else as a notice.
    pub(super) fn fail(&mut self, notice: Told<Notice>) -> Vec<Effect> {
        debug_assert_eq!(notice.of(Language::English).severity, Severity::Error);
        self.pending_base = None;
        match &mut self.desk.open {
            Some(open) => {
                open.error = Some(notice.map(|notice| {
                    let lines = std::iter::once(notice.title).chain(notice.details);
                    lines.collect::<Vec<_>>().join("\n")
                }));
            }
            None => self.note(notice),
        }
        Vec::new()
    }
}
