//! How a feature reads the cells of its column: as they are, or as codes of categories.

use std::{collections::HashMap, ops::Range};

use crate::{
    base::{
        cell::{NumberCell, read_number},
        column::{Column, ColumnKind},
        options::DecimalMark,
    },
    domain::Value,
};

use super::{BindingNote, FeatureRequest, WordColumn};

/// How the cells of a column become the numbers of a feature.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Reading {
    /// The column's own numbers.
    Numbers,
    /// A number for each distinct value of the column, missing first.
    ByValue(Box<[f64]>),
    /// The code of each number that is a category, in ascending order of the number; for columns
    /// whose distinct values are not known.
    ByNumber(Box<[(f64, f64)]>),
}

impl Reading {
    /// Writes what a model reads from `column` for the clients on `rows` into `out`.
    pub(super) fn copy(&self, column: &Column, rows: Range<usize>, out: &mut [f64]) {
        match self {
            Self::Numbers => column.copy_numbers(rows, out),
            Self::ByValue(number_of) => {
                out.fill(f64::NAN);
                column.copy_mapped(rows, number_of, out);
            }
            Self::ByNumber(codes) => {
                column.copy_numbers(rows, out);
                for number in out {
                    *number = code_of_number(codes, *number);
                }
            }
        }
    }
}

/// How `feature` reads the cells of its column.
pub(super) fn read(
    feature: &FeatureRequest<'_>,
    column: &Column,
) -> Result<(Reading, Option<BindingNote>), WordColumn> {
    match (feature.categories, column.kind()) {
        (None, ColumnKind::Number) => Ok((Reading::Numbers, None)),
        (None, ColumnKind::Text) => numbers_of_words(feature, column).map(|read| (read, None)),
        (Some(categories), ColumnKind::Text) => Ok(codes_of_words(feature, categories, column)),
        (Some(categories), ColumnKind::Number) => Ok(codes_of_numbers(feature, categories, column)),
    }
}

/// The numbers that the words of a column spell, when all of them do.
fn numbers_of_words(feature: &FeatureRequest<'_>, column: &Column) -> Result<Reading, WordColumn> {
    let mut number_of = vec![f64::NAN];
    let mut clients = 0;
    for (word, count) in column.words().zip(column.counts().iter().skip(1)) {
        number_of.push(match read_number(word.as_bytes(), DecimalMark::Point) {
            NumberCell::Number(number, _) => number,
            NumberCell::Truth(truth) => f64::from(u8::from(truth)),
            NumberCell::Missing => f64::NAN,
            NumberCell::Fault(_) => {
                clients += count;
                f64::NAN
            }
        });
    }
    if clients == 0 {
        Ok(Reading::ByValue(number_of.into()))
    } else {
        Err(WordColumn {
            feature: feature.name.to_owned(),
            column: column.name().to_owned(),
            clients,
        })
    }
}

fn codes_of_words(
    feature: &FeatureRequest<'_>,
    categories: &[Value],
    column: &Column,
) -> (Reading, Option<BindingNote>) {
    let mut code_of_word = HashMap::new();
    for (code, category) in (0_u32..).zip(categories) {
        if let Value::Text(word) = category {
            code_of_word.entry(word.as_str()).or_insert(f64::from(code));
        }
    }
    let code_of = |word: &str| {
        let as_written = code_of_word.get(word).or_else(|| code_of_word.get(word.trim()));
        as_written.copied().or_else(|| {
            let number = number_of_word(word)?;
            let numbers = (0_u32..).zip(categories);
            let same = numbers.into_iter().find(|(_, own)| **own == Value::Number(number));
            same.map(|(code, _)| f64::from(code))
        })
    };
    by_value(feature, column, column.words().map(code_of))
}

fn codes_of_numbers(
    feature: &FeatureRequest<'_>,
    categories: &[Value],
    column: &Column,
) -> (Reading, Option<BindingNote>) {
    let mut codes: Vec<(f64, f64)> = (0_u32..)
        .zip(categories)
        .filter_map(|(code, category)| {
            let number = match category {
                Value::Number(number) => Some(*number),
                Value::Text(word) => number_of_word(word),
                Value::Missing => None,
            };
            Some((number? + 0.0, f64::from(code)))
        })
        .collect();
    // Stable: of two categories that are the same number, the first one counts.
    codes.sort_by(|left, right| left.0.total_cmp(&right.0));
    codes.dedup_by(|later, first| later.0 == first.0);
    if let Some(numbers) = column.coded_numbers() {
        let of = |number: &f64| Some(code_of_number(&codes, *number)).filter(|code| !code.is_nan());
        return by_value(feature, column, numbers.iter().map(of));
    }
    let mut unknown: Vec<f64> = (0..column.rows())
        .map(|row| column.number(row))
        .filter(|number| !number.is_nan() && code_of_number(&codes, *number).is_nan())
        .collect();
    let clients = unknown.len() as u64;
    unknown.sort_unstable_by(f64::total_cmp);
    unknown.dedup();
    let note = unknown_categories(feature, unknown.len() as u64, clients);
    (Reading::ByNumber(codes.into()), note)
}

/// The reading that gives each distinct value of `column` its code, and what was not found.
fn by_value(
    feature: &FeatureRequest<'_>,
    column: &Column,
    codes: impl Iterator<Item = Option<f64>>,
) -> (Reading, Option<BindingNote>) {
    let (mut categories, mut clients) = (0, 0);
    let mut number_of = vec![f64::NAN];
    for (code, count) in codes.zip(column.counts().iter().skip(1)) {
        if code.is_none() && *count > 0 {
            categories += 1;
            clients += count;
        }
        number_of.push(code.unwrap_or(f64::NAN));
    }
    (Reading::ByValue(number_of.into()), unknown_categories(feature, categories, clients))
}

fn unknown_categories(
    feature: &FeatureRequest<'_>,
    categories: u64,
    clients: u64,
) -> Option<BindingNote> {
    let feature = feature.name.to_owned();
    (clients > 0).then_some(BindingNote::UnknownCategories { feature, categories, clients })
}

fn number_of_word(word: &str) -> Option<f64> {
    match read_number(word.as_bytes(), DecimalMark::Point) {
        NumberCell::Number(number, _) => Some(number),
        NumberCell::Truth(truth) => Some(f64::from(u8::from(truth))),
        NumberCell::Missing | NumberCell::Fault(_) => None,
    }
}

/// The code of a number that is a category, NaN for any other.
fn code_of_number(codes: &[(f64, f64)], number: f64) -> f64 {
    codes
        .binary_search_by(|(own, _)| own.total_cmp(&(number + 0.0)))
        .ok()
        .and_then(|at| codes.get(at))
        .map_or(f64::NAN, |(_, code)| *code)
}
