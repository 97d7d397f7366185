//! How the effect of a factor follows its value: where most clients of each band lie, how many
//! they are, and where the client is. A band that is selected keeps its clients in the list.

use egui::{
    Align2, Key, Modifiers, Pos2, Rangef, Rect, Response, Role, Sense, Stroke, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};

use super::{
    axis::{AxisLabel, Kept, LabelStyle, ShareAxis, axis_font, fitting_labels},
    bar_legend::{client_outline, group_bar, missing_bar, population_bar},
    effect_axis::EffectAxis,
    effect_marks::{client_mark, effect_box, legend_ui, typical_line},
    reader::{Marks, mark_read, tell},
    slots::slots,
};
use crate::{
    state::{
        Command,
        view::{EffectBandView, EffectView},
    },
    ui::{
        Commands, fonts,
        theme::size,
        ui_ext::UiExt as _,
        widgets::{Shape, focus_ring, shape},
    },
    words::Words,
};

/// Height of the effects' field, in points.
const EFFECTS: f32 = 150.0;
/// Height of the clients' field, in points.
const CLIENTS: f32 = 46.0;
/// Room between the two fields, in points.
const BETWEEN: f32 = 32.0;
/// Height of a row of text, in points.
const TITLE_ROW: f32 = 18.0;
/// Room between an axis and its labels, in points.
const LABEL_GAP: f32 = 6.0;
/// The part of its room that a box takes.
const BOX: f32 = 0.56;
/// Thickness of the line under a band that the filter keeps, in points.
const KEPT: f32 = 4.0;

/// The chart in points.
struct Plan {
    effects: Rect,
    clients: Rect,
    axis: EffectAxis,
    shares: ShareAxis,
    slots: Vec<Rangef>,
}

/// Shows the chart with its axes and its legend.
pub fn effect_chart_ui(view: &EffectView, words: &Words, ui: &mut Ui, commands: &mut Commands) {
    if view.bands.is_empty() {
        return;
    }
    let width = ui.available_width();
    let plan = Plan::new(view, words, ui, width);
    let client = view.bands.iter().position(|band| band.client.is_some());
    let labels = plan.labels(view, ui, client, Rangef::new(0.0, width));
    let label_height = labels.iter().map(AxisLabel::bottom).fold(0.0, f32::max);
    let below = plan.clients.bottom() + LABEL_GAP + label_height;
    let (_, rect) = ui.allocate_space(vec2(width, below + TITLE_ROW));
    let plan = plan.moved(rect.min);
    let sense = Sense::focusable_noninteractive();
    let response = ui.interact(rect, ui.scope_id().with("effect chart"), sense);
    response.widget_info(|| WidgetInfo::labeled(Role::Figure, true, &view.description));
    let (under, clicked) = plan.tell_bands(view, words, ui, &response);
    if ui.is_rect_visible(rect) {
        plan.kept_ui(view, ui, under);
        plan.axes_ui(words, ui, rect);
        for (band, slot) in view.bands.iter().zip(&plan.slots) {
            plan.band_ui(band, *slot, ui);
        }
        if let Some((band, slot)) = client.and_then(|at| view.bands.get(at).zip(plan.slots.get(at)))
        {
            plan.client_ui(band, *slot, words, ui, rect.x_range());
        }
        plan.clients_title_ui(words, ui, rect.left());
        for label in labels {
            let pos =
                pos2(rect.left() + label.center, plan.clients.bottom() + LABEL_GAP + label.drop);
            ui.painter().galley(pos, label.galley, ui.palette().text);
        }
        let (bottom, weak) = (pos2(plan.clients.center().x, rect.bottom()), ui.palette().weak);
        ui.painter().text(bottom, Align2::CENTER_BOTTOM, &view.x_title, axis_font(), weak);
        focus_ring(ui, &response, rect.expand(6.0));
    }
    let entered = plan.read_ui(view, ui, &response, client, under);
    let chosen = clicked.or(entered).and_then(|band| view.bands.get(band));
    commands.extend(chosen.and_then(|band| band.clause.clone()).map(Command::KeepOnly));
    legend_ui(view, words, ui);
}

