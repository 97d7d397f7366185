//! Features of earlier credits month by month: loans, instalments, cards.
//!
//! Depends on the raw tables and on the aggregation.

use polars::prelude::IntoLazy as _;

use super::{
    aggregate::{Aggregate, Grouped, category_features, number_features},
    error::PrepareError,
    expressions::{INSTALMENTS as EXPRESSIONS, with_expressions},
    feature::{Category, Family, Feature, Origin},
    raw_table::OwnedTable,
    schema::Table,
    statistics::Statistic::{self, Distinct, Max, Mean, Min, Rows, Sum, Variance},
};

/// What is said of the months of point-of-sale and cash loans.
pub(super) const LOANS: &[Aggregate] = &[
    ("MONTHS_BALANCE", &[Max, Mean, Rows]),
    ("SK_DPD", &[Max, Mean]),
    ("SK_DPD_DEF", &[Max, Mean]),
];

/// What is said of instalments.
pub(super) const INSTALMENTS: &[Aggregate] = &[
    ("NUM_INSTALMENT_VERSION", &[Distinct]),
    ("DPD", &[Max, Mean, Sum]),
    ("DBD", &[Max, Mean, Sum]),
    ("PAYMENT_PERC", &[Max, Mean, Sum, Variance]),
    ("PAYMENT_DIFF", &[Max, Mean, Sum, Variance]),
    ("AMT_INSTALMENT", &[Max, Mean, Sum]),
    ("AMT_PAYMENT", &[Min, Max, Mean, Sum]),
    ("DAYS_ENTRY_PAYMENT", &[Max, Mean, Sum]),
];

/// What is said of every number and of every category of the months of credit cards.
pub(super) const CARD: &[Statistic] = &[Min, Max, Mean, Sum, Variance];

/// The features of the months of point-of-sale and cash loans.
pub(super) fn loan_features(table: &OwnedTable) -> Result<Vec<Feature>, PrepareError> {
    let rows = table.frame.clone().lazy();
    let mut features = number_features(Family::PosCash, rows, LOANS, table.owners)?;
    let words = Table::PosCashBalance.columns().words;
    features.extend(category_features(Family::PosCash, table, words, &[Mean])?);
    features.push(count_feature(Family::PosCash, table)?);
    Ok(features)
}

/// The features of instalments.
pub(super) fn instalment_features(table: &OwnedTable) -> Result<Vec<Feature>, PrepareError> {
    let rows = with_expressions(table.frame.clone().lazy(), EXPRESSIONS);
    let mut features = number_features(Family::Instalments, rows, INSTALMENTS, table.owners)?;
    features.push(count_feature(Family::Instalments, table)?);
    Ok(features)
}

/// The features of the months of credit cards.
pub(super) fn card_features(table: &OwnedTable) -> Result<Vec<Feature>, PrepareError> {
    let columns = Table::CreditCardBalance.columns();
    let numbers: Vec<Aggregate> = columns.numbers.iter().map(|column| (*column, CARD)).collect();
    let rows = table.frame.clone().lazy();
    let mut features = number_features(Family::Card, rows, &numbers, table.owners)?;
    features.extend(category_features(Family::Card, table, columns.words, CARD)?);
    features.push(count_feature(Family::Card, table)?);
    Ok(features)
}

/// How many rows a client has; missing for none, as everything else about such a client is.
fn count_feature(family: Family, table: &OwnedTable) -> Result<Feature, PrepareError> {
    let none: [&str; 0] = [];
    let sizes = Grouped::new(table.frame.clone().lazy(), none, table.owners)?.sizes();
    let origin = Origin {
        family,
        column: "COUNT".to_owned(),
        category: Category::None,
        statistic: Some(Rows),
    };
    Feature::new(&format!("{}COUNT", family.prefix()), origin, &sizes)
}
