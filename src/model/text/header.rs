//! The head of a model text: what kind of model it is, and its columns.

use super::features;
use super::lines::{Cursor, Field, Fields};
use super::numbers::{decimal, integer};
use crate::model::error::{ModelError, Place, excerpt};
use crate::model::forest::{Feature, FormatVersion, Objective};

/// Beyond this many columns LightGBM itself reads rows in another way (`kFeatureThreshold`), with
/// another meaning of absent values.
const MAX_FEATURES: i32 = 100_000;

const KEYS: [&str; 10] = [
    "version",
    "num_class",
    "num_tree_per_iteration",
    "label_index",
    "max_feature_idx",
    "objective",
    "feature_names",
    "monotone_constraints",
    "feature_infos",
    "tree_sizes",
];

/// Stands alone in the header of a random forest.
const AVERAGE_OUTPUT: &str = "average_output";

/// What the head of the file says.
#[derive(Debug)]
pub(super) struct ParsedHeader {
    pub(super) version: FormatVersion,
    pub(super) objective: Objective,
    pub(super) average_output: bool,
    pub(super) label_index: u32,
    pub(super) monotone_constraints: Option<Vec<i8>>,
    pub(super) features: Vec<Feature>,
    /// Bytes of each tree; at least one tree.
    pub(super) tree_sizes: Vec<usize>,
    /// The line of `tree_sizes`.
    pub(super) sizes_place: Place,
}

/// Reads the header, up to and with the empty line after it.
pub(super) fn read(cursor: &mut Cursor<'_>) -> Result<ParsedHeader, ModelError> {
    let start = cursor.place();
    match cursor.next() {
        Some(line) if line.text == "tree" => {}
        Some(line) => {
            let what = format!("it begins with {} instead of \"tree\"", excerpt(line.text));
            return Err(ModelError::NotAModel { what });
        }
        None => return Err(ModelError::NotAModel { what: "it is empty".into() }),
    }
    let fields = Fields::read(cursor, start, &KEYS, &[AVERAGE_OUTPUT])?;
    let version = read_version(fields.get("version"), start)?;
    refuse_many_classes(&fields)?;
    let objective = read_objective(fields.get("objective"))?;
    let width = read_width(fields.need("max_feature_idx")?)?;
    let sizes = fields.need("tree_sizes")?;
    Ok(ParsedHeader {
        version,
        objective,
        average_output: fields.get(AVERAGE_OUTPUT).is_some(),
        label_index: read_label_index(fields.need("label_index")?)?,
        monotone_constraints: read_constraints(fields.get("monotone_constraints"), width)?,
        features: features::read(
            fields.need("feature_names")?,
            fields.need("feature_infos")?,
            width,
        )?,
        tree_sizes: read_sizes(sizes)?,
        sizes_place: sizes.place,
    })
}

fn read_version(field: Option<&Field<'_>>, start: Place) -> Result<FormatVersion, ModelError> {
    let Some(field) = field else {
        return Err(start.fault(
            "the line version= is missing (LightGBM wrote none before 2.0.12: load such a model \
             with a newer LightGBM and save it again)",
        ));
    };
    match field.value {
        "v2" => Ok(FormatVersion::V2),
        "v3" => Ok(FormatVersion::V3),
        "v4" => Ok(FormatVersion::V4),
        other => Err(field.fault(format_args!("is {}, v2, v3 or v4 expected", excerpt(other)))),
    }
}

fn refuse_many_classes(fields: &Fields<'_>) -> Result<(), ModelError> {
    let classes = fields.need("num_class")?.one(integer)?;
    if classes > 1 {
        return Err(ModelError::Unsupported {
            what: format!("a multiclass model (num_class={classes})"),
        });
    }
    for key in ["num_class", "num_tree_per_iteration"] {
        let field = fields.need(key)?;
        let found = field.one(integer)?;
        if found != 1 {
            return Err(field.fault(format_args!("is {found}, 1 expected")));
        }
    }
    Ok(())
}

