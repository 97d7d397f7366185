//! Faults of models, pickles and bundles.

use super::{tables::no_file, *};
use crate::model::{Calibration, Place, open::Foreign, pickle::ClassKind};

fn name() -> String {
    "m.txt".to_owned()
}

#[test]
fn every_fault_of_a_model_text_is_told() {
    let place = Place { line: 1_042, tree: Some(17) };
    check_all(
        "model/error.rs",
        "ModelError",
        &[
            ModelError::NotAModel { what: "it is a zip archive".to_owned() },
            ModelError::Unsupported { what: "a ranking model (objective=lambdarank)".to_owned() },
            ModelError::TooLarge { bytes: 1 << 31, limit: 1 << 30 },
            ModelError::Damaged { place, what: "leaf_value has 30 values, 31 expected".to_owned() },
            ModelError::Damaged {
                place: Place { line: 3, tree: None },
                what: "feature_infos of \"x1\" has category code 3 twice".to_owned(),
            },
        ],
    );
}

#[test]
fn every_reason_not_to_open_a_file_as_a_model_is_told() {
    let foreign = Foreign { what: "a Parquet table", advice: "open it as a client base instead" };
    check_all(
        "model/open/error.rs",
        "OpenError",
        &[
            OpenError::Read { file: name(), cause: no_file() },
            OpenError::TooLarge { file: name(), limit: 1 << 30 },
            OpenError::Empty { file: name() },
            OpenError::Foreign { file: name(), foreign },
            OpenError::Model {
                file: name(),
                cause: ModelError::NotAModel { what: "it is empty".to_owned() },
            },
            OpenError::Pickle { file: name(), cause: PickleError::TextEncoding },
            OpenError::Bundle { file: name(), cause: BundleError::DuplicateNames },
        ],
    );
}

#[test]
fn every_fault_of_a_pickle_is_told() {
    let class = |kind| PickleError::Class { name: "posix.system".to_owned(), kind };
    let kinds = [
        ClassKind::Wrapper,
        ClassKind::OtherTask,
        ClassKind::OtherLibrary,
        ClassKind::Dangerous,
        ClassKind::OldJoblib,
        ClassKind::Private,
        ClassKind::Table,
        ClassKind::Unknown,
    ];
    let told: BTreeSet<String> = kinds.iter().map(variant).collect();
    assert_eq!(told, variants("model/pickle/error.rs", "ClassKind"));
    let mut faults = vec![
        PickleError::TooLarge { limit: 1 << 30 },
        PickleError::Truncated { offset: 12_345 },
        PickleError::Trailing { offset: 12_345 },
        PickleError::Instruction { instruction: "a class by number".to_owned(), offset: 9 },
        PickleError::Instruction {
            instruction: "the unknown instruction 0x7f".to_owned(),
            offset: 9,
        },
        PickleError::Damaged { offset: 9, problem: "it needs a mark" },
        PickleError::TooMany { what: "objects inside one another", limit: 1_000 },
        PickleError::NoModel { found: "a dictionary" },
        PickleError::NoModel { found: "pandas.DataFrame" },
        PickleError::SeveralModels { count: 2 },
        PickleError::NotFitted { class_name: "LGBMClassifier" },
        PickleError::Classes { found: "3 classes".to_owned() },
        PickleError::Parameter { parameter: "pred_early_stop" },
        PickleError::TextEncoding,
        PickleError::Compression { format: "gzip", cause: no_file() },
        PickleError::UnknownCompression { format: "lz4" },
        PickleError::Bomb { format: "gzip", limit: 1 << 30 },
    ];
    faults.extend(kinds.map(class));
    check_all("model/pickle/error.rs", "PickleError", &faults);
}

#[test]
fn every_fault_of_a_bundle_is_told() {
    let card = |line, key: Option<&str>, problem: &str| CardError {
        line,
        key: key.map(str::to_owned),
        problem: problem.to_owned(),
    };
    let dictionary =
        |line, column, problem: &str| DictionaryError { line, column, problem: problem.to_owned() };
    check_all(
        "model/bundle/error.rs",
        "BundleError",
        &[
            BundleError::Io { file: name(), cause: no_file() },
            BundleError::NoModel {
                found: "but x.txt: a bundle's model must bear the name model.txt".into(),
            },
            BundleError::NoModel { found: "it is empty".to_owned() },
            BundleError::TooLarge { file: name(), limit: 1 << 30 },
            BundleError::Zip { cause: "it is empty".to_owned() },
            BundleError::Encrypted { file: name() },
            BundleError::UnsafeName { name: "../x".to_owned() },
            BundleError::DuplicateNames,
            BundleError::TooManyFiles { limit: 100 },
            BundleError::Card(card(Some(3), Some("costs"), "expected two numbers above 0")),
            BundleError::Card(card(None, None, "not UTF-8")),
            BundleError::Dictionary(dictionary(3, None, "the feature stands on line 2 already")),
            BundleError::Dictionary(dictionary(3, Some("display"), "the cell is empty")),
            BundleError::Changed {
                file: name(),
                expected: "ab".to_owned(),
                found: "cd".to_owned(),
            },
            BundleError::Missing { file: name() },
            BundleError::Write(WriteError::Exists { path: "m".into() }),
        ],
    );
    check(&card(None, Some("sha256"), "a digest is not 64 hexadecimal digits"));
    check(&dictionary(
        0,
        None,
        "x1: a label holds `|`, `;` or spaces at its ends, which separate labels",
    ));
}

#[test]
fn other_faults_of_models_are_told() {
    check(&WrongWidth { found: 3, expected: 4 });
    check(&LightGbmError::BadTable("the validation table has other columns".to_owned()));
    // What LightGBM says is English, and said to be.
    let [french, english] = &*BOTH;
    let library = LightGbmError::Library("Check failed".to_owned());
    assert_eq!(library.said(english), "Check failed");
    assert!(library.said(french).contains("en anglais"));
    let calibration = Calibration::platt(-1.0, 0.0).unwrap_err();
    check(&calibration);
}
