//! What is light about the effects of factors: what stands in their place while they are computed,
//! and which band the filter keeps.

use crate::state::AppState;

use super::{strips, waiting};

/// Brings the sentences and the marks up to date.
pub(super) fn show(state: &mut AppState) {
    let waiting = waiting::for_contributions(state).filter(|_| state.session.scores.is_some());
    let pending = pending(state);
    let filter = &state.desk.filter;
    let view = &mut state.views.population.effects;
    for band in &mut view.effect.bands {
        band.is_kept = band.clause.as_ref().is_some_and(|own| filter.clauses.contains(own));
    }
    view.waiting = waiting;
    view.pending = pending;
}

/// That another group is being looked at.
fn pending(state: &AppState) -> String {
    let pictures = &state.pictures;
    let is_pending = pictures.group_weights.is_awaited() || strips::are_of_another_group(state);
    if !is_pending || state.session.contributions.is_none() {
        return String::new();
    }
    state.words.text("effects-pending").to_owned()
}
