//! The rows of each owner in the order of time.
//!
//! Depends on the raw tables and on polars.

use polars::prelude::{
    DataFrame, IdxCa, IntoColumn as _, IntoSeries as _, NewChunkedArray as _, UInt32Chunked,
};

use super::{
    error::PrepareError,
    groups::Groups,
    raw_table::{OWNER, OwnedTable},
};

/// The column that says how many rows of the same owner follow: 0 for the last one.
pub(super) const PLACE_FROM_END: &str = "place_from_end";

/// The rows of `table` by owner and, for each owner, by ascending `time`, missing first and equal
/// ones in the order of the file; with [`PLACE_FROM_END`].
pub(super) fn in_time_order(table: &OwnedTable, time: &str) -> Result<DataFrame, PrepareError> {
    let owner: Vec<u32> = table.frame.column(OWNER)?.u32()?.into_no_null_iter().collect();
    let times = table.frame.column(time)?.f64()?;
    let times: Vec<f64> = times.iter().map(|t| t.unwrap_or(f64::NEG_INFINITY)).collect();
    let mut order: Vec<u32> = (0..times.len() as u32).collect();
    let mut from_end = vec![0_u32; times.len()];
    let at = |row: &u32| times.get(*row as usize).copied().unwrap_or(f64::NEG_INFINITY);
    for (_, rows) in Groups::of_owners(&owner, table.owners).iter() {
        if let Some(order) = order.get_mut(rows.clone()) {
            order.sort_by(|left, right| at(left).total_cmp(&at(right)));
        }
        for (place, slot) in from_end.get_mut(rows).unwrap_or_default().iter_mut().rev().enumerate()
        {
            *slot = place as u32;
        }
    }
    let order = IdxCa::from_iter_values("order".into(), order.into_iter());
    let mut frame = table.frame.take(&order)?;
    let from_end = UInt32Chunked::from_iter_values(PLACE_FROM_END.into(), from_end.into_iter());
    frame.hstack_mut(&[from_end.into_series().into_column()])?;
    Ok(frame)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{super::raw_table::number_column, *};

    #[test]
    fn the_rows_of_an_owner_stand_in_the_order_of_time() {
        let owner = UInt32Chunked::from_iter_values(OWNER.into(), [0, 0, 0, 2].into_iter());
        let columns = vec![
            owner.into_series().into_column(),
            number_column("day", &[-1.0, f64::NAN, -5.0, -2.0]),
        ];
        let frame = DataFrame::new_infer_height(columns).unwrap();
        let table =
            OwnedTable { frame, categories: BTreeMap::new(), owners: 3, rows: 4, strays: 0 };
        let sorted = in_time_order(&table, "day").unwrap();
        let days: Vec<_> = sorted.column("day").unwrap().f64().unwrap().iter().collect();
        assert_eq!(days, [None, Some(-5.0), Some(-1.0), Some(-2.0)]);
        let places = sorted.column(PLACE_FROM_END).unwrap().u32().unwrap();
        assert_eq!(places.into_no_null_iter().collect::<Vec<_>>(), [2, 1, 0, 0]);
    }
}
