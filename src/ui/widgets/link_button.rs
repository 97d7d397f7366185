//! A button that looks like a sentence: for what is asked now and then.

use egui::{FontId, Response, Role, Sense, Ui, WidgetInfo, vec2};

use crate::ui::{
    fonts,
    theme::{Palette, TARGET, size},
    widgets::focus_ring,
};

/// A button without a border, as high as any target must be.
pub(crate) fn link_button(ui: &mut Ui, text: &str) -> Response {
    link_button_of(ui, text, fonts::semibold(size::SMALL + 0.5))
}

fn link_button_of(ui: &mut Ui, text: &str, font: FontId) -> Response {
    let palette = Palette::of(ui);
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font, palette.down);
    let margin = 4.0;
    let desired = vec2(galley.size().x + 2.0 * margin, TARGET.max(galley.size().y));
    // Out by the margin, so that the text lines up with what stands above it.
    let (rect, response) = ui.allocate_exact_size(desired - vec2(margin, 0.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), text));
    if ui.is_rect_visible(rect) {
        let pos = egui::pos2(rect.left(), rect.center().y - 0.5 * galley.size().y);
        let text_rect = egui::Rect::from_min_size(pos, galley.size());
        ui.painter().galley(pos, galley, palette.down);
        if response.hovered() {
            ui.painter().hline(
                text_rect.x_range(),
                text_rect.bottom(),
                egui::Stroke::new(1.0, palette.down),
            );
        }
        focus_ring(ui, &response, rect.expand2(vec2(margin, 0.0)));
    }
    response
}
