//! The values of one factor in words, whether it is one column or a variable spread over several.

use crate::{
    domain::{Display, Value},
    explain::FactorOutline,
    portfolio::{AxisBand, Portfolio},
    words::Words,
};

use super::bands::BandWords;

/// What puts the values of one factor into words.
pub(super) struct FactorWords<'a> {
    pub(super) words: &'a Words,
    pub(super) portfolio: &'a Portfolio,
    pub(super) outline: &'a FactorOutline,
}

impl FactorWords<'_> {
    pub(super) fn label(&self) -> &str {
        self.portfolio.outline_label(self.words, self.outline)
    }

    /// The label with the unit of the values.
    pub(super) fn title(&self) -> String {
        if self.outline.variable.is_some() {
            return self.label().to_owned();
        }
        let entry = self.portfolio.outline_entry(self.outline);
        self.words.label_with_unit(entry, self.portfolio.outline_key(self.outline))
    }

    /// A band in full.
    pub(super) fn full(&self, band: &AxisBand) -> String {
        match band {
            AxisBand::Values(kind) => self.band_words().full(kind),
            other => self.one_hot(other),
        }
    }

    /// A band, short enough for an axis.
    pub(super) fn short(&self, band: &AxisBand) -> String {
        match band {
            AxisBand::Values(kind) => self.band_words().short(kind),
            other => self.one_hot(other),
        }
    }

    fn band_words(&self) -> BandWords<'_> {
        BandWords {
            words: self.words,
            entry: self.portfolio.outline_entry(self.outline),
            column: self.portfolio.outline_key(self.outline),
        }
    }

    /// A value of a variable that is spread over one-hot columns.
    fn one_hot(&self, band: &AxisBand) -> String {
        let words = self.words;
        match band {
            AxisBand::Values(_) => String::new(),
            AxisBand::Is(feature) => {
                let entry = self.portfolio.entry(*feature);
                let own = match &entry.display {
                    Display::OneHot(one_hot) => one_hot.label.get(words.language()),
                    _ => "",
                };
                let name = words.label(entry, self.portfolio.feature_name(*feature));
                if own.is_empty() { name } else { own }.to_owned()
            }
            AxisBand::IsOther(columns) => words.with("band-other", &[("count", (*columns).into())]),
            AxisBand::IsNone => words.text("value-none-of-them").to_owned(),
            AxisBand::IsSeveral => words.text("value-one-of-several").to_owned(),
        }
    }

    /// What the client on `row` has.
    pub(super) fn value(&self, row: u32) -> String {
        let values: Vec<Value> = self
            .outline
            .features
            .iter()
            .map(|feature| self.portfolio.value(row, *feature))
            .collect();
        let entries = self.outline.features.iter().map(|feature| self.portfolio.entry(*feature));
        let columns: Vec<_> = entries.zip(&values).collect();
        match (&self.outline.variable, values.first()) {
            (None, Some(value)) => {
                let column = self.portfolio.outline_key(self.outline);
                self.words.value(self.portfolio.outline_entry(self.outline), column, value)
            }
            _ => self.words.one_hot_value(&columns).unwrap_or_default(),
        }
    }
}
