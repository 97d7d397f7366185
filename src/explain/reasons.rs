//! Reasons in words: what each contribution means to the person across the desk.
//!
//! Depends on `domain` and `words`. Invariants: the word for the strength is chosen from the very
//! number that stands beside it, so the two never disagree; missing is said to be missing; every
//! sentence is a template with slots, so the same client always reads the same.

mod summary;

#[cfg(test)]
mod tests;

use crate::{
    domain::{Explanation, FeatureEntry, Rank, Theme, Value, odds_factor},
    words::{
        Words,
        comparison::{Order, Position, position},
        shown_odds_factor,
    },
};

pub use summary::summary;

/// The odds factor, as shown, from which a reason is clear rather than slight.
///
/// Four reasons just below it double the odds together (1.2 to the power of 4 is 2.07): one alone
/// is a nuance. At a risk of 10 % it moves the risk to 11.8 %.
pub const CLEAR_FROM: f64 = 1.2;

/// The odds factor, as shown, from which a reason is strong: it doubles the odds alone, the step in
/// which credit scorecards are calibrated ("points to double the odds"). 10 % become 18.2 %.
pub const STRONG_FROM: f64 = 2.0;

/// Decimals of the sum that an expert may check.
const IDENTITY_DECIMALS: u8 = 4;

/// Which way a contribution moves the risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Away from zero risk.
    Raises,
    /// Towards zero risk.
    Lowers,
    /// Not at all: the model read the value, or could have, and nothing follows.
    Neither,
}

/// How much a contribution moves the risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// Below [`CLEAR_FROM`], or above its inverse.
    Slight,
    /// From [`CLEAR_FROM`], or to its inverse.
    Clear,
    /// From [`STRONG_FROM`], or to its inverse.
    Strong,
}

/// Whether reasons are listed one a factor or one a theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ListedAs {
    /// One a factor.
    Factors,
    /// One a theme.
    Themes,
}

/// One feature of one client, with what is known about it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ReasonInput<'a> {
    /// Its plain words; the default entry when nobody gave it any.
    pub entry: &'a FeatureEntry,
    /// Its name in the model.
    pub feature: &'a str,
    /// The client's value.
    pub value: &'a Value,
    /// Its Shapley value, in log-odds.
    pub contribution: f64,
    /// Where the value stands among clients, when it is a number.
    pub rank: Option<Rank>,
    /// The share of clients with the same value, in `[0, 1]`, when it is a category.
    pub share_same: Option<f64>,
}

/// One reason, ready to be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// The plain name.
    pub label: String,
    /// The value with its unit; "not given"; for a theme, how many factors it sums.
    pub value_text: String,
    /// "higher than 89% of clients", when that can be said.
    pub rank_text: Option<String>,
    /// For a missing value, that the model takes it into account.
    pub missing_note: Option<String>,
    /// The value followed by its rank or its note: the line under the name.
    pub detail: String,
    /// Which way it moves the risk.
    pub direction: Direction,
    /// How much.
    pub strength: Strength,
    /// "+ strongly raises": direction and strength in a few words, with a sign.
    pub effect: String,
    /// "× 2.5".
    pub odds_factor_text: String,
    /// The contribution it was made from, in log-odds.
    pub contribution: f64,
    /// All of the above in one sentence.
    pub sentence: String,
}

/// The reasons of one side that are not listed, summed.
#[derive(Debug, Clone, PartialEq)]
pub struct RemainderLine {
    /// "7 other factors raise".
    pub label: String,
    /// "× 1.2".
    pub odds_factor_text: String,
    /// The sum of their contributions, in log-odds.
    pub contribution: f64,
    /// Label and factor in one sentence.
    pub sentence: String,
}

impl Direction {
    /// The direction of a contribution; NaN moves nothing.
    #[must_use]
    pub fn of(contribution: f64) -> Self {
        if contribution > 0.0 {
            Self::Raises
        } else if contribution < 0.0 {
            Self::Lowers
        } else {
            Self::Neither
        }
    }
}

