//! Features of a client as a whole: the application beside what the history was summarised to.
//!
//! Depends on the expressions. Here a single client's features are computed again when one of his
//! amounts changes, by the same expressions.

use polars::prelude::{Column as TableColumn, DataFrame, DataType, IntoLazy as _};

use super::{
    application::{Application, expressions},
    error::PrepareError,
    expressions::{Expression, with_expressions},
    extended,
    feature::{Feature, Origin},
    raw_table::number_column,
    recipe::Recipe,
};

/// The features that the extended recipe makes of the application and the base features; those
/// whose parts are absent are left out.
pub(super) fn features(
    application: &Application,
    base: &[Feature],
) -> Result<Vec<Feature>, PrepareError> {
    let height = application.ids.len();
    let mut features = Vec::new();
    for expression in extended::CLIENT {
        let inputs = expression.inputs.iter().map(|input| base.iter().find(|f| f.name == *input));
        let Some(inputs) = inputs.collect::<Option<Vec<_>>>() else { continue };
        // Features are kept in the smallest type, in which a difference could overflow.
        let inputs: Vec<TableColumn> = inputs
            .iter()
            .map(|input| input.values.cast(&DataType::Float64))
            .collect::<Result<_, _>>()?;
        let rows = DataFrame::new(height, inputs)?.lazy();
        let found = rows.select([expression.expr()]).collect()?;
        let found = found.column(expression.name)?.f64()?;
        let values: Vec<f64> = found.iter().map(|value| value.unwrap_or(f64::NAN)).collect();
        features.push(Feature::new(
            expression.name,
            Origin::application(expression.name),
            &values,
        )?);
    }
    Ok(features)
}

/// The features of one client that are computed from others, after some of those have changed.
///
/// `known` holds features of the client with their values (NaN for missing), the changed ones among
/// them. Gives back every computed feature whose parts are all known, NaN for missing; infinities
/// are missing, as in a feature table.
///
/// # Errors
/// When polars cannot compute them, which would be a fault of this program.
pub fn derived_features(
    recipe: Recipe,
    known: &[(&str, f64)],
) -> Result<Vec<(&'static str, f64)>, PrepareError> {
    let mut all = expressions(recipe);
    if recipe == Recipe::Extended {
        all.extend(extended::CLIENT);
    }
    let columns: Vec<TableColumn> =
        known.iter().map(|(name, value)| number_column(name, &[*value])).collect();
    let row = DataFrame::new(1, columns)?;
    let is_known = |name: &str| known.iter().any(|(own, _)| *own == name);
    let possible: Vec<Expression> =
        all.into_iter().filter(|e| e.inputs.iter().all(|input| is_known(input))).collect();
    let row = with_expressions(row.lazy(), &possible).collect()?;
    let new = possible.iter().filter(|expression| expression.is_new());
    new.map(|expression| {
        let value = row.column(expression.name)?.f64()?.get(0);
        Ok((expression.name, value.filter(|value| value.is_finite()).unwrap_or(f64::NAN)))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_amount_changes_what_is_computed_from_it() {
        let known = [("AMT_ANNUITY", 10.0), ("AMT_CREDIT", 200.0), ("AMT_INCOME_TOTAL", f64::NAN)];
        let found = derived_features(Recipe::Base, &known).unwrap();
        let value = |name: &str| found.iter().find(|(own, _)| *own == name).map(|(_, v)| *v);
        assert_eq!(value("PAYMENT_RATE"), Some(0.05));
        assert!(value("INCOME_CREDIT_PERC").unwrap().is_nan());
        assert_eq!(value("INCOME_PER_PERSON"), None);
        let none = [("AMT_ANNUITY", 10.0), ("AMT_CREDIT", 0.0)];
        let found = derived_features(Recipe::Extended, &none).unwrap();
        assert!(found.iter().any(|(name, v)| *name == "PAYMENT_RATE" && v.is_nan()));
        assert!(found.iter().any(|(name, v)| *name == "CREDIT_ANNUITY_RATIO" && *v == 0.0));
    }
}
