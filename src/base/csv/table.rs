//! The cells of a CSV file on their way into columns.

use std::collections::BTreeMap;

use rayon::iter::{IntoParallelRefMutIterator as _, ParallelIterator as _};

use crate::base::{
    cell::{LARGEST_EXACT, NumberCell, is_missing, is_missing_word, read_number},
    column::{Column, ColumnBuilder, Destination, NumberBuilder, TextBuilder, finish_columns},
    error::{BadCells, BaseFault, CellFault},
    id_index::{IdBuilder, Ids},
    note::BaseNote,
    options::{DecimalMark, Encoding},
    places::Places,
    store::TakenAs,
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
    destination: Destination,
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
    ids: IdBuilder,
    missing: Places,
    decimal: u64,
    rounded: u64,
}

/// A table of which every row has been read.
#[derive(Debug)]
pub(super) struct Finished {
    /// The columns that were not left out, with their places in the file.
    pub(super) columns: Vec<(usize, Column)>,
    /// What they were taken as, and what they would have been taken as if no model had asked for
    /// them, as far as that is known; with their places in the file.
    pub(super) taken: Vec<(usize, TakenAs, Option<TakenAs>)>,
    /// The identifiers.
    pub(super) ids: Ids,
    /// What there is to say about the cells.
    pub(super) notes: Vec<BaseNote>,
}

impl Table {
    /// A table of columns with these names and roles, whose clients are identified by the column
    /// at `id`, or numbered. Its rows go to `destination`.
    pub(super) fn new(
        names: &[String],
        roles: &[Role],
        id: Option<usize>,
        mark: DecimalMark,
        destination: &Destination,
    ) -> Self {
        let numbers = || NumberBuilder::new(destination.clone());
        let texts = || TextBuilder::new(destination.clone());
        let columns = names.iter().zip(roles).enumerate().map(|(position, (name, role))| {
            let state = match role {
                Role::Skip => State::Skipped,
                Role::Feature => State::Feature(numbers()),
                Role::Guess => State::Guess(numbers()),
                Role::Words(labels) => State::Words(texts(), labels.clone()),
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
            ids: IdBuilder::default(),
            missing: Places::default(),
            decimal: 0,
            rounded: 0,
        });
        let destination = destination.clone();
        Self { columns: columns.collect(), ids, rows: 0, destination, mark }
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

    /// Whether its rows could be put where they go.
    pub(super) fn check_destination(&self) -> Result<(), BaseFault> {
        self.destination.check().map_err(|_| BaseFault::StoreFailed)
    }

    /// How many rows were taken.
    pub(super) fn rows(&self) -> u64 {
        self.rows
    }

    /// What the cells take in memory so far.
    pub(super) fn bytes(&self) -> u64 {
        let columns: u64 = self.columns.iter().map(CsvColumn::bytes).sum();
        columns + self.ids.as_ref().map_or(0, |ids| ids.ids.bytes())
    }

    /// The places of the columns that were taken for numbers and hold words.
    pub(super) fn turned(&self) -> Vec<usize> {
        let turned = self.columns.iter().filter(|column| matches!(column.state, State::Turned));
        turned.map(|column| column.position).collect()
    }

    /// Whether every word and every identifier is UTF-8.
    pub(super) fn is_utf8(&self) -> bool {
        let ids = self.ids.as_ref().is_none_or(|ids| ids.ids.is_utf8());
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
            ids.ids
                .finish(|id| text(id, encoding))
                .map_err(|_| BaseFault::IdsTooLong { column: column.unwrap_or_default() })?
        } else {
            // The reader of rows counts them.
            Ids::row_numbers(self.rows as u32)
        };
        let mut positions = Vec::with_capacity(self.columns.len());
        let mut builders = Vec::with_capacity(self.columns.len());
        let mut taken = Vec::with_capacity(self.columns.len());
        for column in self.columns {
            if column.beyond_exact > 0 {
                let (column, count) = (column.name.clone(), column.beyond_exact);
                notes.push(BaseNote::LargeNumbers { column, count });
            }
            taken.extend(column.taken(self.mark));
            let builder = match column.state {
                State::Skipped | State::Turned => continue,
                State::Feature(numbers) | State::Guess(numbers) => ColumnBuilder::Numbers(numbers),
                State::Words(texts, _) => ColumnBuilder::Texts(texts),
            };
            positions.push(column.position);
            builders.push((column.name, builder));
        }
        let columns = finish_columns(builders, &self.destination, |word| text(word, encoding))
            .map_err(|_| BaseFault::TooLarge { limit_bytes: u64::from(u32::MAX) })?;
        let columns = positions.into_iter().zip(columns).collect();
        Ok(Finished { columns, taken, ids, notes })
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
                            numbers.push_truth(truth);
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

    /// What the column was taken as, and what it would have been taken as if no model had asked
    /// for it, as far as that is known.
    fn taken(&self, mark: DecimalMark) -> Option<(usize, TakenAs, Option<TakenAs>)> {
        let is_no_number = |word: &[u8]| {
            matches!(read_number(word, mark), NumberCell::Fault(_) | NumberCell::Truth(_))
        };
        let words = || TakenAs::words(&[]);
        let (taken, unasked) = match &self.state {
            State::Skipped | State::Turned => return None,
            State::Feature(numbers) if numbers.has_truths() => (TakenAs::Numbers, Some(words())),
            State::Feature(_) | State::Guess(_) => (TakenAs::Numbers, Some(TakenAs::Numbers)),
            State::Words(texts, labels) => {
                (TakenAs::words(labels), texts.any_word(is_no_number).then(words))
            }
        };
        Some((self.position, taken, unasked))
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
            self.ids.push(id);
        }
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
