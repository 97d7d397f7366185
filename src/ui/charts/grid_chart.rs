//! Two columns at once: cells coloured by default rate, and the client's cell.

use std::sync::Arc;

use egui::{
    Align2, Color32, Galley, Mesh, Pos2, Rangef, Rect, Response, Role, Sense, Stroke, StrokeKind,
    Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

use super::{
    axis::{AxisLabel, Kept, LabelStyle, ShareAxis, axis_font, fitting_labels},
    bar_legend::item_ui,
    reader::{Marks, mark_read, tell},
};
use crate::{
    state::view::{CellView, GridView},
    ui::{
        fonts,
        theme::{Palette, size},
        ui_ext::{UiExt as _, unbroken},
        widgets::{cross, focus_ring, hatch},
    },
    words::{Words, comparison::FEWEST_OUTCOMES},
};

/// Height of a cell, in points.
const CELL: f32 = 30.0;
/// Room for the labels of the vertical axis at most, as a share of the width.
const SIDE: f32 = 0.3;
/// Room between an axis and its labels, in points.
const LABEL_GAP: f32 = 6.0;
/// Height of a row of text, in points.
const TITLE_ROW: f32 = 18.0;
/// Height of the colour scale, in points.
const SCALE: f32 = 10.0;
/// Width of the colour scale, in points.
const SCALE_WIDTH: f32 = 140.0;

/// The chart in points.
struct Plan {
    field: Rect,
    across: usize,
    up: usize,
    rates: ShareAxis,
}

/// Shows the grid with its axes and its colour scale.
pub fn grid_chart_ui(view: &GridView, words: &Words, ui: &mut Ui) {
    let (across, up) = (view.x_labels.len(), view.y_labels.len());
    if across == 0 || up == 0 {
        return;
    }
    let width = ui.available_width();
    let side_labels = side_labels(view, ui, width * SIDE);
    let side = side_labels.iter().map(|label| label.size().x).fold(0.0, f32::max) + LABEL_GAP;
    let field = Rect::from_min_max(
        pos2(side, TITLE_ROW),
        pos2(width.max(side + 1.0), TITLE_ROW + CELL * up as f32),
    );
    let highest = view.cells.iter().filter_map(|cell| cell.default_rate).fold(0.0, f64::max);
    let plan = Plan { field, across, up, rates: ShareAxis::holding(highest) };
    let labels = plan.bottom_labels(view, ui, Rangef::new(0.0, width));
    let label_height = labels.iter().map(AxisLabel::bottom).fold(0.0, f32::max);
    let height = field.bottom() + LABEL_GAP + label_height + TITLE_ROW;
    let (_, rect) = ui.allocate_space(vec2(width, height));
    let plan = Plan { field: field.translate(rect.min.to_vec2()), ..plan };
    let response = ui.interact(rect, ui.scope_id().with("grid"), Sense::focusable_noninteractive());
    response.widget_info(|| WidgetInfo::labeled(Role::Figure, true, &view.description));
    plan.tell_cells(view, ui, &response);
    if ui.is_rect_visible(rect) {
        plan.cells_ui(view, words, ui);
        plan.labels_ui(view, ui, rect, side_labels, labels);
        focus_ring(ui, &response, rect.expand(6.0));
    }
    plan.read_ui(view, ui, &response);
    scale_ui(plan.rates, words, ui);
    empty_cells_ui(view, words, ui);
    ui.quiet(words.text("compare-two-legend"));
}

fn side_labels(view: &GridView, ui: &Ui, widest: f32) -> Vec<Arc<Galley>> {
    let palette = Palette::of(ui);
    let client = view.client_cell.map(|(_, row)| row);
    view.y_labels
        .iter()
        .enumerate()
        .map(|(row, text)| {
            let (font, color) = if client == Some(row) {
                (fonts::semibold(size::AXIS), palette.text)
            } else {
                (axis_font(), palette.weak)
            };
            let mut job =
                egui::text::LayoutJob::simple(unbroken(text).into_owned(), font, color, widest);
            job.wrap.max_rows = 2;
            ui.painter().layout_job(job)
        })
        .collect()
}

impl Plan {
    fn column(&self, column: usize) -> Rangef {
        let width = self.field.width() / self.across as f32;
        let left = self.field.left() + width * column as f32;
        Rangef::new(left, left + width)
    }

    fn cell(&self, column: usize, row: usize) -> Rect {
        let bottom = self.field.bottom() - CELL * row as f32;
        Rect::from_x_y_ranges(self.column(column), Rangef::new(bottom - CELL, bottom))
    }

    fn positions(&self) -> impl Iterator<Item = (usize, usize)> {
        let across = self.across;
        (0..self.up).flat_map(move |row| (0..across).map(move |column| (column, row)))
    }

    fn bottom_labels(&self, view: &GridView, ui: &Ui, bounds: Rangef) -> Vec<AxisLabel> {
        let style = LabelStyle::of_axis(ui);
        let slots: Vec<Rangef> = (0..self.across).map(|column| self.column(column)).collect();
        let texts: Vec<&str> = view.x_labels.iter().map(String::as_str).collect();
        let client = view.client_cell.map(|(column, _)| column);
        let kept = Kept { strong: client, missing: None };
        fitting_labels(ui, &slots, &texts, kept, bounds, &style)
    }

    fn cells_ui(&self, view: &GridView, words: &Words, ui: &Ui) {
        let number = |rate: f64, ink| {
            // The scale below says that it is a percentage.
            let text = words.decimal(100.0 * rate, 0);
            ui.painter().layout_no_wrap(text, axis_font(), ink)
        };
        let rates = view.cells.iter().filter_map(|cell| cell.default_rate);
        let widest = rates.map(|rate| number(rate, ui.palette().text).size().x);
        // All of them or none, the client's apart: a cell without a number would look empty.
        let all_fit = widest.fold(0.0, f32::max) + 2.0 <= self.column(0).span() - 2.0;
        for ((column, row), cell) in self.positions().zip(&view.cells) {
            let rect = self.cell(column, row).shrink(1.0);
            let is_client = view.client_cell == Some((column, row));
            let ink = self.cell_ui(ui, rect, cell, is_client);
            if let Some(rate) = cell.default_rate.filter(|_| all_fit || is_client) {
                let galley = number(rate, ink);
                // The cross stands above the client's number.
                let down = if is_client { vec2(0.0, 5.0) } else { Vec2::ZERO };
                ui.painter().galley(rect.center() + down - 0.5 * galley.size(), galley, ink);
            }
        }
    }

    /// Paints a cell; gives back what can be read on it.
    fn cell_ui(&self, ui: &Ui, rect: Rect, cell: &CellView, is_client: bool) -> Color32 {
        let palette = ui.palette();
        let painter = ui.painter();
        let ink = if let Some(rate) = cell.default_rate {
            let fill = palette.heat(f64::from(self.rates.position(rate)));
            painter.rect_filled(rect, 2.0, fill);
            Palette::ink_on(fill)
        } else {
            empty_cell(ui, rect, cell.count > 0);
            palette.text
        };
        if is_client {
            let stroke = Stroke::new(3.0, palette.text);
            painter.rect_stroke(rect, 2.0, stroke, StrokeKind::Outside);
            cross(painter, rect.left_top() + vec2(6.0, 6.0), Stroke::new(2.0, ink));
        }
        ink
    }

    fn labels_ui(
        &self,
        view: &GridView,
        ui: &Ui,
        rect: Rect,
        side: Vec<Arc<Galley>>,
        bottom: Vec<AxisLabel>,
    ) {
        let weak = ui.palette().weak;
        let painter = ui.painter();
        for (row, galley) in side.into_iter().enumerate() {
            let middle = self.cell(0, row).center().y;
            let left = self.field.left() - LABEL_GAP - galley.size().x;
            painter.galley(pos2(left, middle - 0.5 * galley.size().y), galley, weak);
        }
        for label in bottom {
            let pos = pos2(rect.left() + label.center, self.field.bottom() + LABEL_GAP);
            painter.galley(pos, label.galley, weak);
        }
        painter.text(rect.left_top(), Align2::LEFT_TOP, &view.y_title, axis_font(), weak);
        let below = pos2(self.field.center().x, rect.bottom());
        painter.text(below, Align2::CENTER_BOTTOM, &view.x_title, axis_font(), weak);
    }

    fn tell_cells(&self, view: &GridView, ui: &mut Ui, response: &Response) {
        let builder = UiBuilder::new().max_rect(self.field).accessibility_parent(response.id);
        let marks = ui.new_child(builder);
        for (position, ((column, row), cell)) in self.positions().zip(&view.cells).enumerate() {
            let id = response.id.with(position);
            let mark = marks.interact(self.cell(column, row), id, Sense::hover());
            mark.widget_info(|| WidgetInfo::labeled(Role::GraphicsSymbol, true, &cell.tooltip));
        }
    }

    fn cell_under(&self, pos: Pos2) -> Option<usize> {
        self.positions().position(|(column, row)| self.cell(column, row).contains(pos))
    }

    fn read_ui(&self, view: &GridView, ui: &Ui, response: &Response) {
        let pointer = ui.input(|input| input.pointer.hover_pos());
        let under = pointer.filter(|_| response.hovered()).and_then(|pos| self.cell_under(pos));
        let first = view.client_cell.map_or(0, |(column, row)| row * self.across + column);
        let marks = Marks { across: self.across, up: self.up };
        let read = mark_read(ui, response, marks, first, under);
        if let Some(mark) = read
            && let Some(cell) = view.cells.get(mark)
        {
            let anchor = self.cell(mark % self.across, mark / self.across);
            tell(ui, response, response.id.with(mark), anchor, &cell.tooltip);
        }
    }
}

/// A cell without a rate: white when nobody is in it, hatched when too few are.
fn empty_cell(ui: &Ui, rect: Rect, holds_some: bool) {
    let palette = ui.palette();
    let stroke = Stroke::new(1.0, if holds_some { palette.edge } else { palette.line });
    ui.painter().rect(rect, 2.0, palette.panel, stroke, StrokeKind::Inside);
    if holds_some {
        hatch(ui.painter(), rect, stroke);
    }
}

/// What the cells without a rate stand for, when there are any.
fn empty_cells_ui(view: &GridView, words: &Words, ui: &mut Ui) {
    let has = |few: bool| {
        view.cells.iter().any(|cell| cell.default_rate.is_none() && (cell.count > 0) == few)
    };
    ui.horizontal_wrapped(|ui| {
        if has(false) {
            let text = words.text("compare-legend-nobody");
            item_ui(ui, text, |ui, rect| empty_cell(ui, rect, false));
        }
        if has(true) {
            let count = ("count", FEWEST_OUTCOMES.into());
            let text = words.with("compare-legend-few", &[count]);
            item_ui(ui, &text, |ui, rect| empty_cell(ui, rect, true));
        }
    });
}

/// From pale to full, with the rates that both ends stand for.
fn scale_ui(rates: ShareAxis, words: &Words, ui: &mut Ui) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        ui.quiet(words.text("compare-axis-default-rate"));
        ui.quiet(&words.percent(0.0, 0));
        let (rect, _) = ui.allocate_exact_size(vec2(SCALE_WIDTH, SCALE), Sense::hover());
        let palette = ui.palette();
        let mut mesh = Mesh::default();
        for (x, share) in [(rect.left(), 0.0), (rect.right(), 1.0)] {
            mesh.colored_vertex(pos2(x, rect.top()), palette.heat(share));
            mesh.colored_vertex(pos2(x, rect.bottom()), palette.heat(share));
        }
        mesh.add_triangle(0, 1, 2);
        mesh.add_triangle(1, 2, 3);
        ui.painter().add(mesh);
        let stroke = Stroke::new(1.0, palette.edge);
        ui.painter().rect_stroke(rect, 0.0, stroke, StrokeKind::Outside);
        let decimals = rates.ticks().last().map_or(0, |(_, decimals)| decimals);
        ui.quiet(&words.percent(rates.end(), decimals));
    });
}
