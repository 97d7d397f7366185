//! The gauge: both zones, the threshold and the client, all four with their words.

use std::sync::Arc;

use egui::{
    Align, Color32, FontId, Galley, Mesh, Painter, Pos2, Role, Sense, Stroke, Ui, Vec2, WidgetInfo,
    text::LayoutJob,
};

use super::{
    gauge_layout::{GaugeLayout, HUB, INNER, LabelSizes, NEEDLE, OUTER, TICK, direction},
    threshold_handle::threshold_handle_ui,
};
use crate::{
    state::view::GaugeView,
    ui::{
        fonts,
        theme::{Palette, size},
        ui_ext::unbroken,
    },
    words::Words,
};

/// Points of an arc, for a full half turn.
const ARC_STEPS: u32 = 96;
/// Lines of the hatch, for a full half turn.
const HATCH_LINES: u32 = 44;
/// By how much a line of the hatch leans, as a share of the half turn.
const HATCH_LEAN: f64 = 0.035;
/// The threshold's label is broken into lines at this width, in points.
const THRESHOLD_WRAP: f32 = 78.0;

/// The texts of the gauge, laid out.
struct Labels {
    threshold: Arc<Galley>,
    client: Arc<Galley>,
    zero: Arc<Galley>,
    whole: Arc<Galley>,
    accept: Arc<Galley>,
    refuse: Arc<Galley>,
}

/// Shows the gauge; gives back the share in `[0, 1]` that its threshold was moved to.
pub fn gauge_ui(view: &GaugeView, words: &Words, ui: &mut Ui) -> Option<f64> {
    let palette = Palette::of(ui);
    let labels = Labels::new(view, words, ui, palette);
    let layout = GaugeLayout::new(view.threshold, &labels.sizes());
    let (rect, response) = ui.allocate_exact_size(layout.bounds.size(), Sense::hover());
    response.widget_info(|| WidgetInfo {
        value: Some(view.probability),
        ..WidgetInfo::labeled(Role::Meter, true, &view.description)
    });
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_min_numeric_value(0.0);
        node.set_max_numeric_value(1.0);
        node.set_value(view.client_label.as_str());
    });
    let hub = rect.min - layout.bounds.min.to_vec2();
    let painter = ui.painter();
    zone(painter, hub, (0.0, view.threshold), palette.down_zone, palette.down);
    zone(painter, hub, (view.threshold, 1.0), palette.up_zone, palette.up);
    hatch_zone(painter, hub, view.threshold, palette.up);
    tick(painter, hub, view.threshold, palette.text);
    needle(painter, hub, view.probability, palette);
    labels.paint(painter, hub.to_vec2(), &layout);
    threshold_handle_ui(hub, view.threshold, words.text("gauge-move-threshold"), ui)
}

impl Labels {
    fn new(view: &GaugeView, words: &Words, ui: &Ui, palette: &Palette) -> Self {
        let line = |text: &str, font: FontId, color: Color32| {
            ui.painter().layout_no_wrap(text.to_owned(), font, color)
        };
        let scale = fonts::regular(size::AXIS);
        let zone_font = fonts::semibold(size::SMALL);
        let mut threshold = LayoutJob::simple(
            unbroken(&view.threshold_label).into_owned(),
            fonts::regular(size::SMALL),
            palette.text,
            THRESHOLD_WRAP,
        );
        threshold.halign = Align::Center;
        Self {
            threshold: ui.painter().layout_job(threshold),
            client: line(&view.client_label, fonts::semibold(size::BODY), palette.text),
            zero: line(&words.percent(0.0, 0), scale.clone(), palette.weak),
            whole: line(&words.percent(1.0, 0), scale, palette.weak),
            accept: line(&view.accept_label, zone_font.clone(), palette.down),
            refuse: line(&view.refuse_label, zone_font, palette.up),
        }
    }

    fn sizes(&self) -> LabelSizes {
        LabelSizes {
            threshold: self.threshold.size(),
            client: self.client.size(),
            zero: self.zero.size(),
            whole: self.whole.size(),
            accept: self.accept.size(),
            refuse: self.refuse.size(),
        }
    }

    fn paint(self, painter: &Painter, hub: Vec2, layout: &GaugeLayout) {
        for (galley, rect) in [
            (self.threshold, layout.threshold),
            (self.client, layout.client),
            (self.zero, layout.zero),
            (self.whole, layout.whole),
            (self.accept, layout.accept),
            (self.refuse, layout.refuse),
        ] {
            // A galley whose lines are centred begins left of its own origin.
            let pos = rect.min + hub - galley.rect.min.to_vec2();
            painter.galley(pos, galley, Color32::PLACEHOLDER);
        }
    }
}

/// A part of the ring between two shares.
fn zone(painter: &Painter, hub: Pos2, (from, to): (f64, f64), fill: Color32, edge: Color32) {
    let span = to - from;
    if span.is_nan() || span <= 0.0 {
        return;
    }
    let steps = ((span * f64::from(ARC_STEPS)).ceil() as u32).max(2);
    let directions: Vec<Vec2> = (0..=steps)
        .map(|step| direction(from + span * f64::from(step) / f64::from(steps)))
        .collect();
    let mut mesh = Mesh::default();
    for (step, direction) in directions.iter().enumerate() {
        mesh.colored_vertex(hub + INNER * *direction, fill);
        mesh.colored_vertex(hub + OUTER * *direction, fill);
        if step > 0 {
            let last = 2 * step as u32 + 1;
            mesh.add_triangle(last - 3, last - 2, last - 1);
            mesh.add_triangle(last - 2, last - 1, last);
        }
    }
    painter.add(mesh);
    let outline: Vec<Pos2> = directions
        .iter()
        .map(|direction| hub + INNER * *direction)
        .chain(directions.iter().rev().map(|direction| hub + OUTER * *direction))
        .collect();
    painter.add(egui::Shape::closed_line(outline, Stroke::new(1.5, edge)));
}

/// Leaning lines over the refuse zone: it differs from the accept zone without its colour too.
fn hatch_zone(painter: &Painter, hub: Pos2, threshold: f64, color: Color32) {
    for line in 0..HATCH_LINES {
        let share = f64::from(line) / f64::from(HATCH_LINES);
        let (inner, outer) = (share, share + HATCH_LEAN);
        if inner > threshold && outer < 1.0 {
            let ends = [hub + INNER * direction(inner), hub + OUTER * direction(outer)];
            painter.line_segment(ends, Stroke::new(1.4, color));
        }
    }
}

fn tick(painter: &Painter, hub: Pos2, threshold: f64, color: Color32) {
    let direction = direction(threshold);
    let ends = [hub + (INNER - TICK) * direction, hub + (OUTER + TICK) * direction];
    painter.line_segment(ends, Stroke::new(3.0, color));
}

fn needle(painter: &Painter, hub: Pos2, probability: f64, palette: &Palette) {
    let direction = direction(probability);
    let side = 2.6 * direction.rot90();
    let points = vec![hub + side, hub + NEEDLE * direction, hub - side];
    painter.add(egui::Shape::convex_polygon(points, palette.text, Stroke::new(1.2, palette.text)));
    painter.circle_filled(hub, HUB, palette.text);
}
