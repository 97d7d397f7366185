//! CSV bases: every trap that a table can set, and what the reader says about it.

#![expect(
    clippy::format_collect,
    clippy::format_push_string,
    clippy::unwrap_used,
    reason = "in a test a panic is the report and clarity beats speed"
)]

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};

use clairscore::{
    base::{
        BaseFault, BaseNote, CellFault, ChoiceReason, ClientBase, ColumnChoice, ColumnKind,
        DecimalMark, DuplicateColumn, Encoding, Found, LISTED_PLACES, OtherKind, ReadOptions,
        RowLength, ShortRows, TextFeature, open_base, open_base_bytes,
    },
    domain::{Cancelled, ClientId, Job, SilentJob, Value},
};
use flate2::{Compression, write::GzEncoder};
use proptest::prelude::*;
use zip::{ZipWriter, write::SimpleFileOptions};

fn read(bytes: &[u8], options: &ReadOptions) -> Result<ClientBase, BaseFault> {
    open_base_bytes("clients.csv", bytes, options, &SilentJob).map_err(|error| error.fault)
}

fn plain(text: &str) -> ClientBase {
    read(text.as_bytes(), &ReadOptions::default()).unwrap()
}

fn refused(text: &str) -> BaseFault {
    read(text.as_bytes(), &ReadOptions::default()).unwrap_err()
}

