//! Contributions added up into what a person thinks of as one thing.
//!
//! Shapley values may be added: the columns of a one-hot encoded variable make one [`Factor`], the
//! factors of one theme one [`ThemeSum`], and what is not listed two [`Remainder`] bars.
//! Depends on `domain`. **Invariant:** nothing is lost; at every level all parts sum to the raw
//! score minus the base value.

use std::collections::HashMap;

use crate::domain::{Dictionary, Display, Explanation, Theme};

/// A share of one client's score, in log-odds: above 0 it raises the risk, below 0 it lowers it,
/// and exactly 0 does neither.
pub trait Contribution {
    /// The share.
    fn contribution(&self) -> f64;
}

/// How the features of a model make up factors: the same for all clients.
#[derive(Debug, Clone, PartialEq)]
pub struct Grouping {
    /// In the order of each factor's first feature.
    groups: Vec<Group>,
}

#[derive(Debug, Clone, PartialEq)]
struct Group {
    /// The variable that one-hot columns share; `None` for a feature on its own.
    variable: Option<String>,
    /// Indices of the features, ascending, at least one.
    members: Vec<usize>,
    theme: Option<Theme>,
}

/// One line of the list of reasons.
#[derive(Debug, Clone, PartialEq)]
pub struct Factor {
    /// The features behind it.
    pub kind: FactorKind,
    /// What it belongs to; `None` when it stands alone.
    pub theme: Option<Theme>,
    /// The exact sum of its features' contributions.
    pub contribution: f64,
}

/// The features behind a factor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactorKind {
    /// One feature, by its index in the model.
    Single(usize),
    /// The columns of a one-hot encoded variable.
    OneHot {
        /// The variable that the dictionary names.
        variable: String,
        /// The features, by their indices in the model, ascending.
        members: Vec<usize>,
        /// Which of them this client has.
        active: ActiveMember,
    },
}

/// Which column of a one-hot encoded variable is 1 for a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActiveMember {
    /// None: the variable has a value without a column, or none was given.
    None,
    /// This feature, by its index in the model.
    One(usize),
    /// More than one: the base contradicts itself, and no single word can be shown.
    Several,
}

/// All factors of one theme, or one factor without a theme.
#[derive(Debug, Clone, PartialEq)]
pub struct ThemeSum {
    /// The theme; `None` for a factor that stands alone.
    pub theme: Option<Theme>,
    /// What it opens to: at least one, the strongest first; exactly one without a theme.
    pub factors: Vec<Factor>,
    /// The exact sum of its factors' contributions.
    pub contribution: f64,
}

/// The strongest contributions one by one, and the rest in two bars.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranking<T> {
    /// The strongest first, whichever way they point; none of them is 0.
    pub listed: Vec<T>,
    /// Those not listed that raise the risk.
    pub raising: Remainder,
    /// Those not listed that lower the risk.
    pub lowering: Remainder,
    /// Those that contribute exactly 0: never listed, in neither remainder.
    pub without_effect: usize,
}

/// A bar for several contributions that all point the same way.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Remainder {
    /// How many.
    pub count: usize,
    /// Their sum.
    pub contribution: f64,
}

impl Grouping {
    /// Groups the features of a model, given by name in the model's order.
    ///
    /// A one-hot variable belongs to the first theme that one of its columns names.
    #[must_use]
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>, dictionary: &Dictionary) -> Self {
        let mut groups: Vec<Group> = Vec::new();
        let mut by_variable: HashMap<&str, usize> = HashMap::new();
        for (feature, name) in names.into_iter().enumerate() {
            let entry = dictionary.get(name);
            let theme = entry.and_then(|entry| entry.theme.clone());
            let variable = entry.and_then(|entry| match &entry.display {
                Display::OneHot(one_hot) => Some(one_hot.variable.as_str()),
                _ => None,
            });
            let known = variable.and_then(|variable| by_variable.get(variable));
            if let Some(group) = known.and_then(|&index| groups.get_mut(index)) {
                group.members.push(feature);
                group.theme = group.theme.take().or(theme);
                continue;
            }
            if let Some(variable) = variable {
                by_variable.insert(variable, groups.len());
            }
            let variable = variable.map(str::to_owned);
            groups.push(Group { variable, members: vec![feature], theme });
        }
        Self { groups }
    }

    /// The theme, the one-hot variable and the features of each factor, in the order of each
    /// factor's first feature.
    pub(super) fn parts(&self) -> impl Iterator<Item = (Option<&Theme>, Option<&str>, &[usize])> {
        self.groups.iter().map(|group| {
            (group.theme.as_ref(), group.variable.as_deref(), group.members.as_slice())
        })
    }

    /// The factors of one client, in the order of each factor's first feature.
    ///
    /// `row` holds the values that were explained, one per feature, NaN for missing; a value
    /// that is not there counts as missing.
    #[must_use]
    pub fn factors(&self, explanation: &Explanation, row: &[f64]) -> Vec<Factor> {
        let contribution = |&feature: &usize| explanation.contributions.get(feature);
        self.groups
            .iter()
            .map(|group| Factor {
                kind: group.kind(row),
                theme: group.theme.clone(),
                contribution: group.members.iter().filter_map(contribution).sum(),
            })
            .collect()
    }
}

