//! The threshold on the gauge, to be taken hold of: dragged along the ring, or moved with the arrow
//! keys while it has the focus.

use egui::{
    CursorIcon, EventFilter, Id, Key, Pos2, Rect, Role, Sense, Stroke, Ui, Vec2, WidgetInfo,
};

use super::gauge_layout::{INNER, TICK, direction};
use crate::ui::{
    keys::take_presses,
    theme::{FOCUS_WIDTH, Palette, TARGET},
};

/// The threshold moves by tenths of a point.
const STEPS: f64 = 1_000.0;
/// Radius of the knob, in points.
const KNOB: f32 = 5.0;

/// Shows the knob at the inner end of the threshold's tick; gives back the share in `[0, 1]` that
/// it was moved to.
pub(super) fn threshold_handle_ui(hub: Pos2, threshold: f64, name: &str, ui: &Ui) -> Option<f64> {
    let palette = Palette::of(ui);
    let center = hub + (INNER - TICK) * direction(threshold);
    let target = Rect::from_center_size(center, Vec2::splat(TARGET));
    let response = ui.interact(target, Id::unique("gauge threshold"), Sense::click_and_drag());
    let response = response.on_hover_and_drag_cursor(CursorIcon::Grab);
    response.widget_info(|| WidgetInfo {
        value: Some(threshold),
        ..WidgetInfo::labeled(Role::Slider, ui.is_enabled(), name)
    });
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_min_numeric_value(0.0);
        node.set_max_numeric_value(1.0);
        node.set_numeric_value_step(1.0 / STEPS);
    });
    let is_held = response.hovered() || response.dragged() || response.has_focus();
    let fill = if is_held { palette.down } else { palette.text };
    ui.painter().circle(center, KNOB, fill, Stroke::new(1.0, palette.panel));
    if response.has_focus() {
        ui.painter().circle_stroke(center, KNOB + 4.0, Stroke::new(FOCUS_WIDTH, palette.down));
    }
    let dragged = response.dragged().then(|| response.interact_pointer_pos()).flatten();
    let moved = dragged.map(|pointer| share_at(pointer - hub)).or_else(|| {
        let steps = if response.has_focus() { pressed_steps(ui, response.id) } else { 0 };
        (steps != 0).then(|| threshold + f64::from(steps) / STEPS)
    });
    let moved = moved.map(|share| ((share * STEPS).round() / STEPS).clamp(0.0, 1.0));
    moved.filter(|share| (share - threshold).abs() > 0.5 / STEPS)
}

/// How far the arrow keys were pressed to the right.
fn pressed_steps(ui: &Ui, id: Id) -> i32 {
    ui.memory_mut(|memory| {
        let arrows = EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            ..EventFilter::default()
        };
        memory.set_focus_lock_filter(id, arrows);
    });
    ui.input_mut(|input| {
        let mut pressed = |key| i32::from(take_presses(input, key));
        pressed(Key::ArrowRight) + pressed(Key::ArrowUp)
            - pressed(Key::ArrowLeft)
            - pressed(Key::ArrowDown)
    })
}

/// The share on the half ring that lies in this direction from the hub; below the ring, the nearer
/// end of it.
fn share_at(offset: Vec2) -> f64 {
    if offset.y >= 0.0 {
        return if offset.x < 0.0 { 0.0 } else { 1.0 };
    }
    1.0 - f64::from((-offset.y).atan2(offset.x)) / std::f64::consts::PI
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_found_where_it_is_drawn() {
        for share in [0.001, 0.091, 0.25, 0.5, 0.75, 0.999] {
            for radius in [1.0, INNER, 400.0] {
                let found = share_at(radius * direction(share));
                assert!((found - share).abs() < 1e-5, "{share}: {found}");
            }
        }
        assert_eq!(share_at(Vec2::new(-3.0, 2.0)), 0.0);
        assert_eq!(share_at(Vec2::new(3.0, 2.0)), 1.0);
    }
}
