//! Distributions as bars and tables in words.

use crate::{
    domain::{Band, BandKind, Distribution, FeatureEntry, Outcomes, Value},
    state::view::{BarView, ChartView, TableView},
    words::{Words, comparison::FEWEST_OUTCOMES},
};

pub(super) use crate::domain::position_of;

/// A bound that is this much longer than the other one is an accident of the data, not an edge.
const MOST_EXTRA_DIGITS: usize = 3;

/// What is needed to put the bands of one column into words.
pub(super) struct BandWords<'a> {
    pub(super) words: &'a Words,
    pub(super) entry: &'a FeatureEntry,
    pub(super) column: &'a str,
}

/// A distribution over all clients, beside the one over the group when there is one.
pub(super) struct Counted<'a> {
    pub(super) all: &'a Distribution,
    pub(super) group: Option<&'a Distribution>,
}

impl BandWords<'_> {
    /// The band in full: "10 000 to 20 000 NT$".
    pub(super) fn full(&self, kind: &BandKind) -> String {
        match kind {
            BandKind::Range { lower, upper } => {
                let bound = |number: f64| Some(number).filter(|number| number.is_finite());
                let (lower, upper) = self.readable(bound(*lower), bound(*upper));
                self.words.range(self.entry, lower, upper)
            }
            BandKind::Number(number) => self.number(*number),
            BandKind::Text(text) => {
                self.words.value(self.entry, self.column, &Value::Text(text.clone()))
            }
            BandKind::OtherTexts(count) => {
                self.words.with("band-other", &[("count", (*count).into())])
            }
        }
    }

    /// The band on an axis: its lower bound without a unit, or its value.
    pub(super) fn short(&self, kind: &BandKind) -> String {
        match kind {
            BandKind::Range { lower, upper } => match self.readable(Some(*lower), Some(*upper)) {
                (None, _) => format!("< {}", self.words.bare_value(self.entry, *upper)),
                _ => self.words.bare_value(self.entry, *lower),
            },
            _ => self.full(kind),
        }
    }

    /// Both bounds, but for an outer one whose digits say nothing (0.000000098): that side is left
    /// open, since nobody lies beyond it.
    fn readable(&self, lower: Option<f64>, upper: Option<f64>) -> (Option<f64>, Option<f64>) {
        let digits = |bound: Option<f64>| {
            bound.map_or(0, |bound| self.words.bare_value(self.entry, bound).chars().count())
        };
        match (lower, upper) {
            (Some(_), Some(_)) if digits(lower) > digits(upper) + MOST_EXTRA_DIGITS => {
                (None, upper)
            }
            (Some(_), Some(_)) if digits(upper) > digits(lower) + MOST_EXTRA_DIGITS => {
                (lower, None)
            }
            both => both,
        }
    }

    fn number(&self, number: f64) -> String {
        self.words.value(self.entry, self.column, &Value::Number(number))
    }
}

/// The bars of a column, the client's own bar marked.
pub(super) fn chart(
    counted: &Counted<'_>,
    words: &BandWords<'_>,
    x_title: String,
    client: Option<&Value>,
) -> ChartView {
    let total = counted.all.total();
    let group_total = counted.group.map_or(0, Distribution::total);
    let own = client.and_then(|value| band_of(&counted.all.bands, value));
    let mut bars: Vec<BarView> = counted
        .all
        .bands
        .iter()
        .enumerate()
        .map(|(index, band)| {
            let group = counted.group_band(&band.kind);
            bar(
                words,
                band,
                share(band.count, total),
                &Bar {
                    group_share: group.map_or(0.0, |group| share(group.count, group_total)),
                    outcomes: counted.outcomes(band),
                    holds_client: own == Some(index),
                },
            )
        })
        .collect();
    if counted.all.missing > 0 {
        bars.push(missing_bar(counted, words, client, (total, group_total)));
    }
    let has_outcomes = bars.iter().any(|bar| bar.default_rate.is_some());
    ChartView {
        bars,
        x_title,
        has_outcomes,
        has_group: counted.group.is_some(),
        description: String::new(),
        table: table(counted, words, client),
    }
}

/// The band that a value falls into; words without a band of their own fall into the last one.
pub(super) fn band_of(bands: &[Band], value: &Value) -> Option<usize> {
    position_of(bands.iter().map(|band| &band.kind), value)
}

impl Counted<'_> {
    /// The same band, counted in the group. Words come in the order of their own counts, so that
    /// a band is found by what it holds.
    fn group_band(&self, kind: &BandKind) -> Option<&Band> {
        self.group?.bands.iter().find(|band| band.kind == *kind)
    }

    /// Whether the base knows what became of anybody.
    fn has_outcomes(&self) -> bool {
        let known = |band: &Band| band.outcomes.known > 0;
        self.all.missing_outcomes.known > 0 || self.all.bands.iter().any(known)
    }

    /// What became of the clients of a band: of the group's when there is one.
    fn outcomes(&self, band: &Band) -> Outcomes {
        match self.group {
            Some(_) => self.group_band(&band.kind).map(|band| band.outcomes).unwrap_or_default(),
            None => band.outcomes,
        }
    }
}

