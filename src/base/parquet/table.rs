//! A table in one or several Parquet files.

use std::{
    borrow::Cow,
    collections::HashSet,
    io::Read as _,
    sync::atomic::{AtomicU64, Ordering},
};

use rayon::iter::{IntoParallelRefMutIterator as _, ParallelIterator as _};

use crate::{
    base::{
        assemble::{Parts, assemble, named},
        client_base::ClientBase,
        detect::{Chosen, MOST_ID_GUESSES, choose_id, choose_outcome},
        error::BaseFault,
        note::ChoiceReason,
        options::ReadOptions,
        stream::{Source, Wrapping, fault_of_io},
    },
    domain::{Cancelled, Job, SilentJob},
};

use super::{
    cells::Ids,
    file::{CellKind, FileColumn, Footer, ParquetFile},
    parts::Part,
    work::{ColumnInWork, Finished, finish, plan},
};

/// One table in one or several files.
#[derive(Clone, Copy)]
pub(super) struct ParquetTable<'a> {
    /// Its files, at least one.
    pub(super) parts: &'a [Part],
    /// The bytes of the only part, when they are in memory already.
    pub(super) bytes: Option<&'a [u8]>,
    /// What is known about its columns.
    pub(super) options: &'a ReadOptions,
    /// Who waits for it.
    pub(super) job: &'a dyn Job,
}

/// A stretch of the way, told to the job as the part of the whole that it is.
struct Stretch<'a> {
    job: &'a dyn Job,
    behind: u64,
    total: u64,
}

impl Job for Stretch<'_> {
    fn progress(&self, done: u64, _: u64) -> Result<(), Cancelled> {
        self.job.progress((self.behind + done).min(self.total), self.total)
    }
}

impl<'a> ParquetTable<'a> {
    /// The base that it holds, called `name`.
    pub(super) fn read(self, name: &str) -> Result<ClientBase, BaseFault> {
        let columns = self.columns()?;
        let names: Vec<String> = columns.iter().map(|(column, _)| column.name.clone()).collect();
        let outcome = choose_outcome(&names, self.options)?;
        let mut refuted = HashSet::new();
        loop {
            let id = choose_id(&names, self.options, |column| {
                !refuted.contains(&column) && self.differs(&columns, column)
            })?;
            let work = self.read_columns(&columns, id)?;
            let Finished { ids, columns, notes } = finish(work)?;
            let base = assemble(Parts {
                name: name.to_owned(),
                ids,
                id_column: named(id, &names),
                columns,
                outcome: named(outcome, &names),
                notes,
            })?;
            match id {
                Some(Chosen { column, reason: ChoiceReason::Distinct })
                    if !base.ids().duplicates().is_empty() && refuted.len() < MOST_ID_GUESSES =>
                {
                    refuted.insert(column);
                }
                _ => return Ok(base),
            }
        }
    }

