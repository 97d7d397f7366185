//! Reads a LightGBM text model, and refuses it at its first fault.
//!
//! LightGBM's own reader trusts the file: most damaged models crash it, make it run for ever, or
//! score wrongly without a word. Here every line, number, count and link is checked first, in one
//! pass over the text, and nothing is taken from a count that the text itself does not bear out.
//! Depends on `tree`, `forest`, `categories` and `sha2`.
//!
//! The layout of the format is `src/boosting/gbdt_model_text.cpp` and `src/io/tree.cpp` in
//! LightGBM's sources.

mod category_sets;
mod features;
mod header;
mod lines;
mod numbers;
mod shape;
mod tail;
#[cfg(test)]
mod tests;
mod tree_block;

use sha2::{Digest, Sha256};

use self::header::ParsedHeader;
use self::lines::Cursor;
use self::tail::Tail;
use self::tree_block::TreeReader;
use super::categories::{self, Assignment};
use super::error::{ModelError, Place, excerpt};
use super::forest::{Feature, FeatureKind, Forest, Header, Note};
use super::tree::Tree;

/// Largest model that is opened: the largest honest ones are a few tens of megabytes, and LightGBM
/// itself fails on Windows near 2 GB.
pub const MAX_MODEL_BYTES: usize = 512 << 20;

/// See [`Forest::parse`].
pub(super) fn parse(bytes: &[u8]) -> Result<Forest, ModelError> {
    let text = check_text(bytes)?;
    let mut cursor = Cursor::new(text);
    let mut header = header::read(&mut cursor)?;
    let mut reader = TreeReader::new(&header.features, header.version, header.objective);
    let trees = read_trees(&mut cursor, &header, &mut reader)?;
    let TreeReader { outside_range, highest_code, count_mismatch, .. } = reader;
    let tail = tail::read(&mut cursor, header.version)?;
    check_boosting(header.average_output, tail.boosting.as_deref(), header.sizes_place)?;
    let mut notes = Vec::new();
    match count_mismatch {
        // The only honest reason for counts that do not add up: each machine knows its own rows.
        Some(_) if tail.is_distributed => notes.push(Note::EstimatedCounts),
        Some(mismatch) => return Err(mismatch.fault()),
        None => {}
    }
    let outside: Vec<usize> = positions(&outside_range);
    if !outside.is_empty() {
        notes.push(Note::OutsideTrainingRange(outside));
    }
    let unclear = give_labels(&mut header.features, &tail);
    if !unclear.is_empty() {
        notes.push(Note::UnclearCategoryLabels(unclear));
    }
    check_codes(&header.features, &highest_code)?;
    let features = std::mem::take(&mut header.features);
    let header = forest_header(header, tail, trees.len());
    Ok(Forest::new(header, features, trees, notes, hexadecimal(&Sha256::digest(bytes))))
}

/// Says by name what is not a text model at all, then that the bytes are one clean text.
fn check_text(bytes: &[u8]) -> Result<&str, ModelError> {
    if bytes.len() > MAX_MODEL_BYTES {
        return Err(ModelError::TooLarge { bytes: bytes.len(), limit: MAX_MODEL_BYTES });
    }
    if let Some(what) = name_other_format(bytes) {
        return Err(ModelError::NotAModel { what: what.into() });
    }
    let line_at = |offset: usize| {
        let before = bytes.get(..offset).unwrap_or(bytes);
        Place::line(before.split(|&byte| byte == b'\n').count())
    };
    let text = std::str::from_utf8(bytes)
        .map_err(|error| line_at(error.valid_up_to()).fault("the text is not UTF-8"))?;
    if let Some(offset) = bytes.iter().position(|&byte| byte == 0) {
        return Err(line_at(offset).fault("a NUL byte stands in the text"));
    }
    if let Some(offset) = bytes.iter().position(|&byte| byte == b'\r') {
        return Err(line_at(offset).fault(
            "the line ends with a carriage return: the file was converted to Windows line ends \
             (by git, FTP or an editor), which changes the size of every tree; copy it again \
             as a binary file",
        ));
    }
    Ok(text)
}

fn name_other_format(bytes: &[u8]) -> Option<&'static str> {
    const FORMATS: [(&[u8], &str); 16] = [
        (b"\xef\xbb\xbf", "it begins with a byte order mark; an editor has changed it"),
        (b"\xff\xfe", "it is UTF-16 text; an editor has changed it"),
        (b"\xfe\xff", "it is UTF-16 text; an editor has changed it"),
        (b"\x1f\x8b", "it is gzip-compressed"),
        (b"BZh", "it is bzip2-compressed"),
        (b"\xfd7zXZ", "it is xz-compressed"),
        (b"\x28\xb5\x2f\xfd", "it is zstd-compressed"),
        (b"PK\x03\x04", "it is a zip archive"),
        (b"\x80", "it looks like a Python pickle"),
        (b"PAR1", "it is a Parquet file"),
        (b"\x89HDF", "it is an HDF5 file"),
        (b"%PDF", "it is a PDF"),
        (b"{", "it looks like JSON, perhaps of another library or of dump_model"),
        (b"<", "it looks like a web page or XML"),
        (
            b"version https://git-lfs",
            "it is a git-lfs pointer: the model itself was not downloaded",
        ),
        (b"binf", "it is an XGBoost model"),
    ];
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Some("it is empty");
    }
    FORMATS.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, what)| *what)
}

