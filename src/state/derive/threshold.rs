//! The threshold in use, where it comes from, and what it decides over the whole base.
//!
//! Light on purpose: whoever moves the threshold sees the counts in the same frame. The clients
//! stand sorted by risk, so that a count is a binary search.

use std::cmp::Ordering;

use crate::{
    domain::{Decision, Threshold},
    model::bundle::Card,
    portfolio::{Model, Scores},
    state::{AppState, view::ThresholdView},
    words::Words,
};

use super::{group::Standing, slot::Shared};

/// Messages about everybody: fewer are accepted than before the move, as many, more.
const EVERYBODY: [&str; 3] =
    ["threshold-effect-stricter", "threshold-effect", "threshold-effect-milder"];

/// The same about the group.
const GROUP: [&str; 3] =
    ["threshold-effect-group-stricter", "threshold-effect-group", "threshold-effect-group-milder"];

/// What the threshold's view depends on: when none of it changed, it stays as it is.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::state) struct ThresholdInput {
    model: Option<Shared<Model>>,
    own: Option<Threshold>,
    scores: Option<Shared<Scores>>,
    standing: Option<Shared<Standing>>,
    words: Words,
}

/// How many clients a threshold accepts, and how many a move of it decides otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Effect {
    clients: usize,
    accepted: usize,
    /// Accepted at the threshold that the move began from.
    accepted_before: usize,
}

impl ThresholdInput {
    pub(super) fn of(state: &AppState) -> Self {
        let session = &state.session;
        Self {
            model: session.model.as_ref().map(Shared::of),
            own: session.own_threshold,
            scores: session.scores.as_ref().map(Shared::of),
            standing: state.pictures.standing.value().map(Shared::of),
            words: state.words.clone(),
        }
    }

    /// The threshold and what it decides.
    pub(super) fn view(&self) -> ThresholdView {
        let Some(model) = &self.model else { return ThresholdView::default() };
        let words = &self.words;
        let given = model.threshold();
        let start = given.unwrap_or(Threshold::STAND_IN);
        let in_use = self.own.unwrap_or(start);
        let percent = |threshold: Threshold| words.percent(threshold.get(), 1);
        let origin = match (self.own, given) {
            (Some(_), Some(given)) => words.with(
                "model-threshold-own",
                &[
                    ("threshold", percent(in_use).as_str().into()),
                    ("own", percent(given).as_str().into()),
                ],
            ),
            (_, None) => words.text("model-threshold-none").to_owned(),
            (None, Some(_)) => threshold_reason(words, model.card()),
        };
        let (everybody, group) = self.effects(start, in_use);
        ThresholdView {
            value: in_use.get(),
            origin,
            was_set_here: self.own.is_some(),
            effect: everybody.map(|effect| effect.sentence(EVERYBODY, words)).unwrap_or_default(),
            group_effect: group.map(|effect| effect.sentence(GROUP, words)).unwrap_or_default(),
        }
    }

    fn effects(&self, start: Threshold, in_use: Threshold) -> (Option<Effect>, Option<Effect>) {
        let Some(scores) = &self.scores else { return (None, None) };
        let everybody =
            Effect::of(scores.len(), |threshold| scores.accepted(threshold), start, in_use);
        let group = self.standing.as_ref().map(|standing| {
            Effect::of(standing.len(), |threshold| standing.accepted(threshold), start, in_use)
        });
        (Some(everybody), group)
    }
}

impl Standing {
    /// How many clients of the group the model accepts.
    pub(super) fn accepted(&self, threshold: Threshold) -> usize {
        let is_accepted = |place: usize| {
            let risk = self.row(place).and_then(|row| self.scores.probability(row));
            risk.is_some_and(|risk| Decision::of(risk, threshold) == Decision::Accept)
        };
        let (mut accepted, mut end) = (0, self.len());
        while accepted < end {
            let middle = usize::midpoint(accepted, end);
            if is_accepted(middle) {
                accepted = middle + 1;
            } else {
                end = middle;
            }
        }
        accepted
    }
}

impl Effect {
    fn of(
        clients: usize,
        accepted: impl Fn(Threshold) -> usize,
        start: Threshold,
        in_use: Threshold,
    ) -> Self {
        Self { clients, accepted: accepted(in_use), accepted_before: accepted(start) }
    }

    /// "61 % of 356 251 clients are accepted; this move flips 2 114 clients."
    fn sentence(self, [stricter, same, milder]: [&str; 3], words: &Words) -> String {
        let share = super::bands::share(self.accepted as u64, self.clients as u64);
        let share = words.percent(share, 1);
        let args = [
            ("count", self.clients.into()),
            ("share", share.as_str().into()),
            ("flipped", self.accepted.abs_diff(self.accepted_before).into()),
        ];
        let key = match self.accepted.cmp(&self.accepted_before) {
            Ordering::Less => stricter,
            Ordering::Equal => same,
            Ordering::Greater => milder,
        };
        words.with(key, &args)
    }
}

/// Why the model's own threshold is what it is, and how sure that is.
fn threshold_reason(words: &Words, card: Option<&Card>) -> String {
    let Some(card) = card else { return words.text("model-threshold").to_owned() };
    let choice = card.threshold_choice.as_ref();
    let reason = match choice.map(|choice| choice.rule.as_str()) {
        Some("f-beta") => words.text("model-threshold-f-beta").to_owned(),
        Some("amounts") => words.text("model-threshold-amounts").to_owned(),
        _ => threshold_by_cost(words, card),
    };
    let interval = choice.and_then(|choice| choice.low.zip(choice.high)).map(|(low, high)| {
        let (low, high) = (words.percent(low, 1), words.percent(high, 1));
        words.with("model-threshold-range", &[("low", low.into()), ("high", high.into())])
    });
    [Some(reason), interval].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn threshold_by_cost(words: &Words, card: &Card) -> String {
    let Some(costs) = card.costs.as_ref().filter(|costs| costs.false_positive > 0.0) else {
        return words.text("model-threshold").to_owned();
    };
    let ratio = costs.false_negative / costs.false_positive;
    let cost =
        words.with("model-threshold-cost", &[("ratio", words.significant(ratio).as_str().into())]);
    format!("{cost} {}", words.text("model-threshold-lowest-cost"))
}
