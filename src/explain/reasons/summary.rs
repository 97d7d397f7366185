//! All reasons in one sentence.
//!
//! Depends on `words`. Invariant: "most" is said only of what makes up most of one side.

use super::Strength;
use crate::words::Words;

/// The share of one side's contributions from which a summary says "most".
const MOST: f64 = 0.6;

/// The odds factor from which a contribution is worth a word in the summary.
const NOTICED_FROM: f64 = 1.05;

/// All reasons in one sentence: what explains most of the risk, and what goes against it most.
///
/// `items` are themes or factors with their contributions, in any order; all of them, so that
/// "most" is true.
#[must_use]
pub fn summary(words: &Words, items: &[(&str, f64)]) -> String {
    let net: f64 = items.iter().map(|(_, contribution)| contribution).sum();
    let sign = if net < 0.0 { -1.0 } else { 1.0 };
    let (mains, counters) = (side(items, sign), side(items, -sign));
    let Some(main) = main_clause(words, &mains, net < 0.0) else {
        return words.text("summary-none").to_owned();
    };
    let counter = counters.first().filter(|(_, size)| *size >= NOTICED_FROM.ln());
    let Some((label, size)) = counter else {
        return words.with("summary-alone", &[("main", main.into())]);
    };
    let key = match (net < 0.0, Strength::of(-sign * size)) {
        (false, Strength::Slight) => "summary-softened-slightly",
        (false, Strength::Clear) => "summary-softened-clearly",
        (false, Strength::Strong) => "summary-softened-strongly",
        (true, Strength::Slight) => "summary-worsened-slightly",
        (true, Strength::Clear) => "summary-worsened-clearly",
        (true, Strength::Strong) => "summary-worsened-strongly",
    };
    words.with(key, &[("main", main.into()), ("counter", (*label).into())])
}

/// The items whose contributions have this sign, with their sizes, the largest first.
fn side<'a>(items: &[(&'a str, f64)], sign: f64) -> Vec<(&'a str, f64)> {
    let mut side: Vec<_> = items
        .iter()
        .map(|(label, contribution)| (*label, sign * contribution))
        .filter(|(_, size)| *size > 0.0)
        .collect();
    side.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    side
}

/// The first half of the summary; `None` when no contribution is worth a word.
fn main_clause(words: &Words, mains: &[(&str, f64)], lowers: bool) -> Option<String> {
    let total: f64 = mains.iter().map(|(_, size)| size).sum();
    let (first, first_size) = *mains.first()?;
    if total < NOTICED_FROM.ln() {
        return None;
    }
    let with_one = |key: &str| words.with(key, &[("first", first.into())]);
    if first_size >= MOST * total {
        let key = if lowers { "summary-one-lowers" } else { "summary-one-raises" };
        return Some(with_one(key));
    }
    match mains.get(1) {
        Some((second, second_size)) if first_size + second_size >= MOST * total => {
            let key = if lowers { "summary-two-lower" } else { "summary-two-raise" };
            Some(words.with(key, &[("first", first.into()), ("second", (*second).into())]))
        }
        _ if lowers => Some(with_one("summary-several-lower")),
        _ => Some(with_one("summary-several-raise")),
    }
}
