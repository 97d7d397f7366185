//! A whole population explained: in the library, and as a file from the terminal.

use std::{
    fs::{self, File},
    path::Path,
    process::{Command, Output},
    sync::Arc,
};

use clairscore::{
    demo,
    domain::{Cancelled, SilentJob},
    explain::{Explainer, Folding, Slab},
    model::Forest,
    portfolio::{Model, Portfolio},
};
use polars::prelude::*;

/// What DESIGN allows between base value plus contributions and the raw score.
const TOLERANCE: f64 = 1e-9;

fn demo_portfolio() -> Portfolio {
    let model = Arc::new(Model::new(demo::model().unwrap()));
    Portfolio::new(model, Arc::new(demo::base(&SilentJob).unwrap())).unwrap()
}

#[test]
fn everybody_in_the_demo_gets_what_they_get_alone() {
    let portfolio = demo_portfolio();
    let width = portfolio.model().forest().features().len();
    let mut next = 0;
    let take = |slab: Slab<'_>| {
        assert_eq!(slab.rows.start, next);
        next = slab.rows.end;
        for (at, row) in slab.rows.enumerate().step_by(997) {
            let alone = portfolio.explain(row as u32);
            assert_eq!(slab.raw_scores[at].to_bits(), alone.raw_score.to_bits());
            assert_eq!(&slab.contributions[at * width..][..width], alone.contributions);
        }
        Ok::<(), Cancelled>(())
    };
    portfolio.explain_all(&SilentJob, take).unwrap();
    assert_eq!(next, portfolio.base().rows());
}

#[test]
fn themes_are_summed_while_the_contributions_come() {
    let portfolio = demo_portfolio();
    let width = portfolio.model().forest().features().len();
    let themes = portfolio.model().grouping().outline().theme_features();
    let mut seen: Vec<usize> = themes.concat();
    seen.sort_unstable();
    assert_eq!(seen, (0..width).collect::<Vec<_>>(), "every feature is in one theme");
    let folding = Folding::new(width, themes.iter().map(Vec::as_slice));
    let base_value = portfolio.model().explainer().base_value();
    let take = |slab: Slab<'_>| {
        let mut sums = vec![0.0; slab.rows.len() * folding.sums()];
        folding.fold(slab.contributions, &mut sums);
        for (sums, raw_score) in sums.chunks(folding.sums()).zip(slab.raw_scores) {
            assert!((base_value + sums.iter().sum::<f64>() - raw_score).abs() <= TOLERANCE);
        }
        Ok::<(), Cancelled>(())
    };
    portfolio.explain_all(&SilentJob, take).unwrap();
}

#[test]
fn against_the_just_accepted_contributions_sum_to_the_difference_of_scores() {
    let portfolio = demo_portfolio();
    let scores = portfolio.score_all(&SilentJob).unwrap();
    let threshold = portfolio.model().threshold().unwrap();
    let accepted = scores.accepted(threshold);
    let just_accepted = &scores.by_risk()[accepted - 200..accepted];
    let reference = portfolio.reference(just_accepted, &SilentJob).unwrap();
    let mean: f64 =
        just_accepted.iter().map(|&row| scores.raw_score(row).unwrap()).sum::<f64>() / 200.0;
    assert!((reference.base_value() - mean).abs() <= TOLERANCE);
    let width = portfolio.model().forest().features().len();
    let mut clients = 0;
    let take = |slab: Slab<'_>| {
        clients += slab.rows.len();
        for (row, raw_score) in slab.contributions.chunks(width).zip(slab.raw_scores) {
            assert!((mean + row.iter().sum::<f64>() - raw_score).abs() <= TOLERANCE);
        }
        Ok::<(), Cancelled>(())
    };
    portfolio.explain_all_against(&reference, &SilentJob, take).unwrap();
    assert_eq!(clients, portfolio.base().rows());
}

/// Models that other people trained, on the rows that their reference files hold.
#[test]
fn models_of_other_people_give_everybody_what_they_get_alone() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let Ok(folder) = fs::read_dir(shared.join("reference")) else {
        eprintln!("skipped: ../shared/reference is not there");
        return;
    };
    let mut models = 0;
    for path in folder.filter_map(|entry| Some(entry.ok()?.path())) {
        if path.extension().is_none_or(|extension| extension != "parquet") {
            continue;
        }
        let name = path.file_stem().unwrap();
        let own = shared.join("data/models").join(name).with_extension("txt");
        let model =
            if own.exists() { own } else { shared.join("data").join(name).join("model.txt") };
        let forest = Arc::new(Forest::parse(&fs::read(model).unwrap()).unwrap());
        check_against_alone(&forest, &rows_of(&path, forest.features().len()));
        models += 1;
    }
    assert!(models > 0);
}

