//! Logistic regression: what the trees have to beat.
//!
//! Depends on the other files of this layer. The loss is that of scikit-learn's
//! `LogisticRegression`, `|w|² / 2 + C * sum of log losses` with `C = 1` and a free intercept, on
//! standardised features; a missing value stands at the mean and is told by a column of its own, a
//! word by one column a word. It is minimised by L-BFGS (Nocedal and Wright, "Numerical
//! optimization", 2006, algorithm 7.4), which leads to the same place whatever the machine.
//! Invariant: sums are taken in one order, whatever the number of processors.

use std::collections::VecDeque;

use rayon::prelude::*;

use super::{labelled::LabelledClients, random::SplitMix64};

/// The inverse strength of the penalty: scikit-learn's default.
const C: f64 = 1.0;

/// Cells of the table that is learnt from (4 bytes each). With more, clients are drawn by the
/// seed: a straight line is known well from 50 000 of them.
const MOST_CELLS: usize = 60_000_000;

/// Steps that are remembered.
const MEMORY: usize = 10;

/// Steps at most; a few dozen usually suffice.
const MOST_STEPS: u32 = 500;

/// The search ends where the slope of the mean loss is at most this in every direction.
const FLAT: f64 = 1e-9;

/// Rows that are summed together.
const CHUNK_ROWS: usize = 1_024;

/// A logistic regression that was learnt.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Logistic {
    terms: Vec<Term>,
    weights: Vec<f64>,
    intercept: f64,
    /// How many clients it was learnt from.
    pub(super) clients: usize,
}

/// One column of numbers that the regression reads.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Term {
    /// The standardised value of a feature; 0 when it is missing.
    Number { feature: usize, mean: f64, deviation: f64 },
    /// 1 when the feature is missing, else 0.
    Missing { feature: usize },
    /// 1 when the feature is this word, else 0.
    Word { feature: usize, code: f64 },
}

impl Term {
    fn feature(self) -> usize {
        match self {
            Self::Number { feature, .. }
            | Self::Missing { feature }
            | Self::Word { feature, .. } => feature,
        }
    }

    fn of(self, value: f64) -> f64 {
        match self {
            Self::Number { .. } if value.is_nan() => 0.0,
            Self::Number { mean, deviation, .. } => (value - mean) / deviation,
            Self::Missing { .. } => f64::from(u8::from(value.is_nan())),
            Self::Word { code, .. } => f64::from(u8::from(value == code)),
        }
    }
}

impl Logistic {
    /// Learns from some clients.
    pub(super) fn learn(clients: &LabelledClients, members: &[u32], seed: u64) -> Self {
        let terms = terms(clients, members);
        let sample = sample(members, MOST_CELLS / terms.len().max(1), seed);
        let columns = columns(clients, &sample, &terms);
        let labels: Vec<f64> = clients.labels(&sample).into_iter().map(f64::from).collect();
        let (weights, intercept) = minimise(&Loss { columns: &columns, labels: &labels });
        Self { terms, weights, intercept, clients: sample.len() }
    }

    /// The probabilities of default of some clients.
    pub(super) fn probabilities(&self, clients: &LabelledClients, members: &[u32]) -> Vec<f64> {
        let mut scores = vec![self.intercept; members.len()];
        let mut read: Option<(usize, Vec<f64>)> = None;
        for (term, weight) in self.terms.iter().zip(&self.weights) {
            let feature = term.feature();
            if read.as_ref().is_none_or(|(own, _)| *own != feature) {
                read = Some((feature, clients.values(feature, members)));
            }
            let values = read.iter().flat_map(|(_, values)| values);
            for (score, value) in scores.iter_mut().zip(values) {
                *score += weight * term.of(*value);
            }
        }
        scores.into_iter().map(|score| 1.0 / (1.0 + (-score).exp())).collect()
    }
}

fn terms(clients: &LabelledClients, members: &[u32]) -> Vec<Term> {
    let of_feature = |feature: usize| -> Vec<Term> {
        let values = clients.values(feature, members);
        let words = clients.columns().get(feature).and_then(|column| column.categories.as_ref());
        if let Some(words) = words {
            return (0..words.len())
                .map(|code| Term::Word { feature, code: code as f64 })
                .collect();
        }
        let known = || values.iter().copied().filter(|value| !value.is_nan());
        let count = known().count();
        let mean = known().sum::<f64>() / count.max(1) as f64;
        let spread = known().map(|value| (value - mean).powi(2)).sum::<f64>();
        let deviation = (spread / count.max(1) as f64).sqrt();
        let number = (deviation > 0.0 && deviation.is_finite()).then_some(Term::Number {
            feature,
            mean,
            deviation,
        });
        let missing = (count > 0 && count < values.len()).then_some(Term::Missing { feature });
        number.into_iter().chain(missing).collect()
    };
    (0..clients.columns().len()).into_par_iter().flat_map_iter(of_feature).collect()
}

