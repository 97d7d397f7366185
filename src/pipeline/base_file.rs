//! Writes a base with the part of each client, so that the same split can be trained on again and
//! the window can show the clients whom the model has never seen.
//!
//! Depends on `base` and polars.
//! Invariant: every value is written as it was read; whole numbers take the smallest type that
//! holds them, which changes the size of the file and nothing else.

use std::borrow::Cow;

use polars::prelude::Column as TableColumn;

use super::{
    error::TrainError,
    parquet_bytes::{column, parquet_bytes},
    split::Part,
};
use crate::base::{ClientBase, Column, ColumnKind};

/// The whole base as the bytes of a Parquet file: the identifier, all columns in their order, and
/// `split_column`, empty for clients whose outcome nobody knows.
///
/// `base_rows` and `parts` say which row of the base belongs to which part.
///
/// # Errors
/// When the base has a column of that name, or when polars refuses the table.
pub fn base_with_split(
    base: &ClientBase,
    split_column: &str,
    base_rows: &[u32],
    parts: &[Part],
) -> Result<Vec<u8>, TrainError> {
    if base.column(split_column).is_some() || base.id_column() == split_column {
        return Err(TrainError::SplitColumnTaken { column: split_column.to_owned() });
    }
    let ids: Vec<Cow<'_, str>> = (0..base.rows()).map(|row| base.ids().id(row)).collect();
    let mut part_of_row: Vec<Option<&str>> = vec![None; base.rows()];
    for (row, part) in base_rows.iter().zip(parts) {
        if let Some(slot) = part_of_row.get_mut(*row as usize) {
            *slot = Some(part.name());
        }
    }
    let mut columns = Vec::with_capacity(base.columns().len() + 2);
    if !base.id_column().is_empty() {
        columns.push(column(base.id_column(), ids));
    }
    let others = base.columns().iter().filter(|own| own.name() != base.id_column());
    columns.extend(others.map(table_column));
    columns.push(column(split_column, part_of_row));
    parquet_bytes(columns)
}

fn table_column(own: &Column) -> TableColumn {
    let rows = 0..own.rows();
    let name = own.name();
    if own.kind() == ColumnKind::Text {
        return column(name, rows.map(|row| own.text(row)).collect::<Vec<_>>());
    }
    let numbers: Vec<Option<f64>> =
        rows.map(|row| Some(own.number(row)).filter(|number| !number.is_nan())).collect();
    let known = || numbers.iter().flatten().copied();
    let fits = |least: f64, most: f64| known().all(|n| n.fract() == 0.0 && n >= least && n <= most);
    if fits(f64::from(i8::MIN), f64::from(i8::MAX)) {
        column(name, numbers.iter().map(|n| n.map(|n| n as i8)).collect::<Vec<_>>())
    } else if fits(f64::from(i16::MIN), f64::from(i16::MAX)) {
        column(name, numbers.iter().map(|n| n.map(|n| n as i16)).collect::<Vec<_>>())
    } else if fits(f64::from(i32::MIN), f64::from(i32::MAX)) {
        column(name, numbers.iter().map(|n| n.map(|n| n as i32)).collect::<Vec<_>>())
    } else {
        column(name, numbers)
    }
}

#[cfg(test)]
mod tests {
    use polars::prelude::{AnyValue, DataFrame, DataType, ParquetReader, SerReader as _};

    use super::*;
    use crate::{
        base::{ColumnChoice, ReadOptions, open_base_bytes},
        domain::SilentJob,
    };

    const CSV: &str = "ID,small,large,exact,word,y\n\
        007,-1,2000000000,0.1,a,0\n\
        1e5,,70000,-2.5e300,,1\n\
        x,100,-3,,\"b,c\",\n";

    fn base() -> ClientBase {
        let options = ReadOptions {
            id_column: ColumnChoice::Named("ID".to_owned()),
            outcome_column: ColumnChoice::Named("y".to_owned()),
            ..ReadOptions::default()
        };
        open_base_bytes("base.csv", CSV.as_bytes(), &options, &SilentJob).unwrap()
    }

    fn read(bytes: Vec<u8>) -> DataFrame {
        ParquetReader::new(std::io::Cursor::new(bytes)).finish().unwrap()
    }

    #[test]
    fn every_value_is_written_as_it_was_read() {
        let bytes = base_with_split(&base(), "split", &[0, 1], &[Part::HoldOut, Part::Train]);
        let table = read(bytes.unwrap());
        let names: Vec<&str> = table.get_column_names().iter().map(|name| name.as_str()).collect();
        assert_eq!(names, ["ID", "small", "large", "exact", "word", "y", "split"]);
        let types: Vec<DataType> = table.dtypes();
        assert_eq!(types[1..4], [DataType::Int8, DataType::Int32, DataType::Float64]);
        let row = |row: usize| -> Vec<AnyValue<'_>> {
            table.columns().iter().map(|column| column.get(row).unwrap()).collect()
        };
        assert_eq!(row(0)[0], AnyValue::String("007"));
        assert_eq!(row(1)[0], AnyValue::String("1e5"));
        assert_eq!(row(1)[1], AnyValue::Null);
        assert_eq!(row(0)[2], AnyValue::Int32(2_000_000_000));
        assert_eq!(row(1)[3], AnyValue::Float64(-2.5e300));
        assert_eq!(row(2)[4], AnyValue::String("b,c"));
        let split: Vec<AnyValue<'_>> = (0..3).map(|r| row(r)[6].clone()).collect();
        assert_eq!(
            split,
            [AnyValue::String("hold-out"), AnyValue::String("train"), AnyValue::Null]
        );
    }

    #[test]
    fn the_same_base_gives_the_same_bytes() {
        let write = || base_with_split(&base(), "split", &[2], &[Part::Train]).unwrap();
        assert_eq!(write(), write());
    }

    #[test]
    fn a_column_that_is_there_is_not_overwritten() {
        for taken in ["word", "ID"] {
            let error = base_with_split(&base(), taken, &[], &[]).unwrap_err();
            assert!(matches!(error, TrainError::SplitColumnTaken { .. }), "{error}");
        }
    }
}
