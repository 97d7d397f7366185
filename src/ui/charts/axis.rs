//! Axes of shares: where they end, where their ticks stand, and which labels fit.

use std::sync::Arc;

use egui::{Align, Color32, FontId, Galley, Rangef, Ui, text::LayoutJob};

use crate::ui::{fonts, theme::size, ui_ext::UiExt as _};

/// Steps between ticks that read well, as shares of one.
const STEPS: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.025, 0.05, 0.1, 0.2, 0.25];
/// Intervals between the ticks of an axis, the same on both sides so that their lines coincide.
pub(super) const INTERVALS: u32 = 4;
/// Room between two labels, in points.
const LABEL_GAP: f32 = 8.0;
/// A label may fill this many lines.
const LABEL_ROWS: usize = 3;
/// A slot must be this wide for its label to be broken into lines, in points.
const WRAPPED_SLOT: f32 = 46.0;

/// An axis of shares that begins at zero.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct ShareAxis {
    step: f64,
}

impl ShareAxis {
    /// The shortest axis with round ticks that holds `largest`, at most 1.
    pub(super) fn holding(largest: f64) -> Self {
        let fits = |step: &&f64| **step * f64::from(INTERVALS) >= largest;
        Self { step: STEPS.iter().find(fits).copied().unwrap_or(0.25) }
    }

    /// Where the axis ends.
    pub(super) fn end(self) -> f64 {
        self.step * f64::from(INTERVALS)
    }

    /// How far along the axis `share` stands, in `[0, 1]`; 0 for what is not a number.
    pub(super) fn position(self, share: f64) -> f32 {
        let position = (share / self.end()) as f32;
        if position.is_finite() { position.clamp(0.0, 1.0) } else { 0.0 }
    }

    /// The ticks with the decimals that a percentage needs to tell them apart.
    pub(super) fn ticks(self) -> impl Iterator<Item = (f64, u8)> {
        let percent = self.step * 100.0;
        let decimals = (0..2)
            .find(|&decimals| {
                let scaled = percent * 10_f64.powi(decimals);
                (scaled - scaled.round()).abs() < 1e-6
            })
            .unwrap_or(2);
        (0..=INTERVALS).map(move |tick| (self.step * f64::from(tick), decimals as u8))
    }
}

/// One label under an axis.
pub(super) struct AxisLabel {
    /// Which slot it belongs to.
    pub(super) slot: usize,
    /// Its text, laid out.
    pub(super) galley: Arc<Galley>,
    /// Where its middle stands, in points: all its lines are centred there.
    pub(super) center: f32,
    /// How far below the others it stands, in points: it gives way to a neighbour that must stay.
    pub(super) drop: f32,
}

impl AxisLabel {
    /// Where it ends, in points below the first line of labels.
    pub(super) fn bottom(&self) -> f32 {
        self.drop + self.galley.size().y
    }
}

/// Which labels are never left out.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Kept {
    /// The client's, which is set in strong type.
    pub(super) strong: Option<usize>,
    /// That of the missing values, which no other label lets guess.
    pub(super) missing: Option<usize>,
}

/// The font of ticks and titles.
pub(super) fn axis_font() -> FontId {
    fonts::regular(size::AXIS)
}

/// How labels are written.
pub(super) struct LabelStyle {
    pub(super) font: FontId,
    pub(super) strong_font: FontId,
    pub(super) color: Color32,
    pub(super) strong_color: Color32,
}

/// The labels that fit below `slots` without touching each other: all of them, on several lines
/// between words, where slots are wide enough for every word; else every n-th one, and always those
/// in `kept`.
pub(super) fn fitting_labels(
    ui: &Ui,
    slots: &[Rangef],
    texts: &[&str],
    kept: Kept,
    bounds: Rangef,
    style: &LabelStyle,
) -> Vec<AxisLabel> {
    let strong = kept.strong;
    let narrowest = slots.iter().map(|slot| slot.span()).fold(f32::INFINITY, f32::min);
    let words_fit = texts.iter().enumerate().all(|(slot, text)| {
        let room = room(slots, slot, bounds);
        text.split(' ').all(|word| style.width(ui, word, strong == Some(slot)) <= room)
    });
    let wraps = narrowest >= WRAPPED_SLOT && words_fit;
    let all: Vec<AxisLabel> = slots
        .iter()
        .zip(texts)
        .enumerate()
        .map(|(slot, (range, text))| {
            let is_strong = strong == Some(slot);
            let text = if wraps {
                let room = room(slots, slot, bounds);
                broken(text, |line| style.width(ui, line, is_strong) <= room)
            } else {
                (*text).to_owned()
            };
            let galley = style.layout(ui, text, is_strong);
            let half = 0.5 * galley.size().x;
            let leftmost = bounds.min + half;
            let center = range.center().clamp(leftmost, (bounds.max - half).max(leftmost));
            AxisLabel { slot, galley, center, drop: 0.0 }
        })
        .collect();
    if wraps { all } else { thinned(all, kept) }
}

