//! The cells of a CSV file on their way into columns.

use std::collections::BTreeMap;

use rayon::iter::{IntoParallelRefMutIterator as _, ParallelIterator as _};

use crate::base::{
    assemble::row_numbers,
    cell::{LARGEST_EXACT, NumberCell, is_missing, is_missing_word, read_number},
    column::{Column, ColumnBuilder, NumberBuilder, TextBuilder, TooLong, Words, finish_columns},
    error::{BadCells, BaseFault, CellFault},
    note::BaseNote,
    options::{DecimalMark, Encoding},
    places::Places,
};

use super::{block::Block, encoding::text};

/// What is done with a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Role {
    /// It is left out.
    Skip,
    /// It must hold numbers.
    Feature,
    /// It seems to hold numbers; a single word shows that it holds words.
    Guess,
    /// It holds words; these are words whatever they spell.
    Words(Vec<String>),
}

/// The columns that are being read.
#[derive(Debug)]
pub(super) struct Table {
    columns: Vec<CsvColumn>,
    ids: Option<IdCells>,
    rows: u64,
    mark: DecimalMark,
}

#[derive(Debug)]
struct CsvColumn {
    name: String,
    position: usize,
    state: State,
    /// Which marks stood before decimals.
    marks: (bool, bool),
    faults: BTreeMap<CellFault, Places>,
    beyond_exact: u64,
}

#[derive(Debug)]
enum State {
    Skipped,
    Feature(NumberBuilder),
    Guess(NumberBuilder),
    /// It was taken for numbers and is not.
    Turned,
    Words(TextBuilder, Vec<String>),
}

#[derive(Debug)]
struct IdCells {
    position: usize,
    bytes: Vec<u8>,
    ends: Vec<usize>,
    missing: Places,
    decimal: u64,
    rounded: u64,
}

/// A table of which every row has been read.
#[derive(Debug)]
pub(super) struct Finished {
    /// The columns that were not left out, with their places in the file.
    pub(super) columns: Vec<(usize, Column)>,
    /// The identifiers.
    pub(super) ids: Words,
    /// What there is to say about the cells.
    pub(super) notes: Vec<BaseNote>,
}

impl Table {
    /// A table of columns with these names and roles, whose clients are identified by the column
    /// at `id`, or numbered.
    pub(super) fn new(
        names: &[String],
        roles: &[Role],
        id: Option<usize>,
        mark: DecimalMark,
    ) -> Self {
        let columns = names.iter().zip(roles).enumerate().map(|(position, (name, role))| {
            let state = match role {
                Role::Skip => State::Skipped,
                Role::Feature => State::Feature(NumberBuilder::default()),
                Role::Guess => State::Guess(NumberBuilder::default()),
                Role::Words(labels) => State::Words(TextBuilder::default(), labels.clone()),
            };
            CsvColumn {
                name: name.clone(),
                position,
                state,
                marks: (false, false),
                faults: BTreeMap::new(),
                beyond_exact: 0,
            }
        });
        let ids = id.map(|position| IdCells {
            position,
            bytes: Vec::new(),
            ends: Vec::new(),
            missing: Places::default(),
            decimal: 0,
            rounded: 0,
        });
        Self { columns: columns.collect(), ids, rows: 0, mark }
    }

    /// Takes the cells of some rows; a cell that a row does not have is missing.
    pub(super) fn push(&mut self, blocks: &[Block]) {
        let mark = self.mark;
        self.rows += blocks.iter().map(|block| block.len() as u64).sum::<u64>();
        if let Some(ids) = &mut self.ids {
            ids.push(blocks);
        }
        self.columns.par_iter_mut().for_each(|column| column.push(blocks, mark));
    }

    /// How many rows were taken.
    pub(super) fn rows(&self) -> u64 {
        self.rows
    }

    /// What the cells take in memory so far.
    pub(super) fn bytes(&self) -> u64 {
        let columns: u64 = self.columns.iter().map(CsvColumn::bytes).sum();
        let ids = self.ids.as_ref().map_or(0, |ids| ids.bytes.capacity() + 8 * ids.ends.capacity());
        columns + ids as u64
    }

    /// The places of the columns that were taken for numbers and hold words.
    pub(super) fn turned(&self) -> Vec<usize> {
        let turned = self.columns.iter().filter(|column| matches!(column.state, State::Turned));
        turned.map(|column| column.position).collect()
    }

    /// Whether every word and every identifier is UTF-8.
    pub(super) fn is_utf8(&self) -> bool {
        let ids = self.ids.as_ref().is_none_or(|ids| std::str::from_utf8(&ids.bytes).is_ok());
        ids && self.columns.iter().all(|column| match &column.state {
            State::Words(texts, _) => texts.is_utf8(),
            _ => true,
        })
    }

    /// The cells that are not what they should be.
    pub(super) fn check(&self) -> Result<(), BaseFault> {
        let faults = self.columns.iter().flat_map(|column| {
            column.faults.iter().map(|(fault, places)| BadCells {
                column: column.name.clone(),
                fault: *fault,
                places: places.clone(),
            })
        });
        let columns: Vec<_> = faults.collect();
        if !columns.is_empty() {
            return Err(BaseFault::Cells { columns });
        }
        match &self.ids {
            Some(ids) if !ids.missing.is_empty() => {
                let column = self.columns.get(ids.position).map(|column| column.name.clone());
                Err(BaseFault::MissingIds {
                    column: column.unwrap_or_default(),
                    places: ids.missing.clone(),
                })
            }
            _ => Ok(()),
        }
    }

