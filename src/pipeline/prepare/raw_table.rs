//! One raw table, checked, on its way from a file into columns that stand together by owner.
//!
//! Depends on `base`, which reads the file and names the line of a fault, and on polars.
//! Invariant: a number is an `f64` (whole numbers up to 2^53 are exact; a narrower type would
//! overflow in differences), a word is its place among the categories, and what is missing is null.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use polars::prelude::{
    Column as TableColumn, DataFrame, Float64Chunked, IntoColumn as _, IntoSeries as _,
    NewChunkedArray as _, UInt16Chunked, UInt32Chunked,
};
use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use super::{
    error::PrepareError,
    groups::{KeyIndex, NOBODY, order_by_owner},
    preparation::{Categories, Unseen},
    recipe::Recipe,
    schema::{NOT_AVAILABLE, Table},
};
use crate::{
    base::{
        BaseNote, LISTED_PLACES, PlaceUnit, Places, PlainColumns, PlainTable, TextFeature,
        column_names,
    },
    domain::Job,
};

/// The column that says whose a row is: the owner's place.
pub(super) const OWNER: &str = "owner";

/// More different words than this are no categories: the longest public list has 58.
const MOST_CATEGORIES: usize = 2_000;

/// Rows whose numbers are taken in one go.
const BLOCK_ROWS: usize = 65_536;

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
    pub(super) codes: Vec<u16>,
}

/// The rows of a table that belong to somebody, by owner, each owner's in the order of the file.
pub(super) struct OwnedTable {
    /// The columns that were asked for, and [`OWNER`].
    pub(super) frame: DataFrame,
    /// The categories of each column of words.
    pub(super) categories: BTreeMap<&'static str, Vec<String>>,
    /// How many owners there may be.
    pub(super) owners: usize,
    /// Rows of the file.
    pub(super) rows: usize,
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
    /// Reads the table in `file`.
    pub(super) fn read(
        table: Table,
        file: &Path,
        recipe: Recipe,
        job: &dyn Job,
    ) -> Result<Self, PrepareError> {
        let cells = PlainTable::open(file, &wanted(table, recipe), job)
            .map_err(|cause| PrepareError::Unreadable { table, cause })?;
        Ok(Self { table, file: file.to_owned(), cells })
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

    /// The numbers of a column, NaN where there is none.
    pub(super) fn numbers(&self, column: &str) -> Vec<f64> {
        let mut numbers = vec![f64::NAN; self.rows()];
        if let Some(column) = self.cells.column(column) {
            for (block, out) in numbers.chunks_mut(BLOCK_ROWS).enumerate() {
                let start = block * BLOCK_ROWS;
                column.copy_numbers(start..start + out.len(), out);
            }
        }
        numbers
    }

    /// The whole numbers of a column that identifies rows.
    pub(super) fn keys(&self, column: &'static str) -> Result<Vec<u64>, PrepareError> {
        /// Larger whole numbers are no longer told apart.
        const LIMIT: f64 = 9_007_199_254_740_992.0;
        let numbers = self.numbers(column);
        let is_key = |number: f64| number.fract() == 0.0 && (0.0..LIMIT).contains(&number);
        let places = places(numbers.iter().zip(1..).filter(|(n, _)| !is_key(**n)).map(|(_, r)| r));
        if places.is_empty() {
            return Ok(numbers.into_iter().map(|number| number as u64).collect());
        }
        let (table, file) = (self.table, self.file.clone());
        Err(PrepareError::BadKeys { table, column, places, file })
    }

    /// The words of a column as places among its own words, or among those of `known`.
    pub(super) fn words(
        &self,
        column: &'static str,
        known: Option<&[String]>,
    ) -> Result<Words, PrepareError> {
        let (words, codes) =
            self.cells.column(column).map(crate::base::Column::coded_words).unwrap_or_default();
        if words.len() > MOST_CATEGORIES {
            return Err(PrepareError::TooManyCategories {
                table: self.table,
                column,
                count: words.len(),
                limit: MOST_CATEGORIES,
            });
        }
        let Some(known) = known else {
            let codes = codes.into_iter().map(|code| code as u16).collect();
            return Ok(Words { categories: words, codes });
        };
        let unknown = known.len() as u16 + 1;
        let place = |word: &String| {
            known.iter().position(|other| other == word).map_or(unknown, |at| at as u16 + 1)
        };
        let new_code: Vec<u16> = std::iter::once(0).chain(words.iter().map(place)).collect();
        let code = |code: u32| new_code.get(code as usize).copied().unwrap_or(0);
        Ok(Words { categories: known.to_vec(), codes: codes.into_iter().map(code).collect() })
    }

    /// Its rows by owner: the place of their `key` in `index`, which knows `owners` of them.
    ///
    /// `known` are the categories of a bundle; words that it does not know are counted in `unseen`.
    pub(super) fn by_owner(
        self,
        key: &'static str,
        index: &KeyIndex,
        owners: usize,
        recipe: Recipe,
        known: Option<&Categories>,
        unseen: &mut Vec<Unseen>,
    ) -> Result<OwnedTable, PrepareError> {
        let owner_of_row: Vec<u32> =
            self.keys(key)?.into_iter().map(|key| index.row(key)).collect();
        let order = order_by_owner(&owner_of_row, owners);
        let in_order = order.iter().map(|row| owner_of_row.get(*row as usize).copied());
        let owner = UInt32Chunked::from_iter_values(
            OWNER.into(),
            in_order.map(|owner| owner.unwrap_or(NOBODY)),
        );
        let columns = self.table.read_by(recipe);
        let mut frame: Vec<TableColumn> = vec![owner.into_series().into_column()];
        let numbers: Vec<TableColumn> = columns
            .numbers
            .into_par_iter()
            // Whose a row is says `OWNER`.
            .filter(|name| *name != key)
            .map(|name| number_column(name, &gathered(&self.numbers(name), &order, f64::NAN)))
            .collect();
        frame.extend(numbers);
        let mut categories = BTreeMap::new();
        for name in columns.words {
            let own = known.map(|known| known.of(self.table, name));
            let words = self.words(name, own)?;
            unseen.extend(Unseen::count(self.table, name, &words));
            frame.push(word_column(name, &gathered(&words.codes, &order, 0)));
            categories.insert(name, words.categories);
        }
        let rows = self.rows();
        let frame = DataFrame::new(order.len(), frame)?;
        Ok(OwnedTable { frame, categories, owners, rows, strays: rows - order.len() })
    }
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

/// A column of numbers; NaN becomes null.
pub(super) fn number_column(name: &str, numbers: &[f64]) -> TableColumn {
    let numbers = numbers.iter().map(|number| (!number.is_nan()).then_some(*number));
    Float64Chunked::from_iter_options(name.into(), numbers).into_series().into_column()
}

/// A column of the places of categories; 0 becomes null.
pub(super) fn word_column(name: &str, codes: &[u16]) -> TableColumn {
    let codes = codes.iter().map(|code| (*code != 0).then_some(*code));
    UInt16Chunked::from_iter_options(name.into(), codes).into_series().into_column()
}

/// The `values` of the rows of `order`.
fn gathered<T: Copy>(values: &[T], order: &[u32], none: T) -> Vec<T> {
    order.iter().map(|row| values.get(*row as usize).copied().unwrap_or(none)).collect()
}
