//! Tables as LightGBM keeps them: every number replaced by the bin that it falls into, a byte or
//! two a cell.
//!
//! Depends on `lightgbm3-sys`. A table is read twice in blocks of rows, once to find the bins and
//! once to fill them, so that it never stands in memory as a whole.

use std::{
    ffi::{c_char, c_int, c_void},
    fmt::Write as _,
    ops::Range,
    ptr,
};

use lightgbm3_sys::{C_API_DTYPE_FLOAT32, C_API_DTYPE_FLOAT64, DatasetHandle};

use super::{
    LightGbmError,
    call::{c_count, c_text, check},
};

/// Cells that are read at a time: 8 MB.
const BLOCK_CELLS: usize = 1 << 20;

/// Bins are found on at most this many cells (12 bytes each while they are looked at), and on at
/// most [`SAMPLE_ROWS`] rows.
const SAMPLE_CELLS: usize = 40_000_000;

/// LightGBM's own default of `bin_construct_sample_cnt`.
const SAMPLE_ROWS: usize = 200_000;

/// What LightGBM takes for zero, which a sample leaves out (`kZeroThreshold` of `meta.h`).
const ZERO: f64 = 1e-35;

/// Rows with known outcomes.
#[derive(Clone, Copy)]
pub struct TrainingTable<'a> {
    /// One name per column; each one word, none twice.
    pub names: &'a [String],
    /// Columns that hold the codes of categories, whole numbers from 0; ascending.
    pub categories: &'a [usize],
    /// Writes the values of some rows, row after row, one per column, NaN = missing.
    pub fill: &'a dyn Fn(Range<usize>, &mut [f64]),
    /// 0 or 1 per row.
    pub labels: &'a [f32],
    /// Above 0 per row, when rows do not count alike.
    pub weights: Option<&'a [f32]>,
}

/// How numbers are put into bins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BinPlan {
    /// `max_bin`: the most bins of a column, from 2 to 255, so that a bin fits a byte.
    pub most: u8,
    /// Which rows are looked at when there are too many for all of them.
    pub seed: u32,
}

/// A table in bins. Neither `Send` nor `Sync`: it lives on one thread.
pub struct Binned {
    handle: DatasetHandle,
    names: Vec<String>,
    rows: usize,
}

impl Binned {
    /// Puts a table into bins.
    ///
    /// # Errors
    /// When the table contradicts itself, or with LightGBM's own message.
    pub fn new(table: &TrainingTable<'_>, plan: BinPlan) -> Result<Self, LightGbmError> {
        check_table(table).map_err(LightGbmError::BadTable)?;
        let mut sample = Sample::of(table, plan.seed);
        let parameters = c_text(&parameters(table, plan, sample.rows))?;
        let columns: i32 = c_count(table.names.len())?;
        let sampled: i32 = c_count(sample.rows)?;
        let rows = table.labels.len();
        let counts: Vec<c_int> =
            sample.values.iter().map(|values| c_count(values.len())).collect::<Result<_, _>>()?;
        let mut values: Vec<*mut f64> = sample.values.iter_mut().map(Vec::as_mut_ptr).collect();
        let mut places: Vec<*mut c_int> = sample.places.iter_mut().map(Vec::as_mut_ptr).collect();
        let mut handle: DatasetHandle = ptr::null_mut();
        // SAFETY: `values`, `places` and `counts` have one entry per column, each entry points at
        // as many numbers as its count says, and all of them outlive the call, which keeps none.
        #[allow(unsafe_code)]
        check(unsafe {
            lightgbm3_sys::LGBM_DatasetCreateFromSampledColumn(
                values.as_mut_ptr(),
                places.as_mut_ptr(),
                columns,
                counts.as_ptr(),
                sampled,
                c_count(rows)?,
                c_count(rows)?,
                parameters.as_ptr(),
                &raw mut handle,
            )
        })?;
        drop(sample);
        let mut binned = Self { handle, names: table.names.to_vec(), rows };
        binned.fill(table)?;
        binned.set_names()?;
        Ok(binned)
    }

