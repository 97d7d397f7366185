//! What the marks of a bar chart stand for.

use egui::{Rect, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::{
    state::view::ChartView,
    ui::{
        fonts,
        theme::{Palette, size},
        ui_ext::UiExt as _,
        widgets::hatch,
    },
    words::Words,
};

/// Width and height of the sample of a mark, in points.
const SAMPLE: Vec2 = vec2(22.0, 12.0);
/// Height of a sample with its word, in points.
const ITEM_HEIGHT: f32 = 20.0;

/// Shows the legend, on as many lines as it needs.
pub(super) fn legend_ui(view: &ChartView, words: &Words, ui: &mut Ui) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::ZERO;
        ui.spacing_mut().interact_size.y = ITEM_HEIGHT;
        item_ui(ui, words.text("compare-legend-clients"), |ui, rect| {
            population_bar(ui, rect.shrink2(vec2(4.0, 0.5)));
        });
        if view.has_group {
            item_ui(ui, words.text("compare-legend-group"), |ui, rect| {
                group_bar(ui, rect.shrink2(vec2(4.0, 0.5)));
            });
        }
        if view.has_outcomes {
            item_ui(ui, words.text("compare-legend-default-rate"), |ui, rect| {
                let palette = Palette::of(ui);
                let y = rect.center().y;
                ui.painter().hline(rect.x_range(), y, Stroke::new(2.0, palette.up));
                rate_marker(ui, rect.center());
            });
        }
        if view.bars.iter().any(|bar| bar.holds_client) {
            item_ui(ui, words.text("compare-this-client"), |ui, rect| {
                client_outline(ui, rect.shrink2(vec2(5.0, 0.0)));
            });
        }
    });
}

/// A sample and its word: one unit, so that a line never breaks between them.
pub(super) fn item_ui(ui: &mut Ui, text: &str, paint: impl FnOnce(&Ui, Rect)) {
    const GAP: f32 = 6.0;
    const AFTER: f32 = 10.0;
    let weak = ui.palette().weak;
    let galley = ui.painter().layout_no_wrap(text.to_owned(), fonts::regular(size::AXIS), weak);
    let desired = vec2(SAMPLE.x + GAP + galley.size().x + AFTER, ITEM_HEIGHT);
    let (rect, response) = ui.allocate_exact_size(desired, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    let sample = Rect::from_min_size(rect.min, vec2(SAMPLE.x, ITEM_HEIGHT));
    paint(ui, Rect::from_center_size(sample.center(), SAMPLE));
    let pos = pos2(sample.right() + GAP, rect.center().y - 0.5 * galley.size().y);
    ui.painter().galley(pos, galley, weak);
}

/// A bar of the population: quiet, with an outline that can be seen.
pub(super) fn population_bar(ui: &Ui, rect: Rect) {
    let palette = Palette::of(ui);
    let stroke = Stroke::new(1.0, palette.edge);
    ui.painter().rect(rect, 1.0, palette.bar, stroke, StrokeKind::Inside);
}

/// The bar of the clients without a value: hatched, so that it is no next step of the axis.
pub(super) fn missing_bar(ui: &Ui, rect: Rect) {
    let palette = Palette::of(ui);
    let stroke = Stroke::new(1.0, palette.edge);
    ui.painter().rect(rect, 1.0, palette.panel, stroke, StrokeKind::Inside);
    hatch(ui.painter(), rect.shrink(1.0), stroke);
}

/// A bar of the group: hatched, so that it differs without its colour.
pub(super) fn group_bar(ui: &Ui, rect: Rect) {
    let palette = Palette::of(ui);
    let stroke = Stroke::new(1.5, palette.down);
    ui.painter().rect(rect, 1.0, palette.down_zone, stroke, StrokeKind::Inside);
    hatch(ui.painter(), rect.shrink(1.0), Stroke::new(1.2, palette.down));
}

/// A point of the default rate: a ring.
pub(super) fn rate_marker(ui: &Ui, center: egui::Pos2) {
    let palette = Palette::of(ui);
    ui.painter().circle(center, 4.0, palette.panel, Stroke::new(2.0, palette.up));
}

/// The outline around where the client is.
pub(super) fn client_outline(ui: &Ui, rect: Rect) {
    let stroke = Stroke::new(2.0, Palette::of(ui).text);
    ui.painter().rect_stroke(rect, 3.0, stroke, StrokeKind::Outside);
}
