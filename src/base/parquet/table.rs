//! A table in one or several Parquet files.

use std::{
    cell::RefCell,
    collections::HashMap,
    sync::atomic::{AtomicU64, Ordering},
};

use rayon::iter::{IntoParallelRefMutIterator as _, ParallelIterator as _};

use crate::{
    base::{
        assemble::TableRead,
        column::Destination,
        detect::{Chosen, MOST_ID_GUESSES, choose_id, choose_outcome},
        error::BaseFault,
        id_index::IdIndex,
        note::ChoiceReason,
        options::ReadOptions,
        store::Reading,
        stream::{Source, fault_of_io},
    },
    domain::Job,
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
    /// Where its rows go.
    pub(super) destination: &'a Destination,
}

impl<'a> ParquetTable<'a> {
    /// What it holds.
    pub(super) fn read(self) -> Result<TableRead, BaseFault> {
        let columns = self.columns()?;
        let names: Vec<String> = columns.iter().map(|(column, _)| column.name.clone()).collect();
        choose_outcome(&names, self.options)?;
        // What was found out about the columns that might identify the clients.
        let looked: RefCell<HashMap<usize, bool>> = RefCell::default();
        let mut refutations = 0;
        loop {
            let id = choose_id(&names, self.options, |column| {
                let known = looked.borrow().get(&column).copied();
                known.unwrap_or_else(|| {
                    let differs = self.differs(&columns, column);
                    looked.borrow_mut().insert(column, differs);
                    differs
                })
            })?;
            let work = self.read_columns(&columns, id)?;
            let id_place = id.map(|id| id.column);
            let Finished { ids, columns, mut readings, notes } =
                finish(work, id_place, self.destination)?;
            let id_name = id.and_then(|id| names.get(id.column)).cloned().unwrap_or_default();
            let ids = IdIndex::new(id_name.clone(), ids)
                .map_err(|_| BaseFault::IdsTooLong { column: id_name })?;
            match id {
                Some(Chosen { column, reason: ChoiceReason::Distinct })
                    if !ids.duplicates().is_empty() && refutations < MOST_ID_GUESSES =>
                {
                    refutations += 1;
                    looked.borrow_mut().insert(column, false);
                }
                _ => {
                    for (column, differs) in looked.into_inner() {
                        if let Some(reading) = readings.get_mut(column) {
                            reading.may_identify = Some(differs);
                        }
                    }
                    let reading = Reading::new(readings, id_place, false, self.options);
                    return Ok(TableRead { ids, id, columns, notes, reading, file: None });
                }
            }
        }
    }

    fn source<'b>(self, part: &'b Part) -> Source<'b>
    where
        'a: 'b,
    {
        self.bytes.map_or(Source::File(&part.path), Source::Bytes)
    }

    /// Gives a part to `read`, once its footer was read.
    fn with_part<T>(
        self,
        part: &Part,
        read: impl FnOnce(&ParquetFile<'_>) -> Result<T, BaseFault>,
    ) -> Result<T, BaseFault> {
        let result = ParquetFile::open(self.source(part)).and_then(|file| read(&file));
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
            self.with_part(part, |file| {
                let mut ids = Ids::default();
                let mut is_whole = column.cells == CellKind::Word;
                for group in 0..file.footer.groups() {
                    let Some(series) = file.read_column(&column.name, group)? else {
                        return Ok(false);
                    };
                    is_whole |= series.dtype().is_integer();
                    ids.push(&series)?;
                }
                if !is_whole || !ids.missing.is_empty() {
                    return Ok(false);
                }
                let ids = ids.builder.finish(String::from_utf8_lossy);
                let ids = ids.and_then(|ids| IdIndex::new(column.name.clone(), ids));
                Ok(ids.is_ok_and(|ids| !ids.is_empty() && ids.duplicates().is_empty()))
            })
        });
        matches!(differs, Some(Ok(true)))
    }

    /// Reads every column of every part, group of rows by group of rows.
    fn read_columns(
        self,
        columns: &[(FileColumn, bool)],
        id: Option<Chosen>,
    ) -> Result<Vec<ColumnInWork>, BaseFault> {
        let mut work = plan(columns, id, self.options, self.destination)?;
        let limit_bytes = self.options.memory_limit_bytes;
        let mut sizes = Vec::with_capacity(self.parts.len());
        for part in self.parts {
            sizes.push(self.source(part).len().map_err(fault_of_io)?);
        }
        let total: u64 = sizes.iter().sum();
        let mut behind = 0;
        for (part, size) in self.parts.iter().zip(sizes) {
            self.with_part(part, |file| {
                let groups = file.footer.groups();
                for group in 0..groups {
                    let used: u64 = work.iter().map(ColumnInWork::bytes).sum();
                    let bytes = AtomicU64::new(used);
                    let steps = (groups * work.len()) as u64;
                    let begun = AtomicU64::new((group * work.len()) as u64);
                    work.par_iter_mut().try_for_each(|column| {
                        let begun = begun.fetch_add(1, Ordering::Relaxed);
                        self.job.progress(behind + size * begun / steps, total)?;
                        let before = column.bytes();
                        column.push(file, part, group)?;
                        let more = column.bytes().saturating_sub(before);
                        if bytes.fetch_add(more, Ordering::Relaxed) + more > limit_bytes {
                            return Err(BaseFault::TooLarge { limit_bytes });
                        }
                        Ok(())
                    })?;
                    self.destination.check().map_err(|_| BaseFault::StoreFailed)?;
                }
                Ok(())
            })?;
            behind += size;
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
