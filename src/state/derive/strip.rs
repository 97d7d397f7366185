//! Strips in words and shades: all on one axis, so that they can be compared.

use std::sync::Arc;

use crate::{
    base::Third,
    domain::odds_factor,
    portfolio::{STRIP_BINS, Strip},
    state::view::{LaneKind, LaneView, StripView},
    words::Words,
};

/// Shades of a lane.
const SHADES: usize = 64;

/// The share of clients at each end of a strip whose effects may lie beyond the axis: they are
/// counted in its last shade, so that one client does not squeeze everybody.
const BEYOND: f64 = 0.005;

/// The lanes of a factor whose values have an order, from top to bottom.
const LANES: [(Option<Third>, LaneKind, &str); 4] = [
    (Some(Third::High), LaneKind::High, "strip-high"),
    (Some(Third::Middle), LaneKind::Middle, "strip-middle"),
    (Some(Third::Low), LaneKind::Low, "strip-low"),
    (None, LaneKind::Missing, "strip-missing"),
];

/// What puts strips into words and shades.
pub(super) struct StripWords<'a> {
    words: &'a Words,
    strips: &'a [Option<Arc<Strip>>],
    /// The effects at both ends of the axis, in log-odds: one at most 0, one at least 0.
    ends: (f64, f64),
}

impl<'a> StripWords<'a> {
    /// For all strips of a model, one a factor.
    pub(super) fn new(words: &'a Words, strips: &'a [Option<Arc<Strip>>]) -> Self {
        let end =
            |share: f64| strips.iter().flatten().filter_map(move |strip| strip.quantile(share));
        let ends = (end(BEYOND).fold(0.0, f64::min), end(1.0 - BEYOND).fold(0.0, f64::max));
        Self { words, strips, ends }
    }

    /// Where the axis has no effect, as a share of its width.
    pub(super) fn no_effect(&self) -> f32 {
        self.place(0.0)
    }

    /// The strip of a factor; `None` without a client.
    pub(super) fn view(&self, factor: usize) -> Option<StripView> {
        let strip = self.strip(factor)?;
        let all: Vec<(LaneKind, Option<Third>, Vec<u64>)> =
            lanes(strip).map(|(third, kind, _)| (kind, third, self.counts(strip, third))).collect();
        let fullest = all.iter().flat_map(|(_, _, counts)| counts).copied().max()?;
        let shade = |count: &u64| (*count as f32 / fullest.max(1) as f32).sqrt();
        let lanes = all.iter().map(|(kind, third, counts)| LaneView {
            kind: *kind,
            shades: counts.iter().map(shade).collect(),
            typical: strip.median(*third).map(|effect| self.place(effect)),
        });
        Some(StripView { lanes: lanes.collect(), sentence: self.sentence(strip) })
    }

    /// What is typical of low, middle and high values: `–` where there is nobody.
    pub(super) fn typical_by_third(&self, factor: usize) -> [String; 3] {
        [Third::Low, Third::Middle, Third::High].map(|third| {
            let median = self.strip(factor).and_then(|strip| strip.median(Some(third)));
            median.map_or_else(|| "–".to_owned(), |effect| self.factor(effect))
        })
    }

    /// "High values × 1.4; low values × 0.8."
    fn sentence(&self, strip: &Strip) -> String {
        let parts =
            lanes(strip).filter_map(|(third, _, key)| {
                let factor = self.factor(strip.median(third)?);
                let lane = self.words.text(key);
                Some(self.words.with(
                    "strip-part",
                    &[("lane", lane.into()), ("factor", factor.as_str().into())],
                ))
            });
        let parts = parts.collect::<Vec<_>>().join(", ");
        self.words.with("strip-sentence", &[("parts", parts.as_str().into())])
    }

    fn strip(&self, factor: usize) -> Option<&Strip> {
        self.strips.get(factor)?.as_deref()
    }

