//! The identifiers of a base: who stands on which row, and who begins with these letters.
//!
//! Searching ignores upper and lower case and the spaces that group digits, so that `100 005` finds
//! `100005`; being somebody does not: `007` and `7` are two clients.
//!
//! Identifiers are kept as text ([`words`]), or as numbers where every one of them is a whole number
//! as people write it ([`numbers`]): a few bytes a client instead of some dozens.
//! **Invariant**: nobody can tell from an answer in which of the two forms they are kept.

mod builder;
mod numbers;
mod order;
#[cfg(test)]
mod tests;
mod words;

use std::borrow::Cow;

use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use crate::domain::ClientId;

use super::column::{NO_ROW, TooLong, Words};

pub(super) use builder::IdBuilder;
use numbers::NumberIds;
pub(super) use numbers::Numbers;
pub use order::RowOrder;
use words::WordIds;

/// Every identifier of a base.
#[derive(Debug)]
pub struct IdIndex {
    column: String,
    form: Form,
    duplicates: Vec<Duplicate>,
}

/// One identifier a row.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Ids {
    /// Whole numbers without a leading zero.
    Numbers(Numbers),
    /// Anything else.
    Words(Words),
    /// The same, with the rows by spelling and as people count, as a store keeps them.
    Sorted(Words, Box<[u32]>, Box<[u32]>),
}

#[derive(Debug)]
enum Form {
    Numbers(NumberIds),
    Words(WordIds),
}

/// The clients who bear an identifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Nobody.
    Nobody,
    /// One client, on this row.
    One(u32),
    /// Several clients, on these rows in ascending order. None of them may be chosen: nobody can
    /// tell who was meant.
    Duplicate(Vec<u32>),
}

/// An identifier that several clients bear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duplicate {
    /// The identifier.
    pub client_id: ClientId,
    /// The rows that bear it, in ascending order.
    pub rows: Vec<u32>,
}

impl Found {
    /// The rows that bear an identifier, in ascending order.
    fn of(mut rows: impl Iterator<Item = u32>) -> Self {
        match (rows.next(), rows.next()) {
            (None, _) => Self::Nobody,
            (Some(row), None) => Self::One(row),
            (Some(first), Some(second)) => {
                Self::Duplicate([first, second].into_iter().chain(rows).collect())
            }
        }
    }

    /// The row of the only client who bears the identifier.
    #[must_use]
    pub fn one(&self) -> Option<u32> {
        match self {
            Self::One(row) => Some(*row),
            Self::Nobody | Self::Duplicate(_) => None,
        }
    }

    /// All rows that bear the identifier.
    #[must_use]
    pub fn rows(&self) -> &[u32] {
        match self {
            Self::Nobody => &[],
            Self::One(row) => std::slice::from_ref(row),
            Self::Duplicate(rows) => rows,
        }
    }
}

impl Ids {
    /// The numbers of so many rows, from 1: who the clients are when nothing identifies them.
    pub(super) fn row_numbers(rows: u32) -> Self {
        Self::Numbers(Numbers::Short((1..=rows).collect()))
    }
}

impl IdIndex {
    /// The index of these identifiers, one a row, none empty, found in `column`.
    pub(super) fn new(column: String, ids: Ids) -> Result<Self, TooLong> {
        let form = match ids {
            Ids::Numbers(numbers) => Form::Numbers(NumberIds::new(numbers)),
            Ids::Words(words) => Form::Words(WordIds::new(words)?),
            Ids::Sorted(words, by_spelling, by_nature) => {
                Form::Words(WordIds::sorted(words, by_spelling, by_nature)?)
            }
        };
        let duplicates = match &form {
            Form::Numbers(ids) => ids.duplicates(),
            Form::Words(ids) => ids.duplicates(),
        };
        Ok(Self { column, form, duplicates })
    }

    /// The column that holds the identifiers; empty when the clients are numbered by row.
    #[must_use]
    pub fn column(&self) -> &str {
        &self.column
    }

