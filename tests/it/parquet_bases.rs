//! Parquet bases: one file, folders of parts, every type, and damaged files.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

use clairscore::{
    base::{
        BaseFault, BaseNote, CellFault, ClientBase, ColumnChoice, ColumnKind, DuplicateColumn,
        ReadOptions, TextFeature, open_base, open_base_bytes,
    },
    domain::{Cancelled, Job, SilentJob, Value},
};
use polars::prelude::{
    Categories, DataFrame, DataType, IntoColumn as _, NamedFrom as _, ParquetCompression,
    ParquetWriter, Series, TimeUnit, df,
};

fn write(path: &Path, frame: &mut DataFrame) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    ParquetWriter::new(File::create(path).unwrap()).finish(frame).unwrap();
}

fn bytes(frame: &mut DataFrame) -> Vec<u8> {
    let mut bytes = Vec::new();
    ParquetWriter::new(&mut bytes)
        .with_compression(ParquetCompression::Snappy)
        .with_row_group_size(Some(1_000))
        .finish(frame)
        .unwrap();
    bytes
}

fn read(frame: &mut DataFrame, options: &ReadOptions) -> Result<ClientBase, BaseFault> {
    open_base_bytes("b.parquet", &bytes(frame), options, &SilentJob).map_err(|error| error.fault)
}

fn open(path: &Path) -> Result<ClientBase, BaseFault> {
    open_base(path, &ReadOptions::default(), &SilentJob).map_err(|error| error.fault)
}

fn plain(frame: &mut DataFrame) -> ClientBase {
    read(frame, &ReadOptions::default()).unwrap()
}

fn ids(base: &ClientBase) -> Vec<String> {
    (0..base.rows()).map(|row| base.ids().id(row).into_owned()).collect()
}

/// A column's cells, `-` for missing.
fn cells(base: &ClientBase, column: &str) -> Vec<String> {
    let column = &base.columns()[base.column(column).unwrap()];
    (0..base.rows())
        .map(|row| match column.value(row) {
            Value::Number(number) => number.to_string(),
            Value::Text(text) => text,
            Value::Missing => "-".to_owned(),
        })
        .collect()
}

fn features(names: &[&str]) -> ReadOptions {
    ReadOptions {
        numeric: names.iter().map(ToString::to_string).collect(),
        ..ReadOptions::default()
    }
}

fn shared(path: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path);
    if path.exists() {
        Some(path)
    } else {
        eprintln!("skipped: {} is not here", path.display());
        None
    }
}

#[test]
fn every_type_becomes_a_number_or_a_word() {
    let mut frame = df!(
        "id" => [3_i64, 1, 2],
        "i8" => [Some(-1_i8), None, Some(7)],
        "u64" => [0_u64, 5, u64::MAX],
        "f32" => [Some(0.1_f32), Some(f32::NAN), None],
        "f64" => [0.1, 1e300, -0.0],
        "truth" => [Some(true), Some(false), None],
        "word" => [Some("é"), None, Some("XNA")],
    )
    .unwrap();
    let days = Series::new("day".into(), [20_779_i32, 0, -1]).cast(&DataType::Date).unwrap();
    let moments = Series::new("moment".into(), [1_500_i64, 0, 86_400_000])
        .cast(&DataType::Datetime(TimeUnit::Milliseconds, None))
        .unwrap();
    let kinds = Series::new("kind".into(), ["x", "y", "x"]);
    let kinds = kinds.cast(&DataType::from_categories(Categories::global())).unwrap();
    let prices = Series::new("price".into(), ["12.34", "0.10", "-5.00"]);
    let prices = prices.cast(&DataType::Decimal(10, 2)).unwrap();
    for series in [days, moments, kinds, prices] {
        frame.with_column(series.into_column()).unwrap();
    }
    let base = plain(&mut frame);
    assert_eq!((ids(&base), base.id_column()), (["3", "1", "2"].map(String::from).to_vec(), "id"));
    assert_eq!(cells(&base, "i8"), ["-1", "-", "7"]);
    assert_eq!(base.columns()[base.column("f32").unwrap()].number(0), f64::from(0.1_f32));
    assert_eq!(cells(&base, "f32")[1..], ["-", "-"]);
    assert_eq!(base.columns()[base.column("f64").unwrap()].number(1), 1e300);
    assert_eq!(cells(&base, "truth"), ["1", "0", "-"]);
    assert_eq!(cells(&base, "word"), ["é", "-", "-"]);
    assert_eq!(cells(&base, "day"), ["2026-11-22", "1970-01-01", "1969-12-31"]);
    assert_eq!(cells(&base, "moment"), ["1970-01-01 00:00:01.5", "1970-01-01", "1970-01-02"]);
    assert_eq!(cells(&base, "kind"), ["x", "y", "x"]);
    assert_eq!(cells(&base, "price"), ["12.34", "0.1", "-5"]);
    assert!(base.notes().contains(&BaseNote::LargeNumbers { column: "u64".into(), count: 1 }));
}

