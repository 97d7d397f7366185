//! Features of the client's credits and instalments in recent windows.
//!
//! Depends on the expressions, the rows and the aggregation. Windows end on the day of the application,
//! which is day 0 and month 0; days and months before it are negative.

use crate::pipeline::prepare::{
    aggregate::{Aggregate, columns_of, number_features},
    expressions::{Expression, INSTALMENTS, difference, flag, known_days, one, two},
    feature::Family,
    previous::{APPROVED, REFUSED, STATUS},
    rows::Rows,
    sheet::Sheet,
    statistics::Statistic::{Last, Max, Mean, Rows as Count, Sum, Trend},
};

/// The windows of credits at other banks, in days.
const CREDIT_WINDOWS: [(Family, f64); 3] = [
    (Family::CreditsOfOneYear, 365.0),
    (Family::CreditsOfTwoYears, 730.0),
    (Family::CreditsOfThreeYears, 1_095.0),
];

/// What is said of the credits of a window: how many, how old, how large, what is owed.
const CREDITS: &[Aggregate] = &[
    ("DAYS_CREDIT", &[Mean, Count]),
    ("AMT_CREDIT_SUM", &[Sum]),
    ("AMT_CREDIT_SUM_DEBT", &[Sum]),
    ("AMT_CREDIT_MAX_OVERDUE", &[Max]),
];

/// Columns of credits: how long before its planned end a credit was closed, in days.
const CREDIT_COLUMNS: &[Expression] =
    &[difference("DAYS_CLOSED_EARLY", &["DAYS_CREDIT_ENDDATE", "DAYS_ENDDATE_FACT"])];

/// Features of credits at other banks.
pub(in super::super) fn bureau_features(rows: &Rows<'_>, sheet: &mut Sheet) {
    let rows = rows.clone().with(CREDIT_COLUMNS);
    let early: &[Aggregate] = &[("DAYS_CLOSED_EARLY", &[Mean, Max])];
    number_features(sheet, Family::Bureau, &rows, early);
    for (family, days) in CREDIT_WINDOWS {
        let recent = rows.keep(columns_of(CREDITS), at_least(rows.numbers("DAYS_CREDIT"), -days));
        number_features(sheet, family, &recent, CREDITS);
    }
}

