//! An axis of effects: log-odds, labelled with the factors that they multiply the odds by.

/// Factors that read well, from far apart to close together; their inverses stand below × 1.
const TICKS: [&[f64]; 7] = [
    &[10.0, 100.0, 1000.0],
    &[2.0, 5.0, 10.0, 20.0, 50.0],
    &[1.5, 2.0, 3.0, 5.0, 10.0],
    &[1.2, 1.5, 2.0, 3.0],
    &[1.1, 1.2, 1.3, 1.4],
    &[1.02, 1.04, 1.1],
    &[1.01, 1.02, 1.03, 1.04],
];
/// Ticks stand at least this far apart, as a share of the axis: a line of text needs as much.
const CLOSEST: f32 = 0.11;
/// Room beyond the largest effects, as a share of the axis.
const MARGIN: f64 = 0.06;
/// An axis is at least this long, in log-odds, so that rounding does not look like an effect.
const SHORTEST: f64 = 0.02;

/// An axis that holds × 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct EffectAxis {
    least: f64,
    most: f64,
}

impl EffectAxis {
    /// An axis that holds all of `effects`, in log-odds.
    pub(super) fn holding(effects: impl Iterator<Item = f64>) -> Self {
        let (least, most) = effects
            .filter(|effect| effect.is_finite())
            .fold((0.0_f64, 0.0_f64), |(least, most), effect| {
                (least.min(effect), most.max(effect))
            });
        let length = (most - least).max(SHORTEST);
        let spare = 0.5 * (length - (most - least)) + MARGIN * length;
        Self { least: least - spare, most: most + spare }
    }

    /// How far up the axis an effect stands, in `[0, 1]`; × 1 for what is not a number.
    pub(super) fn position(self, effect: f64) -> f32 {
        let effect = if effect.is_nan() { 0.0 } else { effect };
        ((effect - self.least) / (self.most - self.least)).clamp(0.0, 1.0) as f32
    }

    /// The effects with a tick, × 1 among them, and their factors.
    pub(super) fn ticks(self) -> Vec<(f64, f64)> {
        let of = |factors: &[f64]| {
            let above = factors.iter().copied();
            let below = factors.iter().map(|factor| factor.recip());
            let all = below.chain([1.0]).chain(above).map(|factor| (factor.ln(), factor));
            all.filter(|(effect, _)| (self.least..=self.most).contains(effect)).collect::<Vec<_>>()
        };
        let are_apart = |ticks: &Vec<(f64, f64)>| {
            let mut places: Vec<f32> = ticks.iter().map(|tick| self.position(tick.0)).collect();
            places.sort_by(f32::total_cmp);
            places.windows(2).all(|pair| matches!(pair, [low, high] if high - low >= CLOSEST))
        };
        let sets = TICKS.iter().map(|factors| of(factors)).filter(are_apart);
        sets.max_by_key(Vec::len).unwrap_or_else(|| of(&[]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn factors(least: f64, most: f64) -> Vec<f64> {
        let axis = EffectAxis::holding([least.ln(), most.ln()].into_iter());
        let mut factors: Vec<f64> = axis.ticks().into_iter().map(|(_, factor)| factor).collect();
        factors.sort_by(f64::total_cmp);
        factors
    }

    #[test]
    fn ticks_are_as_close_as_can_be_read() {
        let third = 1.0 / 1.5;
        assert_eq!(factors(0.5, 2.0), [0.5, third, 1.0 / 1.2, 1.0, 1.2, 1.5, 2.0]);
        assert_eq!(factors(0.02, 40.0), [0.1, 1.0, 10.0]);
        assert_eq!(factors(0.7, 7.0), [third, 1.0, 1.5, 2.0, 3.0, 5.0]);
        assert_eq!(factors(1.0, 1.005), [1.0, 1.01]);
        assert!(factors(0.8, 1.3).contains(&1.2));
    }

    #[test]
    fn every_effect_stands_on_the_axis_and_no_effect_in_between() {
        let axis = EffectAxis::holding([-0.3, 1.2, f64::NAN].into_iter());
        assert!(axis.position(-0.3) > 0.0 && axis.position(1.2) < 1.0);
        assert_eq!(axis.position(f64::NAN), axis.position(0.0));
        let flat = EffectAxis::holding([0.0].into_iter());
        assert!((flat.position(0.0) - 0.5).abs() < 1e-6);
    }
}
