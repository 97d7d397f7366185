//! The statistics of groups of rows, as pandas computes them.
//!
//! Depends on the groups alone. Why not polars' own aggregation? The features must be those of
//! pandas on every value, and to the bit from one run and one machine to the next. pandas adds with
//! a compensation (Kahan 1965) and takes the variance by updating (Welford 1962): a column that is
//! the same for all rows of a client has variance 0 there, and 1e-34 where the mean is rounded first;
//! overpaid and underpaid instalments that cancel add up to 0 there, and to 1e-12 elsewhere. One
//! pass over rows that stand together also costs a fraction of one query per feature.
//!
//! **Invariant**: the result depends on the values of a group and on their order, on nothing else
//! (number of threads, other groups).

use super::groups::Groups;

/// What is said of the values of a group. Missing values (NaN) are skipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Statistic {
    /// The smallest value; missing when there is none.
    Min,
    /// The largest value; missing when there is none.
    Max,
    /// The mean; missing when there is no value.
    Mean,
    /// The sum; 0 when there is no value.
    Sum,
    /// The sample variance (divided by one less than the number of values); missing for fewer than
    /// two values.
    Variance,
    /// The number of rows, missing values included.
    Rows,
    /// The number of different values.
    Distinct,
    /// The value of the last row; missing when that row has none.
    Last,
    /// How much the values grow from one row to the next: the slope of the least-squares line through
    /// them; missing for fewer than two values.
    Trend,
}

impl Statistic {
    /// How it ends the name of a feature.
    #[must_use]
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Min => "MIN",
            Self::Max => "MAX",
            Self::Mean => "MEAN",
            Self::Sum => "SUM",
            Self::Variance => "VAR",
            Self::Rows => "SIZE",
            Self::Distinct => "NUNIQUE",
            Self::Last => "LAST",
            Self::Trend => "TREND",
        }
    }
}

/// For each of `wanted`, its value for each group; missing for groups without rows.
pub(super) fn summarise(values: &[f64], groups: &Groups, wanted: &[Statistic]) -> Vec<Vec<f64>> {
    let mut results: Vec<Vec<f64>> =
        wanted.iter().map(|_| vec![f64::NAN; groups.count()]).collect();
    for (group, rows) in groups.iter() {
        let Some(values) = values.get(rows).filter(|values| !values.is_empty()) else { continue };
        let summary = Summary::of(values);
        for (statistic, result) in wanted.iter().zip(&mut results) {
            let value = match statistic {
                Statistic::Min => summary.min,
                Statistic::Max => summary.max,
                Statistic::Mean => summary.sum / summary.count as f64,
                Statistic::Sum => summary.sum,
                Statistic::Variance => variance(values),
                Statistic::Distinct => distinct(values) as f64,
                Statistic::Rows => values.len() as f64,
                Statistic::Last => values.last().copied().unwrap_or(f64::NAN),
                Statistic::Trend => trend(values),
            };
            if let Some(slot) = result.get_mut(group) {
                *slot = value;
            }
        }
    }
    results
}

/// What one pass over the values gives.
struct Summary {
    count: u64,
    sum: f64,
    /// NaN when there is no value.
    min: f64,
    /// NaN when there is no value.
    max: f64,
}

impl Summary {
    fn of(values: &[f64]) -> Self {
        let mut summary = Self { count: 0, sum: 0.0, min: f64::NAN, max: f64::NAN };
        let mut compensation = 0.0;
        for &value in values.iter().filter(|value| !value.is_nan()) {
            summary.count += 1;
            let compensated = value - compensation;
            let sum = summary.sum + compensated;
            compensation = sum - summary.sum - compensated;
            if compensation.is_nan() {
                // Infinities: nothing is left to compensate.
                compensation = 0.0;
            }
            summary.sum = sum;
            // `f64::min` skips the NaN that stands for "none yet".
            summary.min = summary.min.min(value);
            summary.max = summary.max.max(value);
        }
        summary
    }
}

/// The sample variance by updating (Welford 1962).
fn variance(values: &[f64]) -> f64 {
    let (mut count, mut mean, mut squares) = (0_u64, 0.0, 0.0);
    for &value in values.iter().filter(|value| !value.is_nan()) {
        count += 1;
        let before = mean;
        mean += (value - before) / count as f64;
        squares += (value - mean) * (value - before);
    }
    if count < 2 { f64::NAN } else { squares / (count - 1) as f64 }
}

