//! The index of a store: everything but the cells, at the end of the file.
//!
//! ```text
//! header     magic, version, state of the source, checksum           64 bytes, rewritten in place
//! extents    and blobs, one behind the other
//! index      facts as JSON, then spreads and extents of each column
//! trailer    where the index is, its checksum, version, magic        40 bytes
//! ```
//!
//! Depends on `bytes`, `extent` and `frame`. **Invariant**: no count is believed beyond the bytes that were
//! read and whose checksum was right; an index of another version is not looked into.

use serde::{Deserialize, Serialize};

use crate::base::{column::Spread, note::BaseNote};

use super::{
    bytes::{Put, Take},
    extent::{Blob, CHUNK_BYTES, EXTENT_ROWS, Encoding, Extent, checksum},
    frame::{FileKind, IndexPlace},
    identity::Identity,
    reading::Reading,
};

/// The files that are kept bases.
pub(super) const BASE_FILE: FileKind = FileKind { magic: b"clairscr", version: 2 };

/// Everything but the cells.
#[derive(Debug)]
pub(super) struct Index {
    pub(super) facts: Facts,
    pub(super) columns: Vec<(Option<Spread>, Vec<Extent>)>,
}

/// What is known about a base.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Facts {
    /// The path of the source, for people.
    pub(super) source: String,
    pub(super) identity: Identity,
    pub(super) rows: u64,
    pub(super) reading: Reading,
    pub(super) notes: Vec<BaseNote>,
    pub(super) ids: IdFacts,
    pub(super) columns: Vec<ColumnFacts>,
}

/// Where the identifiers are.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) enum IdFacts {
    /// Four bytes each.
    Short(Blob),
    /// Eight bytes each.
    Long(Blob),
    /// Their text, where each ends in it, and the rows by spelling and as people count.
    Words { text: Blob, ends: Blob, by_spelling: Blob, by_nature: Blob },
}

/// What is known about a column.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct ColumnFacts {
    pub(super) name: String,
    pub(super) is_text: bool,
    pub(super) missing: u64,
    pub(super) details: Blob,
    /// Only where the distinct values are not known.
    pub(super) marks: Option<Blob>,
}

/// Numbers that are no spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Misfit;

impl Index {
    /// The index and the trailer behind it, to be written at `offset`.
    pub(super) fn encode(&self, offset: u64) -> Result<Vec<u8>, serde_json::Error> {
        let mut put = Put::default();
        put.bytes(&serde_json::to_vec(&self.facts)?);
        for (spread, extents) in &self.columns {
            put_spread(&mut put, spread.as_ref());
            put_extents(&mut put, extents);
        }
        Ok(BASE_FILE.seal(put.0, offset))
    }

    /// The index that `bytes` hold; `None` when they are not what was written at `place`, or
    /// contradict themselves.
    pub(super) fn decode(bytes: &[u8], place: IndexPlace) -> Option<Self> {
        if checksum(bytes, place.offset) != place.hash {
            return None;
        }
        let mut take = Take(bytes);
        let facts: Facts = serde_json::from_slice(take.bytes()?).ok()?;
        let rows = usize::try_from(facts.rows).ok()?;
        let mut columns = Vec::new();
        for _ in &facts.columns {
            let spread = spread_of(&take.numbers()?).ok()?;
            columns.push((spread, take_extents(&mut take, rows, EXTENT_ROWS)?));
        }
        take.0.is_empty().then_some(Self { facts, columns })
    }
}

/// The extents of a column.
pub(super) fn put_extents(put: &mut Put, extents: &[Extent]) {
    put.int(extents.len() as u64);
    for extent in extents {
        put.byte(extent.encoding.as_byte());
        put.int(u64::from(extent.rows));
        put.int(extent.offset);
        put.ints(&extent.hashes);
    }
}

/// The extents of a column of `rows` rows, each of `full` rows but the last.
pub(super) fn take_extents(take: &mut Take<'_>, rows: usize, full: usize) -> Option<Vec<Extent>> {
    let count = usize::try_from(take.int()?).ok()?;
    if count != rows.div_ceil(full) {
        return None;
    }
    let mut extents = Vec::new();
    for place in 0..count {
        let encoding = Encoding::of_byte(take.byte()?)?;
        let own = u32::try_from(take.int()?).ok()?;
        let (offset, hashes) = (take.int()?, take.ints()?);
        let extent = Extent { encoding, rows: own, offset, hashes };
        let expected = (rows - place * full).min(full);
        if own as usize != expected || extent.hashes.len() != extent.bytes().div_ceil(CHUNK_BYTES) {
            return None;
        }
        extents.push(extent);
    }
    Some(extents)
}

fn put_spread(put: &mut Put, spread: Option<&Spread>) {
    let Some(spread) = spread else {
        put.numbers(&[]);
        return;
    };
    // No number of a column is NaN.
    let alone = |number: Option<f64>| number.unwrap_or(f64::NAN);
    put.numbers(&[
        spread.min,
        spread.max,
        alone(spread.alone_low),
        alone(spread.alone_high),
        spread.rest_min,
        spread.rest_max,
        spread.low,
        spread.high,
    ]);
}

/// The spread that these numbers stand for; `None` without a number.
fn spread_of(numbers: &[f64]) -> Result<Option<Spread>, Misfit> {
    let alone = |number: f64| Some(number).filter(|number| !number.is_nan());
    match *numbers {
        [] => Ok(None),
        [min, max, alone_low, alone_high, rest_min, rest_max, low, high] => Ok(Some(Spread {
            min,
            max,
            alone_low: alone(alone_low),
            alone_high: alone(alone_high),
            rest_min,
            rest_max,
            low,
            high,
        })),
        _ => Err(Misfit),
    }
}
