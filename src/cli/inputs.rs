//! Opening the model and the base that a command names.

use std::{path::Path, sync::Arc};

use anyhow::anyhow;

use crate::{
    base::{self, ClientBase},
    demo,
    domain::{ClientId, Language, SilentJob, Threshold},
    model::open,
    portfolio::{Model, Portfolio},
};

use super::{Failure, ReportFailure as _, args::InputArgs};

/// A model and a base, ready to answer.
pub(super) struct Inputs {
    pub(super) portfolio: Portfolio,
    pub(super) threshold: Threshold,
    pub(super) threshold_origin: ThresholdOrigin,
}

/// Where the threshold comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum ThresholdOrigin {
    /// From the command line.
    Argument,
    /// From the model's card.
    Model,
    /// Nobody gave one.
    StandIn,
}

/// Opens what the arguments name, or the demo.
pub(super) fn open(args: &InputArgs) -> Result<Inputs, Failure> {
    let model = Arc::new(Model::new(match &args.model {
        Some(path) => open::open_model(path).or_bad_input()?,
        None => demo::model().or_other()?,
    }));
    let base = match &args.base {
        Some(path) => open_base(path, Some(&model), args.id_column.as_deref())?,
        None => demo::base(&SilentJob).or_other()?,
    };
    let portfolio = Portfolio::new(Arc::clone(&model), Arc::new(base)).or_bad_input()?;
    let (threshold, threshold_origin) = match (args.threshold, model.threshold()) {
        (Some(threshold), _) => (threshold, ThresholdOrigin::Argument),
        (None, Some(threshold)) => (threshold, ThresholdOrigin::Model),
        (None, None) => {
            eprintln!(
                "clairscore: this model has no threshold: {} is used, give one with --threshold",
                Threshold::STAND_IN.get()
            );
            (Threshold::STAND_IN, ThresholdOrigin::StandIn)
        }
    };
    Ok(Inputs { portfolio, threshold, threshold_origin })
}

/// Opens a base for the features of a model, if there is one.
pub(super) fn open_base(
    path: &Path,
    model: Option<&Model>,
    id_column: Option<&str>,
) -> Result<ClientBase, Failure> {
    base::open_base(path, &Portfolio::read_options(model, id_column), &SilentJob).or_bad_input()
}

/// The row of a client.
pub(super) fn find(base: &ClientBase, client_id: &ClientId) -> Result<u32, Failure> {
    let found = base.ids().find(client_id);
    match found.rows() {
        [row] => Ok(*row),
        [] => Err(Failure::BadInput(anyhow!(
            "no client has the identifier {client_id} in column `{}`: {}",
            base.id_column(),
            base.name()
        ))),
        rows => Err(Failure::BadInput(anyhow!(
            "{} rows share the identifier {client_id} in column `{}`, expected one: {}",
            rows.len(),
            base.id_column(),
            base.name()
        ))),
    }
}

/// The language that was asked for, else the system's.
pub(super) fn language(asked: Option<Language>) -> Language {
    asked.unwrap_or_else(crate::locale::system_language)
}
