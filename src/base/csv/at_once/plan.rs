//! What is done with each cell of a row.
//!
//! Depends on the layout of the file.

use crate::base::{
    csv::{dialect::Dialect, layout::Layout},
    names::{Named, Names},
    options::ReadOptions,
};

use super::words::WordList;

/// What is done with a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Task {
    /// Nothing: nobody asked for its column.
    Skip,
    /// It is a number of this one among the columns of numbers.
    Number(usize),
    /// It is a word of this one among the columns of words.
    Word(usize),
}

/// What is done with all cells.
#[derive(Debug)]
pub(super) struct Plan {
    /// How the file is written.
    pub(super) dialect: Dialect,
    /// What is done with each cell of a row; at least one.
    pub(super) tasks: Vec<Task>,
    /// The names of the columns of numbers.
    pub(super) numbers: Vec<String>,
    /// The names of the columns of words, with words that are none elsewhere.
    pub(super) words: Vec<(String, Vec<String>)>,
}

impl Plan {
    /// Takes the columns that `options` name and leaves out all others.
    pub(super) fn new(layout: &Layout, options: &ReadOptions) -> Self {
        let names = Names::new(layout.header.names.iter().map(String::as_str));
        let mut plan = Self {
            dialect: layout.dialect,
            tasks: vec![Task::Skip; layout.header.names.len()],
            numbers: Vec::new(),
            words: Vec::new(),
        };
        for feature in &options.text {
            if let Named::Column(at) = names.find(&feature.name)
                && let Some(task @ Task::Skip) = plan.tasks.get_mut(at)
            {
                *task = Task::Word(plan.words.len());
                let name = layout.header.names.get(at).cloned().unwrap_or_default();
                plan.words.push((name, feature.labels.clone()));
            }
        }
        for feature in &options.numeric {
            if let Named::Column(at) = names.find(feature)
                && let Some(task @ Task::Skip) = plan.tasks.get_mut(at)
            {
                *task = Task::Number(plan.numbers.len());
                plan.numbers.push(layout.header.names.get(at).cloned().unwrap_or_default());
            }
        }
        plan
    }

    /// A list for each column of words, without a word.
    pub(super) fn word_lists(&self) -> Vec<WordList> {
        self.words.iter().map(|(_, labels)| WordList::new(labels.clone())).collect()
    }
}
