//! Both message files are whole, equal in keys and variables, and hold every key that is used.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use super::*;
use crate::domain::{Display, Localised};

/// What a reader should never meet, in any language (design rule: plain words).
const WORDS_TO_AVOID: [&str; 16] = [
    "shap",
    "log-odds",
    "log odds",
    "logit",
    "class 1",
    "classe 1",
    "class 0",
    "classe 0",
    "impact",
    "contribution",
    "target",
    "booster",
    "nan",
    "null",
    "undefined",
    "feature importance",
];

#[test]
fn both_files_are_whole_fluent() {
    for language in Language::ALL {
        let resource = FluentResource::try_new(source(language).to_owned());
        assert!(resource.is_ok(), "{language}: {:?}", resource.err().map(|(_, errors)| errors));
        let all: Vec<&str> = keys(source(language)).collect();
        let different: BTreeSet<&str> = all.iter().copied().collect();
        assert_eq!(all.len(), different.len(), "{language}: a key stands twice");
        let messages = Messages::read(language);
        for key in all {
            let message = messages.bundle.get_message(key);
            assert!(message.is_some_and(|m| m.value().is_some()), "{language}: {key}");
        }
    }
}

#[test]
fn both_files_hold_the_same_keys_and_variables() {
    let [french, english] = Language::ALL.map(variables);
    let keys = |file: &BTreeMap<String, _>| file.keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&french), keys(&english));
    for (key, variables) in &french {
        assert_eq!(Some(variables), english.get(key), "{key}");
    }
}

#[test]
fn messages_with_variables_are_complete_once_they_are_given() {
    for language in Language::ALL {
        let words = Words::new(language);
        for (key, variables) in variables(language) {
            for count in [0, 1, 2, 30_000] {
                let args: Vec<(&str, Arg<'_>)> =
                    variables.iter().map(|name| (name.as_str(), Arg::Count(count))).collect();
                let text = words.with(&key, &args);
                assert!(!text.contains(['{', '}']), "{language}: {key}: {text}");
                assert!(text != key || key == "code", "{language}: {key} says nothing");
            }
        }
    }
}

#[test]
fn nothing_a_reader_should_not_meet_is_written() {
    for language in Language::ALL {
        for line in source(language).lines().filter(|line| !line.starts_with('#')) {
            let text = line.split_once(" =").map_or(line, |(_, text)| text).to_lowercase();
            let text = without_placeables(&text);
            for word in WORDS_TO_AVOID {
                let found = text.split(|c: char| !c.is_alphanumeric() && c != '-' && c != ' ');
                assert!(!found.into_iter().any(|part| has_word(part, word)), "{language}: {line}");
            }
            assert!(!text.contains('\''), "{language}: typewriter apostrophe: {line}");
            assert!(!text.contains("..."), "{language}: three dots for an ellipsis: {line}");
            assert!(!text.contains(['\u{a0}', '\u{202f}']), "{language}: typed hard space: {line}");
        }
    }
}

#[test]
fn french_signs_have_their_space() {
    for line in source(Language::French).lines().filter(|line| !line.starts_with('#')) {
        let Some((_, text)) = line.split_once("= ") else { continue };
        let characters: Vec<char> = text.chars().collect();
        for pair in characters.windows(2) {
            let needs_space = matches!(pair[1], ':' | ';' | '?' | '!' | '%' | '»');
            assert!(!needs_space || pair[0] == ' ', "{line}");
        }
    }
}

#[test]
fn every_key_that_the_source_names_exists() {
    let known: BTreeSet<&str> = keys(source(Language::English)).collect();
    let mut unknown = Vec::new();
    for file in rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let text = fs::read_to_string(&file).unwrap();
        for key in named_keys(&text) {
            if !known.contains(key) {
                unknown.push(format!("{}: {key}", file.display()));
            }
        }
    }
    assert!(unknown.is_empty(), "keys without a message:\n{}", unknown.join("\n"));
}

