//! Bases that are kept on the disk: they say what they say in memory, whatever happens to the kept
//! copy.

#![expect(
    clippy::format_push_string,
    clippy::unwrap_used,
    reason = "in a test a panic is the report and clarity beats speed"
)]

use std::{
    fs::{self, File},
    io::{Read as _, Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, UNIX_EPOCH},
};

use clairscore::{
    base::{
        ClientBase, Column, ColumnChoice, ReadOptions, StoreChoice, StoreFault, StoreFolder,
        TextFeature, open_base,
    },
    domain::{Clause, Condition, Filter, SilentJob, Value},
};
use polars::prelude::{DataFrame, IntoColumn as _, NamedFrom as _, ParquetWriter, Series};
use proptest::prelude::*;

/// A table and the folder in which it is kept.
struct Desk {
    folder: tempfile::TempDir,
    table: PathBuf,
}

impl Desk {
    fn new(csv: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let table = folder.path().join("clients.csv");
        fs::write(&table, csv).unwrap();
        Self { folder, table }
    }

    fn stores(&self) -> PathBuf {
        self.folder.path().join("bases")
    }

    fn options(&self) -> ReadOptions {
        ReadOptions {
            store: StoreChoice::Folder(self.stores()),
            store_from_bytes: 0,
            ..ReadOptions::default()
        }
    }

    fn open(&self) -> ClientBase {
        self.open_with(&self.options())
    }

    fn open_with(&self, options: &ReadOptions) -> ClientBase {
        let base = open_base(&self.table, options, &SilentJob).unwrap();
        assert!(base.is_stored() || options.store == StoreChoice::Off);
        assert_eq!(base.fault(), None);
        base
    }

    fn in_memory(&self) -> ClientBase {
        self.open_with(&ReadOptions::default())
    }

    /// The only store that there is.
    fn store(&self) -> PathBuf {
        let entries = StoreFolder::new(self.stores()).entries();
        assert_eq!(entries.len(), 1, "{entries:?}");
        entries[0].file.clone()
    }
}

/// Everything that a base says.
#[derive(Debug, PartialEq)]
struct Said {
    ids: Vec<String>,
    sorted: Vec<u32>,
    found: Vec<u32>,
    outcomes: Vec<Option<bool>>,
    columns: Vec<SaidOfColumn>,
    notes: Vec<String>,
}

#[derive(Debug, PartialEq)]
struct SaidOfColumn {
    name: String,
    kind: String,
    values: Vec<Value>,
    numbers: Vec<u64>,
    missing: usize,
    distinct: Option<usize>,
    frequent: Vec<(Value, u64)>,
    range: Option<(f64, f64)>,
    distribution: String,
    ranks: String,
    kept: Vec<usize>,
}

/// Asks a base everything, in such an order that cells are read one by one, in blocks and whole.
fn said(base: &ClientBase) -> Said {
    let rows = 0..base.rows();
    Said {
        ids: rows.clone().map(|row| base.ids().id(row).into_owned()).collect(),
        sorted: base.ids().sorted_rows().to_vec(),
        found: base.ids().search("1", 50),
        outcomes: rows.clone().map(|row| base.outcome(row)).collect(),
        columns: (0..base.columns().len()).map(|place| said_of(base, place)).collect(),
        notes: base.notes().iter().map(ToString::to_string).collect(),
    }
}