impl Plan {
    fn new(view: &EffectView, words: &Words, ui: &Ui, width: f32) -> Self {
        let bands = || view.bands.iter();
        let axis = EffectAxis::holding(
            bands().flat_map(|band| band.effects.into_iter().flatten().chain(band.client)),
        );
        let largest = bands().map(|band| band.share.max(band.group_share)).fold(0.0, f64::max);
        let shares = ShareAxis::holding(largest);
        let label_width = |text: String| {
            ui.painter().layout_no_wrap(text, axis_font(), ui.palette().weak).size().x
        };
        let factors = axis.ticks().into_iter().map(|(_, factor)| words.odds_factor(factor));
        let left = factors.map(label_width).fold(label_width(words.percent(1.0, 0)), f32::max);
        let min = pos2(left + LABEL_GAP, 2.0 * TITLE_ROW + 4.0);
        let effects = Rect::from_min_max(min, pos2(width.max(min.x + 1.0), min.y + EFFECTS));
        let top = effects.bottom() + BETWEEN;
        let y = Rangef::new(top, top + CLIENTS);
        let clients = Rect::from_x_y_ranges(effects.x_range(), y);
        let are_missing: Vec<bool> = bands().map(|band| band.is_missing).collect();
        let slots = slots(&are_missing, effects.x_range());
        Self { effects, clients, axis, shares, slots }
    }

    fn moved(self, by: Pos2) -> Self {
        let slots = self.slots.iter().map(|slot| Rangef::new(slot.min + by.x, slot.max + by.x));
        Self {
            slots: slots.collect(),
            effects: self.effects.translate(by.to_vec2()),
            clients: self.clients.translate(by.to_vec2()),
            ..self
        }
    }

    fn labels(
        &self,
        view: &EffectView,
        ui: &Ui,
        client: Option<usize>,
        bounds: Rangef,
    ) -> Vec<AxisLabel> {
        let style = LabelStyle::of_axis(ui);
        let texts: Vec<&str> = view.bands.iter().map(|band| band.label.as_str()).collect();
        let missing = view.bands.iter().position(|band| band.is_missing);
        fitting_labels(ui, &self.slots, &texts, Kept { strong: client, missing }, bounds, &style)
    }

    fn height_of(&self, effect: f64) -> f32 {
        self.effects.bottom() - self.axis.position(effect) * self.effects.height()
    }

    /// Both fields of a band.
    fn slot_rect(&self, slot: Rangef) -> Rect {
        let y = Rangef::new(self.effects.top(), self.clients.bottom());
        Rect::from_x_y_ranges(slot, y)
    }

    fn axes_ui(&self, words: &Words, ui: &Ui, rect: Rect) {
        let (palette, painter) = (ui.palette(), ui.painter());
        let text = |pos: Pos2, align, text: &str| {
            painter.text(pos, align, text, axis_font(), palette.weak);
        };
        for (effect, factor) in self.axis.ticks() {
            let y = self.height_of(effect);
            let is_none = effect == 0.0;
            let stroke = if is_none { (1.5, palette.edge) } else { (1.0, palette.line) };
            painter.hline(self.effects.x_range(), y, Stroke::new(stroke.0, stroke.1));
            let label = words.odds_factor(factor);
            text(pos2(self.effects.left() - LABEL_GAP, y), Align2::RIGHT_CENTER, &label);
        }
        let bottom = self.clients.bottom();
        painter.hline(self.clients.x_range(), bottom, Stroke::new(1.0, palette.edge));
        let decimals = self.shares.ticks().last().map_or(0, |(_, decimals)| decimals);
        for (share, y) in [(0.0, bottom), (self.shares.end(), self.clients.top())] {
            let label = words.percent(share, if share > 0.0 { decimals } else { 0 });
            text(pos2(self.clients.left() - LABEL_GAP, y), Align2::RIGHT_CENTER, &label);
        }
        text(rect.left_top(), Align2::LEFT_TOP, words.text("effects-axis"));
    }

    /// What the lower field shows, on a ground of its own: the frame of a client in one of the
    /// first bands would run through it.
    fn clients_title_ui(&self, words: &Words, ui: &Ui, left: f32) {
        let (palette, painter) = (ui.palette(), ui.painter());
        let title = words.text("compare-axis-clients").to_owned();
        let title = painter.layout_no_wrap(title, axis_font(), palette.weak);
        let bottom_left = pos2(left, self.clients.top() - 9.0);
        let ground = Align2::LEFT_BOTTOM.anchor_size(bottom_left, title.size());
        painter.rect_filled(ground.expand2(vec2(2.0, 0.0)), 0.0, palette.panel);
        painter.galley(ground.min, title, palette.weak);
    }

    /// The band that the filter keeps, and the one under the pointer.
    fn kept_ui(&self, view: &EffectView, ui: &Ui, under: Option<usize>) {
        let palette = ui.palette();
        for (at, (band, slot)) in view.bands.iter().zip(&self.slots).enumerate() {
            let rect = self.slot_rect(*slot);
            if band.is_kept || (under == Some(at) && band.clause.is_some()) {
                ui.painter().rect_filled(rect, 2.0, palette.selected);
            }
            if band.is_kept {
                let y = Rangef::new(rect.bottom() + 1.0, rect.bottom() + 1.0 + KEPT);
                ui.painter().rect_filled(Rect::from_x_y_ranges(*slot, y), 1.0, palette.down);
            }
        }
    }

