//! Whether a model treats groups of people alike.
//!
//! Depends on `domain` and on the metrics of this layer.
//! The columns that define groups (sex, age, education) need not be features: a bank looks at them
//! precisely because its model should not.

use serde::Serialize;

use super::metrics::{Estimate, Ranking, auc_with_interval};
use crate::domain::{Decision, Probability, Threshold, Value};

/// A number with more different values than this is cut into bands.
const MAX_CODES: usize = 12;

/// Into how many bands: quartiles.
const BANDS: usize = 4;

/// A smaller group is not shown on its own: its figures would be noise, and those of a group of one
/// would tell what became of somebody. The usual floor of published statistics.
pub const SMALLEST_GROUP: usize = 30;

/// An area under the ROC curve needs this many clients of each outcome before its interval means
/// anything.
const SMALLEST_OUTCOME: u64 = 10;

/// A client whose outcome is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScoredClient {
    /// What the model says.
    pub probability: Probability,
    /// What happened.
    pub defaulted: bool,
}

/// What the model does to one group.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupFigures {
    /// What its clients share.
    pub label: GroupLabel,
    /// How many clients it has: at least 1.
    pub clients: u64,
    /// The share of them who defaulted.
    pub default_rate: f64,
    /// The mean probability that the model gave them.
    pub mean_probability: f64,
    /// The share of them that the model accepts.
    pub acceptance_rate: f64,
    /// The share accepted among those who repaid; `None` when nobody did.
    pub acceptance_rate_of_repaid: Option<f64>,
    /// The area under the ROC curve within the group; `None` when too few clients have one of the
    /// outcomes.
    pub auc: Option<Estimate>,
}

/// What the clients of a group share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum GroupLabel {
    /// This code, this word, or this band of numbers.
    Value(String),
    /// No value.
    Missing,
    /// Values that fewer than [`SMALLEST_GROUP`] clients have each.
    Rare,
}

/// The figures of every group that `values`, one a client, makes: by code or word when there are
/// few, by quartile when they are many numbers. Ascending, then missing, then rare ones together,
/// unless those are still fewer than [`SMALLEST_GROUP`].
#[must_use]
pub fn figures_by_group(
    values: &[Value],
    clients: &[ScoredClient],
    threshold: Threshold,
) -> Vec<GroupFigures> {
    let labels = Labels::of(values);
    let mut groups: Vec<Vec<ScoredClient>> = vec![Vec::new(); labels.count() + 1];
    for (value, client) in values.iter().zip(clients) {
        let group = labels.position(value).unwrap_or(labels.count());
        if let Some(members) = groups.get_mut(group) {
            members.push(*client);
        }
    }
    let mut shown = Vec::new();
    let mut rare = Vec::new();
    for (group, members) in groups.into_iter().enumerate() {
        if members.len() < SMALLEST_GROUP {
            rare.extend(members);
        } else {
            shown.push(figures(labels.label(group), &members, threshold));
        }
    }
    if rare.len() >= SMALLEST_GROUP {
        shown.push(figures(GroupLabel::Rare, &rare, threshold));
    }
    shown
}

/// How the values of a column make groups.
enum Labels {
    Numbers(Vec<f64>),
    /// The smallest and the largest number of each band.
    Bands(Vec<(f64, f64)>),
    Texts(Vec<String>),
}

impl Labels {
    fn of(values: &[Value]) -> Self {
        let mut texts: Vec<String> = values.iter().filter_map(text).map(str::to_owned).collect();
        texts.sort_unstable();
        texts.dedup();
        let mut numbers: Vec<f64> = values.iter().filter_map(number).collect();
        numbers.sort_unstable_by(f64::total_cmp);
        let mut codes = numbers.clone();
        codes.dedup();
        if !texts.is_empty() {
            Self::Texts(texts)
        } else if codes.len() <= MAX_CODES {
            Self::Numbers(codes)
        } else {
            Self::Bands(bands(&numbers))
        }
    }

    fn count(&self) -> usize {
        match self {
            Self::Numbers(codes) => codes.len(),
            Self::Bands(bands) => bands.len(),
            Self::Texts(texts) => texts.len(),
        }
    }

    fn position(&self, value: &Value) -> Option<usize> {
        match self {
            Self::Numbers(codes) => codes.iter().position(|code| number(value) == Some(*code)),
            Self::Bands(bands) => {
                let number = number(value)?;
                bands.iter().position(|(_, largest)| number <= *largest)
            }
            Self::Texts(texts) => {
                let text = text(value)?;
                texts.binary_search_by(|own| own.as_str().cmp(text)).ok()
            }
        }
    }

    fn label(&self, group: usize) -> GroupLabel {
        let name = match self {
            Self::Numbers(codes) => codes.get(group).map(f64::to_string),
            Self::Bands(bands) => bands.get(group).map(|(from, to)| format!("{from} to {to}")),
            Self::Texts(texts) => texts.get(group).cloned(),
        };
        name.map_or(GroupLabel::Missing, GroupLabel::Value)
    }
}

/// Quartiles of ascending numbers; equal numbers stay in one band.
fn bands(ascending: &[f64]) -> Vec<(f64, f64)> {
    let mut bands: Vec<(f64, f64)> = Vec::new();
    let mut next = 0;
    for band in 1..=BANDS {
        let end = ascending.len() * band / BANDS;
        // A value that fills several quartiles leaves fewer bands.
        let Some((from, to)) = ascending.get(next..end).and_then(ends) else { continue };
        bands.push((from, to));
        next = ascending.partition_point(|number| *number <= to);
    }
    bands
}

