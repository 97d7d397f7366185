//! Raw tables made by hand: the columns that a test speaks of, and nothing in all the others.

use std::{collections::BTreeMap, fs, path::Path};

use clairscore::pipeline::prepare::{Recipe, Table};
use tempfile::TempDir;

/// A row: some columns with what their cells hold.
type Row = BTreeMap<&'static str, String>;

/// A folder of raw tables, before it is written.
#[derive(Debug, Clone, Default)]
pub(super) struct Tables {
    rows: BTreeMap<Table, Vec<Row>>,
    dropped: Vec<(Table, &'static str)>,
}

impl Tables {
    /// All tables, with two clients who repaid and defaulted, and a third one whom nobody knows.
    pub(super) fn three_clients() -> Self {
        let mut tables = Self::default();
        for table in Table::ALL {
            tables.rows.insert(table, Vec::new());
        }
        let common = [("FLAG_OWN_CAR", "N"), ("FLAG_OWN_REALTY", "Y")];
        for (id, outcome, gender) in [("1", "0", "M"), ("2", "1", "F")] {
            let own = [("SK_ID_CURR", id), ("TARGET", outcome), ("CODE_GENDER", gender)];
            tables.add(Table::ApplicationTrain, &[own.as_slice(), &common].concat());
        }
        let own = [("SK_ID_CURR", "3"), ("CODE_GENDER", "M")];
        tables.add(Table::ApplicationTest, &[own.as_slice(), &common].concat());
        tables.add(Table::Bureau, &[("SK_ID_CURR", "1"), ("SK_ID_BUREAU", "10")]);
        tables.add(Table::BureauBalance, &[("SK_ID_BUREAU", "10"), ("STATUS", "C")]);
        tables.add(Table::PreviousApplication, &[("SK_ID_CURR", "1")]);
        tables.add(Table::PosCashBalance, &[("SK_ID_CURR", "1")]);
        tables.add(Table::InstallmentsPayments, &[("SK_ID_CURR", "1")]);
        tables.add(Table::CreditCardBalance, &[("SK_ID_CURR", "1")]);
        tables
    }

    /// Without a row in `table`.
    pub(super) fn empty(mut self, table: Table) -> Self {
        self.rows.insert(table, Vec::new());
        self
    }

    /// Without `table`.
    pub(super) fn without(mut self, table: Table) -> Self {
        self.rows.remove(&table);
        self
    }

    /// Without `column` in `table`.
    pub(super) fn without_column(mut self, table: Table, column: &'static str) -> Self {
        self.dropped.push((table, column));
        self
    }

    /// With one more row.
    pub(super) fn with(mut self, table: Table, cells: &[(&'static str, &str)]) -> Self {
        self.add(table, cells);
        self
    }

    /// With what the last row of `table` holds in `column` changed.
    pub(super) fn with_cell(mut self, table: Table, column: &'static str, cell: &str) -> Self {
        if let Some(row) = self.rows.get_mut(&table).and_then(|rows| rows.last_mut()) {
            row.insert(column, cell.to_owned());
        }
        self
    }

    fn add(&mut self, table: Table, cells: &[(&'static str, &str)]) {
        let row = cells.iter().map(|(column, cell)| (*column, (*cell).to_owned())).collect();
        self.rows.entry(table).or_default().push(row);
    }

    /// A folder that holds the tables as CSV files.
    pub(super) fn written(&self) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        self.write_to(folder.path());
        folder
    }

    pub(super) fn write_to(&self, folder: &Path) {
        for (table, rows) in &self.rows {
            fs::write(folder.join(format!("{}.csv", table.stem())), self.csv(*table, rows))
                .unwrap();
        }
    }

    fn csv(&self, table: Table, rows: &[Row]) -> Vec<u8> {
        let mut columns = table.needed_columns(Recipe::Extended);
        columns.retain(|column| !self.dropped.contains(&(table, column)));
        let mut csv = csv::Writer::from_writer(Vec::new());
        csv.write_record(&columns).unwrap();
        for row in rows {
            for column in row.keys().filter(|column| !self.dropped.contains(&(table, **column))) {
                assert!(columns.contains(column), "{} has no {column}", table.stem());
            }
            let cell = |column: &&str| row.get(*column).map(String::as_str).unwrap_or_default();
            csv.write_record(columns.iter().map(cell)).unwrap();
        }
        csv.into_inner().unwrap()
    }
}
