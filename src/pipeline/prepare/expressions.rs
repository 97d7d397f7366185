//! What is computed row by row: one named expression a feature.
//!
//! Depends on polars expressions alone. The same expressions serve a whole table and one client.
//! A division by zero gives an infinity, which becomes missing where features are kept; missing
//! makes the result missing unless its line says otherwise.

use polars::prelude::{Expr, LazyFrame, col, lit, when};

use super::schema::NO_DAYS;

/// A column that is computed from others of the same row.
pub(super) struct Expression {
    /// The name of the column; an expression may replace a column of the table.
    pub(super) name: &'static str,
    /// Whether the table has a column of this name already.
    pub(super) replaces: bool,
    /// How it is computed.
    pub(super) formula: fn() -> Expr,
}

impl Expression {
    const fn new(name: &'static str, formula: fn() -> Expr) -> Self {
        Self { name, replaces: false, formula }
    }

    /// The number of days without the code for "none".
    const fn without_code(name: &'static str, formula: fn() -> Expr) -> Self {
        Self { name, replaces: true, formula }
    }

    /// Whether it is what makes the column `name`.
    pub(super) fn adds(&self, name: &str) -> bool {
        !self.replaces && self.name == name
    }
}

/// `rows` with the columns that `expressions` describe; each may use those before it.
pub(super) fn with_expressions(rows: LazyFrame, expressions: &[Expression]) -> LazyFrame {
    expressions.iter().fold(rows, |rows, expression| {
        rows.with_columns([(expression.formula)().alias(expression.name)])
    })
}

/// The columns of the application.
pub(super) const APPLICATION: &[Expression] = &[
    Expression::without_code("DAYS_EMPLOYED", || known_days("DAYS_EMPLOYED")),
    Expression::new("DAYS_EMPLOYED_PERC", || col("DAYS_EMPLOYED") / col("DAYS_BIRTH")),
    Expression::new("INCOME_CREDIT_PERC", || col("AMT_INCOME_TOTAL") / col("AMT_CREDIT")),
    Expression::new("INCOME_PER_PERSON", || col("AMT_INCOME_TOTAL") / col("CNT_FAM_MEMBERS")),
    Expression::new("ANNUITY_INCOME_PERC", || col("AMT_ANNUITY") / col("AMT_INCOME_TOTAL")),
    Expression::new("PAYMENT_RATE", || col("AMT_ANNUITY") / col("AMT_CREDIT")),
];

/// The columns of earlier applications.
pub(super) const PREVIOUS_APPLICATION: &[Expression] =
    &[Expression::new("APP_CREDIT_PERC", || col("AMT_APPLICATION") / col("AMT_CREDIT"))];

/// The columns of instalments: days late and days early are 0 when either day is missing.
pub(super) const INSTALMENTS: &[Expression] = &[
    Expression::new("PAYMENT_PERC", || col("AMT_PAYMENT") / col("AMT_INSTALMENT")),
    Expression::new("PAYMENT_DIFF", || col("AMT_INSTALMENT") - col("AMT_PAYMENT")),
    Expression::new("DPD", || positive(col("DAYS_ENTRY_PAYMENT") - col("DAYS_INSTALMENT"))),
    Expression::new("DBD", || positive(col("DAYS_INSTALMENT") - col("DAYS_ENTRY_PAYMENT"))),
];

/// The days of `column`, missing where they are the code for "none".
fn known_days(column: &str) -> Expr {
    when(col(column).neq(lit(NO_DAYS))).then(col(column)).otherwise(missing())
}

/// `number` where it is positive, 0 elsewhere and where it is missing.
fn positive(number: Expr) -> Expr {
    when(number.clone().gt(lit(0.0))).then(number).otherwise(lit(0.0))
}

fn missing() -> Expr {
    lit(polars::prelude::NULL).cast(polars::prelude::DataType::Float64)
}