fn features(names: &[&str]) -> ReadOptions {
    ReadOptions {
        numeric: names.iter().map(ToString::to_string).collect(),
        ..ReadOptions::default()
    }
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

fn kind(base: &ClientBase, column: &str) -> ColumnKind {
    base.columns()[base.column(column).unwrap()].kind()
}

fn has_note(base: &ClientBase, matches: impl Fn(&BaseNote) -> bool) -> bool {
    base.notes().iter().any(matches)
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

// Identifiers

#[test]
fn identifiers_stay_the_text_that_they_are() {
    let base = plain("ID,x\n007,1\n7,2\n1e5,3\n1.0,4\n-3,5\n18446744073709551617,6\n A b ,7\n");
    assert_eq!(ids(&base), ["007", "7", "1e5", "1.0", "-3", "18446744073709551617", "A b"]);
    let find = |id: &str| base.ids().find(&ClientId::new(id).unwrap());
    assert_eq!(find("7"), Found::One(1));
    assert_eq!(find("100000"), Found::Nobody);
    assert!(has_note(&base, |note| matches!(note, BaseNote::DecimalIds { count: 1 })));
    let base = plain("ID;x\n1,00001E+14;1\n1E+5;2\n1e5;3\nE+1;4\n");
    assert_eq!(base.ids().id(0), "1,00001E+14");
    assert!(has_note(&base, |note| matches!(note, BaseNote::RoundedIds { count: 2 })));
}

#[test]
fn duplicate_identifiers_count_but_cannot_be_chosen() {
    let mut text = "ID,x\n".to_owned();
    for id in 0..50 {
        text += &format!("{id},1\n{id},2\n");
    }
    let base = plain(&text);
    assert_eq!(base.rows(), 100);
    let Some(BaseNote::DuplicateIds { ids, rows, first }) =
        base.notes().iter().find(|note| matches!(note, BaseNote::DuplicateIds { .. }))
    else {
        panic!("not noticed");
    };
    assert_eq!((*ids, *rows, first.len()), (50, 100, LISTED_PLACES));
    assert_eq!(first[2].as_str(), "2");
    let found = base.ids().find(&ClientId::new("3").unwrap());
    assert_eq!((found.one(), found.rows()), (None, [6, 7].as_slice()));
}

#[test]
fn clients_without_an_identifier_are_refused_with_their_lines() {
    let BaseFault::MissingIds { column, places } = refused("ID;x\n1;5\n;6\nNA;7\n4;8\n") else {
        panic!("another fault");
    };
    assert_eq!((column.as_str(), places.count, places.first), ("ID", 2, vec![3, 4]));
}

#[test]
fn the_id_column_is_named_suggested_detected_or_refused() {
    let text = "a,ref,x\n1,k1,5\n1,k2,6\n";
    let base = plain(text);
    assert_eq!(base.id_column(), "ref");
    assert!(has_note(&base, |note| matches!(
        note,
        BaseNote::IdColumn { reason: ChoiceReason::Distinct, .. }
    )));
    let named = |id_column| read(text.as_bytes(), &ReadOptions { id_column, ..features(&[]) });
    assert_eq!(named(ColumnChoice::Named("x".into())).unwrap().id_column(), "x");
    assert_eq!(named(ColumnChoice::Suggested("gone".into())).unwrap().id_column(), "ref");
    assert!(matches!(
        named(ColumnChoice::Named("gone".into())),
        Err(BaseFault::NoSuchColumn { name, columns }) if name == "gone" && columns.len() == 3
    ));
    assert!(matches!(refused("a,b\n1,0.5\n1,0.6\n"), BaseFault::NoIdColumn { .. }));
    let numbered = ReadOptions { number_clients: true, ..ReadOptions::default() };
    let base = read(b"a,b\n1,0.5\n1,0.6\n", &numbered).unwrap();
    assert_eq!((ids(&base), base.id_column()), (["1", "2"].map(String::from).to_vec(), ""));
    assert_eq!(base.columns().len(), 2);
}

#[test]
fn a_guessed_identifier_that_repeats_later_is_given_up_for_the_next_column() {
    let mut text = "a,b\n".to_owned();
    for row in 0..200_000 {
        text += &format!("{},{row}\n", row.min(199_998));
    }
    assert!(text.len() > 2 << 20);
    assert_eq!(plain(&text).id_column(), "b");
}

// Numbers

#[test]
fn numbers_are_read_in_the_convention_of_the_file() {
    let expected = ["12.5", "1234.25", "-", "-7", "1000000"];
    let french = "ID;x\n1;12,5\n2;1 234,25\n3;\n4;-7\n5;1\u{a0}000\u{202f}000\n";
    let english = "ID,x\n1,12.5\n2,1234.25\n3,NA\n4,-7\n5,1e6\n";
    let quoted = "ID,x\n1,\"12,5\"\n2,\"1 234,25\"\n3,\n4,-7\n5,1000000\n";
    for text in [french, english, quoted] {
        let base = read(text.as_bytes(), &features(&["x"])).unwrap();
        assert_eq!(cells(&base, "x"), expected, "{text}");
        assert_eq!(cells(&plain(text), "x"), expected, "{text}");
    }
}

#[test]
fn each_column_may_have_its_own_decimal_mark_but_not_two() {
    let text = "ID;x;y\n1;1,5;2.5\n2;2,25;3.75\n3;4,5;1.25\n";
    let base = plain(text);
    assert_eq!(cells(&base, "y"), ["2.5", "3.75", "1.25"]);
    assert_eq!(cells(&base, "x"), ["1.5", "2.25", "4.5"]);
    let mixed = read(b"ID;x\n1;1,5\n2;2.5\n3;3.75\n", &features(&["x"]));
    let Err(BaseFault::Cells { columns }) = mixed else { panic!("{mixed:?}") };
    assert_eq!(columns[0].fault, CellFault::MixedMarks);
    assert_eq!(columns[0].places.first, [3, 4]);
}

#[test]
fn a_thousand_that_could_be_one_and_a_bit_is_refused() {
    let faults = |text: &str| match read(text.as_bytes(), &features(&["x"])) {
        Err(BaseFault::Cells { columns }) => columns[0].fault,
        other => panic!("{other:?}"),
    };
    assert_eq!(faults("ID,x\n1,\"1,234\"\n2,5\n"), CellFault::Ambiguous);
    assert_eq!(faults("ID;x;y\n1;1.234;2,5\n"), CellFault::Ambiguous);
    let text = "ID\tx\n1\t1,234\n";
    assert_eq!(faults(text), CellFault::Ambiguous);
    let named = ReadOptions { decimal_mark: Some(DecimalMark::Comma), ..features(&["x"]) };
    assert_eq!(cells(&read(text.as_bytes(), &named).unwrap(), "x"), ["1.234"]);
}

#[test]
fn missing_is_missing_and_never_zero() {
    let tokens = ["", "NA", "N/A", "NaN", "nan", "null", "NULL", "None", "#N/A", "  "];
    let mut text = "ID;x;t\n".to_owned();
    for (row, token) in tokens.iter().enumerate() {
        text += &format!("{row};{token};{token}\n");
    }
    text += "z;0;XNA\n";
    let options = ReadOptions {
        text: vec![TextFeature { name: "t".into(), labels: vec!["a".into()] }],
        ..features(&["x"])
    };
    let base = read(text.as_bytes(), &options).unwrap();
    assert_eq!(base.columns()[0].missing(), tokens.len());
    assert_eq!(base.columns()[0].number(tokens.len()), 0.0);
    assert_eq!(base.columns()[1].missing(), tokens.len() + 1);
}

#[test]
fn a_category_of_the_model_is_a_word_whatever_it_spells() {
    let options = ReadOptions {
        text: vec![TextFeature {
            name: "t".into(),
            labels: ["XNA", "None", "x"].map(str::to_owned).to_vec(),
        }],
        ..ReadOptions::default()
    };
    let base = read(b"ID,t\n1,XNA\n2,None\n3,NA\n4,x\n", &options).unwrap();
    assert_eq!(cells(&base, "t"), ["XNA", "None", "-", "x"]);
}

#[test]
fn a_cell_that_is_no_number_is_an_error_with_column_count_and_lines_but_no_value() {
    let mut text = "ID,good,bad,far\n".to_owned();
    for row in 0..100 {
        let bad = if row % 4 == 3 { "Dupont" } else { "1" };
        text += &format!("{row},1,{bad},{}\n", if row == 50 { "-inf" } else { "2" });
    }
    let fault = read(text.as_bytes(), &features(&["good", "bad", "far"])).unwrap_err();
    let BaseFault::Cells { columns } = &fault else { panic!("{fault}") };
    assert_eq!(columns.len(), 2);
    assert_eq!((columns[0].column.as_str(), columns[0].places.count), ("bad", 25));
    assert_eq!(columns[0].places.first[..2], [5, 9]);
    assert_eq!(columns[0].places.first.len(), LISTED_PLACES);
    assert_eq!((columns[1].fault, &columns[1].places.first), (CellFault::Infinite, &vec![52]));
    assert!(!fault.to_string().contains("Dupont"), "{fault}");
    for cell in ["1e999", "inf", "-", "12 %", "abc"] {
        let text = format!("ID,x\n1,{cell}\n");
        let fault = read(text.as_bytes(), &features(&["x"])).unwrap_err();
        assert!(matches!(fault, BaseFault::Cells { .. }), "{cell}");
        assert_eq!(kind(&plain(&text), "x"), ColumnKind::Text, "{cell}");
    }
}

#[test]
fn truth_is_one_and_zero_for_a_feature_and_a_word_elsewhere() {
    let text = "ID,x\n1,True\n2,False\n3,\n";
    let base = read(text.as_bytes(), &features(&["x"])).unwrap();
    assert_eq!(cells(&base, "x"), ["1", "0", "-"]);
    assert_eq!(cells(&plain(text), "x"), ["True", "False", "-"]);
}

#[test]
fn one_late_decimal_or_word_changes_no_earlier_cell() {
    // Beyond the sample that is looked at first.
    let rows = 300_000;
    let mut text = "ID,int,word,code\n".to_owned();
    for row in 0..rows {
        let last = row == rows - 1;
        let (int, word) = if last { ("1.5", "x") } else { ("1", "007") };
        text += &format!("{row},{int},{word},0{}\n", row % 10);
    }
    let base = plain(&text);
    assert_eq!(kind(&base, "int"), ColumnKind::Number);
    assert_eq!(base.columns()[0].number(rows - 1), 1.5);
    assert_eq!(base.columns()[1].text(0), Some("007"));
    assert_eq!(base.columns()[1].text(rows - 1), Some("x"));
    assert_eq!(kind(&base, "code"), ColumnKind::Number);
    let strict = read(text.as_bytes(), &features(&["int", "word"]));
    let Err(BaseFault::Cells { columns }) = strict else { panic!("accepted") };
    assert_eq!((columns[0].places.count, columns[0].places.first[0]), (1, rows as u64 + 1));
}

#[test]
fn numbers_beyond_2_to_the_53_are_noticed() {
    let base = plain("ID,x\n1,9007199254740993\n2,123456789012345678901234567890\n");
    assert!(has_note(&base, |note| {
        *note == BaseNote::LargeNumbers { column: "x".into(), count: 2 }
    }));
}

#[test]
fn dates_are_words() {
    let base = plain("ID,since\n1,2026-11-22\n2,\n3,22/11/2026\n");
    assert_eq!(cells(&base, "since"), ["2026-11-22", "-", "22/11/2026"]);
}

// Headers

#[test]
fn the_same_name_twice_is_refused_with_its_places() {
    let BaseFault::DuplicateColumns { columns } = refused("ID,a,b,a\n1,2,3,4\n") else {
        panic!("accepted");
    };
    assert_eq!(columns, [DuplicateColumn { name: "a".into(), positions: vec![2, 4] }]);
}

#[test]
fn names_on_the_second_line_are_found_with_and_without_a_model() {
    let text = ",X1,X2,Y\nID,LIMIT,AGE,default payment next month\n1,20000,24,1\n2,9000,26,0\n";
    for options in [ReadOptions::default(), features(&["LIMIT", "AGE"])] {
        let base = read(text.as_bytes(), &options).unwrap();
        assert_eq!((ids(&base), base.id_column()), (["1", "2"].map(String::from).to_vec(), "ID"));
        assert_eq!(cells(&base, "AGE"), ["24", "26"]);
        assert_eq!(base.outcome_column(), Some("default payment next month"));
        assert_eq!(
            (base.outcome(0), base.outcome(1), base.outcome(2)),
            (Some(true), Some(false), None)
        );
        assert!(has_note(&base, |note| *note == BaseNote::NamesOnSecondLine));
    }
}

#[test]
fn a_column_without_a_name_is_kept_or_identifies_the_clients() {
    let base = plain(",ID,x\n0,a,1\n1,b,2\n");
    assert_eq!(
        (cells(&base, "Unnamed: 0"), base.id_column()),
        (vec!["0".into(), "1".into()], "ID")
    );
    let base = plain(",x\n10,1\n11,1\n");
    assert_eq!(
        (ids(&base), base.id_column()),
        (["10", "11"].map(String::from).to_vec(), "Unnamed: 0")
    );
    // A separator at the end of each line is no column.
    let base = plain("ID;x;\n1;2;\n2;3;\n");
    assert_eq!(base.columns().len(), 1);
    assert!(!has_note(&base, |note| matches!(note, BaseNote::UnnamedColumn { .. })));
}

#[test]
fn a_file_without_a_header_is_told() {
    assert!(matches!(refused("1,2.5,3\n4,5.5,6\n"), BaseFault::NoHeader));
    assert!(matches!(refused("A11 6 A34 1169\nA12 48 A32 5951\n"), BaseFault::NoHeader));
}

#[test]
fn an_outcome_that_somebody_named_must_be_one() {
    let named = |outcome_column| ReadOptions { outcome_column, ..ReadOptions::default() };
    let text = b"ID,class,y\n1,1,0\n2,2,1\n3,,\n";
    let base = read(text, &ReadOptions::default()).unwrap();
    assert_eq!(base.outcome_column(), None);
    let base = read(text, &named(ColumnChoice::Named("y".into()))).unwrap();
    assert_eq!(
        (base.outcome(0), base.outcome(1), base.outcome(2)),
        (Some(false), Some(true), None)
    );
    let outcomes = base.outcomes(base.everyone());
    assert_eq!((outcomes.known, outcomes.defaults), (2, 1));
    let base = read(text, &named(ColumnChoice::Suggested("class".into()))).unwrap();
    assert!(has_note(&base, |note| matches!(note, BaseNote::OutcomeUnusable { .. })));
    let fault = read(text, &named(ColumnChoice::Named("class".into()))).unwrap_err();
    assert!(matches!(fault, BaseFault::NotAnOutcome { places, .. } if places.first == [2]));
}

// Rows

#[test]
fn rows_of_another_length_are_refused_with_their_lines() {
    for end in ["\n", "\r\n", "\r"] {
        let text = ["ID,a,b", "1,2,3", "2,3", "3,4,5,6", "4,5,6", ""].join(end);
        let BaseFault::RowLengths { expected, rows } = refused(&text) else {
            panic!("accepted {end:?}");
        };
        let expected_rows = [RowLength { line: 3, cells: 2 }, RowLength { line: 4, cells: 4 }];
        assert_eq!((expected, rows.as_slice()), (3, expected_rows.as_slice()), "{end:?}");
    }
    let many = "ID,a\n".to_owned() + &"1\n".repeat(100);
    assert!(matches!(
        refused(&many),
        BaseFault::RowLengths { rows, .. } if rows.len() == LISTED_PLACES
    ));
}

#[test]
fn short_rows_are_filled_only_on_demand_and_then_counted() {
    let options = ReadOptions { short_rows: ShortRows::FillMissing, ..features(&["a"]) };
    let base = read(b"ID,a,b\n1,2,3\n2,4\n3\n", &options).unwrap();
    assert_eq!(cells(&base, "a"), ["2", "4", "-"]);
    assert!(has_note(&base, |note| matches!(
        note,
        BaseNote::ShortRowsFilled(places) if places.first == [3, 4]
    )));
    let long = read(b"ID,a\n1,2,3\n", &options);
    assert!(matches!(long, Err(BaseFault::RowLengths { .. })));
}

#[test]
fn blank_rows_are_left_out_and_said() {
    let base = plain("ID;a\n1;2\n\n;\n2;3\n\n\n");
    assert_eq!(ids(&base), ["1", "2"]);
    assert!(has_note(&base, |note| matches!(
        note,
        BaseNote::BlankRows(places) if places.first == [4]
    )));
}

#[test]
fn an_open_quote_and_a_nul_are_found_where_they_are() {
    let BaseFault::UnclosedQuote { line, column } = refused("ID,a\n1,2\n2,\"3\n3,4\n4,5\n") else {
        panic!("accepted");
    };
    assert_eq!((line, column.as_str()), (3, "a"));
    assert!(matches!(refused("ID,a\n1,2\n2,\0\n"), BaseFault::Nul { line: 3 }));
    let late = "ID,a\n".to_owned() + &"1,2\n".repeat(500_000) + "2,\0\n";
    assert!(matches!(refused(&late), BaseFault::Nul { line: 500_002 }));
}

#[test]
fn the_first_fault_of_a_file_is_the_one_that_is_told() {
    let good = "1,2\n".repeat(400_000);
    let nul_first = format!("ID,a\n{good}2,\0\n{good}3,\"open\n4,5\n");
    assert!(matches!(refused(&nul_first), BaseFault::Nul { line: 400_002 }));
    let quote_first = format!("ID,a\n{good}2,\"open\n4,\0\n5,6\n");
    let BaseFault::UnclosedQuote { line, .. } = refused(&quote_first) else { panic!("accepted") };
    assert_eq!(line, 400_002);
    // So many rows of another length are enough to say; fewer wait for what comes behind them.
    let enough = "ID,a\n".to_owned() + &"1\n".repeat(LISTED_PLACES) + &good + "2,\0\n";
    assert!(matches!(refused(&enough), BaseFault::RowLengths { .. }));
    let fewer = "ID,a\n".to_owned() + &"1\n".repeat(LISTED_PLACES - 1) + &good + "2,\0\n";
    assert!(matches!(refused(&fewer), BaseFault::Nul { line: 400_021 }));
    // A fault of the table that was read before the archive was found to be damaged.
    let whole = gzip(&(nul_first + &good + &good));
    assert!(matches!(
        read(&whole[..whole.len() - 9], &ReadOptions::default()),
        Err(BaseFault::Nul { line: 400_002 })
    ));
}

#[test]
fn lines_are_counted_as_an_editor_does() {
    let line_of = |text: &str| match read(text.as_bytes(), &features(&["a"])) {
        Err(BaseFault::Cells { columns }) => columns[0].places.first[0],
        other => panic!("{other:?}"),
    };
    for end in ["\n", "\r\n", "\r"] {
        let lines = ["", "ID,a,b", "1,2,\"two", "lines\"", "", "2,3,x", "3,word,y", ""];
        assert_eq!(line_of(&lines.join(end)), 7, "{end:?}");
    }
    assert_eq!(line_of("ID,a\n1,2\r\n2,word\r\n3,4\n"), 3);
    let mut late = "ID,a,b\r\n".to_owned();
    for row in 0..100_000 {
        late += &format!("{row},{row}.5,\"one \"\"{row}\"\",\r\nand two\"\r\n");
    }
    let base = plain(&late);
    assert_eq!((base.rows(), base.columns()[0].number(99_999)), (100_000, 99_999.5));
    assert_eq!(base.columns()[1].text(70_000), Some("one \"70000\",\r\nand two"));
    assert_eq!(line_of(&(late + "x,word,y\r\n")), 200_002);
}

#[test]
fn quoted_cells_hold_anything() {
    let base = plain("ID,a,b\n1,\"x, \"\"y\"\"\nz\",2\n2,é,3\n");
    assert_eq!(cells(&base, "a"), ["x, \"y\"\nz", "é"]);
}

#[test]
fn an_endless_row_is_cut_short() {
    let mut text = b"ID,a\n1,\"".to_vec();
    text.resize(40 << 20, b'x');
    let fault = read(&text, &ReadOptions::default()).unwrap_err();
    assert!(matches!(fault, BaseFault::RowTooLong { line: 2, .. }), "{fault}");
}

// Whole files

#[test]
fn empty_files_and_tables_are_told_apart() {
    assert!(matches!(refused(""), BaseFault::Empty));
    assert!(matches!(refused("\n \n"), BaseFault::Empty));
    assert!(matches!(refused("\u{feff}"), BaseFault::Empty));
    assert!(matches!(refused("ID,a\n"), BaseFault::NoClients));
    assert!(matches!(refused("ID\n1\n2\n"), BaseFault::NoSeparator));
}

#[test]
fn other_files_are_called_by_their_kind() {
    for (start, expected) in [
        ("%PDF-1.7", OtherKind::Pdf),
        ("<!DOCTYPE html><html>", OtherKind::Html),
        ("{\"a\": 1}", OtherKind::Json),
    ] {
        assert!(matches!(refused(start), BaseFault::OtherKind { kind } if kind == expected));
    }
}

#[test]
fn text_is_read_in_its_encoding() {
    let text = "ID;prénom;x\n1;Zoé;2,5\n2;Noël €;3,5\n";
    let expected = ["Zoé", "Noël €"];
    let check = |bytes: &[u8], encoding: Encoding| {
        let base = read(bytes, &features(&["x"])).unwrap();
        assert_eq!(cells(&base, "prénom"), expected, "{encoding}");
        assert!(has_note(&base, |note| matches!(
            note,
            BaseNote::Dialect { encoding: own, .. } if *own == encoding
        )));
        let is_windows = encoding == Encoding::Windows1252;
        assert_eq!(has_note(&base, |note| *note == BaseNote::NotUtf8), is_windows);
    };
    check(text.as_bytes(), Encoding::Utf8);
    check(format!("\u{feff}{text}").as_bytes(), Encoding::Utf8);
    let (windows, _, _) = encoding_rs::WINDOWS_1252.encode(text);
    check(&windows, Encoding::Windows1252);
    let units: Vec<u16> = std::iter::once(0xfeff).chain(text.encode_utf16()).collect();
    let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
    let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
    check(&little, Encoding::Utf16Le);
    check(&big, Encoding::Utf16Be);
    let unmarked = read(&little[2..], &ReadOptions::default());
    assert!(matches!(unmarked, Err(BaseFault::Utf16WithoutMark)));
    let named = ReadOptions { encoding: Some(Encoding::Utf8), ..ReadOptions::default() };
    assert!(matches!(read(&windows, &named), Err(BaseFault::NotInEncoding { .. })));
}

#[test]
fn one_late_accent_tells_the_encoding_of_the_whole_file() {
    let mut bytes = "ID,word\n".to_owned() + &"1,plain\n".repeat(300_000);
    bytes += "2,caf";
    let mut bytes = bytes.into_bytes();
    bytes.extend(b"\xe9\n");
    let base = read(&bytes, &ReadOptions::default()).unwrap();
    assert_eq!(base.columns()[0].text(300_000), Some("café"));
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn wrapped_tables_are_read_whatever_their_name() {
    let halves = ["ID,a\n1,2\n", "2,3\n"];
    let whole = halves.concat();
    let members = [gzip(halves[0]), gzip(halves[1])].concat();
    let archive = zip(&[("__MACOSX/._c.csv", "junk"), ("c.csv", &whole), ("d.csv", "x")]);
    for bytes in [gzip(&whole), members, archive.clone()] {
        assert_eq!(ids(&read(&bytes, &ReadOptions::default()).unwrap()), ["1", "2"]);
    }
    let base = read(&archive, &ReadOptions::default()).unwrap();
    assert!(has_note(&base, |note| matches!(
        note,
        BaseNote::LargestOfArchive { read, others } if read == "c.csv" && others == &["d.csv"]
    )));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("misleading.parquet");
    fs::write(&path, gzip(&whole)).unwrap();
    assert_eq!(open_base(&path, &ReadOptions::default(), &SilentJob).unwrap().rows(), 2);
}

#[test]
fn damaged_and_dishonest_wrappings_are_refused() {
    let text = "ID,a\n".to_owned() + &(0..5_000).map(|n| format!("{n},{n}\n")).collect::<String>();
    let whole = gzip(&text);
    for cut in [10, whole.len() / 2, whole.len() - 1] {
        let fault = read(&whole[..cut], &ReadOptions::default()).unwrap_err();
        assert!(matches!(fault, BaseFault::Damaged { .. }), "{cut}: {fault}");
    }
    let mut wrong_sum = zip(&[("a.csv", &text)]);
    let at = wrong_sum.len() / 3;
    wrong_sum[at] ^= 0x55;
    assert!(read(&wrong_sum, &ReadOptions::default()).is_err());
    let bomb = gzip(&("ID,a\n".to_owned() + &"1,2\n".repeat(20 << 20)));
    let fault = read(&bomb, &ReadOptions::default()).unwrap_err();
    assert!(matches!(fault, BaseFault::InflatesTooFar { .. }), "{fault}");
    let sheet = zip(&[("[Content_Types].xml", ""), ("xl/workbook.xml", "")]);
    let fault = read(&sheet, &ReadOptions::default()).unwrap_err();
    assert!(matches!(fault, BaseFault::OtherKind { kind: OtherKind::Spreadsheet }));
    let many: Vec<(String, &str)> = (0..1_001).map(|n| (format!("{n}.csv"), "a,b")).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(name, text)| (name.as_str(), *text)).collect();
    let fault = read(&zip(&many), &ReadOptions::default()).unwrap_err();
    assert!(matches!(fault, BaseFault::TooManyEntries { count: 1_001, .. }));
}

#[test]
fn a_path_that_is_no_file_is_refused_at_once() {
    let open = |path: &Path| open_base(path, &ReadOptions::default(), &SilentJob).unwrap_err();
    let folder = tempfile::tempdir().unwrap();
    let missing = open(&folder.path().join("gone.csv"));
    assert!(matches!(missing.fault, BaseFault::Unreadable { .. }));
    assert!(missing.to_string().ends_with("gone.csv"), "{missing}");
    assert!(matches!(open(folder.path()).fault, BaseFault::NoParts));
    #[cfg(unix)]
    assert!(matches!(open(Path::new("/dev/zero")).fault, BaseFault::NotAFile));
}

#[test]
fn a_base_that_does_not_fit_is_refused_before_it_fills_the_memory() {
    let text = "ID,a,b\n".to_owned()
        + &(0..100_000).map(|n| format!("{n},{n}.5,{n}.25\n")).collect::<String>();
    let options = ReadOptions { memory_limit_bytes: 500_000, ..ReadOptions::default() };
    let fault = read(text.as_bytes(), &options).unwrap_err();
    assert!(matches!(fault, BaseFault::TooLarge { limit_bytes: 500_000 }));
}

/// Says stop after so many reports.
struct Impatient {
    reports: AtomicU64,
    patience: u64,
}

impl Job for Impatient {
    fn progress(&self, done: u64, total: u64) -> Result<(), Cancelled> {
        assert!(done <= total, "{done} of {total}");
        let reports = self.reports.fetch_add(1, Ordering::Relaxed);
        if reports < self.patience { Ok(()) } else { Err(Cancelled) }
    }
}

#[test]
fn opening_reports_often_and_stops_at_once() {
    let text = "ID,a,b\n".to_owned()
        + &(0..400_000).map(|n| format!("{n},{n}.5,word\n")).collect::<String>();
    let watched = Impatient { reports: AtomicU64::new(0), patience: u64::MAX };
    let start = Instant::now();
    open_base_bytes("big", text.as_bytes(), &ReadOptions::default(), &watched).unwrap();
    let whole = start.elapsed();
    let reports = watched.reports.into_inner();
    assert!(reports > 20, "{reports}");
    assert!(whole / (reports as u32) < Duration::from_millis(100), "{whole:?} {reports}");
    for patience in [0, 1, reports / 2] {
        let job = Impatient { reports: AtomicU64::new(0), patience };
        let error = open_base_bytes("big", text.as_bytes(), &ReadOptions::default(), &job);
        assert!(error.unwrap_err().is_cancelled());
    }
}

#[test]
fn the_file_itself_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("clients.csv");
    fs::write(&path, "ID,a\n1,2\n").unwrap();
    let before = fs::metadata(&path).unwrap().modified().unwrap();
    open_base(&path, &ReadOptions::default(), &SilentJob).unwrap();
    assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), before);
    assert_eq!(fs::read(&path).unwrap(), b"ID,a\n1,2\n");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes, &ReadOptions::default());
    }

    #[test]
    fn no_text_makes_the_reader_panic(
        text in "[\"',;\t|\r\n 0-9a-cé.\\-]{0,300}", fill: bool,
    ) {
        let short_rows = if fill { ShortRows::FillMissing } else { ShortRows::Refuse };
        let _ = read(text.as_bytes(), &ReadOptions { short_rows, ..features(&["a", "b"]) });
    }

    #[test]
    fn what_is_written_is_what_is_read(
        rows in proptest::collection::vec(
            (proptest::option::of(-1e9..1e9_f64), "[a-zA-Zé,;\" \n]{1,8}[a-z]"), 1..60,
        ),
        windows: bool,
        separator in prop_oneof![Just(','), Just(';'), Just('\t')],
    ) {
        let end = if windows { "\r\n" } else { "\n" };
        let mut text = ["ID", "number", "word"].join(&separator.to_string()) + end;
        for (row, (number, word)) in rows.iter().enumerate() {
            let number = number.map(|number| number.to_string()).unwrap_or_default();
            let word = word.replace('"', "\"\"");
            text += &format!("c{row}{separator}{number}{separator}\"{word}\"{end}");
        }
        let decimal_mark = Some(DecimalMark::Point);
        let options = ReadOptions {
            text: vec![TextFeature {
                name: "word".into(),
                labels: rows.iter().map(|(_, word)| word.clone()).collect(),
            }],
            decimal_mark,
            ..features(&["number"])
        };
        let base = read(text.as_bytes(), &options).unwrap();
        prop_assert_eq!(base.rows(), rows.len());
        for (row, (number, word)) in rows.iter().enumerate() {
            prop_assert_eq!(base.ids().id(row), format!("c{row}"));
            prop_assert_eq!(base.columns()[0].value(row), number.map_or(Value::Missing, Value::Number));
            prop_assert_eq!(base.columns()[1].text(row), Some(word.as_str()));
        }
    }
}