fn ends(numbers: &[f64]) -> Option<(f64, f64)> {
    Some((*numbers.first()?, *numbers.last()?))
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => Some(*number),
        Value::Text(_) | Value::Missing => None,
    }
}

fn text(value: &Value) -> Option<&str> {
    match value {
        Value::Text(text) => Some(text),
        Value::Number(_) | Value::Missing => None,
    }
}

fn figures(label: GroupLabel, members: &[ScoredClient], threshold: Threshold) -> GroupFigures {
    let accepted =
        |client: &&ScoredClient| Decision::of(client.probability, threshold) == Decision::Accept;
    let repaid = members.iter().filter(|client| !client.defaulted);
    let clients = members.len() as f64;
    let repaid_count = repaid.clone().count();
    let ranking =
        Ranking::new(members.iter().map(|client| (client.probability.get(), client.defaulted)))
            .ok()
            .filter(|ranking| ranking.defaults().min(ranking.repaid()) >= SMALLEST_OUTCOME);
    GroupFigures {
        label,
        clients: members.len() as u64,
        default_rate: 1.0 - repaid_count as f64 / clients,
        mean_probability: members.iter().map(|client| client.probability.get()).sum::<f64>()
            / clients,
        acceptance_rate: members.iter().filter(accepted).count() as f64 / clients,
        acceptance_rate_of_repaid: (repaid_count > 0)
            .then(|| repaid.filter(accepted).count() as f64 / repaid_count as f64),
        auc: ranking.map(|ranking| auc_with_interval(&ranking)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(probability: f64, defaulted: bool) -> ScoredClient {
        ScoredClient { probability: Probability::new(probability).unwrap(), defaulted }
    }

    fn threshold() -> Threshold {
        Threshold::new(0.5).unwrap()
    }

    fn labels(groups: &[GroupFigures]) -> Vec<&str> {
        let name = |group| match group {
            &GroupFigures { label: GroupLabel::Value(ref name), .. } => name.as_str(),
            GroupFigures { label: GroupLabel::Missing, .. } => "missing",
            GroupFigures { label: GroupLabel::Rare, .. } => "rare",
        };
        groups.iter().map(name).collect()
    }

    /// The clients of a pattern, thirty times over.
    fn repeated<T: Clone>(pattern: &[T]) -> Vec<T> {
        pattern.iter().cycle().take(pattern.len() * 30).cloned().collect()
    }

    #[test]
    fn codes_make_one_group_each_and_missing_comes_last() {
        let values = repeated(&[2.0, 1.0, f64::NAN, 1.0, 2.0, 1.0].map(Value::from_f64));
        let clients = repeated(&[
            client(0.9, true),
            client(0.2, false),
            client(0.4, false),
            client(0.6, false),
            client(0.8, true),
            client(0.7, true),
        ]);
        let groups = figures_by_group(&values, &clients, threshold());
        assert_eq!(labels(&groups), ["1", "2", "missing"]);
        let first = groups.first().unwrap();
        assert_eq!(first.clients, 90);
        assert!((first.default_rate - 1.0 / 3.0).abs() < 1e-12);
        assert!((first.mean_probability - 0.5).abs() < 1e-12);
        assert!((first.acceptance_rate - 1.0 / 3.0).abs() < 1e-12);
        assert_eq!(first.acceptance_rate_of_repaid, Some(0.5));
        assert_eq!(first.auc.unwrap().value, 1.0);
        assert_eq!(groups.get(1).unwrap().auc, None);
    }

    #[test]
    fn nobody_stands_alone() {
        let few: Vec<Value> = (0..60).map(|i| Value::Number(f64::from(i % 4))).collect();
        let clients = repeated(&[client(0.1, false), client(0.9, true)]);
        assert_eq!(labels(&figures_by_group(&few, &clients, threshold())), ["rare"]);
        let mut one_apart = vec![Value::Number(1.0); 59];
        one_apart.push(Value::Number(2.0));
        assert_eq!(labels(&figures_by_group(&one_apart, &clients, threshold())), ["1"]);
    }

    #[test]
    fn many_numbers_make_quartiles_that_share_nobody() {
        let values: Vec<Value> = (0..400).map(|i| Value::Number(f64::from(i % 40))).collect();
        let clients: Vec<ScoredClient> = (0..400).map(|i| client(0.1, i % 3 == 0)).collect();
        let groups = figures_by_group(&values, &clients, threshold());
        assert_eq!(labels(&groups), ["0 to 9", "10 to 19", "20 to 29", "30 to 39"]);
        assert_eq!(groups.iter().map(|group| group.clients).sum::<u64>(), 400);
    }

    #[test]
    fn a_heavy_value_does_not_open_an_empty_band() {
        let values: Vec<Value> =
            (0..1_000).map(|i| Value::Number(f64::from((i - 800).max(0)))).collect();
        let clients: Vec<ScoredClient> = (0..1_000).map(|_| client(0.1, false)).collect();
        let groups = figures_by_group(&values, &clients, threshold());
        assert_eq!(labels(&groups), ["0 to 0", "1 to 199"]);
        assert_eq!(groups.iter().map(|group| group.clients).sum::<u64>(), 1_000);
    }

    #[test]
    fn words_make_groups_in_order() {
        let values = repeated(&["b", "a", "b"].map(|word| Value::Text(word.to_owned())));
        let clients = vec![client(0.1, false); values.len()];
        assert_eq!(labels(&figures_by_group(&values, &clients, threshold())), ["a", "b"]);
    }
}
