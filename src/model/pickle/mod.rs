//! Model texts out of pickled and joblib-compressed LightGBM models, without running anything.
//!
//! Depends on `flate2`, `bzip2`, `lzma-rust2` and `thiserror`; on nothing of this crate. A pickle is
//! a program for a small machine that may import and call whatever it names. Here the machine only
//! writes down what the program says (`machine`), accepts the few names that LightGBM's own files
//! hold (`allowed`), and gives out the model text only when the whole is one model (`meaning`).
//!
//! **Invariant.** No instruction of a file leads to code that the file chose. No length of a file
//! leads to an allocation before the bytes are there.

mod allowed;
mod array;
mod constant;
mod cursor;
mod error;
mod graph;
mod inflate;
mod machine;
mod meaning;
mod text;

pub use error::{ClassKind, PickleError};
pub use inflate::Compression;

use cursor::Cursor;
use graph::Graph;

/// The largest pickle that is read, in bytes, inflated or not.
pub const MAX_PICKLE_BYTES: u64 = inflate::MAX_INFLATED_BYTES;

/// The model that a pickle holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PickledModel {
    /// The LightGBM text model, all its trees, with the `pandas_categorical` line when it has one.
    pub text: String,
    /// How many iterations Python's `predict` uses; `None` for all of them.
    pub best_iteration: Option<u32>,
    /// `LGBMClassifier` or `Booster`.
    pub class_name: &'static str,
    /// The label that the probability is of, when the labels are not simply 0 and 1. Always
    /// `None` for a `Booster`, which knows no labels.
    pub positive_class: Option<String>,
    /// The keys of what else the file holds beside the model, sorted; it is not used.
    pub besides: Vec<String>,
}

/// The model in the pickle `bytes`, compressed by joblib or not.
///
/// # Errors
/// When the bytes are damaged, hold anything that is not part of a LightGBM model with two classes,
/// or exceed a limit. See [`PickleError`].
pub fn read(bytes: &[u8]) -> Result<PickledModel, PickleError> {
    match Compression::of(bytes)? {
        Some(compression) => read_plain(&compression.inflate(bytes)?),
        None => read_plain(bytes),
    }
}

/// The model in the pickle `bytes`, which are not compressed.
///
/// # Errors
/// See [`read`].
pub fn read_plain(bytes: &[u8]) -> Result<PickledModel, PickleError> {
    if bytes.len() as u64 > MAX_PICKLE_BYTES {
        return Err(PickleError::TooLarge { limit: MAX_PICKLE_BYTES });
    }
    let mut cursor = Cursor::new(bytes);
    let mut graph = Graph::new();
    let root = machine::run(&mut cursor, &mut graph, 0)?;
    if !cursor.at_end() {
        return Err(PickleError::Trailing { offset: cursor.offset() });
    }
    meaning::model(&graph, root)
}

/// Whether `bytes` begin like a pickle of any protocol, not compressed.
#[must_use]
pub fn looks_like_pickle(bytes: &[u8]) -> bool {
    match bytes {
        // Protocols 2 to 5 say so themselves.
        [0x80, protocol, ..] => *protocol <= 0x20,
        // Protocols 0 and 1 begin with what they hold: here a class, or a container of something.
        [b'c', rest @ ..] => {
            let mut lines = rest.split(|&byte| byte == b'\n');
            let name = |line: &[u8]| {
                let known = |byte: &u8| byte.is_ascii_alphanumeric() || b"._".contains(byte);
                !line.is_empty() && line.iter().all(known)
            };
            lines.next().is_some_and(name)
                && lines.next().is_some_and(name)
                && lines.next().is_some()
        }
        [b'(', b'd' | b'l' | b't' | b'c' | b'i', ..]
        | [b'}' | b']', b'q' | b'(' | b'p' | b'.', ..]
        | [b'(' | b'}' | b']', b'\x80', ..] => bytes.ends_with(b"."),
        _ => false,
    }
}
