//! Pickled models: honest files give Python's own scores, hostile and damaged ones a message.
//!
//! The files are made by `tests/fixtures/make_pickles.py` with LightGBM 2.2, 3.3 and 4.7.

use std::{collections::BTreeMap, io::Read as _};

use clairscore::model::{
    Forest,
    pickle::{self, ClassKind, Compression, PickleError, PickledModel},
};
use proptest::prelude::*;

const ARCHIVES: [(&str, &[u8]); 4] = [
    ("v4", include_bytes!("../fixtures/pickles_v4.zip.xz")),
    ("v3", include_bytes!("../fixtures/pickles_v3.zip.xz")),
    ("v2", include_bytes!("../fixtures/pickles_v2.zip.xz")),
    ("py2", include_bytes!("../fixtures/pickles_py2.zip.xz")),
];

type Files = BTreeMap<String, Vec<u8>>;

/// The files of one archive.
fn files_of(archive: &[u8]) -> Files {
    let zipped = Compression::Xz.inflate(archive).unwrap();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(zipped)).unwrap();
    (0..zip.len())
        .map(|index| {
            let mut file = zip.by_index(index).unwrap();
            let name = file.name().unwrap().into_owned();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (name, bytes)
        })
        .collect()
}

fn v4_file(name: &str) -> Vec<u8> {
    files_of(ARCHIVES[0].1).remove(name).unwrap_or_else(|| panic!("no fixture {name}"))
}

fn json(bytes: &[u8]) -> serde_json::Value {
    serde_json::from_slice(bytes).unwrap()
}

fn scores(model: &PickledModel, rows: &serde_json::Value) -> Vec<f64> {
    let forest = Forest::parse(model.text.as_bytes()).unwrap();
    let used = model.best_iteration.map_or(forest.trees().len(), |best| best as usize);
    let forest = forest.first_trees(used);
    let rows = rows.as_array().unwrap().iter();
    rows.map(|row| {
        let row = row.as_array().unwrap().iter();
        let row: Vec<f64> = row.map(|value| value.as_f64().unwrap_or(f64::NAN)).collect();
        forest.raw_score(&row).unwrap()
    })
    .collect()
}

#[test]
fn every_honest_file_scores_as_python_scores_it() {
    let mut checked = 0;
    for (tag, archive) in ARCHIVES {
        let files = files_of(archive);
        let expected = json(&files[&format!("{tag}.json")]);
        for (name, expected_file) in expected["files"].as_object().unwrap() {
            let model = pickle::read(&files[name]).unwrap_or_else(|e| panic!("{name}: {e}"));
            assert_eq!(model.class_name, expected_file["class_name"].as_str().unwrap(), "{name}");
            let best = expected_file["best_iteration"].as_i64().unwrap();
            assert_eq!(model.best_iteration.map_or(0, i64::from), best.max(0), "{name}");
            let rows = &expected["rows"][expected_file["rows"].as_str().unwrap()];
            let raw = expected_file["raw"].as_array().unwrap();
            for (own, python) in scores(&model, rows).into_iter().zip(raw) {
                let python = python.as_f64().unwrap();
                assert!((own - python).abs() <= 1e-12 * python.abs(), "{name}: {own} {python}");
            }
            checked += 1;
        }
    }
    assert_eq!(checked, 70);
}

#[test]
fn labels_other_than_zero_and_one_are_told() {
    for (tag, archive) in ARCHIVES {
        for (name, bytes) in files_of(archive) {
            if name.ends_with("json") || name.starts_with("refused") {
                continue;
            }
            let told = pickle::read(&bytes).unwrap().positive_class;
            let labelled = name.contains("labelled") || name.contains("objects");
            assert_eq!(told.as_deref(), labelled.then_some("mauvais payeur"), "{tag} {name}");
        }
    }
}

