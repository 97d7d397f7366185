//! Times of something done many times.

use std::time::Duration;

/// Times in milliseconds.
#[derive(Debug, Clone, Default)]
pub(crate) struct Samples(Vec<f64>);

impl Samples {
    /// Adds one.
    pub(crate) fn add(&mut self, time: Duration) {
        self.0.push(1000.0 * time.as_secs_f64());
    }

    /// Half of the times are at most the first number, 99 in 100 at most the second, all at most
    /// the third. Zeros without a sample.
    pub(crate) fn percentiles(&self) -> [f64; 3] {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        [0.5, 0.99, 1.0].map(|share| {
            let rank = (share * sorted.len() as f64).ceil() as usize;
            sorted.get(rank.saturating_sub(1)).copied().unwrap_or(0.0)
        })
    }
}