#[test]
fn identifiers_become_text_without_a_digit_lost() {
    let with = |series: Series| {
        let frame = DataFrame::new_infer_height(vec![
            series.with_name("ID".into()).into_column(),
            Series::new("x".into(), [1.0, 2.0]).into_column(),
        ]);
        plain(&mut frame.unwrap())
    };
    let name = "ID".into();
    assert_eq!(
        ids(&with(Series::new(name, [u64::MAX, 9_007_199_254_740_993]))),
        ["18446744073709551615", "9007199254740993"]
    );
    assert_eq!(ids(&with(Series::new("ID".into(), [100_001.0, 2.5]))), ["100001", "2.5"]);
    assert_eq!(ids(&with(Series::new("ID".into(), ["007", " 1e5 "]))), ["007", "1e5"]);
}

#[test]
fn missing_identifiers_are_refused_with_their_rows() {
    let mut frame = df!("ID" => [Some("a"), None, Some(" ")], "x" => [1, 2, 3]).unwrap();
    let fault = read(&mut frame, &ReadOptions::default()).unwrap_err();
    let BaseFault::MissingIds { places, .. } = fault else { panic!("{fault}") };
    assert_eq!(places.first, [2, 3]);
    assert_eq!(places.to_string(), "rows 2, 3");
}

#[test]
fn a_table_without_an_id_column_can_be_numbered() {
    let frame = || df!("x" => [0.5, 0.5]).unwrap();
    let refused = read(&mut frame(), &ReadOptions::default());
    assert!(matches!(refused, Err(BaseFault::NoIdColumn { .. })));
    let numbered = ReadOptions { number_clients: true, ..ReadOptions::default() };
    let base = read(&mut frame(), &numbered).unwrap();
    assert_eq!(ids(&base), ["1", "2"]);
    let mut indexed = df!("x" => [1, 1], "__index_level_0__" => [7, 8]).unwrap();
    assert_eq!(ids(&plain(&mut indexed)), ["7", "8"]);
    let named =
        ReadOptions { id_column: ColumnChoice::Named("x".into()), ..ReadOptions::default() };
    assert_eq!(cells(&read(&mut indexed, &named).unwrap(), "__index_level_0__"), ["7", "8"]);
}

#[test]
fn an_infinite_feature_is_an_error_and_elsewhere_missing_with_a_note() {
    let mut frame = df!("ID" => [1, 2], "x" => [1.0, f64::INFINITY]).unwrap();
    let fault = read(&mut frame, &features(&["x"])).unwrap_err();
    let BaseFault::Cells { columns } = fault else { panic!("{fault}") };
    assert_eq!((columns[0].fault, columns[0].places.first.clone()), (CellFault::Infinite, vec![2]));
    let base = plain(&mut frame);
    assert_eq!(cells(&base, "x"), ["1", "-"]);
    assert!(base.notes().contains(&BaseNote::InfiniteAsMissing { column: "x".into(), count: 1 }));
}

