//! From many rows a client to one: statistics of numbers, shares of categories.
//!
//! Depends on the rows, and on [`super::statistics`] for what is said of a client's rows together.

use super::{
    feature::{Category, Family, Origin, Part},
    rows::Rows,
    statistics::{Statistic, summarise},
};

/// A column of numbers, and what is said of it.
pub(super) type Aggregate = (&'static str, &'static [Statistic]);

/// The columns that `aggregates` speak of.
pub(super) fn columns_of(aggregates: &[Aggregate]) -> impl Iterator<Item = &'static str> {
    aggregates.iter().map(|(column, _)| *column)
}

/// The features that `aggregates` describe, of the `rows` of a family.
pub(super) fn number_features(
    family: Family,
    rows: &Rows<'_>,
    aggregates: &[Aggregate],
) -> Vec<Part> {
    let columns: Vec<(&[f64], &[Statistic])> =
        aggregates.iter().map(|(column, wanted)| (rows.numbers(column), *wanted)).collect();
    let values = summarise(&columns, &rows.groups);
    let parts = |((column, wanted), values): (&Aggregate, Vec<Vec<f64>>)| {
        let part = |(statistic, values): (&Statistic, Vec<f64>)| {
            part(family, column, Category::None, *statistic, values)
        };
        wanted.iter().zip(values).map(part).collect::<Vec<_>>()
    };
    aggregates.iter().zip(values).flat_map(parts).collect()
}

/// The statistics `wanted` of every one-hot column of these columns of words, missing among them.
pub(super) fn category_features(
    family: Family,
    rows: &Rows<'_>,
    columns: &[&'static str],
    wanted: &[Statistic],
) -> Vec<Part> {
    let sizes = sizes(rows);
    let mut parts = Vec::new();
    for column in columns {
        let categories = rows.categories(column);
        let counts = counts(rows, column, categories.len());
        for (category, counts) in with_missing(categories).zip(counts) {
            for statistic in wanted {
                let values = sizes.iter().zip(&counts);
                let values = values.map(|(size, count)| of_flag(*statistic, *size, *count));
                let values = values.collect();
                parts.push(part(family, column, category.clone(), *statistic, values));
            }
        }
    }
    parts
}

/// How many rows a client has; missing for none, as everything else about such a client is.
pub(super) fn count_feature(family: Family, rows: &Rows<'_>) -> Part {
    let origin = Origin {
        family,
        column: "COUNT".to_owned(),
        category: Category::None,
        statistic: Some(Statistic::Rows),
    };
    Part::new(format!("{}COUNT", family.prefix()), origin, sizes(rows))
}

/// Each category, and missing last.
pub(super) fn with_missing(categories: &[String]) -> impl Iterator<Item = Category> {
    let words = categories.iter().map(|word| Category::Word(word.clone()));
    words.chain([Category::Missing])
}

/// How many rows each owner has; NaN for none.
fn sizes(rows: &Rows<'_>) -> Vec<f64> {
    let size = |rows: usize| if rows == 0 { f64::NAN } else { rows as f64 };
    rows.groups.iter().map(|(_, rows)| size(rows.len())).collect()
}

/// For each of `categories` and, last, for missing: how many rows of each owner hold it. Zero for
/// owners without rows.
fn counts(rows: &Rows<'_>, column: &str, categories: usize) -> Vec<Vec<f64>> {
    let codes = rows.codes(column);
    let mut counts = vec![vec![0.0; rows.owners()]; categories + 1];
    for (owner, rows) in rows.groups.iter() {
        for code in codes.get(rows).unwrap_or_default() {
            // Missing is code 0 and comes last; a word that nobody knows is in no column.
            let place = if *code == 0 { categories } else { *code as usize - 1 };
            let unknown = *code as usize == categories + 1;
            if let Some(count) = counts.get_mut(place).filter(|_| !unknown)
                && let Some(count) = count.get_mut(owner)
            {
                *count += 1.0;
            }
        }
    }
    counts
}

/// A statistic of `size` rows, `count` of which are 1 and the others 0; missing without rows.
fn of_flag(statistic: Statistic, size: f64, count: f64) -> f64 {
    if size.is_nan() {
        return f64::NAN;
    }
    match statistic {
        Statistic::Min => f64::from(count == size),
        Statistic::Max => f64::from(count > 0.0),
        Statistic::Mean => count / size,
        Statistic::Sum => count,
        Statistic::Variance if size < 2.0 => f64::NAN,
        Statistic::Variance => count * (size - count) / size / (size - 1.0),
        Statistic::Rows => size,
        Statistic::Distinct => f64::from(count > 0.0) + f64::from(count < size),
        // Flags are counted, and nobody knows in which order they stood.
        Statistic::Last | Statistic::Trend => f64::NAN,
    }
}

/// The feature of `values`, named after where it comes from.
fn part(
    family: Family,
    column: &str,
    category: Category,
    statistic: Statistic,
    values: Vec<f64>,
) -> Part {
    let name = format!("{}{column}{}_{}", family.prefix(), category.suffix(), statistic.suffix());
    let origin = Origin { family, column: column.to_owned(), category, statistic: Some(statistic) };
    Part::new(name, origin, values)
}
