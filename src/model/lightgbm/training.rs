//! Growing trees one by one, watched, until they no longer help.
//!
//! Depends on `lightgbm3-sys`.

use std::{
    ffi::{c_char, c_int},
    ptr,
};

use lightgbm3_sys::BoosterHandle;

use super::{
    Binned, LightGbmError, Parameters, StopOn,
    call::{c_count, c_text, check},
    stop_on::Measures,
};

/// How long trees are added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GrowthPlan {
    /// The most trees.
    pub most: u32,
    /// Growing stops when so many trees in a row did not improve validation.
    pub patience: u32,
    /// What an improvement is, and so how many trees are kept.
    pub stop_on: StopOn,
}

/// How far growing is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TreeReport {
    /// The trees so far, at least 1.
    pub trees: u32,
    /// The area under the ROC curve of the validation clients with these trees; NaN without any.
    pub auc: f64,
    /// Their mean log loss in nats with these trees; NaN without any, or when growing does not stop
    /// on it.
    pub log_loss: f64,
    /// Whether these are the trees to keep, of those so far.
    pub is_best: bool,
}

/// What whoever watches wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Continue {
    /// Add another tree.
    Yes,
    /// Stop here, and forget the trees.
    No,
}

/// Trees that were grown.
#[derive(Debug, Clone, PartialEq)]
pub struct Grown {
    /// The model's text, with the trees up to the best one.
    pub text: String,
    /// How many trees the text has: as many as were best for validation, or all without one.
    pub trees: u32,
    /// The area under the ROC curve of the validation clients with them; NaN without any.
    pub auc: f64,
}

/// Grows trees on `table` while they improve `validation` by the measure that the plan stops on, or
/// as many as the plan allows without one; `None` when whoever watches stopped it. All of the work
/// happens in this call, on this thread.
///
/// # Errors
/// With LightGBM's own message.
pub fn grow(
    table: &Binned,
    validation: Option<&Binned>,
    parameters: &Parameters,
    plan: GrowthPlan,
    watch: &mut dyn FnMut(TreeReport) -> Continue,
) -> Result<Option<Grown>, LightGbmError> {
    let mut parameters = parameters.clone();
    parameters.set("metric", plan.stop_on.metrics()).set("num_iterations", plan.most);
    let mut booster = Booster::new(table, validation, &parameters)?;
    // Without a single split LightGBM keeps one tree of one leaf, the default rate.
    let (mut best_trees, mut best) = (1, Measures::NONE);
    for trees in 1..=plan.most {
        if !booster.add_tree()? {
            break;
        }
        let measures = booster.validation_measures(plan.stop_on)?;
        let is_best = plan.stop_on.is_better(measures, best);
        if is_best {
            (best_trees, best) = (trees, measures);
        }
        let Measures { auc, log_loss } = measures;
        if watch(TreeReport { trees, auc, log_loss, is_best }) == Continue::No {
            return Ok(None);
        }
        if trees - best_trees >= plan.patience {
            break;
        }
    }
    Ok(Some(Grown { text: booster.text(best_trees)?, trees: best_trees, auc: best.auc }))
}

/// LightGBM's own state while it trains. The tables outlive it.
struct Booster<'a> {
    handle: BoosterHandle,
    validation: Option<&'a Binned>,
    _table: &'a Binned,
}

impl<'a> Booster<'a> {
    fn new(
        table: &'a Binned,
        validation: Option<&'a Binned>,
        parameters: &Parameters,
    ) -> Result<Self, LightGbmError> {
        if validation.is_some_and(|validation| validation.names() != table.names()) {
            return Err(LightGbmError::BadTable("the validation table has other columns".into()));
        }
        let parameters = c_text(&parameters.to_string())?;
        let mut handle: BoosterHandle = ptr::null_mut();
        // SAFETY: the table is a live data set that outlives the booster, by the lifetime of this
        // type; the parameters are read during the call alone.
        #[allow(unsafe_code)]
        check(unsafe {
            lightgbm3_sys::LGBM_BoosterCreate(table.handle(), parameters.as_ptr(), &raw mut handle)
        })?;
        let booster = Self { handle, validation, _table: table };
        if let Some(validation) = validation {
            // SAFETY: both are live, and the validation table outlives the booster too.
            #[allow(unsafe_code)]
            check(unsafe {
                lightgbm3_sys::LGBM_BoosterAddValidData(booster.handle, validation.handle())
            })?;
        }
        Ok(booster)
    }

