//! How a column spreads: bars of the population, the group over them, the default rate along them,
//! and where the client is.

use egui::{
    Align2, Pos2, Rangef, Rect, Response, Role, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2,
    vec2,
};

use super::{
    axis::{AxisLabel, Kept, LabelStyle, ShareAxis, axis_font, fitting_labels},
    bar_legend::{client_outline, group_bar, legend_ui, missing_bar, population_bar, rate_marker},
    reader::{Marks, mark_read, tell},
    slots::slots,
};
use crate::{
    state::view::{BarView, ChartView},
    ui::{
        fonts,
        theme::size,
        ui_ext::UiExt as _,
        widgets::{Shape, focus_ring, shape},
    },
    words::Words,
};

/// Height of the bars' field, in points.
const FIELD: f32 = 150.0;
/// Height of a row of text above the field, in points.
const TITLE_ROW: f32 = 18.0;
/// Room between an axis and its labels, in points.
const LABEL_GAP: f32 = 6.0;

/// The chart in points.
struct Plan {
    field: Rect,
    shares: ShareAxis,
    rates: ShareAxis,
    slots: Vec<Rangef>,
}

/// Shows the chart with its axes and its legend.
pub fn bar_chart_ui(view: &ChartView, words: &Words, ui: &mut Ui) {
    if view.bars.is_empty() {
        return;
    }
    let width = ui.available_width();
    let plan = Plan::new(view, words, ui, width);
    let client = view.bars.iter().position(|bar| bar.holds_client);
    let labels = plan.labels(view, ui, client, Rangef::new(0.0, width));
    let label_height = labels.iter().map(AxisLabel::bottom).fold(0.0, f32::max);
    let height = plan.field.bottom() + LABEL_GAP + label_height + TITLE_ROW;
    let (_, rect) = ui.allocate_space(vec2(width, height));
    let plan = plan.moved(rect.min);
    let response =
        ui.interact(rect, ui.scope_id().with("bar chart"), Sense::focusable_noninteractive());
    response.widget_info(|| WidgetInfo::labeled(Role::Figure, true, &view.description));
    plan.tell_bars(view, ui, &response);

    if ui.is_rect_visible(rect) {
        plan.axes_ui(view, words, ui, rect);
        plan.bars_ui(view, ui);
        if view.has_outcomes {
            plan.rates_ui(view, ui);
        }
        if let Some(slot) = client.and_then(|client| plan.slots.get(client)) {
            plan.client_ui(*slot, words, ui, rect.x_range());
        }
        for label in labels {
            let top = plan.field.bottom() + LABEL_GAP + label.drop;
            let pos = pos2(rect.left() + label.center, top);
            ui.painter().galley(pos, label.galley, ui.palette().text);
        }
        let bottom = pos2(plan.field.center().x, rect.bottom());
        let weak = ui.palette().weak;
        ui.painter().text(bottom, Align2::CENTER_BOTTOM, &view.x_title, axis_font(), weak);
        focus_ring(ui, &response, rect.expand(6.0));
    }
    plan.read_ui(view, ui, &response, client);
    legend_ui(view, words, ui);
}

impl Plan {
    fn new(view: &ChartView, words: &Words, ui: &Ui, width: f32) -> Self {
        let largest = |of: fn(&BarView) -> f64| view.bars.iter().map(of).fold(0.0, f64::max);
        let group = if view.has_group { largest(|bar| bar.group_share) } else { 0.0 };
        let shares = ShareAxis::holding(largest(|bar| bar.share).max(group));
        let rates = ShareAxis::holding(largest(|bar| bar.default_rate.unwrap_or(0.0)));
        let margin = |axis: ShareAxis| {
            let widths = axis.ticks().map(|(share, decimals)| {
                let text = words.percent(share, decimals);
                ui.painter().layout_no_wrap(text, axis_font(), ui.palette().weak).size().x
            });
            widths.fold(0.0, f32::max) + LABEL_GAP
        };
        let right = if view.has_outcomes { margin(rates) } else { 0.0 };
        let top = 2.0 * TITLE_ROW + 4.0;
        let min = pos2(margin(shares), top);
        let max = pos2((width - right).max(min.x + 1.0), top + FIELD);
        let field = Rect::from_min_max(min, max);
        let are_missing: Vec<bool> = view.bars.iter().map(|bar| bar.is_missing).collect();
        let slots = slots(&are_missing, field.x_range());
        Self { field, shares, rates, slots }
    }

    fn moved(self, by: Pos2) -> Self {
        let slots =
            self.slots.into_iter().map(|slot| Rangef::new(slot.min + by.x, slot.max + by.x));
        Self { field: self.field.translate(by.to_vec2()), slots: slots.collect(), ..self }
    }

    fn labels(
        &self,
        view: &ChartView,
        ui: &Ui,
        client: Option<usize>,
        bounds: Rangef,
    ) -> Vec<AxisLabel> {
        let style = LabelStyle::of_axis(ui);
        let texts: Vec<&str> = view.bars.iter().map(|bar| bar.label.as_str()).collect();
        let missing = view.bars.iter().position(|bar| bar.is_missing);
        let kept = Kept { strong: client, missing };
        fitting_labels(ui, &self.slots, &texts, kept, bounds, &style)
    }

    fn height_of(&self, position: f32) -> f32 {
        self.field.bottom() - position * self.field.height()
    }

