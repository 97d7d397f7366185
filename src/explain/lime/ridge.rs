//! Weighted ridge regression on features that are either there or not.
//!
//! As `sklearn.linear_model.Ridge` with `sample_weight`: the intercept is not penalised, which is
//! the same as fitting around the weighted means. **Invariant**: for a penalty above 0 there is
//! always exactly one answer.

/// What is fitted: one row a sample.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ridge<'a> {
    /// The features that are there, ascending.
    pub(super) present: &'a [Vec<u32>],
    pub(super) targets: &'a [f64],
    /// Not negative, not all 0.
    pub(super) weights: &'a [f64],
}

/// A straight line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) intercept: f64,
    /// One a feature that was asked for, in the same order.
    pub(super) coefficients: Vec<f64>,
    /// Weighted R2 of the samples; `None` when all targets are the same.
    pub(super) fit: Option<f64>,
}

impl Ridge<'_> {
    /// The line on `features`, with `penalty` on the squares of its coefficients.
    pub(super) fn fit(&self, features: &[usize], penalty: f64) -> Line {
        let total: f64 = self.weights.iter().sum();
        let mean_target =
            self.targets.iter().zip(self.weights).map(|(y, w)| y * w).sum::<f64>() / total;
        let sums = self.sums(features);
        let size = features.len();
        let mean: Vec<f64> = sums.of_one.iter().map(|sum| sum / total).collect();
        let mut square = sums.of_two;
        for (row, own) in square.chunks_mut(size.max(1)).zip(&mean).enumerate() {
            let (cells, own_mean) = own;
            for (cell, other_mean) in cells.iter_mut().zip(&mean) {
                *cell -= total * own_mean * other_mean;
            }
            if let Some(diagonal) = cells.get_mut(row) {
                *diagonal = diagonal.max(0.0) + penalty;
            }
        }
        let right = sums.with_target.iter().zip(&mean);
        let right: Vec<f64> = right.map(|(sum, mean)| sum - total * mean * mean_target).collect();
        let coefficients = solve(square, right);
        let shift: f64 = coefficients.iter().zip(&mean).map(|(part, mean)| part * mean).sum();
        let intercept = mean_target - shift;
        let fit = self.fit_of(features, intercept, &coefficients, mean_target);
        Line { intercept, coefficients, fit }
    }

    /// Weighted sums over the samples.
    fn sums(&self, features: &[usize]) -> Sums {
        let places = places(features);
        let size = features.len();
        let mut sums = Sums {
            of_one: vec![0.0; size],
            of_two: vec![0.0; size * size],
            with_target: vec![0.0; size],
        };
        let mut here = Vec::with_capacity(size);
        for ((present, target), weight) in self.present.iter().zip(self.targets).zip(self.weights) {
            here.clear();
            here.extend(present.iter().filter_map(|feature| *places.get(*feature as usize)?));
            for &place in &here {
                sums.of_one[place] += weight;
                sums.with_target[place] += weight * target;
                let row = &mut sums.of_two[place * size..(place + 1) * size];
                for &other in &here {
                    row[other] += weight;
                }
            }
        }
        sums
    }

    fn fit_of(
        &self,
        features: &[usize],
        intercept: f64,
        coefficients: &[f64],
        mean_target: f64,
    ) -> Option<f64> {
        let places = places(features);
        let (mut missed, mut varied) = (0.0, 0.0);
        for ((present, target), weight) in self.present.iter().zip(self.targets).zip(self.weights) {
            let parts = present.iter().filter_map(|feature| *places.get(*feature as usize)?);
            let line = intercept + parts.filter_map(|place| coefficients.get(place)).sum::<f64>();
            missed += weight * (target - line).powi(2);
            varied += weight * (target - mean_target).powi(2);
        }
        (varied > 0.0).then(|| 1.0 - missed / varied)
    }
}

struct Sums {
    of_one: Vec<f64>,
    /// Row after row.
    of_two: Vec<f64>,
    with_target: Vec<f64>,
}

/// Where each feature stands among those that were asked for.
fn places(features: &[usize]) -> Vec<Option<usize>> {
    let mut places = vec![None; features.iter().max().map_or(0, |last| last + 1)];
    for (place, feature) in features.iter().enumerate() {
        if let Some(slot) = places.get_mut(*feature) {
            *slot = Some(place);
        }
    }
    places
}

/// Solves `square` x = `right` for a symmetric matrix whose eigenvalues are all above 0, row after
/// row, by Cholesky's method.
fn solve(mut square: Vec<f64>, mut right: Vec<f64>) -> Vec<f64> {
    let size = right.len();
    for row in 0..size {
        for column in 0..=row {
            let (upper, lower) = square.split_at(row * size);
            let left = &lower[..column];
            let other = if column == row { left } else { &upper[column * size..][..column] };
            let known: f64 = left.iter().zip(other).map(|(left, right)| left * right).sum();
            let rest = square[row * size + column] - known;
            square[row * size + column] = if column == row {
                rest.max(f64::MIN_POSITIVE).sqrt()
            } else {
                rest / square[column * size + column]
            };
        }
    }
    for row in 0..size {
        let known: f64 = (0..row).map(|at| square[row * size + at] * right[at]).sum();
        right[row] = (right[row] - known) / square[row * size + row];
    }
    for row in (0..size).rev() {
        let known: f64 = (row + 1..size).map(|at| square[at * size + row] * right[at]).sum();
        right[row] = (right[row] - known) / square[row * size + row];
    }
    right
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-12, "{found} is not {expected}");
    }

    /// Reference: `Ridge(alpha=0.5).fit(X, y, sample_weight=w)` of scikit-learn 1.9.1, with X the
    /// presence of features 0 and 2.
    #[test]
    fn the_line_is_that_of_scikit_learn() {
        let present = [vec![0, 2], vec![0], vec![2], vec![], vec![0, 2]];
        let ridge = Ridge {
            present: &present,
            targets: &[0.9, 0.5, 0.35, 0.1, 0.7],
            weights: &[1.0, 0.5, 0.25, 0.8, 0.6],
        };
        let line = ridge.fit(&[2, 0], 0.5);
        assert_near(line.intercept, 0.235_841_470_419_299_15);
        assert_near(line.coefficients[0], 0.226_909_821_941_412_93);
        assert_near(line.coefficients[1], 0.273_721_998_851_235);
        assert_near(line.fit.unwrap(), 0.852_783_828_696_839_9);
    }

    #[test]
    fn nothing_to_fit_is_the_mean() {
        let present = [vec![0], vec![0]];
        let ridge = Ridge { present: &present, targets: &[0.25, 0.25], weights: &[1.0, 3.0] };
        let line = ridge.fit(&[0], 0.01);
        assert_eq!((line.intercept, line.coefficients, line.fit), (0.25, vec![0.0], None));
        assert_eq!(ridge.fit(&[], 1.0).intercept, 0.25);
    }
}