#[test]
fn words_that_are_numbers_serve_a_feature_and_others_do_not() {
    let mut frame = df!("ID" => [1, 2, 3], "x" => ["1.5", "", "2"]).unwrap();
    let base = read(&mut frame, &features(&["x"])).unwrap();
    assert_eq!(cells(&base, "x"), ["1.5", "-", "2"]);
    let mut frame = df!("ID" => [1, 2, 3], "x" => ["1.5", "low", "2"]).unwrap();
    let fault = read(&mut frame, &features(&["x"])).unwrap_err();
    assert!(fault.to_string().contains("row 2") && !fault.to_string().contains("low"), "{fault}");
}

#[test]
fn a_category_of_the_model_is_a_word_whatever_it_spells() {
    let mut frame = df!("ID" => [1, 2], "t" => ["XNA", "None"]).unwrap();
    let options = ReadOptions {
        text: vec![TextFeature { name: "t".into(), labels: vec!["XNA".into()] }],
        ..ReadOptions::default()
    };
    assert_eq!(cells(&read(&mut frame, &options).unwrap(), "t"), ["XNA", "-"]);
}

#[test]
fn an_identifier_that_is_a_feature_is_both() {
    let mut frame = df!("SK_ID_CURR" => [100_001, 100_005], "x" => [1, 2]).unwrap();
    let base = read(&mut frame, &features(&["SK_ID_CURR"])).unwrap();
    assert_eq!(ids(&base), ["100001", "100005"]);
    assert_eq!(cells(&base, "SK_ID_CURR"), ["100001", "100005"]);
    assert_eq!(plain(&mut frame).columns().len(), 1);
}

#[test]
fn parts_are_one_table_in_the_order_in_which_people_count() {
    let folder = tempfile::tempdir().unwrap();
    for part in 0..12_i64 {
        let mut frame = df!("ID" => [part * 2, part * 2 + 1], "x" => [part as f64; 2]).unwrap();
        write(&folder.path().join(format!("part-{part}.parquet")), &mut frame);
    }
    fs::write(folder.path().join("_SUCCESS"), "").unwrap();
    fs::write(folder.path().join(".part-0.parquet.crc"), "crc").unwrap();
    let base = open(folder.path()).unwrap();
    let expected: Vec<String> = (0..24).map(|id| id.to_string()).collect();
    assert_eq!(ids(&base), expected);
    assert_eq!(cells(&base, "x")[22], "11");
    assert!(base.notes().contains(&BaseNote::Parts { count: 12, hive_columns: Vec::new() }));
}

#[test]
fn folder_names_give_columns() {
    let folder = tempfile::tempdir().unwrap();
    for (id, region, year) in
        [(1, "le%20nord", "2025"), (2, "01", "2026"), (3, "__HIVE_DEFAULT_PARTITION__", "2026")]
    {
        let path = format!("region={region}/year={year}/part-0.parquet");
        write(&folder.path().join(path), &mut df!("ID" => [id], "x" => [id]).unwrap());
    }
    let base = open(folder.path()).unwrap();
    let at = |id: &str| ids(&base).iter().position(|own| *own == id).unwrap();
    let regions = cells(&base, "region");
    assert_eq!(
        (&*regions[at("1")], &*regions[at("2")], &*regions[at("3")]),
        ("le nord", "01", "-")
    );
    let years = &base.columns()[base.column("year").unwrap()];
    assert_eq!((years.kind(), years.range()), (ColumnKind::Number, Some((2025.0, 2026.0))));
}