#[test]
fn trees_after_the_best_iteration_are_in_the_text_and_not_used() {
    for (tag, archive) in ARCHIVES {
        let files = files_of(archive);
        let kept = files.iter().find(|(name, _)| name.contains("_kept_")).unwrap().1;
        let model = pickle::read(kept).unwrap();
        let trees = Forest::parse(model.text.as_bytes()).unwrap().trees().len();
        assert_eq!((model.best_iteration, trees), (Some(2), 5), "{tag}");
    }
}

#[test]
fn what_stands_beside_the_model_is_named() {
    let model = pickle::read(&v4_file("v4_dict_p4.pkl")).unwrap();
    assert_eq!(model.besides, ["columns", "threshold"]);
    assert_eq!(model.class_name, "LGBMClassifier");
}

#[test]
fn models_inside_something_else_are_refused_by_its_name() {
    let class = |name: &str| match pickle::read(&v4_file(name)) {
        Err(PickleError::Class { name, kind }) => (name, kind),
        other => panic!("{name}: {other:?}"),
    };
    let wrapper = |name: &str| (name.to_owned(), ClassKind::Wrapper);
    for file in ["refused_pipeline.joblib", "refused_pipeline.pkl", "refused_pipeline_raw.joblib"] {
        assert_eq!(class(file), wrapper("sklearn.pipeline.Pipeline"), "{file}");
    }
    let calibrated = wrapper("sklearn.calibration.CalibratedClassifierCV");
    assert_eq!(class("refused_calibrated.joblib"), calibrated);
    let search = wrapper("sklearn.model_selection._search.GridSearchCV");
    assert_eq!(class("refused_search.joblib"), search);
    let scaler = wrapper("sklearn.preprocessing._data.StandardScaler");
    assert_eq!(class("refused_scaler_beside.joblib"), scaler);
    let regressor = ("lightgbm.sklearn.LGBMRegressor".to_owned(), ClassKind::OtherTask);
    assert_eq!(class("refused_regressor.joblib"), regressor);
}

#[test]
fn no_model_and_several_models_are_refused() {
    let refusal = |name: &str| pickle::read(&v4_file(name)).unwrap_err();
    assert!(matches!(
        refusal("refused_two_models.joblib"),
        PickleError::SeveralModels { count: 2 }
    ));
    assert!(matches!(refusal("refused_unfitted.joblib"), PickleError::NotFitted { .. }));
    assert!(matches!(refusal("refused_three_classes.joblib"), PickleError::Classes { .. }));
    assert!(matches!(pickle::read(b"\x80\x04]\x94."), Err(PickleError::NoModel { .. })));
}

#[test]
fn a_file_cut_off_anywhere_is_refused() {
    for (_, archive) in ARCHIVES {
        for (name, bytes) in files_of(archive) {
            if name.ends_with("json") {
                continue;
            }
            for step in 0..50 {
                let length = bytes.len() * step / 50;
                assert!(pickle::read(&bytes[..length]).is_err(), "{name} {length}");
            }
            assert!(pickle::read(&bytes[..bytes.len() - 1]).is_err(), "{name}");
        }
    }
}

#[test]
fn something_after_the_model_is_refused() {
    let mut bytes = v4_file("v4_classifier_p4.pkl");
    bytes.extend(v4_file("v4_booster_p4.pkl"));
    assert!(matches!(pickle::read(&bytes), Err(PickleError::Trailing { .. })));
}