fn said_of(base: &ClientBase, place: usize) -> SaidOfColumn {
    let column: &Column = &base.columns()[place];
    let rows = base.rows();
    let mut numbers = vec![0.0; rows + 2];
    column.copy_numbers(0..rows + 2, &mut numbers);
    let mut some = vec![0.0; 5];
    column.copy_numbers(rows / 2..rows / 2 + 5, &mut some);
    numbers.extend(some);
    let values: Vec<Value> = (0..=rows).map(|row| column.value(row)).collect();
    let group = base.everyone();
    let value = values.get(rows / 3).cloned().unwrap_or(Value::Missing);
    let keeps = |condition: Condition| {
        let clauses = vec![Clause { column: column.name().to_owned(), condition }];
        base.group(&Filter { clauses }).unwrap().rows().collect::<Vec<_>>()
    };
    let range = Condition::Range { min: Some(-1.0), max: Some(700.0), or_missing: false };
    let mut kept = keeps(range);
    kept.extend(keeps(Condition::AnyOf(vec![value.clone(), Value::Missing])));
    SaidOfColumn {
        name: column.name().to_owned(),
        kind: format!("{:?}", column.kind()),
        numbers: numbers.iter().map(|number| number.to_bits()).collect(),
        missing: column.missing(),
        distinct: column.distinct(),
        frequent: column.values(9),
        range: column.range(),
        distribution: format!("{:?}", base.distribution(place, group, 12)),
        ranks: format!(
            "{:?} {:?} {:?}",
            base.rank(place, &value, group),
            base.rank_as_said(place, &value, |rank| rank.share_below().map(|s| (s * 20.0) as u32)),
            base.grid(place, 0, group)
        ),
        kept,
        values,
    }
}

const SMALL: &str = "id,income,job,kids,TARGET\n\
    0012,1.5,cook,0,0\n12,,clerk,1,1\n7,2.25,,2,0\n1e5,-0.0,cook,,\n";

/// A table of more rows than fit one run, with columns of every form: few numbers, numbers that
/// become too many only late, single and double precision, few and many words, nothing.
fn large() -> String {
    let mut csv = String::from("id,few,late,single,double,word,many,nothing,TARGET\n");
    for row in 0..40_000_u32 {
        let late = if row < 20_000 { row % 5 } else { row };
        let scattered = row.wrapping_mul(2_654_435_761) >> 7;
        let word = ["cook", "clerk", "", "judge"][(row % 4) as usize];
        csv.push_str(&format!(
            "{},{},{late},{},{},{word},w{},,{}\n",
            200_000 - row,
            row % 3,
            f64::from(row) / 4.0,
            f64::from(scattered) / 1e3,
            scattered % 9_000,
            row % 2,
        ));
    }
    csv
}

#[test]
fn a_kept_base_says_what_it_says_in_memory() {
    for csv in [SMALL, &large()] {
        let desk = Desk::new(csv);
        let expected = said(&desk.in_memory());
        assert_eq!(said(&desk.open()), expected, "just imported");
        assert_eq!(said(&desk.open()), expected, "opened again");
    }
}

/// Parts of a table as Parquet files of several groups of rows.
fn write_parts(folder: &Path) {
    for part in 0..3_u32 {
        let rows = part * 1_000..part * 1_000 + 1_000 - part;
        let ids: Vec<i64> = rows.clone().map(|row| 5_000_000_000 + i64::from(row)).collect();
        let amounts: Vec<Option<f64>> =
            rows.clone().map(|row| (row % 7 != 0).then(|| f64::from(row) / 10.0)).collect();
        let jobs: Vec<Option<&str>> = rows
            .clone()
            .map(|row| ["cook", "clerk", "judge"].get((row % 4) as usize).copied())
            .collect();
        let targets: Vec<i32> = rows.map(|row| i32::from(row % 2 == 1)).collect();
        let height = ids.len();
        let columns = vec![
            Series::new("ID".into(), ids).into_column(),
            Series::new("amount".into(), amounts).into_column(),
            Series::new("job".into(), jobs).into_column(),
            Series::new("TARGET".into(), targets).into_column(),
        ];
        let mut table = DataFrame::new(height, columns).unwrap();
        let file = File::create(folder.join(format!("part-{part}.parquet"))).unwrap();
        ParquetWriter::new(file).with_row_group_size(Some(300)).finish(&mut table).unwrap();
    }
}

#[test]
fn a_kept_folder_of_parquet_files_says_what_it_says_in_memory() {
    let mut desk = Desk::new("");
    desk.table = desk.folder.path().join("parts");
    fs::create_dir(&desk.table).unwrap();
    write_parts(&desk.table);
    let expected = said(&desk.in_memory());
    assert_eq!(expected.ids.len(), 2_997);
    assert_eq!(said(&desk.open()), expected);
    assert_eq!(said(&desk.open()), expected);
    // A part less is another table.
    fs::remove_file(desk.table.join("part-1.parquet")).unwrap();
    assert_eq!(desk.open().rows(), 1_998);
    desk.store();
}

