//! The last step of opening, the same for every kind of file and for what a store kept of it.

use std::sync::Arc;

use super::{
    client_base::ClientBase,
    column::Column,
    detect::{Chosen, choose_outcome},
    error::BaseFault,
    id_index::IdIndex,
    note::{BaseNote, ChoiceReason},
    options::ReadOptions,
    outcome::{OutcomeColumn, read_outcomes},
    places::LISTED_PLACES,
    store::{Reading, StoreFile},
};

/// All that was read of a source, whoever asks for it: what a store keeps.
#[derive(Debug)]
pub(super) struct TableRead {
    /// One identifier a row, none empty.
    pub(super) ids: IdIndex,
    /// The column that they come from; `None` when the clients are numbered.
    pub(super) id: Option<Chosen>,
    /// The columns, each with one row for each identifier.
    pub(super) columns: Vec<Column>,
    /// What was found out while reading.
    pub(super) notes: Vec<BaseNote>,
    /// How the source was read.
    pub(super) reading: Reading,
    /// The store that the columns are read from.
    pub(super) file: Option<Arc<StoreFile>>,
}

/// The base that is made of `table` and called `name`, as `options` want it.
pub(super) fn assemble(
    name: &str,
    table: TableRead,
    options: &ReadOptions,
) -> Result<ClientBase, BaseFault> {
    let TableRead { ids, id, columns, mut notes, reading, file } = table;
    if ids.is_empty() {
        return Err(BaseFault::NoClients);
    }
    let names = reading.names();
    let outcome = choose_outcome(&names, options)?
        .and_then(|chosen| Some((names.get(chosen.column)?.clone(), chosen.reason)));
    let outcome = find_outcome(&columns, outcome, &mut notes)?;
    notes.push(match id {
        Some(Chosen { reason, .. }) => {
            BaseNote::IdColumn { column: ids.column().to_owned(), reason }
        }
        None => BaseNote::ClientsNumbered,
    });
    let duplicates = ids.duplicates();
    if !duplicates.is_empty() {
        notes.push(BaseNote::DuplicateIds {
            ids: duplicates.len() as u64,
            rows: duplicates.iter().map(|duplicate| duplicate.rows.len() as u64).sum(),
            first: duplicates.iter().take(LISTED_PLACES).map(|d| d.client_id.clone()).collect(),
        });
    }
    Ok(ClientBase::new(name.to_owned(), ids, columns, outcome, notes, file))
}

/// The outcomes, when the column holds nothing but 0, 1 and missing. A column that a person named
/// must; one that merely has a usual name, or that the card of another table names, may not.
fn find_outcome(
    columns: &[Column],
    outcome: Option<(String, ChoiceReason)>,
    notes: &mut Vec<BaseNote>,
) -> Result<Option<OutcomeColumn>, BaseFault> {
    let Some((name, reason)) = outcome else {
        return Ok(None);
    };
    let numbered = columns.iter().enumerate();
    let Some((at, column)) = numbered.into_iter().find(|(_, column)| column.name() == name) else {
        return Ok(None);
    };
    match (read_outcomes(column), reason) {
        (Ok(by_row), reason) => {
            notes.push(BaseNote::OutcomeColumn { column: name, reason });
            Ok(Some(OutcomeColumn::new(at, by_row)))
        }
        (Err(places), ChoiceReason::Named) => Err(BaseFault::NotAnOutcome { column: name, places }),
        (Err(_), ChoiceReason::Suggested) => {
            notes.push(BaseNote::OutcomeUnusable { column: name });
            Ok(None)
        }
        (Err(_), ChoiceReason::Name | ChoiceReason::Distinct) => Ok(None),
    }
}
