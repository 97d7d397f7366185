//! Where the parts of the gauge stand, so that no label ever covers another.
//!
//! The threshold's label lies beyond the ring, on the far side of the tangent at its tick; the
//! scale and the client's label have rows of their own below the ring. Hence labels cannot meet,
//! whatever the probability and the threshold: a test tries them all.

use std::f32::consts::PI;

use egui::{Pos2, Rect, Vec2, pos2, vec2};

/// Outer radius of the ring, in points.
pub(super) const OUTER: f32 = 98.0;
/// Inner radius of the ring, in points.
pub(super) const INNER: f32 = 74.0;
/// By how much the threshold's tick stands out of the ring on both sides, in points.
pub(super) const TICK: f32 = 7.0;
/// Length of the needle, in points.
pub(super) const NEEDLE: f32 = INNER - 14.0;
/// Radius of the hub, in points.
pub(super) const HUB: f32 = 6.0;
/// Room between a mark and its label, in points.
const GAP: f32 = 4.0;
/// From the hub down to the row of the scale, in points.
const SCALE_ROW: f32 = 9.0;

/// The sizes of the texts, in points.
#[derive(Debug, Clone, Copy)]
pub(super) struct LabelSizes {
    pub(super) threshold: Vec2,
    pub(super) client: Vec2,
    pub(super) zero: Vec2,
    pub(super) whole: Vec2,
    pub(super) accept: Vec2,
    pub(super) refuse: Vec2,
}

/// Where everything stands, relative to the hub.
#[derive(Debug, Clone, Copy)]
pub(super) struct GaugeLayout {
    pub(super) threshold: Rect,
    pub(super) client: Rect,
    pub(super) zero: Rect,
    pub(super) whole: Rect,
    pub(super) accept: Rect,
    pub(super) refuse: Rect,
    /// What encloses ring and labels.
    pub(super) bounds: Rect,
}

/// The direction from the hub of a share on the half ring: 0 at the left, 1 at the right.
pub(super) fn direction(share: f64) -> Vec2 {
    let share = if share.is_finite() { share.clamp(0.0, 1.0) as f32 } else { 0.0 };
    let angle = PI * (1.0 - share);
    vec2(angle.cos(), -angle.sin())
}

impl GaugeLayout {
    pub(super) fn new(threshold: f64, sizes: &LabelSizes) -> Self {
        let middle = 0.5 * (INNER + OUTER);
        let row = SCALE_ROW + 0.5 * sizes.zero.y.max(sizes.accept.y);
        let zero = Rect::from_center_size(pos2(-middle, row), sizes.zero);
        let whole = Rect::from_center_size(pos2(middle, row), sizes.whole);
        let accept_left = zero.right().max(-INNER) + 2.0 * GAP;
        let accept =
            Rect::from_min_size(pos2(accept_left, row - 0.5 * sizes.accept.y), sizes.accept);
        let refuse_left = whole.left().min(INNER) - 2.0 * GAP - sizes.refuse.x;
        let refuse =
            Rect::from_min_size(pos2(refuse_left, row - 0.5 * sizes.refuse.y), sizes.refuse);
        let client_top = zero.bottom().max(accept.bottom()) + GAP;
        let client = Rect::from_min_size(pos2(-0.5 * sizes.client.x, client_top), sizes.client);
        let threshold = beyond_the_ring(direction(threshold), sizes.threshold);
        let ring = Rect::from_min_max(pos2(-OUTER, -OUTER - TICK), pos2(OUTER, HUB));
        let bounds = [threshold, client, zero, whole, accept, refuse]
            .into_iter()
            .fold(ring, Rect::union)
            .expand(2.0);
        Self { threshold, client, zero, whole, accept, refuse, bounds }
    }
}

/// The box of `size` next to the ring in `direction`, wholly beyond the tangent at the tick's end.
fn beyond_the_ring(direction: Vec2, size: Vec2) -> Rect {
    let support = 0.5 * (size.x * direction.x.abs() + size.y * direction.y.abs());
    let center = Pos2::ZERO + direction * (OUTER + TICK + GAP + support);
    Rect::from_center_size(center, size)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZES: LabelSizes = LabelSizes {
        threshold: vec2(96.0, 30.0),
        client: vec2(150.0, 15.0),
        zero: vec2(22.0, 14.0),
        whole: vec2(38.0, 14.0),
        accept: vec2(46.0, 14.0),
        refuse: vec2(40.0, 14.0),
    };

    #[test]
    fn no_label_meets_another_or_the_ring_at_any_threshold() {
        for step in 0..=1000 {
            let share = f64::from(step) / 1000.0;
            let layout = GaugeLayout::new(share, &SIZES);
            let labels = [
                ("threshold", layout.threshold),
                ("client", layout.client),
                ("zero", layout.zero),
                ("whole", layout.whole),
                ("accept", layout.accept),
                ("refuse", layout.refuse),
            ];
            for (position, (name, rect)) in labels.iter().enumerate() {
                assert!(layout.bounds.contains_rect(*rect), "{name} at {share}");
                for (other_name, other) in &labels[position + 1..] {
                    assert!(!rect.intersects(*other), "{name} and {other_name} at {share}");
                }
            }
            let nearest = layout.threshold.clamp(Pos2::ZERO);
            assert!(nearest.to_vec2().length() >= OUTER + TICK, "{share}");
        }
    }

    #[test]
    fn labels_below_the_ring_stay_below_it() {
        let layout = GaugeLayout::new(0.5, &SIZES);
        for label in [layout.client, layout.zero, layout.whole, layout.accept, layout.refuse] {
            assert!(label.top() > HUB);
        }
    }

    #[test]
    fn the_scale_goes_from_left_over_the_top_to_right() {
        assert!((direction(0.0) - vec2(-1.0, 0.0)).length() < 1e-6);
        assert!((direction(0.5) - vec2(0.0, -1.0)).length() < 1e-6);
        assert!((direction(1.0) - vec2(1.0, 0.0)).length() < 1e-6);
        assert!((direction(f64::NAN) - vec2(-1.0, 0.0)).length() < 1e-6);
    }
}
