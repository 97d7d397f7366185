//! The spaces of each language.
//!
//! Depends on `domain` only. Invariant: a number is never cut from its unit, nor a French sign from
//! the word before it, by the end of a line.
//!
//! Rules: *Lexique des règles typographiques en usage à l'Imprimerie nationale* for French. Inter,
//! the font that ships, has all the characters used here (U+00A0, U+202F, U+2212, U+00D7).

use std::borrow::Cow;

/// A space as wide as another, at which a line never ends.
pub(super) const NO_BREAK_SPACE: char = '\u{a0}';
/// A thin space at which a line never ends: between thousands, and before `%`, `;`, `?` and `!`.
pub(super) const NARROW_NO_BREAK_SPACE: char = '\u{202f}';
/// The sign of a negative number; screen readers say "minus", which they do not for a hyphen.
pub(super) const MINUS: char = '\u{2212}';

/// `text` with the ordinary spaces of French punctuation made unbreakable.
///
/// The message file is typed with ordinary spaces, so that nobody has to see which space is which.
pub(super) fn french(text: &str) -> Cow<'_, str> {
    if !text.contains([':', ';', '?', '!', '%', '»', '«', '×']) {
        return Cow::Borrowed(text);
    }
    let mut spaced = String::with_capacity(text.len() + 8);
    let mut characters = text.chars().peekable();
    let mut previous = None;
    while let Some(character) = characters.next() {
        spaced.push(match (previous, character, characters.peek()) {
            (_, ' ', Some(';' | '?' | '!' | '%')) => NARROW_NO_BREAK_SPACE,
            (_, ' ', Some(':' | '»')) | (Some('«' | '×'), ' ', _) => NO_BREAK_SPACE,
            _ => character,
        });
        previous = Some(character);
    }
    Cow::Owned(spaced)
}

/// `text` with the space after a multiplication sign made unbreakable; English needs no other.
pub(super) fn english(text: &str) -> Cow<'_, str> {
    if text.contains("× ") {
        Cow::Owned(text.replace("× ", "×\u{a0}"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_signs_stay_with_their_word() {
        let expected = "Risque\u{a0}: 13\u{202f}%\u{202f}; vrai\u{202f}?";
        assert_eq!(french("Risque : 13 % ; vrai ?"), expected);
        assert_eq!(french("« oui »"), "«\u{a0}oui\u{a0}»");
        assert_eq!(french("rien à faire"), "rien à faire");
    }

    #[test]
    fn english_has_no_space_before_a_sign() {
        assert_eq!(english("less than × 2: yes"), "less than ×\u{a0}2: yes");
    }
}
