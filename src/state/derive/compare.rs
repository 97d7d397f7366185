//! Where the client stands among others, for one column or two.

use std::sync::Arc;

use crate::{
    base::Column,
    domain::{Dictionary, Outcomes, Rank, Value},
    portfolio::{Portfolio, capitalised},
    state::{
        AppState, Scope,
        view::{ChartView, ColumnChoice, CompareView},
    },
    words::{
        Words,
        comparison::{Among, Order, missing_position, position},
    },
};

use super::{
    bands::{self, BandWords, Counted},
    columns::Columns,
    counts::Counts,
    explained::Explained,
    grid::GridWords,
    slot::{Shared, Wanted},
};

/// What the comparison depends on.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::state) struct CompareInput {
    portfolio: Shared<Portfolio>,
    columns: Shared<Columns>,
    counts: Shared<Counts>,
    client: Option<Shared<Explained>>,
    has_group: bool,
    words: Words,
}

impl CompareInput {
    /// Waits for the client and for the counts that are under way, so that one picture never mixes
    /// two of them.
    pub(super) fn of(state: &AppState) -> Wanted<Self> {
        let (session, pictures) = (&state.session, &state.pictures);
        let (Some(portfolio), Some(columns)) = (&session.portfolio, &pictures.columns) else {
            return Wanted::Nothing;
        };
        let Some(counts) = pictures.counts.current() else { return Wanted::Later };
        let client = match state.desk.selected {
            Some(_) => match pictures.client.current() {
                Some(client) => Some(Shared::of(client)),
                None => return Wanted::Later,
            },
            None => None,
        };
        let is_everybody = session.group.as_ref().is_none_or(|group| group.is_everybody());
        Wanted::From(Self {
            portfolio: Shared::of(portfolio),
            columns: columns.clone(),
            counts: Shared::of(counts),
            client,
            has_group: !is_everybody,
            words: state.words.clone(),
        })
    }

    pub(super) fn derive(&self) -> CompareView {
        let Some(column) = self.column() else { return CompareView::default() };
        let second = self.counts.of.second.and_then(|at| self.portfolio.base().columns().get(at));
        let label = self.label(column.name());
        let (chart, sentence) = self.chart(column, &label);
        CompareView {
            choices: self.choices(),
            label,
            second: second.map(|second| second.name().to_owned()),
            second_label: second.map(|second| self.label(second.name())).unwrap_or_default(),
            scope: self.scope(),
            has_group: self.has_group,
            sentence,
            chart,
            grid: second.and_then(|second| {
                let counted = self.counts.grid.as_ref()?;
                let words = GridWords {
                    words: &self.words,
                    dictionary: self.dictionary(),
                    columns: [column, second],
                    row: self.client.as_ref().map(|client| client.row),
                };
                Some(words.view(counted))
            }),
            column: column.name().to_owned(),
        }
    }

    /// The columns to compare along: those of the reasons first, the strongest first.
    fn choices(&self) -> Arc<[ColumnChoice]> {
        let Some(client) = &self.client else { return Arc::clone(&self.columns.choices) };
        let reasons: Vec<&str> = client.columns().collect();
        let rank = |choice: &&ColumnChoice| {
            reasons.iter().position(|column| *column == choice.column).unwrap_or(usize::MAX)
        };
        let mut choices: Vec<&ColumnChoice> = self.columns.choices.iter().collect();
        choices.sort_by_cached_key(rank);
        choices.into_iter().cloned().collect()
    }

    fn column(&self) -> Option<&Column> {
        self.portfolio.base().columns().get(self.counts.of.column)
    }

    fn dictionary(&self) -> &Dictionary {
        self.portfolio.dictionary()
    }

    fn label(&self, column: &str) -> String {
        self.dictionary().label(column, self.words.language()).to_owned()
    }

    fn scope(&self) -> Scope {
        if self.counts.group.is_some() { Scope::Group } else { Scope::All }
    }

    fn chart(&self, column: &Column, label: &str) -> (ChartView, String) {
        let words = &self.words;
        let entry = self.dictionary().entry(column.name());
        let band_words = BandWords { words, entry, column: column.name() };
        let counted = Counted { all: &self.counts.all, group: self.counts.group.as_ref() };
        let x_title = words.label_with_unit(entry, column.name());
        let value = self.client.as_ref().map(|client| column.value(client.row as usize));
        let mut chart = bands::chart(&counted, &band_words, x_title, value.as_ref());
        let sentence = value.map(|value| self.sentence(column, &value)).unwrap_or_default();
        chart.description = words.with(
            "compare-chart-description",
            &[
                ("label", label.into()),
                ("bars", chart.bars.len().into()),
                ("sentence", described(words, &chart, &sentence).as_str().into()),
            ],
        );
        label.clone_into(&mut chart.table.caption);
        (chart, sentence)
    }

    /// "2 months late: 89 % of clients do better. At this level, 69 % did not repay."
    fn sentence(&self, column: &Column, value: &Value) -> String {
        let words = &self.words;
        let entry = self.dictionary().entry(column.name());
        let text = words.value(entry, column.name(), value);
        let base = self.portfolio.base();
        let (among, group) = match self.counts.of.group() {
            Some(group) => (Among::Group, group),
            None => (Among::All, base.everyone()),
        };
        let said = |rank: Rank| {
            let position = match value {
                Value::Missing => missing_position(rank),
                Value::Number(_) => position(rank, Order::of(&entry.display)),
                Value::Text(_) => position(rank, Order::Unordered),
            };
            position.map(|position| words.position_sentence(&text, position, among))
        };
        let at = self.counts.of.column;
        let rank = match among {
            Among::All => base.rank_as_said(at, value, said),
            Among::Group => base.rank(at, value, group),
        };
        let mut sentences = Vec::new();
        sentences.extend(said(rank));
        if base.outcome_column().is_some() {
            sentences.push(self.rate_sentence(self.outcomes_here(value)));
        }
        capitalised(&sentences.join(" "))
    }

    fn rate_sentence(&self, outcomes: Outcomes) -> String {
        let words = &self.words;
        let sentence = words.default_rate_sentence(outcomes);
        match self.scope() {
            Scope::All | Scope::LookAlikes => sentence,
            Scope::Group => {
                words.with("compare-within-group", &[("sentence", sentence.as_str().into())])
            }
        }
    }

    /// What became of the clients who share the client's band.
    fn outcomes_here(&self, value: &Value) -> Outcomes {
        self.counts.group.as_ref().unwrap_or(&self.counts.all).outcomes_at(value)
    }
}

/// The chart's main numbers, after its sentence.
fn described(words: &Words, chart: &ChartView, sentence: &str) -> String {
    let most = chart.bars.iter().max_by(|a, b| a.share.total_cmp(&b.share));
    let rates: Vec<f64> = chart.bars.iter().filter_map(|bar| bar.default_rate).collect();
    let low = rates.iter().copied().reduce(f64::min);
    let high = rates.iter().copied().reduce(f64::max);
    let (Some(most), Some(low), Some(high)) = (most, low, high) else {
        return sentence.to_owned();
    };
    let extremes = words.with(
        "compare-chart-extremes",
        &[
            ("most", most.tooltip.as_str().into()),
            ("low", words.share(low).as_str().into()),
            ("high", words.share(high).as_str().into()),
        ],
    );
    format!("{sentence} {extremes}")
}