/// The default rate, unless too few outcomes are known to speak of one.
pub(super) fn sound_rate(outcomes: Outcomes) -> Option<f64> {
    outcomes.default_rate().filter(|_| outcomes.known >= FEWEST_OUTCOMES)
}

struct Bar {
    group_share: f64,
    outcomes: Outcomes,
    holds_client: bool,
}

fn bar(words: &BandWords<'_>, band: &Band, share: f64, bar: &Bar) -> BarView {
    let label = words.full(&band.kind);
    let default_rate = sound_rate(bar.outcomes);
    BarView {
        tooltip: tooltip(words.words, &label, band.count, share, default_rate),
        // The client's own bar says its whole range, so that the client's value is read within it.
        label: if bar.holds_client { label } else { words.short(&band.kind) },
        share,
        group_share: bar.group_share,
        default_rate,
        holds_client: bar.holds_client,
        is_missing: false,
    }
}

fn missing_bar(
    counted: &Counted<'_>,
    words: &BandWords<'_>,
    client: Option<&Value>,
    (total, group_total): (u64, u64),
) -> BarView {
    let label = words.words.text("band-missing");
    let outcomes = counted.group.unwrap_or(counted.all).missing_outcomes;
    let share_of_all = share(counted.all.missing, total);
    BarView {
        tooltip: tooltip(
            words.words,
            label,
            counted.all.missing,
            share_of_all,
            sound_rate(outcomes),
        ),
        label: label.to_owned(),
        share: share_of_all,
        group_share: counted.group.map_or(0.0, |group| share(group.missing, group_total)),
        default_rate: sound_rate(outcomes),
        holds_client: client == Some(&Value::Missing),
        is_missing: true,
    }
}

fn tooltip(words: &Words, label: &str, count: u64, share: f64, rate: Option<f64>) -> String {
    let share = words.share(share);
    let mut args =
        vec![("label", label.into()), ("count", count.into()), ("share", share.as_str().into())];
    let Some(rate) = rate else { return words.with("compare-bar", &args) };
    let rate = words.percent(rate, 1);
    args.push(("rate", rate.as_str().into()));
    words.with("compare-bar-rate", &args)
}

fn table(counted: &Counted<'_>, band_words: &BandWords<'_>, client: Option<&Value>) -> TableView {
    let words = band_words.words;
    let mut columns = vec!["compare-column-band", "compare-column-clients", "compare-column-share"];
    if counted.group.is_some() {
        columns.extend(["compare-column-group-clients", "compare-column-group-share"]);
    }
    let has_outcomes = counted.has_outcomes();
    if has_outcomes {
        columns.extend(["compare-column-known", "compare-column-default-rate"]);
    }
    let own = client.and_then(|value| band_of(&counted.all.bands, value));
    let mut rows: Vec<Vec<String>> = counted
        .all
        .bands
        .iter()
        .enumerate()
        .map(|(index, band)| {
            let label = band_words.full(&band.kind);
            let group_count = counted.group_band(&band.kind).map_or(0, |band| band.count);
            let label = if own == Some(index) { here(words, &label) } else { label };
            table_row(words, counted, label, (band.count, group_count), counted.outcomes(band))
        })
        .collect();
    if counted.all.missing > 0 {
        let label = words.text("band-missing");
        let is_here = client == Some(&Value::Missing);
        let label = if is_here { here(words, label) } else { label.to_owned() };
        let chosen = counted.group.unwrap_or(counted.all);
        let counts = (counted.all.missing, counted.group.map_or(0, |group| group.missing));
        rows.push(table_row(words, counted, label, counts, chosen.missing_outcomes));
    }
    TableView {
        caption: String::new(),
        columns: columns.into_iter().map(|key| words.text(key).to_owned()).collect(),
        rows,
    }
}

fn here(words: &Words, label: &str) -> String {
    words.with("compare-table-client", &[("label", label.into())])
}

fn table_row(
    words: &Words,
    counted: &Counted<'_>,
    label: String,
    (count, group_count): (u64, u64),
    outcomes: Outcomes,
) -> Vec<String> {
    let percent =
        |count, distribution: &Distribution| words.percent(share(count, distribution.total()), 1);
    let mut cells = vec![label, words.integer(count), percent(count, counted.all)];
    if let Some(group) = counted.group {
        cells.extend([words.integer(group_count), percent(group_count, group)]);
    }
    if counted.has_outcomes() {
        let rate = sound_rate(outcomes).map(|rate| words.percent(rate, 1));
        cells.extend([words.integer(outcomes.known), rate.unwrap_or_else(|| "–".to_owned())]);
    }
    cells
}

pub(super) fn share(count: u64, total: u64) -> f64 {
    if total == 0 { 0.0 } else { count as f64 / total as f64 }
}
