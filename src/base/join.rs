//! Descriptive tables: columns of other tables, joined to a base by identifier.
//!
//! A model may read standardised or engineered values while people think in the original ones. The
//! columns of a descriptive table serve display, filters and comparison.
//! **Invariant**: they never serve the score: a model binds to the base's own columns only.

use std::sync::Arc;

use super::{
    client_base::ClientBase,
    column::{Column, NO_ROW},
};

/// How a table fitted a base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoinReport {
    /// Clients that the table describes.
    pub matched: usize,
    /// Clients that it does not: their cells are missing.
    pub unmatched_clients: usize,
    /// Rows of the table that describe no client.
    pub unmatched_rows: usize,
    /// Columns of the base whose values are now shown as the table has them.
    pub replaced_columns: usize,
    /// Columns that the base did not have.
    pub new_columns: usize,
}

/// Why a table cannot be joined to a base.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JoinError {
    /// Some identifiers stand on several rows of the table: nobody can tell which one describes the
    /// client.
    #[error(
        "{ids} identifiers in column `{column}` stand on several rows ({rows} in all), expected one \
         row a client: {table}"
    )]
    Duplicates {
        /// The name of the table.
        table: String,
        /// The column that identifies its rows; empty when they are numbered.
        column: String,
        /// How many identifiers.
        ids: usize,
        /// How many rows bear them.
        rows: usize,
    },
    /// The table describes none of the clients.
    #[error(
        "no identifier in column `{table_column}` is one of the base's, in column `{base_column}`: \
         do both write them in the same way, and is it the right column (--id-column NAME)? {table}"
    )]
    NothingMatches {
        /// The name of the table.
        table: String,
        /// The column that identifies the rows of the table; empty when they are numbered.
        table_column: String,
        /// The column that identifies the clients of the base; empty when they are numbered.
        base_column: String,
    },
}

impl ClientBase {
    /// The same base, with the columns of `table` joined by identifier. A column of the same name
    /// is shown, filtered and compared as the table has it; the model reads the base's own.
    ///
    /// The cells stay where they are: they are put in the order of the base when they are needed.
    ///
    /// # Errors
    /// When an identifier stands on several rows of the table, or none is one of the base's.
    pub fn with_table(base: &Arc<Self>, table: Arc<Self>) -> Result<(Self, JoinReport), JoinError> {
        let duplicates = table.ids().duplicates();
        if !duplicates.is_empty() {
            return Err(JoinError::Duplicates {
                table: table.name().to_owned(),
                column: table.id_column().to_owned(),
                ids: duplicates.len(),
                rows: duplicates.iter().map(|duplicate| duplicate.rows.len()).sum(),
            });
        }
        let rows = table.ids().rows_of(base.ids());
        let mut is_used = vec![false; table.rows()];
        let mut matched = 0;
        for row in rows.iter().filter(|row| **row != NO_ROW) {
            matched += 1;
            if let Some(used) = is_used.get_mut(*row as usize) {
                *used = true;
            }
        }
        if matched == 0 {
            return Err(JoinError::NothingMatches {
                table: table.name().to_owned(),
                table_column: table.id_column().to_owned(),
                base_column: base.id_column().to_owned(),
            });
        }
        let are_same_rows =
            rows.len() == table.rows() && rows.iter().zip(0..).all(|(a, b)| *a == b);
        let map: Option<Arc<[u32]>> = (!are_same_rows).then(|| rows.into());
        let described = table.columns().iter().map(|own| own.mapped(base.rows(), map.clone()));
        let described: Vec<Column> = described.collect();
        let replaced_columns =
            described.iter().filter(|column| base.column(column.name()).is_some()).count();
        let report = JoinReport {
            matched,
            unmatched_clients: base.rows() - matched,
            unmatched_rows: is_used.iter().filter(|used| !**used).count(),
            replaced_columns,
            new_columns: described.len() - replaced_columns,
        };
        Ok((base.described(described, table), report))
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        base::{FeatureRequest, Matching, ReadOptions, bind, open_base_bytes},
        domain::{SilentJob, Value},
    };

