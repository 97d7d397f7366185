//! What is computed row by row: one named expression a column.
//!
//! Depends on polars expressions alone. The same expressions serve a whole table and one client.
//! Columns are `Float64`; missing is null. A division by zero gives an infinity, which becomes
//! missing where features are kept; missing makes the result missing unless its line says otherwise.

use polars::prelude::{DataType, Expr, LazyFrame, NULL, col, lit, when};

use super::schema::NO_DAYS;

/// A column that is computed from others of the same row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Expression {
    /// The name of the column; one that is among its own `inputs` is replaced.
    pub(super) name: &'static str,
    /// The columns that it reads.
    pub(super) inputs: &'static [&'static str],
    /// How it is computed.
    formula: Formula,
}

/// How a column is computed.
#[derive(Debug, Clone, Copy)]
enum Formula {
    /// The first input divided by the second.
    Ratio,
    /// In its own way.
    Own(fn() -> Expr),
}

impl Expression {
    /// Whether its column is a new one.
    pub(super) fn is_new(&self) -> bool {
        !self.inputs.contains(&self.name)
    }

    /// The expression itself, called as its column.
    pub(super) fn expr(&self) -> Expr {
        let expr = match (self.formula, self.inputs) {
            (Formula::Own(formula), _) => formula(),
            (Formula::Ratio, [numerator, denominator]) => col(*numerator) / col(*denominator),
            // `ratio` takes two inputs.
            (Formula::Ratio, _) => missing(),
        };
        expr.alias(self.name)
    }
}

/// The column `name`, computed from `inputs` by `formula`.
pub(super) const fn expression(
    name: &'static str,
    inputs: &'static [&'static str],
    formula: fn() -> Expr,
) -> Expression {
    Expression { name, inputs, formula: Formula::Own(formula) }
}

/// The column `name`: the first of `inputs` divided by the second.
pub(super) const fn ratio(name: &'static str, inputs: &'static [&'static str; 2]) -> Expression {
    Expression { name, inputs, formula: Formula::Ratio }
}

/// `rows` with the columns that `expressions` describe; each may use those before it.
pub(super) fn with_expressions(rows: LazyFrame, expressions: &[Expression]) -> LazyFrame {
    expressions.iter().fold(rows, |rows, expression| rows.with_columns([expression.expr()]))
}

/// The columns of the application.
pub(super) const APPLICATION: &[Expression] = &[
    expression("DAYS_EMPLOYED", &["DAYS_EMPLOYED"], || known_days("DAYS_EMPLOYED")),
    ratio("DAYS_EMPLOYED_PERC", &["DAYS_EMPLOYED", "DAYS_BIRTH"]),
    ratio("INCOME_CREDIT_PERC", &["AMT_INCOME_TOTAL", "AMT_CREDIT"]),
    ratio("INCOME_PER_PERSON", &["AMT_INCOME_TOTAL", "CNT_FAM_MEMBERS"]),
    ratio("ANNUITY_INCOME_PERC", &["AMT_ANNUITY", "AMT_INCOME_TOTAL"]),
    ratio("PAYMENT_RATE", &["AMT_ANNUITY", "AMT_CREDIT"]),
];

/// The columns of earlier applications.
pub(super) const PREVIOUS_APPLICATION: &[Expression] =
    &[ratio("APP_CREDIT_PERC", &["AMT_APPLICATION", "AMT_CREDIT"])];

/// The columns of instalments: days late and days early are 0 when either day is missing.
pub(super) const INSTALMENTS: &[Expression] = &[
    ratio("PAYMENT_PERC", &["AMT_PAYMENT", "AMT_INSTALMENT"]),
    expression("PAYMENT_DIFF", &["AMT_INSTALMENT", "AMT_PAYMENT"], || {
        col("AMT_INSTALMENT") - col("AMT_PAYMENT")
    }),
    expression("DPD", &["DAYS_ENTRY_PAYMENT", "DAYS_INSTALMENT"], || {
        positive(col("DAYS_ENTRY_PAYMENT") - col("DAYS_INSTALMENT"))
    }),
    expression("DBD", &["DAYS_INSTALMENT", "DAYS_ENTRY_PAYMENT"], || {
        positive(col("DAYS_INSTALMENT") - col("DAYS_ENTRY_PAYMENT"))
    }),
];

/// The days of `column`, missing where they are the code for "none".
pub(super) fn known_days(column: &str) -> Expr {
    when(col(column).neq(lit(NO_DAYS))).then(col(column)).otherwise(missing())
}

/// `number` where it is positive, 0 elsewhere and where it is missing.
fn positive(number: Expr) -> Expr {
    when(number.clone().gt(lit(0.0))).then(number).otherwise(lit(0.0))
}

/// 1 where `condition` holds, 0 where it does not, missing where that cannot be told.
pub(super) fn flag(condition: Expr) -> Expr {
    condition.cast(DataType::Float64)
}

/// No number.
fn missing() -> Expr {
    lit(NULL).cast(DataType::Float64)
}

#[cfg(test)]
pub(super) mod tests {
    use polars::prelude::{DataFrame, IntoLazy as _};

    use super::{super::raw_table::number_column, *};

    pub(in super::super) const NAN: f64 = f64::NAN;

    /// Holds what the expression called `name` makes of a table of these columns against `expected`.
    #[track_caller]
    pub(in super::super) fn check(
        expressions: &[Expression],
        columns: &[(&str, &[f64])],
        name: &str,
        expected: &[f64],
    ) {
        let wanted: Vec<_> = expressions.iter().filter(|own| own.name == name).collect();
        assert_eq!(wanted.len(), 1, "{name}");
        for input in wanted[0].inputs {
            assert!(columns.iter().any(|(column, _)| column == input), "{name} reads {input}");
        }
        let columns: Vec<_> =
            columns.iter().map(|(name, values)| number_column(name, values)).collect();
        let rows = DataFrame::new_infer_height(columns).unwrap().lazy();
        let found = rows.select([wanted[0].expr()]).collect().unwrap();
        let found = found.column(name).unwrap().cast(&DataType::Float64).unwrap();
        let found: Vec<f64> = found.f64().unwrap().iter().map(|v| v.unwrap_or(NAN)).collect();
        assert_eq!(found.len(), expected.len(), "{name}");
        for (found, expected) in found.iter().zip(expected) {
            let same = found == expected || (found.is_nan() && expected.is_nan());
            assert!(same || (found - expected).abs() < 1e-12, "{name}: {found} {expected}");
        }
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
