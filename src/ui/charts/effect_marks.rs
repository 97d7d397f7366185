//! The marks of a chart of effects, and what they stand for.

use egui::{Color32, Pos2, Rangef, Rect, Stroke, StrokeKind, Ui, vec2};

use super::bar_legend::{group_bar, item_ui, population_bar};
use crate::{domain::odds_factor, state::view::EffectView, ui::ui_ext::UiExt as _, words::Words};

/// Where most clients of a band lie: outlined by the side that the typical one is on.
pub(super) fn effect_box(ui: &Ui, rect: Rect, median: f64) {
    let (fill, line) = box_colors(ui, median);
    let rect = if rect.height() < 3.0 {
        Rect::from_center_size(rect.center(), vec2(rect.width(), 3.0))
    } else {
        rect
    };
    let stroke = Stroke::new(1.5, line);
    ui.painter().rect(rect, 2.0, fill, stroke, StrokeKind::Inside);
}

/// The colours of what raises, of what lowers and of what does neither; the side of × 1 says the
/// same.
fn box_colors(ui: &Ui, median: f64) -> (Color32, Color32) {
    let palette = ui.palette();
    match odds_factor(median) {
        factor if factor > 1.0 => (palette.up_zone, palette.up),
        factor if factor < 1.0 => (palette.down_zone, palette.down),
        _ => (palette.panel, palette.edge),
    }
}

/// The typical client of a band.
pub(super) fn typical_line(ui: &Ui, x: Rangef, y: f32) {
    ui.painter().hline(x, y, Stroke::new(3.0, ui.palette().text));
}

/// The client: a disc with an outline, over whatever is below.
pub(super) fn client_mark(ui: &Ui, center: Pos2) {
    let palette = ui.palette();
    ui.painter().circle(center, 5.0, palette.text, Stroke::new(2.0, palette.panel));
}

/// Shows the legend, on as many lines as it needs.
pub(super) fn legend_ui(view: &EffectView, words: &Words, ui: &mut Ui) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::Vec2::ZERO;
        item_ui(ui, words.text("effects-legend-most"), |ui, rect| {
            let stroke = Stroke::new(1.5, ui.palette().edge);
            let sample = rect.shrink2(vec2(5.0, -1.0));
            ui.painter().rect(sample, 2.0, ui.palette().panel, stroke, StrokeKind::Inside);
        });
        item_ui(ui, words.text("effects-legend-typical"), |ui, rect| {
            typical_line(ui, rect.x_range().shrink(3.0), rect.center().y);
        });
        item_ui(ui, words.text("compare-legend-clients"), |ui, rect| {
            population_bar(ui, rect.shrink2(vec2(4.0, 0.5)));
        });
        if view.bands.iter().any(|band| band.group_share > 0.0) {
            item_ui(ui, words.text("compare-legend-group"), |ui, rect| {
                group_bar(ui, rect.shrink2(vec2(4.0, 0.5)));
            });
        }
        if view.bands.iter().any(|band| band.client.is_some()) {
            item_ui(ui, words.text("compare-this-client"), |ui, rect| {
                client_mark(ui, rect.center());
            });
        }
    });
}
