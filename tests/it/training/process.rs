//! What becomes of a training whose process comes to a bad end.

#![cfg(target_os = "linux")]

use std::{
    process::{Child, Stdio},
    thread,
    time::Duration,
};

use super::*;

/// A training that lasts longer than any test.
fn long_training(folder: &Path) -> Child {
    fs::write(folder.join("base.csv"), table(20_000)).unwrap();
    let endless = ["--out", "m", "--max-trees", "100000", "--patience", "100000"];
    Command::new(env!("CARGO_BIN_EXE_clairscore"))
        .arg("train")
        .args(&USUAL[..8])
        .args(endless)
        .current_dir(folder)
        .env("LC_ALL", "en_GB.UTF-8")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// The process that `parent` started, once it is there.
fn child_of(parent: u32) -> u32 {
    let children = format!("/proc/{parent}/task/{parent}/children");
    until(|| fs::read_to_string(&children).ok()?.split_whitespace().next()?.parse().ok())
}

/// Asks again and again; a test that waits in vain ends with the whole run's own limit.
fn until<T>(ask: impl Fn() -> Option<T>) -> T {
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        thread::sleep(Duration::from_millis(20));
    }
}

fn signal(process: u32, name: &str) {
    let sent = Command::new("kill").args([name, &process.to_string()]).status().unwrap();
    assert!(sent.success());
}

/// Whether a process runs; one that has ended and waits to be noticed does not.
fn runs(process: u32) -> bool {
    let status = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let state = status.rsplit(") ").next().and_then(|rest| rest.chars().next());
    state.is_some_and(|state| state != 'Z')
}

#[track_caller]
fn check_bad_end(signal_name: &str, expected: &str) {
    let folder = tempfile::tempdir().unwrap();
    let parent = long_training(folder.path());
    signal(child_of(parent.id()), signal_name);
    let output = parent.wait_with_output().unwrap();
    let message = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{message}");
    assert!(message.contains(expected) && message.contains("Nothing was written"), "{message}");
    assert_eq!(files_and_folders(folder.path()), ["base.csv"]);
}

#[test]
fn a_killed_training_leaves_nothing_and_the_parent_says_what_happened() {
    check_bad_end("-KILL", "signal 9");
}

#[test]
fn a_crashed_training_leaves_nothing_and_the_parent_says_what_happened() {
    check_bad_end("-ABRT", "crashed (signal 6)");
}

#[test]
fn a_training_does_not_outlive_whoever_waits_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut parent = long_training(folder.path());
    let child = child_of(parent.id());
    parent.kill().unwrap();
    parent.wait().unwrap();
    until(|| (!runs(child)).then_some(()));
    assert_eq!(files_and_folders(folder.path()), ["base.csv"]);
}
