//! The client's page.

use crate::{
    domain::{Display, FeatureEntry, Value, Verdict},
    explain::{
        self, Contribution, Factor, Ranking, ThemeSum,
        reasons::{self, Direction, ListedAs, Reason},
    },
    portfolio::{ClientReasons, Portfolio, past_clients},
    state::{
        AppState, Grouping,
        view::{
            ClientPane, ClientView, GaugeView, ReasonRow, ReasonsView, RemainderRow, TableView,
            VerdictView,
        },
    },
    words::Words,
};

/// Reasons listed one by one: what fits beside the gauge and the comparison on a screen of
/// 800 points; the others are summed in two bars, and the table has them all.
const LISTED_REASONS: usize = 7;

/// Facts in the line under the client's name.
const SUBTITLE_FACTS: usize = 4;

/// Contributions that miss the score by more than this are not to be trusted (log-odds).
const ADDITIVITY_TOLERANCE: f64 = 1e-6;

/// A warning names at most this many features; all of them stand among the client's data.
const NAMED_IN_A_WARNING: usize = 5;

/// Bars shorter than this would make a scale of nothing but rounding (log-odds).
const SMALLEST_SCALE: f64 = 1e-3;

/// The page of the chosen client, or a sentence in its place.
pub(super) fn derive(state: &AppState) -> ClientPane {
    let words = &state.words;
    let message = |key: &str| ClientPane::Message(words.text(key).to_owned());
    let session = &state.session;
    match (&session.model, &session.base, &session.portfolio, state.desk.selected) {
        (None, _, _, _) if state.jobs.shown().is_some() => ClientPane::Empty,
        (None, _, _, _) => message("client-none-model"),
        (_, None, _, _) if state.jobs.shown().is_some() => ClientPane::Empty,
        (_, None, _, _) => message("client-none-base"),
        (_, _, None, _) => misfit(state),
        (_, _, Some(portfolio), Some(row)) => {
            ClientPane::Client(Box::new(client(state, portfolio, row)))
        }
        (_, _, Some(_), None) => match &state.desk.ambiguous {
            Some(id) => {
                ClientPane::Message(words.with("client-duplicate", &[("id", id.as_str().into())]))
            }
            None => message("client-none"),
        },
    }
}

fn misfit(state: &AppState) -> ClientPane {
    let sentence = state.session.misfit.as_ref().map(|misfit| {
        let notice = super::misfit_notice(misfit, &state.words);
        std::iter::once(notice.title).chain(notice.details).collect::<Vec<_>>().join("\n")
    });
    ClientPane::Message(sentence.unwrap_or_default())
}

fn client(state: &AppState, portfolio: &Portfolio, row: u32) -> ClientView {
    let words = &state.words;
    let found = portfolio.reasons(row);
    let score = portfolio.score_of_raw(found.explanation.raw_score);
    let verdict = Verdict { probability: score.probability, threshold: state.session.threshold() };
    let id = portfolio.base().ids().id(row as usize);
    ClientView {
        title: words.with("client-title", &[("id", (&*id).into())]),
        subtitle: subtitle(state, portfolio, row),
        verdict: verdict_view(state, verdict, row),
        gauge: gauge(words, verdict),
        warnings: warnings(words, portfolio, &found),
        reasons: reasons_view(state, portfolio, &found, verdict),
    }
}

// ---- The answer ------------------------------------------------------------------------------

fn verdict_view(state: &AppState, verdict: Verdict, row: u32) -> VerdictView {
    let words = &state.words;
    let numbers = words.verdict_numbers(verdict);
    let threshold_label = if state.session.own_threshold.is_some() {
        "client-headline-threshold-own"
    } else if state.session.model.as_ref().is_some_and(|model| model.threshold().is_some()) {
        "client-headline-threshold"
    } else {
        "client-headline-threshold-stand-in"
    };
    let note = [past_sentence(state, row), Some(words.verdict_note(verdict))];
    VerdictView {
        risk_label: words.text("client-headline-risk").to_owned(),
        risk: numbers.probability,
        threshold_label: words.text(threshold_label).to_owned(),
        threshold: numbers.threshold,
        advice: words.advice(verdict),
        decision: verdict.decision(),
        note: note.into_iter().flatten().collect::<Vec<_>>().join(" "),
    }
}

