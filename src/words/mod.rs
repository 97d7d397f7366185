//! The program's text, in the language of the person in front of it.
//!
//! All words come from one set of Fluent message files, `assets/words/*.ftl`, built into the
//! program; numbers, dates and values follow the language too. Depends on `domain` only.
//! Invariant: both files hold the same keys with the same variables, and every key that the source
//! names exists (see the tests), so that no person ever reads a key.

pub mod comparison;
mod dates;
mod numbers;
mod typography;
mod values;
pub mod verdict;

#[cfg(test)]
mod file_tests;

/// The words of both languages, read once for all property tests.
#[cfg(test)]
pub(crate) static BOTH: std::sync::LazyLock<[Words; 2]> =
    std::sync::LazyLock::new(|| Language::ALL.map(Words::new));

use std::{borrow::Cow, collections::HashMap, fmt, sync::Arc};

use fluent_bundle::{
    FluentArgs, FluentResource, FluentValue,
    concurrent::FluentBundle,
    types::{FluentNumber, FluentNumberOptions},
};
use unic_langid::LanguageIdentifier;

use crate::domain::Language;

pub use numbers::shown_odds_factor;
pub use values::visible;

/// The words of one language. Cloning copies a pointer; threads may share it.
#[derive(Clone)]
pub struct Words {
    language: Language,
    messages: Arc<Messages>,
}

/// What a message is told besides its key.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg<'a> {
    /// Shown as it is.
    Text(Cow<'a, str>),
    /// Shown with its thousands apart; chooses between singular and plural.
    Count(u64),
    /// Shown with its digits together, as an editor numbers its lines; chooses between singular and
    /// plural.
    Digits(u64),
    /// Not shown: chooses between singular and plural for a number with decimals.
    Plural(f64),
}

/// The messages of one file.
struct Messages {
    /// The messages without variables, ready to be borrowed in every frame.
    plain: HashMap<String, String>,
    bundle: FluentBundle<FluentResource>,
}

/// From here on f64, which Fluent counts with, skips integers.
const LARGEST_COUNT: u64 = 1 << 53;

impl Words {
    /// The words of `language`.
    #[must_use]
    pub fn new(language: Language) -> Self {
        Self { language, messages: Arc::new(Messages::read(language)) }
    }

    /// The language that these words belong to.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// The message without variables under `key`; the key itself when there is none.
    #[must_use]
    pub fn text<'a>(&'a self, key: &'a str) -> &'a str {
        self.messages.plain.get(key).map_or(key, String::as_str)
    }

    /// The message under `key`, completed with `args`; the key itself when there is none.
    #[must_use]
    pub fn with(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        let bundle = &self.messages.bundle;
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let args: FluentArgs<'_> =
            args.iter().map(|(name, arg)| (*name, fluent_value(arg))).collect();
        bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Words").field("language", &self.language).finish_non_exhaustive()
    }
}

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        self.language == other.language
    }
}

impl Messages {
    fn read(language: Language) -> Self {
        let source = source(language);
        // A test proves that both files are whole; of a broken one, the sound messages are kept.
        let resource =
            FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, _)| resource);
        let locale: LanguageIdentifier = language.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        // Isolation marks serve mixed writing directions, which neither language has; screen
        // readers and tests would meet them as invisible characters.
        bundle.set_use_isolating(false);
        match language {
            Language::French => {
                bundle.set_transform(Some(typography::french));
                bundle.set_formatter(Some(|value, _| format_number(Language::French, value)));
            }
            Language::English => {
                bundle.set_transform(Some(typography::english));
                bundle.set_formatter(Some(|value, _| format_number(Language::English, value)));
            }
        }
        bundle.add_resource_overriding(resource);
        let plain = keys(source)
            .filter_map(|key| Some((key.to_owned(), plain_text(&bundle, key)?)))
            .collect();
        Self { plain, bundle }
    }
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<u64> for Arg<'_> {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<usize> for Arg<'_> {
    fn from(count: usize) -> Self {
        Self::Count(count as u64)
    }
}

/// The message files of `language`: what is on screen and in reports, then what goes wrong.
fn source(language: Language) -> &'static str {
    match language {
        Language::French => concat!(
            include_str!("../../assets/words/fr.ftl"),
            "\n",
            include_str!("../../assets/words/faults.fr.ftl")
        ),
        Language::English => concat!(
            include_str!("../../assets/words/en.ftl"),
            "\n",
            include_str!("../../assets/words/faults.en.ftl")
        ),
    }
}

/// The keys of a message file, in its order: the names that begin a line.
fn keys(source: &str) -> impl Iterator<Item = &str> {
    source
        .lines()
        .filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()))
        .filter_map(|line| line.split_once(" =").map(|(key, _)| key))
}

/// What Fluent is told for `arg`.
fn fluent_value<'a>(arg: &'a Arg<'_>) -> FluentValue<'a> {
    match arg {
        Arg::Text(text) => FluentValue::String(Cow::Borrowed(text)),
        Arg::Count(count) => FluentValue::from((*count).min(LARGEST_COUNT)),
        Arg::Digits(number) => {
            let whole = (*number).min(LARGEST_COUNT) as f64;
            let options = FluentNumberOptions { use_grouping: false, ..Default::default() };
            FluentValue::Number(FluentNumber::new(whole, options))
        }
        // One decimal says that there are decimals: in English "1.0 points", in French
        // "1,9 point". Only the whole part matters besides.
        Arg::Plural(number) => {
            let whole = number.abs().floor().min(LARGEST_COUNT as f64).max(0.0);
            let options =
                FluentNumberOptions { minimum_fraction_digits: Some(1), ..Default::default() };
            FluentValue::Number(FluentNumber::new(whole, options))
        }
    }
}

/// The text of a message that has no variables.
fn plain_text(bundle: &FluentBundle<FluentResource>, key: &str) -> Option<String> {
    let pattern = bundle.get_message(key)?.value()?;
    let mut missing_variables = Vec::new();
    let text = bundle.format_pattern(pattern, None, &mut missing_variables);
    missing_variables.is_empty().then(|| text.into_owned())
}

/// A count with its thousands apart, or together where that was asked; everything else as Fluent
/// writes it.
fn format_number(language: Language, value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(number) if !number.options.use_grouping => {
            Some(format!("{:.0}", number.value))
        }
        FluentValue::Number(number) => Some(numbers::decimal(language, number.value, 0)),
        _ => None,
    }
}
