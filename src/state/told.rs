//! What is said once and read later, perhaps in another language.
//!
//! Depends on `words`. Everything else on the screen is put into words at every step; a fault is put
//! into words when it happens, since nobody keeps it. **Invariant**: both say the same.

use crate::{domain::Language, words::Words};

/// Something that is said, in each language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told<T> {
    french: T,
    english: T,
}

impl<T> Told<T> {
    /// What `tell` says in each language.
    pub(super) fn new(tell: impl Fn(&Words) -> T) -> Self {
        let [french, english] =
            [Language::French, Language::English].map(|language| tell(&Words::new(language)));
        Self { french, english }
    }

    /// The same in `language`.
    pub(super) fn of(&self, language: Language) -> &T {
        match language {
            Language::French => &self.french,
            Language::English => &self.english,
        }
    }

    /// Something else that follows from it.
    pub(super) fn map<U>(self, change: impl Fn(T) -> U) -> Told<U> {
        Told { french: change(self.french), english: change(self.english) }
    }
}

impl<T> Told<Option<T>> {
    /// `None` when there is nothing to be said.
    pub(super) fn transpose(self) -> Option<Told<T>> {
        Some(Told { french: self.french?, english: self.english? })
    }
}
