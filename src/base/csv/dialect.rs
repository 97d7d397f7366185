//! What separates the cells of a CSV file and what stands before its decimals, told by its first
//! rows.

use crate::base::{
    cell::{NumberCell, read_number},
    error::BaseFault,
    options::DecimalMark,
};

use super::{block::Block, grammar::LineBreak, row::Row};

/// Separators that are looked for, the first one among equals: a comma may stand before decimals,
/// the others have no second use. A space counts only when nothing else fits.
const SEPARATORS: [u8; 5] = [b';', b'\t', b'|', b',', b' '];

/// Rows that are parsed with each separator.
const TRIAL_ROWS: usize = 200;

/// The share of rows that have as many cells as the header for a separator to be believed at once.
const AGREEMENT: f64 = 0.9;

/// How a CSV file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dialect {
    /// What separates the cells.
    pub(super) separator: u8,
    /// What stands before the decimals.
    pub(super) decimal_mark: DecimalMark,
    /// What is counted to number its lines.
    pub(super) line_break: LineBreak,
    /// Whether the first line is Excel's `sep=;` and no row.
    pub(super) announced: bool,
}

impl Dialect {
    /// The dialect of a file that begins with the rows of `sample`.
    pub(super) fn of(sample: &[u8], named_mark: Option<DecimalMark>) -> Result<Self, BaseFault> {
        let line_break = LineBreak::of(sample);
        let announced = announced_separator(sample);
        let separator = match announced {
            Some(separator) => separator,
            None => best_separator(sample, line_break).ok_or(BaseFault::NoSeparator)?,
        };
        let block = whole_rows(sample, separator, line_break);
        let decimal_mark = named_mark.unwrap_or_else(|| decimal_mark(&block, separator));
        Ok(Self { separator, decimal_mark, line_break, announced: announced.is_some() })
    }
}

/// The rows of `sample`, but for the last one when the sample ends within its quotes.
pub(super) fn whole_rows(sample: &[u8], separator: u8, line_break: LineBreak) -> Block {
    let mut block = Block::of(sample, separator, line_break);
    block.drop_open_row();
    block
}

/// The separator that Excel writes into a line of its own.
fn announced_separator(sample: &[u8]) -> Option<u8> {
    let line = sample.split(|byte| matches!(byte, b'\r' | b'\n')).next()?;
    match line {
        [s, e, p, b'=', separator] if [*s, *e, *p].eq_ignore_ascii_case(b"sep") => {
            SEPARATORS.contains(separator).then_some(*separator)
        }
        _ => None,
    }
}

/// The separator with which most rows have as many cells as the header, the most cells among
/// equals.
fn best_separator(sample: &[u8], line_break: LineBreak) -> Option<u8> {
    let mut best: Option<(u8, f64, usize)> = None;
    for separator in SEPARATORS {
        let mut block = Block::first_of(sample, separator, line_break, TRIAL_ROWS);
        block.drop_open_row();
        let rows: Vec<usize> = block.rows().map(Row::len).collect();
        let cells = rows.first().copied().unwrap_or_default();
        if cells < 2 || (separator == b' ' && best.is_some()) {
            continue;
        }
        let agreeing = rows.iter().filter(|own| **own == cells).count();
        let share = agreeing as f64 / rows.len() as f64;
        if separator == b' ' && (share < 1.0 || rows.len() < 2) {
            continue;
        }
        let better = best.is_none_or(|(_, best_share, best_cells)| {
            match (share >= AGREEMENT, best_share >= AGREEMENT) {
                (true, true) => cells > best_cells,
                (true, false) => true,
                (false, true) => false,
                (false, false) => share > best_share,
            }
        });
        if better {
            best = Some((separator, share, cells));
        }
    }
    best.map(|(separator, ..)| separator)
}

/// What stands before the decimals: what the cells say that can be read in one way only; a
/// semicolon speaks for the comma when no cell says anything, as that is why Excel writes it.
fn decimal_mark(block: &Block, separator: u8) -> DecimalMark {
    let (mut points, mut commas) = (0_usize, 0_usize);
    for cell in block.rows().skip(1).flat_map(Row::iter) {
        // Read against either convention, a cell is accepted by both only when it is clear.
        let with_point = read_number(&cell, DecimalMark::Point);
        let with_comma = read_number(&cell, DecimalMark::Comma);
        if with_point != with_comma {
            continue;
        }
        match with_point {
            NumberCell::Number(_, Some(DecimalMark::Point)) => points += 1,
            NumberCell::Number(_, Some(DecimalMark::Comma)) => commas += 1,
            _ => {}
        }
    }
    if commas > points || (commas == points && separator == b';') {
        DecimalMark::Comma
    } else {
        DecimalMark::Point
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sample: &str, separator: u8, mark: DecimalMark) {
        let dialect = Dialect::of(sample.as_bytes(), None).unwrap();
        assert_eq!((dialect.separator, dialect.decimal_mark), (separator, mark), "{sample}");
    }

    #[test]
    fn separators_and_decimal_marks_are_told_apart() {
        use DecimalMark::{Comma, Point};
        check("id,x\n1,2.5\n2,3.5\n", b',', Point);
        check("id;x;y\n1;2,5;3,25\n2;3,5;1\n", b';', Comma);
        check("id;x;y\n1;2.5;a\n2;3.5;b\n", b';', Point);
        check("id;x\n1;2\n", b';', Comma);
        check("id\tx\n1\t2,50\n", b'\t', Comma);
        check("id|x\n1|2\n", b'|', Point);
        check("id,x\n1,\"2,5\"\n2,\"13,25\"\n", b',', Comma);
        check("id;label\n1;a, b, c\n2;d, e, f\n", b';', Comma);
        check("id,label\n1,a; b\n2,c; d\n", b',', Point);
        check("id x\n1 2.5\n", b' ', Point);
        check("sep=;\nid;x\n1;2,5\n", b';', Comma);
        check("amount (k, gross);id\n1 234,5;7\n", b';', Comma);
    }

    #[test]
    fn three_decimals_after_either_mark_say_nothing_on_their_own() {
        check("id\tx\n1\t1,234\n", b'\t', DecimalMark::Point);
        check("id;x\n1;1,234\n", b';', DecimalMark::Comma);
        check("id;x;y\n1;1.234;2.5\n", b';', DecimalMark::Point);
    }

    #[test]
    fn one_column_has_no_separator() {
        for sample in ["id\n1\n2\n", "a name\nMr Smith and sons\nx\n"] {
            assert!(matches!(Dialect::of(sample.as_bytes(), None), Err(BaseFault::NoSeparator)));
        }
    }
}
