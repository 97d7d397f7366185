//! The ring around what has the keyboard's attention.

use egui::{CornerRadius, Rect, Response, Stroke, StrokeKind, Ui};

use crate::ui::theme::{self, Palette};

/// Paints the ring outside `rect` when `response` has the focus (WCAG 2.4.7).
pub(crate) fn focus_ring(ui: &Ui, response: &Response, rect: Rect) {
    if response.has_focus() {
        ui.painter().rect_stroke(
            rect,
            CornerRadius::same(theme::CONTROL_RADIUS),
            Stroke::new(theme::FOCUS_WIDTH, Palette::of(ui).down),
            StrokeKind::Inside,
        );
    }
}
