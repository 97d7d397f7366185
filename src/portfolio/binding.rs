//! Which column of a base each feature of a model is read from.

use crate::{
    base::{
        self, BindError, Binding, ClientBase, ColumnChoice, FeatureRequest, Matching, ReadOptions,
        TextFeature,
    },
    domain::Value,
    model::{CategoryLabel, Feature, FeatureKind},
};

use super::{Model, Portfolio};

/// A model and a base that do not fit each other.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{cause}: {base}")]
pub struct Misfit {
    /// What does not fit.
    pub cause: BindError,
    /// The name of the base.
    pub base: String,
}

impl Portfolio {
    /// What the model and the person say about the columns of a base, for reading it.
    ///
    /// `id_column` is the one that the person names; the card's is a suggestion.
    #[must_use]
    pub fn read_options(model: Option<&Model>, id_column: Option<&str>) -> ReadOptions {
        let mut options = ReadOptions::default();
        if let Some(model) = model {
            if model.forest().has_feature_names() {
                for feature in model.forest().features() {
                    add_feature(&mut options, feature);
                }
            }
            if let Some(card) = model.card() {
                let suggested = |name: &String| ColumnChoice::Suggested(name.clone());
                options.id_column = card.id_column.as_ref().map(suggested).unwrap_or_default();
                options.outcome_column = card
                    .target
                    .as_ref()
                    .map(|target| suggested(&target.column))
                    .unwrap_or_default();
            }
        }
        if let Some(name) = id_column {
            options.id_column = ColumnChoice::Named(name.to_owned());
        }
        options
    }
}

impl Portfolio {
    /// For reading a table about the clients of `base`: their identifiers are looked for in the
    /// column of the same name first.
    #[must_use]
    pub fn table_options(base: &ClientBase) -> ReadOptions {
        let id_column = match base.id_column() {
            "" => ColumnChoice::Detect,
            column => ColumnChoice::Suggested(column.to_owned()),
        };
        ReadOptions { id_column, ..ReadOptions::default() }
    }
}

/// Finds the column of every feature.
pub(super) fn bind(model: &Model, base: &ClientBase) -> Result<Binding, Misfit> {
    let features = model.forest().features();
    let categories: Vec<Option<Vec<Value>>> = features.iter().map(categories).collect();
    let requests: Vec<FeatureRequest<'_>> = features
        .iter()
        .zip(&categories)
        .map(|(feature, categories)| FeatureRequest {
            name: &feature.name,
            categories: categories.as_deref(),
        })
        .collect();
    let matching =
        if model.forest().has_feature_names() { Matching::ByName } else { Matching::ByPosition };
    base::bind(&requests, base, matching)
        .map_err(|cause| Misfit { cause, base: base.name().to_owned() })
}

/// The categories that a feature's codes stand for, as a base would hold them.
fn categories(feature: &Feature) -> Option<Vec<Value>> {
    let FeatureKind::Category { labels: Some(labels), .. } = &feature.kind else { return None };
    let value = |label: &CategoryLabel| match label {
        CategoryLabel::Text(text) => Value::Text(text.clone()),
        CategoryLabel::Number(number) => Value::from_f64(*number),
        CategoryLabel::Bool(flag) => Value::Number(f64::from(u8::from(*flag))),
        // Nothing that a cell could hold: its code keeps its place in the list.
        CategoryLabel::Other(_) => Value::Missing,
    };
    Some(labels.iter().map(value).collect())
}

fn add_feature(options: &mut ReadOptions, feature: &Feature) {
    match &feature.kind {
        FeatureKind::Category { labels: Some(labels), .. } => {
            let words: Option<Vec<String>> = labels
                .iter()
                .map(|label| match label {
                    CategoryLabel::Text(text) => Some(text.clone()),
                    _ => None,
                })
                .collect();
            match words {
                Some(labels) => {
                    options.text.push(TextFeature { name: feature.name.clone(), labels });
                }
                None => options.numeric.push(feature.name.clone()),
            }
        }
        _ => options.numeric.push(feature.name.clone()),
    }
}