/// `text` on as many lines as it needs for each to fit, broken between words; what does not fit on
/// the last line that is allowed is left out.
fn broken(text: &str, fits: impl Fn(&str) -> bool) -> String {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if fits(&format!("{line} {word}")) => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    if lines.len() > LABEL_ROWS {
        lines.truncate(LABEL_ROWS);
        if let Some(last) = lines.last_mut() {
            last.push('…');
        }
    }
    lines.join("\n")
}

impl LabelStyle {
    /// How all axes are labelled.
    pub(super) fn of_axis(ui: &Ui) -> Self {
        let palette = ui.palette();
        Self {
            font: axis_font(),
            strong_font: fonts::semibold(size::AXIS),
            color: palette.weak,
            strong_color: palette.text,
        }
    }

    fn of(&self, strong: bool) -> (FontId, Color32) {
        if strong {
            (self.strong_font.clone(), self.strong_color)
        } else {
            (self.font.clone(), self.color)
        }
    }

    fn width(&self, ui: &Ui, text: &str, strong: bool) -> f32 {
        let (font, color) = self.of(strong);
        ui.painter().layout_no_wrap(text.to_owned(), font, color).size().x
    }

    /// `text` with its lines centred and no other break than its own.
    fn layout(&self, ui: &Ui, text: String, strong: bool) -> Arc<Galley> {
        let (font, color) = self.of(strong);
        let mut job = LayoutJob::simple(text, font, color, f32::INFINITY);
        job.halign = Align::Center;
        ui.painter().layout_job(job)
    }
}

/// The width of a label that stands in the middle of its slot and meets no neighbour's: up to half
/// way to the next slot, or to the edge.
fn room(slots: &[Rangef], slot: usize, bounds: Rangef) -> f32 {
    let center = |slot: usize| slots.get(slot).map(|range| range.center());
    let Some(own) = center(slot) else { return 0.0 };
    let half_way = |neighbour: f32| 0.5 * (neighbour - own).abs();
    let left = slot.checked_sub(1).and_then(center).map_or(own - bounds.min, half_way);
    let right = center(slot + 1).map_or(bounds.max - own, half_way);
    (2.0 * left.min(right) - LABEL_GAP).max(1.0)
}

/// Every n-th label, with the smallest n at which none touches the next, and those in `kept`.
fn thinned(mut all: Vec<AxisLabel>, kept: Kept) -> Vec<AxisLabel> {
    let is_missing = |label: &AxisLabel| kept.missing == Some(label.slot);
    let must_stay = |label: &AxisLabel| is_missing(label) || kept.strong == Some(label.slot);
    let every = (1..all.len().max(2))
        .find(|&every| {
            let shown: Vec<&AxisLabel> =
                all.iter().filter(|label| !is_missing(label)).step_by(every).collect();
            shown.windows(2).all(|pair| matches!(pair, [one, other] if !touch(one, other)))
        })
        .unwrap_or(all.len().max(1));
    let stays = |label: &AxisLabel| {
        let mut fixed = all.iter().filter(|other| must_stay(other));
        must_stay(label)
            || (label.slot.is_multiple_of(every) && !fixed.any(|other| touch(label, other)))
    };
    let kept_slots: Vec<bool> = all.iter().map(stays).collect();
    let strong = all.iter().position(|label| kept.strong == Some(label.slot));
    let missing = all.iter().position(is_missing).filter(|missing| strong != Some(*missing));
    // The two that must stay stand below each other where they would touch.
    let drop = strong
        .zip(missing)
        .and_then(|(strong, missing)| all.get(strong).zip(all.get(missing)))
        .filter(|(strong, missing)| touch(strong, missing))
        .map(|(strong, _)| strong.bottom());
    if let Some((label, drop)) = missing.and_then(|missing| all.get_mut(missing)).zip(drop) {
        label.drop = drop;
    }
    all.into_iter().zip(kept_slots).filter_map(|(label, keep)| keep.then_some(label)).collect()
}

