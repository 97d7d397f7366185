//! Which way the values of a factor act: for low, middle and high values apart, how many clients
//! have which effect. What a cloud of points shows elsewhere (a "beeswarm"), counted in bins, so
//! that ten million clients cost no more to show than ten.
//!
//! **Invariant**: the counts of all lanes add up to the clients who were looked at.

use crate::base::{Group, Third};

/// Bins of a lane, from the smallest to the largest effect of the factor: so many that they can be
/// drawn in 64 shades of any part of that range without a pattern of their own.
pub const STRIP_BINS: usize = 1024;

/// Lanes of a strip.
const LANES: usize = 4;

/// How the effect of one factor spreads.
#[derive(Debug, Clone, PartialEq)]
pub struct Strip {
    /// The smallest effect of any client looked at, in log-odds; 0 without a client.
    pub least: f64,
    /// The largest one.
    pub most: f64,
    lanes: [Lane; LANES],
}

/// The clients of one third of the values, or those without one.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Lane {
    /// How many there are.
    pub clients: u64,
    /// How many have which effect: `STRIP_BINS` bins of equal width from [`Strip::least`] to
    /// [`Strip::most`], empty without a client.
    pub bins: Vec<u32>,
}

impl Strip {
    /// Counts the clients of `group`, or everybody. `effects` are in the unit of the raw score, one
    /// a row; `scale` turns them into log-odds; `thirds` tells each client's value, `None` when the
    /// values of the factor have no order.
    #[must_use]
    pub fn of(
        effects: &[f32],
        thirds: Option<&[Option<Third>]>,
        group: Option<&Group>,
        scale: f64,
    ) -> Self {
        match group {
            None => Self::count(|| 0..effects.len(), effects, thirds, scale),
            Some(group) => Self::count(|| group.rows(), effects, thirds, scale),
        }
    }

    fn count<R: Iterator<Item = usize>>(
        rows: impl Fn() -> R,
        effects: &[f32],
        thirds: Option<&[Option<Third>]>,
        scale: f64,
    ) -> Self {
        let scale = scale as f32;
        let given = || rows().filter_map(|row| Some((row, effects.get(row)? * scale)));
        let (least, most) = given()
            .fold((f32::INFINITY, f32::NEG_INFINITY), |(least, most), (_, effect)| {
                (least.min(effect), most.max(effect))
            });
        if least > most {
            return Self { least: 0.0, most: 0.0, lanes: Default::default() };
        }
        let per_unit = if most > least { STRIP_BINS as f32 / (most - least) } else { 0.0 };
        let mut counts = vec![[0_u32; LANES]; STRIP_BINS];
        for (row, effect) in given() {
            let third = thirds.and_then(|thirds| thirds.get(row).copied().flatten());
            let bin = (((effect - least) * per_unit) as usize).min(STRIP_BINS - 1);
            if let Some(count) = counts.get_mut(bin).and_then(|bin| bin.get_mut(lane(third))) {
                *count += 1;
            }
        }
        let lanes = std::array::from_fn(|lane| {
            let bins = counts.iter().filter_map(|bin| bin.get(lane).copied());
            match bins.clone().map(u64::from).sum() {
                0 => Lane::default(),
                clients => Lane { clients, bins: bins.collect() },
            }
        });
        Self { least: f64::from(least), most: f64::from(most), lanes }
    }

    /// The same, where a low number reads as a high value: an age as days before today.
    #[must_use]
    pub fn turned(self) -> Self {
        let [low, middle, high, none] = self.lanes;
        Self { lanes: [high, middle, low, none], ..self }
    }

    /// The clients whose value is in this third; for `None` those without a value, or everybody
    /// where values have no order.
    #[must_use]
    pub fn lane(&self, third: Option<Third>) -> &Lane {
        let [low, middle, high, none] = &self.lanes;
        match third {
            Some(Third::Low) => low,
            Some(Third::Middle) => middle,
            Some(Third::High) => high,
            None => none,
        }
    }

    /// All clients.
    #[must_use]
    pub fn clients(&self) -> u64 {
        self.lanes.iter().map(|lane| lane.clients).sum()
    }