/// The slope of the least-squares line through the values, one row after the other.
fn trend(values: &[f64]) -> f64 {
    let given = || values.iter().enumerate().filter(|(_, value)| !value.is_nan());
    let count = given().count();
    if count < 2 {
        return f64::NAN;
    }
    let mean_place = given().map(|(place, _)| place as f64).sum::<f64>() / count as f64;
    let mean = given().map(|(_, value)| value).sum::<f64>() / count as f64;
    let (mut together, mut alone) = (0.0, 0.0);
    for (place, value) in given() {
        let away = place as f64 - mean_place;
        together += away * (value - mean);
        alone += away * away;
    }
    together / alone
}

fn distinct(values: &[f64]) -> usize {
    let mut sorted: Vec<f64> = values.iter().copied().filter(|value| !value.is_nan()).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    sorted.dedup();
    sorted.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Statistic::*, *};

    const ALL: [Statistic; 7] = [Min, Max, Mean, Sum, Variance, Rows, Distinct];

    /// All statistics of one group.
    fn of(values: &[f64]) -> Vec<f64> {
        let groups = Groups::of_owners(&vec![0; values.len()], 1);
        summarise(values, &groups, &ALL).into_iter().flatten().collect()
    }

    #[test]
    fn missing_values_are_skipped_and_a_sum_over_nothing_is_zero() {
        let nan = f64::NAN;
        assert_eq!(of(&[2.0, nan, 4.0, 2.0])[..4], [2.0, 4.0, 8.0 / 3.0, 8.0]);
        assert_eq!(of(&[2.0, nan, 4.0, 2.0])[5..], [4.0, 2.0]);
        let nothing = of(&[nan, nan]);
        assert!(nothing[..3].iter().all(|value| value.is_nan()));
        assert_eq!((nothing[3], nothing[5], nothing[6]), (0.0, 2.0, 0.0));
        assert!(nothing[4].is_nan());
    }

    #[test]
    fn the_variance_is_that_of_a_sample() {
        assert_eq!(of(&[1.0, 2.0, 3.0, 4.0])[4], 5.0 / 3.0);
        assert!(of(&[7.0])[4].is_nan());
        assert!(of(&[7.0, f64::NAN])[4].is_nan());
        // The same value three times: the rounded mean of 0.1 is not 0.1.
        assert_eq!(of(&[0.1; 3])[4], 0.0);
    }

    #[test]
    fn sums_that_cancel_are_zero() {
        assert_eq!(of(&[0.1, 0.2, 0.3, -0.6])[3], 0.0);
        assert_eq!(of(&[1.0, 1e100, 1.0, -1e100])[3], 0.0);
    }

    #[test]
    fn infinities_are_kept() {
        let found = of(&[1.0, f64::INFINITY]);
        assert_eq!(found[..4], [1.0, f64::INFINITY, f64::INFINITY, f64::INFINITY]);
        assert!(found[4].is_nan());
    }

    #[test]
    fn a_trend_is_a_slope_and_the_last_row_counts() {
        let of = |values: &[f64], wanted: Statistic| {
            let groups = Groups::of_owners(&vec![0; values.len()], 1);
            summarise(values, &groups, &[wanted])[0][0]
        };
        assert_eq!(of(&[1.0, 3.0, 5.0], Trend), 2.0);
        assert_eq!(of(&[1.0, f64::NAN, 5.0], Trend), 2.0);
        assert_eq!(of(&[5.0, 5.0], Trend), 0.0);
        assert!(of(&[f64::NAN, 5.0], Trend).is_nan());
        assert_eq!(of(&[1.0, 7.0], Last), 7.0);
        assert!(of(&[1.0, f64::NAN], Last).is_nan());
    }

    #[test]
    fn groups_without_rows_have_nothing_at_all() {
        let groups = Groups::of_owners(&[1, 1, 3], 4);
        let found = summarise(&[1.0, 2.0, f64::NAN], &groups, &[Sum, Rows]);
        assert!(found[0][0].is_nan() && found[1][2].is_nan());
        assert_eq!((found[0][1], found[0][3]), (3.0, 0.0));
        assert_eq!((found[1][1], found[1][3]), (2.0, 1.0));
    }

    proptest! {
        #[test]
        fn a_group_does_not_depend_on_the_others(
            first in prop::collection::vec(-1e6..1e6_f64, 1..20),
            second in prop::collection::vec(-1e6..1e6_f64, 1..20),
        ) {
            let owners: Vec<u32> =
                first.iter().map(|_| 0).chain(second.iter().map(|_| 1)).collect();
            let values: Vec<f64> = first.iter().chain(&second).copied().collect();
            let together = summarise(&values, &Groups::of_owners(&owners, 2), &ALL);
            for (group, alone) in [of(&first), of(&second)].iter().enumerate() {
                for (statistic, alone) in together.iter().zip(alone) {
                    prop_assert_eq!(statistic[group].to_bits(), alone.to_bits());
                }
            }
        }
    }
}