    /// Adds a tree; `false` when there is nothing left to split.
    fn add_tree(&mut self) -> Result<bool, LightGbmError> {
        let mut is_finished: c_int = 0;
        // SAFETY: the booster is live and used on this thread alone.
        #[allow(unsafe_code)]
        check(unsafe {
            lightgbm3_sys::LGBM_BoosterUpdateOneIter(self.handle, &raw mut is_finished)
        })?;
        Ok(is_finished == 0)
    }

    /// The metrics that were asked for, on the validation table; NaN without one.
    fn validation_measures(&self, stop_on: StopOn) -> Result<Measures, LightGbmError> {
        const FIRST_VALIDATION: c_int = 1;
        if self.validation.is_none() {
            return Ok(Measures::NONE);
        }
        let mut metrics: c_int = 0;
        // SAFETY: the booster is live.
        #[allow(unsafe_code)]
        check(unsafe { lightgbm3_sys::LGBM_BoosterGetEvalCounts(self.handle, &raw mut metrics) })?;
        let mut values = [f64::NAN; 2];
        let expected = stop_on.values().min(values.len());
        if usize::try_from(metrics) != Ok(expected) {
            let message = format!("{metrics} metrics instead of {expected}");
            return Err(LightGbmError::Library(message));
        }
        let mut written = 0;
        // SAFETY: the booster is live and writes as many numbers as it was just counted to have,
        // which is at most as many as there is room for.
        #[allow(unsafe_code)]
        check(unsafe {
            lightgbm3_sys::LGBM_BoosterGetEval(
                self.handle,
                FIRST_VALIDATION,
                &raw mut written,
                values.as_mut_ptr(),
            )
        })?;
        let [auc, log_loss] = values;
        Ok(Measures { auc, log_loss })
    }

    /// The model of the first `trees` trees.
    fn text(&self, trees: u32) -> Result<String, LightGbmError> {
        // The first call writes nothing and tells how long the text is.
        let (length, _) = self.write_text(trees, &mut [])?;
        let mut buffer = vec![0_u8; length];
        let (needed, buffer) = self.write_text(trees, &mut buffer)?;
        let text = buffer.get(..needed.saturating_sub(1)).unwrap_or_default();
        let text = std::str::from_utf8(text)
            .map_err(|_| LightGbmError::Library("the model's text is not UTF-8".into()))?;
        Ok(text.to_owned())
    }

    /// Writes the text and a final zero byte, when `buffer` is long enough; returns how long that
    /// is.
    fn write_text<'b>(
        &self,
        trees: u32,
        buffer: &'b mut [u8],
    ) -> Result<(usize, &'b [u8]), LightGbmError> {
        const FROM_THE_FIRST: c_int = 0;
        const IMPORTANCE_BY_SPLIT: c_int = 0;
        let mut needed: i64 = 0;
        // SAFETY: the booster is live, and writes only when the text fits the length that is said.
        #[allow(unsafe_code)]
        check(unsafe {
            lightgbm3_sys::LGBM_BoosterSaveModelToString(
                self.handle,
                FROM_THE_FIRST,
                c_count(trees as usize)?,
                IMPORTANCE_BY_SPLIT,
                c_count(buffer.len())?,
                &raw mut needed,
                buffer.as_mut_ptr().cast::<c_char>(),
            )
        })?;
        let needed = usize::try_from(needed)
            .map_err(|_| LightGbmError::Library("a text of negative length".into()))?;
        Ok((needed, buffer))
    }
}

impl Drop for Booster<'_> {
    fn drop(&mut self) {
        // SAFETY: the handle is one that LightGBM gave us, and it is freed once.
        #[allow(unsafe_code)]
        unsafe {
            lightgbm3_sys::LGBM_BoosterFree(self.handle);
        }
    }
}