    use super::*;

    fn base(csv: &str) -> Arc<ClientBase> {
        let options = ReadOptions::default();
        Arc::new(open_base_bytes("t.csv", csv.as_bytes(), &options, &SilentJob).unwrap())
    }

    fn values(base: &ClientBase, column: &str) -> Vec<Value> {
        let column = &base.columns()[base.column(column).unwrap()];
        (0..base.rows()).map(|row| column.value(row)).collect()
    }

    #[test]
    fn a_table_is_shown_and_the_model_reads_the_base() {
        let own = base("id,age,TARGET\n7,-0.5,0\n8,0.25,1\n9,1.5,0\n");
        let table = base("id,age,job\n9,51,clerk\n7,34,cook\n100,20,none\n");
        let (joined, report) = ClientBase::with_table(&own, table).unwrap();
        assert_eq!(
            report,
            JoinReport {
                matched: 2,
                unmatched_clients: 1,
                unmatched_rows: 1,
                replaced_columns: 1,
                new_columns: 1,
            }
        );
        let number = Value::Number;
        assert_eq!(values(&joined, "age"), [number(34.0), Value::Missing, number(51.0)]);
        let text = |text: &str| Value::Text(text.to_owned());
        assert_eq!(values(&joined, "job"), [text("cook"), Value::Missing, text("clerk")]);
        let job = &joined.columns()[joined.column("job").unwrap()];
        assert_eq!((job.missing(), job.distinct()), (1, Some(2)));
        assert_eq!(job.values(9), [(text("clerk"), 1), (text("cook"), 1)]);
        let age = &joined.columns()[joined.column("age").unwrap()];
        assert_eq!((age.range(), age.distinct()), (Some((34.0, 51.0)), Some(2)));
        let request = FeatureRequest { name: "age", categories: None };
        let binding = bind(&[request], &joined, Matching::ByName).unwrap();
        let mut read = [0.0; 3];
        binding.fill_block(&joined, 0..3, &mut read);
        assert_eq!(read, [-0.5, 0.25, 1.5]);
        let request = FeatureRequest { name: "job", categories: None };
        assert!(bind(&[request], &joined, Matching::ByName).is_err());
        assert_eq!(joined.outcome(1), Some(true));
    }

    #[test]
    fn a_second_table_goes_before_the_first() {
        let own = base("id,x\n1,10\n2,20\n");
        let first = base("id,x,y\n1,11,a\n2,21,b\n");
        let joined = Arc::new(ClientBase::with_table(&own, first).unwrap().0);
        let (joined, report) = ClientBase::with_table(&joined, base("id,x\n2,22\n1,12\n")).unwrap();
        assert_eq!((report.replaced_columns, report.new_columns), (1, 0));
        assert_eq!(values(&joined, "x"), [Value::Number(12.0), Value::Number(22.0)]);
        assert_eq!(joined.columns().len(), 2);
    }

    #[test]
    fn tables_that_do_not_fit_say_why() {
        let own = base("id,x\nA1,10\nA2,20\n");
        let twice = base("id,y\nA1,1\nA1,2\nA2,3\n");
        let error = ClientBase::with_table(&own, twice).unwrap_err();
        assert!(matches!(error, JoinError::Duplicates { ids: 1, rows: 2, .. }), "{error}");
        let strangers = base("id,y\n1,1\n2,2\n");
        let error = ClientBase::with_table(&own, strangers).unwrap_err();
        assert!(matches!(error, JoinError::NothingMatches { .. }), "{error}");
    }

    #[test]
    fn identifiers_are_matched_letter_by_letter() {
        let own = base("id,x\n007,10\n7,20\n");
        let (joined, _) = ClientBase::with_table(&own, base("id,y\n7,1\n8,2\n")).unwrap();
        assert_eq!(values(&joined, "y"), [Value::Missing, Value::Number(1.0)]);
    }
}
