//! Gauss-Legendre quadrature on `[0, 1]`.
//!
//! Depends on `std` alone. **Invariant:** every node lies strictly inside `(0, 1)`, so that the
//! kernel may divide by `t + (1 - t) r` whatever the cover ratio `r`.
//!
//! # How many nodes make it exact?
//! The integrand for a leaf with `u` distinct features is a product of `u - 1` factors
//! `t o + (1 - t) r` with `o` and `r` in `[0, 1]`: a polynomial of degree `u - 1`, which `n` nodes
//! integrate exactly as soon as `2 n > u - 1`, so with `n = ceil(u / 2)`.
//!
//! For very many features fewer nodes are as good. On `x = 2 t - 1` in `[-1, 1]` each factor is
//! `a + b x` with `|a| + |b| <= 1`, so the product is a convex combination of `±x^k`, `k < u`.
//! Newman and Rivlin (1976) approximate `x^k` by a polynomial of degree `d` to within
//! `2 exp(-d^2 / 2 k)`; nodes exact for degree `d = 2 n - 1` with positive weights of sum one are
//! therefore wrong by at most `4 exp(-d^2 / 2 u)`. [`nodes_for`] asks for an error below the
//! rounding of one addition, which bounds the work on a hostile, chain-like tree by the square
//! root of its depth.

/// One node of a rule.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Node {
    /// The node `t`, in `(0, 1)`.
    pub(super) at: f64,
    /// `1 - t`, without the rounding of the subtraction.
    pub(super) rest: f64,
    /// The weight; those of all nodes of a rule sum to 1.
    pub(super) weight: f64,
}

/// `-ln(error / 4)` for an error of 2^-54, half a unit in the last place of 1.
const LOG_ACCURACY: f64 = 38.9;

/// How many nodes integrate products over `distinct` features to rounding.
pub(super) fn nodes_for(distinct: usize) -> usize {
    let exact = distinct.div_ceil(2).max(1);
    let degree = (2.0 * distinct as f64 * LOG_ACCURACY).sqrt();
    let as_good = f64::midpoint(degree, 1.0).ceil() as usize;
    exact.min(as_good)
}

/// The Gauss-Legendre rule of `count` nodes, at least one.
pub(super) fn gauss_legendre(count: usize) -> Vec<Node> {
    (0..count).map(|index| node(index, count)).collect()
}

/// Newton's method converges quadratically from the usual first guess: this many steps are plenty.
const NEWTON_STEPS: usize = 8;

/// Node `index` of `count`.
fn node(index: usize, count: usize) -> Node {
    let n = count as f64;
    // The root of the Legendre polynomial is found as an angle, x = cos(angle), so that nodes near
    // the ends keep their full relative precision.
    let mut angle = std::f64::consts::PI * (index as f64 + 0.75) / (n + 0.5);
    for _ in 0..NEWTON_STEPS {
        let (value, slope) = legendre(count, angle);
        angle -= value / slope;
    }
    let (_, slope) = legendre(count, angle);
    let half = angle / 2.0;
    // With respect to the angle the weight on [-1, 1] is 2 / slope^2 (times 1/2 on [0, 1]), since
    // slope = -sin(angle) P'(x) and the weight is 2 / ((1 - x^2) P'(x)^2).
    Node { at: half.sin().powi(2), rest: half.cos().powi(2), weight: 1.0 / (slope * slope) }
}

/// The Legendre polynomial of degree `count` at `cos(angle)`, and its derivative by the angle.
fn legendre(count: usize, angle: f64) -> (f64, f64) {
    let (sine, x) = angle.sin_cos();
    let (mut before, mut value) = (1.0, x);
    for k in 1..count {
        let k = k as f64;
        (before, value) = (value, ((2.0 * k + 1.0) * x * value - k * before) / (k + 1.0));
    }
    // (1 - x^2) P'(x) = n (P_{n-1} - x P_n), and d/d angle = -sin(angle) d/dx.
    (value, -(count as f64) * (before - x * value) / sine)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn integrate(count: usize, integrand: impl Fn(f64, f64) -> f64) -> f64 {
        gauss_legendre(count).iter().map(|node| node.weight * integrand(node.at, node.rest)).sum()
    }

    #[test]
    fn powers_are_integrated_exactly_up_to_twice_the_nodes() {
        for count in 1..=48 {
            for power in 0..2 * count {
                let power = power as f64;
                let exact = 1.0 / (power + 1.0);
                for sum in [
                    integrate(count, |node, _| node.powf(power)),
                    integrate(count, |_, rest| rest.powf(power)),
                ] {
                    assert!((sum - exact).abs() <= 2e-15, "{count} {power} {sum} {exact}");
                }
            }
        }
    }

    #[test]
    fn nodes_lie_inside_and_weights_sum_to_one() {
        for count in [1, 2, 5, 11, 160] {
            let rule = gauss_legendre(count);
            assert_eq!(rule.len(), count);
            for Node { at, rest, .. } in &rule {
                assert!(*at > 0.0 && *rest > 0.0 && (at + rest - 1.0).abs() < 1e-15);
            }
            let weights: f64 = rule.iter().map(|node| node.weight).sum();
            assert!((weights - 1.0).abs() < 1e-14, "{count} {weights}");
        }
    }

    #[test]
    fn a_few_nodes_are_as_good_for_very_many_features() {
        assert_eq!(nodes_for(0), 1);
        assert_eq!(nodes_for(21), 11);
        for features in [100_usize, 1_000, 10_000] {
            let count = nodes_for(features);
            assert!(count < features.div_ceil(2));
            for power in [features - 1, features / 2, features / 7] {
                let other = features - 1 - power;
                // The integral of t^a (1 - t)^b is the beta function; b = 0 has a plain form.
                let sum = integrate(count, |node, _| node.powf(power as f64));
                let exact = 1.0 / (power + 1) as f64;
                assert!((sum - exact).abs() < 1e-15, "{features} {power}");
                // Bernstein polynomials, which are at most 1, all integrate to 1 / (degree + 1).
                let log_choose =
                    log_factorial(features - 1) - log_factorial(power) - log_factorial(other);
                let sum = integrate(count, |node, rest| {
                    (log_choose + power as f64 * node.ln() + other as f64 * rest.ln()).exp()
                });
                // The logarithms of large factorials round by about 1e-11 of the value.
                assert!((sum * features as f64 - 1.0).abs() < 1e-9, "{features} {power} {sum}");
            }
        }
    }

    fn log_factorial(n: usize) -> f64 {
        (2..=n).map(|k| (k as f64).ln()).sum()
    }
}