/// The columns `x0`, `x1` ... of a reference file, row after row.
fn rows_of(path: &Path, features: usize) -> Vec<f64> {
    let table = ParquetReader::new(File::open(path).unwrap()).finish().unwrap();
    let columns: Vec<Vec<f64>> = (0..features)
        .map(|index| {
            let column = table.column(&format!("x{index}")).unwrap();
            column.f64().unwrap().iter().map(|value| value.unwrap()).collect()
        })
        .collect();
    (0..table.height()).flat_map(|row| columns.iter().map(move |column| column[row])).collect()
}

fn check_against_alone(forest: &Arc<Forest>, values: &[f64]) {
    let explainer = Explainer::new(forest);
    let width = forest.features().len();
    let fill = |rows: std::ops::Range<usize>, block: &mut [f64]| {
        block.copy_from_slice(&values[rows.start * width..rows.end * width]);
    };
    let take = |slab: Slab<'_>| {
        for (row, together) in slab.rows.clone().zip(slab.contributions.chunks(width)) {
            let alone = explainer.explain(&values[row * width..][..width]).unwrap();
            assert_eq!(alone.contributions, together);
        }
        Ok::<(), Cancelled>(())
    };
    explainer.explain_population(values.len() / width, fill, &SilentJob, take).unwrap();
}

fn clairscore(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_clairscore"))
        .args(arguments)
        .env("LC_ALL", "en_GB.UTF-8")
        .output()
        .unwrap()
}

fn metadata(path: &Path, wanted: &str) -> String {
    let mut reader = ParquetReader::new(File::open(path).unwrap());
    let metadata = reader.get_metadata().unwrap();
    let facts = metadata.key_value_metadata().as_ref().unwrap();
    facts.iter().find(|fact| fact.key == wanted).and_then(|fact| fact.value.clone()).unwrap()
}

#[test]
fn a_base_is_explained_into_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("all.parquet");
    let output = clairscore(&["explain", "--all", "-o", path.to_str().unwrap()]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let portfolio = demo_portfolio();
    let table = ParquetReader::new(File::open(&path).unwrap()).finish().unwrap();
    assert_eq!(table.height(), portfolio.base().rows());
    let base_value: f64 = metadata(&path, "clairscore.base_value").parse().unwrap();
    assert_eq!(base_value, portfolio.model().explainer().base_value());
    assert_eq!(metadata(&path, "clairscore.storage"), "f64");
    let row = 12_345;
    let alone = portfolio.explain(row as u32);
    let id = table.column("client_id").unwrap().get(row).unwrap();
    assert_eq!(id.get_str().unwrap(), portfolio.base().ids().id(row));
    let number = |name: &str| table.column(name).unwrap().f64().unwrap().get(row).unwrap();
    assert_eq!(number("raw_score"), alone.raw_score);
    let features = portfolio.model().forest().features();
    for (feature, contribution) in features.iter().zip(&alone.contributions) {
        assert_eq!(number(&feature.name), *contribution, "{}", feature.name);
    }
}

#[test]
fn single_precision_is_said_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("all.parquet");
    let output = clairscore(&["explain", "--all", "--f32", "-o", path.to_str().unwrap()]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(metadata(&path, "clairscore.storage"), "f32");
    let table = ParquetReader::new(File::open(&path).unwrap()).finish().unwrap();
    assert_eq!(table.dtypes()[1], DataType::Float64, "raw scores are never rounded");
    assert!(table.dtypes()[2..].iter().all(|kind| *kind == DataType::Float32));
}

#[test]
fn nothing_is_written_where_it_may_not_be() {
    let output = clairscore(&["explain", "--all"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("-o FILE.parquet"));
    let folder = tempfile::tempdir().unwrap();
    let nowhere = folder.path().join("missing").join("all.parquet");
    let output = clairscore(&["explain", "--all", "-o", nowhere.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("all.parquet"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}