#[test]
fn bases_of_no_one_and_two_clients_and_columns_without_a_value() {
    let desk = Desk::new("id,x\n");
    assert!(open_base(&desk.table, &desk.options(), &SilentJob).is_err());
    for csv in ["id,x\n1,\n", "id,x,y\n1,,a\n2,,\n", "a,b\n007,1\n7,1\n"] {
        let desk = Desk::new(csv);
        let expected = said(&desk.in_memory());
        assert_eq!(said(&desk.open()), expected);
        assert_eq!(said(&desk.open()), expected);
    }
}

/// A cell as it is written.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("-0.0".to_owned()),
        (-3..4_i32).prop_map(|number| number.to_string()),
        (-1e3..1e3_f64).prop_map(|number| number.to_string()),
        Just("0.1".to_owned()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_table_comes_back(
        rows in proptest::collection::vec((cell(), cell(), "[a-c]{0,2}", 0..3_u8), 1..40),
        ids in proptest::collection::vec("0{0,2}[1-9][0-9]{0,2}", 40),
    ) {
        let mut csv = String::from("id,x,y,z,TARGET\n");
        for ((x, y, z, outcome), id) in rows.iter().zip(&ids) {
            let outcome = if *outcome == 2 { String::new() } else { outcome.to_string() };
            csv.push_str(&format!("{id},{x},{y},{z},{outcome}\n"));
        }
        let desk = Desk::new(&csv);
        let expected = said(&desk.in_memory());
        prop_assert_eq!(&said(&desk.open()), &expected);
        prop_assert_eq!(&said(&desk.open()), &expected);
    }
}

/// What a base says, unless its kept copy failed while it was asked.
fn said_unless_faulty(base: &ClientBase) -> Result<Said, StoreFault> {
    let said = said(base);
    base.fault().map_or(Ok(said), Err)
}

#[test]
fn a_large_store_damaged_at_random_bytes_gives_no_wrong_answer() {
    let desk = Desk::new(&large());
    let expected = said(&desk.open());
    let store = desk.store();
    let whole = fs::read(&store).unwrap();
    for step in 0..12_usize {
        let at = whole.len() * (2 * step + 1) / 24;
        let mut damaged = whole.clone();
        damaged[at] ^= 1;
        fs::write(&store, &damaged).unwrap();
        let base = desk.open();
        if let Ok(said) = said_unless_faulty(&base) {
            assert_eq!(said, expected, "byte {at}");
        }
    }
}

#[test]
fn a_base_whose_store_changes_under_it_says_so_and_lives() {
    for cut in [true, false] {
        let desk = Desk::new(&large());
        desk.open();
        let base = desk.open();
        let mut file = File::options().read(true).write(true).open(desk.store()).unwrap();
        if cut {
            file.set_len(100).unwrap();
        } else {
            let length = file.metadata().unwrap().len();
            for at in (64..length).step_by(4_096) {
                let mut byte = [0];
                file.seek(SeekFrom::Start(at)).unwrap();
                file.read_exact(&mut byte).unwrap();
                file.seek(SeekFrom::Start(at)).unwrap();
                file.write_all(&[!byte[0]]).unwrap();
            }
        }
        let fault = said_unless_faulty(&base).unwrap_err();
        assert!(fault.to_string().contains("open the base again"), "{fault}");
        assert_eq!(base.columns()[3].number(5).to_bits(), f64::NAN.to_bits());
        drop(base);
        assert_eq!(said(&desk.open()), said(&desk.in_memory()));
    }
}

#[test]
fn a_store_replaced_under_a_base_does_not_matter() {
    let desk = Desk::new(&large());
    let base = desk.open();
    let other = desk.folder.path().join("other");
    fs::write(&other, "something else").unwrap();
    fs::rename(&other, desk.store()).unwrap();
    assert_eq!(said(&base), said(&desk.in_memory()));
    assert_eq!(base.fault(), None);
}

