//! The reasons of one client's score: which factors, which values, in which words.

use crate::{
    base::Column,
    domain::{Explanation, FeatureEntry, Value},
    explain::{
        ActiveMember, Factor, FactorKind, ThemeSum,
        reasons::{self, Reason, ReasonInput},
    },
    words::{
        Words,
        comparison::{Order, position},
    },
};

use super::Portfolio;

/// Why one client has this score.
#[derive(Debug, Clone, PartialEq)]
pub struct ClientReasons {
    /// The row of the base.
    pub row: u32,
    /// The exact contributions, in the unit of the raw score: what LightGBM's `pred_contrib` gives.
    pub explanation: Explanation,
    /// The same in log-odds, which differ for a model with a sigmoid other than 1 and for a random
    /// forest: what words and bars are made from.
    pub log_odds: Explanation,
    /// The contributions in log-odds added up by factor, in the model's order.
    pub factors: Vec<Factor>,
}

impl Portfolio {
    /// Why the client on `row` has this score.
    #[must_use]
    pub fn reasons(&self, row: u32) -> ClientReasons {
        let values = self.feature_row(row);
        self.reasons_of(row, &values, self.explain_values(&values))
    }

    /// An explanation of the client on `row`, who has these values, with its factors.
    pub(super) fn reasons_of(
        &self,
        row: u32,
        values: &[f64],
        explanation: Explanation,
    ) -> ClientReasons {
        let log_odds = explanation.scaled(self.model.log_odds_per_raw_score());
        let factors = self.model.grouping().factors(&log_odds, values);
        ClientReasons { row, explanation, log_odds, factors }
    }

    /// One factor of a client in words.
    #[must_use]
    pub fn factor_reason(&self, words: &Words, row: u32, factor: &Factor) -> Reason {
        match &factor.kind {
            FactorKind::Single(feature) => {
                self.feature_reason(words, row, *feature, factor.contribution)
            }
            FactorKind::OneHot { variable, members, active } => {
                let columns: Vec<(&FeatureEntry, Value)> = members
                    .iter()
                    .map(|&feature| (self.entry(feature), self.value(row, feature)))
                    .collect();
                let columns: Vec<_> =
                    columns.iter().map(|(entry, value)| (*entry, value)).collect();
                let label = self.dictionary().label(variable, words.language());
                let share_same = self.share_with(active, row);
                reasons::variable_reason(words, label, &columns, factor.contribution, share_same)
            }
        }
    }

    /// The value behind a factor of a client, with its unit; "not given".
    #[must_use]
    pub fn factor_value(&self, words: &Words, row: u32, factor: &Factor) -> String {
        match &factor.kind {
            FactorKind::Single(feature) => {
                let value = self.value(row, *feature);
                words.value(self.entry(*feature), self.feature_name(*feature), &value)
            }
            FactorKind::OneHot { members, .. } => {
                let values: Vec<Value> =
                    members.iter().map(|feature| self.value(row, *feature)).collect();
                let entries = members.iter().map(|feature| self.entry(*feature));
                let columns: Vec<_> = entries.zip(&values).collect();
                words.one_hot_value(&columns).unwrap_or_default()
            }
        }
    }

    /// One theme of a client in words.
    #[must_use]
    pub fn theme_reason(&self, words: &Words, row: u32, theme: &ThemeSum) -> Reason {
        match (&theme.theme, theme.factors.as_slice()) {
            (None, [only]) => self.factor_reason(words, row, only),
            (named, factors) => {
                reasons::theme_reason(words, named.as_ref(), factors.len(), theme.contribution)
            }
        }
    }

    /// The plain name of a factor.
    #[must_use]
    pub fn factor_label<'a>(&'a self, words: &Words, factor: &'a Factor) -> &'a str {
        match &factor.kind {
            FactorKind::Single(feature) => {
                words.label(self.entry(*feature), self.feature_name(*feature))
            }
            FactorKind::OneHot { variable, .. } => {
                self.dictionary().label(variable, words.language())
            }
        }
    }

    /// One feature of a client in words.
    #[must_use]
    pub fn feature_reason(
        &self,
        words: &Words,
        row: u32,
        feature: usize,
        contribution: f64,
    ) -> Reason {
        let value = self.value(row, feature);
        let order = Order::of(&self.entry(feature).display);
        let said = |rank| position(rank, order).map(|position| words.rank(position));
        let rank = (value != Value::Missing)
            .then(|| self.base.rank_as_said(self.column_index(feature), &value, said));
        let input = ReasonInput {
            entry: self.entry(feature),
            feature: self.feature_name(feature),
            value: &value,
            contribution,
            rank,
            share_same: None,
        };
        reasons::reason(words, &input)
    }

    /// The column of the base behind a factor; for a one-hot variable the one that is 1.
    #[must_use]
    pub fn column_of(&self, factor: &Factor) -> Option<&str> {
        let feature = match &factor.kind {
            FactorKind::Single(feature)
            | FactorKind::OneHot { active: ActiveMember::One(feature), .. } => *feature,
            FactorKind::OneHot { members, .. } => *members.first()?,
        };
        self.base.columns().get(self.column_index(feature)).map(Column::name)
    }

    /// The features of this client without a value that the model has never seen missing: it
    /// scores them as if they were 0. By index in the model.
    #[must_use]
    pub fn missing_read_as_zero(&self, row: u32) -> Vec<usize> {
        let forest = self.model.forest();
        self.feature_row(row)
            .iter()
            .enumerate()
            .filter(|(feature, value)| value.is_nan() && forest.scores_missing_as_zero(*feature))
            .map(|(feature, _)| feature)
            .collect()
    }

    /// The value of a feature for a client, as the base holds it.
    #[must_use]
    pub fn value(&self, row: u32, feature: usize) -> Value {
        self.base
            .columns()
            .get(self.column_index(feature))
            .map_or(Value::Missing, |column| column.value(row as usize))
    }

    /// The name of a feature, as the model writes it.
    #[must_use]
    pub fn feature_name(&self, feature: usize) -> &str {
        self.model.forest().features().get(feature).map_or("", |feature| feature.name.as_str())
    }

    /// What the dictionary knows about a feature.
    #[must_use]
    pub fn entry(&self, feature: usize) -> &FeatureEntry {
        self.dictionary().entry(self.feature_name(feature))
    }

    /// Whether the model reads this column of the base, in at least one split.
    #[must_use]
    pub fn reads(&self, column: &str) -> bool {
        let Some(index) = self.base.column(column) else { return false };
        let forest = self.model.forest();
        (0..forest.features().len()).any(|feature| {
            self.binding.column_of(feature) == Some(index) && forest.is_used(feature)
        })
    }

    /// The column of a feature; past the last column for a feature that the model does not have,
    /// which reads as missing everywhere.
    fn column_index(&self, feature: usize) -> usize {
        self.binding.column_of(feature).unwrap_or(usize::MAX)
    }

    /// The share of all clients whose one-hot variable has the same value.
    fn share_with(&self, active: &ActiveMember, row: u32) -> Option<f64> {
        let ActiveMember::One(feature) = active else { return None };
        let value = self.value(row, *feature);
        let column = self.column_index(*feature);
        let rank = self.base.rank(column, &value, self.base.everyone());
        Some(rank.equal as f64 / self.base.rows().max(1) as f64)
    }
}
