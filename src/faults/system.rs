//! What the operating system refused.
//!
//! Depends on `words`. The system speaks English, or the language that it was installed in: in
//! English its own sentence is given, in French the reason in our words, with its number for
//! whoever looks it up.

use std::io::{self, ErrorKind};

use super::Said;
use crate::{domain::Language, words::Words};

impl Said for io::Error {
    fn said(&self, words: &Words) -> String {
        let system = match words.language() {
            Language::English => self.to_string(),
            Language::French => self.raw_os_error().map_or_else(String::new, |number| {
                words.with("system-number", &[("number", number.to_string().into())])
            }),
        };
        words.with(key(self.kind()), &[("system", system.into())])
    }
}

impl Said for ErrorKind {
    fn said(&self, words: &Words) -> String {
        let system = match words.language() {
            Language::English => self.to_string(),
            Language::French => String::new(),
        };
        words.with(key(*self), &[("system", system.into())])
    }
}

/// The reasons that have a message of their own.
const KINDS: [(ErrorKind, &str); 22] = [
    (ErrorKind::NotFound, "system-not-found"),
    (ErrorKind::PermissionDenied, "system-permission"),
    (ErrorKind::AlreadyExists, "system-exists"),
    (ErrorKind::StorageFull, "system-full"),
    (ErrorKind::WriteZero, "system-full"),
    (ErrorKind::QuotaExceeded, "system-quota"),
    (ErrorKind::ReadOnlyFilesystem, "system-read-only"),
    (ErrorKind::NotADirectory, "system-not-folder"),
    (ErrorKind::IsADirectory, "system-is-folder"),
    (ErrorKind::FileTooLarge, "system-too-large"),
    (ErrorKind::Interrupted, "system-interrupted"),
    (ErrorKind::TimedOut, "system-interrupted"),
    (ErrorKind::WouldBlock, "system-interrupted"),
    (ErrorKind::UnexpectedEof, "system-broken"),
    (ErrorKind::OutOfMemory, "system-memory"),
    (ErrorKind::ResourceBusy, "system-busy"),
    (ErrorKind::ExecutableFileBusy, "system-busy"),
    (ErrorKind::StaleNetworkFileHandle, "system-network"),
    (ErrorKind::NetworkDown, "system-network"),
    (ErrorKind::NetworkUnreachable, "system-network"),
    (ErrorKind::HostUnreachable, "system-network"),
    (ErrorKind::InvalidData, "system-not-text"),
];

/// The message for a reason of the system.
fn key(kind: ErrorKind) -> &'static str {
    KINDS.iter().find(|(own, _)| *own == kind).map_or("system-other", |(_, key)| key)
}

/// The reason that `english` names, as a layer that keeps only its sentence writes it.
pub(super) fn kind_of(english: &str) -> Option<ErrorKind> {
    KINDS.iter().map(|(kind, _)| *kind).find(|kind| kind.to_string() == english)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_speaks_for_itself_in_english_and_is_translated_into_french() {
        let full = io::Error::from_raw_os_error(28);
        assert_eq!(full.said(&Words::new(Language::English)), full.to_string());
        let french = full.said(&Words::new(Language::French));
        assert!(french.contains("28") && !french.contains("space"), "{french}");
        // What is not the system's own number has no number.
        let cut = io::Error::new(ErrorKind::UnexpectedEof, "early end");
        assert_eq!(cut.said(&Words::new(Language::English)), "early end");
        assert!(!cut.said(&Words::new(Language::French)).contains("early"));
    }

    #[test]
    fn every_reason_has_its_message_and_is_found_by_its_sentence() {
        for language in Language::ALL {
            let words = Words::new(language);
            for (kind, key) in KINDS {
                assert_ne!(kind.said(&words), key, "{language}");
                assert_eq!(kind_of(&kind.to_string()), Some(kind));
            }
            assert_ne!(ErrorKind::Other.said(&words), "system-other");
        }
        assert_eq!(kind_of("out of cheese"), None);
    }
}
