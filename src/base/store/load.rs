//! Opens a store: header, trailer, index and identifiers are read and verified; cells are not
//! touched before somebody asks for them.
//!
//! **Invariant**: a store that is not in every respect what this version writes is no store: the
//! answer is `None`, and the base is read from its source again.

use std::{
    fs::{File, OpenOptions},
    path::Path,
    sync::Arc,
};

use crate::base::{
    assemble::TableRead,
    column::{Column, ColumnKind, ReadDetails, StoredColumn, Words},
    id_index::{IdIndex, Ids, Numbers},
    options::ReadOptions,
};

use super::{
    details,
    disk::{Disk as _, RealDisk},
    extent::Blob,
    file::{KeptBase, StoreFile},
    frame::TRAILER_BYTES,
    index::{BASE_FILE, ColumnFacts, Facts, IdFacts, Index},
    writer::HEADER_BYTES,
};

/// A store whose index was read.
#[derive(Debug)]
pub(super) struct OpenStore {
    handle: Arc<File>,
    file: Arc<StoreFile>,
    index: Index,
    /// The state in which its source was seen last.
    pub(super) state: u64,
}

impl OpenStore {
    /// The store at `path`; while it is open, no program removes it.
    pub(super) fn open(path: &Path) -> Option<Self> {
        // Without the right to write, the header alone cannot be brought up to date.
        let handle = OpenOptions::new().read(true).write(true).open(path);
        let handle = handle.or_else(|_| File::open(path)).ok()?;
        handle.try_lock_shared().ok()?;
        let handle = Arc::new(handle);
        let file = StoreFile::new(Arc::clone(&handle), path.to_owned());
        let bytes = file.len().ok()?;
        let state = BASE_FILE.state_of(&file.read(0, HEADER_BYTES).ok()?)?;
        let trailer = file.read(bytes.checked_sub(TRAILER_BYTES)?, TRAILER_BYTES).ok()?;
        let place = BASE_FILE.place_of(&trailer, bytes)?;
        let index = Index::decode(&file.read(place.offset, place.bytes).ok()?, place)?;
        let kept = KeptBase {
            file: path.to_owned(),
            source: index.facts.source.clone(),
            content: place.hash,
        };
        Some(Self { handle, file: Arc::new(file.known_as(kept)), index, state })
    }

    /// What is known about the base.
    pub(super) fn facts(&self) -> &Facts {
        &self.index.facts
    }

    /// Remembers the state in which the source was seen now.
    pub(super) fn remember(&self, state: u64) {
        if state != self.state {
            // When it cannot be written, the source is hashed again next time.
            let _ = RealDisk.write_at(&self.handle, &BASE_FILE.header(state), 0);
        }
    }

    /// The table; `None` when what the index refers to is not there.
    pub(super) fn table(self, options: &ReadOptions) -> Option<TableRead> {
        let Index { facts, columns } = self.index;
        let rows = usize::try_from(facts.rows).ok()?;
        let ids = load_ids(&self.file, facts.ids)?;
        let id = facts.reading.chosen_id(options).ok()?;
        let id_name = id.and_then(|id| facts.reading.columns.get(id.column));
        let id_name = id_name.map(|column| column.name.clone()).unwrap_or_default();
        let ids = IdIndex::new(id_name, ids).ok()?;
        let columns = facts.columns.into_iter().zip(columns).map(|(column, (spread, extents))| {
            let ColumnFacts { name, is_text, missing, details, marks } = column;
            Column::stored(
                &self.file,
                StoredColumn {
                    name,
                    kind: if is_text { ColumnKind::Text } else { ColumnKind::Number },
                    rows,
                    missing: missing as usize,
                    spread,
                    extents: extents.into(),
                    details: ReadDetails::From(details, details::decode),
                    marks: marks.map(|marks| (marks, details::decode_marks as _)),
                },
            )
        });
        let columns = columns.collect();
        if ids.len() != rows {
            return None;
        }
        let (notes, reading) = (facts.notes, facts.reading);
        Some(TableRead { ids, id, columns, notes, reading, file: Some(self.file) })
    }
}

fn load_ids(file: &StoreFile, facts: IdFacts) -> Option<Ids> {
    Some(match facts {
        IdFacts::Short(blob) => Ids::Numbers(Numbers::Short(shorts(file, &blob)?)),
        IdFacts::Long(blob) => {
            let bytes = file.blob(&blob)?;
            let ids = bytes.as_chunks().0.iter().map(|id| u64::from_le_bytes(*id));
            Ids::Numbers(Numbers::Long(ids.collect()))
        }
        IdFacts::Words { text, ends, by_spelling, by_nature } => {
            let text = String::from_utf8(file.blob(&text)?).ok()?;
            let words = Words::of_parts(text.into(), shorts(file, &ends)?)?;
            let (by_spelling, by_nature) = (shorts(file, &by_spelling)?, shorts(file, &by_nature)?);
            let is_whole = [&by_spelling, &by_nature].iter().all(|rows| rows.len() == words.len());
            is_whole.then_some(Ids::Sorted(words, by_spelling, by_nature))?
        }
    })
}

fn shorts(file: &StoreFile, blob: &Blob) -> Option<Box<[u32]>> {
    let bytes = file.blob(blob)?;
    Some(bytes.as_chunks().0.iter().map(|number| u32::from_le_bytes(*number)).collect())
}
