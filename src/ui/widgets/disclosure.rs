//! A line that opens and closes what stands below it.

use egui::{Id, Rect, Response, Sense, Stroke, Ui, WidgetInfo, accesskit::Role, vec2};

use crate::ui::{
    fonts,
    theme::{CONTROL_HEIGHT, size},
    ui_ext::UiExt as _,
    widgets::{chevron, focus_ring},
};

/// Room for the arrow, in points.
const ARROW: f32 = 18.0;

/// Shows `title` and, more quietly, `note`; below them, when open, what `add` adds. Whether it is
/// open is kept under `id` for as long as the window lives.
pub(crate) fn disclosure_ui(
    ui: &mut Ui,
    id: Id,
    title: &str,
    note: &str,
    add: impl FnOnce(&mut Ui),
) -> Response {
    let mut open = ui.data(|data| data.get_temp::<bool>(id)).unwrap_or(false);
    let response = header_ui(ui, id, title, note, open);
    if response.clicked() {
        open = !open;
        ui.data_mut(|data| data.insert_temp(id, open));
    }
    if open {
        ui.add_space(4.0);
        add(ui);
    }
    response
}

fn header_ui(ui: &mut Ui, id: Id, title: &str, note: &str, open: bool) -> Response {
    let palette = ui.palette();
    let title_galley =
        ui.painter().layout_no_wrap(title.into(), fonts::semibold(size::BODY), palette.text);
    let note_galley =
        ui.painter().layout_no_wrap(note.into(), fonts::regular(size::BODY), palette.weak);
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), CONTROL_HEIGHT));
    let response = ui.interact(rect, id.with("header"), Sense::click());
    let name = if note.is_empty() { title.to_owned() } else { format!("{title} {note}") };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &name));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(open));
    if ui.is_rect_visible(rect) {
        let color = if response.hovered() { palette.down } else { palette.text };
        let arrow = Rect::from_min_size(rect.min, vec2(ARROW - 4.0, rect.height()));
        chevron(ui.painter(), arrow.center(), open, Stroke::new(1.5, color));
        let top = rect.center().y - 0.5 * title_galley.size().y;
        let left = rect.left() + ARROW;
        let note_left = left + title_galley.size().x + 6.0;
        ui.painter().galley_with_override_text_color(egui::pos2(left, top), title_galley, color);
        ui.painter().galley(egui::pos2(note_left, top), note_galley, palette.weak);
        focus_ring(ui, &response, rect.expand2(vec2(6.0, 0.0)));
    }
    response
}
