//! The blocks of a file, put back into the order in which they stand in it.
//!
//! Depends on the readers. **Invariant**: a block is taken after all those before it, so that lines
//! are counted and faults are told as if the file had been read row by row; and so that the result
//! is the same whoever was how fast.

use std::collections::BTreeMap;

use crate::base::{
    csv::{block::Block, teller::Teller},
    error::BaseFault,
    plain_table::Piece,
};

use super::{block_reader::BlockRead, careful::Careful};

/// What became of the blocks so far.
pub(super) struct Gathering<'a> {
    teller: Teller<'a>,
    careful: Careful<'a>,
    /// The block that is taken next.
    next: usize,
    /// Blocks that wait for those before them.
    waiting: BTreeMap<usize, (Block, Option<BlockRead>, usize)>,
    /// What was read, with the reader whose words it holds.
    pieces: Vec<(Piece, usize)>,
    bytes: u64,
    limit_bytes: u64,
    fault: Option<BaseFault>,
}

/// All that was gathered.
pub(super) struct Gathered<'a> {
    /// Whoever judged the rows.
    pub(super) teller: Teller<'a>,
    /// Whoever read odd rows, among the readers behind all others.
    pub(super) careful: Careful<'a>,
    /// What was read, with the reader whose words it holds; [`CAREFUL`] for the careful one.
    pub(super) pieces: Vec<(Piece, usize)>,
}

/// The reader of odd rows.
pub(super) const CAREFUL: usize = usize::MAX;

/// A row was refused, or all of them are more than can be held: see [`Gathering::finish`].
pub(super) struct Refused;

impl<'a> Gathering<'a> {
    /// Nothing yet; no more than `limit_bytes` are to be held.
    pub(super) fn new(teller: Teller<'a>, careful: Careful<'a>, limit_bytes: u64) -> Self {
        Self {
            teller,
            careful,
            next: 0,
            waiting: BTreeMap::new(),
            pieces: Vec::new(),
            bytes: 0,
            limit_bytes,
            fault: None,
        }
    }

    /// Takes the block at `place` with what `reader` read of it; gives back those blocks that nobody
    /// needs any more.
    pub(super) fn take(
        &mut self,
        place: usize,
        block: Block,
        read: Option<BlockRead>,
        reader: usize,
    ) -> Result<Vec<Block>, Refused> {
        self.waiting.insert(place, (block, read, reader));
        let mut emptied = Vec::new();
        while self.fault.is_none()
            && let Some((mut block, read, reader)) = self.waiting.remove(&self.next)
        {
            self.next += 1;
            let taken = self.take_next(&mut block, read, reader);
            self.fault = taken.err();
            emptied.push(block);
        }
        if self.fault.is_none() { Ok(emptied) } else { Err(Refused) }
    }

    fn take_next(
        &mut self,
        block: &mut Block,
        read: Option<BlockRead>,
        reader: usize,
    ) -> Result<(), BaseFault> {
        let read = read.filter(|_| self.teller.is_behind_header());
        let read = read.filter(|read| self.careful.agrees(read));
        let (read, reader) = if let Some(read) = read {
            self.teller.pass(read.piece.rows(), read.breaks)?;
            (read, reader)
        } else {
            let dialect = self.teller.dialect();
            block.split(dialect.separator, dialect.line_break);
            self.teller.tell(block)?;
            (self.careful.read(block), CAREFUL)
        };
        self.bytes += read.new_words_bytes as u64;
        let piece = read.piece;
        self.bytes += piece.bytes();
        if self.bytes > self.limit_bytes {
            return Err(BaseFault::TooLarge { limit_bytes: self.limit_bytes });
        }
        if piece.rows() > 0 {
            self.pieces.push((piece, reader));
        }
        Ok(())
    }

    /// What was gathered, or why it is refused.
    pub(super) fn finish(self) -> Result<Gathered<'a>, BaseFault> {
        let Self { teller, careful, pieces, fault, .. } = self;
        fault.map_or(Ok(Gathered { teller, careful, pieces }), Err)
    }
}
