//! Features of the application, and of the application beside the client's history.
//!
//! Depends on expressions alone.

use crate::pipeline::prepare::expressions::{Expression, any, difference, ratio, three, two};

const SCORES: &[&str; 3] = &["EXT_SOURCE_1", "EXT_SOURCE_2", "EXT_SOURCE_3"];

/// The documents that an applicant may hand in.
const DOCUMENTS: &[&str] = &[
    "FLAG_DOCUMENT_2",
    "FLAG_DOCUMENT_3",
    "FLAG_DOCUMENT_4",
    "FLAG_DOCUMENT_5",
    "FLAG_DOCUMENT_6",
    "FLAG_DOCUMENT_7",
    "FLAG_DOCUMENT_8",
    "FLAG_DOCUMENT_9",
    "FLAG_DOCUMENT_10",
    "FLAG_DOCUMENT_11",
    "FLAG_DOCUMENT_12",
    "FLAG_DOCUMENT_13",
    "FLAG_DOCUMENT_14",
    "FLAG_DOCUMENT_15",
    "FLAG_DOCUMENT_16",
    "FLAG_DOCUMENT_17",
    "FLAG_DOCUMENT_18",
    "FLAG_DOCUMENT_19",
    "FLAG_DOCUMENT_20",
    "FLAG_DOCUMENT_21",
];

/// Where the addresses that an applicant gives differ.
const ADDRESSES: &[&str] = &[
    "REG_REGION_NOT_LIVE_REGION",
    "REG_REGION_NOT_WORK_REGION",
    "LIVE_REGION_NOT_WORK_REGION",
    "REG_CITY_NOT_LIVE_CITY",
    "REG_CITY_NOT_WORK_CITY",
    "LIVE_CITY_NOT_WORK_CITY",
];

/// Features of the application.
pub(in super::super) const APPLICATION: &[Expression] = &[
    // The three external scores; those that are missing are skipped in mean, least and largest.
    any("EXT_SOURCES_COUNT", SCORES, |scores| given(scores).count() as f64),
    any("EXT_SOURCES_MEAN", SCORES, |scores| total(given(scores)) / given(scores).count() as f64),
    any("EXT_SOURCES_MIN", SCORES, least),
    any("EXT_SOURCES_MAX", SCORES, largest),
    any("EXT_SOURCES_RANGE", SCORES, |scores| largest(scores) - least(scores)),
    three("EXT_SOURCES_PROD", SCORES, |first, second, third| first * second * third),
    two("EXT_SOURCES_1_2_PROD", &["EXT_SOURCE_1", "EXT_SOURCE_2"], |first, second| first * second),
    two("EXT_SOURCES_1_3_PROD", &["EXT_SOURCE_1", "EXT_SOURCE_3"], |first, third| first * third),
    two("EXT_SOURCES_2_3_PROD", &["EXT_SOURCE_2", "EXT_SOURCE_3"], |second, third| second * third),
    // The second and the third score say more than the first.
    three("EXT_SOURCES_WEIGHTED", SCORES, |first, second, third| {
        2.0 * first + 3.0 * second + 4.0 * third
    }),
    // The amounts among each other, and against the applicant's time.
    ratio("CREDIT_GOODS_RATIO", &["AMT_CREDIT", "AMT_GOODS_PRICE"]),
    difference("CREDIT_GOODS_DIFF", &["AMT_CREDIT", "AMT_GOODS_PRICE"]),
    ratio("CREDIT_ANNUITY_RATIO", &["AMT_CREDIT", "AMT_ANNUITY"]),
    ratio("GOODS_ANNUITY_RATIO", &["AMT_GOODS_PRICE", "AMT_ANNUITY"]),
    ratio("GOODS_INCOME_RATIO", &["AMT_GOODS_PRICE", "AMT_INCOME_TOTAL"]),
    ratio("CREDIT_INCOME_RATIO", &["AMT_CREDIT", "AMT_INCOME_TOTAL"]),
    two("INCOME_PER_CHILD", &["AMT_INCOME_TOTAL", "CNT_CHILDREN"], |income, children| {
        income / (1.0 + children)
    }),
    per_day("INCOME_BIRTH_DAYS_RATIO", &["AMT_INCOME_TOTAL", "DAYS_BIRTH"]),
    per_day("INCOME_EMPLOYED_DAYS_RATIO", &["AMT_INCOME_TOTAL", "DAYS_EMPLOYED"]),
    per_day("CREDIT_BIRTH_DAYS_RATIO", &["AMT_CREDIT", "DAYS_BIRTH"]),
    per_day("CAR_BIRTH_DAYS_RATIO", &["OWN_CAR_AGE", "DAYS_BIRTH"]),
    per_day("CAR_EMPLOYED_DAYS_RATIO", &["OWN_CAR_AGE", "DAYS_EMPLOYED"]),
    ratio("ID_BIRTH_RATIO", &["DAYS_ID_PUBLISH", "DAYS_BIRTH"]),
    ratio("PHONE_BIRTH_RATIO", &["DAYS_LAST_PHONE_CHANGE", "DAYS_BIRTH"]),
    ratio("CHILDREN_RATIO", &["CNT_CHILDREN", "CNT_FAM_MEMBERS"]),
    any("DOCUMENT_COUNT", DOCUMENTS, |documents| total(documents.iter().copied())),
    any("ADDRESS_MISMATCHES", ADDRESSES, |differ| total(differ.iter().copied())),
];

