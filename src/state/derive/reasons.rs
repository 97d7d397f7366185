//! The reasons of one client, listed, summed and in words.

use crate::{
    domain::odds_factor,
    explain::{
        self, Contribution, Factor, Ranking, ThemeSum,
        reasons::{self, Direction, ListedAs, Reason},
    },
    faults::Said as _,
    page,
    portfolio::{ClientReasons, Portfolio, Reference, capitalised},
    state::{
        Grouping,
        view::{ReasonRow, ReasonsView, RemainderRow, TableView},
    },
    words::Words,
};

use super::reference::NoReference;

/// Reasons listed one by one: what fits beside the gauge and the comparison on a screen of
/// 800 points; the others are summed in two bars, and the table has them all.
const LISTED_REASONS: usize = 7;

/// Bars shorter than this would make a scale of nothing but rounding (log-odds).
const SMALLEST_SCALE: f64 = 1e-3;

struct Listed {
    rows: Vec<ReasonRow>,
    raising: Option<RemainderRow>,
    lowering: Option<RemainderRow>,
}

/// Puts the reasons of one client into words.
pub(super) struct Teller<'a> {
    pub(super) words: &'a Words,
    pub(super) portfolio: &'a Portfolio,
    pub(super) row: u32,
}

impl Teller<'_> {
    /// The listed reasons of the client. What they are measured against, the sentences that hold
    /// them against the risk and the table of all reasons are left out.
    pub(super) fn reasons(&self, found: &ClientReasons, grouping: Grouping) -> ReasonsView {
        let words = self.words;
        let listed = match grouping {
            Grouping::Factors => self.by_factor(found),
            Grouping::Themes => self.by_theme(found),
        };
        let scale = listed
            .rows
            .iter()
            .map(|row| row.contribution)
            .chain(listed.raising.iter().chain(&listed.lowering).map(|row| row.contribution))
            .map(f64::abs)
            .fold(SMALLEST_SCALE, f64::max);
        let summary = self.portfolio.reasons_summary(words, found);
        ReasonsView {
            description: reasons::description(words, listed.rows.len(), &summary),
            summary,
            reference: String::new(),
            sum: String::new(),
            grouping,
            rows: listed.rows,
            raising: listed.raising,
            lowering: listed.lowering,
            scale,
            identity: String::new(),
            legend: reasons::legend(words),
            table: TableView::default(),
        }
    }

    /// "Measured against: the average client", with why when somebody else was asked for; or who
    /// the others are.
    pub(super) fn measured_against(
        &self,
        prepared: Option<Result<&Reference, &NoReference>>,
    ) -> String {
        let words = self.words;
        let average = || page::measured_against(words, None);
        match prepared {
            None => average(),
            Some(Ok(reference)) => capitalised(&page::applicants_in_words(words, reference)),
            Some(Err(NoReference::Nobody)) => {
                format!("{} {}", words.text("reasons-reference-nobody"), average())
            }
            Some(Err(NoReference::Refused(reason))) => {
                let refused = ("reason", reason.said(words).into());
                format!("{} {}", words.with("reasons-reference-refused", &[refused]), average())
            }
        }
    }

    /// "Their typical risk is 20.4%; all reasons together multiply the odds by 1.8 and lead to 31.4%,
    /// the risk of this client."
    pub(super) fn sum(&self, found: &ClientReasons) -> String {
        let risk = |raw_score: f64| {
            self.words.probability(self.portfolio.score_of_raw(raw_score).probability)
        };
        let total = found.log_odds.raw_score - found.log_odds.base_value;
        let (from, to) = (risk(found.explanation.base_value), risk(found.explanation.raw_score));
        self.words.with(
            "reasons-sum",
            &[
                ("from", from.as_str().into()),
                ("to", to.as_str().into()),
                ("factor", self.words.odds_factor(odds_factor(total)).as_str().into()),
            ],
        )
    }

    fn by_factor(&self, found: &ClientReasons) -> Listed {
        let ranking = Ranking::new(found.factors.clone(), LISTED_REASONS);
        let rows = ranking.listed.iter().map(|factor| self.factor_row(factor)).collect();
        self.listed(rows, &ranking, ListedAs::Factors)
    }

    fn by_theme(&self, found: &ClientReasons) -> Listed {
        let ranking = Ranking::new(explain::themes(found.factors.clone()), LISTED_REASONS);
        let rows = ranking.listed.iter().map(|theme| self.theme_row(theme)).collect();
        self.listed(rows, &ranking, ListedAs::Themes)
    }

    fn listed<T: Contribution>(
        &self,
        rows: Vec<ReasonRow>,
        ranking: &Ranking<T>,
        listed_as: ListedAs,
    ) -> Listed {
        let remainder = |direction, rest: explain::Remainder| {
            reasons::remainder(self.words, listed_as, direction, rest.count, rest.contribution).map(
                |remainder| RemainderRow {
                    label: remainder.label,
                    factor: remainder.odds_factor_text,
                    contribution: remainder.contribution,
                },
            )
        };
        Listed {
            rows,
            raising: remainder(Direction::Raises, ranking.raising),
            lowering: remainder(Direction::Lowers, ranking.lowering),
        }
    }

    fn factor_row(&self, factor: &Factor) -> ReasonRow {
        let reason = self.portfolio.factor_reason(self.words, self.row, factor);
        row(reason, self.portfolio.column_of(factor).map(str::to_owned), Vec::new())
    }

    fn theme_row(&self, theme: &ThemeSum) -> ReasonRow {
        let reason = self.portfolio.theme_reason(self.words, self.row, theme);
        match theme.factors.as_slice() {
            [only] if theme.theme.is_none() => self.factor_row(only),
            factors => {
                let parts = factors.iter().map(|factor| self.factor_row(factor)).collect();
                row(reason, None, parts)
            }
        }
    }

    /// Every factor, the strongest first.
    pub(super) fn table(&self, found: &ClientReasons) -> TableView {
        let mut factors = found.factors.clone();
        explain::strongest_first(&mut factors);
        let columns = [
            "reasons-column-factor",
            "reasons-column-value",
            "reasons-column-rank",
            "reasons-column-effect",
            "reasons-column-odds",
        ];
        let rows = factors.iter().map(|factor| {
            let reason = self.portfolio.factor_reason(self.words, self.row, factor);
            let note = reason.rank_text.or(reason.missing_note).unwrap_or_default();
            vec![reason.label, reason.value_text, note, reason.effect, reason.odds_factor_text]
        });
        TableView {
            caption: self.words.text("reasons-title").to_owned(),
            columns: columns.into_iter().map(|key| self.words.text(key).to_owned()).collect(),
            rows: rows.collect(),
        }
    }
}

fn row(reason: Reason, column: Option<String>, parts: Vec<ReasonRow>) -> ReasonRow {
    ReasonRow {
        label: reason.label,
        detail: reason.detail,
        effect: reason.effect,
        factor: reason.odds_factor_text,
        contribution: reason.contribution,
        sentence: reason.sentence,
        column,
        parts,
    }
}
