//! The index of a kept table of numbers: everything but the numbers, at the end of the file.
//!
//! ```text
//! header     magic, version, checksum                                64 bytes
//! extents    one a column and run of rows; when single rows are wanted too, one a run of rows that
//!            holds the same numbers row after row
//! index      facts as JSON, the summary, then the extents of each column
//! trailer    where the index is, its checksum, version, magic        40 bytes
//! ```
//!
//! **Invariant**: as for the index of a base: no count is believed beyond the bytes that were read
//! and whose checksum was right.

use serde::{Deserialize, Serialize};

use crate::base::store::{
    bytes::{Put, Take},
    extent::{CHUNK_BYTES, EXTENT_ROWS, Encoding, Extent, checksum},
    frame::{FileKind, IndexPlace},
    index::{put_extents, take_extents},
};

/// The files that are kept tables of numbers.
pub(super) const NUMBERS_FILE: FileKind = FileKind { magic: b"clairnum", version: 1 };

/// Rows that share a checksum.
pub(super) const CHUNK_ROWS: usize = CHUNK_BYTES / size_of::<f32>();

/// Everything but the numbers.
#[derive(Debug)]
pub(super) struct NumbersIndex {
    pub(super) facts: NumbersFacts,
    pub(super) summary: Box<[f64]>,
    pub(super) columns: Vec<Vec<Extent>>,
    /// The same numbers row after row, one extent a run of rows; empty when nobody wants them.
    pub(super) by_row: Vec<Extent>,
}

/// What is known about a table.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct NumbersFacts {
    /// The path of the base's source, for people.
    pub(super) source: String,
    /// What the numbers are about, for people.
    pub(super) label: String,
    /// The content of the base.
    pub(super) content: u64,
    /// What computed the numbers.
    pub(super) maker: String,
    pub(super) rows: u64,
    pub(super) columns: u64,
    pub(super) run_rows: u64,
    pub(super) has_rows: bool,
}

impl NumbersIndex {
    /// The index and the trailer behind it, to be written at `offset`.
    pub(super) fn encode(&self, offset: u64) -> Result<Vec<u8>, serde_json::Error> {
        let mut put = Put::default();
        put.bytes(&serde_json::to_vec(&self.facts)?);
        put.numbers(&self.summary);
        for extents in &self.columns {
            put_extents(&mut put, extents);
        }
        if self.facts.has_rows {
            put_extents(&mut put, &self.by_row);
        }
        Ok(NUMBERS_FILE.seal(put.0, offset))
    }

    /// The index that `bytes` hold; `None` when they are not what was written at `place`, or
    /// contradict themselves.
    pub(super) fn decode(bytes: &[u8], place: IndexPlace) -> Option<Self> {
        if checksum(bytes, place.offset) != place.hash {
            return None;
        }
        let mut take = Take(bytes);
        let facts: NumbersFacts = serde_json::from_slice(take.bytes()?).ok()?;
        let rows = usize::try_from(facts.rows).ok()?;
        let run_rows = usize::try_from(facts.run_rows).ok()?;
        if !is_run(run_rows) {
            return None;
        }
        let summary = take.numbers()?;
        let mut columns = Vec::new();
        for _ in 0..facts.columns {
            columns.push(take_extents(&mut take, rows, run_rows)?);
        }
        let by_row = if facts.has_rows {
            let width = columns.len();
            take_extents(&mut take, rows.checked_mul(width)?, run_rows.checked_mul(width)?)?
        } else {
            Vec::new()
        };
        let mut extents = columns.iter().flatten().chain(&by_row);
        let is_whole =
            take.0.is_empty() && extents.all(|extent| extent.encoding == Encoding::Single);
        is_whole.then_some(Self { facts, summary, columns, by_row })
    }
}

/// Whether runs may have so many rows: whole chunks, and no more than a base's.
pub(super) fn is_run(run_rows: usize) -> bool {
    (CHUNK_ROWS..=EXTENT_ROWS).contains(&run_rows) && run_rows.is_multiple_of(CHUNK_ROWS)
}
