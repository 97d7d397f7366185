//! The values of a feature as pages of a Parquet file.
//!
//! Depends on [`super::chunk`], whose values stand as the specification of Parquet wants them already
//! (<https://parquet.apache.org/docs/file-format/data-pages/encodings/>): places among a few values as
//! bits side by side, values that mostly differ one behind the other, and a bit for each client who has
//! one. Here they are given their type, headers and lengths.

use std::{
    mem,
    sync::{Mutex, PoisonError},
};

use polars::error::PolarsResult;
use polars_parquet::{
    parquet::{
        CowBuffer,
        page::{DataPage, DataPageHeader, DataPageHeaderV1, DictPage},
    },
    write::{CompressedPage, CompressionOptions, Descriptor, Encoding, Page, compress},
};

use super::{
    chunk::{Cells, Chunk, Given},
    packed::Packed,
    range::Kind,
};

/// Memory of pages that are written, for those that come next.
#[derive(Debug, Default)]
pub(super) struct Buffers(Mutex<Vec<Vec<u8>>>);

impl Buffers {
    /// Takes back the memory of `pages`, which are written.
    pub(super) fn keep(&self, pages: Vec<CompressedPage>) {
        let buffer = |page: CompressedPage| match page {
            CompressedPage::Data(mut page) => Some(mem::take(page.slice_mut().to_mut())),
            CompressedPage::Dict(_) => None,
        };
        let buffers = pages.into_iter().filter_map(buffer);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend(buffers);
    }

    /// An empty buffer.
    fn take(&self) -> Vec<u8> {
        let buffer = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut buffer = buffer.unwrap_or_default();
        buffer.clear();
        buffer
    }
}

/// The pages of `chunk` in a column of this type: its few values, if it has only a few, and the data.
///
/// They are not compressed: few values take a few bits each already, and of values that mostly differ
/// little is left to compress for the time that it takes.
pub(super) fn pages(
    chunk: &Chunk,
    kind: Kind,
    descriptor: &Descriptor,
    buffers: &Buffers,
) -> PolarsResult<Vec<CompressedPage>> {
    let mut data = buffers.take();
    put_given(&mut data, chunk);
    let page = |data: Vec<u8>, encoding: Encoding| {
        let header = DataPageHeader::V1(DataPageHeaderV1 {
            num_values: (chunk.rows() as u32).cast_signed(),
            encoding: encoding.into(),
            definition_level_encoding: Encoding::Rle.into(),
            repetition_level_encoding: Encoding::Rle.into(),
            statistics: None,
        });
        Page::Data(DataPage::new(header, CowBuffer::Owned(data), descriptor.clone(), chunk.rows()))
    };
    let pages = match chunk.cells() {
        Cells::Coded { values, codes } => {
            let mut few = Vec::new();
            put_plain(&mut few, values, kind);
            let few = Page::Dict(DictPage::new(CowBuffer::Owned(few), values.len(), false));
            put_codes(&mut data, codes);
            vec![few, page(data, Encoding::RleDictionary)]
        }
        Cells::Plain(values) => {
            put_plain(&mut data, values, kind);
            vec![page(data, Encoding::Plain)]
        }
    };
    let finished = |page| Ok(compress(page, Vec::new(), CompressionOptions::Uncompressed)?);
    pages.into_iter().map(finished).collect()
}

/// Which rows have a value: the length in bytes, then runs of levels, which are 1 or 0.
fn put_given(data: &mut Vec<u8>, chunk: &Chunk) {
    const LENGTH: usize = size_of::<u32>();
    data.extend_from_slice(&[0; LENGTH]);
    match chunk.given() {
        Given::All => put_run(data, chunk.rows(), 1),
        Given::None => put_run(data, chunk.rows(), 0),
        Given::Some(bits) => {
            put_packed(data, bits.len());
            data.extend_from_slice(bits);
        }
    }
    let length = (data.len() - LENGTH) as u32;
    if let Some(room) = data.get_mut(..LENGTH) {
        room.copy_from_slice(&length.to_le_bytes());
    }
}

/// Places among few values: the bits that each takes, then a run of them.
fn put_codes(data: &mut Vec<u8>, codes: &Packed) {
    data.push(codes.width() as u8);
    if codes.iter().all(|code| code == 0) {
        put_run(data, codes.count(), 0);
    } else {
        put_packed(data, codes.count().div_ceil(8));
        data.extend_from_slice(codes.bytes());
    }
}

/// A run of one number of at most eight bits.
fn put_run(data: &mut Vec<u8>, count: usize, number: u8) {
    put_whole(data, count << 1);
    data.push(number);
}

/// What stands before a run of packed numbers, so many times eight.
fn put_packed(data: &mut Vec<u8>, eights: usize) {
    put_whole(data, eights << 1 | 1);
}

/// A whole number, seven bits a byte, the lowest first; the highest bit says that more follow.
fn put_whole(data: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        data.push(number as u8 | 0x80);
        number >>= 7;
    }
    data.push(number as u8);
}

/// The values in this type, which holds them exactly.
fn put_plain(data: &mut Vec<u8>, values: &[f64], kind: Kind) {
    match kind {
        Kind::Int8 | Kind::Int16 | Kind::Int32 => {
            put_each(data, values, |value| (value as i32).to_le_bytes());
        }
        Kind::Single => put_each(data, values, |value| (value as f32).to_le_bytes()),
        Kind::Double => put_each(data, values, f64::to_le_bytes),
    }
}

fn put_each<const BYTES: usize>(
    data: &mut Vec<u8>,
    values: &[f64],
    bytes: impl Fn(f64) -> [u8; BYTES],
) {
    let start = data.len();
    data.resize(start + values.len() * BYTES, 0);
    let rooms = data.get_mut(start..).unwrap_or_default().as_chunks_mut::<BYTES>().0;
    for (room, value) in rooms.iter_mut().zip(values) {
        *room = bytes(*value);
    }
}
