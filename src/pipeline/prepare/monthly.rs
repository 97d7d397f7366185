//! Features of earlier credits month by month: loans, instalments, cards.
//!
//! Depends on the rows and on the aggregation.

use super::{
    aggregate::{Aggregate, category_features, count_feature, number_features},
    expressions::INSTALMENTS as EXPRESSIONS,
    feature::Family,
    rows::Rows,
    schema::Table,
    sheet::Sheet,
    statistics::Statistic::{self, Distinct, Max, Mean, Min, Rows as Count, Sum, Variance},
};

/// What is said of the months of point-of-sale and cash loans.
pub(super) const LOANS: &[Aggregate] = &[
    ("MONTHS_BALANCE", &[Max, Mean, Count]),
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
pub(super) fn loan_features(rows: &Rows<'_>, sheet: &mut Sheet) {
    number_features(sheet, Family::PosCash, rows, LOANS);
    let words = Table::PosCashBalance.columns().words;
    category_features(sheet, Family::PosCash, rows, words, &[Mean]);
    count_feature(sheet, Family::PosCash, rows);
}

/// The features of instalments.
pub(super) fn instalment_features(rows: &Rows<'_>, sheet: &mut Sheet) {
    number_features(sheet, Family::Instalments, &rows.clone().with(EXPRESSIONS), INSTALMENTS);
    count_feature(sheet, Family::Instalments, rows);
}

/// The features of the months of credit cards.
pub(super) fn card_features(rows: &Rows<'_>, sheet: &mut Sheet) {
    let columns = Table::CreditCardBalance.columns();
    let numbers: Vec<Aggregate> = columns.numbers.iter().map(|column| (*column, CARD)).collect();
    number_features(sheet, Family::Card, rows, &numbers);
    category_features(sheet, Family::Card, rows, columns.words, CARD);
    count_feature(sheet, Family::Card, rows);
}
