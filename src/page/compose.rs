//! The sentences and numbers of a page.
//!
//! Depends on `portfolio`, `explain` and `words`. **Invariant**: nothing is worded here that the
//! window words too; those sentences come from where it takes them.

use crate::{
    domain::{Threshold, Verdict},
    explain::{
        Factor, Ranking, Remainder,
        reasons::{self, Direction, ListedAs, Reason},
    },
    portfolio::{
        ChosenBy, ClientReasons, PastClients, Portfolio, Reference, past_clients_sentence,
    },
    words::Words,
};

use super::{Answer, DataLine, Labels, Page, ReasonLine, Reasons};

/// Reasons listed one by one: as many as in the window, and what fits on one sheet with the rest.
pub const LISTED_REASONS: usize = 7;

/// Reasons for which it is said where the client stands.
const COMPARED_REASONS: usize = 3;

/// What a page is made from.
#[derive(Debug, Clone, Copy)]
pub struct PageInput<'a> {
    /// The model over the base.
    pub portfolio: &'a Portfolio,
    /// Why the client has this score.
    pub found: &'a ClientReasons,
    /// What `found` is measured against; `None` for the average of the training population.
    pub reference: Option<&'a Reference>,
    /// The threshold.
    pub threshold: Threshold,
    /// Whether nobody gave a threshold, so that it must not be called the bank's.
    pub is_stand_in: bool,
    /// What became of past clients with this score, when it is known.
    pub past: Option<PastClients>,
    /// How many reasons to list, [`LISTED_REASONS`] as a rule: more may not fit on one sheet.
    pub top: usize,
    /// The day, as year-month-day.
    pub date: &'a str,
}

/// "Measured against: 500 clients whom the model just accepts (risk of 20.1% to 22.0%)."
#[must_use]
pub fn measured_against(words: &Words, reference: Option<&Reference>) -> String {
    let named = reference.map_or_else(
        || words.text("reasons-reference-average").to_owned(),
        |reference| applicants_in_words(words, reference),
    );
    words.with("reasons-measured-against", &[("reference", named.into())])
}

/// "500 clients whom the model just accepts (risk of 20.1% to 22.0%)".
#[must_use]
pub fn applicants_in_words(words: &Words, reference: &Reference) -> String {
    let applicants = reference.applicants();
    let (low, high) = applicants.risks();
    let key = match applicants.chosen_by() {
        ChosenBy::JustAccepted => "reasons-reference-just-accepted",
        ChosenBy::Filter => "reasons-reference-group",
    };
    let named = words.with(
        key,
        &[
            ("count", applicants.of().into()),
            ("low", words.probability(low).into()),
            ("high", words.probability(high).into()),
        ],
    );
    let used = applicants.rows().len();
    if used == applicants.of() {
        return named;
    }
    words.with("reasons-reference-thinned", &[("reference", named.into()), ("count", used.into())])
}

impl Page {
    /// The page of one client.
    #[must_use]
    pub fn new(words: &Words, input: &PageInput<'_>) -> Self {
        let PageInput { portfolio, found, .. } = *input;
        let id = portfolio.base().ids().id(found.row as usize);
        let ranking = Ranking::new(found.factors.clone(), input.top);
        let listed: Vec<(&Factor, Reason)> = ranking
            .listed
            .iter()
            .map(|factor| (factor, portfolio.factor_reason(words, found.row, factor)))
            .collect();
        Self {
            language: words.language(),
            title: words.with("client-title", &[("id", (&*id).into())]),
            facts: portfolio.client_facts(words, found.row),
            answer: answer(words, input),
            comparisons: comparisons(words, input, &listed),
            data: listed
                .iter()
                .map(|(factor, reason)| data(words, input, factor, reason))
                .collect(),
            reasons: reasons_of(words, input, listed, (ranking.raising, ranking.lowering)),
            origin: origin(words, input),
            labels: Labels::new(words),
        }
    }
}

fn verdict(input: &PageInput<'_>) -> Verdict {
    let score = input.portfolio.score_of_raw(input.found.explanation.raw_score);
    Verdict { probability: score.probability, threshold: input.threshold }
}

fn answer(words: &Words, input: &PageInput<'_>) -> Answer {
    let verdict = verdict(input);
    let numbers = words.verdict_numbers(verdict);
    let threshold_key = if input.is_stand_in {
        "client-headline-threshold-stand-in"
    } else {
        "client-headline-threshold"
    };
    let past = input.past.map(|past| past_clients_sentence(words, past));
    let note: Vec<String> = past.into_iter().chain([words.verdict_note(verdict)]).collect();
    Answer {
        threshold_label: words
            .with("gauge-threshold", &[("threshold", numbers.threshold.as_str().into())]),
        client_label: words.with("gauge-client", &[("risk", numbers.probability.as_str().into())]),
        numbers: [
            (words.text("client-headline-risk").to_owned(), numbers.probability),
            (words.text(threshold_key).to_owned(), numbers.threshold),
        ],
        advice: words.advice(verdict),
        decision: verdict.decision(),
        note: note.join(" "),
        warnings: input.portfolio.client_warnings(words, input.found),
        verdict,
        description: words.gauge_description(verdict),
    }
}

