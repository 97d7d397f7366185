//! Tables of numbers: the same wherever they are, and never wrong whatever happens to their file.

use std::{
    fs,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use proptest::prelude::*;

use crate::base::store::{StoreFolder, disk::Disk, disk::RealDisk, tests::FailingDisk};

use super::*;

const COLUMNS: usize = 3;

fn kept(folder: &Path) -> KeptBase {
    KeptBase { file: folder.join("source-reading.base"), source: "clients.csv".into(), content: 7 }
}

fn place(base: &KeptBase) -> NumbersPlace<'_> {
    NumbersPlace { base, maker: "a test", label: "a model" }
}

fn number(row: usize, column: usize) -> f64 {
    ((row * 31 + column * 17) % 1_009) as f64 / 64.0 - 7.0
}

fn rows(range: std::ops::Range<usize>) -> Vec<f64> {
    range.flat_map(|row| (0..COLUMNS).map(move |column| number(row, column))).collect()
}

/// A table of so many rows that came in pieces of these.
fn written(
    disk: Option<Box<dyn Disk>>,
    rows_in_all: usize,
    pieces: usize,
    place: Option<&NumbersPlace<'_>>,
) -> Result<NumberTable, NumbersNotKept> {
    written_as(NumbersLayout::ColumnsAndRows, disk, rows_in_all, pieces, place)
}

fn written_as(
    layout: NumbersLayout,
    disk: Option<Box<dyn Disk>>,
    rows_in_all: usize,
    pieces: usize,
    place: Option<&NumbersPlace<'_>>,
) -> Result<NumberTable, NumbersNotKept> {
    let mut writer = NumbersWriter::on(disk, rows_in_all, COLUMNS, layout, place);
    for first in (0..rows_in_all).step_by(pieces.max(1)) {
        writer.push(&rows(first..(first + pieces.max(1)).min(rows_in_all)));
    }
    writer.finish(vec![0.5, f64::NAN])
}

fn real() -> Box<dyn Disk> {
    Box::new(RealDisk)
}

/// All that a table says, row by row and column by column; `None` when it failed meanwhile.
fn said(table: &NumberTable) -> Option<(Vec<f32>, Vec<f32>)> {
    let by_row: Result<Vec<_>, _> = (0..table.rows()).map(|row| table.row(row)).collect();
    let columns: Result<Vec<_>, _> = (0..table.columns()).map(|at| table.column(at)).collect();
    let columns: Vec<f32> = columns.ok()?.iter().flat_map(|column| column.to_vec()).collect();
    let by_row = by_row.ok()?.concat();
    let runs: Result<Vec<_>, _> =
        (0..table.runs().len()).map(|run| table.rows_of_run(run)).collect();
    assert!(runs.is_err() || runs.is_ok_and(|runs| runs.concat() == by_row));
    Some((by_row, columns))
}

fn files(folder: &Path) -> usize {
    let names = fs::read_dir(folder).unwrap().flatten().map(|entry| entry.file_name());
    names.filter(|name| !name.to_string_lossy().ends_with(".lock")).count()
}

#[test]
fn a_table_says_the_same_in_memory_in_a_nameless_file_and_when_it_is_found_again() {
    let folder = tempfile::tempdir().unwrap();
    let base = kept(folder.path());
    // More than two runs of rows, the last one short.
    let count = 2 * crate::base::store::EXTENT_ROWS + 77;
    let in_memory = written(None, count, 1_000, Some(&place(&base))).unwrap();
    assert_eq!(files(folder.path()), 0);
    let expected = said(&in_memory).unwrap();
    assert_eq!(expected.0.len(), count * COLUMNS);
    assert_eq!(expected.0[COLUMNS], number(1, 0) as f32);
    for layout in [NumbersLayout::Columns, NumbersLayout::ColumnsAndRows] {
        let nameless = written_as(layout, Some(real()), count, 12_345, None).unwrap();
        assert_eq!((files(folder.path()), said(&nameless)), (0, Some(expected.clone())));
    }
    let fresh = written(Some(real()), count, 20_000, Some(&place(&base))).unwrap();
    assert_eq!((files(folder.path()), fresh.memory_bytes()), (1, 0));
    let found = NumberTable::open(&place(&base)).unwrap();
    for table in [&fresh, &found] {
        assert_eq!(said(table), Some(expected.clone()));
        assert_eq!((table.summary()[0], table.summary()[1].is_nan()), (0.5, true));
        let first_run = table.run(1, 0).unwrap();
        assert_eq!(first_run, expected.1[count..count + crate::base::store::EXTENT_ROWS]);
        assert!(table.run(9, 0).unwrap().is_empty() && table.run(0, 9).unwrap().is_empty());
        assert!(table.column(9).unwrap().is_empty() && table.row(count).unwrap().is_empty());
    }
}

