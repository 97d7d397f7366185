//! What is said about one client beside the reasons: who it is, what to know before trusting the
//! score, where a value stands, what became of others.
//!
//! Depends on `base`, `explain` and `words`. **Invariant**: whatever shows a client takes these
//! sentences from here, so that no two faces of the program say different things.

use crate::{
    domain::{Display, FeatureEntry, Value},
    explain::{self, Contribution as _, reasons},
    words::{
        Words,
        comparison::{Among, Order, missing_position, position},
    },
};

use super::{ClientReasons, HOLD_OUT, PastClients, Portfolio, SPLIT_COLUMN};

/// Facts in the line that tells who the client is.
const FACTS: usize = 4;

/// Contributions that miss the score by more than this are not to be trusted (raw score).
const ADDITIVITY_TOLERANCE: f64 = 1e-6;

/// A warning names at most this many features; all of them stand among the client's data.
const NAMED_IN_A_WARNING: usize = 5;

/// Outcomes at the client's level are counted in at most this many bands: as many as the window
/// draws, so that the sentence says the same.
const MOST_BANDS: usize = 12;

impl Portfolio {
    /// "42 years · single · credit limit NT$50,000 · hold-out": who it is, before any figure.
    /// Features that say it best come first: protected ones tell the person, negotiable ones the
    /// request. Empty when the dictionary marks none.
    #[must_use]
    pub fn client_facts(&self, words: &Words, row: u32) -> String {
        let mut facts = Vec::new();
        for wanted_protected in [true, false] {
            for column in self.base.columns() {
                let entry = self.dictionary().entry(column.name());
                let is_wanted = if wanted_protected {
                    entry.protected
                } else {
                    entry.negotiable && !entry.protected
                };
                if !is_wanted || facts.len() >= FACTS {
                    continue;
                }
                let value = column.value(row as usize);
                if value != Value::Missing {
                    facts.push(fact(words, entry, column.name(), &value));
                }
            }
        }
        let split = self.base.column(SPLIT_COLUMN);
        let part = split.and_then(|index| self.base.columns().get(index)?.text(row as usize));
        if part == Some(HOLD_OUT) {
            facts.push(words.text("list-hold-out").to_owned());
        } else if part.is_some() {
            facts.push(words.text("list-training").to_owned());
        }
        facts.join(" · ")
    }

    /// What the reader must know before trusting the score: values that the model never saw
    /// missing, and reasons that do not add up to the score.
    #[must_use]
    pub fn client_warnings(&self, words: &Words, found: &ClientReasons) -> Vec<String> {
        let label =
            |feature: usize| self.dictionary().label(self.feature_name(feature), words.language());
        let unseen = self.missing_read_as_zero(found.row);
        let mut warnings: Vec<String> = match unseen.as_slice() {
            [] => Vec::new(),
            [only] => vec![words.with("notice-never-missing", &[("label", label(*only).into())])],
            several => {
                let named: Vec<&str> = several
                    .iter()
                    .take(NAMED_IN_A_WARNING)
                    .map(|feature| label(*feature))
                    .collect();
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
            let args = [("difference", difference.as_str().into())];
            warnings.push(words.with("notice-additivity", &args));
        }
        warnings
    }

    /// The reasons in one sentence. Themes say it best; where the dictionary names none, factors.
    #[must_use]
    pub fn reasons_summary(&self, words: &Words, found: &ClientReasons) -> String {
        let themes = explain::themes(found.factors.clone());
        let labels: Vec<(String, f64)> = themes
            .iter()
            .map(|theme| {
                let label = match (&theme.theme, theme.factors.as_slice()) {
                    (None, [only]) => self.factor_label(words, only).to_owned(),
                    _ => self.theme_reason(words, found.row, theme).label,
                };
                (label, theme.contribution())
            })
            .collect();
        let items: Vec<_> = labels.iter().map(|(label, sum)| (label.as_str(), *sum)).collect();
        reasons::summary(words, &items)
    }

    /// "2 months: higher than 89% of clients. At this level, 69% did not repay.": where the client
    /// on `row` stands among all clients in the column at `index` of the base. Nothing is said of
    /// defaults when the base knows no outcome; empty when there is no such column.
    #[must_use]
    pub fn comparison_sentence(&self, words: &Words, index: usize, row: u32) -> String {
        let Some(column) = self.base.columns().get(index) else { return String::new() };
        let entry = self.dictionary().entry(column.name());
        let value = column.value(row as usize);
        let text = words.value(entry, column.name(), &value);
        let everyone = self.base.everyone();
        let rank = self.base.rank(index, &value, everyone);
        let position = match value {
            Value::Missing => missing_position(rank),
            Value::Number(_) => position(rank, Order::of(&entry.display)),
            Value::Text(_) => position(rank, Order::Unordered),
        };
        let mut sentences = Vec::new();
        sentences
            .extend(position.map(|position| words.position_sentence(&text, position, Among::All)));
        if self.base.outcome_column().is_some() {
            let counted = self.base.distribution(index, everyone, MOST_BANDS);
            sentences.push(words.default_rate_sentence(counted.outcomes_at(&value)));
        }
        capitalised(&sentences.join(" "))
    }
}

/// "Of 1 000 past clients with this score, 309 did not repay (280 to 339)."
#[must_use]
pub fn past_clients_sentence(words: &Words, past: PastClients) -> String {
    let of = past.outcomes.known;
    let count = |share: f64| words.integer((share * of as f64).round() as u64);
    words.with(
        "verdict-past-clients",
        &[
            ("of", of.into()),
            ("defaults", past.outcomes.defaults.into()),
            ("low", count(past.interval.0).into()),
            ("high", count(past.interval.1).into()),
        ],
    )
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
    words.with("client-fact", &[("label", label.into()), ("value", text.into())])
}

/// A sentence begins with a capital, even when it begins with a value ("paid in full: ...").
#[must_use]
pub fn capitalised(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
