//! What the factors of a model do to the scores of a whole base: which way their values act, and how
//! the effect follows the value.
//!
//! Made from the contributions of everybody, one factor at a time, so that memory grows with the
//! clients but not with the features. What is counted is kept: a few numbers a band, never a column.
//!
//! Depends on `base`, `explain` and `contributions`. **Invariant**: all effects are in log-odds of
//! the probability that is shown ([`Model::log_odds_per_raw_score`](super::Model)), and every count
//! adds up to the clients who were looked at.

mod axis;
mod dependence;
mod strip;

use std::sync::Arc;

use crate::{
    base::{Column, Group},
    domain::{Display, FeatureEntry},
    explain::FactorOutline,
    words::{Words, comparison::Order},
};

use super::{Contributions, ContributionsFault, Portfolio};

pub use axis::{AxisBand, FactorAxis, MOST_AXIS_BANDS};
pub use dependence::{BandEffects, Dependence, Quantiles};
pub use strip::{Lane, STRIP_BINS, Strip};

impl Contributions {
    /// What a factor does to the score of every client: the contributions of its features added up,
    /// in the unit of the raw score, in the order of the clients.
    ///
    /// # Errors
    /// When the file fails.
    pub fn factor(&self, factor: &FactorOutline) -> Result<Arc<[f32]>, ContributionsFault> {
        match factor.features.as_slice() {
            [] => Ok(Arc::default()),
            [only] => self.column(*only),
            [first, others @ ..] => {
                let mut sums = self.column(*first)?.to_vec();
                for feature in others {
                    for (sum, more) in sums.iter_mut().zip(&*self.column(*feature)?) {
                        *sum += more;
                    }
                }
                Ok(sums.into())
            }
        }
    }
}

impl Portfolio {
    /// How the effect of a factor spreads over the clients of `group`, or over everybody, for low
    /// and high values apart. What is low follows what is shown: a young client has a low age, in
    /// whatever way the base counts.
    ///
    /// # Errors
    /// When the file of the contributions fails.
    pub fn strip(
        &self,
        contributions: &Contributions,
        factor: &FactorOutline,
        group: Option<&Group>,
    ) -> Result<Strip, ContributionsFault> {
        let effects = contributions.factor(factor)?;
        let order = self.order_of(factor);
        let thirds =
            (order != Order::Unordered).then(|| self.base.thirds(self.place_of(factor))).flatten();
        let is_turned = matches!(order, Order::Lower | Order::Later);
        let strip = Strip::of(&effects, thirds.as_deref(), group, self.scale());
        Ok(if is_turned { strip.turned() } else { strip })
    }

    /// How the effect of a factor follows its value, over the clients of `group` or over everybody,
    /// with the values' bands.
    ///
    /// # Errors
    /// When the file of the contributions fails.
    pub fn dependence(
        &self,
        contributions: &Contributions,
        factor: &FactorOutline,
        group: Option<&Group>,
    ) -> Result<(FactorAxis, Dependence), ContributionsFault> {
        let effects = contributions.factor(factor)?;
        let axis = self.axis(factor);
        let bands = axis.bands.len();
        let found = Dependence::of(&effects, &axis.by_row, bands, group, self.scale());
        Ok((axis, found))
    }

    /// The plain name of a factor.
    #[must_use]
    pub fn outline_label<'a>(&'a self, words: &Words, factor: &'a FactorOutline) -> &'a str {
        match (&factor.variable, factor.features.as_slice()) {
            (None, [feature]) => words.label(self.entry(*feature), self.feature_name(*feature)),
            (variable, _) => {
                let variable = variable.as_deref().unwrap_or_default();
                self.dictionary().label(variable, words.language())
            }
        }
    }

    /// What names a factor among all: its one-hot variable, or the column of its only feature.
    #[must_use]
    pub fn outline_key<'a>(&'a self, factor: &'a FactorOutline) -> &'a str {
        let column = || self.base.columns().get(self.place_of(factor)).map_or("", Column::name);
        factor.variable.as_deref().unwrap_or_else(column)
    }

    /// What the dictionary knows about the feature of a factor, or about the first one of several.
    #[must_use]
    pub fn outline_entry(&self, factor: &FactorOutline) -> &FeatureEntry {
        self.entry(factor.features.first().copied().unwrap_or(usize::MAX))
    }

    /// What turns raw scores into the log-odds that are shown.
    fn scale(&self) -> f64 {
        self.model.log_odds_per_raw_score()
    }

    /// What a larger number of the factor's column means; nothing for several columns.
    fn order_of(&self, factor: &FactorOutline) -> Order {
        match factor.features.as_slice() {
            // No or yes, without a variable around it: yes is more than no.
            [feature] if self.is_yes_or_no(*feature) => Order::Higher,
            [feature] => Order::of(&self.entry(*feature).display),
            _ => Order::Unordered,
        }
    }

    fn is_yes_or_no(&self, feature: usize) -> bool {
        matches!(self.entry(feature).display, Display::YesNo | Display::OneHot(_))
    }

    /// The place in the base of the column of the factor's first feature.
    fn place_of(&self, factor: &FactorOutline) -> usize {
        let feature = factor.features.first().copied().unwrap_or(usize::MAX);
        self.binding.column_of(feature).unwrap_or(usize::MAX)
    }
}
