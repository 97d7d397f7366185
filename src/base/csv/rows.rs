//! All rows of a CSV file, read once: one thread tells them apart, the others take their cells.

use std::{
    io::Read,
    sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel},
    thread,
};

use csv::ByteRecord;

use crate::base::{
    error::{BaseFault, RowLength},
    options::ShortRows,
    places::{LISTED_PLACES, Places},
    stream::fault_of_io,
};

use super::{
    CsvFile,
    dialect::Dialect,
    encoding::decoded,
    layout::Layout,
    records::{Next, Records},
    table::{Batch, Role, Table},
};

/// Rows that travel together from the thread that tells them apart to those that read the cells,
/// unless their cells are more than [`BATCH_CELLS`].
const BATCH_ROWS: usize = 2_048;

/// Cells that travel together: a few milliseconds of work.
const BATCH_CELLS: usize = 200_000;

/// Batches on their way: one that is filled, one that waits, one that is emptied.
const BATCHES: usize = 3;

/// What the rows were found to be.
pub(super) struct Pass {
    /// Its cells.
    pub(super) table: Table,
    /// Rows without a value, which were left out.
    pub(super) blank: Places,
    /// Rows that ended too early and were accepted.
    pub(super) short: Places,
}

/// The rows as they are told apart.
#[derive(Debug, Default)]
struct Told {
    blank: Places,
    short: Places,
    wrong: Vec<RowLength>,
    rows: u64,
}

impl CsvFile<'_> {
    /// Reads all rows once: this thread tells them apart, another one takes their cells.
    pub(super) fn read_rows(
        self,
        layout: &Layout,
        roles: &[Role],
        id: Option<usize>,
    ) -> Result<Pass, BaseFault> {
        let Dialect { decimal_mark, line_end, .. } = layout.dialect;
        let table = Table::new(&layout.header.names, roles, id, decimal_mark, line_end);
        let limit = self.options.memory_limit_bytes;
        let (full_sender, full) = sync_channel::<Batch>(1);
        let (empty_sender, empty) = channel::<Batch>();
        for _ in 0..BATCHES {
            // The receiver is in scope: nothing to lose.
            let _ = empty_sender.send(Batch::default());
        }
        thread::scope(|scope| {
            let cells = scope.spawn(move || take_cells(table, &full, &empty_sender, limit));
            let told = self.source.with_bytes(self.wrapping, self.job, |bytes| {
                let text = decoded(layout.transport, bytes).map_err(fault_of_io)?;
                self.tell_rows(layout, text, &empty, &full_sender)
            });
            // Nothing more will come: the other thread ends.
            drop(full_sender);
            let table = match cells.join() {
                Ok(table) => table,
                Err(panic) => std::panic::resume_unwind(panic),
            };
            // The other thread's fault comes first: it is why this one may have stopped.
            let (table, told) = (table?, told?);
            Ok(Pass { table, blank: told.blank, short: told.short })
        })
    }

    /// Sends the rows of `text` on in batches.
    fn tell_rows(
        self,
        layout: &Layout,
        text: Box<dyn Read + '_>,
        empty: &Receiver<Batch>,
        full: &SyncSender<Batch>,
    ) -> Result<Told, BaseFault> {
        let width = layout.header.names.len();
        let mut records = Records::new(text, layout.dialect.separator, layout.dialect.line_end);
        let mut header_rows = layout.header.rows;
        let mut told = Told::default();
        let mut ended = false;
        while !ended && let Ok(mut batch) = empty.recv() {
            batch.clear();
            while !ended && batch.len() < BATCH_ROWS && batch.len() * width < BATCH_CELLS {
                let record = batch.slot();
                match records.read(record)? {
                    Next::Row { end_line } if header_rows == 0 => {
                        let line = || records.line_of(record, end_line);
                        if told.accept(record, line, width, self.options.short_rows)? {
                            batch.keep(end_line);
                        }
                        ended = told.wrong.len() >= LISTED_PLACES;
                    }
                    Next::Row { .. } => header_rows -= 1,
                    Next::End => ended = true,
                    Next::OpenQuote { line } => {
                        let column = layout.header.names.get(record.len().saturating_sub(1));
                        let column = column.cloned().unwrap_or_default();
                        return Err(BaseFault::UnclosedQuote { line, column });
                    }
                }
            }
            ended |= full.send(batch).is_err();
        }
        if told.wrong.is_empty() {
            Ok(told)
        } else {
            Err(BaseFault::RowLengths { expected: width, rows: told.wrong })
        }
    }
}

impl Told {
    /// Whether a row is a client; keeps what there is to say when it is not.
    fn accept(
        &mut self,
        record: &ByteRecord,
        line: impl Fn() -> u64,
        width: usize,
        short_rows: ShortRows,
    ) -> Result<bool, BaseFault> {
        if record.as_slice().contains(&0) {
            return Err(BaseFault::Nul { line: line() });
        }
        if record.as_slice().trim_ascii().is_empty() {
            self.blank.add(line());
            return Ok(false);
        }
        let cells = record.len();
        if cells < width && short_rows == ShortRows::FillMissing {
            self.short.add(line());
        } else if cells != width && !only_blank_beyond(record, width) {
            self.wrong.push(RowLength { line: line(), cells });
            return Ok(false);
        }
        self.rows += 1;
        let limit = u64::from(u32::MAX);
        if self.rows < limit { Ok(true) } else { Err(BaseFault::TooManyRows { limit }) }
    }
}

/// Puts the cells of all batches into `table`, and hands the empty batches back.
fn take_cells(
    mut table: Table,
    full: &Receiver<Batch>,
    empty: &Sender<Batch>,
    limit_bytes: u64,
) -> Result<Table, BaseFault> {
    while let Ok(batch) = full.recv() {
        table.push(&batch);
        if table.bytes() > limit_bytes {
            return Err(BaseFault::TooLarge { limit_bytes });
        }
        // The teller may have ended already; then nobody needs the batch.
        let _ = empty.send(batch);
    }
    Ok(table)
}

/// Whether a row is longer than the header by blank cells only: separators at the end of a line.
fn only_blank_beyond(record: &ByteRecord, width: usize) -> bool {
    record.len() > width && record.iter().skip(width).all(|cell| cell.trim_ascii().is_empty())
}
