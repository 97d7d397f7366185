//! One raw table, checked, on its way from a file to whomever its rows belong to.
//!
//! Depends on `base`, which reads the file and names the line of a fault. Invariant: a number is an
//! `f64`, NaN for missing; a word is its place among the words of its column, 0 for missing.

use std::path::{Path, PathBuf};

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use super::{
    error::PrepareError,
    groups::{KeyIndex, NOBODY},
    preparation::{Categories, Unseen},
    recipe::Recipe,
    rows::ColumnCategories,
    schema::{NOT_AVAILABLE, Table},
};
use crate::{
    base::{
        BaseNote, LISTED_PLACES, Piece, PlaceUnit, Places, PlainColumns, PlainTable, SparePieces,
        TextFeature, column_names,
    },
    domain::Job,
};

/// More different words than this are no categories: the longest public list has 58.
const MOST_CATEGORIES: usize = 2_000;

/// A raw table in the order of its file.
pub(super) struct RawTable {
    /// Which one.
    pub(super) table: Table,
    file: PathBuf,
    cells: PlainTable,
}

/// The words of a column.
pub(super) struct Words {
    /// The categories, in ascending order unless a bundle gave them.
    pub(super) categories: Vec<String>,
    /// For each row the place of its category, counted from 1; 0 for missing, and one more than
    /// there are categories for a word that a bundle does not know.
    pub(super) codes: Vec<u32>,
}

/// The columns of words of a table.
pub(super) struct WordColumns {
    /// Each column with the code among its categories of each of its own words, missing first.
    pub(super) new_codes: Vec<(&'static str, Vec<u32>)>,
    /// The categories, its own words or those of a bundle.
    pub(super) categories: ColumnCategories,
}

/// Whose the rows of a table are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Owners {
    /// For each piece of the table, the owner's place of each row; [`NOBODY`] for none.
    pub(super) of_pieces: Vec<Vec<u32>>,
    /// Rows that belong to nobody.
    pub(super) strays: usize,
}

/// Refuses a file that lacks a column or is another table, as far as its header tells.
pub(super) fn check_header(table: Table, file: &Path, recipe: Recipe) -> Result<(), PrepareError> {
    let names = column_names(file, &wanted(table, recipe))
        .map_err(|cause| PrepareError::Unreadable { table, cause })?;
    let columns = table.read_by(recipe);
    let missing: Vec<String> = columns
        .numbers
        .iter()
        .chain(&columns.words)
        .filter(|column| !names.iter().any(|name| name == *column))
        .map(|column| (*column).to_owned())
        .collect();
    if !missing.is_empty() {
        let looks_like = Table::recognise(&names).filter(|other| *other != table);
        let file = file.to_owned();
        return Err(PrepareError::MissingColumns { table, columns: missing, looks_like, file });
    }
    // Every table that has all the columns of a smaller one needs a second look.
    for (column, other) in table.foreign_columns() {
        if names.iter().any(|name| name == column) {
            return Err(PrepareError::Swapped {
                table,
                column,
                other: *other,
                file: file.to_owned(),
            });
        }
    }
    Ok(())
}

fn wanted(table: Table, recipe: Recipe) -> PlainColumns {
    let columns = table.read_by(recipe);
    let word = |name: &&str| TextFeature {
        name: (*name).to_owned(),
        labels: vec![NOT_AVAILABLE.to_owned()],
    };
    PlainColumns {
        numeric: columns.numbers.iter().map(|name| (*name).to_owned()).collect(),
        text: columns.words.iter().map(word).collect(),
    }
}

impl RawTable {
    /// Reads the table in `file`, into the memory that `spare` has.
    pub(super) fn read(
        table: Table,
        file: &Path,
        recipe: Recipe,
        spare: &SparePieces,
        job: &dyn Job,
    ) -> Result<Self, PrepareError> {
        let cells = PlainTable::open(file, &wanted(table, recipe), spare, job)
            .map_err(|cause| PrepareError::Unreadable { table, cause })?;
        Ok(Self { table, file: file.to_owned(), cells })
    }

    /// Gives its memory to `spare`.
    pub(super) fn recycle(self, spare: &SparePieces) {
        self.cells.recycle(spare);
    }

    /// How many rows there are.
    pub(super) fn rows(&self) -> usize {
        self.cells.rows()
    }

    /// Its file.
    pub(super) fn file(&self) -> &Path {
        &self.file
    }

    /// What was noticed while reading it.
    pub(super) fn warnings(&self) -> impl Iterator<Item = &BaseNote> {
        self.cells.warnings()
    }

    /// Its rows, piece by piece.
    pub(super) fn pieces(&self) -> &[Piece] {
        self.cells.pieces()
    }

    /// How many columns of numbers, and of words, each row has.
    pub(super) fn widths(&self) -> (usize, usize) {
        self.cells.widths()
    }

    /// Where the column of numbers called `column` stands in each row; `None` when there is none.
    pub(super) fn number_place(&self, column: &str) -> Option<usize> {
        self.cells.number_place(column)
    }

    /// Where the column of words called `column` stands in each row; `None` when there is none.
    pub(super) fn word_place(&self, column: &str) -> Option<usize> {
        self.cells.word_place(column)
    }

