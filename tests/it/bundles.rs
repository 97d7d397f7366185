//! Bundles and the opening of whatever somebody offers as a model.

use std::{
    collections::BTreeMap,
    fs,
    io::{Cursor, Read as _, Write as _},
    path::Path,
};

use clairscore::{
    domain::{Dictionary, Display, FeatureEntry, Language, Localised, Threshold},
    model::{
        bundle::{
            Bundle, BundleError, CARD_FILE, Card, Costs, DICTIONARY_FILE, Existing, MODEL_FILE,
            Metric, Parts, REFERENCE_FILE, TrainingData,
        },
        open::{ModelNote, OpenError, OpenedModel, open_model, open_model_bytes},
        pickle::{self, Compression},
    },
};
use proptest::prelude::*;

const ARCHIVE: &[u8] = include_bytes!("../fixtures/pickles_v4.zip.xz");

/// One of the fixtures of `make_pickles.py`.
fn fixture(name: &str) -> Vec<u8> {
    let zipped = Compression::Xz.inflate(ARCHIVE).unwrap();
    let mut zip = zip::ZipArchive::new(Cursor::new(zipped)).unwrap();
    let mut bytes = Vec::new();
    zip.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
    bytes
}

fn model_text() -> String {
    pickle::read(&fixture("v4_classifier_p4.pkl")).unwrap().text
}

fn card() -> Card {
    Card {
        name: "demo".into(),
        version: "2.1".into(),
        date: "2026-11-22".into(),
        id_column: Some("ID".into()),
        threshold: Some(Threshold::new(0.091).unwrap()),
        features: Some(5),
        costs: Some(Costs { false_negative: 10.0, false_positive: 1.0 }),
        training: Some(TrainingData { rows: Some(21_000), ..TrainingData::default() }),
        metrics: vec![Metric {
            name: "auc".into(),
            value: 0.781,
            low: Some(0.77),
            high: Some(0.79),
            part: "hold-out".into(),
        }],
        ..Card::default()
    }
}

fn dictionary() -> Dictionary {
    let entry = |french: &str, english: &str, display| FeatureEntry {
        label: Localised { french: french.into(), english: english.into() },
        display,
        ..FeatureEntry::default()
    };
    Dictionary::new([
        ("AGE".to_owned(), entry("âge", "age", Display::Integer)),
        ("LIMIT_BAL".to_owned(), entry("plafond", "limit", Display::Amount)),
    ])
}

fn with_parts<T>(then: impl FnOnce(Parts<'_>) -> T) -> T {
    let features = ["LIMIT_BAL", "AGE", "PAY_0", "BILL_AMT1", "PAY_AMT1"].map(str::to_owned);
    then(Parts {
        model: &model_text(),
        card: &card(),
        dictionary: &dictionary(),
        features: &features,
        reference: Some(b"PAR1 histograms PAR1"),
        page: None,
        preparation: None,
    })
}

/// A zip file with these files, in this order.
fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// The zip file with every `from` in it, in names too, turned into `to` of the same length.
fn patched(mut zipped: Vec<u8>, from: &str, to: &str) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let mut place = 0;
    while let Some(found) =
        zipped[place..].windows(from.len()).position(|window| window == from.as_bytes())
    {
        place += found;
        zipped[place..place + to.len()].copy_from_slice(to.as_bytes());
    }
    zipped
}