#[test]
fn a_table_is_found_for_the_same_base_and_maker_alone() {
    let folder = tempfile::tempdir().unwrap();
    let base = kept(folder.path());
    written(Some(real()), 10, 3, Some(&place(&base))).unwrap();
    assert!(NumberTable::open(&place(&base)).is_some());
    let other = KeptBase { content: 8, ..base.clone() };
    assert!(NumberTable::open(&place(&other)).is_none());
    assert!(NumberTable::open(&NumbersPlace { maker: "another", ..place(&base) }).is_none());
    // What stands under a name that is not its own is not believed either.
    fs::rename(place(&base).path(), place(&other).path()).unwrap();
    assert!(NumberTable::open(&place(&other)).is_none());
}

#[test]
fn whatever_step_the_disk_refuses_nothing_is_left_and_it_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let base = kept(folder.path());
    let left = Arc::new(AtomicU64::new(u64::MAX));
    let failing = |left: &Arc<AtomicU64>| -> Option<Box<dyn Disk>> {
        Some(Box::new(FailingDisk { left: Arc::clone(left) }))
    };
    written(failing(&left), 10, 3, Some(&place(&base))).unwrap();
    let steps = u64::MAX - left.load(Ordering::Relaxed);
    assert!(steps > COLUMNS as u64, "{steps}");
    fs::remove_file(place(&base).path()).unwrap();
    // What a program left behind that was killed while it wrote.
    fs::write(folder.path().join(".clairscore-killed.part"), "half a table").unwrap();
    for refused in 0..steps {
        let left = Arc::new(AtomicU64::new(refused));
        let error = written(failing(&left), 10, 3, Some(&place(&base))).unwrap_err();
        assert_eq!((error.folder.as_path(), error.needed_bytes), (folder.path(), 240));
        assert!(error.to_string().contains("--store-dir"), "{error}");
        assert_eq!(files(folder.path()), 0, "{refused}");
    }
}

#[test]
fn a_file_damaged_at_any_byte_or_cut_anywhere_gives_no_wrong_number() {
    let folder = tempfile::tempdir().unwrap();
    let base = kept(folder.path());
    let expected = said(&written(Some(real()), 5, 5, Some(&place(&base))).unwrap());
    let path = place(&base).path();
    let whole = fs::read(&path).unwrap();
    let check = |bytes: &[u8], what: &str| {
        fs::write(&path, bytes).unwrap();
        let Some(table) = NumberTable::open(&place(&base)) else { return };
        let now = said(&table);
        assert!(now == expected || now.is_none() && table.fault().is_some(), "{what}");
        // A file that failed is gone, so that whoever comes next makes it anew.
        assert_eq!(path.exists(), table.fault().is_none(), "{what}");
    };
    for at in 0..whole.len() {
        let mut damaged = whole.clone();
        damaged[at] ^= 1 << (at % 8);
        check(&damaged, &format!("byte {at}"));
        check(&whole[..at], &format!("cut at {at}"));
    }
    check(&[&whole[..], b"more"].concat(), "longer");
}

#[test]
fn numbers_are_listed_with_their_base_and_go_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let base = kept(folder.path());
    let other = KeptBase { file: folder.path().join("source-reading2.base"), ..base.clone() };
    for base in [&base, &other] {
        fs::write(&base.file, "no base that anybody could open").unwrap();
        written(Some(real()), 10, 3, Some(&place(base))).unwrap();
    }
    let store = StoreFolder::new(folder.path());
    let entries = store.entries();
    let numbers: Vec<_> = entries.iter().filter(|entry| entry.numbers_about.is_some()).collect();
    assert_eq!((entries.len(), numbers.len()), (4, 2));
    assert_eq!(numbers[0].numbers_about.as_deref(), Some("a model"));
    assert_eq!(
        (numbers[0].source.as_str(), numbers[0].rows, numbers[0].columns),
        ("clients.csv", 10, 3)
    );
    assert_eq!(store.total_bytes(), entries.iter().map(|entry| entry.bytes).sum::<u64>());
    let gone = entries.iter().find(|entry| entry.file == base.file).unwrap();
    assert!(store.remove(gone).unwrap());
    let left: Vec<_> = store.entries().into_iter().map(|entry| entry.file).collect();
    assert_eq!(left.len(), 2, "the numbers of the other base stay");
    assert!(left.contains(&other.file) && left.contains(&place(&other).path()));
    // What is in use stays.
    let in_use = NumberTable::open(&place(&other)).unwrap();
    assert_eq!(store.remove_all().unwrap(), 1);
    drop(in_use);
    assert_eq!((store.remove_all().unwrap(), files(folder.path())), (0, 0));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn rows_come_in_pieces_of_any_size(count in 1_usize..5_000, pieces in 1_usize..3_000) {
        let at_once = written(None, count, count, None).unwrap();
        prop_assert_eq!(said(&written(Some(real()), count, pieces, None).unwrap()), said(&at_once));
    }
}
