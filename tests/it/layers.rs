//! The direction of the code, held by a test where the compiler does not hold it: a module uses
//! only what stands above it in the table of `src/lib.rs`, and each foreign library is named only
//! in the places that own it. (That nothing below the window needs a screen, the build without the
//! feature `gui` proves.)

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

/// Foreign crates with awkward corners, and the places of `src/` that may name them.
const OWNERS: [(&str, &[&str]); 8] = [
    ("lightgbm3", &["model/lightgbm"]),
    ("lightgbm3_sys", &["model/lightgbm/"]),
    ("polars", &["base/", "pipeline/"]),
    ("egui", &["ui/", "app/"]),
    ("eframe", &["app/"]),
    ("rfd", &["app/"]),
    ("clap", &["cli/", "main.rs"]),
    ("anyhow", &["cli/", "app/", "main.rs"]),
];

#[test]
fn modules_use_only_what_stands_above_them() -> io::Result<()> {
    let order = modules_of_the_table()?;
    assert!(order.len() > 5, "the table of src/lib.rs was not understood: {order:?}");
    let rank = |module: &str| order.iter().position(|name| name == module);
    let mut offences = Vec::new();
    for file in sources()? {
        let Some(user) = file.module().filter(|module| !matches!(*module, "lib" | "main")) else {
            continue;
        };
        let Some(user_rank) = rank(user) else {
            offences.push(format!("{} is in no row of the table in src/lib.rs", file.name));
            continue;
        };
        for used in modules_used(&file.code) {
            if rank(used).is_some_and(|used_rank| used_rank > user_rank) {
                offences.push(format!("{} uses crate::{used}, which stands below it", file.name));
            }
        }
    }
    assert!(offences.is_empty(), "{offences:#?}");
    Ok(())
}

#[test]
fn foreign_libraries_are_named_only_where_they_are_owned() -> io::Result<()> {
    let mut offences = Vec::new();
    for file in sources()? {
        for (library, owners) in OWNERS {
            let owned = owners.iter().any(|owner| file.name.starts_with(owner));
            if !owned && names_crate(&file.code, library) {
                offences.push(format!("{} names {library}, owned by {owners:?}", file.name));
            }
        }
    }
    assert!(offences.is_empty(), "{offences:#?}");
    Ok(())
}

#[test]
fn imports_are_read_as_the_compiler_reads_them() {
    let code = "use crate::{domain::{self, Filter}, words};\nfn f(x: crate::base::Base) {}";
    assert_eq!(modules_used(code), BTreeSet::from(["base", "domain", "words"]));
    assert!(modules_used("use other_crate::domain::X;").is_empty());
    assert!(names_crate("use polars::prelude::*;", "polars"));
    assert!(names_crate("use {std::fs, egui};", "egui"));
    assert!(!names_crate("let egui_kits = 1; mod egui_x;", "egui"));
    assert!(!names_crate("let text = egui;", "egui"));
}

/// One file of `src/`.
struct Source {
    /// Its path below `src/`, with `/`.
    name: String,
    /// Its text without comments.
    code: String,
}

impl Source {
    /// The top module that it belongs to; `lib` and `main` for the roots.
    fn module(&self) -> Option<&str> {
        self.name.split('/').next().map(|first| first.trim_end_matches(".rs"))
    }
}

fn source_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The modules in the order of the first column of the table in `src/lib.rs`.
fn modules_of_the_table() -> io::Result<Vec<String>> {
    let text = fs::read_to_string(source_folder().join("lib.rs"))?;
    let first_column = text
        .lines()
        .filter_map(|line| line.strip_prefix("//! | "))
        .filter_map(|row| row.split('|').next());
    // `a`, `b`: the names are the odd pieces between the back-quotes.
    Ok(first_column
        .flat_map(|cell| cell.split('`').skip(1).step_by(2).map(str::to_owned))
        .collect())
}

fn sources() -> io::Result<Vec<Source>> {
    let root = source_folder();
    let mut files = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let relative = path.strip_prefix(&root).map_err(io::Error::other)?;
                files.push(Source {
                    name: relative.to_string_lossy().replace('\\', "/"),
                    code: without_comments(&fs::read_to_string(&path)?),
                });
            }
        }
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

fn without_comments(text: &str) -> String {
    text.lines().map(|line| line.split("//").next().unwrap_or_default()).fold(
        String::new(),
        |mut code, line| {
            code.push_str(line);
            code.push('\n');
            code
        },
    )
}

/// The top modules that `code` reaches by `crate::…`, one by one or in a group of imports.
fn modules_used(code: &str) -> BTreeSet<&str> {
    let mut used = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        if code[..at].ends_with(is_of_a_name) {
            continue;
        }
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            Some(group) => used.extend(items(group).map(leading_name)),
            None => _ = used.insert(leading_name(rest)),
        }
    }
    used.remove("");
    used
}

/// The items of a group of imports that starts after its brace; nested groups stay whole.
fn items(group: &str) -> impl Iterator<Item = &str> {
    let mut depth = 1_usize;
    let end = group.find(|sign| {
        match sign {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        depth == 0
    });
    let mut inside = 0_usize;
    group[..end.unwrap_or(group.len())].split(move |sign| {
        match sign {
            '{' => inside += 1,
            '}' => inside = inside.saturating_sub(1),
            _ => {}
        }
        sign == ',' && inside == 0
    })
}

/// Whether `code` says `library::…`, or imports it.
fn names_crate(code: &str, library: &str) -> bool {
    code.match_indices(library).any(|(at, _)| {
        let (before, after) = (&code[..at], &code[at + library.len()..]);
        if before.ends_with(is_of_a_name) || after.starts_with(is_of_a_name) {
            return false;
        }
        let statement = before.rsplit([';', '\n']).next().unwrap_or_default().trim_start();
        // `crate::x::polars::…` is a module of ours.
        let is_path = after.starts_with("::") && !before.ends_with("::");
        is_path || statement.starts_with("use ") && !before.ends_with("::")
    })
}

fn leading_name(text: &str) -> &str {
    let text = text.trim_start();
    text.split(|sign| !is_of_a_name(sign)).next().unwrap_or_default()
}

fn is_of_a_name(sign: char) -> bool {
    sign.is_alphanumeric() || sign == '_'
}
