//! Writes what was read of a source into its store.

use std::path::Path;

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use crate::base::{
    assemble::TableRead,
    column::{Column, ColumnKind, Spread},
    id_index::{IdIndex, Numbers},
};

use super::{
    details,
    extent::{Blob, Extent},
    identity::Identity,
    index::{BASE_FILE, ColumnFacts, Facts, IdFacts, Index},
    writer::{StoreWriter, WriteFault},
};

/// Where a store comes from and where it goes.
pub(super) struct Provenance<'a> {
    /// The source.
    pub(super) source: &'a Path,
    /// What is remembered of it.
    pub(super) identity: Identity,
    /// Its state, of which the times are part.
    pub(super) state: u64,
    /// The store's final name.
    pub(super) to: &'a Path,
}

/// Writes everything that is not written yet, and gives the store its name.
///
/// # Errors
/// When the disk refuses; nothing bears the store's name then.
pub(super) fn save(
    writer: &StoreWriter,
    table: &TableRead,
    provenance: &Provenance<'_>,
) -> Result<(), WriteFault> {
    if save_all(writer, table, provenance).is_none() {
        writer.check()?;
        return Err(WriteFault { kind: std::io::ErrorKind::InvalidData, written: writer.end() });
    }
    writer.publish(&BASE_FILE.header(provenance.state), provenance.to)
}

fn save_all(writer: &StoreWriter, table: &TableRead, provenance: &Provenance<'_>) -> Option<()> {
    let written = table.columns.par_iter().map(|column| save_column(writer, column));
    let written: Vec<_> = written.collect::<Option<_>>()?;
    let (facts, columns) = written.into_iter().unzip();
    let facts = Facts {
        source: provenance.source.display().to_string(),
        identity: provenance.identity,
        rows: table.ids.len() as u64,
        reading: table.reading.clone(),
        notes: table.notes.clone(),
        ids: save_ids(writer, &table.ids)?,
        columns: facts,
    };
    // Nobody writes any more: what comes next stands where the file ends.
    let index = Index { facts, columns }.encode(writer.end()).ok()?;
    writer.append(&index).map(|_| ())
}

/// What the index says about a column: what is known, where its numbers lie, where its cells are.
type Saved = (ColumnFacts, (Option<Spread>, Vec<Extent>));

fn save_column(writer: &StoreWriter, column: &Column) -> Option<Saved> {
    column.survey();
    let (extents, known) = column.write(writer)?;
    let marks = match column.distinct() {
        Some(_) => None,
        None => Some(writer.write_blob(&details::encode_marks(column.marks()))?),
    };
    let facts = ColumnFacts {
        name: column.name().to_owned(),
        is_text: column.kind() == ColumnKind::Text,
        missing: column.missing() as u64,
        details: writer.write_blob(&details::encode(&known))?,
        marks,
    };
    Some((facts, (column.spread().cloned(), extents)))
}

fn save_ids(writer: &StoreWriter, ids: &IdIndex) -> Option<IdFacts> {
    if let Some(numbers) = ids.as_numbers() {
        return Some(match numbers {
            Numbers::Short(ids) => IdFacts::Short(write_shorts(writer, ids)?),
            Numbers::Long(ids) => {
                let bytes: Vec<u8> = ids.iter().flat_map(|id| id.to_le_bytes()).collect();
                IdFacts::Long(writer.write_blob(&bytes)?)
            }
        });
    }
    let (words, [by_spelling, by_nature]) = ids.as_words()?;
    let (text, ends) = words.parts();
    Some(IdFacts::Words {
        text: writer.write_blob(text.as_bytes())?,
        ends: write_shorts(writer, ends)?,
        by_spelling: write_shorts(writer, by_spelling)?,
        by_nature: write_shorts(writer, by_nature)?,
    })
}

fn write_shorts(writer: &StoreWriter, numbers: &[u32]) -> Option<Blob> {
    let bytes: Vec<u8> = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
    writer.write_blob(&bytes)
}
