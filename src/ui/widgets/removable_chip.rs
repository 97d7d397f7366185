//! A condition that is set: its text edits it, its cross removes it.

use std::sync::Arc;

use egui::{
    CornerRadius, Galley, Rect, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    accesskit::Role, vec2,
};

use crate::ui::{
    fonts,
    theme::{self, CONTROL_HEIGHT, TARGET, size},
    ui_ext::{UiExt as _, unbroken},
    widgets::cross,
};

/// What was done with a chip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ChipAnswer {
    /// Its text was clicked.
    Edit,
    /// Its cross was clicked.
    Remove,
}

/// Room before the text, in points.
const PADDING: f32 = 11.0;

/// Shows a chip; `edit_hint` and `remove_hint` say in words what its two halves do.
pub(crate) fn removable_chip_ui(
    ui: &mut Ui,
    text: &str,
    edited: bool,
    edit_hint: &str,
    remove_hint: &str,
) -> Option<ChipAnswer> {
    let palette = ui.palette();
    let widest = (ui.available_width() - PADDING - TARGET - 6.0).max(TARGET);
    let mut job = egui::text::LayoutJob::simple(
        unbroken(text).into_owned(),
        fonts::regular(size::BODY - 0.5),
        palette.text,
        widest,
    );
    job.break_on_newline = false;
    let galley = ui.painter().layout_job(job);
    let height = CONTROL_HEIGHT.max(galley.size().y + 8.0);
    let desired = vec2(PADDING + galley.size().x + TARGET + 4.0, height);
    let (rect, _) = ui.allocate_exact_size(desired, Sense::hover());
    let split = rect.right() - TARGET - 2.0;
    let text_rect = Rect::from_min_max(rect.min, egui::pos2(split, rect.bottom()));
    let cross_rect = Rect::from_min_max(egui::pos2(split, rect.top()), rect.max);

    let id = ui.scope_id().with(("chip", ui.next_auto_id()));
    let edit = ui.interact(text_rect, id.with("edit"), Sense::click());
    edit.widget_info(|| WidgetInfo::labeled(Role::Button, true, text));
    ui.ctx().accesskit_node_builder(edit.id, |node| node.set_description(edit_hint));
    let remove = ui.interact(cross_rect, id.with("remove"), Sense::click());
    remove.widget_info(|| WidgetInfo::labeled(Role::Button, true, remove_hint));

    paint(ui, rect, edited, (&edit, &remove), galley);
    if remove.on_hover_text(remove_hint).clicked() {
        Some(ChipAnswer::Remove)
    } else if edit.on_hover_text(edit_hint).clicked() {
        Some(ChipAnswer::Edit)
    } else {
        None
    }
}

fn paint(
    ui: &Ui,
    rect: Rect,
    edited: bool,
    (edit, remove): (&Response, &Response),
    galley: Arc<Galley>,
) {
    let palette = ui.palette();
    let radius = CornerRadius::same((0.5 * CONTROL_HEIGHT) as u8);
    let hovered = edit.hovered() || remove.hovered();
    let fill = if edited || hovered { palette.selected } else { palette.panel };
    let stroke = if edit.has_focus() || remove.has_focus() {
        Stroke::new(theme::FOCUS_WIDTH, palette.down)
    } else {
        Stroke::new(1.0, palette.edge)
    };
    ui.painter().rect(rect, radius, fill, stroke, StrokeKind::Inside);
    let pos = egui::pos2(rect.left() + PADDING, rect.center().y - 0.5 * galley.size().y);
    ui.painter().galley(pos, galley, palette.text);
    let strong = remove.hovered() || remove.has_focus();
    if strong {
        ui.painter().circle_stroke(remove.rect.center(), 9.0, Stroke::new(1.5, palette.down));
    }
    let cross_color = if strong { palette.down } else { palette.text };
    cross(ui.painter(), remove.rect.center(), Stroke::new(1.5, cross_color));
}