fn read_objective(field: Option<&Field<'_>>) -> Result<Objective, ModelError> {
    let Some(field) = field else {
        let what = "a model with an objective of its own (the file has no objective= line, so it \
                    does not say how a score becomes a probability)";
        return Err(ModelError::Unsupported { what: what.into() });
    };
    let mut words = field.value.split(' ');
    let name = words.next().unwrap_or_default();
    match name {
        "binary" => Ok(Objective::Binary { sigmoid: read_sigmoid(field)? }),
        "cross_entropy" | "xentropy" if words.next().is_none() => Ok(Objective::CrossEntropy),
        "cross_entropy_lambda" | "xentlambda" if words.next().is_none() => {
            Ok(Objective::CrossEntropyLambda)
        }
        _ => Err(refused_objective(field, name)),
    }
}

fn read_sigmoid(field: &Field<'_>) -> Result<f64, ModelError> {
    let Some(text) = field.value.strip_prefix("binary sigmoid:") else {
        return Err(field.fault(format_args!(
            "is {}, \"binary sigmoid:\" and a number expected",
            excerpt(field.value)
        )));
    };
    let sigmoid = decimal(text).map_err(|what| field.fault(what))?;
    if sigmoid > 0.0 {
        Ok(sigmoid)
    } else {
        Err(field.fault(format_args!("has sigmoid {sigmoid}, a number above 0 expected")))
    }
}

fn refused_objective(field: &Field<'_>, name: &str) -> ModelError {
    let kind = match name {
        "multiclass" | "softmax" | "multiclassova" | "multiclass_ova" | "ova" | "ovr" => {
            "multiclass"
        }
        "lambdarank" | "rank_xendcg" | "xendcg" | "xe_ndcg" | "xe_ndcg_mart" | "xendcg_mart" => {
            "ranking"
        }
        "regression" | "regression_l2" | "regression_l1" | "huber" | "fair" | "poisson"
        | "quantile" | "mape" | "gamma" | "tweedie" => "regression",
        "custom" | "none" | "null" | "na" => "custom-objective",
        _ => {
            return field.fault(format_args!(
                "is {}, \"binary sigmoid:1\" or a cross-entropy expected",
                excerpt(field.value)
            ));
        }
    };
    ModelError::Unsupported { what: format!("a {kind} model (objective={name})") }
}

fn read_width(field: &Field<'_>) -> Result<usize, ModelError> {
    let last = field.one(integer)?;
    if (0..MAX_FEATURES).contains(&last) {
        Ok(last as usize + 1)
    } else {
        Err(field.fault(format_args!("is {last}, 0 to {} expected", MAX_FEATURES - 1)))
    }
}

fn read_label_index(field: &Field<'_>) -> Result<u32, ModelError> {
    // Not 0 when the command line program was told which column of its training file was the
    // label; it has no part in the score.
    let index = field.one(integer)?;
    if (0..=MAX_FEATURES).contains(&index) {
        Ok(index as u32)
    } else {
        Err(field.fault(format_args!("is {index}, 0 to {MAX_FEATURES} expected")))
    }
}

fn read_constraints(
    field: Option<&Field<'_>>,
    width: usize,
) -> Result<Option<Vec<i8>>, ModelError> {
    let Some(field) = field else { return Ok(None) };
    let read = |number: i32| match i8::try_from(number) {
        Ok(sign @ -1..=1) => Ok(sign),
        _ => Err(field.fault(format_args!("holds {number}, -1, 0 or 1 expected"))),
    };
    field.many(width, integer)?.into_iter().map(read).collect::<Result<_, _>>().map(Some)
}

fn read_sizes(field: &Field<'_>) -> Result<Vec<usize>, ModelError> {
    let found = field.len();
    if found == 0 {
        return Err(field.fault("lists no tree: the model has not been trained"));
    }
    let read = |size: i32| match usize::try_from(size) {
        Ok(size) if size > 0 => Ok(size),
        _ => Err(field.fault(format_args!("holds {size}, a number of bytes expected"))),
    };
    field.many(found, integer)?.into_iter().map(read).collect()
}
