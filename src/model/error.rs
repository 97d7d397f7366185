//! Why a model was not opened.
//!
//! Depends on nothing but `std` and `thiserror`. A message quotes at most 30 characters of the
//! file, escaped; whoever opened the file puts its name in front.

use std::fmt;

/// Why a model text was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// Not a LightGBM text model at all.
    #[error(
        "not a LightGBM text model: {what}. Clairscore opens the text that LightGBM's save_model writes"
    )]
    NotAModel {
        /// What it looks like instead.
        what: String,
    },
    /// A LightGBM model of a kind that this program does not read.
    #[error("{what}: Clairscore reads binary default models")]
    Unsupported {
        /// The kind, named.
        what: String,
    },
    /// Larger than any model that is read.
    #[error("the model has {bytes} bytes, more than the {limit} that Clairscore opens")]
    TooLarge {
        /// Size of the file.
        bytes: usize,
        /// [`MAX_MODEL_BYTES`](super::MAX_MODEL_BYTES).
        limit: usize,
    },
    /// The text breaks a rule of the format: it was cut, edited or damaged.
    #[error("{place}: {what}")]
    Damaged {
        /// Where.
        place: Place,
        /// What was found, and what was expected.
        what: String,
    },
}

/// A place in a model text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Place {
    /// Counted from 1.
    pub line: usize,
    /// The number in `Tree=`, when the line belongs to a tree.
    pub tree: Option<usize>,
}

impl Place {
    pub(crate) fn line(line: usize) -> Self {
        Self { line, tree: None }
    }

    pub(crate) fn fault(self, what: impl Into<String>) -> ModelError {
        ModelError::Damaged { place: self, what: what.into() }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "line {}", self.line)?;
        match self.tree {
            Some(tree) => write!(out, ", tree {tree}"),
            None => Ok(()),
        }
    }
}

/// The start of a piece of the file, in quotes, safe to show.
pub(crate) fn excerpt(text: &str) -> String {
    const SHOWN_CHARS: usize = 30;
    let mut shown: String = text.chars().take(SHOWN_CHARS).flat_map(char::escape_default).collect();
    // One character can become ten when escaped; the limit is on what is shown.
    if shown.len() > SHOWN_CHARS {
        shown.truncate(SHOWN_CHARS);
    }
    let cut = if shown.len() < text.len() { "..." } else { "" };
    format!("\"{shown}{cut}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_names_line_and_tree() {
        let place = Place { line: 1042, tree: Some(17) };
        let error = place.fault("leaf_value has 30 values, 31 expected");
        assert_eq!(error.to_string(), "line 1042, tree 17: leaf_value has 30 values, 31 expected");
    }

    #[test]
    fn an_excerpt_is_short_and_escaped() {
        assert_eq!(excerpt("12a"), "\"12a\"");
        assert_eq!(excerpt("a\u{1b}[2J\u{202e}"), r#""a\u{1b}[2J\u{202e}""#);
        assert!(excerpt(&"é".repeat(1000)).len() <= 35);
    }
}
