//! Phrases that the layers below put into their faults: what stands in a file, a step of writing,
//! the name of an option.
//!
//! Depends on `words`. A model's text alone can be wrong in some seventy ways, each of which is one
//! English phrase there. They are found again by their words, and told from the messages here.
//! Invariant: a phrase that is not known, such as what another program says, is never passed off as
//! the reader's language: it is quoted as a technical detail in English.

mod models;
mod tables;

use super::{Said as _, system};
use crate::{
    domain::Language,
    words::{Arg, Words},
};

/// What stands for anything in a pattern.
const HOLE: &str = "{}";

/// What a message calls what stands in the holes of its pattern, in their order.
const NAMES: [&str; 5] = ["first", "second", "third", "fourth", "fifth"];

/// `english` in the language of `words`; quoted as a technical detail when it is not known.
pub(super) fn phrase(english: &str, words: &Words) -> String {
    known(english, words).unwrap_or_else(|| technical(english, words))
}

/// `english` in the language of `words`, when it is a phrase of this program.
pub(super) fn known(english: &str, words: &Words) -> Option<String> {
    if let Some(kind) = system::kind_of(english) {
        return Some(kind.said(words));
    }
    let whole = all().find(|(pattern, _)| *pattern == english);
    if let Some((_, key)) = whole {
        return Some(words.text(key).to_owned());
    }
    let (key, found) = all().find_map(|(pattern, key)| Some((key, captured(pattern, english)?)))?;
    let args: Vec<(&str, Arg<'_>)> =
        NAMES.into_iter().zip(found.into_iter().map(Arg::from)).collect();
    Some(words.with(key, &args))
}

/// What another program says, or a phrase that nobody has translated yet, marked as such in French.
#[must_use]
pub fn technical(english: &str, words: &Words) -> String {
    match words.language() {
        // Nothing that an English reader would have to be warned of.
        Language::English => english.to_owned(),
        Language::French => words.with("fault-technical", &[("detail", english.into())]),
    }
}

/// All phrases with their keys.
pub(super) fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    models::PHRASES.iter().chain(tables::PHRASES).copied()
}

/// What stands in the holes of `pattern`, when `text` fits it; each hole holds as little as it can.
fn captured<'a>(pattern: &str, text: &'a str) -> Option<Vec<&'a str>> {
    let mut literals = pattern.split(HOLE);
    let mut rest = text.strip_prefix(literals.next()?)?;
    let mut found = Vec::new();
    let mut literals = literals.peekable();
    while let Some(literal) = literals.next() {
        // The last piece stands at the end.
        let end = if literals.peek().is_none() {
            rest.ends_with(literal).then(|| rest.len() - literal.len())?
        } else {
            rest.find(literal)?
        };
        found.push(rest.get(..end)?);
        rest = rest.get(end + literal.len()..)?;
    }
    rest.is_empty().then_some(found)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::words::BOTH;

    #[test]
    fn what_stands_in_the_holes_is_found() {
        assert_eq!(
            captured("{} has {} twice", "names has \"a b\" twice"),
            Some(vec!["names", "\"a b\""])
        );
        assert_eq!(captured("is {}, 1 expected", "is 2, 1 expected"), Some(vec!["2"]));
        assert_eq!(captured("{} to {}", "2 to 100"), Some(vec!["2", "100"]));
        assert_eq!(captured("plain", "plain"), Some(vec![]));
        for (pattern, text) in [("{} to {}", "2 and 3"), ("plain", "plain!"), ("a {} b", "a b")] {
            assert_eq!(captured(pattern, text), None, "{pattern}");
        }
    }

    #[test]
    fn a_phrase_says_in_english_what_it_was_found_by_and_in_french_something_else() {
        let [french, english] = &*BOTH;
        let mut keys = BTreeSet::new();
        for (pattern, key) in all() {
            assert!(keys.insert(key), "{key} stands twice");
            let filled = ["«1»", "«2»", "«3»", "«4»", "«5»"]
                .iter()
                .fold(pattern.to_owned(), |text, value| text.replacen(HOLE, value, 1));
            let same = known(&filled, english).unwrap().replace('’', "'");
            assert_eq!(same, filled, "{key}");
            let said = known(&filled, french).unwrap();
            assert!(!said.contains('$') && !said.starts_with("phrase-"), "{key}: {said}");
            let holes = pattern.matches(HOLE).count();
            for value in ["«1»", "«2»", "«3»", "«4»", "«5»"].iter().take(holes) {
                assert!(said.contains(value), "{key} loses {value}: {said}");
            }
        }
    }

    #[test]
    fn an_unknown_phrase_is_marked_in_french() {
        let [french, english] = &*BOTH;
        assert_eq!(phrase("Out of cheese", english), "Out of cheese");
        assert!(phrase("Out of cheese", french).contains("en anglais"));
    }
}
