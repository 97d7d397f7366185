//! The quick way beside the careful one, and both beside the way of client bases.

use proptest::prelude::*;

use super::{
    block_reader::BlockReader,
    careful::Careful,
    plan::{Plan, Task},
};
use crate::{
    base::{
        ColumnChoice, Piece, PlainTable, ReadOptions, SparePieces, TextFeature,
        csv::{block::Block, dialect::Dialect, grammar::LineBreak},
        open_base_bytes,
        options::DecimalMark,
        stream::{Source, Wrapping},
    },
    domain::SilentJob,
};

/// A number, nothing that is wanted, a word.
fn plan(separator: u8, decimal_mark: DecimalMark, line_break: LineBreak) -> Plan {
    Plan {
        dialect: Dialect { separator, decimal_mark, line_break, announced: false },
        tasks: vec![Task::Number(0), Task::Skip, Task::Word(0)],
        numbers: vec!["x".to_owned()],
        words: vec![("w".to_owned(), vec!["XNA".to_owned()])],
    }
}

/// What one reader makes of a text: rows, line ends, bits of numbers, words.
type Read = (usize, u32, Vec<u64>, Vec<Option<Vec<u8>>>);

fn at_once(plan: &Plan, text: &[u8]) -> Option<Read> {
    let spare = SparePieces::default();
    let mut reader = BlockReader::new(plan, &spare);
    let read = reader.read(text)?;
    let words = reader.into_words().remove(0).into_words();
    let spelled = |code: u32| (code > 0).then(|| words[code as usize - 1].to_vec());
    let bits = read.piece.numbers(0).map(f64::to_bits).collect();
    Some((read.piece.rows(), read.breaks, bits, read.piece.codes(0).map(spelled).collect()))
}

fn with_care(plan: &Plan, text: &[u8]) -> Option<Read> {
    let Dialect { separator, line_break, .. } = plan.dialect;
    let block = Block::of(text, separator, line_break);
    if block.rows().any(|row| row.is_open || row.len() != 3 || row.is_blank_from(0)) {
        return None;
    }
    let spare = SparePieces::default();
    let mut careful = Careful::new(plan, &spare);
    let read = careful.read(&block);
    careful.check().ok()?;
    let words = careful.finish().1.remove(0).into_words();
    let spelled = |code: u32| (code > 0).then(|| words[code as usize - 1].to_vec());
    let bits = read.piece.numbers(0).map(f64::to_bits).collect();
    Some((read.piece.rows(), block.breaks(), bits, read.piece.codes(0).map(spelled).collect()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_048))]

    #[test]
    fn what_is_read_at_once_is_read_as_with_care(
        rows in prop::collection::vec("(-?[0-9]{0,4}[.]?[0-9]{0,6}|NA|True|1e3)?,[a\" ]{0,3},(Active|XNA|\"a, b\"|\"x\n\"|a very long word indeed)?", 0..150),
        odd in "[-0-9.,;a\"\r\n \u{e9}]{0,60}", bytes: Vec<u8>, semicolon: bool, comma: bool,
        end in prop_oneof![Just("\n"), Just("\r\n"), Just("\r")],
    ) {
        let separator = if semicolon { b';' } else { b',' };
        let mark = if comma { DecimalMark::Comma } else { DecimalMark::Point };
        for text in [rows.join(end).as_bytes(), odd.as_bytes(), &bytes] {
            let plan = plan(separator, mark, LineBreak::of(text));
            if let Some(read) = at_once(&plan, text) {
                prop_assert_eq!(Some(read), with_care(&plan, text));
            }
        }
    }
}

#[test]
fn usual_rows_are_read_at_once() {
    let text = "1.5,a,Active\n-2,\"b\nb\",\"a, \"\"b\"\"\"\n\n,x,\r\n1e3,,XNA\nTrue,,NA";
    let plan = plan(b',', DecimalMark::Point, LineBreak::LineFeed);
    let (rows, breaks, bits, words) = at_once(&plan, text.as_bytes()).unwrap();
    assert_eq!((rows, breaks), (5, 6));
    let numbers: Vec<f64> = bits.into_iter().map(f64::from_bits).collect();
    assert_eq!((numbers[0], numbers[1], numbers[3], numbers[4]), (1.5, -2.0, 1_000.0, 1.0));
    assert!(numbers[2].is_nan());
    let words: Vec<_> = words.iter().map(|w| w.as_deref().map(String::from_utf8_lossy)).collect();
    let expected = [Some("Active"), Some("a, \"b\""), None, Some("XNA"), None];
    assert!(words.iter().map(Option::as_deref).eq(expected), "{words:?}");
    // Each of these is for somebody who looks closer.
    for odd in ["1,2\n", "1,2,3,4\n", ",,\n", "x,2,3\n", "1;5,2,3\n", "1,\"2,3\n", "1,2,3\0\n"] {
        assert!(
            at_once(&plan, format!("{odd}{}", "1,2,3\n".repeat(9)).as_bytes()).is_none(),
            "{odd}"
        );
    }
}

