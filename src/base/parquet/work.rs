//! The columns of a Parquet table while they are being read.

use polars::prelude::Series;

use crate::base::{
    column::{Column, ColumnBuilder, Destination, TextBuilder, finish_columns},
    detect::Chosen,
    error::{BadCells, BaseFault, CellFault},
    id_index::Ids as BaseIds,
    names::{Named, Names},
    note::BaseNote,
    options::ReadOptions,
    places::Places,
    store::{ColumnReading, TakenAs},
};

use super::{
    cells::{Ids, Numbers, push_word, push_words},
    file::{CellKind, FileColumn, ParquetFile},
    parts::Part,
};

/// A column that is being read.
pub(super) struct ColumnInWork {
    name: String,
    cells: CellKind,
    /// Whether its value is given by the folders of the parts.
    is_shared: bool,
    is_feature: bool,
    sink: Sink,
    ids: Option<Ids>,
}

/// Where the cells of a column go.
enum Sink {
    Nowhere,
    Numbers(Numbers),
    Words(TextBuilder, Vec<String>),
}

/// What a table was found to hold.
pub(super) struct Finished {
    /// One identifier a row.
    pub(super) ids: BaseIds,
    /// The columns that were read.
    pub(super) columns: Vec<Column>,
    /// How each column of the table was read.
    pub(super) readings: Vec<ColumnReading>,
    /// What there is to say about them.
    pub(super) notes: Vec<BaseNote>,
}

/// What is done with each column.
pub(super) fn plan(
    columns: &[(FileColumn, bool)],
    id: Option<Chosen>,
    options: &ReadOptions,
    destination: &Destination,
) -> Result<Vec<ColumnInWork>, BaseFault> {
    let names = Names::new(columns.iter().map(|(column, _)| column.name.as_str()));
    let id = id.map(|id| id.column);
    let mut work: Vec<ColumnInWork> = columns
        .iter()
        .enumerate()
        .map(|(position, (column, is_shared))| ColumnInWork {
            name: column.name.clone(),
            cells: column.cells.clone(),
            is_shared: *is_shared,
            is_feature: false,
            sink: match column.cells {
                _ if Some(position) == id => Sink::Nowhere,
                CellKind::Number | CellKind::Nothing => Sink::Numbers(Numbers::new(destination)),
                CellKind::Word => Sink::Words(TextBuilder::new(destination.clone()), Vec::new()),
                CellKind::Other(_) => Sink::Nowhere,
            },
            ids: (Some(position) == id).then(Ids::default),
        })
        .collect();
    let column_of = |feature: &str| match names.find(feature) {
        Named::Column(column) => Some(column),
        Named::Ambiguous(_) | Named::Nothing => None,
    };
    for feature in &options.numeric {
        if let Some(column) = column_of(feature).and_then(|column| work.get_mut(column)) {
            column.is_feature = true;
            column.sink = Sink::Numbers(Numbers::new(destination));
        }
    }
    for feature in &options.text {
        if let Some(column) = column_of(&feature.name).and_then(|column| work.get_mut(column)) {
            column.is_feature = true;
            if column.cells == CellKind::Word {
                column.sink =
                    Sink::Words(TextBuilder::new(destination.clone()), feature.labels.clone());
            }
        }
    }
    for column in &work {
        if let (CellKind::Other(kind), true) =
            (&column.cells, column.is_feature || column.ids.is_some())
        {
            let (column, kind) = (column.name.clone(), kind.clone());
            return Err(BaseFault::ColumnType { column, kind });
        }
    }
    Ok(work)
}

/// The columns as they are kept, once every row has been taken; `id` is the place of the one that
/// identifies the clients.
pub(super) fn finish(
    work: Vec<ColumnInWork>,
    id: Option<usize>,
    destination: &Destination,
) -> Result<Finished, BaseFault> {
    let numbered = work.iter().enumerate();
    let readings = numbered.map(|(at, column)| column.reading(id == Some(at))).collect();
    destination.note_all(work.iter().map(ColumnInWork::bytes).sum());
    let mut faults = Vec::new();
    let mut notes = Vec::new();
    let mut columns = Vec::with_capacity(work.len());
    let mut ids = None;
    for column in work {
        if let Some(own) = column.ids {
            ids = Some(finish_ids(own, &column.name)?);
        }
        match column.sink {
            Sink::Nowhere => {
                if let CellKind::Other(kind) = column.cells {
                    notes.push(BaseNote::ColumnNotRead { column: column.name, kind });
                }
            }
            Sink::Numbers(numbers) => {
                let bad = |fault: CellFault, places: &Places| BadCells {
                    column: column.name.clone(),
                    fault,
                    places: places.clone(),
                };
                if !numbers.other_words.is_empty() {
                    faults.push(bad(CellFault::NotANumber, &numbers.other_words));
                }
                if column.is_feature && !numbers.infinite.is_empty() {
                    faults.push(bad(CellFault::Infinite, &numbers.infinite));
                }
                notes.extend(notes_on(&column.name, &numbers));
                columns.push((column.name, ColumnBuilder::Numbers(numbers.builder)));
            }
            Sink::Words(texts, _) => columns.push((column.name, ColumnBuilder::Texts(texts))),
        }
    }
    if !faults.is_empty() {
        return Err(BaseFault::Cells { columns: faults });
    }
    let columns = finish_columns(columns, destination, String::from_utf8_lossy)
        .map_err(|_| BaseFault::TooLarge { limit_bytes: u64::from(u32::MAX) })?;
    let ids = match ids {
        Some(ids) => ids,
        None => BaseIds::row_numbers(columns.first().map_or(0, Column::rows) as u32),
    };
    Ok(Finished { ids, columns, readings, notes })
}

