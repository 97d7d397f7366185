//! Intervals by drawing the same clients again (Efron, Annals of Statistics 1979).
//!
//! Stratified: as many defaulting and as many repaying clients are drawn as there are, since the
//! base was split that way too. The interval is the percentile one.

use super::{Level, Ranking};
use crate::pipeline::random::SplitMix64;

/// How many times the clients are drawn again: the usual thousand (Efron and Tibshirani 1993).
pub const REPLICATES: u32 = 1_000;

/// The 95 % intervals, as (lower, upper), of the `N` figures that `statistics` computes together.
///
/// A figure that is not a number in a replicate is left out there. With no replicate at all the
/// interval is the figure itself.
pub fn stratified_bootstrap<const N: usize>(
    ranking: &Ranking,
    replicates: u32,
    seed: u64,
    statistics: impl Fn(&Ranking) -> [f64; N],
) -> [(f64, f64); N] {
    let defaults = level_of_each(ranking.levels(), |level| level.defaults);
    let repaid = level_of_each(ranking.levels(), |level| level.repaid);
    let mut random = SplitMix64::new(seed);
    let mut drawn: [Vec<f64>; N] = std::array::from_fn(|_| Vec::new());
    for _ in 0..replicates {
        let defaults = draw(&defaults, ranking.levels().len(), &mut random);
        let repaid = draw(&repaid, ranking.levels().len(), &mut random);
        let levels = ranking.levels().iter().zip(defaults).zip(repaid).filter_map(
            |((level, defaults), repaid)| {
                (defaults + repaid > 0).then_some(Level { score: level.score, defaults, repaid })
            },
        );
        if let Ok(replicate) = Ranking::from_levels(levels.collect()) {
            for (values, value) in drawn.iter_mut().zip(statistics(&replicate)) {
                values.push(value);
            }
        }
    }
    let figures = statistics(ranking);
    let mut intervals = figures.map(|figure| (figure, figure));
    for (interval, values) in intervals.iter_mut().zip(&mut drawn) {
        values.retain(|value| !value.is_nan());
        values.sort_unstable_by(f64::total_cmp);
        *interval = (
            quantile(values, 0.025).unwrap_or(interval.0),
            quantile(values, 0.975).unwrap_or(interval.1),
        );
    }
    intervals
}

/// The position of its level, for each client of one outcome.
fn level_of_each(levels: &[Level], count: impl Fn(&Level) -> u64) -> Vec<usize> {
    levels
        .iter()
        .enumerate()
        .flat_map(|(position, level)| std::iter::repeat_n(position, count(level) as usize))
        .collect()
}

/// As many clients as there are, drawn with replacement, counted by level.
fn draw(level_of_client: &[usize], levels: usize, random: &mut SplitMix64) -> Vec<u64> {
    let mut counts = vec![0; levels];
    for _ in level_of_client {
        let client = random.below(level_of_client.len() as u64) as usize;
        if let Some(count) = level_of_client.get(client).and_then(|&level| counts.get_mut(level)) {
            *count += 1;
        }
    }
    counts
}

/// The quantile of ascending values, interpolated as numpy does; `None` when there are none.
fn quantile(ascending: &[f64], share: f64) -> Option<f64> {
    let position = share * ascending.len().checked_sub(1)? as f64;
    let lower = *ascending.get(position.floor() as usize)?;
    let upper = *ascending.get(position.ceil() as usize)?;
    Some(lower + (upper - lower) * position.fract())
}

#[cfg(test)]
mod tests {
    use super::{
        super::{auc, auc_with_interval, brier, example},
        *,
    };

    #[test]
    fn it_agrees_with_delong_on_many_clients() {
        let mut random = SplitMix64::new(3);
        let ranking = Ranking::new((0..2_000).map(|client| {
            let defaulted = client % 4 == 0;
            let score = random.below(1_000) as f64 + if defaulted { 300.0 } else { 0.0 };
            (score, defaulted)
        }))
        .unwrap();
        let delong = auc_with_interval(&ranking);
        let [(lower, upper)] = stratified_bootstrap(&ranking, REPLICATES, 1, |r| [auc(r)]);
        assert!((lower - delong.lower).abs() < 0.003, "{lower} {delong:?}");
        assert!((upper - delong.upper).abs() < 0.003, "{upper} {delong:?}");
    }

    #[test]
    fn the_same_seed_gives_the_same_interval() {
        let ranking = example::ranking();
        let run = |seed| stratified_bootstrap(&ranking, 50, seed, |r| [auc(r), brier(r)]);
        assert_eq!(run(1), run(1));
        assert_ne!(run(1), run(2));
        let [(lower, upper), _] = run(1);
        assert!(lower < auc(&ranking) && auc(&ranking) < upper);
    }

    #[test]
    fn without_replicates_the_figure_stands_alone() {
        let ranking = example::ranking();
        let [interval] = stratified_bootstrap(&ranking, 0, 1, |r| [auc(r)]);
        assert_eq!(interval, (auc(&ranking), auc(&ranking)));
    }

    #[test]
    fn quantiles_are_interpolated() {
        assert_eq!(quantile(&[1.0, 2.0, 3.0, 4.0], 0.5), Some(2.5));
        assert_eq!(quantile(&[7.0], 0.975), Some(7.0));
        assert_eq!(quantile(&[], 0.5), None);
    }
}