impl Strength {
    /// The strength of a contribution, judged on its odds factor as shown.
    #[must_use]
    pub fn of(contribution: f64) -> Self {
        let shown = shown_odds_factor(odds_factor(contribution));
        let reaches = |limit: f64| shown >= limit || shown <= 1.0 / limit;
        if reaches(STRONG_FROM) {
            Self::Strong
        } else if reaches(CLEAR_FROM) {
            Self::Clear
        } else {
            Self::Slight
        }
    }
}

/// The reason of one feature.
#[must_use]
pub fn reason(words: &Words, input: &ReasonInput<'_>) -> Reason {
    let value_text = words.value(input.entry, input.feature, input.value);
    let is_missing = match input.value {
        Value::Missing => true,
        Value::Number(number) => number.is_nan(),
        Value::Text(_) => false,
    };
    let note = if is_missing {
        Note::Missing
    } else {
        place(input).map_or(Note::None, |place| Note::Rank(words.rank(place)))
    };
    let label = words.label(input.entry, input.feature);
    build(words, label, value_text, note, input.contribution)
}

/// The reason of a variable that was spread over one-hot columns: `contribution` is their sum,
/// `share_same` the share of clients with the same value.
#[must_use]
pub fn variable_reason(
    words: &Words,
    label: &str,
    columns: &[(&FeatureEntry, &Value)],
    contribution: f64,
    share_same: Option<f64>,
) -> Reason {
    let value_text = words.one_hot_value(columns);
    let is_missing = columns.iter().all(|(_, value)| **value == Value::Missing);
    let note = if is_missing {
        Note::Missing
    } else {
        share_same.map_or(Note::None, |share| Note::Rank(words.rank(Position::Same(share))))
    };
    build(words, label, value_text.unwrap_or_default(), note, contribution)
}

/// The reason of a theme (`None` for factors that have none in common): `contribution` is the sum
/// over its `factors`.
#[must_use]
pub fn theme_reason(
    words: &Words,
    theme: Option<&Theme>,
    factors: usize,
    contribution: f64,
) -> Reason {
    let named = theme.map(|theme| theme.0.get(words.language())).filter(|label| !label.is_empty());
    let label = named.unwrap_or_else(|| words.text("reasons-other-theme"));
    let value_text = words.with("reasons-theme-detail", &[("count", factors.into())]);
    let mut reason = build(words, label, value_text, Note::None, contribution);
    reason.sentence = words.with(
        "reason-sentence-theme",
        &[
            ("label", label.into()),
            ("effect", effect_clause(words, contribution).into()),
            ("factor", reason.odds_factor_text.as_str().into()),
        ],
    );
    reason
}

/// The `count` reasons of one side that are not listed, with their sum; `None` when there are none.
#[must_use]
pub fn remainder(
    words: &Words,
    listed_as: ListedAs,
    direction: Direction,
    count: usize,
    contribution: f64,
) -> Option<RemainderLine> {
    let key = match (listed_as, direction) {
        _ if count == 0 => return None,
        (_, Direction::Neither) => return None,
        (ListedAs::Factors, Direction::Raises) => "reasons-remainder-raising",
        (ListedAs::Factors, Direction::Lowers) => "reasons-remainder-lowering",
        (ListedAs::Themes, Direction::Raises) => "reasons-remainder-themes-raising",
        (ListedAs::Themes, Direction::Lowers) => "reasons-remainder-themes-lowering",
    };
    let label = words.with(key, &[("count", count.into())]);
    let odds_factor_text = words.odds_factor(odds_factor(contribution));
    let sentence = words.with(
        "reasons-remainder-sentence",
        &[("remainder", label.as_str().into()), ("factor", odds_factor_text.as_str().into())],
    );
    Some(RemainderLine { label, odds_factor_text, contribution, sentence })
}

/// What a screen reader speaks for the chart of reasons.
#[must_use]
pub fn description(words: &Words, listed: usize, summary: &str) -> String {
    words.with("reasons-description", &[("count", listed.into()), ("summary", summary.into())])
}

/// What the three strength words mean.
#[must_use]
pub fn legend(words: &Words) -> String {
    let [clear, strong] = [CLEAR_FROM, STRONG_FROM].map(|limit| words.significant(limit));
    words.with("reasons-legend", &[("clear", clear.into()), ("strong", strong.into())])
}