    fn factor(&self, effect: f64) -> String {
        self.words.odds_factor(odds_factor(effect))
    }

    /// The clients of a lane in the shades of the common axis: all of them.
    fn counts(&self, strip: &Strip, third: Option<Third>) -> Vec<u64> {
        let mut counts = vec![0; SHADES];
        let lane = strip.lane(third);
        for (bin, clients) in lane.bins.iter().enumerate().take(STRIP_BINS) {
            let place = self.place(strip.effect(bin as f64 + 0.5));
            let shade = ((place * SHADES as f32) as usize).min(SHADES - 1);
            if let Some(count) = counts.get_mut(shade) {
                *count += u64::from(*clients);
            }
        }
        counts
    }

    /// Where an effect stands on the axis, in `[0, 1]`.
    fn place(&self, effect: f64) -> f32 {
        let (least, most) = self.ends;
        if most > least { ((effect - least) / (most - least)).clamp(0.0, 1.0) as f32 } else { 0.5 }
    }
}

/// The lanes that hold somebody; those of values without an order are one.
fn lanes(strip: &Strip) -> impl Iterator<Item = (Option<Third>, LaneKind, &'static str)> {
    let is_unordered = strip.lane(None).clients == strip.clients();
    let unordered = is_unordered.then_some((None, LaneKind::All, "strip-all"));
    let ordered = LANES.into_iter().filter(move |_| !is_unordered);
    unordered.into_iter().chain(ordered).filter(|(third, ..)| strip.lane(*third).clients > 0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::Language;

    fn words() -> Words {
        Words::new(Language::English)
    }

    #[test]
    fn lanes_stand_from_high_to_low_and_say_what_is_typical() {
        let thirds = [Some(Third::Low), Some(Third::High), None, Some(Third::High)];
        let strip = Strip::of(&[-0.7, 0.7, 0.2, 0.7], Some(&thirds), None, 1.0);
        let words = words();
        let strips = [Some(Arc::new(strip)), None];
        let found = StripWords::new(&words, &strips);
        let view = found.view(0).unwrap();
        let kinds: Vec<LaneKind> = view.lanes.iter().map(|lane| lane.kind).collect();
        assert_eq!(kinds, [LaneKind::High, LaneKind::Low, LaneKind::Missing]);
        assert_eq!(
            view.sentence,
            "Typically high values ×\u{a0}2.0, low values ×\u{a0}0.50, not given ×\u{a0}1.2."
        );
        assert_eq!(found.typical_by_third(0), ["×\u{a0}0.50", "–", "×\u{a0}2.0"]);
        assert!((found.no_effect() - 0.5).abs() < 0.01);
    }

    #[test]
    fn values_without_an_order_have_one_lane() {
        let words = words();
        let strips = [Some(Arc::new(Strip::of(&[0.1, 0.2], None, None, 1.0))), None];
        let view = StripWords::new(&words, &strips).view(0).unwrap();
        assert_eq!(view.lanes.len(), 1);
        assert_eq!(view.lanes[0].kind, LaneKind::All);
        assert_eq!(StripWords::new(&words, &strips).view(1), None);
    }

    proptest! {
        #[test]
        fn shades_hold_all_clients(
            effects in proptest::collection::vec(-2.0..2.0_f32, 1..300),
            others in proptest::collection::vec(-0.1..0.1_f32, 1..50),
        ) {
            let words = words();
            let strip = |effects: &[f32], scale| Some(Arc::new(Strip::of(effects, None, None, scale)));
            let strips = [strip(&effects, 1.0), strip(&others, 3.0)];
            let found = StripWords::new(&words, &strips);
            for (strip, clients) in strips.iter().flatten().zip([effects.len(), others.len()]) {
                let counts = found.counts(strip, None);
                prop_assert_eq!(counts.len(), SHADES);
                prop_assert_eq!(counts.iter().sum::<u64>(), clients as u64);
            }
        }
    }
}
