//! The gauge as a drawing: both zones, the threshold and the client, all four with their words.
//!
//! Depends on the page's own numbers. **Invariant**: zones differ by hatch and word as well as by
//! colour, and the title and description of the drawing say what it shows.

use std::f64::consts::PI;

use super::{Answer, Labels, html::Html};

/// The hub of the half ring, in the drawing's own lengths.
const HUB: (f64, f64) = (180.0, 122.0);
/// Outer and inner radius of the ring.
const RING: (f64, f64) = (98.0, 74.0);
/// By how much the threshold's tick stands out of the ring on both sides.
const TICK: f64 = 6.0;
/// Length of the needle.
const NEEDLE: f64 = 62.0;
/// From the end of the tick to its label.
const GAP: f64 = 5.0;
/// Height of small capitals, to centre a label on its tick.
const LABEL_RISE: f64 = 4.0;

/// Draws the gauge.
pub(super) fn gauge(html: &mut Html, answer: &Answer, labels: &Labels) {
    let (threshold, probability) =
        (answer.verdict.threshold.get(), answer.verdict.probability.get());
    html.markup(
        "<svg class=\"gauge\" viewBox=\"0 0 360 168\" role=\"img\" \
         aria-labelledby=\"gauge-title gauge-text\">",
    );
    html.within("<title id=\"gauge-title\">", &labels.gauge, "</title>");
    html.within("<desc id=\"gauge-text\">", &answer.description, "</desc>");
    html.markup(
        "<defs><pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" \
         patternTransform=\"rotate(45)\"><rect width=\"6\" height=\"6\" class=\"up-zone\"/>\
         <path d=\"M0 0V6\" class=\"up-line\"/></pattern></defs>",
    );
    zone(html, "<path class=\"accept\" d=\"M", (0.0, threshold));
    zone(html, "<path class=\"refuse\" d=\"M", (threshold, 1.0));
    tick(html, threshold, &answer.threshold_label);
    needle(html, probability);
    for (before, text) in [
        ("<text class=\"scale\" x=\"94\" y=\"138\" text-anchor=\"middle\">", &labels.zero),
        ("<text class=\"scale\" x=\"266\" y=\"138\" text-anchor=\"middle\">", &labels.whole),
        ("<text class=\"zone down\" x=\"112\" y=\"138\">", &labels.accept),
        ("<text class=\"zone up\" x=\"244\" y=\"138\" text-anchor=\"end\">", &labels.refuse),
        (
            "<text class=\"client\" x=\"180\" y=\"160\" text-anchor=\"middle\">",
            &answer.client_label,
        ),
    ] {
        html.within(before, text, "</text>");
    }
    html.markup("</svg>");
}

/// The direction from the hub of a share on the half ring: 0 at the left, 1 at the right.
fn direction(share: f64) -> (f64, f64) {
    let angle = PI * (1.0 - share.clamp(0.0, 1.0));
    (angle.cos(), -angle.sin())
}

/// The point at this distance from the hub.
fn point(share: f64, radius: f64) -> [f64; 2] {
    let (x, y) = direction(share);
    [HUB.0 + radius * x, HUB.1 + radius * y]
}

/// A part of the ring between two shares.
fn zone(html: &mut Html, before: &'static str, (from, to): (f64, f64)) {
    let arc = |html: &mut Html, radius: f64, sweep: f64, to: f64| {
        html.markup(" A").lengths(&[radius, radius, 0.0, 0.0, sweep]).lengths(&point(to, radius));
    };
    html.markup(before).lengths(&point(from, RING.0));
    arc(html, RING.0, 1.0, to);
    html.markup(" L").lengths(&point(to, RING.1));
    arc(html, RING.1, 0.0, from);
    html.markup(" Z\"/>");
}

fn tick(html: &mut Html, threshold: f64, label: &str) {
    html.markup("<path class=\"tick\" d=\"M").lengths(&point(threshold, RING.1 - TICK));
    html.markup(" L").lengths(&point(threshold, RING.0 + TICK)).markup("\"/>");
    let [x, y] = point(threshold, RING.0 + TICK + GAP);
    // The label lies on the far side of the tick's end, so that it never covers the ring.
    let anchor = match direction(threshold).0 {
        x if x < -0.2 => "\" text-anchor=\"end\">",
        x if x > 0.2 => "\" text-anchor=\"start\">",
        _ => "\" text-anchor=\"middle\">",
    };
    let is_on_top = direction(threshold).0.abs() <= 0.2;
    let y = if is_on_top { y } else { y + LABEL_RISE };
    html.markup("<text class=\"threshold\" x=\"").length(x).markup("\" y=\"").length(y);
    html.within(anchor, label, "</text>");
}

fn needle(html: &mut Html, probability: f64) {
    html.markup("<path class=\"needle\" d=\"M").lengths(&[HUB.0, HUB.1]).markup(" L");
    html.lengths(&point(probability, NEEDLE)).markup("\"/>");
    html.markup("<circle class=\"hub\" cx=\"180\" cy=\"122\" r=\"6\"/>");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_goes_from_left_over_the_top_to_right() {
        let near = |a: [f64; 2], b: [f64; 2]| (a[0] - b[0]).abs() + (a[1] - b[1]).abs() < 1e-9;
        assert!(near(point(0.0, 10.0), [170.0, 122.0]));
        assert!(near(point(0.5, 10.0), [180.0, 112.0]));
        assert!(near(point(1.0, 10.0), [190.0, 122.0]));
        assert!(near(point(7.0, 10.0), [190.0, 122.0]));
    }

    #[test]
    fn the_ring_and_its_tick_stay_within_the_drawing() {
        for step in 0..=100 {
            let [x, y] = point(f64::from(step) / 100.0, RING.0 + TICK);
            assert!((60.0..=300.0).contains(&x) && (12.0..=150.0).contains(&y), "{x} {y}");
        }
    }
}
