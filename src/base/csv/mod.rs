//! Client bases in CSV files.
//!
//! The file is read once, in blocks of whole rows and in bounded memory: one thread reads it, the
//! others find the cells and turn them into columns. Only when a column that looked like numbers
//! turns out to hold words is the file read a second time, for that column alone.
//!
//! Why not polars, which reads the Parquet files? polars fills short rows with missing values,
//! renames the second of two equal headers, keeps NUL characters, knows no encoding but UTF-8,
//! reads `12,5` and `1 234,25` as words, and reports neither lines nor counts. Each of these would
//! change a client's score in silence.
//!
//! Why not the `csv` crate? It tells rows apart on one processor and copies every cell, which takes
//! longer than reading the numbers. `grammar.rs` is its grammar, cut where rows end, so that all
//! processors share the work; the tests hold the two side by side.

mod at_once;
mod block;
mod blocks;
mod dialect;
mod encoding;
mod grammar;
mod header;
mod layout;
mod row;
mod rows;
mod table;
mod teller;

use std::collections::HashSet;

use crate::domain::{Job, SilentJob};

use super::{
    assemble::TableRead,
    column::Destination,
    detect::{Chosen, MOST_ID_GUESSES, choose_id, choose_outcome},
    error::BaseFault,
    id_index::IdIndex,
    names::{Named, Names},
    note::{BaseNote, ChoiceReason},
    options::{Encoding, ReadOptions},
    store::{ColumnReading, Reading, TakenAs},
    stream::{Source, Wrapping},
};

pub(super) use at_once::read_plain;
use encoding::Transport;
use layout::Layout;
use rows::Pass;
use table::{Finished, Role, Table};

/// Reads the table in the text of `source`, whose rows go to `destination`.
pub(super) fn read_csv(
    source: Source<'_>,
    wrapping: Wrapping,
    options: &ReadOptions,
    job: &dyn Job,
    destination: &Destination,
) -> Result<TableRead, BaseFault> {
    let file = CsvFile { source, wrapping, options, job };
    let layout = file.layout()?;
    let names = &layout.header.names;
    choose_outcome(names, options)?;
    let mut refuted = HashSet::new();
    loop {
        let id = choose_id(names, options, |column| {
            layout.differs.get(column) == Some(&true) && !refuted.contains(&column)
        })?;
        let (columns, mut notes) = file.read_columns(&layout, id, destination)?;
        notes.extend(layout.header.notes.iter().cloned());
        let mut columns_in_order = columns.columns;
        columns_in_order.sort_by_key(|(position, _)| *position);
        columns_in_order.retain(|(position, column)| {
            let is_unnamed = layout.header.unnamed.get(*position) == Some(&true);
            !(is_unnamed && column.missing() == column.rows())
        });
        notes.retain(|note| match note {
            BaseNote::UnnamedColumn { name } => {
                columns_in_order.iter().any(|(_, column)| column.name() == name)
                    || id.is_some_and(|id| names.get(id.column) == Some(name))
            }
            _ => true,
        });
        notes.extend(columns.notes);
        let id_name = id.and_then(|id| names.get(id.column)).cloned().unwrap_or_default();
        let ids = IdIndex::new(id_name.clone(), columns.ids)
            .map_err(|_| BaseFault::IdsTooLong { column: id_name })?;
        match id {
            Some(Chosen { column, reason: ChoiceReason::Distinct })
                if !ids.duplicates().is_empty() && refuted.len() < MOST_ID_GUESSES =>
            {
                refuted.insert(column);
            }
            _ => {
                let may_identify = |column| {
                    layout.differs.get(column) == Some(&true) && !refuted.contains(&column)
                };
                let own_id = id.map(|id| id.column);
                let readings = column_readings(names, columns.taken, own_id, may_identify);
                let short = notes.iter().any(|note| matches!(note, BaseNote::ShortRowsFilled(_)));
                let reading = Reading::new(readings, own_id, short, options);
                let columns = columns_in_order.into_iter().map(|(_, column)| column).collect();
                return Ok(TableRead { ids, id, columns, notes, reading, file: None });
            }
        }
    }
}

/// How each column of the file was read; those that were left out were taken as nothing.
fn column_readings(
    names: &[String],
    taken: Vec<(usize, TakenAs, Option<TakenAs>)>,
    id: Option<usize>,
    may_identify: impl Fn(usize) -> bool,
) -> Vec<ColumnReading> {
    let numbered = names.iter().enumerate();
    let mut readings: Vec<ColumnReading> = numbered
        .map(|(at, name)| ColumnReading {
            name: name.clone(),
            may_identify: Some(may_identify(at)),
            taken: TakenAs::Nothing,
            unasked: Some(TakenAs::Nothing),
            is_typed_number: false,
            has_infinite: false,
        })
        .collect();
    for (at, taken, unasked) in taken {
        if let Some(reading) = readings.get_mut(at) {
            reading.taken = taken;
            // The identifiers are a column of their own only for a model that reads them.
            if id != Some(at) {
                reading.unasked = unasked;
            }
        }
    }
    readings
}