#[test]
fn every_variable_of_a_message_is_given() {
    let variables = variables(Language::English);
    let mut missing = Vec::new();
    for file in rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let text = fs::read_to_string(&file).unwrap();
        for argument in call_arguments(&text, ".with(") {
            let Some((key, args)) = argument[1..].split_once('"') else { continue };
            // An argument may be bound to a variable before the call: the whole file counts.
            let (true, Some(wanted)) = (args.contains("&["), variables.get(key)) else { continue };
            let given = |name: &str| text.contains(&format!("(\"{name}\","));
            let lacking = wanted.iter().filter(|name| !given(name));
            missing.extend(lacking.map(|name| format!("{}: {key}: ${name}", file.display())));
        }
    }
    assert!(missing.is_empty(), "variables without a value:\n{}", missing.join("\n"));
}

#[test]
fn a_message_with_variables_is_never_taken_without_them() {
    let variables = variables(Language::English);
    let mut taken = Vec::new();
    for file in rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let text = fs::read_to_string(&file).unwrap();
        let keys = call_arguments(&text, ".text(").flat_map(keys_of_argument);
        let needy = keys.filter(|key| variables.get(*key).is_some_and(|names| !names.is_empty()));
        taken.extend(needy.map(|key| format!("{}: {key}", file.display())));
    }
    assert!(taken.is_empty(), "messages taken without their variables:\n{}", taken.join("\n"));
}

#[test]
fn every_failure_says_what_to_do() {
    // The words around a failure, not failures themselves.
    let frame = ["title", "detail", "dismiss", "retry", "copy", "kept", "missing-features-list"];
    let variables = variables(Language::English);
    for key in variables.keys() {
        let Some(name) = key.strip_prefix("error-") else { continue };
        if !name.ends_with("-help") && !frame.contains(&name) {
            let help = variables.get(&format!("{key}-help"));
            assert!(help.is_some_and(BTreeSet::is_empty), "{key}: {help:?}");
        }
    }
}

#[test]
fn the_demos_dictionary_speaks_both_languages() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("models/taiwan/dictionary.csv");
    let mut reader = csv::Reader::from_path(path).unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let features: BTreeSet<&str> = rows.iter().map(|row| &row[0]).collect();
    assert_eq!((rows.len(), features.len()), (26, 26));
    for row in &rows {
        assert!(!row[1].is_empty() && !row[2].is_empty(), "{row:?}");
        let display = Display::parse(&row[4]).unwrap();
        let both = |text: &str| {
            let text = Localised::parse(text);
            text.is_empty() || (!text.french.is_empty() && !text.english.is_empty())
        };
        assert!(both(&row[3]) && both(&row[5]), "{row:?}");
        if let Display::Choices(choices) | Display::Scale(choices) = display {
            assert!(choices.iter().all(|choice| choice.label.french != choice.label.english));
        }
        assert!(["yes", "no"].contains(&&row[6]) && ["yes", "no"].contains(&&row[7]), "{row:?}");
        assert_eq!(row[8].is_empty(), row[5].is_empty(), "a feature has a theme and a reason");
        assert_eq!(row[8].is_empty(), row[9].is_empty(), "{row:?}");
    }
    let marked = |column: usize| {
        rows.iter().filter(|row| &row[column] == "yes").map(|row| &row[0]).collect::<Vec<_>>()
    };
    assert_eq!(marked(6), ["LIMIT_BAL"]);
    assert_eq!(marked(7), ["AGE", "MARRIAGE", "SEX"]);
}

#[test]
fn keys_are_found_where_the_source_wraps_its_lines() {
    let source = "self.words\n    .with(\n  \"a-b\", &[]); words.text(\"c-d\"); ui.text(\"no\"); \
                  words.text(match x { Y => \"e-f\", Z if z == \"no\" => \"g-h\" }); words.text(key)";
    assert_eq!(named_keys(source).collect::<Vec<_>>(), ["a-b", "c-d", "e-f", "g-h"]);
}

#[test]
fn words_are_shared_between_threads() {
    fn assert_shared<T: Send + Sync + Clone + 'static>(_: &T) {}
    let words = Words::new(Language::French);
    assert_shared(&words);
    let other = words.clone();
    let text = std::thread::spawn(move || other.text("tab-model").to_owned()).join().unwrap();
    assert_eq!(text, words.text("tab-model"));
}

