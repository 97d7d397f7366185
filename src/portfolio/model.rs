//! A model that is open, with everything that was computed from it once.

use std::sync::Arc;

use crate::{
    domain::{Dictionary, Probability, Threshold},
    explain::{Explainer, Grouping},
    model::{
        Calibration, Forest,
        bundle::Card,
        open::{ModelNote, OpenedModel},
    },
};

/// An opened model with its explainer. Immutable, shared between threads.
#[derive(Debug)]
pub struct Model {
    opened: OpenedModel,
    explainer: Explainer,
    grouping: Grouping,
}

impl Model {
    /// Prepares an opened model for explanations.
    #[must_use]
    pub fn new(opened: OpenedModel) -> Self {
        let explainer = Explainer::new(&opened.forest);
        let names = opened.forest.features().iter().map(|feature| feature.name.as_str());
        let grouping = Grouping::new(names, &opened.dictionary);
        Self { opened, explainer, grouping }
    }

    /// The model's name: the card's, else the file's.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.opened.name
    }

    /// Its name with its version, when its card has one.
    #[must_use]
    pub fn title(&self) -> String {
        let version = self.card().map_or("", |card| card.version.as_str());
        [self.name(), version].join(" ").trim_end().to_owned()
    }

    /// The trees.
    #[must_use]
    pub fn forest(&self) -> &Arc<Forest> {
        &self.opened.forest
    }

    /// What explains scores.
    #[must_use]
    pub fn explainer(&self) -> &Explainer {
        &self.explainer
    }

    /// How its features make up factors.
    #[must_use]
    pub fn grouping(&self) -> &Grouping {
        &self.grouping
    }

    /// The card that came with the model.
    #[must_use]
    pub fn card(&self) -> Option<&Card> {
        self.opened.card.as_ref()
    }

    /// The plain words for the features; empty when the model came without a dictionary.
    #[must_use]
    pub fn dictionary(&self) -> &Dictionary {
        &self.opened.dictionary
    }

    /// The model's own threshold.
    #[must_use]
    pub fn threshold(&self) -> Option<Threshold> {
        self.opened.threshold()
    }

    /// What turns the trees' probability into the one that is shown.
    #[must_use]
    pub fn calibration(&self) -> &Calibration {
        self.opened.calibration()
    }

    /// The probability of default that a raw score stands for: that of the trees, calibrated as
    /// the card says.
    #[must_use]
    pub fn probability(&self, raw_score: f64) -> Probability {
        self.opened.calibration().apply(self.forest().probability(raw_score))
    }

    /// What a raw score is multiplied by to give log-odds of the probability that is shown, so
    /// that reasons told as odds factors hold for it. Exact but for an isotonic calibration, which
    /// no single factor follows: there it gives the log-odds of the trees' own probability.
    #[must_use]
    pub fn log_odds_per_raw_score(&self) -> f64 {
        self.forest().log_odds_per_raw_score() * self.opened.calibration().log_odds_factor()
    }

    /// SHA-256 of the model text, in hexadecimal.
    #[must_use]
    pub fn sha256(&self) -> &str {
        &self.opened.sha256
    }

    /// What the file lacks, and what was found in it.
    #[must_use]
    pub fn notes(&self) -> &[ModelNote] {
        &self.opened.notes
    }
}