/// Small pickles that do harm where Python opens them: what they try, what the refusal says.
fn hostile() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let booster = v4_file("v4_booster_p2.pkl");
    let with_a_model = |hostile: &[u8]| {
        // [hostile, model] in one list.
        let mut bytes = b"\x80\x02]".to_vec();
        bytes.extend_from_slice(hostile);
        bytes.push(b'a');
        bytes.extend_from_slice(&booster[2..booster.len() - 1]);
        bytes.extend_from_slice(b"a.");
        bytes
    };
    let mut memo_bomb = b"\x80\x02]q\0".to_vec();
    for level in 1..=200_u8 {
        // Each list holds the one before it ten times: 10^200 elements when it is walked as a tree.
        memo_bomb.extend_from_slice(b"](");
        for _ in 0..10 {
            memo_bomb.extend_from_slice(&[b'h', level - 1]);
        }
        memo_bomb.extend_from_slice(&[b'e', b'q', level]);
    }
    memo_bomb.push(b'.');
    let mut many_references = b"\x80\x02N".to_vec();
    many_references.extend(std::iter::repeat_n(0x94, 1_100_000));
    many_references.push(b'.');
    let mut deep = b"\x80\x02".to_vec();
    deep.extend(std::iter::repeat_n(b']', 1_500_000));
    deep.extend(std::iter::repeat_n(b'a', 1_499_999));
    deep.push(b'.');
    vec![
        ("os.system", "`os.system`", b"cos\nsystem\n(S'echo'\ntR.".to_vec()),
        (
            "posix.system",
            "`posix.system`",
            b"\x80\x04\x8c\x05posix\x8c\x06system\x93\x8c\x02id\x85R.".to_vec(),
        ),
        (
            "builtins.eval",
            "`builtins.eval`",
            b"\x80\x03cbuiltins\neval\nX\x01\0\0\x001\x85R.".to_vec(),
        ),
        (
            "__builtin__.exec",
            "`__builtin__.exec`",
            b"\x80\x02c__builtin__\nexec\nU\x01x\x85R.".to_vec(),
        ),
        ("builtins.getattr", "`builtins.getattr`", with_a_model(b"cbuiltins\ngetattr\n)R")),
        ("beside a model", "`posix.system`", with_a_model(b"cposix\nsystem\nU\x02id\x85R")),
        (
            "a nested pickle",
            "`pickle.loads`",
            with_a_model(b"cpickle\nloads\nU\x10cos\nsystem\n)R.\x85R"),
        ),
        (
            "operator",
            "`operator.attrgetter`",
            b"\x80\x02coperator\nattrgetter\nU\x05mro\x00\x85R.".to_vec(),
        ),
        ("a call of a text", "not a class", b"\x80\x02U\x02id)R.".to_vec()),
        ("a call of a called", "not a class", b"\x80\x02c__builtin__\nobject\n)R)R.".to_vec()),
        ("an instance", "Python 1", b"(ios\nsystem\n.".to_vec()),
        ("an object", "`os.system`", b"(cos\nsystem\nU\x02ido.".to_vec()),
        ("a persistent id", "outside of the file", b"P1\n.".to_vec()),
        ("a binary persistent id", "outside of the file", b"\x80\x02NQ.".to_vec()),
        ("an extension", "class by number", b"\x80\x02\x82\x01.".to_vec()),
        ("a buffer", "buffer", b"\x80\x05\x97.".to_vec()),
        ("4 GB of text", "ends too early", b"\x80\x04\x8d\0\0\0\0\x01\0\0\0tree.".to_vec()),
        (
            "16 EB of bytes",
            "ends too early",
            b"\x80\x04\x8e\xff\xff\xff\xff\xff\xff\xff\xfftree.".to_vec(),
        ),
        ("a negative long", "ends too early", b"\x80\x02\x8b\xff\xff\xff\xff.".to_vec()),
        ("protocol 9", "protocol 9", b"\x80\x09N.".to_vec()),
        ("a memo bomb", "no model", memo_bomb),
        ("a million references", "references", many_references),
        ("deep lists", "inside one another", deep),
        ("open marks", "inside one another", b"(".repeat(5_000)),
        ("a list in itself", "no model", b"\x80\x02]q\0h\0a.".to_vec()),
        (
            "a far reference",
            "nothing before it",
            b"\x80\x02Nr\xff\xff\xff\xffj\xfe\xff\xff\xff.".to_vec(),
        ),
        ("a state of a class", "not an object", b"\x80\x02clightgbm.basic\nBooster\n}b.".to_vec()),
        ("a false array", "type that is not known", joblib_array(b"V8", "(K\x01K\x01t")),
        (
            "a huge array",
            "no size",
            joblib_array(b"f8", "(J\x7f\x7f\x7f\x7fJ\x7f\x7f\x7f\x7fJ\x7f\x7f\x7f\x7ft"),
        ),
    ]
}

