//! A second opinion: LightGBM itself scores a sample of the clients.

use crate::model::lightgbm::SecondOpinion;

use super::Portfolio;

/// How many clients both engines score: enough to visit every branch that matters, and a tenth of
/// a second for a large model.
pub const SAMPLE_ROWS: usize = 512;

/// The largest relative difference between both engines that is still rounding.
const TOLERANCE: f64 = 1e-12;

/// What the second engine found.
#[derive(Debug, Clone, PartialEq)]
pub enum Agreement {
    /// Both engines give the same raw scores.
    Same {
        /// Clients that both scored.
        clients: usize,
        /// The largest difference relative to `max(1, |raw score|)`.
        largest_difference: f64,
    },
    /// They differ: the score on screen must not be trusted.
    Different {
        /// Clients that both scored.
        clients: usize,
        /// Clients whose raw scores differ.
        differing: usize,
        /// The largest difference relative to `max(1, |raw score|)`.
        largest_difference: f64,
    },
    /// The second engine could not answer; why.
    Unavailable(String),
}

impl Portfolio {
    /// Asks LightGBM for the raw scores of a sample of clients, spread over the base, and holds
    /// them against our own. LightGBM reads a text that we wrote from the validated model.
    #[must_use]
    pub fn second_opinion(&self) -> Agreement {
        let width = self.forest().features().len();
        let rows = sample_rows(self.base.rows(), SAMPLE_ROWS);
        let mut block = vec![f64::NAN; rows.len() * width];
        for (&row, values) in rows.iter().zip(block.chunks_exact_mut(width.max(1))) {
            self.binding.fill_row(&self.base, row, values);
        }
        let mut own = vec![0.0; rows.len()];
        if let Err(error) = self.forest().raw_scores(&block, &mut own) {
            return Agreement::Unavailable(error.to_string());
        }
        let other = SecondOpinion::load(self.forest()).and_then(|engine| engine.raw_scores(&block));
        match other {
            Ok(other) => compare(&own, &other),
            Err(error) => Agreement::Unavailable(error.to_string()),
        }
    }
}

/// At most `wanted` rows out of `rows`, the first and the last among them, evenly spread.
fn sample_rows(rows: usize, wanted: usize) -> Vec<usize> {
    if rows <= wanted {
        return (0..rows).collect();
    }
    (0..wanted).map(|index| index * (rows - 1) / (wanted - 1).max(1)).collect()
}

fn compare(own: &[f64], other: &[f64]) -> Agreement {
    if own.len() != other.len() {
        return Agreement::Unavailable(format!(
            "{} scores came back for {} clients",
            other.len(),
            own.len()
        ));
    }
    let differences = own.iter().zip(other).map(|(&own, &other)| {
        let difference = (own - other).abs() / own.abs().max(1.0);
        if difference.is_nan() { f64::INFINITY } else { difference }
    });
    let clients = own.len();
    let (differing, largest_difference) =
        differences.fold((0, 0.0_f64), |(differing, largest), difference| {
            (differing + usize::from(difference > TOLERANCE), largest.max(difference))
        });
    if differing == 0 {
        Agreement::Same { clients, largest_difference }
    } else {
        Agreement::Different { clients, differing, largest_difference }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_spreads_over_the_whole_base() {
        assert_eq!(sample_rows(3, 512), [0, 1, 2]);
        assert_eq!(sample_rows(0, 512), [] as [usize; 0]);
        let rows = sample_rows(356_251, 512);
        assert_eq!((rows.len(), rows[0], rows[511]), (512, 0, 356_250));
    }

    #[test]
    fn a_difference_or_a_nan_is_told() {
        assert!(matches!(compare(&[1.0, -2.0], &[1.0, -2.0]), Agreement::Same { clients: 2, .. }));
        assert!(matches!(
            compare(&[1.0, -2.0], &[1.0, -2.000_001]),
            Agreement::Different { differing: 1, .. }
        ));
        assert!(matches!(compare(&[1.0], &[f64::NAN]), Agreement::Different { .. }));
        assert!(matches!(compare(&[1.0], &[]), Agreement::Unavailable(_)));
    }
}
