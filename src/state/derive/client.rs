//! The client's page: an explained client held against the threshold.

use std::sync::Arc;

use crate::{
    domain::{Decision, Threshold, Verdict},
    explain::reasons,
    portfolio::past_clients_sentence,
    state::{
        AppState,
        view::{
            AgainstView, ClientPane, ClientView, GaugeView, SecondMethodPane, ThresholdView,
            VerdictView,
        },
    },
    words::Words,
};

use super::{explained::Explained, slot::Shared};

/// What holds a client against the threshold.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::state) struct VerdictInput {
    client: Shared<Explained>,
    threshold: Threshold,
    origin: Origin,
    /// What the threshold decides since it was moved.
    moved: String,
    words: Words,
}

/// Where the threshold comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    /// Set by hand.
    Own,
    /// The model's card.
    Model,
    /// Nobody gave one.
    StandIn,
}

impl VerdictInput {
    /// `None` while no client is explained.
    pub(super) fn of(state: &AppState) -> Option<Self> {
        let session = &state.session;
        let origin = if session.own_threshold.is_some() {
            Origin::Own
        } else if session.model.as_ref().is_some_and(|model| model.threshold().is_some()) {
            Origin::Model
        } else {
            Origin::StandIn
        };
        Some(Self {
            client: Shared::of(state.pictures.client.value()?),
            threshold: session.threshold(),
            origin,
            moved: moved(&state.views.model.threshold),
            words: state.words.clone(),
        })
    }

    /// Brings the page up to date: all of it when the client changed, else what depends on the
    /// threshold.
    pub(super) fn show(&self, before: Option<&Self>, pane: &mut ClientPane) {
        let verdict = self.verdict();
        let same_client = before.is_some_and(|before| before.client == self.client);
        match pane {
            ClientPane::Client(view) if same_client => {
                view.verdict = self.verdict_view(verdict);
                view.gauge = gauge(&self.words, verdict);
                view.reasons.identity = self.identity(verdict);
            }
            pane => *pane = ClientPane::Client(Box::new(self.page(verdict))),
        }
    }

    fn verdict(&self) -> Verdict {
        Verdict { probability: self.client.probability, threshold: self.threshold }
    }

    fn page(&self, verdict: Verdict) -> ClientView {
        let id = self.client.client_id.as_str();
        let mut reasons = self.client.reasons.clone();
        reasons.identity = self.identity(verdict);
        ClientView {
            title: self.words.with("client-title", &[("id", id.into())]),
            subtitle: self.client.subtitle.clone(),
            verdict: self.verdict_view(verdict),
            gauge: gauge(&self.words, verdict),
            reasons,
            // Both are light, and are put in place after every command.
            against: AgainstView::default(),
            second_method: SecondMethodPane::Closed,
            warnings: self.client.warnings.clone(),
        }
    }

    fn verdict_view(&self, verdict: Verdict) -> VerdictView {
        let words = &self.words;
        let numbers = words.verdict_numbers(verdict);
        let threshold_label = match self.origin {
            Origin::Own => "client-headline-threshold-own",
            Origin::Model => "client-headline-threshold",
            Origin::StandIn => "client-headline-threshold-stand-in",
        };
        let past = self.client.past.map(|past| past_clients_sentence(words, past));
        let note = [past, Some(words.verdict_note(verdict))];
        VerdictView {
            risk_label: words.text("client-headline-risk").to_owned(),
            risk: numbers.probability,
            threshold_label: words.text(threshold_label).to_owned(),
            threshold: numbers.threshold,
            advice: words.advice(verdict),
            decision: verdict.decision(),
            moved: self.moved.clone(),
            note: note.into_iter().flatten().collect::<Vec<_>>().join(" "),
        }
    }

    /// "Base 0.28 × reasons 1.6 = odds 0.45": the sum, for whoever wants to check it.
    fn identity(&self, verdict: Verdict) -> String {
        let (words, found) = (&self.words, &self.client.found);
        let risk = words.verdict_numbers(verdict).probability;
        let odds = |log_odds: f64| words.significant(log_odds.exp());
        let (base, score) = (found.log_odds.base_value, found.log_odds.raw_score);
        let in_odds = words.with(
            "reasons-identity",
            &[
                ("base", odds(base).as_str().into()),
                ("reasons", odds(score - base).as_str().into()),
                ("odds", odds(score).as_str().into()),
                ("risk", risk.as_str().into()),
            ],
        );
        format!("{in_odds}\n{}", reasons::identity(words, &found.log_odds))
    }
}

/// What the threshold decides over everybody and over the group, once it was moved.
fn moved(threshold: &ThresholdView) -> String {
    if !threshold.was_set_here {
        return String::new();
    }
    let effects = [threshold.effect.as_str(), threshold.group_effect.as_str()];
    effects.join(" ").trim_end().to_owned()
}

/// What stands in place of a client: a sentence, or nothing while something is on its way.
pub(super) fn placeholder(state: &AppState) -> ClientPane {
    let words = &state.words;
    let message = |key: &str| ClientPane::Message(words.text(key).to_owned());
    let session = &state.session;
    let is_busy = state.jobs.shown().is_some();
    match (&session.model, &session.base, &session.portfolio, state.desk.selected) {
        (None, _, _, _) | (_, None, _, _) | (_, _, None, _) if is_busy => ClientPane::Empty,
        (None, _, _, _) => message("client-none-model"),
        (_, None, _, _) => message("client-none-base"),
        (_, _, None, _) => misfit(state),
        (_, _, Some(_), Some(_)) => ClientPane::Empty,
        (_, _, Some(_), None) if state.desk.awaits_first_client => ClientPane::Empty,
        (_, _, Some(_), None) => match &state.desk.ambiguous {
            Some(id) => {
                ClientPane::Message(words.with("client-duplicate", &[("id", id.as_str().into())]))
            }
            None => message("client-none"),
        },
    }
}

/// The title of the window: client, advice, program.
pub(super) fn window_title(
    words: &Words,
    client: Option<&Arc<Explained>>,
    at: Threshold,
) -> String {
    let Some(client) = client else { return words.text("window-title").to_owned() };
    let verdict = Verdict { probability: client.probability, threshold: at };
    let advice = match verdict.decision() {
        Decision::Accept => words.text("advice-accept-title"),
        Decision::Refuse => words.text("advice-refuse-title"),
    };
    let id = client.client_id.as_str();
    words.with("window-title-client", &[("id", id.into()), ("advice", advice.into())])
}

fn misfit(state: &AppState) -> ClientPane {
    let sentence = state.session.misfit.as_ref().map(|misfit| {
        let notice = super::misfit_notice(misfit, &state.words);
        std::iter::once(notice.title).chain(notice.details).collect::<Vec<_>>().join("\n")
    });
    ClientPane::Message(sentence.unwrap_or_default())
}

fn gauge(words: &Words, verdict: Verdict) -> GaugeView {
    let numbers = words.verdict_numbers(verdict);
    let risk = numbers.probability.as_str().into();
    let threshold = numbers.threshold.as_str().into();
    GaugeView {
        probability: verdict.probability.get(),
        threshold: verdict.threshold.get(),
        threshold_label: words.with("gauge-threshold", &[("threshold", threshold)]),
        client_label: words.with("gauge-client", &[("risk", risk)]),
        accept_label: words.text("gauge-accept-zone").to_owned(),
        refuse_label: words.text("gauge-refuse-zone").to_owned(),
        decision: verdict.decision(),
        description: words.gauge_description(verdict),
    }
}
