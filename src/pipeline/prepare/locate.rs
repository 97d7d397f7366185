//! Finding the raw tables in a folder.
//!
//! Depends on the schema. Invariant: no table is chosen among several files of the same name.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use super::{error::PrepareError, schema::Table};

/// How the files of a table may end. What a file is, its content says; these only find it.
const ENDINGS: [&str; 7] =
    [".csv", ".csv.zip", ".zip", ".csv.gz", ".gz", ".parquet", ".csv.parquet"];

/// The files of the tables that there are in `folder`.
pub(super) fn locate(folder: &Path) -> Result<BTreeMap<Table, PathBuf>, PrepareError> {
    let fault = |cause| PrepareError::Folder { folder: folder.to_owned(), cause };
    let mut found: BTreeMap<Table, PathBuf> = BTreeMap::new();
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).map_err(fault)? {
        entries.push(entry.map_err(fault)?.path());
    }
    // So that the same folder always gives the same message.
    entries.sort();
    for path in entries {
        let Some(table) = path.file_name().and_then(|name| table_of(&name.to_string_lossy()))
        else {
            continue;
        };
        if let Some(first) = found.insert(table, path.clone()) {
            return Err(PrepareError::TwoFiles { table, first, second: path });
        }
    }
    Ok(found)
}

/// The table that a file of this name holds. Case does not count: `POS_CASH_balance.csv` is
/// handed around in several spellings.
fn table_of(name: &str) -> Option<Table> {
    Table::ALL.into_iter().find(|table| {
        let stem = table.stem();
        name.get(..stem.len()).is_some_and(|start| start.eq_ignore_ascii_case(stem))
            && name.get(stem.len()..).is_some_and(|ending| {
                ending.is_empty() || ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known))
            })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_found_by_name_whatever_they_are_wrapped_in() {
        assert_eq!(table_of("bureau.csv"), Some(Table::Bureau));
        assert_eq!(table_of("bureau_balance.csv.zip"), Some(Table::BureauBalance));
        assert_eq!(table_of("Pos_Cash_Balance.PARQUET"), Some(Table::PosCashBalance));
        assert_eq!(table_of("application_train"), Some(Table::ApplicationTrain));
        assert_eq!(table_of("bureau_old.csv"), None);
        assert_eq!(table_of("HomeCredit_columns_description.csv"), None);
        assert_eq!(table_of("é"), None);
    }

    #[test]
    fn a_table_that_stands_there_twice_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("bureau.csv"), "").unwrap();
        assert_eq!(locate(folder.path()).unwrap().len(), 1);
        fs::write(folder.path().join("bureau.csv.zip"), "").unwrap();
        let error = locate(folder.path()).unwrap_err();
        assert!(matches!(error, PrepareError::TwoFiles { table: Table::Bureau, .. }), "{error}");
        assert!(matches!(locate(&folder.path().join("nowhere")), Err(PrepareError::Folder { .. })));
    }
}