    fn source<'b>(self, part: &'b Part) -> Source<'b>
    where
        'a: 'b,
    {
        self.bytes.map_or(Source::File(&part.path), Source::Bytes)
    }

    /// Gives a part to `read`, once it is in memory; `job` hears of its bytes.
    fn with_part<T>(
        self,
        part: &Part,
        job: &dyn Job,
        read: impl FnOnce(&ParquetFile<'_>) -> Result<T, BaseFault>,
    ) -> Result<T, BaseFault> {
        let limit_bytes = self.options.memory_limit_bytes;
        let source = self.source(part);
        if source.len().map_err(fault_of_io)? > limit_bytes {
            return Err(BaseFault::TooLarge { limit_bytes });
        }
        let bytes = match source {
            Source::Bytes(bytes) => Cow::Borrowed(bytes),
            Source::File(_) => source.with_bytes(Wrapping::Plain, job, |inner| {
                let mut bytes = Vec::new();
                // A file that grows meanwhile is not followed for ever.
                inner.take(limit_bytes).read_to_end(&mut bytes).map_err(fault_of_io)?;
                Ok(Cow::Owned(bytes))
            })?,
        };
        let result = ParquetFile::new(&bytes).and_then(|file| read(&file));
        result.map_err(|fault| self.in_part(part, fault))
    }

    /// `fault`, with the part's name when there are several.
    fn in_part(self, part: &Part, fault: BaseFault) -> BaseFault {
        let detail = match fault {
            BaseFault::Damaged { detail } if self.parts.len() > 1 => detail,
            BaseFault::Empty if self.parts.len() > 1 => "it is empty".to_owned(),
            other => return other,
        };
        BaseFault::Damaged { detail: format!("part `{}`: {detail}", part.name) }
    }

    /// The columns of the table, which all parts must have, and whether each is given by the
    /// folders' names.
    fn columns(self) -> Result<Vec<(FileColumn, bool)>, BaseFault> {
        let mut table: Vec<FileColumn> = Vec::new();
        for (position, part) in self.parts.iter().enumerate() {
            self.job.progress(0, 0)?;
            let footer = Footer::read(self.source(part));
            let own = footer.map_err(|fault| self.in_part(part, fault))?.columns;
            if position == 0 {
                table = own;
            } else {
                agree(&mut table, &own, part)?;
            }
        }
        let mut columns: Vec<(FileColumn, bool)> =
            table.into_iter().map(|column| (column, false)).collect();
        let mut shared: Vec<String> = Vec::new();
        for (name, _) in self.parts.iter().flat_map(|part| &part.shared) {
            // A writer that repeats the folder's value in the file has written it once.
            let in_file = columns.iter().any(|(column, _)| column.name == *name);
            if !in_file && !shared.contains(name) {
                shared.push(name.clone());
            }
        }
        for name in shared {
            let mut values = self.parts.iter().filter_map(|part| part.shared_value(&name));
            let cells = if values.all(is_plain_number) { CellKind::Number } else { CellKind::Word };
            columns.push((FileColumn { name, cells }, true));
        }
        Ok(columns)
    }

    /// Whether a column of the first part could identify its clients.
    fn differs(self, columns: &[(FileColumn, bool)], column: usize) -> bool {
        let Some((column, false)) = columns.get(column) else {
            return false;
        };
        let differs = self.parts.first().map(|part| {
            self.with_part(part, &SilentJob, |file| {
                let Some(series) = file.read_column(&column.name)? else {
                    return Ok(false);
                };
                let mut ids = Ids::default();
                ids.push(&series)?;
                let distinct: HashSet<&str> = ids.texts.iter().map(AsRef::as_ref).collect();
                let whole = series.dtype().is_integer() || column.cells == CellKind::Word;
                Ok(whole && ids.missing.is_empty() && distinct.len() == ids.texts.len())
            })
        });
        matches!(differs, Some(Ok(true)))
    }

    /// Reads every column of every part.
    fn read_columns(
        self,
        columns: &[(FileColumn, bool)],
        id: Option<Chosen>,
    ) -> Result<Vec<ColumnInWork>, BaseFault> {
        let mut work = plan(columns, id, self.options)?;
        let limit_bytes = self.options.memory_limit_bytes;
        let mut sizes = Vec::with_capacity(self.parts.len());
        for part in self.parts {
            sizes.push(self.source(part).len().map_err(fault_of_io)?);
        }
        // Every byte is read once and decoded once.
        let total = 2 * sizes.iter().sum::<u64>();
        let mut behind = 0;
        for (part, size) in self.parts.iter().zip(sizes) {
            let used: u64 = work.iter().map(ColumnInWork::bytes).sum();
            let bytes = AtomicU64::new(used);
            let columns = work.len() as u64;
            let begun = AtomicU64::new(0);
            let reading = Stretch { job: self.job, behind, total };
            let decoding = Stretch { job: self.job, behind: behind + size, total };
            self.with_part(part, &reading, |file| {
                work.par_iter_mut().try_for_each(|column| {
                    let begun = begun.fetch_add(1, Ordering::Relaxed);
                    decoding.progress(size * begun / columns, size)?;
                    let before = column.bytes();
                    column.push(file, part)?;
                    let more = column.bytes().saturating_sub(before);
                    if bytes.fetch_add(more, Ordering::Relaxed) + more > limit_bytes {
                        return Err(BaseFault::TooLarge { limit_bytes });
                    }
                    Ok(())
                })
            })?;
            behind += 2 * size;
        }
        self.job.progress(total, total)?;
        Ok(work)
    }
}

/// Compares the columns of one more part with those of the parts before it, and learns from it
/// what columns hold that held nothing there.
fn agree(table: &mut [FileColumn], own: &[FileColumn], part: &Part) -> Result<(), BaseFault> {
    let disagree = |column: &str, problem, others| BaseFault::PartsDisagree {
        part: part.name.clone(),
        column: column.to_owned(),
        problem,
        others,
    };
    for column in own {
        if !table.iter().any(|known| known.name == column.name) {
            return Err(disagree(&column.name, "has", "do not have"));
        }
    }
    for known in table {
        let Some(column) = own.iter().find(|column| column.name == known.name) else {
            return Err(disagree(&known.name, "lacks", "have"));
        };
        match (&known.cells, &column.cells) {
            (CellKind::Nothing, cells) => known.cells = cells.clone(),
            (_, CellKind::Nothing) => {}
            (left, right) if left == right => {}
            _ => return Err(disagree(&known.name, "has another type for", "agree on")),
        }
    }
    Ok(())
}

/// Whether `text` is how a number is written, with no zero to lose at its start.
fn is_plain_number(text: &str) -> bool {
    text.parse::<f64>().is_ok_and(|number| number.is_finite() && number.to_string() == text)
}
