//! What is said in place of a picture that is made of the contributions of all clients, until they
//! are there.

use crate::{
    faults::Said as _,
    portfolio::ContributionsFault,
    state::{AppState, WithoutContributions, jobs::JobKind, view::WaitingView},
    words::Words,
};

/// The sentence; `None` once the contributions are there.
pub(super) fn for_contributions(state: &AppState) -> Option<WaitingView> {
    let (session, words) = (&state.session, &state.words);
    if session.contributions.is_some() {
        return None;
    }
    let said = |key: &str| words.text(key).to_owned();
    Some(match (&session.base, &session.portfolio, &session.without_contributions) {
        (None, ..) => plain(said("client-none-base")),
        (_, None, _) => plain(said("client-none-model")),
        (.., Some(WithoutContributions::Stopped)) => WaitingView {
            sentence: said("everybody-stopped"),
            can_ask_again: true,
            ..WaitingView::default()
        },
        (.., Some(WithoutContributions::Failed(fault))) => failed(fault, words),
        _ if session.scores.is_none() => plain(said("list-scoring")),
        _ => WaitingView {
            progress: state.jobs.progress_of(JobKind::Contribute),
            ..plain(said("everybody-computing"))
        },
    })
}

fn plain(sentence: String) -> WaitingView {
    WaitingView { sentence, ..WaitingView::default() }
}

fn failed(fault: &ContributionsFault, words: &Words) -> WaitingView {
    let (sentence, advice) = match fault {
        ContributionsFault::NotKept(refused) => {
            let size = words.size(refused.needed_bytes);
            let folder = refused.folder.display().to_string();
            let args = [("size", size.as_str().into()), ("folder", folder.as_str().into())];
            ("everybody-no-room", words.with("everybody-no-room-help", &args))
        }
        _ => ("everybody-failed", words.text("everybody-failed-help").to_owned()),
    };
    WaitingView {
        sentence: words.text(sentence).to_owned(),
        advice: format!("{advice} ({})", fault.said(words)),
        progress: None,
        can_ask_again: true,
    }
}
