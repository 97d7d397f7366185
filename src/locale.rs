//! The language of the computer. Depends on `std` and `domain` only.

use crate::domain::Language;

/// Where POSIX systems keep the locale, the most binding variable first.
const LOCALE_VARIABLES: [&str; 4] = ["LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"];

/// The language of the system's locale; English when it is neither French nor English.
#[must_use]
pub fn system_language() -> Language {
    LOCALE_VARIABLES
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|locale| !locale.is_empty()))
        .map_or(Language::default(), |locale| Language::of_locale(&locale))
}
