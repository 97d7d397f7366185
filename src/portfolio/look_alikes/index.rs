//! The contributions of all clients, small enough to be looked through in milliseconds.
//!
//! Contributions in full take 1.5 kB a client. Here a client's leading features, those whose
//! contributions differ most between clients, are kept as whole multiples of one step, and of all
//! that this leaves out only its size is kept, in two numbers. They bound the distance between
//! two clients from both sides, so that a search can leave out everybody who is surely too far
//! and look at the few others exactly.
//!
//! Depends on `std` alone. **Invariant**: for every two clients the distance of their full
//! contributions lies within [`ContributionIndex::bounds`], and what all clients take together
//! stays within [`MOST_BYTES`], whatever the model.

use std::mem;

/// Clients that are looked at before choosing the leading features and the step.
const SAMPLE_CLIENTS: usize = 8_192;

/// The leading features hold all but this share of the sum of squared contributions: with less,
/// more clients would have to be looked at exactly; with more, everybody takes longer.
const LEFT_OUT_SHARE: f64 = 0.002;

/// The most that the codes of all clients take. A model of 800 features that all count alike has to
/// do with the widest of them: more clients are looked at exactly then, and nobody is missed.
const MOST_BYTES: usize = 128 << 20;

/// The largest code. The squares of 64 differences, of at most twice this, fit into 31 bits.
const LARGEST_CODE: f64 = 2_047.0;

/// Codes whose squared differences are added up before they need a wider number.
const CODES_A_SUM: usize = 64;

/// Codes are padded to a multiple of this: what a processor takes in one go.
const CODES_A_STEP: usize = 8;

/// Far more than single-precision numbers err, relative.
const SLACK: f64 = 1e-6;

/// The contributions of all clients in short. Immutable, shared between threads.
///
/// Takes 2 bytes a client and leading feature, and 8 bytes a client.
#[derive(Debug, Clone)]
pub struct ContributionIndex {
    layout: Layout,
    /// The codes of a client side by side, clients in the order of the base.
    codes: Vec<i16>,
    left_out: Vec<LeftOut>,
}

/// Which features are kept, and how.
#[derive(Debug, Clone, Default)]
struct Layout {
    features: usize,
    /// The middle of each feature's contributions, from where they are measured.
    centre: Vec<f64>,
    /// Leading features, by their place in the model; the one that differs most first.
    leading: Vec<usize>,
    /// All other features.
    others: Vec<usize>,
    /// Codes a client: `leading` and padding.
    stride: usize,
    /// What a code of 1 stands for, in the unit of the contributions.
    step: f64,
}

/// The size of what the codes leave out of one client's contributions.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct LeftOut {
    /// Euclidean length of what rounding took from the leading features.
    rounding: f32,
    /// Euclidean length of the contributions of all other features, measured from their middle.
    rest: f32,
}

/// Between what the distance of two clients lies; in the unit of the contributions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bounds {
    pub(super) least: f64,
    pub(super) most: f64,
}

/// One client's contributions in short, to be held against all others.
#[derive(Debug, Clone)]
pub(super) struct Sketch {
    codes: Vec<i16>,
    left_out: LeftOut,
}

/// Collects contributions as they are computed; see [`ContributionIndex::builder`].
#[derive(Debug, Clone)]
pub struct ContributionIndexBuilder {
    index: ContributionIndex,
    /// How many clients there will be, more or less.
    clients: usize,
    /// Contributions that came before the layout was chosen.
    sample: Vec<f64>,
}

impl ContributionIndex {
    /// Collects the contributions of `clients` clients, more or less, by a model of `features`
    /// features.
    #[must_use]
    pub fn builder(clients: usize, features: usize) -> ContributionIndexBuilder {
        let layout = Layout { features, ..Layout::default() };
        let index = Self { layout, codes: Vec::new(), left_out: Vec::new() };
        ContributionIndexBuilder { index, clients, sample: Vec::new() }
    }

