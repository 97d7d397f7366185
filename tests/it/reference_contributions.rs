//! Our contributions against those of LightGBM 4.7.0, for models that other people trained.
//!
//! `../shared/reference/NAME.parquet` holds rows on and around the split points of each model
//! (`x0`, `x1` ...), and LightGBM's raw score (`raw`), contributions (`phi0`, `phi1` ...) and base
//! value (`base`) for them.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clairscore::explain::Explainer;
use clairscore::model::Forest;
use polars::prelude::*;

/// What DESIGN allows between our contributions and LightGBM's, relative to the larger of 1 and
/// LightGBM's.
const TOLERANCE: f64 = 1e-9;
/// The same for raw scores.
const SCORE_TOLERANCE: f64 = 1e-12;

#[test]
fn contributions_equal_those_of_lightgbm() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let Ok(folder) = fs::read_dir(shared.join("reference")) else {
        eprintln!("skipped: ../shared/reference is not there");
        return;
    };
    let mut references: Vec<PathBuf> = folder
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "parquet"))
        .collect();
    references.sort();
    assert!(!references.is_empty());
    for reference in references {
        check(&model_of(&shared, &reference), &reference);
    }
}

/// `NAME.parquet` was made with `data/models/NAME.txt`, or with the model of the base `data/NAME`.
fn model_of(shared: &Path, reference: &Path) -> PathBuf {
    let name = reference.file_stem().unwrap();
    let model = shared.join("data/models").join(name).with_extension("txt");
    if model.exists() { model } else { shared.join("data").join(name).join("model.txt") }
}

fn check(model: &Path, reference: &Path) {
    let forest = Arc::new(Forest::parse(&fs::read(model).unwrap()).unwrap());
    let explainer = Explainer::new(&forest);
    let features = forest.features().len();
    let table = ParquetReader::new(File::open(reference).unwrap()).finish().unwrap();
    let column = |name: String| -> Vec<f64> {
        table.column(&name).unwrap().f64().unwrap().iter().map(|value| value.unwrap()).collect()
    };
    let inputs: Vec<Vec<f64>> = (0..features).map(|index| column(format!("x{index}"))).collect();
    let expected: Vec<Vec<f64>> =
        (0..features).map(|index| column(format!("phi{index}"))).collect();
    let (raw, base) = (column("raw".to_owned()), column("base".to_owned()));
    for line in 0..table.height() {
        let row: Vec<f64> = inputs.iter().map(|column| column[line]).collect();
        let explanation = explainer.explain(&row).unwrap();
        let place = |what: &str| format!("{}, line {line}: {what}", model.display());
        assert_close(explanation.raw_score, raw[line], SCORE_TOLERANCE, || place("raw score"));
        assert_close(explanation.base_value, base[line], TOLERANCE, || place("base value"));
        for (feature, contribution) in explanation.contributions.iter().enumerate() {
            let expected = expected[feature][line];
            assert_close(*contribution, expected, TOLERANCE, || {
                place(&format!("contribution of feature {feature}"))
            });
        }
        assert!(explanation.additivity_error() <= TOLERANCE, "{}", place("sum"));
    }
}

fn assert_close(found: f64, expected: f64, tolerance: f64, place: impl Fn() -> String) {
    let error = (found - expected).abs() / expected.abs().max(1.0);
    assert!(error <= tolerance, "{}: {found}, {expected} expected", place());
}
