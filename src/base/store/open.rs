//! Opens a base through its store: from the store when there is one that fits, otherwise from the
//! source, of which a store is made on the way when it is large.
//!
//! **Invariant**: whatever happens to the store, the base that is opened is what the source holds:
//! a store that does not fit, is damaged or cannot be written costs time, never an answer.

use std::{path::Path, sync::Arc};

use crate::{
    base::{
        assemble::{TableRead, assemble},
        client_base::ClientBase,
        column::Destination,
        error::BaseFault,
        note::BaseNote,
        options::ReadOptions,
    },
    domain::Job,
};

use super::{
    disk::{Disk, RealDisk},
    folder::{self, DEFAULT_FOLDER_LIMIT, StoreFolder},
    identity::SourceNow,
    load::OpenStore,
    locks::{ImportLock, NoLock},
    parts,
    save::{Provenance, save},
    writer::{StoreWriter, WriteFault},
};

/// Reads the source into columns whose rows go where it is told.
pub(in crate::base) type Read<'a> = &'a dyn Fn(&Destination) -> Result<TableRead, BaseFault>;

/// Opens a base.
pub(in crate::base) struct Opening<'a> {
    /// Where stores are kept.
    pub(in crate::base) folder: &'a Path,
    /// The source.
    pub(in crate::base) path: &'a Path,
    /// What the base is called.
    pub(in crate::base) name: &'a str,
    /// What is known about its columns.
    pub(in crate::base) options: &'a ReadOptions,
    /// Who waits for it.
    pub(in crate::base) job: &'a dyn Job,
    /// How the source is read.
    pub(in crate::base) read: Read<'a>,
}