#[test]
fn a_source_that_changed_is_read_again() {
    let desk = Desk::new(SMALL);
    desk.open();
    let time = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    let set_time = || {
        File::options().write(true).open(&desk.table).unwrap().set_modified(time).unwrap();
    };
    set_time();
    desk.open();
    // Another content of the same size and, as far as a program can set it, of the same time.
    fs::write(&desk.table, SMALL.replace("2.25", "9.75")).unwrap();
    set_time();
    let base = desk.open();
    assert_eq!(base.columns()[0].number(2), 9.75);
    drop(base);
    fs::write(&desk.table, format!("{SMALL}9,1,judge,1,1\n")).unwrap();
    assert_eq!(desk.open().rows(), 5);
    // Only the last store is left.
    desk.store();
    fs::remove_file(&desk.table).unwrap();
    assert!(open_base(&desk.table, &desk.options(), &SilentJob).is_err());
}

#[test]
fn a_touched_source_is_not_imported_again() {
    let desk = Desk::new(SMALL);
    desk.open();
    let made = fs::read(desk.store()).unwrap();
    fs::write(&desk.table, SMALL).unwrap();
    desk.open();
    let kept = fs::read(desk.store()).unwrap();
    // The header alone remembers the new times.
    assert_eq!(made[64..], kept[64..]);
    assert_ne!(made[..64], kept[..64]);
}

#[test]
fn another_model_finds_the_same_table_or_a_table_of_its_own() {
    let desk = Desk::new("id,code,flag,x\n1,01,True,1\n2,02,False,2\n3,None,,3\n");
    let expected = |options: &ReadOptions| {
        let options = ReadOptions { store: StoreChoice::Off, ..options.clone() };
        said(&desk.open_with(&options))
    };
    let plain = desk.options();
    let numeric = |names: &[&str]| ReadOptions {
        numeric: names.iter().map(ToString::to_string).collect(),
        ..desk.options()
    };
    let labels = |labels: &[&str]| ReadOptions {
        text: vec![TextFeature {
            name: "code".to_owned(),
            labels: labels.iter().map(ToString::to_string).collect(),
        }],
        ..desk.options()
    };
    let named = ReadOptions { id_column: ColumnChoice::Named("x".to_owned()), ..desk.options() };
    let numbered = ReadOptions { number_clients: true, ..desk.options() };
    let all = [
        plain,
        numeric(&["x"]),
        numeric(&["flag", "x"]),
        labels(&["01", "02"]),
        labels(&["01", "None"]),
        named,
        numbered,
    ];
    for _ in 0..2 {
        for options in &all {
            assert_eq!(said(&desk.open_with(options)), expected(options), "{options:?}");
        }
    }
    let kept = StoreFolder::new(desk.stores()).entries().len();
    assert_eq!(kept, 6, "the first two share one");
}

#[test]
fn small_bases_are_not_kept_unless_asked() {
    let desk = Desk::new(SMALL);
    let store = StoreChoice::Folder(desk.stores());
    let options = ReadOptions { store, ..ReadOptions::default() };
    assert!(!open_base(&desk.table, &options, &SilentJob).unwrap().is_stored());
    assert!(!desk.stores().exists());
}

#[test]
fn two_at_once_both_end_well() {
    let desk = Desk::new(&large());
    let expected = said(&desk.in_memory());
    thread::scope(|scope| {
        let opened: Vec<_> = (0..3).map(|_| scope.spawn(|| said(&desk.open()))).collect();
        for said in opened {
            assert_eq!(said.join().unwrap(), expected);
        }
    });
    desk.store();
}

/// A table that is large enough to be kept without asking.
fn very_large() -> String {
    let word = "w".repeat(400);
    let mut csv = String::from("id,word,x,TARGET\n");
    for row in 0..90_000_u32 {
        csv.push_str(&format!("{row},{word}{},{},{}\n", row % 7, row % 100, row % 2));
    }
    csv
}

