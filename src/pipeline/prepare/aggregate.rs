//! From many rows a client to one: statistics of numbers, shares of categories.
//!
//! Depends on polars lazy queries for what is computed row by row (expressions and filters), and on
//! [`super::statistics`] for what is said of a client's rows together.

use polars::prelude::{DataFrame, IntoLazy as _, LazyFrame, col};
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use super::{
    error::PrepareError,
    feature::{Category, Family, Feature, Origin},
    groups::Groups,
    raw_table::{OWNER, OwnedTable},
    statistics::{Statistic, summarise},
};

/// A column of numbers, and what is said of it.
pub(super) type Aggregate = (&'static str, &'static [Statistic]);

/// Rows with their owners, ready to be summarised.
pub(super) struct Grouped {
    frame: DataFrame,
    groups: Groups,
}

impl Grouped {
    /// The `columns` of `rows`, which are sorted by [`OWNER`], for `owners` owners.
    pub(super) fn new(
        rows: LazyFrame,
        columns: impl IntoIterator<Item = impl AsRef<str>>,
        owners: usize,
    ) -> Result<Self, PrepareError> {
        let mut wanted = vec![col(OWNER)];
        wanted.extend(columns.into_iter().map(|column| col(column.as_ref())));
        let frame = rows.select(wanted).collect()?;
        let owner: Vec<u32> = frame.column(OWNER)?.u32()?.into_no_null_iter().collect();
        Ok(Self { groups: Groups::of_owners(&owner, owners), frame })
    }

    /// The statistics of a column of numbers, one vector each; NaN for owners without rows.
    pub(super) fn statistics(
        &self,
        column: &str,
        wanted: &[Statistic],
    ) -> Result<Vec<Vec<f64>>, PrepareError> {
        Ok(summarise(&self.numbers(column)?, &self.groups, wanted))
    }

    /// How many rows each owner has; NaN for none.
    pub(super) fn sizes(&self) -> Vec<f64> {
        let size = |rows: usize| if rows == 0 { f64::NAN } else { rows as f64 };
        self.groups.iter().map(|(_, rows)| size(rows.len())).collect()
    }

    /// For each of `categories` and, last, for missing: how many rows of each owner hold it. Zero
    /// for owners without rows.
    pub(super) fn counts(
        &self,
        column: &str,
        categories: usize,
    ) -> Result<Vec<Vec<f64>>, PrepareError> {
        let codes = self.frame.column(column)?.u16()?;
        let codes: Vec<u16> = codes.iter().map(|code| code.unwrap_or(0)).collect();
        let mut counts = vec![vec![0.0; self.groups.count()]; categories + 1];
        for (owner, rows) in self.groups.iter() {
            for code in codes.get(rows).unwrap_or_default() {
                // Missing is code 0 and comes last; a word that nobody knows is in no column.
                let place = if *code == 0 { categories } else { usize::from(*code) - 1 };
                let unknown = usize::from(*code) == categories + 1;
                if let Some(count) = counts.get_mut(place).filter(|_| !unknown)
                    && let Some(count) = count.get_mut(owner)
                {
                    *count += 1.0;
                }
            }
        }
        Ok(counts)
    }

    fn numbers(&self, column: &str) -> Result<Vec<f64>, PrepareError> {
        let numbers = self.frame.column(column)?.f64()?;
        Ok(numbers.iter().map(|number| number.unwrap_or(f64::NAN)).collect())
    }
}

/// The features that `aggregates` describe, of the `rows` of a family.
pub(super) fn number_features(
    family: Family,
    rows: LazyFrame,
    aggregates: &[Aggregate],
    owners: usize,
) -> Result<Vec<Feature>, PrepareError> {
    let grouped = Grouped::new(rows, aggregates.iter().map(|(column, _)| *column), owners)?;
    let features: Vec<Vec<Feature>> = aggregates
        .par_iter()
        .map(|(column, wanted)| {
            let values = wanted.iter().zip(grouped.statistics(column, wanted)?);
            let feature = |(statistic, values): (&Statistic, Vec<f64>)| {
                feature(family, column, Category::None, *statistic, &values)
            };
            values.map(feature).collect()
        })
        .collect::<Result<_, PrepareError>>()?;
    Ok(features.into_iter().flatten().collect())
}

/// The statistics `wanted` of every one-hot column of every column of words of `table`, missing
/// among them.
pub(super) fn category_features(
    family: Family,
    table: &OwnedTable,
    columns: &[&'static str],
    wanted: &[Statistic],
) -> Result<Vec<Feature>, PrepareError> {
    let grouped = Grouped::new(table.frame.clone().lazy(), columns, table.owners)?;
    let sizes = grouped.sizes();
    let features: Vec<Vec<Feature>> = columns
        .par_iter()
        .map(|column| {
            let categories = table.categories.get(column).map(Vec::as_slice).unwrap_or_default();
            let counts = grouped.counts(column, categories.len())?;
            let mut features = Vec::new();
            for (category, counts) in with_missing(categories).zip(counts) {
                for statistic in wanted {
                    let values = sizes.iter().zip(&counts);
                    let values = values.map(|(size, count)| of_flag(*statistic, *size, *count));
                    let values: Vec<f64> = values.collect();
                    features.push(feature(family, column, category.clone(), *statistic, &values)?);
                }
            }
            Ok(features)
        })
        .collect::<Result<_, PrepareError>>()?;
    Ok(features.into_iter().flatten().collect())
}

/// Each category, and missing last.
pub(super) fn with_missing(categories: &[String]) -> impl Iterator<Item = Category> {
    let words = categories.iter().map(|word| Category::Word(word.clone()));
    words.chain([Category::Missing])
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
pub(super) fn feature(
    family: Family,
    column: &str,
    category: Category,
    statistic: Statistic,
    values: &[f64],
) -> Result<Feature, PrepareError> {
    let name = format!("{}{column}{}_{}", family.prefix(), category.suffix(), statistic.suffix());
    let origin = Origin { family, column: column.to_owned(), category, statistic: Some(statistic) };
    Feature::new(&name, origin, values)
}