    /// How many clients there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.form {
            Form::Numbers(ids) => ids.numbers().len(),
            Form::Words(ids) => ids.words().len(),
        }
    }

    /// Whether there is nobody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The identifier on `row`, as the base writes it; empty when there is no such row.
    #[must_use]
    pub fn id(&self, row: usize) -> Cow<'_, str> {
        match &self.form {
            Form::Numbers(ids) => {
                ids.numbers().get(row).map_or(Cow::Borrowed(""), |id| Cow::Owned(id.to_string()))
            }
            Form::Words(ids) => Cow::Borrowed(ids.words().get(row)),
        }
    }

    /// Who bears exactly this identifier.
    #[must_use]
    pub fn find(&self, client_id: &ClientId) -> Found {
        self.find_text(client_id.as_str())
    }

    /// Who bears exactly this identifier.
    pub(super) fn find_text(&self, id: &str) -> Found {
        match &self.form {
            Form::Numbers(ids) => ids.find(id),
            Form::Words(ids) => ids.find(id),
        }
    }

    /// For each row of `others`, the row here that bears the same identifier, [`NO_ROW`] without
    /// one. No identifier may stand on several rows here.
    pub(super) fn rows_of(&self, others: &Self) -> Vec<u32> {
        let row = |found: Found| found.one().unwrap_or(NO_ROW);
        let rows = (0..others.len()).into_par_iter();
        match (&self.form, &others.form) {
            (Form::Numbers(own), Form::Numbers(others)) => rows
                .map(|at| others.numbers().get(at).map_or(NO_ROW, |id| row(own.find_number(id))))
                .collect(),
            _ => rows.map(|at| row(self.find_text(&others.id(at)))).collect(),
        }
    }

    /// The rows whose identifier begins with `query`, at most `limit`: first those that are the
    /// query, letter by letter before otherwise, then the others in the order in which people
    /// count. An empty query finds everybody.
    #[must_use]
    pub fn search(&self, query: &str, limit: usize) -> Vec<u32> {
        match &self.form {
            Form::Numbers(ids) => ids.search(query, limit),
            Form::Words(ids) => ids.search(query, limit),
        }
    }

    /// How many identifiers begin with `query`, read as [`Self::search`] reads it.
    #[must_use]
    pub fn count(&self, query: &str) -> usize {
        match &self.form {
            Form::Numbers(ids) => ids.count(query),
            Form::Words(ids) => ids.count(query),
        }
    }

    /// All rows in the order in which people count; ties in the order of the base.
    #[must_use]
    pub fn sorted_rows(&self) -> RowOrder<'_> {
        match &self.form {
            Form::Numbers(ids) => ids.order(),
            Form::Words(ids) => RowOrder::Listed(ids.by_nature()),
        }
    }

    /// The identifiers that several clients bear, in the order in which people count.
    #[must_use]
    pub fn duplicates(&self) -> &[Duplicate] {
        &self.duplicates
    }

    /// What the index takes in memory, in bytes.
    #[must_use]
    pub fn memory_bytes(&self) -> u64 {
        match &self.form {
            Form::Numbers(ids) => ids.bytes(),
            Form::Words(ids) => ids.bytes(),
        }
    }

    /// The identifiers as numbers, one a row, when they are.
    pub(super) fn as_numbers(&self) -> Option<&Numbers> {
        match &self.form {
            Form::Numbers(ids) => Some(ids.numbers()),
            Form::Words(_) => None,
        }
    }

    /// The identifiers as words, one a row, when they are not numbers; with the rows by spelling
    /// and as people count.
    pub(super) fn as_words(&self) -> Option<(&Words, [&[u32]; 2])> {
        match &self.form {
            Form::Numbers(_) => None,
            Form::Words(ids) => Some((ids.words(), [ids.by_spelling(), ids.by_nature()])),
        }
    }
}

/// `id` as it is searched: in lower case, without the spaces that stand between digits.
fn fold(id: &str) -> Cow<'_, str> {
    let is_folded = id.bytes().all(|byte| byte.is_ascii_graphic() && !byte.is_ascii_uppercase());
    if is_folded {
        return Cow::Borrowed(id);
    }
    let mut folded = String::with_capacity(id.len());
    let mut rest = id.chars().peekable();
    let mut after_digit = false;
    while let Some(character) = rest.next() {
        if character.is_whitespace() {
            let groups_digits = after_digit && rest.peek().is_some_and(char::is_ascii_digit);
            if !groups_digits {
                folded.push(character);
            }
            continue;
        }
        after_digit = character.is_ascii_digit();
        folded.extend(character.to_lowercase());
    }
    Cow::Owned(folded)
}
