//! Rows as CSV text, as the public tables are written: comma, point, a field in quotes when it
//! holds a comma, nothing for a missing cell.
//!
//! Depends on `block` alone. **Invariant.** A number reads back to the bit.

use std::io::Write as _;

use super::block::{Block, Schema, Values};

/// Room for one cell, to make growing rare.
const BYTES_A_CELL: usize = 8;

/// The header line.
pub(super) fn header(schema: &Schema) -> Vec<u8> {
    let mut text = Vec::new();
    for (at, (name, _)) in schema.columns.iter().enumerate() {
        if at > 0 {
            text.push(b',');
        }
        word(&mut text, name);
    }
    text.push(b'\n');
    text
}

/// The lines of a run of rows.
pub(super) fn lines(block: &Block) -> Vec<u8> {
    let mut text = Vec::with_capacity(block.rows() * block.columns.len() * BYTES_A_CELL);
    for row in 0..block.rows() {
        for (at, values) in block.columns.iter().enumerate() {
            if at > 0 {
                text.push(b',');
            }
            match values {
                Values::Whole(values) => {
                    if let Some(Some(value)) = values.get(row) {
                        whole(&mut text, *value);
                    }
                }
                Values::Number(values) => {
                    if let Some(value) = values.get(row).filter(|value| !value.is_nan()) {
                        number(&mut text, *value);
                    }
                }
                Values::Word(values) => {
                    if let Some(Some(value)) = values.get(row) {
                        word(&mut text, value);
                    }
                }
            }
        }
        text.push(b'\n');
    }
    text
}

fn word(text: &mut Vec<u8>, word: &str) {
    if word.contains([',', '"', '\n', '\r']) {
        text.push(b'"');
        text.extend(word.replace('"', "\"\"").as_bytes());
        text.push(b'"');
    } else {
        text.extend(word.as_bytes());
    }
}

fn whole(text: &mut Vec<u8>, value: i64) {
    if value < 0 {
        text.push(b'-');
    }
    digits(text, value.unsigned_abs());
}

fn digits(text: &mut Vec<u8>, mut value: u64) {
    // The longest u64 has 20 digits.
    let mut buffer = [0_u8; 20];
    let mut start = buffer.len();
    for place in buffer.iter_mut().rev() {
        *place = b'0' + (value % 10) as u8;
        value /= 10;
        start -= 1;
        if value == 0 {
            break;
        }
    }
    text.extend(buffer.get(start..).unwrap_or_default());
}

/// The shortest text that reads back as `value`, with at least one digit after the point.
fn number(text: &mut Vec<u8>, value: f64) {
    // Most numbers here are amounts: at most three digits after the point. Below this size a
    // number that is a whole count of thousandths has no shorter text than that count.
    const LARGEST_AMOUNT: f64 = 1e11;
    let thousandths = (value * 1000.0).round();
    if value.abs() >= LARGEST_AMOUNT || thousandths / 1000.0 != value {
        // Writing into memory does not fail.
        let _ = write!(text, "{value}");
        return;
    }
    if thousandths < 0.0 {
        text.push(b'-');
    }
    let thousandths = thousandths.abs() as u64;
    digits(text, thousandths / 1000);
    text.push(b'.');
    let rest = thousandths % 1000;
    let (tenths, hundredths, thousandths) = (rest / 100, rest / 10 % 10, rest % 10);
    text.push(b'0' + tenths as u8);
    if hundredths + thousandths > 0 {
        text.push(b'0' + hundredths as u8);
    }
    if thousandths > 0 {
        text.push(b'0' + thousandths as u8);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::pipeline::synth::column::Kind;

    fn written(value: f64) -> String {
        let mut text = Vec::new();
        number(&mut text, value);
        String::from_utf8(text).unwrap()
    }

    #[test]
    fn cells_are_written_as_in_the_public_tables() {
        for (value, expected) in [
            (24.0, "24.0"),
            (-0.5, "-0.5"),
            (9251.775, "9251.775"),
            (53_093.74, "53093.74"),
            (0.0, "0.0"),
            (0.108_909_090_909_090_9, "0.1089090909090909"),
            (1e11, "100000000000"),
        ] {
            assert_eq!(written(value), expected);
        }
        let block = Block::from_columns(
            vec![
                Values::Whole(vec![Some(-7), None]),
                Values::Number(vec![f64::NAN, 1.0]),
                Values::Word(vec![Some("Spouse, partner"), Some("a \"b\"")]),
            ],
            2,
        );
        let text = String::from_utf8(lines(&block)).unwrap();
        assert_eq!(text, "-7,,\"Spouse, partner\"\n,1.0,\"a \"\"b\"\"\"\n");
        let columns = vec![("A".to_owned(), Kind::Whole), ("B".to_owned(), Kind::Word)];
        assert_eq!(header(&Schema { columns }), b"A,B\n");
    }

    proptest! {
        #[test]
        fn numbers_read_back_to_the_bit(value in prop_oneof![
            any::<f64>().prop_filter("a number", |value| value.is_finite()),
            (-200_000_000_i64..200_000_000).prop_map(|steps| steps as f64 / 200.0),
        ]) {
            let text = written(value);
            prop_assert_eq!(text.parse::<f64>().unwrap(), value);
            if value.abs() < 1e11 && (value * 1000.0).round() / 1000.0 == value {
                prop_assert_eq!(text, format!("{:?}", value + 0.0));
            }
        }

        #[test]
        fn whole_numbers_read_back(value: i64) {
            let mut text = Vec::new();
            whole(&mut text, value);
            prop_assert_eq!(String::from_utf8(text).unwrap(), value.to_string());
        }
    }
}
