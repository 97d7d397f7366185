//! A model bound to a client base: what scores, explains and compares clients.
//!
//! The terminal, the window and the training pipeline all go through here, so that they cannot
//! give two answers about one client.
//! May use `domain`, `words`, `base`, `model` and `explain`.
//! Invariant: a [`Portfolio`] exists only when every feature of the model was found in the base.

mod agreement;
mod binding;
mod circumstances;
mod contributions;
mod effects;
mod look_alikes;
mod model;
mod nearest_first;
mod past;
mod population;
mod reasons;
mod reference;
mod risk_order;
mod risk_scale;
mod score_board;
mod scores;
mod scoring;
mod second_method;

use std::sync::Arc;

use crate::{
    base::{Binding, ClientBase},
    domain::{Dictionary, Explanation, Probability},
    model::Forest,
};

pub use agreement::{Agreement, SAMPLE_ROWS};
pub use binding::Misfit;
pub use circumstances::{capitalised, past_clients_sentence};
pub use contributions::{Contributions, ContributionsFault, MeanAbsolute};
pub use effects::{
    AxisBand, BandEffects, Dependence, FactorAxis, Lane, MOST_AXIS_BANDS, Quantiles, STRIP_BINS,
    Strip,
};
pub use look_alikes::{
    ContributionIndex, ContributionIndexBuilder, ContributionsOf, Counterpart, DIFFERENCES,
    Difference, LOOK_ALIKES, LookAlikes, MOST_CLIENTS_INDEXED, Neighbour, look_alikes,
};
pub use model::Model;
pub use nearest_first::NearestFirst;
pub use past::{HOLD_OUT, HoldOut, PAST_CLIENTS, PastClients, SPLIT_COLUMN, past_clients};
pub use reasons::ClientReasons;
pub use reference::{Applicants, ChosenBy, JUST_ACCEPTED, MOST_APPLICANTS, Reference};
pub use score_board::ScoreBoard;
pub use scores::Scores;

/// A model and a base that fit each other. Immutable, shared between threads.
#[derive(Debug)]
pub struct Portfolio {
    model: Arc<Model>,
    base: Arc<ClientBase>,
    binding: Binding,
}

/// The score of one client.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// The sum of leaf values, in log-odds.
    pub raw_score: f64,
    /// The same as a probability of default.
    pub probability: Probability,
}

impl Portfolio {
    /// Binds a model to a base.
    ///
    /// # Errors
    /// When the base lacks features of the model or holds words where it reads numbers.
    pub fn new(model: Arc<Model>, base: Arc<ClientBase>) -> Result<Self, Misfit> {
        let binding = binding::bind(&model, &base)?;
        Ok(Self { model, base, binding })
    }

    /// The model.
    #[must_use]
    pub fn model(&self) -> &Arc<Model> {
        &self.model
    }

    /// The base.
    #[must_use]
    pub fn base(&self) -> &Arc<ClientBase> {
        &self.base
    }

    /// Which column of the base each feature is read from.
    #[must_use]
    pub fn binding(&self) -> &Binding {
        &self.binding
    }

    /// The model's dictionary.
    #[must_use]
    pub fn dictionary(&self) -> &Dictionary {
        self.model.dictionary()
    }

    /// The values that the model reads for one client, in its own order, NaN for missing.
    #[must_use]
    pub fn feature_row(&self, row: u32) -> Vec<f64> {
        let mut values = vec![f64::NAN; self.forest().features().len()];
        self.binding.fill_row(&self.base, row as usize, &mut values);
        values
    }

    /// The score of one client.
    #[must_use]
    pub fn score(&self, row: u32) -> Score {
        // The row has the model's width by construction, so that the score is always there.
        let raw_score = self.forest().raw_score(&self.feature_row(row)).unwrap_or(f64::NAN);
        self.score_of_raw(raw_score)
    }

    /// The exact reasons of one client's score.
    #[must_use]
    pub fn explain(&self, row: u32) -> Explanation {
        self.explain_values(&self.feature_row(row))
    }

    /// The exact reasons of the score of these values, one per feature, NaN for missing.
    fn explain_values(&self, values: &[f64]) -> Explanation {
        // The values have the model's width by construction: the other arm is never taken.
        self.model.explainer().explain(values).unwrap_or_else(|_| Explanation {
            base_value: f64::NAN,
            contributions: vec![f64::NAN; values.len()],
            raw_score: f64::NAN,
        })
    }

    /// A raw score with its probability.
    #[must_use]
    pub fn score_of_raw(&self, raw_score: f64) -> Score {
        Score { raw_score, probability: self.model.probability(raw_score) }
    }

    fn forest(&self) -> &Forest {
        self.model.forest()
    }
}