impl ColumnInWork {
    /// How it was read.
    fn reading(&self, is_id: bool) -> ColumnReading {
        let is_word = self.cells == CellKind::Word;
        let unasked = match self.cells {
            _ if is_id => TakenAs::Nothing,
            CellKind::Number | CellKind::Nothing => TakenAs::Numbers,
            CellKind::Word => TakenAs::words(&[]),
            CellKind::Other(_) => TakenAs::Nothing,
        };
        let (taken, has_infinite) = match &self.sink {
            Sink::Nowhere => (TakenAs::Nothing, false),
            Sink::Numbers(numbers) => (TakenAs::Numbers, !numbers.infinite.is_empty()),
            Sink::Words(_, labels) => (TakenAs::words(labels), false),
        };
        ColumnReading {
            name: self.name.clone(),
            may_identify: None,
            taken,
            unasked: Some(unasked),
            is_typed_number: !is_word,
            has_infinite,
        }
    }

    /// Takes the column's cells in one group of rows of one part.
    pub(super) fn push(
        &mut self,
        file: &ParquetFile<'_>,
        part: &Part,
        group: usize,
    ) -> Result<(), BaseFault> {
        if matches!(self.sink, Sink::Nowhere) && self.ids.is_none() {
            return Ok(());
        }
        if self.is_shared {
            let value = part.shared_value(&self.name);
            (0..file.footer.rows_of(group)).for_each(|_| self.push_value(value));
            return Ok(());
        }
        // Every part was seen to have the column.
        file.read_column(&self.name, group)?
            .map_or(Err(BaseFault::Changed), |series| self.push_series(&series))
    }

    fn push_series(&mut self, series: &Series) -> Result<(), BaseFault> {
        if let Some(ids) = &mut self.ids {
            ids.push(series)?;
        }
        match &mut self.sink {
            Sink::Nowhere => Ok(()),
            Sink::Numbers(numbers) => numbers.push(series),
            Sink::Words(texts, labels) => push_words(texts, series, labels),
        }
    }

    fn push_value(&mut self, value: Option<&str>) {
        if let Some(ids) = &mut self.ids {
            ids.push_word(value);
        }
        match &mut self.sink {
            Sink::Nowhere => {}
            Sink::Numbers(numbers) => numbers.push_word(value),
            Sink::Words(texts, labels) => push_word(texts, value, labels),
        }
    }

    /// What its cells take in memory so far.
    pub(super) fn bytes(&self) -> u64 {
        let ids = self.ids.as_ref().map_or(0, |ids| ids.builder.bytes());
        ids + match &self.sink {
            Sink::Nowhere => 0,
            Sink::Numbers(numbers) => numbers.builder.bytes(),
            Sink::Words(texts, _) => texts.bytes(),
        }
    }
}

fn finish_ids(ids: Ids, column: &str) -> Result<BaseIds, BaseFault> {
    if !ids.missing.is_empty() {
        return Err(BaseFault::MissingIds { column: column.to_owned(), places: ids.missing });
    }
    ids.builder
        .finish(String::from_utf8_lossy)
        .map_err(|_| BaseFault::IdsTooLong { column: column.to_owned() })
}

fn notes_on(column: &str, numbers: &Numbers) -> Vec<BaseNote> {
    let column = column.to_owned();
    let mut notes = Vec::new();
    if numbers.beyond_exact > 0 {
        let count = numbers.beyond_exact;
        notes.push(BaseNote::LargeNumbers { column: column.clone(), count });
    }
    if !numbers.infinite.is_empty() {
        notes.push(BaseNote::InfiniteAsMissing { column, count: numbers.infinite.count });
    }
    notes
}