#[test]
fn parts_that_disagree_are_refused_by_name() {
    let disagreement = |second: &mut DataFrame| {
        let folder = tempfile::tempdir().unwrap();
        let mut first = df!("ID" => [1], "x" => [1.0], "y" => ["a"]).unwrap();
        write(&folder.path().join("a.parquet"), &mut first);
        write(&folder.path().join("b.parquet"), second);
        match open(folder.path()) {
            Err(BaseFault::PartsDisagree { part, column, problem, .. }) => {
                assert_eq!(part, "b.parquet");
                Some((column, problem))
            }
            other => {
                assert_eq!(other.unwrap().rows(), 2);
                None
            }
        }
    };
    let lacks = disagreement(&mut df!("ID" => [2], "x" => [1.0]).unwrap());
    assert_eq!(lacks, Some(("y".into(), "lacks")));
    let has = disagreement(&mut df!("ID" => [2], "x" => [1.0], "y" => ["a"], "z" => [1]).unwrap());
    assert_eq!(has, Some(("z".into(), "has")));
    let differs = disagreement(&mut df!("ID" => [2], "x" => ["b"], "y" => ["a"]).unwrap());
    assert_eq!(differs, Some(("x".into(), "has another type for")));
    // Another width, another order and a part without a single value are no contradiction.
    let other_width = disagreement(&mut df!("y" => ["a"], "ID" => [2_i64], "x" => [7]).unwrap());
    assert_eq!(other_width, None);
    let nothing = Series::full_null("y".into(), 1, &DataType::Null).into_column();
    let mut frame = df!("ID" => [2], "x" => [1.0]).unwrap();
    frame.with_column(nothing).unwrap();
    assert_eq!(disagreement(&mut frame), None);
}

#[test]
fn nested_columns_are_left_out_unless_they_are_needed() {
    let mut frame = df!("ID" => [1, 2], "x" => [1, 2]).unwrap();
    let lists = [Series::new("".into(), [1, 2]), Series::new("".into(), [3])];
    frame.with_column(Series::new("lists".into(), lists).into_column()).unwrap();
    let base = plain(&mut frame);
    assert!(base.column("lists").is_none());
    assert!(base.notes().iter().any(|note| {
        matches!(note, BaseNote::ColumnNotRead { column, .. } if column == "lists")
    }));
    let fault = read(&mut frame, &features(&["lists"])).unwrap_err();
    assert!(matches!(fault, BaseFault::ColumnType { column, .. } if column == "lists"));
}

#[test]
fn tables_without_clients_are_refused() {
    let mut frame = df!("ID" => Vec::<i64>::new(), "x" => Vec::<f64>::new()).unwrap();
    assert!(matches!(read(&mut frame, &ReadOptions::default()), Err(BaseFault::NoClients)));
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(open(folder.path()), Err(BaseFault::NoParts)));
    fs::write(folder.path().join("part-0.parquet"), "").unwrap();
    assert!(matches!(open(folder.path()), Err(BaseFault::Empty)));
}

fn clients(rows: i64) -> DataFrame {
    let words: Vec<String> = (0..rows).map(|row| format!("w{}", row % 7)).collect();
    let numbers: Vec<Option<f64>> =
        (0..rows).map(|row| (row % 5 > 0).then_some(row as f64 * 0.37)).collect();
    df!("ID" => (0..rows).collect::<Vec<_>>(), "x" => numbers, "t" => words).unwrap()
}

#[test]
fn several_row_groups_are_one_table() {
    let base = plain(&mut clients(4_500));
    assert_eq!((base.rows(), &*base.ids().id(4_499)), (4_500, "4499"));
    assert_eq!(base.columns()[0].number(4_499), 4_499.0 * 0.37);
    assert_eq!(base.columns()[1].text(4_499), Some("w5"));
}

#[test]
fn a_truncated_file_is_a_clear_error_wherever_it_is_cut() {
    let whole = bytes(&mut clients(2_000));
    for cut in (1..60).map(|step| whole.len() * step / 60).chain([1, 4, 8, whole.len() - 1]) {
        let error = open_base_bytes("b", &whole[..cut], &ReadOptions::default(), &SilentJob);
        let error = error.unwrap_err();
        let known = matches!(
            error.fault,
            BaseFault::Damaged { .. } | BaseFault::NoSeparator | BaseFault::Nul { .. }
        );
        assert!(known, "{cut}: {error}");
    }
}