/// The names of the columns of the text in `source`.
pub(super) fn names(
    source: Source<'_>,
    wrapping: Wrapping,
    options: &ReadOptions,
) -> Result<Vec<String>, BaseFault> {
    let file = CsvFile { source, wrapping, options, job: &SilentJob };
    Ok(file.plain_layout()?.0.header.names)
}

/// A file that can be read from its beginning any number of times.
#[derive(Clone, Copy)]
struct CsvFile<'a> {
    source: Source<'a>,
    wrapping: Wrapping,
    options: &'a ReadOptions,
    job: &'a dyn Job,
}

impl CsvFile<'_> {
    /// Reads all rows into columns, and those that turned out to hold words once more.
    fn read_columns(
        self,
        layout: &Layout,
        id: Option<Chosen>,
        destination: &Destination,
    ) -> Result<(Finished, Vec<BaseNote>), BaseFault> {
        let roles = self.roles(layout, id);
        let id = id.map(|id| id.column);
        let Pass { table, blank, short } = self.read_rows(layout, &roles, id, destination)?;
        table.check()?;
        let turned = table.turned();
        let again = if turned.is_empty() {
            None
        } else {
            let is_turned = |at: usize| turned.binary_search(&at).is_ok();
            let roles: Vec<Role> = (0..roles.len())
                .map(|at| if is_turned(at) { Role::Words(Vec::new()) } else { Role::Skip })
                .collect();
            let again = self.read_rows(layout, &roles, None, destination)?.table;
            if again.rows() != table.rows() {
                return Err(BaseFault::Changed);
            }
            Some(again)
        };
        let is_utf8 =
            layout.header.is_utf8 && table.is_utf8() && again.as_ref().is_none_or(Table::is_utf8);
        let mut notes = Vec::new();
        let encoding = self.encoding(layout, is_utf8, &mut notes)?;
        notes.extend((!blank.is_empty()).then_some(BaseNote::BlankRows(blank)));
        notes.extend((!short.is_empty()).then_some(BaseNote::ShortRowsFilled(short)));
        destination.note_all(table.bytes() + again.as_ref().map_or(0, Table::bytes));
        let mut finished = table.finish(encoding)?;
        if let Some(again) = again {
            let again = again.finish(encoding)?;
            finished.columns.extend(again.columns);
            finished.taken.extend(again.taken);
        }
        Ok((finished, notes))
    }

    /// What is done with each column.
    fn roles(self, layout: &Layout, id: Option<Chosen>) -> Vec<Role> {
        let names = Names::new(layout.header.names.iter().map(String::as_str));
        let mut roles: Vec<Role> = layout
            .holds_words
            .iter()
            .map(|words| if *words { Role::Words(Vec::new()) } else { Role::Guess })
            .collect();
        if let Some(role) = id.and_then(|id| roles.get_mut(id.column)) {
            *role = Role::Skip;
        }
        let mut give = |feature: &str, role: Role| {
            if let Named::Column(column) = names.find(feature)
                && let Some(slot) = roles.get_mut(column)
            {
                *slot = role;
            }
        };
        for feature in &self.options.numeric {
            give(feature, Role::Feature);
        }
        for feature in &self.options.text {
            give(&feature.name, Role::Words(feature.labels.clone()));
        }
        roles
    }

    /// What the bytes of words spell, and what there is to say about it.
    fn encoding(
        self,
        layout: &Layout,
        is_utf8: bool,
        notes: &mut Vec<BaseNote>,
    ) -> Result<Encoding, BaseFault> {
        let spoken = match (layout.transport, self.options.encoding) {
            (Transport::Utf16(encoding), _) => encoding,
            (Transport::Bytes { .. }, Some(Encoding::Utf8)) if !is_utf8 => {
                return Err(BaseFault::NotInEncoding { encoding: Encoding::Utf8 });
            }
            (Transport::Bytes { .. }, Some(named)) => named,
            (Transport::Bytes { .. }, None) if is_utf8 => Encoding::Utf8,
            (Transport::Bytes { .. }, None) => {
                notes.push(BaseNote::NotUtf8);
                Encoding::Windows1252
            }
        };
        notes.push(BaseNote::Dialect {
            separator: char::from(layout.dialect.separator),
            decimal_mark: layout.dialect.decimal_mark,
            encoding: spoken,
        });
        Ok(match layout.transport {
            Transport::Utf16(_) => Encoding::Utf8,
            Transport::Bytes { .. } => spoken,
        })
    }
}