#[test]
fn a_missing_key_comes_back() {
    let words = Words::new(Language::English);
    assert_eq!(words.text("no-such-key"), "no-such-key");
    assert_eq!(words.with("no-such-key", &[("count", 1_u64.into())]), "no-such-key");
}

#[test]
fn plurals_and_thousands_follow_the_language() {
    let french = Words::new(Language::French);
    let english = Words::new(Language::English);
    for (count, expected) in [
        (0, ["0 client", "0 clients"]),
        (1, ["1 client", "1 client"]),
        (2, ["2 clients", "2 clients"]),
        (30_000, ["30\u{202f}000 clients", "30,000 clients"]),
        (1_000_000, ["1\u{202f}000\u{202f}000 clients", "1,000,000 clients"]),
    ] {
        let args = [("count", Arg::Count(count))];
        let said = [&french, &english].map(|words| words.with("top-base-clients", &args));
        assert_eq!(said, expected);
    }
    for (count, expected) in [(1, "1 client"), (30_000, "30000 clients")] {
        let args = [("count", Arg::Digits(count))];
        assert_eq!(french.with("top-base-clients", &args), expected);
    }
    let none = [("count", Arg::Count(0)), ("names", "".into())];
    assert!(french.with("model-protected-sentence", &none).contains("aucune"));
    assert!(english.with("model-protected-sentence", &none).contains("no attribute"));
    assert!(!english.with("group-all", &[("count", u64::MAX.into())]).is_empty());
}

/// The variables of every message of a file.
fn variables(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut file = BTreeMap::new();
    let mut current: Option<&mut BTreeSet<String>> = None;
    for line in source(language).lines() {
        if line.starts_with('#') || line.is_empty() {
            current = None;
            continue;
        }
        if let Some(key) = keys(line).next() {
            current = Some(file.entry(key.to_owned()).or_default());
        }
        if let Some(variables) = current.as_mut() {
            let names = line.split('$').skip(1);
            variables.extend(names.map(|rest| {
                rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect()
            }));
        }
    }
    file
}

/// The keys given to `words.text` and `words.with`.
fn named_keys(source: &str) -> impl Iterator<Item = &str> {
    let calls = [".text(", ".with("].into_iter().flat_map(|call| call_arguments(source, call));
    let mut keys: Vec<&str> = calls.flat_map(keys_of_argument).collect();
    keys.retain(|key| *key != "no-such-key");
    keys.sort_unstable();
    keys.into_iter()
}

/// The keys among the arguments of a call: the first argument, or the arms of a `match`.
fn keys_of_argument(arguments: &str) -> Vec<&str> {
    if let Some(rest) = arguments.strip_prefix('"') {
        return rest.split('"').next().into_iter().collect();
    }
    let arms = arguments.strip_prefix("match ").unwrap_or_default();
    arms.split("=> \"").skip(1).filter_map(|arm| arm.split('"').next()).collect()
}

/// What stands between the parentheses of every `call` on words.
fn call_arguments<'a>(source: &'a str, call: &str) -> impl Iterator<Item = &'a str> {
    source.match_indices(call).filter_map(move |(start, call)| {
        let receiver = source[..start].trim_end();
        let words = ["words", "self", "french", "english"];
        let is_words = words.iter().any(|name| receiver.ends_with(name));
        is_words.then(|| until_closed(source[start + call.len()..].trim_start()))
    })
}

/// `text` up to the parenthesis that closes the call it is in.
fn until_closed(text: &str) -> &str {
    let mut depth = 1_i32;
    for (index, character) in text.char_indices() {
        depth += i32::from(character == '(') - i32::from(character == ')');
        if depth == 0 {
            return &text[..index];
        }
    }
    text
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .flat_map(|path| {
            if path.is_dir() {
                rust_files(&path)
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                vec![path]
            } else {
                Vec::new()
            }
        })
        .collect()
}

/// `text` without what stands between braces.
fn without_placeables(text: &str) -> String {
    let mut outside = String::new();
    for part in text.split('{') {
        outside.push_str(part.split_once('}').map_or(part, |(_, after)| after));
    }
    outside
}

fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(start, _)| {
        let ends = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        ends(text[..start].chars().next_back()) && ends(text[start + word.len()..].chars().next())
    })
}