/// The files of the demo bundle by name, to be changed.
fn demo_files() -> BTreeMap<String, Vec<u8>> {
    let zipped = with_parts(|parts| parts.files().unwrap().to_zip().unwrap());
    let mut zip = zip::ZipArchive::new(Cursor::new(zipped)).unwrap();
    (0..zip.len())
        .map(|place| {
            let mut file = zip.by_index(place).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (file.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

fn zipped(files: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    zip_of(&files)
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn check_demo(opened: &OpenedModel) {
    assert_eq!(opened.name, "demo");
    assert_eq!(opened.threshold(), Threshold::new(0.091).ok());
    assert_eq!(opened.forest.features().len(), 5);
    assert_eq!(opened.dictionary.label("AGE", Language::French), "âge");
    assert_eq!(opened.reference.as_deref(), Some(&b"PAR1 histograms PAR1"[..]));
    assert_eq!(opened.sha256, clairscore::model::bundle::sha256_hex(model_text().as_bytes()));
    let covered = [DICTIONARY_FILE, MODEL_FILE, REFERENCE_FILE].map(str::to_owned).to_vec();
    assert_eq!(opened.notes, [ModelNote::Verified(covered), ModelNote::FeaturesWithoutWords(3),]);
}

#[test]
fn a_bundle_is_written_and_opened_as_folder_and_as_zip() {
    let folder = tempfile::tempdir().unwrap();
    let (as_folder, as_zip) = (folder.path().join("demo"), folder.path().join("demo.zip"));
    with_parts(|parts| {
        let files = parts.files().unwrap();
        files.write_folder(&as_folder, Existing::Keep).unwrap();
        files.write_zip(&as_zip, Existing::Keep).unwrap();
        let kept = files.write_folder(&as_folder, Existing::Keep);
        assert!(matches!(kept, Err(BundleError::Write(_))));
        assert!(matches!(files.write_zip(&as_zip, Existing::Keep), Err(BundleError::Write(_))));
        files.write_folder(&as_folder, Existing::Replace).unwrap();
        files.write_zip(&as_zip, Existing::Replace).unwrap();
    });
    assert_eq!(names(folder.path()), ["demo", "demo.zip"]);
    assert_eq!(names(&as_folder), [CARD_FILE, DICTIONARY_FILE, MODEL_FILE, REFERENCE_FILE]);
    check_demo(&open_model(&as_folder).unwrap());
    check_demo(&open_model(&as_zip).unwrap());
    // A dialog lets people choose a file only: the model inside its bundle opens the bundle.
    check_demo(&open_model(&as_folder.join(MODEL_FILE)).unwrap());
    check_demo(&open_model(&as_folder.join(CARD_FILE)).unwrap());
}

#[test]
fn the_same_parts_give_the_same_bytes() {
    let (first, second) = with_parts(|parts| {
        let zip = || parts.files().unwrap().to_zip().unwrap();
        (zip(), zip())
    });
    assert_eq!(first, second);
}

#[test]
fn a_zipped_folder_opens_too_with_what_systems_put_beside_it() {
    let mut files = BTreeMap::from([("__MACOSX/demo/._model.txt".to_owned(), b"x".to_vec())]);
    files.insert("demo/.DS_Store".to_owned(), b"x".to_vec());
    files.extend(demo_files().into_iter().map(|(name, bytes)| (format!("demo/{name}"), bytes)));
    check_demo(&open_model_bytes("demo.zip", &zipped(&files)).unwrap());
}

#[test]
fn a_changed_file_is_refused_by_its_name() {
    for name in [MODEL_FILE, DICTIONARY_FILE, REFERENCE_FILE] {
        let mut files = demo_files();
        files.get_mut(name).unwrap().push(b'\n');
        let error = open_model_bytes("b.zip", &zipped(&files)).unwrap_err().to_string();
        let expected = format!("b.zip: {name} is not the one that the card describes");
        assert!(error.starts_with(&expected), "{error}");
    }
}

#[test]
fn a_listed_file_that_is_not_there_is_refused() {
    let mut files = demo_files();
    files.remove(REFERENCE_FILE);
    let error = Bundle::read_zip(&zipped(&files)).unwrap_err();
    assert!(matches!(&error, BundleError::Missing { file } if file == REFERENCE_FILE), "{error}");
}

#[test]
fn files_that_the_card_does_not_cover_are_told() {
    let mut files = demo_files();
    files.insert("notes.docx".into(), b"x".to_vec());
    let bundle = Bundle::read_zip(&zipped(&files)).unwrap();
    assert_eq!(bundle.not_covered, ["notes.docx"]);

    files.insert(CARD_FILE.into(), b"name = \"bare\"\nsomething_new = 1".to_vec());
    let opened = open_model_bytes("b.zip", &zipped(&files)).unwrap();
    assert_eq!(opened.name, "bare");
    assert!(opened.notes.contains(&ModelNote::NotVerified));
    assert!(opened.notes.contains(&ModelNote::NoThreshold));
}

#[test]
fn a_bundle_is_a_model_and_nothing_else_is_required() {
    let opened = open_model_bytes("b.zip", &zip_of(&[(MODEL_FILE, model_text().as_bytes())]));
    let opened = opened.unwrap();
    assert_eq!(opened.name, "b");
    assert_eq!(opened.notes, [ModelNote::NoThreshold, ModelNote::NoCard, ModelNote::NoDictionary]);
}

#[test]
fn a_faulty_card_or_dictionary_is_refused_with_its_line() {
    let check = |name: &str, bytes: &[u8], expected: &str| {
        let mut files = demo_files();
        if name != CARD_FILE {
            files.remove(CARD_FILE);
        }
        files.insert(name.to_owned(), bytes.to_vec());
        let error = open_model_bytes("b.zip", &zipped(&files)).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{error}");
    };
    check(CARD_FILE, b"name = 'x'\nthreshold = '9 %'\n", "b.zip: card.toml, line 2: `threshold`:");
    check(CARD_FILE, b"name = 'x'\nversion = '\xe9'\n", "b.zip: card.toml, line 2: not UTF-8");
    check(
        DICTIONARY_FILE,
        b"feature,display\nAGE,integer\nPAY_0,euros\n",
        "b.zip: dictionary.csv, line 3, column display: unknown display `euros`",
    );
}

#[test]
fn unsafe_zip_files_are_refused() {
    let refused = |bytes: &[u8]| Bundle::read_zip(bytes).unwrap_err();
    let text = model_text();
    let model = (MODEL_FILE, text.as_bytes());
    for name in ["../model.txt", "/etc/passwd", "a/../../b", "C:\\x", "a\\b", "a//b", "a\u{1}b"] {
        let error = refused(&zip_of(&[model, (name, b"x")]));
        assert!(matches!(error, BundleError::UnsafeName { .. }), "{name}: {error}");
    }
    let twice = patched(zip_of(&[model, ("model.txu", b"x")]), "model.txu", MODEL_FILE);
    assert!(matches!(refused(&twice), BundleError::DuplicateNames));

    let many: Vec<String> = (0..1_001).map(|place| format!("f{place}")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert!(matches!(refused(&zip_of(&many)), BundleError::TooManyFiles { .. }));

    let bomb = zip_of(&[(MODEL_FILE, &vec![b' '; 40 << 20])]);
    assert!(matches!(refused(&bomb), BundleError::TooLarge { .. }));

    let mut encrypted = zip_of(&[model]);
    encrypted[6] |= 1;
    let central = encrypted.windows(4).rposition(|window| window == b"PK\x01\x02").unwrap();
    encrypted[central + 8] |= 1;
    assert!(matches!(refused(&encrypted), BundleError::Encrypted { .. }));

    let mut cut = zip_of(&[model]);
    cut.truncate(cut.len() / 2);
    assert!(matches!(refused(&cut), BundleError::Zip { .. }));
}

#[test]
fn a_damaged_entry_is_refused() {
    let mut bytes = zip_of(&[(MODEL_FILE, model_text().as_bytes())]);
    bytes[200] ^= 0xff;
    assert!(Bundle::read_zip(&bytes).is_err());
}

#[test]
fn bare_texts_and_pickles_open_whatever_their_name() {
    let text = model_text();
    let bare = [ModelNote::NoThreshold, ModelNote::NoDictionary, ModelNote::NoCard];
    let opened = open_model_bytes("folder/credit.csv", text.as_bytes()).unwrap();
    assert_eq!((opened.name.as_str(), opened.notes.as_slice()), ("credit", &bare[..]));

    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(text.as_bytes()).unwrap();
    let zipped = open_model_bytes("model.txt.gz", &gzip.finish().unwrap()).unwrap();
    assert_eq!(zipped.sha256, opened.sha256);

    for name in ["v4_dict_p4.pkl", "v4_xz.joblib", "v4_raw.joblib"] {
        let pickled = open_model_bytes(name, &fixture(name)).unwrap();
        assert_eq!(pickled.sha256, opened.sha256, "{name}");
        assert!(pickled.notes.contains(&ModelNote::FromPickle("LGBMClassifier")), "{name}");
    }
    let dict = open_model_bytes("d", &fixture("v4_dict_p4.pkl")).unwrap().notes;
    assert!(dict.contains(&ModelNote::Besides(vec!["columns".into(), "threshold".into()])));
    let kept = open_model_bytes("k", &fixture("v4_kept_p5.pkl")).unwrap();
    assert_eq!(kept.forest.trees().len(), 2);
    assert!(kept.notes.contains(&ModelNote::TreesUsed { used: 2, total: 5 }));
    let labelled = open_model_bytes("l", &fixture("v4_labelled_p2.pkl")).unwrap();
    assert!(labelled.notes.contains(&ModelNote::PositiveClass("mauvais payeur".into())));
}

#[test]
fn mistakes_are_told_with_the_file_and_what_to_do() {
    let check = |bytes: &[u8], expected: &[&str]| {
        let error = open_model_bytes("some file", bytes).unwrap_err().to_string();
        assert!(error.starts_with("some file"), "{error}");
        for part in expected {
            assert!(error.contains(part), "{error}");
        }
    };
    check(b"", &["is empty"]);
    check(b" \r\n", &["is empty"]);
    check(b"ID,AGE\n1,2\n3,4\n", &["a table", "client base"]);
    check(b"PAR1\x15\x04\x15", &["Parquet", "client base"]);
    check(b"{\"name\":\"tree\",\"tree_info\":[]}", &["JSON dump", "save_model"]);
    check(b"<!doctype html><title>404</title>", &["web page"]);
    check(&fixture("refused_pipeline.joblib"), &["sklearn.pipeline.Pipeline", "save_model"]);
    check(&[0x04, 0x22, 0x4d, 0x18, 0], &["lz4"]);
    check(b"tree\nversion=v4\nnum_class=3\n", &["some file: "]);
    check(&zip_of(&[("base.csv", b"a,b")]), &["no model.txt", "client base"]);
    check(&zip_of(&[("[Content_Types].xml", b""), ("xl/workbook.xml", b"")]), &["office"]);
    check(&zip_of(&[("my model.txt", b"tree")]), &["no model.txt", "my model.txt"]);
    check(b"PK\x05\x06", &["zip"]);
    let missing = open_model(Path::new("no/such/file.txt")).unwrap_err();
    assert!(matches!(missing, OpenError::Read { .. }), "{missing}");
    let empty = tempfile::tempdir().unwrap();
    let error = open_model(empty.path()).unwrap_err().to_string();
    assert!(error.contains("no model.txt"), "{error}");
}

#[cfg(target_os = "linux")]
#[test]
fn devices_and_endless_files_are_refused() {
    for path in ["/dev/zero", "/dev/null"] {
        let error = open_model(Path::new(path)).unwrap_err();
        assert!(matches!(error, OpenError::Read { .. }), "{error}");
    }
}

#[test]
fn all_models_of_the_shared_folder_open() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let (Ok(models), Ok(_)) =
        (fs::read_dir(shared.join("models")), fs::metadata(shared.join("home_credit_test20")))
    else {
        eprintln!("skipped: ../shared/data is not there");
        return;
    };
    let models = models.map(|entry| entry.unwrap().path());
    let texts = models.filter(|path| path.extension().is_some_and(|ending| ending == "txt"));
    for path in texts.chain([shared.join("home_credit_test20")]) {
        let opened = open_model(&path).unwrap_or_else(|error| panic!("{error}"));
        assert!(!opened.forest.trees().is_empty(), "{}", path.display());
        assert!(opened.notes.contains(&ModelNote::NoCard));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_zip_never_panics(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..5),
    ) {
        let mut bytes = with_parts(|parts| parts.files().unwrap().to_zip().unwrap());
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        let _ = open_model_bytes("bundle.zip", &bytes);
    }

    #[test]
    fn any_bytes_are_opened_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = open_model_bytes("anything", &bytes);
    }
}
