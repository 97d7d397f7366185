//! Walks over the lines of a model text, and keeps `key=value` lines with their numbers.
//!
//! Depends on `error`. Takes no memory of its own for the text.

use crate::model::error::{ModelError, Place, excerpt};

/// One line, without its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// Counted from 1.
    pub(super) number: usize,
    pub(super) text: &'a str,
}

/// A position in the text, always at the start of a line.
#[derive(Debug, Clone)]
pub(super) struct Cursor<'a> {
    text: &'a str,
    /// Byte offset of the next line.
    at: usize,
    number: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, number: 1 }
    }

    /// Byte offset of the next line.
    pub(super) fn offset(&self) -> usize {
        self.at
    }

    /// Where the next line is.
    pub(super) fn place(&self) -> Place {
        Place::line(self.number)
    }

    pub(super) fn peek(&self) -> Option<Line<'a>> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let text = rest.split_once('\n').map_or(rest, |(line, _)| line);
        Some(Line { number: self.number, text })
    }

    pub(super) fn next(&mut self) -> Option<Line<'a>> {
        let line = self.peek()?;
        self.at = (self.at + line.text.len() + 1).min(self.text.len());
        self.number += 1;
        Some(line)
    }

    /// Goes on to the next line that is not empty.
    pub(super) fn skip_empty(&mut self) {
        while self.peek().is_some_and(|line| line.text.is_empty()) {
            self.next();
        }
    }
}

/// The `key=value` lines of a header or of a tree.
#[derive(Debug)]
pub(super) struct Fields<'a> {
    /// Where the section begins, for keys that are missing.
    start: Place,
    fields: Vec<Field<'a>>,
}

/// One `key=value` line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field<'a> {
    pub(super) place: Place,
    pub(super) key: &'a str,
    pub(super) value: &'a str,
}

impl Field<'_> {
    pub(super) fn fault(&self, what: impl std::fmt::Display) -> ModelError {
        self.place.fault(format!("{} {what}", self.key))
    }
}

impl<'a> Fields<'a> {
    /// Reads lines until an empty one. `keys` is the closed list of what may stand there; those in
    /// `flags` stand alone, without `=`.
    pub(super) fn read(
        cursor: &mut Cursor<'a>,
        start: Place,
        keys: &[&str],
        flags: &[&str],
    ) -> Result<Self, ModelError> {
        let mut fields: Vec<Field<'a>> = Vec::new();
        while let Some(line) = cursor.next().filter(|line| !line.text.is_empty()) {
            let place = Place { line: line.number, tree: start.tree };
            let (key, value) = match line.text.split_once('=') {
                Some((key, value)) if keys.contains(&key) => (key, value),
                None if flags.contains(&line.text) => (line.text, ""),
                Some((key, _)) => {
                    return Err(place.fault(format!("unknown key {}", excerpt(key))));
                }
                None => {
                    let text = excerpt(line.text);
                    return Err(
                        place.fault(format!("{text} stands where \"key=value\" is expected"))
                    );
                }
            };
            if fields.iter().any(|field| field.key == key) {
                return Err(place.fault(format!("{key} stands here a second time")));
            }
            fields.push(Field { place, key, value });
        }
        Ok(Self { start, fields })
    }

    pub(super) fn get(&self, key: &str) -> Option<&Field<'a>> {
        self.fields.iter().find(|field| field.key == key)
    }

    pub(super) fn need(&self, key: &str) -> Result<&Field<'a>, ModelError> {
        self.get(key).ok_or_else(|| self.start.fault(format!("the line {key}= is missing")))
    }
}
