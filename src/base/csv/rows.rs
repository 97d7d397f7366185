//! All rows of a CSV file, read once: one thread reads the text, the others find its cells and put
//! them into columns.
//!
//! **Invariant**: a few batches are in memory at a time, whatever the length of the file.

use std::{
    io::Read,
    sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel},
    thread,
};

use rayon::iter::{IntoParallelRefMutIterator as _, ParallelIterator as _};

use crate::base::{column::Destination, error::BaseFault, places::Places, stream::fault_of_io};

use super::{
    CsvFile,
    block::Block,
    blocks::Blocks,
    dialect::Dialect,
    encoding::decoded,
    layout::Layout,
    table::{Role, Table},
    teller::Teller,
};

/// Blocks for each processor that travel together, so that none waits for the others.
const BLOCKS_A_PROCESSOR: usize = 2;

/// Batches on their way: one that is filled, one that waits, one that is emptied.
const BATCHES: usize = 3;

/// Blocks that travel together, in the order of the file. Those behind the end of the text are
/// empty.
type Batch = Vec<Block>;

/// What the rows were found to be.
pub(super) struct Pass {
    /// Its cells.
    pub(super) table: Table,
    /// Rows without a value, which were left out.
    pub(super) blank: Places,
    /// Rows that ended too early and were accepted.
    pub(super) short: Places,
}

impl CsvFile<'_> {
    /// Reads all rows once: this thread reads the text, another one takes its cells.
    pub(super) fn read_rows(
        self,
        layout: &Layout,
        roles: &[Role],
        id: Option<usize>,
        destination: &Destination,
    ) -> Result<Pass, BaseFault> {
        let mark = layout.dialect.decimal_mark;
        let table = Table::new(&layout.header.names, roles, id, mark, destination);
        let teller = Teller::new(layout, self.options.short_rows);
        let limit = self.options.memory_limit_bytes;
        let (full_sender, full) = sync_channel::<Batch>(1);
        let (empty_sender, empty) = channel::<Batch>();
        let blocks = BLOCKS_A_PROCESSOR * rayon::current_num_threads().max(2);
        for _ in 0..BATCHES {
            // The receiver is in scope: nothing to lose.
            let _ = empty_sender.send((0..blocks).map(|_| Block::default()).collect());
        }
        thread::scope(|scope| {
            let cells = scope.spawn(move || take_cells(table, teller, &full, &empty_sender, limit));
            let read = self.source.with_bytes(self.wrapping, self.job, |bytes| {
                let text = decoded(layout.transport, bytes).map_err(fault_of_io)?;
                read_text(Blocks::new(text, layout.dialect.separator), &empty, &full_sender)
            });
            // Nothing more will come: the other thread ends.
            drop(full_sender);
            let taken = match cells.join() {
                Ok(taken) => taken,
                Err(panic) => std::panic::resume_unwind(panic),
            };
            // The other thread's fault comes first: it stands earlier in the file, and is why this
            // one may have stopped.
            let (table, teller) = taken?;
            read?;
            let (blank, short) = teller.end()?;
            Ok(Pass { table, blank, short })
        })
    }
}

/// Sends the text on in batches, until it ends or nobody takes more.
fn read_text(
    mut blocks: Blocks<impl Read>,
    empty: &Receiver<Batch>,
    full: &SyncSender<Batch>,
) -> Result<(), BaseFault> {
    let mut ended = false;
    while !ended && let Ok(mut batch) = empty.recv() {
        batch.iter_mut().for_each(Block::clear);
        let mut read = Ok(());
        for block in &mut batch {
            read = blocks.fill(block);
            ended = read.is_err() || block.text().is_empty();
            if ended {
                break;
            }
        }
        // What was read before an error may hold a fault of its own, which is told first.
        ended |= full.send(batch).is_err();
        read.map_err(fault_of_io)?;
    }
    Ok(())
}

/// Puts the cells of all batches into `table`, and hands the empty batches back.
fn take_cells<'a>(
    mut table: Table,
    mut teller: Teller<'a>,
    full: &Receiver<Batch>,
    empty: &Sender<Batch>,
    limit_bytes: u64,
) -> Result<(Table, Teller<'a>), BaseFault> {
    let Dialect { separator, line_break, .. } = teller.dialect();
    while let Ok(mut batch) = full.recv() {
        batch.par_iter_mut().for_each(|block| block.split(separator, line_break));
        for block in &mut batch {
            teller.tell(block)?;
        }
        table.push(&batch);
        table.check_destination()?;
        if table.bytes() > limit_bytes {
            return Err(BaseFault::TooLarge { limit_bytes });
        }
        // The reader may have ended already; then nobody needs the batch.
        let _ = empty.send(batch);
    }
    Ok((table, teller))
}
