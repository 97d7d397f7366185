//! One wide client base: an identifier, the outcome, two columns of words and as many columns of
//! numbers as asked for.
//!
//! Depends on the other files of `synth`.
//! The numbers are as a scoring team hands them over: standardised, at full precision, so that a
//! cell takes about twenty characters. Among twenty columns, thirteen hold a different value for
//! every client, five a few values only, one is a whole number and one an amount; some have missing
//! cells. Most lean on how the client stands, so that a model can be trained.

use std::path::Path;

use super::{
    SynthError, TableFormat, WrittenTable,
    block::{Block, Schema, Values},
    chance::{Chance, at_position},
    column::{Kind, rounded},
    out::{Piece, TableFile},
    person::{Person, Standing},
    pipe,
};
use crate::{
    domain::Job,
    files::{self, Access},
};

/// The most clients, and the most columns of numbers.
const MOST_CLIENTS: u64 = 1_000_000_000;
const MOST_COLUMNS: u64 = 10_000;
/// Clients who are made together, and clients of one file of a Parquet folder.
const CLIENTS_A_BLOCK: u64 = 1_024;
const BLOCKS_A_PART: u64 = 1_024;
/// The identifier of the first client.
const FIRST_CLIENT: u64 = 100_001;
/// The log-odds of default of the average client, and what one standard deviation is worth.
const AVERAGE_LOG_ODDS: f64 = -3.64;
const LOG_ODDS_PER_STANDING: f64 = 1.9;
/// What draws are for.
const FOR_BLOCK: u64 = 4;

static REGIONS: [(&str, f64); 8] = [
    ("Bretagne", 0.1),
    ("Normandie", 0.1),
    ("Occitanie", 0.15),
    ("Grand Est", 0.15),
    ("Hauts-de-France", 0.15),
    ("Nouvelle-Aquitaine", 0.15),
    ("Pays de la Loire", 0.1),
    ("Corse", 0.1),
];
static OCCUPATIONS: [(&str, f64); 6] = [
    ("manager", 0.15),
    ("teacher", 0.1),
    ("nurse", 0.1),
    ("clerk", 0.3),
    ("driver", 0.15),
    ("labourer", 0.2),
];

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WideBase {
    /// How many clients, from 1 to a billion.
    pub clients: u64,
    /// How many columns of numbers, from 1 to 10 000; four more columns come with them.
    pub columns: u64,
    /// Decides every cell.
    pub seed: u64,
    /// CSV: one file; Parquet: a folder of parts.
    pub format: TableFormat,
}

/// How the cells of a column of numbers are.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Shape {
    /// The correlation with the client's overall standing.
    lean: f64,
    /// The share of missing cells.
    missing: f64,
    values: ValuesOf,
}

/// What a column of numbers holds.
#[derive(Debug, Clone, Copy, PartialEq)]
enum ValuesOf {
    /// A standardised measure, bell-shaped or with a long tail to the right.
    Measure { long_tail: bool, scale: f64 },
    /// A standardised count: few values, written at full precision.
    Count { step: f64 },
    /// A whole number.
    Whole,
    /// An amount with two digits after the point.
    Amount,
}

impl Shape {
    /// How the column with this number is; the same for every seed.
    fn of(column: u64) -> Self {
        let values = match column % 20 {
            3 => ValuesOf::Whole,
            7 => ValuesOf::Amount,
            // Two to nine values.
            2 | 5 | 11 | 14 | 17 => ValuesOf::Count { step: 0.37 + 0.21 * (column % 7) as f64 },
            place => ValuesOf::Measure {
                long_tail: place % 4 == 0,
                // Rates, ratios and shares come in many orders of magnitude.
                scale: 0.1_f64.powi((column % 6) as i32),
            },
        };
        // From -0.3 to 0.3; every eleventh column says nothing about the client.
        let lean = ((column * 7) % 11) as f64 * 0.06 - 0.3;
        let missing = if column % 12 == 5 { 0.08 + 0.02 * (column % 9) as f64 } else { 0.0 };
        Self { lean, missing, values }
    }

    fn draw(self, person: &Person, chance: &mut Chance) -> f64 {
        if self.missing > 0.0 && chance.happens(self.missing) {
            return f64::NAN;
        }
        let own = (1.0 - self.lean * self.lean).sqrt();
        let standard = self.lean * person.standing(Standing::Overall) + own * chance.normal();
        match self.values {
            ValuesOf::Measure { long_tail: false, scale } => scale * standard,
            ValuesOf::Measure { long_tail: true, scale } => {
                scale * ((0.8 * standard).exp() - 1.377_127_764_335_957)
            }
            ValuesOf::Count { step } => {
                let count = ((standard + 1.5) / step).round().clamp(0.0, 12.0);
                (count - 1.5 / step) * 0.918_273_645_546_372_8 * step
            }
            ValuesOf::Whole => (45.0 + 12.0 * standard).round().max(0.0),
            ValuesOf::Amount => rounded(25_000.0 * (0.7 * standard).exp(), 0.01),
        }
    }
}

