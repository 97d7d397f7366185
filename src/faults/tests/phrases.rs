//! The phrases that the layers below put into their faults all have their message: whoever writes a
//! new one there is told by this test.

use super::source_text;
use crate::{faults::phrase::known, words::BOTH};

/// Files whose texts are such phrases.
const SOURCES: [&str; 24] = [
    "files.rs",
    "base/parquet/cells.rs",
    "base/parquet/file.rs",
    "model/bundle/card.rs",
    "model/bundle/dictionary_csv.rs",
    "model/bundle/mod.rs",
    "model/calibration.rs",
    "model/categories.rs",
    "model/open/foreign.rs",
    "model/pickle/array.rs",
    "model/pickle/constant.rs",
    "model/pickle/graph.rs",
    "model/pickle/machine.rs",
    "model/pickle/meaning.rs",
    "model/text/category_sets.rs",
    "model/text/features.rs",
    "model/text/header.rs",
    "model/text/lines.rs",
    "model/text/mod.rs",
    "model/text/numbers.rs",
    "model/text/shape.rs",
    "model/text/tail.rs",
    "model/text/tree_block.rs",
    "pipeline/options.rs",
];

/// Texts of those files that are no phrases: marks of formats, and pieces of longer ones.
const OTHERS: [&str; 13] = [
    "line {}: ",
    "SQLite format 3",
    "<!doctype html",
    "version https://git-lfs",
    "{} {}",
    "of {} {}",
    "the line {}= {}",
    "a {} model (objective={})",
    "binary sigmoid:",
    "feature importances:",
    "end of parser",
    "end of trees",
    "end of parameters",
];

#[test]
fn every_phrase_of_the_layers_below_has_its_message() {
    // A fault of a line begins with its key, one of a feature with its key and its name.
    let is_known = |text: &str| {
        let filled = text.replace("{}", "7");
        ["", "key ", "key of name ", "the line key= "]
            .iter()
            .any(|before| known(&format!("{before}{filled}"), &BOTH[0]).is_some())
    };
    let mut unknown = Vec::new();
    for source in SOURCES {
        for text in texts(&source_text(source)) {
            let is_range =
                text.split_once(" to ").is_some_and(|(from, _)| from.parse::<u32>().is_ok());
            let is_mark = is_range || OTHERS.contains(&text.as_str());
            let is_sentence = text.trim().contains(' ') && !is_mark;
            if is_sentence && !is_known(&text) {
                unknown.push(format!("{source}: {text}"));
            }
        }
    }
    assert!(unknown.is_empty(), "phrases without a message:\n{}", unknown.join("\n"));
}

/// The string literals of a source, without those of comments, attributes and tests, with `{}` for
/// every variable.
fn texts(source: &str) -> Vec<String> {
    let code = source.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let mut found = Vec::new();
    let mut rest = without_comments_and_attributes(code);
    while let Some(start) = rest.find('"') {
        let after = rest.split_off(start + 1);
        let (literal, behind) = literal(&after);
        found.push(with_holes(&literal));
        rest = behind.to_owned();
    }
    found
}

fn without_comments_and_attributes(code: &str) -> String {
    let mut kept = String::new();
    let mut in_attribute = false;
    for line in code.lines() {
        let start = line.trim_start();
        in_attribute |= start.starts_with("#[");
        if !in_attribute && !start.starts_with("//") {
            kept.push_str(line);
            kept.push('\n');
        }
        if in_attribute && line.trim_end().ends_with(")]") {
            in_attribute = false;
        }
        if in_attribute && start.starts_with("#[") && line.trim_end().ends_with(']') {
            in_attribute = false;
        }
    }
    kept.replace("'\"'", "").replace("b'\"'", "")
}

/// The literal that begins here, as it reads, and what follows its closing quote.
fn literal(text: &str) -> (String, &str) {
    let mut literal = String::new();
    let mut characters = text.char_indices().peekable();
    while let Some((place, character)) = characters.next() {
        match character {
            '"' => return (literal, &text[place + 1..]),
            '\\' => match characters.next() {
                Some((_, '\n')) => {
                    while characters.peek().is_some_and(|(_, c)| c.is_whitespace()) {
                        characters.next();
                    }
                }
                Some((_, escaped)) => literal.push(escaped),
                None => break,
            },
            other => literal.push(other),
        }
    }
    (literal, "")
}

fn with_holes(text: &str) -> String {
    let mut holed = String::new();
    let mut inside = false;
    for character in text.chars() {
        match character {
            '{' => {
                inside = true;
                holed.push_str("{}");
            }
            '}' => inside = false,
            other if !inside => holed.push(other),
            _ => {}
        }
    }
    holed
}

#[test]
fn literals_are_read_as_they_are_compiled() {
    let source = "// \"no\"\n#[error(\"no {x}\")]\nf(\"a \\\"b\\\" {c}, \\\n   d\", '\"', \"e {}\");\n\
                  #[cfg(test)]\nmod tests { \"no\" }";
    assert_eq!(texts(source), ["a \"b\" {}, d", "e {}"]);
}
