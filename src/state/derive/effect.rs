//! How the effect of one factor follows its value, in words and numbers, with the client marked.

use std::sync::Arc;

use crate::{
    base::Placed,
    domain::odds_factor,
    explain::FactorOutline,
    portfolio::{BandEffects, Quantiles, capitalised},
    state::{
        AppState, Scope,
        view::{ColumnChoice, EffectBandView, EffectView, TableView},
    },
    words::Words,
};

use super::{
    bands::share,
    dependence::CountedEffects,
    explained::Explained,
    factor_words::FactorWords,
    slot::{Shared, Wanted},
};

/// Decimals of the numbers that an expert may check, in log-odds.
const DECIMALS: u8 = 4;

/// What the chart depends on.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::state) struct EffectInput {
    counted: Shared<CountedEffects>,
    client: Option<Shared<Explained>>,
    has_group: bool,
    words: Words,
}

impl EffectInput {
    /// Waits for the client and for the counts that are under way, so that one picture never mixes
    /// two of them.
    pub(super) fn of(state: &AppState) -> Wanted<Self> {
        let pictures = &state.pictures;
        if state.session.contributions.is_none() {
            return Wanted::Nothing;
        }
        let Some(counted) = pictures.dependence.current() else { return Wanted::Later };
        let client = match (state.desk.selected, pictures.client.current()) {
            (None, _) => None,
            (Some(_), Some(client)) => Some(Shared::of(client)),
            (Some(_), None) => return Wanted::Later,
        };
        Wanted::From(Self {
            counted: Shared::of(counted),
            client,
            has_group: pictures.group.value().is_some_and(|known| !known.group.is_everybody()),
            words: state.words.clone(),
        })
    }

    pub(super) fn derive(&self) -> EffectView {
        let Some(outline) = self.counted.of.outline() else { return EffectView::default() };
        let factor =
            FactorWords { words: &self.words, portfolio: &self.counted.of.portfolio, outline };
        let client = self.client_effect();
        let bands = self.bands(&factor, client);
        let sentence = self.sentence(&factor, &bands, client);
        let label = factor.label().to_owned();
        EffectView {
            choices: self.choices(),
            factor: factor.portfolio.outline_key(outline).to_owned(),
            scope: if self.counted.of.grouped.is_some() { Scope::Group } else { Scope::All },
            has_group: self.has_group,
            description: self.words.with(
                "effects-description",
                &[
                    ("label", label.as_str().into()),
                    ("bands", bands.len().into()),
                    ("sentence", sentence.as_str().into()),
                ],
            ),
            sentence,
            x_title: factor.title(),
            table: self.table(&label, &bands),
            bands,
            label,
        }
    }

    /// The factors that can be chosen, those that weigh most first.
    fn choices(&self) -> Arc<[ColumnChoice]> {
        let (portfolio, contributions) =
            (&self.counted.of.portfolio, &self.counted.of.contributions);
        let means = &contributions.mean_absolute().factors;
        let mut factors: Vec<(f64, &FactorOutline)> =
            means.iter().copied().zip(&contributions.outline().factors).collect();
        factors.sort_by(|one, other| other.0.total_cmp(&one.0));
        let choice = |(_, outline): (f64, &FactorOutline)| ColumnChoice {
            column: portfolio.outline_key(outline).to_owned(),
            label: portfolio.outline_label(&self.words, outline).to_owned(),
        };
        factors.into_iter().map(choice).collect()
    }

    /// The band of the client on screen, past the last one without a value, and what the factor
    /// does to the client's score, in log-odds.
    fn client_effect(&self) -> Option<(usize, f64)> {
        let client = self.client.as_ref()?;
        let band = self.counted.axis.by_row.get(client.row as usize).copied()?;
        let effect = client.found.factors.get(self.counted.of.factor)?.contribution;
        let last = self.counted.axis.bands.len();
        Some((if band == Placed::MISSING { last } else { usize::from(band) }, effect))
    }

    fn bands(&self, factor: &FactorWords<'_>, client: Option<(usize, f64)>) -> Vec<EffectBandView> {
        let (axis, found) = (&self.counted.axis, &self.counted.found);
        let own = |at: usize| client.filter(|(band, _)| *band == at).map(|(_, effect)| effect);
        let band = |(at, effects): (usize, &BandEffects)| {
            let kind = axis.bands.get(at)?;
            let full = factor.full(kind);
            let label = if own(at).is_some() { full.clone() } else { factor.short(kind) };
            let clause = axis.clauses.get(at).cloned().flatten();
            let view =
                EffectBandView { label, client: own(at), clause, ..EffectBandView::default() };
            Some(self.counted_band(view, effects, &full))
        };
        let mut bands: Vec<EffectBandView> =
            found.bands.iter().enumerate().filter_map(band).collect();
        if found.missing.everyone > 0 {
            let label = self.words.text("band-missing").to_owned();
            let missing = EffectBandView {
                label: label.clone(),
                client: own(axis.bands.len()),
                is_missing: true,
                clause: axis.missing.clone(),
                ..EffectBandView::default()
            };
            bands.push(self.counted_band(missing, &found.missing, &label));
        }
        bands
    }

