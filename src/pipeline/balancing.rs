//! Whether anything is gained by treating rare defaults: every way tried on the same clients.
//!
//! Depends on the other files of this layer.
//! Invariant: the trees of each way are calibrated on the validation clients and all of them are
//! measured on the same hold-out, where nobody is made up and everybody counts once.

use serde::{Deserialize, Serialize};

use super::{
    calibrate::{CalibrationMethod, calibrate, calibrated},
    error::TrainError,
    figures::{Figures, figures},
    grow::{Grown, Tables, bin_plan},
    imbalance::Imbalance,
    labelled::LabelledClients,
    metrics::Ranking,
    options::TrainOptions,
    rivals::Members,
    threshold::CostCurve,
};
use crate::domain::{Cancelled, Threshold};

/// What one way of treating rare defaults came to on the hold-out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Balanced {
    /// The way.
    pub way: Imbalance,
    /// How many trees it took.
    pub trees: u32,
    /// With the trees' own probabilities.
    pub own: Figures,
    /// With probabilities calibrated by `method`.
    pub calibrated: Figures,
    /// How they were calibrated.
    pub method: CalibrationMethod,
}

/// Tries every way; `done` is the model that was grown in the way of the options, so that it is not
/// grown twice.
pub(super) fn compare(
    clients: &LabelledClients,
    members: &Members,
    done: &Grown,
    options: &TrainOptions,
    progress: &dyn Fn(u64, u64) -> Result<(), Cancelled>,
) -> Result<Vec<Balanced>, TrainError> {
    let count = Imbalance::ALL.len() as u64;
    (0_u64..)
        .zip(Imbalance::ALL)
        .map(|(place, way)| {
            progress(place, count)?;
            if way == options.imbalance {
                return measure(clients, members, done, way, options);
            }
            let bins = bin_plan(&options.trees, options.seed);
            let tables = Tables::new(clients, &members.train, &members.validation, way, bins)?;
            let grown = tables.grow_watched(&options.trees, &|_, _| progress(place, count))?;
            measure(clients, members, &grown, way, options)
        })
        .collect()
}

fn measure(
    clients: &LabelledClients,
    members: &Members,
    grown: &Grown,
    way: Imbalance,
    options: &TrainOptions,
) -> Result<Balanced, TrainError> {
    let rank = |members: &[u32]| {
        let mut raw = vec![0.0; members.len()];
        grown.forest.raw_scores_by_block(&mut raw, |rows, block| {
            clients.fill_members(members.get(rows).unwrap_or_default(), block);
        });
        let probability = |raw: f64| grown.forest.probability(raw).get();
        Ranking::new(raw.into_iter().map(probability).zip(clients.outcomes(members)))
    };
    let (validation, hold_out) = (rank(&members.validation)?, rank(&members.hold_out)?);
    let method = match options.calibration {
        None | Some(CalibrationMethod::None) => CalibrationMethod::Platt,
        Some(method) => method,
    };
    let calibration = calibrate(&validation, method);
    let of = |validation: &Ranking, hold_out: &Ranking| {
        let cheapest = CostCurve::new(validation, options.cost_ratio).cheapest();
        let threshold = cheapest.map_or(Threshold::STAND_IN, |cheapest| cheapest.best.threshold);
        figures(hold_out, threshold, options.cost_ratio)
    };
    Ok(Balanced {
        way,
        trees: grown.forest.trees().len() as u32,
        own: of(&validation, &hold_out),
        calibrated: of(
            &calibrated(&validation, &calibration),
            &calibrated(&hold_out, &calibration),
        ),
        method,
    })
}