fn read_trees(
    cursor: &mut Cursor<'_>,
    header: &ParsedHeader,
    reader: &mut TreeReader<'_>,
) -> Result<Vec<Tree>, ModelError> {
    let mut trees = Vec::new();
    let mut first_number = None;
    while let Some(line) = cursor.peek() {
        let Some(number) = line.text.strip_prefix("Tree=") else { break };
        let start = cursor.offset();
        let place = Place { line: line.number, tree: Some(trees.len()) };
        let number = numbers::integer(number).ok().and_then(|number| usize::try_from(number).ok());
        let Some(number) = number else {
            return Err(place.fault(format!("{} does not number a tree", excerpt(line.text))));
        };
        // Some versions number the trees of a sliced model from where the slice begins.
        let expected = first_number.get_or_insert(number).saturating_add(trees.len());
        if number != expected {
            return Err(place.fault(format!("is numbered {number}, {expected} expected")));
        }
        cursor.next();
        let tree = reader.read(cursor, Place { tree: Some(number), ..place })?;
        check_size(cursor, header, trees.len(), start, place)?;
        trees.push(tree);
    }
    let sizes = header.tree_sizes.len();
    if trees.len() == sizes {
        return Ok(trees);
    }
    let found = cursor.peek().map_or("nothing".to_owned(), |line| excerpt(line.text));
    Err(cursor.place().fault(format!(
        "tree_sizes (line {}) lists {sizes} trees, but after {} the file has {found}",
        header.sizes_place.line,
        trees.len()
    )))
}

/// Skips the second of the two empty lines that end a tree, and compares the size of the tree,
/// number `index` in the file, which began at byte `start`.
fn check_size(
    cursor: &mut Cursor<'_>,
    header: &ParsedHeader,
    index: usize,
    start: usize,
    place: Place,
) -> Result<(), ModelError> {
    let sizes = &header.tree_sizes;
    let Some(&expected) = sizes.get(index) else {
        let what = format!("is not listed in tree_sizes, which has {}", sizes.len());
        return Err(place.fault(what));
    };
    if cursor.peek().is_some_and(|line| line.text.is_empty()) {
        cursor.next();
    }
    let found = cursor.offset() - start;
    if found == expected {
        return Ok(());
    }
    Err(place.fault(format!(
        "has {found} bytes, but tree_sizes (line {}) says {expected}: the tree was changed",
        header.sizes_place.line
    )))
}

/// Gives categorical features their labels; returns those that stay without though there are lists.
fn give_labels(features: &mut [Feature], tail: &Tail) -> Vec<usize> {
    let lists = tail.lists.as_deref().unwrap_or(&[]);
    if lists.is_empty() {
        return Vec::new();
    }
    let assigned = categories::assign(lists, features, &tail.categorical);
    let mut unclear = Vec::new();
    for (index, (feature, assigned)) in features.iter_mut().zip(assigned).enumerate() {
        if let FeatureKind::Category { labels, .. } = &mut feature.kind {
            match assigned {
                Assignment::List(list) => *labels = lists.get(list).cloned(),
                Assignment::None => {}
                Assignment::Unclear => unclear.push(index),
            }
        }
    }
    unclear
}

/// Random forests, and only they, average; the parameters say so a second time.
fn check_boosting(averages: bool, boosting: Option<&str>, place: Place) -> Result<(), ModelError> {
    let Some(boosting) = boosting else { return Ok(()) };
    let is_forest = matches!(boosting, "rf" | "random_forest");
    match (averages, is_forest) {
        (true, false) => Err(place.fault(format!(
            "the header has average_output, but the parameters say boosting={boosting}, not rf"
        ))),
        (false, true) => Err(place.fault(format!(
            "the parameters say boosting={boosting}, but the header has no average_output"
        ))),
        _ => Ok(()),
    }
}

/// No tree can ask for a category that has no label.
fn check_codes(
    features: &[Feature],
    highest_code: &[Option<(u32, Place)>],
) -> Result<(), ModelError> {
    for (feature, highest) in features.iter().zip(highest_code) {
        let FeatureKind::Category { labels: Some(labels), .. } = &feature.kind else { continue };
        if let Some((code, place)) = highest.filter(|(code, _)| *code as usize >= labels.len()) {
            return Err(place.fault(format!(
                "cat_threshold has category code {code} of {}, which has {} categories",
                excerpt(&feature.name),
                labels.len()
            )));
        }
    }
    Ok(())
}

fn forest_header(header: ParsedHeader, tail: Tail, trees: usize) -> Header {
    Header {
        version: header.version,
        objective: header.objective,
        average_output: header.average_output,
        label_index: header.label_index,
        monotone_constraints: header.monotone_constraints,
        boosting: tail.boosting,
        categorical: tail.categorical,
        is_distributed: tail.is_distributed,
        category_lists: tail.lists,
        trees_in_file: trees,
    }
}

fn positions(flags: &[bool]) -> Vec<usize> {
    flags.iter().enumerate().filter(|(_, flag)| **flag).map(|(index, _)| index).collect()
}

fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
