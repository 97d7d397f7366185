//! Raw scores against those of LightGBM 4.7.0, for models that other people trained.
//!
//! `../shared/reference/NAME.parquet` holds rows on and around the split points of each model
//! (`x0`, `x1` ...) and LightGBM's raw score for them (`raw`). Both of our engines must give it:
//! our own, and LightGBM reading the text that we write out of the checked model.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use clairscore::model::{Forest, lightgbm::SecondOpinion};
use polars::prelude::*;

/// What DESIGN allows between a raw score and LightGBM's, relative to LightGBM's.
const TOLERANCE: f64 = 1e-12;

#[test]
fn raw_scores_equal_those_of_lightgbm() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let references = files_of(&shared.join("reference"), "parquet");
    if references.is_empty() {
        eprintln!("skipped: ../shared/reference is not there");
        return;
    }
    for reference in references {
        check(&model_of(&shared, &reference), &reference);
    }
}

#[test]
fn models_of_other_people_open_and_read_back_equal() {
    let models =
        files_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/models"), "txt");
    if models.is_empty() {
        eprintln!("skipped: ../shared/data/models is not there");
        return;
    }
    for model in models {
        let forest = open(&model);
        let text = forest.to_text();
        let again = Forest::parse(text.as_bytes()).unwrap();
        assert!(again == forest, "{}", model.display());
        assert_eq!(again.to_text(), text, "{}", model.display());
        assert!(forest.notes().is_empty(), "{}: {:?}", model.display(), forest.notes());
    }
}

fn files_of(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let Ok(folder) = fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = folder
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .collect();
    files.sort();
    files
}

/// `NAME.parquet` was made with `data/models/NAME.txt`, or with the model of the base `data/NAME`.
fn model_of(shared: &Path, reference: &Path) -> PathBuf {
    let name = reference.file_stem().unwrap();
    let model = shared.join("data/models").join(name).with_extension("txt");
    if model.exists() { model } else { shared.join("data").join(name).join("model.txt") }
}

fn open(model: &Path) -> Forest {
    Forest::parse(&fs::read(model).unwrap())
        .unwrap_or_else(|error| panic!("{}: {error}", model.display()))
}

fn check(model: &Path, reference: &Path) {
    let forest = open(model);
    let table = ParquetReader::new(File::open(reference).unwrap()).finish().unwrap();
    let column = |name: &str| -> Vec<f64> {
        table.column(name).unwrap().f64().unwrap().iter().map(|value| value.unwrap()).collect()
    };
    let features = forest.features().len();
    let inputs: Vec<Vec<f64>> = (0..features).map(|index| column(&format!("x{index}"))).collect();
    let expected = column("raw");
    let rows: Vec<f64> = (0..expected.len())
        .flat_map(|line| inputs.iter().map(move |column| column[line]))
        .collect();

    let mut ours = vec![0.0; expected.len()];
    forest.raw_scores(&rows, &mut ours).unwrap();
    let theirs = SecondOpinion::load(&forest).unwrap().raw_scores(&rows).unwrap();
    for (line, expected) in expected.iter().enumerate() {
        for (engine, score) in [("ours", ours[line]), ("LightGBM", theirs[line])] {
            let error = (score - expected).abs() / expected.abs();
            let place = format!("{}, line {line}, {engine}", model.display());
            assert!(error <= TOLERANCE, "{place}: {score}, {expected} expected");
        }
        let row = &rows[line * features..(line + 1) * features];
        assert_eq!(forest.raw_score(row).unwrap().to_bits(), ours[line].to_bits());
    }
}