#[test]
fn two_programs_at_once_both_end_well() {
    let desk = Desk::new(&very_large());
    let program = env!("CARGO_BIN_EXE_clairscore");
    let info = |arguments: &[&str]| {
        let mut command = Command::new(program);
        command.arg("info").arg(&desk.table).args(arguments).env_remove("CLAIRSCORE_STORE_DIR");
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let stores = desk.stores().display().to_string();
    let running: Vec<_> = (0..2).map(|_| info(&["--store-dir", &stores])).collect();
    let outputs: Vec<_> =
        running.into_iter().map(|child| child.wait_with_output().unwrap()).collect();
    assert!(outputs.iter().all(|output| output.status.success()), "{outputs:?}");
    desk.store();
    let without = info(&["--no-store"]).wait_with_output().unwrap();
    assert!(without.status.success() && !without.stdout.is_empty());
    for output in outputs {
        assert_eq!(output.stdout, without.stdout);
    }
}

#[test]
fn a_folder_named_by_the_environment_gives_way_and_an_empty_name_is_none() {
    let desk = Desk::new(&very_large());
    let home = desk.stores().join("home");
    let info = |folder: &Path, arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_clairscore"));
        command.arg("info").arg(&desk.table).args(arguments).env("CLAIRSCORE_STORE_DIR", folder);
        for key in ["HOME", "XDG_DATA_HOME", "LOCALAPPDATA"] {
            command.env(key, &home);
        }
        command.stdout(Stdio::null()).status().unwrap()
    };
    let named = desk.stores().join("named");
    assert!(info(&named, &["--no-store"]).success() && !named.exists());
    assert!(info(Path::new(""), &["--no-store"]).success());
    assert!(info(Path::new(""), &[]).success());
    assert!(info(&named, &[]).success() && named.exists());
}

#[test]
fn what_a_dead_import_left_is_cleared_and_a_live_one_is_not() {
    let desk = Desk::new(SMALL);
    fs::create_dir_all(desk.stores()).unwrap();
    let dead = desk.stores().join(".clairscore-dead.part");
    let live = desk.stores().join(".clairscore-live.part");
    fs::write(&dead, "half").unwrap();
    fs::write(&live, "half").unwrap();
    let lock = File::options().write(true).open(&live).unwrap();
    lock.try_lock().unwrap();
    desk.open();
    assert!(!dead.exists() && live.exists());
}

#[test]
fn kept_bases_are_listed_and_removed_but_not_while_in_use() {
    let desk = Desk::new(SMALL);
    let folder = StoreFolder::new(desk.stores());
    assert!(folder.entries().is_empty());
    let base = desk.open();
    let entries = folder.entries();
    let entry = &entries[0];
    assert!(entry.source.ends_with("clients.csv"), "{entry:?}");
    assert_eq!((entry.rows, entry.columns, entries.len()), (4, 4, 1));
    assert_eq!(entry.bytes, folder.total_bytes());
    assert!(!folder.remove(entry).unwrap());
    folder.make_room(0);
    assert_eq!(folder.remove_all().unwrap(), 1);
    drop(base);
    folder.make_room(u64::MAX);
    assert_eq!(folder.entries().len(), 1);
    assert!(folder.remove(entry).unwrap());
    assert_eq!((folder.entries().len(), folder.total_bytes()), (0, 0));
}

#[cfg(unix)]
#[test]
fn kept_bases_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = Desk::new(SMALL);
    desk.open();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&desk.stores()), mode(&desk.store())), (0o700, 0o600));
    assert_eq!(fs::read_to_string(&desk.table).unwrap(), SMALL, "the source is only read");
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_made_leaves_the_base_in_memory_with_a_note() {
    let desk = Desk::new(SMALL);
    // A file where the folder should be.
    fs::write(desk.stores(), "taken").unwrap();
    let base = open_base(&desk.table, &desk.options(), &SilentJob).unwrap();
    assert!(!base.is_stored());
    assert!(base.notes().iter().any(|note| note.to_string().contains("could not be kept")));
}
