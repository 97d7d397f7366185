//! What faults are put together from: names in quotes, places, numbers.
//!
//! Depends on `base` and `words`.

use std::{fmt::Display, path::Path};

use crate::{
    base::{PlaceUnit, Places},
    words::{Arg, Words},
};

/// A path as it is.
pub(super) fn path(path: &Path) -> Arg<'static> {
    path.display().to_string().into()
}

/// A number whose digits are not grouped: a line is what an editor shows, and a size in bytes is
/// what a file manager does.
pub(super) fn digits(number: impl Display) -> Arg<'static> {
    number.to_string().into()
}

/// A name between the quotes of the language.
pub(super) fn quoted(name: &str, words: &Words) -> String {
    words.with("fault-quoted", &[("name", name.into())])
}

/// A count with its digits together, which chooses between singular and plural where the language
/// needs it.
pub(super) fn tally<N: TryInto<u64>>(number: N) -> Arg<'static> {
    Arg::Digits(number.try_into().unwrap_or(u64::MAX))
}

/// How the rest of a list is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rest {
    /// "… and 3 more"
    And,
    /// "… (and 3 more)"
    Bracketed,
}

/// The first names, `most` at most, between quotes; the others are counted.
pub(super) fn listed(names: &[String], most: usize, rest: Rest, words: &Words) -> String {
    let shown: Vec<String> = names.iter().take(most).map(|name| quoted(name, words)).collect();
    with_rest(shown.join(", "), names.len().saturating_sub(most), rest, words)
}

/// `shown`, and how many more there are.
pub(super) fn with_rest(shown: String, more: usize, rest: Rest, words: &Words) -> String {
    if more == 0 {
        return shown;
    }
    let args = [("names", shown.into()), ("more", tally(more))];
    match rest {
        Rest::And => words.with("fault-and-more", &args),
        Rest::Bracketed => words.with("fault-with-more", &args),
    }
}

/// "lines 6, 12 and 3 more"
pub(super) fn places(places: &Places, words: &Words) -> String {
    let first: Vec<String> = places.first.iter().map(ToString::to_string).collect();
    let more = (places.count as usize).saturating_sub(first.len());
    let args = [
        ("count", first.len().into()),
        ("places", with_rest(first.join(", "), more, Rest::And, words).into()),
    ];
    match places.unit {
        PlaceUnit::Line => words.with("fault-lines", &args),
        PlaceUnit::Row => words.with("fault-rows", &args),
    }
}
