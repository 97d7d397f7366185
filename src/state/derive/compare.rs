//! Where the client stands among others, for one column or two.

use crate::{
    base::{ClientBase, Group},
    domain::{Distribution, FeatureEntry, Outcomes, Value},
    state::{
        AppState, Scope,
        view::{CellView, ChartView, ClientPane, ColumnChoice, CompareView, GridView, TableView},
    },
    words::{
        Words,
        comparison::{Among, Order, missing_position, position},
    },
};

use super::{
    bands::{self, BandWords, Counted},
    filter,
};

/// At most this many bars: more could not be labelled side by side in the card.
const MOST_BARS: usize = 12;

/// The comparison for the chosen column.
pub(super) fn derive(state: &AppState) -> CompareView {
    let Some(base) = &state.session.base else { return CompareView::default() };
    let choices = choices(state);
    let Some(column) = chosen_column(state, &choices) else { return CompareView::default() };
    let language = state.words.language();
    let label = |column: &str| state.session.dictionary().label(column, language).to_owned();
    let compared = Compared::new(state, base, &column);
    let mut view = CompareView {
        choices,
        label: label(&column),
        second: state.desk.compare_second.clone(),
        second_label: state.desk.compare_second.as_deref().map(label).unwrap_or_default(),
        scope: state.desk.scope,
        has_group: state.session.group.as_ref().is_some_and(|group| !group.is_everybody()),
        sentence: String::new(),
        chart: ChartView::default(),
        grid: None,
        column,
    };
    if let Some(compared) = compared {
        let chart = compared.chart(state, &view.label);
        view.sentence = chart.1;
        view.chart = chart.0;
        view.grid = state
            .desk
            .compare_second
            .as_deref()
            .and_then(|second| grid(state, base, &view.column, second));
    }
    view
}

/// The columns to compare along: those of the reasons first, the strongest first.
fn choices(state: &AppState) -> Vec<ColumnChoice> {
    let mut choices = filter::columns(state);
    if let ClientPane::Client(client) = &state.views.client {
        let rank = |column: &str| {
            client
                .reasons
                .rows
                .iter()
                .position(|row| row.column.as_deref() == Some(column))
                .unwrap_or(usize::MAX)
        };
        choices.sort_by_key(|choice| rank(&choice.column));
    }
    choices
}

fn chosen_column(state: &AppState, choices: &[ColumnChoice]) -> Option<String> {
    state
        .desk
        .compare_column
        .clone()
        .or_else(|| choices.first().map(|choice| choice.column.clone()))
}

/// One column, counted over all clients and over the group, with the client's own value.
struct Compared<'a> {
    base: &'a ClientBase,
    index: usize,
    entry: &'a FeatureEntry,
    among: &'a Group,
    all: Distribution,
    group: Option<Distribution>,
    value: Option<Value>,
    scope: Scope,
}

impl<'a> Compared<'a> {
    fn new(state: &'a AppState, base: &'a ClientBase, column: &str) -> Option<Self> {
        let index = base.column(column)?;
        let everyone = base.everyone();
        let group = state.session.group.as_deref().filter(|group| !group.is_everybody());
        let scope = if group.is_some() { state.desk.scope } else { Scope::All };
        let among = match (scope, group) {
            (Scope::Group, Some(group)) => group,
            _ => everyone,
        };
        Some(Self {
            base,
            index,
            entry: state.session.entry(column),
            among,
            all: base.distribution(index, everyone, MOST_BARS),
            group: (scope == Scope::Group).then(|| base.distribution(index, among, MOST_BARS)),
            value: state.desk.selected.map(|row| base.columns()[index].value(row as usize)),
            scope,
        })
    }

    fn chart(&self, state: &AppState, label: &str) -> (ChartView, String) {
        let words = &state.words;
        let column = self.base.columns()[self.index].name();
        let band_words = BandWords { words, entry: self.entry, column };
        let counted = Counted { all: &self.all, group: self.group.as_ref() };
        let x_title = words.label_with_unit(self.entry, column);
        let mut chart = bands::chart(&counted, &band_words, x_title, self.value.as_ref());
        let sentence = self.sentence(state);
        chart.description = words.with(
            "compare-chart-description",
            &[
                ("label", label.into()),
                ("bars", chart.bars.len().into()),
                ("sentence", Self::described(words, &chart, &sentence).as_str().into()),
            ],
        );
        label.clone_into(&mut chart.table.caption);
        (chart, sentence)
    }

    /// "2 months late: 89 % of clients do better. At this level, 69 % did not repay."
    fn sentence(&self, state: &AppState) -> String {
        let words = &state.words;
        let Some(value) = &self.value else { return String::new() };
        let column = self.base.columns()[self.index].name();
        let text = words.value(self.entry, column, value);
        let among = match self.scope {
            Scope::All => Among::All,
            Scope::Group => Among::Group,
        };
        let rank = self.base.rank(self.index, value, self.among);
        let position = match value {
            Value::Missing => missing_position(rank),
            Value::Number(_) => position(rank, Order::of(&self.entry.display)),
            Value::Text(_) => position(rank, Order::Unordered),
        };
        let mut sentences = Vec::new();
        sentences.extend(position.map(|position| words.position_sentence(&text, position, among)));
        if self.base.outcome_column().is_some() {
            sentences.push(self.rate_sentence(words, self.outcomes_here(value)));
        }
        capitalised(&sentences.join(" "))
    }

