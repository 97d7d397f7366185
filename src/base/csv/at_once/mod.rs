//! The columns that somebody asked for, from a CSV file straight into numbers and codes.
//!
//! This is how the raw tables of `pipeline` are read: seven of them, up to 27 million rows, of which
//! nothing is wanted but certain columns in the order of the file. A client base is read by
//! [`super::rows`] instead, which takes every column, finds out what it holds, indexes identifiers
//! and keeps the base on the disk.
//!
//! One thread reads the text in blocks of whole rows; all others take block after block, and tell
//! its cells apart and read them in one pass (`block_reader.rs`). A block in which anything is not as
//! usual is read once more, row by row, by the code that reads client bases (`careful.rs`): what is
//! refused is refused in the same words, and a property test holds the two side by side.

mod block_reader;
mod careful;
mod cells;
mod gathering;
mod merge;
mod numeral;
mod plan;
#[cfg(test)]
mod tests;
mod tile;
mod windows;
mod words;

use std::{
    io::Read,
    sync::{
        Mutex,
        mpsc::{Receiver, Sender, channel},
    },
    thread,
};

use crate::{
    base::{
        error::BaseFault,
        note::BaseNote,
        options::{Encoding, ReadOptions},
        plain_table::{PlainTable, PlainWords, SparePieces},
        stream::{Source, Wrapping, fault_of_io},
    },
    domain::Job,
};

use block_reader::BlockReader;
use careful::Careful;
use gathering::{Gathered, Gathering};
use plan::Plan;
use words::WordList;

use super::{
    CsvFile,
    block::Block,
    blocks::Blocks,
    encoding::{decoded, text},
    layout::Layout,
    teller::Teller,
};

/// Blocks on their way for each reader: one that is read, one that waits, one that is filled.
const BLOCKS_A_READER: usize = 3;

/// Reads the columns that `options` name, in the order in which they are named: numbers, words. They
/// stand in the memory that `spare` has, and in more if need be.
pub(in crate::base) fn read_plain(
    source: Source<'_>,
    wrapping: Wrapping,
    options: &ReadOptions,
    spare: &SparePieces,
    job: &dyn Job,
) -> Result<PlainTable, BaseFault> {
    let file = CsvFile { source, wrapping, options, job };
    let (layout, _) = file.plain_layout()?;
    let plan = Plan::new(&layout, options);
    let (gathered, mut lists) = gather(file, &layout, &plan, spare)?;
    let Gathered { teller, careful, mut pieces } = gathered;
    let (blank, short) = teller.end()?;
    careful.check()?;
    let (beyond_exact, own_words) = careful.finish();
    lists.push(own_words);
    let is_utf8 = lists.iter().flatten().all(WordList::is_utf8);
    let mut notes = layout.header.notes.clone();
    let encoding: Encoding =
        file.encoding(&layout, is_utf8 && layout.header.is_utf8, &mut notes)?;
    notes.extend((!blank.is_empty()).then_some(BaseNote::BlankRows(blank)));
    notes.extend((!short.is_empty()).then_some(BaseNote::ShortRowsFilled(short)));
    for (column, count) in plan.numbers.iter().zip(beyond_exact).filter(|(_, count)| *count > 0) {
        notes.push(BaseNote::LargeNumbers { column: column.clone(), count });
    }
    let words = merge::merged(lists, &mut pieces, |word| text(word, encoding).into_owned());
    let names = plan.words.into_iter().map(|(name, _)| name);
    let words = names.zip(words).map(|(name, words)| PlainWords { name, words }).collect();
    let pieces = pieces.into_iter().map(|(piece, _)| piece).collect();
    PlainTable::new(plan.numbers, words, pieces, notes)
}

/// Reads all blocks on all processors; gives back, too, the words that each reader met.
fn gather<'a>(
    file: CsvFile<'_>,
    layout: &'a Layout,
    plan: &'a Plan,
    spare: &'a SparePieces,
) -> Result<(Gathered<'a>, Vec<Vec<WordList>>), BaseFault> {
    let teller = Teller::new(layout, file.options.short_rows);
    let gathering =
        Gathering::new(teller, Careful::new(plan, spare), file.options.memory_limit_bytes);
    let gathering = Mutex::new(gathering);
    let (full_sender, full) = channel::<(usize, Block)>();
    let (empty_sender, empty) = channel::<Block>();
    let full = Mutex::new(full);
    let readers = rayon::current_num_threads();
    for _ in 0..BLOCKS_A_READER * readers {
        // The receiver is in scope: nothing to lose.
        let _ = empty_sender.send(Block::default());
    }
    let lists = thread::scope(|scope| {
        let (full, gathering) = (&full, &gathering);
        let readers: Vec<_> = (0..readers)
            .map(|reader| {
                let empty = empty_sender.clone();
                scope.spawn(move || read_blocks(plan, spare, reader, full, &empty, gathering))
            })
            .collect();
        // The readers alone give blocks back: when all have ended, nobody waits for one.
        drop(empty_sender);
        let sent = file.source.with_bytes(file.wrapping, file.job, |bytes| {
            let text = decoded(layout.transport, bytes).map_err(fault_of_io)?;
            send_blocks(Blocks::new(text, layout.dialect.separator), &empty, &full_sender)
        });
        drop(full_sender);
        let mut lists = Vec::with_capacity(readers.len());
        for reader in readers {
            match reader.join() {
                Ok(words) => lists.push(words),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        sent.map(|()| lists)
    });
    let gathering = gathering.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    // A fault in a row stands before the place where reading ended.
    let gathered = gathering.finish()?;
    Ok((gathered, lists?))
}

/// Sends the text on block by block, until it ends or nobody takes more.
fn send_blocks(
    mut blocks: Blocks<impl Read>,
    empty: &Receiver<Block>,
    full: &Sender<(usize, Block)>,
) -> Result<(), BaseFault> {
    for place in 0.. {
        let Ok(mut block) = empty.recv() else { break };
        let filled = blocks.fill(&mut block);
        let ended = filled.is_err() || block.text().is_empty();
        // What was read before an error may hold a fault of its own, which is told first.
        if full.send((place, block)).is_err() || ended {
            return filled.map_err(fault_of_io);
        }
    }
    Ok(())
}

/// Reads block after block until there is none or one is refused; gives back the words that it met.
fn read_blocks(
    plan: &Plan,
    spare: &SparePieces,
    reader: usize,
    full: &Mutex<Receiver<(usize, Block)>>,
    empty: &Sender<Block>,
    gathering: &Mutex<Gathering<'_>>,
) -> Vec<WordList> {
    let mut blocks = BlockReader::new(plan, spare);
    loop {
        // Nobody panics while holding a lock; if somebody did, the panic is what counts.
        let next = full.lock().ok().and_then(|full| full.recv().ok());
        let Some((place, block)) = next else { break };
        let read = blocks.read(block.text());
        let Ok(mut gathering) = gathering.lock() else { break };
        let Ok(emptied) = gathering.take(place, block, read, reader) else { break };
        drop(gathering);
        for block in emptied {
            // At the end of the text nobody needs it.
            let _ = empty.send(block);
        }
    }
    blocks.into_words()
}
