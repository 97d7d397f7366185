//! The strip of one factor: lanes of shades, one below the other, and where the typical client is.

use egui::{Mesh, Rangef, Rect, Stroke, StrokeKind, Ui, pos2, vec2};

use crate::{
    state::view::{LaneView, StripView},
    ui::theme::Palette,
};

/// Room between two lanes, in points.
const LANE_GAP: f32 = 1.0;
/// Width of the mark of the typical client, in points.
const MARK: f32 = 4.0;

/// Paints the lanes into `rect`, with a line where there is no effect.
pub(super) fn strip(ui: &Ui, rect: Rect, view: &StripView, no_effect: f32) {
    let palette = Palette::of(ui);
    let lanes = view.lanes.len().max(1) as f32;
    let height = (rect.height() - LANE_GAP * (lanes - 1.0)) / lanes;
    for (position, lane) in view.lanes.iter().enumerate() {
        let top = rect.top() + position as f32 * (height + LANE_GAP);
        let field = Rect::from_x_y_ranges(rect.x_range(), Rangef::new(top, top + height));
        lane_ui(ui, field, lane);
    }
    let x = rect.left() + no_effect * rect.width();
    ui.painter().vline(x, rect.y_range().expand(2.0), Stroke::new(1.0, palette.edge));
    for (position, lane) in view.lanes.iter().enumerate() {
        let top = rect.top() + position as f32 * (height + LANE_GAP);
        if let Some(typical) = lane.typical {
            let center = pos2(rect.left() + typical * rect.width(), top + 0.5 * height);
            typical_mark(ui, Rect::from_center_size(center, vec2(MARK, height.max(5.0))));
        }
    }
    ui.painter().rect_stroke(rect, 0.0, Stroke::new(1.0, palette.line), StrokeKind::Outside);
}

/// Paints the mark of the typical client.
pub(super) fn typical_mark(ui: &Ui, rect: Rect) {
    let palette = Palette::of(ui);
    let stroke = Stroke::new(1.0, palette.text);
    ui.painter().rect(rect, 1.0, palette.panel, stroke, StrokeKind::Outside);
}

fn lane_ui(ui: &Ui, field: Rect, lane: &LaneView) {
    let palette = Palette::of(ui);
    let width = field.width() / lane.shades.len().max(1) as f32;
    let mut mesh = Mesh::default();
    for (position, shade) in lane.shades.iter().enumerate().filter(|(_, shade)| **shade > 0.0) {
        let left = field.left() + position as f32 * width;
        let cell = Rect::from_x_y_ranges(Rangef::new(left, left + width), field.y_range());
        mesh.add_colored_rect(cell, palette.shade(*shade));
    }
    ui.painter().add(mesh);
}
