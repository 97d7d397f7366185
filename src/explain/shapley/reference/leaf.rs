//! What the reference does at one leaf, and what a client gets there.
//!
//! Depends on the paths. **Invariant:** the sets of the reference stand in ascending order, so that
//! their shares are always added in the same order.

use super::paths::{End, MOST_FEATURES, Pattern};

/// The different sets of features that the reference violates on the path to one leaf.
#[derive(Debug)]
pub(super) struct Leaf {
    sets: Vec<(Pattern, u32)>,
}

impl Leaf {
    /// Counts the sets of all applicants.
    pub(super) fn new(patterns: &[Pattern]) -> Self {
        let mut sorted = patterns.to_vec();
        sorted.sort_unstable();
        let sets = sorted
            .chunk_by(|a, b| a == b)
            .filter_map(|same| Some((*same.first()?, same.len() as u32)))
            .collect();
        Self { sets }
    }

    /// What a client who violates the features of `client` gets: adds one number per feature of the
    /// path to the end of `table`.
    pub(super) fn share_out(
        &self,
        end: &End,
        client: Pattern,
        shares: &Shares,
        table: &mut Vec<f64>,
    ) {
        let first = table.len();
        table.resize(first + end.features.len(), 0.0);
        let Some(own) = table.get_mut(first..) else { return };
        let mut lost = 0.0;
        for &(applicant, count) in self.sets.iter().filter(|(set, _)| set & client == 0) {
            let share = shares.get(applicant.count_ones(), client.count_ones());
            let count = f64::from(count);
            lost += count * share.of_client;
            let gained = count * share.of_applicant;
            let mut rest = applicant;
            while rest != 0 {
                own[rest.trailing_zeros() as usize] += gained;
                rest &= rest - 1;
            }
        }
        for (bit, own) in own.iter_mut().enumerate() {
            let share = if client >> bit & 1 == 1 { -lost } else { *own };
            *own = end.value * share;
        }
    }
}

/// How one unit is shared out between the features that only the applicant violates and those that
/// only the client violates, by the sizes of the two sets, over the number of applicants.
#[derive(Debug)]
pub(super) struct Shares {
    table: Vec<Share>,
}

/// The share of one feature.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Share {
    /// Of those that the applicant violates; the client brings them the leaf.
    of_applicant: f64,
    /// Of those that the client violates; they would have lost the leaf.
    of_client: f64,
}

impl Shares {
    pub(super) fn new(applicants: usize) -> Self {
        let sizes = || 0..=MOST_FEATURES;
        let table = sizes().flat_map(|applicant| {
            sizes().map(move |client| Share::new(applicant, client, applicants as f64))
        });
        Self { table: table.collect() }
    }

    fn get(&self, applicant: u32, client: u32) -> Share {
        let index = applicant as usize * (MOST_FEATURES + 1) + client as usize;
        self.table.get(index).copied().unwrap_or_default()
    }
}

impl Share {
    fn new(applicant: usize, client: usize, applicants: f64) -> Self {
        let mut choose = 1.0;
        for k in 1..=applicant {
            choose = choose * (client + k) as f64 / k as f64;
        }
        let of =
            |size: usize| if size == 0 { 0.0 } else { 1.0 / (size as f64 * choose * applicants) };
        Self { of_applicant: of(applicant), of_client: of(client) }
    }
}
