//! What is computed row by row: one named expression a column.
//!
//! Depends on nothing. The same expressions serve a whole table and one client. Missing is NaN, and
//! makes the result missing unless its line says otherwise. A division by zero gives an infinity,
//! which becomes missing where features are kept.

use super::schema::NO_DAYS;

/// A column that is computed from others of the same row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Expression {
    /// The name of the column; one that is among its own `inputs` is replaced.
    pub(super) name: &'static str,
    /// The columns that it reads.
    pub(super) inputs: &'static [&'static str],
    /// How it is computed from their numbers.
    formula: Formula,
}

/// How a column is computed from so many others.
#[derive(Debug, Clone, Copy)]
enum Formula {
    One(fn(f64) -> f64),
    Two(fn(f64, f64) -> f64),
    Three(fn(f64, f64, f64) -> f64),
    Any(fn(&[f64]) -> f64),
}

/// The column `name`, computed from another one.
pub(super) const fn one(
    name: &'static str,
    inputs: &'static [&'static str; 1],
    formula: fn(f64) -> f64,
) -> Expression {
    Expression { name, inputs, formula: Formula::One(formula) }
}

/// The column `name`, computed from two others.
pub(super) const fn two(
    name: &'static str,
    inputs: &'static [&'static str; 2],
    formula: fn(f64, f64) -> f64,
) -> Expression {
    Expression { name, inputs, formula: Formula::Two(formula) }
}

/// The column `name`, computed from three others.
pub(super) const fn three(
    name: &'static str,
    inputs: &'static [&'static str; 3],
    formula: fn(f64, f64, f64) -> f64,
) -> Expression {
    Expression { name, inputs, formula: Formula::Three(formula) }
}

/// The column `name`, computed from any number of others.
pub(super) const fn any(
    name: &'static str,
    inputs: &'static [&'static str],
    formula: fn(&[f64]) -> f64,
) -> Expression {
    Expression { name, inputs, formula: Formula::Any(formula) }
}

/// The column `name`: the first of `inputs` divided by the second.
pub(super) const fn ratio(name: &'static str, inputs: &'static [&'static str; 2]) -> Expression {
    two(name, inputs, |numerator, denominator| numerator / denominator)
}

/// The column `name`: the first of `inputs` less the second.
pub(super) const fn difference(
    name: &'static str,
    inputs: &'static [&'static str; 2],
) -> Expression {
    two(name, inputs, |more, less| more - less)
}

impl Expression {
    /// Whether its column is a new one.
    pub(super) fn is_new(&self) -> bool {
        !self.inputs.contains(&self.name)
    }

    /// Its column, where `column` gives those that it reads; `None` when one is not there.
    pub(super) fn of_columns<'a>(
        &self,
        column: impl Fn(&str) -> Option<&'a [f64]>,
    ) -> Option<Vec<f64>> {
        let inputs: Vec<&[f64]> =
            self.inputs.iter().map(|name| column(name)).collect::<Option<_>>()?;
        Some(match (self.formula, inputs.as_slice()) {
            (Formula::One(formula), [one]) => one.iter().map(|a| formula(*a)).collect(),
            (Formula::Two(formula), [one, two]) => {
                one.iter().zip(*two).map(|(a, b)| formula(*a, *b)).collect()
            }
            (Formula::Three(formula), [one, two, three]) => {
                let rows = one.iter().zip(*two).zip(*three);
                rows.map(|((a, b), c)| formula(*a, *b, *c)).collect()
            }
            (Formula::Any(formula), [first, ..]) => {
                let mut row = vec![f64::NAN; inputs.len()];
                let of_row = |at: usize| {
                    for (slot, input) in row.iter_mut().zip(&inputs) {
                        *slot = input.get(at).copied().unwrap_or(f64::NAN);
                    }
                    formula(&row)
                };
                (0..first.len()).map(of_row).collect()
            }
            // The constructors take as many inputs as the formula reads.
            _ => return None,
        })
    }

    /// Its number for one row, where `number` gives those that it reads; `None` when one is not
    /// there.
    pub(super) fn of_row(&self, number: impl Fn(&str) -> Option<f64>) -> Option<f64> {
        let inputs: Vec<f64> =
            self.inputs.iter().map(|name| number(name)).collect::<Option<_>>()?;
        match (self.formula, inputs.as_slice()) {
            (Formula::One(formula), [a]) => Some(formula(*a)),
            (Formula::Two(formula), [a, b]) => Some(formula(*a, *b)),
            (Formula::Three(formula), [a, b, c]) => Some(formula(*a, *b, *c)),
            (Formula::Any(formula), inputs) => Some(formula(inputs)),
            _ => None,
        }
    }
}

/// The columns of the application.
pub(super) const APPLICATION: &[Expression] = &[
    one("DAYS_EMPLOYED", &["DAYS_EMPLOYED"], known_days),
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
    difference("PAYMENT_DIFF", &["AMT_INSTALMENT", "AMT_PAYMENT"]),
    two("DPD", &["DAYS_ENTRY_PAYMENT", "DAYS_INSTALMENT"], |paid, due| positive(paid - due)),
    two("DBD", &["DAYS_INSTALMENT", "DAYS_ENTRY_PAYMENT"], |due, paid| positive(due - paid)),
];

/// These days, missing where they are the code for "none".
pub(super) fn known_days(days: f64) -> f64 {
    if days == NO_DAYS { f64::NAN } else { days }
}

/// `number` where it is positive, 0 elsewhere and where it is missing.
fn positive(number: f64) -> f64 {
    if number > 0.0 { number } else { 0.0 }
}

/// 1 where `condition` holds, else 0.
pub(super) fn flag(condition: bool) -> f64 {
    f64::from(u8::from(condition))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

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
        let of_table = |name: &str| columns.iter().find(|(own, _)| *own == name).map(|(_, v)| *v);
        let found = wanted[0].of_columns(of_table).unwrap();
        for (row, found) in found.iter().enumerate() {
            let alone = wanted[0].of_row(|name| Some(of_table(name)?[row])).unwrap();
            assert_eq!(alone.to_bits(), found.to_bits(), "{name}, one client");
        }
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
