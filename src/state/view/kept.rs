//! The kept copies of client bases, and the tables of the open one.

/// The dialog of the kept copies.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KeptView {
    /// Whether copies of large bases are kept from now on.
    pub is_kept: bool,
    /// Whether there is a folder to keep them in.
    pub can_be_kept: bool,
    /// How many there are and what they take together.
    pub summary: String,
    /// What could not be removed; empty when all could.
    pub note: String,
    /// The folder; empty when there is none.
    pub folder: String,
    /// Every copy, the one that was used last first.
    pub bases: Vec<KeptBaseView>,
}

/// One kept copy.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KeptBaseView {
    /// The name of its source.
    pub name: String,
    /// "356 251 clients · 798 columns · 1.2 GB · used today".
    pub facts: String,
    /// Where its source is.
    pub source: String,
}

/// A table that describes the clients of the open base.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TableEntry {
    /// The name of its file.
    pub name: String,
    /// "describes 29 800 of 30 000 clients · 12 columns".
    pub facts: String,
}