    fn rate_sentence(&self, words: &Words, outcomes: Outcomes) -> String {
        let sentence = words.default_rate_sentence(outcomes);
        match self.scope {
            Scope::All => sentence,
            Scope::Group => {
                words.with("compare-within-group", &[("sentence", sentence.as_str().into())])
            }
        }
    }

    /// What became of the clients who share the client's band.
    fn outcomes_here(&self, value: &Value) -> Outcomes {
        let counted = self.group.as_ref().unwrap_or(&self.all);
        if *value == Value::Missing {
            return counted.missing_outcomes;
        }
        bands::band_of(&counted.bands, value)
            .and_then(|index| counted.bands.get(index))
            .map(|band| band.outcomes)
            .unwrap_or_default()
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
}

/// A sentence begins with a capital, even when it begins with a value ("paid in full: ...").
fn capitalised(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Two columns at once.
fn grid(state: &AppState, base: &ClientBase, x: &str, y: &str) -> Option<GridView> {
    let words = &state.words;
    let (x_index, y_index) = (base.column(x)?, base.column(y)?);
    let group = state.session.group.as_deref().filter(|_| state.desk.scope == Scope::Group);
    let counted = base.grid(x_index, y_index, group.unwrap_or(base.everyone()));
    let band_words = |column| BandWords { words, entry: state.session.entry(column), column };
    let (x_words, y_words) = (band_words(x), band_words(y));
    let label =
        |column: &str| state.session.dictionary().label(column, words.language()).to_owned();
    let client_cell = state.desk.selected.and_then(|row| {
        let value = |index: usize| base.columns()[index].value(row as usize);
        Some((
            bands::position_of(counted.x_bands.iter(), &value(x_index))?,
            bands::position_of(counted.y_bands.iter(), &value(y_index))?,
        ))
    });
    let mut cells = Vec::with_capacity(counted.cells.len());
    let mut rows = Vec::new();
    for (y_band, line) in
        counted.y_bands.iter().zip(counted.cells.chunks(counted.x_bands.len().max(1)))
    {
        for (x_band, cell) in counted.x_bands.iter().zip(line) {
            let rate = bands::sound_rate(cell.outcomes);
            let names = (x_words.full(x_band), y_words.full(y_band));
            cells.push(CellView {
                count: cell.count,
                default_rate: rate,
                tooltip: cell_text(state, &names, cell.count, rate),
            });
            if cell.count > 0 {
                rows.push(vec![
                    names.0,
                    names.1,
                    words.integer(cell.count),
                    rate.map_or("–".to_owned(), |rate| words.percent(rate, 1)),
                ]);
            }
        }
    }
    let sentence =
        grid_sentence(state, (&label(x), &label(y)), &cells, client_cell, counted.x_bands.len());
    Some(GridView {
        x_title: label(x),
        y_title: label(y),
        x_labels: counted.x_bands.iter().map(|band| x_words.short(band)).collect(),
        y_labels: counted.y_bands.iter().map(|band| y_words.short(band)).collect(),
        cells,
        client_cell,
        description: sentence.clone(),
        sentence,
        table: TableView {
            caption: format!("{} × {}", label(x), label(y)),
            columns: vec![
                label(x),
                label(y),
                words.text("compare-column-clients").to_owned(),
                words.text("compare-column-default-rate").to_owned(),
            ],
            rows,
        },
    })
}

fn cell_text(state: &AppState, (x, y): &(String, String), count: u64, rate: Option<f64>) -> String {
    let mut args =
        vec![("x", x.as_str().into()), ("y", y.as_str().into()), ("count", count.into())];
    let Some(rate) = rate.map(|rate| state.words.percent(rate, 1)) else {
        return state.words.with("compare-grid-cell", &args);
    };
    args.push(("rate", rate.as_str().into()));
    state.words.with("compare-grid-cell-rate", &args)
}

fn grid_sentence(
    state: &AppState,
    (x, y): (&str, &str),
    cells: &[CellView],
    client_cell: Option<(usize, usize)>,
    width: usize,
) -> String {
    let words = &state.words;
    let Some(cell) = client_cell.and_then(|(column, line)| cells.get(line * width + column)) else {
        return words.text("compare-two-legend").to_owned();
    };
    let shared = words.with(
        "compare-two-sentence",
        &[("x", x.into()), ("y", y.into()), ("count", cell.count.into())],
    );
    match cell.default_rate {
        Some(rate) => {
            let rate = words.share(rate);
            let rate = words.with("compare-two-rate", &[("rate", rate.as_str().into())]);
            format!("{shared} {rate}")
        }
        None => shared,
    }
}
