//! How much each factor of the model weighs, in words and bars: everybody beside the group.

use crate::{
    domain::odds_factor,
    explain::{FactorOutline, Outline, ThemeOutline},
    portfolio::{Contributions, MeanAbsolute, Portfolio},
    state::{
        AppState, Grouping,
        view::{TableView, Weight, WeightRow, WeightsView},
    },
    words::Words,
};

use super::{
    group_weights::GroupWeights,
    slot::{Shared, Wanted},
    strip::StripWords,
    strips::Strips,
};

/// Bars shorter than this would make a scale of nothing but rounding (log-odds).
const SMALLEST_SCALE: f64 = 1e-3;

/// Decimals of the numbers that an expert may check, in log-odds.
const DECIMALS: u8 = 4;

/// What the bars depend on.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::state) struct WeightsInput {
    portfolio: Shared<Portfolio>,
    contributions: Shared<Contributions>,
    /// The group that everybody is held against, when there is one.
    group: Option<Shared<GroupWeights>>,
    strips: Option<Shared<Strips>>,
    grouping: Grouping,
    words: Words,
}

impl WeightsInput {
    /// Shows everybody as soon as possible; a group and the strips when they are counted.
    pub(super) fn of(state: &AppState) -> Wanted<Self> {
        let (session, pictures) = (&state.session, &state.pictures);
        let (Some(portfolio), Some(contributions)) = (&session.portfolio, &session.contributions)
        else {
            return Wanted::Nothing;
        };
        let has_group = pictures.group.value().is_some_and(|known| !known.group.is_everybody());
        let group = pictures.group_weights.value().filter(|_| has_group);
        Wanted::From(Self {
            portfolio: Shared::of(portfolio),
            contributions: Shared::of(contributions),
            group: group.map(Shared::of),
            strips: pictures.strips.value().map(Shared::of),
            grouping: state.desk.weights_grouping.unwrap_or(Grouping::Themes),
            words: state.words.clone(),
        })
    }

    pub(super) fn derive(&self) -> WeightsView {
        let weights = Weights {
            words: &self.words,
            portfolio: &self.portfolio,
            outline: self.contributions.outline(),
            everyone: self.contributions.mean_absolute(),
            group: self.group.as_ref().map(|group| &group.means),
            scale: self.portfolio.model().log_odds_per_raw_score().abs(),
            strips: self
                .strips
                .as_ref()
                .map(|strips| StripWords::new(&self.words, &strips.by_factor)),
        };
        let rows = weights.rows(self.grouping);
        let lengths = rows.iter().flat_map(|row| {
            [Some(row.everyone.length), row.group.as_ref().map(|weight| weight.length)]
        });
        let sentence = self.sentence(&rows);
        WeightsView {
            description: self.words.with(
                "weights-description",
                &[("count", rows.len().into()), ("sentence", sentence.as_str().into())],
            ),
            sentence,
            grouping: self.grouping,
            group_legend: self.group.as_ref().map_or_else(String::new, |group| {
                self.words.with("weights-legend-group", &[("count", group.clients().into())])
            }),
            scale: lengths.flatten().fold(SMALLEST_SCALE, f64::max),
            no_effect: weights.strips.as_ref().map_or(0.5, StripWords::no_effect),
            strip_legend: self.strip_legend(),
            unused: weights.unused(),
            table: weights.table(),
            rows,
        }
    }

    fn strip_legend(&self) -> String {
        let legend = self.strips.as_ref().map(|strips| {
            let whose = if strips.are_of_group() {
                "compare-legend-group"
            } else {
                "compare-legend-clients"
            };
            self.words.with("strip-legend", &[("whose", self.words.text(whose).into())])
        });
        legend.unwrap_or_default()
    }

    /// "Payment behaviour weighs most: × 1.9 on average."
    fn sentence(&self, rows: &[WeightRow]) -> String {
        let words = &self.words;
        let Some(first) = rows.first() else { return words.text("weights-none").to_owned() };
        let label = first.label.as_str();
        match (&self.group, &first.group) {
            (Some(group), Some(weight)) => words.with(
                "weights-sentence-group",
                &[
                    ("count", group.clients().into()),
                    ("label", label.into()),
                    ("factor", weight.factor.as_str().into()),
                    ("all", first.everyone.factor.as_str().into()),
                ],
            ),
            _ => words.with(
                "weights-sentence",
                &[("label", label.into()), ("factor", first.everyone.factor.as_str().into())],
            ),
        }
    }
}

/// What puts the weights into words.
struct Weights<'a> {
    words: &'a Words,
    portfolio: &'a Portfolio,
    outline: &'a Outline,
    everyone: &'a MeanAbsolute,
    group: Option<&'a MeanAbsolute>,
    /// Log-odds per unit of the raw score.
    scale: f64,
    strips: Option<StripWords<'a>>,
}

