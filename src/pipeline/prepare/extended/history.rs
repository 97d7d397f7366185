//! Features of the client's credits and instalments in recent windows.
//!
//! Depends on the expressions and on the aggregation. Windows end on the day of the application,
//! which is day 0 and month 0; days and months before it are negative.

use polars::prelude::{Expr, IntoLazy as _, LazyFrame, col, lit};

use crate::pipeline::prepare::{
    aggregate::{Aggregate, number_features},
    bureau::is_word,
    error::PrepareError,
    expressions::{Expression, INSTALMENTS, expression, flag, known_days, ratio, with_expressions},
    feature::{Family, Feature},
    previous::{APPROVED, REFUSED, STATUS},
    raw_table::OwnedTable,
    recency::{PLACE_FROM_END, in_time_order},
    statistics::Statistic::{Last, Max, Mean, Rows, Sum, Trend},
};

/// The windows of credits at other banks, in days.
const CREDIT_WINDOWS: [(Family, f64); 3] = [
    (Family::CreditsOfOneYear, 365.0),
    (Family::CreditsOfTwoYears, 730.0),
    (Family::CreditsOfThreeYears, 1_095.0),
];

/// What is said of the credits of a window: how many, how old, how large, what is owed.
const CREDITS: &[Aggregate] = &[
    ("DAYS_CREDIT", &[Mean, Rows]),
    ("AMT_CREDIT_SUM", &[Sum]),
    ("AMT_CREDIT_SUM_DEBT", &[Sum]),
    ("AMT_CREDIT_MAX_OVERDUE", &[Max]),
];

/// Columns of credits: how long before its planned end a credit was closed, in days.
const CREDIT_COLUMNS: &[Expression] =
    &[expression("DAYS_CLOSED_EARLY", &["DAYS_CREDIT_ENDDATE", "DAYS_ENDDATE_FACT"], || {
        col("DAYS_CREDIT_ENDDATE") - col("DAYS_ENDDATE_FACT")
    })];

/// Features of credits at other banks.
pub(in super::super) fn bureau_features(table: &OwnedTable) -> Result<Vec<Feature>, PrepareError> {
    let rows = || with_expressions(table.frame.clone().lazy(), CREDIT_COLUMNS);
    let early: &[Aggregate] = &[("DAYS_CLOSED_EARLY", &[Mean, Max])];
    let mut features = number_features(Family::Bureau, rows(), early, table.owners)?;
    for (family, days) in CREDIT_WINDOWS {
        let recent = rows().filter(col("DAYS_CREDIT").gt_eq(lit(-days)));
        features.extend(number_features(family, recent, CREDITS, table.owners)?);
    }
    Ok(features)
}

/// Columns of earlier applications: days of the code for "none" are missing.
const PREVIOUS_COLUMNS: &[Expression] = &[
    expression("DAYS_FIRST_DRAWING", &["DAYS_FIRST_DRAWING"], || known_days("DAYS_FIRST_DRAWING")),
    expression("DAYS_FIRST_DUE", &["DAYS_FIRST_DUE"], || known_days("DAYS_FIRST_DUE")),
    expression("DAYS_LAST_DUE_1ST_VERSION", &["DAYS_LAST_DUE_1ST_VERSION"], || {
        known_days("DAYS_LAST_DUE_1ST_VERSION")
    }),
    expression("DAYS_LAST_DUE", &["DAYS_LAST_DUE"], || known_days("DAYS_LAST_DUE")),
    expression("DAYS_TERMINATION", &["DAYS_TERMINATION"], || known_days("DAYS_TERMINATION")),
    // How long before what was first agreed the last instalment fell due, in days.
    expression("LAST_DUE_EARLY", &["DAYS_LAST_DUE_1ST_VERSION", "DAYS_LAST_DUE"], || {
        col("DAYS_LAST_DUE_1ST_VERSION") - col("DAYS_LAST_DUE")
    }),
    expression("APPLICATION_CREDIT_DIFF", &["AMT_APPLICATION", "AMT_CREDIT"], || {
        col("AMT_APPLICATION") - col("AMT_CREDIT")
    }),
    expression("APPLIED_1Y", &["DAYS_DECISION"], || within("DAYS_DECISION", 365.0)),
];

/// What is said of earlier applications.
const PREVIOUS: &[Aggregate] = &[
    ("APPLIED_1Y", &[Sum]),
    ("APPROVED_1Y", &[Sum]),
    ("REFUSED_1Y", &[Sum]),
    ("REFUSED_2Y", &[Sum]),
    ("LAST_DUE_EARLY", &[Mean, Max]),
    ("APPLICATION_CREDIT_DIFF", &[Mean]),
    ("DAYS_FIRST_DUE", &[Max]),
    ("DAYS_LAST_DUE", &[Max]),
    ("DAYS_TERMINATION", &[Max]),
    ("DAYS_FIRST_DRAWING", &[Max]),
];

