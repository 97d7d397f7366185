//! Features of a client as a whole: the application beside what the history was summarised to.
//!
//! Depends on the expressions. Here a single client's features are computed again when one of his
//! amounts changes, by the same expressions.

use super::{
    application::{Application, expressions},
    extended,
    feature::{Feature, Origin},
    recipe::Recipe,
};

/// The features that the extended recipe makes of the application and the base features; those
/// whose parts are absent are left out.
pub(super) fn features(application: &Application, base: &[Feature]) -> Vec<Feature> {
    let mut features = Vec::new();
    for expression in extended::CLIENT {
        let inputs = expression.inputs.iter().map(|input| base.iter().find(|f| f.name == *input));
        let Some(inputs) = inputs.collect::<Option<Vec<_>>>() else { continue };
        // Features are kept in the smallest type, in which a difference could overflow.
        let inputs: Vec<(&str, Vec<f64>)> =
            inputs.iter().map(|input| (input.name.as_str(), input.numbers())).collect();
        let column =
            |name: &str| inputs.iter().find(|(own, _)| *own == name).map(|(_, v)| v.as_slice());
        if let Some(values) = expression.of_columns(column) {
            debug_assert_eq!(values.len(), application.ids.len());
            let origin = Origin::application(expression.name);
            features.push(Feature::new(expression.name, origin, values));
        }
    }
    features
}

/// The features of one client that are computed from others, after some of those have changed.
///
/// `known` holds features of the client with their values (NaN for missing), the changed ones among
/// them. Gives back every computed feature whose parts are all known, NaN for missing; infinities
/// are missing, as in a feature table.
#[must_use]
pub fn derived_features(recipe: Recipe, known: &[(&str, f64)]) -> Vec<(&'static str, f64)> {
    let mut all = expressions(recipe);
    if recipe == Recipe::Extended {
        all.extend(extended::CLIENT);
    }
    let mut values: Vec<(&str, f64)> = known.to_vec();
    let mut derived = Vec::new();
    for expression in all {
        // A column that was replaced counts from then on.
        let value_of = |name: &str| values.iter().rev().find(|(own, _)| *own == name);
        let Some(value) = expression.of_row(|name| value_of(name).map(|(_, value)| *value)) else {
            continue;
        };
        values.push((expression.name, value));
        if expression.is_new() {
            derived.push((expression.name, if value.is_finite() { value } else { f64::NAN }));
        }
    }
    derived
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_amount_changes_what_is_computed_from_it() {
        let known = [("AMT_ANNUITY", 10.0), ("AMT_CREDIT", 200.0), ("AMT_INCOME_TOTAL", f64::NAN)];
        let found = derived_features(Recipe::Base, &known);
        let value = |name: &str| found.iter().find(|(own, _)| *own == name).map(|(_, v)| *v);
        assert_eq!(value("PAYMENT_RATE"), Some(0.05));
        assert!(value("INCOME_CREDIT_PERC").unwrap().is_nan());
        assert_eq!(value("INCOME_PER_PERSON"), None);
        let none = [("AMT_ANNUITY", 10.0), ("AMT_CREDIT", 0.0)];
        let found = derived_features(Recipe::Extended, &none);
        assert!(found.iter().any(|(name, v)| *name == "PAYMENT_RATE" && v.is_nan()));
        assert!(found.iter().any(|(name, v)| *name == "CREDIT_ANNUITY_RATIO" && *v == 0.0));
    }
}