impl Weights<'_> {
    fn rows(&self, grouping: Grouping) -> Vec<WeightRow> {
        let mut rows: Vec<WeightRow> = match grouping {
            Grouping::Factors => {
                (0..self.outline.factors.len()).filter_map(|at| self.factor(at)).collect()
            }
            Grouping::Themes => {
                let themes = self.outline.themes.iter().enumerate();
                themes.filter_map(|(at, theme)| self.theme(at, theme)).collect()
            }
        };
        heaviest_first(&mut rows);
        rows
    }

    /// One theme with its factors; a factor that stands alone is its own row.
    fn theme(&self, at: usize, outline: &ThemeOutline) -> Option<WeightRow> {
        let Some(theme) = &outline.theme else {
            return self.factor(outline.factors.first().copied()?);
        };
        let mut parts: Vec<WeightRow> =
            outline.factors.iter().filter_map(|at| self.factor(*at)).collect();
        heaviest_first(&mut parts);
        let label = theme.0.get(self.words.language());
        let row = self.row(label, |means| means.themes.get(at).copied())?;
        (!parts.is_empty()).then_some(WeightRow { parts, ..row })
    }

    /// One factor; `None` for one that never changes a score.
    fn factor(&self, at: usize) -> Option<WeightRow> {
        let outline = self.outline.factors.get(at)?;
        let label = self.portfolio.outline_label(self.words, outline);
        let row = self.row(label, |means| means.factors.get(at).copied())?;
        if row.everyone.length == 0.0 {
            return None;
        }
        let strip = self.strips.as_ref().and_then(|strips| strips.view(at));
        let sentence = match &strip {
            Some(strip) => format!("{} {}", row.sentence, strip.sentence),
            None => row.sentence,
        };
        let factor = Some(self.portfolio.outline_key(outline).to_owned());
        Some(WeightRow { sentence, factor, strip, ..row })
    }

    fn row(&self, label: &str, of: impl Fn(&MeanAbsolute) -> Option<f64>) -> Option<WeightRow> {
        let weight = |means: &MeanAbsolute| {
            let length = self.scale * of(means)?;
            Some(Weight { length, factor: self.words.odds_factor(odds_factor(length)) })
        };
        let everyone = weight(self.everyone)?;
        let group = self.group.and_then(weight);
        let mut args = vec![("label", label.into()), ("factor", everyone.factor.as_str().into())];
        let sentence = match &group {
            Some(group) => {
                args.push(("group", group.factor.as_str().into()));
                self.words.with("weights-row-group", &args)
            }
            None => self.words.with("weights-row", &args),
        };
        Some(WeightRow {
            label: label.to_owned(),
            everyone,
            group,
            sentence,
            ..WeightRow::default()
        })
    }

    fn unused(&self) -> String {
        let unused = self.everyone.factors.iter().filter(|mean| **mean == 0.0).count();
        if unused == 0 {
            return String::new();
        }
        self.words.with("weights-unused", &[("count", unused.into())])
    }

    /// Every factor, the heaviest first, with the numbers behind the words.
    fn table(&self) -> TableView {
        let words = self.words;
        let mut columns = vec!["weights-column-factor", "weights-column-theme"];
        columns.extend(["weights-column-all", "weights-column-all-exact"]);
        if self.group.is_some() {
            columns.extend(["weights-column-group", "weights-column-group-exact"]);
        }
        let of_strips = ["weights-column-low", "weights-column-middle", "weights-column-high"];
        if self.strips.is_some() {
            columns.extend(of_strips);
        }
        let themes = self.themes_of_factors();
        let mut factors: Vec<(f64, usize)> = (0..self.outline.factors.len())
            .map(|at| {
                (self.group.unwrap_or(self.everyone).factors.get(at).copied().unwrap_or(0.0), at)
            })
            .collect();
        factors.sort_by(|one, other| other.0.total_cmp(&one.0));
        let rows = factors.into_iter().filter_map(|(_, at)| {
            let outline: &FactorOutline = self.outline.factors.get(at)?;
            let mut cells = vec![
                self.portfolio.outline_label(words, outline).to_owned(),
                themes.get(at).copied().unwrap_or_default().to_owned(),
            ];
            for means in std::iter::once(self.everyone).chain(self.group) {
                let length = self.scale * means.factors.get(at)?;
                cells.push(words.odds_factor(odds_factor(length)));
                cells.push(words.decimal(length, DECIMALS));
            }
            if let Some(strips) = &self.strips {
                cells.extend(strips.typical_by_third(at));
            }
            Some(cells)
        });
        TableView {
            caption: words.text("weights-title").to_owned(),
            columns: columns.into_iter().map(|key| words.text(key).to_owned()).collect(),
            rows: rows.collect(),
        }
    }

    /// The name of the theme of each factor; empty without one.
    fn themes_of_factors(&self) -> Vec<&str> {
        let mut names = vec![""; self.outline.factors.len()];
        for outline in &self.outline.themes {
            let name =
                outline.theme.as_ref().map_or("", |theme| theme.0.get(self.words.language()));
            for at in &outline.factors {
                if let Some(slot) = names.get_mut(*at) {
                    *slot = name;
                }
            }
        }
        names
    }
}

/// Sorts by the group's weight when there is a group, else by everybody's.
fn heaviest_first(rows: &mut [WeightRow]) {
    let weight = |row: &WeightRow| row.group.as_ref().unwrap_or(&row.everyone).length;
    rows.sort_by(|one, other| weight(other).total_cmp(&weight(one)));
}
