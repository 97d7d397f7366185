//! LightGBM itself: it trains models, and gives a second opinion on scores.
//!
//! The second opinion goes through the safe crate `lightgbm3`. Training calls LightGBM's own C
//! interface (`lightgbm3-sys`): the safe crate cannot declare a column categorical, cannot be
//! watched or stopped between two trees, and wants the whole table in memory as 64-bit numbers.
//!
//! **Invariant**: these are the only files that name `lightgbm3` and `lightgbm3-sys`. LightGBM reads
//! nothing but texts that [`Forest::to_text`] wrote, and rows whose width was compared with the
//! model's. Its shape check is never switched off, and its feature names are never asked for (they
//! come back cut at 63 bytes). Its handles are bound to one thread: make, use and drop them there.

mod binned;
mod call;
mod parameters;
mod stop_on;
mod training;

#[cfg(test)]
mod tests;

use lightgbm3::Booster;

pub use binned::{BinPlan, Binned, TrainingTable};
pub use parameters::Parameters;
pub use stop_on::StopOn;
pub use training::{Continue, Grown, GrowthPlan, TreeReport, grow};

use super::forest::{Forest, WrongWidth};

/// The version of LightGBM that is built in: what `VERSION.txt` of `lightgbm3-sys` 1.0.11 says.
pub const VERSION: &str = "4.7.0";

/// Why LightGBM could not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LightGbmError {
    /// Rows do not fit the model.
    #[error(transparent)]
    WrongWidth(#[from] WrongWidth),
    /// Training was given tables that contradict each other.
    #[error("the training table cannot be used: {0}")]
    BadTable(String),
    /// LightGBM's own message.
    #[error("{0}")]
    Library(String),
}

impl From<lightgbm3::Error> for LightGbmError {
    fn from(error: lightgbm3::Error) -> Self {
        Self::Library(error.to_string())
    }
}

/// One thread, no log lines on standard output.
const PREDICT_PARAMETERS: &str = "num_threads=1 verbosity=-1";

/// A forest as LightGBM understands it. Neither `Send` nor `Sync`: it lives on one thread.
pub struct SecondOpinion {
    booster: Booster,
    width: usize,
}

impl SecondOpinion {
    /// Lets LightGBM read the forest, from a text written out of the checked structure.
    ///
    /// # Errors
    /// When LightGBM refuses the text, or takes it for another number of trees or features.
    pub fn load(forest: &Forest) -> Result<Self, LightGbmError> {
        let booster = Booster::from_string(&forest.to_text())?;
        let width = forest.features().len();
        let trees = forest.trees().len();
        let (features, iterations, classes) =
            (booster.num_features(), booster.num_iterations(), booster.num_classes());
        if features != to_c_int(width)? || iterations != to_c_int(trees)? || classes != 1 {
            return Err(LightGbmError::Library(format!(
                "LightGBM found {features} features, {iterations} trees and {classes} classes in a \
                 model of {width} features and {trees} trees"
            )));
        }
        Ok(Self { booster, width })
    }

    /// The raw scores of rows laid out one after the other, NaN = missing; comparable with
    /// [`Forest::raw_scores`].
    ///
    /// # Errors
    /// When `rows` is not a whole number of rows, or with LightGBM's own message.
    pub fn raw_scores(&self, rows: &[f64]) -> Result<Vec<f64>, LightGbmError> {
        if self.is_empty(rows)? {
            return Ok(Vec::new());
        }
        let width = to_c_int(self.width)?;
        Ok(self.booster.raw_scores_with_params(rows, width, true, PREDICT_PARAMETERS)?)
    }

    /// LightGBM's own contributions: per row one number per feature, then the base value, in
    /// log-odds. Slow; meant for tests and benches.
    ///
    /// # Errors
    /// As [`SecondOpinion::raw_scores`].
    pub fn contributions(&self, rows: &[f64]) -> Result<Vec<f64>, LightGbmError> {
        if self.is_empty(rows)? {
            return Ok(Vec::new());
        }
        let width = to_c_int(self.width)?;
        // A call with parameters does not exist for contributions, and one without them would
        // switch the log back on; of a single class, the result has the size that `lightgbm3`
        // makes room for.
        Ok(self.booster.predict_contrib(rows, width, true)?)
    }

    fn is_empty(&self, rows: &[f64]) -> Result<bool, WrongWidth> {
        if self.width == 0 || !rows.len().is_multiple_of(self.width) {
            let found = rows.len().checked_rem(self.width).unwrap_or(rows.len());
            return Err(WrongWidth { found, expected: self.width });
        }
        Ok(rows.is_empty())
    }
}

fn to_c_int(number: usize) -> Result<i32, LightGbmError> {
    i32::try_from(number)
        .map_err(|_| LightGbmError::BadTable(format!("{number} is more than LightGBM can count")))
}
