//! What a loan officer who reads French reads when something goes wrong, through the real program:
//! the file, the place and what to do, in French.

use std::{
    fs, iter,
    path::Path,
    process::{self, Output},
};

use clairscore::{
    domain::Language,
    state::{AppState, Command, Launch, OpenKind, Settings, carry_out, settle},
};

/// Words that are English and not French.
const ENGLISH: [&str; 16] = [
    "the", "is", "are", "not", "and", "of", "with", "was", "cannot", "expected", "has", "it",
    "this", "to", "which", "there",
];

/// Runs the program where French is spoken, in a folder with files of all kinds of faults.
#[track_caller]
fn check(folder: &Path, arguments: &str, expected: &[&str]) {
    let Output { status, stderr, .. } = process::Command::new(env!("CARGO_BIN_EXE_clairscore"))
        .args(arguments.split(' '))
        .current_dir(folder)
        .env("LC_ALL", "fr_FR.UTF-8")
        .output()
        .expect("the program starts");
    let message = String::from_utf8(stderr).unwrap().replace(['\u{a0}', '\u{202f}'], " ");
    assert_eq!(status.code(), Some(2), "{arguments}: {message}");
    for part in expected {
        assert!(message.contains(part), "{arguments}: {message} lacks {part}");
    }
    // The name of the demo's base is English, as its makers wrote it.
    let message = message.replace("Default of Credit Card Clients", "");
    assert_french(&message);
}

#[track_caller]
fn assert_french(message: &str) {
    let words = message.split(|c: char| !c.is_alphanumeric() && !"_-./".contains(c));
    let english: Vec<&str> = words.filter(|word| ENGLISH.contains(word)).collect();
    assert!(english.is_empty(), "{english:?} in: {message}");
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("vide.csv", ""),
        ("courte.csv", "id;age\n1;30\n2\n"),
        ("double.csv", "id;age;age\n1;30;31\n"),
        ("sans-id.csv", "id;y;age\n1;1;30\n;0;31\n"),
        ("constante.csv", "id;y;age\n1;1;30\n2;1;40\n3;1;50\n"),
        ("autre.csv", "id;y;age\n1;1;30\n2;7;40\n3;0;50\n"),
        ("m.txt", "tree\nversion=v5\nnum_class=1\n"),
        ("note.txt", "bonjour\n"),
        ("train.toml", "config = \"x\"\n"),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let clients = (1..=60).map(|id| format!("{id};{};{}\n", id % 2, 20 + id % 7));
    let sound: String = iter::once("id;y;age\n".to_owned()).chain(clients).collect();
    fs::write(folder.path().join("bonne.csv"), sound).unwrap();
    folder
}

#[test]
fn faults_of_bases_and_models_are_told_in_french() {
    let folder = folder();
    let check = |arguments: &str, expected: &[&str]| check(folder.path(), arguments, expected);
    check("score --all --base absente.csv", &["introuvable", "absente.csv"]);
    check("score --all --base vide.csv", &["le fichier est vide", "vide.csv"]);
    check("score --all --base courte.csv", &["la ligne 3 en a 1", "courte.csv"]);
    check("score --all --base double.csv", &["le nom « age »", "renommez"]);
    check("score --all --base autre.csv", &["il manque à la base 20", "LIMIT_BAL"]);
    check("score --all --base autre.csv --id-column numero", &["colonne « numero »", "« age »"]);
    check("score --all --model absent.txt", &["absent.txt ne peut pas être lu", "introuvable"]);
    check("score --all --model m.txt", &["m.txt : ligne 2", "v4"]);
    check("score --all --model note.txt", &["note.txt est un texte"]);
    check("score --all --model autre.csv", &["base de clients"]);
    check("score --all --model .", &["pas de model.txt"]);
    check("score --id 999999", &["aucun client", "999999"]);
    check("explain --id 1 --reference group --where x=1", &["COLONNE=DE..À"]);
}

#[test]
fn faults_of_training_and_preparing_are_told_in_french() {
    let folder = folder();
    let check = |arguments: &str, expected: &[&str]| check(folder.path(), arguments, expected);
    let train = "train --no-run --out m --target y --base";
    check(&format!("{train} absente.csv"), &["introuvable", "absente.csv"]);
    check(&format!("{train} constante.csv"), &["défauts parmi", "constante.csv"]);
    check(&format!("{train} autre.csv"), &["attendu 1 pour un défaut", "rang 2"]);
    check(&format!("{train} sans-id.csv"), &["sans identifiant", "« id »", "ligne 3"]);
    check(&format!("{train} bonne.csv --groups ville"), &["« ville »"]);
    check(&format!("{train} bonne.csv --leaves 1"), &["nombre de feuilles", "2 à 131072"]);
    check(&format!("{train} bonne.csv --config train.toml"), &["« config »"]);
    check("train --no-run --out vide.csv --target y --base bonne.csv", &["--replace", "vide.csv"]);
    check("evaluate --model note.txt --base autre.csv", &["note.txt est un texte"]);
    check("prepare home-credit --input absent --out f.parquet", &["tables brutes", "absent"]);
    check("prepare home-credit --input . --out f.parquet", &["application_train"]);
    fs::write(folder.path().join("application_train.csv"), "SK_ID_CURR,TARGET\n1,0\n").unwrap();
    check("prepare home-credit --input . --out f.parquet", &["il manque des tables", "bureau.csv"]);
    check("synth base --clients 0 --columns 3 --out x.csv", &["le nombre de clients"]);
    check("runs --runs . absent", &["« absent »"]);
}

#[test]
fn notices_of_the_window_are_french_down_to_their_details() {
    let folder = folder();
    let bytes: Vec<u8> = (0..200_u8).collect();
    fs::write(folder.path().join("binaire.bin"), bytes).unwrap();
    fs::write(folder.path().join("dictionnaire.pkl"), b"\x80\x04}.").unwrap();
    fs::write(folder.path().join("dangereux.pkl"), b"cos\nsystem\n(S'true'\ntR.").unwrap();
    fs::write(folder.path().join("classeur.csv"), b"PK\x03\x04[Content_Types].xml").unwrap();
    let names = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
    let (mut state, effects) =
        AppState::start(Settings::default(), Language::French, Launch::default());
    settle(&mut state, effects);
    let mut told = 0;
    for path in names.chain([folder.path().join("absent"), folder.path().to_owned()]) {
        for kind in [Some(OpenKind::Model), Some(OpenKind::Base), Some(OpenKind::Table), None] {
            carry_out(&mut state, Command::Open(kind, path.clone()));
            for notice in &state.views().frame.notices {
                assert_french(&notice.title);
                for detail in &notice.details {
                    assert_french(&without_quotation(detail, folder.path()));
                    told += 1;
                }
            }
        }
    }
    assert!(told > 40, "{told} details");
}

/// `detail` without the folder's name, and without what another program says, which is marked.
fn without_quotation(detail: &str, folder: &Path) -> String {
    let detail = detail.replace(&folder.display().to_string(), "");
    match detail.split_once("détail technique, en anglais") {
        Some((before, after)) => {
            format!("{before}{}", after.split_once('»').map_or("", |(_, after)| after))
        }
        None => detail,
    }
}