/// Features of earlier applications.
pub(in super::super) fn previous_features(
    table: &OwnedTable,
) -> Result<Vec<Feature>, PrepareError> {
    let became = |word: &str, days: f64| {
        flag(is_word(table, STATUS, word)).fill_null(lit(0.0)) * within("DAYS_DECISION", days)
    };
    let rows = with_expressions(table.frame.clone().lazy(), PREVIOUS_COLUMNS).with_columns([
        became(APPROVED, 365.0).alias("APPROVED_1Y"),
        became(REFUSED, 365.0).alias("REFUSED_1Y"),
        became(REFUSED, 730.0).alias("REFUSED_2Y"),
    ]);
    number_features(Family::Previous, rows, PREVIOUS, table.owners)
}

/// What is said of the last months of point-of-sale and cash loans.
const LOAN_MONTHS: &[Aggregate] = &[("SK_DPD", &[Max, Mean]), ("SK_DPD_DEF", &[Max, Mean])];

/// What is said of all their months, in the order of time.
const LOANS: &[Aggregate] = &[("CNT_INSTALMENT_FUTURE", &[Mean, Last]), ("SK_DPD", &[Trend])];

/// Features of point-of-sale and cash loans.
pub(in super::super) fn loan_features(table: &OwnedTable) -> Result<Vec<Feature>, PrepareError> {
    let rows = in_time_order(table, "MONTHS_BALANCE")?.lazy();
    let mut features = number_features(Family::PosCash, rows.clone(), LOANS, table.owners)?;
    let year = rows.filter(months(12.0));
    features.extend(number_features(Family::PosCashOfOneYear, year, LOAN_MONTHS, table.owners)?);
    Ok(features)
}

/// The windows of instalments, in how many of them.
const INSTALMENT_WINDOWS: [(Family, u32); 3] = [
    (Family::LastSixInstalments, 6),
    (Family::LastTwelveInstalments, 12),
    (Family::LastTwentyFourInstalments, 24),
];

/// Columns of instalments: whether it was paid late, and whether less was paid than due.
const INSTALMENT_COLUMNS: &[Expression] = &[
    expression("LATE", &["DPD"], || flag(col("DPD").gt(lit(0.0)))),
    expression("SHORT", &["PAYMENT_DIFF"], || flag(col("PAYMENT_DIFF").gt(lit(0.0)))),
];

/// What is said of the instalments of a window.
const INSTALMENT_WINDOW: &[Aggregate] =
    &[("LATE", &[Mean]), ("SHORT", &[Mean]), ("DPD", &[Mean, Max, Trend])];

/// Features of instalments: the last ones are those that fell due last.
pub(in super::super) fn instalment_features(
    table: &OwnedTable,
) -> Result<Vec<Feature>, PrepareError> {
    let rows = in_time_order(table, "DAYS_INSTALMENT")?.lazy();
    let rows = with_expressions(with_expressions(rows, INSTALMENTS), INSTALMENT_COLUMNS);
    let all: &[Aggregate] = &[("LATE", &[Mean]), ("SHORT", &[Mean])];
    let mut features = number_features(Family::Instalments, rows.clone(), all, table.owners)?;
    for (family, count) in INSTALMENT_WINDOWS {
        let last = rows.clone().filter(col(PLACE_FROM_END).lt(lit(count)));
        features.extend(number_features(family, last, INSTALMENT_WINDOW, table.owners)?);
    }
    Ok(features)
}

/// Columns of months of credit cards: the share of the limit that is used.
const CARD_COLUMNS: &[Expression] =
    &[ratio("UTILISATION", &["AMT_BALANCE", "AMT_CREDIT_LIMIT_ACTUAL"])];

/// What is said of all months of credit cards, in the order of time.
const CARD: &[Aggregate] = &[("UTILISATION", &[Mean, Max, Last, Trend])];

/// What is said of their last months.
const CARD_MONTHS: &[Aggregate] = &[
    ("UTILISATION", &[Mean, Max, Trend]),
    ("AMT_BALANCE", &[Mean, Trend]),
    ("AMT_DRAWINGS_ATM_CURRENT", &[Sum]),
    ("SK_DPD", &[Max]),
];

/// Features of credit cards. A month whose limit is 0 has no utilisation.
pub(in super::super) fn card_features(table: &OwnedTable) -> Result<Vec<Feature>, PrepareError> {
    let rows = in_time_order(table, "MONTHS_BALANCE")?.lazy();
    let rows: LazyFrame =
        with_expressions(rows, CARD_COLUMNS).with_columns([finite("UTILISATION")]);
    let mut features = number_features(Family::Card, rows.clone(), CARD, table.owners)?;
    let year = rows.filter(months(12.0));
    features.extend(number_features(Family::CardOfOneYear, year, CARD_MONTHS, table.owners)?);
    Ok(features)
}

/// 1 where the day of `column` is at most `days` before the application, else 0.
fn within(column: &str, days: f64) -> Expr {
    flag(col(column).gt_eq(lit(-days))).fill_null(lit(0.0))
}

/// Whether a month is one of the last `count`, the month of the application not counted.
fn months(count: f64) -> Expr {
    col("MONTHS_BALANCE").gt_eq(lit(-count))
}

/// `column` without infinities: of one month they would hide all the others of the client.
fn finite(column: &str) -> Expr {
    let number = col(column);
    polars::prelude::when(number.clone().is_finite())
        .then(number)
        .otherwise(lit(polars::prelude::NULL).cast(polars::prelude::DataType::Float64))
        .alias(column)
}