/// Whether two labels on one line would come too close.
fn touch(one: &AxisLabel, other: &AxisLabel) -> bool {
    let extent = |label: &AxisLabel| {
        let reach = 0.5 * (label.galley.size().x + LABEL_GAP);
        Rangef::new(label.center - reach, label.center + reach)
    };
    let (one, other) = (extent(one), extent(other));
    one.min < other.max && other.min < one.max
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_ends_at_a_round_share_above_the_largest() {
        let check = |largest: f64, end: f64, last_decimals: u8| {
            let axis = ShareAxis::holding(largest);
            assert!((axis.end() - end).abs() < 1e-9, "{largest}: {}", axis.end());
            assert_eq!(axis.ticks().last().map(|(_, decimals)| decimals), Some(last_decimals));
        };
        check(0.78, 0.8, 0);
        check(0.81, 1.0, 0);
        check(0.09, 0.1, 1);
        check(0.0, 0.004, 1);
        check(1.0, 1.0, 0);
        check(7.0, 1.0, 0);
        check(f64::NAN, 1.0, 0);
    }

    #[test]
    fn a_label_is_broken_between_words_only() {
        let check = |text: &str, longest: usize, expected: &str| {
            let fits = |line: &str| line.chars().count() <= longest;
            assert_eq!(broken(text, fits), expected, "{text}");
        };
        check("2 months", 8, "2 months");
        check("2 months", 7, "2\nmonths");
        check("100,000", 3, "100,000");
        check("100\u{202f}000 and more", 8, "100\u{202f}000\nand more");
        check("a b c d e", 1, "a\nb\nc…");
        check("", 3, "");
    }

    #[test]
    fn labels_of_neighbours_never_meet() {
        let slots = [Rangef::new(0.0, 60.0), Rangef::new(60.0, 120.0), Rangef::new(150.0, 210.0)];
        let bounds = Rangef::new(-40.0, 250.0);
        let extent = |slot: usize| {
            let (center, width) = (slots[slot].center(), room(&slots, slot, bounds));
            (center - 0.5 * width, center + 0.5 * width)
        };
        assert!(extent(0).1 < extent(1).0 && extent(1).1 < extent(2).0);
        assert!(extent(2).1 <= bounds.max && extent(0).0 >= bounds.min);
        assert!(room(&slots, 2, bounds) > 60.0, "room of the gap is used");
    }

    #[test]
    fn the_labels_of_the_client_and_of_the_missing_values_are_never_left_out() {
        let slots: Vec<Rangef> = (0..20_u8)
            .map(|slot| Rangef::new(f32::from(slot), f32::from(slot + 1)) * 12.0)
            .collect();
        let texts: Vec<String> = (0..20).map(|slot| format!("{slot} 000 and more")).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        egui::__run_test_ui(|ui| {
            let style = LabelStyle {
                font: FontId::default(),
                strong_font: FontId::default(),
                color: Color32::WHITE,
                strong_color: Color32::WHITE,
            };
            for strong in [None, Some(0), Some(7), Some(18), Some(19)] {
                let kept = Kept { strong, missing: Some(19) };
                let bounds = Rangef::new(0.0, 260.0);
                let labels = fitting_labels(ui, &slots, &texts, kept, bounds, &style);
                for slot in strong.into_iter().chain([19]) {
                    assert!(labels.iter().any(|label| label.slot == slot), "{strong:?}: {slot}");
                }
                for pair in labels.windows(2) {
                    let [one, other] = pair else { panic!("windows of two") };
                    assert!(one.drop != other.drop || !touch(one, other), "{strong:?}");
                }
            }
        });
    }

    #[test]
    fn a_share_stays_on_its_axis() {
        let axis = ShareAxis::holding(0.5);
        assert_eq!(axis.position(-1.0), 0.0);
        assert_eq!(axis.position(2.0), 1.0);
        assert_eq!(axis.position(f64::NAN), 0.0);
    }
}