/// Features of the application beside the client's history, which the base recipe has summarised.
pub(in super::super) const CLIENT: &[Expression] = &[
    ratio(
        "ACTIVE_DEBT_CREDIT_RATIO",
        &["ACTIVE_AMT_CREDIT_SUM_DEBT_SUM", "ACTIVE_AMT_CREDIT_SUM_SUM"],
    ),
    ratio("BURO_DEBT_CREDIT_RATIO", &["BURO_AMT_CREDIT_SUM_DEBT_SUM", "BURO_AMT_CREDIT_SUM_SUM"]),
    ratio("ACTIVE_DEBT_INCOME_RATIO", &["ACTIVE_AMT_CREDIT_SUM_DEBT_SUM", "AMT_INCOME_TOTAL"]),
    ratio("CREDIT_ACTIVE_DEBT_RATIO", &["AMT_CREDIT", "ACTIVE_AMT_CREDIT_SUM_DEBT_SUM"]),
    ratio("CREDIT_APPROVED_RATIO", &["AMT_CREDIT", "APPROVED_AMT_CREDIT_MAX"]),
    ratio("ANNUITY_APPROVED_RATIO", &["AMT_ANNUITY", "APPROVED_AMT_ANNUITY_MEAN"]),
    ratio("ANNUITY_PAID_RATIO", &["AMT_ANNUITY", "INSTAL_AMT_PAYMENT_MEAN"]),
];

/// The column `name`: the first of `inputs` divided by days before the application, which are
/// negative.
const fn per_day(name: &'static str, inputs: &'static [&'static str; 2]) -> Expression {
    two(name, inputs, |amount, days| -amount / days)
}

fn total(parts: impl Iterator<Item = f64>) -> f64 {
    parts.fold(0.0, |sum, part| sum + part)
}

/// Those of `numbers` that are not missing.
fn given(numbers: &[f64]) -> impl Iterator<Item = f64> {
    numbers.iter().copied().filter(|number| !number.is_nan())
}

/// The least of the numbers that are given.
fn least(numbers: &[f64]) -> f64 {
    given(numbers).fold(f64::NAN, f64::min)
}

/// The largest of the numbers that are given.
fn largest(numbers: &[f64]) -> f64 {
    given(numbers).fold(f64::NAN, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::prepare::expressions::tests::{NAN, check};

    #[test]
    fn scores_that_are_missing_are_skipped() {
        let scores: [(&str, &[f64]); 3] = [
            ("EXT_SOURCE_1", &[0.5, NAN, NAN, 0.2]),
            ("EXT_SOURCE_2", &[0.25, 0.4, NAN, NAN]),
            ("EXT_SOURCE_3", &[0.75, 0.8, NAN, 0.1]),
        ];
        for (name, expected) in [
            ("EXT_SOURCES_COUNT", [3.0, 2.0, 0.0, 2.0]),
            ("EXT_SOURCES_MEAN", [0.5, 0.6, NAN, 0.15]),
            ("EXT_SOURCES_MIN", [0.25, 0.4, NAN, 0.1]),
            ("EXT_SOURCES_MAX", [0.75, 0.8, NAN, 0.2]),
            ("EXT_SOURCES_RANGE", [0.5, 0.4, NAN, 0.1]),
            ("EXT_SOURCES_PROD", [0.09375, NAN, NAN, NAN]),
            ("EXT_SOURCES_1_2_PROD", [0.125, NAN, NAN, NAN]),
            ("EXT_SOURCES_1_3_PROD", [0.375, NAN, NAN, 0.02]),
            ("EXT_SOURCES_2_3_PROD", [0.1875, 0.32, NAN, NAN]),
            ("EXT_SOURCES_WEIGHTED", [4.75, NAN, NAN, NAN]),
        ] {
            check(APPLICATION, &scores, name, &expected);
        }
    }

    #[test]
    fn ratios_and_differences() {
        let (left, right): (&[f64], &[f64]) = (&[6.0, 6.0, NAN], &[3.0, 0.0, 2.0]);
        for expression in APPLICATION.iter().chain(CLIENT) {
            let [numerator, denominator] = expression.inputs else { continue };
            let columns = [(*numerator, left), (*denominator, right)];
            let expected = match expression.name {
                // Days before the application are negative.
                name if name.ends_with("_DAYS_RATIO") => [-2.0, f64::NEG_INFINITY, NAN],
                name if name.ends_with("_RATIO") => [2.0, f64::INFINITY, NAN],
                "CREDIT_GOODS_DIFF" => [3.0, 6.0, NAN],
                "INCOME_PER_CHILD" => [1.5, 6.0, NAN],
                _ => continue,
            };
            let all: Vec<_> = APPLICATION.iter().chain(CLIENT).copied().collect();
            check(&all, &columns, expression.name, &expected);
        }
    }

    #[test]
    fn flags_are_counted() {
        let ones: Vec<(&str, &[f64])> =
            DOCUMENTS.iter().map(|name| (*name, [1.0, 0.0].as_slice())).collect();
        check(APPLICATION, &ones, "DOCUMENT_COUNT", &[20.0, 0.0]);
        let ones: Vec<(&str, &[f64])> =
            ADDRESSES.iter().map(|name| (*name, [1.0, NAN].as_slice())).collect();
        check(APPLICATION, &ones, "ADDRESS_MISMATCHES", &[6.0, NAN]);
    }
}