    /// The effect that half of the clients of a lane do not exceed, to the width of a bin, in
    /// log-odds; `None` without a client.
    #[must_use]
    pub fn median(&self, third: Option<Third>) -> Option<f64> {
        self.lane(third).after(0.5).map(|bin| self.effect(bin as f64 + 0.5))
    }

    /// The effect below which `share` of all clients lie, to the width of a bin, in log-odds;
    /// `None` without a client.
    #[must_use]
    pub fn quantile(&self, share: f64) -> Option<f64> {
        let mut all = Lane { clients: self.clients(), bins: vec![0; STRIP_BINS] };
        for lane in &self.lanes {
            for (sum, bin) in all.bins.iter_mut().zip(&lane.bins) {
                *sum += bin;
            }
        }
        all.after(share).map(|bin| self.effect(bin as f64 + 0.5))
    }

    /// Where so many bins end, in log-odds.
    #[must_use]
    pub fn effect(&self, bins: f64) -> f64 {
        self.least + bins / STRIP_BINS as f64 * (self.most - self.least)
    }
}

impl Lane {
    /// The bin of the client behind `share` of the others.
    fn after(&self, share: f64) -> Option<usize> {
        let wanted = share * self.clients as f64;
        let mut passed = 0;
        self.bins.iter().position(|bin| {
            passed += u64::from(*bin);
            *bin > 0 && passed as f64 >= wanted
        })
    }
}

fn lane(third: Option<Third>) -> usize {
    match third {
        Some(Third::Low) => 0,
        Some(Third::Middle) => 1,
        Some(Third::High) => 2,
        None => 3,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ALL: [Option<Third>; 4] =
        [Some(Third::Low), Some(Third::Middle), Some(Third::High), None];

    #[test]
    fn low_values_lower_and_high_values_raise() {
        let effects = [-1.0, -0.5, 0.0, 1.0];
        let thirds = [Some(Third::Low), Some(Third::Low), None, Some(Third::High)];
        let strip = Strip::of(&effects, Some(&thirds), None, 2.0);
        assert_eq!((strip.least, strip.most), (-2.0, 2.0));
        assert_eq!(ALL.map(|third| strip.lane(third).clients), [2, 0, 1, 1]);
        assert!(strip.median(Some(Third::Low)).unwrap() < -1.9);
        assert!(strip.median(Some(Third::High)).unwrap() > 1.9);
        assert_eq!(strip.median(Some(Third::Middle)), None);
    }

    #[test]
    fn nobody_and_a_factor_that_does_nothing_are_ordinary() {
        let nobody = Strip::of(&[1.0], None, Some(&Group::none(1)), 1.0);
        assert_eq!((nobody.clients(), nobody.quantile(0.5)), (0, None));
        let nothing = Strip::of(&[0.0; 5], None, None, 1.0);
        assert_eq!((nothing.clients(), nothing.quantile(0.5)), (5, Some(0.0)));
    }

    proptest! {
        #[test]
        fn bins_add_up_to_the_clients_and_hold_their_effects(
            effects in proptest::collection::vec(-3.0..3.0_f32, 1..300),
            classes in proptest::collection::vec(0_usize..4, 300),
            chosen in proptest::collection::vec(any::<bool>(), 300),
        ) {
            let thirds: Vec<_> = classes.iter().map(|class| ALL[*class]).collect();
            let members = || (0..effects.len()).filter(|row| chosen[*row]);
            let group = Group::of_rows(effects.len(), members());
            let strip = Strip::of(&effects, Some(&thirds), Some(&group), 0.5);
            prop_assert_eq!(strip.clients(), group.count() as u64);
            for third in ALL {
                let lane = strip.lane(third);
                let own = members().filter(|row| thirds[*row] == third);
                prop_assert_eq!(lane.clients, own.clone().count() as u64);
                prop_assert_eq!(lane.bins.iter().copied().map(u64::from).sum::<u64>(), lane.clients);
                let mut own: Vec<f64> = own.map(|row| 0.5 * f64::from(effects[row])).collect();
                own.sort_by(f64::total_cmp);
                if let Some(median) = strip.median(third) {
                    let exact = own[own.len().div_ceil(2) - 1];
                    let bin = (strip.most - strip.least) / STRIP_BINS as f64;
                    prop_assert!((median - exact).abs() <= bin + 1e-6, "{median} {exact}");
                }
            }
        }
    }
}
