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

#![expect(clippy::inline_always, reason = "the sums must be made of their caller's instructions")]

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

/// Columns that are summarised side by side. Each addition waits for the one before it in its own
/// column; those of other columns fill the time.
const LANES: usize = 8;

/// A number of each of some columns.
type Lanes = [f64; LANES];

/// For each column and each of the statistics wanted of it, the value for each group; missing for
/// groups without rows.
pub(super) fn summarise(columns: &[(&[f64], &[Statistic])], groups: &Groups) -> Vec<Vec<Vec<f64>>> {
    #[cfg(target_arch = "x86_64")]
    #[expect(unsafe_code, reason = "calling code for instructions asked for just before")]
    // SAFETY: the processor has just said that it has these instructions.
    unsafe {
        if is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512dq") {
            return summarise_with_avx512(columns, groups);
        }
        if is_x86_feature_detected!("avx2") {
            return summarise_with_avx2(columns, groups);
        }
    }
    summarise_with_any(columns, groups)
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,avx512f,avx512dq")]
fn summarise_with_avx512(
    columns: &[(&[f64], &[Statistic])],
    groups: &Groups,
) -> Vec<Vec<Vec<f64>>> {
    summarise_with_any(columns, groups)
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn summarise_with_avx2(columns: &[(&[f64], &[Statistic])], groups: &Groups) -> Vec<Vec<Vec<f64>>> {
    summarise_with_any(columns, groups)
}

/// Always part of its caller, and so made of its caller's instructions: the same additions in the
/// same order, one column or eight at a time.
#[inline(always)]
fn summarise_with_any(columns: &[(&[f64], &[Statistic])], groups: &Groups) -> Vec<Vec<Vec<f64>>> {
    let none = || vec![f64::NAN; groups.count()];
    let mut results: Vec<Vec<Vec<f64>>> =
        columns.iter().map(|(_, wanted)| wanted.iter().map(|_| none()).collect()).collect();
    for (columns, results) in columns.chunks(LANES).zip(results.chunks_mut(LANES)) {
        let is_wanted = |statistic: Statistic| columns.iter().any(|(_, w)| w.contains(&statistic));
        let with_variance = is_wanted(Statistic::Variance);
        for (group, rows) in groups.iter() {
            if rows.is_empty() {
                continue;
            }
            let mut values: [&[f64]; LANES] = [&[]; LANES];
            for (own, (column, _)) in values.iter_mut().zip(columns) {
                *own = column.get(rows.clone()).unwrap_or_default();
            }
            let summary = Summary::of(values, with_variance);
            for (lane, (((_, wanted), results), own)) in
                columns.iter().zip(results.iter_mut()).zip(values).enumerate()
            {
                if own.is_empty() {
                    continue;
                }
                for (statistic, result) in wanted.iter().zip(results) {
                    if let Some(slot) = result.get_mut(group) {
                        *slot = summary.statistic(lane, *statistic, own);
                    }
                }
            }
        }
    }
    results
}

/// What one pass over the values of some columns gives.
#[derive(Debug, Clone, Copy)]
struct Summary {
    counts: Lanes,
    sums: Lanes,
    /// Infinite when there is no value.
    least: Lanes,
    /// Infinite when there is no value.
    most: Lanes,
    /// The sum of the squares of what values differ from their mean.
    squares: Lanes,
}

impl Summary {
    /// Of columns that are equally long, or empty.
    #[inline(always)]
    fn of(columns: [&[f64]; LANES], with_variance: bool) -> Self {
        let mut summary = Self {
            counts: [0.0; LANES],
            sums: [0.0; LANES],
            least: [f64::INFINITY; LANES],
            most: [f64::NEG_INFINITY; LANES],
            squares: [0.0; LANES],
        };
        let (mut compensations, mut means) = ([0.0; LANES], [0.0; LANES]);
        let rows = columns.iter().map(|column| column.len()).max().unwrap_or(0);
        for row in 0..rows {
            let mut values = [f64::NAN; LANES];
            for (value, column) in values.iter_mut().zip(columns) {
                if let Some(own) = column.get(row) {
                    *value = *own;
                }
            }
            summary.add(values, &mut compensations);
            if with_variance {
                summary.update_variance(values, &mut means);
            }
        }
        summary
    }

    /// Adds a value to each column, with a compensation for what adding loses (Kahan 1965).
    #[inline(always)]
    fn add(&mut self, values: Lanes, compensations: &mut Lanes) {
        for lane in 0..LANES {
            let value = values[lane];
            let is_given = !value.is_nan();
            let compensated = value - compensations[lane];
            let sum = self.sums[lane] + compensated;
            let compensation = sum - self.sums[lane] - compensated;
            // Of infinities nothing is left to compensate.
            let compensation = if compensation.is_nan() { 0.0 } else { compensation };
            self.counts[lane] += if is_given { 1.0 } else { 0.0 };
            self.sums[lane] = if is_given { sum } else { self.sums[lane] };
            compensations[lane] = if is_given { compensation } else { compensations[lane] };
            // Nothing is less or more than a missing value.
            self.least[lane] = if value < self.least[lane] { value } else { self.least[lane] };
            self.most[lane] = if value > self.most[lane] { value } else { self.most[lane] };
        }
    }

    /// Updates the squares by a value of each column, which was added before (Welford 1962).
    #[inline(always)]
    fn update_variance(&mut self, values: Lanes, means: &mut Lanes) {
        for lane in 0..LANES {
            let (value, before) = (values[lane], means[lane]);
            let is_given = !value.is_nan();
            let mean = before + (value - before) / self.counts[lane];
            let square = (value - mean) * (value - before);
            means[lane] = if is_given { mean } else { before };
            self.squares[lane] += if is_given { square } else { 0.0 };
        }
    }

    /// A statistic of the column in `lane`, whose values are `values`.
    fn statistic(&self, lane: usize, statistic: Statistic, values: &[f64]) -> f64 {
        let of = |lanes: &Lanes| lanes.get(lane).copied().unwrap_or(f64::NAN);
        let count = of(&self.counts);
        let of_some = |number: f64| if count == 0.0 { f64::NAN } else { number };
        match statistic {
            Statistic::Min => of_some(of(&self.least)),
            Statistic::Max => of_some(of(&self.most)),
            Statistic::Mean => of(&self.sums) / count,
            Statistic::Sum => of(&self.sums),
            Statistic::Variance if count < 2.0 => f64::NAN,
            Statistic::Variance => of(&self.squares) / (count - 1.0),
            Statistic::Distinct => distinct(values) as f64,
            Statistic::Rows => values.len() as f64,
            Statistic::Last => values.last().copied().unwrap_or(f64::NAN),
            Statistic::Trend => trend(values),
        }
    }
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
    /// So many are told apart by comparing with all others; more are sorted.
    const FEW: usize = 16;
    let mut met = [0.0; FEW];
    let mut count = 0;
    for &value in values.iter().filter(|value| !value.is_nan()) {
        if met.iter().take(count).any(|other| *other == value) {
            continue;
        }
        let Some(slot) = met.get_mut(count) else { return distinct_of_many(values) };
        *slot = value;
        count += 1;
    }
    count
}

fn distinct_of_many(values: &[f64]) -> usize {
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
        summarise(&[(values, &ALL)], &groups).remove(0).into_iter().flatten().collect()
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
            summarise(&[(values, &[wanted])], &groups)[0][0][0]
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
        let found = summarise(&[(&[1.0, 2.0, f64::NAN], &[Sum, Rows])], &groups).remove(0);
        assert!(found[0][0].is_nan() && found[1][2].is_nan());
        assert_eq!((found[0][1], found[0][3]), (3.0, 0.0));
        assert_eq!((found[1][1], found[1][3]), (2.0, 1.0));
    }

    proptest! {
        #[test]
        fn a_column_does_not_depend_on_those_beside_it(
            columns in prop::collection::vec(
                prop::collection::vec(prop_oneof![-1e6..1e6_f64, Just(f64::NAN), Just(0.1)], 7), 1..11,
            ),
        ) {
            let groups = Groups::of_owners(&[0, 0, 0, 2, 2, 2, 3], 4);
            let all: Vec<(&[f64], &[Statistic])> =
                columns.iter().map(|column| (column.as_slice(), ALL.as_slice())).collect();
            let bits = |found: &[Vec<f64>]| -> Vec<u64> {
                found.iter().flatten().map(|value| value.to_bits()).collect()
            };
            let together = summarise(&all, &groups);
            for (column, found) in columns.iter().zip(together) {
                let alone = summarise(&[(column, &ALL)], &groups).remove(0);
                prop_assert_eq!(bits(&found), bits(&alone));
            }
        }

        #[test]
        fn different_values_are_counted(values in prop::collection::vec(0..30_i32, 0..60)) {
            let mut all: Vec<f64> = values.iter().map(|value| f64::from(*value)).collect();
            all.push(f64::NAN);
            prop_assert_eq!(distinct(&all), distinct_of_many(&all));
        }

        #[test]
        fn a_group_does_not_depend_on_the_others(
            first in prop::collection::vec(-1e6..1e6_f64, 1..20),
            second in prop::collection::vec(-1e6..1e6_f64, 1..20),
        ) {
            let owners: Vec<u32> =
                first.iter().map(|_| 0).chain(second.iter().map(|_| 1)).collect();
            let values: Vec<f64> = first.iter().chain(&second).copied().collect();
            let together =
                summarise(&[(&values, &ALL)], &Groups::of_owners(&owners, 2)).remove(0);
            for (group, alone) in [of(&first), of(&second)].iter().enumerate() {
                for (statistic, alone) in together.iter().zip(alone) {
                    prop_assert_eq!(statistic[group].to_bits(), alone.to_bits());
                }
            }
        }
    }
}