#[cfg(test)]
mod tests {
    use polars::prelude::{DataFrame, IntoLazy as _};

    use super::{super::raw_table::number_column, *};

    const NAN: f64 = f64::NAN;

    /// What `expressions` make of a table of these columns.
    fn check(expressions: &[Expression], columns: &[(&str, &[f64])], name: &str, expected: &[f64]) {
        let columns: Vec<_> =
            columns.iter().map(|(name, values)| number_column(name, values)).collect();
        let frame = DataFrame::new_infer_height(columns).unwrap();
        let wanted: Vec<&Expression> = expressions.iter().filter(|e| e.name == name).collect();
        assert_eq!(wanted.len(), 1, "{name}");
        let found = frame.lazy().select([(wanted[0].formula)().alias(name)]).collect().unwrap();
        let found = found.column(name).unwrap().f64().unwrap().clone();
        let found: Vec<f64> = found.iter().map(|value| value.unwrap_or(NAN)).collect();
        let bits = |values: &[f64]| {
            values.iter().map(|v| if v.is_nan() { NAN } else { *v }.to_bits()).collect::<Vec<_>>()
        };
        assert_eq!(bits(&found), bits(expected), "{name}: {found:?}");
    }

    #[test]
    fn a_thousand_years_of_employment_are_none() {
        let days: &[f64] = &[-100.0, 365_243.0, NAN, 0.0];
        check(APPLICATION, &[("DAYS_EMPLOYED", days)], "DAYS_EMPLOYED", &[-100.0, NAN, NAN, 0.0]);
    }

    #[test]
    fn ratios_are_missing_where_a_part_is() {
        let (left, right): (&[f64], &[f64]) = (&[6.0, 6.0, NAN, 0.0], &[3.0, 0.0, 2.0, 0.0]);
        for (name, numerator, denominator) in [
            ("DAYS_EMPLOYED_PERC", "DAYS_EMPLOYED", "DAYS_BIRTH"),
            ("INCOME_CREDIT_PERC", "AMT_INCOME_TOTAL", "AMT_CREDIT"),
            ("INCOME_PER_PERSON", "AMT_INCOME_TOTAL", "CNT_FAM_MEMBERS"),
            ("ANNUITY_INCOME_PERC", "AMT_ANNUITY", "AMT_INCOME_TOTAL"),
            ("PAYMENT_RATE", "AMT_ANNUITY", "AMT_CREDIT"),
        ] {
            let columns = [(numerator, left), (denominator, right)];
            check(APPLICATION, &columns, name, &[2.0, f64::INFINITY, NAN, NAN]);
        }
        let columns = [("AMT_APPLICATION", left), ("AMT_CREDIT", right)];
        check(PREVIOUS_APPLICATION, &columns, "APP_CREDIT_PERC", &[2.0, f64::INFINITY, NAN, NAN]);
    }

    #[test]
    fn instalments_are_late_or_early_or_neither() {
        let due: &[f64] = &[-30.0, -30.0, -30.0, -30.0, NAN];
        let paid: &[f64] = &[-25.0, -40.0, -30.0, NAN, -30.0];
        let columns = [("DAYS_INSTALMENT", due), ("DAYS_ENTRY_PAYMENT", paid)];
        check(INSTALMENTS, &columns, "DPD", &[5.0, 0.0, 0.0, 0.0, 0.0]);
        check(INSTALMENTS, &columns, "DBD", &[0.0, 10.0, 0.0, 0.0, 0.0]);
        let columns: [(&str, &[f64]); 2] =
            [("AMT_INSTALMENT", &[10.0, 0.0, 10.0]), ("AMT_PAYMENT", &[5.0, 5.0, NAN])];
        check(INSTALMENTS, &columns, "PAYMENT_DIFF", &[5.0, -5.0, NAN]);
        check(INSTALMENTS, &columns, "PAYMENT_PERC", &[0.5, f64::INFINITY, NAN]);
    }
}
