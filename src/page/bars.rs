//! The signed bars of the reasons, each a drawing of its own beside its words.
//!
//! Depends on the page's own numbers. **Invariant**: all bars of a page have one scale and one axis,
//! so that twice as long is twice as strong; sums are hollow.

use super::{ReasonLine, html::Html};

/// Width and height of the drawing that holds one bar, in its own lengths.
const WIDTH: f64 = 240.0;
const HEIGHT: f64 = 20.0;
/// The share of the width that a side without long bars keeps, so that the axis is seen as such.
const NARROWEST_SIDE: f64 = 0.12;
/// Bars shorter than this would make a scale of nothing but rounding (log-odds).
const SMALLEST_SCALE: f64 = 1e-3;

/// Where bars begin, and how long they are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scale {
    /// Where nothing is raised or lowered.
    axis: f64,
    /// Length of a bar of one unit of log-odds.
    per_unit: f64,
}

impl Scale {
    /// The scale in which the longest bar of each side has room.
    pub(super) fn new(lines: &[ReasonLine]) -> Self {
        let longest =
            |sign: f64| lines.iter().map(|line| sign * line.contribution).fold(0.0_f64, f64::max);
        let (left, right) = (longest(-1.0), longest(1.0));
        let least = NARROWEST_SIDE * (left + right).max(SMALLEST_SCALE);
        let (left, right) = (left.max(least), right.max(least));
        let per_unit = WIDTH / (left + right);
        Self { axis: left * per_unit, per_unit }
    }

    /// Where a bar begins, and how long it is.
    fn bar(self, contribution: f64) -> (f64, f64) {
        let length = contribution * self.per_unit;
        let length = if length.is_finite() { length } else { 0.0 };
        (self.axis + length.min(0.0), length.abs())
    }
}

/// Draws the bar of a line.
pub(super) fn bar(html: &mut Html, line: &ReasonLine, scale: Scale) {
    html.markup("<svg viewBox=\"0 0 240 20\" role=\"img\">");
    html.within("<title>", &line.sentence, "</title>");
    html.markup("<path class=\"axis\" d=\"M").lengths(&[scale.axis, 0.0]).markup(" V");
    html.length(HEIGHT).markup("\"/>");
    let (x, width) = scale.bar(line.contribution);
    html.markup(match (line.is_remainder, line.contribution < 0.0) {
        (false, false) => "<rect class=\"bar-up\" y=\"3\" height=\"14\" rx=\"2\" x=\"",
        (false, true) => "<rect class=\"bar-down\" y=\"3\" height=\"14\" rx=\"2\" x=\"",
        (true, false) => "<rect class=\"rest-up\" y=\"5\" height=\"10\" rx=\"2\" x=\"",
        (true, true) => "<rect class=\"rest-down\" y=\"5\" height=\"10\" rx=\"2\" x=\"",
    });
    html.length(x).markup("\" width=\"").length(width).markup("\"/></svg>");
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn lines(contributions: &[f64]) -> Vec<ReasonLine> {
        let line = |contribution: &f64| ReasonLine {
            label: String::new(),
            detail: String::new(),
            effect: String::new(),
            odds_factor: String::new(),
            contribution: *contribution,
            sentence: String::new(),
            is_remainder: false,
        };
        contributions.iter().map(line).collect()
    }

    #[test]
    fn a_page_without_reasons_has_an_axis() {
        let scale = Scale::new(&[]);
        assert!((scale.axis - WIDTH / 2.0).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn bars_stay_within_the_drawing_and_keep_their_proportions(
            contributions in prop::collection::vec(-5.0..5.0_f64, 1..12),
        ) {
            let scale = Scale::new(&lines(&contributions));
            for contribution in &contributions {
                let (x, width) = scale.bar(*contribution);
                prop_assert!(x >= -1e-9 && x + width <= WIDTH + 1e-9);
                prop_assert!((width - scale.per_unit * contribution.abs()).abs() < 1e-9);
                let is_left = x + width <= scale.axis + 1e-9;
                prop_assert!(*contribution == 0.0 || is_left == (*contribution < 0.0));
            }
        }
    }
}