impl Group {
    fn kind(&self, row: &[f64]) -> FactorKind {
        match (&self.variable, self.members.as_slice()) {
            (None, &[feature]) => FactorKind::Single(feature),
            (variable, members) => FactorKind::OneHot {
                variable: variable.clone().unwrap_or_default(),
                members: members.to_vec(),
                active: ActiveMember::of(members, row),
            },
        }
    }
}

impl ActiveMember {
    fn of(members: &[usize], row: &[f64]) -> Self {
        /// A column of a one-hot encoding holds 0 or 1; missing is neither.
        const BETWEEN_ZERO_AND_ONE: f64 = 0.5;
        let is_one =
            |&feature: &usize| row.get(feature).is_some_and(|value| *value > BETWEEN_ZERO_AND_ONE);
        let mut active = members.iter().copied().filter(is_one);
        match (active.next(), active.next()) {
            (None, _) => Self::None,
            (Some(feature), None) => Self::One(feature),
            (Some(_), Some(_)) => Self::Several,
        }
    }
}

/// Sums the factors of each theme, in the order in which the themes first appear; a factor without
/// a theme is a sum of its own.
#[must_use]
pub fn themes(factors: Vec<Factor>) -> Vec<ThemeSum> {
    let mut sums: Vec<ThemeSum> = Vec::new();
    let mut by_theme: HashMap<Theme, usize> = HashMap::new();
    for factor in factors {
        let known = factor.theme.as_ref().and_then(|theme| by_theme.get(theme));
        if let Some(sum) = known.and_then(|&index| sums.get_mut(index)) {
            sum.contribution += factor.contribution;
            sum.factors.push(factor);
            continue;
        }
        if let Some(theme) = &factor.theme {
            by_theme.insert(theme.clone(), sums.len());
        }
        sums.push(ThemeSum {
            theme: factor.theme.clone(),
            contribution: factor.contribution,
            factors: vec![factor],
        });
    }
    for sum in &mut sums {
        strongest_first(&mut sum.factors);
    }
    sums
}

/// Sorts by the size of the contribution, either way; equals keep their order.
pub fn strongest_first<T: Contribution>(items: &mut [T]) {
    items.sort_by(|one, other| other.contribution().abs().total_cmp(&one.contribution().abs()));
}

impl<T: Contribution> Ranking<T> {
    /// Lists the `top` strongest of `items`, and adds up the rest.
    #[must_use]
    pub fn new(mut items: Vec<T>, top: usize) -> Self {
        let all = items.len();
        items.retain(|item| item.contribution() != 0.0);
        let without_effect = all - items.len();
        strongest_first(&mut items);
        let rest = items.split_off(top.min(items.len()));
        let (mut raising, mut lowering) = (Remainder::default(), Remainder::default());
        for item in &rest {
            let contribution = item.contribution();
            let bar = if contribution > 0.0 { &mut raising } else { &mut lowering };
            bar.count += 1;
            bar.contribution += contribution;
        }
        Self { listed: items, raising, lowering, without_effect }
    }

    /// The sum of all bars: the raw score minus the base value.
    #[must_use]
    pub fn total(&self) -> f64 {
        let listed: f64 = self.listed.iter().map(Contribution::contribution).sum();
        listed + self.raising.contribution + self.lowering.contribution
    }
}

impl Contribution for Factor {
    fn contribution(&self) -> f64 {
        self.contribution
    }
}