/// At most so many of the members, in their order.
fn sample(members: &[u32], most: usize, seed: u64) -> Vec<u32> {
    let mut sample = members.to_vec();
    if sample.len() > most {
        SplitMix64::new(seed).shuffle(&mut sample);
        sample.truncate(most);
        sample.sort_unstable();
    }
    sample
}

fn columns(clients: &LabelledClients, members: &[u32], terms: &[Term]) -> Vec<Vec<f32>> {
    let of_term = |term: &Term| {
        let values = clients.values(term.feature(), members);
        values.into_iter().map(|value| term.of(value) as f32).collect()
    };
    terms.par_iter().map(of_term).collect()
}

/// The loss, divided by `C` times the clients so that its size does not depend on theirs.
struct Loss<'a> {
    columns: &'a [Vec<f32>],
    labels: &'a [f64],
}

/// The loss somewhere, and its slope there: one number per weight, the intercept's last.
struct Point {
    at: Vec<f64>,
    loss: f64,
    slope: Vec<f64>,
}

impl Loss<'_> {
    fn at(&self, at: Vec<f64>) -> Point {
        let clients = self.labels.len() as f64;
        let (intercept, weights) = at.split_last().map_or((0.0, [].as_slice()), |(i, w)| (*i, w));
        let scores = self.scores(weights, intercept);
        let losses = scores
            .iter()
            .zip(self.labels)
            .map(|(score, label)| score.max(0.0) - label * score + (-score.abs()).exp().ln_1p());
        let penalty = weights.iter().map(|weight| weight * weight).sum::<f64>() / 2.0 / C;
        let loss = (losses.sum::<f64>() + penalty) / clients;
        let errors: Vec<f64> = scores
            .iter()
            .zip(self.labels)
            .map(|(score, label)| 1.0 / (1.0 + (-score).exp()) - label)
            .collect();
        let mut slope: Vec<f64> = self
            .columns
            .par_iter()
            .zip(weights)
            .map(|(column, weight)| {
                let sum: f64 = column.iter().zip(&errors).map(|(x, e)| f64::from(*x) * e).sum();
                (sum + weight / C) / clients
            })
            .collect();
        slope.push(errors.iter().sum::<f64>() / clients);
        Point { at, loss, slope }
    }

    fn scores(&self, weights: &[f64], intercept: f64) -> Vec<f64> {
        let mut scores = vec![intercept; self.labels.len()];
        scores.par_chunks_mut(CHUNK_ROWS).enumerate().for_each(|(chunk, scores)| {
            for (column, weight) in self.columns.iter().zip(weights) {
                let values = column.iter().skip(chunk * CHUNK_ROWS);
                for (score, value) in scores.iter_mut().zip(values) {
                    *score += weight * f64::from(*value);
                }
            }
        });
        scores
    }
}

/// The weights and the intercept of the lowest loss.
fn minimise(loss: &Loss<'_>) -> (Vec<f64>, f64) {
    let mut point = loss.at(vec![0.0; loss.columns.len() + 1]);
    let mut memory: VecDeque<(Vec<f64>, Vec<f64>)> = VecDeque::new();
    for _ in 0..MOST_STEPS {
        if point.slope.iter().all(|slope| slope.abs() <= FLAT) {
            break;
        }
        let direction = downhill(&point.slope, &memory);
        let Some(next) = step(loss, &point, &direction) else { break };
        let moved = difference(&next.at, &point.at);
        let turned = difference(&next.slope, &point.slope);
        // A curvature that rounding makes flat or hollow would spoil the memory.
        if dot(&moved, &turned) > f64::EPSILON * dot(&turned, &turned) {
            if memory.len() == MEMORY {
                memory.pop_front();
            }
            memory.push_back((moved, turned));
        }
        point = next;
    }
    let intercept = point.at.pop().unwrap_or_default();
    (point.at, intercept)
}

/// The two-loop recursion: the slope, turned by the curvature that the last steps have shown.
fn downhill(slope: &[f64], memory: &VecDeque<(Vec<f64>, Vec<f64>)>) -> Vec<f64> {
    let mut direction: Vec<f64> = slope.iter().map(|slope| -slope).collect();
    let mut shares = Vec::with_capacity(memory.len());
    for (moved, turned) in memory.iter().rev() {
        let share = dot(moved, &direction) / dot(moved, turned);
        add(&mut direction, turned, -share);
        shares.push(share);
    }
    if let Some((moved, turned)) = memory.back() {
        let size = dot(moved, turned) / dot(turned, turned);
        for value in &mut direction {
            *value *= size;
        }
    }
    for ((moved, turned), share) in memory.iter().zip(shares.into_iter().rev()) {
        let back = dot(turned, &direction) / dot(moved, turned);
        add(&mut direction, moved, share - back);
    }
    direction
}