/// Columns of earlier applications: days of the code for "none" are missing.
const PREVIOUS_COLUMNS: &[Expression] = &[
    one("DAYS_FIRST_DRAWING", &["DAYS_FIRST_DRAWING"], known_days),
    one("DAYS_FIRST_DUE", &["DAYS_FIRST_DUE"], known_days),
    one("DAYS_LAST_DUE_1ST_VERSION", &["DAYS_LAST_DUE_1ST_VERSION"], known_days),
    one("DAYS_LAST_DUE", &["DAYS_LAST_DUE"], known_days),
    one("DAYS_TERMINATION", &["DAYS_TERMINATION"], known_days),
    // How long before what was first agreed the last instalment fell due, in days.
    difference("LAST_DUE_EARLY", &["DAYS_LAST_DUE_1ST_VERSION", "DAYS_LAST_DUE"]),
    difference("APPLICATION_CREDIT_DIFF", &["AMT_APPLICATION", "AMT_CREDIT"]),
    one("APPLIED_1Y", &["DAYS_DECISION"], |day| within(day, 365.0)),
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
pub(in super::super) fn previous_features(rows: &Rows<'_>, sheet: &mut Sheet) {
    let mut rows = rows.clone().with(PREVIOUS_COLUMNS);
    for (name, word, days) in [
        ("APPROVED_1Y", APPROVED, 365.0),
        ("REFUSED_1Y", REFUSED, 365.0),
        ("REFUSED_2Y", REFUSED, 730.0),
    ] {
        let became = rows.is_word(STATUS, word);
        let decided = rows.numbers("DAYS_DECISION").iter().enumerate();
        let column = decided.map(|(row, day)| flag(became(row)) * within(*day, days)).collect();
        drop(became);
        rows.numbers.put(name, column);
    }
    number_features(sheet, Family::Previous, &rows, PREVIOUS);
}

/// What is said of the last months of point-of-sale and cash loans.
const LOAN_MONTHS: &[Aggregate] = &[("SK_DPD", &[Max, Mean]), ("SK_DPD_DEF", &[Max, Mean])];

/// What is said of all their months, in the order of time.
const LOANS: &[Aggregate] = &[("CNT_INSTALMENT_FUTURE", &[Mean, Last]), ("SK_DPD", &[Trend])];

/// Features of point-of-sale and cash loans.
pub(in super::super) fn loan_features(rows: &Rows<'_>, sheet: &mut Sheet) {
    let rows = rows.in_time_order("MONTHS_BALANCE");
    number_features(sheet, Family::PosCash, &rows, LOANS);
    let year = rows.keep(columns_of(LOAN_MONTHS), last_months(&rows, 12.0));
    number_features(sheet, Family::PosCashOfOneYear, &year, LOAN_MONTHS);
}

/// The windows of instalments, in how many of them.
const INSTALMENT_WINDOWS: [(Family, u32); 3] = [
    (Family::LastSixInstalments, 6),
    (Family::LastTwelveInstalments, 12),
    (Family::LastTwentyFourInstalments, 24),
];

/// Columns of instalments: whether it was paid late, and whether less was paid than due.
const INSTALMENT_COLUMNS: &[Expression] = &[
    one("LATE", &["DPD"], |days| flag(days > 0.0)),
    one("SHORT", &["PAYMENT_DIFF"], |less| if less.is_nan() { less } else { flag(less > 0.0) }),
];

/// What is said of the instalments of a window.
const INSTALMENT_WINDOW: &[Aggregate] =
    &[("LATE", &[Mean]), ("SHORT", &[Mean]), ("DPD", &[Mean, Max, Trend])];

/// Features of instalments: the last ones are those that fell due last.
pub(in super::super) fn instalment_features(rows: &Rows<'_>, sheet: &mut Sheet) {
    let rows = rows.in_time_order("DAYS_INSTALMENT").with(INSTALMENTS).with(INSTALMENT_COLUMNS);
    let all: &[Aggregate] = &[("LATE", &[Mean]), ("SHORT", &[Mean])];
    number_features(sheet, Family::Instalments, &rows, all);
    for (family, count) in INSTALMENT_WINDOWS {
        let is_last = |row: usize| rows.place_from_end.get(row).is_some_and(|place| *place < count);
        let last = rows.keep(columns_of(INSTALMENT_WINDOW), is_last);
        number_features(sheet, family, &last, INSTALMENT_WINDOW);
    }
}

/// Columns of months of credit cards: the share of the limit that is used.
const CARD_COLUMNS: &[Expression] =
    &[two("UTILISATION", &["AMT_BALANCE", "AMT_CREDIT_LIMIT_ACTUAL"], |balance, limit| {
        // Of one month an infinity would hide all the others of the client.
        let share = balance / limit;
        if share.is_finite() { share } else { f64::NAN }
    })];

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
pub(in super::super) fn card_features(rows: &Rows<'_>, sheet: &mut Sheet) {
    let rows = rows.in_time_order("MONTHS_BALANCE").with(CARD_COLUMNS);
    number_features(sheet, Family::Card, &rows, CARD);
    let year = rows.keep(columns_of(CARD_MONTHS), last_months(&rows, 12.0));
    number_features(sheet, Family::CardOfOneYear, &year, CARD_MONTHS);
}

/// 1 where `day` is at most `days` before the application, else 0; 0 where it is missing.
fn within(day: f64, days: f64) -> f64 {
    flag(day >= -days)
}

/// Whether the month of a row is one of the last `count`, the month of the application not counted.
fn last_months<'r>(rows: &'r Rows<'_>, count: f64) -> impl Fn(usize) -> bool + 'r {
    at_least(rows.numbers("MONTHS_BALANCE"), -count)
}

/// Whether the number of a row is at least `least`; not when it is missing.
fn at_least(numbers: &[f64], least: f64) -> impl Fn(usize) -> bool {
    move |row| numbers.get(row).is_some_and(|number| *number >= least)
}