    /// How many clients there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.left_out.len()
    }

    /// How many features the model has.
    #[must_use]
    pub fn features(&self) -> usize {
        self.layout.features
    }

    /// What it takes in memory, in bytes.
    #[must_use]
    pub fn memory_bytes(&self) -> u64 {
        (self.codes.capacity() * size_of::<i16>() + self.left_out.capacity() * size_of::<LeftOut>())
            as u64
    }

    /// One client's contributions as all others are kept.
    pub(super) fn sketch(&self, contributions: &[f64]) -> Sketch {
        let mut codes = Vec::with_capacity(self.layout.stride);
        let left_out = self.layout.encode(contributions, &mut codes);
        Sketch { codes, left_out }
    }

    /// Between what the distance to the client on `row` lies; `None` when there is no such row.
    pub(super) fn bounds(&self, sketch: &Sketch, row: usize) -> Option<Bounds> {
        let stride = self.layout.stride;
        let codes = self.codes.get(row * stride..(row + 1) * stride)?;
        let (own, other) = (sketch.left_out, *self.left_out.get(row)?);
        let coded = (squared_distance(&sketch.codes, codes) as f64).sqrt() * self.layout.step;
        let rounding = (f64::from(own.rounding) + f64::from(other.rounding)) * (1.0 + SLACK);
        let (own_rest, other_rest) = (f64::from(own.rest), f64::from(other.rest));
        let together = (own_rest + other_rest) * (1.0 + SLACK);
        let apart = (own_rest - other_rest).abs() - together * SLACK;
        // Leading and other features stand at right angles: their distances add up as squares.
        let least = (coded * (1.0 - SLACK) - rounding).max(0.0).hypot(apart.max(0.0));
        let most = (coded * (1.0 + SLACK) + rounding).hypot(together);
        Some(Bounds { least: least * (1.0 - SLACK), most: most * (1.0 + SLACK) })
    }
}

impl ContributionIndexBuilder {
    /// Adds the contributions of the next clients of the base, one value a feature, client after
    /// client. Values that are no numbers count as 0; what is left of an incomplete client is not
    /// taken.
    pub fn add(&mut self, contributions: &[f64]) {
        let features = self.index.layout.features.max(1);
        if self.has_layout() {
            contributions.chunks_exact(features).for_each(|client| self.push(client));
        } else {
            let whole = contributions.len() / features * features;
            self.sample.extend_from_slice(contributions.get(..whole).unwrap_or_default());
            if self.sample.len() >= SAMPLE_CLIENTS * features {
                self.settle();
            }
        }
    }

    /// All clients were added.
    #[must_use]
    pub fn finish(mut self) -> ContributionIndex {
        if !self.has_layout() {
            self.settle();
        }
        self.index.codes.shrink_to_fit();
        self.index.left_out.shrink_to_fit();
        self.index
    }

    fn has_layout(&self) -> bool {
        self.index.layout.step > 0.0
    }

    fn settle(&mut self) {
        let sample = mem::take(&mut self.sample);
        let features = self.index.layout.features;
        let codes = MOST_BYTES / size_of::<i16>() / self.clients.max(1);
        let most_leading = codes.max(CODES_A_STEP) / CODES_A_STEP * CODES_A_STEP;
        self.index.layout = Layout::for_sample(features, most_leading, &sample);
        self.index.codes.reserve_exact(self.clients * self.index.layout.stride);
        self.index.left_out.reserve_exact(self.clients);
        sample.chunks_exact(features.max(1)).for_each(|client| self.push(client));
    }

    fn push(&mut self, client: &[f64]) {
        let left_out = self.index.layout.encode(client, &mut self.index.codes);
        self.index.left_out.push(left_out);
    }
}

impl Layout {
    /// The features whose contributions hold most of the sum of squares around the mean, at most
    /// `most_leading` of them, and a step with which the largest distance from it in the sample, and
    /// half as much again, fits.
    fn for_sample(features: usize, most_leading: usize, sample: &[f64]) -> Self {
        let (centre, variance): (Vec<f64>, Vec<f64>) =
            (0..features).map(|feature| mean_and_variance(sample, feature, features)).unzip();
        let mut by_variance: Vec<(usize, f64)> = variance.iter().copied().enumerate().collect();
        by_variance.sort_by(|left, right| right.1.total_cmp(&left.1).then(left.0.cmp(&right.0)));
        let total: f64 = variance.iter().sum();
        let mut left_out = total;
        let (mut leading, mut others) = (Vec::new(), Vec::new());
        for (feature, variance) in by_variance {
            if left_out > total * LEFT_OUT_SHARE && leading.len() < most_leading {
                leading.push(feature);
            } else {
                others.push(feature);
            }
            left_out -= variance;
        }
        let stride = leading.len().next_multiple_of(CODES_A_STEP);
        let distance = |(at, part): (usize, &f64)| {
            let middle = centre.get(at % features.max(1)).copied().unwrap_or(0.0);
            (number(*part) - middle).abs()
        };
        let largest = sample.iter().enumerate().map(distance).fold(f64::MIN_POSITIVE, f64::max);
        let step = (1.5 * largest / LARGEST_CODE).clamp(f64::MIN_POSITIVE, f64::MAX);
        Self { features, centre, leading, others, stride, step }
    }

