//! Features of the client's earlier applications at this bank.
//!
//! Depends on the rows and on the aggregation.

use super::{
    aggregate::{Aggregate, category_features, columns_of, number_features},
    expressions::PREVIOUS_APPLICATION,
    feature::Family,
    rows::Rows,
    schema::Table,
    sheet::Sheet,
    statistics::Statistic::{Max, Mean, Min, Sum, Variance},
};

/// What is said of the numbers.
pub(super) const NUMBERS: &[Aggregate] = &[
    ("AMT_ANNUITY", &[Min, Max, Mean]),
    ("AMT_APPLICATION", &[Min, Max, Mean]),
    ("AMT_CREDIT", &[Min, Max, Mean]),
    ("APP_CREDIT_PERC", &[Min, Max, Mean, Variance]),
    ("AMT_DOWN_PAYMENT", &[Min, Max, Mean]),
    ("AMT_GOODS_PRICE", &[Min, Max, Mean]),
    ("HOUR_APPR_PROCESS_START", &[Min, Max, Mean]),
    ("RATE_DOWN_PAYMENT", &[Min, Max, Mean]),
    ("DAYS_DECISION", &[Min, Max, Mean]),
    ("CNT_PAYMENT", &[Mean, Sum]),
];

/// What became of an application, and the words for the two that are looked at apart.
pub(super) const STATUS: &str = "NAME_CONTRACT_STATUS";
pub(super) const APPROVED: &str = "Approved";
pub(super) const REFUSED: &str = "Refused";

/// The features of all earlier applications, of the approved and of the refused ones.
pub(super) fn features(rows: &Rows<'_>, sheet: &mut Sheet) {
    let all = rows.clone().with(PREVIOUS_APPLICATION);
    number_features(sheet, Family::Previous, &all, NUMBERS);
    let words = Table::PreviousApplication.columns().words;
    category_features(sheet, Family::Previous, &all, words, &[Mean]);
    for (family, word) in [(Family::Approved, APPROVED), (Family::Refused, REFUSED)] {
        let some = all.keep(columns_of(NUMBERS), all.is_word(STATUS, word));
        number_features(sheet, family, &some, NUMBERS);
    }
}