    fn band_ui(&self, band: &EffectBandView, slot: Rangef, ui: &Ui) {
        let half = 0.5 * BOX * slot.span();
        let x = Rangef::new(slot.center() - half, slot.center() + half);
        if let Some([low, median, high]) = band.effects {
            let y = Rangef::new(self.height_of(high), self.height_of(low));
            effect_box(ui, Rect::from_x_y_ranges(x, y), median);
            typical_line(ui, x.expand(2.0), self.height_of(median));
        }
        let bar = |share: f64, part: f32| {
            let half = 0.5 * part * slot.span();
            let top = self.clients.bottom() - self.shares.position(share) * self.clients.height();
            Rect::from_x_y_ranges(
                Rangef::new(slot.center() - half, slot.center() + half),
                Rangef::new(top, self.clients.bottom()),
            )
        };
        if band.share > 0.0 {
            let paint = if band.is_missing { missing_bar } else { population_bar };
            paint(ui, bar(band.share, 0.84));
        }
        if band.group_share > 0.0 {
            group_bar(ui, bar(band.group_share, 0.5));
        }
    }

    fn client_ui(
        &self,
        band: &EffectBandView,
        slot: Rangef,
        words: &Words,
        ui: &Ui,
        bounds: Rangef,
    ) {
        client_outline(ui, self.slot_rect(slot).expand2(vec2(0.0, 2.0)));
        let palette = ui.palette();
        if let Some(effect) = band.client {
            client_mark(ui, pos2(slot.center(), self.height_of(effect)));
        }
        let text = words.text("compare-this-client").to_owned();
        let galley = ui.painter().layout_no_wrap(text, fonts::semibold(size::SMALL), palette.text);
        let width = 14.0 + galley.size().x;
        let left = (slot.center() - 7.0).clamp(bounds.min, (bounds.max - width).max(bounds.min));
        let middle = self.effects.top() - 0.5 * TITLE_ROW - 2.0;
        let mark = Rect::from_center_size(pos2(left + 5.0, middle), vec2(8.0, 8.0));
        shape(ui.painter(), mark, Shape::TriangleDown, palette.text);
        let pos = pos2(left + 14.0, middle - 0.5 * galley.size().y);
        ui.painter().galley(pos, galley, palette.text);
    }

    /// One node a band, so that a screen reader can go through them and press them; gives back the
    /// band under the pointer and the one that was clicked.
    fn tell_bands(
        &self,
        view: &EffectView,
        words: &Words,
        ui: &mut Ui,
        response: &Response,
    ) -> (Option<usize>, Option<usize>) {
        let builder = UiBuilder::new().max_rect(self.effects).accessibility_parent(response.id);
        let marks = ui.new_child(builder);
        let (mut under, mut clicked) = (None, None);
        for (position, (band, slot)) in view.bands.iter().zip(&self.slots).enumerate() {
            let id = response.id.with(position);
            let can_keep = band.clause.is_some();
            let sense = if can_keep { Sense::CLICK } else { Sense::hover() };
            let mark = marks.interact(self.slot_rect(*slot), id, sense);
            let role = if can_keep { Role::Button } else { Role::GraphicsSymbol };
            mark.widget_info(|| WidgetInfo::labeled(role, true, &band.tooltip));
            if can_keep {
                let hint = if band.is_kept { "effects-keep-all" } else { "effects-keep" };
                ui.ctx().accesskit_node_builder(id, |node| {
                    node.set_selected(band.is_kept);
                    node.set_description(words.text(hint));
                });
            }
            if mark.hovered() {
                under = Some(position);
            }
            if mark.clicked() {
                clicked = Some(position);
            }
        }
        (under, clicked)
    }

    /// Tells the band under the pointer, or the one that the keys reached; gives it back when Enter
    /// or Space was pressed on it.
    fn read_ui(
        &self,
        view: &EffectView,
        ui: &Ui,
        response: &Response,
        client: Option<usize>,
        under: Option<usize>,
    ) -> Option<usize> {
        let marks = Marks { across: view.bands.len(), up: 1 };
        let mark = mark_read(ui, response, marks, client.unwrap_or(0), under)?;
        let (band, slot) = view.bands.get(mark).zip(self.slots.get(mark))?;
        tell(ui, response, response.id.with(mark), self.slot_rect(*slot), &band.tooltip);
        let is_entered = response.has_focus()
            && ui.input_mut(|input| {
                input.consume_key(Modifiers::NONE, Key::Enter)
                    || input.consume_key(Modifiers::NONE, Key::Space)
            });
        is_entered.then_some(mark)
    }
}
