//! Client bases kept on this computer, so that a large one is read once and then opens at once.
//!
//! A store is one file, readable by its owner alone, in a folder of its own, never beside the
//! source. It is known again by the source's path, and trusted only when the source is the same
//! ([`identity`]) and was read as the model at hand wants it ([`reading`]).
//!
//! Columns are lists of *extents*, the cells of one column for one run of rows ([`extent`]), written
//! while the source is read ([`writer`]) and read again by position, chunk by chunk, each with its
//! checksum ([`file`]). Everything else is in the [`index`] at the end: without it the file is
//! nothing, so that a store exists whole or not at all.
//!
//! What was computed from a base, such as the contributions of all clients, is kept beside it in the
//! same manner ([`numbers`]), and goes with it.
//!
//! `extent`, `frame`, `file`, `disk`, `writer`, `parts` and `locks` know bytes; the others know columns.
//!
//! **Invariants**: no file of the source is written to. A store is never mapped into memory: cutting
//! it short or replacing it under us is an error value ([`StoreFault`]) and no signal. Whatever is
//! damaged, of another version or not of this source is no store, and is made again without a word.

mod bytes;
mod details;
mod disk;
mod extent;
mod fault;
mod file;
mod folder;
mod frame;
mod identity;
mod index;
mod load;
mod locks;
mod numbers;
mod open;
mod parts;
mod reading;
mod save;
#[cfg(test)]
mod tests;
mod writer;

pub(super) use extent::{Blob, CHUNK_BYTES, EXTENT_ROWS, Encoding, Extent};
pub use fault::{StoreFault, StoreFaultCause};
pub use file::KeptBase;
pub(super) use file::{StoreFile, read_exact_at};
pub use folder::{DEFAULT_FOLDER_LIMIT, StoreEntry, StoreFolder};
pub use numbers::{
    NUMBERS_IN_MEMORY_BYTES, NumberTable, NumbersLayout, NumbersNotKept, NumbersPlace,
    NumbersWriter,
};
pub(super) use open::Opening;
pub(super) use reading::{ColumnReading, Reading, TakenAs};
pub(super) use writer::{StoreWriter, WriteFault};
