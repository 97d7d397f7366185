//! Every fault is told in both languages: in English as the layer below says it, in French without
//! a word of English.

mod models;
mod notes;
mod phrases;
mod pipeline;
mod tables;

use std::{collections::BTreeSet, error::Error, fmt::Debug, fs, path::Path};

use super::*;
use crate::words::BOTH;

/// Words that are English and not French; names and code of the program have none of them.
const ENGLISH: [&str; 30] = [
    "the", "is", "are", "not", "and", "of", "with", "was", "were", "cannot", "expected", "has",
    "have", "it", "this", "to", "which", "that", "from", "for", "its", "there", "they", "file",
    "column", "row", "could", "must", "than", "an",
];

/// Holds a fault against what the layer below says, and gives its French text back.
#[track_caller]
fn check<E: Error + Said + 'static>(error: &E) -> String {
    let [french, english] = &*BOTH;
    assert_eq!(error.said(english).replace('’', "'"), error.to_string());
    let said_in_french = error.said(french);
    check_french(&said_in_french);
    assert_eq!(said(error, french).as_deref(), Some(said_in_french.as_str()), "it is not known");
    said_in_french
}

#[track_caller]
fn check_french(text: &str) {
    let text = &text.replace(prepare::SIGNS, "");
    let words = text.split(|c: char| !c.is_alphanumeric() && !"_-./".contains(c));
    let english: Vec<&str> =
        words.filter(|word| ENGLISH.contains(&word.to_lowercase().as_str())).collect();
    assert!(english.is_empty(), "{english:?} in: {text}");
    assert!(!text.contains(['{', '}', '$']) && !text.contains("fault-"), "{text}");
}

/// Holds the faults against the variants of their type as its source lists them, so that nobody
/// adds one that is told in English.
#[track_caller]
fn check_all<E: Error + Said + Debug + 'static>(source: &str, name: &str, faults: &[E]) {
    let of_tests: BTreeSet<String> = faults.iter().map(variant).collect();
    assert_eq!(of_tests, variants(source, name));
    for fault in faults {
        check(fault);
    }
}

fn variant(fault: &impl Debug) -> String {
    let text = format!("{fault:?}");
    text.chars().take_while(|c| c.is_alphanumeric()).collect()
}

/// The variants of an enum in a source file below `src`.
fn variants(source: &str, name: &str) -> BTreeSet<String> {
    let text = source_text(source);
    let (_, after) = text.split_once(&format!("pub enum {name} {{\n")).unwrap();
    let (body, _) = after.split_once("\n}").unwrap();
    let names = body.lines().filter_map(|line| line.strip_prefix("    "));
    names
        .filter(|line| line.starts_with(|first: char| first.is_ascii_uppercase()))
        .map(|line| line.chars().take_while(|c| c.is_alphanumeric()).collect())
        .collect()
}

fn source_text(source: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(source)).unwrap()
}

#[test]
fn the_variants_of_an_enum_are_found() {
    let found = variants("model/error.rs", "ModelError");
    assert_eq!(
        found.into_iter().collect::<Vec<_>>(),
        ["Damaged", "NotAModel", "TooLarge", "Unsupported"]
    );
}

#[test]
fn english_is_noticed() {
    check_french("la table « bureau » n’a pas de colonne « SK_ID_CURR » : a/b.csv");
    assert!(std::panic::catch_unwind(|| check_french("le fichier cannot be read")).is_err());
}