/// "Of 1 000 past clients with this score, 309 did not repay (280 to 339)."
fn past_sentence(state: &AppState, row: u32) -> Option<String> {
    let (base, scores) = (state.session.base.as_ref()?, state.session.scores.as_ref()?);
    let past = past_clients(base, scores, row)?;
    let of = past.outcomes.known;
    let count = |share: f64| state.words.integer((share * of as f64).round() as u64);
    Some(state.words.with(
        "verdict-past-clients",
        &[
            ("of", of.into()),
            ("defaults", past.outcomes.defaults.into()),
            ("low", count(past.interval.0).as_str().into()),
            ("high", count(past.interval.1).as_str().into()),
        ],
    ))
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

/// "42 years · single · credit limit NT$50,000 · hold-out": who it is, before any figure. Features
/// that say it best come first: protected ones tell the person, negotiable ones the request.
fn subtitle(state: &AppState, portfolio: &Portfolio, row: u32) -> String {
    let words = &state.words;
    let mut facts = Vec::new();
    for wanted_protected in [true, false] {
        for column in portfolio.base().columns() {
            let entry = state.session.entry(column.name());
            let is_wanted = if wanted_protected {
                entry.protected
            } else {
                entry.negotiable && !entry.protected
            };
            let value = column.value(row as usize);
            if is_wanted && value != Value::Missing && facts.len() < SUBTITLE_FACTS {
                facts.push(fact(words, entry, column.name(), &value));
            }
        }
    }
    let split = portfolio.base().column(crate::portfolio::SPLIT_COLUMN);
    let part = split.and_then(|index| portfolio.base().columns().get(index)?.text(row as usize));
    if part == Some(crate::portfolio::HOLD_OUT) {
        facts.push(words.text("list-hold-out").to_owned());
    } else if part.is_some() {
        facts.push(words.text("list-training").to_owned());
    }
    facts.join(" · ")
}

/// A value that speaks for itself, else with its name: "42 years", "Credit limit NT$50,000".
fn fact(words: &Words, entry: &FeatureEntry, column: &str, value: &Value) -> String {
    let text = words.value(entry, column, value);
    let speaks_for_itself = match entry.display {
        Display::Choices(_) | Display::YearsBefore => true,
        Display::Integer => !entry.unit.is_empty(),
        _ => false,
    };
    if speaks_for_itself {
        return text;
    }
    let label = words.label(entry, column);
    words.with("client-fact", &[("label", label.into()), ("value", text.as_str().into())])
}

fn warnings(words: &Words, portfolio: &Portfolio, found: &ClientReasons) -> Vec<String> {
    let label = |feature: usize| {
        portfolio.dictionary().label(portfolio.feature_name(feature), words.language())
    };
    let unseen = portfolio.missing_read_as_zero(found.row);
    let mut warnings: Vec<String> = match unseen.as_slice() {
        [] => Vec::new(),
        [only] => vec![words.with("notice-never-missing", &[("label", label(*only).into())])],
        several => {
            let named: Vec<&str> =
                several.iter().take(NAMED_IN_A_WARNING).map(|feature| label(*feature)).collect();
            let more = if several.len() > NAMED_IN_A_WARNING { "…" } else { "" };
            let labels = format!("{}{more}", named.join(", "));
            vec![words.with(
                "notice-never-missing-several",
                &[("count", several.len().into()), ("labels", labels.as_str().into())],
            )]
        }
    };
    let error = found.explanation.additivity_error();
    if error.is_nan() || error > ADDITIVITY_TOLERANCE {
        let difference = words.significant(error);
        warnings
            .push(words.with("notice-additivity", &[("difference", difference.as_str().into())]));
    }
    warnings
}

// ---- The reasons -----------------------------------------------------------------------------

fn reasons_view(
    state: &AppState,
    portfolio: &Portfolio,
    found: &ClientReasons,
    verdict: Verdict,
) -> ReasonsView {
    let teller = Teller { words: &state.words, portfolio, row: found.row };
    let listed = match state.grouping() {
        Grouping::Factors => teller.by_factor(found),
        Grouping::Themes => teller.by_theme(found),
    };
    let scale = listed
        .rows
        .iter()
        .map(|row| row.contribution)
        .chain(listed.raising.iter().chain(&listed.lowering).map(|row| row.contribution))
        .map(f64::abs)
        .fold(SMALLEST_SCALE, f64::max);
    let words = &state.words;
    let summary = teller.summary(found);
    let reference = words.text("reasons-reference-average").into();
    ReasonsView {
        description: reasons::description(words, listed.rows.len(), &summary),
        summary,
        reference: words.with("reasons-measured-against", &[("reference", reference)]),
        grouping: state.grouping(),
        rows: listed.rows,
        raising: listed.raising,
        lowering: listed.lowering,
        scale,
        identity: identity(words, found, verdict),
        legend: reasons::legend(words),
        table: teller.table(found),
    }
}

fn identity(words: &Words, found: &ClientReasons, verdict: Verdict) -> String {
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

struct Listed {
    rows: Vec<ReasonRow>,
    raising: Option<RemainderRow>,
    lowering: Option<RemainderRow>,
}

/// Puts the reasons of one client into words.
struct Teller<'a> {
    words: &'a Words,
    portfolio: &'a Portfolio,
    row: u32,
}

impl Teller<'_> {
    fn by_factor(&self, found: &ClientReasons) -> Listed {
        let ranking = Ranking::new(found.factors.clone(), LISTED_REASONS);
        let rows = ranking.listed.iter().map(|factor| self.factor_row(factor)).collect();
        self.listed(rows, &ranking, ListedAs::Factors)
    }

    fn by_theme(&self, found: &ClientReasons) -> Listed {
        let ranking = Ranking::new(explain::themes(found.factors.clone()), LISTED_REASONS);
        let rows = ranking.listed.iter().map(|theme| self.theme_row(theme)).collect();
        self.listed(rows, &ranking, ListedAs::Themes)
    }

    fn listed<T: Contribution>(
        &self,
        rows: Vec<ReasonRow>,
        ranking: &Ranking<T>,
        listed_as: ListedAs,
    ) -> Listed {
        let remainder = |direction, rest: explain::Remainder| {
            reasons::remainder(self.words, listed_as, direction, rest.count, rest.contribution).map(
                |remainder| RemainderRow {
                    label: remainder.label,
                    factor: remainder.odds_factor_text,
                    contribution: remainder.contribution,
                },
            )
        };
        Listed {
            rows,
            raising: remainder(Direction::Raises, ranking.raising),
            lowering: remainder(Direction::Lowers, ranking.lowering),
        }
    }

    fn factor_row(&self, factor: &Factor) -> ReasonRow {
        let reason = self.portfolio.factor_reason(self.words, self.row, factor);
        row(reason, self.portfolio.column_of(factor).map(str::to_owned), Vec::new())
    }

    fn theme_row(&self, theme: &ThemeSum) -> ReasonRow {
        let reason = self.portfolio.theme_reason(self.words, self.row, theme);
        match theme.factors.as_slice() {
            [only] if theme.theme.is_none() => self.factor_row(only),
            factors => {
                let parts = factors.iter().map(|factor| self.factor_row(factor)).collect();
                row(reason, None, parts)
            }
        }
    }

    /// The reasons in one sentence. Themes say it best; where the dictionary names none, factors.
    fn summary(&self, found: &ClientReasons) -> String {
        let themes = explain::themes(found.factors.clone());
        let labels: Vec<(String, f64)> = themes
            .iter()
            .map(|theme| {
                let reason = self.portfolio.theme_reason(self.words, self.row, theme);
                (reason.label, theme.contribution())
            })
            .collect();
        let items: Vec<_> = labels.iter().map(|(label, sum)| (label.as_str(), *sum)).collect();
        reasons::summary(self.words, &items)
    }

    /// Every factor, the strongest first.
    fn table(&self, found: &ClientReasons) -> TableView {
        let mut factors = found.factors.clone();
        explain::strongest_first(&mut factors);
        let columns = [
            "reasons-column-factor",
            "reasons-column-value",
            "reasons-column-rank",
            "reasons-column-effect",
            "reasons-column-odds",
        ];
        let rows = factors.iter().map(|factor| {
            let reason = self.portfolio.factor_reason(self.words, self.row, factor);
            let note = reason.rank_text.or(reason.missing_note).unwrap_or_default();
            vec![reason.label, reason.value_text, note, reason.effect, reason.odds_factor_text]
        });
        TableView {
            caption: self.words.text("reasons-title").to_owned(),
            columns: columns.into_iter().map(|key| self.words.text(key).to_owned()).collect(),
            rows: rows.collect(),
        }
    }
}

fn row(reason: Reason, column: Option<String>, parts: Vec<ReasonRow>) -> ReasonRow {
    ReasonRow {
        label: reason.label,
        detail: reason.detail,
        effect: reason.effect,
        factor: reason.odds_factor_text,
        contribution: reason.contribution,
        sentence: reason.sentence,
        column,
        parts,
    }
}