/// A joblib array of the type and shape that the instructions give.
fn joblib_array(dtype: &[u8], shape: &str) -> Vec<u8> {
    let mut bytes = b"\x80\x02cjoblib.numpy_pickle\nNumpyArrayWrapper\n)\x81}(U\x05dtype".to_vec();
    bytes.extend_from_slice(b"cnumpy\ndtype\nU\x02");
    bytes.extend_from_slice(dtype);
    bytes.extend_from_slice(b"\x85RU\x05shape");
    bytes.extend_from_slice(shape.as_bytes());
    bytes.extend_from_slice(b"ub.");
    bytes
}

#[test]
fn hostile_files_are_refused() {
    for (what, reason, bytes) in hostile() {
        let refused = pickle::read(&bytes).expect_err(what).to_string();
        assert!(refused.contains(reason) && refused.len() < 500, "{what}: {refused}");
        let control = |c: char| c.is_control();
        assert!(!refused.contains(control), "{what}: {refused:?}");
    }
}

#[test]
fn a_file_that_would_run_something_is_called_so() {
    let refused = pickle::read(b"cos\nsystem\n(S'echo'\ntR.").unwrap_err().to_string();
    assert!(refused.contains("os.system") && refused.contains("Nothing was run"), "{refused}");
}

#[test]
fn pickles_are_known_by_their_first_bytes() {
    for (_, archive) in ARCHIVES {
        for (name, bytes) in files_of(archive) {
            let plain = name.ends_with("pkl") || name.ends_with("raw.joblib");
            if plain {
                assert!(pickle::looks_like_pickle(&bytes), "{name}");
            }
            if name.ends_with("json") {
                assert!(!pickle::looks_like_pickle(&bytes), "{name}");
            }
        }
    }
    for other in [&b"tree\nversion=v4\n"[..], b"client_id,a\n1,2", b"", b"c", b"{\"a\":1}", b"PAR1"]
    {
        assert!(!pickle::looks_like_pickle(other), "{other:?}");
    }
}

fn some_fixture() -> impl Strategy<Value = Vec<u8>> {
    let names = [
        "v4_classifier_p0.pkl",
        "v4_category_p2.pkl",
        "v4_dict_p4.pkl",
        "v4_booster_p5.pkl",
        "v4_raw.joblib",
        "v4_objects.joblib",
        "v4_zlib1.joblib",
        "v4_bz2.joblib",
        "v4_lzma.joblib",
        "v4_xz.joblib",
    ];
    let files = files_of(ARCHIVES[0].1);
    let fixtures: Vec<Vec<u8>> = names.iter().map(|name| files[*name].clone()).collect();
    proptest::sample::select(fixtures)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn damaged_files_never_panic_or_hang(
        mut bytes in some_fixture(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if let Ok(model) = pickle::read(&bytes) {
            let _ = Forest::parse(model.text.as_bytes());
        }
    }

    #[test]
    fn instructions_at_random_never_panic_or_hang(
        instructions in prop::collection::vec(
            prop::sample::select(&b"(.012FGIJKLMNRSTUVX]abcdeghjlpqrstu})\x80\x81\x85\x86\x87\x88\x89\x8a\x8b\x8c\x8f\x90\x91\x92\x93\x94\x95\x96\0\x01\n'"[..]),
            0..200,
        ),
    ) {
        let _ = pickle::read(&instructions);
    }
}
