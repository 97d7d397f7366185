//! The room of each bar of a chart.

use egui::Rangef;

/// How far the bar of the missing values stands apart, in widths of a bar.
const MISSING_GAP: f32 = 0.5;
/// The widest room that a bar takes, in points.
const WIDEST_SLOT: f32 = 96.0;

/// The room of each bar within `field`; that of the missing values, which these say, stands apart.
pub(super) fn slots(are_missing: &[bool], field: Rangef) -> Vec<Rangef> {
    let gap_before = |position: usize, is_missing: bool| {
        if is_missing && position > 0 { MISSING_GAP } else { 0.0 }
    };
    let bars = || are_missing.iter().copied().enumerate();
    let gaps: f32 = bars().map(|(position, is_missing)| gap_before(position, is_missing)).sum();
    let units = are_missing.len() as f32 + gaps;
    let width = (field.span() / units).min(WIDEST_SLOT);
    let mut left = field.min + 0.5 * (field.span() - width * units);
    bars()
        .map(|(position, is_missing)| {
            left += gap_before(position, is_missing) * width;
            let slot = Rangef::new(left, left + width);
            left += width;
            slot
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_of_missing_values_stands_apart_and_all_fit() {
        let field = Rangef::new(10.0, 110.0);
        let slots = slots(&[false, false, true], field);
        assert!((slots[1].min - slots[0].max).abs() < 1e-3);
        assert!(slots[2].min - slots[1].max > 10.0);
        assert!(slots[0].min >= field.min - 1e-3 && slots[2].max <= field.max + 1e-3);
    }
}
