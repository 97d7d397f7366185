//! Blocks that hold something odd, read row by row: it is refused in the words that everybody knows,
//! or turns out to be fine.
//!
//! Depends on the teller, who judges rows, and on `cell`, which judges cells.

use std::collections::BTreeMap;

use crate::base::{
    cell::{LARGEST_EXACT, NumberCell, read_number},
    csv::block::Block,
    error::{BadCells, BaseFault, CellFault},
    options::DecimalMark,
    places::Places,
    plain_table::{Piece, SparePieces},
};

use super::{
    block_reader::BlockRead,
    plan::{Plan, Task},
    words::WordList,
};

/// What is known about the columns from all rows so far.
pub(super) struct Careful<'a> {
    plan: &'a Plan,
    spare: &'a SparePieces,
    words: Vec<WordList>,
    columns: Vec<NumberColumn>,
}

/// What is known about a column of numbers.
#[derive(Debug, Default)]
struct NumberColumn {
    /// Whether decimals stand behind points, and behind commas.
    marks: (bool, bool),
    faults: BTreeMap<CellFault, Places>,
    beyond_exact: u64,
}

impl<'a> Careful<'a> {
    /// Nothing was read yet.
    pub(super) fn new(plan: &'a Plan, spare: &'a SparePieces) -> Self {
        let columns = plan.numbers.iter().map(|_| NumberColumn::default()).collect();
        Self { plan, spare, words: plan.word_lists(), columns }
    }

    /// Takes note of a block that was read at once; `false` when it has to be read again, since its
    /// decimals stand behind another mark than those of earlier rows.
    pub(super) fn agrees(&mut self, read: &BlockRead) -> bool {
        let convention = self.plan.dialect.decimal_mark;
        let each = || self.columns.iter().zip(&read.seen);
        if each().any(|(column, own)| own.has_mark && column.has_other_than(convention)) {
            return false;
        }
        for (column, own) in self.columns.iter_mut().zip(&read.seen) {
            if own.has_mark {
                column.note(convention);
            }
            column.beyond_exact += own.beyond_exact;
        }
        true
    }

    /// The cells of the rows of `block`; a cell that a row does not have is missing.
    pub(super) fn read(&mut self, block: &Block) -> BlockRead {
        let widths = (self.columns.len(), self.words.len());
        let mut piece = Piece::blank(block.len(), widths, self.spare);
        let words_bytes = self.words_bytes();
        let convention = self.plan.dialect.decimal_mark;
        for (position, task) in self.plan.tasks.iter().enumerate() {
            match task {
                Task::Skip => {}
                Task::Number(at) => {
                    let Some(column) = self.columns.get_mut(*at) else { continue };
                    for (room, row) in piece.numbers_mut(*at).zip(block.rows()) {
                        let cell = row.get(position).unwrap_or_default();
                        *room = column.number(&cell, convention, row.line);
                    }
                }
                Task::Word(at) => {
                    let Some(words) = self.words.get_mut(*at) else { continue };
                    for (room, row) in piece.codes_mut(*at).zip(block.rows()) {
                        *room = words.code(&row.get(position).unwrap_or_default());
                    }
                }
            }
        }
        let new_words_bytes = self.words_bytes() - words_bytes;
        BlockRead { piece, new_words_bytes, ..BlockRead::default() }
    }

    fn words_bytes(&self) -> usize {
        self.words.iter().map(WordList::bytes).sum()
    }

    /// Refuses cells that are not what they should be.
    pub(super) fn check(&self) -> Result<(), BaseFault> {
        // In the order of the table.
        let of_tasks = self.plan.tasks.iter().filter_map(|task| match task {
            Task::Number(at) => Some((self.plan.numbers.get(*at)?, self.columns.get(*at)?)),
            _ => None,
        });
        let columns: Vec<BadCells> = of_tasks
            .flat_map(|(name, column)| {
                column.faults.iter().map(|(fault, places)| BadCells {
                    column: name.clone(),
                    fault: *fault,
                    places: places.clone(),
                })
            })
            .collect();
        if columns.is_empty() { Ok(()) } else { Err(BaseFault::Cells { columns }) }
    }

    /// How many numbers of each column are too large to be exact, and the words that were met.
    pub(super) fn finish(self) -> (Vec<u64>, Vec<WordList>) {
        (self.columns.into_iter().map(|column| column.beyond_exact).collect(), self.words)
    }
}

impl NumberColumn {
    /// What a cell says; NaN, too, when it is refused.
    fn number(&mut self, cell: &[u8], convention: DecimalMark, line: u64) -> f64 {
        let fault = match read_number(cell, convention) {
            NumberCell::Missing => return f64::NAN,
            NumberCell::Truth(truth) => return f64::from(u8::from(truth)),
            NumberCell::Number(number, mark) => {
                if let Some(mark) = mark {
                    self.note(mark);
                }
                if mark.is_none() || self.marks != (true, true) {
                    self.beyond_exact += u64::from(number.abs() >= LARGEST_EXACT);
                    return number;
                }
                CellFault::MixedMarks
            }
            NumberCell::Fault(fault) => fault,
        };
        self.faults.entry(fault).or_default().add(line);
        f64::NAN
    }

    fn note(&mut self, mark: DecimalMark) {
        match mark {
            DecimalMark::Point => self.marks.0 = true,
            DecimalMark::Comma => self.marks.1 = true,
        }
    }

    fn has_other_than(&self, mark: DecimalMark) -> bool {
        match mark {
            DecimalMark::Point => self.marks.1,
            DecimalMark::Comma => self.marks.0,
        }
    }
}
