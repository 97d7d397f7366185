//! What kind of file somebody handed us: told by its first bytes, never by its name.

use std::io::BufReader;

use zip::ZipArchive;

use super::{
    error::{BaseFault, OtherKind},
    note::BaseNote,
    stream::{Source, Wrapping, fault_of_io, fault_of_zip},
};

/// How many of the first bytes are looked at.
const HEAD_BYTES: u64 = 512;

/// The most files that an archive may hold.
const MOST_ENTRIES: usize = 1_000;

/// Ends of the names of files that may be tables.
const TABLE_ENDINGS: [&str; 6] = [".csv", ".tsv", ".txt", ".data", ".asc", ".dat"];

/// How a file is to be read.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    /// As Parquet.
    Parquet,
    /// As text in this wrapping, with what there is to say about it.
    Text(Wrapping, Option<BaseNote>),
}

/// The kind of file that `source` is.
pub(super) fn kind_of(source: Source<'_>) -> Result<Kind, BaseFault> {
    let head = source.head(HEAD_BYTES).map_err(fault_of_io)?;
    if head.is_empty() {
        return Err(BaseFault::Empty);
    }
    match head.as_slice() {
        [b'P', b'A', b'R', b'1', ..] => Ok(Kind::Parquet),
        [b'P', b'A', b'R', b'E', ..] => Err(BaseFault::Encrypted),
        [0x1f, 0x8b, ..] => Ok(Kind::Text(Wrapping::Gzip, None)),
        [b'P', b'K', 3 | 5, 4 | 6, ..] => table_of_archive(source),
        head => match other_kind(head) {
            Some(kind) => Err(BaseFault::OtherKind { kind }),
            None => Ok(Kind::Text(Wrapping::Plain, None)),
        },
    }
}

/// What a file is that begins with `head` and is no table; `None` when it may be one.
pub(super) fn other_kind(head: &[u8]) -> Option<OtherKind> {
    const BINARY: [&[u8]; 12] = [
        b"PAR1",
        b"PK\x03\x04",
        b"\x1f\x8b",
        b"BZh",
        b"\xfd7zXZ\0",
        b"7z\xbc\xaf\x27\x1c",
        b"\x28\xb5\x2f\xfd",
        b"Rar!",
        b"SQLite format 3\0",
        b"ARROW1",
        b"ORC",
        b"\x7fELF",
    ];
    let text = head.trim_ascii_start();
    let begins =
        |word: &[u8]| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    if head.starts_with(b"\xd0\xcf\x11\xe0") {
        Some(OtherKind::OldSpreadsheet)
    } else if head.starts_with(b"%PDF") {
        Some(OtherKind::Pdf)
    } else if begins(b"<!doctype") || begins(b"<html") || begins(b"<?xml") {
        Some(OtherKind::Html)
    } else if begins(b"{\"") || begins(b"[{") {
        Some(OtherKind::Json)
    } else if BINARY.iter().any(|magic| head.starts_with(magic)) {
        Some(OtherKind::Binary)
    } else {
        None
    }
}

/// The archive's only table, or the largest of several.
fn table_of_archive(source: Source<'_>) -> Result<Kind, BaseFault> {
    let reader = BufReader::new(source.open().map_err(fault_of_io)?);
    let mut archive = ZipArchive::new(reader).map_err(fault_of_zip)?;
    if archive.len() > MOST_ENTRIES {
        return Err(BaseFault::TooManyEntries { count: archive.len(), limit: MOST_ENTRIES });
    }
    // Place, name, size and encryption of each file.
    let mut files = Vec::new();
    for place in 0..archive.len() {
        let entry = archive.by_index_raw(place).map_err(fault_of_zip)?;
        let name = String::from_utf8_lossy(entry.name_raw()).into_owned();
        if matches!(name.as_str(), "xl/workbook.xml" | "xl/workbook.bin" | "content.xml") {
            return Err(BaseFault::OtherKind { kind: OtherKind::Spreadsheet });
        }
        if entry.is_file() && !is_clutter(&name) {
            files.push((place, name, entry.size(), entry.encrypted()));
        }
    }
    if files.len() > 1 {
        files.retain(|(_, name, ..)| {
            let name = name.to_ascii_lowercase();
            TABLE_ENDINGS.iter().any(|ending| name.ends_with(ending))
        });
    }
    files.sort_by_key(|(place, _, size, _)| (std::cmp::Reverse(*size), *place));
    let mut files = files.into_iter();
    let (entry, read, _, encrypted) = files.next().ok_or(BaseFault::NoTableInArchive)?;
    if encrypted {
        return Err(BaseFault::Encrypted);
    }
    let others: Vec<String> = files.map(|(_, name, ..)| name).collect();
    let note = (!others.is_empty()).then_some(BaseNote::LargestOfArchive { read, others });
    Ok(Kind::Text(Wrapping::Zip { entry }, note))
}

/// What systems add to archives on their own.
fn is_clutter(name: &str) -> bool {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    name.starts_with("__MACOSX/") || file.starts_with('.') || file.is_empty()
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    fn archive(files: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in files {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn kind(bytes: &[u8]) -> Result<Kind, BaseFault> {
        kind_of(Source::Bytes(bytes))
    }

    #[test]
    fn the_largest_table_of_an_archive_is_read_and_the_others_are_named() {
        let bytes = archive(&[
            ("__MACOSX/._big.csv", "zzzzzzzzzzzzzzzzzzzz"),
            ("small.csv", "a"),
            ("notes.pdf", "much longer than any table here"),
            ("data/big.CSV", "a;b"),
        ]);
        let Kind::Text(Wrapping::Zip { entry: 3 }, Some(note)) = kind(&bytes).unwrap() else {
            panic!("another entry");
        };
        assert_eq!(
            note,
            BaseNote::LargestOfArchive {
                read: "data/big.CSV".into(),
                others: vec!["small.csv".into()]
            }
        );
        let single = archive(&[("clients", "a;b")]);
        assert_eq!(kind(&single).unwrap(), Kind::Text(Wrapping::Zip { entry: 0 }, None));
    }

    #[test]
    fn what_is_no_table_is_called_by_its_name() {
        let is = |bytes: &[u8], expected: OtherKind| match kind(bytes) {
            Err(BaseFault::OtherKind { kind }) => assert_eq!(kind, expected),
            other => panic!("{other:?}"),
        };
        is(&archive(&[("xl/workbook.xml", "")]), OtherKind::Spreadsheet);
        is(b"%PDF-1.7", OtherKind::Pdf);
        is(b"\n<!DOCTYPE html>", OtherKind::Html);
        is(b"{\"a\": 1}", OtherKind::Json);
        is(b"\xd0\xcf\x11\xe0", OtherKind::OldSpreadsheet);
        assert!(matches!(kind(b""), Err(BaseFault::Empty)));
        assert!(matches!(kind(b"PARE"), Err(BaseFault::Encrypted)));
        assert!(matches!(kind(&archive(&[])), Err(BaseFault::NoTableInArchive)));
        assert!(matches!(kind(b"PK\x03\x04 and nothing"), Err(BaseFault::Damaged { .. })));
    }
}