/// Makes a client base at `path`: a CSV file or a folder of Parquet files, whole or not at all.
/// Progress is in blocks of clients.
///
/// # Errors
/// When a count is out of range, a folder is there already, the system refuses to write, or the job
/// is cancelled.
pub fn wide_base(
    options: &WideBase,
    path: &Path,
    job: &dyn Job,
) -> Result<Vec<WrittenTable>, SynthError> {
    check("the number of clients", options.clients, MOST_CLIENTS)?;
    check("the number of columns", options.columns, MOST_COLUMNS)?;
    let schema = schema(options);
    match options.format {
        TableFormat::Csv => files::fill_file(path, Access::Shared, |file| {
            let mut table = TableFile::new(file, path.to_owned(), &schema, options.format)?;
            make(options, |_, piece| table.write(piece), job)?;
            Ok(vec![table.finish()?])
        }),
        TableFormat::Parquet => files::fill_folder(path, |staged| {
            let mut done = Vec::new();
            let mut part: Option<TableFile> = None;
            let write = |block: u64, piece| {
                if block.is_multiple_of(BLOCKS_A_PART) {
                    done.extend(part.take().map(TableFile::finish).transpose()?);
                }
                let file = match &mut part {
                    Some(file) => file,
                    None => part.insert(TableFile::create(
                        staged,
                        path,
                        &format!("part-{:05}", block / BLOCKS_A_PART),
                        &schema,
                        options.format,
                    )?),
                };
                file.write(piece)
            };
            make(options, write, job)?;
            done.extend(part.map(TableFile::finish).transpose()?);
            Ok(done)
        }),
    }
}

fn check(what: &'static str, given: u64, most: u64) -> Result<(), SynthError> {
    if (1..=most).contains(&given) {
        Ok(())
    } else {
        Err(SynthError::OutOfRange { what, least: 1, most, given })
    }
}

/// Makes all blocks and hands them to `write` with their numbers, in order.
fn make(
    options: &WideBase,
    mut write: impl FnMut(u64, Piece) -> Result<(), SynthError> + Send,
    job: &dyn Job,
) -> Result<(), SynthError> {
    pipe::run(
        options.clients.div_ceil(CLIENTS_A_BLOCK),
        |number| (number, Piece::new(block(options, number), options.format)),
        |(number, piece)| write(number, piece),
        job,
    )
}

fn schema(options: &WideBase) -> Schema {
    let fixed = [
        ("client_id", Kind::Whole),
        ("TARGET", Kind::Whole),
        ("region", Kind::Word),
        ("occupation", Kind::Word),
    ];
    let fixed = fixed.into_iter().map(|(name, kind)| (name.to_owned(), kind));
    let numbers = (0..options.columns).map(|column| (format!("feature_{column:04}"), Kind::Number));
    Schema { columns: fixed.chain(numbers).collect() }
}

/// The clients of this block.
fn block(options: &WideBase, number: u64) -> Block {
    let clients = number * CLIENTS_A_BLOCK..((number + 1) * CLIENTS_A_BLOCK).min(options.clients);
    let rows = (clients.end - clients.start) as usize;
    let chance = &mut Chance::of(options.seed, FOR_BLOCK, number);
    let people: Vec<Person> = (0..rows).map(|_| Person::draw(chance)).collect();
    let ids = clients.map(|client| Some((FIRST_CLIENT + client).cast_signed())).collect();
    let outcomes = people.iter().map(|person| {
        let log_odds =
            AVERAGE_LOG_ODDS + LOG_ODDS_PER_STANDING * person.standing(Standing::Overall);
        Some(i64::from(chance.happens(1.0 / (1.0 + (-log_odds).exp()))))
    });
    let mut columns = vec![Values::Whole(ids), Values::Whole(outcomes.collect())];
    for words in [&REGIONS[..], &OCCUPATIONS[..]] {
        let words = people.iter().map(|_| Some(at_position(words, chance.uniform())));
        columns.push(Values::Word(words.collect()));
    }
    for column in 0..options.columns {
        let shape = Shape::of(column);
        let cells = people.iter().map(|person| shape.draw(person, chance));
        columns.push(Values::Number(cells.collect()));
    }
    Block::from_columns(columns, rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(seed: u64) -> WideBase {
        WideBase { clients: 3_000, columns: 40, seed, format: TableFormat::Csv }
    }

    #[test]
    fn the_base_has_the_columns_that_were_asked_for() {
        let schema = schema(&options(1));
        assert_eq!(schema.columns.len(), 44);
        let last = block(&options(1), 2);
        assert_eq!(last.rows(), 3_000 - 2 * CLIENTS_A_BLOCK as usize);
        assert_eq!(last.columns.len(), 44);
    }

    #[test]
    fn a_seed_decides_every_cell() {
        let text = |seed| super::super::csv_text::lines(&block(&options(seed), 1));
        assert!(text(7) == text(7));
        assert!(text(7) != text(8));
    }

    #[test]
    fn cells_are_as_wide_as_standardised_columns() {
        let block = block(&WideBase { columns: 190, ..options(1) }, 0);
        let bytes = super::super::csv_text::lines(&block).len();
        let cells = block.rows() * 190;
        let width = bytes as f64 / cells as f64;
        assert!((17.0..22.0).contains(&width), "{width} bytes a cell");
    }

    #[test]
    fn columns_differ_in_what_they_hold() {
        let block = block(&options(3), 0);
        let distinct = |column: usize| {
            let Values::Number(values) = &block.columns[4 + column] else { panic!() };
            let mut bits: Vec<u64> = values.iter().map(|value| value.to_bits()).collect();
            bits.sort_unstable();
            bits.dedup();
            bits.len()
        };
        assert!(distinct(0) > 1_000);
        assert!((2..=13).contains(&distinct(2)));
        assert!((20..120).contains(&distinct(3)));
        let Values::Number(values) = &block.columns[4 + 5] else { panic!() };
        assert!(values.iter().any(|value| value.is_nan()));
    }
}
