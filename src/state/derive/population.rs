//! The population's page: the spread of the risk held against the threshold, in words.

use crate::{
    domain::{Display, FeatureEntry, Probability, Threshold, Value},
    state::{
        AppState,
        view::{ChartView, EffectsView, PopulationView, TableView},
    },
    words::Words,
};

use super::{
    bands::{self, BandWords, Counted},
    risks::{Risks, Spread},
    slot::Shared,
};

/// What the page depends on: when none of it changed, the page stays as it is.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::state) struct PopulationInput {
    risks: Option<Shared<Risks>>,
    threshold: Threshold,
    /// The risk of the client on screen.
    client: Option<Probability>,
    /// What stands in place of the page while there are no risks.
    placeholder: &'static str,
    words: Words,
}

impl PopulationInput {
    pub(super) fn of(state: &AppState) -> Self {
        let session = &state.session;
        let client = state.desk.selected.zip(session.scores.as_ref());
        Self {
            risks: state.pictures.risks.value().map(Shared::of),
            threshold: session.threshold(),
            client: client.and_then(|(row, scores)| scores.probability(row)),
            placeholder: match (&session.base, &session.portfolio) {
                (None, _) => "client-none-base",
                (_, None) => "client-none-model",
                _ => "list-scoring",
            },
            words: state.words.clone(),
        }
    }

    /// All clients, and the group beside them.
    pub(super) fn view(&self) -> PopulationView {
        let Some(risks) = &self.risks else {
            let sentence = self.words.text(self.placeholder).to_owned();
            return PopulationView { sentence, ..PopulationView::default() };
        };
        let everyone = Figures {
            spread: &risks.everyone,
            refused: risks.everyone.clients - risks.scores.accepted(self.threshold),
        };
        let group = risks.group.as_ref().map(|(spread, standing)| Figures {
            spread,
            refused: spread.clients - standing.accepted(self.threshold),
        });
        let sentence = self.sentence(&everyone, group.as_ref());
        PopulationView {
            risk: self.chart(&everyone, group.as_ref(), &sentence),
            figures: self.table(&everyone, group.as_ref()),
            sentence,
            effects: EffectsView::default(),
        }
    }

    fn sentence(&self, everyone: &Figures<'_>, group: Option<&Figures<'_>>) -> String {
        let words = &self.words;
        let figures = group.unwrap_or(everyone);
        let refused = words.percent(figures.refused_share(), 1);
        let mut args =
            vec![("count", figures.spread.clients.into()), ("refused", refused.as_str().into())];
        let rate = figures.spread.outcomes.default_rate().map(|rate| words.percent(rate, 1));
        let first = match &rate {
            Some(rate) => {
                args.push(("rate", rate.as_str().into()));
                words.with("population-sentence-outcomes", &args)
            }
            None => words.with("population-sentence", &args),
        };
        if group.is_none() {
            return first;
        }
        let all = words.percent(everyone.refused_share(), 1);
        let second = words.with(
            "population-group-sentence",
            &[("refused", refused.as_str().into()), ("all", all.as_str().into())],
        );
        format!("{first} {second}")
    }

    fn chart(
        &self,
        everyone: &Figures<'_>,
        group: Option<&Figures<'_>>,
        sentence: &str,
    ) -> ChartView {
        let words = &self.words;
        let entry = FeatureEntry { display: Display::Percent, ..FeatureEntry::default() };
        let band_words = BandWords { words, entry: &entry, column: "" };
        let counted =
            Counted { all: &everyone.spread.risks, group: group.map(|group| &group.spread.risks) };
        let client = self.client.map(|risk| Value::Number(risk.get()));
        let x_title = words.text("population-scores-axis").to_owned();
        let mut chart = bands::chart(&counted, &band_words, x_title, client.as_ref());
        let spread = group.unwrap_or(everyone).spread;
        chart.description = self.spread_sentence(spread).unwrap_or_else(|| sentence.to_owned());
        words.text("population-scores-title").clone_into(&mut chart.table.caption);
        chart
    }

    /// "Half of the clients have a risk below 12.1%; one in ten is above 61.3%."
    fn spread_sentence(&self, spread: &Spread) -> Option<String> {
        let (median, high) = spread.middle_and_high?;
        let (median, high) = (self.words.probability(median), self.words.probability(high));
        Some(self.words.with(
            "population-scores-sentence",
            &[("median", median.as_str().into()), ("high", high.as_str().into())],
        ))
    }

    fn table(&self, everyone: &Figures<'_>, group: Option<&Figures<'_>>) -> TableView {
        let words = &self.words;
        let mut columns = vec!["", "population-all"];
        if group.is_some() {
            columns.push("population-group");
        }
        let row = |key: &str, figure: &dyn Fn(&Figures<'_>) -> String| {
            let mut cells = vec![words.text(key).to_owned(), figure(everyone)];
            cells.extend(group.map(figure));
            cells
        };
        let rate = |figures: &Figures<'_>| {
            figures.spread.outcomes.default_rate().map_or_else(
                || words.text("common-unknown").to_owned(),
                |rate| words.percent(rate, 1),
            )
        };
        let refused = |figures: &Figures<'_>| words.percent(figures.refused_share(), 1);
        let clients = |figures: &Figures<'_>| words.integer(figures.spread.clients as u64);
        TableView {
            caption: String::new(),
            columns: columns.into_iter().map(|key| words.text(key).to_owned()).collect(),
            rows: vec![
                row("population-column-clients", &clients),
                row("population-column-refused", &refused),
                row("population-column-default-rate", &rate),
            ],
        }
    }
}

/// The figures of some clients at the threshold.
struct Figures<'a> {
    spread: &'a Spread,
    refused: usize,
}

impl Figures<'_> {
    fn refused_share(&self) -> f64 {
        bands::share(self.refused as u64, self.spread.clients as u64)
    }
}