impl Opening<'_> {
    /// The base, from its store or from its source.
    pub(in crate::base) fn open(&self) -> Result<ClientBase, BaseFault> {
        self.open_on(|| Box::new(RealDisk))
    }

    /// The same, writing through this disk.
    pub(super) fn open_on(
        &self,
        disk: impl Fn() -> Box<dyn Disk>,
    ) -> Result<ClientBase, BaseFault> {
        let source = SourceNow::look(self.path)?;
        let stem = folder::stem(&source.path);
        if self.folder.is_dir() {
            parts::clear(self.folder);
        }
        if let Some(base) = self.open_kept(&source, &stem)? {
            return Ok(base);
        }
        // Small bases are never kept, nearly: two programs may read one at the same time.
        let is_large = source.bytes >= self.options.store_from_bytes;
        let _lock = if is_large && parts::make_private_folder(self.folder).is_ok() {
            match ImportLock::wait(self.folder, &stem, self.job) {
                Ok(lock) => {
                    // Another program may have made the store while this one waited.
                    if let Some(base) = self.open_kept(&source, &stem)? {
                        return Ok(base);
                    }
                    Some(lock)
                }
                Err(NoLock::Cancelled) => return Err(BaseFault::Cancelled),
                Err(NoLock::Refused) => None,
            }
        } else {
            None
        };
        match self.import(&source, &stem, disk()) {
            Err(NotImported::Store(fault)) => self.without_store(&source, &fault),
            Err(NotImported::Base(fault)) => Err(fault),
            Ok(base) => Ok(base),
        }
    }

    /// The base from a store that fits the source and the options, if there is one.
    fn open_kept(&self, source: &SourceNow, stem: &str) -> Result<Option<ClientBase>, BaseFault> {
        for path in StoreFolder::new(self.folder).files(stem) {
            let Some(store) = OpenStore::open(&path) else { continue };
            let facts = store.facts();
            if !facts.reading.serves(self.options) || !source.resembles(&facts.identity) {
                continue;
            }
            if store.state != source.state {
                if !source.is(&facts.identity, self.job)? {
                    continue;
                }
                store.remember(source.state);
            }
            let Some(table) = store.table(self.options) else { continue };
            let base = assemble(self.name, table, self.options);
            if base.as_ref().is_ok_and(|base| base.fault().is_some()) {
                continue;
            }
            folder::mark_used(&path);
            return base.map(Some);
        }
        Ok(None)
    }

    fn import(
        &self,
        source: &SourceNow,
        stem: &str,
        disk: Box<dyn Disk>,
    ) -> Result<ClientBase, NotImported> {
        let writer = Arc::new(StoreWriter::new(
            self.folder,
            disk,
            source.bytes,
            self.options.store_from_bytes,
        ));
        let table = (self.read)(&Destination::store(Arc::clone(&writer)));
        // What the disk refused explains whatever went wrong afterwards.
        writer.check()?;
        let table = table?;
        if !writer.is_wanted() || table.ids.is_empty() {
            return Ok(assemble(self.name, table, self.options)?);
        }
        let identity = source.identity(self.job)?;
        if SourceNow::look(self.path)? != *source {
            return Err(BaseFault::Changed.into());
        }
        let folder = StoreFolder::new(self.folder);
        let to = folder.file(stem, &wishes(self.options));
        let provenance =
            Provenance { source: &source.path, identity, state: source.state, to: &to };
        save(&writer, &table, &provenance)?;
        // What was computed from the copy before is about other bytes.
        folder.remove_numbers_of(&to);
        drop(table);
        remove_stale(source, stem, &folder);
        folder.make_room(DEFAULT_FOLDER_LIMIT);
        match self.open_kept(source, stem)? {
            Some(base) => Ok(base),
            // Written, and not to be read: a disk that forgets.
            None => Err(NotImported::Store(WriteFault {
                kind: std::io::ErrorKind::InvalidData,
                written: writer.end(),
            })),
        }
    }

    /// The base in memory, with a note that says why; or what is to be done when it does not fit.
    fn without_store(
        &self,
        source: &SourceNow,
        fault: &WriteFault,
    ) -> Result<ClientBase, BaseFault> {
        let folder = self.folder.to_owned();
        match (self.read)(&Destination::default()) {
            Ok(mut table) => {
                table.notes.push(BaseNote::NotKept { folder, reason: fault.kind.to_string() });
                assemble(self.name, table, self.options)
            }
            Err(BaseFault::TooLarge { limit_bytes }) => Err(BaseFault::NotKept {
                folder,
                reason: fault.kind.to_string(),
                needed_bytes: source.bytes.max(fault.written),
                limit_bytes,
            }),
            Err(other) => Err(other),
        }
    }
}

/// Removes the stores of what the source was before.
fn remove_stale(source: &SourceNow, stem: &str, folder: &StoreFolder) {
    for path in folder.files(stem) {
        let fits =
            OpenStore::open(&path).is_some_and(|store| source.resembles(&store.facts().identity));
        if !fits {
            // Somebody may use it still; then it goes next time.
            if folder::remove(&path).unwrap_or(false) {
                folder.remove_numbers_of(&path);
            }
        }
    }
}

/// What decides how the source is read, in one line that is the same for the same wishes.
fn wishes(options: &ReadOptions) -> String {
    let mut numeric = options.numeric.clone();
    numeric.sort_unstable();
    let mut text: Vec<_> = options.text.iter().map(|f| (&f.name, &f.labels)).collect();
    text.sort_unstable();
    format!(
        "{:?} {} {:?} {:?} {:?} {numeric:?} {text:?}",
        options.id_column,
        options.number_clients,
        options.short_rows,
        options.encoding,
        options.decimal_mark,
    )
}

enum NotImported {
    /// The disk refused; the source may be fine.
    Store(WriteFault),
    /// The source cannot be read.
    Base(BaseFault),
}

impl From<WriteFault> for NotImported {
    fn from(fault: WriteFault) -> Self {
        Self::Store(fault)
    }
}

impl From<BaseFault> for NotImported {
    fn from(fault: BaseFault) -> Self {
        match fault {
            BaseFault::StoreFailed => {
                Self::Store(WriteFault { kind: std::io::ErrorKind::Other, written: 0 })
            }
            fault => Self::Base(fault),
        }
    }
}