impl Contribution for ThemeSum {
    fn contribution(&self) -> f64 {
        self.contribution
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::{FeatureEntry, Localised, OneHot};

    const NAMES: [&str; 6] = ["AGE", "HOUSING_own", "INCOME", "HOUSING_rent", "ZIP", "LOANS"];

    fn theme(name: &str) -> Theme {
        Theme(Localised::parse(name))
    }

    fn entry(theme_name: &str, variable: &str) -> FeatureEntry {
        let one_hot = OneHot { variable: variable.to_owned(), label: Localised::default() };
        FeatureEntry {
            theme: (!theme_name.is_empty()).then(|| theme(theme_name)),
            display: if variable.is_empty() { Display::Number } else { Display::OneHot(one_hot) },
            ..FeatureEntry::default()
        }
    }

    fn dictionary() -> Dictionary {
        Dictionary::new([
            ("AGE".to_owned(), entry("person", "")),
            ("HOUSING_own".to_owned(), entry("", "HOUSING")),
            ("HOUSING_rent".to_owned(), entry("person", "HOUSING")),
            ("INCOME".to_owned(), entry("money", "")),
            ("LOANS".to_owned(), entry("money", "")),
        ])
    }

    fn explanation(contributions: &[f64]) -> Explanation {
        Explanation {
            base_value: -2.0,
            contributions: contributions.to_vec(),
            raw_score: contributions.iter().sum::<f64>() - 2.0,
        }
    }

    fn factors(contributions: &[f64], row: &[f64]) -> Vec<Factor> {
        Grouping::new(NAMES, &dictionary()).factors(&explanation(contributions), row)
    }

    #[test]
    fn one_hot_columns_become_one_factor_that_says_which_is_active() {
        let active = |own, rent| {
            let factors = factors(&[0.5, 0.25, 0.0, -1.0, 0.0, 0.0], &[30.0, own, 0.0, rent]);
            assert_eq!(factors.len(), 5);
            assert_eq!(factors[0].kind, FactorKind::Single(0));
            assert_eq!(factors[1].contribution, -0.75);
            assert_eq!(factors[1].theme, Some(theme("person")));
            let FactorKind::OneHot { variable, members, active } = &factors[1].kind else {
                panic!("not a one-hot variable");
            };
            assert_eq!((variable.as_str(), members.as_slice()), ("HOUSING", [1, 3].as_slice()));
            *active
        };
        assert_eq!(active(0.0, 1.0), ActiveMember::One(3));
        assert_eq!(active(1.0, f64::NAN), ActiveMember::One(1));
        assert_eq!(active(0.0, 0.0), ActiveMember::None);
        assert_eq!(active(f64::NAN, f64::NAN), ActiveMember::None);
        assert_eq!(active(1.0, 1.0), ActiveMember::Several);
    }

    #[test]
    fn themes_open_to_their_factors_and_the_rest_stands_alone() {
        let sums = themes(factors(&[0.5, 0.25, 0.125, -1.0, 2.0, 0.5], &[]));
        let names: Vec<_> = sums.iter().map(|sum| sum.theme.clone()).collect();
        assert_eq!(names, [Some(theme("person")), Some(theme("money")), None]);
        assert_eq!(sums[0].contribution, -0.25);
        assert_eq!(sums[1].contribution, 0.625);
        // The strongest first: the loans outweigh the income.
        assert_eq!(sums[1].factors[0].kind, FactorKind::Single(5));
        assert_eq!(sums[2].factors.len(), 1);
        assert_eq!(sums[2].factors[0].kind, FactorKind::Single(4));
    }

    #[test]
    fn what_is_not_listed_makes_two_bars_and_zero_is_in_neither() {
        let ranking = Ranking::new(factors(&[0.5, 1.0, 0.0, -1.0, -2.0, 0.25], &[]), 1);
        assert_eq!(ranking.listed.len(), 1);
        assert_eq!(ranking.listed[0].contribution, -2.0);
        assert_eq!(ranking.raising, Remainder { count: 2, contribution: 0.75 });
        assert_eq!(ranking.lowering, Remainder::default());
        // The income, and the housing whose two columns cancel out.
        assert_eq!(ranking.without_effect, 2);
        assert_eq!(ranking.total(), -1.25);
    }

    #[test]
    fn more_places_than_factors_list_them_all() {
        let ranking = Ranking::new(factors(&[0.5, 0.0, 0.0, -1.0, 0.0, 0.0], &[]), 20);
        assert_eq!(ranking.listed.len(), 2);
        assert_eq!(ranking.raising, Remainder::default());
        assert_eq!(ranking.without_effect, 3);
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            failure_persistence: None,
            ..ProptestConfig::default()
        })]

        #[test]
        fn every_level_sums_to_raw_score_minus_base_value(
            contributions in proptest::collection::vec(-3.0..3.0_f64, 6),
            top in 0..8_usize,
        ) {
            let explanation = explanation(&contributions);
            let expected = explanation.raw_score - explanation.base_value;
            let factors = factors(&contributions, &[]);
            let sums = themes(factors.clone());
            let ranked = Ranking::new(factors, top);
            prop_assert!((ranked.total() - expected).abs() < 1e-12);
            for pair in ranked.listed.windows(2) {
                prop_assert!(pair[0].contribution.abs() >= pair[1].contribution.abs());
            }
            for sum in &sums {
                let parts: f64 = sum.factors.iter().map(Contribution::contribution).sum();
                prop_assert!((parts - sum.contribution).abs() < 1e-12);
            }
            prop_assert!((Ranking::new(sums, top).total() - expected).abs() < 1e-12);
        }
    }
}
