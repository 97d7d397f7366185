//! What is there after writing, and after failing to.

use super::*;

/// The names in a folder, sorted: nothing else may be left behind.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_file_is_replaced_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("settings.toml");
    write_atomically(&path, b"old", Access::Private).unwrap();
    write_atomically(&path, b"new", Access::Private).unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"new");
    assert_eq!(names(folder.path()), ["settings.toml"]);
}

#[test]
fn a_failure_leaves_the_old_content_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("settings.toml");
    write_atomically(&path, b"old", Access::Private).unwrap();
    let full = |file: &mut File| {
        file.write_all(b"half")?;
        Err(io::Error::from(io::ErrorKind::StorageFull))
    };
    let error = staged(&path, Access::Private, full).unwrap_err().to_string();
    assert!(error.contains("settings.toml") && error.contains("writing"), "{error}");
    assert_eq!(fs::read(&path).unwrap(), b"old");
    assert_eq!(names(folder.path()), ["settings.toml"]);
}

#[test]
fn what_is_no_file_is_not_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let error = write_atomically(folder.path(), b"new", Access::Shared).unwrap_err();
    assert!(matches!(error, WriteError::Occupied { .. }), "{error}");
    let nowhere = folder.path().join("missing").join("a.csv");
    let error = write_atomically(&nowhere, b"new", Access::Shared).unwrap_err();
    assert!(matches!(error, WriteError::Failed { .. }), "{error}");
    assert!(names(folder.path()).is_empty());
}

#[test]
fn creating_never_replaces() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("scores.csv");
    create_atomically(&path, b"first", Access::Shared).unwrap();
    let error = create_atomically(&path, b"second", Access::Shared).unwrap_err();
    assert!(matches!(error, WriteError::Exists { .. }), "{error}");
    assert_eq!(fs::read(&path).unwrap(), b"first");
    assert_eq!(names(folder.path()), ["scores.csv"]);
}

#[test]
fn a_folder_is_made_and_replaced_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bundle");
    create_folder(&path, &[("a", b"1"), ("b", b"2")]).unwrap();
    assert!(matches!(create_folder(&path, &[]), Err(WriteError::Exists { .. })));
    replace_folder(&path, &[("a", b"3"), ("b", b"4")]).unwrap();
    assert_eq!(fs::read(path.join("a")).unwrap(), b"3");
    assert_eq!(names(&path), ["a", "b"]);
    assert_eq!(names(folder.path()), ["bundle"]);
}

#[test]
fn a_folder_with_something_else_in_it_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("holidays");
    create_folder(&path, &[("photo.jpg", b"1")]).unwrap();
    let error = replace_folder(&path, &[("model.txt", b"2")]).unwrap_err();
    assert!(error.to_string().contains("photo.jpg"), "{error}");
    assert_eq!(names(&path), ["photo.jpg"]);
    assert_eq!(names(folder.path()), ["holidays"]);
}

#[test]
fn a_file_and_a_folder_are_filled_whole() {
    let folder = tempfile::tempdir().unwrap();
    let fill = |file: &mut File| {
        file.write_all(b"1").unwrap();
        Ok::<_, WriteError>(7)
    };
    let file = folder.path().join("a.csv");
    assert_eq!(fill_file(&file, Access::Shared, fill).unwrap(), 7);
    assert_eq!(fs::read(&file).unwrap(), b"1");
    let tables = folder.path().join("tables");
    let fill = |staged: &Path| {
        fs::write(staged.join("b.csv"), b"2").unwrap();
        Ok::<_, WriteError>(8)
    };
    assert_eq!(fill_folder(&tables, fill).unwrap(), 8);
    assert_eq!(names(&tables), ["b.csv"]);
    assert!(matches!(fill_folder(&tables, fill), Err(WriteError::Exists { .. })));
    assert_eq!(names(folder.path()), ["a.csv", "tables"]);
}

#[test]
fn what_is_not_filled_to_the_end_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let stop = || WriteError::Occupied { path: "x".into(), reason: "y".to_owned() };
    let file = folder.path().join("a.csv");
    fs::write(&file, b"old").unwrap();
    let half = |file: &mut File| {
        file.write_all(b"half").unwrap();
        Err::<(), _>(stop())
    };
    assert!(fill_file(&file, Access::Shared, half).is_err());
    let half = |staged: &Path| {
        fs::write(staged.join("b.csv"), b"half").unwrap();
        Err::<(), _>(stop())
    };
    assert!(fill_folder(&folder.path().join("tables"), half).is_err());
    assert_eq!(fs::read(&file).unwrap(), b"old");
    assert_eq!(names(folder.path()), ["a.csv"]);
}

#[cfg(unix)]
#[test]
fn private_files_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let mode = |name: &str, access| {
        let path = folder.path().join(name);
        write_atomically(&path, b"", access).unwrap();
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    };
    assert_eq!(mode("private", Access::Private), 0o600);
    let ordinary = folder.path().join("ordinary");
    fs::write(&ordinary, b"").unwrap();
    let ordinary = fs::metadata(ordinary).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode("shared", Access::Shared), ordinary);
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link() {
    let folder = tempfile::tempdir().unwrap();
    let (real, link) = (folder.path().join("real"), folder.path().join("link"));
    fs::write(&real, b"old").unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    write_atomically(&link, b"new", Access::Shared).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read(&real).unwrap(), b"new");
}

#[test]
fn staged_files_are_seen_when_they_are_put_and_leave_nothing_when_they_are_not() {
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = (folder.path().join("a.csv"), folder.path().join("b.csv"));
    fs::write(&first, b"old").unwrap();
    let stage_one = |path: &Path| {
        stage(path, Access::Shared, |file: &mut File| file.write_all(b"new")).unwrap()
    };
    let (one, two) = (stage_one(&first), stage_one(&second));
    assert_eq!(fs::read(&first).unwrap(), b"old");
    one.put().unwrap();
    drop(two);
    assert_eq!(fs::read(&first).unwrap(), b"new");
    assert_eq!(names(folder.path()), ["a.csv"]);
}