#[test]
fn a_damaged_file_never_stops_the_program() {
    let whole = bytes(&mut clients(1_500));
    let mut refused = 0;
    let mut tried = 0;
    // The footer, which all else depends on, byte by byte; the rest at intervals.
    let footer = whole.len() - 900..whole.len();
    let places = footer.chain((4..whole.len() - 900).step_by(whole.len() / 400));
    for (place, bit) in places.zip((0..8).cycle()) {
        let mut damaged = whole.clone();
        damaged[place] ^= 1 << bit;
        tried += 1;
        if open_base_bytes("b", &damaged, &ReadOptions::default(), &SilentJob).is_err() {
            refused += 1;
        }
    }
    assert!(tried > 1_000 && refused > 0, "{refused} of {tried}");
}

#[test]
fn what_is_not_parquet_below_that_name_is_told() {
    let garbage: Vec<u8> =
        (0..5_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let mut claims = b"PAR1".to_vec();
    claims.extend(&garbage);
    claims.extend(b"PAR1");
    let fault = |bytes: &[u8]| {
        open_base_bytes("b", bytes, &ReadOptions::default(), &SilentJob).unwrap_err().fault
    };
    assert!(matches!(fault(&claims), BaseFault::Damaged { .. }));
    assert!(matches!(fault(b"PAR1"), BaseFault::Damaged { .. }));
    assert!(matches!(fault(b"PARE1234PARE"), BaseFault::Encrypted));
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("a.parquet"), &mut clients(3));
    fs::write(folder.path().join("b.parquet"), &garbage).unwrap();
    let error = open(folder.path()).unwrap_err();
    assert!(error.to_string().contains("part `b.parquet`"), "{error}");
}

#[test]
fn the_same_name_twice_is_refused_with_its_places() {
    // polars writes no such file: give the second column the name of the first.
    let mut whole = bytes(&mut df!("ID" => [1], "xa" => [1.0], "xb" => [2.0]).unwrap());
    for at in 0..whole.len() - 1 {
        if &whole[at..at + 2] == b"xb" {
            whole[at + 1] = b'a';
        }
    }
    let error = open_base_bytes("b", &whole, &ReadOptions::default(), &SilentJob).unwrap_err();
    let BaseFault::DuplicateColumns { columns } = error.fault else { panic!("{error}") };
    assert_eq!(columns, [DuplicateColumn { name: "xa".into(), positions: vec![2, 3] }]);
}

struct Impatient(AtomicU64);

impl Job for Impatient {
    fn progress(&self, _: u64, _: u64) -> Result<(), Cancelled> {
        if self.0.fetch_add(1, Ordering::Relaxed) < 2 { Ok(()) } else { Err(Cancelled) }
    }
}

#[test]
fn opening_stops_when_nobody_waits_any_more() {
    let whole = bytes(&mut clients(2_000));
    let job = Impatient(AtomicU64::new(0));
    let error = open_base_bytes("b", &whole, &ReadOptions::default(), &job).unwrap_err();
    assert!(error.is_cancelled(), "{error}");
}

#[test]
fn a_base_that_does_not_fit_is_refused() {
    let whole = bytes(&mut clients(50_000));
    let options = ReadOptions { memory_limit_bytes: 100_000, ..ReadOptions::default() };
    let error = open_base_bytes("b", &whole, &options, &SilentJob).unwrap_err();
    assert!(matches!(error.fault, BaseFault::TooLarge { .. }), "{error}");
}

#[test]
fn the_home_credit_test_clients_open() {
    let Some(path) = shared("data/home_credit_test20/clients.parquet") else { return };
    let base = open(&path).unwrap();
    assert_eq!((base.rows(), base.columns().len()), (48_744, 20));
    assert_eq!(base.id_column(), "SK_ID_CURR");
    assert!(base.memory_bytes() < 8 << 20);
}