/// "Base −1,2657 + raisons 0,4854 = score −0,7803": the sum, for whoever wants to check it.
///
/// Base and score are rounded; the reasons are the difference of the two as shown, so that the
/// numbers on screen add up.
#[must_use]
pub fn identity(words: &Words, explanation: &Explanation) -> String {
    let unit = 10_f64.powi(i32::from(IDENTITY_DECIMALS));
    let [base, score] =
        [explanation.base_value, explanation.raw_score].map(|value| (value * unit).round());
    let text = |units: f64| words.decimal(units / unit, IDENTITY_DECIMALS);
    words.with(
        "reasons-identity-scores",
        &[
            ("base", text(base).into()),
            ("reasons", text(score - base).into()),
            ("score", text(score).into()),
        ],
    )
}

/// What is said after a value.
enum Note {
    None,
    Rank(String),
    Missing,
}

/// Where the client's value stands, when something can be said about it.
fn place(input: &ReasonInput<'_>) -> Option<Position> {
    let order = match input.value {
        Value::Number(_) => Order::of(&input.entry.display),
        Value::Text(_) | Value::Missing => Order::Unordered,
    };
    let same = input.share_same.map(Position::Same);
    let rank = input.rank.and_then(|rank| position(rank, order));
    if order == Order::Unordered { same.or(rank) } else { rank.or(same) }
}

fn build(words: &Words, label: &str, value_text: String, note: Note, contribution: f64) -> Reason {
    let odds_factor_text = words.odds_factor(odds_factor(contribution));
    let (rank_text, missing_note) = match note {
        Note::None => (None, None),
        Note::Rank(rank) => (Some(rank), None),
        Note::Missing => (None, Some(words.text("reason-missing-note").to_owned())),
    };
    let remark = rank_text.as_deref().or(missing_note.as_deref());
    let mut args = vec![
        ("label", label.into()),
        ("value", value_text.as_str().into()),
        ("effect", effect_clause(words, contribution).into()),
        ("factor", odds_factor_text.as_str().into()),
    ];
    let (sentence, detail) = match remark {
        None => (words.with("reason-sentence", &args), value_text.clone()),
        Some(remark) => {
            args.push(("rank", remark.into()));
            let detail = [("value", value_text.as_str().into()), ("rank", remark.into())];
            (words.with("reason-sentence-rank", &args), words.with("reason-detail", &detail))
        }
    };
    Reason {
        label: label.to_owned(),
        detail,
        direction: Direction::of(contribution),
        strength: Strength::of(contribution),
        effect: effect(words, contribution).to_owned(),
        odds_factor_text,
        contribution,
        sentence,
        value_text,
        rank_text,
        missing_note,
    }
}

/// "+ augmente fortement": what stands beside a bar.
fn effect(words: &Words, contribution: f64) -> &str {
    words.text(match (Direction::of(contribution), Strength::of(contribution)) {
        (Direction::Raises, Strength::Slight) => "effect-raises-slightly",
        (Direction::Raises, Strength::Clear) => "effect-raises-clearly",
        (Direction::Raises, Strength::Strong) => "effect-raises-strongly",
        (Direction::Lowers, Strength::Slight) => "effect-lowers-slightly",
        (Direction::Lowers, Strength::Clear) => "effect-lowers-clearly",
        (Direction::Lowers, Strength::Strong) => "effect-lowers-strongly",
        (Direction::Neither, _) => "effect-none",
    })
}

/// "augmente fortement le risque": the same within a sentence.
fn effect_clause(words: &Words, contribution: f64) -> &str {
    words.text(match (Direction::of(contribution), Strength::of(contribution)) {
        (Direction::Raises, Strength::Slight) => "effect-sentence-raises-slightly",
        (Direction::Raises, Strength::Clear) => "effect-sentence-raises-clearly",
        (Direction::Raises, Strength::Strong) => "effect-sentence-raises-strongly",
        (Direction::Lowers, Strength::Slight) => "effect-sentence-lowers-slightly",
        (Direction::Lowers, Strength::Clear) => "effect-sentence-lowers-clearly",
        (Direction::Lowers, Strength::Strong) => "effect-sentence-lowers-strongly",
        (Direction::Neither, _) => "effect-sentence-none",
    })
}