// Real tables

#[test]
fn the_credit_card_table_opens_as_it_is_handed_around() {
    let path = "data/credit_card_default_taiwan/default_of_credit_card_clients.csv";
    let Some(path) = shared(path) else { return };
    let base = open_base(&path, &features(&["LIMIT_BAL", "PAY_0"]), &SilentJob).unwrap();
    assert_eq!((base.rows(), base.id_column()), (30_000, "ID"));
    assert_eq!(base.outcome_column(), Some("default payment next month"));
    let outcomes = base.outcomes(base.everyone());
    assert_eq!((outcomes.known, outcomes.defaults), (30_000, 6_636));
    assert_eq!(base.columns()[0].range(), Some((10_000.0, 1_000_000.0)));
}

#[test]
fn the_home_credit_tables_open_from_their_archives() {
    let Some(path) = shared("data/home_credit_sample/application_train.csv.zip") else { return };
    let base = open_base(&path, &ReadOptions::default(), &SilentJob).unwrap();
    assert_eq!((base.rows(), base.columns().len(), base.id_column()), (5_000, 121, "SK_ID_CURR"));
    assert_eq!(base.outcome_column(), Some("TARGET"));
    assert_eq!(kind(&base, "CODE_GENDER"), ColumnKind::Text);
}

#[test]
fn the_german_table_without_a_header_is_told() {
    let Some(path) = shared("data/german_credit/german.data") else { return };
    let error = open_base(&path, &ReadOptions::default(), &SilentJob).unwrap_err();
    assert!(matches!(error.fault, BaseFault::NoHeader), "{error}");
}
