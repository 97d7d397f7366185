//! Top bar, notices, dialog, status line.

use crate::{
    portfolio::Agreement,
    state::{
        AppState, Source,
        jobs::JobKind,
        view::{FrameView, StatusView, TopView, VerificationState},
    },
};

use super::{client, kept};

/// What surrounds the pages: a few sentences, derived after every command.
pub(super) fn derive(state: &AppState) -> FrameView {
    FrameView {
        window_title: client::window_title(
            &state.words,
            state.pictures.client.value(),
            state.session.threshold(),
        ),
        top: top(state),
        tab: state.desk.tab,
        notices: state
            .notices
            .iter()
            .map(|notice| notice.of(state.words.language()).clone())
            .collect(),
        status: status(state),
        open: kept::open_dialog(state),
        kept: kept::kept(state),
        help_shown: state.desk.help_shown,
    }
}

fn top(state: &AppState) -> TopView {
    let words = &state.words;
    let (verification, label, detail) = verification(state);
    TopView {
        model: state.session.model.as_ref().map(|model| model.title()).unwrap_or_default(),
        verification,
        verification_label: words.text(label).to_owned(),
        verification_detail: detail,
        base: state.session.base.as_ref().map_or_else(String::new, |base| {
            words.with("top-base-clients", &[("count", base.rows().into())])
        }),
        base_detail: state
            .session
            .base
            .as_ref()
            .map_or_else(String::new, |base| base.name().to_owned()),
        language: words.language(),
        theme: state.settings.theme,
    }
}

fn verification(state: &AppState) -> (VerificationState, &'static str, String) {
    let words = &state.words;
    let difference = |difference: f64| words.significant(difference);
    match &state.session.agreement {
        Some(Agreement::Same { clients, largest_difference }) => {
            let difference = difference(*largest_difference);
            let args = [("count", (*clients).into()), ("difference", difference.as_str().into())];
            (VerificationState::Verified, "top-verified", words.with("top-verified-hint", &args))
        }
        Some(Agreement::Different { differing, largest_difference, .. }) => {
            let difference = difference(*largest_difference);
            let args = [("count", (*differing).into()), ("difference", difference.as_str().into())];
            (VerificationState::Differs, "top-differs", words.with("top-differs-hint", &args))
        }
        Some(Agreement::Unavailable(reason)) => (
            VerificationState::Differs,
            "top-not-verified",
            words.with("model-check-unavailable", &[("reason", reason.as_str().into())]),
        ),
        None if state.jobs.is_running(JobKind::Verify) => (
            VerificationState::Pending,
            "top-verifying",
            words.text("top-verifying-hint").to_owned(),
        ),
        None => (
            VerificationState::Pending,
            "top-not-verified",
            words.text("top-not-verified-hint").to_owned(),
        ),
    }
}

fn status(state: &AppState) -> StatusView {
    let words = &state.words;
    let Some((kind, progress)) = state.jobs.shown() else {
        return StatusView { text: resting_status(state), progress: None, running: false };
    };
    let work = words.text(match kind {
        JobKind::Open if state.session.model.is_none() => "status-loading-model",
        JobKind::Open => "status-loading-base",
        JobKind::Score => "status-scoring",
        JobKind::Verify => "status-checking",
        JobKind::Kept => "status-kept",
        JobKind::Contribute => "status-contributions",
    });
    let text = match progress {
        Some(progress) => {
            let percent = words.percent(f64::from(progress), 0);
            words.with(
                "status-progress",
                &[("work", work.into()), ("percent", percent.as_str().into())],
            )
        }
        None => work.to_owned(),
    };
    StatusView { text, progress, running: true }
}

fn resting_status(state: &AppState) -> String {
    let words = &state.words;
    match (&state.session.base, &state.session.base_source) {
        (Some(base), Some(Source::Demo)) => {
            words.with("status-demo", &[("name", base.name().into())])
        }
        (Some(_), _) => words.text("status-ready").to_owned(),
        (None, _) => words.text("client-none-base").to_owned(),
    }
}
