//! A model that learns from a prepared table.

use clairscore::{
    model::open::open_model,
    pipeline::synth::{HomeCredit, TableFormat, home_credit},
};

use super::*;

#[test]
fn nothing_is_learnt_from_the_number_of_a_row_unless_it_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let asked = HomeCredit { clients: 600, seed: 5, format: TableFormat::Csv };
    home_credit(&asked, &at("raw"), &SilentJob).unwrap();
    let (table, _) = prepare(&options(&at("raw"), Recipe::Base), &SilentJob).unwrap();
    table.write(&at("features.parquet")).unwrap();
    let train = |bundle: &str, more: &[&str]| -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_clairscore"))
            .args(["train", "--base", "features.parquet", "--target", "TARGET", "--lang", "en"])
            .args(["--max-trees", "3", "--no-run", "--no-baselines", "--out", bundle])
            .args(more)
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    let features = |bundle: &str| -> Vec<String> {
        let model = open_model(&at(bundle)).unwrap();
        model.forest.features().iter().map(|feature| feature.name.clone()).collect()
    };
    let said = train("without", &[]);
    assert!(said.contains("Left out: “index”"), "{said}");
    assert!(!features("without").contains(&"index".to_owned()));
    assert!(features("without").contains(&"AMT_CREDIT".to_owned()));
    let said = train("with", &["--features", "index,AMT_CREDIT"]);
    assert!(!said.contains("Left out"), "{said}");
    assert_eq!(features("with"), ["index", "AMT_CREDIT"]);
}
