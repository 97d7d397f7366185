//! How much features, factors and themes move scores: the mean size of their contributions.
//!
//! The contribution of a factor or a theme to one client's score is the sum of its features', and
//! may be 0 while theirs are not: what raises the risk in one column of a theme and lowers it in
//! another does not count twice. So its mean size is no sum of theirs, and all three are taken from
//! the same look at each client.
//!
//! **Invariant**: a sum over clients is in double precision, and is added up in the order of the
//! base, so that it does not depend on the number of threads.

use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

use crate::{
    base::{Group, NumberTable, StoreFault},
    domain::Job,
    explain::{Folding, Outline},
};

use super::ContributionsFault;

/// The mean of the size of contributions over some clients, in the unit of the raw score, never
/// below 0. How features make up factors and themes, an [`Outline`] says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MeanAbsolute {
    /// One a feature, in the model's order.
    pub features: Vec<f64>,
    /// One a factor, in the order of [`Outline::factors`].
    pub factors: Vec<f64>,
    /// One a theme, in the order of [`Outline::themes`].
    pub themes: Vec<f64>,
}

/// Adds up the size of contributions while they are computed.
#[derive(Debug)]
pub(super) struct SizesOfEverybody {
    sums: MeanAbsolute,
    by_factor: Folding,
    by_theme: Folding,
    folded: Vec<f64>,
}

impl MeanAbsolute {
    fn zero(features: usize, outline: &Outline) -> Self {
        Self {
            features: vec![0.0; features],
            factors: vec![0.0; outline.factors.len()],
            themes: vec![0.0; outline.themes.len()],
        }
    }

    /// All its numbers, one after the other.
    pub(super) fn numbers(&self) -> impl Iterator<Item = f64> {
        [&self.features, &self.factors, &self.themes].into_iter().flatten().copied()
    }

    /// What [`Self::numbers`] gave for these features; `None` when there are more or fewer.
    pub(super) fn of_numbers(numbers: &[f64], features: usize, outline: &Outline) -> Option<Self> {
        let mut numbers = numbers.iter().copied();
        let mut take = |count: usize| -> Vec<f64> { numbers.by_ref().take(count).collect() };
        let (features_count, factors, themes) =
            (features, outline.factors.len(), outline.themes.len());
        let means =
            Self { features: take(features_count), factors: take(factors), themes: take(themes) };
        let is_whole = means.themes.len() == themes
            && means.numbers().count() == features_count + factors + themes
            && numbers.next().is_none();
        is_whole.then_some(means)
    }

    fn each(&mut self, change: impl Fn(&mut f64)) {
        for numbers in [&mut self.features, &mut self.factors, &mut self.themes] {
            numbers.iter_mut().for_each(&change);
        }
    }

    fn add(&mut self, other: &Self) {
        for (own, other) in [
            (&mut self.features, &other.features),
            (&mut self.factors, &other.factors),
            (&mut self.themes, &other.themes),
        ] {
            for (sum, more) in own.iter_mut().zip(other) {
                *sum += more;
            }
        }
    }

    fn divided(mut self, clients: usize) -> Self {
        let clients = clients.max(1) as f64;
        self.each(|sum| *sum /= clients);
        self
    }
}

impl SizesOfEverybody {
    pub(super) fn new(features: usize, outline: &Outline) -> Self {
        let themes = outline.theme_features();
        Self {
            sums: MeanAbsolute::zero(features, outline),
            by_factor: Folding::new(
                features,
                outline.factors.iter().map(|factor| factor.features.as_slice()),
            ),
            by_theme: Folding::new(features, themes.iter().map(Vec::as_slice)),
            folded: Vec::new(),
        }
    }

    /// Adds the next clients, one contribution a feature, client after client.
    pub(super) fn add(&mut self, contributions: &[f64]) {
        add_sizes(&mut self.sums.features, contributions);
        let clients = contributions.len() / self.sums.features.len().max(1);
        for (folding, sums) in
            [(&self.by_factor, &mut self.sums.factors), (&self.by_theme, &mut self.sums.themes)]
        {
            self.folded.clear();
            self.folded.resize(clients * folding.sums(), 0.0);
            folding.fold(contributions, &mut self.folded);
            add_sizes(sums, &self.folded);
        }
    }

    pub(super) fn finish(self, clients: usize) -> MeanAbsolute {
        self.sums.divided(clients)
    }
}

fn add_sizes(sums: &mut [f64], rows: &[f64]) {
    for row in rows.chunks_exact(sums.len().max(1)) {
        for (sum, number) in sums.iter_mut().zip(row) {
            *sum += number.abs();
        }
    }
}

/// The mean sizes among the clients of a group.
pub(super) fn among(
    table: &NumberTable,
    outline: &Outline,
    group: &Group,
    job: &dyn Job,
) -> Result<MeanAbsolute, ContributionsFault> {
    let runs = table.runs();
    let total = runs.len() as u64;
    let done = AtomicU64::new(0);
    job.progress(0, total)?;
    let of_run = |(run, rows): (usize, std::ops::Range<usize>)| {
        job.progress(done.fetch_add(1, Ordering::Relaxed), total)?;
        let first = rows.start;
        let members: Vec<u32> =
            rows.filter(|row| group.contains(*row)).map(|row| (row - first) as u32).collect();
        Ok(sizes_in_run(table, outline, run, &members)?)
    };
    let parts: Vec<_> = runs.enumerate().collect();
    let parts: Vec<MeanAbsolute> =
        parts.into_par_iter().map(of_run).collect::<Result<_, ContributionsFault>>()?;
    let mut sums = MeanAbsolute::zero(table.columns(), outline);
    for part in &parts {
        sums.add(part);
    }
    job.progress(total, total)?;
    Ok(sums.divided(group.count()))
}

/// The sums of sizes over the members of one run of rows, given by their places in it.
fn sizes_in_run(
    table: &NumberTable,
    outline: &Outline,
    run: usize,
    members: &[u32],
) -> Result<MeanAbsolute, StoreFault> {
    let mut sums = MeanAbsolute::zero(table.columns(), outline);
    if members.is_empty() {
        return Ok(sums);
    }
    let (mut of_theme, mut of_factor) = (vec![0.0; members.len()], vec![0.0; members.len()]);
    for (theme, theme_sum) in outline.themes.iter().zip(&mut sums.themes) {
        of_theme.fill(0.0);
        for &place in &theme.factors {
            let (Some(factor), Some(factor_sum)) =
                (outline.factors.get(place), sums.factors.get_mut(place))
            else {
                continue;
            };
            of_factor.fill(0.0);
            for &feature in &factor.features {
                let numbers = table.run(feature, run)?;
                let own = members.iter().filter_map(|&place| numbers.get(place as usize));
                let mut size = 0.0;
                for (number, sum) in own.zip(&mut of_factor) {
                    let number = f64::from(*number);
                    size += number.abs();
                    *sum += number;
                }
                if let Some(sum) = sums.features.get_mut(feature) {
                    *sum = size;
                }
            }
            *factor_sum = of_factor.iter().map(|number| number.abs()).sum();
            for (sum, number) in of_theme.iter_mut().zip(&of_factor) {
                *sum += number;
            }
        }
        *theme_sum = of_theme.iter().map(|number| number.abs()).sum();
    }
    Ok(sums)
}
