//! What a file is that is no model, and what its owner may do. Pure functions over bytes.

/// A kind of file that this program does not read as a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Foreign {
    /// What it is ("a Parquet table").
    pub what: &'static str,
    /// What to do about it.
    pub advice: &'static str,
}

/// How much of a text is looked at to find out what it is.
const LOOKED_AT_BYTES: usize = 64 << 10;

const OPEN_AS_BASE: &str = "open it as a client base instead";
const EXPECTED: &str = "expected a LightGBM text model (`booster.save_model(\"model.txt\")`), a \
     pickled LGBMClassifier or Booster, or a bundle";
const LIGHTGBM_ONLY: &str = "this program reads LightGBM models: save a LightGBM model with `booster.save_model(\"model.txt\")`";
const SAVE_AS_TEXT: &str =
    "save the model with `booster.save_model(\"model.txt\")` and open that file";

/// Files that are known by their first bytes.
const BY_START: &[(&[u8], &str, &str)] = &[
    (b"PAR1", "a Parquet table", OPEN_AS_BASE),
    (b"ARROW1", "an Arrow table", "save it as Parquet to open it as a client base"),
    (b"FEA1", "a Feather table", "save it as Parquet to open it as a client base"),
    (b"\x89HDF", "an HDF5 file", SAVE_AS_TEXT),
    (b"\x93NUMPY", "a numpy array", EXPECTED),
    (b"SQLite format 3", "an SQLite database", EXPECTED),
    (b"%PDF", "a PDF document", EXPECTED),
    (
        b"\xd0\xcf\x11\xe0",
        "an old office document",
        "save its table as CSV to open it as a client base",
    ),
    (b"\x89PNG", "a picture", EXPECTED),
    (b"\xff\xd8\xff", "a picture", EXPECTED),
    (b"\x7fELF", "a program", EXPECTED),
    (b"MZ", "a program", EXPECTED),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it first"),
    (b"Rar!", "a RAR archive", "unpack it first"),
    (b"RDX", "an R data file", "in R, save the model with `lgb.save(model, \"model.txt\")`"),
    (b"X\n\0\0", "an R data file", "in R, save the model with `lgb.save(model, \"model.txt\")`"),
    (b"A\n2\n", "an R data file", "in R, save the model with `lgb.save(model, \"model.txt\")`"),
    (b"CBM1", "a CatBoost model", LIGHTGBM_ONLY),
    (b"binf", "an XGBoost model", LIGHTGBM_ONLY),
    (b"bs64", "an XGBoost model", LIGHTGBM_ONLY),
    (b"{L", "an XGBoost model", LIGHTGBM_ONLY),
    (b"\xff\xfe", "text in UTF-16", "save it as UTF-8"),
    (b"\xfe\xff", "text in UTF-16", "save it as UTF-8"),
];

/// What `bytes` are, when they are not a model that this program reads.
pub(super) fn describe(bytes: &[u8]) -> Foreign {
    let is = |what, advice| Foreign { what, advice };
    if let Some((_, what, advice)) = BY_START.iter().find(|(start, ..)| bytes.starts_with(start)) {
        return is(what, advice);
    }
    let start = bytes.get(..LOOKED_AT_BYTES).unwrap_or(bytes);
    if start.contains(&0) {
        return if contains(start, b"onnx") || contains(start, b"TreeEnsemble") {
            is("an ONNX model", SAVE_AS_TEXT)
        } else {
            is("a binary file of a kind that is not known here", EXPECTED)
        };
    }
    let text = String::from_utf8_lossy(start);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let lower = text.get(..text.floor_char_boundary(1_000)).unwrap_or(text).to_lowercase();
    if lower.starts_with("<!doctype html") || lower.starts_with("<html") {
        return is("a web page", "the download went wrong: fetch the model itself again");
    }
    if lower.starts_with('<') {
        return if lower.contains("pmml") {
            is("a PMML model", SAVE_AS_TEXT)
        } else {
            is("an XML document", EXPECTED)
        };
    }
    if lower.starts_with("version https://git-lfs") {
        return is("a Git LFS pointer", "fetch the file itself with `git lfs pull`");
    }
    if lower.starts_with(['{', '[']) {
        return json(text);
    }
    if is_table(text) {
        return is("a table", OPEN_AS_BASE);
    }
    is("a text of a kind that is not known here", EXPECTED)
}

fn json(text: &str) -> Foreign {
    let (what, advice) = if text.contains("tree_info") || text.contains("\"name\":\"tree\"") {
        ("the JSON dump of a LightGBM model, which LightGBM itself cannot load", SAVE_AS_TEXT)
    } else if text.contains("\"learner\"") {
        ("an XGBoost model", LIGHTGBM_ONLY)
    } else if text.contains("oblivious_trees") {
        ("a CatBoost model", LIGHTGBM_ONLY)
    } else {
        ("a JSON document", EXPECTED)
    };
    Foreign { what, advice }
}

/// Whether the first two lines have the same number of some delimiter, at least one.
fn is_table(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let (Some(first), Some(second)) = (lines.next(), lines.next()) else {
        return false;
    };
    [',', ';', '\t', '|'].iter().any(|delimiter| {
        let count = |line: &str| line.matches(*delimiter).count();
        count(first) > 0 && count(first) == count(second)
    })
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], what: &str) {
        assert!(describe(bytes).what.contains(what), "{:?}", describe(bytes));
    }

    #[test]
    fn common_mistakes_are_called_by_their_names() {
        check(b"PAR1\x15\x04", "Parquet");
        check(b"SK_ID_CURR,AGE\n1,2\n", "table");
        check(b"SK_ID_CURR;AGE\r\n1;2,5\r\n", "table");
        check(b"{\"name\":\"tree\",\"version\":\"v4\",\"tree_info\":[", "JSON dump");
        check(b"{\"learner\":{\"attributes\":{}", "XGBoost");
        check(b"{L\0\0\0\0\0\0\0\x07learner", "XGBoost");
        check(b"<!DOCTYPE html>\n<html>", "web page");
        check(b"\n  <html lang=fr>", "web page");
        check(b"\x08\x08\x12\x0bonnxmltools\0TreeEnsembleClassifier", "ONNX");
        check(b"\x89HDF\r\n\x1a\n", "HDF5");
        check(b"\xff\xfet\0r\0e\0e\0", "UTF-16");
        check(b"Bonjour\nau revoir", "text");
        check(&[0, 1, 2, 3], "binary");
        check("é".repeat(40_000).as_bytes(), "text");
    }
}
