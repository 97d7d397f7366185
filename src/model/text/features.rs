//! The columns of a model: `feature_names` and `feature_infos`.

use std::collections::HashSet;

use super::lines::Field;
use super::numbers::{decimal, integer};
use crate::model::error::{ModelError, excerpt};
use crate::model::forest::{Feature, FeatureKind};

/// Longest column name that is read, in bytes; Home Credit aggregates reach 80.
const MAX_NAME_BYTES: usize = 1000;

/// Reads `width` columns.
pub(super) fn read(
    names: &Field<'_>,
    infos: &Field<'_>,
    width: usize,
) -> Result<Vec<Feature>, ModelError> {
    for field in [names, infos] {
        let found = field.len();
        if found != width {
            return Err(field.fault(format_args!("has {found} values, {width} expected")));
        }
    }
    let mut seen = HashSet::with_capacity(width);
    let mut features = Vec::with_capacity(width);
    for (name, info) in names.value.split(' ').zip(infos.value.split(' ')) {
        check_name(names, name)?;
        if !seen.insert(name) {
            return Err(names.fault(format_args!("has {} twice", excerpt(name))));
        }
        let kind = read_kind(info)
            .map_err(|what| infos.fault(format_args!("of {} {what}", excerpt(name))))?;
        features.push(Feature { name: name.to_owned(), kind });
    }
    Ok(features)
}

/// Any name that is one word will do: only LightGBM 3.0 and later refuse the characters of JSON,
/// and `=` is in the names of one-hot columns.
fn check_name(names: &Field<'_>, name: &str) -> Result<(), ModelError> {
    if name.is_empty() {
        return Err(names.fault("has an empty name"));
    }
    if name.len() > MAX_NAME_BYTES {
        return Err(names.fault(format_args!(
            "has {}, a name of {} bytes, {MAX_NAME_BYTES} at most expected",
            excerpt(name),
            name.len()
        )));
    }
    // LightGBM replaces spaces in names, but lets tabs through.
    if name.chars().any(|c| c.is_control() && c != '\t') {
        return Err(names.fault(format_args!("has {}, with a control character", excerpt(name))));
    }
    Ok(())
}

fn read_kind(info: &str) -> Result<FeatureKind, String> {
    if info == "none" {
        return Ok(FeatureKind::Unused);
    }
    let range = info.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    if let Some((min, max)) = range.and_then(|range| range.split_once(':')) {
        let (min, max) = (read_bound(min)?, read_bound(max)?);
        return if min <= max {
            Ok(FeatureKind::Number { min, max })
        } else {
            Err(format!("has a smallest value {min} above its largest {max}"))
        };
    }
    read_codes(info).map(|codes| FeatureKind::Category { codes, labels: None })
}

/// Training columns may hold infinities, and LightGBM writes them as they are.
fn read_bound(text: &str) -> Result<f64, String> {
    match text {
        "inf" => Ok(f64::INFINITY),
        "-inf" => Ok(f64::NEG_INFINITY),
        _ => decimal(text),
    }
}

fn read_codes(info: &str) -> Result<Vec<i32>, String> {
    let mut seen = HashSet::new();
    let mut codes = Vec::new();
    for text in info.split(':') {
        let code = integer(text).map_err(|_| {
            format!("is {}, \"none\", \"[min:max]\" or category codes expected", excerpt(info))
        })?;
        if code < -1 {
            return Err(format!("has category code {code}, -1 or more expected"));
        }
        if !seen.insert(code) {
            return Err(format!("has category code {code} twice"));
        }
        codes.push(code);
    }
    Ok(codes)
}
