//! The Parquet files of a folder, as Spark, Dask and polars write them: parts of one table, whose
//! folders may be named after a value that all their rows share (`region=north/part-0.parquet`).

use std::{
    fs::{self, File},
    io::Read as _,
    path::{Path, PathBuf},
};

use crate::base::{error::BaseFault, natural, stream::fault_of_io};

/// Folders below folders that are looked into.
const DEEPEST: usize = 16;

/// The most files that a folder may hold, tables or not.
const MOST_FILES: usize = 100_000;

/// What Spark and Hive write for a value that is missing.
const HIVE_MISSING: &str = "__HIVE_DEFAULT_PARTITION__";

/// One file of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::base) struct Part {
    /// Where it is.
    pub(in crate::base) path: PathBuf,
    /// Its path below the folder.
    pub(in crate::base) name: String,
    /// The columns that its folders give, with the value of all its rows; `None` is missing.
    pub(super) shared: Vec<(String, Option<String>)>,
}

impl Part {
    /// The value that its folders give to all its rows; `None` when it is missing.
    pub(super) fn shared_value(&self, column: &str) -> Option<&str> {
        let own = self.shared.iter().find(|(name, _)| name == column);
        own.and_then(|(_, value)| value.as_deref())
    }
}

/// The parts in `folder`, in the order in which people count.
pub(in crate::base) fn parts_of(folder: &Path) -> Result<Vec<Part>, BaseFault> {
    let mut parts = Vec::new();
    let mut files = 0;
    look_into(folder, &Part::default(), 0, &mut files, &mut parts)?;
    parts.sort_by(|left, right| natural::compare(&left.name, &right.name));
    if parts.is_empty() { Err(BaseFault::NoParts) } else { Ok(parts) }
}

fn look_into(
    folder: &Path,
    above: &Part,
    depth: usize,
    files: &mut usize,
    parts: &mut Vec<Part>,
) -> Result<(), BaseFault> {
    for entry in fs::read_dir(folder).map_err(fault_of_io)? {
        let entry = entry.map_err(fault_of_io)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        // `_SUCCESS`, `_metadata`, `.part-0.parquet.crc` and the like.
        if name.starts_with(['_', '.']) {
            continue;
        }
        *files += 1;
        if *files > MOST_FILES {
            return Err(BaseFault::TooManyEntries { count: *files, limit: MOST_FILES });
        }
        let path = entry.path();
        let metadata = path.metadata().map_err(fault_of_io)?;
        let mut part = above.clone();
        part.path.clone_from(&path);
        part.name =
            if above.name.is_empty() { name.clone() } else { format!("{}/{name}", above.name) };
        if metadata.is_dir() {
            // A folder of another name holds something else.
            if let Some(shared) = shared_value(&name).filter(|_| depth < DEEPEST) {
                part.shared.push(shared);
                look_into(&path, &part, depth + 1, files, parts)?;
            }
        } else if metadata.is_file() && is_part(&path, metadata.len())? {
            parts.push(part);
        }
    }
    Ok(())
}

/// Whether a file is Parquet, or at least claims so: a part that is damaged must not be left out
/// in silence.
fn is_part(path: &Path, bytes: u64) -> Result<bool, BaseFault> {
    let claims = path.extension().is_some_and(|extension| {
        ["parquet", "parq", "pqt"].iter().any(|known| extension.eq_ignore_ascii_case(known))
    });
    if claims || bytes < 4 {
        return Ok(claims);
    }
    let mut magic = [0; 4];
    File::open(path).and_then(|mut file| file.read_exact(&mut magic)).map_err(fault_of_io)?;
    Ok(&magic == b"PAR1")
}

/// The column and the value that a folder's name gives; `None` for an ordinary name.
fn shared_value(folder: &str) -> Option<(String, Option<String>)> {
    let (column, value) = folder.split_once('=')?;
    if column.is_empty() {
        return None;
    }
    let value = unescape(value);
    let value = (value != HIVE_MISSING && !value.is_empty()).then_some(value);
    Some((unescape(column), value))
}

/// `text` with `%20` and the like replaced by what they stand for.
fn unescape(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let escaped = tail.get(..2).filter(|_| *first == b'%').and_then(|digits| {
            let digits = std::str::from_utf8(digits).ok()?;
            digits.bytes().all(|digit| digit.is_ascii_hexdigit()).then_some(())?;
            u8::from_str_radix(digits, 16).ok()
        });
        bytes.push(escaped.unwrap_or(*first));
        rest = if escaped.is_some() { tail.get(2..).unwrap_or_default() } else { tail };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_give_columns_and_clutter_is_left_out() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        };
        write("_SUCCESS", b"");
        write("_metadata", b"PAR1");
        write("region=le%20nord/part-10.parquet", b"");
        write("region=le%20nord/part-9.snappy.parquet", b"");
        write("region=le%20nord/.part-9.snappy.parquet.crc", b"crc!");
        write("region=__HIVE_DEFAULT_PARTITION__/year=2026/0", b"PAR1");
        write("notes.txt", b"nothing");
        write("elsewhere/part-1.parquet", b"PAR1");
        let parts = parts_of(folder.path()).unwrap();
        let names: Vec<_> = parts.iter().map(|part| part.name.as_str()).collect();
        assert_eq!(
            names,
            [
                "region=__HIVE_DEFAULT_PARTITION__/year=2026/0",
                "region=le%20nord/part-9.snappy.parquet",
                "region=le%20nord/part-10.parquet",
            ]
        );
        assert_eq!(parts[1].shared, [("region".into(), Some("le nord".into()))]);
        assert_eq!(
            parts[0].shared,
            [("region".into(), None), ("year".into(), Some("2026".into()))]
        );
        let empty = tempfile::tempdir().unwrap();
        assert!(matches!(parts_of(empty.path()), Err(BaseFault::NoParts)));
    }

    #[test]
    fn escapes_that_are_none_stay() {
        assert_eq!(unescape("100%"), "100%");
        assert_eq!(unescape("a%2Fb%zz%C3%A9"), "a/b%zzé");
    }
}