    fn axes_ui(&self, view: &ChartView, words: &Words, ui: &Ui, rect: Rect) {
        let palette = ui.palette();
        let painter = ui.painter();
        let text = |pos: Pos2, align, text: &str| {
            painter.text(pos, align, text, axis_font(), palette.weak);
        };
        let left = self.shares.ticks().zip(self.rates.ticks());
        for ((share, share_decimals), (rate, rate_decimals)) in left {
            let y = self.height_of(self.shares.position(share));
            painter.hline(self.field.x_range(), y, Stroke::new(1.0, palette.line));
            let label = words.percent(share, share_decimals);
            text(pos2(self.field.left() - LABEL_GAP, y), Align2::RIGHT_CENTER, &label);
            if view.has_outcomes {
                let label = words.percent(rate, rate_decimals);
                text(pos2(self.field.right() + LABEL_GAP, y), Align2::LEFT_CENTER, &label);
            }
        }
        let bottom = self.field.bottom();
        painter.hline(self.field.x_range(), bottom, Stroke::new(1.0, palette.edge));
        text(rect.left_top(), Align2::LEFT_TOP, words.text("compare-axis-clients"));
        if view.has_outcomes {
            text(rect.right_top(), Align2::RIGHT_TOP, words.text("compare-axis-default-rate"));
        }
    }

    /// The bar of `share` in `slot`, filling `part` of it.
    fn bar(&self, slot: Rangef, share: f64, part: f32) -> Rect {
        let width = (slot.span() * part).max(1.5);
        let x = Rangef::new(slot.center() - 0.5 * width, slot.center() + 0.5 * width);
        let top = self.height_of(self.shares.position(share));
        Rect::from_x_y_ranges(x, Rangef::new(top, self.field.bottom()))
    }

    fn bars_ui(&self, view: &ChartView, ui: &Ui) {
        for (bar, slot) in view.bars.iter().zip(&self.slots) {
            if bar.share > 0.0 {
                let paint = if bar.is_missing { missing_bar } else { population_bar };
                paint(ui, self.bar(*slot, bar.share, 0.84));
            }
            if view.has_group && bar.group_share > 0.0 {
                group_bar(ui, self.bar(*slot, bar.group_share, 0.5));
            }
        }
    }

    fn rates_ui(&self, view: &ChartView, ui: &Ui) {
        let points: Vec<Option<Pos2>> = view
            .bars
            .iter()
            .zip(&self.slots)
            .map(|(bar, slot)| {
                let rate = bar.default_rate?;
                Some(pos2(slot.center(), self.height_of(self.rates.position(rate))))
            })
            .collect();
        let stroke = Stroke::new(2.0, ui.palette().up);
        let bars = view.bars.windows(2).zip(points.windows(2));
        for (bars, points) in bars {
            // The missing values are no next step of the axis: no line leads to them.
            let apart = bars.iter().any(|bar| bar.is_missing);
            if let ([Some(one), Some(other)], false) = (points, apart) {
                ui.painter().line_segment([*one, *other], stroke);
            }
        }
        for point in points.into_iter().flatten() {
            rate_marker(ui, point);
        }
    }

    fn client_ui(&self, slot: Rangef, words: &Words, ui: &Ui, bounds: Rangef) {
        let y = Rangef::new(self.field.top() - 2.0, self.field.bottom() + 2.0);
        client_outline(ui, Rect::from_x_y_ranges(slot, y));
        let palette = ui.palette();
        let text = words.text("compare-this-client").to_owned();
        let font = fonts::semibold(size::SMALL);
        let galley = ui.painter().layout_no_wrap(text, font, palette.text);
        let mark = 14.0;
        let width = mark + galley.size().x;
        let highest = (bounds.max - width).max(bounds.min);
        let left = (slot.center() - 0.5 * mark).clamp(bounds.min, highest);
        let middle = self.field.top() - 0.5 * TITLE_ROW - 2.0;
        let mark_center = pos2(left + 5.0, middle);
        let mark_rect = Rect::from_center_size(mark_center, vec2(8.0, 8.0));
        shape(ui.painter(), mark_rect, Shape::TriangleDown, palette.text);
        let pos = pos2(left + mark, middle - 0.5 * galley.size().y);
        ui.painter().galley(pos, galley, palette.text);
    }

    fn slot_rect(&self, slot: Rangef) -> Rect {
        Rect::from_x_y_ranges(slot, self.field.y_range())
    }

    /// One node a bar, so that a screen reader can go through them.
    fn tell_bars(&self, view: &ChartView, ui: &mut Ui, response: &Response) {
        let builder = UiBuilder::new().max_rect(self.field).accessibility_parent(response.id);
        let marks = ui.new_child(builder);
        for (position, (bar, slot)) in view.bars.iter().zip(&self.slots).enumerate() {
            let id = response.id.with(position);
            let mark = marks.interact(self.slot_rect(*slot), id, Sense::hover());
            mark.widget_info(|| WidgetInfo::labeled(Role::GraphicsSymbol, true, &bar.tooltip));
        }
    }

    fn read_ui(&self, view: &ChartView, ui: &Ui, response: &Response, client: Option<usize>) {
        let pointer = ui.input(|input| input.pointer.hover_pos());
        let under = pointer
            .filter(|pos| response.hovered() && self.field.contains(*pos))
            .and_then(|pos| self.slots.iter().position(|slot| slot.contains(pos.x)));
        let marks = Marks { across: view.bars.len(), up: 1 };
        let read = mark_read(ui, response, marks, client.unwrap_or(0), under);
        if let Some(mark) = read
            && let Some((bar, slot)) = view.bars.get(mark).zip(self.slots.get(mark))
        {
            tell(ui, response, response.id.with(mark), self.slot_rect(*slot), &bar.tooltip);
        }
    }
}