    /// The columns, with every word decoded.
    pub(super) fn finish(self, encoding: Encoding) -> Result<Finished, BaseFault> {
        let mut notes = Vec::new();
        let ids = if let Some(ids) = self.ids {
            let (decimal, rounded) = (ids.decimal, ids.rounded);
            notes.extend((decimal > 0).then_some(BaseNote::DecimalIds { count: decimal }));
            notes.extend((rounded > 0).then_some(BaseNote::RoundedIds { count: rounded }));
            let column = self.columns.get(ids.position).map(|column| column.name.clone());
            ids.finish(encoding)
                .map_err(|_| BaseFault::IdsTooLong { column: column.unwrap_or_default() })?
        } else {
            row_numbers(self.rows)
                .map_err(|_| BaseFault::TooManyRows { limit: u64::from(u32::MAX) })?
        };
        let mut positions = Vec::with_capacity(self.columns.len());
        let mut builders = Vec::with_capacity(self.columns.len());
        for column in self.columns {
            if column.beyond_exact > 0 {
                let (column, count) = (column.name.clone(), column.beyond_exact);
                notes.push(BaseNote::LargeNumbers { column, count });
            }
            let builder = match column.state {
                State::Skipped | State::Turned => continue,
                State::Feature(numbers) | State::Guess(numbers) => ColumnBuilder::Numbers(numbers),
                State::Words(texts, _) => ColumnBuilder::Texts(texts),
            };
            positions.push(column.position);
            builders.push((column.name, builder));
        }
        let columns = finish_columns(builders, |word| text(word, encoding))
            .map_err(|_| BaseFault::TooLarge { limit_bytes: u64::from(u32::MAX) })?;
        Ok(Finished { columns: positions.into_iter().zip(columns).collect(), ids, notes })
    }
}

impl CsvColumn {
    fn push(&mut self, blocks: &[Block], mark: DecimalMark) {
        let position = self.position;
        let rows = || blocks.iter().flat_map(Block::rows);
        match &mut self.state {
            State::Skipped | State::Turned => {}
            State::Words(texts, labels) => {
                for row in rows() {
                    let cell = row.get(position);
                    let cell = cell.as_deref();
                    texts.push(cell.filter(|cell| !is_missing_word(cell) || known(labels, cell)));
                }
            }
            State::Feature(numbers) | State::Guess(numbers) => {
                let mut numbers = std::mem::take(numbers);
                let is_feature = matches!(self.state, State::Feature(_));
                for row in rows() {
                    let cell = row.get(position).unwrap_or_default();
                    let fault = match read_number(&cell, mark) {
                        NumberCell::Missing => {
                            numbers.push(f64::NAN);
                            continue;
                        }
                        NumberCell::Truth(truth) if is_feature => {
                            numbers.push(f64::from(u8::from(truth)));
                            continue;
                        }
                        NumberCell::Truth(_) => CellFault::NotANumber,
                        NumberCell::Number(number, mark) => {
                            self.marks.0 |= mark == Some(DecimalMark::Point);
                            self.marks.1 |= mark == Some(DecimalMark::Comma);
                            if mark.is_none() || self.marks != (true, true) {
                                self.beyond_exact += u64::from(number.abs() >= LARGEST_EXACT);
                                numbers.push(number);
                                continue;
                            }
                            CellFault::MixedMarks
                        }
                        NumberCell::Fault(fault) => fault,
                    };
                    if !is_feature {
                        self.beyond_exact = 0;
                        self.state = State::Turned;
                        return;
                    }
                    self.faults.entry(fault).or_default().add(row.line);
                    numbers.push(f64::NAN);
                }
                self.state =
                    if is_feature { State::Feature(numbers) } else { State::Guess(numbers) };
            }
        }
    }

    fn bytes(&self) -> u64 {
        match &self.state {
            State::Skipped | State::Turned => 0,
            State::Feature(numbers) | State::Guess(numbers) => numbers.bytes(),
            State::Words(texts, _) => texts.bytes(),
        }
    }
}

impl IdCells {
    fn push(&mut self, blocks: &[Block]) {
        for row in blocks.iter().flat_map(Block::rows) {
            let id = row.get(self.position).unwrap_or_default();
            let id = id.trim_ascii();
            if is_missing(id) {
                self.missing.add(row.line);
            }
            let digits = id.strip_suffix(b".0").unwrap_or_default();
            self.decimal += u64::from(!digits.is_empty() && digits.iter().all(u8::is_ascii_digit));
            self.rounded += u64::from(is_rounded(id));
            self.bytes.extend_from_slice(id);
            self.ends.push(self.bytes.len());
        }
    }

    fn finish(self, encoding: Encoding) -> Result<Words, TooLong> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let ids: Vec<_> = starts
            .zip(&self.ends)
            .map(|(start, end)| text(self.bytes.get(start..*end).unwrap_or_default(), encoding))
            .collect();
        Words::new(ids.iter().map(|id| id.trim()))
    }
}

/// Whether `id` is a number as a spreadsheet shows it when it is too long for its cell.
fn is_rounded(id: &[u8]) -> bool {
    let mut halves = id.splitn(2, |byte| *byte == b'E');
    let (Some([first, rest @ ..]), Some([b'+', power @ ..])) = (halves.next(), halves.next())
    else {
        return false;
    };
    let is_digits = |bytes: &[u8]| !bytes.is_empty() && bytes.iter().all(u8::is_ascii_digit);
    let decimals = rest.strip_prefix(b".").or_else(|| rest.strip_prefix(b","));
    first.is_ascii_digit()
        && is_digits(power)
        && (rest.is_empty() || decimals.is_some_and(is_digits))
}

fn known(labels: &[String], cell: &[u8]) -> bool {
    labels.iter().any(|label| label.as_bytes() == cell)
}