    /// All numbers of a column, NaN where there is none; nothing when there is no such column.
    pub(super) fn numbers(&self, column: &str) -> impl Iterator<Item = f64> {
        let place = self.number_place(column).unwrap_or(usize::MAX);
        self.pieces().iter().flat_map(move |piece| piece.numbers(place))
    }

    /// The whole numbers of a column that identifies rows.
    pub(super) fn keys(&self, column: &'static str) -> Result<Vec<u64>, PrepareError> {
        Ok(self.of_keys(column, |key| key)?.concat())
    }

    /// Whose its rows are: the place of their `key` in `index`.
    pub(super) fn owners(
        &self,
        key: &'static str,
        index: &KeyIndex,
    ) -> Result<Owners, PrepareError> {
        let of_pieces = self.of_keys(key, |key| index.row(key))?;
        let strays = of_pieces.iter().flatten().filter(|owner| **owner == NOBODY).count();
        Ok(Owners { of_pieces, strays })
    }

    /// What `of_key` says of each of the whole numbers of a column that identifies rows, piece by
    /// piece.
    fn of_keys<T: Send>(
        &self,
        column: &'static str,
        of_key: impl Fn(u64) -> T + Sync,
    ) -> Result<Vec<Vec<T>>, PrepareError> {
        let place = self.number_place(column).unwrap_or(usize::MAX);
        let of_piece = |piece: &Piece| {
            let mut all = Vec::with_capacity(piece.rows());
            let mut are_keys = true;
            all.extend(piece.numbers(place).map(|number| {
                are_keys &= is_key(number);
                of_key(number as u64)
            }));
            are_keys.then_some(all)
        };
        let all: Option<Vec<Vec<T>>> = self.pieces().par_iter().map(of_piece).collect();
        all.ok_or_else(|| {
            let numbers = self.numbers(column).zip(1..);
            let places = places(numbers.filter(|(number, _)| !is_key(*number)).map(|(_, row)| row));
            PrepareError::BadKeys { table: self.table, column, places, file: self.file.clone() }
        })
    }

    /// The words of a column as places among its own words, or among those of `known`.
    pub(super) fn words(
        &self,
        column: &'static str,
        known: Option<&[String]>,
    ) -> Result<Words, PrepareError> {
        let (categories, new_codes) = self.categories(column, known)?;
        let codes = self.cells.codes(column).unwrap_or_else(|| vec![0; self.rows()]);
        let code = |code: u32| new_codes.get(code as usize).copied().unwrap_or(0);
        Ok(Words { categories, codes: codes.into_iter().map(code).collect() })
    }

    /// The categories of all columns of words, and the code of each of their own words; those of
    /// a bundle when `known` are, and then words that it does not know are counted in `unseen`.
    pub(super) fn word_columns(
        &self,
        recipe: Recipe,
        known: Option<&Categories>,
        unseen: &mut Vec<Unseen>,
    ) -> Result<WordColumns, PrepareError> {
        let (mut all_codes, mut categories) = (Vec::new(), ColumnCategories::new());
        for column in self.table.read_by(recipe).words {
            let own = known.map(|known| known.of(self.table, column));
            let (own, new_codes) = self.categories(column, own)?;
            if known.is_some() {
                let place = self.word_place(column).unwrap_or(usize::MAX);
                let codes = self.pieces().iter().flat_map(|piece| piece.codes(place));
                let codes = codes.map(|code| new_codes.get(code as usize).copied().unwrap_or(0));
                unseen.extend(Unseen::count(self.table, column, own.len(), codes));
            }
            all_codes.push((column, new_codes));
            categories.insert(column, own);
        }
        Ok(WordColumns { new_codes: all_codes, categories })
    }

    /// The categories of a column, its own words or `known`, and the code among them of each of its
    /// own words, missing first.
    fn categories(
        &self,
        column: &'static str,
        known: Option<&[String]>,
    ) -> Result<(Vec<String>, Vec<u32>), PrepareError> {
        let words = self.cells.words(column).unwrap_or_default();
        if words.len() > MOST_CATEGORIES {
            return Err(PrepareError::TooManyCategories {
                table: self.table,
                column,
                count: words.len(),
                limit: MOST_CATEGORIES,
            });
        }
        let Some(known) = known else {
            return Ok((words.to_vec(), (0..=words.len() as u32).collect()));
        };
        let unknown = known.len() as u32 + 1;
        let place = |word: &String| {
            known.iter().position(|other| other == word).map_or(unknown, |at| at as u32 + 1)
        };
        Ok((known.to_vec(), std::iter::once(0).chain(words.iter().map(place)).collect()))
    }
}

/// Whether a number can identify rows: larger whole numbers are no longer told apart.
fn is_key(number: f64) -> bool {
    const LIMIT: f64 = 9_007_199_254_740_992.0;
    // No whole number of this range is lost on the way there and back.
    (0.0..LIMIT).contains(&number) && (number as u64) as f64 == number
}

/// These rows, counted from 1.
pub(super) fn places(rows: impl Iterator<Item = u64>) -> Places {
    let mut places = Places { unit: PlaceUnit::Row, ..Places::default() };
    for row in rows {
        places.count += 1;
        if places.first.len() < LISTED_PLACES {
            places.first.push(row);
        }
    }
    places
}
