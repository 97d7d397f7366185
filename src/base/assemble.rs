//! The last step of opening, the same for every kind of file.

use super::{
    client_base::ClientBase,
    column::{Column, TooLong, Words},
    detect::Chosen,
    error::BaseFault,
    id_index::IdIndex,
    note::{BaseNote, ChoiceReason},
    outcome::{OutcomeColumn, read_outcomes},
    places::LISTED_PLACES,
};

/// All that a base is made of.
#[derive(Debug)]
pub(super) struct Parts {
    /// The name of the file or folder.
    pub(super) name: String,
    /// One identifier a row, none empty.
    pub(super) ids: Words,
    /// The column that they come from and why; `None` when the clients are numbered.
    pub(super) id_column: Option<(String, ChoiceReason)>,
    /// The columns, each with one row for each identifier.
    pub(super) columns: Vec<Column>,
    /// The name of the column that may say who defaulted, and why it should.
    pub(super) outcome: Option<(String, ChoiceReason)>,
    /// What was found out while reading.
    pub(super) notes: Vec<BaseNote>,
}

/// The column's name with the reason for choosing it.
pub(super) fn named(chosen: Option<Chosen>, names: &[String]) -> Option<(String, ChoiceReason)> {
    chosen.and_then(|chosen| Some((names.get(chosen.column)?.clone(), chosen.reason)))
}

/// The numbers of so many rows, from 1: who the clients are when nothing identifies them.
pub(super) fn row_numbers(rows: u64) -> Result<Words, TooLong> {
    let numbers: Vec<String> = (1..=rows).map(|row| row.to_string()).collect();
    Words::new(numbers.iter().map(String::as_str))
}

/// The base that is made of `parts`.
pub(super) fn assemble(parts: Parts) -> Result<ClientBase, BaseFault> {
    let Parts { name, ids, id_column, columns, outcome, mut notes } = parts;
    if ids.len() == 0 {
        return Err(BaseFault::NoClients);
    }
    let outcome = find_outcome(&columns, outcome, &mut notes)?;
    let id_name = id_column.as_ref().map(|(column, _)| column.clone()).unwrap_or_default();
    notes.push(match id_column {
        Some((column, reason)) => BaseNote::IdColumn { column, reason },
        None => BaseNote::ClientsNumbered,
    });
    let ids = IdIndex::new(id_name.clone(), ids)
        .map_err(|_| BaseFault::IdsTooLong { column: id_name })?;
    let duplicates = ids.duplicates();
    if !duplicates.is_empty() {
        notes.push(BaseNote::DuplicateIds {
            ids: duplicates.len() as u64,
            rows: duplicates.iter().map(|duplicate| duplicate.rows.len() as u64).sum(),
            first: duplicates.iter().take(LISTED_PLACES).map(|d| d.client_id.clone()).collect(),
        });
    }
    Ok(ClientBase::new(name, ids, columns, outcome, notes))
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
            Ok(Some(OutcomeColumn { column: at, by_row }))
        }
        (Err(places), ChoiceReason::Named) => Err(BaseFault::NotAnOutcome { column: name, places }),
        (Err(_), ChoiceReason::Suggested) => {
            notes.push(BaseNote::OutcomeUnusable { column: name });
            Ok(None)
        }
        (Err(_), ChoiceReason::Name | ChoiceReason::Distinct) => Ok(None),
    }
}
