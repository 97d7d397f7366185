//! What is there after preparing came to a bad end: killed at some moment, or without room.

#![cfg(target_os = "linux")]

use std::{process::Stdio, thread, time::Duration};

use clairscore::pipeline::synth::{HomeCredit, TableFormat, home_credit};
use tempfile::TempDir;

use super::*;

/// How the names of files begin that are not whole yet.
const TEMPORARY: &str = ".clairscore-";

/// Tells from the folder of the results whether a moment has come.
type HasCome = fn(&Path) -> bool;

/// Raw tables that take long enough to be interrupted, in the folder `raw` of a folder.
fn raw_tables() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let asked = HomeCredit { clients: 400, seed: 3, format: TableFormat::Csv };
    home_credit(&asked, &folder.path().join("raw"), &SilentJob).unwrap();
    folder
}

/// The names in `folder` and the contents, without those of files that are not whole yet.
fn whole_files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = names(folder)
        .into_iter()
        .filter(|name| !name.starts_with(TEMPORARY))
        .map(|name| (name.clone(), fs::read(folder.join(name)).unwrap()))
        .collect();
    files.sort();
    files
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

fn command(raw: &Path, results: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_clairscore"));
    command.args(["prepare", "home-credit", "--lang", "en", "--input"]).arg(raw.join("raw"));
    command.arg("--out").arg(results.join("features.parquet"));
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

#[test]
fn killed_at_any_moment_it_leaves_whole_files_or_none() {
    let raw = raw_tables();
    let reference = tempfile::tempdir().unwrap();
    assert!(command(raw.path(), reference.path()).status().unwrap().success());
    let expected = whole_files(reference.path());
    assert_eq!(expected.len(), 2);
    // At once, when a file begins to be written, when both are, and when the first one is in place.
    let moments: [(&str, HasCome); 4] = [
        ("at once", |_| true),
        ("one begun", |folder| names(folder).iter().any(|name| name.starts_with(TEMPORARY))),
        ("two begun", |folder| names(folder).len() > 1),
        ("one in place", |folder| folder.join("dictionary.csv").exists()),
    ];
    // What an earlier run left is there for the next one to trip over.
    let results = tempfile::tempdir().unwrap();
    for (moment, has_come) in moments {
        let mut child = command(raw.path(), results.path()).spawn().unwrap();
        // A run that ends sooner has missed its moment, and is looked at all the same.
        while child.try_wait().unwrap().is_none() && !has_come(results.path()) {
            thread::sleep(Duration::from_micros(200));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        for file in whole_files(results.path()) {
            assert!(expected.contains(&file), "{moment}: {} is not whole", file.0);
        }
        let has = |name: &str| results.path().join(name).exists();
        assert!(!has("features.parquet") || has("dictionary.csv"), "{moment}");
    }
    assert!(command(raw.path(), results.path()).status().unwrap().success());
    assert!(whole_files(results.path()) == expected);
}

#[test]
fn a_full_disk_is_told_and_nothing_is_left() {
    let raw = raw_tables();
    // In blocks of 512 bytes: too little for either file, and enough for the dictionary alone.
    for blocks in ["1", "600"] {
        let results = tempfile::tempdir().unwrap();
        let program = command(raw.path(), results.path());
        // A file that grows beyond the limit is refused as it is by a full disk.
        let mut limited = Command::new("sh");
        limited.args(["-c", "trap '' XFSZ; ulimit -f \"$0\"; exec \"$@\"", blocks]);
        limited.arg(program.get_program()).args(program.get_args());
        let output = limited.output().unwrap();
        let message = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{message}");
        assert!(message.contains("features.parquet was not written"), "{message}");
        assert!(!message.contains("panicked"), "{message}");
        assert!(names(results.path()).is_empty(), "{:?}", names(results.path()));
    }
}
