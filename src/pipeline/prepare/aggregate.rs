//! From many rows a client to one: statistics of numbers, shares of categories.
//!
//! Depends on the rows, on the sheet that features are put on, and on [`super::statistics`] for what is said of a client's rows together.

use super::{
    feature::{Category, Family, Origin},
    rows::Rows,
    sheet::Sheet,
    statistics::{Statistic, summarise},
};

/// A column of numbers, and what is said of it.
pub(super) type Aggregate = (&'static str, &'static [Statistic]);

/// The columns that `aggregates` speak of.
pub(super) fn columns_of(aggregates: &[Aggregate]) -> impl Iterator<Item = &'static str> {
    aggregates.iter().map(|(column, _)| *column)
}

/// Puts the features that `aggregates` describe on `sheet`, of the `rows` of a family.
pub(super) fn number_features(
    sheet: &mut Sheet,
    family: Family,
    rows: &Rows<'_>,
    aggregates: &[Aggregate],
) {
    let columns: Vec<(&[f64], &[Statistic])> =
        aggregates.iter().map(|(column, wanted)| (rows.numbers(column), *wanted)).collect();
    let values = summarise(&columns, &rows.groups);
    for ((column, wanted), values) in aggregates.iter().zip(values) {
        for (statistic, values) in wanted.iter().zip(values) {
            sheet.put(|| described(family, column, Category::None, *statistic), &values);
        }
    }
}

/// Puts the statistics `wanted` of every one-hot column of these columns of words on `sheet`, missing
/// among them.
pub(super) fn category_features(
    sheet: &mut Sheet,
    family: Family,
    rows: &Rows<'_>,
    columns: &[&'static str],
    wanted: &[Statistic],
) {
    let sizes = sizes(rows);
    let mut values = Vec::with_capacity(sizes.len());
    for column in columns {
        let categories = rows.categories(column);
        let counts = counts(rows, column, categories.len());
        for (place, counts) in counts.chunks_exact(sizes.len().max(1)).enumerate() {
            let category = || match categories.get(place) {
                Some(word) => Category::Word(word.clone()),
                None => Category::Missing,
            };
            for statistic in wanted {
                values.clear();
                let each = sizes.iter().zip(counts);
                values.extend(each.map(|(size, count)| of_flag(*statistic, *size, *count)));
                sheet.put(|| described(family, column, category(), *statistic), &values);
            }
        }
    }
}

/// Puts on `sheet` how many rows a client has; missing for none, as everything else about such a client
/// is.
pub(super) fn count_feature(sheet: &mut Sheet, family: Family, rows: &Rows<'_>) {
    let described = || {
        let origin = Origin {
            family,
            column: "COUNT".to_owned(),
            category: Category::None,
            statistic: Some(Statistic::Rows),
        };
        (format!("{}COUNT", family.prefix()), origin)
    };
    sheet.put(described, &sizes(rows));
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
fn counts(rows: &Rows<'_>, column: &str, categories: usize) -> Vec<f64> {
    let (codes, owners) = (rows.codes(column), rows.owners());
    let mut counts = vec![0.0; owners * (categories + 1)];
    for (owner, rows) in rows.groups.iter() {
        for code in codes.get(rows).unwrap_or_default() {
            // Missing is code 0 and comes last; a word that nobody knows is in no column.
            let place = if *code == 0 { categories } else { *code as usize - 1 };
            let unknown = *code as usize == categories + 1;
            if let Some(count) = counts.get_mut(place * owners + owner).filter(|_| !unknown) {
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

/// What a feature is called, after where it comes from.
pub(super) fn described(
    family: Family,
    column: &str,
    category: Category,
    statistic: Statistic,
) -> (String, Origin) {
    let name = format!("{}{column}{}_{}", family.prefix(), category.suffix(), statistic.suffix());
    let origin = Origin { family, column: column.to_owned(), category, statistic: Some(statistic) };
    (name, origin)
}