fn reasons_of(
    words: &Words,
    input: &PageInput<'_>,
    listed: Vec<(&Factor, Reason)>,
    (raising, lowering): (Remainder, Remainder),
) -> Reasons {
    let mut lines: Vec<ReasonLine> = listed.into_iter().map(|(_, reason)| line(reason)).collect();
    for (direction, rest) in [(Direction::Raises, raising), (Direction::Lowers, lowering)] {
        let listed_as = ListedAs::Factors;
        let sum = reasons::remainder(words, listed_as, direction, rest.count, rest.contribution);
        lines.extend(sum.map(|sum| ReasonLine {
            label: sum.label,
            detail: String::new(),
            effect: String::new(),
            odds_factor: sum.odds_factor_text,
            contribution: sum.contribution,
            sentence: sum.sentence,
            is_remainder: true,
        }));
    }
    Reasons {
        measured_against: measured_against(words, input.reference),
        summary: input.portfolio.reasons_summary(words, input.found),
        lines,
        notes: vec![
            reasons::legend(words),
            reasons::identity(words, &input.found.log_odds),
            words.text("reasons-limit").to_owned(),
        ],
    }
}

fn line(reason: Reason) -> ReasonLine {
    ReasonLine {
        label: reason.label,
        detail: reason.detail,
        effect: reason.effect,
        odds_factor: reason.odds_factor_text,
        contribution: reason.contribution,
        sentence: reason.sentence,
        is_remainder: false,
    }
}

fn comparisons(
    words: &Words,
    input: &PageInput<'_>,
    listed: &[(&Factor, Reason)],
) -> Vec<(String, String)> {
    let PageInput { portfolio, found, .. } = *input;
    let compared = listed.iter().take(COMPARED_REASONS).filter_map(|(factor, reason)| {
        let column = portfolio.base().column(portfolio.column_of(factor)?)?;
        let sentence = portfolio.comparison_sentence(words, column, found.row);
        Some((reason.label.clone(), sentence))
    });
    compared.filter(|(_, sentence)| !sentence.is_empty()).collect()
}

fn data(words: &Words, input: &PageInput<'_>, factor: &Factor, reason: &Reason) -> DataLine {
    let column = input.portfolio.column_of(factor).unwrap_or_default();
    let entry = input.portfolio.dictionary().entry(column);
    let remarks =
        [(entry.negotiable, "data-remark-negotiable"), (entry.protected, "data-remark-protected")];
    let known: Vec<&str> =
        remarks.iter().filter(|(holds, _)| *holds).map(|(_, key)| words.text(key)).collect();
    DataLine {
        label: reason.label.clone(),
        column: column.to_owned(),
        value: reason.value_text.clone(),
        remark: known.join(" · "),
    }
}

fn origin(words: &Words, input: &PageInput<'_>) -> Vec<(String, String)> {
    let PageInput { portfolio, .. } = *input;
    let (model, base) = (portfolio.model(), portfolio.base());
    let clients = words.with("top-base-clients", &[("count", base.rows().into())]);
    let program =
        words.with("help-about-version", &[("version", env!("CARGO_PKG_VERSION").into())]);
    [
        ("page-model", model.title()),
        ("model-digest", model.sha256().to_owned()),
        ("page-base", format!("{} · {clients}", base.name())),
        ("page-program", program),
        ("page-date", words.date(input.date)),
    ]
    .map(|(key, content)| (words.text(key).to_owned(), content))
    .into()
}

impl Labels {
    fn new(words: &Words) -> Self {
        let text = |key: &str| words.text(key).to_owned();
        Self {
            kind: text("page-kind"),
            gauge: text("page-gauge"),
            zero: words.percent(0.0, 0),
            whole: words.percent(1.0, 0),
            accept: text("gauge-accept-zone"),
            refuse: text("gauge-refuse-zone"),
            reasons: text("reasons-title"),
            reason_columns: [
                text("reasons-column-factor"),
                text("reasons-column-effect"),
                text("reasons-column-odds"),
            ],
            lowers: text("reasons-lowers-axis"),
            raises: text("reasons-raises-axis"),
            comparisons: text("page-comparisons"),
            data: text("page-data"),
            data_columns: [
                text("reasons-column-factor"),
                text("reasons-column-value"),
                text("model-features-column-column"),
                text("model-features-column-remark"),
            ],
            origin: text("page-origin"),
            private: text("page-private"),
        }
    }
}