    /// Appends the codes of one client's contributions, and gives back what they leave out.
    fn encode(&self, client: &[f64], codes: &mut Vec<i16>) -> LeftOut {
        let end = codes.len() + self.stride;
        let middle = |feature: usize| self.centre.get(feature).copied().unwrap_or(0.0);
        let part =
            |feature: usize| client.get(feature).copied().map_or(0.0, number) - middle(feature);
        let (mut rounding, mut rest) = (0.0, 0.0);
        for feature in &self.leading {
            let exact = part(*feature);
            let code = (exact / self.step).round().clamp(-LARGEST_CODE, LARGEST_CODE);
            rounding += (exact - code * self.step).powi(2);
            codes.push(code as i16);
        }
        for feature in &self.others {
            rest += part(*feature).powi(2);
        }
        codes.resize(end, 0);
        // What the differences above may have lost in the last digit.
        let sizes = client.iter().zip(&self.centre).map(|(part, centre)| part.abs() + centre.abs());
        let lost = 4.0 * f64::EPSILON * number(sizes.sum());
        LeftOut { rounding: above(rounding.sqrt() + lost), rest: above(rest.sqrt() + lost) }
    }
}

/// A single-precision number that is at least `exact`.
fn above(exact: f64) -> f32 {
    (exact as f32).next_up()
}

fn number(part: f64) -> f64 {
    if part.is_finite() { part } else { 0.0 }
}

/// The mean of a feature's contributions, and the mean of their squared distances from it.
fn mean_and_variance(sample: &[f64], feature: usize, features: usize) -> (f64, f64) {
    let parts = || sample.iter().skip(feature).step_by(features.max(1)).map(|part| number(*part));
    let count = (sample.len() / features.max(1)).max(1) as f64;
    let mean = parts().sum::<f64>() / count;
    (mean, parts().map(|part| (part - mean).powi(2)).sum::<f64>() / count)
}

/// The sum of squared differences of codes.
fn squared_distance(left: &[i16], right: &[i16]) -> i64 {
    let sums = left.chunks(CODES_A_SUM).zip(right.chunks(CODES_A_SUM)).map(|(left, right)| {
        let squares = left.iter().zip(right).map(|(left, right)| {
            let difference = i32::from(left - right);
            difference * difference
        });
        i64::from(squares.sum::<i32>())
    });
    sums.sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    pub(super) fn distance(left: &[f64], right: &[f64]) -> f64 {
        left.iter().zip(right).map(|(left, right)| (left - right).powi(2)).sum::<f64>().sqrt()
    }

    proptest! {
        #[test]
        fn the_distance_lies_within_its_bounds(
            features in 1_usize..12,
            parts in proptest::collection::vec(
                prop_oneof![-1.0..1.0, -1e-3..1e-3, Just(0.0), Just(40.0), -1e-12..1e-12], 0..400,
            ),
            sampled in 0_usize..400,
        ) {
            // The layout comes from the first clients alone; later ones may be of another size.
            let mut builder = ContributionIndex::builder(parts.len() / features, features);
            let sampled = sampled.min(parts.len()) / features * features;
            builder.add(&parts[..sampled]);
            builder.settle();
            builder.add(&parts[sampled..]);
            let index = builder.finish();
            prop_assert_eq!(index.rows(), parts.len() / features);
            for own in parts.chunks_exact(features) {
                let sketch = index.sketch(own);
                for (row, other) in parts.chunks_exact(features).enumerate() {
                    let bounds = index.bounds(&sketch, row).unwrap();
                    let exact = distance(own, other);
                    prop_assert!(bounds.least <= exact && exact <= bounds.most,
                        "{exact} not within {bounds:?}");
                }
                prop_assert!(index.bounds(&sketch, index.rows()).is_none());
            }
        }
    }

    #[test]
    fn the_widest_codes_do_not_overflow() {
        let (low, high) = (vec![-2_047_i16; 190], vec![2_047_i16; 190]);
        assert_eq!(squared_distance(&low, &high), 190 * 4_094_i64.pow(2));
    }

    #[test]
    fn features_that_hardly_differ_are_left_out() {
        let mut builder = ContributionIndex::builder(100, 3);
        for client in 0..100_u32 {
            let large = f64::from(client % 10) / 10.0;
            builder.add(&[1e-6 * large, large, 0.7]);
        }
        let index = builder.finish();
        assert_eq!(index.layout.leading, [1]);
        assert_eq!((index.rows(), index.features(), index.layout.stride), (100, 3, 8));
    }

    #[test]
    fn a_wide_model_takes_no_more_memory_than_is_meant() {
        // As many clients as leave room for eight codes each; forty features count alike.
        let clients = MOST_BYTES / size_of::<i16>() / 8;
        let mut builder = ContributionIndex::builder(clients, 40);
        for client in 0..50_u32 {
            let part = |feature: u32| f64::from((client * 7 + feature * 13) % 11) / 11.0;
            builder.add(&(0..40).map(part).collect::<Vec<f64>>());
        }
        let index = builder.finish();
        assert_eq!((index.layout.leading.len(), index.layout.stride), (8, 8));
    }
}