/// A column of numbers; the words of another, and the code of each row.
type Columns = (Vec<f64>, Vec<String>, Vec<u32>);

/// The column `x` of the table, and the words of its column `w`; or why it is refused.
fn read_plain(text: &str) -> Result<Columns, String> {
    let source = Source::Bytes(text.as_bytes());
    let spare = SparePieces::default();
    let table = super::read_plain(source, Wrapping::Plain, &options(), &spare, &SilentJob);
    let table: PlainTable = table.map_err(|fault| fault.to_string())?;
    assert_eq!(table.pieces().iter().map(Piece::rows).sum::<usize>(), table.rows());
    let words = table.words("w").unwrap().to_vec();
    Ok((table.numbers("x").unwrap(), words, table.codes("w").unwrap()))
}

/// The same by the way of client bases.
fn read_base(text: &str) -> Result<(Vec<f64>, Vec<Option<String>>), String> {
    let base = open_base_bytes("t.csv", text.as_bytes(), &options(), &SilentJob)
        .map_err(|error| error.fault.to_string())?;
    let column = |name: &str| base.columns().iter().find(|column| column.name() == name).unwrap();
    let rows = 0..base.rows();
    let numbers = rows.clone().map(|row| column("x").number(row)).collect();
    Ok((numbers, rows.map(|row| column("w").text(row).map(str::to_owned)).collect()))
}

fn options() -> ReadOptions {
    ReadOptions {
        number_clients: true,
        outcome_column: ColumnChoice::Detect,
        numeric: vec!["x".to_owned()],
        text: vec![TextFeature { name: "w".to_owned(), labels: vec!["XNA".to_owned()] }],
        ..ReadOptions::default()
    }
}

#[test]
fn long_tables_are_read_and_refused_as_client_bases_are() {
    let plain =
        |row: usize| format!("{row},{}.5,some other text {row},word{}\n", row % 97, row % 7);
    let with = |odd: &[(usize, &str)]| {
        let mut text = "id,x,other,w\n".to_owned();
        for row in 0..60_000 {
            match odd.iter().find(|(at, _)| *at == row) {
                Some((_, odd)) => text.push_str(odd),
                None => text.push_str(&plain(row)),
            }
        }
        text
    };
    for (odd, part) in [
        (vec![], ""),
        (vec![(30_000, "1,\"2,5\",\"a\nb\",\"w, \"\"x\"\"\"\n")], "decimal"),
        (vec![(30_000, "1,NA,\"a\nb\",\"w, \"\"x\"\"\"\n"), (50_000, ",,,\n")], ""),
        (vec![(20_000, "1,much,a,b\n"), (45_000, "1,more,a,b\n")], "lines 20002, 45002"),
        (vec![(45_000, "1,2,3\n"), (50_000, "1,2,3,4,5\n")], "line 45002"),
        (vec![(59_999, "1,\"2,3,4\n")], "quote"),
        (vec![(40_000, "1,2,\0,4\n")], "line 40002"),
    ] {
        let text = with(&odd);
        match (read_plain(&text), read_base(&text)) {
            (Ok((numbers, words, codes)), Ok((expected, spelled))) => {
                assert!(part.is_empty(), "{part}");
                let same = numbers.iter().zip(&expected);
                assert!(same.into_iter().all(|(a, b)| a == b || (a.is_nan() && b.is_nan())));
                let own = codes.iter().map(|c| (*c > 0).then(|| words[*c as usize - 1].clone()));
                assert!(own.eq(spelled) && numbers.len() == expected.len());
                assert!(words.is_sorted());
            }
            (Err(found), Err(expected)) => {
                assert_eq!(found, expected);
                assert!(!part.is_empty() && found.contains(part), "{found}");
            }
            (found, expected) => panic!("{} and {}", found.is_ok(), expected.is_ok()),
        }
    }
}
