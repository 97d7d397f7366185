//! Clients who do not exist, with outcomes that depend on them.

use std::ops::Range;

/// Common causes behind the features of a client.
const CAUSES: usize = 12;

/// Rows of clients from which populations of any size are made.
pub(super) struct Pool {
    width: usize,
    values: Vec<f64>,
    labels: Vec<f32>,
}

impl Pool {
    /// `rows` clients of `width` features.
    pub(super) fn new(width: usize, rows: usize, seed: u64) -> Self {
        let mut random = Random(seed);
        let weights: Vec<f64> = (0..width).map(|_| 0.5 * random.normal()).collect();
        let mut values = Vec::with_capacity(rows * width);
        let mut risks = Vec::with_capacity(rows);
        for _ in 0..rows {
            let causes: [f64; CAUSES] = std::array::from_fn(|_| random.normal());
            let mut risk = 0.0;
            for (feature, weight) in weights.iter().enumerate() {
                let own = random.normal();
                let latent =
                    0.6 * causes[feature % CAUSES] + 0.3 * causes[feature * 7 % CAUSES] + 0.8 * own;
                if feature % 2 == 0 {
                    risk += weight * latent.signum() * (latent.abs().min(3.0) / 2.0).powi(6);
                }
                let is_missing =
                    feature % 3 == 0 && random.uniform() < 0.05 + 0.01 * (feature % 40) as f64;
                values.push(if is_missing { f64::NAN } else { shown(feature, latent) });
            }
            risks.push(risk);
        }
        let spread = (risks.iter().map(|risk| risk * risk).sum::<f64>() / rows as f64).sqrt();
        let labels = risks.iter().map(|risk| {
            let risk = risk / spread;
            let log_odds = 1.6 * risk - 3.6 + 0.5 * (risk - 1.0).max(0.0).powi(2);
            f32::from(u8::from(random.uniform() < 1.0 / (1.0 + (-log_odds).exp())))
        });
        let labels = labels.collect();
        Self { width, values, labels }
    }

    pub(super) fn width(&self) -> usize {
        self.width
    }

    pub(super) fn values(&self) -> &[f64] {
        &self.values
    }

    pub(super) fn labels(&self) -> &[f32] {
        &self.labels
    }

    /// Writes the clients on these rows of an endless population.
    pub(super) fn fill(&self, rows: Range<usize>, block: &mut [f64]) {
        let count = self.labels.len();
        for (row, to) in rows.zip(block.chunks_mut(self.width)) {
            // A prime step, and another start at each turn.
            let from = (row * 7_919 + row / count) % count;
            to.copy_from_slice(&self.values[from * self.width..][..self.width]);
        }
    }
}

/// A feature as a base would hold it: amounts, numbers, counts, flags, rounded figures.
fn shown(feature: usize, latent: f64) -> f64 {
    match feature % 10 {
        0..4 => (1.2 * latent).exp(),
        4..6 => latent,
        6 => latent.exp().round(),
        7 => f64::from(u8::from(latent > 0.8)),
        _ => (latent * 10.0).round() / 10.0,
    }
}

/// `SplitMix64`.
struct Random(u64);

impl Random {
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Near enough to a normal number: the sum of twelve uniform ones.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.uniform()).sum::<f64>() - 6.0
    }
}