    /// Puts another table of the same columns into the same bins, for validation. Its weights are
    /// not looked at: what is measured counts every client once.
    ///
    /// # Errors
    /// As [`Binned::new`], and when the columns differ.
    pub fn like(&self, table: &TrainingTable<'_>) -> Result<Self, LightGbmError> {
        check_table(table).map_err(LightGbmError::BadTable)?;
        if table.names != self.names {
            return Err(LightGbmError::BadTable("the validation table has other columns".into()));
        }
        let rows = table.labels.len();
        let mut handle: DatasetHandle = ptr::null_mut();
        // SAFETY: the reference is a live data set of LightGBM.
        #[allow(unsafe_code)]
        check(unsafe {
            lightgbm3_sys::LGBM_DatasetCreateByReference(
                self.handle,
                c_count(rows)?,
                &raw mut handle,
            )
        })?;
        let mut binned = Self { handle, names: self.names.clone(), rows };
        binned.fill(&TrainingTable { weights: Some(&vec![1.0; rows]), ..*table })?;
        Ok(binned)
    }

    /// How many rows it has.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Its columns.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    pub(super) fn handle(&self) -> DatasetHandle {
        self.handle
    }

    fn fill(&mut self, table: &TrainingTable<'_>) -> Result<(), LightGbmError> {
        let width = table.names.len();
        let columns: i32 = c_count(width)?;
        let step = (BLOCK_CELLS / width).max(1);
        let mut block = vec![f64::NAN; step.min(self.rows) * width];
        for first in (0..self.rows).step_by(step) {
            let count = step.min(self.rows - first);
            let Some(values) = block.get_mut(..count * width) else { break };
            (table.fill)(first..first + count, values);
            // SAFETY: `values` holds `count` rows of `columns` 64-bit numbers, as is said, the rows
            // lie within those that the data set was made for, and the call keeps no pointer.
            #[allow(unsafe_code)]
            check(unsafe {
                lightgbm3_sys::LGBM_DatasetPushRows(
                    self.handle,
                    values.as_ptr().cast::<c_void>(),
                    C_API_DTYPE_FLOAT64.cast_signed(),
                    c_count(count)?,
                    columns,
                    c_count(first)?,
                )
            })?;
        }
        self.set_field("label", table.labels)?;
        table.weights.map_or(Ok(()), |weights| self.set_field("weight", weights))
    }

    fn set_field(&mut self, name: &str, values: &[f32]) -> Result<(), LightGbmError> {
        let name = c_text(name)?;
        // SAFETY: `values` holds as many 32-bit numbers as is said; LightGBM copies them.
        #[allow(unsafe_code)]
        let status = unsafe {
            lightgbm3_sys::LGBM_DatasetSetField(
                self.handle,
                name.as_ptr(),
                values.as_ptr().cast::<c_void>(),
                c_count(values.len())?,
                C_API_DTYPE_FLOAT32.cast_signed(),
            )
        };
        check(status)
    }

    fn set_names(&mut self) -> Result<(), LightGbmError> {
        let names = self.names.iter().map(|name| c_text(name)).collect::<Result<Vec<_>, _>>()?;
        let mut pointers: Vec<*const c_char> = names.iter().map(|name| name.as_ptr()).collect();
        // SAFETY: one NUL-terminated text per column; LightGBM copies them.
        #[allow(unsafe_code)]
        let status = unsafe {
            lightgbm3_sys::LGBM_DatasetSetFeatureNames(
                self.handle,
                pointers.as_mut_ptr(),
                c_count(pointers.len())?,
            )
        };
        check(status)
    }
}

