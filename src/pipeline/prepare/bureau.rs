//! Features of the credits that other banks reported to the credit bureau.
//!
//! Depends on the raw tables and on the aggregation. The monthly statuses are summarised by credit
//! first, then with the credits by client.

use polars::prelude::{IntoLazy as _, LazyFrame, col, lit};

use super::{
    aggregate::{Aggregate, Grouped, category_features, number_features, with_missing},
    error::PrepareError,
    feature::{Family, Feature, Origin},
    raw_table::{OwnedTable, number_column},
    statistics::Statistic::{self, Max, Mean, Min, Rows, Sum, Variance},
};

/// What is said of the credits themselves.
pub(super) const CREDITS: &[Aggregate] = &[
    ("DAYS_CREDIT", &[Min, Max, Mean, Variance]),
    ("DAYS_CREDIT_ENDDATE", &[Min, Max, Mean]),
    ("DAYS_CREDIT_UPDATE", &[Mean]),
    ("CREDIT_DAY_OVERDUE", &[Max, Mean]),
    ("AMT_CREDIT_MAX_OVERDUE", &[Mean]),
    ("AMT_CREDIT_SUM", &[Max, Mean, Sum]),
    ("AMT_CREDIT_SUM_DEBT", &[Max, Mean, Sum]),
    ("AMT_CREDIT_SUM_OVERDUE", &[Mean]),
    ("AMT_CREDIT_SUM_LIMIT", &[Mean, Sum]),
    ("AMT_ANNUITY", &[Max, Mean]),
    ("CNT_CREDIT_PROLONG", &[Sum]),
];

/// What is said of the months of the credits, which [`Months::add_to`] puts beside them.
pub(super) const MONTHS: &[Aggregate] = &[
    ("MONTHS_BALANCE_MIN", &[Min]),
    ("MONTHS_BALANCE_MAX", &[Max]),
    ("MONTHS_BALANCE_SIZE", &[Mean, Sum]),
];

/// The columns of words.
pub(super) const WORDS: &[&str] = &["CREDIT_ACTIVE", "CREDIT_CURRENCY", "CREDIT_TYPE"];

/// The column that tells running from closed credits, and its words for them.
const STATE: &str = "CREDIT_ACTIVE";
const ACTIVE: &str = "Active";
const CLOSED: &str = "Closed";

/// The monthly status of a credit.
const STATUS: &str = "STATUS";

/// The summary of the months of each credit.
pub(super) struct Months {
    /// The statuses that there are.
    pub(super) statuses: Vec<String>,
    columns: Vec<(String, Vec<f64>)>,
}

impl Months {
    /// Summarises the months of each credit; `balance` belongs to credits in their order.
    pub(super) fn of(balance: &OwnedTable) -> Result<Self, PrepareError> {
        let statuses = balance.categories.get(STATUS).cloned().unwrap_or_default();
        let rows = balance.frame.clone().lazy();
        let grouped = Grouped::new(rows, ["MONTHS_BALANCE", STATUS], balance.owners)?;
        let wanted: &[Statistic] = &[Min, Max, Rows];
        let months = grouped.statistics("MONTHS_BALANCE", wanted)?;
        let named = wanted.iter().map(|statistic| format!("MONTHS_BALANCE_{}", statistic.suffix()));
        let mut columns: Vec<(String, Vec<f64>)> = named.zip(months).collect();
        let sizes = grouped.sizes();
        let counts = grouped.counts(STATUS, statuses.len())?;
        for (status, counts) in with_missing(&statuses).zip(counts) {
            let shares = counts.iter().zip(&sizes).map(|(count, size)| count / size).collect();
            columns.push((share_column(&status), shares));
        }
        Ok(Self { statuses, columns })
    }

    /// Puts the summaries beside the credits, which stand in the order that they were made for.
    pub(super) fn add_to(&self, credits: &mut OwnedTable) -> Result<(), PrepareError> {
        let columns: Vec<_> =
            self.columns.iter().map(|(name, values)| number_column(name, values)).collect();
        credits.frame.hstack_mut(&columns)?;
        Ok(())
    }
}

/// The name of the column that holds how often a credit had `status`.
fn share_column(status: &super::feature::Category) -> String {
    format!("{STATUS}{}_MEAN", status.suffix())
}

/// The features of all credits, of those that run and of those that are closed. `months` is `None`
/// when there is no table of months.
pub(super) fn features(
    credits: &OwnedTable,
    months: Option<&Months>,
) -> Result<Vec<Feature>, PrepareError> {
    let all = || credits.frame.clone().lazy();
    let mut numbers = CREDITS.to_vec();
    numbers.extend(months.iter().flat_map(|_| MONTHS));
    let owners = credits.owners;
    let mut features = number_features(Family::Bureau, all(), &numbers, owners)?;
    features.extend(category_features(Family::Bureau, credits, WORDS, &[Mean])?);
    if let Some(months) = months {
        features.extend(status_features(all(), months, owners)?);
    }
    for (family, word) in [(Family::ActiveCredits, ACTIVE), (Family::ClosedCredits, CLOSED)] {
        let some = all().filter(is_word(credits, STATE, word));
        features.extend(number_features(family, some, &numbers, owners)?);
    }
    Ok(features)
}

/// The mean over a client's credits of how often each had a status.
fn status_features(
    credits: LazyFrame,
    months: &Months,
    owners: usize,
) -> Result<Vec<Feature>, PrepareError> {
    let statuses: Vec<_> = with_missing(&months.statuses).collect();
    let grouped = Grouped::new(credits, statuses.iter().map(share_column), owners)?;
    let mut features = Vec::new();
    for status in statuses {
        let column = share_column(&status);
        let means = grouped.statistics(&column, &[Mean])?.pop().unwrap_or_default();
        let name = format!("{}{column}_{}", Family::Bureau.prefix(), Mean.suffix());
        let origin = Origin {
            family: Family::Bureau,
            column: STATUS.to_owned(),
            category: status,
            statistic: Some(Mean),
        };
        features.push(Feature::new(&name, origin, &means)?);
    }
    Ok(features)
}

/// Whether a row of `table` holds `word`; never when no row does.
pub(super) fn is_word(
    table: &OwnedTable,
    column: &'static str,
    word: &str,
) -> polars::prelude::Expr {
    let words = table.categories.get(column).map(Vec::as_slice).unwrap_or_default();
    match words.iter().position(|other| other == word) {
        Some(place) => col(column).eq(lit(place as u16 + 1)),
        None => lit(false),
    }
}
