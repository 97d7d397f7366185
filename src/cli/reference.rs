//! `--reference` and `--where`: whom a client is measured against.
//!
//! May use `portfolio` and `base`. **Invariant**: a condition that nobody could meet, or that names
//! no column, is an error, never an empty answer.

use crate::{
    base::{ClientBase, Column, ColumnKind},
    domain::{Clause, Condition, Filter, Job, Value},
    portfolio::{Applicants, Reference, Scores},
};

use super::{
    Failure, ReportFailure as _,
    inputs::Inputs,
    refusal::{Refusal, refused},
};

/// Whom a client is measured against, as it is typed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Against {
    /// The average of the training population.
    Population,
    /// Clients whom the model just accepts: the nearest ones to the threshold, or those whose risk
    /// lies at most this far under it (a probability).
    JustAccepted(Option<f64>),
    /// The clients that meet the conditions of `--where`.
    Group,
}

/// Reads `population`, `just-accepted`, `just-accepted:0.02` or `group`.
pub(super) fn parse(text: &str) -> Result<Against, String> {
    match text.split_once(':') {
        None if text == "population" => Ok(Against::Population),
        None if text == "just-accepted" => Ok(Against::JustAccepted(None)),
        None if text == "group" => Ok(Against::Group),
        Some(("just-accepted", width)) => {
            let width = width.parse().ok().filter(|width| (0.0..=1.0).contains(width));
            width.map(|width| Against::JustAccepted(Some(width))).ok_or_else(|| {
                "expected a width between 0 and 1 after `just-accepted:`, such as 0.02 for two \
                 points under the threshold"
                    .to_owned()
            })
        }
        _ => Err("expected `population`, `just-accepted`, `just-accepted:WIDTH` or `group`".into()),
    }
}

/// Chooses the applicants and prepares explanations against them; `None` for the population.
pub(super) fn prepare(
    against: Against,
    conditions: &[String],
    inputs: &Inputs,
    scores: &Scores,
    job: &dyn Job,
) -> Result<Option<Reference>, Failure> {
    let applicants = match against {
        Against::Population => return Ok(None),
        Against::JustAccepted(width) => Applicants::just_accepted(scores, inputs.threshold, width)
            .ok_or_else(|| refused("refusal-nobody-just-accepted", &[])),
        Against::Group => Applicants::of_group(scores, &group(conditions, inputs)?)
            .ok_or_else(|| refused("refusal-nobody-meets", &[])),
    }
    .or_bad_input()?;
    inputs.portfolio.measure_against(applicants, job).map(Some).or_bad_input()
}

fn group(conditions: &[String], inputs: &Inputs) -> Result<crate::base::Group, Failure> {
    let base = inputs.portfolio.base();
    let clauses = conditions.iter().map(|text| clause(text, base)).collect::<Result<_, _>>();
    base.group(&Filter { clauses: clauses.or_bad_input()? }).or_bad_input()
}

/// Reads `AGE=25..40`, `AGE=..40`, `HOUSING=tenant,owner` or `HOUSING=` for no value.
fn clause(text: &str, base: &ClientBase) -> Result<Clause, Refusal> {
    // A name may hold `=` itself: the longest one that the base has is meant.
    let cut = text.match_indices('=').rev().find_map(|(at, _)| {
        let (name, rest) = text.split_at(at);
        let column = base.columns().get(base.column(name)?)?;
        Some((column, rest.strip_prefix('=')?))
    });
    let Some((column, values)) = cut else {
        return Err(refused("refusal-where-form", &[("text", &text), ("base", &base.name())]));
    };
    let condition = match (values, column.kind()) {
        ("", _) => Condition::Missing,
        (values, ColumnKind::Number) => numbers(values, column)?,
        (values, ColumnKind::Text) => {
            Condition::AnyOf(values.split(',').map(|word| Value::Text(word.to_owned())).collect())
        }
    };
    Ok(Clause { column: column.name().to_owned(), condition })
}

fn numbers(values: &str, column: &Column) -> Result<Condition, Refusal> {
    let number = |text: &str| {
        text.parse::<f64>().ok().filter(|number| number.is_finite()).ok_or_else(|| {
            refused("refusal-where-numbers", &[("column", &column.name()), ("values", &values)])
        })
    };
    let bound = |text: &str| (!text.is_empty()).then(|| number(text)).transpose();
    match values.split_once("..") {
        Some((from, to)) => {
            Ok(Condition::Range { min: bound(from)?, max: bound(to)?, or_missing: false })
        }
        None => values
            .split(',')
            .map(|text| number(text).map(Value::Number))
            .collect::<Result<_, _>>()
            .map(Condition::AnyOf),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{demo, domain::SilentJob};

    #[test]
    fn references_are_read_as_they_are_typed() {
        assert_eq!(parse("population"), Ok(Against::Population));
        assert_eq!(parse("just-accepted"), Ok(Against::JustAccepted(None)));
        assert_eq!(parse("just-accepted:0.02"), Ok(Against::JustAccepted(Some(0.02))));
        assert_eq!(parse("group"), Ok(Against::Group));
        for wrong in ["", "just-accepted:", "just-accepted:2", "just-accepted:NaN", "group:x"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn conditions_are_read_by_the_kind_of_their_column() {
        let base = demo::base(&SilentJob).unwrap();
        let condition = |text: &str| clause(text, &base).map(|clause| clause.condition);
        let range = |min, max| Condition::Range { min, max, or_missing: false };
        assert_eq!(condition("AGE=25..40").unwrap(), range(Some(25.0), Some(40.0)));
        assert_eq!(condition("AGE=..40").unwrap(), range(None, Some(40.0)));
        assert_eq!(condition("AGE=-1..").unwrap(), range(Some(-1.0), None));
        let either = Condition::AnyOf(vec![Value::Number(1.0), Value::Number(2.5)]);
        assert_eq!(condition("AGE=1,2.5").unwrap(), either);
        assert_eq!(condition("AGE=").unwrap(), Condition::Missing);
        let word = Condition::AnyOf(vec![Value::Text("hold-out".to_owned())]);
        assert_eq!(condition("split=hold-out").unwrap(), word);
        for wrong in ["AGE", "NOBODY=1", "AGE=x", "AGE=1..x", "AGE=1,inf", "=1"] {
            assert!(condition(wrong).is_err(), "{wrong}");
        }
    }
}
