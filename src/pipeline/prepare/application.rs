//! The applicants: who they are, and the features of their application.
//!
//! Depends on the raw tables. One row a client, those of `application_train` first,
//! each table in the order of its file.

use std::collections::BTreeMap;

use rayon::{
    iter::{IndexedParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _},
    slice::ParallelSlice as _,
};

use super::{
    columns::Columns,
    error::PrepareError,
    expressions::{APPLICATION, Expression},
    extended,
    feature::{Category, Family, Feature, Origin},
    groups::KeyIndex,
    preparation::{Categories, Unseen},
    raw_table::{RawTable, Words, places},
    recipe::Recipe,
    schema::{CLIENT_ID, NOT_AVAILABLE, TARGET, TWO_VALUED, Table},
};

/// The column that says how many rows of its table stand above a client's, as pandas numbers them. The
/// public feature set has it; it says nothing about the client, and no model should learn from it.
pub const ROW_NUMBER: &str = "index";

/// The column whose clients are left out when it is not available.
const GENDER: &str = "CODE_GENDER";

/// All applicants that features are made for.
pub(super) struct Application {
    /// Where each stands, by identifier.
    pub(super) index: KeyIndex,
    /// Their identifiers.
    pub(super) ids: Vec<u64>,
    /// 1 for a default, 0 for none, NaN where nobody knows.
    pub(super) outcomes: Vec<f64>,
    /// Rows that were left out since their gender is not available.
    pub(super) left_out: usize,
    /// The rows of each table.
    pub(super) rows: BTreeMap<Table, usize>,
    /// The numbers of the application, and what is computed from them.
    pub(super) numbers: Columns,
    row_numbers: Vec<f64>,
    words: Vec<(&'static str, Words)>,
}

impl Application {
    /// Puts the tables of applicants together.
    pub(super) fn new(
        tables: &[RawTable],
        recipe: Recipe,
        known: Option<&Categories>,
        unseen: &mut Vec<Unseen>,
    ) -> Result<Self, PrepareError> {
        let kept: Vec<Vec<bool>> = tables.iter().map(is_kept).collect::<Result<_, _>>()?;
        let ids = ids(tables)?;
        let ids: Vec<u64> = kept_of(&kept, ids);
        if ids.is_empty() {
            return Err(PrepareError::NobodyLeft);
        }
        let outcomes: Vec<Vec<f64>> = tables.iter().map(outcomes).collect::<Result<_, _>>()?;
        let row_numbers = tables.iter().map(|table| (0..table.rows()).map(|row| row as f64));
        let columns = Table::ApplicationTest.read_by(Recipe::Base);
        let words = columns.words.par_iter().map(|column| {
            let coded = words_of(tables, &kept, column, known)?;
            Ok((*column, coded))
        });
        let words: Vec<(&'static str, Words)> = words.collect::<Result<_, PrepareError>>()?;
        for (column, words) in &words {
            let codes = words.codes.iter().copied();
            let table = Table::ApplicationTest;
            unseen.extend(Unseen::count(table, column, words.categories.len(), codes));
        }
        let mut numbers = Columns::default();
        for (column, coded) in words.iter().filter(|(column, _)| TWO_VALUED.contains(column)) {
            numbers.put(column, two_valued(column, coded)?);
        }
        let own: Vec<&&'static str> =
            columns.numbers.iter().filter(|column| **column != CLIENT_ID).collect();
        // Each goes through all rows once, and takes some columns along.
        let share = own.len().div_ceil(rayon::current_num_threads()).max(1);
        let read = own.par_chunks(share).map(|columns| numbers_of(tables, &kept, columns));
        for (column, values) in own.iter().zip(read.collect::<Vec<_>>().into_iter().flatten()) {
            numbers.put(column, values);
        }
        numbers.compute(&expressions(recipe));
        let left_out = kept.iter().flatten().filter(|kept| !**kept).count();
        Ok(Self {
            index: KeyIndex::new(&ids).0,
            numbers,
            outcomes: kept_of(&kept, outcomes),
            row_numbers: kept_of(&kept, row_numbers.map(Iterator::collect).collect()),
            ids,
            left_out,
            rows: tables.iter().map(|table| (table.table, table.rows())).collect(),
            words,
        })
    }

    /// The categories of its columns of words, to be kept for clients to come.
    pub(super) fn categories(&self, categories: &mut Categories) {
        for (column, words) in &self.words {
            categories.insert(Table::ApplicationTest, column, words.categories.clone());
        }
    }

    /// Its features in the order of the recipe: the row, the identifier, the outcome, the numbers,
    /// the one-hot columns, the ratios.
    pub(super) fn features(&self) -> Vec<Feature> {
        let ids = self.ids.iter().map(|id| *id as f64);
        let mut features = vec![
            Feature::new(
                ROW_NUMBER,
                Origin::application(ROW_NUMBER),
                self.row_numbers.iter().copied(),
            ),
            Feature::new(CLIENT_ID, Origin::application(CLIENT_ID), ids),
            Feature::new(TARGET, Origin::application(TARGET), self.outcomes.iter().copied()),
        ];
        let is_computed = |name: &str| {
            let mut all = APPLICATION.iter().chain(extended::APPLICATION);
            all.any(|expression| expression.is_new() && expression.name == name)
        };
        let numbers = self.numbers.iter().map(|(name, _)| name).filter(|name| !is_computed(name));
        features.extend(self.number_features(&numbers.collect::<Vec<_>>()));
        let one_hot = self.words.iter().filter(|(column, _)| !TWO_VALUED.contains(column));
        for (column, words) in one_hot {
            features.extend(one_hot_features(column, words));
        }
        features.extend(self.number_features(&new_columns(APPLICATION)));
        features
    }

    /// What the extended recipe adds to them.
    pub(super) fn extended_features(&self) -> Vec<Feature> {
        self.number_features(&new_columns(extended::APPLICATION))
    }

    fn number_features(&self, names: &[&str]) -> Vec<Feature> {
        let feature = |name: &&str| {
            let numbers = self.numbers.get(name)?;
            Some(Feature::new(name, Origin::application(name), numbers.iter().copied()))
        };
        names.par_iter().filter_map(feature).collect()
    }
}

/// What is computed from the application alone.
pub(super) fn expressions(recipe: Recipe) -> Vec<Expression> {
    match recipe {
        Recipe::Base => APPLICATION.to_vec(),
        Recipe::Extended => [APPLICATION, extended::APPLICATION].concat(),
    }
}

/// The names of the columns that `expressions` add.
fn new_columns(expressions: &[Expression]) -> Vec<&'static str> {
    let new = expressions.iter().filter(|expression| expression.is_new());
    new.map(|expression| expression.name).collect()
}

/// Which rows are kept: those whose gender is not "not available".
fn is_kept(table: &RawTable) -> Result<Vec<bool>, PrepareError> {
    let gender = table.words(GENDER, None)?;
    let left_out = gender.categories.iter().position(|word| word == NOT_AVAILABLE);
    let left_out = left_out.map(|place| place as u32 + 1);
    Ok(gender.codes.iter().map(|code| Some(*code) != left_out).collect())
}

/// The identifiers of each table, which must differ.
fn ids(tables: &[RawTable]) -> Result<Vec<Vec<u64>>, PrepareError> {
    let ids: Vec<Vec<u64>> =
        tables.iter().map(|table| table.keys(CLIENT_ID)).collect::<Result<_, _>>()?;
    for (table, own) in tables.iter().zip(&ids) {
        check_distinct(table.table, None, CLIENT_ID, own)?;
    }
    if let ([first, second], [table, other]) = (ids.as_slice(), tables) {
        let (index, _) = KeyIndex::new(first);
        let again =
            second.iter().zip(1..).filter(|(id, _)| index.row(**id) != super::groups::NOBODY);
        let places = places(again.map(|(_, row)| row));
        if !places.is_empty() {
            return Err(PrepareError::DuplicateKeys {
                table: other.table,
                other: Some(table.table),
                column: CLIENT_ID,
                places,
            });
        }
    }
    Ok(ids)
}

/// Refuses keys that stand twice.
fn check_distinct(
    table: Table,
    other: Option<Table>,
    column: &'static str,
    keys: &[u64],
) -> Result<KeyIndex, PrepareError> {
    let (index, again) = KeyIndex::new(keys);
    if again.is_empty() {
        return Ok(index);
    }
    let places = places(again.into_iter().map(|row| row as u64 + 1));
    Err(PrepareError::DuplicateKeys { table, other, column, places })
}

/// The outcomes of a table; NaN for all when it has none.
fn outcomes(table: &RawTable) -> Result<Vec<f64>, PrepareError> {
    if table.table != Table::ApplicationTrain {
        return Ok(vec![f64::NAN; table.rows()]);
    }
    let outcomes: Vec<f64> = table.numbers(TARGET).collect();
    let wrong = outcomes.iter().zip(1..).filter(|(o, _)| **o != 0.0 && **o != 1.0);
    let places = places(wrong.map(|(_, row)| row));
    let (of, column, file) = (table.table, TARGET, || table.file().to_owned());
    if !places.is_empty() {
        return Err(PrepareError::BadOutcome { table: of, column, places, file: file() });
    }
    // One client has one outcome; from two on, there must be something to learn.
    if outcomes.len() > 1 && outcomes.windows(2).all(|pair| pair.first() == pair.last()) {
        return Err(PrepareError::ConstantOutcome { table: of, column, file: file() });
    }
    Ok(outcomes)
}

/// The numbers of the rows that are kept, of all tables one after the other, for each of `columns`.
fn numbers_of(tables: &[RawTable], kept: &[Vec<bool>], columns: &[&&'static str]) -> Vec<Vec<f64>> {
    let rows = kept.iter().flatten().filter(|kept| **kept).count();
    let mut numbers = vec![Vec::with_capacity(rows); columns.len()];
    for (table, kept) in tables.iter().zip(kept) {
        let places = columns.iter().map(|column| table.number_place(column).unwrap_or(usize::MAX));
        let places: Vec<usize> = places.collect();
        let mut kept = kept.as_slice();
        for piece in table.pieces() {
            let (own, rest) = kept.split_at(piece.rows().min(kept.len()));
            kept = rest;
            for (numbers, place) in numbers.iter_mut().zip(&places) {
                let own = piece.numbers(*place).zip(own).filter(|(_, kept)| **kept);
                numbers.extend(own.map(|(number, _)| number));
            }
        }
    }
    numbers
}

/// The words of the rows that are kept, in all tables, as places among the words of all of them.
fn words_of(
    tables: &[RawTable],
    kept: &[Vec<bool>],
    column: &'static str,
    known: Option<&Categories>,
) -> Result<Words, PrepareError> {
    if let Some(known) = known {
        let known = known.of(Table::ApplicationTest, column);
        let mut codes = Vec::new();
        for table in tables {
            codes.push(table.words(column, Some(known))?.codes);
        }
        return Ok(Words { categories: known.to_vec(), codes: kept_of(kept, codes) });
    }
    let each: Vec<Words> =
        tables.iter().map(|table| table.words(column, None)).collect::<Result<_, _>>()?;
    let spelled = |words: &Words, code: u32| {
        let word = (code as usize).checked_sub(1).and_then(|place| words.categories.get(place));
        word.cloned()
    };
    // The words of rows that are kept, in the order of their first appearance.
    let mut order: Vec<String> = Vec::new();
    for (words, kept) in each.iter().zip(kept) {
        let mut seen = vec![false; words.categories.len() + 1];
        for (code, _) in words.codes.iter().zip(kept).filter(|(_, kept)| **kept) {
            let Some(seen) = seen.get_mut(*code as usize).filter(|seen| !**seen) else {
                continue;
            };
            *seen = true;
            if let Some(word) = spelled(words, *code).filter(|word| !order.contains(word)) {
                order.push(word);
            }
        }
    }
    if !TWO_VALUED.contains(&column) {
        order.sort_unstable();
    }
    let mut codes = Vec::new();
    for words in each {
        let place = |word: &String| {
            order.iter().position(|other| other == word).map_or(0, |place| place as u32 + 1)
        };
        let new: Vec<u32> = std::iter::once(0).chain(words.categories.iter().map(place)).collect();
        let renamed = words.codes.iter().map(|code| new.get(*code as usize).copied());
        codes.push(renamed.map(Option::unwrap_or_default).collect());
    }
    Ok(Words { categories: order, codes: kept_of(kept, codes) })
}

/// 0 for the first word, 1 for the second, missing for none and for words that nobody knows.
fn two_valued(column: &'static str, words: &Words) -> Result<Vec<f64>, PrepareError> {
    let count = words.categories.len();
    if count > 2 {
        return Err(PrepareError::NotTwoValued { table: Table::ApplicationTrain, column, count });
    }
    let number = |code: u32| match code as usize {
        0 => f64::NAN,
        code if code > count => f64::NAN,
        code => (code - 1) as f64,
    };
    Ok(words.codes.iter().map(|code| number(*code)).collect())
}

/// One column a category, 1 for clients who have it; none for missing.
fn one_hot_features(column: &str, words: &Words) -> Vec<Feature> {
    let feature = |(place, word): (usize, &String)| {
        let code = place as u32 + 1;
        let flags = words.codes.iter().map(|own| *own == code);
        let origin = Origin {
            family: Family::Application,
            column: column.to_owned(),
            category: Category::Word(word.clone()),
            statistic: None,
        };
        Feature::of_flags(&format!("{column}_{word}"), origin, flags)
    };
    words.categories.par_iter().enumerate().map(feature).collect()
}

/// The cells of the rows that are kept, of all tables one after the other.
fn kept_of<T>(kept: &[Vec<bool>], cells: Vec<Vec<T>>) -> Vec<T> {
    let each = kept.iter().zip(cells);
    each.flat_map(|(kept, cells)| {
        cells.into_iter().zip(kept).filter(|(_, kept)| **kept).map(|(cell, _)| cell)
    })
    .collect()
}
