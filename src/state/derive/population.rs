//! The population's page.

use crate::{
    base::{ClientBase, Group},
    domain::{
        Band, BandKind, Decision, Display, Distribution, FeatureEntry, Outcomes, Probability,
        Threshold, Value,
    },
    portfolio::Scores,
    state::{
        AppState,
        view::{ChartView, PopulationView, TableView},
    },
};

use super::bands::{self, BandWords, Counted};

/// Risks are counted in bands of this width: fine enough to see a threshold of 9 %, coarse enough
/// that a bar holds people.
const BAND_WIDTH: f64 = 0.05;

/// Fewer clients than this have no tenth to speak of.
const FEWEST_FOR_A_SPREAD: usize = 20;

/// Bands of risk, from 0 to 1.
const BANDS: usize = 20;

/// All clients, and the group beside them.
pub(super) fn derive(state: &AppState) -> PopulationView {
    let (Some(base), Some(scores)) = (&state.session.base, &state.session.scores) else {
        let key = match (&state.session.base, &state.session.portfolio) {
            (None, _) => "client-none-base",
            (_, None) => "client-none-model",
            _ => "list-scoring",
        };
        return PopulationView {
            sentence: state.words.text(key).to_owned(),
            ..PopulationView::default()
        };
    };
    let everyone = Figures::of(base, scores, &Group::all(base.rows()), state.session.threshold());
    let group = state
        .session
        .group
        .as_ref()
        .filter(|group| !group.is_everybody())
        .map(|group| Figures::of(base, scores, group, state.session.threshold()));
    PopulationView {
        sentence: sentence(state, &everyone, group.as_ref()),
        risk: risk_chart(state, &everyone, group.as_ref()),
        figures: table(state, &everyone, group.as_ref()),
    }
}

/// The figures of one group of clients.
struct Figures {
    clients: u64,
    refused: u64,
    default_rate: Option<f64>,
    risks: Distribution,
}

impl Figures {
    fn of(base: &ClientBase, scores: &Scores, group: &Group, threshold: Threshold) -> Self {
        let mut bands =
            vec![
                Band { kind: BandKind::Number(0.0), count: 0, outcomes: Outcomes::default() };
                BANDS
            ];
        for (index, band) in bands.iter_mut().enumerate() {
            let lower = index as f64 * BAND_WIDTH;
            band.kind = BandKind::Range { lower, upper: lower + BAND_WIDTH };
        }
        let mut refused = 0;
        for row in group.rows() {
            let Some(risk) = scores.probability(row as u32) else { continue };
            refused += u64::from(Decision::of(risk, threshold) == Decision::Refuse);
            let band = &mut bands[band_of(risk)];
            band.count += 1;
            band.outcomes.add(base.outcome(row));
        }
        Self {
            clients: group.count() as u64,
            refused,
            default_rate: base.outcomes(group).default_rate(),
            risks: Distribution { bands, ..Distribution::default() },
        }
    }

    fn refused_share(&self) -> f64 {
        bands::share(self.refused, self.clients)
    }
}

fn band_of(risk: Probability) -> usize {
    ((risk.get() / BAND_WIDTH) as usize).min(BANDS - 1)
}

fn sentence(state: &AppState, everyone: &Figures, group: Option<&Figures>) -> String {
    let words = &state.words;
    let figures = group.unwrap_or(everyone);
    let refused = words.percent(figures.refused_share(), 1);
    let mut args = vec![("count", figures.clients.into()), ("refused", refused.as_str().into())];
    let rate = figures.default_rate.map(|rate| words.percent(rate, 1));
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

fn risk_chart(state: &AppState, everyone: &Figures, group: Option<&Figures>) -> ChartView {
    let words = &state.words;
    let entry = FeatureEntry { display: Display::Percent, ..FeatureEntry::default() };
    let band_words = BandWords { words, entry: &entry, column: "" };
    let counted = Counted { all: &everyone.risks, group: group.map(|group| &group.risks) };
    let client = state
        .desk
        .selected
        .and_then(|row| state.session.scores.as_ref()?.probability(row))
        .map(|risk| Value::Number(risk.get()));
    let mut chart = bands::chart(
        &counted,
        &band_words,
        words.text("population-scores-axis").to_owned(),
        client.as_ref(),
    );
    chart.description = spread_sentence(state).unwrap_or_else(|| sentence(state, everyone, group));
    words.text("population-scores-title").clone_into(&mut chart.table.caption);
    chart
}

/// "Half of the clients have a risk below 12.1%; one in ten is above 61.3%." Of the group when there
/// is one; `None` for so few clients that it would say nothing.
fn spread_sentence(state: &AppState) -> Option<String> {
    let (scores, group) = (state.session.scores.as_ref()?, state.session.group.as_ref()?);
    if group.count() < FEWEST_FOR_A_SPREAD {
        return None;
    }
    let mut risks = scores.by_risk().iter().filter(|row| group.contains(**row as usize));
    let (half, tenth) = (group.count() / 2, group.count() / 10);
    let median = scores.probability(*risks.nth(half)?)?;
    let high = scores.probability(*risks.nth(group.count() - tenth - half - 2)?)?;
    let (median, high) = (state.words.probability(median), state.words.probability(high));
    Some(state.words.with(
        "population-scores-sentence",
        &[("median", median.as_str().into()), ("high", high.as_str().into())],
    ))
}

fn table(state: &AppState, everyone: &Figures, group: Option<&Figures>) -> TableView {
    let words = &state.words;
    let mut columns = vec!["", "population-all"];
    if group.is_some() {
        columns.push("population-group");
    }
    let row = |key: &str, figure: &dyn Fn(&Figures) -> String| {
        let mut cells = vec![words.text(key).to_owned(), figure(everyone)];
        cells.extend(group.map(figure));
        cells
    };
    TableView {
        caption: String::new(),
        columns: columns.into_iter().map(|key| words.text(key).to_owned()).collect(),
        rows: vec![
            row("population-column-clients", &|figures| words.integer(figures.clients)),
            row("population-column-refused", &|figures| words.percent(figures.refused_share(), 1)),
            row("population-column-default-rate", &|figures| {
                figures.default_rate.map_or_else(
                    || words.text("common-unknown").to_owned(),
                    |rate| words.percent(rate, 1),
                )
            }),
        ],
    }
}
