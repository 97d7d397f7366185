//! How the effect of a factor follows its value: the effects of the clients of each band.
//!
//! **Invariant**: every client who is looked at is in exactly one band or has no value; quantiles
//! are effects that clients have (nearest rank), not numbers between two of them.

use crate::base::{Group, Placed};

/// The effects of a factor, band by band.
#[derive(Debug, Clone, PartialEq)]
pub struct Dependence {
    /// In the order of the axis.
    pub bands: Vec<BandEffects>,
    /// Those of the clients without a value.
    pub missing: BandEffects,
}

/// The clients of one band.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct BandEffects {
    /// How many of everybody.
    pub everyone: u64,
    /// How many of those who were looked at.
    pub clients: u64,
    /// What the factor does to those who were looked at; `None` without one.
    pub effects: Option<Quantiles>,
}

/// Where the effects of some clients lie, in log-odds, ascending.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quantiles {
    /// A tenth of the clients have this effect or a smaller one.
    pub low: f64,
    /// Half of them.
    pub median: f64,
    /// Nine tenths of them.
    pub high: f64,
}

impl Dependence {
    /// Looks at the clients of `group`, or at everybody. `effects` are in the unit of the raw
    /// score, one a row; `scale` turns them into log-odds; `by_row` gives the band of each client
    /// out of `bands`, any other number for one without a value.
    #[must_use]
    pub fn of(
        effects: &[f32],
        by_row: &[u8],
        bands: usize,
        group: Option<&Group>,
        scale: f64,
    ) -> Self {
        let mut everyone = vec![0_u64; bands + 1];
        for band in by_row {
            if let Some(count) = everyone.get_mut(usize::from(*band).min(bands)) {
                *count += 1;
            }
        }
        let mut sorted = match group {
            None => by_band(0..effects.len(), effects, by_row, bands),
            Some(group) => by_band(group.rows(), effects, by_row, bands),
        };
        let mut counted = everyone.into_iter().zip(&mut sorted).map(|(everyone, effects)| {
            let clients = effects.len() as u64;
            BandEffects { everyone, clients, effects: Quantiles::of(effects, scale) }
        });
        let of_bands = counted.by_ref().take(bands).collect();
        Self { bands: of_bands, missing: counted.next().unwrap_or_default() }
    }

    /// All clients who were looked at.
    #[must_use]
    pub fn clients(&self) -> u64 {
        self.missing.clients + self.bands.iter().map(|band| band.clients).sum::<u64>()
    }

    /// Everybody.
    #[must_use]
    pub fn everyone(&self) -> u64 {
        self.missing.everyone + self.bands.iter().map(|band| band.everyone).sum::<u64>()
    }
}

/// The effects of `rows`, those of each band together, those without a value last.
fn by_band(
    rows: impl Iterator<Item = usize>,
    effects: &[f32],
    by_row: &[u8],
    bands: usize,
) -> Vec<Vec<f32>> {
    let mut sorted = vec![Vec::new(); bands + 1];
    for row in rows {
        let band = by_row.get(row).copied().unwrap_or(Placed::MISSING);
        let own = sorted.get_mut(usize::from(band).min(bands));
        if let (Some(own), Some(effect)) = (own, effects.get(row)) {
            own.push(*effect);
        }
    }
    sorted
}

impl Quantiles {
    /// The quantiles of `effects` times `scale`; `None` without one. Changes their order.
    fn of(effects: &mut [f32], scale: f64) -> Option<Self> {
        if effects.is_empty() {
            return None;
        }
        let mut at = |share: f64| {
            let place = (share * effects.len() as f64).ceil() as usize;
            let place = place.clamp(1, effects.len()) - 1;
            let (_, effect, _) = effects.select_nth_unstable_by(place, f32::total_cmp);
            f64::from(*effect) * scale
        };
        // A scale below zero turns the order around.
        let (tenth, median, nine_tenths) = (at(0.1), at(0.5), at(0.9));
        Some(Self { low: tenth.min(nine_tenths), median, high: tenth.max(nine_tenths) })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn quantiles_are_effects_that_clients_have() {
        let effects: Vec<f32> = (1..=10_u8).map(f32::from).collect();
        let found = Dependence::of(&effects, &[0; 10], 1, None, 0.5);
        let quantiles = found.bands[0].effects.unwrap();
        assert_eq!((quantiles.low, quantiles.median, quantiles.high), (0.5, 2.5, 4.5));
        assert_eq!(found.missing, BandEffects::default());
    }

    proptest! {
        #[test]
        fn bands_add_up_and_hold_the_effects_of_their_clients(
            clients in proptest::collection::vec((-3.0..3.0_f32, 0..5_u8, any::<bool>()), 0..300),
        ) {
            let effects: Vec<f32> = clients.iter().map(|client| client.0).collect();
            // The last class is that of the missing values.
            let class = |class: u8| if class == 4 { Placed::MISSING } else { class };
            let by_row: Vec<u8> = clients.iter().map(|client| class(client.1)).collect();
            let members = || (0..clients.len()).filter(|row| clients[*row].2);
            let group = Group::of_rows(clients.len(), members());
            let found = Dependence::of(&effects, &by_row, 4, Some(&group), 1.0);
            prop_assert_eq!(found.clients(), group.count() as u64);
            prop_assert_eq!(found.everyone(), clients.len() as u64);
            let bands = found.bands.iter().chain([&found.missing]);
            for (number, band) in (0_u8..).zip(bands) {
                let own = members().filter(|row| clients[*row].1 == number);
                let mut own: Vec<f64> = own.map(|row| f64::from(effects[row])).collect();
                own.sort_by(f64::total_cmp);
                prop_assert_eq!(band.clients, own.len() as u64);
                let all = clients.iter().filter(|client| client.1 == number).count();
                prop_assert_eq!(band.everyone, all as u64);
                let rank = |tenths: usize| own.get((tenths * own.len()).div_ceil(10).max(1) - 1);
                prop_assert_eq!(band.effects.map(|q| q.low), rank(1).copied());
                prop_assert_eq!(band.effects.map(|q| q.median), rank(5).copied());
                prop_assert_eq!(band.effects.map(|q| q.high), rank(9).copied());
            }
        }
    }
}