/// The first of ever shorter steps that lowers the loss enough (Armijo); `None` when none does.
fn step(loss: &Loss<'_>, point: &Point, direction: &[f64]) -> Option<Point> {
    const ENOUGH: f64 = 1e-4;
    const SHORTEST: f64 = 1e-10;
    let fall = dot(&point.slope, direction);
    let mut length = 1.0;
    while length > SHORTEST {
        let mut at = point.at.clone();
        add(&mut at, direction, length);
        let next = loss.at(at);
        if next.loss <= point.loss + ENOUGH * length * fall {
            return Some(next);
        }
        length /= 2.0;
    }
    None
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn add(to: &mut [f64], from: &[f64], times: f64) {
    to.iter_mut().zip(from).for_each(|(to, from)| *to += times * from);
}

fn difference(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| a - b).collect()
}

#[cfg(test)]
mod tests {
    use super::{super::labelled::FeatureColumn, *};

    const CLIENTS: usize = 200;

    /// The same clients as in the reference computation: sequences that anybody can repeat.
    fn clients(with_gaps: bool) -> LabelledClients {
        let number = |client: usize, step: usize| ((client * step) % 97) as f64 / 97.0;
        let a: Vec<f64> = (0..CLIENTS).map(|client| number(client, 31)).collect();
        let b: Vec<f64> = (0..CLIENTS)
            .map(|c| if with_gaps && c % 9 == 0 { f64::NAN } else { 50.0 * number(c, 57) })
            .collect();
        let word: Vec<f64> = (0..CLIENTS).map(|client| (client % 3) as f64).collect();
        let defaulted =
            (0..CLIENTS).map(|c| number(c, 31) + number(c, 43) + f64::from(c % 3 == 1) > 1.3);
        let columns = vec![
            FeatureColumn::own("a", a),
            FeatureColumn::own("b", b),
            FeatureColumn {
                categories: Some(["x", "y", "z"].map(str::to_owned).to_vec()),
                ..FeatureColumn::own("word", word)
            },
        ];
        let rows = (0..CLIENTS as u32).collect();
        LabelledClients::new(columns, defaulted.collect(), rows).unwrap()
    }

    fn members() -> Vec<u32> {
        (0..CLIENTS as u32).collect()
    }

    #[track_caller]
    fn check(with_gaps: bool, expected: [f64; 4]) {
        let clients = clients(with_gaps);
        let learnt = Logistic::learn(&clients, &members(), 1);
        let probabilities = learnt.probabilities(&clients, &[0, 50, 100, 199]);
        for (own, expected) in probabilities.iter().zip(expected) {
            assert!((own - expected).abs() < 1e-6, "{probabilities:?}");
        }
    }

    #[test]
    fn probabilities_are_those_of_scikit_learn() {
        // LogisticRegression(C=1, tol=1e-12) of scikit-learn 1.9.1 on StandardScaler's numbers and
        // one column a word; with gaps, the mean in their place and one more column.
        check(false, WITHOUT_GAPS);
        check(true, WITH_GAPS);
    }

    const WITHOUT_GAPS: [f64; 4] =
        [0.043_708_234_471, 0.564_818_239_714, 0.989_170_248_635, 0.954_745_949_161];
    const WITH_GAPS: [f64; 4] =
        [0.105_659_839_164, 0.594_779_827_308, 0.990_708_235_919, 0.954_412_990_541];

    #[test]
    fn a_feature_that_says_nothing_or_is_empty_does_no_harm() {
        let columns = vec![
            FeatureColumn::own("constant", vec![3.0; 10]),
            FeatureColumn::own("empty", vec![f64::NAN; 10]),
        ];
        let defaulted: Vec<bool> = (0..10).map(|client| client < 3).collect();
        let clients = LabelledClients::new(columns, defaulted, (0..10).collect()).unwrap();
        let members: Vec<u32> = (0..10).collect();
        let learnt = Logistic::learn(&clients, &members, 1);
        let probabilities = learnt.probabilities(&clients, &members);
        assert!(probabilities.iter().all(|own| (own - 0.3).abs() < 1e-6), "{probabilities:?}");
    }

    #[test]
    fn a_sample_keeps_the_order_and_repeats() {
        let members: Vec<u32> = (0..100).collect();
        let drawn = sample(&members, 30, 5);
        assert!(drawn.len() == 30 && drawn.is_sorted());
        assert_eq!(drawn, sample(&members, 30, 5));
        assert_eq!(sample(&members, 100, 5), members);
    }
}