impl Drop for Binned {
    fn drop(&mut self) {
        // SAFETY: the handle is one that LightGBM gave us, and it is freed once. Freeing cannot
        // fail but for a null handle, which is never kept.
        #[allow(unsafe_code)]
        unsafe {
            lightgbm3_sys::LGBM_DatasetFree(self.handle);
        }
    }
}

/// What LightGBM looks at to find bins: per column the values that are not 0, and on which of the
/// sampled rows each of them stands.
struct Sample {
    values: Vec<Vec<f64>>,
    places: Vec<Vec<c_int>>,
    rows: usize,
}

impl Sample {
    fn of(table: &TrainingTable<'_>, seed: u32) -> Self {
        let (rows, width) = (table.labels.len(), table.names.len());
        let wanted = (SAMPLE_CELLS / width).clamp(1, SAMPLE_ROWS).min(rows);
        let step = (BLOCK_CELLS / width).max(1);
        let mut block = vec![f64::NAN; step.min(rows) * width];
        let mut sample =
            Self { values: vec![Vec::new(); width], places: vec![Vec::new(); width], rows: 0 };
        for first in (0..rows).step_by(step) {
            let count = step.min(rows - first);
            let Some(values) = block.get_mut(..count * width) else { break };
            (table.fill)(first..first + count, values);
            for (row, values) in (first..).zip(values.chunks_exact(width)) {
                if is_sampled(row, rows, wanted, seed) {
                    sample.add(values);
                }
            }
        }
        sample
    }

    fn add(&mut self, row: &[f64]) {
        let columns = self.values.iter_mut().zip(&mut self.places);
        for ((values, places), &value) in columns.zip(row) {
            if value.is_nan() || value.abs() > ZERO {
                values.push(value);
                places.push(c_int::try_from(self.rows).unwrap_or(c_int::MAX));
            }
        }
        self.rows += 1;
    }
}

/// Whether a row is one of the `wanted` that bins are found on: one out of each run of
/// `rows / wanted`, at a place in the run that the seed decides.
pub(super) fn is_sampled(row: usize, rows: usize, wanted: usize, seed: u32) -> bool {
    let run = row * wanted / rows;
    let (first, end) = ((run * rows).div_ceil(wanted), ((run + 1) * rows).div_ceil(wanted));
    // Knuth's multiplicative hash, so that a table that repeats itself is not read in step.
    let mixed = (run as u64 ^ u64::from(seed) << 32).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
    row == first + (mixed as usize) % (end - first).max(1)
}

fn parameters(table: &TrainingTable<'_>, plan: BinPlan, sampled: usize) -> String {
    let mut text = format!(
        "max_bin={} bin_construct_sample_cnt={sampled} data_random_seed={} feature_pre_filter=false \
         num_threads=1 verbosity=-1",
        plan.most, plan.seed,
    );
    for (position, column) in table.categories.iter().enumerate() {
        let start = if position == 0 { " categorical_feature=" } else { "," };
        // Writing into a text cannot fail.
        let _ = write!(text, "{start}{column}");
    }
    text
}

/// LightGBM compares none of these lengths and would read beyond the shorter one.
fn check_table(table: &TrainingTable<'_>) -> Result<(), String> {
    let (rows, columns) = (table.labels.len(), table.names.len());
    if rows == 0 || columns == 0 {
        return Err(format!("it has {rows} rows and {columns} columns"));
    }
    if let Some(weights) = table.weights.filter(|weights| weights.len() != rows) {
        return Err(format!("{} weights for {rows} rows", weights.len()));
    }
    if !table.labels.iter().all(|&label| label == 0.0 || label == 1.0) {
        return Err("an outcome is neither 0 nor 1".into());
    }
    if !table.weights.unwrap_or(&[]).iter().all(|&weight| weight > 0.0 && weight.is_finite()) {
        return Err("a weight is not above 0".into());
    }
    if !table.categories.iter().all(|&column| column < columns) {
        return Err("a column of categories is not in it".into());
    }
    Ok(())
}
