//! What the terminal itself refuses: arguments that contradict each other, clients who are not there.
//!
//! Depends on `words`. A refusal is the key of a message with what stands in it, so that it is told
//! in the language of whoever reads it.

use std::fmt;

use crate::{
    domain::Language,
    words::{Arg, Words},
};

/// A message of the terminal's own.
#[derive(Debug)]
pub(super) struct Refusal {
    key: &'static str,
    args: Vec<(&'static str, String)>,
}

/// The refusal under `key`, with what its message names.
pub(super) fn refused(key: &'static str, args: &[(&'static str, &dyn fmt::Display)]) -> Refusal {
    let args = args.iter().map(|(name, value)| (*name, value.to_string())).collect();
    Refusal { key, args }
}

impl Refusal {
    /// The message in the language of `words`.
    pub(super) fn said(&self, words: &Words) -> String {
        let args: Vec<(&str, Arg<'_>)> =
            self.args.iter().map(|(name, value)| (*name, value.into())).collect();
        words.with(self.key, &args)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.said(&Words::new(Language::English)))
    }
}

impl std::error::Error for Refusal {}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::*;
    use crate::words::BOTH;

    /// Every call of `refused` in the sources of the terminal, as it is written.
    fn calls() -> Vec<String> {
        let mut calls = Vec::new();
        let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if !path.ends_with("refusal.rs") {
                    let text = fs::read_to_string(path).unwrap();
                    let after = text.split("refused(").skip(1);
                    let whole = after.filter_map(|rest| rest.split_once(']'));
                    calls.extend(whole.map(|(call, _)| call.to_owned()));
                }
            }
        }
        calls
    }

    #[test]
    fn every_refusal_has_its_message_in_both_languages() {
        let calls = calls();
        assert!(calls.len() > 20, "{calls:?}");
        for call in calls {
            let Some(key) = call.split('"').nth(1).filter(|key| key.starts_with("refusal-")) else {
                continue;
            };
            // The names of the variables stand first in their pairs.
            let names: Vec<&str> =
                call.split("(\"").skip(1).filter_map(|pair| pair.split('"').next()).collect();
            let args: Vec<(&str, Arg<'_>)> =
                names.iter().map(|name| (*name, Arg::from("«1»"))).collect();
            let [french, english] = BOTH.each_ref().map(|words| words.with(key, &args));
            assert_ne!(french, english, "{key}");
            for text in [french, english] {
                assert!(!text.starts_with("refusal-") && !text.contains('$'), "{key}: {text}");
                assert_eq!(text.matches("«1»").count(), names.len(), "{key}: {text}");
            }
        }
    }

    #[test]
    fn a_refusal_is_told_in_the_language_of_its_reader() {
        let refusal = refused("refusal-no-run", &[("name", &"x"), ("folder", &"runs")]);
        assert_eq!(refusal.to_string(), "no run is named `x`: runs");
        assert!(refusal.said(&BOTH[0]).starts_with("aucun entraînement"));
    }
}
