//! The feature table: its columns, and its file.
//!
//! Depends on the features and on [`super::parquet_file`]. Invariant: no two columns have the same name, and the same table is always
//! written as the same bytes.

use std::{
    collections::HashMap,
    fs::File,
    io::{self, Write as _},
    iter::repeat_n,
    path::Path,
};

use super::{
    PrepareOptions,
    error::PrepareError,
    feature::{Feature, Origin},
    parquet_file,
    preparation::{Categories, METADATA_KEY, Preparation},
};
use crate::files::{self, Access, Staged};

/// One row of features a client.
#[derive(Debug, Clone)]
pub struct FeatureTable {
    features: Vec<Feature>,
    preparation: Preparation,
}

impl FeatureTable {
    /// The table of `features`, or those of them that `options.like` has, in its order.
    pub(super) fn new(
        options: &PrepareOptions,
        categories: Categories,
        features: Vec<Feature>,
    ) -> Result<Self, PrepareError> {
        check_names(&features)?;
        if let Some(like) = &options.like {
            let features = reordered(features, &like.columns);
            return Ok(Self { features, preparation: like.clone() });
        }
        let columns = features.iter().map(|feature| feature.name.clone()).collect();
        let preparation = Preparation::new(options.recipe, categories, columns);
        Ok(Self { features, preparation })
    }

    /// Its columns in their order.
    #[must_use]
    pub fn features(&self) -> &[Feature] {
        &self.features
    }

    /// How it was made.
    #[must_use]
    pub fn preparation(&self) -> &Preparation {
        &self.preparation
    }

    /// How many clients there are.
    #[must_use]
    pub fn clients(&self) -> usize {
        self.features.first().map_or(0, Feature::rows)
    }

    /// The value of `feature` for the client on `row`; NaN when it is missing or unknown.
    #[must_use]
    pub fn value(&self, feature: &str, row: usize) -> f64 {
        let feature = self.features.iter().find(|own| own.name == feature);
        feature.map_or(f64::NAN, |feature| feature.number(row))
    }

    /// Writes it as Parquet, whole or not at all, with its [`Preparation`] in the metadata.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn write(&self, path: &Path) -> Result<(), PrepareError> {
        Ok(self.stage(path)?.put()?)
    }

    /// Writes it as [`Self::write`] does, beside its place.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn stage(&self, path: &Path) -> Result<Staged, PrepareError> {
        let json = self.preparation.to_json().map_err(|e| PrepareError::Polars(e.to_string()))?;
        let write = |file: &mut File| {
            let mut buffered = io::BufWriter::with_capacity(1 << 20, file);
            parquet_file::write(&self.features, (METADATA_KEY, json), &mut buffered)
                .map_err(io::Error::other)?;
            buffered.flush()
        };
        Ok(files::stage(path, Access::Shared, write)?)
    }
}

/// Refuses two columns that LightGBM would call the same.
fn check_names(features: &[Feature]) -> Result<(), PrepareError> {
    let mut owners: HashMap<&str, &Feature> = HashMap::new();
    for feature in features {
        if let Some(first) = owners.insert(&feature.name, feature) {
            let (first, second) = (spelled(&first.origin), spelled(&feature.origin));
            return Err(PrepareError::SameName { first, second });
        }
    }
    Ok(())
}

/// The name of a feature before it is cleaned.
fn spelled(origin: &Origin) -> String {
    format!("{}{}{}", origin.family.prefix(), origin.column, origin.category.suffix())
}

/// The features called `columns` in this order; one that is not there is missing for everybody.
fn reordered(features: Vec<Feature>, columns: &[String]) -> Vec<Feature> {
    let clients = features.first().map_or(0, Feature::rows);
    let mut by_name: HashMap<String, Feature> =
        features.into_iter().map(|feature| (feature.name.clone(), feature)).collect();
    let nothing =
        |name: &String| Feature::new(name, Origin::application(name), repeat_n(f64::NAN, clients));
    columns.iter().map(|name| by_name.remove(name).unwrap_or_else(|| nothing(name))).collect()
}