    /// The band with its counts, its effects and its words.
    fn counted_band(
        &self,
        band: EffectBandView,
        counted: &BandEffects,
        label: &str,
    ) -> EffectBandView {
        let (words, found) = (&self.words, &self.counted.found);
        let is_of_group = self.counted.of.grouped.is_some();
        let group_share = if is_of_group { share(counted.clients, found.clients()) } else { 0.0 };
        let all_share = share(counted.everyone, found.everyone());
        let shown_share = words.share(if is_of_group { group_share } else { all_share });
        let mut args = vec![
            ("label", label.into()),
            ("count", counted.clients.into()),
            ("share", shown_share.as_str().into()),
        ];
        let texts = counted.effects.map(|effects| factors(words, effects));
        let mut tooltip = match &texts {
            Some([low, median, high]) => {
                args.extend([
                    ("low", low.as_str().into()),
                    ("median", median.as_str().into()),
                    ("high", high.as_str().into()),
                ]);
                words.with("effects-band", &args)
            }
            None => words.with("effects-band-nobody", &[("label", label.into())]),
        };
        if let Some(effect) = band.client {
            let factor = words.odds_factor(odds_factor(effect));
            let client = words.with("effects-band-client", &[("factor", factor.as_str().into())]);
            tooltip = format!("{tooltip} {client}");
        }
        EffectBandView {
            share: all_share,
            group_share,
            effects: counted.effects.map(|effects| [effects.low, effects.median, effects.high]),
            tooltip,
            ..band
        }
    }

    /// "Age acts from × 0.8 (60 to 65 years) to × 1.3 (20 to 25 years). This client: 24 years,
    /// × 1.2."
    fn sentence(
        &self,
        factor: &FactorWords<'_>,
        bands: &[EffectBandView],
        client: Option<(usize, f64)>,
    ) -> String {
        let words = &self.words;
        let full = |at: usize| match self.counted.axis.bands.get(at) {
            Some(kind) => factor.full(kind),
            None => words.text("band-missing").to_owned(),
        };
        let medians = bands.iter().enumerate().filter_map(|(at, band)| {
            let [_, median, _] = band.effects?;
            Some((at, median))
        });
        let low = medians.clone().min_by(|one, other| one.1.total_cmp(&other.1));
        let high = medians.max_by(|one, other| one.1.total_cmp(&other.1));
        let factor_text = |effect: f64| words.odds_factor(odds_factor(effect));
        let range = low.zip(high).map(|((low_at, low), (high_at, high))| {
            let (low, high) = (factor_text(low), factor_text(high));
            let (low_band, high_band) = (full(low_at), full(high_at));
            let args = [
                ("label", factor.label().into()),
                ("low", low.as_str().into()),
                ("lowband", low_band.as_str().into()),
                ("high", high.as_str().into()),
                ("highband", high_band.as_str().into()),
            ];
            words
                .with(if low == high { "effects-sentence-same" } else { "effects-sentence" }, &args)
        });
        let client = client.map(|(_, effect)| {
            let value = self.client.as_ref().map(|client| factor.value(client.row));
            let (value, effect) = (value.unwrap_or_default(), factor_text(effect));
            words.with(
                "effects-sentence-client",
                &[("value", value.as_str().into()), ("factor", effect.as_str().into())],
            )
        });
        let all = range.into_iter().chain(client).collect::<Vec<_>>().join(" ");
        let scoped = self.counted.of.grouped.is_some();
        let text = if scoped && !all.is_empty() {
            words.with("compare-within-group", &[("sentence", all.as_str().into())])
        } else {
            all
        };
        capitalised(&text)
    }

    fn table(&self, label: &str, bands: &[EffectBandView]) -> TableView {
        let words = &self.words;
        let is_of_group = self.counted.of.grouped.is_some();
        let mut columns =
            vec!["compare-column-band", "compare-column-clients", "compare-column-share"];
        if is_of_group {
            columns.extend(["compare-column-group-clients", "compare-column-group-share"]);
        }
        columns.extend(["effects-column-low", "effects-column-typical", "effects-column-high"]);
        columns.push("effects-column-exact");
        let (axis, found) = (&self.counted.axis, &self.counted.found);
        let factor = self.counted.of.outline();
        let rows = bands.iter().enumerate().map(|(at, band)| {
            let counted = if band.is_missing { Some(&found.missing) } else { found.bands.get(at) };
            let counted = counted.copied().unwrap_or_default();
            let kind = axis.bands.get(at).filter(|_| !band.is_missing);
            let full = kind.zip(factor).map(|(kind, outline)| {
                let portfolio = &self.counted.of.portfolio;
                FactorWords { words, portfolio, outline }.full(kind)
            });
            let name = full.unwrap_or_else(|| band.label.clone());
            let name = match band.client {
                Some(_) => words.with("compare-table-client", &[("label", name.into())]),
                None => name,
            };
            let mut cells =
                vec![name, words.integer(counted.everyone), words.percent(band.share, 1)];
            if is_of_group {
                cells.extend([words.integer(counted.clients), words.percent(band.group_share, 1)]);
            }
            match counted.effects {
                Some(effects) => {
                    cells.extend(factors(words, effects));
                    cells.push(words.decimal(effects.median, DECIMALS));
                }
                None => cells.extend(std::iter::repeat_n("–".to_owned(), 4)),
            }
            cells
        });
        TableView {
            caption: label.to_owned(),
            rows: rows.collect(),
            columns: columns.into_iter().map(|key| words.text(key).to_owned()).collect(),
        }
    }
}

/// Three effects as odds factors.
fn factors(words: &Words, effects: Quantiles) -> [String; 3] {
    [effects.low, effects.median, effects.high].map(|effect| words.odds_factor(odds_factor(effect)))
}
